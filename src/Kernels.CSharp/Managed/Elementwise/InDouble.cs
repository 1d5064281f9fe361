using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Functional.Kernels;

/// <summary>
/// A function over lanes of doubles on lanes of single precision: computed wide, four at a time, and rounded once.
/// </summary>
internal readonly struct InDouble<F>(F function) : IUnary<float>
    where F : struct, IUnary<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, float>
    {
        ref var lanes = ref Unsafe.As<L, float>(ref x);
        if (L.Count < Vector128<float>.Count)
        {
            for (var i = 0; i < L.Count; i++) One(ref Unsafe.Add(ref lanes, i));
        }
        else
        {
            for (var i = 0; i < L.Count; i += Vector128<float>.Count) Four(ref Unsafe.Add(ref lanes, i));
        }

        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void One(ref float x) => x = (float)function.Invoke(new Lane<double>(x)).Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Four(ref float x)
    {
        var (low, high) = Vector128.Widen(Vector128.LoadUnsafe(ref x));
        var wide = function.Invoke(new Lanes256<double>(Vector256.Create(low, high)));
        var result = Unsafe.BitCast<Lanes256<double>, Vector256<double>>(wide);
        Vector128.Narrow(result.GetLower(), result.GetUpper()).StoreUnsafe(ref x);
    }
}
