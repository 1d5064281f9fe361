namespace Functional.Tests;

public class TensorTests
{
    private static readonly Tensor X = [[1, 2], [3, 4]];

    [Fact]
    public void Literals_are_float32_and_nest()
    {
        Assert.Equal(DType.Float32, X.DType);
        Check.Shaped([2, 2], X);
        Check.Same([1, 2, 3, 4], X);
        Tensor scalar = 2;
        Check.Shaped([], scalar);
    }

    [Fact]
    public void Typed_data_keeps_its_dtype()
    {
        Assert.Equal(DType.Int64, Tensor.From([0L, 2L]).DType);
        Assert.Equal(DType.Float64, Tensor.From(new[] { 0.5, 1.5 }).DType);
        Assert.Equal(DType.Int32, Tensor.From(new[,] { { 1, 2, 3 }, { 4, 5, 6 } }).DType);
        Check.Shaped([2, 3], Tensor.From([1f, 2, 3, 4, 5, 6], [2, 3]));
        Check.Shaped([2, 2], Tensor.From([[1.0, 2.0], [3.0, 4.0]]));
        Check.Shaped([1, 2, 3], Tensor.From(new double[1, 2, 3]));
        Check.Same([long.MaxValue], Tensor.From(new[] { new[] { long.MaxValue } }));
    }

    [Fact]
    public void Rows_of_unequal_length_are_an_error() =>
        Assert.Throws<ShapeException>(() => Tensor.From(new[] { new[] { 1, 2 }, new[] { 3 } }));

    [Fact]
    public void Tensors_are_made_with_a_shape_and_a_dtype()
    {
        Check.Shaped([2, 3], Tensor.Zeros(2, 3));
        Check.Shaped([2, 3], Tensor.Ones([2, 3]));
        Check.Shaped([2, 2], Tensor.Zeros(X.Shape));
        Assert.Equal(DType.Float64, Tensor.Ones([2], DType.Float64).DType);
        Check.Same([7, 7], Tensor.Full([2], 7));
        Check.Same([0, 1, 2], Tensor.Arange(3));
        Check.Same([1, 3], Tensor.Arange(1, 5, 2, DType.Int64));
        Check.Same([0, 0.5, 1], Tensor.Linspace(0, 1, 3));
        Check.Same([1, 0, 0, 1], Tensor.Eye(2));
        Check.Same([1, 1, 1, 1], Tensor.OnesLike(X));
        Assert.Equal(DType.Float32, Tensor.RandLike(X).DType);
        Check.Shaped([], Tensor.Randn());
        Check.Shaped([1], Tensor.Rand(1));
    }

    [Fact]
    public void A_step_that_leads_nowhere_is_an_error() =>
        Assert.Throws<ArgumentException>(() => Tensor.Arange(0, 1, 0));

    [Fact]
    public void Brackets_take_positions_ranges_and_tensors()
    {
        Check.Same([3, 4], X[1]);
        Check.Same([2, 4], X[.., 1]);
        Check.Same([2, 4], X[0..2, ^1]);
        Check.Same([1, 3], X[At.Ellipsis, 0]);
        Check.Shaped([1, 2, 2], X[At.NewAxis]);
        Check.Same([3, 4, 1, 2], X[Tensor.From([1, 0])]);
        Check.Same([3, 4], X[X > 2]);
    }

    [Fact]
    public void Operators_take_numbers_on_either_side()
    {
        Check.Same([3, 5, 7, 9], 2 * X + 1);
        Check.Same([0.5, 0, -0.5, -1], 1 - X / 2.0);
        Check.Same([0, 0, 1, 1], X > 2);
        Check.Same([1, 1, 0, 0], X <= 2);
        Check.Same([0, 1, 0, 0], X.Eq(2));
        Check.Same([1, 4, 9, 16], X.Pow(2));
        Check.Same([2, 4, 8, 16], Tensor.Pow(2.0, X));
    }

    [Fact]
    public void Numbers_beside_tensors_keep_their_precision()
    {
        var x = Tensor.From([0.0]);
        Assert.Equal(0.1, x.Maximum(0.1).ToScalar());
        Assert.Equal(0.1, Tensor.Where(x > 1, x, 0.1).ToScalar());
        Assert.Equal(DType.Int64, Tensor.From([1L]).Maximum(0).DType);
    }

    [Fact]
    public void Folds_take_no_axis_one_or_several()
    {
        Check.Same(10, X.Sum());
        Check.Same([3, 7], X.Sum(1));
        Check.Shaped([1, 1], X.Mean([0, 1], keepAxes: true));
        Check.Same([2, 4], X.Max(-1));
        Check.Same([1, 1], X.MaxAlong(1).Indices);
        Check.Same(3, X.Argmax());
        Check.Same(Math.Sqrt(30), X.Norm());
        Check.Same(1.25, X.Var(correction: 0));
        Assert.True((bool)X.Any());
    }

    [Fact]
    public void Shapes_change_as_in_PyTorch()
    {
        Check.Shaped([4], X.Reshape(-1));
        Check.Shaped([1, 4], X.Reshape([1, 4]));
        Check.Shaped([2, 2], X.Flatten().Reshape(X.Shape));
        Check.Same([1, 3, 2, 4], X.T);
        Check.Shaped([2, 1, 2], X.Unsqueeze(1).Permute(0, 1, 2));
        Check.Shaped([3, 2, 2], X.Expand(3, 2, 2));
        Check.Same([4, 3, 2, 1], X.Flip());
        Check.Shaped([4, 2], Tensor.Cat([X, X]));
        Check.Shaped([2, 2, 2], Tensor.Stack([X, X], axis: 1));
        Assert.Equal(2, X.Split(1).Length);
        Assert.Equal(2, X.Chunk(2).Length);
        Check.Same([7, 10, 15, 22], X.Matmul(X));
        var (values, order) = X.Sort(descending: true);
        Check.Same([2, 1, 4, 3], values);
        Check.Same([1, 0, 1, 0], order);
    }

    [Fact]
    public void Values_are_compared_as_a_whole()
    {
        Assert.True(X.Equal([[1, 2], [3, 4]]));
        Assert.False(X.Equal([1, 2]));
        Assert.True(X.AllClose(X + 1e-7));
        Assert.False(X.AllClose(double.PositiveInfinity));
    }

    [Fact]
    public void Null_is_an_error_that_says_where()
    {
        Tensor none = null!;
        foreach (var use in new Action[] { () => X.Matmul(none), () => none.Sin(), () => X.Maximum(none), () => none.To(DType.Int64),
            () => none.Backward(), () => Tensor.ZerosLike(none), () => none.AllClose(X), () => Tensor.Stack([X, none]) })
        {
            Assert.Contains("null", Assert.Throws<ArgumentNullException>(use).Message, StringComparison.Ordinal);
        }
    }
}
