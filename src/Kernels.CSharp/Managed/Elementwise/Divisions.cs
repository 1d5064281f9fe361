using System.Numerics;

namespace Functional.Kernels;

/// <summary>x - y trunc(x / y): the sign of the dividend.</summary>
internal readonly struct Fmod<T> : IBinary<T>, IFunction2<T>
    where T : unmanaged, INumber<T>
{
    public L Invoke<L>(L x, L y)
        where L : struct, ILanes<L, T> => ILanes<L, T>.Each(this, x, y);

    public T Value(T x, T y)
    {
        // Integers have no quotient by 0, and the processor traps on the quotient of the least integer by -1.
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            if (T.IsZero(y)) throw Errors.IntegerDivisionByZero("fmod");
            if (T.IsNegative(y) && y == -T.One) return T.Zero;
        }

        return x % y;
    }
}

/// <summary>x - y floor(x / y): the sign of the divisor.</summary>
internal readonly struct Modulo<T> : IBinary<T>, IFunction2<T>
    where T : unmanaged, INumber<T>
{
    public L Invoke<L>(L x, L y)
        where L : struct, ILanes<L, T> => ILanes<L, T>.Each(this, x, y);

    public T Value(T x, T y)
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double) && T.IsZero(y))
            throw Errors.IntegerDivisionByZero("remainder");
        var rest = default(Fmod<T>).Value(x, y);
        return !T.IsZero(rest) && rest < T.Zero != y < T.Zero ? rest + y : rest;
    }
}
