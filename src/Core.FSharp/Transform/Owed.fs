/// Numbers that cotangents are still to be multiplied by. Over a large array a product with a number is a pass of its own, and
/// the addition that comes later does it besides.
module internal Functional.Owed

open Functional.Kernels

/// From so many elements on a pass takes longer than what it takes to remember a number: what fills the first cache.
[<Literal>]
let private Large = 16384

/// Whether a cotangent may wait for its number: what no transformation sees, and is large.
let mayWait (cotangent: Tensor) = cotangent :? Concrete && cotangent.Size >= Large && cotangent.DType.IsFloat()

/// Products with these are exact wherever they are done, but at the ends of a dtype's range.
let private isExact (factor: float) = abs factor = 1.0 || abs factor = 2.0 || abs factor = 0.5

/// A form as a number times the rest of it.
let split (form: Form<Tensor>) : struct (float * Form<Tensor>) =
    let number first =
        match first with
        | Negate -> -1.0
        | ScaleBy factor when isExact factor -> factor
        | _ -> 1.0

    match form with
    | Compose(first, between, second) when number first <> 1.0 ->
        struct (number first, Compose(Identity, between, second))
    | form when number form <> 1.0 -> struct (number form, Identity)
    | form -> struct (1.0, form)

/// factor x
let settled (factor: float) (x: Tensor) : Tensor =
    if factor = 1.0 then x
    elif factor = -1.0 then Apply.run1 Primitives.neg x
    else Apply.run2 Primitives.mul x (Apply.number x factor)

/// a x + b y, as a number that is owed and what it is owed by.
let sum (a: float) (x: Tensor) (b: float) (y: Tensor) : struct (float * Tensor) =
    if a = b then struct (a, Apply.run2 Primitives.add x y)
    elif a = 1.0 then struct (1.0, Arithmetic.addScaled b x y)
    elif b = 1.0 then struct (1.0, Arithmetic.addScaled a y x)
    else struct (1.0, Arithmetic.addScaled a (settled b y) x)
