namespace Functional.Laws

open System
open Functional
open Functional.Kernels

/// The elements of an array in row-major order. Two kinds of numbers stand for all dtypes: whoever computes with them
/// brings the results back into their dtype by `rounded` or `wrapped`.
type internal Elements =
    /// Of a float dtype.
    | Floats of float[]
    /// Of any other dtype; truth values are 0 and 1.
    | Integers of int64[]

module internal Elements =

    /// The nearest number of a float dtype.
    let rounded (dtype: DType) (x: float) = dtype.Round x

    /// An integer modulo the size of an integer dtype; anything but 0 is true.
    let wrapped dtype (x: int64) =
        match dtype with
        | DType.Bool -> if x <> 0L then 1L else 0L
        | DType.UInt8 -> int64 (byte x)
        | DType.Int32 -> int64 (int x)
        | _ -> x

    /// A float without its fraction, or the nearest number of an integer dtype; 0 for nan.
    let saturated dtype (x: float) =
        match dtype with
        | DType.UInt8 -> int64 (Byte.CreateSaturating x)
        | DType.Int32 -> int64 (Int32.CreateSaturating x)
        | _ -> Int64.CreateSaturating x

    /// A float cast to an integer dtype: only bytes wrap around.
    let private truncated dtype (x: float) =
        match dtype with
        | DType.Bool -> if x <> 0.0 then 1L else 0L
        | DType.UInt8 -> int64 (byte (Int64.CreateSaturating x))
        | _ -> saturated dtype x

    let private nearest dtype (x: int64) = if dtype = DType.Float64 then float x else rounded dtype (float (float32 x))

    let floats dtype (xs: float[]) = Floats(Array.map (rounded dtype) xs)

    let integers dtype (xs: int64[]) = Integers(Array.map (wrapped dtype) xs)

    let truths (xs: bool[]) = Integers(Array.map (fun x -> if x then 1L else 0L) xs)

    let cast dtype elements =
        match elements with
        | Floats xs when DTypes.IsFloat dtype -> floats dtype xs
        | Integers xs when DTypes.IsFloat dtype -> Floats(Array.map (nearest dtype) xs)
        | Floats xs -> Integers(Array.map (truncated dtype) xs)
        | Integers xs -> integers dtype xs

    /// A host number, repeated.
    let repeated count dtype (value: Number) =
        let single =
            if value.Kind = NumberKind.Float then
                Floats [| value.ToDouble() |]
            else
                Integers [| value.ToInt64() |]

        match cast dtype single with
        | Floats xs -> Floats(Array.replicate count xs[0])
        | Integers xs -> Integers(Array.replicate count xs[0])

    /// The elements at some places; 0 where the place is negative.
    let at (places: int[]) elements =
        match elements with
        | Floats xs -> Floats(places |> Array.map (fun i -> if i < 0 then 0.0 else xs[i]))
        | Integers xs -> Integers(places |> Array.map (fun i -> if i < 0 then 0L else xs[i]))

    /// From host data of a dtype's own type.
    let ofHost (data: Array) =
        match data with
        | :? (float[]) as xs -> Floats(Array.copy xs)
        | :? (float32[]) as xs -> Floats(Array.map float xs)
        | :? (Half[]) as xs -> Floats(Array.map Half.op_Explicit xs)
        | :? (BFloat16[]) as xs -> Floats(Array.map BFloat16.op_Explicit xs)
        | :? (int64[]) as xs -> Integers(Array.copy xs)
        | :? (int[]) as xs -> Integers(Array.map int64 xs)
        | :? (byte[]) as xs -> Integers(Array.map int64 xs)
        | :? (bool[]) as xs -> truths xs
        | other -> raise (Errors.NoDType(other.GetType()))

    /// To host data of a dtype's own type.
    let toHost dtype elements : Array =
        match elements with
        | Floats xs ->
            match dtype with
            | DType.Float16 -> Array.map (fun (x: float) -> Half.op_Explicit (float32 x)) xs
            | DType.BFloat16 -> Array.map (fun (x: float) -> BFloat16.op_Explicit x) xs
            | DType.Float32 -> Array.map float32 xs
            | _ -> xs
        | Integers xs ->
            match dtype with
            | DType.Bool -> Array.map (fun x -> x <> 0L) xs
            | DType.UInt8 -> Array.map byte xs
            | DType.Int32 -> Array.map int xs
            | _ -> xs

/// Places in arrays: an index vector has one entry an axis, and its place is where row-major order puts it.
module internal Places =

    /// The index vector of a place.
    let vector (shape: Shape) (place: int) : int[] =
        Array.init shape.Rank (fun i -> place / shape.Strides[i] % shape.Lengths[i])

    /// The place of an index vector, whose last entries speak where it has more of them than the shape has axes; an axis
    /// of length 1 is stretched.
    let place (shape: Shape) (vector: int[]) =
        let extra = vector.Length - shape.Rank
        let mutable place = 0

        for i in 0 .. shape.Rank - 1 do
            if shape.Lengths[i] <> 1 then
                place <- place + vector[extra + i] * shape.Strides[i]

        place

    /// For each place of a shape, something about its index vector.
    let each (shape: Shape) (f: int[] -> 'a) : 'a[] = Array.init shape.Size (fun place -> f (vector shape place))

    /// For each place of a shape, the place that is stretched to it.
    let broadcast (from: Shape) (shape: Shape) : int[] =
        if from = shape then Array.init shape.Size id else each shape (place from)
