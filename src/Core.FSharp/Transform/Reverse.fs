/// Reverse mode: the graph of a run of a function, and the sweep that carries cotangents back through it.
module internal Functional.Reverse

open System.Collections.Generic
open System.Threading
open Functional.Kernels

let private visits = ref 0L

/// The nodes that lead to the roots, inputs before what was made of them. Iterative: graphs are as deep as programs run long.
let private gather visit (roots: struct (Node * Tensor)[]) =
    let order = List<Node>()
    let path = Stack<struct (Node * int)>()

    let enter (node: Node) =
        if node.Visit <> visit then
            node.Visit <- visit

            if node.Spent then
                raise (Errors.SpentGraph node.Row.Value.Name)

            path.Push(struct (node, 0))

    for struct (root, _) in roots do
        enter root

        while path.Count > 0 do
            let struct (node, next) = path.Pop()

            if next = node.Inputs.Length then
                order.Add node
            else
                path.Push(struct (node, next + 1))

                match node.Inputs[next] with
                | null -> ()
                | input -> enter input

    order

let private accumulate (node: Node) (term: Tensor) =
    node.Cotangent <-
        match node.Cotangent with
        | null -> term
        | sum -> Apply.run Primitives.add [| sum; term |]

let private isHeld (x: Tensor) =
    match x with
    | :? Concrete as c -> not c.IsNumber
    | _ -> true

let private cross (node: Node) cotangent =
    node.Holds <- false

    for i in 0 .. node.Inputs.Length - 1 do
        match node.Inputs[i] with
        | null -> ()
        | input ->
            match node.Form i with
            | Zero -> ()
            | form ->
                if not node.Holds && Linear.holds isHeld form then
                    node.Holds <- true

                let linear =
                    { Form = form
                      Domain = input.Space
                      Codomain = node.Space }

                accumulate input (Apply.apply (Linear.transpose linear) cotangent)

/// Carries cotangents from the roots to the leaves, each node once, after everything made of it. Leaves, and nodes that
/// retain theirs, have their cotangents when `finish` sees the nodes; if anything fails before, nothing has changed.
let sweep (trace: Trace) (arena: Arena | null) (roots: struct (Node * Tensor)[]) (finish: List<Node> -> 'a) : 'a =
    lock trace (fun () ->
        let order = gather (Interlocked.Increment visits) roots
        let outer = Arena.Enter arena

        try
            for struct (root, cotangent) in roots do
                accumulate root cotangent

            for i in order.Count - 1 .. -1 .. 0 do
                let node = order[i]

                match node.Cotangent with
                | null -> ()
                | cotangent ->
                    if not node.IsLeaf then
                        cross node cotangent

                        if not node.Retains then
                            node.Cotangent <- null

            finish order
        finally
            Arena.Enter outer |> ignore

            for node in order do
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

            Node(x.Space, null))

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
    member run.Pull(cotangents: Tensor[]) : Tensor[] =
        let roots =
            [| for y, cotangent in Array.zip results cotangents do
                   match own y with
                   | ValueSome r -> struct (r.Node, cotangent)
                   | ValueNone -> () |]

        sweep trace trace.Arena roots (fun _ ->
            Array.map2
                (fun (leaf: Node) (x: Tensor) ->
                    match leaf.Cotangent with
                    | null -> Apply.apply { Form = Zero; Domain = x.Space; Codomain = x.Space } x
                    | cotangent -> cotangent)
                leaves
                arguments)
