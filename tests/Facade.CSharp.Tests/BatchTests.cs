namespace Functional.Tests;

/// <summary>Batches, decisions and loops in C#.</summary>
public class BatchTests
{
    private static readonly Tensor Rows = [[1, 2, 3], [4, 5, 6]];
    private static readonly Func<Tensor, Tensor> Squares = x => x.Square().Sum();

    private static void Near(Tensor expected, Tensor actual) =>
        Assert.True(expected.Shape == actual.Shape && expected.AllClose(actual, 1e-5, 1e-6), $"expected {expected}, got {actual}");

    [Fact]
    public void A_batch_of_gradients()
    {
        Near(2 * Rows, Squares.Grad().Vmap(Rows));
        Near(2 * Rows, Squares.Grad().Vmap()(Rows));
        Near(Squares.Vmap(Rows), Squares.Vmap(Rows.T, inAxis: 1));
        Near(Rows.T, Ad.Vmap((Tensor x) => 1 * x, Rows, outAxis: 1));
    }

    [Fact]
    public void Arguments_that_every_example_shares()
    {
        Tensor w = [1, 0, 2];
        Func<Tensor, Tensor, Tensor> dot = (x, y) => (x * y).Sum();
        Near([7, 16], dot.Vmap(Rows, w, axis2: null));
        Near([7, 16], dot.Vmap(axis2: null)(Rows, w));
        Near([[7], [16]], Ad.Vmap((Tensor x, Tensor y, Tensor z) => ((x * y).Sum() * z), Rows, w, Tensor.Ones(1), 0, null, null));
        var (scaled, shared) = Ad.Vmap(((Tensor X, Tensor W) p) => (p.X * p.W, p.W), (Rows, w), [0, null], [0, null]);
        Near(Rows * w, scaled);
        Near(w, shared);
    }

    [Fact]
    public void What_a_batch_refuses()
    {
        Assert.Throws<ShapeException>(() => Ad.Vmap((Tensor x, Tensor y) => x + y, Rows, Rows.T));
        Assert.Throws<GraphException>(() => Ad.Vmap((Tensor x) => x.Sum().ToScalar() > 0 ? x : -x, Rows));
        Assert.Throws<ArgumentNullException>(() => Ad.Vmap<Tensor, Tensor>(null!, Rows));
    }

    [Fact]
    public void Decisions_and_loops()
    {
        Tensor xs = [4, -1, 9];
        Func<Tensor, Tensor> root = x => Flow.Cond(x > 0, y => y.Sqrt(), y => y * y, x);
        Near([2, 1, 3], root.Vmap(xs));
        Near([0.25f, -2, 1 / 6f], root.Grad().Vmap(xs));
        Near([4, -4, 9], Ad.Vmap((Tensor x) => Flow.WhileLoop(y => y.Abs() < 4, y => y * -2, x), xs));
        Near(xs * 6, Flow.ForLoop(1, 4, (i, sum) => sum + i * xs, Tensor.Zeros(3)));
        var (total, sums) = Flow.Scan((Tensor sum, Tensor x) => (sum + x, sum + x), Tensor.Zeros(), xs);
        Near([4, 3, 12], sums);
        Near(xs.Sum(), total);
        Near([12, 8, 9], Flow.ScanBack((Tensor sum, Tensor x) => (sum + x, sum + x), Tensor.Zeros(), xs).Outputs);
        Near([4, -4, -36], Flow.AssociativeScan((a, b) => a * b, xs));
    }

    [Fact]
    public void Spectra()
    {
        Tensor x = [1, 2, 3, 4];
        var (re, im) = Fourier.Rfft(x);
        Near([10, -2, -2], re);
        Near([0, 2, 0], im);
        Near(x, Fourier.Irfft(re, im, 4));
        var (whole, imaginary) = Fourier.Fft(x, Tensor.ZerosLike(x));
        Near([10, -2, -2, -2], whole);
        Near(x, Fourier.Ifft(whole, imaginary).Re);
        Near(Rows, Fourier.Ifft(Fourier.Fft(Rows, Rows, [0, 1]).Re, Fourier.Fft(Rows, Rows, [0, 1]).Im, [0, 1]).Re);
        Near([0, 0.25f, -0.5f, -0.25f], Fourier.Frequencies(4));
    }
}
