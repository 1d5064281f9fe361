namespace Functional

open System
open Functional.Kernels

/// What runs a traced function straight from the numbers of its arguments, whose rows have these lengths.
[<Sealed>]
type internal Direct(traced: TracedFunction, lengths: int[]) =
    let executable = traced.Executable
    let arity = traced.Arity
    let isAlone = traced.IsAlone

    member _.Lengths = lengths
    member _.Executable: IExecutable = executable
    member _.Arity = arity

    /// Puts what the function captures behind its arguments, if it can be run so.
    member _.TryComplete(arrays: NdArray[]) : bool = isAlone || traced.TryComplete arrays

/// One signature of a compiled function: what its arguments are like, and the function traced for them.
[<Sealed>]
type internal Signature<'R>
    (
        spaces: Space[],
        backends: IBackend[],
        beside: objnull[],
        traced: TracedFunction | null,
        why: TracingException | null,
        result: 'R,
        lengths: int[] | null,
        age: int64
    ) =
    let mutable direct: Direct | null = null

    /// The way straight from the numbers of arguments; null unless these hold tensors alone, and they and the results are as their types
    /// say.
    member _.Direct: Direct | null =
        match direct, traced, lengths with
        | null, NonNull traced, NonNull lengths ->
            direct <- Direct(traced, lengths)
            direct
        | _ -> direct

    /// What was traced; null where the function runs as it is.
    member _.Traced = traced

    /// Why nothing was.
    member _.Why = why
    member _.Result = result
    member val Used = age with get, set

    /// Whether two things beside tensors are the same; numbers are by their bits, since 1 / 0 is not 1 / -0.
    static member private IsSame(one: objnull, other: objnull) : bool =
        match one, other with
        | (:? float as x), (:? float as y) -> BitConverter.DoubleToInt64Bits x = BitConverter.DoubleToInt64Bits y
        | (:? float32 as x), (:? float32 as y) -> BitConverter.SingleToInt32Bits x = BitConverter.SingleToInt32Bits y
        | _ -> Object.Equals(one, other)

    /// Whether arguments are like those that it was traced for.
    member _.Fits(leaves: Tensor[], others: objnull[]) : bool =
        let mutable fits = leaves.Length = spaces.Length && others.Length = beside.Length
        let mutable i = 0

        while fits && i < leaves.Length do
            let leaf = leaves[i]
            let space = spaces[i]

            fits <-
                byte leaf.DType = byte space.DType
                && (obj.ReferenceEquals(leaf.Shape, space.Shape) || leaf.Shape.Equals space.Shape)
                && obj.ReferenceEquals(Values.backend leaf, backends[i])

            i <- i + 1

        i <- 0

        while fits && i < others.Length do
            fits <- Signature<'R>.IsSame(others[i], beside[i])
            i <- i + 1

        match traced with
        | null -> fits
        | traced -> fits && traced.Fits()

