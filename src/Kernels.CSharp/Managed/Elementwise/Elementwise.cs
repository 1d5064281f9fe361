using System.Numerics;

namespace Functional.Kernels;

/// <summary>Elementwise kernels on whole arrays: each chooses the cheapest way to walk its operands.</summary>
internal static class Elementwise
{
    /// <summary>A function at every element.</summary>
    internal static NdArray Map<T, F>(F f, ManagedArray x, Space result)
        where T : unmanaged, IBinaryNumber<T>
        where F : struct, IUnary<T> => Map<T, T, F, Values<T>>(f, x, result);

    /// <summary>A predicate at every element.</summary>
    internal static NdArray Test<T, F>(F f, ManagedArray x, Space result)
        where T : unmanaged, IBinaryNumber<T>
        where F : struct, IUnary<T> => Map<T, byte, F, Masks<T>>(f, x, result);

    /// <summary>A function at every pair of elements.</summary>
    internal static NdArray Zip<T, F>(F f, ManagedArray x, ManagedArray y, Space result)
        where T : unmanaged, IBinaryNumber<T>
        where F : struct, IBinary<T> => Zip<T, T, F, Values<T>>(f, x, y, result);

    /// <summary>A predicate at every pair of elements.</summary>
    internal static NdArray Test<T, F>(F f, ManagedArray x, ManagedArray y, Space result)
        where T : unmanaged, IBinaryNumber<T>
        where F : struct, IBinary<T> => Zip<T, byte, F, Masks<T>>(f, x, y, result);

    /// <summary>The same value everywhere: one element, stretched.</summary>
    internal static NdArray Fill<T>(T value, Space result)
        where T : unmanaged
    {
        var single = ManagedArray.Allocate(Shape.Scalar, result.DType);
        single.Data<T>() = value;
        return ManagedBackend.Stretch(single, result.Shape);
    }

    /// <summary>A choice at every element.</summary>
    internal static NdArray Select<T>(ManagedArray condition, ManagedArray x, ManagedArray y, Space result)
        where T : unmanaged, IBinaryNumber<T>
    {
        var size = result.Shape.Size;
        var computed = IsFlat(condition, size) && IsFlat(x, size) && IsFlat(y, size)
            ? SelectFlat<T>(condition, x, y, result)
            : SelectStrided<T>(condition, x, y, result);
        GC.KeepAlive(condition);
        GC.KeepAlive(x);
        GC.KeepAlive(y);
        return computed;
    }

    private static ManagedArray SelectFlat<T>(ManagedArray condition, ManagedArray x, ManagedArray y, Space result)
        where T : unmanaged, IBinaryNumber<T>
    {
        var r = ManagedArray.Allocate(result.Shape, result.DType);
        Jobs.Run(new SelectJob<T>(condition, x, y, r), result.Shape.Size);
        GC.KeepAlive(r);
        return r;
    }

    private static ManagedArray SelectStrided<T>(ManagedArray condition, ManagedArray x, ManagedArray y, Space result)
        where T : unmanaged, IBinaryNumber<T>
    {
        if (result.Shape.Size == 0) return ManagedArray.Allocate(result.Shape, result.DType);
        var walk = Walk.Plan(result, condition, x, y);
        var r = walk.Allocate();
        Jobs.Run(new WalkSelectJob<T>(walk, condition, x, y, r), walk.Size);
        GC.KeepAlive(r);
        return walk.Finish(r);
    }

    private static bool IsFlat(ManagedArray x, int size) => x.IsContiguous && x.Shape.Size == size;

    private static NdArray Map<T, R, F, K>(F f, ManagedArray x, Space result)
        where T : unmanaged, IBinaryNumber<T>
        where R : unmanaged
        where F : struct, IUnary<T>
        where K : struct, IResult<T, R>
    {
        if (x.Shape.Size == 1)
        {
            var single = ManagedArray.Allocate(result.Shape, result.DType);
            K.Store(f.Invoke(Lane<T>.Load(ref x.Data<T>(), 0)), ref single.Data<R>(), 0);
            GC.KeepAlive(x);
            return single;
        }

        if (x.IsUniform && x.Shape.Size > 1)
        {
            var single = ManagedArray.Allocate(Shape.Scalar, result.DType);
            K.Store(f.Invoke(Lane<T>.Load(ref x.Data<T>(), 0)), ref single.Data<R>(), 0);
            GC.KeepAlive(x);
            return ManagedBackend.Stretch(single, result.Shape);
        }

        return x.IsContiguous ? MapFlat<T, R, F, K>(f, x, result) : MapStrided<T, R, F, K>(f, x, result);
    }

