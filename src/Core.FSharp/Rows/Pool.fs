/// Pooling: the largest elements and the means of windows.
module internal Functional.Pool

open System
open Functional.Kernels
open Functional.Sliding

/// The windows along one axis.
type private Slide =
    {
        /// For each window the elements that it consists of, all windows of one length; negative where it reaches out.
        Places: int[][]
        /// Before and after the elements, where windows reach out that stand at equal distances.
        Sides: struct (int * int)
        /// The distances between windows, and between the elements of one; 0 where they vary.
        Step: int
        Dilation: int
    }

    member slide.Count = slide.Places.Length
    member slide.Length = slide.Places[0].Length

/// The windows along an axis, at equal distances.
let private regular operation ceilMode (length: int) kernel stride padding dilation =
    let extent = (kernel - 1) * dilation + 1

    if padding > extent / 2 then
        raise (Errors.PoolPadding(operation, padding, extent))

    if extent > length + 2 * padding then
        raise (Errors.WindowTooLong(operation, [| kernel |], [| dilation |], ReadOnlySpan [| length + 2 * padding |]))

    let room = length + 2 * padding - extent
    let whole = room / stride + 1

    // One more that reaches out, if it starts before the padding at the end does.
    let count = if ceilMode && room % stride <> 0 && whole * stride < length + padding then whole + 1 else whole

    let places =
        Array.init count (fun window ->
            Array.init kernel (fun i ->
                let place = window * stride + i * dilation - padding
                if place >= length then -1 else max place -1))

    if places |> Array.exists (Array.forall (fun place -> place < 0)) then
        raise (Errors.PoolOutside(operation, kernel, dilation, padding, length))

    { Places = places
      Sides = struct (padding, max 0 ((count - 1) * stride + extent - length - padding))
      Step = stride
      Dilation = dilation }

/// The windows that divide an axis as evenly as can be into so many, which may overlap by one element.
let private adaptive operation (length: int) count =
    if length = 0 then
        raise (Errors.AdaptiveEmpty operation)

    if length % count = 0 then
        regular operation false length (length / count) (length / count) 0 1
    else
        let first window = int (int64 window * int64 length / int64 count)
        let last window = int ((int64 (window + 1) * int64 length + int64 count - 1L) / int64 count)
        let longest = Seq.max (seq { for window in 0 .. count - 1 -> last window - first window })

        { Places =
            Array.init count (fun window ->
                Array.init longest (fun i -> if first window + i < last window then first window + i else -1))
          Sides = struct (0, 0)
          Step = 0
          Dilation = 0 }

/// The elements of the windows, [.., w, .., n, ..], with some number where they reach out. Windows at unequal distances
/// have their first element there instead.
let private elements (outside: float) (slides: Slide[]) (x: Tensor) =
    if slides |> Array.forall (fun slide -> slide.Step > 0) then
        let sides = slides |> Array.map (fun slide -> let struct (before, after) = slide.Sides in before, after)
        let numbers f = Array.map f slides

        padded outside sides x |> windowed (numbers _.Length) (numbers _.Step) (numbers _.Dilation)
    else
        let first = x.Rank - slides.Length

        let cut (x: Tensor, axis) (slide: Slide) =
            let index =
                slide.Places
                |> Array.collect (fun window -> window |> Array.map (fun i -> int64 (if i < 0 then window[0] else i)))

            let index = Creation.fromArrayOn (Creation.backendOf x) index (Shape.From [ index.Length ])
            Indexing.indexSelect axis index x |> Moves.unflatten axis [ slide.Count; slide.Length ], axis + 2

        let pairs, _ = Array.fold cut (x, first) slides

        let windows, places =
            [| for i in 0 .. slides.Length - 1 -> first + 2 * i |],
            [| for i in 0 .. slides.Length - 1 -> first + 2 * i + 1 |]

        Moves.permute [| yield! [| 0 .. first - 1 |]; yield! places; yield! windows |] pairs

let private counts (slides: Slide[]) = Array.map (fun (slide: Slide) -> slide.Count) slides
let private sizes (slides: Slide[]) = Array.map (fun (slide: Slide) -> slide.Length) slides

