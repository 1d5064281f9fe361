/// The laws of an operation's local linear map, at random points of its domain and on random shapes: it is the derivative
/// (the remainder of the first-order Taylor expansion shrinks as h²), forward and reverse mode are transposes of each
/// other, and transposing twice changes nothing.
module Functional.Tests.RowsTests

open System
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Witness

/// Something to test: a function of tensors in some domains, and shapes to try it on.
type private Subject =
    { Name: string; Function: Tensor[] -> Tensor; Domains: Domain list; Shapes: Random -> int[] list }

[<Literal>]
let private Trials = 8

/// A generator that depends on the name alone.
let private seeded (name: string) (trial: int) =
    Random(name |> Seq.fold (fun hash c -> (hash * 31 + int c) &&& 0xFFFFFF) trial)

let private size (shape: int[]) = Array.fold (*) 1 shape

let private uniform (random: Random) low high = low + random.NextDouble() * (high - low)

/// Numbers with room around them, so that steps of a Taylor test stay inside the domain.
let private point (random: Random) domain =
    let rec away jumps distance =
        let x = uniform random -2.5 2.5
        if Seq.exists (fun jump -> abs (x - jump) < distance) jumps then away jumps distance else x

    match domain with
    | Reals -> uniform random -2.0 2.0
    | Positive -> uniform random 0.5 3.0
    | NonZero -> uniform random 0.5 2.0 * float (random.Next 2 * 2 - 1)
    | Between(low, high) ->
        let margin = 0.1 * (high - low)
        uniform random (low + margin) (high - margin)
    | Except points -> away points 0.1
    | BetweenJumps offset -> away [ for k in -4 .. 4 -> offset + float k ] 0.1
    | Distinct
    | Discrete -> failwith "drawn together, or not at all"

/// Arguments of the shapes; those that must not be equal are drawn from one shuffled grid.
let private arguments (random: Random) domains (shapes: int[] list) =
    let count =
        List.zip domains shapes |> List.sumBy (fun (domain, shape) -> if domain = Distinct then size shape else 0)

    let grid = Array.init count (fun k -> 0.3 * (float k - float count / 2.0) + 0.05)
    random.Shuffle grid
    let mutable used = 0

    [| for domain, shape in List.zip domains shapes ->
           let next () =
               if domain = Distinct then
                   used <- used + 1
                   grid[used - 1]
               else
                   point random domain

           real shape (Array.init (size shape) (fun _ -> next ())) |]

let private directions (random: Random) (xs: Tensor[]) =
    xs |> Array.map (fun x -> real x.Shape (Array.init x.Size (fun _ -> uniform random -1.0 1.0)))

let private largest (values: float seq) = Seq.fold (fun largest x -> max largest (abs x)) 0.0 values

/// Why the derivative along a direction is not the derivative, if so.
let private taylor (subject: Subject) (xs: Tensor[]) (vs: Tensor[]) =
    let struct (primals, pushed) = Forward.push "taylor" (fun xs -> [| subject.Function xs |]) xs vs
    let y, slope = elements primals[0], elements pushed[0]

    let remainder h =
        let moved =
            Array.map2
                (fun (x: Tensor) v -> real x.Shape (Array.map2 (fun x v -> x + h * v) (elements x) (elements v)))
                xs
                vs

        largest (Array.map3 (fun moved y slope -> moved - y - h * slope) (elements (subject.Function moved)) y slope)

    let coarse, fine = 4e-3, 5e-4
    let before, after = remainder coarse, remainder fine
    let rounding = 1e-14 * (1.0 + largest y + largest slope)
    let order = Math.Log(before / after) / Math.Log(coarse / fine)

    if after <= rounding || order > 1.8 then
        None
    else
        Some
            $"{subject.Name}: the remainder goes as h^{order:F2} (%g{before}, %g{after}) on shapes %A{[ for x in xs -> x.Shape ]}"

let private duality (subject: Subject) (xs: Tensor[]) (vs: Tensor[]) (random: Random) =
    let f xs = [| subject.Function xs |]
    let struct (_, pushed) = Forward.push "forward" f xs vs
    let run = Reverse.Run("reverse", null, f, xs)
    let cotangents = directions random run.Primals
    let forward, reverse = item (inner cotangents pushed), item (inner (run.Pull cotangents) vs)
    let scale = 1.0 + largest (elements pushed[0])

    if abs (forward - reverse) <= 1e-12 * scale * float run.Primals[0].Size then
        None
    else
        Some $"{subject.Name}: <c, J v> = {forward:R}, <Jᵀ c, v> = {reverse:R}"

