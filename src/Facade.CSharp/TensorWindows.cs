using F = Functional.WindowFunctions.Tensor;

namespace Functional;

/// <summary>
/// Sliding windows: convolutions, pooling, and windows as tensors. They slide along the last axes; before them is that
/// of the channels, and before it any number of others, as of batches.
/// </summary>
/// <remarks>
/// Kernels, strides, paddings and dilations are one number for all axes or one for each: <c>stride: 2</c>, <c>stride:
/// [2, 1]</c>. Numbers that make no sense are an ArgumentException, shapes that do not fit a ShapeException.
/// </remarks>
/// <example><code>var y = x.Conv2d(weight, bias, padding: Padding.Same).Relu().MaxPool2d(2);</code></example>
public static class TensorWindows
{
    extension(Tensor x)
    {
        /// <summary>
        /// The convolution of [.., channels, length] with a weight [outputs, channels / groups, length], not turned
        /// around, plus a bias.
        /// </summary>
        public Tensor Conv1d(
            Tensor weight, Tensor? bias = null, PerAxis stride = default, Padding padding = default,
            PerAxis dilation = default, int groups = 1) =>
            F.conv1dWith(new(stride, padding, dilation, groups), weight, bias, x);

        /// <summary>
        /// The convolution of [.., channels, height, width] with a weight [outputs, channels / groups, height, width],
        /// not turned around, plus a bias.
        /// </summary>
        public Tensor Conv2d(
            Tensor weight, Tensor? bias = null, PerAxis stride = default, Padding padding = default,
            PerAxis dilation = default, int groups = 1) =>
            F.conv2dWith(new(stride, padding, dilation, groups), weight, bias, x);

        /// <summary>
        /// The convolution of [.., channels, depth, height, width] with a weight [outputs, channels / groups, depth,
        /// height, width], not turned around, plus a bias.
        /// </summary>
        public Tensor Conv3d(
            Tensor weight, Tensor? bias = null, PerAxis stride = default, Padding padding = default,
            PerAxis dilation = default, int groups = 1) =>
            F.conv3dWith(new(stride, padding, dilation, groups), weight, bias, x);

        /// <summary>
        /// The transpose of Conv1d as a linear map: [.., channels, length] with a weight [channels, outputs / groups,
        /// length], plus a bias. The output padding chooses among the lengths that are convolved to one.
        /// </summary>
        public Tensor ConvTranspose1d(
            Tensor weight, Tensor? bias = null, PerAxis stride = default, PerAxis padding = default,
            PerAxis outputPadding = default, int groups = 1, PerAxis dilation = default) =>
            F.convTranspose1dWith(new(stride, padding, outputPadding, dilation, groups), weight, bias, x);

        /// <summary>
        /// The transpose of Conv2d as a linear map: [.., channels, height, width] with a weight [channels, outputs /
        /// groups, height, width], plus a bias. The output padding chooses among the lengths that are convolved to one.
        /// </summary>
        public Tensor ConvTranspose2d(
            Tensor weight, Tensor? bias = null, PerAxis stride = default, PerAxis padding = default,
            PerAxis outputPadding = default, int groups = 1, PerAxis dilation = default) =>
            F.convTranspose2dWith(new(stride, padding, outputPadding, dilation, groups), weight, bias, x);

        /// <summary>
        /// The transpose of Conv3d as a linear map: [.., channels, depth, height, width] with a weight [channels,
        /// outputs / groups, depth, height, width], plus a bias. The output padding chooses among the lengths that are
        /// convolved to one.
        /// </summary>
        public Tensor ConvTranspose3d(
            Tensor weight, Tensor? bias = null, PerAxis stride = default, PerAxis padding = default,
            PerAxis outputPadding = default, int groups = 1, PerAxis dilation = default) =>
            F.convTranspose3dWith(new(stride, padding, outputPadding, dilation, groups), weight, bias, x);

