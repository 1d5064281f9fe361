namespace Functional

/// <summary>What is known of second derivatives without their matrix.</summary>
[<AutoOpen>]
module Curvatures =
    /// <summary>
    /// The diagonal of the Hessian of a function with a one-element result: a tree like the argument, d² f / d x[i]².
    /// The gradient is linearized once; after that, each element costs a product, and no matrix is made.
    /// </summary>
    let hessianDiagonal (f: 'P -> Tensor) (x: 'P) : 'P =
        let leaves = Tree.leaves x
        let nowhere = leaves |> Array.map (fun leaf -> Creation.fullLike leaf 0.0)
        let _, push = linearize (grad f) x

        let diagonal i (leaf: Tensor) =
            let entry unit =
                let direction = Array.copy nowhere
                direction[i] <- unit
                let pushed = push (Tree.rebuild x direction) |> Tree.leaves
                Apply.run2 Primitives.dot unit pushed[i]

            if leaf.Size = 0 then
                Derivatives.zeros leaf leaf.Shape
            else
                Derivatives.ofUnits "hessianDiagonal" entry leaf |> Derivatives.joined |> Moves.reshape leaf.Shape

        leaves |> Array.mapi diagonal |> Tree.rebuild x

    /// <summary>
    /// The Gauss-Newton matrix of a loss after a model, times a vector: J^T H J v, where J is the Jacobian of the model
    /// at its parameters and H the Hessian of the loss at the model's result. That is the Hessian of the whole without
    /// the curvature of the model: positive semidefinite if the loss is convex.
    /// </summary>
    let gaussNewtonProduct (model: 'P -> 'R) (loss: 'R -> Tensor) (parameters: 'P) (v: 'P) : 'P =
        let y, pushed = jvp model parameters v
        let _, pull = vjp model parameters
        pull (hvp loss y pushed)

    /// <summary>
    /// The Fisher information of a model times a vector: J^T J v, where J is the Jacobian of the model at its
    /// parameters, and the model is the mean of normal observations of variance 1. It is `gaussNewtonProduct` with half
    /// the sum of squared errors as loss.
    /// </summary>
    let fisherProduct (model: 'P -> 'R) (parameters: 'P) (v: 'P) : 'P =
        let _, pushed = jvp model parameters v
        let _, pull = vjp model parameters
        pull pushed
