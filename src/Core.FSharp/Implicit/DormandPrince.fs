namespace Functional

/// <summary>How derivatives of the solution of a differential equation are had.</summary>
type OdeGradient =
    /// <summary>
    /// Those of the steps as they were taken: what the discrete solution depends on, exactly. Reverse mode keeps every
    /// step.
    /// </summary>
    | Discrete = 0
    /// <summary>
    /// By differential equations of their own, solved to the same tolerances: backwards in time for reverse mode,
    /// beside the solution for forward mode. Reverse mode keeps the solution at the asked times only.
    /// </summary>
    | Adjoint = 1

/// <summary>How a differential equation is solved, and how well.</summary>
[<Struct; CLIMutable>]
type OdeOptions =
    {
        /// <summary>The error of a step that will do, relative to the solution: 1e-6 by default.</summary>
        RelativeTolerance: float
        /// <summary>The error of a step that will do where the solution is small: 1e-8 by default.</summary>
        AbsoluteTolerance: float
        /// <summary>The number of steps that are allowed, those taken again included: 100000 by default.</summary>
        MaxSteps: int
        /// <summary>The length of the first step; 0, the default, is to work one out.</summary>
        FirstStep: float
        /// <summary>How derivatives are had; discretely by default.</summary>
        Gradient: OdeGradient
    }

    /// <summary>Errors of 1e-6 relative and 1e-8 absolute, at most 100000 steps, derivatives of the steps
    /// taken.</summary>
    static member Default =
        { RelativeTolerance = 1e-6
          AbsoluteTolerance = 1e-8
          MaxSteps = 100000
          FirstStep = 0.0
          Gradient = OdeGradient.Discrete }

