/// Convolutions, as machine learning calls cross-correlations: matrix products over windows; and their transposes.
module internal Functional.Convolve

open Functional.Kernels
open Functional.Sliding

/// Input and weight in one dtype, once their axes are known to fit.
let private operands operation axes (weight: Tensor) (x: Tensor) =
    let xs = Promote.common operation [| x; weight |] |> Array.map (Promote.numeric operation)

    if xs[1].Rank <> axes + 2 then
        raise (Errors.KernelAxes(operation, axes, xs[1].Shape))

    channelled operation axes xs[0]
    struct (xs[0], xs[1])

let private checkGroups operation groups expected (channels: int) (x: Tensor) (weight: Tensor) =
    if groups < 1 || weight.Shape[0] % groups <> 0 then
        raise (Errors.ConvGroups(operation, groups, weight.Shape))

    if channels <> expected then
        raise (Errors.ConvChannels(operation, expected, channels, groups, x.Shape, weight.Shape))

/// A number for each channel, added to all of its elements.
let private withBias operation axes channels (bias: Tensor | null) y =
    match bias with
    | null -> y
    | bias ->
        if bias.Rank <> 1 || bias.Shape[0] <> channels then
            raise (Errors.ConvBias(operation, channels, bias.Shape))

        Arithmetic.add y (Moves.reshape [| channels; yield! Array.create axes 1 |] bias)

/// The matrix product of the channels of each group.
let private grouped groups (weight: Tensor) (columns: Tensor) first (inner: int) (outer: int) =
    if groups = 1 then
        Apply.run2 Primitives.matmul weight (Moves.reshape [| yield! first; inner; outer |] columns)
    else
        let stacked = Moves.reshape [| groups; weight.Shape[0] / groups; weight.Shape[1] |] weight
        Apply.run2 Primitives.matmul stacked (Moves.reshape [| yield! first; groups; inner / groups; outer |] columns)

/// The convolution of [.., channels, s, ..] with a weight [features, channels / groups, w, ..] to [.., features, n,
/// ..].
let conv operation axes (options: Conv) (weight: Tensor) (bias: Tensor | null) x =
    let struct (x, weight) = operands operation axes weight x
    let kernel, ones = lastLengths axes weight, Array.create axes 1
    let features, channels = weight.Shape[0], x.Shape[x.Rank - axes - 1]
    checkGroups operation options.Groups (weight.Shape[1] * options.Groups) channels x weight
    let stride = perAxis operation "stride" 1 ones options.Stride
    let dilation = perAxis operation "dilation" 1 ones options.Dilation

    let sides =
        if options.Padding.IsSame then
            if Array.exists (fun step -> step <> 1) stride then
                raise (Errors.SameStride(operation, stride))

            extents kernel dilation |> Array.map (fun extent -> (extent - 1) / 2, extent / 2)
        else
            perAxis operation "padding" 0 (Array.create axes 0) options.Padding.Zeros.Numbers
            |> Array.map (fun p -> p, p)

    let input = padded 0.0 sides x
    checkFit operation kernel dilation (lastLengths axes input)
    let windows = windowed kernel stride dilation input
    let counts = lastLengths axes windows
    let first = firstLengths (axes + 1) x
    let rows = Moves.reshape [| features; weight.Shape[1] * product kernel |] weight

    grouped options.Groups rows windows first (channels * product kernel) (product counts)
    |> Moves.reshape [| yield! first; features; yield! counts |]
    |> withBias operation axes features bias

/// The transpose of the convolution with a weight [channels, features / groups, w, ..]: from [.., channels, n, ..] to
/// [.., features, s, ..].
let convTranspose operation axes (options: ConvTranspose) (weight: Tensor) (bias: Tensor | null) x =
    let struct (x, weight) = operands operation axes weight x
    let kernel, ones, none = lastLengths axes weight, Array.create axes 1, Array.create axes 0
    let groups, channels = options.Groups, x.Shape[x.Rank - axes - 1]
    checkGroups operation groups weight.Shape[0] channels x weight
    let stride = perAxis operation "stride" 1 ones options.Stride
    let padding = perAxis operation "padding" 0 none options.Padding
    let dilation = perAxis operation "dilation" 1 ones options.Dilation
    let added = perAxis operation "output padding" 0 none options.OutputPadding

    for axis in 0 .. axes - 1 do
        if added[axis] >= max stride[axis] dilation[axis] then
            raise (Errors.OutputPadding(operation, added, stride, dilation))

    let counts, features = lastLengths axes x, groups * weight.Shape[1]
    let first = firstLengths (axes + 1) x

    // What all windows reach across, before padding is cut off.
    let whole = Array.map3 (fun n step extent -> (n - 1) * step + extent) counts stride (extents kernel dilation)
    let sides = Array.map2 (fun p more -> -p, more - p) padding added
    let lengths = Array.map2 (fun n (before, after) -> n + before + after) whole sides

    if Array.exists (fun n -> n < 1) lengths || Array.contains 0 counts then
        raise (Errors.TransposedLengths(operation, lengths, x.Shape))

    let inner = channels / groups
    let outer = weight.Shape[1] * product kernel

    // For each group, a row for each feature and place of a window.
    let rows =
        if groups = 1 then
            Moves.reshape [| channels; outer |] weight |> Apply.swap
        else
            Moves.reshape [| groups; inner; outer |] weight |> Apply.swap

    let columns =
        if groups = 1 then
            Moves.reshape [| yield! first; channels; product counts |] x
        else
            Moves.reshape [| yield! first; groups; inner; product counts |] x

    Apply.run2 Primitives.matmul rows columns
    |> Moves.reshape [| yield! first; features; yield! kernel; yield! counts |]
    |> overlapped kernel stride dilation whole
    |> padded 0.0 sides
    |> withBias operation axes features bias
