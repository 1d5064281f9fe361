namespace Functional.Laws

open System
open Functional

/// How near to the plain backend's result another one has to be.
type internal Agreement =
    /// The same numbers, the sign of zero included; nan is nan, whatever its bits.
    | Exactly
    /// The same numbers, whatever the sign of zero.
    | Equally
    /// So many units in the last place of the expected number.
    | Ulps of float
    /// k eps scale, where a number beside each expected one says what scale its rounding errors have.
    | Scaled of k: float * scale: float[]

module internal Agreement =

    let private eps (dtype: DType) = dtype.Epsilon()

    /// The least positive number of full precision.
    let leastNormal (dtype: DType) = dtype.Tiny()

    /// The least positive number.
    let private least dtype = leastNormal dtype * eps dtype

    let private largest (dtype: DType) = dtype.Largest()

    /// So many times as far; what has to be the same number still has to be.
    let loosened (times: float) agreement =
        match agreement with
        | Ulps count -> Ulps(times * count)
        | Scaled(k, scale) -> Scaled(times * k, scale)
        | Exactly
        | Equally -> agreement

    /// The distance between neighbours at a finite number.
    let private ulp dtype (x: float) =
        let exponent = Math.ILogB(max (abs x) Double.Epsilon)
        max (least dtype) (eps dtype * Math.ScaleB(1.0, exponent))

    let private identical (x: float) (y: float) =
        (Double.IsNaN x && Double.IsNaN y) || (x = y && Double.IsNegative x = Double.IsNegative y)

    /// How many units in the last place lie between two numbers; an overflow is one unit beyond the largest number.
    let distance dtype (expected: float) (actual: float) =
        if identical expected actual then
            0.0
        elif Double.IsNaN expected || Double.IsNaN actual || Double.IsInfinity expected then
            infinity
        elif Double.IsInfinity actual then
            let most = Math.CopySign(largest dtype, actual)
            1.0 + abs (most - expected) / ulp dtype most
        elif expected = actual then
            // Zeros of different sign.
            infinity
        else
            abs (actual - expected) / ulp dtype expected

    let private within dtype agreement i (expected: float) (actual: float) =
        match agreement with
        | Exactly -> identical expected actual
        | Equally -> identical expected actual || expected = actual
        | Ulps count -> distance dtype expected actual <= count
        | Scaled(k, scale) ->
            expected = actual
            || (Double.IsNaN expected && Double.IsNaN actual)
            || (Double.IsFinite expected && abs (actual - expected) <= k * (eps dtype * scale[i] + least dtype))

    let private allowed agreement i =
        match agreement with
        | Exactly
        | Equally -> "none is allowed"
        | Ulps count -> $"{count} are allowed"
        | Scaled(k, scale) -> $"{k:G3} eps {scale[i]:G3} is allowed"

    /// The first element that is too far from the expected one.
    let compare (space: Space) agreement expected actual =
        let wrong i e a difference =
            Some $"at {Shape.Format(Places.vector space.Shape i)}: expected {e}, got {a}{difference}"

        match expected, actual with
        | Integers expected, Integers actual ->
            Seq.zip expected actual
            |> Seq.tryFindIndex (fun (e, a) -> e <> a)
            |> Option.bind (fun i -> wrong i (string expected[i]) (string actual[i]) "")
        | Floats expected, Floats actual ->
            let mutable i = 0

            while i < expected.Length && within space.DType agreement i expected[i] actual[i] do
                i <- i + 1

            if i = expected.Length then
                None
            else
                let e, a = expected[i], actual[i]
                let ulps = distance space.DType e a
                wrong i (e.ToString "R") (a.ToString "R") $", {ulps:G4} ulps apart where {allowed agreement i}"
        | _ -> Some $"expected {space.DType.Name()}, got another kind of numbers"
