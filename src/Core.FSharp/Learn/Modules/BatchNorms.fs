namespace Functional

open System.Runtime.InteropServices
open Functional.Kernels

/// <summary>What batch normalisations along no, one, two and three axes have in common.</summary>
[<AbstractClass>]
type BatchNormalisation internal (ranks: int list, features: int, eps: float, momentum: float, affine: bool) =
    inherit Module()
    do Layers.positive "BatchNorm" "features" features

    let filled (value: float) = Creation.full DTypes.Default (Number.op_Implicit value) (Shape.From [ features ])

    let parameter value : Parameter | null = if affine then Parameter(filled value) else null

    /// <summary>The weight, of shape [features], or null if the layer is not affine; it starts as ones.</summary>
    member val Weight: Parameter | null = parameter 1.0

    /// <summary>The bias, of shape [features], or null if the layer is not affine; it starts as zeros.</summary>
    member val Bias: Parameter | null = parameter 0.0

    /// <summary>The running mean, which the layer subtracts after <c>Eval</c>; it starts as zeros.</summary>
    member val RunningMean = TensorBuffer(filled 0.0)

    /// <summary>The running variance, with which the layer divides after <c>Eval</c>; it starts as ones.</summary>
    member val RunningVariance = TensorBuffer(filled 1.0)

    /// <inheritdoc/>
    override layer.Forward x =
        let x = Promote.floating "batch_norm" x

        if not (List.contains x.Rank ranks) then
            raise (Errors.BatchNormRank(List.toArray ranks, x.Shape))

        let mean, variance = layer.RunningMean.Value, layer.RunningVariance.Value

        if layer.IsTraining then
            let struct (y, mean, variance) =
                Normalise.batchNormTrain momentum mean variance layer.Weight layer.Bias eps x

            layer.RunningMean.Value <- mean
            layer.RunningVariance.Value <- variance
            y
        else
            Normalise.batchNorm mean variance layer.Weight layer.Bias eps x

/// <summary>
/// Brings each feature of [batch, features] or [batch, features, length] to mean 0 and variance 1: over the batch while
/// training, which moves the running statistics by the momentum, and by these after <c>Eval</c>. Then weight and bias.
/// Source: Ioffe and Szegedy, "Batch Normalization" (2015).
/// </summary>
[<Sealed>]
type BatchNorm1d
    (
        features: int,
        [<Optional; DefaultParameterValue(1e-5)>] eps: float,
        [<Optional; DefaultParameterValue(0.1)>] momentum: float,
        [<Optional; DefaultParameterValue(true)>] affine: bool
    ) =
    inherit BatchNormalisation([ 2; 3 ], features, eps, momentum, affine)

/// <summary>
/// Brings each feature of [batch, features, height, width] to mean 0 and variance 1: over the batch while
/// training, which moves the running statistics by the momentum, and by these after <c>Eval</c>. Then weight and bias.
/// Source: Ioffe and Szegedy, "Batch Normalization" (2015).
/// </summary>
[<Sealed>]
type BatchNorm2d
    (
        features: int,
        [<Optional; DefaultParameterValue(1e-5)>] eps: float,
        [<Optional; DefaultParameterValue(0.1)>] momentum: float,
        [<Optional; DefaultParameterValue(true)>] affine: bool
    ) =
    inherit BatchNormalisation([ 4 ], features, eps, momentum, affine)

/// <summary>
/// Brings each feature of [batch, features, depth, height, width] to mean 0 and variance 1: over the batch while
/// training, which moves the running statistics by the momentum, and by these after <c>Eval</c>. Then weight and bias.
/// Source: Ioffe and Szegedy, "Batch Normalization" (2015).
/// </summary>
[<Sealed>]
type BatchNorm3d
    (
        features: int,
        [<Optional; DefaultParameterValue(1e-5)>] eps: float,
        [<Optional; DefaultParameterValue(0.1)>] momentum: float,
        [<Optional; DefaultParameterValue(true)>] affine: bool
    ) =
    inherit BatchNormalisation([ 5 ], features, eps, momentum, affine)
