/// The rows that linear maps are themselves made of. They are plain values: no rule here calls an operation.
module internal Functional.Primitives

open Functional.Kernels

let private row name operation rule domains =
    { Name = name; Evaluate = Kernel operation; Rule = rule; Domains = domains }

let private each form = Everywhere(fun _ -> form)

/// x + y
let add = row "add" (Zip("add", Binary.Add)) (each Identity) [ Reals; Reals ]

/// -x
let neg = row "neg" (Map("neg", Unary.Neg)) (each Negate) [ Reals ]

/// x - y
let sub =
    row "sub" (Zip("sub", Binary.Sub)) (Everywhere(fun i -> if i = 0 then Identity else Negate)) [ Reals; Reals ]

/// x y, elementwise
let mul = row "mul" (Zip("mul", Binary.Mul)) (AtOther(fun other _ -> Scale other)) [ Reals; Reals ]

/// condition ? x : y
let where =
    row
        "where"
        Select.Instance
        (AtInputs(fun xs i -> if i = 0 then Zero else Mask(xs[0], (i = 1))))
        [ Discrete; Reals; Reals ]

let cast dtype = row "cast" (Cast dtype) (if dtype.IsFloat() then each Identity else Discontinuous) [ Reals ]

/// The same numbers on another device.
let transfer source target = row "to_copy" (Kernels.Transfer target) (each (Form.Transfer(source, target))) [ Reals ]

let move (movement: Movement) =
    row
        movement.Name
        movement
        (match movement with
         | :? Expand -> each Identity
         | :? Windows as windows -> each (Windowed windows)
         | _ -> each (Move movement))
        [ Reals ]

/// The sum over some axes.
let summation axes keepAxes = Reduce("sum", Reduction.Sum, axes, keepAxes)

let sum axes keepAxes =
    row "sum" (summation axes keepAxes) (each (if keepAxes then Identity else Form.Sum axes)) [ Reals ]

let private totals = Array.init 9 (fun rank -> sum (Array.init rank id) false)

/// The sum over all axes of tensors of some rank: a row that is asked for so often that it is made once.
let total rank = if rank < totals.Length then totals[rank] else sum (Array.init rank id) false

/// The sum of the products of all elements.
let dot = row "dot" (Contract("dot", Contraction.Dot)) (AtOther(fun other _ -> Scale other)) [ Reals; Reals ]

/// Matrix product of the last two axes.
let matmul =
    row
        "matmul"
        (Contract("matmul", Contraction.MatMul))
        (AtOther(fun other i -> if i = 0 then RightProduct(other, false) else LeftProduct(other, false)))
        [ Reals; Reals ]

/// The sum of windows where they overlap.
let overlapAdd (operation: OverlapAdd) = row "overlap_add" operation (each (Overlapped operation)) [ Reals ]

let gather axis =
    row "gather" (Gather axis) (AtInputs(fun xs i -> if i = 0 then Take(axis, xs[1]) else Zero)) [ Reals; Discrete ]

let scatterAdd axis =
    row
        "scatter_add"
        (ScatterAdd axis)
        (AtInputs(fun xs i ->
            match i with
            | 0 -> Identity
            | 1 -> Zero
            | _ -> Put(axis, xs[1])))
        [ Reals; Discrete; Reals ]

let cumsum axis reverse =
    row "cumsum" (Scan("cumsum", Running.Sum, axis, reverse)) (each (Cumulate(axis, reverse))) [ Reals ]

/// The last two axes exchanged.
let transposition rank =
    let axes = Array.init rank id
    axes[rank - 2] <- rank - 1
    axes[rank - 1] <- rank - 2
    Permute axes

/// First one form, then another: through tensors like y.
let private through (y: Tensor) forms = forms |> List.reduceBack (fun first rest -> Compose(first, y.Space, rest))

/// A form after the transposition of matrices.
let private afterTransposing (x: Tensor) form =
    let transposition = transposition x.Rank
    let transposed = Space(transposition.Infer(System.ReadOnlySpan [| x.Space |]).Shape, x.DType)
    Compose(Move transposition, transposed, form)

/// What a⁻¹ b (or a⁻ᵀ b) = y does with a change of a, by the form of the division: - a⁻¹ da y, or - a⁻ᵀ daᵀ y.
let private ofDivisor (a: Tensor) (y: Tensor) transposed division =
    let change = through y [ RightProduct(y, false); Negate; division ]
    if transposed then afterTransposing a change else change

/// t⁻¹ x (or t⁻ᵀ x), for the triangular matrices that are a part of t.
let divideTriangle (triangle: Triangle) transposed =
    row
        "solve_triangular"
        (SolveTriangular(triangle, transposed))
        (AtBoth(fun xs y i ->
            let division = DivideTriangle(xs[0], triangle, transposed)

            if i = 0 then
                Compose(Within triangle, xs[0].Space, ofDivisor xs[0] y transposed division)
            else
                division))
        [ WellConditioned; Reals ]

/// The factors of matrices, for divisions by them. They are a means: derivatives are taken with respect to the
/// matrices.
let factors name =
    { Name = name
      Evaluate = Kernel(Factor(name, Factorization.Lu))
      Rule = Discontinuous
      Domains = [ Discrete ] }

/// a⁻¹ x (or a⁻ᵀ x), from the factors of a, a itself, and x.
let divide name transposed =
    row
        name
        (Kernels.Divide(name, transposed))
        (AtBoth(fun xs y i ->
            let division = Form.Divide(xs[1], xs[0], transposed)

            match i with
            | 0 -> Zero
            | 1 -> ofDivisor xs[1] y transposed division
            | _ -> division))
        [ Discrete; WellConditioned; Reals ]
