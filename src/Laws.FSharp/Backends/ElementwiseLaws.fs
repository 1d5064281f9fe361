/// The laws of the families that look at one place at a time: Map, Zip, Select, Cast.
module internal Functional.Laws.ElementwiseLaws

open System
open Functional
open Functional.Kernels
open Functional.Laws.CallLaws

// Map

/// Units in the last place that a function of one number may be off: two for the plain backend, as many for the
/// other; more for functions whose formulas take more roundings.
let private unaryUlps op =
    match op with
    | Unary.Neg
    | Unary.Abs
    | Unary.Sign
    | Unary.Sqrt
    | Unary.Reciprocal
    | Unary.Square
    | Unary.Relu
    | Unary.Clamp
    | Unary.Floor
    | Unary.Ceil
    | Unary.Round
    | Unary.Trunc -> 0.0
    | Unary.Erf
    | Unary.Erfc
    | Unary.Erfinv -> 8.0
    | Unary.Lgamma
    | Unary.Polygamma -> 32.0
    | _ -> 4.0

let private mapParameters (random: Random) op =
    let pick = Drawing.pick random

    match op with
    | Unary.PowNumber -> pick [| 0.0; 1.0; 2.0; 3.0; 4.0; 7.0; 0.5; 1.5; -0.5; -1.0; -2.0; -3.0; 1.0 / 3.0 |], 0.0
    | Unary.NumberPow -> pick [| 2.0; 0.5; 10.0; 0.0; 1.0; -2.0; -1.0; 3.0 |], 0.0
    | Unary.Softplus -> pick [| 1.0; 0.5; 2.0; 0.1 |], pick [| 20.0; 1.0; 5.0 |]
    | Unary.Clamp -> pick [| -infinity; -1.0; 0.0; 0.1; 2.0 |], pick [| infinity; 2.0; 1.0; 0.3; -2.0 |]
    | Unary.Polygamma -> float (random.Next 5), 0.0
    | _ -> 0.0, 0.0

/// The gamma functions have zeros between their poles, where a rounding of the argument is worth more than one of
/// the result: the scale is the value, and to the left of 0 what the argument times the derivative is.
let private besidePoles (map: Map) (call: KernelCall) (expected: NdArray) =
    let order = if map.Op = Unary.Lgamma then 0.0 else map.P + 1.0
    let slopes = Map("slope", Unary.Polygamma, order, 0.0)
    let xs = place plain call.Operands

    match
        KernelCall.read plain xs[0],
        KernelCall.read plain (KernelCall.run plain slopes xs),
        KernelCall.read plain expected
    with
    | Floats xs, Floats slopes, Floats ys ->
        let scale = Array.map3 (fun x slope y -> if x < 0.0 then abs y + abs (x * slope) else abs y) xs slopes ys
        Scaled(unaryUlps map.Op, scale)
    | _ -> Exactly

let private mapAgreement (call: KernelCall) (expected: NdArray) =
    let map = call.Operation :?> Map

    match unaryUlps map.Op with
    | _ when not (expected.DType.IsFloat()) -> Exactly
    | 0.0 when map.Op = Unary.Relu || map.Op = Unary.Clamp -> Equally
    | 0.0 -> Exactly
    | _ when map.Op = Unary.Lgamma || map.Op = Unary.Polygamma -> besidePoles map call expected
    | ulps ->
        match KernelCall.read plain expected with
        // Where it underflows depends on the precision in which it was computed, and with it the sign of zero.
        | Floats ys when map.Op = Unary.LogSigmoid -> Scaled(ulps, Array.map abs ys)
        // The logarithm that is divided by P may have lost digits to underflow.
        | Floats ys when map.Op = Unary.Softplus ->
            let leastNormal = Agreement.leastNormal expected.DType
            Scaled(ulps, Array.map (fun y -> abs y + leastNormal / map.P) ys)
        | _ -> Ulps ulps

let map op =
    // The plain backend sums long series.
    let large = if unaryUlps op > 4.0 then 0 else manyElements

    let draw random =
        let p, q = mapParameters random op
        let operand = Drawing.operand random (Drawing.anyDType random) Drawing.Wild (Drawing.shape random 0 large)
        { Operation = Map(string op, op, p, q); Operands = [ operand ] }

    let statement =
        match unaryUlps op with
        | 0.0 -> "is exact"
        | ulps -> $"is within {ulps} units in the last place"

    calls "Map" (string op) $"{op} {statement}, on every dtype that has it and on no other" draw mapAgreement

// Zip

let private binaryUlps op =
    match op with
    | Binary.Pow
    | Binary.Atan2
    | Binary.Hypot
    | Binary.Xlogy -> 4.0
    | _ -> 0.0

let private zipAgreement (call: KernelCall) (expected: NdArray) =
    let zip = call.Operation :?> Zip

    if not (expected.DType.IsFloat()) then
        Exactly
    elif zip.Op = Binary.Max || zip.Op = Binary.Min then
        Equally
    elif zip.Op = Binary.LogAddExp then
        // The larger argument and a logarithm of at most log 2 are added, and may cancel.
        let largest = Zip("largest", Binary.Max)

        match
            KernelCall.read
                plain
                (KernelCall.run plain largest (place plain (List.map KernelCall.magnitudes call.Operands)))
        with
        | Floats scale -> Scaled(4.0, Array.map (fun x -> x + 1.0) scale)
        | Integers _ -> Exactly
    else
        match binaryUlps zip.Op with
        | 0.0 -> Exactly
        | ulps -> Ulps ulps

/// Integers have no quotient by 0: mostly there is none.
let private withoutZeros random (operand: Operand) =
    match operand.Elements with
    | Integers xs when Drawing.chance random 90 ->
        { operand with Elements = Integers(Array.map (fun x -> if x = 0L then 1L else x) xs) }
    | _ -> operand

let zip op =
    let draw random =
        let shape = Drawing.shape random 0 manyElements
        let dtype = Drawing.anyDType random
        let operand () = Drawing.operand random dtype Drawing.Wild (Drawing.stretching random shape)
        let p = if op = Binary.AddScaled then Drawing.pick random [| 1.0; -1.0; 2.0; 0.1; 0.0 |] else 0.0

        let second =
            match op with
            | Binary.Fmod
            | Binary.Remainder -> withoutZeros random (operand ())
            | _ -> operand ()

        { Operation = Zip(string op, op, p); Operands = [ operand (); second ] }

    let statement =
        match binaryUlps op with
        | _ when op = Binary.LogAddExp -> "is within 4 eps (1 + the larger magnitude)"
        | 0.0 -> "is exact"
        | ulps -> $"is within {ulps} units in the last place"

    calls "Zip" (string op) $"{op} {statement}, broadcast, on every dtype that has it and on no other" draw zipAgreement

// Select, Cast

let select =
    let draw random =
        let shape = Drawing.shape random 0 manyElements
        let dtype = Drawing.everyDType random
        let operand dtype = Drawing.operand random dtype Drawing.Wild (Drawing.stretching random shape)
        { Operation = Select.Instance; Operands = [ operand DType.Bool; operand dtype; operand dtype ] }

    calls "Select" "" "each element comes from where the condition says, unchanged" draw exactly

let cast (dtype: DType) =
    let draw random =
        let shape = Drawing.shape random 0 manyElements
        let operand = Drawing.operand random (Drawing.everyDType random) Drawing.Wild shape
        { Operation = Cast dtype; Operands = [ operand ] }

    calls "Cast" (dtype.Name()) $"casts to {dtype.Name()} are exact" draw exactly
