/// Matrices as products of simpler ones. Each is one operation with a packed result; `Factorization` says how it is
/// packed.
module internal Functional.Factorizations

open Functional.Kernels
open Functional.Terms
open Functional.Matrices

// Cholesky

/// dL = L F(L⁻¹ dA L⁻ᵀ), where F takes the lower triangle with half of the diagonal.
/// Source: Murray, "Differentiation of the Cholesky decomposition" (2016).
let private choleskyRule (l: Tensor) (_: int) =
    let space, n = l.Space, rows l

    let half =
        constant l n n (fun i j ->
            if i = j then 0.5
            elif i > j then 1.0
            else 0.0)

    let divided = DivideTriangle(l, lower, false)
    steps [ divided, space; swap l, space; divided, space; swap l, space; Scale half, space ] (LeftProduct(l, false))

let private choleskyRow = kernel "cholesky" Factorization.Cholesky (AtOutput choleskyRule) PositiveDefinite

/// The lower triangular L with A = L Lᵀ, of the symmetric part of A.
let cholesky x = Apply.run1 choleskyRow (square "cholesky" x |> symmetric)

// LU

/// The indices that a row of the packed factors holds, for every element along an axis of matrices.
let private indices place (axis: int) (packed: Tensor) (matrices: Space) =
    let index = Moves.select -2 place packed |> Apply.toDType DType.Int64
    Moves.broadcastTo matrices.Shape (if axis = -2 then asColumn index else asRow index)

/// With G = L⁻¹ P dA Q and S the part of G U⁻¹ below the diagonal: dL = L S and dU = G - S U. S does not depend on the
/// last pivot, so it may be 0. The full elimination has all zeros last: 1 stands for those, too, whose products with
/// what they are divided by are 0 in a determinant.
let private luRule isFull (packed: Tensor) (_: int) =
    let n = columns packed
    let space = matricesLike packed n n
    let compact = Moves.narrow -2 0 n packed
    let one = Apply.number packed 1.0
    let l = choose (onDiagonal packed n) one (Apply.within belowDiagonal compact)
    let u = Apply.within upper compact

    let divisor =
        let isLast = Terms.compareTo Binary.Equal (constant packed n n (fun i j -> float (min i j - n + 2))) 1.0

        if isFull then
            let isZero = Terms.compare Binary.And (onDiagonal packed n) (Terms.compareTo Binary.Equal compact 0.0)
            choose (Terms.compare Binary.Or isLast isZero) one compact
        else
            choose isLast one compact

    let axis back = space.Shape.Rank - back

    let permuted =
        [ Take(axis 2, indices n -2 packed space), space
          if isFull then
              Take(axis 1, indices (n + 1) -1 packed space), space ]

    let belowOf =
        steps
            [ swap packed, space; DivideTriangle(divisor, upper, true), space; swap packed, space ]
            (Within belowDiagonal)

    let ofL = steps [ belowOf, space ] (LeftProduct(l, false))
    let ofU = steps [ less (steps [ belowOf, space ] (RightProduct(u, false))) space, space ] (Within upper)
    let start, one = Array.zeroCreate packed.Rank, Array.create packed.Rank 1

    steps
        [ yield! permuted; DivideTriangle(compact, belowDiagonal, false), space; Plus(ofL, ofU), space ]
        (Move(Embed(start, one, packed.Shape)))

let private luRow = kernel "lu" Factorization.Lu (AtOutput(luRule false)) WellConditioned
let private luFullRow name = kernel name Factorization.LuFull (AtOutput(luRule true)) WellConditioned

/// P, L and U with A = P L U: a permutation, a lower triangle with ones on its diagonal, and an upper triangle.
let lu x =
    let x = square "lu" x
    let n = rows x
    let packed = Apply.run1 luRow x
    let compact = Moves.narrow -2 0 n packed
    let order = Moves.narrow -2 n 1 packed
    let places = Moves.positions x n |> Apply.toDType x.DType |> asColumn
    let p = compare Binary.Equal order places |> Apply.toDType x.DType
    let l = choose (onDiagonal x n) (Apply.number x 1.0) (Apply.within belowDiagonal compact)
    struct (p, l, Apply.within upper compact)

/// The pivots of the full elimination, of which the zeros come last, and the sign of its permutations.
let pivots name x =
    let x = square name x
    let packed = Apply.run1 (luFullRow name) x
    let n = rows x
    let sign = Moves.narrow -2 (n + 2) 1 packed |> Moves.narrow -1 0 (min n 1)
    struct (diagonalOf (Moves.narrow -2 0 n packed), Reductions.prod [| -2; -1 |] false sign)

// QR

