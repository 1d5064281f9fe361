namespace Functional

open System
open System.Runtime.InteropServices

/// <summary>The layers by short names, after PyTorch's <c>torch.nn</c>.</summary>
/// <example><code>var model = Nn.Sequential(Nn.Linear(3, 16), Nn.Tanh(), Nn.Linear(16, 1), Nn.Flatten(0, 1));</code></example>
[<AbstractClass; Sealed>]
type Nn private () =
    /// <summary>x Wᵀ + b over the last axis, drawn as PyTorch draws it.</summary>
    static member Linear
        (
            inFeatures: int,
            outFeatures: int,
            [<Optional; DefaultParameterValue(true)>] bias: bool,
            [<Optional; DefaultParameterValue(null: Generator | null)>] generator: Generator | null
        ) =
        Linear(inFeatures, outFeatures, bias, generator)

    /// <summary>Joins axes into one: by default all but the first.</summary>
    static member Flatten
        ([<Optional; DefaultParameterValue(1)>] start: int, [<Optional; DefaultParameterValue(-1)>] stop: int)
        =
        Flatten(start, stop)

    /// <summary>Modules one after the other.</summary>
    static member Sequential([<ParamArray>] modules: Module[]) = Sequential modules

    /// <summary>A function as a module.</summary>
    static member Lambda(f: Func<Tensor, Tensor>) = Lambda f

    /// <summary>max(0, x).</summary>
    static member Relu() = Relu()

    /// <summary>The hyperbolic tangent.</summary>
    static member Tanh() = Tanh()

    /// <summary>1 / (1 + exp(-x)).</summary>
    static member Sigmoid() = Sigmoid()

    /// <summary>Drops elements at random while training.</summary>
    static member Dropout
        (
            [<Optional; DefaultParameterValue(0.5)>] p: float,
            [<Optional; DefaultParameterValue(null: Generator | null)>] generator: Generator | null
        ) =
        Dropout(p, generator)

    /// <summary>Brings the last axes to mean 0 and variance 1, then scales and shifts them.</summary>
    static member LayerNorm
        (
            normalizedShape: seq<int>,
            [<Optional; DefaultParameterValue(1e-5)>] eps: float,
            [<Optional; DefaultParameterValue(true)>] affine: bool
        ) =
        LayerNorm(normalizedShape, eps, affine)

    /// <summary>Rows of a table by index.</summary>
    static member Embedding
        (
            count: int,
            features: int,
            [<Optional; DefaultParameterValue(null: Generator | null)>] generator: Generator | null
        ) =
        Embedding(count, features, generator)

    /// <summary>
    /// The convolution of [.., inChannels, length] to [.., outChannels, length], drawn as PyTorch draws it.
    /// </summary>
    static member Conv1d
        (
            inChannels: int,
            outChannels: int,
            kernel: PerAxis,
            [<Optional>] stride: PerAxis,
            [<Optional>] padding: Padding,
            [<Optional>] dilation: PerAxis,
            [<Optional; DefaultParameterValue(1)>] groups: int,
            [<Optional; DefaultParameterValue(true)>] bias: bool,
            [<Optional; DefaultParameterValue(null: Generator | null)>] generator: Generator | null
        ) =
        Conv1d(inChannels, outChannels, kernel, stride, padding, dilation, groups, bias, generator)

    /// <summary>
    /// The convolution of [.., inChannels, height, width] to [.., outChannels, height, width], drawn as PyTorch draws
    /// it.
    /// </summary>
    static member Conv2d
        (
            inChannels: int,
            outChannels: int,
            kernel: PerAxis,
            [<Optional>] stride: PerAxis,
            [<Optional>] padding: Padding,
            [<Optional>] dilation: PerAxis,
            [<Optional; DefaultParameterValue(1)>] groups: int,
            [<Optional; DefaultParameterValue(true)>] bias: bool,
            [<Optional; DefaultParameterValue(null: Generator | null)>] generator: Generator | null
        ) =
        Conv2d(inChannels, outChannels, kernel, stride, padding, dilation, groups, bias, generator)

    /// <summary>
    /// The convolution of [.., inChannels, depth, height, width] to [.., outChannels, depth, height, width], drawn as
    /// PyTorch draws it.
    /// </summary>
    static member Conv3d
        (
            inChannels: int,
            outChannels: int,
            kernel: PerAxis,
            [<Optional>] stride: PerAxis,
            [<Optional>] padding: Padding,
            [<Optional>] dilation: PerAxis,
            [<Optional; DefaultParameterValue(1)>] groups: int,
            [<Optional; DefaultParameterValue(true)>] bias: bool,
            [<Optional; DefaultParameterValue(null: Generator | null)>] generator: Generator | null
        ) =
        Conv3d(inChannels, outChannels, kernel, stride, padding, dilation, groups, bias, generator)

    /// <summary>
    /// The transposed convolution of [.., inChannels, length] to [.., outChannels, length], drawn as PyTorch draws it.
    /// </summary>
    static member ConvTranspose1d
        (
            inChannels: int,
            outChannels: int,
            kernel: PerAxis,
            [<Optional>] stride: PerAxis,
            [<Optional>] padding: PerAxis,
            [<Optional>] outputPadding: PerAxis,
            [<Optional; DefaultParameterValue(1)>] groups: int,
            [<Optional; DefaultParameterValue(true)>] bias: bool,
            [<Optional>] dilation: PerAxis,
            [<Optional; DefaultParameterValue(null: Generator | null)>] generator: Generator | null
        ) =
        ConvTranspose1d(
            inChannels,
            outChannels,
            kernel,
            stride,
            padding,
            outputPadding,
            groups,
            bias,
            dilation,
            generator
        )

    /// <summary>
    /// The transposed convolution of [.., inChannels, height, width] to [.., outChannels, height, width], drawn as
    /// PyTorch draws it.
    /// </summary>
    static member ConvTranspose2d
        (
            inChannels: int,
            outChannels: int,
            kernel: PerAxis,
            [<Optional>] stride: PerAxis,
            [<Optional>] padding: PerAxis,
            [<Optional>] outputPadding: PerAxis,
            [<Optional; DefaultParameterValue(1)>] groups: int,
            [<Optional; DefaultParameterValue(true)>] bias: bool,
            [<Optional>] dilation: PerAxis,
            [<Optional; DefaultParameterValue(null: Generator | null)>] generator: Generator | null
        ) =
        ConvTranspose2d(
            inChannels,
            outChannels,
            kernel,
            stride,
            padding,
            outputPadding,
            groups,
            bias,
            dilation,
            generator
        )

    /// <summary>
    /// The transposed convolution of [.., inChannels, depth, height, width] to [.., outChannels, depth, height, width],
    /// drawn as PyTorch draws it.
    /// </summary>
    static member ConvTranspose3d
        (
            inChannels: int,
            outChannels: int,
            kernel: PerAxis,
            [<Optional>] stride: PerAxis,
            [<Optional>] padding: PerAxis,
            [<Optional>] outputPadding: PerAxis,
            [<Optional; DefaultParameterValue(1)>] groups: int,
            [<Optional; DefaultParameterValue(true)>] bias: bool,
            [<Optional>] dilation: PerAxis,
            [<Optional; DefaultParameterValue(null: Generator | null)>] generator: Generator | null
        ) =
        ConvTranspose3d(
            inChannels,
            outChannels,
            kernel,
            stride,
            padding,
            outputPadding,
            groups,
            bias,
            dilation,
            generator
        )

    /// <summary>The largest elements of windows along one axis; the stride is the kernel if left out.</summary>
    static member MaxPool1d
        (
            kernel: PerAxis,
            [<Optional>] stride: PerAxis,
            [<Optional>] padding: PerAxis,
            [<Optional>] dilation: PerAxis,
            [<Optional; DefaultParameterValue(false)>] ceilMode: bool
        ) =
        MaxPool1d(kernel, stride, padding, dilation, ceilMode)

    /// <summary>The largest elements of windows along two axes; the stride is the kernel if left out.</summary>
    static member MaxPool2d
        (
            kernel: PerAxis,
            [<Optional>] stride: PerAxis,
            [<Optional>] padding: PerAxis,
            [<Optional>] dilation: PerAxis,
            [<Optional; DefaultParameterValue(false)>] ceilMode: bool
        ) =
        MaxPool2d(kernel, stride, padding, dilation, ceilMode)

    /// <summary>The largest elements of windows along three axes; the stride is the kernel if left out.</summary>
    static member MaxPool3d
        (
            kernel: PerAxis,
            [<Optional>] stride: PerAxis,
            [<Optional>] padding: PerAxis,
            [<Optional>] dilation: PerAxis,
            [<Optional; DefaultParameterValue(false)>] ceilMode: bool
        ) =
        MaxPool3d(kernel, stride, padding, dilation, ceilMode)

    /// <summary>
    /// The means of windows along one axis; the stride is the kernel if left out, and a divisor other than 0 takes the
    /// place of the number of elements.
    /// </summary>
    static member AvgPool1d
        (
            kernel: PerAxis,
            [<Optional>] stride: PerAxis,
            [<Optional>] padding: PerAxis,
            [<Optional; DefaultParameterValue(false)>] ceilMode: bool,
            [<Optional; DefaultParameterValue(true)>] countIncludePad: bool,
            [<Optional; DefaultParameterValue(0)>] divisor: int
        ) =
        AvgPool1d(kernel, stride, padding, ceilMode, countIncludePad, divisor)

    /// <summary>
    /// The means of windows along two axes; the stride is the kernel if left out, and a divisor other than 0 takes the
    /// place of the number of elements.
    /// </summary>
    static member AvgPool2d
        (
            kernel: PerAxis,
            [<Optional>] stride: PerAxis,
            [<Optional>] padding: PerAxis,
            [<Optional; DefaultParameterValue(false)>] ceilMode: bool,
            [<Optional; DefaultParameterValue(true)>] countIncludePad: bool,
            [<Optional; DefaultParameterValue(0)>] divisor: int
        ) =
        AvgPool2d(kernel, stride, padding, ceilMode, countIncludePad, divisor)

    /// <summary>
    /// The means of windows along three axes; the stride is the kernel if left out, and a divisor other than 0 takes
    /// the place of the number of elements.
    /// </summary>
    static member AvgPool3d
        (
            kernel: PerAxis,
            [<Optional>] stride: PerAxis,
            [<Optional>] padding: PerAxis,
            [<Optional; DefaultParameterValue(false)>] ceilMode: bool,
            [<Optional; DefaultParameterValue(true)>] countIncludePad: bool,
            [<Optional; DefaultParameterValue(0)>] divisor: int
        ) =
        AvgPool3d(kernel, stride, padding, ceilMode, countIncludePad, divisor)

    /// <summary>The means of so many windows along one axis, which divide each axis as evenly as can be.</summary>
    static member AdaptiveAvgPool1d(size: PerAxis) = AdaptiveAvgPool1d(size)

    /// <summary>The means of so many windows along two axes, which divide each axis as evenly as can be.</summary>
    static member AdaptiveAvgPool2d(size: PerAxis) = AdaptiveAvgPool2d(size)

    /// <summary>The means of so many windows along three axes, which divide each axis as evenly as can be.</summary>
    static member AdaptiveAvgPool3d(size: PerAxis) = AdaptiveAvgPool3d(size)

    /// <summary>
    /// Brings each feature of [batch, features] or [batch, features, length] to mean 0 and variance 1 over the batch
    /// while training, and by running statistics after Eval; then scales and shifts it.
    /// </summary>
    static member BatchNorm1d
        (
            features: int,
            [<Optional; DefaultParameterValue(1e-5)>] eps: float,
            [<Optional; DefaultParameterValue(0.1)>] momentum: float,
            [<Optional; DefaultParameterValue(true)>] affine: bool
        ) =
        BatchNorm1d(features, eps, momentum, affine)

    /// <summary>
    /// Brings each feature of [batch, features, height, width] to mean 0 and variance 1 over the batch while training,
    /// and by running statistics after Eval; then scales and shifts it.
    /// </summary>
    static member BatchNorm2d
        (
            features: int,
            [<Optional; DefaultParameterValue(1e-5)>] eps: float,
            [<Optional; DefaultParameterValue(0.1)>] momentum: float,
            [<Optional; DefaultParameterValue(true)>] affine: bool
        ) =
        BatchNorm2d(features, eps, momentum, affine)

    /// <summary>
    /// Brings each feature of [batch, features, depth, height, width] to mean 0 and variance 1 over the batch while
    /// training, and by running statistics after Eval; then scales and shifts it.
    /// </summary>
    static member BatchNorm3d
        (
            features: int,
            [<Optional; DefaultParameterValue(1e-5)>] eps: float,
            [<Optional; DefaultParameterValue(0.1)>] momentum: float,
            [<Optional; DefaultParameterValue(true)>] affine: bool
        ) =
        BatchNorm3d(features, eps, momentum, affine)
