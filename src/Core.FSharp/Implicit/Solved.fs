namespace Functional

/// <summary>How a solver ended.</summary>
type SolveStatus =
    /// <summary>With a solution within the tolerance.</summary>
    | Converged = 0
    /// <summary>With all the iterations that it was allowed.</summary>
    | TooManyIterations = 1
    /// <summary>Where no step made things better.</summary>
    | Stalled = 2
    /// <summary>At a number that is not finite.</summary>
    | NotFinite = 3

/// <summary>What a solver came to: its last point, and how good that is.</summary>
type Solved<'X> =
    {
        /// <summary>The last point: the solution, if the solver converged.</summary>
        Solution: 'X
        /// <summary>The number of iterations.</summary>
        Iterations: int
        /// <summary>What is left of the equation; each solver says how it is measured.</summary>
        Residual: float
        /// <summary>How the solver ended.</summary>
        Status: SolveStatus
    }

    /// <summary>Whether the solution is within the tolerance.</summary>
    member solved.Converged = solved.Status = SolveStatus.Converged

module internal Solved =
    /// The solution, or the exception that says why there is none.
    let required name (tolerance: float) (solved: Solved<'X>) : 'X =
        match solved.Status with
        | SolveStatus.Converged -> solved.Solution
        | SolveStatus.NotFinite -> raise (Errors.NotFinite(name, solved.Iterations, solved.Residual))
        | SolveStatus.Stalled -> raise (Errors.Stalled(name, solved.Iterations, solved.Residual, tolerance))
        | _ -> raise (Errors.TooManyIterations(name, solved.Iterations, solved.Residual, tolerance))

    /// The same end with another form of its solution.
    let withSolution (solution: 'Y) (solved: Solved<'X>) : Solved<'Y> =
        { Solution = solution
          Iterations = solved.Iterations
          Residual = solved.Residual
          Status = solved.Status }

    /// An option that must be above 0.
    let positive name option (value: float) =
        if not (value > 0.0) then
            raise (Errors.Option(name, option, "above 0", value, "start from the type's Default"))

    /// An option that must not be below 0.
    let notNegative name option (value: float) =
        if not (value >= 0.0) then
            raise (Errors.Option(name, option, "of at least 0", value, "start from the type's Default"))
