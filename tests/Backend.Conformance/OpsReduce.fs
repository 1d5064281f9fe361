/// How the folds and the products of the reference data are called here.
module Functional.Conformance.OpsReduce

open System.Text.Json
open Functional
open Functional.Tests
open Functional.Tests.Witness

let private folds f : JsonElement -> Tensor[] -> Tensor[] = fun args xs -> [| f (axes args) (keepsAxes args) xs[0] |]

let private along f : JsonElement -> Tensor[] -> Tensor[] = fun args xs -> [| f (integer "dim" 0 args) xs[0] |]

let private pairs f : JsonElement -> Tensor[] -> Tensor[] = fun _ xs -> [| f xs[0] xs[1] |]

/// Without an axis the largest element of all, else the largest along it and where it is.
let private extreme overAll overAxis args (xs: Tensor[]) =
    match axes args with
    | [| axis |] ->
        let values, indices = overAxis axis (keepsAxes args) xs[0]
        [| values; indices |]
    | axes -> [| overAll axes (keepsAxes args) xs[0] |]

let private valuesAndIndices f args (xs: Tensor[]) =
    let struct (values: Tensor, indices: Tensor) = f args xs[0]
    [| values; indices |]

let private index f args (xs: Tensor[]) =
    let axis =
        match axes args with
        | [| axis |] -> ValueSome axis
        | _ -> ValueNone

    [| f axis (keepsAxes args) xs[0] |]

let table: Table =
    [ "sum", folds Reductions.sum
      "mean", folds Reductions.mean
      "amax", folds Reductions.amax
      "amin", folds Reductions.amin
      "prod", folds Reductions.prod
      "max", extreme Reductions.amax Reductions.max
      "min", extreme Reductions.amin Reductions.min
      "argmax", index Reductions.argmax
      "argmin", index Reductions.argmin
      "any", folds Reductions.any
      "all", folds Reductions.all
      "count_nonzero", folds Reductions.countNonzero
      "var", fun args -> folds (Statistics.var (floating "correction" 1.0 args)) args
      "std", fun args -> folds (Statistics.std (floating "correction" 1.0 args)) args
      "norm", fun args -> folds (Statistics.norm (floating "p" 2.0 args)) args
      "logsumexp", folds Statistics.logSumExp
      "softmax", along Statistics.softmax
      "log_softmax", along Statistics.logSoftmax
      "cumsum", along Reductions.cumsum
      "cumprod", along Scans.cumprod
      "cummax", valuesAndIndices (fun args -> Scans.cummax (integer "dim" 0 args))
      "cummin", valuesAndIndices (fun args -> Scans.cummin (integer "dim" 0 args))
      "median", extreme (fun _ _ -> Ordering.medianOfAll) Ordering.median
      "topk",
      valuesAndIndices (fun args -> Ordering.topk (integer "k" 1 args) (integer "dim" -1 args) (flag "largest" args))
      "trace", fun _ xs -> [| Reductions.trace xs[0] |]
      "matmul", pairs Products.matmul
      "dot", pairs Products.dot
      "outer", pairs Products.outer
      "einsum", fun args xs -> [| Einsum.einsum (string (args.GetProperty "equation")) xs |]
      "kron", pairs Products.kron
      "cross", fun args xs -> [| Products.cross (integer "dim" -1 args) xs[0] xs[1] |] ]
