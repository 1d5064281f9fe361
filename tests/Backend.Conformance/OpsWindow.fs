/// How the convolutions, pools and other sliding windows of the reference data are called here.
module Functional.Conformance.OpsWindow

open System.Text.Json
open Functional
open Functional.Tests.Oracle
open Functional.Tests
open Functional.Tests.Witness

let private optional i (xs: Tensor[]) : Tensor | null = if i < xs.Length then xs[i] else null

let private conv axes (args: JsonElement) (xs: Tensor[]) =
    let options: Conv =
        { Stride = integers "stride" args
          Padding = Padding.Of(integers "padding" args)
          Dilation = integers "dilation" args
          Groups = integer "groups" 1 args }

    [| Convolve.conv $"conv{axes}d" axes options xs[1] (optional 2 xs) xs[0] |]

let private convTranspose axes (args: JsonElement) (xs: Tensor[]) =
    let options: ConvTranspose =
        { Stride = integers "stride" args
          Padding = integers "padding" args
          OutputPadding = integers "output_padding" args
          Dilation = integers "dilation" args
          Groups = integer "groups" 1 args }

    [| Convolve.convTranspose $"conv_transpose{axes}d" axes options xs[1] (optional 2 xs) xs[0] |]

let private maxPool axes (args: JsonElement) (xs: Tensor[]) =
    let options: MaxPool =
        { Stride = integers "stride" args
          Padding = integers "padding" args
          Dilation = integers "dilation" args
          CeilMode = flag "ceil_mode" args }

    let struct (values, _) = Pool.maxPool $"max_pool{axes}d" axes options (integers "kernel_size" args) xs[0]
    [| values |]

let private avgPool axes (args: JsonElement) (xs: Tensor[]) =
    let options: AvgPool =
        { Stride = integers "stride" args
          Padding = integers "padding" args
          CeilMode = flag "ceil_mode" args
          CountIncludePad = argument "count_include_pad" (fun e -> e.GetBoolean()) true args
          Divisor = integer "divisor_override" 0 args }

    [| Pool.avgPool $"avg_pool{axes}d" axes options (integers "kernel_size" args) xs[0] |]

let private unfold (args: JsonElement) (xs: Tensor[]) =
    let options: Unfold =
        { Stride = integers "stride" args
          Padding = integers "padding" args
          Dilation = integers "dilation" args }

    [| Sliding.unfold options (integers "kernel_size" args) xs[0] |]

let private batchNorm (args: JsonElement) (xs: Tensor[]) =
    let eps, weight, bias = floating "eps" 1e-5 args, optional 3 xs, optional 4 xs

    if flag "training" args then
        let momentum = floating "momentum" 0.1 args

        let struct (y, mean, variance) = Normalise.batchNormTrain momentum xs[1] xs[2] weight bias eps xs[0]

        [| y; mean; variance |]
    else
        [| Normalise.batchNorm xs[1] xs[2] weight bias eps xs[0] |]

let table: Table =
    [ for axes in 1..3 do
          $"conv{axes}d", conv axes
          $"conv_transpose{axes}d", convTranspose axes
          $"max_pool{axes}d", maxPool axes
          $"avg_pool{axes}d", avgPool axes
      "unfold", unfold
      "batch_norm", batchNorm ]
