/// How the activations, normalisations and losses of the reference data are called here.
module Functional.Conformance.OpsLearn

open System.Text.Json
open Functional
open Functional.Tests.Oracle
open Functional.Tests
open Functional.Tests.Witness

let private unary (f: Tensor -> Tensor) : JsonElement -> Tensor[] -> Tensor[] = fun _ xs -> [| f xs[0] |]

let private text name otherwise args = argument name string otherwise args

let private activations: Table =
    [ "selu", unary Activations.selu
      "silu", unary Activations.silu
      "mish", unary Activations.mish
      "relu6", unary Activations.relu6
      "elu", fun args xs -> [| Activations.elu (floating "alpha" 1.0 args) xs[0] |]
      "gelu",
      fun args xs ->
          let gelu = if text "approximate" "none" args = "tanh" then Activations.geluTanh else Activations.gelu
          [| gelu xs[0] |]
      "leaky_relu", fun args xs -> [| Activations.leakyRelu (floating "negative_slope" 0.01 args) xs[0] |] ]

let private normalisations: Table =
    [ "layer_norm",
      fun args xs ->
          let optional i : Tensor | null = if i < xs.Length then xs[i] else null
          let shape = Shape.From(integers "normalized_shape" args)
          [| Normalise.layerNorm shape (optional 1) (optional 2) (floating "eps" 1e-5 args) xs[0] |]
      "cosine_similarity",
      fun args xs -> [| Normalise.cosineSimilarity (integer "dim" 1 args) (floating "eps" 1e-8 args) xs[0] xs[1] |] ]

let private reduction args =
    match text "reduction" "mean" args with
    | "none" -> Reduction.None
    | "sum" -> Reduction.Sum
    | "batchmean" -> Reduction.BatchMean
    | _ -> Reduction.Mean

let private losses: Table =
    let third (xs: Tensor[]) : Tensor | null = if xs.Length > 2 then xs[2] else null

    let loss (f: JsonElement -> Tensor[] -> Reduction -> Tensor) : JsonElement -> Tensor[] -> Tensor[] =
        fun args xs -> [| f args xs (reduction args) |]

    let ignored args = int64 (integer "ignore_index" -100 args)

    [ "mse_loss", loss (fun _ xs r -> Losses.Mse(xs[0], xs[1], r))
      "l1_loss", loss (fun _ xs r -> Losses.L1(xs[0], xs[1], r))
      "smooth_l1_loss", loss (fun args xs r -> Losses.SmoothL1(xs[0], xs[1], floating "beta" 1.0 args, r))
      "huber_loss", loss (fun args xs r -> Losses.Huber(xs[0], xs[1], floating "delta" 1.0 args, r))
      "binary_cross_entropy", loss (fun _ xs r -> Losses.BinaryCrossEntropy(xs[0], xs[1], third xs, r))
      "binary_cross_entropy_with_logits",
      loss (fun _ xs r -> Losses.BinaryCrossEntropyWithLogits(xs[0], xs[1], posWeight = third xs, reduction = r))
      "soft_margin_loss", loss (fun _ xs r -> Losses.SoftMargin(xs[0], xs[1], r))
      "hinge_embedding_loss", loss (fun args xs r -> Losses.HingeEmbedding(xs[0], xs[1], floating "margin" 1.0 args, r))
      "margin_ranking_loss",
      loss (fun args xs r -> Losses.MarginRanking(xs[0], xs[1], xs[2], floating "margin" 0.0 args, r))
      "kl_div", loss (fun args xs r -> Losses.KlDiv(xs[0], xs[1], flag "log_target" args, r))
      "cross_entropy",
      loss (fun args xs r ->
          Losses.CrossEntropy(xs[0], xs[1], third xs, ignored args, floating "label_smoothing" 0.0 args, r))
      "nll_loss", loss (fun args xs r -> Losses.Nll(xs[0], xs[1], third xs, ignored args, r))
      "multi_margin_loss",
      loss (fun args xs r -> Losses.MultiMargin(xs[0], xs[1], margin = floating "margin" 1.0 args, reduction = r)) ]

let table: Table = activations @ normalisations @ losses
