namespace Functional

open System
open Functional.Kernels

/// <summary>
/// A function of one example as a function of a batch: what `f` does to one, done to all in one run. Nothing in `f` needs
/// to know: axes count as they do for one example.
/// </summary>
[<AutoOpen>]
module Vectorization =
    let private mapped name inAxes outAxes (f: 'P -> 'R) (xs: 'P) : 'R =
        let result = ref Unchecked.defaultof<'R>

        let onLeaves (leaves: Tensor[]) =
            result.Value <- f (Tree.rebuild xs leaves)
            Tree.leaves result.Value

        let results = Vectorize.run name inAxes outAxes onLeaves (Tree.leaves xs)
        Tree.rebuild result.Value results

    let private first = [| ValueSome 0 |]
    let private axes (list: int option seq) = list |> Seq.map Option.toValueOption |> Array.ofSeq

    /// <summary>
    /// `vmap f xs` is `f` of every part of xs along the first axis of each of its tensors, stacked along a new first axis of
    /// the results: stack [f xs[0]; f xs[1]; …], in one run of `f`. JAX's jax.vmap, PyTorch's torch.vmap.
    /// </summary>
    /// <example><c>vmap (grad loss) examples</c> is a gradient for each example.</example>
    /// <remarks>
    /// What `f` captures is the same for every example. `f` cannot read numbers of its argument, as an `if` on them does:
    /// that is a GraphException; `where`, `cond` and `whileLoop` decide for each example. Random numbers of a generator are
    /// drawn once, for all examples alike; those of a `Key` among the arguments are each example's own. Batches nest, and
    /// nest with every other transformation.
    /// </remarks>
    let vmap (f: 'P -> 'R) (xs: 'P) : 'R = mapped "vmap" first first f xs

    /// <summary>
    /// The same along any axes: `inAxes` names the axis of each tensor of the argument, in the order of `Tree.leaves`, and
    /// None for one that every example shares; `outAxes` says where the batch's axis goes in each result, and None that the
    /// result is the same for every example. One entry stands for all.
    /// </summary>
    /// <example><c>vmapAxes [ Some 0; None ] [ Some 0 ] (fun (x, w) -> x * w) (xs, w)</c></example>
    let vmapAxes (inAxes: int option seq) (outAxes: int option seq) (f: 'P -> 'R) (xs: 'P) : 'R =
        mapped "vmap" (axes inAxes) (axes outAxes) f xs

    /// The map under the name of the transformation that uses it.
    let internal vmapAs name (f: 'P -> 'R) (xs: 'P) : 'R = mapped name first first f xs
