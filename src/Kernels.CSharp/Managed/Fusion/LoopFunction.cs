using System.Numerics;

namespace Functional.Kernels;

/// <summary>The functor of an operation as an object: what interpreting and emitting a loop need of it.</summary>
internal abstract class LoopFunction
{
    /// <summary>The type of the functor; null for a function that changes nothing, or that is the same everywhere.</summary>
    internal virtual Type? Functor => null;

    /// <summary>Whether it is a function of truth values, which is defined on bytes.</summary>
    internal abstract bool IsOnTruths { get; }

    /// <summary>Puts the functor's parameters among the constants of emitted code, and says where; -1 if it has none.</summary>
    internal abstract int AddTo(EmitConstants constants);

    /// <summary>The function as a step over blocks; null if it changes nothing.</summary>
    internal abstract BlockStep? Step(int x, int y, int result);

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

    /// <summary>Makes objects of functors.</summary>
    private readonly struct Finder : IMapVisitor<LoopFunction?>, IZipVisitor<LoopFunction?>
    {
        LoopFunction IMapVisitor<LoopFunction?>.Map<T, F>(F f) => new MapFunction<T, T, F, Values<T>>(f);

        LoopFunction IMapVisitor<LoopFunction?>.Test<T, F>(F f) => new MapFunction<T, byte, F, Masks<T>>(f);

        public LoopFunction Fill<T>(T value)
            where T : unmanaged, IBinaryNumber<T> => new FillFunction<T>(value);

        public LoopFunction Same() => new SameFunction();

        LoopFunction? IMapVisitor<LoopFunction?>.Undefined(Map op, DType dtype) => null;

        LoopFunction IZipVisitor<LoopFunction?>.Zip<T, F>(F f) => new ZipFunction<T, T, F, Values<T>>(f);

        LoopFunction IZipVisitor<LoopFunction?>.Test<T, F>(F f) => new ZipFunction<T, byte, F, Masks<T>>(f);

        LoopFunction? IZipVisitor<LoopFunction?>.Undefined(Zip op, DType dtype) => null;
    }

    private sealed class MapFunction<T, R, F, K>(F f) : LoopFunction
        where T : unmanaged, IBinaryNumber<T>
        where R : unmanaged
        where F : struct, IUnary<T>
        where K : struct, IResult<T, R>
    {
        internal override Type Functor => typeof(F);

        internal override bool IsOnTruths => typeof(T) == typeof(byte);

        internal override int AddTo(EmitConstants constants) => constants.AddParameters(f);

        internal override BlockStep Step(int x, int y, int result) => new MapStep<T, R, F, K>(f, x, result);
    }

    private sealed class ZipFunction<T, R, F, K>(F f) : LoopFunction
        where T : unmanaged, IBinaryNumber<T>
        where R : unmanaged
        where F : struct, IBinary<T>
        where K : struct, IResult<T, R>
    {
        internal override Type Functor => typeof(F);

        internal override bool IsOnTruths => typeof(T) == typeof(byte);

        internal override int AddTo(EmitConstants constants) => constants.AddParameters(f);

        internal override BlockStep Step(int x, int y, int result) => new ZipStep<T, R, F, K>(f, x, y, result);
    }

    private sealed class FillFunction<T>(T value) : LoopFunction
        where T : unmanaged
    {
        internal override bool IsOnTruths => typeof(T) == typeof(byte);

        internal override int AddTo(EmitConstants constants) => constants.Add(value);

        internal override BlockStep Step(int x, int y, int result) => new FillStep<T>(value, result);
    }

    private sealed class SameFunction : LoopFunction
    {
        internal override bool IsOnTruths => false;

        internal override int AddTo(EmitConstants constants) => -1;

        internal override BlockStep? Step(int x, int y, int result) => null;
    }
}