/// A shape, and shapes that broadcast to it together.
let private broadcasting count (random: Random) =
    let target = Array.init (random.Next 4) (fun _ -> 1 + random.Next 3)

    let narrowed _ =
        Array.skip (random.Next(target.Length + 1)) target
        |> Array.map (fun length -> if random.Next 3 = 0 then 1 else length)

    let full = random.Next count
    [ for i in 0 .. count - 1 -> if i = full then target else narrowed i ]

let private ofRow (row: Row) =
    { Name = row.Name
      Function = fun xs -> Apply.run row (Array.copy xs)
      Domains = row.Domains
      Shapes = broadcasting row.Domains.Length }

let private smooth (row: Row) =
    match row.Rule with
    | Discontinuous -> false
    | _ -> true

let private elementwiseRows = [ yield! Elementwise.all; yield! Arithmetic.all ] |> List.filter smooth

let private pair name domains f =
    { Name = name
      Function = fun (xs: Tensor[]) -> f xs[0] xs[1]
      Domains = domains
      Shapes = broadcasting 2 }

let private single name domain f =
    { Name = name
      Function = fun (xs: Tensor[]) -> f xs[0]
      Domains = [ domain ]
      Shapes = broadcasting 1 }

/// A function of one tensor of a given shape.
let private shaped name domain (shape: int list) f =
    { single name domain f with Shapes = fun _ -> [ Array.ofList shape ] }

let private parametric =
    [ single "digamma" Positive (Elementwise.polygamma 0)
      single "polygamma 2" Positive (Elementwise.polygamma 2)
      single "softplus" Reals (Elementwise.softplus 2.0 20.0)
      for exponent in [ 0.0; 1.0; 2.0; 3.0; -1.0; 0.5; 2.5 ] do
          single $"pow {exponent}" Positive (Elementwise.powNumber exponent)
      single "2 pow" Reals (Elementwise.numberPow 2.0)
      single "clamp" (Except [ -1.0; 1.0 ]) (Elementwise.clamp -1.0 1.0)
      single "hardtanh" (Except [ -1.0; 1.0 ]) (Elementwise.hardtanh -1.0 1.0)
      single "sqrt at zero" Positive Elementwise.sqrtAtZero
      single "root at zero" Positive (Elementwise.rootAtZero 3.0)
      single "sinc" Reals Composed.sinc
      single "sinc near 0" (Between(-0.03, 0.03)) Composed.sinc
      single "frac" (BetweenJumps 0.0) Composed.frac
      single "nan_to_num" Reals (Composed.nanToNum 0.0 1.0 -1.0)
      pair "add scaled" [ Reals; Reals ] (Arithmetic.addScaled -0.5)
      pair "fmax" [ Distinct; Distinct ] Composed.fmax
      pair "fmin" [ Distinct; Distinct ] Composed.fmin
      pair "clamp below" [ Distinct; Distinct ] (fun low x -> Composed.clamp low null x)
      pair "clamp above" [ Distinct; Distinct ] (fun high x -> Composed.clamp null high x)
      { Name = "lerp"
        Function = fun xs -> Composed.lerp xs[0] xs[1] xs[2]
        Domains = [ Reals; Reals; Except [ 0.5 ] ]
        Shapes = broadcasting 3 } ]

