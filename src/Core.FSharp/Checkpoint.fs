namespace Functional

/// <summary>Memory for time: derivatives of functions that are run twice rather than remembered.</summary>
[<AutoOpen>]
module Checkpoints =
    /// <summary>
    /// The same function, of which reverse mode keeps only the arguments: where a sweep comes to it, it runs again. A
    /// chain of n steps in blocks of √n checkpointed steps needs the memory of 2 √n steps and the time of one more run.
    /// PyTorch's torch.utils.checkpoint, JAX's jax.checkpoint.
    /// </summary>
    /// <example><c>let deep x = List.fold (fun x block -> checkpoint block x) x blocks</c></example>
    /// <remarks>
    /// Values, derivatives of every mode and order, and what the function captures (parameters, values of
    /// transformations around it) are as without. It must do the same when it runs again: random numbers of the default
    /// generator are the same, those of others are not; results of another kind, and captured parameters with new values, are a
    /// GraphException. In a derivative of a derivative, what the inner sweep runs again is part of the outer one's
    /// graph, and is kept there; so is what `linearize` keeps.
    /// </remarks>
    let checkpoint (f: 'P -> 'R) : 'P -> 'R =
        fun x ->
            // Parameters among the arguments are what they are now, whatever becomes of them.
            let x = Tree.map Values.current x
            let result = ref Unchecked.defaultof<'R>

            let first () =
                result.Value <- f x
                Tree.leaves result.Value

            let results = Checkpointed.run first (fun () -> Tree.leaves (f x))
            Tree.rebuild result.Value results
