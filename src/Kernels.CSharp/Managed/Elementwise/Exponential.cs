namespace Functional.Kernels;

internal readonly struct Log2 : IReal
{
    public double Value(double x) => Math.Log2(x);
}

internal readonly struct Log10 : IReal
{
    public double Value(double x) => Math.Log10(x);
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
