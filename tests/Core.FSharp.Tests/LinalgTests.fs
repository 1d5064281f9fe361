/// What factorizations, inverses and determinants are, on each backend and in both float dtypes; and what they are at
/// the edges: nothing, one number, zeros, singular matrices and equal eigenvalues.
module Functional.Tests.LinalgTests

open System
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Checks
open Functional.Tests.Witness

let private t (x: Tensor) = Tensor.matrixTranspose x

/// Numbers from -1 to 1 that a seed determines.
let private drawn backend dtype (seed: int) (shape: int list) =
    let random = Random seed
    let data = Array.init (List.fold (*) 1 shape) (fun _ -> random.NextDouble() * 2.0 - 1.0)

    toTensorOn backend { Shape = Array.ofList shape; DType = "float64"; Data = data } |> Apply.toDType dtype

let private symmetric (x: Tensor) = x + t x
let private definite (x: Tensor) = x *@ t x + Tensor.diagEmbed (Tensor.onesLike (Tensor.diagonalWith 0 -2 -1 x))

/// Near, by the rounding of a dtype.
let private near (expected: Tensor) (actual: Tensor) =
    let eps = if actual.DType = DType.Float32 then 1e-5 else 1e-13
    Assert.Equal<Shape>(expected.Shape, actual.Shape)
    let expected, actual = elements expected, elements actual
    let scale = expected |> Array.fold (fun scale x -> max scale (abs x)) 1.0

    for e, a in Array.zip expected actual do
        Assert.True(abs (e - a) <= eps * 20.0 * scale, $"expected {e}, got {a}")

let private isIdentity (x: Tensor) = near (Systems.matrixPower 0 x) x

let private isTriangle isUpper (x: Tensor) = same (if isUpper then Tensor.triu 0 x else Tensor.tril 0 x) x

let cases () =
    let data = TheoryData<string, DType, string>()

    for name, _ in Backends.all do
        for dtype in [ DType.Float64; DType.Float32 ] do
            for shape in [ "1 1"; "2 2"; "5 5"; "2 3 3"; "2 1 4 4"; "0 3 3"; "17 17" ] do
                data.Add(name, dtype, shape)

    data

/// What each law of matrices says is tried on random ones of a shape.
let private on (name: string) dtype (shape: string) (law: Tensor -> unit) =
    let shape = [ for length in shape.Split ' ' -> int length ]

    for seed in 1..3 do
        law (drawn (Backends.named name) dtype seed shape)

[<Theory; MemberData(nameof cases)>]
let ``a inv a = 1, and solve a b is inv a times b`` (name, dtype, shape) =
    on name dtype shape (fun x ->
        let a = definite x
        isIdentity (a *@ Linalg.inv a)
        near (Linalg.inv a *@ x) (Linalg.solve a x)
        near x (a *@ Linalg.solve a x)
        near (Linalg.inv a) (Linalg.matrixPower -1 a)
        near (Linalg.inv a *@ Linalg.inv a) (Linalg.matrixPower -2 a)
        near (t (Linalg.inv a)) (Linalg.inv (t a))
        near (Linalg.inv a) (Linalg.pinv a))

[<Theory; MemberData(nameof cases)>]
let ``l l^T = a, and its solutions and inverse are those of a`` (name, dtype, shape) =
    on name dtype shape (fun x ->
        let a = definite x
        let l = Linalg.cholesky a
        isTriangle false l
        near a (l *@ t l)
        near (Linalg.solve a x) (Linalg.choleskySolve l x)
        near (Linalg.inv a) (Linalg.choleskyInverse l))

[<Theory; MemberData(nameof cases)>]
let ``p l u = a, and multipliers are at most 1`` (name, dtype, shape) =
    on name dtype shape (fun a ->
        let p, l, u = Linalg.lu a
        isTriangle false l
        isTriangle true u
        near a (p *@ l *@ u)
        isIdentity (p *@ t p)
        Assert.All(elements l, fun x -> Assert.InRange(x, -1.0, 1.0))
        let stable = a + 3.0 * Systems.matrixPower 0 a
        let p, l, u = Linalg.lu stable
        near (Linalg.solve stable a) (Linalg.luSolve p l u a))

[<Theory; MemberData(nameof cases)>]
let ``q r = a with orthonormal columns, of tall and wide matrices, reduced and complete`` (name, dtype, shape) =
    on name dtype shape (fun a ->
        let n = a.Shape[-1]

        for a in [ a; Tensor.narrow -1 0 (n / 2) a; Tensor.narrow -2 0 (n / 2) a ] do
            for factorize in [ Linalg.qr; Linalg.qrComplete ] do
                let q, r = factorize a
                isTriangle true r
                near a (q *@ r)
                isIdentity (t q *@ q)

            Assert.Equal(min a.Shape[-2] a.Shape[-1], (fst (Linalg.qr a)).Shape[-1])
            Assert.Equal(a.Shape[-2], (fst (Linalg.qrComplete a)).Shape[-1]))

