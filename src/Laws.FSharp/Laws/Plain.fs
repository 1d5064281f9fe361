/// Plain arithmetic on row-major arrays: what the other side of a law is computed with, so that it shares nothing with
/// what is tested.
module internal Functional.Laws.Plain

open System
open Functional

/// The lengths of the axes.
let lengths (x: Tensor) : int[] = x.Shape.Lengths.ToArray()

/// The shape that shapes broadcast to, if they do.
let common (shapes: int[][]) : int[] option =
    let rank = shapes |> Array.map Array.length |> Array.fold max 0

    let axis fromRight =
        let lengths =
            [ for shape in shapes do
                  if fromRight <= shape.Length then
                      shape[shape.Length - fromRight] ]

        match lengths |> List.filter ((<>) 1) |> List.distinct with
        | [] -> Some 1
        | [ length ] -> Some length
        | _ -> None

    let axes = Array.init rank (fun i -> axis (rank - i))
    if Array.forall Option.isSome axes then Some(Array.map Option.get axes) else None

/// Where each element of a shape comes from in a narrower one that broadcasts to it.
let private sources (narrow: int[]) (shape: int[]) : int[] =
    let added = shape.Length - narrow.Length

    Array.init (Draw.size shape) (fun place ->
        let mutable rest, stride, source = place, 1, 0

        for axis in shape.Length - 1 .. -1 .. added do
            let length = narrow[axis - added]

            if length <> 1 then
                source <- source + rest % shape[axis] * stride

            rest <- rest / shape[axis]
            stride <- stride * length

        source)

/// The elements of a narrower array, repeated to fill a shape.
let expanded narrow shape (data: float[]) : float[] = sources narrow shape |> Array.map (fun source -> data[source])

/// The elements of a shape, summed where a narrower array repeats: the transpose of `expanded`.
let summed narrow shape (data: float[]) : float[] =
    let sums = Array.zeroCreate (Draw.size narrow)
    Array.iter2 (fun source x -> sums[source] <- sums[source] + x) (sources narrow shape) data
    sums

/// Where each element of an array comes from when the slices along an axis are put in another order.
let reordered (shape: int[]) axis (order: int[]) : int[] =
    let inner = Draw.size shape[axis + 1 ..]

    Array.init (Draw.size shape) (fun place ->
        let slice = place / inner % order.Length
        place + (order[slice] - slice) * inner)

/// Elements from the places that a list names.
let taken (places: int[]) (data: float[]) = places |> Array.map (fun place -> data[place])

/// Elements put back to the places that `taken` had them from.
let returned (places: int[]) (data: float[]) : float[] =
    let result = Array.zeroCreate data.Length
    Array.iter2 (fun place x -> result[place] <- x) places data
    result

let trace (a: float[,]) = Seq.sum (seq { for i in 0 .. Array2D.length1 a - 1 -> a[i, i] })

/// The elements of a matrix, row by row.
let rows (a: float[,]) : float[] = a |> Seq.cast<float> |> Array.ofSeq

/// The square matrices of a shape [.., n, n].
let matrices (shape: int[]) (data: float[]) : float[,][] =
    let n = Array.last shape

    Array.init (Draw.size shape[.. shape.Length - 3]) (fun k ->
        Array2D.init n n (fun i j -> data[k * n * n + i * n + j]))

/// The determinant of a matrix and its inverse, by Gauss-Jordan elimination with the largest pivots.
let inverse (a: float[,]) : struct (float * float[,]) =
    let n = Array2D.length1 a
    let left = Array2D.copy a
    let right = Array2D.init n n (fun i j -> if i = j then 1.0 else 0.0)
    let mutable determinant = 1.0

    for column in 0 .. n - 1 do
        let pivot = seq { column .. n - 1 } |> Seq.maxBy (fun row -> abs left[row, column])

        if pivot <> column then
            determinant <- -determinant

            for m in [ left; right ] do
                for j in 0 .. n - 1 do
                    let kept = m[column, j]
                    m[column, j] <- m[pivot, j]
                    m[pivot, j] <- kept

        let divisor = left[column, column]
        determinant <- determinant * divisor

        for m in [ left; right ] do
            for j in 0 .. n - 1 do
                m[column, j] <- m[column, j] / divisor

        for row in 0 .. n - 1 do
            if row <> column then
                let factor = left[row, column]

                for m in [ left; right ] do
                    for j in 0 .. n - 1 do
                        m[row, j] <- m[row, j] - factor * m[column, j]

    struct (determinant, right)

/// The determinant by expansion along the first row: no division, so that singular matrices are as good as others.
let rec determinant (a: float[,]) : float =
    match Array2D.length1 a with
    | 0 -> 1.0
    | n -> Seq.sum (seq { for j in 0 .. n - 1 -> a[0, j] * cofactor a 0 j })

/// The signed determinant of what is left without a row and a column.
and cofactor (a: float[,]) i j : float =
    let n = Array2D.length1 a
    let without k index = if index < k then index else index + 1
    let minor = Array2D.init (n - 1) (n - 1) (fun row column -> a[without i row, without j column])
    (if (i + j) % 2 = 0 then 1.0 else -1.0) * determinant minor

/// The matrix of cofactors: the gradient of the determinant.
let cofactors (a: float[,]) : float[,] = Array2D.init (Array2D.length1 a) (Array2D.length2 a) (cofactor a)

/// n!
let factorial n : float = Seq.fold (*) 1.0 (Seq.map float (seq { 1..n }))

/// The coefficients of the Chebyshev polynomials that together run through a function on [0, 1].
let chebyshev degree (f: float -> float) : float[] =
    let angle j = Math.PI * float j / float degree
    let values = Array.init (degree + 1) (fun j -> f ((1.0 + cos (angle j)) / 2.0))
    let half k = if k = 0 || k = degree then 0.5 else 1.0

    Array.init (degree + 1) (fun k ->
        half k * 2.0 / float degree
        * Seq.sum (seq { for j in 0..degree -> half j * values[j] * cos (float k * angle j) }))

/// Nodes and weights of Gauss-Legendre quadrature with ten points on [0, 1]. Source: Abramowitz & Stegun, table 25.4.
let gaussLegendre: (float * float)[] =
    [| 0.1488743389816312, 0.2955242247147529
       0.4333953941292472, 0.2692667193099963
       0.6794095682990244, 0.2190863625159820
       0.8650633666889845, 0.1494513491505806
       0.9739065285171717, 0.0666713443086881 |]
    |> Array.collect (fun (node, weight) -> [| (1.0 - node) / 2.0, weight / 2.0; (1.0 + node) / 2.0, weight / 2.0 |])
