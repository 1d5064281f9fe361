namespace Functional.Laws

open System
open Functional
open Functional.Kernels

/// What functions of whole matrices mean, by the shortest ways there are: matrices are arrays of two axes, and every
/// sum is a sequence.
module internal Matrices =
    type private Matrix = float[,]

    let private rows (a: Matrix) = Array2D.length1 a
    let private columns (a: Matrix) = Array2D.length2 a
    let private transposed (a: Matrix) = Array2D.init (columns a) (rows a) (fun i j -> a[j, i])
    let identity n : Matrix = Array2D.init n n (fun i j -> if i = j then 1.0 else 0.0)

    let private dot (x: float[]) (y: float[]) = Array.fold2 (fun sum a b -> sum + a * b) 0.0 x y
    let product (a: Matrix) (b: Matrix) : Matrix = Array2D.init (rows a) (columns b) (fun i j -> dot a[i, *] b[*, j])
    let private scaled k (a: Matrix) = Array2D.map (fun x -> k * x) a
    let private plus (a: Matrix) (b: Matrix) = Array2D.init (rows a) (columns a) (fun i j -> a[i, j] + b[i, j])
    let private flat (a: Matrix) : float[] = Seq.cast<float> a |> Array.ofSeq

    /// The matrix with these columns.
    let private ofColumns m (xs: float[][]) : Matrix = Array2D.init m xs.Length (fun i j -> xs[j][i])

    /// The columns of L, one after the other; or the order of the first leading minor that is not positive.
    let private cholesky (a: Matrix) : Result<Matrix, int> =
        let n = rows a
        let l = Array2D.zeroCreate n n
        let mutable failed = 0

        for i in 0 .. n - 1 do
            if failed = 0 then
                for j in 0..i do
                    let rest = a[i, j] - dot l[i, 0 .. j - 1] l[j, 0 .. j - 1]

                    if i <> j then l[i, j] <- rest / l[j, j]
                    elif rest > 0.0 && Double.IsFinite rest then l[i, j] <- sqrt rest
                    else failed <- i + 1

        if failed = 0 then Ok l else Error failed

    /// Gauss' elimination, laid out as `Factorization.Lu` says.
    let private elimination full (matrix: Matrix) : float[] =
        let a = Array2D.copy matrix
        let n = rows a
        let order, across = Array.init n float, Array.init n float

        let exchange (xs: float[]) i j =
            let kept = xs[i]
            xs[i] <- xs[j]
            xs[j] <- kept

        let mutable sign = 1.0

        for k in 0 .. n - 1 do
            let places =
                [ for i in k .. n - 1 do
                      for j in k .. (if full then n - 1 else k) -> i, j ]

            let row, column = places |> List.maxBy (fun (i, j) -> abs a[i, j])

            if row <> k then
                let kept = a[k, *]
                a[k, *] <- a[row, *]
                a[row, *] <- kept
                exchange order k row
                sign <- -sign

            if column <> k then
                let kept = a[*, k]
                a[*, k] <- a[*, column]
                a[*, column] <- kept
                exchange across k column
                sign <- -sign

            if a[k, k] <> 0.0 then
                for i in k + 1 .. n - 1 do
                    a[i, k] <- a[i, k] / a[k, k]

                    for j in k + 1 .. n - 1 do
                        a[i, j] <- a[i, j] - a[i, k] * a[k, j]

        [| yield! flat a; yield! order; yield! across; yield! Array.create n sign |]

    /// Q of a number of columns and R, by reflections as whole matrices; the first element of what is left of a column
    /// changes its sign, unless nothing is below it.
    let private qr count (a: Matrix) : Matrix * Matrix =
        let m = rows a

        let reflect (q: Matrix, r: Matrix) j =
            let x = Array.init m (fun i -> if i < j then 0.0 else r[i, j])

            if Array.forall ((=) 0.0) x[j + 1 ..] then
                q, r
            else
                let length = Math.CopySign(sqrt (dot x x), x[j])
                let v = Array.updateAt j (x[j] + length) x
                let h = Array2D.init m m (fun i k -> (if i = k then 1.0 else 0.0) - 2.0 * v[i] * v[k] / dot v v)
                let next = product h r
                product q h, Array2D.mapi (fun i k y -> if k = j && i > j then 0.0 else y) next

        let q, r = Seq.fold reflect (identity m, a) (seq { 0 .. (min m (columns a)) - 1 })
        q[*, 0 .. count - 1], r[0 .. count - 1, *]

    /// Turns two vectors.
    let private rotate c s (x: float[], y: float[]) =
        Array.map2 (fun a b -> c * a - s * b) x y, Array.map2 (fun a b -> s * a + c * b) x y

    /// The rotation that makes [[a, p], [p, b]] diagonal.
    let private angle a b p =
        let ratio = (b - a) / (2.0 * p)
        let t = Math.CopySign(1.0, ratio) / (abs ratio + sqrt (1.0 + ratio * ratio))
        let c = 1.0 / sqrt (1.0 + t * t)
        c, c * t

    /// The most rounds of rotations before an iteration counts as endless.
    [<Literal>]
    let private Rounds = 100

    /// Ascending eigenvalues and their vectors, by Jacobi's rotations of rows and columns.
    let private eigh (matrix: Matrix) : float[] * Matrix =
        let n = rows matrix
        let a = Array2D.init n n (fun i j -> matrix[max i j, min i j])
        let vectors = Array.init n (fun i -> Array.init n (fun j -> if i = j then 1.0 else 0.0))
        let mutable turned = true
        let mutable round = 0

        while turned && round < Rounds do
            turned <- false
            round <- round + 1

            for i in 0 .. n - 2 do
                for j in i + 1 .. n - 1 do
                    if abs a[i, j] > 1e-17 * (abs a[i, i] + abs a[j, j]) && abs a[i, j] > 1e-300 then
                        turned <- true
                        let c, s = angle a[i, i] a[j, j] a[i, j]
                        let x, y = rotate c s (a[i, *], a[j, *])
                        a[i, *] <- x
                        a[j, *] <- y
                        let x, y = rotate c s (a[*, i], a[*, j])
                        a[*, i] <- x
                        a[*, j] <- y
                        let x, y = rotate c s (vectors[i], vectors[j])
                        vectors[i] <- x
                        vectors[j] <- y

        let order = [| 0 .. n - 1 |] |> Array.sortBy (fun i -> a[i, i])
        [| for i in order -> a[i, i] |], ofColumns n [| for i in order -> vectors[i] |]

    /// A direction orthogonal to others, in a space that they do not fill.
    let private beside n (others: float[] seq) =
        let without (x: float[]) =
            others |> Seq.fold (fun x other -> let k = dot x other in Array.map2 (fun a b -> a - k * b) x other) x

        seq { 0 .. n - 1 }
        |> Seq.map (fun axis -> without (without (Array.init n (fun i -> if i = axis then 1.0 else 0.0))))
        |> Seq.maxBy (fun x -> dot x x)
        |> fun x -> Array.map (fun a -> a / sqrt (dot x x)) x

    /// U, descending S and V of a matrix with no more columns than rows: its columns are turned until all are
    /// orthogonal.
    let private tallSvd (a: Matrix) : Matrix * float[] * Matrix =
        let m, n = rows a, columns a
        let xs = Array.init n (fun j -> a[*, j])
        let vs = Array.init n (fun i -> Array.init n (fun j -> if i = j then 1.0 else 0.0))
        let mutable turned = true
        let mutable round = 0

        while turned && round < Rounds do
            turned <- false
            round <- round + 1

            for i in 0 .. n - 2 do
                for j in i + 1 .. n - 1 do
                    let p, a, b = dot xs[i] xs[j], dot xs[i] xs[i], dot xs[j] xs[j]

                    if abs p > 1e-15 * sqrt a * sqrt b then
                        turned <- true
                        let c, s = angle a b p
                        let x, y = rotate c s (xs[i], xs[j])
                        xs[i] <- x
                        xs[j] <- y
                        let x, y = rotate c s (vs[i], vs[j])
                        vs[i] <- x
                        vs[j] <- y

        let length (x: float[]) = sqrt (dot x x)
        let order = [| 0 .. n - 1 |] |> Array.sortByDescending (fun i -> length xs[i])
        let s = [| for i in order -> length xs[i] |]
        let directions = ResizeArray<float[]>()

        for i in order do
            let size = length xs[i]
            directions.Add(if size > 0.0 then Array.map (fun x -> x / size) xs[i] else beside m directions)

        ofColumns m (directions.ToArray()), s, ofColumns n [| for i in order -> vs[i] |]

    let private svd (a: Matrix) : Matrix * float[] * Matrix =
        if rows a >= columns a then
            let u, s, v = tallSvd a
            u, s, transposed v
        else
            let v, s, u = tallSvd (transposed a)
            u, s, transposed v

    /// The series of a matrix that halving has made small, squared again.
    let private exp (a: Matrix) : Matrix =
        let size = a |> Seq.cast<float> |> Seq.fold (fun sum x -> sum + abs x) 0.0
        let halvings = if size > 0.5 then int (ceil (Math.Log2(size / 0.5))) else 0
        let x = scaled (Math.Pow(2.0, float -halvings)) a
        let one = identity (rows a)
        // From the inside: 1 + x (1 + x/2 (1 + x/3 (…))).
        let small = Seq.foldBack (fun k inner -> plus one (scaled (1.0 / float k) (product x inner))) [ 1..20 ] one
        Seq.fold (fun y _ -> product y y) small (seq { 1..halvings })

    /// A function of one matrix of a batch of some count, laid out as `Factorization` says.
    let factor (operation: Factor) (matrix: int) (count: int) (a: Matrix) : float[] =
        let finite () =
            if not (a |> Seq.cast<float> |> Seq.forall Double.IsFinite) then
                raise (Errors.NotFiniteMatrix(operation.Name, matrix, count))

        match operation.Op with
        | Factorization.Cholesky ->
            match cholesky a with
            | Ok l -> flat l
            | Error minor -> raise (Errors.NotPositiveDefinite(operation.Name, matrix, count, minor))
        | Factorization.Lu -> elimination false a
        | Factorization.LuFull -> elimination true a
        | Factorization.Qr
        | Factorization.QrFull ->
            let full = operation.Op = Factorization.QrFull
            let q, r = qr (if full then rows a else min (rows a) (columns a)) a
            Array.append (flat q) (flat r)
        | Factorization.Eigh ->
            finite ()
            let values, vectors = eigh a
            Array.append values (flat vectors)
        | Factorization.Svd ->
            finite ()
            let u, s, vt = svd a
            Array.concat [ flat u; s; flat vt ]
        | _ ->
            finite ()
            flat (exp a)

    /// X with T X = B by substitution, or the place of a zero on the diagonal. The transpose of a triangle is one, too.
    let substitution (triangle: Triangle) isTransposed (t: Matrix) (b: Matrix) : Result<Matrix, int> =
        let n = rows t

        let t = if isTransposed then transposed t else t
        let isUpper = triangle.Upper <> isTransposed
        let diagonal i = if triangle.Unit then 1.0 else t[i, i]

        match Seq.tryFind (fun i -> diagonal i = 0.0) (seq { 0 .. n - 1 }) with
        | Some zero -> Error zero
        | None ->
            let x = Array2D.copy b

            for i in (if isUpper then [ n - 1 .. -1 .. 0 ] else [ 0 .. n - 1 ]) do
                let known = if isUpper then [ i + 1 .. n - 1 ] else [ 0 .. i - 1 ]

                for k in 0 .. columns b - 1 do
                    let rest = known |> List.fold (fun rest j -> rest - t[i, j] * x[j, k]) b[i, k]
                    x[i, k] <- rest / diagonal i

            Ok x

    /// X with A X = B or Aᵀ X = B by the factors of A, or the number of a pivot that is 0.
    let division isTransposed (factors: Matrix) (b: Matrix) : Result<Matrix, int> =
        let n = columns factors
        let order = Array.map int factors[n, *]
        let lower = substitution (Triangle(false, true)) isTransposed factors[0 .. n - 1, *]
        let upper = substitution (Triangle(true, false)) isTransposed factors[0 .. n - 1, *]

        if isTransposed then
            let place = Array.init n (fun row -> Array.IndexOf(order, row))

            upper b |> Result.bind lower |> Result.map (fun x -> Array2D.init n (columns x) (fun i k -> x[place[i], k]))
        else
            lower (Array2D.init n (columns b) (fun i k -> b[order[i], k])) |> Result.bind upper
