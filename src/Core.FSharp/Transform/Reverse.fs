/// Reverse mode: the graph of a run of a function, and the sweep that carries cotangents back through it.
module internal Functional.Reverse

open System.Collections.Generic
open System.Threading
open Functional.Kernels

let private isHeld (x: Tensor) =
    match x with
    | :? Concrete as c -> not c.IsNumber
    | _ -> true

/// The nodes that have a cotangent: those still to be crossed, deepest first, and those that have only to keep it.
[<Sealed>]
type private Front() =
    let ahead = PriorityQueue<Node, int>()
    let arrived = List<Node>()
    let pieces = Dictionary<obj, List<Pieces.Piece>>(HashIdentity.Reference)
    let owed = Dictionary<obj, float>(HashIdentity.Reference)

    [<System.ThreadStatic; DefaultValue>]
    static val mutable private spare: Front | null

    /// One for a sweep of this thread, used again from sweep to sweep. A sweep inside a sweep gets another.
    static member Take() =
        match Front.spare with
        | null -> Front()
        | front ->
            Front.spare <- null
            front

    member _.Ahead = ahead
    member _.Arrived = arrived

    /// The number that a node's cotangent is still to be multiplied by, which is forgotten.
    member _.TakeOwed(node: Node) : float =
        let mutable factor = 1.0

        if owed.Count > 0 && owed.Remove(Unchecked.nonNull (box node), &factor) then factor else 1.0

    /// Adds a term to what has come for a node.
    member _.Accumulate(node: Node, term: Tensor) =
        match node.Cotangent with
        | null ->
            node.Cotangent <- term
            if node.IsLeaf then arrived.Add node else ahead.Enqueue(node, -node.Depth)
        | sum -> node.Cotangent <- Apply.run2 Primitives.add sum term

    /// Adds a number times a term.
    member front.Accumulate(node: Node, factor: float, term: Tensor) =
        let before = front.TakeOwed node

        if factor = 1.0 && before = 1.0 then
            front.Accumulate(node, term)
        else
            let struct (factor, term) =
                if Owed.mayWait term then struct (factor, term) else struct (1.0, Owed.settled factor term)

            match node.Cotangent with
            | null ->
                front.Accumulate(node, term)
                front.Owe(node, factor)
            | sum ->
                let struct (factor, sum) = Owed.sum before sum factor term
                node.Cotangent <- sum
                front.Owe(node, factor)

    member private _.Owe(node: Node, factor: float) =
        if factor <> 1.0 then
            owed[Unchecked.nonNull (box node)] <- factor

    /// Sees to it that a node's cotangent is all that it stands for.
    member front.Settle(node: Node) =
        match node.Cotangent with
        | null -> ()
        | cotangent -> node.Cotangent <- Owed.settled (front.TakeOwed node) cotangent

    /// Keeps a piece of a cotangent until its node's turn comes. The first one is a whole term, so that the node stands in
    /// the line.
    member _.Wait(node: Node, piece: Pieces.Piece) =
        match pieces.TryGetValue(Unchecked.nonNull (box node)) with
        | true, waiting -> waiting.Add piece
        | _ -> pieces.Add(Unchecked.nonNull (box node), List [ piece ])

    /// All that has come for a node.
    member front.Complete(node: Node) =
        if pieces.Count > 0 then
            let key = Unchecked.nonNull (box node)

            match pieces.TryGetValue key with
            | true, waiting ->
                pieces.Remove key |> ignore
                front.Accumulate(node, 1.0, Pieces.assemble node.Space.Shape waiting)
            | _ -> ()

    /// Forgets every cotangent, and waits for the next sweep.
    member front.Return() =
        for node in arrived do
            node.Cotangent <- null

        for struct (node, _) in ahead.UnorderedItems do
            node.Cotangent <- null

        arrived.Clear()
        ahead.Clear()
        pieces.Clear()
        owed.Clear()
        Front.spare <- front

/// Carries a cotangent, of which a multiple is meant, to the arguments.
let private cross (front: Front) (node: Node) (owed: float) (cotangent: Tensor) =
    if node.Spent then
        raise (Errors.SpentGraph node.Row.Name)

    node.Holds <- false
    let forms = node.Forms
    let mayWait = Owed.mayWait cotangent

    for i in 0 .. node.Count - 1 do
        match node.Input i with
        | null -> ()
        | input ->
            match forms i with
            | Zero -> ()
            | form ->
                if not node.Holds && Linear.holds isHeld form then
                    node.Holds <- true

                let linear = Linear.transpose { Form = form; Domain = input.Space; Codomain = node.Space }

                let piece =
                    match linear.Form with
                    | Move(:? Embed as embed) when not (isNull input.Cotangent) ->
                        Pieces.ofEmbed embed (Owed.settled owed cotangent)
                    | _ -> ValueNone

                match piece with
                | ValueSome piece -> front.Wait(input, piece)
                | ValueNone ->
                    match linear.Form with
                    | Open _ -> front.Accumulate(input, 1.0, Apply.apply linear (Owed.settled owed cotangent))
                    | form when mayWait ->
                        let struct (factor, rest) = Owed.split form
                        front.Accumulate(input, owed * factor, Apply.apply { linear with Form = rest } cotangent)
                    | _ -> front.Accumulate(input, owed, Apply.apply linear cotangent)

