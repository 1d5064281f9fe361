using System.Numerics;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>Sums of products of one element type, where the operands lie simply in memory.</summary>
internal unsafe interface IContraction<T>
    where T : unmanaged
{
    /// <summary>
    /// result = x y; the result is row-major without gaps, and no length is 0. Each row goes to
    /// <paramref name="finished"/> once, when it is whole.
    /// </summary>
    static abstract void Multiply(in Matrix<T> x, in Matrix<T> y, in Matrix<T> result, FinishedRows finished);

    /// <summary>The sum of the products of two short rows of numbers.</summary>
    static abstract T Dot(T* x, T* y, int count);
}

/// <summary>Sums of products of integers, modulo the range of the type.</summary>
internal readonly unsafe struct IntegerContraction<T> : IContraction<T>
    where T : unmanaged, INumber<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(in Matrix<T> x, in Matrix<T> y, in Matrix<T> result, FinishedRows finished)
    {
        for (var i = 0; i < x.Rows; i++)
        {
            var target = new Span<T>(result.At(i, 0), result.Columns);
            target.Clear();
            for (var p = 0; p < x.Columns; p++)
            {
                var factor = *x.At(i, p);
                var source = y.At(p, 0);
                for (var j = 0; j < target.Length; j++)
                {
                    target[j] += factor * *source;
                    source += y.ColumnStride;
                }
            }
        }

        finished.All(result.Rows, result.Columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Dot(T* x, T* y, int count)
    {
        var sum = T.Zero;
        for (var i = 0; i < count; i++) sum += x[i] * y[i];
        return sum;
    }
}
