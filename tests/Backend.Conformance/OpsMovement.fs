/// How the movements and the indexing of the reference data are called here.
module Functional.Conformance.OpsMovement

open System
open System.Text.Json
open Functional
open Functional.Tests.Oracle
open Functional.Tests
open Functional.Tests.Witness

let private unary (f: JsonElement -> Tensor -> Tensor) : JsonElement -> Tensor[] -> Tensor[] =
    fun args xs -> [| f args xs[0] |]

let private isList name args =
    match field name args with
    | Some value -> value.ValueKind = JsonValueKind.Array
    | None -> false

let private hostNumber name args = Number.op_Implicit (floating name 0.0 args)

/// An entry of an index: an integer, `[start, stop, step]`, `null` for a new axis, or `"..."`.
let private at (entry: JsonElement) =
    match entry.ValueKind with
    | JsonValueKind.Number -> At.Index(entry.GetInt32())
    | JsonValueKind.Null -> At.NewAxis
    | JsonValueKind.String -> At.Ellipsis
    | _ ->
        let bound (i: int) =
            if entry[i].ValueKind = JsonValueKind.Null then Nullable() else Nullable(entry[i].GetInt32())

        At.Range(bound 0, bound 1, (bound 2).GetValueOrDefault 1)

let private shapes: Table =
    [ "reshape", unary (fun args -> Moves.reshape (integers "shape" args))
      "flatten", unary (fun args -> Moves.flatten (integer "start_dim" 0 args) (integer "end_dim" -1 args))
      "unsqueeze", unary (fun args -> Moves.unsqueeze (integer "dim" 0 args))
      "squeeze", unary (fun args -> Moves.squeeze (axes args))
      "permute", unary (fun args -> Moves.permute (integers "dims" args))
      "movedim", unary (fun args -> Moves.movedim (integers "source" args) (integers "destination" args))
      "transpose", unary (fun args -> Moves.transposeAxes (integer "dim0" 0 args) (integer "dim1" 1 args))
      "expand", unary (fun args -> Moves.expand (integers "size" args)) ]

let private parts: Table =
    [ "slice",
      unary (fun args ->
          let stop = integer "end" Int32.MaxValue args
          Moves.slice (integer "dim" 0 args) (integer "start" 0 args) stop (integer "step" 1 args))
      "getitem",
      unary (fun args -> Moves.getItem [ for entry in args.GetProperty("index").EnumerateArray() -> at entry ])
      "select", unary (fun args -> Moves.select (integer "dim" 0 args) (integer "index" 0 args))
      "narrow",
      unary (fun args -> Moves.narrow (integer "dim" 0 args) (integer "start" 0 args) (integer "length" 0 args))
      "flip", unary (fun args -> Moves.flip (integers "dims" args))
      "pad", unary (fun args -> Moves.pad (integers "pad" args) (hostNumber "value" args))
      "diagonal",
      unary (fun args -> Diagonals.diagonal (integer "offset" 0 args) (integer "dim1" 0 args) (integer "dim2" 1 args))
      "diag_embed",
      unary (fun args ->
          Diagonals.diagEmbed (integer "offset" 0 args) (integer "dim1" -2 args) (integer "dim2" -1 args))
      "tril", unary (fun args -> Diagonals.tril (integer "diagonal" 0 args))
      "triu", unary (fun args -> Diagonals.triu (integer "diagonal" 0 args)) ]

let private joins: Table =
    [ "cat", fun args xs -> [| Joins.cat (integer "dim" 0 args) xs |]
      "stack", fun args xs -> [| Joins.stack (integer "dim" 0 args) xs |]
      "split",
      fun args xs ->
          let sizes, axis = integers "split_size_or_sections" args, integer "dim" 0 args

          if isList "split_size_or_sections" args then
              Joins.splitSizes sizes axis xs[0]
          else
              Joins.split sizes[0] axis xs[0]
      "chunk", fun args xs -> Joins.chunk (integer "chunks" 1 args) (integer "dim" 0 args) xs[0]
      "tile", unary (fun args -> Joins.tile (integers "dims" args))
      "repeat", unary (fun args -> Joins.repeat (integers "repeats" args))
      "roll", unary (fun args -> Joins.roll (integers "shifts" args) (integers "dims" args)) ]

let private indexing: Table =
    [ "index_select", fun args xs -> [| Indexing.indexSelect (integer "dim" 0 args) xs[1] xs[0] |]
      "gather", fun args xs -> [| Indexing.gather (integer "dim" 0 args) xs[1] xs[0] |]
      "scatter_add", fun args xs -> [| Indexing.scatterAdd (integer "dim" 0 args) xs[1] xs[2] xs[0] |]
      "take_along_dim",
      fun args xs ->
          match field "dim" args with
          | Some axis -> [| Indexing.takeAlong (axis.GetInt32()) xs[1] xs[0] |]
          | None -> [| Indexing.takeFlat xs[1] xs[0] |]
      "masked_fill", fun args xs -> [| Indexing.maskedFill xs[1] (hostNumber "value" args) xs[0] |]
      "masked_select", fun _ xs -> [| Indexing.maskedSelect xs[1] xs[0] |]
      "where", fun _ xs -> [| Indexing.where xs[0] xs[1] xs[2] |]
      "embedding",
      fun args xs ->
          let padding = argument "padding_idx" (fun e -> ValueSome(e.GetInt32())) ValueNone args
          [| Indexing.embedding padding xs[1] xs[0] |]
      "sort",
      fun args xs ->
          let struct (values, order) = Indexing.sort (integer "dim" -1 args) (flag "descending" args) xs[0]
          [| values; order |] ]

let table: Table = shapes @ parts @ joins @ indexing
