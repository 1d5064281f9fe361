/// Reverse mode: the graph of a run of a function, and the sweep that carries cotangents back through it.
module internal Functional.Reverse

open System.Collections.Generic
open System.Threading
open Functional.Kernels

let private isHeld (x: Tensor) =
    match x with
    | :? Concrete as c -> not c.IsNumber
    | _ -> true

/// The nodes with a cotangent that are still to be crossed, deepest first.
type private Queue = PriorityQueue<Node, int>

let private accumulate (queue: Queue) (node: Node) (term: Tensor) =
    match node.Cotangent with
    | null ->
        node.Cotangent <- term
        queue.Enqueue(node, -node.Depth)
    | sum -> node.Cotangent <- Apply.run Primitives.add [| sum; term |]

let private cross queue (node: Node) cotangent =
    if node.Spent then
        raise (Errors.SpentGraph node.Row.Name)

    node.Holds <- false
    let forms = node.Forms

    for i in 0 .. node.Count - 1 do
        match node.Input i with
        | null -> ()
        | input ->
            match forms i with
            | Zero -> ()
            | form ->
                if not node.Holds && Linear.holds isHeld form then
                    node.Holds <- true

                let linear = { Form = form; Domain = input.Space; Codomain = node.Space }

                accumulate queue input (Apply.apply (Linear.transpose linear) cotangent)

/// <summary>
/// Carries cotangents from the roots to the leaves: an iterative loop, each node once, after everything made of it, since
/// graphs are as deep as programs run long. `crossed` sees every node that was crossed, `arrived` every leaf and every
/// node that stores its gradient, while they still have their cotangents; `finish` runs last. A pass that fails has
/// changed nothing that anybody can see.
/// </summary>
let sweep
    (trace: Trace)
    (arena: Arena | null)
    (roots: struct (Node * Tensor)[])
    crossed
    (finish: List<Node> -> 'a)
    : 'a =
    lock trace (fun () ->
        let queue = Queue()
        let arrived = List<Node>()
        let outer = Arena.Enter arena

        try
            for struct (root, cotangent) in roots do
                accumulate queue root cotangent

            while queue.Count > 0 do
                let node = queue.Dequeue()
                let cotangent = nonNull node.Cotangent

                if node.IsLeaf then
                    arrived.Add node
                else
                    if node.StoresGradient then arrived.Add node else node.Cotangent <- null

                    cross queue node cotangent
                    crossed node

            finish arrived
        finally
            Arena.Enter outer |> ignore

            for node in arrived do
                node.Cotangent <- null

            for struct (node, _) in queue.UnorderedItems do
                node.Cotangent <- null)

/// A run of a function: its results, and the way back to its arguments.
[<Sealed>]
type Run(name: string, arena: Arena | null, f: Tensor[] -> Tensor[], arguments: Tensor[]) =
    let trace = Traces.start name arena
    let arguments = Array.map Apply.current arguments

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
        let roots =
            [| for y, cotangent in Array.zip results cotangents do
                   match own y with
                   | ValueSome r -> struct (r.Node, cotangent)
                   | ValueNone -> () |]

        sweep trace trace.Arena roots crossed (fun _ ->
            Array.map2
                (fun (leaf: Node) (x: Tensor) ->
                    match leaf.Cotangent with
                    | null -> Apply.apply { Form = Zero; Domain = x.Space; Codomain = x.Space } x
                    | cotangent -> cotangent)
                leaves
                arguments)
