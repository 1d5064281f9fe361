/// Functions of trees as operations of one tensor: the leaves that have derivatives, packed into one.
module internal Functional.Packed

open Functional.Kernels

let private isFloat (leaf: Tensor) = leaf.DType.IsFloat()

/// The tensors of a tree that have derivatives as one, so that a rule runs once for all of them: a lone one as it
/// is, several as a vector.
let leaves (leaves: Tensor[]) : Tensor =
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

/// The packed tensor of a tree.
let tree name (x: 'T) : Tensor = Tree.leaves x |> Array.map (Promote.tensor name) |> leaves

/// The leaves that have no derivative.
let private others (tree: 'T) : Tensor[] = Tree.leaves tree |> Array.filter (isFloat >> not)

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

/// The tree that a packed tensor stands for; what has no derivative is that of `like`.
let point (like: 'T) pack = unpacked like pack (others like)

/// The tangent or cotangent that a packed tensor stands for; what has no derivative is 0.
let direction (like: 'T) pack = others like |> Array.map (fun x -> Creation.fullLike x 0.0) |> unpacked like pack

/// What somebody else's function gave, packed; it must be a tree like the one that it belongs to. `refuse` words what
/// is wrong with the shape of a leaf.
let answer name refuse (like: 'T) (given: 'T) : Tensor =
    let given = Tree.leaves (Tree.map2 (fun _ leaf -> Promote.tensor name leaf) like given)

    Tree.leaves like
    |> Array.mapi (fun i expected ->
        let leaf = given[i]

        if not (isFloat expected) then expected
        elif leaf.Shape <> expected.Shape then raise (refuse i expected.Shape leaf.Shape)
        else Apply.toDType expected.DType leaf)
    |> leaves

/// The same operation as `ruled`, known by what it and its rule are made from.
let ruledBy (parts: obj[]) name (f: 'P -> 'R) (rule: 'P -> 'R -> Tensor -> Tensor -> Form<Tensor>) (x: 'P) : 'R =
    let structure = ref Unchecked.defaultof<'R>
    let at (xs: Tensor[]) = unpacked x xs[0] (Array.tail xs)

    let evaluate (xs: Tensor[]) =
        structure.Value <- f (at xs)
        leaves (Tree.leaves structure.Value)

    // Results without derivative are made anew where they are asked for: values of a run belong to that run.
    let without (xs: Tensor[]) = if Array.isEmpty (others structure.Value) then [||] else others (f (at xs))

    let linear (xs: Tensor[]) y i =
        if i > 0 then Zero else rule (at xs) (unpacked structure.Value y (without xs)) xs[0] y

    let arguments = [| tree name x; yield! others x |]

    // What a tree holds beside tensors may change what the function does: only of tensors is it known to be the same.
    let evaluate =
        if typeof<'P> = typeof<Tensor> && typeof<'R> = typeof<Tensor> then
            Made.Of(parts, evaluate)
        else
            evaluate

    let value =
        Custom.apply { Name = name; Evaluate = Function evaluate; Rule = AtBoth linear; Domains = [] } arguments

    // A result that was there already did not run the function.
    if isNull (box structure.Value) then
        structure.Value <- f (at arguments)

    let other k _ =
        Custom.apply
            { Name = name; Evaluate = Function(fun xs -> (without xs)[k]); Rule = Discontinuous; Domains = [] }
            arguments

    others structure.Value |> Array.mapi other |> unpacked structure.Value value

/// A function of trees as one custom operation of one tensor, whose linear map a rule gives, and of the leaves that have no
/// derivative.
let ruled name (f: 'P -> 'R) (rule: 'P -> 'R -> Tensor -> Tensor -> Form<Tensor>) (x: 'P) : 'R =
    ruledBy [| f; rule |] name f rule x

/// <summary>
/// A function of a point and a tangent that is linear in the tangent, by itself and its transpose: an operation whose map
/// in the tangent depends on the point alone, whatever the function is made of. So it can be transposed, as a tangent's way
/// through any rule can.
/// </summary>
let rec linearAt name (push: Tensor -> Tensor -> Tensor) (pull: Tensor -> Tensor -> Tensor) at tangent : Tensor =
    let linear (arguments: Tensor[]) (_: Tensor) =
        let at, tangent = arguments[0], arguments[1]
        let along at = push at tangent

        function
        | 0 -> Open((fun v -> snd (jvp along at v)), (fun c -> snd (vjp along at) c))
        | _ -> Open(linearAt name push pull at, linearAt name pull push at)

    let evaluate = Made.Of([| push; pull |], fun arguments -> push arguments[0] arguments[1])
    Custom.apply { Name = name; Evaluate = Function evaluate; Rule = AtBoth linear; Domains = [] } [| at; tangent |]
