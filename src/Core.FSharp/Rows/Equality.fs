/// Whether whole tensors are equal, or nearly so: one truth value of the host.
module internal Functional.Equality

open Functional.Kernels
open Functional.Terms

let private holds x = (Creation.item (Reductions.all [||] false x)).ToDouble() <> 0.0

/// Whether two tensors have the same shape and equal elements; nan equals nothing.
let equal x y =
    let x, y = Promote.tensor "equal" x, Promote.tensor "equal" y
    x.Shape = y.Shape && holds (Compare.compare Binary.Equal x y)

/// Whether |x - y| is at most atol + rtol |y| at every element, broadcast; nan is close to nothing.
let allClose (rtol: float) (atol: float) x y =
    let values (x: Tensor) : Tensor = Values.concrete "allClose" (Promote.tensor "allClose" x)
    let xs = Promote.common "allClose" [| values x; values y |]
    let x, y = Promote.float "allClose" xs[0], Promote.float "allClose" xs[1]
    let apart = Elementwise.map Unary.Abs (Arithmetic.subtract x y)
    let slack = Arithmetic.multiply (HostNumber.Of rtol) (Elementwise.map Unary.Abs y)
    let near = compare Binary.LessEqual apart (Arithmetic.add slack (HostNumber.Of atol))
    // An infinite distance is within infinite bounds, but not close: equal infinities are.
    let finite = compare Binary.And near (Elementwise.map Unary.IsFinite apart)
    holds (compare Binary.Or (compare Binary.Equal x y) finite)
