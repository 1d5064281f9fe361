/// What tables of functions are written with. A table that has tensors in it is a function, so that they are made on the
/// device that is the default where it is asked for.
module Functional.Laws.Tests.Building

open Functional
open Functional.Laws

/// Arguments of every shape.
let any region = (Domain.Of region).AnyShape
/// Arguments of one shape.
let at region (shape: int list) = Domain.Of(region, Array.ofList shape)
let real (shape: int list) (data: float list) = Tensor.ofArray shape (Array.ofList data)
let integers (shape: int list) (data: int64 list) = Tensor.ofArray shape (Array.ofList data)

/// A function that something is claimed of.
let many name domains claims (f: Tensor[] -> Tensor[]) = Subject.ofFunction name domains f |> Subject.claiming claims

let one name domain claims (f: Tensor -> Tensor) = many name [ domain ] claims (fun xs -> [| f xs[0] |])

let two name (first, second) claims (f: Tensor -> Tensor -> Tensor) =
    many name [ first; second ] claims (fun xs -> [| f xs[0] xs[1] |])

let three name (first, second, third) claims (f: Tensor -> Tensor -> Tensor -> Tensor) =
    many name [ first; second; third ] claims (fun xs -> [| f xs[0] xs[1] xs[2] |])

// Claims about functions of one or two arguments.

let transpose (t: Tensor -> Tensor) = Transpose(fun cs -> [| t cs[0] |])
let gradient (g: Tensor -> Tensor) = Gradient(fun xs -> [| g xs[0] |])
let gradients (g: Tensor -> Tensor -> Tensor list) = Gradient(fun xs -> Array.ofList (g xs[0] xs[1]))
