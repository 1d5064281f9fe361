/// What matrices have at the edges: nothing, one number, zeros, singular matrices and equal eigenvalues. The laws of random
/// matrices are in Backend.Conformance, for every backend.
module Functional.Tests.LinalgTests

open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Checks
open Functional.Tests.Witness

[<Fact>]
let ``singular values of a nearly diagonal matrix, whose rows are in the wrong order, come from all pairs of rows`` () =
    for beside in [ 1e-4; 1.0 ] do
        let a = Tensor.ofArray [ 3; 3 ] [| 4.0; 0.0; beside; 0.0; 8.0; 0.0; 0.0; 0.0; 12.0 |]
        // Those of [[4, b], [0, 12]] have the product 48, and squares of the sum 160 + b².
        let sum, difference = sqrt (256.0 + beside * beside), sqrt (64.0 + beside * beside)
        let expected = Tensor.ofArray [ 3 ] [| (sum + difference) / 2.0; 8.0; (sum - difference) / 2.0 |]
        near expected (Linalg.svdvals a)

[<Fact>]
let ``norms of one matrix`` () =
    let a = real [ 2; 3 ] [ 1.0; -2.0; 3.0; -4.0; 5.0; -6.0 ]
    equal [ 9.0 ] (Linalg.matrixNorm 1.0 a)
    equal [ 5.0 ] (Linalg.matrixNorm -1.0 a)
    equal [ 15.0 ] (Linalg.matrixNorm infinity a)
    equal [ 6.0 ] (Linalg.matrixNorm -infinity a)
    equal [ 21.0 ] (Linalg.vectorNorm 1.0 a)
    equal [ 6.0 ] (Linalg.vectorNorm infinity a)
    near (real [] [ sqrt 91.0 ]) (Linalg.frobeniusNorm a)

[<Fact>]
let ``integers become floats, and dtypes meet`` () =
    let a = int64s [ 2; 2 ] [ 2.0; 0.0; 0.0; 4.0 ]
    same (typed "float32" [ 2; 2 ] [ 0.5; 0.0; 0.0; 0.25 ]) (Linalg.inv a)
    Assert.Equal(DType.Float64, (Linalg.solve a (real [ 2 ] [ 1.0; 1.0 ])).DType)
    same (int64s [ 2; 2 ] [ 4.0; 0.0; 0.0; 16.0 ]) (Linalg.matrixPower 2 a)

[<Fact>]
let ``only one triangle is read`` () =
    let a = real [ 2; 2 ] [ 2.0; nan; 1.0; 4.0 ]
    equal [ 1.0; 0.25 ] (Linalg.solveTriangular false a (real [ 2 ] [ 2.0; 2.0 ]))
    let b = real [ 2; 2 ] [ nan; 3.0; nan; nan ]
    equal [ -1.0; 1.0 ] (Linalg.solveTriangularWith true true true b (real [ 2 ] [ 2.0; 1.0 ]))

[<Fact>]
let ``the gradient of the determinant are the cofactors, of a singular matrix, too`` () =
    let cofactors data = gradient Linalg.det (real [ 2; 2 ] data) (real [] [ 1.0 ])
    equal [ 4.0; -2.0; -2.0; 1.0 ] (cofactors [ 1.0; 2.0; 2.0; 4.0 ])
    equal [ 2.0; 0.0; -1.0; 0.0 ] (cofactors [ 0.0; 1.0; 0.0; 2.0 ])
    equal [ 0.0; 0.0; 0.0; 0.0 ] (cofactors [ 0.0; 0.0; 0.0; 0.0 ])
    let twice = hessian Linalg.det (real [ 2; 2 ] [ 1.0; 2.0; 2.0; 4.0 ])
    equal [ 0; 0; 0; 1; 0; 0; -1; 0; 0; -1; 0; 0; 1; 0; 0; 0 ] twice

[<Fact>]
let ``a singular matrix has determinant 0 and logarithm -infinity`` () =
    let a = real [ 2; 2 ] [ 1.0; 2.0; 2.0; 4.0 ]
    equal [ 0.0 ] (Linalg.det a)
    let sign, size = Linalg.slogdet a
    equal [ 0.0 ] sign
    equal [ -infinity ] size
    equal [ 1.0 ] (Linalg.matrixRank a)
    equal [ nan ] (Linalg.logdet (real [ 1; 1 ] [ -2.0 ]))

[<Fact>]
let ``the gradient of eigenvalues is there where they are equal`` () =
    let one = real [ 2; 2 ] [ 1.0; 0.0; 0.0; 1.0 ]
    equal [ 1.0; 0.0; 0.0; 1.0 ] (gradient (Linalg.eigvalsh >> Tensor.sum) one (real [] [ 1.0 ]))
    equal [ 2.0 ] (snd (jvp (Linalg.eigvalsh >> Tensor.sum) one one))
    equal [ 1.0; 0.0; 0.0; 1.0 ] (gradient Linalg.nuclearNorm one (real [] [ 1.0 ]))

[<Fact>]
let ``matrices without rows, and batches without matrices`` () =
    let none = real [ 0; 0 ] []
    equal [ 1.0 ] (Linalg.det none)
    equal [ 0.0 ] (snd (Linalg.slogdet none))
    Assert.Equal<Shape>(Shape.From [ 0; 0 ], (Linalg.inv none).Shape)
    Assert.Equal<Shape>(Shape.From [ 0; 0 ], (Linalg.cholesky none).Shape)
    Assert.Equal<Shape>(Shape.From [ 0 ], (Linalg.eigvalsh none).Shape)
    let q, r = Linalg.qrComplete (real [ 2; 0 ] [])
    equal [ 1.0; 0.0; 0.0; 1.0 ] q
    Assert.Equal<Shape>(Shape.From [ 2; 0 ], r.Shape)
    Assert.Equal<Shape>(Shape.From [ 0; 2 ], (Linalg.pinv (real [ 2; 0 ] [])).Shape)
    equal [ 0.0 ] (Linalg.matrixRank (real [ 2; 0 ] []))
    Assert.Equal<Shape>(Shape.From [ 0; 3 ], (Linalg.solve (real [ 0; 0 ] []) (real [ 0; 3 ] [])).Shape)

[<Fact>]
let ``products of many matrices are products, in the cheapest order`` () =
    let a, b, c = counting [ 2; 30 ], counting [ 30; 3 ], counting [ 3; 4 ]
    near (a *@ b *@ c) (Linalg.multiDot [ a; b; c ])
    same a (Linalg.multiDot [ a ])

[<Fact>]
let ``Vandermonde's matrix has powers`` () =
    equal [ 1.0; 0.0; 0.0; 1.0; 2.0; 4.0 ] (Linalg.vander 3 (real [ 2 ] [ 0.0; 2.0 ]))
    let weight = real [ 2; 3 ] [ 1.0; 1.0; 1.0; 1.0; 1.0; 1.0 ]
    equal [ 1.0; 5.0 ] (gradient (Linalg.vander 3) (real [ 2 ] [ 0.0; 2.0 ]) weight)
