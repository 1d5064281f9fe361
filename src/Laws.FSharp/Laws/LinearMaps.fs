/// The law of the vocabulary that derivatives are written in: every linear map, however composed, has its transpose.
module Functional.Laws.LinearMaps

open System
open Functional
open Functional.Kernels
open Functional.Laws.Comparing

let private shapeOf (lengths: int[]) = Shape.Create(ReadOnlySpan lengths)
let private spaceOf lengths = Space(shapeOf lengths, DType.Float64)

/// A map that begins at a shape, and where it ends.
[<Struct; NoEquality; NoComparison>]
type private Step = { Form: Form<Tensor>; Into: int[] }

let private linear (from: int[]) step : Linear<Tensor> =
    { Form = step.Form; Domain = spaceOf from; Codomain = spaceOf step.Into }

let private index (random: Random) length (shape: int[]) =
    Tensor.ofArray shape (Array.init (Draw.size shape) (fun _ -> int64 (random.Next length)))

let private triangle (random: Random) = Triangle(random.Next 2 = 0, random.Next 2 = 0)

/// One word of the vocabulary that begins at a shape; None if the shape does not fit it.
let private word (trial: Trial) (random: Random) (from: int[]) kind : Step option =
    let rank = from.Length
    let axis = if rank = 0 then 0 else random.Next rank

    let tensor shape =
        trial.Tensor(shape, Array.init (Draw.size shape) (fun _ -> Math.Round(random.NextDouble() * 2.0 - 1.0, 2)))

    let step form into = Some { Form = form; Into = into }
    let ofAxes form into = if rank = 0 then None else step form into

    match kind with
    | 0 -> step Zero from
    | 1 -> step Identity from
    | 2 -> step Identity (Array.append [| 2 |] from)
    | 3 -> step Negate from
    | 4 -> step (ScaleBy(Math.Round(random.NextDouble() * 4.0 - 2.0, 2))) from
    | 5 -> step (Scale(tensor from)) from
    | 6 ->
        let into = Array.append [| 2 |] from
        step (Scale(tensor into)) into
    | 7 -> step (Mask(Tensor.gt (tensor from) (Tensor.zerosLike (tensor from)), random.Next 2 = 0)) from
    | 8 ->
        let order = Array.init rank id
        random.Shuffle order
        step (Move(Permute order)) (order |> Array.map (fun axis -> from[axis]))
    | 9 ->
        let into = [| Draw.size from |]
        step (Move(Reshape(shapeOf into))) into
    | 10 when rank > 0 && from[axis] > 1 ->
        let starts, into = Array.zeroCreate rank, Array.copy from
        let isBackwards = random.Next 2 = 0
        starts[axis] <- if isBackwards then from[axis] - 1 else 1
        into[axis] <- from[axis] - 1
        let steps = Array.init rank (fun i -> if i = axis && isBackwards then -1 else 1)
        step (Move(Slice(starts, steps, shapeOf into))) into
    | 11 when rank > 0 ->
        let starts, into = Array.zeroCreate rank, Array.copy from
        starts[axis] <- 1
        into[axis] <- 2 * from[axis] + 1
        let steps = Array.init rank (fun i -> if i = axis then 2 else 1)
        step (Move(Embed(starts, steps, shapeOf into))) into
    | 12 ->
        ofAxes (Form.Sum [| axis |]) (Array.removeAt (min axis (max 0 (rank - 1))) (if rank = 0 then [| 1 |] else from))
    | 13 ->
        let place = random.Next(rank + 1)
        step (Spread [| place |]) (Array.insertAt place 3 from)
    | 14 when rank > 0 && from[axis] > 0 ->
        let into = Array.updateAt axis (from[axis] + 1) from
        step (Take(axis, index random from[axis] into)) into
    | 15 when rank > 0 ->
        let into = Array.updateAt axis (from[axis] + 1) from
        step (Put(axis, index random into[axis] from)) into
    | 16 when rank >= 2 ->
        let inner, transposed = from[rank - 2], random.Next 2 = 0
        let matrix = tensor (if transposed then [| inner; 2 |] else [| 2; inner |])
        step (LeftProduct(matrix, transposed)) (Array.updateAt (rank - 2) 2 from)
    | 17 when rank >= 2 ->
        let inner, transposed = from[rank - 1], random.Next 2 = 0
        let matrix = tensor (if transposed then [| 3; inner |] else [| inner; 3 |])
        step (RightProduct(matrix, transposed)) (Array.updateAt (rank - 1) 3 from)
    | 18 -> ofAxes (Cumulate(axis, random.Next 2 = 0)) from
    | 19 when rank > 0 && from[rank - 1] > 0 ->
        // Windows of two that overlap, or have an element between their own.
        let dilation = max 1 (min (1 + random.Next 2) (from[rank - 1] - 1))
        let windows = Windows([| min 2 from[rank - 1] |], [| 1 + random.Next 2 |], [| dilation |])
        let into = windows.Infer(ReadOnlySpan [| spaceOf from |]).Shape
        step (Windowed windows) (into.Lengths.ToArray())
    | 20 when rank > 1 && from[rank - 2] > 0 && from[rank - 1] > 0 ->
        let windows = Windows([| from[rank - 2] |], [| 1 + random.Next 2 |], [| 1 + random.Next 2 |])
        let length = int (windows.Extent 0) + windows.Steps[0] * (from[rank - 1] - 1) + random.Next windows.Steps[0]
        step (Overlapped(OverlapAdd(windows, [| length |]))) [| yield! Array.truncate (rank - 2) from; length |]
    | 21 when rank >= 2 -> step (Within(triangle random)) from
    | 22 when rank >= 2 ->
        let n = from[rank - 2]
        let t = trial.Draw("t", WellConditioned, [| n; n |]) + 2.0 * Tensor.eyeOf DType.Float64 n n
        step (DivideTriangle(t, triangle random, random.Next 2 = 0)) from
    | 23 when rank >= 2 ->
        let n = from[rank - 2]
        let a = trial.Draw("a", WellConditioned, [| n; n |])
        let factors = Apply.run1 (Primitives.factors "solve") a
        step (Form.Divide(a, factors, random.Next 2 = 0)) from
    | 24 ->
        // There and back, for all that stands beside is at home.
        let home = (tensor [||]).Device
        let plain = (PlainBackend.Instance :> IBackend).Device
        let away = if home = plain then Device.Cpu else plain
        step (Compose(Form.Transfer(home, away), spaceOf from, Form.Transfer(away, home))) from
    | _ -> None