/// <summary>
/// The method of Dormand and Prince of orders 5 and 4, with step lengths by a proportional-integral controller. Source:
/// Hairer, Nørsett and Wanner, "Solving Ordinary Differential Equations I" (1993), sections II.4 and II.5, and IV.2 of
/// the second volume for the controller.
/// </summary>
module internal DormandPrince =
    /// Where in the step each stage is, after the first at its start.
    let private nodes = [| 1.0 / 5.0; 3.0 / 10.0; 4.0 / 5.0; 8.0 / 9.0; 1.0; 1.0 |]

    /// What each stage takes of those before it. The last row is the solution, whose derivative starts the next step.
    let private weights =
        [| [| 1.0 / 5.0 |]
           [| 3.0 / 40.0; 9.0 / 40.0 |]
           [| 44.0 / 45.0; -56.0 / 15.0; 32.0 / 9.0 |]
           [| 19372.0 / 6561.0; -25360.0 / 2187.0; 64448.0 / 6561.0; -212.0 / 729.0 |]
           [| 9017.0 / 3168.0; -355.0 / 33.0; 46732.0 / 5247.0; 49.0 / 176.0; -5103.0 / 18656.0 |]
           [| 35.0 / 384.0; 0.0; 500.0 / 1113.0; 125.0 / 192.0; -2187.0 / 6784.0; 11.0 / 84.0 |] |]

    /// The solution of order 5 less that of order 4.
    let private errors =
        [| 71.0 / 57600.0; 0.0; -71.0 / 16695.0; 71.0 / 1920.0; -17253.0 / 339200.0; 22.0 / 525.0; -1.0 / 40.0 |]

    /// The controller: exponents of the error and of the error before, and how far lengths may change.
    let private exponent, memory = 0.2 - 0.04 * 0.75, 0.04
    let private safety, shrinkMost, growMost = 0.9, 0.2, 10.0

    /// What several derivatives add up to.
    let private combined (weights: float[]) (slopes: Tensor list) : Tensor =
        Seq.zip weights slopes
        |> Seq.filter (fun (weight, _) -> weight <> 0.0)
        |> Seq.map (fun (weight, slope) -> weight * slope)
        |> Seq.reduce (+)

    /// A step: the next point, its derivative, and the step's error. `whole` is how long the interval is, `length` how
    /// much of it the step takes.
    let private step
        (f: Tensor -> Tensor -> Tensor)
        (t: Tensor)
        (whole: Tensor)
        (length: float)
        (x: Tensor)
        (slope: Tensor)
        =
        let mutable slopes = [ slope ]
        let mutable next = x
        let h = length * whole

        for node, weights in Array.zip nodes weights do
            next <- x + h * combined weights slopes
            slopes <- slopes @ [ f (t + node * h) next ]

        struct (next, List.last slopes, h * combined errors slopes)

    /// The root of the mean square of errors over what is tolerated.
    let private measure (options: OdeOptions) (x: Tensor) (next: Tensor) (error: Tensor) : float =
        if error.Size = 0 then
            0.0
        else
            let larger =
                Terms.choose (Terms.compare Functional.Kernels.Binary.Greater (abs x) (abs next)) (abs x) (abs next)

            let ratio = error / (options.AbsoluteTolerance + options.RelativeTolerance * larger)
            Observe.largest (Observe.norm ratio) / sqrt (float error.Size)

    let private isFinite (x: Tensor) = System.Double.IsFinite(Observe.largest (Observe.size x))

    /// A first length: one that an Euler step's change of the derivative allows.
    let private firstLength
        (options: OdeOptions)
        (f: Tensor -> Tensor -> Tensor)
        (t: Tensor)
        (x: Tensor)
        (slope: Tensor)
        toward
        =
        let scaled = measure options x x
        let size, speed = scaled x, scaled slope
        let guess = if size < 1e-5 || speed < 1e-5 then 1e-6 else 0.01 * size / speed
        let bend = scaled (f (t + toward * guess) (x + toward * guess * slope) - slope) / guess
        let steepest = max speed bend

        let length =
            if not (System.Double.IsFinite steepest) then guess
            elif steepest <= 1e-15 then max 1e-6 (guess * 1e-3)
            else (0.01 / steepest) ** 0.2

        min (100.0 * guess) length

    /// <summary>
    /// The solution at each time, from its value at the first. Steps end at the times asked for, and are parts of the
    /// intervals between them: derivatives with respect to the times are those of that. The lengths are constants.
    /// </summary>
    let solve name (options: OdeOptions) (f: Tensor -> Tensor -> Tensor) (x0: Tensor) (times: Tensor) : Tensor list =
        let at = Observe.all times
        let count = at.Length

        if count = 1 then
            [ x0 ]
        else
            let toward = if at[1] > at[0] then 1.0 else -1.0
            let timeAt (i: int) = Moves.select 0 i times
            let tiny = 16.0 * Observe.epsilon x0
            let start = f (timeAt 0) x0

            if not (isFinite start) then
                raise (Errors.DerivativeNotFinite(name, at[0]))

            let mutable taken = 0

            let mutable length =
                if options.FirstStep > 0.0 then
                    options.FirstStep
                else
                    firstLength options f (timeAt 0) x0 start toward

            let mutable errorBefore = 1e-4
            let mutable results = [ x0 ]
            let mutable x, slope = x0, start

            for i in 1 .. count - 1 do
                let from = timeAt (i - 1)
                let whole = timeAt i - from
                let span = abs (at[i] - at[i - 1])
                let mutable t = 0.0
                let mutable wasRejected = false
                let mutable wasFinite = true

                while t < 1.0 do
                    let now = at[i - 1] + toward * span * t

                    if taken >= options.MaxSteps then
                        raise (Errors.TooManySteps(name, taken, now, at[count - 1]))

                    // Shorter steps would be lost in the time, or in the part of the interval that is behind.
                    if length <= tiny * max (abs now) (t * span) || length <= 0.0 then
                        raise (
                            if wasFinite then
                                Errors.StepUnderflow(name, now, length)
                            else
                                Errors.DerivativeNotFinite(name, now)
                        )

                    // What would be left for a crumb of a step is taken along.
                    let left = (1.0 - t) * span
                    let isLast = length * 1.01 >= left
                    let part = if isLast then 1.0 - t else length / span
                    let struct (next, nextSlope, error) = step f (from + t * whole) whole part x slope
                    taken <- taken + 1
                    let size = measure options x next error
                    wasFinite <- System.Double.IsFinite size && isFinite nextSlope

                    if wasFinite && size <= 1.0 then
                        let change = max (1.0 / growMost) (size ** exponent / errorBefore ** memory / safety)
                        let change = min (1.0 / shrinkMost) change
                        let change = if wasRejected then max 1.0 change else change
                        // A step cut short by the end of the interval says nothing about how long one may be.
                        let grown = part * span / change
                        length <- if isLast then max grown (min length (length / change)) else grown
                        errorBefore <- max size 1e-4
                        t <- if isLast then 1.0 else t + part
                        x <- next
                        slope <- nextSlope
                        wasRejected <- false
                    else
                        let change =
                            if wasFinite then min (1.0 / shrinkMost) (size ** exponent / safety) else 1.0 / shrinkMost

                        length <- part * span / change
                        wasRejected <- true

                results <- x :: results

            List.rev results
