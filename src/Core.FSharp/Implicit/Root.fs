namespace Functional

/// <summary>How a root is found, and how well.</summary>
[<Struct; CLIMutable>]
type RootOptions =
    {
        /// <summary>
        /// The largest Newton step |dx| / (1 + |x|) of any element that will do: 1e-10 by default. What the dtype
        /// cannot reach (below 4e-6 of float32) is not asked for. After such a step, the error is about its square. A
        /// step as small as the root of the dtype's precision will do where rounding makes it no smaller.
        /// </summary>
        Tolerance: float
        /// <summary>The number of Newton steps that are allowed: 100 by default.</summary>
        MaxIterations: int
        /// <summary>How the linear systems of Newton steps and derivatives are solved.</summary>
        Linear: LinearOptions
    }

    /// <summary>To Newton steps of 1e-10, of which at most 100, by GMRES.</summary>
    static member Default = { Tolerance = 1e-10; MaxIterations = 100; Linear = LinearOptions.Default }

/// Steps that are shortened until they do some good.
module internal LineSearch =
    /// A step may be halved this often.
    [<Literal>]
    let private Halvings = 40

    /// The part of the decrease that a linear model promises, of which something must come true.
    [<Literal>]
    let Armijo = 1e-4

    /// The first of the points x + d, x + d/2, x + d/4, … that is good enough, if any is.
    let first (isEnough: float -> Tensor -> bool) (x: Tensor) (d: Tensor) : Tensor voption =
        let rec attempt length k =
            let next = x + length * d

            if isEnough length next then ValueSome next
            elif k = Halvings then ValueNone
            else attempt (0.5 * length) (k + 1)

        attempt 1.0 0

    /// <summary>
    /// Whether a Newton step is the last: because it is short enough, or because it is short and the residual, which
    /// should have fallen by orders of magnitude, has not: then it is made of rounding.
    /// </summary>
    let isLast tolerance (x: Tensor) (length: Tensor) (before: float) (residual: float) =
        let length = Observe.largest length
        length <= tolerance || (length <= Observe.roundingLimit x && residual > 0.5 * before)

/// f x = 0 by Newton's method.
module internal NewtonIteration =
    let find name (options: RootOptions) (f: Tensor -> Tensor) (x0: Tensor) : Solved<Tensor> =
        let tolerance = Observe.reachable options.Tolerance x0

        let rec iterate (x: Tensor) before k =
            let value, push = linearize f x
            let size = Observe.size value
            let residual = Observe.largest size

            let ended x residual status = { Solution = x; Iterations = k; Residual = residual; Status = status }

            if not (System.Double.IsFinite residual) then
                ended x residual SolveStatus.NotFinite
            elif k >= options.MaxIterations then
                ended x residual SolveStatus.TooManyIterations
            else
                let step = Krylov.solve name options.Linear id push -value
                let length = Observe.relative step.Solution x

                // A direction that solves the system half is one of descent; less is worth nothing.
                if not (step.Residual < 0.5) then
                    ended x residual SolveStatus.Stalled
                elif step.Converged && LineSearch.isLast tolerance x length before residual then
                    let x = x + step.Solution
                    let last = Observe.largest (Observe.size (f x))
                    let status = if System.Double.IsFinite last then SolveStatus.Converged else SolveStatus.NotFinite
                    { ended x last status with Iterations = k + 1 }
                else
                    let scale = Observe.inverse size
                    let merit (value: Tensor) = Observe.dot (value * scale) (value * scale)
                    let now = merit value
                    // What has arrived already is not held to a decrease.
                    let hasArrived = Terms.compareTo Functional.Kernels.Binary.LessEqual length tolerance

                    let isEnough part next =
                        let excess = merit (f next) - (1.0 - 2.0 * LineSearch.Armijo * part) * now
                        Observe.largest (Terms.choose hasArrived (excess * 0.0) excess) <= 0.0

                    match LineSearch.first isEnough x step.Solution with
                    | ValueSome next -> iterate next residual (k + 1)
                    | ValueNone -> ended x residual SolveStatus.Stalled

        iterate x0 infinity 0

/// <summary>Roots of functions.</summary>
[<AutoOpen>]
module Roots =
    let private name = "root"

    let private solved isRequired (options: RootOptions) (f: 'P -> 'X -> 'X) (p: 'P) (x0: 'X) : Solved<'X> =
        Solved.notNegative name "Tolerance" options.Tolerance
        Solved.positive name "MaxIterations" (float options.MaxIterations)
        Krylov.check name options.Linear
        let residual = Equation.onPacked name f p x0
        let linearised = Equation.matrixFree name options.Linear false residual
        let find p x0 = NewtonIteration.find name options (residual p) x0
        Equation.solve name options.Tolerance residual linearised find isRequired p x0

    /// <summary>
    /// The x with f p x = 0 that Newton's method comes to from x0, with steps shortened where they overshoot, and
    /// without a matrix. Differentiable in p, in both modes and at any order, by the implicit function theorem. The
    /// derivative in x0 is 0.
    /// </summary>
    /// <example><c>root (fun (m: Tensor) e -> e - 0.1 * sin e - m) m m</c> solves Kepler's equation.</example>
    /// <remarks>
    /// Parameters and unknown are trees; the result of f is a tree like the unknown. f uses what it depends on from its
    /// first argument: other values of a running transformation are a GraphException. What does not converge is a
    /// ConvergenceException.
    /// </remarks>
    let root (f: 'P -> 'X -> 'X) (p: 'P) (x0: 'X) : 'X = (solved true RootOptions.Default f p x0).Solution

    /// <summary>The same with options.</summary>
    let rootWith (options: RootOptions) (f: 'P -> 'X -> 'X) (p: 'P) (x0: 'X) : 'X =
        (solved true options f p x0).Solution

    /// <summary>The same with what was reached instead of an exception. The residual is the largest |f(x)|.</summary>
    let tryRoot (options: RootOptions) (f: 'P -> 'X -> 'X) (p: 'P) (x0: 'X) : Solved<'X> = solved false options f p x0
