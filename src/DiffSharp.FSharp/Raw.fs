/// What is asked of raw tensors in more than one place.
module internal Functional.Raw

open System
open DiffSharp.Backends
open DiffSharp.Backends.Torch
open Functional
open Functional.Host

/// One number everywhere, in the shape and dtype of another tensor.
let filled (like: RawTensor) (value: Number) : RawTensor =
    match tryDType like.Dtype with
    | Some dtype -> full { Backend = like.Backend; Device = like.Device } like.Shape dtype value
    | None -> raise (Failures.noDType "full" (string like.Dtype))

let real (like: RawTensor) (value: float) = filled like (Number.op_Implicit value)

/// The same numbers where neighbours lie beside each other: libtorch's kernels round otherwise elsewhere.
let rows (x: RawTensor) : RawTensor =
    match x.Handle with
    | :? TorchSharp.torch.Tensor as handle when not (handle.is_contiguous ()) ->
        TorchRawTensor(handle.contiguous (), x.Shape, x.Dtype, x.Device)
    | _ -> x

/// Stretched to a shape. No binary operation of DiffSharp's stretches both its operands: (3, 1) + (4) has a wrong
/// shape.
let stretch (shape: int[]) (x: RawTensor) : RawTensor = if x.Shape = shape then x else x.Expand shape

/// TorchSharp's sum makes a factor of 1 each time, which the garbage collector may find while libtorch still reads it.
/// This one stays.
let private one = lazy (TorchSharp.Scalar.op_Implicit 1: TorchSharp.Scalar)

/// Sums.
let add (x: RawTensor) (y: RawTensor) : RawTensor =
    match x.Handle, y.Handle with
    | (:? TorchSharp.torch.Tensor as first), (:? TorchSharp.torch.Tensor as second) ->
        TorchRawTensor(first.add (second, one.Value), x.Shape, x.Dtype, x.Device)
    | _ -> x.AddTT y

/// Whether each number is 0, or is not.
let isZero (x: RawTensor) = x.EqTT(x.ZerosLike x.Shape)
let isNotZero (x: RawTensor) = x.NeqTT(x.ZerosLike x.Shape)

/// Arrays side by side along a new axis. DiffSharp's own way does not stack fewer arrays than the axis has before it.
let stack (axis: int) (xs: RawTensor[]) : RawTensor =
    xs[0].CatTs(Array.map (fun (x: RawTensor) -> x.UnsqueezeT axis) xs, axis)

/// Of each pair the second where the condition is true; it has no operation for that, but it can pick by index.
let choose (condition: RawTensor) (no: RawTensor) (yes: RawTensor) : RawTensor =
    (stack 0 [| no; yes |]).GatherT(0, condition.Cast(Dtype.Int32).UnsqueezeT 0).ViewT condition.Shape

/// The larger numbers of two, nan where one is nan; or the smaller ones.
let larger (x: RawTensor) (y: RawTensor) = fst ((stack 0 [| x; y |]).MaxReduceT(0, false))
let smaller (x: RawTensor) (y: RawTensor) = fst ((stack 0 [| x; y |]).MinReduceT(0, false))

/// Folds axes away one by one, the last first.
let fold (step: RawTensor -> int -> RawTensor) (axes: int[]) (x: RawTensor) : RawTensor =
    Array.foldBack (fun axis x -> step x axis) axes x

/// All numbers in one row.
let flat (x: RawTensor) : RawTensor = x.ViewT [| x.Nelement |]
