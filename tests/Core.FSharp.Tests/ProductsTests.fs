/// Products of several axes: what they are made of, dtypes, and what is refused.
module Functional.Tests.ProductsTests

open System
open Xunit
open Functional
open Functional.Tests.Checks
open Functional.Tests.Witness

[<Fact>]
let ``tensordot sums over pairs of axes`` () =
    let x, y = counting [ 2; 3; 4 ], counting [ 4; 3; 5 ]
    let expected = Einsum.einsum "ijk,kjl->il" [ x; y ]
    same expected (Einsum.tensordot [| 1; 2 |] [| 1; 0 |] x y)
    same expected (Einsum.tensordot [| -1; 1 |] [| 0; -2 |] x y)
    same (Einsum.einsum "ijk,klm->ijlm" [ x; y ]) (Einsum.tensordotOf 1 x y)
    same (Einsum.einsum "ijk,lmn->ijklmn" [ x; y ]) (Einsum.tensordotOf 0 x y)
    same (Einsum.einsum "ijk,ijk->" [ x; x ]) (Einsum.tensordotOf 3 x x)

[<Fact>]
let ``axes that are no pairs have no tensordot`` () =
    let x, y = counting [ 2; 3 ], counting [ 3; 2 ]

    saysExactly<ShapeException>
        "tensordot: axes [0] of shape [2, 3] and [0] of shape [3, 2] are not pairs of equal lengths; give as many axes of each, in the same order"
        (fun () -> Einsum.tensordot [| 0 |] [| 0 |] x y)

    saysExactly<ShapeException>
        "tensordot: axes [0, 1] of shape [2, 3] and [0] of shape [3, 2] are not pairs of equal lengths; give as many axes of each, in the same order"
        (fun () -> Einsum.tensordot [| 0; 1 |] [| 0 |] x y)

    saysExactly<AxisException>
        "tensordot: axes [1, -1] of shape [2, 3] name an axis twice; name each axis once"
        (fun () -> Einsum.tensordot [| 1; -1 |] [| 0; 1 |] x y)

    saysExactly<ShapeException> "tensordot: 3 axes of shapes [2, 3] and [3, 2]; give a count in [0, 2]" (fun () ->
        Einsum.tensordotOf 3 x y)

[<Fact>]
let ``a Kronecker product of integers is one of integers, and a number scales`` () =
    let x = typed "int32" [ 1; 2 ] [ 1.0; 3.0 ]

    same
        (typed "int32" [ 2; 4 ] [ 1.0; 2.0; 3.0; 6.0; 3.0; 4.0; 9.0; 12.0 ])
        (Products.kron x (typed "int32" [ 2; 2 ] [ 1.0; 2.0; 3.0; 4.0 ]))

    same (typed "int32" [ 1; 2 ] [ 2.0; 6.0 ]) (Products.kron x (typed "int32" [] [ 2.0 ]))

[<Fact>]
let ``the cross product is at right angles to both, and turns around with its operands`` () =
    let x, y = real [ 2; 3 ] [ 1.0; -2.0; 0.5; 3.0; 1.0; 2.0 ], real [ 3 ] [ 0.25; 2.0; -1.0 ]
    let z = Products.cross -1 x y
    same (Elementwise.map Kernels.Unary.Neg z) (Products.cross 1 y x)
    equal [ 0.0; 0.0 ] (Einsum.einsum "ij,ij->i" [ x; z ])
    equal [ 0.0; 0.0 ] (Einsum.einsum "j,ij->i" [ y; z ])

[<Fact>]
let ``only three components have a cross product`` () =
    saysExactly<ShapeException>
        "cross: expected vectors of 3 components along axis -1, got shapes [3, 2] and [3, 2]; say which axis has length 3 in both"
        (fun () -> Products.cross 1 (counting [ 3; 2 ]) (counting [ 3; 2 ]))

    saysExactly<ShapeException>
        "cross: expected vectors of 3 components along axis -1, got shapes [3] and [1]; say which axis has length 3 in both"
        (fun () -> Products.cross 0 (counting [ 3 ]) (counting [ 1 ]))

[<Fact>]
let ``powers of a matrix are repeated products`` () =
    let x = int64s [ 2; 2 ] [ 1.0; 1.0; 1.0; 0.0 ]
    same (int64s [ 2; 2 ] [ 1.0; 0.0; 0.0; 1.0 ]) (Systems.matrixPower 0 x)
    same (int64s [ 2; 2 ] [ 89.0; 55.0; 55.0; 34.0 ]) (Systems.matrixPower 10 x)

[<Fact>]
let ``powers of matrices that are not square`` () =
    for shape, name in [ [ 2; 3 ], "[2, 3]"; [ 4 ], "[4]" ] do
        saysExactly<ShapeException>
            $"matrix_power: expected square matrices in the last two axes, got shape {name}; reshape it to [.., n, n]"
            (fun () -> Systems.matrixPower 2 (counting shape))
