namespace Functional

/// The rows that members of `Tensor` need. Named in Tensor.fs, which comes before it.
[<Sealed>]
type internal ElementaryRows() =
    inherit Elementary()
    override _.Negate x = Elementwise.map Kernels.Unary.Neg x
    override _.Add(x, y) = Arithmetic.add x y
    override _.Subtract(x, y) = Arithmetic.subtract x y
    override _.Multiply(x, y) = Arithmetic.multiply x y
    override _.Divide(x, y) = Arithmetic.divide x y
    override _.Remainder(x, y) = Arithmetic.remainder x y
    override _.Power(x, y) = Arithmetic.pow x y
    override _.Atan2(y, x) = Arithmetic.atan2 y x
    override _.Compare(op, x, y) = Compare.compare op x y
    override _.Map(op, x) = Elementwise.map op x
    override _.Literal value = Creation.scalar value
    override _.Item x = Creation.item x
    override _.Stack xs = Joins.stack 0 xs
    override _.Rows x = Moves.rows x
    override _.Part(x, index) = Moves.getItem index x
    override _.PartsAt(x, index) = Indexing.index index x
    override _.Format x = Print.format x
