/// Random operands: shapes with and without axes, empty and large, in every layout; numbers of every kind.
module internal Functional.Laws.Drawing

open System
open Functional
open Functional.Kernels

let chance (random: Random) percent = random.Next 100 < percent

let pick (random: Random) (xs: 'a[]) = xs[random.Next xs.Length]

let private allDTypes = Enum.GetValues<DType>()

/// Mostly a float.
let anyDType (random: Random) =
    if chance random 70 then pick random [| DType.Float32; DType.Float64 |] else pick random allDTypes

/// Any dtype, as often as any other.
let everyDType (random: Random) = pick random allDTypes

/// Lengths on both sides of vectors' widths.
let private lengths = [| 1; 1; 2; 2; 3; 4; 5; 7; 8; 9; 15; 16; 17; 33 |]

/// Few elements, so that all kinds of shapes come cheap.
let private smallShape (random: Random) minRank =
    let rec draw rank =
        let shape = [ for _ in 1..rank -> if chance random 3 then 0 else pick random lengths ]
        if List.fold (*) 1 shape <= 600 then shape else draw rank

    Shape.From(draw (max minRank (pick random [| 0; 1; 1; 2; 2; 3; 3; 4 |])))

/// Any shape of at least so many axes; now and then one that several vectors or threads share, of `large` elements.
let shape (random: Random) minRank large =
    match random.Next 400 with
    | n when n < 1 && large > 0 ->
        let rows = pick random [| 1; 3; 64; large / 7 |]
        Shape.From [ rows; large / rows + random.Next 5 ]
    | n when n < 12 -> Shape.From [ for _ in 2..minRank -> 1 ] |> Seq.append [ 700 + random.Next 3000 ] |> Shape.From
    | _ -> smallShape random minRank

/// A movement that ends in a shape, and the shape that it starts from.
let private backwards (random: Random) (shape: Shape) : Shape * Movement =
    let rank = shape.Rank

    match random.Next 3 with
    | 0 ->
        let axes = Array.init rank id
        random.Shuffle axes
        let from = Array.zeroCreate rank
        axes |> Array.iteri (fun i axis -> from[axis] <- shape.Lengths[i])
        Shape.From from, Permute axes
    | 1 ->
        let steps = Array.init rank (fun _ -> pick random [| 1; 1; 1; 2; 3; -1; -2 |])
        let before = Array.init rank (fun _ -> random.Next 3)
        let extents = Array.init rank (fun i -> max 0 (shape.Lengths[i] - 1) * abs steps[i])
        let starts = Array.init rank (fun i -> if steps[i] > 0 then before[i] else before[i] + extents[i])
        let from = Array.init rank (fun i -> before[i] + extents[i] + 1 + random.Next 2)
        Shape.From from, Slice(starts, steps, shape)
    | _ ->
        let dropped = if rank > 0 && chance random 30 then 1 else 0
        let from = [ for length in Seq.skip dropped shape -> if chance random 50 then 1 else length ]
        Shape.From from, Expand shape

/// The movements of a random layout of a shape, and the shape that they start from.
let private layout (random: Random) (shape: Shape) =
    let rec draw count (shape: Shape) movements =
        if count = 0 then
            shape, movements
        else
            let from, movement = backwards random shape
            draw (count - 1) from (movement :: movements)

    if shape.Size > 10000 || chance random 40 then shape, [] else draw (1 + random.Next 2) shape []

/// The kinds of numbers.
type Palette =
    /// Everything that a dtype holds.
    | Wild
    /// Numbers whose sums do not overflow, and now and then nan and infinities.
    | Tame
    /// Numbers whose products do not overflow.
    | NearOne

let private specials =
    [| 0.0
       -0.0
       1.0
       -1.0
       0.5
       -0.5
       2.5
       nan
       infinity
       -infinity
       1e-310
       -1e-310
       1e-40
       1e300
       -1e300
       3.4e38
       88.7
       -103.9
       709.7
       -745.1
       1e5
       -1e5
       20.0
       Math.PI |]

let private float (random: Random) palette =
    let uniform low high = low + random.NextDouble() * (high - low)
    let sign () = if chance random 50 then 1.0 else -1.0

    match palette with
    | NearOne -> sign () * exp (uniform -0.01 0.01)
    | Tame -> if chance random 10 then Math.Round(uniform -3.0 3.0) else uniform -3.0 3.0
    | Wild ->
        match random.Next 10 with
        | 0 -> pick random specials
        | 1 -> sign () * Math.Pow(10.0, uniform -12.0 12.0)
        | 2
        | 3 -> Math.Round(uniform -4.0 4.0)
        | 4 -> uniform -30.0 30.0
        | _ -> uniform -3.0 3.0

let private integer (random: Random) palette =
    match palette, random.Next 10 with
    | Wild, 0 -> pick random [| Int64.MinValue; Int64.MaxValue; Int32.MinValue; Int32.MaxValue; 255; 128; -1 |]
    | Wild, 1 -> random.NextInt64()
    | _ -> int64 (random.Next(-5, 6))

/// Numbers of a palette; one array of tame numbers in ten has a number that is not finite, which spoils all sums.
let elements (random: Random) dtype palette count =
    if DTypes.IsFloat dtype then
        let numbers = Array.init count (fun _ -> float random palette)

        if palette <> Wild && count > 0 && chance random 10 then
            numbers[random.Next count] <- pick random [| nan; infinity; -infinity; 0.0; -0.0 |]

        Elements.floats dtype numbers
    else
        Elements.integers dtype (Array.init count (fun _ -> integer random palette))

/// Numbers in a shape, in any layout.
let operand (random: Random) dtype palette shape =
    let from, movements = layout random shape

    { Shape = from
      DType = dtype
      Elements = elements random dtype palette from.Size
      Layout = movements }

/// Indices into an axis of so many elements; where they miss it, one is out of bounds.
let index (random: Random) length misses shape =
    let from, movements = layout random shape
    let indices = Array.init from.Size (fun _ -> if length = 0 then 0L else int64 (random.Next length))

    if misses && indices.Length > 0 then
        indices[random.Next indices.Length] <- pick random [| int64 length; -1L |]

    { Shape = from; DType = DType.Int64; Elements = Integers indices; Layout = movements }

/// A shape that stretches to another.
let stretching (random: Random) (shape: Shape) =
    let dropped = if chance random 30 then random.Next(shape.Rank + 1) else 0
    let mayStretch = chance random 50
    Shape.From [ for length in Seq.skip dropped shape -> if mayStretch && chance random 40 then 1 else length ]
