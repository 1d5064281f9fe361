namespace Functional

open System
open System.Runtime.InteropServices
open Functional.Kernels

/// What layers of sliding windows have in common.
module internal SlidingLayers =
    let checkGroups layer (inChannels: int) (outChannels: int) groups =
        Layers.positive layer "inChannels" inChannels
        Layers.positive layer "outChannels" outChannels

        if groups < 1 || inChannels % groups <> 0 || outChannels % groups <> 0 then
            let expected = $"that divides {inChannels} and {outChannels} channels"
            raise (Errors.Option(layer, "groups", expected, float groups, "choose a common divisor"))

    /// The lengths of a kernel, which has no default.
    let kernel layer axes (lengths: PerAxis) =
        if lengths.Numbers.Length = 0 then
            raise (Errors.PerAxis(layer, "kernel", axes, [||]))

        Sliding.perAxis layer "kernel" 1 (Array.create axes 1) lengths

    /// A weight and perhaps a bias, drawn as PyTorch draws them: one output sees as many inputs as a row of the weight
    /// has.
    let drawn
        (shape: int[])
        outChannels
        hasBias
        (generator: Generator | null)
        : struct (Parameter * (Parameter | null)) =
        let generator = RandomTensors.orDefault generator
        let fanIn = Sliding.product shape[1..]
        let weight = Layers.drawn shape (fun data -> Initialization.LinearWeight(Span data, fanIn, generator))

        if hasBias then
            struct (weight,
                    Layers.drawn [ outChannels ] (fun data -> Initialization.LinearBias(Span data, fanIn, generator)))
        else
            struct (weight, null)

/// <summary>What convolutions along one, two and three axes have in common.</summary>
[<AbstractClass>]
type Convolution
    internal
    (
        axes: int,
        inChannels: int,
        outChannels: int,
        kernel: PerAxis,
        stride: PerAxis,
        padding: Padding,
        dilation: PerAxis,
        groups: int,
        bias: bool,
        generator: Generator | null
    ) =
    inherit Module()
    let name = $"conv{axes}d"
    do SlidingLayers.checkGroups name inChannels outChannels groups

    let struct (weight, bias) =
        let shape = [| outChannels; inChannels / groups; yield! SlidingLayers.kernel name axes kernel |]
        SlidingLayers.drawn shape outChannels bias generator

    /// <summary>The weight, of shape [outChannels, inChannels / groups, lengths of the kernel].</summary>
    member _.Weight: Parameter = weight

    /// <summary>The bias, of shape [outChannels], or null.</summary>
    member _.Bias: Parameter | null = bias

    /// <inheritdoc/>
    override layer.Forward x =
        let options: Conv = { Stride = stride; Padding = padding; Dilation = dilation; Groups = groups }
        Convolve.conv name axes options layer.Weight layer.Bias x

/// <summary>What transposed convolutions along one, two and three axes have in common.</summary>
[<AbstractClass>]
type TransposedConvolution
    internal
    (
        axes: int,
        inChannels: int,
        outChannels: int,
        kernel: PerAxis,
        stride: PerAxis,
        padding: PerAxis,
        outputPadding: PerAxis,
        groups: int,
        bias: bool,
        dilation: PerAxis,
        generator: Generator | null
    ) =
    inherit Module()
    let name = $"conv_transpose{axes}d"
    do SlidingLayers.checkGroups name inChannels outChannels groups

    let struct (weight, bias) =
        let shape = [| inChannels; outChannels / groups; yield! SlidingLayers.kernel name axes kernel |]
        SlidingLayers.drawn shape outChannels bias generator

    /// <summary>The weight, of shape [inChannels, outChannels / groups, lengths of the kernel].</summary>
    member _.Weight: Parameter = weight

    /// <summary>The bias, of shape [outChannels], or null.</summary>
    member _.Bias: Parameter | null = bias

    /// <inheritdoc/>
    override layer.Forward x =
        let options: ConvTranspose =
            { Stride = stride
              Padding = padding
              OutputPadding = outputPadding
              Dilation = dilation
              Groups = groups }

        Convolve.convTranspose name axes options layer.Weight layer.Bias x

/// <summary>
/// The convolution of [.., inChannels, length] to [.., outChannels, length], drawn as PyTorch draws it.
/// </summary>
/// <param name="inChannels">The number of channels of inputs, at least 1 (ArgumentException).</param>
/// <param name="outChannels">The number of channels of outputs, at least 1 (ArgumentException).</param>
/// <param name="kernel">The lengths of windows, one for all axes or one for each.</param>
/// <param name="stride">The distance between windows: 1 if left out.</param>
/// <param name="padding">Zeros around inputs: none if left out; <c>Padding.Same</c> keeps the lengths.</param>
/// <param name="dilation">The distance between elements of a window: 1 if left out.</param>
/// <param name="groups">
/// Channels are convolved in so many groups; it divides both numbers of channels (ArgumentException).
/// </param>
/// <param name="bias">Whether something is added.</param>
/// <param name="generator">Where the draws come from; <c>Generator.Default</c> if left out.</param>
[<Sealed>]
type Conv1d
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
    inherit Convolution(1, inChannels, outChannels, kernel, stride, padding, dilation, groups, bias, generator)