/// Goes on behind what stands for the results of a function, in a graph made anew. Nothing holds that graph but the
/// front, so what is crossed is let go.
let private again (front: Front) (node: Node) (rerun: Rerun) =
    node.Holds <- true
    let fresh = rerun.Again()

    Array.iter2
        (fun (standIn: Node) node ->
            front.Complete standIn
            front.Settle standIn

            match standIn.Cotangent with
            | null -> ()
            | cotangent ->
                standIn.Cotangent <- null
                front.Accumulate(node, cotangent))
        rerun.StandIns
        fresh

/// <summary>
/// Carries cotangents from the roots to the leaves: an iterative loop, each node once, after everything made of it, since
/// graphs are as deep as programs run long. `crossed` sees every node that was crossed; `finish` runs last and sees every
/// leaf and every node that stores its gradient, while they still have their cotangents. A pass that fails has changed
/// nothing that anybody can see.
/// </summary>
let sweep
    (trace: Trace)
    (arena: Arena | null)
    (roots: struct (Node * Tensor)[])
    crossed
    (finish: List<Node> -> 'a)
    : 'a =
    Monitor.Enter trace
    let front = Front.Take()
    let scope = Arena.Enter arena
    let mutable loose = false

    try
        for struct (root, cotangent) in roots do
            front.Accumulate(root, cotangent)

        while front.Ahead.Count > 0 do
            let node = front.Ahead.Dequeue()
            front.Complete node

            match node.Cotangent with
            | null -> () // The function ran again for another of its results, and for this one, too.
            | cotangent ->
                match node.Rerun with
                | null ->
                    let owed = front.TakeOwed node

                    if node.StoresGradient then
                        let cotangent = Owed.settled owed cotangent
                        node.Cotangent <- cotangent
                        front.Arrived.Add node
                        cross front node 1.0 cotangent
                    else
                        node.Cotangent <- null
                        cross front node owed cotangent
                | rerun ->
                    // From here on, memory is to come back while the sweep goes on: that is what the function runs
                    // again for.
                    if not loose then
                        Arena.Suspend() |> ignore
                        loose <- true

                    again front node rerun

            crossed node

        for node in front.Arrived do
            front.Complete node
            front.Settle node

        finish front.Arrived
    finally
        scope.Leave()
        front.Return()
        Monitor.Exit trace

/// A run of a function: its results, and the way back to its arguments.
[<Sealed>]
type Run(name: string, arena: Arena | null, f: Tensor[] -> Tensor[], arguments: Tensor[]) =
    let trace = Traces.start name arena
    let arguments = Array.map Values.current arguments

    let leaves =
        arguments
        |> Array.map (fun x ->
            if not (x.DType.IsFloat()) then
                raise (Errors.NoDerivative(name, x.DType))

            Node.Leaf(x.Space, null))

    let results =
        try
            f (Array.map2 (fun x leaf -> Recorded(trace, x, leaf) :> Tensor) arguments leaves)
        finally
            trace.Alive <- false

    let own (y: Tensor) =
        match y with
        | :? Recorded as r when obj.ReferenceEquals(r.Trace, trace) -> ValueSome r
        | _ -> ValueNone

    /// The arguments.
    member _.Arguments = arguments

    /// The nodes of the arguments.
    member _.Leaves = leaves

    /// The nodes of the results; null for those that the arguments have no part in.
    member _.Roots: Node[] =
        results
        |> Array.map (fun y ->
            match own y with
            | ValueSome r -> r.Node
            | ValueNone -> null)

    /// The function's values at the arguments.
    member val Primals =
        results
        |> Array.map (fun y ->
            match own y with
            | ValueSome r -> r.Primal
            | ValueNone -> y)

    /// The transposed derivative: cotangents of the results to cotangents of the arguments.
    member run.Pull(cotangents: Tensor[]) : Tensor[] = run.PullWith(ignore, cotangents)

    /// The same, once and never again: the graph is let go while it is crossed.
    member run.PullOnce(cotangents: Tensor[]) : Tensor[] = run.PullWith(_.Drop(), cotangents)

    member private run.PullWith(crossed: Node -> unit, cotangents: Tensor[]) : Tensor[] =
        Array.map2
            (fun (x: Tensor) (cotangent: Tensor | null) ->
                match cotangent with
                | null -> Apply.apply { Form = Zero; Domain = x.Space; Codomain = x.Space } x
                | cotangent -> cotangent)
            arguments
            (run.PullSome(crossed, cotangents))

    /// The same, but null for arguments that nothing has reached. `crossed` sees every node on the way.
    member run.PullSome(crossed: Node -> unit, cotangents: Tensor[]) : (Tensor | null)[] =
        let roots =
            [| for i in 0 .. results.Length - 1 do
                   match own results[i] with
                   | ValueSome r -> struct (r.Node, cotangents[i])
                   | ValueNone -> () |]

        sweep trace trace.Arena roots crossed (fun _ -> leaves |> Array.map _.Cotangent)
