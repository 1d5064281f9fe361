/// What factorizations, inverses and determinants are, on each backend and in both float dtypes.
module Functional.Conformance.MatricesTests

open System
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Checks
open Functional.Tests.Witness
open Functional.Conformance.Cases

let private t (x: Tensor) = Tensor.matrixTranspose x

/// Numbers from -1 to 1 that a seed determines.
let private drawn backend dtype (seed: int) (shape: int list) =
    let random = Random seed
    let data = Array.init (List.fold (*) 1 shape) (fun _ -> random.NextDouble() * 2.0 - 1.0)

    toTensorOn backend { Shape = Array.ofList shape; DType = "float64"; Data = data } |> Apply.toDType dtype

let private symmetric (x: Tensor) = x + t x
let private definite (x: Tensor) = x *@ t x + Tensor.diagEmbed (Tensor.onesLike (Tensor.diagonalWith 0 -2 -1 x))

let private isTriangle isUpper (x: Tensor) = same (if isUpper then Tensor.triu 0 x else Tensor.tril 0 x) x

let cases () =
    let data = TheoryData<string, DType, string>()

    for row in present do
        for dtype in [ DType.Float64; DType.Float32 ] do
            for shape in [ "1 1"; "2 2"; "5 5"; "2 3 3"; "2 1 4 4"; "0 3 3"; "17 17" ] do
                data.Add(row.Name, dtype, shape)

    data

/// What each law of matrices says is tried on random ones of a shape.
let private on (name: string) dtype (shape: string) (law: Tensor -> unit) =
    let shape = [ for length in shape.Split ' ' -> int length ]

    for seed in 1..3 do
        law (drawn (named name) dtype seed shape)

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

let backends () = eachBackend ()

[<Theory; MemberData(nameof backends)>]
let ``zeros have singular vectors all the same`` (name: string) =
    let zeros = toTensorOn (named name) { Shape = [| 3; 2 |]; DType = "float64"; Data = Array.zeroCreate 6 }
    let u, s, vt = Linalg.svd zeros
    equal [ 0.0; 0.0 ] s
    isIdentity (t u *@ u)
    isIdentity (vt *@ t vt)