/// What is known of each place within a window and each window, from what is known along the axes, the first axis
/// first.
let private outer (combine: 'a -> 'b -> 'a) (start: 'a) (axes: 'b[][][]) : 'a[] =
    let mix (row: 'a[]) (inner: 'b[]) = row |> Array.collect (fun a -> Array.map (combine a) inner)
    let step (table: 'a[][]) axis = table |> Array.collect (fun row -> Array.map (mix row) axis)
    Array.fold step [| [| start |] |] axes |> Array.concat

/// The same for each place within a window and each window of one axis.
let private each (f: int[] -> 'a[]) (slide: Slide) = slide.Places |> Array.map f |> Array.transpose

/// For each place within a window, and each window, its element's number among all; where the window reaches out, that
/// of its first element.
let private table (lengths: int[]) (slides: Slide[]) =
    let numbers length (window: int[]) =
        let first = Array.find (fun place -> place >= 0) window
        window |> Array.map (fun place -> struct (int64 length, int64 (if place < 0 then first else place)))

    Array.map2 (fun length slide -> each (numbers length) slide) lengths slides
    |> outer (fun number (struct (length, place)) -> number * length + place) 0L

/// The largest elements of windows, and their numbers among the elements of the last axes. The first of equal ones
/// takes the derivative.
let private largest operation (slides: Slide[]) (x: Tensor) =
    let axes = slides.Length
    let lengths, first = lastLengths axes x, firstLengths axes x
    let within, many = product (sizes slides), product (counts slides)
    let columns = elements -infinity slides x |> Moves.reshape [| yield! first; within; many |]
    let best = Reductions.argmax (ValueSome -2) true columns

    let places =
        Creation.fromArrayOn (Creation.backendOf x) (table lengths slides) (Shape.From [ within; many ])
        |> Moves.expand [| yield! first; within; many |]

    let index = Apply.run2 (Primitives.gather (x.Rank - axes)) places best |> Moves.reshape [| yield! first; many |]

    let values =
        Apply.run2 (Primitives.gather (x.Rank - axes)) (Moves.reshape [| yield! first; product lengths |] x) index

    let shaped = Moves.reshape [| yield! first; yield! counts slides |]
    struct (shaped values, shaped index)

/// The means of windows: sums, divided by as many numbers.
let private means (slides: Slide[]) (divisors: int[][]) (x: Tensor) =
    let axes = slides.Length
    let windows = elements 0.0 slides x

    let inside =
        if slides |> Array.forall (fun slide -> slide.Step > 0) then
            windows
        else
            let truths = Array.map (each (Array.map (fun place -> place >= 0))) slides |> outer (&&) true

            let mask =
                Creation.fromArrayOn
                    (Creation.backendOf x)
                    truths
                    (Shape.From [| yield! sizes slides; yield! counts slides |])

            Apply.run Primitives.where [| mask; windows; Apply.number x 0.0 |]

    let within = [| for i in 0 .. axes - 1 -> x.Rank - axes + i |]
    let sums = Apply.run1 (Primitives.sum within false) inside

    if divisors |> Array.forall (fun row -> Array.forall ((=) row[0]) row) then
        Arithmetic.divide sums (HostNumber.Of(float (product (Array.map Array.head divisors))))
    else
        let numbers = Array.map Array.singleton divisors |> outer (*) 1 |> Array.map float
        let shape = Shape.From(counts slides)
        Arithmetic.divide sums (Creation.fromArrayOn (Creation.backendOf x) numbers shape |> Apply.toDType x.DType)

let private input operation axes x =
    let x = Promote.floating operation x
    channelled operation axes x
    x

let private kernelOf operation axes (kernel: seq<int>) =
    let kernel = Seq.toArray kernel

    if kernel.Length = 0 then
        raise (Errors.PerAxis(operation, "kernel", axes, kernel))

    perAxis operation "kernel" 1 (Array.create axes 1) kernel

/// The largest elements of windows and their places, numbered row-major along the last axes.
let maxPool operation axes (options: MaxPool) (kernel: seq<int>) x =
    let x = input operation axes x
    let kernel = kernelOf operation axes kernel
    let stride = perAxis operation "stride" 1 kernel options.Stride
    let padding = perAxis operation "padding" 0 (Array.create axes 0) options.Padding
    let dilation = perAxis operation "dilation" 1 (Array.create axes 1) options.Dilation
    let lengths = lastLengths axes x

    let slides =
        Array.init axes (fun i ->
            regular operation options.CeilMode lengths[i] kernel[i] stride[i] padding[i] dilation[i])

    largest operation slides x

/// The means of windows.
let avgPool operation axes (options: AvgPool) (kernel: seq<int>) x =
    let x = input operation axes x
    let kernel = kernelOf operation axes kernel
    let stride = perAxis operation "stride" 1 kernel options.Stride
    let padding = perAxis operation "padding" 0 (Array.create axes 0) options.Padding
    let lengths = lastLengths axes x

    let slides =
        Array.init axes (fun i -> regular operation options.CeilMode lengths[i] kernel[i] stride[i] padding[i] 1)

    let divisors =
        Array.init axes (fun i ->
            Array.init slides[i].Count (fun window ->
                if options.Divisor <> 0 then
                    (if i = 0 then options.Divisor else 1)
                elif options.CountIncludePad then
                    // Zeros that were asked for count, but not what a last window reaches beyond them.
                    min kernel[i] (lengths[i] + 2 * padding[i] - window * stride[i])
                else
                    slides[i].Places[window] |> Array.filter (fun place -> place >= 0) |> Array.length))

    means slides divisors x

let private adaptiveSlides operation axes (size: seq<int>) (x: Tensor) =
    let size = kernelOf operation axes size
    Array.map2 (adaptive operation) (lastLengths axes x) size

/// The largest elements of so many windows, which divide each axis, and their places.
let adaptiveMaxPool operation axes (size: seq<int>) x =
    let x = input operation axes x
    largest operation (adaptiveSlides operation axes size x) x

/// The means of so many windows, which divide each axis.
let adaptiveAvgPool operation axes (size: seq<int>) x =
    let x = input operation axes x
    let slides = adaptiveSlides operation axes size x
    let count (window: int[]) = window |> Array.filter (fun place -> place >= 0) |> Array.length
    means slides (slides |> Array.map (fun slide -> Array.map count slide.Places)) x
