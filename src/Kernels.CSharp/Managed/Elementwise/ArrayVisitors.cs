using System.Numerics;

namespace Functional.Kernels;

/// <summary>
/// An array that a visitor has made. It is a struct because then the tables of functors are compiled for it alone, and not for
/// all classes at once, which costs each operation about a nanosecond.
/// </summary>
internal readonly struct Made(NdArray array)
{
    internal NdArray Array => array;
}

/// <summary>Runs a function of one number over an array.</summary>
internal readonly struct MapArray(ManagedArray x, Space result) : IMapVisitor<Made>
{
    public Made Map<T, F>(F f)
        where T : unmanaged, IBinaryNumber<T>
        where F : struct, IUnary<T> => new(Elementwise.Map<T, F>(f, x, result));

    public Made Test<T, F>(F f)
        where T : unmanaged, IBinaryNumber<T>
        where F : struct, IUnary<T> => new(Elementwise.Test<T, F>(f, x, result));

    public Made Fill<T>(T value)
        where T : unmanaged, IBinaryNumber<T> => new(Elementwise.Fill(value, result));

    public Made Same() => new(x);

    public Made Undefined(Map op, DType dtype) => throw Errors.NotDefined(op.Name, dtype);
}

/// <summary>Runs a function of two numbers over two arrays.</summary>
internal readonly struct ZipArrays(ManagedArray x, ManagedArray y, Space result) : IZipVisitor<Made>
{
    public Made Zip<T, F>(F f)
        where T : unmanaged, IBinaryNumber<T>
        where F : struct, IBinary<T> => new(Elementwise.Zip<T, F>(f, x, y, result));

    public Made Test<T, F>(F f)
        where T : unmanaged, IBinaryNumber<T>
        where F : struct, IBinary<T> => new(Elementwise.Test<T, F>(f, x, y, result));

    public Made Undefined(Zip op, DType dtype) => throw Errors.NotDefined(op.Name, dtype);
}
