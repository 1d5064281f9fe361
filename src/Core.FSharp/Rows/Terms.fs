/// What composites are written with: rows applied as they are, to tensors whose dtypes already agree.
module internal Functional.Terms

open Functional.Kernels

let map = Elementwise.map
let add x y = Apply.run2 Primitives.add x y
let sub x y = Arithmetic.subtract x y
let mul x y = Apply.run2 Primitives.mul x y
let div x y = Arithmetic.divide x y
let neg x = Apply.run1 Primitives.neg x

/// k x
let times (k: float) x = mul x (Apply.number x k)

/// x + k
let plus (k: float) x = add x (Apply.number x k)

/// condition ? x : y
let choose condition x y = Apply.run Primitives.where [| condition; x; y |]

/// A comparison of two tensors.
let compare (op: Binary) x y = Apply.run2 (Compare.row op) x y

/// A comparison with a number.
let compareTo (op: Binary) x (k: float) = compare op x (Apply.number x k)