/// <summary>
/// A compiled function: a function like any other, which can say what became of it. What cannot be compiled, but runs as it is,
/// does so if it `fallsBack`.
/// </summary>
[<Sealed>]
type internal Compiled<'P, 'R>(name: string, f: 'P -> 'R, options: CompileOptions, fallsBack: bool) =
    inherit FSharpFunc<'P, 'R>()
    do Fusion.WarmUp.Begin()
    let arguments = TreeShape<'P>.Instance
    let results = TreeShape<'R>.Instance
    let mutable last: Signature<'R> | null = null
    let mutable signatures: Signature<'R> list = []
    let mutable time = 0L
    let mutable traces = 0
    let gate = obj ()
    // From this call on, trees of numbers take a shorter way, for which code has to be made.
    static let direct = 16
    let mutable calls = 0
    let mutable isDirect = false
    let mutable apart: Func<'P, int[], NdArray[], bool> = Unchecked.defaultof<_>
    let mutable together: Func<'R, NdArray[], 'R> = Unchecked.defaultof<_>

    // A function is known by its type, which is its own: but for delegates, which are all wrapped in the same one.
    let whom () =
        let kind = f.GetType()

        if kind.Assembly = typeof<FSharpFunc<'P, 'R>>.Assembly then
            $"{kind} {System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode f}"
        else
            $"{kind}"

    let trace (x: 'P) (leaves: Tensor[]) beside : Signature<'R> =
        let backend = Creation.home leaves
        let backends = leaves |> Array.map Values.backend
        let spaces = leaves |> Array.map _.Space
        let mutable result = Unchecked.defaultof<'R>

        let onLeaves symbols =
            // Without arguments it runs where tensors are made.
            if leaves.Length = 0 then
                Creation.backend () |> ignore

            result <- f (arguments.Rebuild(x, symbols))
            results.Leaves result |> Array.map (Promote.tensor name)

        let struct (made: TracedFunction | null, why: TracingException | null) =
            try
                match leaves |> Array.tryFind (fun leaf -> not (obj.ReferenceEquals(Values.backend leaf, backend))) with
                | Some other -> raise (Errors.TracedDevices(name, backend.Device, other.Device))
                | None -> ()

                TracedFunction(name, backend, options, spaces, onLeaves), null
            with :? TracingException as error when error.FallsBack && fallsBack ->
                Notices.Once(whom (), Errors.RunsAsItIs(name, error.Message))
                null, error

        traces <- traces + 1
        time <- time + 1L

        let areAsDeclared =
            not (isNull made) && arguments.HoldsTensorsOnly && arguments.IsAsDeclared x && results.IsAsDeclared result

        let lengths: int[] | null = if areAsDeclared then arguments.Lengths x else null
        Signature(spaces, backends, beside, made, why, result, lengths, time)

    /// The signature of some arguments; the one least used goes when there are too many.
    member internal _.For(x: 'P, leaves: Tensor[]) : Signature<'R> =
        let beside = arguments.Beside x

        match last with
        | NonNull signature when signature.Fits(leaves, beside) -> signature
        | _ ->
            lock gate (fun () ->
                let found =
                    match signatures |> List.tryFind _.Fits(leaves, beside) with
                    | Some signature -> signature
                    | None ->
                        let signature = trace x leaves beside

                        if signatures.Length >= options.Signatures then
                            let oldest = signatures |> List.minBy _.Used
                            signatures <- signatures |> List.filter (fun s -> not (obj.ReferenceEquals(s, oldest)))

                            if traces > 2 * options.Signatures then
                                Notices.Once(whom (), Errors.ManySignatures options.Signatures)

                        signatures <- signature :: signatures
                        signature

                time <- time + 1L
                found.Used <- time
                last <- found
                found)

    member internal _.Leaves(x: 'P) : Tensor[] = arguments.Leaves x |> Array.map (Promote.tensor name >> Values.current)

    /// What traced the function for arguments like these.
    member compiled.TracedFor(x: 'P) : TracedFunction =
        let signature = compiled.For(x, compiled.Leaves x)

        match signature.Traced with
        | null -> raise (TracingException (nonNull signature.Why).Message)
        | traced -> traced

    member private compiled.Call(x: 'P) : 'R =
        let leaves = compiled.Leaves x

        if Array.exists Values.isTraced leaves then
            f x
        else
            let signature = compiled.For(x, leaves)

            match signature.Traced with
            | null -> f x
            | traced -> results.Rebuild(signature.Result, traced.Call leaves)

    // What comes again and again are numbers like the last ones.
    member private compiled.Again(x: 'P) : 'R =
        match last with
        | NonNull signature ->
            match signature.Direct with
            | NonNull direct ->
                let arrays = Array.zeroCreate<NdArray> direct.Arity

                if apart.Invoke(x, direct.Lengths, arrays) && direct.TryComplete arrays then
                    match direct.Executable.TryRun arrays with
                    | null -> compiled.Call x
                    | made -> together.Invoke(signature.Result, made)
                else
                    compiled.Call x
            | _ -> compiled.Call x
        | _ -> compiled.Call x

    override compiled.Invoke x =
        if Threading.Volatile.Read &isDirect then
            compiled.Again x
        else
            calls <- calls + 1

            if calls >= direct then
                match arguments.Numbers.Value, results.Numbers.Value with
                | NonNull ins, NonNull outs ->
                    apart <- ins.Apart
                    together <- outs.Together
                    Threading.Volatile.Write(&isDirect, true)
                | _ -> ()

            compiled.Call x

module internal Compiled =
    /// A function, compiled.
    let Of (options: CompileOptions, f: 'P -> 'R) : 'P -> 'R =
        if options.Signatures < 1 then
            raise (Errors.CompileOption("signatures", 1, options.Signatures))

        if options.MaxOperations < 1 then
            raise (Errors.CompileOption("maxOperations", 1, options.MaxOperations))

        unbox (box (Compiled<'P, 'R>("compile", f, options, true)))

    /// What traced a function, compiled or not, for arguments like these.
    let TracedFor (f: 'P -> 'R, x: 'P) : TracedFunction =
        match box f with
        | :? Compiled<'P, 'R> as compiled -> compiled.TracedFor x
        | _ -> Compiled<'P, 'R>("compile", f, CompileOptions.Default, true).TracedFor x

/// <summary>
/// Functions made fast: traced once for each signature of their arguments, simplified, fused, and run without their code. JAX's
/// jax.jit.
/// </summary>
[<AutoOpen>]
module Compilation =
    /// <summary>
    /// The same function, compiled: the first call for arguments of some shapes, dtypes and device runs `f` once with
    /// symbols for its tensors, and makes a program of what it did; that and later calls run the program. Values are equal
    /// within rounding of sums, derivatives are the same, and it nests with every transformation, on either side.
    /// </summary>
    /// <example><c>let step = compile (fun p -> let l, d = valueAndGrad loss p in l, Tree.map2 (fun v g -> v - 0.1 * g) p d)</c></example>
    /// <remarks>
    /// Arguments and results are parameter trees; what they hold beside tensors belongs to the signature. Of what `f` captures,
    /// parameters are arguments that go without saying, and everything else is a constant. `f` cannot read numbers, draw from
    /// a generator, or assign parameters (TracingException). Signatures are kept up to a number; the one least
    /// used goes first.
    /// </remarks>
    let compile (f: 'P -> 'R) : 'P -> 'R = Compiled.Of(CompileOptions.Default, f)

    /// <summary>The same with options: when machine code is made, how many signatures are kept, how large a program may be.</summary>
    /// <example><c>let step = compileWith { CompileOptions.Default with Eager = true } step</c></example>
    let compileWith (options: CompileOptions) (f: 'P -> 'R) : 'P -> 'R = Compiled.Of(options, f)

/// <summary>What compiling makes of a function: for people to look at, and for tests.</summary>
[<RequireQualifiedAccess>]
module Compile =
    /// <summary>
    /// The program of a function, compiled or not, for arguments like these: as it was traced, before it is simplified. Its
    /// arguments are the leaves of the argument, and then what the function captures.
    /// </summary>
    /// <example><c>printfn "%O" (Compile.program (grad loss) x)</c></example>
    [<CompiledName("Program")>]
    let program (f: 'P -> 'R) (x: 'P) : Program = (Compiled.TracedFor(f, x)).Program

    /// <summary>The same after it was simplified: what the backend gets.</summary>
    [<CompiledName("Simplified")>]
    let simplified (f: 'P -> 'R) (x: 'P) : Program = (Compiled.TracedFor(f, x)).Simplified

    /// <summary>What becomes of the program when it runs: what is fused into one loop, what is not and why, bytes and operations.</summary>
    /// <example><c>printfn "%s" (Compile.explain (valueAndGrad loss) x)</c></example>
    [<CompiledName("Explain")>]
    let explain (f: 'P -> 'R) (x: 'P) : string = (Compiled.TracedFor(f, x)).Executable.Explain()
