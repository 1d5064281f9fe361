using System.Numerics;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>The square root.</summary>
internal readonly struct SquareRoot<T> : IUnary<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T> => L.Sqrt(x);
}

/// <summary>1 / sqrt(x).</summary>
internal readonly struct InverseSquareRoot<T> : IUnary<T>
    where T : unmanaged, INumberBase<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T> => L.Of(T.One) / L.Sqrt(x);
}

/// <summary>x ** 0.5: unlike the square root, +0 at -0 and inf at -inf.</summary>
internal readonly struct RootPower<T> : IUnary<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T> => L.Select(L.Equal(x, L.Of(T.NegativeInfinity)), L.Of(T.PositiveInfinity), L.Sqrt(x + L.Of(T.Zero)));
}

/// <summary>x³.</summary>
internal readonly struct Cube<T> : IUnary<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T> => x * x * x;
}

/// <summary>1 / x², without overflow or underflow on the way.</summary>
internal readonly struct InverseSquare<T> : IUnary<T>
    where T : unmanaged, INumberBase<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T>
    {
        var inverse = L.Of(T.One) / x;
        return inverse * inverse;
    }
}

/// <summary>x ** y on floats, as IEEE 754 has it.</summary>
internal readonly struct Power<T> : IBinary<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public L Invoke<L>(L x, L y)
        where L : struct, ILanes<L, T> => InDouble.Invoke(default(GeneralPower), x, y);
}

/// <summary>x ** y on doubles.</summary>
internal readonly struct GeneralPower : IReal2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x, L y)
        where L : struct, ILanes<L, double> => PowerKernel<L>.Power(x, y);
}

/// <summary>x ** y on integers, by repeated squaring; of negative powers only those of 1 and -1 are integers, others are 0.</summary>
internal readonly struct IntegerPower<T> : IBinary<T>, IFunction2<T>
    where T : unmanaged, IBinaryInteger<T>
{
    public L Invoke<L>(L x, L y)
        where L : struct, ILanes<L, T> => ILanes<L, T>.Each(this, x, y);

    public T Value(T x, T y)
    {
        if (T.IsNegative(y)) return x == T.One || (x == -T.One && T.IsEvenInteger(y)) ? T.One : x == -T.One ? x : T.Zero;
        var result = T.One;
        for (var power = x; y != T.Zero; y >>= 1, power *= power)
        {
            if (T.IsOddInteger(y)) result *= power;
        }

        return result;
    }
}

/// <summary>x to a fixed power, whose exponent keeps the precision of a host number.</summary>
internal readonly struct PowerOf(double exponent) : IReal
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, double> => PowerKernel<L>.Power(x, L.Of(exponent));
}

/// <summary>A fixed number, which keeps the precision of a host number, to the power x.</summary>
internal readonly struct PowerOfBase(double number) : IReal
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, double> => PowerKernel<L>.Power(L.Of(number), x);
}
