/// Linear algebra of matrices that operations in the program keep far from singular, and their eigenvalues apart.
module internal Functional.Laws.LinalgRows

open System
open Functional
open Functional.Laws.Operation

/// Matrices are small, so that their conditions are.
[<Literal>]
let private Most = 3

/// The order of the square matrices of a shape.
let private order (shape: int[]) =
    if shape.Length >= 2 && shape[shape.Length - 1] = shape[shape.Length - 2] then
        let n = shape[shape.Length - 1]
        if 1 <= n && n <= Most then ValueSome n else ValueNone
    else
        ValueNone

let private squares n (batch: int[]) = Array.append batch [| n; n |]
let private within (size: float) = Interval.between -size size

/// The name of what makes definite matrices.
let definiteName = "A Aᵀ + 1"

/// Positive definite matrices: their eigenvalues are between 1 and 1 + 4 n².
let definite (shape: int[]) =
    let n = shape[shape.Length - 1]
    let run (xs: Tensor[]) = Tensor.matmul xs[0] (Tensor.matrixTranspose xs[0]) + Tensor.eyeOf DType.Float64 n n

    let written =
        text
            "(Tensor.matmul {0} (Tensor.matrixTranspose {0}) + Tensor.eyeOf DType.Float64 {a} {a})"
            "({0}.Matmul({0}.MatrixTranspose()) + Tensor.Eye({a}, {a}, DType.Float64))"
            [ Integer n ]

    let range (_: Interval[]) = Interval.between (-4.0 * float n) (4.0 * float n + 1.0)
    call definiteName shape [ slot (Between(-2.0, 2.0)) shape ] run range written

/// The name of what makes matrices that are near a diagonal one.
let apartName = "A + diagonal"

/// Matrices near a diagonal one of different numbers: eigenvalues and singular values differ by 1 and more, and the largest
/// number of a column is on the diagonal.
let apart (shape: int[]) =
    let n = shape[shape.Length - 1]
    let diagonal = Array.init (n * n) (fun i -> if i % (n + 1) = 0 then 4.0 * float (i / (n + 1) + 1) else 0.0)
    let constant = Tensor.ofArray [ n; n ] diagonal
    let written = text "{0} + {a}" "{0} + {a}" [ Numbers([| n; n |], diagonal) ]
    let range (_: Interval[]) = Interval.between -0.5 (4.0 * float n + 0.5)
    call apartName shape [ slot (Between(-0.5, 0.5)) shape ] (fun xs -> xs[0] + constant) range written

/// Whether an operand may be there where one of a region is asked for; none where the region is no matter of matrices.
let fits region (e: Expression) =
    let isFrom names =
        match e.Form with
        | Call(call, _) -> List.contains call.Name names
        | _ -> false

    match region with
    | PositiveDefinite -> ValueSome(isFrom [ definiteName ])
    | SeparatedSpectrum -> ValueSome(isFrom [ apartName ])
    | WellConditioned -> ValueSome(isFrom [ definiteName; apartName ])
    | _ -> ValueNone

/// What makes a matrix of a region.
let forRegion (random: Random) region =
    match region with
    | PositiveDefinite -> definite
    | SeparatedSpectrum -> apart
    | _ -> if Pick.oneIn random 2 then definite else apart

let private named name = $"Linalg.{name}"

/// A function of a matrix with a matrix of its shape as result.
let private matrix name region (run: Tensor -> Tensor) (range: int -> Interval) fsharp csharp words =
    operation (named name) (fun _ shape ->
        match order shape with
        | ValueSome n ->
            let written = text fsharp csharp words
            ValueSome(call (named name) shape [ slot region shape ] (fun xs -> run xs[0]) (fun _ -> range n) written)
        | ValueNone -> ValueNone)

/// The same, written in the regular way.
let private map name region run range =
    matrix name region run range $"Linalg.{name} {{0}}" $"Linalg.{method name}({{0}})" []

/// A number, or a vector, of each matrix.
let private measure name region ofShape (run: Tensor -> Tensor) (range: int -> Interval) fsharp csharp words =
    operation (named name) (fun random shape ->
        match ofShape random shape with
        | ValueSome(n, batch) ->
            let slots = [ slot region (squares n batch) ]
            let written = text fsharp csharp words
            ValueSome(call (named name) shape slots (fun xs -> run xs[0]) (fun _ -> range n) written)
        | ValueNone -> ValueNone)

let private number (random: Random) (shape: int[]) =
    if shape.Length > 1 then ValueNone else ValueSome(Pick.integer random 1 Most, shape)

let private vector (_: Random) (shape: int[]) =
    if shape.Length = 0 || shape[shape.Length - 1] < 1 || shape[shape.Length - 1] > Most then
        ValueNone
    else
        ValueSome(Array.last shape, shape[.. shape.Length - 2])