let private folds =
    [ for axes, keepAxes in [ [||], false; [| 1 |], false; [| 0; -1 |], true; [| 2 |], true ] do
          let fold name domain f = shaped $"{name} over %A{axes}" domain [ 2; 3; 4 ] (f axes keepAxes)

          fold "sum" Reals Reductions.sum
          fold "mean" Reals Reductions.mean
          fold "prod" Reals Reductions.prod
          fold "amax" Distinct Reductions.amax
          fold "amin" Distinct Reductions.amin
          fold "var" Reals (Statistics.var 1.0)
          fold "std" Reals (Statistics.std 0.0)
          fold "logsumexp" Reals Statistics.logSumExp

          for p in [ 0.0; 1.0; 1.5; 2.0; 3.0; -1.0 ] do
              fold $"norm {p}" NonZero (Statistics.norm p)

          // All elements of one sign, so that different elements have different magnitudes.
          for p in [ infinity; -infinity ] do
              fold $"norm {p}" Distinct (fun axes keepAxes x ->
                  Statistics.norm p axes keepAxes (Arithmetic.add x (host 100.0)))

      for axis in [ 0; 1; -1 ] do
          shaped $"max along {axis}" Distinct [ 2; 3; 4 ] (Reductions.max axis false >> fst)
          shaped $"min along {axis}" Distinct [ 2; 3; 4 ] (Reductions.min axis true >> fst)
          shaped $"softmax along {axis}" Reals [ 2; 3; 4 ] (Statistics.softmax axis)
          shaped $"log_softmax along {axis}" Reals [ 2; 3; 4 ] (Statistics.logSoftmax axis)
          shaped $"cumsum along {axis}" Reals [ 2; 3; 4 ] (Reductions.cumsum axis)

      shaped "trace" Reals [ 3; 4 ] Reductions.trace ]

let private products =
    [ for left, right in
          [ [ 3 ], [ 3 ]
            [ 2; 3 ], [ 3 ]
            [ 3 ], [ 3; 4 ]
            [ 2; 3 ], [ 3; 4 ]
            [ 5; 2; 3 ], [ 3; 4 ]
            [ 2; 3 ], [ 5; 3; 4 ]
            [ 2; 1; 2; 3 ], [ 4; 3; 1 ]
            [ 3 ], [ 2; 3; 4 ] ] do
          { pair $"matmul %A{left} %A{right}" [ Reals; Reals ] Products.matmul with
              Shapes = fun _ -> [ Array.ofList left; Array.ofList right ] }

      { pair "dot" [ Reals; Reals ] Products.dot with Shapes = fun _ -> [ [| 4 |]; [| 4 |] ] }
      { pair "outer" [ Reals; Reals ] Products.outer with Shapes = fun _ -> [ [| 2 |]; [| 3 |] ] }
      { Name = "linear"
        Function = fun xs -> Products.linear xs[0] xs[1] xs[2]
        Domains = [ Reals; Reals; Reals ]
        Shapes = fun _ -> [ [| 2; 3 |]; [| 4; 3 |]; [| 4 |] ] } ]

/// The rows that linear maps are made of, with the arguments fixed that carry no derivative.
let private primitives =
    let integers shape values = toTensor { Shape = shape; DType = "int64"; Data = values }
    let condition = toTensor { Shape = [| 3 |]; DType = "bool"; Data = [| 1.0; 0.0; 1.0 |] }
    let index = integers [| 2; 3 |] [| 0.0; 1.0; 1.0; 1.0; 0.0; 1.0 |]
    let moved name shape movement = shaped name Reals shape (fun x -> Apply.run (Primitives.move movement) [| x |])

    [ moved "permute" [ 2; 3; 4 ] (Permute [| 2; 0; 1 |])
      moved "reshape" [ 2; 3 ] (Reshape(Shape.From [ 3; 2 ]))
      moved "expand" [ 2; 1 ] (Expand(Shape.From [ 4; 2; 3 ]))
      moved "slice" [ 4; 5 ] (Slice([| 3; 0 |], [| -1; 2 |], Shape.From [ 2; 3 ]))
      moved "embed" [ 2; 3 ] (Embed([| 3; 0 |], [| -1; 2 |], Shape.From [ 4; 5 ]))
      { pair "where" [ Reals; Reals ] (fun x y -> Apply.run Primitives.where [| condition; x; y |]) with
          Shapes = fun _ -> [ [| 2; 1 |]; [||] ] }
      shaped "gather" Reals [ 2; 3 ] (fun x -> Apply.run (Primitives.gather 0) [| x; index |])
      { pair "scatter_add" [ Reals; Reals ] (fun x y -> Apply.run (Primitives.scatterAdd 0) [| x; index; y |]) with
          Shapes = fun _ -> [ [| 3; 3 |]; [| 2; 3 |] ] }
      shaped "cumsum backwards" Reals [ 2; 3 ] (fun x -> Apply.run (Primitives.cumsum 1 true) [| x |]) ]

