using System.Runtime.CompilerServices;

namespace Functional.Kernels;

internal readonly struct Tan : IReal
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, double> => TangentKernel<L>.Tan(x);
}

internal readonly struct Asin : IReal
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, double> => ArcKernel<L>.Asin(x);
}

internal readonly struct Acos : IReal
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, double> => ArcKernel<L>.Acos(x);
}

internal readonly struct Atan : IReal
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, double> => ArcKernel<L>.Atan(x);
}

/// <summary>The angle of the point (y, x), whose first coordinate is the second argument.</summary>
internal readonly struct Atan2 : IReal2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x, L y)
        where L : struct, ILanes<L, double> => ArcKernel<L>.Atan2(x, y);
}

/// <summary>The length of the vector (x, y), without overflow on the way.</summary>
internal readonly struct Hypot : IReal2, IFunction2<double>
{
    private const double Least = 1e-140;
    private const double Most = 1e150;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x, L y)
        where L : struct, ILanes<L, double>
    {
        var longer = L.Max(L.Abs(x), L.Abs(y));
        var beyond = ~L.LessEqual(longer, L.Of(Most)) | (L.Less(longer, L.Of(Least)) & L.Less(L.Of(0), longer));
        return beyond.Any() ? ILanes<L, double>.Each(this, x, y) : Ordinary(x, y);
    }

    public double Value(double x, double y)
    {
        var longer = Math.Max(Math.Abs(x), Math.Abs(y));
        return longer is 0 or (>= Least and <= Most) ? Ordinary(new Lane<double>(x), new(y)).Value : double.Hypot(x, y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Ordinary<L>(L x, L y)
        where L : struct, ILanes<L, double> => L.Sqrt(L.Fma(x, x, y * y));
}
