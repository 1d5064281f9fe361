using System.Numerics;

namespace Functional.Kernels;

/// <summary>Runs a function of one number over an array.</summary>
internal readonly struct MapArray(ManagedArray x, Space result) : IMapVisitor<NdArray>
{
    public NdArray Map<T, F>(F f)
        where T : unmanaged, IBinaryNumber<T>
        where F : struct, IUnary<T> => Elementwise.Map<T, F>(f, x, result);

    public NdArray Test<T, F>(F f)
        where T : unmanaged, IBinaryNumber<T>
        where F : struct, IUnary<T> => Elementwise.Test<T, F>(f, x, result);

    public NdArray Fill<T>(T value)
        where T : unmanaged, IBinaryNumber<T> => Elementwise.Fill(value, result);

    public NdArray Same() => x;

    public NdArray Undefined(Map op, DType dtype) => throw Errors.NotDefined(op.Name, dtype);
}

/// <summary>Runs a function of two numbers over two arrays.</summary>
internal readonly struct ZipArrays(ManagedArray x, ManagedArray y, Space result) : IZipVisitor<NdArray>
{
    public NdArray Zip<T, F>(F f)
        where T : unmanaged, IBinaryNumber<T>
        where F : struct, IBinary<T> => Elementwise.Zip<T, F>(f, x, y, result);

    public NdArray Test<T, F>(F f)
        where T : unmanaged, IBinaryNumber<T>
        where F : struct, IBinary<T> => Elementwise.Test<T, F>(f, x, y, result);

    public NdArray Undefined(Zip op, DType dtype) => throw Errors.NotDefined(op.Name, dtype);
}
