namespace Functional.Kernels;

internal readonly struct Exp2 : IReal
{
    public double Value(double x) => Math.Pow(2, x);
}

internal readonly struct Log2 : IReal
{
    public double Value(double x) => Math.Log2(x);
}

internal readonly struct Log10 : IReal
{
    public double Value(double x) => Math.Log10(x);
}

/// <summary>log sigmoid(x).</summary>
internal readonly struct LogSigmoid : IReal
{
    public double Value(double x) => Math.Min(x, 0) - Elementary.Log1p(Math.Exp(-Math.Abs(x)));
}

/// <summary>log(1 + exp(beta x)) / beta, and x itself where beta x is above a threshold.</summary>
internal readonly struct Softplus(double beta, double threshold) : IReal
{
    public double Value(double x) => beta * x > threshold ? x : Elementary.Log1p(Math.Exp(beta * x)) / beta;
}

/// <summary>x log y, 0 where x is 0 and y is not nan.</summary>
internal readonly struct Xlogy : IReal2
{
    public double Value(double x, double y) => x == 0 && !double.IsNaN(y) ? 0 : x * Math.Log(y);
}

/// <summary>log(exp x + exp y), without overflow; equal infinities stay what they are.</summary>
internal readonly struct LogAddExp : IReal2
{
    public double Value(double x, double y) =>
        x == y ? x + Elementary.Ln2 : Math.Max(x, y) + Elementary.Log1p(Math.Exp(-Math.Abs(x - y)));
}
