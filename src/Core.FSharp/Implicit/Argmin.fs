namespace Functional

open Functional.Kernels

/// <summary>How a minimum is found, and how well.</summary>
[<Struct; CLIMutable>]
type ArgminOptions =
    {
        /// <summary>
        /// The largest Newton step |dx| / (1 + |x|) of any element that will do: 1e-10 by default. What the dtype
        /// cannot reach (below 4e-6 of float32) is not asked for. A step as small as the root of the dtype's precision
        /// will do where rounding makes it no smaller.
        /// </summary>
        Tolerance: float
        /// <summary>The number of Newton steps that are allowed: 200 by default.</summary>
        MaxIterations: int
        /// <summary>
        /// How the linear systems of derivatives are solved, and the most products with the Hessian for a Newton step.
        /// Conjugate gradients by default: at a strict minimum the Hessian is positive definite.
        /// </summary>
        Linear: LinearOptions
    }

    /// <summary>To Newton steps of 1e-10, of which at most 200, by conjugate gradients.</summary>
    static member Default = { Tolerance = 1e-10; MaxIterations = 200; Linear = LinearOptions.Symmetric }

/// Minima by Newton's method with directions by conjugate gradients.
module internal NewtonDescent =
    /// <summary>
    /// A direction of descent: H d = -g solved to a fraction of g, or as far as the curvature is positive. Source:
    /// Nocedal and Wright, "Numerical Optimization" (2006), algorithm 7.1.
    /// </summary>
    let private direction limit (fraction: float) (product: Tensor -> Tensor) (g: Tensor) : Tensor =
        // Of size 1, squares neither vanish nor overflow.
        let size = Observe.size g
        let g = g * Observe.inverse size
        let target = fraction * Observe.norm g

        // `alive` is 1 where the curvature has been positive so far, and 0 where it has not.
        let rec improve (d: Tensor) (r: Tensor) (way: Tensor) (alive: Tensor) k =
            let bent = product way
            let curvature = Observe.dot way bent
            let flat = Observe.epsilon g * Observe.dot way way
            let isConvex = Terms.compare Binary.Greater curvature flat
            let alive = Terms.choose isConvex alive (alive * 0.0)
            let rr = Observe.dot r r
            let step = alive * rr * Observe.inverse curvature
            // Without any curvature to go by, straight downhill.
            let d = if k = 0 then Terms.choose isConvex (d + step * way) -g else d + step * way
            let r = r + step * bent
            let left = alive * (Observe.norm r - target)

            if not (Observe.largest left > 0.0) || k + 1 >= limit then
                d
            else
                let next = Observe.dot r r * Observe.inverse rr
                improve d r (next * way - r) alive (k + 1)

        size * improve (g * 0.0) g -g (target * 0.0 + 1.0) 0

    let find (options: ArgminOptions) (f: Tensor -> Tensor) (x0: Tensor) : Solved<Tensor> =
        let tolerance = Observe.reachable options.Tolerance x0

        let rec iterate (x: Tensor) (first: float) (before: float) k =
            let value = f x
            let g, product = linearize (grad f) x
            let residual = Observe.largest (Observe.size g)

            let ended x residual status = { Solution = x; Iterations = k; Residual = residual; Status = status }

            if not (System.Double.IsFinite(residual + Observe.largest value)) then
                ended x residual SolveStatus.NotFinite
            elif k >= options.MaxIterations then
                ended x residual SolveStatus.TooManyIterations
            else
                let first = if k = 0 then residual else first
                // Systems are solved the better, the nearer the minimum: the end is nearly quadratic.
                let fraction = min 0.5 (sqrt (residual / (first + System.Double.Epsilon)))
                let d = direction options.Linear.MaxIterations fraction product g

                if LineSearch.isLast tolerance x (Observe.relative d x) before residual then
                    let x = x + d
                    let last = Observe.largest (Observe.size (grad f x))
                    let status = if System.Double.IsFinite last then SolveStatus.Converged else SolveStatus.NotFinite
                    { ended x last status with Iterations = k + 1 }
                else
                    let slope = Observe.dot g d
                    // Near the minimum, values differ by their rounding only.
                    let slack = 8.0 * Observe.epsilon x * abs value

                    let isEnough part next =
                        Observe.largest (f next - (value + LineSearch.Armijo * part * slope + slack)) <= 0.0

                    match LineSearch.first isEnough x d with
                    | ValueSome next -> iterate next first residual (k + 1)
                    | ValueNone -> ended x residual SolveStatus.Stalled

        iterate x0 0.0 infinity 0

/// <summary>Minima of functions.</summary>
[<AutoOpen>]
module Minima =
    let private name = "argmin"

    let private solved isRequired (options: ArgminOptions) (f: 'P -> 'X -> Tensor) (p: 'P) (x0: 'X) : Solved<'X> =
        Solved.notNegative name "Tolerance" options.Tolerance
        Solved.positive name "MaxIterations" (float options.MaxIterations)
        Krylov.check name options.Linear

        let value packedP =
            let at = Packed.point p packedP

            fun packedX ->
                let y = Packed.point x0 packedX |> f at |> Promote.floating name

                if y.Size <> 1 then
                    raise (Errors.NotScalar(name, y.Shape, "reduce it, for example with sum or mean"))

                Reductions.reshaped Shape.Scalar y

        let residual p x = grad (value p) x
        let linearised = Equation.matrixFree name options.Linear true residual
        let find p x0 = NewtonDescent.find options (value p) x0
        Equation.solve name options.Tolerance residual linearised find isRequired p x0

    /// <summary>
    /// The x with the smallest f p x that descending from x0 comes to: Newton's method without a matrix, each direction
    /// by conjugate gradients, each step shortened until the value falls enough. Differentiable in p, in both modes and
    /// at any order, by the implicit function theorem of grad f = 0. The derivative in x0 is 0.
    /// </summary>
    /// <example><c>argmin (fun (a: Tensor) x -> Tensor.sum ((x - a) ** 2) + Tensor.sum (x ** 4)) a a</c></example>
    /// <remarks>
    /// f has a one-element result and two derivatives, which must not vanish together: a minimum that is not strict has
    /// no derivative, and asking for it is a ConvergenceException, as is what does not converge. f uses what it depends
    /// on from its first argument: other values of a running transformation are a GraphException.
    /// </remarks>
    let argmin (f: 'P -> 'X -> Tensor) (p: 'P) (x0: 'X) : 'X = (solved true ArgminOptions.Default f p x0).Solution

    /// <summary>The same with options.</summary>
    let argminWith (options: ArgminOptions) (f: 'P -> 'X -> Tensor) (p: 'P) (x0: 'X) : 'X =
        (solved true options f p x0).Solution

    /// <summary>The same with what was reached instead of an exception. The residual is the largest |df/dx|.</summary>
    let tryArgmin (options: ArgminOptions) (f: 'P -> 'X -> Tensor) (p: 'P) (x0: 'X) : Solved<'X> =
        solved false options f p x0
