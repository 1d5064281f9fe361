/// Points of regions, directions at them, and simpler points to try in their place. Numbers are short decimals, so that
/// a counterexample can be read.
module internal Functional.Laws.Draw

open System
open Functional

let size (shape: int[]) = Array.fold (*) 1 shape

/// A generator that depends on a text and a number alone, on every machine.
let seeded (text: string) (seed: int) =
    Random(text |> Seq.fold (fun hash c -> (hash * 31 + int c) &&& 0x3FFFFFFF) (seed &&& 0x3FFFFFFF))

let private uniform (random: Random) low high = low + random.NextDouble() * (high - low)
let private decimals digits (x: float) = Math.Round(x, (digits: int))

/// How far points stay from kinks and jumps: laws take steps of a few hundredths.
[<Literal>]
let private Clearance = 0.1

/// How often a point is drawn before a region counts as empty.
[<Literal>]
let private Attempts = 1000

let private jumps region =
    match region with
    | Except points -> points
    | BetweenJumps offset -> [ for k in -4 .. 4 -> offset + float k ]
    | _ -> []

/// Why a region has no point, if so.
let emptiness region =
    match region with
    | Between(low, high) when not (low < high) ->
        Some $"the bounds are {low} and {high}; the first must be the smaller one"
    | Between(low, high) when Double.IsInfinity low || Double.IsInfinity high ->
        Some $"the bounds are {low} and {high}; give finite ones"
    | Except points when points |> List.exists (Double.IsFinite >> not) -> Some "a point to avoid is not finite"
    | BetweenJumps offset when not (Double.IsFinite offset) -> Some "the jumps are not finite"
    | Discrete -> Some "indices and conditions carry no derivative; let the function capture them"
    | _ -> None

let private distanceTo points (x: float) = points |> List.fold (fun least point -> min least (abs (x - point))) infinity

let private number (random: Random) region =
    let rec away points left =
        if left = 0 then
            raise (
                Errors.emptyDomain
                    $"%A{region}"
                    $"{Attempts} numbers from -2.5 to 2.5 all lay within {Clearance} of a point to avoid"
            )

        let x = uniform random -2.5 2.5
        if distanceTo points x < Clearance then away points (left - 1) else x

    match region with
    | Positive -> uniform random 0.5 3.0
    | NonZero -> uniform random 0.5 2.0 * float (random.Next 2 * 2 - 1)
    | Between(low, high) ->
        let margin = 0.1 * (high - low)
        uniform random (low + margin) (high - margin)
    | Except _
    | BetweenJumps _ -> away (jumps region) Attempts
    | _ -> uniform random -2.0 2.0

/// As many digits as leave a region hundreds of different points.
let private digits region =
    match region with
    | Between(low, high) -> max 3 (3 - int (floor (log10 (high - low))))
    | _ -> 3

/// The product of two matrices of plain numbers.
let product (a: float[,]) (b: float[,]) : float[,] =
    Array2D.init (Array2D.length1 a) (Array2D.length2 b) (fun i j ->
        Seq.sum (seq { for k in 0 .. Array2D.length2 a - 1 -> a[i, k] * b[k, j] }))

let private transposed (a: float[,]) = Array2D.init (Array2D.length2 a) (Array2D.length1 a) (fun i j -> a[j, i])

/// A random rotation or reflection: a product of Householder reflections.
let orthogonal (random: Random) n : float[,] =
    let identity = Array2D.init n n (fun i j -> if i = j then 1.0 else 0.0)

    Seq.init n (fun _ -> Array.init n (fun _ -> uniform random -1.0 1.0))
    |> Seq.fold
        (fun q v ->
            let square = Array.sumBy (fun x -> x * x) v
            let reflection = Array2D.init n n (fun i j -> (if i = j then 1.0 else 0.0) - 2.0 * v[i] * v[j] / square)
            product q reflection)
        identity

/// Matrices Q diag(d) Rᵀ, one after the other: R is Q for a symmetric matrix.
let private matrices (random: Random) (shape: int[]) symmetric (diagonal: int -> float) : float[] =
    let n = Array.last shape

    [| for _ in 1 .. size shape / max 1 (n * n) do
           let q = orthogonal random n
           let r = if symmetric then q else orthogonal random n
           let scaled = Array2D.init n n (fun i j -> q[i, j] * diagonal j)
           yield! product scaled (transposed r) |> Seq.cast<float> |]

let private isSymmetric region = region = PositiveDefinite || region = SeparatedSpectrum

/// The mean of each matrix and its transpose.
let private symmetrised (shape: int[]) (data: float[]) =
    let n = Array.last shape

    data
    |> Array.mapi (fun k x ->
        let matrix, i, j = k / (n * n), k / n % n, k % n
        (x + data[matrix * n * n + j * n + i]) / 2.0)

/// Elements of an argument of a shape, in a region.
let private argument (random: Random) region (shape: int[]) : float[] =
    match region with
    | WellConditioned -> matrices random shape false (fun _ -> uniform random 0.7 1.8)
    | PositiveDefinite -> matrices random shape true (fun _ -> uniform random 0.5 2.5) |> symmetrised shape
    | SeparatedSpectrum -> matrices random shape true (fun i -> float i + uniform random 0.2 0.6) |> symmetrised shape
    | region -> Array.init (size shape) (fun _ -> number random region |> decimals (digits region))

/// Elements of all arguments; those that must not be equal are drawn near the points of one shuffled grid.
let arguments (random: Random) (regions: Region list) (shapes: int[][]) : float[][] =
    let regions = Array.ofList regions
    let distinct = Seq.zip regions shapes |> Seq.sumBy (fun (r, shape) -> if r = Distinct then size shape else 0)
    let near () = uniform random -0.05 0.05
    let grid = Array.init distinct (fun k -> decimals 3 (0.3 * (float k - float distinct / 2.0) + 0.07 + near ()))
    random.Shuffle grid
    let mutable used = 0

    Array.map2
        (fun region shape ->
            if region = Distinct then
                let part = Array.sub grid used (size shape)
                used <- used + part.Length
                part
            else
                argument random region shape)
        regions
        shapes

/// A direction in which an argument may move without leaving its region.
let direction (random: Random) region (shape: int[]) : float[] =
    let free = Array.init (size shape) (fun _ -> decimals 2 (uniform random -1.0 1.0))
    if isSymmetric region then symmetrised shape free else free

/// How much there is to read in a number: shrinking only ever goes down.
let private complexity (x: float) =
    if x = 0.0 then 0
    elif x = 1.0 then 1
    elif x = Math.Round x then 2
    elif x = decimals 1 x then 3
    else 4

let private allowed region (x: float) =
    match region with
    | Reals -> true
    | Positive -> x >= 0.5
    | NonZero -> abs x >= 0.5
    | Between(low, high) ->
        let margin = 0.1 * (high - low)
        x >= low + margin && x <= high - margin
    | Except _
    | BetweenJumps _ -> distanceTo (jumps region) x >= Clearance
    | _ -> false

/// Elements in the same region that are easier to read, from the simplest on.
let simpler region (data: float[]) : float[] seq =
    let simplify candidate x =
        let y = candidate x
        if complexity y < complexity x && allowed region y then y else x

    let candidates = [ (fun _ -> 0.0); (fun _ -> 1.0); (fun x -> Math.Round(x: float)); decimals 1 ]

    seq {
        for candidate in candidates do
            let moved = Array.map (simplify candidate) data

            if moved <> data then
                moved

        for i in 0 .. data.Length - 1 do
            for candidate in candidates do
                let y = simplify candidate data[i]

                if y <> data[i] then
                    Array.updateAt i y data
    }
