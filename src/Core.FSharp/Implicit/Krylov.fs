namespace Functional

open Functional.Kernels

/// <summary>How linear systems are solved.</summary>
type LinearMethod =
    /// <summary>
    /// Generalised minimal residuals, restarted: for any invertible map. In the form of the adaptive simpler GMRES of
    /// Jiránek and Rozložník (2010), which keeps a pair of vectors an iteration and solves no small systems.
    /// </summary>
    | Gmres = 0
    /// <summary>Conjugate gradients: for symmetric positive definite maps, with the memory of four vectors.</summary>
    | ConjugateGradients = 1
    /// <summary>
    /// The matrix itself, from the map of a batch of unit vectors, and its LU factors: for small systems, and for those that
    /// iterations do not solve. A singular matrix is a LinearAlgebraException.
    /// </summary>
    | Dense = 2

/// <summary>How a linear system is solved, and how well.</summary>
[<Struct; CLIMutable>]
type LinearOptions =
    {
        /// <summary>The method; GMRES by default.</summary>
        Method: LinearMethod
        /// <summary>
        /// The residual |b - A x| that will do, relative to |b|: 1e-10 by default. What the dtype cannot reach (below
        /// 4e-6 of float32) is not asked for, and neither is what rounding of A x alone exceeds.
        /// </summary>
        Tolerance: float
        /// <summary>The number of products with A that are allowed: 1000 by default.</summary>
        MaxIterations: int
        /// <summary>The iterations after which GMRES forgets its directions: 30 by default.</summary>
        Restart: int
    }

    /// <summary>GMRES to a relative residual of 1e-10, restarted after 30 iterations, with at most 1000.</summary>
    static member Default = { Method = LinearMethod.Gmres; Tolerance = 1e-10; MaxIterations = 1000; Restart = 30 }

    /// <summary>Conjugate gradients to a relative residual of 1e-10, with at most 1000 iterations.</summary>
    static member Symmetric = { LinearOptions.Default with Method = LinearMethod.ConjugateGradients }

