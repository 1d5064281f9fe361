/// Fourier transforms: complex numbers as pairs of tensors, the real and the imaginary parts. All of it is products with
/// constants, so every derivative follows.
module internal Functional.Fouriers

open System
open Functional.Kernels
open Functional.Terms

/// cos and sin of -2π j k / n, for j below the rows and k below the columns, beside a tensor.
let private waves (like: Tensor) n rows columns : struct (Tensor * Tensor) =
    let table (f: float -> float) =
        // The product of places modulo n: angles stay small and exact, whatever n is.
        let angle i = -2.0 * Math.PI * float (int64 (i / columns) * int64 (i % columns) % int64 n) / float n
        let values = Array.init (rows * columns) (angle >> f)

        Creation.fromArrayOn (Creation.backendOf like) values (Shape.From [ rows; columns ])
        |> Apply.toDType like.DType

    table cos, table sin

/// The number of terms that are summed directly, where there is a choice.
[<Literal>]
let private Radix = 16

/// How many interleaved parts a transform of n numbers falls into: as many as are summed directly, or the least there is.
let private parts n =
    let divides p = n % p = 0

    match Seq.tryFind divides (seq { min Radix n .. -1 .. 2 }) with
    | Some p -> p
    | None -> Seq.tryFind divides (seq { Radix + 1 .. int (sqrt (float n)) }) |> Option.defaultValue n

let private times struct (a: Tensor, b: Tensor) product struct (re: Tensor, im: Tensor) : struct (Tensor * Tensor) =
    sub (product a re) (product b im), add (product b re) (product a im)

/// <summary>
/// X[k] = Σ_j x[j] exp(-2πi j k / n) along the last axis. n = p m: p interleaved transforms of m numbers, and m of p numbers
/// across them. Source: Cooley and Tukey, "An algorithm for the machine calculation of complex Fourier series" (1965).
/// </summary>
let rec private last (struct (re: Tensor, im: Tensor) as x) : struct (Tensor * Tensor) =
    let n = re.Shape.Lengths[re.Rank - 1]
    let p = parts n
    let matmul a b = Apply.run2 Primitives.matmul a b

    if n = 1 then
        x
    else
        let m = n / p
        let interleaved y = Moves.unflatten -1 [ m; p ] y |> Apply.swap
        let inner = last (interleaved re, interleaved im)
        let turned = if m = 1 then inner else times (waves re n p m) mul inner
        let struct (re, im) = times (waves re p p p) matmul turned
        Moves.flatten -2 -1 re, Moves.flatten -2 -1 im

let private checkLength name axis (x: Tensor) =
    let axis = x.Shape.Axis(name, axis)

    if x.Shape.Lengths[axis] = 0 then
        raise (Errors.EmptyTransform(name, axis, x.Shape))

    axis

/// Two parts of one shape and dtype.
let private complex name re im : struct (Tensor * Tensor) =
    let xs = Promote.common name [| re; im |] |> Array.map (Promote.float name)
    let shape = Broadcasting.Shape(name, xs[0].Shape, xs[1].Shape)
    Moves.broadcastTo shape xs[0], Moves.broadcastTo shape xs[1]

let private along axis (struct (re: Tensor, im: Tensor)) =
    let there = Moves.movedim [ axis ] [ -1 ]
    let struct (re, im) = last (there re, there im)
    let back = Moves.movedim [ -1 ] [ axis ]
    struct (back re, back im)

let fft name axis re im : struct (Tensor * Tensor) =
    let struct (re, im) = complex name re im
    along (checkLength name axis re) (re, im)

/// The inverse, with 1/n: exchanging the parts before and after turns every angle around.
let ifft name axis re im : struct (Tensor * Tensor) =
    let struct (im', re') = fft name axis im re
    let scale = 1.0 / float re'.Shape[axis]
    struct (Terms.times scale re', Terms.times scale im')

let rfft axis x : struct (Tensor * Tensor) =
    let x = Promote.float "rfft" x
    let struct (re, im) = fft "rfft" axis x (Creation.fullLike x 0.0)
    let half = Moves.narrow axis 0 (x.Shape[axis] / 2 + 1)
    half re, half im

let irfft axis n re im =
    let struct (re, im) = complex "irfft" re im
    let axis = checkLength "irfft" axis re

    if n < 1 || re.Shape[axis] <> n / 2 + 1 then
        raise (Errors.HalfLength("irfft", n, axis, re.Shape))

    // The other half mirrors this one, with opposite imaginary parts; what has no mirror image there is real.
    let mirrored = (n - 1) / 2
    let mirror x = Moves.narrow axis 1 mirrored x |> Moves.flip [ axis ]

    let real x =
        if n % 2 = 1 then
            Moves.narrow axis 1 mirrored x
        else
            Joins.cat axis [ Moves.narrow axis 1 mirrored x; Moves.narrow axis 0 1 x |> Terms.times 0.0 ]

    let zero = Moves.narrow axis 0 1 im |> Terms.times 0.0
    let whole = Joins.cat axis [ re; mirror re ]
    let imaginary = Joins.cat axis [ zero; real im; neg (mirror im) ]
    let struct (x, _) = ifft "irfft" axis whole imaginary
    x
