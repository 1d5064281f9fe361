namespace Functional.Kernels;

internal readonly struct Sin : IReal
{
    public double Value(double x) => Math.Sin(x);
}

internal readonly struct Cos : IReal
{
    public double Value(double x) => Math.Cos(x);
}

internal readonly struct Tan : IReal
{
    public double Value(double x) => Math.Tan(x);
}

internal readonly struct Asin : IReal
{
    public double Value(double x) => Math.Asin(x);
}

internal readonly struct Acos : IReal
{
    public double Value(double x) => Math.Acos(x);
}

internal readonly struct Atan : IReal
{
    public double Value(double x) => Math.Atan(x);
}

/// <summary>The angle of the point (y, x), whose first coordinate is the second argument.</summary>
internal readonly struct Atan2 : IReal2
{
    public double Value(double x, double y) => Math.Atan2(x, y);
}

/// <summary>The length of the vector (x, y), without overflow on the way.</summary>
internal readonly struct Hypot : IReal2
{
    public double Value(double x, double y) => double.Hypot(x, y);
}
