namespace Functional.Laws

open System
open FsCheck
open FsCheck.FSharp
open Functional
open Functional.Kernels

/// A law that every backend obeys.
type BackendLaw =
    {
        /// The member of `IBackend` that it is about: Map, Zip, Reduce, …
        Family: string
        /// The family and its operation: Map Sin.
        Name: string
        /// What is stated, in a sentence.
        Statement: string
        /// Tries a case that depends on the seed alone; says what is wrong in the simplest case found, if anything.
        Check: IBackend -> uint64 -> string option
        /// The same as a property of FsCheck, which tries many cases and shrinks one that fails.
        Property: IBackend -> Property
    }

    override law.ToString() = law.Name

/// The laws of backends: each operation of each family against the plain backend, which defines it.
module BackendLaws =

    let private plain: IBackend = PlainBackend.Instance

    /// The same operand a backend twice: as it is laid out, and as rows.
    let private place backend (operands: Operand list) =
        [| for operand in operands -> Call.materialize backend operand |]

    /// What is wrong with a call on a backend, if anything: its numbers, its space, what it refuses; that it changes an
    /// operand, that it gives other bits a second time, or, unless it adds up, in another layout.
    let private wrong (agreement: Call -> NdArray -> Agreement) backend (call: Call) : string option =
        let xs = place backend call.Operands
        let read = Call.read backend
        let before = Array.map read xs
        let result = Call.attempt backend call.Operation xs

        let same what (expected: NdArray) actual =
            Agreement.compare expected.Space Exactly (read expected) actual
            |> Option.map (fun message -> $"{what}: {message}")

        match Call.attempt plain call.Operation (place plain call.Operands), result with
        | Error expected, Error actual when expected.GetType() = actual.GetType() -> None
        | Error expected, Error actual ->
            Some $"expected {expected.GetType().Name}, got {actual.GetType().Name}: {actual.Message}"
        | Error expected, Ok _ -> Some $"expected {expected.GetType().Name}: {expected.Message}"
        | Ok _, Error actual -> Some $"{actual.GetType().Name}: {actual.Message}"
        | Ok expected, Ok actual when expected.Space <> actual.Space ->
            Some $"expected {expected.Space}, got {actual.Space}"
        | Ok expected, Ok actual ->
            let agreement = agreement call expected

            [ fun () -> Agreement.compare expected.Space agreement (Call.read plain expected) (read actual)
              fun () -> Seq.zip xs before |> Seq.tryPick (fun (x, before) -> same "an operand has changed" x before)
              fun () -> same "a second time" actual (read (Call.run backend call.Operation xs))
              fun () ->
                  match agreement with
                  | Scaled _ -> None
                  | _ ->
                      let rows = place backend (List.map Call.packed call.Operands)
                      same "on operands as rows" actual (read (Call.run backend call.Operation rows)) ]
            |> List.tryPick (fun check -> check ())

    let private failing check backend case =
        try
            check backend case
        with error ->
            Some $"{error.GetType().Name}: {error.Message}"

    /// The simplest failing case that single steps of shrinking lead to, and what is wrong with it.
    let rec private simplest shrink check backend (case: 'case) message steps =
        let next = shrink case |> Seq.tryPick (fun c -> failing check backend c |> Option.map (fun m -> c, m))

        match next with
        | Some(case, message) when steps > 0 -> simplest shrink check backend case message (steps - 1)
        | _ -> case, message

    /// A law from how its cases are drawn, shrunk, checked and described.
    let private law family name statement (draw: Random -> 'case) shrink check describe =
        let report (case, message) = $"{describe case}\n  {message}"

        { Family = family
          Name = if name = "" then family else $"{family} {name}"
          Statement = statement
          Check =
            fun backend seed ->
                let case = draw (Random(int (seed % 2147483647UL)))

                failing check backend case
                |> Option.map (fun message -> report (simplest shrink check backend case message 200))
          Property =
            fun backend ->
                let cases = Gen.choose (0, Int32.MaxValue) |> Gen.map (fun seed -> draw (Random seed))

                Prop.forAll (Arb.fromGenShrink (cases, shrink)) (fun case ->
                    match failing check backend case with
                    | None -> Prop.ofTestable true
                    | Some message -> Prop.label (report (case, message)) false) }

    let private calls family name statement draw agreement =
        law family name statement draw Call.shrink (wrong agreement) Call.describe

    let private exactly (_: Call) (_: NdArray) = Exactly

    /// Which of two zeros is the larger, nobody says.
    let private equally (_: Call) (_: NdArray) = Equally

    /// k eps scale, where the scale is what the operation gives on the operands' magnitudes.
    let private scaled (k: Call -> float) (call: Call) (result: NdArray) =
        if result.DType.IsFloat() then
            let magnitudes = place plain (List.map Call.magnitudes call.Operands)

            match Call.read plain (Call.run plain call.Operation magnitudes) with
            | Floats scale -> Scaled(k call, scale)
            | Integers _ -> Exactly
        else
            Exactly

    /// One number after the other: each of n steps may be off in the same direction, and of repeated numbers they are.
    let private oneByOne (count: Call -> int) = scaled (fun call -> 4.0 + float (count call))

    /// Large enough that elementwise work is split among threads.
    let private manyElements = 140_000

    // Map

    /// Units in the last place that a function of one number may be off: two for the plain backend, as many for the
    /// other; more for functions whose formulas take more roundings.
    let private unaryUlps op =
        match op with
        | Unary.Neg
        | Unary.Abs
        | Unary.Sign
        | Unary.Sqrt
        | Unary.Reciprocal
        | Unary.Square
        | Unary.Relu
        | Unary.Clamp
        | Unary.Floor
        | Unary.Ceil
        | Unary.Round
        | Unary.Trunc -> 0.0
        | Unary.Erf
        | Unary.Erfc -> 8.0
        | Unary.Lgamma
        | Unary.Polygamma -> 32.0
        | _ -> 4.0

    let private mapParameters (random: Random) op =
        let pick = Drawing.pick random

        match op with
        | Unary.PowNumber -> pick [| 0.0; 1.0; 2.0; 3.0; 4.0; 7.0; 0.5; 1.5; -0.5; -1.0; -2.0; -3.0; 1.0 / 3.0 |], 0.0
        | Unary.NumberPow -> pick [| 2.0; 0.5; 10.0; 0.0; 1.0; -2.0; -1.0; 3.0 |], 0.0
        | Unary.Softplus -> pick [| 1.0; 0.5; 2.0; 0.1 |], pick [| 20.0; 1.0; 5.0 |]
        | Unary.Clamp -> pick [| -infinity; -1.0; 0.0; 0.1; 2.0 |], pick [| infinity; 2.0; 1.0; 0.3; -2.0 |]
        | Unary.Polygamma -> float (random.Next 5), 0.0
        | _ -> 0.0, 0.0

    /// The gamma functions have zeros between their poles, where a rounding of the argument is worth more than one of
    /// the result: the scale is the value, and to the left of 0 what the argument times the derivative is.
    let private besidePoles (map: Map) (call: Call) (expected: NdArray) =
        let order = if map.Op = Unary.Lgamma then 0.0 else map.P + 1.0
        let slopes = Map("slope", Unary.Polygamma, order, 0.0)
        let xs = place plain call.Operands

        match Call.read plain xs[0], Call.read plain (Call.run plain slopes xs), Call.read plain expected with
        | Floats xs, Floats slopes, Floats ys ->
            let scale = Array.map3 (fun x slope y -> if x < 0.0 then abs y + abs (x * slope) else abs y) xs slopes ys
            Scaled(unaryUlps map.Op, scale)
        | _ -> Exactly

    let private mapAgreement (call: Call) (expected: NdArray) =
        let map = call.Operation :?> Map

        match unaryUlps map.Op with
        | _ when not (expected.DType.IsFloat()) -> Exactly
        | 0.0 when map.Op = Unary.Relu || map.Op = Unary.Clamp -> Equally
        | 0.0 -> Exactly
        | _ when map.Op = Unary.Lgamma || map.Op = Unary.Polygamma -> besidePoles map call expected
        | ulps ->
            match Call.read plain expected with
            // Where it underflows depends on the precision in which it was computed, and with it the sign of zero.
            | Floats ys when map.Op = Unary.LogSigmoid -> Scaled(ulps, Array.map abs ys)
            | _ -> Ulps ulps

    let private map op =
        // The plain backend sums long series.
        let large = if unaryUlps op > 4.0 then 0 else manyElements

        let draw random =
            let p, q = mapParameters random op
            let operand = Drawing.operand random (Drawing.anyDType random) Drawing.Wild (Drawing.shape random 0 large)
            { Operation = Map(string op, op, p, q); Operands = [ operand ] }

        let statement =
            match unaryUlps op with
            | 0.0 -> "is exact"
            | ulps -> $"is within {ulps} units in the last place"

        calls "Map" (string op) $"{op} {statement}, on every dtype that has it and on no other" draw mapAgreement

    // Zip

    let private binaryUlps op =
        match op with
        | Binary.Pow
        | Binary.Atan2
        | Binary.Hypot
        | Binary.Xlogy -> 4.0
        | _ -> 0.0

    let private zipAgreement (call: Call) (expected: NdArray) =
        let zip = call.Operation :?> Zip

        if not (expected.DType.IsFloat()) then
            Exactly
        elif zip.Op = Binary.Max || zip.Op = Binary.Min then
            Equally
        elif zip.Op = Binary.LogAddExp then
            // The larger argument and a logarithm of at most log 2 are added, and may cancel.
            let largest = Zip("largest", Binary.Max)

            match Call.read plain (Call.run plain largest (place plain (List.map Call.magnitudes call.Operands))) with
            | Floats scale -> Scaled(4.0, Array.map (fun x -> x + 1.0) scale)
            | Integers _ -> Exactly
        else
            match binaryUlps zip.Op with
            | 0.0 -> Exactly
            | ulps -> Ulps ulps

    /// Integers have no quotient by 0: mostly there is none.
    let private withoutZeros random (operand: Operand) =
        match operand.Elements with
        | Integers xs when Drawing.chance random 90 ->
            { operand with Elements = Integers(Array.map (fun x -> if x = 0L then 1L else x) xs) }
        | _ -> operand

    let private zip op =
        let draw random =
            let shape = Drawing.shape random 0 manyElements
            let dtype = Drawing.anyDType random
            let operand () = Drawing.operand random dtype Drawing.Wild (Drawing.stretching random shape)
            let p = if op = Binary.AddScaled then Drawing.pick random [| 1.0; -1.0; 2.0; 0.1; 0.0 |] else 0.0

            let second =
                match op with
                | Binary.Fmod
                | Binary.Remainder -> withoutZeros random (operand ())
                | _ -> operand ()

            { Operation = Zip(string op, op, p); Operands = [ operand (); second ] }

        let statement =
            match binaryUlps op with
            | _ when op = Binary.LogAddExp -> "is within 4 eps (1 + the larger magnitude)"
            | 0.0 -> "is exact"
            | ulps -> $"is within {ulps} units in the last place"

        calls
            "Zip"
            (string op)
            $"{op} {statement}, broadcast, on every dtype that has it and on no other"
            draw
            zipAgreement

    // Select, Cast

    let private select =
        let draw random =
            let shape = Drawing.shape random 0 manyElements
            let dtype = Drawing.everyDType random
            let operand dtype = Drawing.operand random dtype Drawing.Wild (Drawing.stretching random shape)
            { Operation = Select.Instance; Operands = [ operand DType.Bool; operand dtype; operand dtype ] }

        calls "Select" "" "each element comes from where the condition says, unchanged" draw exactly

    let private cast (dtype: DType) =
        let draw random =
            let shape = Drawing.shape random 0 manyElements
            let operand = Drawing.operand random (Drawing.everyDType random) Drawing.Wild shape
            { Operation = Cast dtype; Operands = [ operand ] }

        calls "Cast" (dtype.Name()) $"casts to {dtype.Name()} are exact" draw exactly

    // Reduce, Scan, ArgSort

    let private foldedSize (call: Call) =
        let shape = (Call.packed call.Operands.Head).Shape
        (call.Operation :?> Reduce).Axes |> Array.fold (fun size axis -> size * shape.Lengths[axis]) 1

    let private reduce op =
        let adds = op = Reduction.Sum || op = Reduction.Mean || op = Reduction.Prod

        let palette =
            if op = Reduction.Prod then Drawing.NearOne
            elif adds then Drawing.Tame
            else Drawing.Wild

        let draw random =
            let shape = Drawing.shape random 0 1_100_000
            let isTruth = op = Reduction.Any || op = Reduction.All
            let dtype = if isTruth && Drawing.chance random 90 then DType.Bool else Drawing.anyDType random

            let axes =
                match op with
                | Reduction.ArgMax
                | Reduction.ArgMin when shape.Rank > 0 && Drawing.chance random 70 -> [| random.Next shape.Rank |]
                | Reduction.ArgMax
                | Reduction.ArgMin -> [| 0 .. shape.Rank - 1 |]
                | _ -> [| 0 .. shape.Rank - 1 |] |> Array.filter (fun _ -> Drawing.chance random 60)

            { Operation = Reduce(string op, op, axes, Drawing.chance random 30)
              Operands = [ Drawing.operand random dtype palette shape ] }

        if op = Reduction.Prod then
            calls "Reduce" (string op) $"{op} is within (4 + n) eps, relatively" draw (oneByOne foldedSize)
        elif adds then
            // Summed in pairs, or in lanes: rounding errors add up like the steps of a random walk.
            let agreement = scaled (fun call -> 4.0 + sqrt (float (foldedSize call)))
            let statement = $"{op} is within (4 + sqrt n) eps of the scale that it has on magnitudes"
            calls "Reduce" (string op) statement draw agreement
        else
            calls "Reduce" (string op) $"{op} is exact" draw equally

    /// An axis of a shape; of a number, the first.
    let private axis (random: Random) (shape: Shape) = if shape.Rank = 0 then 0 else random.Next shape.Rank

    let private scan op =
        let draw random =
            let shape = Drawing.shape random 0 0
            let operation = Scan("scan", op, axis random shape, Drawing.chance random 50)
            let operand = Drawing.operand random (Drawing.anyDType random) Drawing.Tame shape
            { Operation = operation; Operands = [ operand ] }

        let length (call: Call) =
            let shape = (Call.packed call.Operands.Head).Shape
            if shape.Rank = 0 then 1 else shape.Lengths[(call.Operation :?> Scan).Axis]

        let statement = "running sums are within (4 + n) eps of the scale that they have on magnitudes"
        calls "Scan" (string op) statement draw (oneByOne length)

    let private argSort =
        let draw random =
            let shape = Drawing.shape random 0 0
            let operation = ArgSort(axis random shape, Drawing.chance random 50)
            let operand = Drawing.operand random (Drawing.everyDType random) Drawing.Wild shape
            { Operation = operation; Operands = [ operand ] }

        calls "ArgSort" "" "the order is stable, nan the largest number, both zeros equal" draw exactly

    // Move

    let private movement name (draw: Random -> Shape -> Movement) =
        let draw random =
            let shape = Drawing.shape random 0 manyElements
            let operand = Drawing.operand random (Drawing.everyDType random) Drawing.Wild shape
            { Operation = draw random shape; Operands = [ operand ] }

        calls "Move" name $"{name} moves the elements and does not touch them" draw exactly

    let private permute (random: Random) (shape: Shape) : Movement =
        let axes = Array.init shape.Rank id
        random.Shuffle axes
        Permute axes

    /// Lengths that are regrouped at random, and ones among them.
    let private reshape (random: Random) (shape: Shape) : Movement =
        let rec regroup lengths =
            match lengths with
            | a :: b :: rest when Drawing.chance random 40 -> regroup (a * b :: rest)
            | a :: rest when a > 2 && a % 2 = 0 && Drawing.chance random 40 -> 2 :: regroup (a / 2 :: rest)
            | a :: rest when Drawing.chance random 20 -> 1 :: a :: regroup rest
            | a :: rest -> a :: regroup rest
            | [] -> if Drawing.chance random 20 then [ 1 ] else []

        Reshape(Shape.From(regroup (List.ofSeq shape)))

    let private expand (random: Random) (shape: Shape) : Movement =
        let stretched = [ for length in shape -> if length = 1 then Drawing.pick random [| 0; 1; 3; 17 |] else length ]
        Expand(Shape.From(if Drawing.chance random 40 then 2 :: stretched else stretched))

    let private slice (random: Random) (shape: Shape) : Movement =
        let axes =
            [| for length in shape ->
                   let step = Drawing.pick random [| 1; 1; 2; 3; -1; -1; -2 |]
                   let start = if length = 0 then 0 else random.Next length
                   let room = if step > 0 then length - 1 - start else start
                   let most = if length = 0 then 0 else 1 + room / abs step
                   start, step, random.Next(most + 1) |]

        let starts = [| for start, _, _ in axes -> start |]
        let steps = [| for _, step, _ in axes -> step |]
        Slice(starts, steps, Shape.From [ for _, _, count in axes -> count ])

    let private embed (random: Random) (shape: Shape) : Movement =
        let axes =
            [| for length in shape ->
                   let step = Drawing.pick random [| 1; 1; 2; 3; -1; -1; -2 |]
                   let extent = max 0 (length - 1) * abs step
                   let before, after = random.Next 3, random.Next 3
                   (if step > 0 then before else before + extent), step, before + extent + 1 + after |]

        let starts = [| for start, _, _ in axes -> start |]
        let steps = [| for _, step, _ in axes -> step |]
        Embed(starts, steps, Shape.From [ for _, _, length in axes -> length ])

    // Gather, ScatterAdd, Concat

    /// An axis of a shape and the shape of an index into it.
    let private indexed (random: Random) =
        let shape = Drawing.shape random 1 0
        let axis = random.Next shape.Rank

        let index =
            [ for i, length in Seq.indexed shape ->
                  if i = axis then (if length = 0 then 0 else random.Next 9)
                  elif Drawing.chance random 70 then length
                  else random.Next(length + 1) ]

        shape, axis, Shape.From index, Drawing.chance random 5

    let private gather =
        let draw random =
            let shape, axis, indexShape, misses = indexed random
            let x = Drawing.operand random (Drawing.everyDType random) Drawing.Wild shape

            { Operation = Gather axis
              Operands = [ x; Drawing.index random shape.Lengths[axis] misses indexShape ] }

        calls
            "Gather"
            ""
            "each element is the one that its index points to; indices out of bounds are refused"
            draw
            exactly

    let private scatterAdd =
        let draw random =
            let shape, axis, indexShape, misses = indexed random
            let dtype = Drawing.anyDType random
            let x = Drawing.operand random dtype Drawing.Tame shape
            let index = Drawing.index random shape.Lengths[axis] misses indexShape

            { Operation = ScatterAdd axis
              Operands = [ x; index; Drawing.operand random dtype Drawing.Tame indexShape ] }

        let length (call: Call) = (Call.packed call.Operands[1]).Shape.Lengths[(call.Operation :?> ScatterAdd).Axis]

        let statement =
            "sums are within (4 + n) eps of the scale that they have on magnitudes; indices out of bounds are refused"

        calls "ScatterAdd" "" statement draw (oneByOne length)

    let private concat =
        let draw random =
            let shape = Drawing.shape random 1 0
            let axis = random.Next shape.Rank
            let dtype = Drawing.everyDType random

            let piece _ =
                let lengths = Seq.mapi (fun i length -> if i = axis then random.Next 5 else length) shape
                Drawing.operand random dtype Drawing.Wild (Shape.From lengths)

            { Operation = Concat axis; Operands = List.init (1 + random.Next 4) piece }

        calls "Concat" "" "the arrays stand one after the other, unchanged" draw exactly

    // Contract

    let private contract op =
        let draw random =
            let dtype = Drawing.anyDType random
            let operand = Drawing.operand random dtype Drawing.Tame
            let length () = Drawing.pick random [| 0; 1; 1; 2; 3; 5; 8; 15; 17; 33; 40 |]

            let operands =
                match op with
                | Contraction.Dot ->
                    let shape = Drawing.shape random 0 manyElements
                    [ operand shape; operand shape ]
                | _ ->
                    // Now and then so large that threads share the work.
                    let m, k, n = if random.Next 300 = 0 then 170, 160, 180 else length (), length (), length ()

                    let batch = if m = 170 then [] else [ for _ in 1 .. random.Next 3 -> random.Next 4 ]
                    let stretched () = List.ofSeq (Drawing.stretching random (Shape.From batch))
                    [ operand (Shape.From(stretched () @ [ m; k ])); operand (Shape.From(stretched () @ [ k; n ])) ]

            { Operation = Contract(string op, op); Operands = operands }

        let length (call: Call) =
            let shape = (Call.packed call.Operands.Head).Shape
            if op = Contraction.Dot then shape.Size else shape[-1]

        let statement = $"{op} is within (4 + n) eps of the scale that it has on magnitudes"
        calls "Contract" (string op) statement draw (oneByOne length)

    // Create, Full, Read, Item: what brings numbers to a backend and back.

    let private hosted family statement dtypes (check: IBackend -> Operand -> string option) =
        let draw random =
            Drawing.operand random (Drawing.pick random dtypes) Drawing.Wild (Drawing.shape random 0 manyElements)

        let describe operand = Call.describe { Operation = Reshape operand.Shape; Operands = [ operand ] }
        law family "" statement draw (fun _ -> Seq.empty) check describe

    let private dtypes = Enum.GetValues<DType>()

    let private create =
        hosted "Create" "what was created is read back as it was" dtypes (fun backend operand ->
            let x = Call.create backend operand.Shape operand.DType operand.Elements

            if x.Space <> Space(operand.Shape, operand.DType) then
                Some $"the array is {x.Space}"
            else
                Agreement.compare x.Space Exactly operand.Elements (Call.read backend x))

    let private readBack =
        hosted "Read" "every layout is read in row-major order" dtypes (fun backend operand ->
            let packed = Call.packed operand
            let space = Space(packed.Shape, packed.DType)
            Agreement.compare space Exactly packed.Elements (Call.read backend (Call.materialize backend operand)))

    let private item =
        hosted "Item" "the only element of an array is a host number of its kind" dtypes (fun backend operand ->
            let element = { operand with Layout = []; Shape = [ 1; 1 ] |> Shape.From }

            let single =
                match operand.Elements with
                | Floats xs -> Floats(Array.append xs [| 0.5 |] |> Array.truncate 1)
                | Integers xs -> Integers(Array.append xs [| 1L |] |> Array.truncate 1)

            let item (backend: IBackend) = backend.Item(Call.create backend element.Shape element.DType single)

            let expected, actual = item plain, item backend
            if expected = actual then None else Some $"expected {expected}, got {actual}")

    let private full =
        let draw (random: Random) =
            let number =
                match Drawing.elements random (Drawing.everyDType random) Drawing.Wild 1 with
                | Floats xs -> Number.op_Implicit xs[0]
                | Integers xs when Drawing.chance random 20 -> Number.op_Implicit (xs[0] <> 0L)
                | Integers xs -> Number.op_Implicit xs[0]

            Drawing.shape random 0 manyElements, Drawing.everyDType random, number

        let check (backend: IBackend) (shape, dtype, number: Number) =
            let expected, actual = plain.Full(shape, dtype, number), backend.Full(shape, dtype, number)

            if expected.Space <> actual.Space then
                Some $"the array is {actual.Space}"
            else
                Agreement.compare expected.Space Exactly (Call.read plain expected) (Call.read backend actual)

        let describe (shape: Shape, dtype: DType, number: Number) =
            $"{dtype.Name()}{shape} full of {number} ({number.Kind})"

        law "Full" "" "every element is the number, in the dtype" draw (fun _ -> Seq.empty) check describe

    /// Every law, in the order of the members of `IBackend`.
    let all: BackendLaw list =
        [ create
          full
          readBack
          item
          yield! Seq.map cast dtypes
          yield! Seq.map map (Enum.GetValues<Unary>())
          yield! Seq.map zip (Enum.GetValues<Binary>())
          select
          yield! Seq.map reduce (Enum.GetValues<Reduction>())
          yield! Seq.map scan (Enum.GetValues<Running>())
          movement "Permute" permute
          movement "Reshape" reshape
          movement "Expand" expand
          movement "Slice" slice
          movement "Embed" embed
          gather
          scatterAdd
          concat
          argSort
          yield! Seq.map contract (Enum.GetValues<Contraction>()) ]