/// <summary>
/// The convolution of [.., inChannels, height, width] to [.., outChannels, height, width], drawn as PyTorch draws it.
/// </summary>
/// <param name="inChannels">The number of channels of inputs, at least 1 (ArgumentException).</param>
/// <param name="outChannels">The number of channels of outputs, at least 1 (ArgumentException).</param>
/// <param name="kernel">The lengths of windows, one for all axes or one for each.</param>
/// <param name="stride">The distance between windows: 1 if left out.</param>
/// <param name="padding">Zeros around inputs: none if left out; <c>Padding.Same</c> keeps the lengths.</param>
/// <param name="dilation">The distance between elements of a window: 1 if left out.</param>
/// <param name="groups">
/// Channels are convolved in so many groups; it divides both numbers of channels (ArgumentException).
/// </param>
/// <param name="bias">Whether something is added.</param>
/// <param name="generator">Where the draws come from; <c>Generator.Default</c> if left out.</param>
[<Sealed>]
type Conv2d
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
    inherit Convolution(2, inChannels, outChannels, kernel, stride, padding, dilation, groups, bias, generator)

/// <summary>
/// The convolution of [.., inChannels, depth, height, width] to [.., outChannels, depth, height, width], drawn as
/// PyTorch draws it.
/// </summary>
/// <param name="inChannels">The number of channels of inputs, at least 1 (ArgumentException).</param>
/// <param name="outChannels">The number of channels of outputs, at least 1 (ArgumentException).</param>
/// <param name="kernel">The lengths of windows, one for all axes or one for each.</param>
/// <param name="stride">The distance between windows: 1 if left out.</param>
/// <param name="padding">Zeros around inputs: none if left out; <c>Padding.Same</c> keeps the lengths.</param>
/// <param name="dilation">The distance between elements of a window: 1 if left out.</param>
/// <param name="groups">
/// Channels are convolved in so many groups; it divides both numbers of channels (ArgumentException).
/// </param>
/// <param name="bias">Whether something is added.</param>
/// <param name="generator">Where the draws come from; <c>Generator.Default</c> if left out.</param>
[<Sealed>]
type Conv3d
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
    inherit Convolution(3, inChannels, outChannels, kernel, stride, padding, dilation, groups, bias, generator)

/// <summary>
/// The transposed convolution of [.., inChannels, length] to [.., outChannels, length], drawn as PyTorch draws it.
/// </summary>
/// <param name="inChannels">The number of channels of inputs, at least 1 (ArgumentException).</param>
/// <param name="outChannels">The number of channels of outputs, at least 1 (ArgumentException).</param>
/// <param name="kernel">The lengths of windows, one for all axes or one for each.</param>
/// <param name="stride">The distance between windows: 1 if left out.</param>
/// <param name="padding">What is missing around outputs: none if left out.</param>
/// <param name="outputPadding">
/// What is added at the end of outputs, where several lengths are convolved to one: none if left out.
/// </param>
/// <param name="groups">
/// Channels are convolved in so many groups; it divides both numbers of channels (ArgumentException).
/// </param>
/// <param name="bias">Whether something is added.</param>
/// <param name="dilation">The distance between elements of a window: 1 if left out.</param>
/// <param name="generator">Where the draws come from; <c>Generator.Default</c> if left out.</param>
[<Sealed>]
type ConvTranspose1d
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
    inherit
        TransposedConvolution(
            1,
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
/// The transposed convolution of [.., inChannels, height, width] to [.., outChannels, height, width], drawn as PyTorch
/// draws it.
/// </summary>
/// <param name="inChannels">The number of channels of inputs, at least 1 (ArgumentException).</param>
/// <param name="outChannels">The number of channels of outputs, at least 1 (ArgumentException).</param>
/// <param name="kernel">The lengths of windows, one for all axes or one for each.</param>
/// <param name="stride">The distance between windows: 1 if left out.</param>
/// <param name="padding">What is missing around outputs: none if left out.</param>
/// <param name="outputPadding">
/// What is added at the end of outputs, where several lengths are convolved to one: none if left out.
/// </param>
/// <param name="groups">
/// Channels are convolved in so many groups; it divides both numbers of channels (ArgumentException).
/// </param>
/// <param name="bias">Whether something is added.</param>
/// <param name="dilation">The distance between elements of a window: 1 if left out.</param>
/// <param name="generator">Where the draws come from; <c>Generator.Default</c> if left out.</param>
[<Sealed>]
type ConvTranspose2d
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
    inherit
        TransposedConvolution(
            2,
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
/// <param name="inChannels">The number of channels of inputs, at least 1 (ArgumentException).</param>
/// <param name="outChannels">The number of channels of outputs, at least 1 (ArgumentException).</param>
/// <param name="kernel">The lengths of windows, one for all axes or one for each.</param>
/// <param name="stride">The distance between windows: 1 if left out.</param>
/// <param name="padding">What is missing around outputs: none if left out.</param>
/// <param name="outputPadding">
/// What is added at the end of outputs, where several lengths are convolved to one: none if left out.
/// </param>
/// <param name="groups">
/// Channels are convolved in so many groups; it divides both numbers of channels (ArgumentException).
/// </param>
/// <param name="bias">Whether something is added.</param>
/// <param name="dilation">The distance between elements of a window: 1 if left out.</param>
/// <param name="generator">Where the draws come from; <c>Generator.Default</c> if left out.</param>
[<Sealed>]
type ConvTranspose3d
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
    inherit
        TransposedConvolution(
            3,
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
