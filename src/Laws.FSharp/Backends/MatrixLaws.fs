/// The laws of the families that take whole matrices: Factor, SolveTriangular, Divide.
module internal Functional.Laws.MatrixLaws

open System
open Functional
open Functional.Kernels
open Functional.Laws.CallLaws

let private floats = [| DType.Float32; DType.Float64 |]

/// Matrices of a batch as an operand; now and then they lie in memory by columns.
let private operand (random: Random) dtype (batch: int list) (matrices: float[,][]) m n : Operand =
    let byColumns = Drawing.chance random 30
    let rank = batch.Length + 2
    let swapped = Permute [| yield! [ 0 .. rank - 3 ]; yield rank - 1; yield rank - 2 |]

    let numbers =
        [| for a in matrices do
               if byColumns then
                   for j in 0 .. n - 1 do
                       for i in 0 .. m - 1 -> a[i, j]
               else
                   for i in 0 .. m - 1 do
                       for j in 0 .. n - 1 -> a[i, j] |]

    { Shape = Shape.From(batch @ (if byColumns then [ n; m ] else [ m; n ]))
      DType = dtype
      Elements = Elements.floats dtype numbers
      Layout = if byColumns then [ swapped ] else [] }

let private uniform (random: Random) low high = low + random.NextDouble() * (high - low)
let private transposed (a: float[,]) = Array2D.init (Array2D.length2 a) (Array2D.length1 a) (fun i j -> a[j, i])

/// Q diag(d) Rᵀ for random rotations, where d is from 0.5 to 2: its first columns.
let private conditioned (random: Random) isSymmetric m n : float[,] =
    let side = max m n
    let q = Draw.orthogonal random side
    let r = if isSymmetric then q else Draw.orthogonal random side
    let d = Array.init side (fun _ -> uniform random 0.5 2.0)
    let a = Draw.product (Array2D.mapi (fun _ j x -> x * d[j]) q) (transposed r)
    // The same number on both sides of the diagonal.
    let a = if isSymmetric then Array2D.init side side (fun i j -> a[max i j, min i j]) else a
    Array2D.init m n (fun i j -> a[i, j])

let private batchOf (random: Random) = [ for _ in 1 .. random.Next 3 -> 1 + random.Next 3 ]
let private sides = [| 1; 2; 3; 4; 5; 7; 9 |]

/// The numbers of the matrices that are packed in a row.
let private parts (shapes: (int * int) list) (numbers: float[]) : float[,] list =
    shapes
    |> List.mapFold (fun start (m, n) -> Array2D.init m n (fun i j -> numbers[start + i * n + j]), start + m * n) 0
    |> fst

let private flat (matrices: float[,] list) =
    [| for a in matrices do
           yield! Seq.cast<float> a |]

let private diagonal (s: float[,]) = Array2D.init s.Length s.Length (fun i j -> if i = j then s[0, i] else 0.0)

/// What is determined of a packed factorization of [m, n]: vectors but for their signs, and what is beyond them not at
/// all.
let private determined op m n (numbers: float[]) : float[] =
    let k = min m n
    let (.*) = Draw.product

    match op with
    | Factorization.QrFull ->
        match parts [ m, m; m, n ] numbers with
        | [ q; r ] -> flat [ q .* r; transposed q .* q; r ]
        | _ -> numbers
    | Factorization.Eigh ->
        match parts [ 1, n; n, n ] numbers with
        | [ w; v ] -> flat [ w; v .* diagonal w .* transposed v; transposed v .* v ]
        | _ -> numbers
    | Factorization.Svd ->
        match parts [ m, k; 1, k; k, n ] numbers with
        | [ u; s; vt ] -> flat [ s; u .* diagonal s .* vt; transposed u .* u; vt .* transposed vt ]
        | _ -> numbers
    | _ -> numbers

/// k eps of the largest finite number.
let private ofLargest k meaning (call: KernelCall) (expected: NdArray) =
    match meaning call (KernelCall.read plain expected) with
    | Floats numbers ->
        let largest =
            numbers |> Array.fold (fun largest x -> if Double.IsFinite x then max largest (abs x) else largest) 0.0

        Scaled(k, Array.create numbers.Length largest)
    | Integers _ -> Exactly

