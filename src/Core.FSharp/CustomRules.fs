namespace Functional

open Functional.Kernels

/// <summary>
/// Functions of trees with a derivative of one's own. One rule is enough: it gives every mode and every order, being
/// made of tensor operations itself.
/// </summary>
[<AutoOpen>]
module CustomRules =
    let private isFloat (leaf: Tensor) = leaf.DType.IsFloat()

    /// The tensors of a tree that have derivatives as one, so that a rule runs once for all of them: a lone one as it
    /// is, several as a vector.
    let private packed (leaves: Tensor[]) : Tensor =
        match Array.filter isFloat leaves with
        | [| leaf |] -> leaf
        | several ->
            let isWide (leaf: Tensor) = leaf.DType = DType.Float64
            let dtype = if Array.exists isWide several then DType.Float64 else DType.Float32

            match several with
            | [||] -> Creation.full dtype (Number.op_Implicit 0.0) (Shape.From [| 0 |])
            | _ ->
                several
                |> Array.map (fun leaf -> Apply.toDType dtype (Moves.reshape (Shape.From [| leaf.Size |]) leaf))
                |> Joins.cat 0

    /// A tree like another one, from a packed tensor and what stands where there are no derivatives.
    let private unpacked (like: 'T) (pack: Tensor) (others: Tensor[]) : 'T =
        let leaves = Tree.leaves like
        let isLone = (Array.filter isFloat leaves).Length = 1
        let mutable start = 0
        let mutable next = 0

        let part (leaf: Tensor) =
            if not (isFloat leaf) then
                next <- next + 1
                others[next - 1]
            elif isLone then
                pack
            else
                let stop = start + leaf.Size
                let values = Moves.slice 0 start stop 1 pack |> Moves.reshape leaf.Shape
                start <- stop
                Apply.toDType leaf.DType values

        leaves |> Array.map part |> Tree.rebuild like

    let private others (tree: 'T) = Tree.leaves tree |> Array.filter (isFloat >> not)

    let private direction (like: 'T) pack =
        others like |> Array.map (fun x -> Creation.fullLike x 0.0) |> unpacked like pack

    /// What a rule gave, packed; it must be a tree like the one that it belongs to.
    let private answer name refuse (like: 'T) (given: 'T) : Tensor =
        let leaves = Tree.leaves (Tree.map2 (fun _ leaf -> Promote.tensor name leaf) like given)

        Tree.leaves like
        |> Array.mapi (fun i expected ->
            let leaf = leaves[i]

            if not (isFloat expected) then expected
            elif leaf.Shape <> expected.Shape then raise (refuse i expected.Shape leaf.Shape)
            else Apply.toDType expected.DType leaf)
        |> packed

    /// The transpose of a linear function between two spaces, by reverse mode.
    let private transposed name (linear: Tensor -> Tensor) (like: Tensor) (cotangent: Tensor) : Tensor =
        let run = Reverse.Run(name, null, (fun xs -> [| linear xs[0] |]), [| Creation.fullLike like 0.0 |])
        (run.Pull [| cotangent |])[0]

    /// A function of trees as one custom operation of one tensor, whose linear map a rule gives, and of those tensors that
    /// have no derivative.
    let private ruled
        name
        (f: 'P -> 'R)
        (given: obj)
        (rule: 'P -> 'R -> Tensor -> Tensor -> Form<Tensor>)
        (x: 'P)
        : 'R =
        let structure = ref Unchecked.defaultof<'R>
        let point (xs: Tensor[]) = unpacked x xs[0] (Array.tail xs)

        let evaluate (xs: Tensor[]) =
            structure.Value <- f (point xs)
            packed (Tree.leaves structure.Value)

        // Results without derivative are made anew where they are asked for: values of a run belong to that run.
        let without (xs: Tensor[]) = if Array.isEmpty (others structure.Value) then [||] else others (f (point xs))

        let linear (xs: Tensor[]) y i =
            if i > 0 then Zero else rule (point xs) (unpacked structure.Value y (without xs)) xs[0] y

        let arguments = [| Tree.leaves x |> Array.map (Promote.tensor name) |> packed; yield! others x |]

        // What a tree holds beside tensors may change what the function does: only of tensors is it known to be the same.
        let evaluate =
            if typeof<'P> = typeof<Tensor> && typeof<'R> = typeof<Tensor> then
                Made.Of([| f; given |], evaluate)
            else
                evaluate

        let value =
            Custom.apply { Name = name; Evaluate = Function evaluate; Rule = AtBoth linear; Domains = [] } arguments

        // A result that was there already did not run the function.
        if isNull (box structure.Value) then
            structure.Value <- f (point arguments)

        let other k _ =
            Custom.apply
                { Name = name; Evaluate = Function(fun xs -> (without xs)[k]); Rule = Discontinuous; Domains = [] }
                arguments

        others structure.Value |> Array.mapi other |> unpacked structure.Value value

    /// <summary>
    /// A function with its derivative by a rule: `push x y v` is the derivative of `f` at x, where its value is y,
    /// along v, and is linear in v. Reverse mode is its transpose. JAX's jax.custom_jvp.
    /// </summary>
    /// <example><c>let softplus = customJvp (fun x -> log (1.0 + exp x)) (fun x _ v -> v * Tensor.sigmoid x)</c></example>
    /// <remarks>
    /// Arguments and results are trees; tensors without derivative (integers, truth values) are carried along, and are
    /// zeros in v. What `f` and the rule use of a running transformation must be among the arguments: other values of
    /// it are a GraphException.
    /// </remarks>
    let customJvp (f: 'P -> 'R) (push: 'P -> 'R -> 'P -> 'R) : 'P -> 'R =
        let name = "customJvp"
        let refuse i expected got = Errors.TangentShape(name, i, expected, got)

        ruled name f push (fun x y packedX _ ->
            let push v = direction x v |> push x y |> answer name refuse y
            Open(push, transposed name push packedX))

    /// <summary>
    /// A function with its derivative by a rule: `pull x y c` is the cotangent of the argument x, where the value of
    /// `f` is y, for the cotangent c of y, and is linear in c. Forward mode is its transpose. JAX's jax.custom_vjp.
    /// </summary>
    /// <example><c>let reversed = customVjp id (fun _ _ c -> -c)</c></example>
    /// <remarks>
    /// Arguments and results are trees; tensors without derivative (integers, truth values) are carried along, and are
    /// zeros in c. What `f` and the rule use of a running transformation must be among the arguments: other values of
    /// it are a GraphException.
    /// </remarks>
    let customVjp (f: 'P -> 'R) (pull: 'P -> 'R -> 'R -> 'P) : 'P -> 'R =
        let name = "customVjp"
        let refuse i expected got = Errors.CotangentShape(name, i, expected, got)

        ruled name f pull (fun x y _ packedY ->
            let pull c = direction y c |> pull x y |> answer name refuse x
            Open(transposed name pull packedY, pull))
