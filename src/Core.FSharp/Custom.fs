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
    /// A rule that may keep what it sees and makes, as everything of one's own may.
    let private outside rule =
        let keeping (xs: Tensor[]) (forms: int -> Form<Tensor>) =
            Array.iter Apply.keep xs
            fun i -> Apply.outside (fun () -> forms i)

        match rule with
        | Discontinuous -> Discontinuous
        | Everywhere form -> Everywhere(keeping [||] form)
        | AtInputs form -> AtInputs(fun xs -> keeping xs (Apply.outside (fun () -> form xs)))
        | AtOther form -> AtOther(fun x -> keeping [| x |] (Apply.outside (fun () -> form x)))
        | AtOutput form -> AtOutput(fun y -> keeping [| y |] (Apply.outside (fun () -> form y)))
        | AtBoth form ->
            AtBoth(fun xs y ->
                Apply.keep y
                keeping xs (Apply.outside (fun () -> form xs y)))

    /// A row of one's own, applied to some arguments.
    let apply (row: Row) : Tensor[] -> Tensor =
        let row = { row with Rule = outside row.Rule }
        fun arguments -> Apply.run row (arguments |> Array.map (Promote.tensor row.Name))

    /// <summary>
    /// An operation by its value and, for each argument, its local linear map at the point: `linear arguments result i`.
    /// </summary>
    let define
        (name: string)
        (forward: Tensor[] -> Tensor)
        (linear: Tensor[] -> Tensor -> int -> Form<Tensor>)
        : Tensor[] -> Tensor =
        apply
            { Name = name
              Evaluate = Function(Made.Of([| forward; linear |], forward))
              Rule = AtBoth linear
              Domains = [] }

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
            let mutable first: (Tensor[] * Context) option = None

            let evaluate (args: Tensor[]) =
                let context = Context()
                let result = forward context args
                first <- Some(Array.copy args, context)
                result

            let contextAt (args: Tensor[]) =
                match first with
                | Some(seen, context) when Array.forall2 (fun a b -> obj.ReferenceEquals(a, b)) seen args -> context
                | _ ->
                    let context = Context()
                    forward context args |> ignore
                    context

            let rule (args: Tensor[]) (result: Tensor) =
                let context = lazy (contextAt args)
                let mutable latest: (Tensor * Tensor[]) option = None

                // Every argument asks with the same cotangent: backward runs once for all of them.
                let cotangents (cotangent: Tensor) =
                    match latest with
                    | Some(asked, answer) when obj.ReferenceEquals(asked, cotangent) -> answer
                    | _ ->
                        let answer = backward context.Value cotangent

                        if answer.Length <> args.Length then
                            raise (Errors.CotangentCount(name, args.Length, answer.Length))

                        latest <- Some(cotangent, answer)
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

            apply
                { Name = name
                  Evaluate = Function(Made.Of([| forward; backward |], evaluate))
                  Rule = AtBoth rule
                  Domains = [] }
                arguments
