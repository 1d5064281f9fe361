using System.Numerics;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>Folds in loops.</summary>
internal static class LoopFold
{
    /// <summary>The function that folds.</summary>
    internal static Binary Function(Reduction fold) => fold switch
    {
        Reduction.Sum => Binary.Add,
        Reduction.Prod => Binary.Mul,
        Reduction.Max => Binary.Max,
        _ => Binary.Min,
    };
}

/// <summary>
/// How the elements of a run are folded: element i goes to lane i modulo some registers of 512 bits, each lane takes its
/// elements one after the other, and at the end registers and then lanes are folded in halves. That order follows from
/// the body alone, and neither from the machine's registers nor from who runs it. The fold of one element is that element.
/// </summary>
internal abstract unsafe class LoopFold<T>
    where T : unmanaged, IBinaryNumber<T>
{
    internal static LoopFold<T> Of(Reduction fold) => fold switch
    {
        Reduction.Sum => new LoopFold<T, Addition<T>>(),
        Reduction.Prod => new LoopFold<T, Multiplication<T>>(),
        Reduction.Max => new LoopFold<T, Maximum<T>>(),
        _ => new LoopFold<T, Minimum<T>>(),
    };

    /// <summary>What changes no number.</summary>
    internal abstract T Nothing { get; }

    /// <summary>Lanes before the first element.</summary>
    internal abstract void Begin(T* lanes, int count);

    /// <summary>Folds elements, the first of which goes to the first lane.</summary>
    internal abstract void Fold(T* lanes, int count, T* x, int elements);

    /// <summary>Adds products of elements, the first of which goes to the first lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Products(T* lanes, int count, T* x, T* y, int elements)
    {
        for (; elements >= count; elements -= count, x += count, y += count)
        {
            for (var i = 0; i < count; i += Lanes512<T>.Count)
                Lanes512<T>.MultiplyAdd(Lanes512<T>.Load(x + i), Lanes512<T>.Load(y + i), Lanes512<T>.Load(lanes + i)).Store(lanes + i);
        }

        for (var i = 0; i < elements; i++) Lane<T>.MultiplyAdd(Lane<T>.Load(x + i), Lane<T>.Load(y + i), Lane<T>.Load(lanes + i)).Store(lanes + i);
    }

    /// <summary>Elements folded into others one by one.</summary>
    internal abstract void Zip(T* into, T* x, T* result, int elements);

    /// <summary>All lanes folded to one number.</summary>
    internal abstract T Finish(T* lanes, int count);
}

/// <inheritdoc/>
internal sealed unsafe class LoopFold<T, TFold> : LoopFold<T>
    where T : unmanaged, IBinaryNumber<T>
    where TFold : struct, IFold<T>
{
    /// <summary>0 would change the sign of a sum of negative zeros.</summary>
    internal override T Nothing => typeof(TFold) == typeof(Addition<T>) ? -T.Zero : TFold.Identity;

    internal override void Begin(T* lanes, int count)
    {
        for (var i = 0; i < count; i++) lanes[i] = Nothing;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Fold(T* lanes, int count, T* x, int elements)
    {
        for (; elements >= count; elements -= count, x += count)
        {
            for (var i = 0; i < count; i += Lanes512<T>.Count)
                default(TFold).Invoke(Lanes512<T>.Load(lanes + i), Lanes512<T>.Load(x + i)).Store(lanes + i);
        }

        for (var i = 0; i < elements; i++) default(TFold).Invoke(Lane<T>.Load(lanes + i), Lane<T>.Load(x + i)).Store(lanes + i);
    }

    internal override void Zip(T* into, T* x, T* result, int elements) => Loops.Zip<T, T, TFold, Values<T>>(
        default, ref Unsafe.AsRef<T>(into), ref Unsafe.AsRef<T>(x), ref Unsafe.AsRef<T>(result), (nuint)elements);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override T Finish(T* lanes, int count)
    {
        for (var half = count / 2; half >= Lanes512<T>.Count; half /= 2)
        {
            for (var i = 0; i < half; i += Lanes512<T>.Count)
                default(TFold).Invoke(Lanes512<T>.Load(lanes + i), Lanes512<T>.Load(lanes + half + i)).Store(lanes + i);
        }

        return Lanes512<T>.Load(lanes).Fold(default(TFold));
    }
}
