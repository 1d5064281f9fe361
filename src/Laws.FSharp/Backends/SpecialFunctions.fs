/// Functions that the standard library lacks, by series and continued fractions whose terms follow from their
/// definitions: slow, and accurate to a few units in the last place.
module internal Functional.Laws.SpecialFunctions

open System

let private halfLogTwoPi = 0.5 * log (2.0 * Math.PI)

/// log(1 + x): the quotient undoes the rounding of the sum.
let log1p x =
    let sum = 1.0 + x

    if sum = 1.0 || Double.IsPositiveInfinity sum then x else log sum * (x / (sum - 1.0))

/// exp(x) - 1: the quotient undoes the rounding of the exponential.
let expm1 x =
    let power = exp x

    if power = 1.0 then x
    elif abs x > 1.0 then power - 1.0
    else (power - 1.0) * (x / log power)

/// exp(-x²), where the rounding of the square does not become a relative error of the result.
let private gaussian x =
    let square = x * x
    if square > 800.0 then 0.0 else exp -square * (1.0 - Math.FusedMultiplyAdd(x, x, -square))

/// erf x = 2 x exp(-x²) / sqrt(pi) * (1 + 2x²/3 + (2x²)²/(3 5) + …), whose terms are all positive.
let private erfSeries x =
    let rec sum total term n =
        let term = term * 2.0 * x * x / (2.0 * n + 1.0)
        if term < 1e-18 * total then total else sum (total + term) term (n + 1.0)

    2.0 * x * gaussian x / sqrt Math.PI * sum 1.0 1.0 1.0

/// erfc x = exp(-x²) / sqrt(pi) / (x + (1/2)/(x + 1/(x + (3/2)/(x + …)))) for x of at least 1/2.
let private erfcFraction x =
    let mutable tail = x

    for k in 800..-1..1 do
        tail <- x + 0.5 * float k / tail

    gaussian x / (sqrt Math.PI * tail)

/// The error function.
let erf x =
    if Double.IsNaN x then x
    elif abs x < 0.5 then erfSeries x
    else Math.CopySign(1.0 - erfcFraction (abs x), x)

/// 1 - erf x.
let erfc x =
    if Double.IsNaN x then x
    elif x > 0.5 then erfcFraction x
    elif x < -0.5 then 2.0 - erfcFraction -x
    else 1.0 - erfSeries x

/// The y with erf y = x, by Newton's method on erf for a small x, and else on the logarithm of erfc, which is concave.
let erfinv x =
    let slope y = 2.0 / sqrt Math.PI * gaussian y

    let rec solve (step: float -> float) y rounds =
        let next = y - step y
        if rounds = 0 || next = y then next else solve step next (rounds - 1)

    let rest = 1.0 - abs x

    if rest = 0.0 then
        x / 0.0
    elif not (rest > 0.0) then
        nan
    elif rest > 0.5 then
        solve (fun y -> (erf y - x) / slope y) x 40
    else
        let far = solve (fun y -> erfc y * log (rest / erfc y) / slope y) 1.0 60
        Math.CopySign(far, x)

/// B(2k) for k = 1, 2, …: as many as are needed from `far` on.
let private bernoulli =
    [| 1.0 / 6.0; -1.0 / 30.0; 1.0 / 42.0; -1.0 / 30.0; 5.0 / 66.0; -691.0 / 2730.0; 7.0 / 6.0; -3617.0 / 510.0 |]

let private far = 20.0

/// The sum of B(2k) * term k over k = 1, 2, …
let private asymptotic (term: float -> float) =
    bernoulli |> Array.mapi (fun i b -> b * term (float (i + 1))) |> Array.sum

/// How often 1 is added to a number before it is far enough.
let private steps x enough = [| 0.0 .. ceil (enough - x) - 1.0 |]

/// The product s (s + 1) … (s + n - 1), divided by n!.
let private rising s n = Seq.fold (fun product k -> product * (s + k) / (k + 1.0)) 1.0 (seq { 0.0 .. n - 1.0 })

/// The sum of (x + k)^-s over k = 0, 1, …, for s of at least 2 and x >= 0, by Euler's and Maclaurin's formula.
let private zeta s x =
    if Double.IsInfinity x then
        0.0
    else
        let near = steps x (far + s)
        let q = x + float near.Length
        let power = Math.Pow(q, -s)
        let rest = asymptotic (fun k -> rising s (2.0 * k - 1.0) / (2.0 * k) * Math.Pow(q, 1.0 - 2.0 * k))
        Array.sumBy (fun k -> Math.Pow(x + k, -s)) near + power * (q / (s - 1.0) + 0.5 + rest)