/// With X = dA R⁻¹, M = Qᵀ X and N the upper triangle of M with what is below its diagonal transposed: dQ = X - Q N, dR
/// = N R.
/// Source: Walter and Lehmann, "Algorithmic differentiation of linear algebra functions" (2012).
let private qrRule (xs: Tensor[]) (packed: Tensor) (_: int) =
    let m, n = rows xs[0], columns xs[0]
    let q, r = part 0 [| m; n |] packed, part (m * n) [| n; n |] packed
    let tall, small = xs[0].Space, matricesLike xs[0] n n
    let wide = matricesLike xs[0] n m

    let symmetrized = Plus(Within upper, steps [ swap r, small ] (Within aboveDiagonal))
    let inner = steps [ LeftProduct(q, true), small ] symmetrized
    let ofQ = steps [ less (steps [ inner, small ] (LeftProduct(q, false))) tall, tall ] (placed 0 packed.Space tall)
    let ofR = steps [ inner, small; RightProduct(r, false), small ] (placed (m * n) packed.Space small)

    steps [ swap q, wide; DivideTriangle(r, upper, true), wide; swap q, tall ] (Plus(ofQ, ofR))

let private qrRow = kernel "qr" Factorization.Qr (AtBoth qrRule) WellConditioned

/// The complete one of tall matrices: its last columns of Q may be any that are orthogonal to the others.
let private qrFullRow =
    let refuse (xs: Tensor[]) (_: int) : Form<Tensor> = raise (Errors.CompleteQr xs[0].Shape)
    kernel "qr" Factorization.QrFull (AtInputs refuse) Discrete

/// Q and R with A = Q R: orthonormal columns, min(m, n) of them or, if complete, m; and an upper triangle.
let qr isComplete x =
    let x = matrices "qr" x
    let m, n = rows x, columns x

    if m > n && isComplete then
        let packed = Apply.run1 qrFullRow x
        struct (part 0 [| m; m |] packed, part (m * m) [| m; n |] packed)
    elif m >= n then
        let packed = Apply.run1 qrRow x
        struct (part 0 [| m; n |] packed, part (m * n) [| n; n |] packed)
    else
        // The first m columns have all that Q needs.
        let packed = Apply.run1 qrRow (Moves.narrow -1 0 m x)
        let q = part 0 [| m; m |] packed
        let rest = Products.matmul (Apply.swap q) (Moves.narrow -1 m (n - m) x)
        struct (q, Joins.cat -1 [ part (m * m) [| m; m |] packed; rest ])

// Eigenvalues

/// 1 / (b - a) for the numbers a down and b across, 0 on the diagonal.
let private gaps (beside: Tensor) n difference =
    let isOnDiagonal = onDiagonal beside n
    let one, zero = Apply.number beside 1.0, Apply.number beside 0.0
    choose isOnDiagonal zero (div one (choose isOnDiagonal one difference))

let private valuesAndVectors n (packed: Tensor) = struct (Moves.narrow -1 0 n packed, part n [| n; n |] packed)

/// The form that takes the diagonals of square matrices.
let private takeDiagonal (space: Space) : Form<Tensor> =
    let rank, n = space.Shape.Rank, space.Shape.Lengths[space.Shape.Rank - 1]
    let batch = space.Shape.Lengths.Slice(0, rank - 2).ToArray()
    let flat = Space(Moves.shape [| yield! batch; yield n * n |], space.DType)
    let starts, strides = Array.zeroCreate (rank - 1), Array.create (rank - 1) 1
    strides[rank - 2] <- n + 1
    Compose(Move(Reshape flat.Shape), flat, Move(Slice(starts, strides, Moves.shape [| yield! batch; yield n |])))

let private vectorsSpace (square: Space) =
    Space(Shape.Create(square.Shape.Lengths.Slice(0, square.Shape.Rank - 1)), square.DType)

/// With P = Vᵀ dA V: dw = diag P and dV = V (G ∘ P), G having 1 / (w_j - w_i) beside its diagonal.
/// Source: Giles, "Collected matrix derivative results for forward and reverse mode algorithmic differentiation"
/// (2008).
let private eighRule (xs: Tensor[]) (packed: Tensor) (_: int) =
    let space, n = xs[0].Space, rows xs[0]
    let struct (w, v) = valuesAndVectors n packed
    let g = gaps xs[0] n (sub (asRow w) (asColumn w))
    let values = vectorsSpace space

    steps
        [ LeftProduct(v, true), space; RightProduct(v, false), space ]
        (Plus(
            steps [ takeDiagonal space, values ] (placed 0 packed.Space values),
            steps [ Scale g, space; LeftProduct(v, false), space ] (placed n packed.Space space)
        ))

let private eighRow name = kernel name Factorization.Eigh (AtBoth eighRule) SeparatedSpectrum

/// Ascending eigenvalues and, as columns, eigenvectors of the symmetric part of matrices.
let eigh x =
    let x = square "eigh" x |> symmetric
    Apply.run1 (eighRow "eigh") x |> valuesAndVectors (rows x)

