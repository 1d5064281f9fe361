/// Movements of elements: raw operations that copy or view, and so touch no bit of a number. No array here is empty.
module internal Functional.Layouts

open DiffSharp.Backends
open Functional
open Functional.Host
open Functional.Kernels

let private rank (x: RawTensor) = x.Shape.Length

/// Axes turned around.
let private flip (axes: int[]) (x: RawTensor) = if axes.Length = 0 then x else x.FlipT axes

/// The axes along which steps are negative: lengths of 1 have no direction.
let private backwards (steps: int[]) (lengths: int[]) =
    [| for i in 0 .. steps.Length - 1 do
           if steps[i] < 0 && lengths[i] > 1 then
               i |]

/// Element i of an axis is element start + i step of the argument's.
let slice (starts: int[]) (steps: int[]) (lengths: int[]) (x: RawTensor) : RawTensor =
    if lengths.Length = 0 then
        x
    else
        let ends = Array.init starts.Length (fun i -> starts[i] + (lengths[i] - 1) * steps[i])

        let bounds =
            Array2D.init starts.Length 3 (fun i j ->
                match j with
                | 0 -> min starts[i] ends[i]
                | 1 -> max starts[i] ends[i]
                | _ -> 0)

        let turned = x.GetSlice bounds |> flip (backwards steps lengths)
        let strides = Array.map2 (fun step length -> if length = 1 then 1 else abs step) steps lengths
        if Array.forall ((=) 1) strides then turned else turned.UndilateT strides

/// Zeros before and after the elements of an axis.
let private pad axis before after (x: RawTensor) : RawTensor =
    let zeros length = x.ZerosLike(Array.updateAt axis length x.Shape)

    let pieces =
        [| if before > 0 then
               zeros before
           x
           if after > 0 then
               zeros after |]

    if pieces.Length = 1 then x else x.CatTs(pieces, axis)

/// Zeros of some lengths, with element i of an axis at start + i step. Nothing is added to them: -0 is not 0 + -0.
let embed (starts: int[]) (steps: int[]) (lengths: int[]) (x: RawTensor) : RawTensor =
    let turned = x |> flip (backwards steps x.Shape)
    let strides = Array.map2 (fun step length -> if length = 1 then 1 else abs step) steps x.Shape
    let spread = if Array.forall ((=) 1) strides then turned else turned.DilateT strides

    Seq.fold
        (fun padded axis ->
            let last = starts[axis] + (x.Shape[axis] - 1) * steps[axis]
            let before, after = min starts[axis] last, lengths[axis] - 1 - max starts[axis] last
            pad axis before after padded)
        spread
        (seq { 0 .. lengths.Length - 1 })

/// A slice along one axis alone.
let private sliceAlong axis start step length (x: RawTensor) =
    let pick there elsewhere = Array.init (rank x) (fun i -> if i = axis then there else elsewhere i)
    slice (pick start (fun _ -> 0)) (pick step (fun _ -> 1)) (pick length (fun i -> x.Shape[i])) x

let private embedAlong axis start step length (x: RawTensor) =
    let pick there elsewhere = Array.init (rank x) (fun i -> if i = axis then there else elsewhere i)
    embed (pick start (fun _ -> 0)) (pick step (fun _ -> 1)) (pick length (fun i -> x.Shape[i])) x

/// How many axes are before those of the windows, which are [w, .., n, ..]; and where each of them is when the places
/// and the number of windows of an axis stand side by side.
let private paired first axes =
    [| yield! [ 0 .. first - 1 ]
       for i in 0 .. axes - 1 do
           yield first + i
           yield first + axes + i |]

/// For each place within a window a slice with that place of all windows, side by side; axis by axis.
let windows (windows: Windows) (result: Shape) (x: RawTensor) : RawTensor =
    let axes = windows.Lengths.Length
    let first = rank x - axes

    let along x i =
        let axis, count = first + i, result.Lengths[result.Rank - axes + i]

        let places =
            Array.init windows.Lengths[i] (fun place ->
                sliceAlong axis (place * windows.Dilations[i]) windows.Steps[i] count x)

        Raw.stack axis places

    let sideBySide = Seq.fold along x (seq { axes - 1 .. -1 .. 0 })

    if axes = 0 then
        x
    else
        let order = paired first axes
        sideBySide.PermuteT(Array.init order.Length (fun i -> System.Array.IndexOf(order, i)))

/// The adjoint: each slice is put back where it came from, and what overlaps adds up.
let overlapAdd (operation: OverlapAdd) (x: RawTensor) : RawTensor =
    let windows = operation.Windows
    let axes = windows.Lengths.Length
    let first = rank x - 2 * axes

    let along (x: RawTensor) i =
        let axis = first + i

        x.UnstackT axis
        |> Array.mapi (fun place part ->
            embedAlong axis (place * windows.Dilations[i]) windows.Steps[i] operation.To[i] part)
        |> Array.reduce Raw.add

    if axes = 0 then x else Seq.fold along (x.PermuteT(paired first axes)) (seq { 0 .. axes - 1 })
