/// Tensors from nested data of the host: numbers, sequences of sequences, arrays of several axes, and tensors among them.
module internal Functional.Data

open System
open System.Collections
open System.Globalization
open Functional.Kernels

/// The numbers of nested data in row-major order, converted to 'T, and the lengths of its axes.
let private flatten (convert: IConvertible -> 'T) (data: obj) : 'T[] * int list =
    let numbers = ResizeArray<'T>()

    let agree (found: int list) (lengths: int list) =
        if found <> lengths then
            raise (Errors.Ragged(List.toArray found, List.toArray lengths))

    let rec walk (data: objnull) : int list =
        match data with
        | null -> raise (Errors.NullTensor "tensor")
        | :? string -> raise (Errors.NotANumber(data.GetType()))
        | :? Array as array when array.Rank > 1 ->
            let parts = [ for element in array -> walk element ]
            parts |> List.iter (agree [])
            List.init array.Rank array.GetLength
        | :? IEnumerable as parts ->
            match [ for part in parts -> walk part ] with
            | [] -> [ 0 ]
            | first :: rest ->
                rest |> List.iter (agree first)
                1 + rest.Length :: first
        | :? Half as number -> walk (float number)
        | :? BFloat16 as number -> walk (BFloat16.op_Explicit number: float)
        | :? IConvertible as number when not (number :? char || number :? DateTime) ->
            numbers.Add(convert number)
            []
        | other -> raise (Errors.NotANumber(other.GetType()))

    let lengths = walk data
    numbers.ToArray(), lengths

let private read convert data =
    let numbers, lengths = flatten convert data
    Creation.fromArray numbers (Shape.From lengths)

/// A tensor of some data, of a dtype. Tensors in it are stacked, and keep their derivatives.
let rec create (dtype: DType) (data: objnull) : Tensor =
    let host: Tensor =
        match data with
        | null -> raise (Errors.NullTensor "tensor")
        | :? Tensor as x -> Promote.tensor "tensor" x
        | :? seq<Tensor> as xs -> Joins.stack 0 xs
        | :? seq<seq<Tensor>> as rows -> rows |> Seq.map (Joins.stack 0) |> Joins.stack 0
        | :? (float[]) as numbers -> Creation.fromArray numbers (Shape.From [ numbers.Length ])
        | :? (float32[]) as numbers -> Creation.fromArray numbers (Shape.From [ numbers.Length ])
        | data ->
            let culture = CultureInfo.InvariantCulture

            match dtype.Kind() with
            | NumberKind.Float -> read _.ToDouble(culture) data
            | NumberKind.Integer -> read _.ToInt64(culture) data
            | _ -> read _.ToBoolean(culture) data

    Apply.toDType dtype host