        /// <summary>
        /// The largest elements of windows along one axis; the first of a tie takes the derivative. The stride is the
        /// kernel unless said otherwise.
        /// </summary>
        public Tensor MaxPool1d(
            PerAxis kernel, PerAxis stride = default, PerAxis padding = default, PerAxis dilation = default,
            bool ceilMode = false) =>
            F.maxPool1dWith(new(stride, padding, dilation, ceilMode), kernel, x);

        /// <summary>
        /// The largest elements of windows along one axis, and their places, numbered row by row within a channel.
        /// </summary>
        public (Tensor Values, Tensor Indices) MaxPool1dIndices(
            PerAxis kernel, PerAxis stride = default, PerAxis padding = default, PerAxis dilation = default,
            bool ceilMode = false) =>
            F.maxPool1dIndices(new(stride, padding, dilation, ceilMode), kernel, x).ToValueTuple();

        /// <summary>
        /// The means of windows along one axis. The stride is the kernel unless said otherwise; a divisor other than 0
        /// takes the place of the number of elements.
        /// </summary>
        public Tensor AvgPool1d(
            PerAxis kernel, PerAxis stride = default, PerAxis padding = default, bool ceilMode = false,
            bool countIncludePad = true, int divisor = 0) =>
            F.avgPool1dWith(new(stride, padding, ceilMode, countIncludePad, divisor), kernel, x);

        /// <summary>The means of so many windows along one axis, which divide each axis as evenly as can be.</summary>
        public Tensor AdaptiveAvgPool1d(PerAxis size) => F.adaptiveAvgPool1d(size, x);

        /// <summary>
        /// The largest elements of so many windows along one axis, which divide each axis as evenly as can be.
        /// </summary>
        public Tensor AdaptiveMaxPool1d(PerAxis size) => F.adaptiveMaxPool1d(size, x);

        /// <summary>
        /// The largest elements of so many windows along one axis, and their places, numbered row by row within a
        /// channel.
        /// </summary>
        public (Tensor Values, Tensor Indices) AdaptiveMaxPool1dIndices(PerAxis size) =>
            F.adaptiveMaxPool1dIndices(size, x).ToValueTuple();

        /// <summary>
        /// The largest elements of windows along two axes; the first of a tie takes the derivative. The stride is the
        /// kernel unless said otherwise.
        /// </summary>
        public Tensor MaxPool2d(
            PerAxis kernel, PerAxis stride = default, PerAxis padding = default, PerAxis dilation = default,
            bool ceilMode = false) =>
            F.maxPool2dWith(new(stride, padding, dilation, ceilMode), kernel, x);

        /// <summary>
        /// The largest elements of windows along two axes, and their places, numbered row by row within a channel.
        /// </summary>
        public (Tensor Values, Tensor Indices) MaxPool2dIndices(
            PerAxis kernel, PerAxis stride = default, PerAxis padding = default, PerAxis dilation = default,
            bool ceilMode = false) =>
            F.maxPool2dIndices(new(stride, padding, dilation, ceilMode), kernel, x).ToValueTuple();

        /// <summary>
        /// The means of windows along two axes. The stride is the kernel unless said otherwise; a divisor other than 0
        /// takes the place of the number of elements.
        /// </summary>
        public Tensor AvgPool2d(
            PerAxis kernel, PerAxis stride = default, PerAxis padding = default, bool ceilMode = false,
            bool countIncludePad = true, int divisor = 0) =>
            F.avgPool2dWith(new(stride, padding, ceilMode, countIncludePad, divisor), kernel, x);

        /// <summary>The means of so many windows along two axes, which divide each axis as evenly as can be.</summary>
        public Tensor AdaptiveAvgPool2d(PerAxis size) => F.adaptiveAvgPool2d(size, x);

        /// <summary>
        /// The largest elements of so many windows along two axes, which divide each axis as evenly as can be.
        /// </summary>
        public Tensor AdaptiveMaxPool2d(PerAxis size) => F.adaptiveMaxPool2d(size, x);

        /// <summary>
        /// The largest elements of so many windows along two axes, and their places, numbered row by row within a
        /// channel.
        /// </summary>
        public (Tensor Values, Tensor Indices) AdaptiveMaxPool2dIndices(PerAxis size) =>
            F.adaptiveMaxPool2dIndices(size, x).ToValueTuple();