let private subjects = lazy (List.map ofRow elementwiseRows @ parametric @ folds @ products @ primitives)

let private check (law: Subject -> Tensor[] -> Tensor[] -> Random -> string option) subject =
    [ for trial in 0 .. Trials - 1 do
          let random = seeded subject.Name trial
          let xs = arguments random subject.Domains (subject.Shapes random)
          law subject xs (directions random xs) random ]
    |> List.choose id

let private hold law =
    match List.collect (check law) subjects.Value with
    | [] -> ()
    | wrongs -> Assert.Fail(String.concat "\n" wrongs)

[<Fact>]
let ``the linear map is the derivative`` () = hold (fun subject xs vs _ -> taylor subject xs vs)

[<Fact>]
let ``the directional derivative is itself differentiable, and its linear map the derivative`` () =
    let along (subject: Subject) vs =
        { subject with
            Name = $"derivative of {subject.Name}"
            Function =
                fun xs ->
                    let struct (_, pushed) = Forward.push "inner" (fun xs -> [| subject.Function xs |]) xs vs
                    pushed[0] }

    hold (fun subject xs vs _ -> taylor (along subject vs) xs vs)

[<Fact>]
let ``reverse mode is the transpose of forward mode`` () = hold duality

[<Fact>]
let ``a linear map transposed twice is the same map, and pairs with its transpose`` () =
    let wrongs =
        [ for row in elementwiseRows do
              for trial in 0 .. Trials - 1 do
                  let random = seeded row.Name trial
                  let xs = arguments random row.Domains (broadcasting row.Domains.Length random)
                  let y = Apply.run row (Array.copy xs)

                  let form =
                      match row.Rule with
                      | Everywhere form -> form
                      | AtInputs form -> form xs
                      | AtOutput form -> form y
                      | AtBoth form -> form xs y
                      | Discontinuous -> fun _ -> Zero

                  for i in 0 .. xs.Length - 1 do
                      let linear = { Form = form i; Domain = xs[i].Space; Codomain = y.Space }
                      let transposed = Linear.transpose linear
                      let v, c = directions random [| xs[i] |], directions random [| y |]
                      let image = Apply.apply linear v[0]

                      match differs 1e-14 (ofTensor image) (Apply.apply (Linear.transpose transposed) v[0]) with
                      | Some message -> $"{row.Name}: transposed twice: {message}"
                      | None -> ()

                      let forward, backward =
                          item (inner c [| image |]), item (inner [| Apply.apply transposed c[0] |] v)

                      if abs (forward - backward) > 1e-12 * (1.0 + largest (elements image)) * float y.Size then
                          $"{row.Name}: <c, A v> = {forward:R}, <Aᵀ c, v> = {backward:R}" ]

    if not wrongs.IsEmpty then
        Assert.Fail(String.concat "\n" wrongs)

[<Fact>]
let ``a wrong linear map is found out`` () =
    let sine = Elementwise.all |> Array.find (fun row -> row.Name = "sin")
    let wrong = { sine with Rule = AtInputs(fun xs _ -> Scale(Elementwise.map Unary.Sin xs[0])) }
    Assert.NotEmpty(check (fun subject xs vs _ -> taylor subject xs vs) (ofRow wrong))

[<Fact>]
let ``the derivative of digamma at 1 is pi squared over 6`` () =
    let run = Reverse.Run("digamma", null, (fun xs -> [| Elementwise.polygamma 0 xs[0] |]), [| real [] [ 1.0 ] |])
    Assert.Equal(Math.PI * Math.PI / 6.0, item (Array.head (run.Pull [| real [] [ 1.0 ] |])), 12)

[<Fact>]
let ``a value with its derivative stopped is a constant to every transformation`` () =
    let f (xs: Tensor[]) = [| Arithmetic.multiply xs[0] (Apply.run Primitives.stopGradient [| xs[0] |]) |]

    let x = real [ 2 ] [ 3.0; -2.0 ]
    let run = Reverse.Run("reverse", null, f, [| x |])
    let struct (_, pushed) = Forward.push "forward" f [| x |] [| onesLike x |]
    Assert.Equal<float[]>(elements x, elements (Array.head (run.Pull [| onesLike x |])))
    Assert.Equal<float[]>(elements x, elements pushed[0])
