namespace Functional.Tests;

/// <summary>Linear algebra under its C# names: each calls what it says, with tuples for several results.</summary>
public class LinalgTests
{
    private static readonly Tensor A = Tensor.From(new[,] { { 4.0, 1 }, { 1, 3 } });
    private static readonly Tensor B = Tensor.From([1.0, 2]);

    [Fact]
    public void Systems_are_solved_in_every_way()
    {
        double[] x = [1 / 11.0, 7 / 11.0];
        Check.Same(x, Linalg.Solve(A, B));
        Check.Same(x, Linalg.LuSolve(Linalg.Lu(A), B));
        Check.Same(x, Linalg.CholeskySolve(Linalg.Cholesky(A), B));
        Check.Same(x, Linalg.Lstsq(A, B));
        Check.Same(x, A.Inv().Matmul(B));
        Check.Same(x, A.Pinv().Matmul(B));
        Check.Same(x, Linalg.Pinv(A, 1e-3).Matmul(B));
        Check.Same(x, Linalg.CholeskyInverse(A.Cholesky()).Matmul(B));
        Check.Same([0.25, 7 / 12.0], Linalg.SolveTriangular(A, B, upper: false));
        Check.Same([1, 1], Linalg.SolveTriangular(A, B, upper: false, unitriangular: true));
        Check.Same([1 / 4.0, 7 / 12.0], Linalg.SolveTriangular(A, B.Unsqueeze(0), upper: true, left: false));
    }

    [Fact]
    public void Factors_have_the_matrix_as_their_product()
    {
        double[] a = [4, 1, 1, 3];
        var (p, l, u) = Linalg.Lu(A);
        Check.Same(a, p.Matmul(l).Matmul(u));
        var (q, r) = Linalg.Qr(A);
        Check.Same(a, q.Matmul(r));
        (q, r) = Linalg.QrComplete(A);
        Check.Same(a, q.Matmul(r));
        var (values, vectors) = Linalg.Eigh(A);
        Check.Same(a, (vectors * values).Matmul(vectors.MatrixTranspose()));
        var (left, s, right) = Linalg.Svd(A);
        Check.Same(a, (left * s).Matmul(right));
        Check.Same(Linalg.Eigvalsh(A).ToArray<double>(), values);
        Check.Same(Linalg.Svdvals(A).ToArray<double>(), s);
    }

    [Fact]
    public void Measures_and_functions_are_numbers_and_matrices()
    {
        Check.Same(11, A.Det());
        Check.Same(Math.Log(11), A.Logdet());
        var (sign, size) = Linalg.Slogdet(-A);
        Check.Same(1, sign);
        Check.Same(Math.Log(11), size);
        Check.Same(5, Linalg.MatrixNorm(A, 1));
        Check.Same(Math.Sqrt(27), Linalg.FrobeniusNorm(A));
        Check.Same(Math.Sqrt(27), Linalg.VectorNorm(A));
        Check.Same(7, Linalg.NuclearNorm(A));
        Check.Same((7 + Math.Sqrt(5)) / (7 - Math.Sqrt(5)), Linalg.Cond(A));
        Check.Same(2, Linalg.MatrixRank(A));
        Check.Same(1, Linalg.MatrixRank(A, 0.6));
        Check.Same([Math.E, 0, 0, Math.E], Tensor.Eye(2).Expm());
        Check.Same([17, 7, 7, 10], Linalg.MatrixPower(A, 2));
        Check.Same(Linalg.Inv(A).ToArray<double>(), A.MatrixPower(-1));
        Check.Same([24, 17], Linalg.MultiDot(A, A, B.Unsqueeze(1)) - Tensor.From([[7.0], [10.0]]));
        Check.Same([1, 1, 1, 1, 2, 4], Linalg.Vander(B, 3));
    }

    [Fact]
    public void Derivatives_go_through_and_errors_say_what_is_wrong()
    {
        Func<Tensor, Tensor> logdet = x => x.Logdet();
        Check.Same(A.Inv().ToArray<double>(), logdet.Grad(A));
        var error = Assert.Throws<LinearAlgebraException>(() => Tensor.Zeros(2, 2).Inv());
        Assert.Contains("inverse: expected an invertible matrix", error.Message);
    }
}
