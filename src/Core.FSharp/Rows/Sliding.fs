/// Windows that slide along the last axes: what convolutions and pooling are made of.
module internal Functional.Sliding

open System
open Functional.Kernels

/// Numbers of at least some size, one for each axis: one stands for all, none for the default.
let perAxis operation (option: string) least (otherwise: int[]) (numbers: seq<int>) =
    let numbers = Seq.toArray numbers

    if numbers.Length > 1 && numbers.Length <> otherwise.Length then
        raise (Errors.PerAxis(operation, option, otherwise.Length, numbers))

    if Array.exists (fun n -> n < least) numbers then
        raise (Errors.PerAxisLeast(operation, option, least, numbers))

    match numbers with
    | [||] -> otherwise
    | [| number |] -> Array.create otherwise.Length number
    | numbers -> numbers

/// The lengths of the last axes.
let lastLengths count (x: Tensor) = x.Shape.Lengths.Slice(x.Rank - count).ToArray()

/// The lengths of all but the last axes.
let firstLengths count (x: Tensor) = x.Shape.Lengths.Slice(0, x.Rank - count).ToArray()

let product (lengths: int[]) = Array.fold (*) 1 lengths

/// How many elements windows reach across.
let extents (lengths: int[]) (dilations: int[]) =
    Array.map2 (fun length dilation -> (length - 1) * dilation + 1) lengths dilations

/// Windows that have to fit between some paddings.
let checkFit operation (lengths: int[]) (dilations: int[]) (padded: int[]) =
    if Array.exists2 (fun extent length -> extent > length) (extents lengths dilations) padded then
        raise (Errors.WindowTooLong(operation, lengths, dilations, ReadOnlySpan padded))

/// A number before and after the elements of the last axes; negative counts crop.
let padded (value: float) (sides: (int * int)[]) x =
    if sides |> Array.forall (fun side -> side = (0, 0)) then
        x
    else
        let pairs = sides |> Array.rev |> Array.collect (fun (before, after) -> [| before; after |])
        Moves.pad pairs (Number.op_Implicit value) x

/// [.., s, ..] to [.., w, .., n, ..]: first the places within a window, then the windows.
let windowed (lengths: int[]) (steps: int[]) (dilations: int[]) x = Moves.move (Windows(lengths, steps, dilations)) x

/// The transpose of `windowed`, to last axes of some lengths.
let overlapped (lengths: int[]) (steps: int[]) (dilations: int[]) (target: int[]) x =
    Apply.run1 (Primitives.overlapAdd (OverlapAdd(Windows(lengths, steps, dilations), target))) x

/// The windows of one axis: each step-th of so many neighbours, which make a new last axis.
let windows axis size step x =
    let x = Promote.tensor "windows" x
    let axis = x.Shape.Axis("windows", axis)

    x |> Moves.movedim [ axis ] [ -1 ] |> windowed [| size |] [| step |] [| 1 |] |> Moves.movedim [ -1 ] [ axis ]

/// A tensor with channels and axes to slide along, at the end.
let channelled operation axes (x: Tensor) =
    if x.Rank < axes + 1 then
        raise (Errors.ChannelAxes(operation, axes, x.Shape))

/// The numbers of an option record for so many axes.
let private slides operation (kernel: int[]) (options: Unfold) =
    let ones = Array.create kernel.Length 1
    let stride = perAxis operation "stride" 1 ones options.Stride
    let padding = perAxis operation "padding" 0 (Array.create kernel.Length 0) options.Padding
    struct (stride, padding, perAxis operation "dilation" 1 ones options.Dilation)

let private lengthsOf operation (option: string) (lengths: seq<int>) =
    let lengths = Seq.toArray lengths

    if lengths.Length = 0 || Array.exists (fun n -> n < 1) lengths then
        raise (Errors.PerAxisLeast(operation, option, 1, lengths))

    lengths

/// The windows of [.., channels, s, ..] as columns: [.., channels w .., n ..].
let unfold (options: Unfold) (kernel: seq<int>) x =
    let x = Promote.tensor "unfold" x
    let kernel = lengthsOf "unfold" "kernel" kernel
    let axes = kernel.Length
    channelled "unfold" axes x
    let struct (stride, padding, dilation) = slides "unfold" kernel options
    let x = padded 0.0 (Array.map (fun p -> p, p) padding) x
    checkFit "unfold" kernel dilation (lastLengths axes x)
    let windows = windowed kernel stride dilation x
    let channels = x.Shape.[x.Rank - axes - 1]

    Moves.reshape
        [| yield! firstLengths (axes + 1) x; channels * product kernel; product (lastLengths axes windows) |]
        windows

/// The transpose of `unfold`: columns added where their windows lie in [.., channels, s, ..].
let fold (options: Unfold) (size: seq<int>) (kernel: seq<int>) x =
    let x = Promote.tensor "fold" x
    let size, kernel = lengthsOf "fold" "size" size, lengthsOf "fold" "kernel" kernel
    let size = perAxis "fold" "size" 1 (Array.create kernel.Length 1) size
    let struct (stride, padding, dilation) = slides "fold" kernel options
    let target = Array.map2 (fun length p -> length + 2 * p) size padding
    checkFit "fold" kernel dilation target

    let counts =
        Array.map3 (fun length extent step -> (length - extent) / step + 1) target (extents kernel dilation) stride

    if x.Rank < 2 || x.Shape[-2] % product kernel <> 0 || x.Shape[-1] <> product counts then
        raise (Errors.FoldColumns(kernel, counts, x.Shape))

    x
    |> Moves.reshape [| yield! firstLengths 2 x; x.Shape[-2] / product kernel; yield! kernel; yield! counts |]
    |> overlapped kernel stride dilation target
    |> padded 0.0 (Array.map (fun p -> -p, -p) padding)
