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
        /// Tries a case that depends on the seed alone on a backend that promises so much; says what is wrong in the
        /// simplest case found, if anything.
        CheckAs: BackendPromise -> IBackend -> uint64 -> string option
        /// The same as a property of FsCheck, which tries many cases and shrinks one that fails.
        PropertyAs: BackendPromise -> IBackend -> Property
        /// Whether a backend refuses that case, and says so as a lack does.
        Refuses: BackendLack -> IBackend -> uint64 -> bool
    }

    /// Tries a case that depends on the seed alone; says what is wrong in the simplest case found, if anything.
    member law.Check (backend: IBackend) (seed: uint64) : string option = law.CheckAs BackendPromise.Full backend seed

    /// The same as a property of FsCheck, which tries many cases and shrinks one that fails.
    member law.Property(backend: IBackend) : Property = law.PropertyAs BackendPromise.Full backend

    override law.ToString() = law.Name

/// Laws of operations on arrays: what a backend gives is compared with what the plain one does.
module internal CallLaws =

    let plain: IBackend = PlainBackend.Instance

    /// The same operand a backend twice: as it is laid out, and as rows.
    let place backend (operands: Operand list) = [| for operand in operands -> KernelCall.materialize backend operand |]

    /// Another case of the same shapes: the elements in reverse, which keeps indices inside. Matrices stay what they are.
    let private another (call: KernelCall) =
        let reversed (operand: Operand) =
            let packed = KernelCall.packed operand

            { packed with
                Elements =
                    match packed.Elements with
                    | Floats xs -> Floats(Array.rev xs)
                    | Integers xs -> Integers(Array.rev xs) }

        match call.Operation with
        | :? Factor
        | :? SolveTriangular
        | :? Divide -> call
        | _ -> { call with Operands = List.map reversed call.Operands }

    /// Both cases in the operation's batched form, and its result apart again.
    let private inBatch (backend: IBackend) (call: KernelCall) (second: KernelCall) : NdArray[] =
        let ranks = call.Operands |> List.map (fun operand -> (KernelCall.packed operand).Shape.Rank)

        let rank =
            match call.Operation with
            | :? Expand as expand -> fun _ -> expand.To.Rank
            | operation when operation.Broadcasts -> fun _ -> List.max ranks
            | _ -> fun (x: NdArray) -> x.Shape.Rank

        let row (x: NdArray) =
            let ones = List.replicate (rank x - x.Shape.Rank) 1
            (Reshape(Shape.From [ yield 1; yield! ones; yield! x.Shape ])).Run x

        let both x y = (Concat 0).Run [| row x; row y |]
        let packed (call: KernelCall) = place backend (List.map KernelCall.packed call.Operands)
        let whole = Array.map2 both (packed call) (packed second)
        let result = (call.Operation.Batched 2).Run whole

        let part k =
            let starts = Array.init result.Shape.Rank (fun axis -> if axis = 0 then k else 0)
            let lengths = Shape.From [ yield 1; yield! Seq.tail result.Shape ]
            let slice = (Slice(starts, Array.create result.Shape.Rank 1, lengths)).Run result
            (Reshape(Shape.From(Seq.tail result.Shape))).Run slice

        [| part 0; part 1 |]

    /// How large a case may be to be tried in a batch, too.
    [<Literal>]
    let private MostInBatch = 5000

    /// Whether there is a batched form: of an axis that a single number does not have, there is none.
    let private hasBatch (call: KernelCall) =
        let isAlong =
            match call.Operation with
            | :? Scan
            | :? ArgSort -> true
            | _ -> false

        call.Operands
        |> List.forall (fun operand ->
            let shape = (KernelCall.packed operand).Shape
            shape.Size <= MostInBatch && not (isAlong && shape.Rank = 0))

    /// What is wrong with a call on a backend, if anything: its numbers, its space, what it refuses; that it changes an
    /// operand, that it gives other bits a second time, or, unless it adds up, in another layout; that its batched form
    /// gives something else.
    /// `meaning` is what of the numbers is determined.
    let private wrong
        (meaning: KernelCall -> Elements -> Elements)
        (agreementOf: KernelCall -> NdArray -> Agreement)
        (promise: BackendPromise)
        backend
        (call: KernelCall)
        : string option =
        let xs = place backend call.Operands
        let read = KernelCall.read backend
        let before = Array.map read xs
        let result = KernelCall.attempt backend call.Operation xs

        let same what (expected: NdArray) actual =
            Agreement.compare expected.Space Exactly (read expected) actual
            |> Option.map (fun message -> $"{what}: {message}")

        match KernelCall.attempt plain call.Operation (place plain call.Operands), result with
        | Error expected, Error actual when expected.GetType() = actual.GetType() -> None
        | Error expected, Error actual ->
            Some $"expected {expected.GetType().Name}, got {actual.GetType().Name}: {actual.Message}"
        | Error expected, Ok _ -> Some $"expected {expected.GetType().Name}: {expected.Message}"
        | Ok _, Error actual -> Some $"{actual.GetType().Name}: {actual.Message}"
        | Ok expected, Ok actual when expected.Space <> actual.Space ->
            Some $"expected {expected.Space}, got {actual.Space}"
        | Ok expected, Ok actual ->
            let agreementOf call expected = agreementOf call expected |> Agreement.loosened promise.Slack
            let agreement: Agreement = agreementOf call expected
            let determined, given = meaning call (KernelCall.read plain expected), meaning call (read actual)

            let batched () =
                let second = another call

                match KernelCall.attempt plain second.Operation (place plain second.Operands) with
                | Ok other when hasBatch call ->
                    let parts = inBatch backend call second

                    let part (call: KernelCall) (expected: NdArray) agreement (actual: NdArray) =
                        if expected.Space <> actual.Space then
                            Some $"in a batch: expected {expected.Space}, got {actual.Space}"
                        else
                            Agreement.compare
                                expected.Space
                                agreement
                                (meaning call (KernelCall.read plain expected))
                                (meaning call (read actual))
                            |> Option.map (fun message -> $"in a batch: {message}")

                    part call expected agreement parts[0]
                    |> Option.orElseWith (fun () -> part second other (agreementOf second other) parts[1])
                | _ -> None

            let again what xs =
                let other = read (KernelCall.run backend call.Operation xs)

                if promise.SameBits then
                    same what actual other
                else
                    Agreement.compare expected.Space agreement determined (meaning call other)
                    |> Option.map (fun message -> $"{what}: {message}")

            [ fun () -> Agreement.compare expected.Space agreement determined given
              batched
              fun () -> Seq.zip xs before |> Seq.tryPick (fun (x, before) -> same "an operand has changed" x before)
              fun () -> again "a second time" xs
              fun () ->
                  match agreement with
                  | Scaled _ -> None
                  | _ -> again "on operands as rows" (place backend (List.map KernelCall.packed call.Operands)) ]
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

    /// How a backend refuses what the plain one does, if so.
    let private refusal attempt backend (case: 'case) =
        let thrown backend =
            try
                attempt backend case
                None
            with error ->
                Some error

        match thrown backend with
        | Some error when (thrown plain).IsNone -> Some error
        | _ -> None

    /// What laws are about, and how it is tried.
    [<NoEquality; NoComparison>]
    type Cases<'case> =
        {
            Draw: Random -> 'case
            /// Simpler cases.
            Shrink: 'case -> 'case seq
            Describe: 'case -> string
            /// The dtypes that it is on.
            DTypes: 'case -> DType list
            /// Runs it, on a backend that may refuse.
            Attempt: IBackend -> 'case -> unit
        }

    /// A law from its cases and how they are checked.
    let law family name statement (cases: Cases<'case>) check =
        let fullName = if name = "" then family else $"{family} {name}"
        let report (case, message) = $"{cases.Describe case}\n  {message}"
        let covers case (lack: BackendLack) = lack.Covers(family, fullName, cases.DTypes case)

        // What is lacking is refused, and as the lack says; what is there all the same is right.
        let check (promise: BackendPromise) backend case =
            match promise.Lacks |> List.filter (covers case) with
            | [] -> check promise backend case
            | lacks ->
                match refusal cases.Attempt backend case with
                | None -> check promise backend case
                | Some error when lacks |> List.exists (fun lack -> lack.Is error) -> None
                | Some error ->
                    let words = lacks |> List.collect _.Says |> String.concat ", "
                    Some $"expected a DTypeException or DeviceException with {words}, got {error}"

        { Family = family
          Name = fullName
          Statement = statement
          CheckAs =
            fun promise backend seed ->
                let case = cases.Draw(Random(int (seed % 2147483647UL)))

                failing (check promise) backend case
                |> Option.map (fun message -> report (simplest cases.Shrink (check promise) backend case message 200))
          PropertyAs =
            fun promise backend ->
                let drawn = Gen.choose (0, Int32.MaxValue) |> Gen.map (fun seed -> cases.Draw(Random seed))

                Prop.forAll (Arb.fromGenShrink (drawn, cases.Shrink)) (fun case ->
                    match failing (check promise) backend case with
                    | None -> Prop.ofTestable true
                    | Some message -> Prop.label (report (case, message)) false)
          Refuses =
            fun lack backend seed ->
                let case = cases.Draw(Random(int (seed % 2147483647UL)))
                covers case lack && refusal cases.Attempt backend case |> Option.exists lack.Is }

    /// A law of calls whose results are determined but for something: `meaning` is what is left.
    let callsBut meaning family name statement draw agreement =
        let run backend (call: KernelCall) =
            KernelCall.run backend call.Operation (place backend call.Operands) |> ignore

        let cases =
            { Draw = draw
              Shrink = KernelCall.shrink
              Describe = KernelCall.describe
              DTypes = fun call -> call.Operands |> List.map _.DType
              Attempt = run }

        law family name statement cases (wrong meaning agreement)

    let calls family name statement draw agreement =
        callsBut (fun _ elements -> elements) family name statement draw agreement

    let exactly (_: KernelCall) (_: NdArray) = Exactly

    /// Which of two zeros is the larger, nobody says.
    let equally (_: KernelCall) (_: NdArray) = Equally

    /// k eps scale, where the scale is what the operation gives on the operands' magnitudes.
    let scaled (k: KernelCall -> float) (call: KernelCall) (result: NdArray) =
        if result.DType.IsFloat() then
            let magnitudes = place plain (List.map KernelCall.magnitudes call.Operands)

            match KernelCall.read plain (KernelCall.run plain call.Operation magnitudes) with
            | Floats scale -> Scaled(k call, scale)
            | Integers _ -> Exactly
        else
            Exactly

    /// One number after the other: each of n steps may be off in the same direction, and of repeated numbers they are.
    let oneByOne (count: KernelCall -> int) = scaled (fun call -> 4.0 + float (count call))

    /// Large enough that elementwise work is split among threads.
    let manyElements = 140_000
