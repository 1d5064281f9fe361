/// Random programs are what they promise: well-shaped, tame, sound, and smaller when shrunk.
module Functional.Laws.Tests.ProgramsTests

open System
open FsCheck
open FsCheck.FSharp
open Functional
open Functional.Laws
open Xunit

/// Programs of any shapes, each with arguments where programs expect them.
let private samples count size =
    seq {
        for seed in 1..count do
            let random = Random seed
            let program = Program.anyOfSeed seed size

            let point (shape: int[]) =
                Array.init (Array.fold (*) 1 shape) (fun _ -> 6.0 * random.NextDouble() - 3.0) |> Tensor.ofArray shape

            program, program.Inputs |> List.map point |> Array.ofList
    }

let private elements (x: Tensor) = Tensor.toArray<float> x
let private shapeOf (x: Tensor) = x.Shape.Lengths.ToArray()

/// A failure that shows the program.
let private check (program: Program) (what: string) condition =
    if not condition then
        Assert.Fail $"{what}\n{program}"

let private guarded (program: Program) f =
    try
        f ()
    with
    | :? Sdk.XunitException -> reraise ()
    | e -> Assert.Fail $"{e}\n{program}"

[<Fact>]
let ``Values have the promised shape, are float64, finite and tame`` () =
    for program, xs in samples 3000 60 do
        guarded program (fun () ->
            let y = Program.run program xs
            check program $"shape %A{shapeOf y}" (shapeOf y = program.Body.Shape && y.DType = DType.Float64)

            for value in elements y do
                check program $"value {value}" (Double.IsFinite value && abs value <= 1000.0))

[<Fact>]
let ``Every operation occurs`` () =
    let seen = samples 6000 60 |> Seq.map (fst >> Program.operations) |> Set.unionMany
    Assert.Empty(Program.allOperations - seen)

/// Values that agree up to rounding, on the scale of all of them.
let private agree tolerance (xs: float[]) (ys: float[]) =
    let scale = Seq.append xs ys |> Seq.fold (fun most x -> max most (abs x)) 1.0
    xs.Length = ys.Length && Array.forall2 (fun x y -> abs (x - y) <= tolerance * scale) xs ys

