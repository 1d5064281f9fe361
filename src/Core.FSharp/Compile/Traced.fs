namespace Functional

open System
open Functional.Kernels

/// <summary>How a function is compiled. Numbers are checked when they are used (ArgumentOutOfRangeException).</summary>
[<NoEquality; NoComparison>]
type CompileOptions =
    {
        /// Whether machine code is made in the first call, and not only once it pays.
        Eager: bool
        /// How many signatures are kept, at least 1: the one used least recently goes first.
        Signatures: int
        /// How many operations a program may have, at least 1.
        MaxOperations: int
    }

    /// Machine code once it pays, 16 signatures, a million operations.
    static member Default = { Eager = false; Signatures = 16; MaxOperations = 1 <<< 20 }

/// <summary>
/// A function of tensors of known spaces, traced: a program, and how it runs again operation by operation. What it captures comes
/// after its arguments.
/// </summary>
[<Sealed>]
type internal TracedFunction
    (name: string, backend: IBackend, options: CompileOptions, arguments: Space[], f: Tensor[] -> Tensor[]) =
    inherit Stage(name)
    let graph = Graph(name, backend, options.MaxOperations)
    let explicit = arguments |> Array.map graph.Input

    let results =
        // Whether parameters are recorded, each call decides.
        use _ = Values.Recording.switch false

        try
            Tracing.by graph (fun () -> f (explicit |> Array.map (fun x -> x :> Tensor)) |> Array.map graph.Own)
        finally
            graph.Trace.Alive <- false

    let captures = graph.Captures
    let conditions = graph.Conditions
    let inputs = Array.append explicit graph.Captured
    let program = lazy (Tracing.by null (fun () -> Values.outside (fun () -> graph.Program results)))
    let simplified = lazy (Tracing.by null (fun () -> Values.outside (fun () -> Simplify.program program.Value)))

    let executable =
        lazy (Tracing.by null (fun () -> Values.outside (fun () -> backend.Compile(simplified.Value, options.Eager))))

    let needed = lazy (Halving.needed graph.Symbols (fun _ -> false) results)

    // Results operation by operation, from values that are known.
    let again (isNeeded: bool[]) (known: seq<Symbol * Tensor>) (results: Tensor[]) : Tensor[] =
        let values: (Tensor | null)[] = Array.zeroCreate graph.Symbols.Count
        let joints = System.Collections.Generic.Dictionary<Joint, Tensor[]>(HashIdentity.Reference)

        for symbol, value in known do
            values[symbol.Place] <- value

        let value (x: Tensor) : Tensor =
            match x with
            | :? Symbol as s -> nonNull values[s.Place]
            | x -> x

        for place in 0 .. isNeeded.Length - 1 do
            if isNeeded[place] && isNull values[place] then
                match graph.Symbols[place].Origin with
                | Given -> ()
                | Applied(row, args) -> values[place] <- Apply.run row (Array.map value args)
                | Part(joint, index) ->
                    match joints.TryGetValue joint with
                    | true, parts -> values[place] <- parts[index]
                    | _ ->
                        let parts = joint.Run(Array.map value joint.Arguments)
                        joints.Add(joint, parts)
                        values[place] <- parts[index]

        Array.map value results

    /// What it takes from outside, after its arguments.
    member _.Captures = captures

    /// Whether what it depends on is as it was.
    member private _.Holds() : bool =
        let mutable holds = true

        for struct (_, condition) in conditions do
            holds <- holds && condition ()

        holds

    /// Whether nobody traces here who would have to know what it depends on, and that is as it was.
    member traced.HoldsByItself() : bool = conditions.Length = 0 || (isNull (Tracing.current ()) && traced.Holds())

    /// Tells whoever traces what runs here what this depends on.
    member _.Testify() =
        if conditions.Length > 0 then
            match Tracing.current () with
            | null -> ()
            | tracer ->
                for struct (on, holds) in conditions do
                    (tracer :?> ITracer).Depend(on, holds)

    /// How many arguments the program has: those given, and what it takes from outside.
    member _.Arity = inputs.Length

    /// Whether it takes nothing from outside, and depends on nothing there.
    member _.IsAlone = captures.Length = 0 && conditions.Length = 0

    /// Puts what it takes from outside behind the arguments; false where that is more than numbers now, or something that it depends
    /// on is not as it was.
    member traced.TryComplete(arrays: NdArray[]) : bool =
        let mutable areNumbers = traced.HoldsByItself()

        for i in 0 .. captures.Length - 1 do
            areNumbers <- areNumbers && NumberLeaves.Put(Values.current captures[i], arrays, arguments.Length + i)

        areNumbers

    /// Whether what it takes from outside is still of the space that it had, and what it depends on as it was.
    member traced.Fits() : bool =
        let mutable fits = traced.Holds()

        for i in 0 .. captures.Length - 1 do
            let now, then' = captures[i], inputs[arguments.Length + i]

            fits <- fits && now.DType = then'.DType && now.Shape.Equals then'.Shape && now.Device.Equals backend.Device

        fits

    /// The program as it was traced.
    member _.Program = program.Value

    /// The program as it runs.
    member _.Simplified = simplified.Value

    /// What runs it.
    member _.Executable = executable.Value

    /// The spaces of all arguments, captured ones included.
    member _.Spaces = inputs |> Array.map _.Space

    /// The spaces of the results.
    member _.Results = results |> Array.map _.Space

    /// Another function, compiled like this one.
    member _.Like(spaces: Space[], f: Tensor[] -> Tensor[]) = TracedFunction(name, backend, options, spaces, f)

    /// The same with what it captures among its arguments.
    member traced.Opened() : TracedFunction =
        if captures.Length = 0 then traced else traced.Like(traced.Spaces, traced.ByOperation)

    override _.ResultCount = results.Length

    override traced.Complete arguments =
        traced.Testify()
        if captures.Length = 0 then arguments else Array.append arguments captures

    override traced.OnNumbers arguments =
        let arrays = Array.zeroCreate arguments.Length

        for i in 0 .. arrays.Length - 1 do
            arrays[i] <- (arguments[i] :?> Concrete).Array

        traced.OnArrays arrays

    /// The results on numbers, which are all of its arguments.
    member _.OnArrays(arrays: NdArray[]) : Tensor[] =
        let made = executable.Value.Run arrays
        let results: Tensor[] = Array.zeroCreate made.Length
        // Through a span: what is put into an array of a class with subclasses is looked at each time.
        let into = Span results

        for i in 0 .. made.Length - 1 do
            into[i] <- Concrete made[i]

        results

    override stage.OnSymbols arguments = stage.ByOperation arguments

    override _.ByOperation arguments = again needed.Value (Seq.zip inputs arguments) results

    override _.IsOpen = true

    override stage.Derive derivation =
        let spaces = inputs |> Array.map _.Space
        let made = results |> Array.map _.Space
        let f = Derivation.apply name inputs.Length stage.ByOperation derivation
        stage.Like(Derivation.spaces spaces made derivation, f)

    /// Two functions instead of one whose last arguments come late: its first results do not depend on those.
    member private traced.Cut(early: int, first: int) : Halves =
        let symbols = graph.Symbols
        let before, after = Array.splitAt early inputs
        let sooner, later = Array.splitAt first results
        let kept = Halving.kept symbols (fun symbol -> Array.contains symbol after) later
        let found = Array.append sooner (kept |> Array.map (fun symbol -> symbol :> Tensor))
        let isFound = Halving.needed symbols (fun _ -> false) found
        let given = Array.concat [ before; kept; after ]
        let isGiven = Array.zeroCreate symbols.Count

        for symbol in given do
            isGiven[symbol.Place] <- true

        let isLater = Halving.needed symbols (fun place -> isGiven[place]) later
        let spaces = Array.map (fun (symbol: Symbol) -> symbol.Space)

        Halves(
            traced.Like(spaces before, (fun xs -> again isFound (Seq.zip before xs) found)),
            traced.Like(spaces given, (fun xs -> again isLater (Seq.zip given xs) later))
        )

    override traced.Halve back =
        let spaces = Derivation.spaces traced.Spaces traced.Results (Pulled back)

        let joint all =
            let struct (ys, cotangents) = Derivation.pulled name inputs.Length traced.ByOperation back all
            Array.append ys cotangents

        let joint = traced.Like(spaces, joint)
        // What only the way back captures would have to be known to both.
        if joint.Captures.Length > 0 then null else joint.Cut(inputs.Length, results.Length)