    private static NdArray MapFlat<T, R, F, K>(F f, ManagedArray x, Space result)
        where T : unmanaged, IBinaryNumber<T>
        where R : unmanaged
        where F : struct, IUnary<T>
        where K : struct, IResult<T, R>
    {
        var r = ManagedArray.Allocate(result.Shape, result.DType);
        Jobs.Run(new MapJob<T, R, F, K>(f, x, r), result.Shape.Size);
        GC.KeepAlive(x);
        GC.KeepAlive(r);
        return r;
    }

    private static NdArray MapStrided<T, R, F, K>(F f, ManagedArray x, Space result)
        where T : unmanaged, IBinaryNumber<T>
        where R : unmanaged
        where F : struct, IUnary<T>
        where K : struct, IResult<T, R>
    {
        if (result.Shape.Size == 0) return ManagedArray.Allocate(result.Shape, result.DType);
        var walk = Walk.Plan(result, x);
        var r = walk.Allocate();
        Jobs.Run(new WalkMapJob<T, R, F, K>(f, walk, x, r), walk.Size);
        GC.KeepAlive(x);
        GC.KeepAlive(r);
        return walk.Finish(r);
    }

    private static NdArray Zip<T, R, F, K>(F f, ManagedArray x, ManagedArray y, Space result)
        where T : unmanaged, IBinaryNumber<T>
        where R : unmanaged
        where F : struct, IBinary<T>
        where K : struct, IResult<T, R>
    {
        var size = result.Shape.Size;
        if (size == 1)
        {
            var single = ManagedArray.Allocate(result.Shape, result.DType);
            var value = f.Invoke(Lane<T>.Load(ref x.Data<T>(), 0), Lane<T>.Load(ref y.Data<T>(), 0));
            K.Store(value, ref single.Data<R>(), 0);
            GC.KeepAlive(x);
            GC.KeepAlive(y);
            return single;
        }

        var (xFlat, yFlat) = (IsFlat(x, size), IsFlat(y, size));
        if (xFlat && yFlat) return ZipFlat<T, R, F, K>(f, x, y, result);
        if (xFlat && y.IsUniform)
        {
            var fixedY = new BoundSecond<T, F>(f, y.Data<T>());
            GC.KeepAlive(y);
            return MapFlat<T, R, BoundSecond<T, F>, K>(fixedY, x, result);
        }

        if (yFlat && x.IsUniform)
        {
            var fixedX = new BoundFirst<T, F>(f, x.Data<T>());
            GC.KeepAlive(x);
            return MapFlat<T, R, BoundFirst<T, F>, K>(fixedX, y, result);
        }

        if (size > 1 && x.IsUniform && y.IsUniform)
        {
            var single = ManagedArray.Allocate(Shape.Scalar, result.DType);
            var value = f.Invoke(Lane<T>.Load(ref x.Data<T>(), 0), Lane<T>.Load(ref y.Data<T>(), 0));
            K.Store(value, ref single.Data<R>(), 0);
            GC.KeepAlive(x);
            GC.KeepAlive(y);
            return ManagedBackend.Stretch(single, result.Shape);
        }

        return ZipStrided<T, R, F, K>(f, x, y, result);
    }

    private static NdArray ZipFlat<T, R, F, K>(F f, ManagedArray x, ManagedArray y, Space result)
        where T : unmanaged, IBinaryNumber<T>
        where R : unmanaged
        where F : struct, IBinary<T>
        where K : struct, IResult<T, R>
    {
        var r = ManagedArray.Allocate(result.Shape, result.DType);
        Jobs.Run(new ZipJob<T, R, F, K>(f, x, y, r), result.Shape.Size);
        GC.KeepAlive(x);
        GC.KeepAlive(y);
        GC.KeepAlive(r);
        return r;
    }

    private static NdArray ZipStrided<T, R, F, K>(F f, ManagedArray x, ManagedArray y, Space result)
        where T : unmanaged, IBinaryNumber<T>
        where R : unmanaged
        where F : struct, IBinary<T>
        where K : struct, IResult<T, R>
    {
        if (result.Shape.Size == 0) return ManagedArray.Allocate(result.Shape, result.DType);
        var walk = Walk.Plan(result, x, y);
        var r = walk.Allocate();
        Jobs.Run(new WalkZipJob<T, R, F, K>(f, walk, x, y, r), walk.Size);
        GC.KeepAlive(x);
        GC.KeepAlive(y);
        GC.KeepAlive(r);
        return walk.Finish(r);
    }
}
