namespace Functional

open System.Runtime.InteropServices

/// <summary>What layers have in common that pool the largest elements along one, two and three axes.</summary>
[<AbstractClass>]
type MaxPooling
    internal (axes: int, kernel: PerAxis, stride: PerAxis, padding: PerAxis, dilation: PerAxis, ceilMode: bool) =
    inherit Module()
    let name = $"max_pool{axes}d"
    let kernel = SlidingLayers.kernel name axes kernel

    /// <inheritdoc/>
    override _.Forward x =
        let options: MaxPool = { Stride = stride; Padding = padding; Dilation = dilation; CeilMode = ceilMode }
        let struct (values, _) = Pool.maxPool name axes options kernel x
        values

/// <summary>What layers have in common that pool means along one, two and three axes.</summary>
[<AbstractClass>]
type AvgPooling
    internal
    (axes: int, kernel: PerAxis, stride: PerAxis, padding: PerAxis, ceilMode: bool, countIncludePad: bool, divisor: int)
    =
    inherit Module()
    let name = $"avg_pool{axes}d"
    let kernel = SlidingLayers.kernel name axes kernel

    /// <inheritdoc/>
    override _.Forward x =
        let options: AvgPool =
            { Stride = stride
              Padding = padding
              CeilMode = ceilMode
              CountIncludePad = countIncludePad
              Divisor = divisor }

        Pool.avgPool name axes options kernel x

/// <summary>
/// What layers have in common that divide one, two and three axes into windows, and take their means.
/// </summary>
[<AbstractClass>]
type AdaptiveAvgPooling internal (axes: int, size: PerAxis) =
    inherit Module()
    let name = $"adaptive_avg_pool{axes}d"
    let size = SlidingLayers.kernel name axes size

    /// <inheritdoc/>
    override _.Forward x = Pool.adaptiveAvgPool name axes size x

/// <summary>The largest elements of windows along one axis; the stride is the kernel if left out.</summary>
[<Sealed>]
type MaxPool1d
    (
        kernel: PerAxis,
        [<Optional>] stride: PerAxis,
        [<Optional>] padding: PerAxis,
        [<Optional>] dilation: PerAxis,
        [<Optional; DefaultParameterValue(false)>] ceilMode: bool
    ) =
    inherit MaxPooling(1, kernel, stride, padding, dilation, ceilMode)

/// <summary>The largest elements of windows along two axes; the stride is the kernel if left out.</summary>
[<Sealed>]
type MaxPool2d
    (
        kernel: PerAxis,
        [<Optional>] stride: PerAxis,
        [<Optional>] padding: PerAxis,
        [<Optional>] dilation: PerAxis,
        [<Optional; DefaultParameterValue(false)>] ceilMode: bool
    ) =
    inherit MaxPooling(2, kernel, stride, padding, dilation, ceilMode)

/// <summary>The largest elements of windows along three axes; the stride is the kernel if left out.</summary>
[<Sealed>]
type MaxPool3d
    (
        kernel: PerAxis,
        [<Optional>] stride: PerAxis,
        [<Optional>] padding: PerAxis,
        [<Optional>] dilation: PerAxis,
        [<Optional; DefaultParameterValue(false)>] ceilMode: bool
    ) =
    inherit MaxPooling(3, kernel, stride, padding, dilation, ceilMode)

/// <summary>
/// The means of windows along one axis; the stride is the kernel if left out, and a divisor other than 0 takes the
/// place of the number of elements.
/// </summary>
[<Sealed>]
type AvgPool1d
    (
        kernel: PerAxis,
        [<Optional>] stride: PerAxis,
        [<Optional>] padding: PerAxis,
        [<Optional; DefaultParameterValue(false)>] ceilMode: bool,
        [<Optional; DefaultParameterValue(true)>] countIncludePad: bool,
        [<Optional; DefaultParameterValue(0)>] divisor: int
    ) =
    inherit AvgPooling(1, kernel, stride, padding, ceilMode, countIncludePad, divisor)

/// <summary>
/// The means of windows along two axes; the stride is the kernel if left out, and a divisor other than 0 takes the
/// place of the number of elements.
/// </summary>
[<Sealed>]
type AvgPool2d
    (
        kernel: PerAxis,
        [<Optional>] stride: PerAxis,
        [<Optional>] padding: PerAxis,
        [<Optional; DefaultParameterValue(false)>] ceilMode: bool,
        [<Optional; DefaultParameterValue(true)>] countIncludePad: bool,
        [<Optional; DefaultParameterValue(0)>] divisor: int
    ) =
    inherit AvgPooling(2, kernel, stride, padding, ceilMode, countIncludePad, divisor)

/// <summary>
/// The means of windows along three axes; the stride is the kernel if left out, and a divisor other than 0 takes the
/// place of the number of elements.
/// </summary>
[<Sealed>]
type AvgPool3d
    (
        kernel: PerAxis,
        [<Optional>] stride: PerAxis,
        [<Optional>] padding: PerAxis,
        [<Optional; DefaultParameterValue(false)>] ceilMode: bool,
        [<Optional; DefaultParameterValue(true)>] countIncludePad: bool,
        [<Optional; DefaultParameterValue(0)>] divisor: int
    ) =
    inherit AvgPooling(3, kernel, stride, padding, ceilMode, countIncludePad, divisor)

/// <summary>The means of so many windows along one axis, which divide each axis as evenly as can be.</summary>
[<Sealed>]
type AdaptiveAvgPool1d(size: PerAxis) =
    inherit AdaptiveAvgPooling(1, size)

/// <summary>The means of so many windows along two axes, which divide each axis as evenly as can be.</summary>
[<Sealed>]
type AdaptiveAvgPool2d(size: PerAxis) =
    inherit AdaptiveAvgPooling(2, size)

/// <summary>The means of so many windows along three axes, which divide each axis as evenly as can be.</summary>
[<Sealed>]
type AdaptiveAvgPool3d(size: PerAxis) =
    inherit AdaptiveAvgPooling(3, size)