[<Literal>]
let private Words = 25

/// A map that begins at a shape: a word, or maps composed, added, hidden from the engine as one's own are, or known with
/// an operation for one of their two directions.
let rec private draw (trial: Trial) (random: Random) depth (from: int[]) : Step =
    match (if depth = 0 then 0 else random.Next 6) with
    | 1
    | 2 ->
        let first = draw trial random (depth - 1) from
        let second = draw trial random (depth - 1) first.Into
        { Form = Compose(first.Form, spaceOf first.Into, second.Form); Into = second.Into }
    | 3 ->
        let inner = draw trial random (depth - 1) from
        { inner with Form = Plus(inner.Form, if inner.Into = from then ScaleBy 0.5 else Zero) }
    | 4 ->
        let inner = draw trial random (depth - 1) from
        let map = linear from inner
        { inner with Form = Open(Apply.apply map, Apply.apply (Linear.transpose map)) }
    | 5 ->
        let inner = draw trial random (depth - 1) from
        let map = linear from inner
        let parts () = inner.Form
        let transposed = random.Next 2 = 0
        let operation = if transposed then map else Linear.transpose map
        { inner with Form = Known(parts, [||], Apply.apply operation, transposed) }
    | _ ->
        match word trial random from (random.Next Words) with
        | Some step -> step
        | None -> draw trial random depth from

let transposes =
    GradientLaw.make
        "transposes of linear maps"
        "<c, A v> = <A^T c, v>, (A^T)^T v = A v, and (B A)^T c = A^T B^T c, for every word of the vocabulary and their compositions"
        "Elliott, The Simple Essence of Automatic Differentiation (2018)"
        (Relative 1e-11)
        (fun trial ->
            let random = trial.Random "map"
            let from = Array.init (random.Next 4) (fun _ -> 1 + random.Next 3)
            let first = draw trial random 2 from
            let second = draw trial random 2 first.Into
            let whole = linear from { Form = Compose(first.Form, spaceOf first.Into, second.Form); Into = second.Into }
            let a, b = linear from first, linear first.Into second
            let v, c = trial.Draw("v", Reals, from), trial.Draw("c", Reals, second.Into)
            let image, pulled = Apply.apply whole v, Apply.apply (Linear.transpose whole) c
            let twice = Linear.transpose (Linear.transpose whole)

            let described (x: Tensor) = string x.Space

            [ texts "A v is in the codomain" (string whole.Codomain) (described image)
              texts "A^T c is in the domain" (string whole.Domain) (described pulled)
              products "<c, A v>" [| c |] [| image |] "<A^T c, v>" [| pulled |] [| v |]
              tensors "(A^T)^T v" [| Apply.apply twice v |] "A v" [| image |]
              tensors "B A v" [| image |] "B (A v)" [| Apply.apply b (Apply.apply a v) |]

              tensors
                  "(B A)^T c"
                  [| pulled |]
                  "A^T (B^T c)"
                  [| Apply.apply (Linear.transpose a) (Apply.apply (Linear.transpose b) c) |] ])

/// The laws of the library itself.
let engine = [ transposes ]
