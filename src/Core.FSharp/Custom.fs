namespace Functional

open System.Collections.Generic
open Functional.Kernels

/// What a custom operation's forward pass leaves for its backward pass.
[<Sealed>]
type Context internal () =
    let saved = List<Tensor>()

    /// The tensors saved by the forward pass, in order.
    member _.Saved: IReadOnlyList<Tensor> = saved

    /// Saves tensors for the backward pass. They take part in derivatives of higher order.
    member _.Save([<System.ParamArray>] tensors: Tensor[]) = saved.AddRange tensors

/// <summary>
/// Operations of one's own. They go through the same door as the built-in ones: differentiable in both modes, at any
/// order, nested with everything else.
/// </summary>
module Custom =
    /// A row of one's own, applied to some arguments.
    let apply (row: Row) (arguments: Tensor[]) : Tensor =
        Apply.run row (arguments |> Array.map (Promote.tensor row.Name))

    /// <summary>
    /// An operation by its value and, for each argument, its local linear map at the point: `linear arguments result i`.
    /// </summary>
    let define
        (name: string)
        (forward: Tensor[] -> Tensor)
        (linear: Tensor[] -> Tensor -> int -> Form<Tensor>)
        : Tensor[] -> Tensor =
        let row = { Name = name; Evaluate = Function forward; Rule = AtBoth linear; Domains = [] }

        apply row

    /// <summary>
    /// An operation by its forward and backward passes, as `torch.autograd.Function`: `backward` maps the cotangent of
    /// the result to one cotangent for each argument, and must be linear in it. Forward mode is derived by transposing
    /// `backward`: it is itself differentiated, being made of operations.
    /// </summary>
    let defineBackward
        (name: string)
        (forward: Context -> Tensor[] -> Tensor)
        (backward: Context -> Tensor -> Tensor[])
        : Tensor[] -> Tensor =

        fun arguments ->
            // The context of the values themselves; what runs at a higher level makes its own, through whose operations
            // derivatives of what was saved flow.
            let mutable first: struct (Tensor[] * Context) voption = ValueNone

            let evaluate (args: Tensor[]) =
                let context = Context()
                let result = forward context args
                first <- ValueSome(struct (Array.copy args, context))
                result

            let contextAt (args: Tensor[]) =
                match first with
                | ValueSome(struct (seen, context)) when Array.forall2 (fun a b -> obj.ReferenceEquals(a, b)) seen args ->
                    context
                | _ ->
                    let context = Context()
                    forward context args |> ignore
                    context

            let rule (args: Tensor[]) (result: Tensor) =
                let context = lazy (contextAt args)
                let mutable latest: struct (Tensor * Tensor[]) voption = ValueNone

                // Every argument asks with the same cotangent: backward runs once for all of them.
                let cotangents (cotangent: Tensor) =
                    match latest with
                    | ValueSome(struct (asked, answer)) when obj.ReferenceEquals(asked, cotangent) -> answer
                    | _ ->
                        let answer = backward context.Value cotangent

                        if answer.Length <> args.Length then
                            raise (Errors.CotangentCount(name, args.Length, answer.Length))

                        latest <- ValueSome(struct (cotangent, answer))
                        answer

                let linear i =
                    let pull (cotangent: Tensor) =
                        let space = args[i].Space
                        let pulled = cotangents cotangent |> Array.item i |> Promote.tensor name

                        if
                            not (Broadcasting.Fits(space.Shape, pulled.Shape))
                            && not (Broadcasting.Fits(pulled.Shape, space.Shape))
                        then
                            raise (Errors.CotangentShape(name, i, space.Shape, pulled.Shape))

                        Apply.fit space pulled

                    let push (tangent: Tensor) =
                        let zero = Creation.fullLike result 0.0
                        let run = Reverse.Run(name, null, Array.map pull, [| zero |])
                        (run.Pull [| tangent |])[0]

                    Open(push, pull)

                linear

            apply { Name = name; Evaluate = Function evaluate; Rule = AtBoth rule; Domains = [] } arguments
