/// What several families of laws are written with.
module internal Functional.Laws.Common

open System
open Functional
open Functional.Laws.Comparing

/// Shapes of tensors.
let shapes (xs: Tensor[]) : int[][] = xs |> Array.map _.Shape.Lengths.ToArray()

/// Another point of the subject's regions, of the same shapes; a text says which.
let elsewhere (trial: Trial) (which: string) : Tensor[] =
    let shapes = shapes trial.Point

    Draw.arguments (trial.Random which) trial.Subject.Regions shapes
    |> Array.map2 (fun shape data -> trial.Tensor(shape, data)) shapes

/// A function made scalar by weights.
let scalar (weights: Tensor[]) (f: Tensor[] -> Tensor[]) (xs: Tensor[]) : Tensor = weighted weights (f xs)

/// The bits of numbers; every nan has the same.
let bits (xs: float[]) : int64[] =
    xs |> Array.map (fun x -> BitConverter.DoubleToInt64Bits(if Double.IsNaN x then nan else x))

/// That tensors have the same bits, for laws whose other findings are up to rounding.
let sameBits (what: string) (xs: Tensor[]) (ys: Tensor[]) : Finding = truth what (bits (all xs) = bits (all ys))

/// Shape, dtype, device and backend, as one reads them.
let described (xs: Tensor[]) : string =
    xs
    |> Array.map (fun x -> $"{x.Space} on {x.Device} ({(Values.backend x).GetType().Name})")
    |> String.concat ", "

let zeros (xs: Tensor[]) : Tensor[] = Array.map Tensor.zerosLike xs
