namespace Functional

open Functional.Kernels

/// Roots between two ends of opposite sign, element by element.
module internal BracketIteration =
    /// <summary>
    /// Halves the bracket, or interpolates where the three last points say that it will do. Every element goes its own
    /// way, so all of it is selection. Source: Chandrupatla, "A new hybrid quadratic/bisection algorithm" (1997).
    /// </summary>
    let find (options: RootOptions) (f: Tensor -> Tensor) (low: Tensor) (high: Tensor) : Solved<Tensor> =
        let tolerance = Observe.reachable options.Tolerance low
        let choose, compare = Terms.choose, Terms.compare
        let sign = Terms.map Unary.Sign

        let rec iterate (x1: Tensor) (f1: Tensor) (x2: Tensor) (f2: Tensor) (part: Tensor) k =
            let x = x1 + part * (x2 - x1)
            let value = f x
            let k = k + 1
            // The root is between x and whichever end has the other sign.
            let isSame = Terms.compareTo Binary.Greater (sign value * sign f1) 0.0
            let x3, f3 = choose isSame x1 x2, choose isSame f1 f2
            let x2, f2 = choose isSame x2 x1, choose isSame f2 f1
            let x1, f1 = x, value
            let isBest = compare Binary.Less (abs f1) (abs f2)
            let best, atBest = choose isBest x1 x2, choose isBest f1 f2
            let width = abs (x2 - x1)
            let isRoot = Terms.compareTo Binary.Equal atBest 0.0
            let left = Observe.relative (choose isRoot (width * 0.0) width) best
            let residual = Observe.largest (Observe.size atBest)

            let ended status = { Solution = best; Iterations = k; Residual = residual; Status = status }

            if not (System.Double.IsFinite(Observe.largest (Observe.size value))) then
                { ended SolveStatus.NotFinite with Residual = Observe.largest (Observe.size value) }
            elif Observe.largest left <= tolerance then
                ended SolveStatus.Converged
            elif k >= options.MaxIterations then
                ended SolveStatus.TooManyIterations
            else
                let xi = (x1 - x2) / (x3 - x2)
                let phi = (f1 - f2) / (f3 - f2)
                let alpha = (x3 - x1) / (x2 - x1)

                let isSmooth =
                    compare
                        Binary.And
                        (compare Binary.Less (1.0 - sqrt (1.0 - xi)) phi)
                        (compare Binary.Less phi (sqrt xi))

                let quadratic = f1 / (f1 - f2) * f3 / (f3 - f2) - alpha * f1 / (f3 - f1) * f2 / (f2 - f3)
                let next = choose isSmooth quadratic (Apply.number phi 0.5)
                // Never nearer to an end than the tolerance, so that brackets shrink from both sides.
                let edge = 0.5 * tolerance * (1.0 + abs best) * Observe.inverse width
                let edge = choose (Terms.compareTo Binary.Less edge 0.5) edge (Apply.number edge 0.5)
                let next = choose (compare Binary.Less next edge) edge next
                let next = choose (compare Binary.Greater next (1.0 - edge)) (1.0 - edge) next
                iterate x1 f1 x2 f2 next k

        let half = low * 0.0 + 0.5
        iterate low (f low) high (f high) half 0

/// <summary>Roots between two ends.</summary>
[<AutoOpen>]
module Brackets =
    let private name = "bracketedRoot"

    let private check (p: Tensor) (f: Tensor -> Tensor) (low: Tensor) (high: Tensor) =
        let atLow, atHigh = f low, f high
        Observe.refuseCaptured name [ p; low ] atLow

        if atLow.Shape <> low.Shape then
            raise (Errors.ResultShape(name, 0, low.Shape, atLow.Shape))

        for four in Joins.stack -1 [ low; high; atLow; atHigh ] |> Observe.everywhere |> Array.chunkBySize 4 do
            // Not the product, which may vanish; nan is of no sign.
            if not ((four[2] <= 0.0 && four[3] >= 0.0) || (four[2] >= 0.0 && four[3] <= 0.0)) then
                raise (Errors.NoSignChange(name, four[0], four[1], four[2], four[3]))

    let private solved
        isRequired
        (options: RootOptions)
        (f: 'P -> Tensor -> Tensor)
        (p: 'P)
        (low: Tensor, high: Tensor)
        =
        Solved.notNegative name "Tolerance" options.Tolerance
        Solved.positive name "MaxIterations" (float options.MaxIterations)
        let low, high = Promote.floating name low, Promote.floating name high

        if low.Space <> high.Space then
            raise (Errors.BracketShape(name, low.Shape, high.Shape))

        let residual packedP x = f (Packed.point p packedP) x |> Apply.toDType x.DType

        // Elements are on their own: dF/dx is diagonal, and its own transpose.
        let divided p x (b: Tensor) =
            let _, slope = jvp (residual p) x (Creation.fullLike x 1.0)
            b / slope

        let reached = ref Unchecked.defaultof<Solved<Tensor>>

        let find p (low: Tensor, high: Tensor) =
            let f = residual p
            check p f low high
            reached.Value <- BracketIteration.find options f low high

            if isRequired then
                Solved.required name (Observe.reachable options.Tolerance low) reached.Value
            else
                reached.Value.Solution

        let linearised: Equation.Linearised = { Solve = divided; SolveTransposed = divided }
        let x = Equation.solution name residual linearised find (Packed.tree name p) (low, high)
        Solved.withSolution x reached.Value

    /// <summary>
    /// The root of f p between two ends, where f has opposite signs: found for certain, if f is continuous. Of tensors,
    /// element by element: each element of f's result depends on that element of the unknown alone. Differentiable in p
    /// as <c>root</c>; the derivative in the ends is 0.
    /// </summary>
    /// <example><c>bracketedRoot RootOptions.Default (fun (a: Tensor) x -> x * x - a) a (low, high)</c></example>
    /// <remarks>
    /// The tolerance is that of the last bracket's width, relative to 1 + |x|. Ends between which f does not change its
    /// sign are an ArgumentException.
    /// </remarks>
    let bracketedRoot (options: RootOptions) (f: 'P -> Tensor -> Tensor) (p: 'P) (low: Tensor, high: Tensor) : Tensor =
        (solved true options f p (low, high)).Solution

    /// <summary>The same with what was reached instead of an exception. The residual is the largest |f(x)|.</summary>
    let tryBracketedRoot
        (options: RootOptions)
        (f: 'P -> Tensor -> Tensor)
        (p: 'P)
        (low: Tensor, high: Tensor)
        : Solved<Tensor> =
        solved false options f p (low, high)
