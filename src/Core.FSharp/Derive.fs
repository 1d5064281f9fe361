namespace Functional

open Functional.Kernels

/// <summary>
/// Derivatives of functions, as functions. Arguments and results may be parameter trees: a tensor, or a record, tuple,
/// array, list or map of trees. All of them nest, in any order and any mix. Integer tensors have no derivative
/// (DTypeException).
/// </summary>
[<AutoOpen>]
module Derivatives =
    /// The function on the leaves of its argument; `result` remembers the structure of what it returned.
    let internal onLeaves (f: 'P -> 'R) (like: 'P) (result: 'R ref) (leaves: Tensor[]) : Tensor[] =
        result.Value <- f (Tree.rebuild like leaves)
        Tree.leaves result.Value

    let internal one (y: Tensor) = Creation.fullLike y 1.0

    /// Forward mode under the name of the transformation that uses it, which messages quote.
    let private pushAs name (f: 'P -> 'R) (x: 'P) (v: 'P) : 'R * 'R =
        let result = ref Unchecked.defaultof<'R>
        let tangents = Tree.leaves (Tree.map2 (fun _ t -> t) x v)
        let struct (primals, pushed) = Forward.push name (onLeaves f x result) (Tree.leaves x) tangents
        Tree.rebuild result.Value primals, Tree.rebuild result.Value pushed

    /// <summary>
    /// A function's value at a point and its derivative along a tangent: (f x, J v). Forward mode, one run.
    /// </summary>
    let jvp (f: 'P -> 'R) (x: 'P) (v: 'P) : 'R * 'R = pushAs "jvp" f x v

    /// The leaves of a tangent or cotangent, which must be like those of the value that it belongs to.
    let private alike (refuse: Space -> Space -> exn) (value: 'T) (given: 'T) : Tensor[] =
        let leaves = Tree.leaves (Tree.map2 (fun _ leaf -> leaf) value given)

        Array.iter2
            (fun (expected: Tensor) (leaf: Tensor) ->
                if expected.Space <> leaf.Space then
                    raise (refuse expected.Space leaf.Space))
            (Tree.leaves value)
            leaves

        leaves

    let private cotangentsOf name (value: 'R) = alike (fun expected got -> Errors.Cotangent(name, expected, got)) value

    /// Reverse mode under the name of the transformation that uses it.
    let private pullAs name (f: 'P -> 'R) (x: 'P) : 'R * ('R -> 'P) =
        let result = ref Unchecked.defaultof<'R>
        let run = Reverse.Run(name, null, onLeaves f x result, Tree.leaves x)
        let value = Tree.rebuild result.Value run.Primals
        value, cotangentsOf name value >> run.Pull >> Tree.rebuild x

    /// <summary>
    /// A function's value at a point and its pullback: (f x, c -> J^T c). Reverse mode; the pullback may be used again.
    /// </summary>
    let vjp (f: 'P -> 'R) (x: 'P) : 'R * ('R -> 'P) = pullAs "vjp" f x

    /// <summary>
    /// A function's value at a point and its derivative there as a function: (f x, v -> J v). `f` runs once. The map
    /// may be applied to any number of tangents, each for what its linear maps cost, and gives the numbers that `jvp`
    /// gives.
    /// </summary>
    /// <remarks>
    /// One direction is cheaper by `jvp`, which keeps nothing. The map holds the local linear maps of the run, worked
    /// out here and now: in this scope of `noGrad`, of these parameters' values. It may be kept; if what it holds belongs
    /// to a transformation that has ended, using it is a GraphException.
    /// </remarks>
    let linearize (f: 'P -> 'R) (x: 'P) : 'R * ('P -> 'R) =
        let result = ref Unchecked.defaultof<'R>
        let run = Reverse.Run("linearize", null, onLeaves f x result, Tree.leaves x)
        let value = Tree.rebuild result.Value run.Primals
        let tape = Linearize.Tape.Of(run, ignore, (fun _ _ -> ()))

        let push (v: 'P) =
            alike (fun expected got -> Errors.TangentSpace("linearize", expected, got)) x v
            |> tape.Push
            |> Tree.rebuild value

        value, push

    /// <summary>
    /// The transpose of a linear function: c -> f^T c, with &lt;c, f v&gt; = &lt;f^T c, v&gt;. Of `like` only the structure
    /// and the spaces matter. `f` runs once, at zeros. Transposing twice gives the function back.
    /// </summary>
    /// <remarks>
    /// A function is linear if it is made of operations that are (sums, products with what does not depend on its
    /// argument, movements, matrix products, …) and is 0 at 0. Others are a GraphException, among them those that come to
    /// be linear in the end (x * x / x), bend somewhere (relu), ask for a comparison, or add a constant; `vjp` transposes
    /// a derivative at a point. Two things are taken on trust: the maps that custom operations declare, and what `f`
    /// detaches from its argument or reads of it, which are zeros.
    /// </remarks>
    let linearTranspose (f: 'P -> 'R) (like: 'P) : 'R -> 'P =
        let result = ref Unchecked.defaultof<'R>
        let struct (tape, zeros) = Linearize.ofLinear "linearTranspose" (onLeaves f like result) (Tree.leaves like)
        let value = Tree.rebuild result.Value zeros
        cotangentsOf "linearTranspose" value >> tape.Transposed().Push >> Tree.rebuild like

    /// <summary>The value and the gradient of a function with a one-element result. Reverse mode, one run.</summary>
    let valueAndGrad (f: 'P -> Tensor) (x: 'P) : Tensor * 'P =
        let arena = Arena()

        try
            let run = Reverse.Run("grad", arena, (fun leaves -> [| f (Tree.rebuild x leaves) |]), Tree.leaves x)
            let y = Promote.tensor "grad" run.Primals[0]

            if y.Size <> 1 then
                raise (
                    Errors.NotScalar("grad", y.Shape, "reduce it, for example with sum or mean, or use jacobian or vjp")
                )

            if not (y.DType.IsFloat()) then
                raise (Errors.NoDerivative("grad", y.DType))

            let gradients = run.PullOnce [| one y |]
            Values.keep y
            Array.iter Values.keep gradients
            y, Tree.rebuild x gradients
        finally
            arena.Release()

    /// <summary>The gradient of a function with a one-element result: a tree like its argument.</summary>
    let grad (f: 'P -> Tensor) (x: 'P) : 'P = snd (valueAndGrad f x)

    /// <summary>Value and gradient of a function that returns something beside its value, which is not differentiated.</summary>
    let valueAndGradAux (f: 'P -> Tensor * 'A) (x: 'P) : Tensor * 'P * 'A =
        let aside = ref Unchecked.defaultof<'A>

        let y, gradient =
            valueAndGrad
                (fun p ->
                    let y, aux = f p
                    aside.Value <- Tree.map Autograd.detach aux
                    y)
                x

        y, gradient, aside.Value

    /// The argument of a function of one number.
    let internal number name (t: Tensor) =
        let t = Promote.tensor name t

        if t.Size <> 1 then
            raise (Errors.NotScalar(name, t.Shape, "use jacobian or grad for functions of more than one number"))

        t

    /// <summary>The derivative of a function of one number: f'(t), of the shape of f t. Forward mode.</summary>
    let diff (f: Tensor -> 'R) (t: Tensor) : 'R =
        let t = number "diff" t
        snd (pushAs "diff" f t (one t))

    /// How many unit tensors go through a function at once: many enough that a run of it costs nothing beside their
    /// numbers, few enough that those of a large function fit into memory.
    [<Literal>]
    let private AtOnce = 256

    /// Some of the unit tensors of a space, stacked: those whose one is at the places from a first one on.
    let private units (x: Tensor) first count =
        let ones = Creation.fullOn (Creation.backendOf x) x.DType (Number.op_Implicit 1.0) (Shape.From [ count ])
        let places = Embed([| first |], [| x.Size + 1 |], Shape.From [ count * x.Size ])
        Moves.move places ones |> Moves.reshape [| count; yield! x.Shape |]

    /// What a function makes of each unit tensor of a space, stacked, part by part.
    let internal ofUnits name (f: Tensor -> 'R) (x: Tensor) : 'R[] =
        [| for first in 0..AtOnce .. x.Size - 1 -> vmapAs name f (units x first (min AtOnce (x.Size - first))) |]

    /// Zeros of a tensor's dtype, on its backend.
    let internal zeros (x: Tensor) (shape: Shape) =
        Creation.fullOn (Creation.backendOf x) x.DType (Number.op_Implicit 0.0) shape

    /// Parts of a batch as one.
    let internal joined (parts: Tensor[]) = if parts.Length = 1 then parts[0] else Joins.cat 0 parts

    /// The first axes of one shape followed by those of another.
    let private followedBy (inner: Shape) (outer: Shape) = Shape.From(Seq.append outer inner)

    /// <summary>
    /// The Jacobian by forward mode, along every element of the argument at once: entry [o.., i..] is d f(x)[o] / d x[i].
    /// A tree like the argument; each leaf has the shape of the result followed by that of the argument's leaf.
    /// </summary>
    let jacobianForward (f: 'P -> Tensor) (x: 'P) : 'P =
        let leaves = Tree.leaves x
        let noTangents = leaves |> Array.map (fun leaf -> Creation.fullLike leaf 0.0)

        let block i (leaf: Tensor) =
            let along unit =
                let tangents = Array.copy noTangents
                tangents[i] <- unit
                snd (pushAs "jacobianForward" f x (Tree.rebuild x tangents))

            if leaf.Size = 0 then
                let y = f x
                zeros y (followedBy leaf.Shape y.Shape)
            else
                let columns = ofUnits "jacobianForward" along leaf |> joined
                let result = Shape.From(Seq.tail columns.Shape)
                Moves.movedim [ 0 ] [ -1 ] columns |> Moves.reshape (followedBy leaf.Shape result)

        leaves |> Array.mapi block |> Tree.rebuild x

    /// <summary>
    /// The Jacobian by reverse mode, from every element of the result at once: entry [o.., i..] is d f(x)[o] / d x[i].
    /// A tree like the argument; each leaf has the shape of the result followed by that of the argument's leaf.
    /// </summary>
    let jacobianReverse (f: 'P -> Tensor) (x: 'P) : 'P =
        let y, pull = pullAs "jacobianReverse" f x
        let rows = ofUnits "jacobianReverse" (pull >> Tree.leaves) y

        let block i (leaf: Tensor) =
            if rows.Length = 0 then
                zeros leaf (followedBy leaf.Shape y.Shape)
            else
                rows |> Array.map (Array.item i) |> joined |> Moves.reshape (followedBy leaf.Shape y.Shape)

        Tree.leaves x |> Array.mapi block |> Tree.rebuild x

    /// <summary>The Jacobian by the mode that needs fewer runs.</summary>
    let jacobian (f: 'P -> Tensor) (x: 'P) : 'P =
        let inputs = Tree.leaves x |> Array.sumBy _.Size
        let outputs = lazy (use _ = Values.Recording.switch true in (f x).Size)

        if inputs <= 1 || inputs <= outputs.Value then jacobianForward f x else jacobianReverse f x

    /// <summary>
    /// The Hessian of a function with a one-element result, forward over reverse: entry [i.., j..] is d² f / d x[i] d x[j].
    /// Its shape is the argument's shape twice.
    /// </summary>
    let hessian (f: Tensor -> Tensor) (x: Tensor) : Tensor = jacobianForward (grad f) x

    /// <summary>
    /// The Hessian of a function of a tree, block by block: block [i, j] belongs to the leaves i and j, in the order of
    /// `Tree.leaves`.
    /// </summary>
    let hessianBlocks (f: 'P -> Tensor) (x: 'P) : Tensor[,] =
        let leaves = Tree.leaves x
        let rowOf i = jacobianForward (fun p -> (Tree.leaves (grad f p))[i]) x |> Tree.leaves
        let rows = Array.init leaves.Length rowOf
        Array2D.init leaves.Length leaves.Length (fun i j -> rows[i][j])

    /// <summary>Gradient and Hessian together.</summary>
    let gradHessian (f: Tensor -> Tensor) (x: Tensor) : Tensor * Tensor = grad f x, hessian f x

    /// <summary>Gradient and Hessian times a vector, H v, in one run of forward over reverse.</summary>
    let gradHvp (f: 'P -> Tensor) (x: 'P) (v: 'P) : 'P * 'P = pushAs "hvp" (grad f) x v

    /// <summary>The Hessian times a vector, H v, forward over reverse: no Hessian is made.</summary>
    let hvp (f: 'P -> Tensor) (x: 'P) (v: 'P) : 'P = snd (gradHvp f x v)

    /// The sum of `term unit` over the unit tensors of x: a 0-d tensor.
    let private traced name term (x: Tensor) =
        ofUnits name term x
        |> Array.fold (fun sum terms -> sum + Reductions.sum [||] false terms) (zeros x Shape.Scalar)

    /// <summary>The Laplacian of a function with a one-element result: the trace of its Hessian, a 0-d tensor.</summary>
    let laplacian (f: Tensor -> Tensor) (x: Tensor) : Tensor =
        traced "laplacian" (fun unit -> Apply.run2 Primitives.dot unit (hvp f x unit)) x

    let private field name (f: Tensor -> Tensor) (x: Tensor) unit =
        let y, pushed = pushAs name f x unit

        if y.Shape <> x.Shape then
            raise (Errors.NotField(name, x.Shape, y.Shape))

        pushed

    /// <summary>The divergence of a vector field: the trace of its Jacobian, a 0-d tensor. The result must have the argument's shape.</summary>
    let divergence (f: Tensor -> Tensor) (x: Tensor) : Tensor =
        traced "divergence" (fun unit -> Apply.run2 Primitives.dot unit (field "divergence" f x unit)) x

    /// <summary>The curl of a vector field in three dimensions: [d2 F3 - d3 F2, d3 F1 - d1 F3, d1 F2 - d2 F1].</summary>
    let curl (f: Tensor -> Tensor) (x: Tensor) : Tensor =
        if x.Shape <> Shape.From [| 3 |] then
            raise (Errors.NotThree x.Shape)

        let columns = ofUnits "curl" (field "curl" f x) x |> joined
        let d (j: int) (i: int) = Moves.getItem [ At.Index j; At.Index i ] columns
        Joins.stack 0 [| d 1 2 - d 2 1; d 2 0 - d 0 2; d 0 1 - d 1 0 |]