        /// <summary>
        /// The largest elements of windows along three axes; the first of a tie takes the derivative. The stride is the
        /// kernel unless said otherwise.
        /// </summary>
        public Tensor MaxPool3d(
            PerAxis kernel, PerAxis stride = default, PerAxis padding = default, PerAxis dilation = default,
            bool ceilMode = false) =>
            F.maxPool3dWith(new(stride, padding, dilation, ceilMode), kernel, x);

        /// <summary>
        /// The largest elements of windows along three axes, and their places, numbered row by row within a channel.
        /// </summary>
        public (Tensor Values, Tensor Indices) MaxPool3dIndices(
            PerAxis kernel, PerAxis stride = default, PerAxis padding = default, PerAxis dilation = default,
            bool ceilMode = false) =>
            F.maxPool3dIndices(new(stride, padding, dilation, ceilMode), kernel, x).ToValueTuple();

        /// <summary>
        /// The means of windows along three axes. The stride is the kernel unless said otherwise; a divisor other than
        /// 0 takes the place of the number of elements.
        /// </summary>
        public Tensor AvgPool3d(
            PerAxis kernel, PerAxis stride = default, PerAxis padding = default, bool ceilMode = false,
            bool countIncludePad = true, int divisor = 0) =>
            F.avgPool3dWith(new(stride, padding, ceilMode, countIncludePad, divisor), kernel, x);

        /// <summary>
        /// The means of so many windows along three axes, which divide each axis as evenly as can be.
        /// </summary>
        public Tensor AdaptiveAvgPool3d(PerAxis size) => F.adaptiveAvgPool3d(size, x);

        /// <summary>
        /// The largest elements of so many windows along three axes, which divide each axis as evenly as can be.
        /// </summary>
        public Tensor AdaptiveMaxPool3d(PerAxis size) => F.adaptiveMaxPool3d(size, x);

        /// <summary>
        /// The largest elements of so many windows along three axes, and their places, numbered row by row within a
        /// channel.
        /// </summary>
        public (Tensor Values, Tensor Indices) AdaptiveMaxPool3dIndices(PerAxis size) =>
            F.adaptiveMaxPool3dIndices(size, x).ToValueTuple();

        /// <summary>
        /// The windows along an axis, a step apart, each a line of the new last axis: a view, of which nothing is
        /// copied.
        /// </summary>
        public Tensor Windows(int axis, int size, int step = 1) => F.windows(axis, size, step, x);

        /// <summary>
        /// Windows of [.., channels, lengths] as columns: [.., channels * size of the kernel, count of windows]. The
        /// kernel has a length for each axis that windows slide along.
        /// </summary>
        public Tensor Unfold(
            int[] kernel, PerAxis stride = default, PerAxis padding = default, PerAxis dilation = default) =>
            F.unfoldWith(new(stride, padding, dilation), kernel, x);

        /// <summary>
        /// Columns added up where Unfold took them from, in a result whose last axes have the given lengths: the
        /// transpose of Unfold.
        /// </summary>
        public Tensor Fold(
            int[] size, int[] kernel, PerAxis stride = default, PerAxis padding = default,
            PerAxis dilation = default) =>
            F.foldWith(new(stride, padding, dilation), size, kernel, x);

        /// <summary>
        /// (x - mean) / sqrt(variance + eps) weight + bias, with a number of each for every channel, which are axis 1.
        /// </summary>
        public Tensor BatchNorm(
            Tensor mean, Tensor variance, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
            F.batchNorm(mean, variance, weight, bias, eps, x);

        /// <summary>
        /// The same by the mean and variance of the channels of x itself; and with it the given ones, moved towards
        /// those by the momentum.
        /// </summary>
        public (Tensor Y, Tensor Mean, Tensor Variance) BatchNormTrain(
            Tensor mean, Tensor variance, Tensor? weight = null, Tensor? bias = null, double momentum = 0.1,
            double eps = 1e-5) =>
            F.batchNormTrain(momentum, mean, variance, weight, bias, eps, x).ToValueTuple();
    }
}