let private measured name region ofShape run range =
    measure name region ofShape run range $"Linalg.{name} {{0}}" $"Linalg.{method name}({{0}})" []

/// The solution of A X = B, which is not longer than B: for some columns, or for one vector.
let private system name region (run: Tensor -> Tensor -> Tensor) fsharp csharp =
    operation (named name) (fun random shape ->
        let rows = if shape.Length = 1 then 0 else shape.Length - 2

        if shape.Length = 0 || shape[rows] < 1 || shape[rows] > Most then
            ValueNone
        else
            let n = shape[rows]
            let batch = if Pick.oneIn random 2 then [||] else Array.take rows shape
            let range (ranges: Interval[]) = within (sqrt (float n) * Interval.size ranges[1])
            let run (xs: Tensor[]) = run xs[0] xs[1]
            let slots = [ slot region (squares n batch); slot Reals shape ]
            ValueSome(call (named name) shape slots run range (text fsharp csharp [])))

let private systems =
    let lower a = Linalg.cholesky a

    [ system "solve" WellConditioned Linalg.solve "Linalg.solve {0} {1}" "Linalg.Solve({0}, {1})"
      system "lstsq" WellConditioned Linalg.lstsq "Linalg.lstsq {0} {1}" "Linalg.Lstsq({0}, {1})"
      system
          "luSolve"
          SeparatedSpectrum
          (fun a b ->
              let p, l, u = Linalg.lu a
              Linalg.luSolve p l u b)
          "(let p, l, u = Linalg.lu {0} in Linalg.luSolve p l u {1})"
          "Linalg.LuSolve(Linalg.Lu({0}), {1})"
      system
          "choleskySolve"
          PositiveDefinite
          (fun a b -> Linalg.choleskySolve (lower a) b)
          "Linalg.choleskySolve (Linalg.cholesky {0}) {1}"
          "Linalg.CholeskySolve(Linalg.Cholesky({0}), {1})"
      system
          "solveTriangular"
          PositiveDefinite
          (fun a b -> Linalg.solveTriangular false (lower a) b)
          "Linalg.solveTriangular false (Linalg.cholesky {0}) {1}"
          "Linalg.SolveTriangular(Linalg.Cholesky({0}), {1}, false)"
      system
          "solveTriangularWith"
          PositiveDefinite
          (fun a b -> Linalg.solveTriangularWith true true false (Tensor.matrixTranspose (lower a)) b)
          "Linalg.solveTriangularWith true true false (Tensor.matrixTranspose (Linalg.cholesky {0})) {1}"
          "Linalg.SolveTriangular(Linalg.Cholesky({0}).MatrixTranspose(), {1}, true, true, false)" ]

let private functions =
    let unit (_: int) = within 1.0

    [ map "inv" WellConditioned Linalg.inv unit
      map "pinv" WellConditioned Linalg.pinv unit
      matrix
          "pinvWith"
          WellConditioned
          (Linalg.pinvWith 1e-6)
          unit
          "Linalg.pinvWith 1e-6 {0}"
          "Linalg.Pinv({0}, 1e-6)"
          []
      matrix
          "choleskyInverse"
          PositiveDefinite
          (Linalg.cholesky >> Linalg.choleskyInverse)
          unit
          "Linalg.choleskyInverse (Linalg.cholesky {0})"
          "Linalg.CholeskyInverse(Linalg.Cholesky({0}))"
          []
      map "cholesky" PositiveDefinite Linalg.cholesky (fun n -> within (sqrt (4.0 * float n + 1.0)))
      map "expm" (Between(-1.0, 1.0)) Linalg.expm (fun n -> within (exp (float n)))
      for k, range in [ 2, (fun n -> within (4.0 * float n)); 3, (fun n -> within (8.0 * float (n * n))) ] do
          matrix
              "matrixPower"
              (Between(-2.0, 2.0))
              (Linalg.matrixPower k)
              range
              "Linalg.matrixPower {a} {0}"
              "Linalg.MatrixPower({0}, {a})"
              [ Integer k ]
      matrix
          "lu"
          SeparatedSpectrum
          (fun a -> let _, l, u = Linalg.lu a in l + u)
          (fun n -> within (8.0 * float n))
          "(let _, l, u = Linalg.lu {0} in l + u)"
          "(Linalg.Lu({0}) switch { var (_, l, u) => l + u })"
          []
      matrix
          "qr"
          SeparatedSpectrum
          (fun a -> let q, r = Linalg.qr a in q + r)
          (fun n -> within (4.0 * float n + 3.0))
          "(let q, r = Linalg.qr {0} in q + r)"
          "(Linalg.Qr({0}) switch { var (q, r) => q + r })"
          []
      // Signs of vectors cancel.
      matrix
          "eigh"
          SeparatedSpectrum
          (fun a ->
              let w, v = Linalg.eigh a
              Tensor.matmul (v * Tensor.sin (Tensor.unsqueeze -2 w)) (Tensor.matrixTranspose v))
          unit
          ("(let w, v = Linalg.eigh {0} in "
           + "Tensor.matmul (v * Tensor.sin (Tensor.unsqueeze -2 w)) (Tensor.matrixTranspose v))")
          ("(Linalg.Eigh({0}) switch { var (w, v) => " + "(v * w.Unsqueeze(-2).Sin()).Matmul(v.MatrixTranspose()) })")
          []
      matrix
          "svd"
          SeparatedSpectrum
          (fun a -> let u, _, v = Linalg.svd a in Tensor.matmul u v)
          unit
          "(let u, _, v = Linalg.svd {0} in Tensor.matmul u v)"
          "(Linalg.Svd({0}) switch { var (u, _, v) => u.Matmul(v) })"
          [] ]

