namespace Functional

/// <summary>What <c>open Functional</c> brings: a literal of tensors, and operators beside those of numbers.</summary>
[<AutoOpen>]
module Prelude =
    /// <summary>
    /// A float32 tensor from a number, a sequence, nested sequences or an array of several axes: integers and truth values
    /// become floats, since derivatives want them. Tensors in a sequence are stacked, and keep their derivatives.
    /// Sequences of unequal lengths are a ShapeException. <c>Tensor.create</c> makes other dtypes.
    /// </summary>
    /// <example><c>tensor [ [ 1; 2 ]; [ 3; 4 ] ]</c> has shape [2, 2].</example>
    let tensor (data: obj) : Tensor = Tensor.create DTypes.Default data

    /// <summary>The matrix product, binding as tightly as <c>*</c>: <c>x *@ w + b</c>.</summary>
    let ( *@ ) (x: Tensor) (y: Tensor) : Tensor = Tensor.matmul x y

    /// <summary>x &lt; y at every element, where y is a tensor or a float.</summary>
    let inline (.<) (x: ^T) (y: ^U) : Tensor = (^T: (static member Lt: ^T * ^U -> Tensor) (x, y))

    /// <summary>x ≤ y at every element, where y is a tensor or a float.</summary>
    let inline (.<=) (x: ^T) (y: ^U) : Tensor = (^T: (static member Le: ^T * ^U -> Tensor) (x, y))

    /// <summary>x &gt; y at every element, where y is a tensor or a float.</summary>
    let inline (.>) (x: ^T) (y: ^U) : Tensor = (^T: (static member Gt: ^T * ^U -> Tensor) (x, y))

    /// <summary>x ≥ y at every element, where y is a tensor or a float.</summary>
    let inline (.>=) (x: ^T) (y: ^U) : Tensor = (^T: (static member Ge: ^T * ^U -> Tensor) (x, y))

    /// <summary>x = y at every element, where y is a tensor or a float.</summary>
    let inline (.=) (x: ^T) (y: ^U) : Tensor = (^T: (static member Eq: ^T * ^U -> Tensor) (x, y))

    /// <summary>x ≠ y at every element, where y is a tensor or a float.</summary>
    let inline (.<>) (x: ^T) (y: ^U) : Tensor = (^T: (static member Ne: ^T * ^U -> Tensor) (x, y))
