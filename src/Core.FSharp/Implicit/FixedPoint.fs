namespace Functional

/// <summary>How a fixed point is found, and how well.</summary>
[<Struct; CLIMutable>]
type FixedPointOptions =
    {
        /// <summary>
        /// The largest |f(x) - x| / (1 + |x|) of any element that will do: 1e-10 by default. What the dtype cannot
        /// reach (below 4e-6 of float32) is not asked for.
        /// </summary>
        Tolerance: float
        /// <summary>The number of times that f may be applied: 1000 by default.</summary>
        MaxIterations: int
        /// <summary>
        /// The number of earlier steps that Anderson acceleration combines: 0, the default, is plain iteration, and 5 a
        /// usual choice.
        /// </summary>
        Memory: int
        /// <summary>How the linear systems of derivatives are solved.</summary>
        Linear: LinearOptions
    }

    /// <summary>Plain iteration to 1e-10, at most 1000 times.</summary>
    static member Default = { Tolerance = 1e-10; MaxIterations = 1000; Memory = 0; Linear = LinearOptions.Default }

/// x = f x by iteration.
module internal FixedPointIteration =
    /// <summary>
    /// The next point from earlier steps, newest first: the images are combined as makes their differences from the
    /// points smallest. Source: Anderson, "Iterative procedures for nonlinear integral equations" (1965), by
    /// orthogonalising the differences one after another.
    /// </summary>
    let private accelerated (steps: struct (Tensor * Tensor) list) (image: Tensor) (difference: Tensor) : Tensor =
        let tiny = 8.0 * Observe.epsilon image

        let folder
            (struct (image: Tensor, difference: Tensor, basis))
            (struct (ofDifference: Tensor, ofImage: Tensor))
            =
            let long = Observe.norm ofDifference

            let struct (q, u) =
                List.foldBack
                    (fun (struct (q: Tensor, along: Tensor)) (struct (w: Tensor, u: Tensor)) ->
                        let h = Observe.dot q w
                        struct (w - h * q, u - h * along))
                    basis
                    (struct (ofDifference, ofImage))

            let length = Observe.norm q
            let isNew = Terms.compare Functional.Kernels.Binary.Greater length (long * tiny)
            let unit = Terms.choose isNew (Observe.inverse length) (Apply.number length 0.0)
            let q, u = unit * q, unit * u
            let step = Observe.dot q difference
            struct (image - step * u, difference - step * q, struct (q, u) :: basis)

        let struct (next, _, _) = List.fold folder (struct (image, difference, [])) steps
        next

    let find (options: FixedPointOptions) (f: Tensor -> Tensor) (x0: Tensor) : Solved<Tensor> =
        let tolerance = Observe.reachable options.Tolerance x0

        let rec iterate (x: Tensor) (steps: struct (Tensor * Tensor) list) before k =
            let image = f x
            let difference = image - x
            let residual = Observe.largest (Observe.relative difference x)
            let k = k + 1

            let ended status = { Solution = image; Iterations = k; Residual = residual; Status = status }

            if not (System.Double.IsFinite residual) then
                ended SolveStatus.NotFinite
            elif residual <= tolerance then
                ended SolveStatus.Converged
            elif k >= options.MaxIterations then
                ended SolveStatus.TooManyIterations
            elif options.Memory = 0 then
                iterate image [] ValueNone k
            else
                let steps =
                    match before with
                    | ValueSome(struct (oldDifference, oldImage)) ->
                        struct (difference - oldDifference, image - oldImage) :: steps |> List.truncate options.Memory
                    | ValueNone -> []

                iterate (accelerated steps image difference) steps (ValueSome(struct (difference, image))) k

        iterate x0 [] ValueNone 0

/// <summary>Fixed points of functions.</summary>
[<AutoOpen>]
module FixedPoints =
    let private name = "fixedPoint"

    let private solved isRequired (options: FixedPointOptions) (f: 'P -> 'X -> 'X) (p: 'P) (x0: 'X) : Solved<'X> =
        Solved.notNegative name "Tolerance" options.Tolerance
        Solved.positive name "MaxIterations" (float options.MaxIterations)
        Solved.notNegative name "Memory" (float options.Memory)
        Krylov.check name options.Linear
        let onPacked = Equation.onPacked name f p x0
        let residual p x = x - onPacked p x
        let linearised = Equation.matrixFree name options.Linear false residual
        let find p x0 = FixedPointIteration.find options (onPacked p) x0
        Equation.solve name options.Tolerance residual linearised find isRequired p x0

    /// <summary>
    /// The x with x = f p x that iterating from x0 comes to. Differentiable in p, in both modes and at any order, by
    /// the implicit function theorem: derivatives cost a linear system, and nothing of the iterations is kept. The
    /// derivative in x0 is 0.
    /// </summary>
    /// <example><c>fixedPoint (fun (a: Tensor) x -> 0.5 * (x + a / x)) a a</c> is the square root of a.</example>
    /// <remarks>
    /// Parameters and unknown are trees. f uses what it depends on from its first argument: other values of a running
    /// transformation are a GraphException. Where f does not contract, the iteration does not converge: a
    /// ConvergenceException; <c>root</c> may do, or <c>fixedPointWith</c> and Anderson acceleration.
    /// </remarks>
    let fixedPoint (f: 'P -> 'X -> 'X) (p: 'P) (x0: 'X) : 'X = (solved true FixedPointOptions.Default f p x0).Solution

    /// <summary>The same with options.</summary>
    let fixedPointWith (options: FixedPointOptions) (f: 'P -> 'X -> 'X) (p: 'P) (x0: 'X) : 'X =
        (solved true options f p x0).Solution

    /// <summary>
    /// The same with what was reached instead of an exception. The residual is the largest |f(x) - x| / (1 + |x|).
    /// </summary>
    let tryFixedPoint (options: FixedPointOptions) (f: 'P -> 'X -> 'X) (p: 'P) (x0: 'X) : Solved<'X> =
        solved false options f p x0
