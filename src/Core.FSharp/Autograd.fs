namespace Functional

open System
open System.Collections.Generic
open System.Runtime.InteropServices
open Functional.Kernels

/// <summary>
/// The imperative surface: parameters record what is made of them, and `backward` adds up their gradients. PyTorch's
/// `torch.autograd`.
/// </summary>
module Autograd =
    /// What a traced function cannot do, because gradients are stored when it is called, and not by it.
    let private refuse operation =
        Tracing.refuse
            operation
            "has to do with stored gradients; return tensors, and do it outside, or use grad inside"

    let private recorded operation (x: Tensor) =
        match Values.current (Promote.tensor operation x) with
        | :? Recorded as r when r.Level = Traces.ImperativeLevel -> r
        | x when x.Level > Traces.ImperativeLevel -> raise (Errors.Transformed operation)
        | _ -> raise (Errors.NoGraph operation)

    /// Works out every new gradient first, and only then stores any: a failing pass changes nothing.
    let private commit (arrived: List<Node>) =
        let changes =
            [| for node in arrived do
                   if node.StoresGradient then
                       let cotangent = nonNull node.Cotangent

                       let sum =
                           match node.Gradient with
                           | null -> cotangent
                           | before -> Apply.run Primitives.add [| before; cotangent |]

                       struct (node, sum) |]

        for struct (node, gradient) in changes do
            Values.keep gradient
            node.SetGradient gradient

    /// <summary>
    /// Adds the derivative of a result, times a cotangent, to the gradient of every parameter it was made from. Without
    /// a cotangent the result must have one element, and 1 is meant. The graph lets go of the tensors it holds, unless
    /// asked to keep them.
    /// </summary>
    [<CompiledName("BackwardWith")>]
    let backwardWith (cotangent: Tensor | null) (keepGraph: bool) (result: Tensor) =
        refuse "Backward"
        let result = recorded "Backward" result

        let cotangent: Tensor =
            match cotangent with
            | null ->
                if result.Size <> 1 then
                    raise (Errors.NotScalar("Backward", result.Shape, "reduce it, or give a cotangent of its shape"))

                Creation.fullLike result 1.0
            | cotangent ->
                if cotangent.Shape <> result.Shape then
                    raise (Errors.Cotangent("Backward", result.Shape, cotangent.Shape))

                Apply.toDType result.DType (Values.concrete "Backward" cotangent)

        // Buffers of the sweep return at its end; only the gradients stay.
        let arena = Arena()
        let crossed = List<Node>()

        try
            // What was made again for this pass goes with it.
            let remember (node: Node) =
                if not keepGraph && not node.IsAgain then
                    crossed.Add node

            Reverse.sweep Traces.imperative arena [| struct (result.Node, cotangent) |] remember commit
        finally
            arena.Release()

        for node in crossed do
            if node.Holds then
                node.Spend()

    /// Adds the derivative of a one-element result to the gradient of every parameter it was made from.
    [<CompiledName("Backward")>]
    let backward (result: Tensor) = backwardWith null false result

    let private stored (x: Tensor) : Tensor | null =
        refuse "Grad"

        match x with
        | :? Parameter as p -> p.Gradient
        | :? Recorded as r -> r.Node.Gradient
        | _ -> null

    /// Whether a gradient has been stored for a tensor.
    [<CompiledName("HasGrad")>]
    let hasGrad (x: Tensor) = not (isNull (stored x))

    /// The gradient stored for a parameter, or for a value that retains its own.
    [<CompiledName("Grad")>]
    let grad (x: Tensor) : Tensor =
        match stored (Promote.tensor "Grad" x) with
        | null -> raise (Errors.NoGradient(x :? Parameter, x :? Recorded))
        | gradient -> gradient

    /// Keeps the gradient of a value that is not a parameter, from the next pass on.
    [<CompiledName("RetainGrad")>]
    let retainGrad (x: Tensor) =
        refuse "RetainGrad"

        match x with
        | :? Parameter -> ()
        | x -> (recorded "RetainGrad" x).Node.Retain()

    /// Forgets a parameter's gradient.
    [<CompiledName("ZeroGrad")>]
    let zeroGrad (x: Tensor) =
        refuse "ZeroGrad"

        match Promote.tensor "ZeroGrad" x with
        | :? Parameter as p -> p.Gradient <- null
        | :? Recorded as r -> r.Node.SetGradient null
        | _ -> ()

    /// What is traced has no history yet; it will have one whenever a transformation looks into it.
    let private detached = { Name = "detach"; Evaluate = Composite Array.head; Rule = Discontinuous; Domains = [] }

    /// The same numbers without their history.
    [<CompiledName("Detach")>]
    let detach (x: Tensor) : Tensor =
        let values = Values.constant (Promote.tensor "Detach" x)
        Values.keep values
        if Values.isTraced values then Apply.run1 detached values else values

    /// Whether operations on the tensor are recorded: it is a parameter or was made from one.
    [<CompiledName("RequiresGrad")>]
    let requiresGrad (x: Tensor) =
        match x with
        | :? Parameter -> true
        | :? Recorded as r -> r.Level = Traces.ImperativeLevel
        | _ -> false

    /// Whether the tensor was made by the user rather than by a recorded operation.
    [<CompiledName("IsLeaf")>]
    let isLeaf (x: Tensor) =
        match x with
        | :? Recorded as r -> r.Level = Traces.ImperativeLevel && r.Node.IsLeaf
        | _ -> true

    /// The name of the operation that made a recorded value, as PyTorch spells it (`AddBackward0`), or null for a leaf.
    [<CompiledName("GradFn")>]
    let gradFn (x: Tensor) : string | null =
        match x with
        | :? Recorded as r when not r.Node.IsLeaf -> GradFn.name r.Node.Row
        | _ -> null

    /// Until disposed, parameters count as constants in this flow of control (across `await`, not in other flows).
    /// Transformations such as `grad` are not affected.
    [<CompiledName("NoGrad")>]
    let noGrad () : IDisposable =
        Tracing.refuse
            "NoGrad"
            "switches recording off for the time that tracing takes; use detach inside, or NoGrad outside"

        Values.Recording.switch true

    /// Whether operations on parameters are recorded here and now.
    [<CompiledName("IsRecording")>]
    let isRecording () = not (Values.Recording.suspended ())
