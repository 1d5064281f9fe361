namespace Functional

open System
open System.Collections.Concurrent
open Functional.Kernels

/// <summary>
/// A function of tensors that runs as a whole, and whose derivatives and batches do, too: they are derived when they are asked
/// for, as functions that run as a whole themselves. So it nests with everything.
/// </summary>
[<AbstractClass>]
type internal Stage(name: string) =
    let derived = ConcurrentDictionary<Derivation, Lazy<Stage>>()
    let halved = ConcurrentDictionary<string, Lazy<Halves | null>>()

    /// A tensor of several, and back.
    let packed (ys: Tensor[]) : Space =
        let size = ys |> Array.sumBy _.Size
        let isWide = ys |> Array.exists (fun y -> y.DType = DType.Float64)
        Space(Shape.From [ size ], (if isWide then DType.Float64 else DType.Float32))

    let pack (space: Space) (ys: Tensor[]) : Tensor =
        if ys.Length = 1 then
            ys[0]
        else
            ys |> Array.map (Moves.flat >> Apply.toDType space.DType) |> Joins.cat 0

    let unpack (spaces: Space[]) (pack: Tensor) : Tensor[] =
        let mutable start = 0

        if spaces.Length = 1 then
            [| pack |]
        else
            spaces
            |> Array.map (fun space ->
                let part = Moves.narrow 0 start space.Shape.Size pack |> Moves.reshape space.Shape
                start <- start + space.Shape.Size
                Apply.toDType space.DType part)

    /// The name in messages and graphs.
    member _.Name = name

    /// The results on numbers.
    abstract OnNumbers: Tensor[] -> Tensor[]

    /// The results where some arguments are symbols, and nothing newer.
    abstract OnSymbols: Tensor[] -> Tensor[]

    /// The results operation by operation, on values of any level.
    abstract ByOperation: Tensor[] -> Tensor[]

    /// Whether, where something is traced, it is better done operation by operation than as a whole.
    abstract IsOpen: bool

    /// What a derivation makes of it.
    abstract Derive: Derivation -> Stage

    /// The function and its way back to some arguments, in two parts; null where they are no parts of one program.
    abstract Halve: back: string -> Halves | null
    default _.Halve _ = null

    /// The two parts, made once.
    member stage.Halved back : Halves | null = halved.GetOrAdd(back, (fun back -> lazy (stage.Halve back))).Value

    /// What a derivation makes of it, made once.
    member stage.Derived derivation : Stage = derived.GetOrAdd(derivation, (fun d -> lazy (stage.Derive d))).Value

    /// The arguments with those that the function takes by itself.
    abstract Complete: Tensor[] -> Tensor[]
    default _.Complete arguments = arguments

    /// The results for arguments of any levels: the newest transformation among them sees the whole as one operation.
    member stage.Call(arguments: Tensor[]) : Tensor[] = stage.Run(stage.Complete arguments)

    member private stage.Run(arguments: Tensor[]) : Tensor[] =
        let arguments = Array.map Values.current arguments
        let mutable newest = arguments |> Array.tryHead |> Option.toObj

        for x in arguments do
            if x.Level > (nonNull newest).Level then
                newest <- x

        match newest with
        | null -> stage.OnNumbers arguments
        | newest when newest.Level = 0L -> stage.OnNumbers arguments
        | :? Symbol as s ->
            Apply.live name s |> ignore
            stage.OnSymbols arguments
        | newest ->
            let trace = Apply.live name newest

            match newest with
            | :? Series -> stage.ByOperation arguments
            // Whether a function is linear, its operations tell; as a whole it looks as if it depended on the point.
            | _ when trace.RefusesSteps -> stage.ByOperation arguments
            | _ when stage.IsOpen && Array.exists Values.isTraced arguments -> stage.ByOperation arguments
            | :? Dual -> stage.Forward(trace, arguments)
            | :? Lane -> stage.InLanes(trace, arguments)
            | _ ->
                try
                    stage.Reverse(trace, arguments)
                with :? TracingException as error when error.FallsBack && not (Array.exists Values.isTraced arguments) ->
                    Notices.Once(name, Errors.RunsAsItIs(name, error.Message))
                    stage.ByOperation arguments

    member private stage.Forward(trace: Trace, arguments: Tensor[]) : Tensor[] =
        let own (x: Tensor) =
            match x with
            | :? Dual as d when obj.ReferenceEquals(d.Trace, trace) -> ValueSome d
            | _ -> ValueNone

        let along = Derivation.some (arguments |> Array.map (own >> ValueOption.isSome))

        let primals = arguments |> Array.map (fun x -> own x |> ValueOption.map _.Primal |> ValueOption.defaultValue x)

        let tangents = Derivation.pick along arguments |> Array.map (fun x -> (x :?> Dual).Tangent)
        let all = stage.Derived(Pushed along).Call(Array.append primals tangents)
        let floats = all |> Array.length
        // Results come before the tangents of those that have one.
        let count = stage.ResultCount
        let mutable next = count

        Array.init count (fun i ->
            let y = all[i]

            if next < floats && Derivation.isFloat y then
                next <- next + 1
                Dual(trace, y, all[next - 1]) :> Tensor
            else
                y)

    member private stage.InLanes(trace: Trace, arguments: Tensor[]) : Tensor[] =
        let all (x: Tensor) : Tensor | null =
            match x with
            | :? Lane as l when obj.ReferenceEquals(l.Trace, trace) -> l.All
            | _ -> null

        let over = Derivation.some (arguments |> Array.map (all >> isNull >> not))
        let count = (arguments |> Array.pick (all >> Option.ofObj)).Shape.Lengths[0]

        arguments
        |> Array.map (fun x ->
            match all x with
            | null -> x
            | all -> all)
        |> stage.Derived(Batched(over, count)).Call
        |> Array.map (fun y -> Lane(trace, y))

    member private stage.Reverse(trace: Trace, arguments: Tensor[]) : Tensor[] =
        let own (x: Tensor) =
            match x with
            | :? Recorded as r when obj.ReferenceEquals(r.Trace, trace) -> ValueSome r
            | _ -> ValueNone

        let chosen = arguments |> Array.map (own >> ValueOption.isSome)
        let back = Derivation.some chosen
        let primals = arguments |> Array.map (fun x -> own x |> ValueOption.map _.Primal |> ValueOption.defaultValue x)

        // Made now, because here is still another way if it cannot be made.
        let struct (forward: Stage, pulling: Stage) =
            match (if primals |> Array.forall (fun x -> x :? Concrete) then stage.Halved back else null) with
            | null -> struct (stage, stage.Derived(Pulled back))
            | halves -> struct (halves.First, halves.Second)

        Array.iter Values.keep primals
        let ys, known = Values.outside (fun () -> forward.Run primals) |> Array.splitAt stage.ResultCount
        let point = Array.append primals known
        let floats = ys |> Array.filter Derivation.isFloat
        let spaces = floats |> Array.map _.Space

        if floats.Length = 0 then
            ys
        else
            let space = if floats.Length = 1 then spaces[0] else packed floats
            let position = chosen |> Array.scan (fun n is -> if is then n + 1 else n) 0

            let rule (xs: Tensor[]) =
                let mutable latest: (Tensor * Tensor[]) option = None

                // Every argument asks with the same cotangent: one run for all of them.
                let pulled cotangent =
                    match latest with
                    | Some(asked, answer) when obj.ReferenceEquals(asked, cotangent) -> answer
                    | _ ->
                        let answer = pulling.Call(Array.append xs (unpack spaces cotangent))
                        latest <- Some(cotangent, answer)
                        answer

                fun i ->
                    let push tangent =
                        let along = Derivation.some (Array.init primals.Length ((=) i))
                        let xs = Array.truncate primals.Length xs
                        let all = stage.Derived(Pushed along).Call(Array.append xs [| tangent |])
                        pack space (Array.skip ys.Length all)

                    if chosen[i] then Open(push, (fun cotangent -> (pulled cotangent)[position[i]])) else Zero

            let row =
                { Name = name
                  Evaluate =
                    Function(fun xs ->
                        let xs = Array.truncate primals.Length xs
                        pack space (stage.Run xs |> Array.filter Derivation.isFloat))
                  Rule = AtInputs rule
                  Domains = [] }

            let node =
                Node.Of(
                    row,
                    space,
                    arguments
                    |> Array.map (fun x ->
                        match own x with
                        | ValueSome r -> r.Node
                        | ValueNone -> null)
                )

            node.Save(point, floats[0])

            // Results are parts of one value, which nobody makes: only its cotangent is ever there.
            let mutable start = 0

            ys
            |> Array.map (fun y ->
                if not (Derivation.isFloat y) then
                    y
                elif floats.Length = 1 then
                    Recorded(trace, y, node) :> Tensor
                else
                    let step row (space: Space) (before: Node) = Node.Of(row, space, before)
                    let slice = Slice([| start |], [| 1 |], Shape.From [ y.Size ])
                    start <- start + y.Size

                    let last =
                        node
                        |> step (Primitives.move slice) (Space(slice.To, space.DType))
                        |> step (Primitives.move (Reshape y.Shape)) (Space(y.Shape, space.DType))

                    let last = if y.DType = space.DType then last else step (Primitives.cast y.DType) y.Space last
                    Recorded(trace, y, last))

    /// How many results there are.
    abstract ResultCount: int

/// <summary>
/// A function and its way back: the first part gives the results, and then whatever the second has to know and should not work out
/// again; the second takes the arguments, what the first found, and cotangents.
/// </summary>
and [<Sealed>] internal Halves(first: Stage, second: Stage) =
    member _.First = first
    member _.Second = second
