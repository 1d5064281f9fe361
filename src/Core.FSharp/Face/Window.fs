namespace Functional

open Functional.Kernels

/// <summary>
/// Functions over sliding windows, beside the other functions of tensors: `Tensor.conv2d` and its relatives.
/// </summary>
[<AutoOpen>]
module WindowFunctions =
    /// <summary>
    /// Convolutions, pooling, and windows as tensors. Windows slide along the last axes; before them is that of the
    /// channels, and before it any number of others, as of batches. Weights have the outputs first.
    /// </summary>
    /// <remarks>
    /// The functions that end in <c>With</c> take their options as a record: <c>{ Conv.defaults with Stride = [ 2 ]
    /// }</c>. Lists have one number for all axes or one for each. Numbers that make no sense are an ArgumentException,
    /// shapes that do not fit a ShapeException.
    /// </remarks>
    [<RequireQualifiedAccess>]
    module Tensor =
        let private pair (struct (x: Tensor, y: Tensor)) = x, y
        let private first (struct (x: Tensor, _: Tensor)) = x

        // Convolutions

        /// The convolution of [.., channels, length] with a weight [outputs, channels, length], not turned around, plus
        /// a bias or null.
        let conv1d (weight: Tensor) (bias: Tensor | null) (x: Tensor) : Tensor =
            Convolve.conv "conv1d" 1 Conv.defaults weight bias x

        /// The same with stride, padding, dilation and groups; the weight is [outputs, channels / groups, length].
        let conv1dWith (options: Conv) (weight: Tensor) (bias: Tensor | null) (x: Tensor) : Tensor =
            Convolve.conv "conv1d" 1 options weight bias x

        /// The convolution of [.., channels, height, width] with a weight [outputs, channels, height, width], not
        /// turned around, plus a bias or null.
        let conv2d (weight: Tensor) (bias: Tensor | null) (x: Tensor) : Tensor =
            Convolve.conv "conv2d" 2 Conv.defaults weight bias x

        /// The same with stride, padding, dilation and groups; the weight is [outputs, channels / groups, height,
        /// width].
        let conv2dWith (options: Conv) (weight: Tensor) (bias: Tensor | null) (x: Tensor) : Tensor =
            Convolve.conv "conv2d" 2 options weight bias x

        /// The convolution of [.., channels, depth, height, width] with a weight [outputs, channels, depth, height,
        /// width], not turned around, plus a bias or null.
        let conv3d (weight: Tensor) (bias: Tensor | null) (x: Tensor) : Tensor =
            Convolve.conv "conv3d" 3 Conv.defaults weight bias x

        /// The same with stride, padding, dilation and groups; the weight is [outputs, channels / groups, depth,
        /// height, width].
        let conv3dWith (options: Conv) (weight: Tensor) (bias: Tensor | null) (x: Tensor) : Tensor =
            Convolve.conv "conv3d" 3 options weight bias x

        /// The transpose of conv1d as a linear map: [.., channels, length] with a weight [channels, outputs, length],
        /// plus a bias or null.
        let convTranspose1d (weight: Tensor) (bias: Tensor | null) (x: Tensor) : Tensor =
            Convolve.convTranspose "conv_transpose1d" 1 ConvTranspose.defaults weight bias x

        /// The same with stride, padding, output padding, dilation and groups; the weight is [channels, outputs /
        /// groups, length].
        let convTranspose1dWith (options: ConvTranspose) (weight: Tensor) (bias: Tensor | null) (x: Tensor) : Tensor =
            Convolve.convTranspose "conv_transpose1d" 1 options weight bias x

        /// The transpose of conv2d as a linear map: [.., channels, height, width] with a weight [channels, outputs,
        /// height, width], plus a bias or null.
        let convTranspose2d (weight: Tensor) (bias: Tensor | null) (x: Tensor) : Tensor =
            Convolve.convTranspose "conv_transpose2d" 2 ConvTranspose.defaults weight bias x

        /// The same with stride, padding, output padding, dilation and groups; the weight is [channels, outputs /
        /// groups, height, width].
        let convTranspose2dWith (options: ConvTranspose) (weight: Tensor) (bias: Tensor | null) (x: Tensor) : Tensor =
            Convolve.convTranspose "conv_transpose2d" 2 options weight bias x

        /// The transpose of conv3d as a linear map: [.., channels, depth, height, width] with a weight [channels,
        /// outputs, depth, height, width], plus a bias or null.
        let convTranspose3d (weight: Tensor) (bias: Tensor | null) (x: Tensor) : Tensor =
            Convolve.convTranspose "conv_transpose3d" 3 ConvTranspose.defaults weight bias x

        /// The same with stride, padding, output padding, dilation and groups; the weight is [channels, outputs /
        /// groups, depth, height, width].
        let convTranspose3dWith (options: ConvTranspose) (weight: Tensor) (bias: Tensor | null) (x: Tensor) : Tensor =
            Convolve.convTranspose "conv_transpose3d" 3 options weight bias x

        // Pooling

        /// The largest elements of windows side by side along one axis; the first of a tie takes the derivative.
        let maxPool1d (kernel: seq<int>) (x: Tensor) : Tensor =
            Pool.maxPool "max_pool1d" 1 MaxPool.defaults kernel x |> first

        /// The largest elements of windows along one axis, with stride, padding, dilation and ceiling mode.
        let maxPool1dWith (options: MaxPool) (kernel: seq<int>) (x: Tensor) : Tensor =
            Pool.maxPool "max_pool1d" 1 options kernel x |> first

        /// The same, and the places of the largest elements, numbered row by row within a channel.
        let maxPool1dIndices (options: MaxPool) (kernel: seq<int>) (x: Tensor) : Tensor * Tensor =
            Pool.maxPool "max_pool1d" 1 options kernel x |> pair

        /// The means of windows side by side along one axis.
        let avgPool1d (kernel: seq<int>) (x: Tensor) : Tensor = Pool.avgPool "avg_pool1d" 1 AvgPool.defaults kernel x

        /// The means of windows along one axis, with stride, padding, ceiling mode, and what sums are divided by.
        let avgPool1dWith (options: AvgPool) (kernel: seq<int>) (x: Tensor) : Tensor =
            Pool.avgPool "avg_pool1d" 1 options kernel x

        /// The means of so many windows along one axis, which divide each axis as evenly as can be.
        let adaptiveAvgPool1d (size: seq<int>) (x: Tensor) : Tensor =
            Pool.adaptiveAvgPool "adaptive_avg_pool1d" 1 size x

        /// The largest elements of so many windows along one axis, which divide each axis as evenly as can be.
        let adaptiveMaxPool1d (size: seq<int>) (x: Tensor) : Tensor =
            Pool.adaptiveMaxPool "adaptive_max_pool1d" 1 size x |> first

        /// The same, and the places of the largest elements, numbered row by row within a channel.
        let adaptiveMaxPool1dIndices (size: seq<int>) (x: Tensor) : Tensor * Tensor =
            Pool.adaptiveMaxPool "adaptive_max_pool1d" 1 size x |> pair

        /// The largest elements of windows side by side along two axes; the first of a tie takes the derivative.
        let maxPool2d (kernel: seq<int>) (x: Tensor) : Tensor =
            Pool.maxPool "max_pool2d" 2 MaxPool.defaults kernel x |> first

        /// The largest elements of windows along two axes, with stride, padding, dilation and ceiling mode.
        let maxPool2dWith (options: MaxPool) (kernel: seq<int>) (x: Tensor) : Tensor =
            Pool.maxPool "max_pool2d" 2 options kernel x |> first

        /// The same, and the places of the largest elements, numbered row by row within a channel.
        let maxPool2dIndices (options: MaxPool) (kernel: seq<int>) (x: Tensor) : Tensor * Tensor =
            Pool.maxPool "max_pool2d" 2 options kernel x |> pair

        /// The means of windows side by side along two axes.
        let avgPool2d (kernel: seq<int>) (x: Tensor) : Tensor = Pool.avgPool "avg_pool2d" 2 AvgPool.defaults kernel x

        /// The means of windows along two axes, with stride, padding, ceiling mode, and what sums are divided by.
        let avgPool2dWith (options: AvgPool) (kernel: seq<int>) (x: Tensor) : Tensor =
            Pool.avgPool "avg_pool2d" 2 options kernel x

        /// The means of so many windows along two axes, which divide each axis as evenly as can be.
        let adaptiveAvgPool2d (size: seq<int>) (x: Tensor) : Tensor =
            Pool.adaptiveAvgPool "adaptive_avg_pool2d" 2 size x

        /// The largest elements of so many windows along two axes, which divide each axis as evenly as can be.
        let adaptiveMaxPool2d (size: seq<int>) (x: Tensor) : Tensor =
            Pool.adaptiveMaxPool "adaptive_max_pool2d" 2 size x |> first

        /// The same, and the places of the largest elements, numbered row by row within a channel.
        let adaptiveMaxPool2dIndices (size: seq<int>) (x: Tensor) : Tensor * Tensor =
            Pool.adaptiveMaxPool "adaptive_max_pool2d" 2 size x |> pair

        /// The largest elements of windows side by side along three axes; the first of a tie takes the derivative.
        let maxPool3d (kernel: seq<int>) (x: Tensor) : Tensor =
            Pool.maxPool "max_pool3d" 3 MaxPool.defaults kernel x |> first

        /// The largest elements of windows along three axes, with stride, padding, dilation and ceiling mode.
        let maxPool3dWith (options: MaxPool) (kernel: seq<int>) (x: Tensor) : Tensor =
            Pool.maxPool "max_pool3d" 3 options kernel x |> first

        /// The same, and the places of the largest elements, numbered row by row within a channel.
        let maxPool3dIndices (options: MaxPool) (kernel: seq<int>) (x: Tensor) : Tensor * Tensor =
            Pool.maxPool "max_pool3d" 3 options kernel x |> pair

        /// The means of windows side by side along three axes.
        let avgPool3d (kernel: seq<int>) (x: Tensor) : Tensor = Pool.avgPool "avg_pool3d" 3 AvgPool.defaults kernel x

        /// The means of windows along three axes, with stride, padding, ceiling mode, and what sums are divided by.
        let avgPool3dWith (options: AvgPool) (kernel: seq<int>) (x: Tensor) : Tensor =
            Pool.avgPool "avg_pool3d" 3 options kernel x

        /// The means of so many windows along three axes, which divide each axis as evenly as can be.
        let adaptiveAvgPool3d (size: seq<int>) (x: Tensor) : Tensor =
            Pool.adaptiveAvgPool "adaptive_avg_pool3d" 3 size x

        /// The largest elements of so many windows along three axes, which divide each axis as evenly as can be.
        let adaptiveMaxPool3d (size: seq<int>) (x: Tensor) : Tensor =
            Pool.adaptiveMaxPool "adaptive_max_pool3d" 3 size x |> first

        /// The same, and the places of the largest elements, numbered row by row within a channel.
        let adaptiveMaxPool3dIndices (size: seq<int>) (x: Tensor) : Tensor * Tensor =
            Pool.adaptiveMaxPool "adaptive_max_pool3d" 3 size x |> pair

        // Windows as tensors

        /// The windows along an axis, a step apart, each a line of the new last axis: a view, of which nothing is
        /// copied.
        let windows (axis: int) (size: int) (step: int) (x: Tensor) : Tensor = Sliding.windows axis size step x

        /// Windows of [.., channels, lengths] as columns: [.., channels * size of the kernel, count of windows]. The
        /// kernel has a length for each axis that windows slide along.
        let unfold (kernel: seq<int>) (x: Tensor) : Tensor = Sliding.unfold Unfold.defaults kernel x

        /// The same with stride, padding and dilation.
        let unfoldWith (options: Unfold) (kernel: seq<int>) (x: Tensor) : Tensor = Sliding.unfold options kernel x

        /// Columns added up where unfold took them from, in a result whose last axes have the given lengths: the
        /// transpose of unfold.
        let fold (size: seq<int>) (kernel: seq<int>) (x: Tensor) : Tensor = Sliding.fold Unfold.defaults size kernel x

        /// The same with stride, padding and dilation.
        let foldWith (options: Unfold) (size: seq<int>) (kernel: seq<int>) (x: Tensor) : Tensor =
            Sliding.fold options size kernel x

        // Normalisation by channels

        /// (x - mean) / sqrt(variance + eps) weight + bias, with a number of each for every channel, which are axis 1;
        /// weight and bias may be null.
        let batchNorm
            (mean: Tensor)
            (variance: Tensor)
            (weight: Tensor | null)
            (bias: Tensor | null)
            (eps: float)
            (x: Tensor)
            : Tensor =
            Normalise.batchNorm mean variance weight bias eps x

        /// The same by the mean and variance of the channels of x itself; and with it the given ones, moved towards
        /// those by the momentum.
        let batchNormTrain
            (momentum: float)
            (mean: Tensor)
            (variance: Tensor)
            (weight: Tensor | null)
            (bias: Tensor | null)
            (eps: float)
            (x: Tensor)
            : Tensor * Tensor * Tensor =
            let struct (y, mean, variance) = Normalise.batchNormTrain momentum mean variance weight bias eps x
            y, mean, variance