/// zeta(k, a) for k = 2, 3, …: but for signs and factors, the Taylor coefficients of log gamma and digamma at a.
let private zetas a count = [| for k in 2.0 .. count -> zeta k a |]

let private zetasAtTwo = zetas 2.0 32.0

/// log gamma(2 + z) for z of at most 1/2 in magnitude, by Taylor's series.
let private lgammaNearTwo z =
    let oneMinusEuler = 0.42278433509846713939

    let series =
        zetasAtTwo
        |> Array.mapi (fun i c -> c * Math.Pow(-z, float (i + 2)) / float (i + 2))
        |> Array.rev
        |> Array.sum

    oneMinusEuler * z + series

/// log |gamma(x)|; infinite at the poles 0, -1, -2, …
let rec lgamma x =
    if Double.IsNaN x then
        x
    elif Double.IsInfinity x || (x <= 0.0 && x = floor x) then
        infinity
    elif x >= far then
        (x - 0.5) * log x - x
        + halfLogTwoPi
        + asymptotic (fun k -> Math.Pow(x, 1.0 - 2.0 * k) / (2.0 * k * (2.0 * k - 1.0)))
    elif x > 2.5 then
        // gamma(x) = (x - 1) (x - 2) … gamma(x - n)
        let n = ceil (x - 2.5)
        log (Seq.fold (fun product k -> product * (x - k)) 1.0 (seq { 1.0 .. n })) + lgammaNearTwo (x - n - 2.0)
    elif x >= 1.5 then
        lgammaNearTwo (x - 2.0)
    elif x >= 0.5 then
        lgammaNearTwo (x - 1.0) - log1p (x - 1.0)
    elif x >= -0.5 then
        lgammaNearTwo x - log1p x - log (abs x)
    else
        // gamma(x) gamma(1 - x) sin(pi x) = pi, and sin(pi x) but for its sign depends on the distance to an integer.
        log (Math.PI / (-x * abs (sin (Math.PI * (x - Math.Round x))))) - lgamma -x

/// Where digamma is 0, in two parts.
let private root, rootRest = 1.4616321449683622, 9.54999542996569772e-17

let private zetasAtRoot = zetas root 40.0

/// The derivative of log gamma: -inf at 0, inf at -0, nan at the other poles.
let rec digamma x =
    let distance = x - root - rootRest

    if x = 0.0 then
        -1.0 / x
    elif Double.IsNegativeInfinity x || (x < 0.0 && x = floor x) then
        nan
    elif x < 0.0 then
        // digamma(1 - x) - digamma(x) = pi cot(pi x) has period 1, and r is the distance to the nearest pole.
        let r = x - Math.Round x
        digamma (1.0 - x) - 1.0 / r + digamma (1.0 + r) - digamma (1.0 - r)
    elif abs distance < 0.25 then
        zetasAtRoot |> Array.mapi (fun i c -> -c * Math.Pow(-distance, float (i + 1))) |> Array.rev |> Array.sum
    elif Double.IsNaN x || Double.IsInfinity x then
        x
    else
        let near = steps x far
        let q = x + float near.Length
        let rest = asymptotic (fun k -> Math.Pow(q, -2.0 * k) / (2.0 * k))
        log q - 0.5 / q - rest - Array.sumBy (fun k -> 1.0 / (x + k)) near

/// The derivative of digamma of an order of at least 1; at the poles 0, -1, -2, … as from the right.
let polygamma order x =
    let s = float order + 1.0
    let sign = if order % 2 = 0 then -1.0 else 1.0
    let factorial = Seq.fold (*) 1.0 (seq { 1.0 .. float order })

    if Double.IsNaN x || Double.IsNegativeInfinity x then
        nan
    elif x <= 0.0 && x = floor x then
        sign * infinity
    elif x < 0.0 then
        // The sum over all integers k of (x + k)^-s has period 1, and r is the distance to the nearest pole.
        let r = x - Math.Round x
        let left = zeta s (1.0 - r) - zeta s (1.0 - x)
        sign * factorial * (Math.Pow(r, -s) + zeta s (1.0 + r) + sign * left)
    else
        sign * factorial * zeta s x
