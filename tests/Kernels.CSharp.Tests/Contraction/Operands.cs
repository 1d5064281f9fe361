using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Functional.Kernels.Tests.Contraction;

/// <summary>How the elements of an operand lie in memory.</summary>
public enum Layout
{
    RowMajor,
    Transposed,
    EverySecond,
    Reversed,
    Stretched,
}

/// <summary>Random operands in every layout, and the sums of products by their definition.</summary>
internal static class Operands
{
    /// <summary>Small integers for integer types, numbers in (-1, 1) for floats.</summary>
    internal static ManagedArray Random<T>(Random random, Shape shape, Layout layout = Layout.RowMajor)
        where T : unmanaged, INumber<T>
    {
        var lengths = shape.Lengths.ToArray();
        var (outer, start) = ((int[])lengths.Clone(), 0);
        switch (layout)
        {
            case Layout.EverySecond:
                for (var i = 0; i < outer.Length; i++) outer[i] = (2 * outer[i]) + 1;
                break;
            case Layout.Stretched:
                Array.Fill(outer, 1);
                if (outer.Length > 0) outer[^1] = lengths[^1];
                break;
            case Layout.Transposed:
                Array.Reverse(outer);
                break;
            default:
                break;
        }

        var whole = ManagedArray.Allocate(Shape.Create(outer), DTypes.Of<T>());
        foreach (ref var item in Elements<T>(whole))
            item = DTypes.Of<T>().IsFloat() ? T.CreateTruncating((2 * random.NextDouble()) - 1) : T.CreateTruncating(random.Next(-9, 10));
        if (layout == Layout.RowMajor) return whole;

        var strides = whole.Shape.Strides.ToArray();
        switch (layout)
        {
            case Layout.EverySecond:
                start = whole.Shape.Size == 0 ? 0 : strides.Sum();
                for (var i = 0; i < strides.Length; i++) strides[i] *= 2;
                break;
            case Layout.Reversed:
                for (var i = 0; i < strides.Length; i++)
                {
                    start += Math.Max(lengths[i] - 1, 0) * strides[i];
                    strides[i] = -strides[i];
                }

                if (whole.Shape.Size == 0) start = 0;
                break;
            case Layout.Stretched:
                for (var i = 0; i < strides.Length - 1; i++) strides[i] = 0;
                break;
            default:
                Array.Reverse(strides);
                break;
        }

        return whole.View(shape, strides, start);
    }

    /// <summary>The elements of a row-major array where they lie.</summary>
    internal static Span<T> Elements<T>(ManagedArray x)
        where T : unmanaged =>
        MemoryMarshal.CreateSpan(ref x.Data<T>(), x.Shape.Size);

    /// <summary>A copy of the elements in row-major order.</summary>
    internal static T[] Values<T>(NdArray array)
        where T : unmanaged
    {
        var x = (ManagedArray)array;
        var values = new T[x.Shape.Size];
        for (var i = 0; i < values.Length; i++) values[i] = Unsafe.Add(ref x.Data<T>(), Offset(x, i));
        GC.KeepAlive(x);
        return values;
    }

    private static int Offset(ManagedArray x, int index)
    {
        var offset = 0;
        for (var axis = x.Shape.Rank - 1; axis >= 0; axis--)
        {
            offset += index % x.Shape.Lengths[axis] * x.Strides[axis];
            index /= x.Shape.Lengths[axis];
        }

        return offset;
    }

    /// <summary>[m, k] x [k, n] by the definition; also the same of the absolute values, the scale of rounding errors.</summary>
    internal static (double[] Product, double[] Scale) Product<T>(T[] x, T[] y, int m, int k, int n)
        where T : unmanaged, INumber<T>
    {
        var (left, right) = (Array.ConvertAll(x, double.CreateTruncating), Array.ConvertAll(y, double.CreateTruncating));
        var (product, scale) = (new double[m * n], new double[m * n]);
        Span<double> terms = new double[n];
        for (var i = 0; i < m; i++)
        {
            var sums = product.AsSpan(i * n, n);
            var scales = scale.AsSpan(i * n, n);
            for (var p = 0; p < k; p++)
            {
                TensorPrimitives.Multiply(right.AsSpan(p * n, n), left[(i * k) + p], terms);
                TensorPrimitives.Add(sums, terms, sums);
                TensorPrimitives.Abs(terms, terms);
                TensorPrimitives.Add(scales, terms, scales);
            }
        }

        return (product, scale);
    }

    /// <summary>The bound that the sum of <paramref name="k"/> rounded products keeps whatever the order of adding.</summary>
    internal static double Bound<T>(int k, double scale)
        where T : unmanaged =>
        typeof(T) == typeof(float) ? (k + 2) * 6e-8 * scale : typeof(T) == typeof(double) ? ((k + 2) * 4.5e-16 * scale) : 0;
}
