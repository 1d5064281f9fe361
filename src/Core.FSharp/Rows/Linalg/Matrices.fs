/// What functions of whole matrices have in common: their arguments, the parts of packed results, and maps in steps.
module internal Functional.Matrices

open Functional.Kernels

let lower = Triangle(false, false)
let upper = Triangle(true, false)
let belowDiagonal = Triangle(false, true)
let aboveDiagonal = Triangle(true, true)

let rows (x: Tensor) = x.Shape.Lengths[x.Rank - 2]
let columns (x: Tensor) = x.Shape.Lengths[x.Rank - 1]

/// The lengths of the leading axes.
let batch (x: Tensor) = x.Shape.Lengths.Slice(0, x.Rank - 2).ToArray()

/// The space of matrices of other lengths, for the batch of x.
let matricesLike (x: Tensor) rows columns = Space(Moves.shape [| yield! batch x; yield rows; yield columns |], x.DType)

/// An argument: float matrices in the last two axes.
let matrices name x =
    let x = Promote.float name x

    if x.Rank < 2 then
        raise (Errors.TooFewAxes(name, 2, x.Shape))

    x

/// An argument: square float matrices in the last two axes.
let square name x =
    let x = matrices name x

    if rows x <> columns x then
        raise (Errors.NotSquare(name, x.Shape))

    x

/// Float arguments in one dtype.
let common name (xs: Tensor[]) = Promote.common name xs |> Array.map (Promote.float name)

/// Square matrices, and right-hand sides as columns; with what brings a result back to their shape. A vector is one, or
/// has the batch of the matrices; as torch.linalg.solve reads it.
let system name a b =
    let xs = common name [| a; b |]
    let a, b = square name xs[0], xs[1]
    let isVector = b.Rank = 1 || b.Shape = Moves.shape [| yield! batch a; yield rows a |]

    if isVector then a, Moves.unsqueeze -1 b, Moves.squeeze [ -1 ]
    elif b.Rank = 0 then raise (Errors.SolveShapes(name, a.Shape, b.Shape))
    else a, b, id

/// The mean of matrices and their transposes, which symmetric ones are themselves.
let symmetric x = Terms.times 0.5 (Terms.add x (Apply.swap x))

/// The identity beside a tensor.
let identity (beside: Tensor) n = Creation.eyeOn (Creation.backendOf beside) beside.DType n n

/// A matrix of numbers beside a tensor.
let constant (beside: Tensor) rows columns (element: int -> int -> float) : Tensor =
    let numbers = Array.init (rows * columns) (fun i -> element (i / columns) (i % columns))

    Creation.fromArrayOn (Creation.backendOf beside) numbers (Shape.From [ rows; columns ])
    |> Apply.toDType beside.DType

/// Where matrices have their diagonals, as truth values.
let onDiagonal (beside: Tensor) n = Terms.compareTo Binary.Equal (identity beside n) 1.0

/// Vectors as diagonal elements of matrices, or as a row or a column that broadcasts with them.
let diagonalOf x = Diagonals.diagonal 0 -2 -1 x
let asRow x = Moves.unsqueeze -2 x
let asColumn x = Moves.unsqueeze -1 x

// Packed results: parts one after the other along the last axis

/// A part of a packed result that begins at a place, under its own lengths.
let part start (lengths: int[]) (packed: Tensor) =
    Moves.narrow -1 start (Array.reduce (*) lengths) packed |> Moves.unflatten -1 lengths

/// Where a part of this space goes in a packed result.
let placed start (packed: Space) (part: Space) : Form<Tensor> =
    let batch = packed.Shape.Lengths.Slice(0, packed.Shape.Rank - 1).ToArray()
    let length = part.Shape.Lengths.Slice(batch.Length).ToArray() |> Array.fold (*) 1
    let flat = Space(Moves.shape [| yield! batch; yield length |], part.DType)
    let starts, steps = Array.zeroCreate (batch.Length + 1), Array.create (batch.Length + 1) 1
    starts[batch.Length] <- start
    Compose(Move(Reshape flat.Shape), flat, Move(Embed(starts, steps, packed.Shape)))

// Maps in steps

/// One form after another: beside each but the last, the space that it leads to.
let steps (first: (Form<Tensor> * Space) list) (last: Form<Tensor>) : Form<Tensor> =
    List.foldBack (fun (form, space) rest -> Compose(form, space, rest)) first last

/// Transposes matrices of a rank.
let swap (x: Tensor) : Form<Tensor> = Move(Primitives.transposition x.Rank)

/// v -> v - w, for a form that gives w.
let less form (space: Space) : Form<Tensor> = Plus(Identity, Compose(form, space, Negate))

let kernel name op rule domain = { Name = name; Evaluate = Kernel(Factor(name, op)); Rule = rule; Domains = [ domain ] }