/// The eigenvalues of matrices from their packed decomposition: a change of matrices needs the eigenvectors, but not
/// what becomes of them, which equal eigenvalues do not determine.
let private eigvalshRow =
    { Name = "eigvalsh"
      Evaluate = Composite(fun xs -> Moves.narrow -1 0 (columns xs[1]) xs[0])
      Rule =
        AtInputs(fun xs i ->
            if i = 0 then
                Zero
            else
                let struct (_, v) = valuesAndVectors (columns xs[1]) xs[0]
                let space = xs[1].Space
                steps [ LeftProduct(v, true), space; RightProduct(v, false), space ] (takeDiagonal space))
      Domains = [ Discrete; SeparatedSpectrum ] }

/// Ascending eigenvalues of the symmetric part of matrices.
let eigvalsh x =
    let x = square "eigvalsh" x |> symmetric
    Apply.run2 eigvalshRow (Apply.run1 (eighRow "eigvalsh") x) x

// Singular values

let private svdParts m n (packed: Tensor) =
    let k = min m n
    struct (part 0 [| m; k |] packed, Moves.narrow -1 (m * k) k packed, part ((m + 1) * k) [| k; n |] packed)

/// With P = Uᵀ dA V and G having 1 / (s_j² - s_i²) beside its diagonal: dS = diag P, dU = U (G ∘ (P S + S Pᵀ)) and
/// dV = V (G ∘ (S P + Pᵀ S)); where U is not square, dU has (1 - U Uᵀ) dA V S⁻¹ as well, and dV likewise.
/// Source: Townsend, "Differentiating the singular value decomposition" (2016).
let private svdRule (xs: Tensor[]) (packed: Tensor) (_: int) =
    let x = xs[0]
    let m, n = rows x, columns x
    let k = min m n
    let struct (u, s, vt) = svdParts m n packed
    let small, tall, wide = matricesLike x k k, matricesLike x m k, matricesLike x k n
    let across, down = asRow s, asColumn s
    let g = gaps x k (mul (sub across down) (add across down))
    let inner = steps [ LeftProduct(u, true), wide ] (RightProduct(vt, true))
    let both (own: Tensor) (other: Tensor) = Plus(Scale own, steps [ swap u, small ] (Scale other))
    let one = Apply.number x 1.0

    let ofU =
        let within = steps [ inner, small; both (mul g across) (mul g down), small ] (LeftProduct(u, false))

        if m = k then
            within
        else
            let outside = less (steps [ LeftProduct(u, true), small ] (LeftProduct(u, false))) tall
            Plus(within, steps [ RightProduct(vt, true), tall; outside, tall ] (Scale(div one across)))

    let ofV =
        let g = neg g
        let within = steps [ inner, small; both (mul g down) (mul g across), small ] (RightProduct(vt, false))

        if n = k then
            within
        else
            let outside = less (steps [ RightProduct(vt, true), small ] (RightProduct(vt, false))) wide
            Plus(within, steps [ LeftProduct(u, true), wide; outside, wide ] (Scale(div one down)))

    let values = vectorsSpace small

    Plus(
        steps [ inner, small; takeDiagonal small, values ] (placed (m * k) packed.Space values),
        Plus(
            steps [ ofU, tall ] (placed 0 packed.Space tall),
            steps [ ofV, wide ] (placed ((m + 1) * k) packed.Space wide)
        )
    )

let private svdRow name = kernel name Factorization.Svd (AtBoth svdRule) WellConditioned

/// U, S and Vᵀ with A = U diag(S) Vᵀ: orthonormal columns, descending numbers that are not negative, orthonormal rows.
let svd x =
    let x = matrices "svd" x
    Apply.run1 (svdRow "svd") x |> svdParts (rows x) (columns x)

/// The singular values of matrices from their packed decomposition, as eigvalsh.
let private svdvalsRow =
    let parts (xs: Tensor[]) = svdParts (rows xs[1]) (columns xs[1]) xs[0]

    { Name = "svdvals"
      Evaluate =
        Composite(fun xs ->
            let struct (_, s, _) = parts xs
            s)
      Rule =
        AtInputs(fun xs i ->
            if i = 0 then
                Zero
            else
                let struct (u, s, vt) = parts xs
                let k = s.Shape.Lengths[s.Rank - 1]
                let small = matricesLike xs[1] k k

                steps
                    [ LeftProduct(u, true), matricesLike xs[1] k (columns xs[1]); RightProduct(vt, true), small ]
                    (takeDiagonal small))
      Domains = [ Discrete; WellConditioned ] }

/// Descending singular values.
let svdvals x =
    let x = matrices "svdvals" x
    Apply.run2 svdvalsRow (Apply.run1 (svdRow "svdvals") x) x
