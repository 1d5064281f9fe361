namespace Functional.Kernels;

internal readonly struct Sinh : IReal
{
    public double Value(double x) => Math.Sinh(x);
}

internal readonly struct Cosh : IReal
{
    public double Value(double x) => Math.Cosh(x);
}

internal readonly struct Asinh : IReal
{
    public double Value(double x) => Math.Asinh(x);
}

internal readonly struct Acosh : IReal
{
    public double Value(double x) => Math.Acosh(x);
}

internal readonly struct Atanh : IReal
{
    public double Value(double x) => Math.Atanh(x);
}