let private measures =
    let most n = 4.0 * float n + 1.5
    let logarithm (n: int) = Interval.between 0.0 (float n * log (4.0 * float n + 1.0))

    [ measured "det" PositiveDefinite number Linalg.det (fun n -> Interval.between 1.0 ((4.0 * float n + 1.0) ** n))
      measured "logdet" PositiveDefinite number Linalg.logdet logarithm
      measure
          "slogdet"
          WellConditioned
          number
          (Linalg.slogdet >> snd)
          (fun n -> Interval.between 0.0 (float n * log (most n + 1.0)))
          "snd (Linalg.slogdet {0})"
          "Linalg.Slogdet({0}).LogAbsDet"
          []
      measured "frobeniusNorm" WellConditioned number Linalg.frobeniusNorm (fun n ->
          Interval.between 1.0 (float n * most n))
      measured "nuclearNorm" SeparatedSpectrum number Linalg.nuclearNorm (fun n ->
          Interval.between 1.0 (float n * most n))
      measure
          "matrixNorm"
          SeparatedSpectrum
          number
          (Linalg.matrixNorm 2.0)
          (fun n -> Interval.between 2.5 (most n))
          "Linalg.matrixNorm {a} {0}"
          "Linalg.MatrixNorm({0}, {a})"
          [ Real 2.0 ]
      measure
          "cond"
          SeparatedSpectrum
          number
          (Linalg.cond 2.0)
          (fun n -> Interval.between 1.0 (most n / 2.5))
          "Linalg.cond {a} {0}"
          "Linalg.Cond({0}, {a})"
          [ Real 2.0 ]
      measure
          "vectorNorm"
          PositiveDefinite
          (fun random shape -> if shape.Length = 0 then number random shape else ValueNone)
          (Linalg.vectorNorm 2.0)
          (fun n -> Interval.between 1.0 (float n * most n))
          "Linalg.vectorNorm {a} {0}"
          "Linalg.VectorNorm({0}, {a})"
          [ Real 2.0 ]
      measured "eigvalsh" SeparatedSpectrum vector Linalg.eigvalsh (fun n -> Interval.between 2.5 (most n))
      measured "svdvals" SeparatedSpectrum vector Linalg.svdvals (fun n -> Interval.between 2.5 (most n)) ]

let private tables =
    [ operation (named "multiDot") (fun random shape ->
          if shape.Length <> 2 then
              ValueNone
          else
              let inner = [| Pick.length random; Pick.length random |]
              let factor = Between(-2.0, 2.0)

              let slots =
                  [ slot factor [| shape[0]; inner[0] |]; slot factor inner; slot factor [| inner[1]; shape[1] |] ]

              let written = text "Linalg.multiDot [ {0}; {1}; {2} ]" "Linalg.MultiDot({0}, {1}, {2})" []

              let range (_: Interval[]) = within (8.0 * float (size inner))
              ValueSome(call (named "multiDot") shape slots Linalg.multiDot range written))
      operation (named "vander") (fun _ shape ->
          if shape.Length <> 2 || shape[1] = 0 then
              ValueNone
          else
              let count = shape[1]
              let written = text "Linalg.vander {a} {0}" "Linalg.Vander({0}, {a})" [ Integer count ]
              let range (_: Interval[]) = within (Math.Pow(2.0, float count))
              let run (xs: Tensor[]) = Linalg.vander count xs[0]
              ValueSome(call (named "vander") shape [ slot (Between(-2.0, 2.0)) [| shape[0] |] ] run range written)) ]

/// The matrices themselves.
let private makers =
    [ for name, make in [ definiteName, definite; apartName, apart ] do
          operation name (fun _ shape ->
              match order shape with
              | ValueSome _ -> ValueSome(make shape)
              | ValueNone -> ValueNone) ]

let matrices = List.concat [ makers; systems; functions; measures; tables ]
