namespace Functional.Kernels;

internal readonly struct Exp : IReal
{
    public double Value(double x) => Math.Exp(x);
}

internal readonly struct Exp2 : IReal
{
    public double Value(double x) => Math.Pow(2, x);
}

internal readonly struct Expm1 : IReal
{
    public double Value(double x) => Elementary.Expm1(x);
}

internal readonly struct Log : IReal
{
    public double Value(double x) => Math.Log(x);
}

internal readonly struct Log2 : IReal
{
    public double Value(double x) => Math.Log2(x);
}

internal readonly struct Log10 : IReal
{
    public double Value(double x) => Math.Log10(x);
}

internal readonly struct Log1p : IReal
{
    public double Value(double x) => Elementary.Log1p(x);
}

/// <summary>1 / (1 + exp -x), without overflow and with full relative accuracy at both ends.</summary>
internal readonly struct Sigmoid : IReal
{
    public double Value(double x)
    {
        var e = Math.Exp(-Math.Abs(x));
        return x < 0 ? e / (1 + e) : 1 / (1 + e);
    }
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