[<Theory; MemberData(nameof cases)>]
let ``v diag w v^T = a with orthonormal vectors and ascending values`` (name, dtype, shape) =
    on name dtype shape (fun x ->
        let a = symmetric x
        let w, v = Linalg.eigh a
        near a ((v * Tensor.unsqueeze -2 w) *@ t v)
        isIdentity (t v *@ v)
        same (fst (Tensor.sort -1 w)) w
        near w (Linalg.eigvalsh a))

[<Theory; MemberData(nameof cases)>]
let ``u diag s v^T = a with orthonormal vectors and descending values`` (name, dtype, shape) =
    on name dtype shape (fun a ->
        let n = a.Shape[-1]

        for a in [ a; Tensor.narrow -1 0 (n / 2) a; Tensor.narrow -2 0 (n / 2) a ] do
            let u, s, vt = Linalg.svd a
            near a ((u * Tensor.unsqueeze -2 s) *@ vt)
            isIdentity (t u *@ u)
            isIdentity (vt *@ t vt)
            same (fst (Tensor.sortWith -1 true s)) s
            Assert.All(elements s, fun x -> Assert.True(x >= 0.0))
            near s (Linalg.svdvals a))

[<Theory; MemberData(nameof cases)>]
let ``exp of 0 is 1, exp -a exp a = 1, and exp 2a is the square of exp a`` (name, dtype, shape) =
    on name dtype shape (fun x ->
        let a = symmetric x / float x.Shape[-1]
        isIdentity (Linalg.expm (0.0 * a))
        isIdentity (Linalg.expm -a *@ Linalg.expm a)
        near (Linalg.expm a *@ Linalg.expm a) (Linalg.expm (2.0 * a)))

[<Theory; MemberData(nameof cases)>]
let ``the determinant of a product is the product, and its logarithm the sum`` (name, dtype, shape) =
    on name dtype shape (fun x ->
        let a, b = x + 2.0 * Systems.matrixPower 0 x, t x - 1.5 * Systems.matrixPower 0 x
        near (Linalg.det a * Linalg.det b) (Linalg.det (a *@ b))
        near (Linalg.det a) (Linalg.det (t a))
        let sign, size = Linalg.slogdet (a *@ b)
        near (fst (Linalg.slogdet a) * fst (Linalg.slogdet b)) sign
        near (snd (Linalg.slogdet a) + snd (Linalg.slogdet b)) size
        near (Linalg.det a) (fst (Linalg.slogdet a) * Tensor.exp (snd (Linalg.slogdet a)))
        near (snd (Linalg.slogdet (definite x))) (Linalg.logdet (definite x)))

[<Theory; MemberData(nameof cases)>]
let ``norms, condition and rank are those of singular values`` (name, dtype, shape) =
    on name dtype shape (fun x ->
        let a = x + 3.0 * Systems.matrixPower 0 x
        let s = Linalg.svdvals a
        let largest, least = Tensor.maxOver [ -1 ] s, Tensor.minOver [ -1 ] s
        near (Tensor.sumOver [ -1 ] s) (Linalg.nuclearNorm a)
        near (Tensor.normOver [ -1 ] s) (Linalg.frobeniusNorm a)
        near largest (Linalg.matrixNorm 2.0 a)
        near least (Linalg.matrixNorm -2.0 a)
        near (largest / least) (Linalg.cond 2.0 a)
        near (least / largest) (Linalg.cond -2.0 a)
        near (Linalg.matrixNorm 1.0 a) (Linalg.matrixNorm infinity (t a))
        near (Linalg.matrixNorm -1.0 a) (Linalg.matrixNorm -infinity (t a))
        near (Linalg.matrixNorm 1.0 a * Linalg.matrixNorm 1.0 (Linalg.inv a)) (Linalg.cond 1.0 a)
        Assert.All(elements (Linalg.matrixRank a), fun rank -> Assert.Equal(float a.Shape[-1], rank)))

[<Theory; MemberData(nameof cases)>]
let ``least squares solve the normal equations, or have the least length`` (name, dtype, shape) =
    on name dtype shape (fun x ->
        let n = x.Shape[-1]
        let square = x + 3.0 * Systems.matrixPower 0 x
        let tall = Tensor.narrow -1 0 (max 1 (n - 1)) square
        near (Linalg.solve (t tall *@ tall) (t tall *@ x)) (Linalg.lstsq tall x)
        let wide = t tall
        let b = Tensor.narrow -2 0 wide.Shape[-2] x
        near (Linalg.pinv wide *@ b) (Linalg.lstsq wide b))

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
let ``zeros have singular vectors all the same`` () =
    for name, backend in Backends.all do
        let zeros = toTensorOn backend { Shape = [| 3; 2 |]; DType = "float64"; Data = Array.zeroCreate 6 }
        let u, s, vt = Linalg.svd zeros
        equal [ 0.0; 0.0 ] s
        isIdentity (t u *@ u)
        isIdentity (vt *@ t vt)

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
