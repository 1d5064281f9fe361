namespace Functional.Kernels;

internal readonly struct Erf : IReal
{
    public double Value(double x) => ErrorFunction.Erf(x);
}

internal readonly struct Erfc : IReal
{
    public double Value(double x) => ErrorFunction.Erfc(x);
}

internal readonly struct Lgamma : IReal
{
    public double Value(double x) => GammaFunctions.LogGamma(x);
}

/// <summary>The derivative of digamma of an order; order 0 is digamma itself.</summary>
internal readonly struct Polygamma(int order) : IReal
{
    public double Value(double x) => order == 0 ? GammaFunctions.Digamma(x) : GammaFunctions.Polygamma(order, x);
}