/// Linear systems A x = b by products with A. Every number on the way is a tensor, so that several systems may run as
/// one; only how far they have come is read.
module internal Krylov =
    let check name (options: LinearOptions) =
        Solved.notNegative name "Tolerance" options.Tolerance
        Solved.positive name "MaxIterations" (float options.MaxIterations)
        Solved.positive name "Restart" (float options.Restart)

    /// What a method needs to know of a system, whose right side is of size 1.
    [<NoEquality; NoComparison>]
    type private System =
        { Name: string
          Apply: Tensor -> Tensor
          Precondition: Tensor -> Tensor
          Right: Tensor
          Scale: Tensor
          Tolerance: float
          Limit: int
          Restart: int }

        /// The size of a residual beside the right side.
        member system.Relative r = Observe.largest (Observe.norm r * system.Scale)
        member system.ResidualAt(x: Tensor) : Tensor = system.Right - system.Apply x

    let private ended x iterations residual status =
        { Solution = x; Iterations = iterations; Residual = residual; Status = status }

    /// <summary>
    /// The residual that rounding leaves: products with A are off by the dtype's precision times |A| |x|. Of |A|, a few
    /// products with what they come to tell enough.
    /// </summary>
    let private unavoidable (system: System) (x: Tensor) (r: Tensor) =
        let grow (v: Tensor) _ = system.Apply(v * Observe.inverse (Observe.norm v))
        let size = Seq.fold grow r (seq { 1..4 }) |> Observe.norm
        let rounding = 32.0 * Observe.epsilon x * Observe.largest (size * Observe.norm x * system.Scale)
        min (Observe.roundingLimit x) rounding

    /// What is left after some rounds, each of which starts from a residual worked out anew: `more` goes through a
    /// round.
    let rec private rounds (system: System) more x r k previous : Solved<Tensor> =
        let residual = system.Relative r

        if not (System.Double.IsFinite residual) then
            ended x k residual SolveStatus.NotFinite
        elif residual <= system.Tolerance then
            ended x k residual SolveStatus.Converged
        elif residual > 0.999999 * previous || k >= system.Limit then
            if residual <= unavoidable system x r then ended x k residual SolveStatus.Converged
            elif k >= system.Limit then ended x k residual SolveStatus.TooManyIterations
            else ended x k residual SolveStatus.Stalled
        else
            let struct (x, k) = more x r k
            rounds system more x (system.ResidualAt x) k residual

    /// Whether a round is over: done, out of iterations, or out of numbers, which the true residual will show.
    let private isOver (system: System) r k = not (system.Relative r > system.Tolerance) || k >= system.Limit

    /// Source: Hestenes and Stiefel, "Methods of conjugate gradients for solving linear systems" (1952).
    let private conjugateGradients (system: System) x r k : struct (Tensor * int) =
        let rec descend x r (d: Tensor) (rz: Tensor) k =
            let ad = system.Apply d
            let curvature = Observe.dot d ad

            if Observe.largest -curvature > 0.0 then
                raise (Errors.NotPositiveDefinite(system.Name, k))

            let step = rz * Observe.inverse curvature
            let x, r, k = x + step * d, r - step * ad, k + 1

            if isOver system r k then
                struct (x, k)
            else
                let z = system.Precondition r
                let next = Observe.dot r z
                descend x r (z + next * Observe.inverse rz * d) next k

        let z = system.Precondition r
        descend x r z (Observe.dot r z) k

    /// From 9/10 of the residual before on, the residual is no good as the next direction.
    [<Literal>]
    let private Enough = 0.9

    /// Pairs (q, u) with q = A u, the q orthonormal: what is left of the residual along q goes by a step along u.
    let private gmres (system: System) x r k : struct (Tensor * int) =
        let tiny = 8.0 * Observe.epsilon r

        let rec expand x (r: Tensor) (pairs: struct (Tensor * Tensor) list) (before: Tensor) k =
            let size = Observe.norm r
            let residual = r * Observe.inverse size

            let z =
                match pairs with
                | [] -> residual
                | struct (q, _) :: _ -> Terms.choose (Terms.compare Binary.LessEqual size (before * Enough)) residual q

            let u = system.Precondition z
            let w = system.Apply u
            let long = Observe.norm w

            let struct (u, w) =
                List.foldBack
                    (fun (struct (q, along)) (struct (u: Tensor, w: Tensor)) ->
                        let h = Observe.dot q w
                        struct (u - h * along, w - h * q))
                    pairs
                    (struct (u, w))

            let length = Observe.norm w
            let isNew = Terms.compare Binary.Greater length (long * tiny)
            let unit = Terms.choose isNew (Observe.inverse length) (Apply.number length 0.0)
            let q, u = unit * w, unit * u
            let step = Observe.dot q r
            let x, r, k = x + step * u, r - step * q, k + 1
            let hasEnded = isOver system r k || Observe.largest unit = 0.0

            if hasEnded || List.length pairs + 1 >= system.Restart then
                struct (x, k)
            else
                expand x r (struct (q, u) :: pairs) size k

        expand x r [] (Observe.norm r) k

    /// Solves A x = b, to a residual relative to b; `precondition` is near the inverse of A.
    let solve name (options: LinearOptions) precondition (apply: Tensor -> Tensor) (b: Tensor) : Solved<Tensor> =
        if b.Size = 0 then
            ended b 0 0.0 SolveStatus.Converged
        else
            // Of size 1, squares neither vanish nor overflow.
            let size = Observe.size b
            let right = b * Observe.inverse size

            let system =
                { Name = name
                  Apply = apply
                  Precondition = precondition
                  Right = right
                  Scale = Observe.inverse (Observe.norm right)
                  Tolerance = Observe.reachable options.Tolerance b
                  Limit = options.MaxIterations
                  Restart = options.Restart }

            let more =
                match options.Method with
                | LinearMethod.ConjugateGradients -> conjugateGradients system
                | _ -> gmres system

            let solved = rounds system more (right * 0.0) right 0 infinity
            { solved with Solution = size * solved.Solution }
