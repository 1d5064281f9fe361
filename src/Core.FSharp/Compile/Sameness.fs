/// What makes two operations, or the numbers of two arrays, the same: as text, to look them up by.
module internal Functional.Sameness

open System
open System.Runtime.CompilerServices
open System.Runtime.InteropServices
open System.Text
open Functional.Kernels

let private add (x: int) (key: StringBuilder) = key.Append(' ').Append x

// Bit by bit: 0 and -0 are not the same.
let private addNumber (x: float) (key: StringBuilder) = key.Append(' ').Append(BitConverter.DoubleToInt64Bits x)

let private addAll (xs: ReadOnlySpan<int>) (key: StringBuilder) =
    for x in xs do
        key.Append(' ').Append x |> ignore

    key

let private addName (operation: Operation) (key: StringBuilder) = key.Append(' ').Append operation.Name

/// Of any operation: its text in programs. One that nobody can write down is only itself.
let private ofText (operation: Operation) (key: StringBuilder) =
    let text = ProgramText.Write operation

    if text.StartsWith("opaque<", StringComparison.Ordinal) then
        key.Append(text).Append(' ').Append(RuntimeHelpers.GetHashCode operation)
    else
        key.Append text

/// What makes two results the same: the operation and what it is done to, in order. The commonest operations have keys
/// of their own, for the words of texts are a table that takes longer to make than a program takes to simplify; no text
/// begins like a key, with a capital.
let ofResult (operation: Operation) (arguments: int[]) : string =
    let key = StringBuilder()

    match operation with
    | :? Map as map -> key.Append 'M' |> add (int map.Op) |> addNumber map.P |> addNumber map.Q |> addName map
    | :? Zip as zip -> key.Append 'Z' |> add (int zip.Op) |> addNumber zip.P |> addName zip
    | :? Expand as expand -> key.Append 'E' |> addAll expand.To.Lengths
    | :? Reshape as reshape -> key.Append 'R' |> addAll reshape.To.Lengths
    | :? Permute as permute -> key.Append 'P' |> addAll (ReadOnlySpan permute.Axes)
    | :? Reduce as reduce ->
        key.Append(if reduce.KeepAxes then 'K' else 'F')
        |> add (int reduce.Op)
        |> addAll (ReadOnlySpan reduce.Axes)
        |> addName reduce
    | :? Contract as contract -> key.Append 'C' |> add (int contract.Op) |> addName contract
    | :? Cast as cast -> key.Append 'T' |> add (int cast.To)
    | :? Select -> key.Append 'S'
    | _ -> ofText operation key
    |> _.Append(':')
    |> addAll (ReadOnlySpan arguments)
    |> _.ToString()

/// What makes two arrays the same: their dtype, their shape, and their numbers, bit by bit.
let ofNumbers (array: NdArray) : string =
    let read (data: 'T[]) =
        array.Backend.Read(array, Span data)
        Encoding.Latin1.GetString(MemoryMarshal.AsBytes(ReadOnlySpan data))

    let every () =
        match array.DType with
        | DType.Float64 -> read (Array.zeroCreate<float> array.Shape.Size)
        | DType.Float32 -> read (Array.zeroCreate<float32> array.Shape.Size)
        | DType.BFloat16 -> read (Array.zeroCreate<BFloat16> array.Shape.Size)
        | DType.Float16 -> read (Array.zeroCreate<Half> array.Shape.Size)
        | DType.Int64 -> read (Array.zeroCreate<int64> array.Shape.Size)
        | DType.Int32 -> read (Array.zeroCreate<int32> array.Shape.Size)
        | DType.UInt8 -> read (Array.zeroCreate<byte> array.Shape.Size)
        | _ -> read (Array.zeroCreate<bool> array.Shape.Size)

    let key = StringBuilder() |> add (int array.DType) |> addAll array.Shape.Lengths
    let number = array.Uniform

    if number.HasValue then
        key.Append(":=")
        |> addNumber (number.Value.ToDouble())
        |> _.Append(' ').Append(number.Value.ToInt64()).ToString()
    else
        key.Append(':').Append(every ()).ToString()