let factor op =
    let isSymmetric = op = Factorization.Cholesky || op = Factorization.Eigh
    let isAnyShape = op = Factorization.Qr || op = Factorization.QrFull || op = Factorization.Svd
    let isIterated = op = Factorization.Eigh || op = Factorization.Svd || op = Factorization.Exp

    let draw random =
        let m = Drawing.pick random sides
        let n = if isAnyShape || Drawing.chance random 3 then Drawing.pick random sides else m
        let batch = batchOf random
        let spoilt = Drawing.chance random 5

        let matrix _ =
            let a = conditioned random (isSymmetric && m = n) m n

            match op with
            | Factorization.Cholesky when spoilt -> Array2D.map (fun x -> -x) a
            | _ when spoilt && isIterated -> Array2D.mapi (fun i j x -> if i = 0 && j = n - 1 then nan else x) a
            | _ when spoilt -> Array2D.zeroCreate m n
            | Factorization.Exp -> Array2D.map (fun x -> 3.0 * x) a
            | _ -> a

        let dtype = if Drawing.chance random 95 then Drawing.pick random floats else DType.Int64

        { Operation = Factor(string op, op)
          Operands =
            if dtype = DType.Int64 then
                [ Drawing.operand random dtype Drawing.Tame (Shape.From [ m; n ]) ]
            else
                [ operand random dtype batch (Array.init (List.fold (*) 1 batch) matrix) m n ] }

    let meaning (call: KernelCall) elements =
        let shape = (KernelCall.packed call.Operands.Head).Shape
        let m, n = shape.Lengths[shape.Rank - 2], shape.Lengths[shape.Rank - 1]

        match elements with
        | Floats numbers when numbers.Length > 0 ->
            numbers |> Array.splitInto (shape.Size / (m * n)) |> Array.collect (determined op m n) |> Floats
        | other -> other

    let statement = $"{op} is within 2000 eps of the largest number, up to what is not determined of it"
    callsBut meaning "Factor" (string op) statement draw (ofLargest 2000.0 meaning)

/// Right-hand sides for a batch, and a batch of matrices that stretches to it.
let private system (random: Random) dtype n (matrix: unit -> float[,]) =
    let batch = batchOf random
    let k = Drawing.pick random [| 1; 1; 2; 3; 8; 17 |]
    let own = List.ofSeq (Drawing.stretching random (Shape.From batch))
    let matrices = Array.init (List.fold (*) 1 own) (fun _ -> matrix ())
    own, matrices, Drawing.operand random dtype Drawing.NearOne (Shape.From(batch @ [ n; k ]))

let private same _ elements = elements

let solveTriangular =
    let draw random =
        let n = Drawing.pick random sides
        let dtype = Drawing.pick random floats
        let isSingular = Drawing.chance random 4

        let triangle () =
            Array2D.init n n (fun i j ->
                if i <> j then uniform random -0.5 0.5
                elif isSingular then 0.0
                else uniform random 0.8 2.0)

        let batch, matrices, right = system random dtype n triangle
        let part = Triangle(Drawing.chance random 50, Drawing.chance random 30)

        { Operation = SolveTriangular(part, Drawing.chance random 50)
          Operands = [ operand random dtype batch matrices n n; right ] }

    calls "SolveTriangular" "" "solutions are within 2000 eps of the largest number" draw (ofLargest 2000.0 same)

let divide =
    let draw random =
        let n = Drawing.pick random sides
        let dtype = Drawing.pick random floats
        let isSingular = Drawing.chance random 4

        let matrix () = if isSingular then Array2D.zeroCreate n n else conditioned random false n n
        let batch, matrices, right = system random dtype n matrix

        let factors =
            matrices
            |> Array.map (fun a ->
                let numbers = Matrices.factor (Factor("lu", Factorization.Lu)) 0 1 a
                Array2D.init (n + 3) n (fun i j -> numbers[i * n + j]))

        { Operation = Divide("solve", Drawing.chance random 50)
          Operands = [ operand random dtype batch factors (n + 3) n; operand random dtype batch matrices n n; right ] }

    calls "Divide" "" "solutions are within 2000 eps of the largest number" draw (ofLargest 2000.0 same)
