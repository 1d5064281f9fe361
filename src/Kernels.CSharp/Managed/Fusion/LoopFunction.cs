using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Functional.Kernels;

/// <summary>
/// A function of one or two values as a step over blocks, which knows its functor, so that code can be emitted that calls it.
/// </summary>
/// <param name="functor">The type of the functor; null for a function that changes nothing, or that is the same everywhere.</param>
/// <param name="number">What it is a function of: byte stands for truth values.</param>
/// <param name="parameters">The bytes of the functor, or of what is the same everywhere; null if it has none.</param>
internal abstract class LoopFunction(Type? functor, Type number, byte[]? parameters) : BlockStep
{
    /// <summary>The type of the functor; null for a function that changes nothing, or that is the same everywhere.</summary>
    internal Type? Functor => functor;

    /// <summary>Whether it is a function of truth values, which is defined on bytes.</summary>
    internal bool IsOnTruths => number == typeof(byte);

    /// <summary>The bytes of the functor, or of what is the same everywhere; null if it has none.</summary>
    internal byte[]? Parameters => parameters;

    /// <summary>Whether it changes nothing.</summary>
    internal bool IsSame => functor is null && parameters is null;

    /// <summary>The place of the first argument.</summary>
    protected int X { get; private set; }

    /// <summary>The place of the second argument.</summary>
    protected int Y { get; private set; }

    /// <summary>The place of the result.</summary>
    protected int Result { get; private set; }

    /// <summary>The function that a map or zip is on the dtype of its arguments, null if it is not defined there.</summary>
    internal static LoopFunction? Find(Operation operation, DType dtype) => operation switch
    {
        Map map => MapDispatch<Finder, LoopFunction?>.Find(map, dtype, default),
        Zip zip => ZipDispatch<Finder, LoopFunction?>.Find(zip, dtype, default),
        _ => null,
    };

    /// <summary>The function that a value of a body applies.</summary>
    internal static LoopFunction Of(LoopBody body, LoopValue value)
    {
        var dtype = body.Values[value.X].IsTruth ? DType.Bool : body.DType;
        return Find(value.Operation!, dtype) ?? throw Errors.NotDefined(value.Operation!.Name, dtype);
    }

    /// <summary>Says where its arguments and its result are.</summary>
    internal LoopFunction At(int x, int y, int result)
    {
        (X, Y, Result) = (x, y, result);
        return this;
    }

    /// <summary>The bytes of a functor; null for one without fields, whose size is one byte.</summary>
    internal static byte[]? Bytes<F>(F functor)
        where F : struct => Unsafe.SizeOf<F>() > 1
        ? MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<F, byte>(ref functor), Unsafe.SizeOf<F>()).ToArray()
        : null;

    /// <summary>Makes objects of functors.</summary>
    private readonly struct Finder : IMapVisitor<LoopFunction?>, IZipVisitor<LoopFunction?>
    {
        LoopFunction IMapVisitor<LoopFunction?>.Map<T, F>(F f) => new MapStep<T, T, F, Values<T>>(f);

        LoopFunction IMapVisitor<LoopFunction?>.Test<T, F>(F f) => new MapStep<T, byte, F, Masks<T>>(f);

        public LoopFunction Fill<T>(T value)
            where T : unmanaged, IBinaryNumber<T> => new FillStep<T>(value);

        public LoopFunction Same() => new SameStep();

        LoopFunction? IMapVisitor<LoopFunction?>.Undefined(Map op, DType dtype) => null;

        LoopFunction IZipVisitor<LoopFunction?>.Zip<T, F>(F f) => new ZipStep<T, T, F, Values<T>>(f);

        LoopFunction IZipVisitor<LoopFunction?>.Test<T, F>(F f) => new ZipStep<T, byte, F, Masks<T>>(f);

        LoopFunction? IZipVisitor<LoopFunction?>.Undefined(Zip op, DType dtype) => null;
    }
}

/// <summary>A function of one value.</summary>
internal sealed unsafe class MapStep<T, R, F, K>(F f) : LoopFunction(typeof(F), typeof(T), Bytes(f))
    where T : unmanaged, IBinaryNumber<T>
    where R : unmanaged
    where F : struct, IUnary<T>
    where K : struct, IResult<T, R>
{
    internal override void Run(byte** values, int count) => Loops.Map<T, R, F, K>(
        f, ref Unsafe.AsRef<T>(values[X]), ref Unsafe.AsRef<R>(values[Result]), (nuint)count);
}

/// <summary>A function of two values.</summary>
internal sealed unsafe class ZipStep<T, R, F, K>(F f) : LoopFunction(typeof(F), typeof(T), Bytes(f))
    where T : unmanaged, IBinaryNumber<T>
    where R : unmanaged
    where F : struct, IBinary<T>
    where K : struct, IResult<T, R>
{
    internal override void Run(byte** values, int count) => Loops.Zip<T, R, F, K>(
        f, ref Unsafe.AsRef<T>(values[X]), ref Unsafe.AsRef<T>(values[Y]), ref Unsafe.AsRef<R>(values[Result]), (nuint)count);
}

/// <summary>The same number everywhere.</summary>
internal sealed unsafe class FillStep<T>(T value) : LoopFunction(null, typeof(T), MemoryMarshal.AsBytes([value]).ToArray())
    where T : unmanaged
{
    internal override void Run(byte** values, int count) => new Span<T>(values[Result], count).Fill(value);
}

/// <summary>A function that changes nothing: whoever has one leaves it out.</summary>
internal sealed unsafe class SameStep() : LoopFunction(null, typeof(void), null)
{
    internal override void Run(byte** values, int count)
    {
    }
}