[<Fact>]
let ``Forward and reverse mode give the same derivatives`` () =
    for program, xs in samples 500 40 do
        guarded program (fun () ->
            let f = Program.run program
            let random = Random 1
            let direction (x: Tensor) = Tensor.ofArray x.Shape (Array.init x.Size (fun _ -> random.NextDouble() - 0.5))
            let vs = Array.map direction xs
            let y, dy = jvp f xs vs
            let y', pull = vjp f xs
            let c = direction y
            let pulled = pull c
            let inner (x: Tensor) (y: Tensor) = Tensor.sum (x * y) |> Tensor.toScalar
            let left, right = inner c dy, Array.map2 inner pulled vs |> Array.sum

            let size =
                Seq.append
                    (Array.map2 (fun (a: Tensor) b -> inner (Tensor.abs a) (Tensor.abs b)) pulled vs)
                    [ inner (Tensor.abs c) (Tensor.abs dy) ]
                |> Seq.sum

            check program "value" (agree 0.0 (elements y) (elements y') && agree 0.0 (elements y) (elements (f xs)))
            check program $"slopes {left} and {right}, size {size}" (abs (left - right) <= 1e-10 * (1.0 + size)))

let rec private shrinks (program: Program) left =
    if left > 0 then
        for smaller in Program.shrink program |> Seq.truncate 200 do
            Assert.Equal<int[] list>(program.Inputs, smaller.Inputs)
            Assert.Equal<int[]>(program.Body.Shape, smaller.Body.Shape)
            Assert.True(smaller.Body.Weight < program.Body.Weight)

        match Seq.tryLast (Program.shrink program |> Seq.truncate 50) with
        | Some smaller -> shrinks smaller (left - 1)
        | None -> ()

[<Fact>]
let ``What shrinks is smaller, keeps its shapes, and is tame`` () =
    for program, xs in samples 150 60 do
        shrinks program 1000

        for smaller in Program.shrink program |> Seq.truncate 300 do
            guarded smaller (fun () ->
                let y = Program.run smaller xs
                check smaller $"shape %A{shapeOf y} from\n{program}" (shapeOf y = program.Body.Shape)

                for value in elements y do
                    check smaller $"value {value} from\n{program}" (Double.IsFinite value && abs value <= 1000.0))

[<Fact>]
let ``A generator of wanted shapes keeps them, and draws the same programs from the same seed`` () =
    let inputs, result = [ [| 2; 3 |]; [| 1 |]; [||] ], [| 3; 1 |]
    let drawn () = Program.generate inputs result |> Gen.sampleWithSeed (Rnd 5UL) 40 50

    for program in drawn () do
        Assert.Equal<int[] list>(inputs, program.Inputs)
        Assert.Equal<int[]>(result, program.Body.Shape)

    Assert.Equal<string[]>(Array.map string (drawn ()), Array.map string (drawn ()))

[<Fact>]
let ``A typical program has 3 to 25 operations`` () =
    let sizes = samples 1000 50 |> Seq.map (fst >> Program.size) |> Seq.sort |> Array.ofSeq
    Assert.InRange(sizes[100], 3, 25)
    Assert.InRange(sizes[500], 8, 20)
    Assert.InRange(sizes[900], 3, 30)

[<Fact>]
let ``Derivatives occur inside programs, and depend on the arguments`` () =
    let inner =
        set [ "grad"; "jvp"; "vjp"; "linearize"; "hvp"; "diff"; "jacobianForward"; "jacobianReverse"; "hessian" ]

    let depends (program: Program, xs) =
        let _, pull = vjp (Program.run program) xs
        let y = Program.run program xs
        pull (Tensor.onesLike y) |> Array.exists (elements >> Array.exists (fun slope -> slope <> 0.0))

    let nested =
        samples 1000 60
        |> Seq.filter (fun (program, _) -> not (Set.isEmpty (Set.intersect inner (Program.operations program))))
        |> Array.ofSeq

    Assert.InRange(nested.Length, 200, 1000)
    Assert.InRange((Array.filter depends nested).Length, 100, 1000)

[<Fact>]
let ``What has no program says so`` () =
    let shape = Assert.Throws<ArgumentException>(fun () -> Program.ofSeed 1 10 [ [| -1 |] ] [||] |> ignore)
    Assert.Contains("lengths of 0 or more", shape.Message)
    let program = Program.ofSeed 1 10 [ [| 2 |] ] [||]
    let count = Assert.Throws<ArgumentException>(fun () -> Program.run program [||] |> ignore)
    Assert.Equal("Program.run: expected 1 arguments, got 0; give one tensor for each of its Inputs", count.Message)

/// What programs are not made of: what has no derivative, makes tensors, reads them, or draws; and the row of padding of
/// an embedding, whose derivative is not one on purpose.
let private aside =
    let regular name = [ name; name + "Over"; name + "Keep" ]
    let typed name = [ name; name + "Of" ]
    let drawn name = [ name; name + "With" ]

    set
        [ yield! List.collect regular [ "all"; "any"; "argmax"; "argmin"; "countNonzero" ]
          yield! List.collect typed [ "arange"; "eye"; "full"; "linspace"; "ones"; "zeros"; "rand"; "randn" ]
          yield! List.map (fun name -> name + "Like") [ "full"; "ones"; "zeros" ]
          yield! List.collect drawn [ "rand"; "randn"; "randLike"; "randnLike"; "uniform"; "normal"; "bernoulli" ]
          yield! List.collect drawn [ "randint"; "randperm"; "dropout"; "argsort" ]
          yield! [ "eq"; "ne"; "lt"; "le"; "gt"; "ge"; "equal"; "allClose"; "isNan"; "isInf"; "isFinite" ]
          yield! List.collect drawn [ "searchsorted"; "bucketize" ]
          yield! [ "bincount"; "histogram" ]
          yield! [ "logicalAnd"; "logicalOr"; "logicalXor"; "logicalNot"; "nonzero"; "oneHot" ]
          yield! [ "ofArray"; "create"; "toArray"; "toScalar"; "detach"; "stopGradient"; "embeddingWith" ]
          // Casts that keep too few digits for laws, and moves, of which programs that are compiled have none.
          yield! [ "half"; "bfloat16"; "toDevice" ]
          // The same derivatives, with something beside them or as something else than a tensor.
          yield! [ "valueAndGrad"; "valueAndGradAux"; "gradHvp"; "gradHessian"; "hessianBlocks"; "taylor"; "jet" ]
          // It chooses one of two that are there.
          "jacobian"
          // It refuses what is not linear.
          "linearTranspose"
          // Their derivatives are those of their linear maps and passes, of which programs have two.
          yield! [ "customJvp"; "customVjp"; "customGradient" ]
          // Solutions are as exact as asked for, which laws of programs cannot know: SolverClaims are as exact as can be.
          yield! [ "linearSolve"; "linearSolveWith"; "tryLinearSolve"; "bracketedRoot"; "odeSolve"; "odeSolveWith" ]
          yield! List.collect (fun name -> [ name; name + "With" ]) [ "fixedPoint"; "root"; "argmin" ]
          yield! [ "tryBracketedRoot"; "tryFixedPoint"; "tryRoot"; "tryArgmin" ]
          // Whole numbers; and a factor without a derivative where it is more than a square one.
          yield! [ "Linalg.matrixRank"; "Linalg.matrixRankWith"; "Linalg.qrComplete" ] ]

/// Modules of functions of tensors, and of functions of such functions, with what programs write before their names.
let private faces =
    [ "TensorModule", ""
      "WindowFunctions+Tensor", ""
      "ScatterFunctions+Tensor", ""
      "LinalgModule", "Linalg."
      yield!
          [ "Derivatives"; "Expansions"; "Vectorization"; "ControlFlow"; "Curvatures"; "Checkpoints"; "CustomRules" ]
          |> List.map (fun name -> name, "")
      yield! [ "LinearSolves"; "FixedPoints"; "Roots"; "Brackets"; "Minima"; "Odes" ] |> List.map (fun name -> name, "") ]

[<Fact>]
let ``programs are made of every function that has a derivative`` () =
    let functions =
        set
            [ for face, prefix in faces do
                  let face = typeof<Tensor>.Assembly.GetType $"Functional.{face}" |> nonNull

                  for m in face.GetMethods() do
                      if m.DeclaringType = face && m.IsPublic then
                          prefix + m.Name ]

    // What an operation takes of several results, its name says after a comma.
    let operations = Program.allOperations |> Set.map (fun name -> name.Split(',')[0])
    // `where` is there under the names of its conditions.
    Assert.Equal<Set<string>>(Set.empty, functions - operations - aside - set [ "where" ])
    Assert.Equal<Set<string>>(Set.empty, aside - functions)
