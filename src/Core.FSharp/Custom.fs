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
    let define (name: string) (forward: Tensor[] -> Tensor) (linear: Tensor[] -> Tensor -> int -> Form<Tensor>) : Tensor[] -> Tensor =
        let row =
            { Name = name
              Evaluate = Function forward
              Rule = AtBoth linear
              Domains = [] }

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
                | ValueSome(struct (seen, context)) when Array.forall2 (fun a b -> obj.ReferenceEquals(a, b)) seen args -> context
                | _ ->
                    let context = Context()
                    forward context args |> ignore
                    context

            let rule (args: Tensor[]) (result: Tensor) i =
                let context = lazy (contextAt args)

                let pull (cotangent: Tensor) =
                    let cotangents = backward context.Value cotangent

                    if cotangents.Length <> args.Length then
                        raise (Errors.CotangentCount(name, args.Length, cotangents.Length))

                    let space = args[i].Space

                    if not (Broadcasting.Fits(space.Shape, cotangents[i].Shape))
                       && not (Broadcasting.Fits(cotangents[i].Shape, space.Shape)) then
                        raise (Errors.CotangentShape(name, i, space.Shape, cotangents[i].Shape))

                    Apply.fit space cotangents[i]

                let push (tangent: Tensor) =
                    let zero = Creation.fullLike result 0.0
                    let run = Reverse.Run(name, null, Array.map pull, [| zero |])
                    (run.Pull [| tangent |])[0]

                Open(push, pull)

            apply
                { Name = name
                  Evaluate = Function evaluate
                  Rule = AtBoth rule
                  Domains = [] }
                arguments
