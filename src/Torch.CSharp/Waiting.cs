using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>
/// An operation that waits for whoever takes its result: a sum takes a multiple, and a selection the condition of a rectified
/// unit, in one pass (<see cref="Joins"/>). Anybody else has it run, once.
/// </summary>
/// <param name="operation">The operation.</param>
/// <param name="x">Its operands, which stay reachable with it.</param>
/// <param name="y">The other one.</param>
/// <param name="result">The result's space.</param>
/// <param name="arena">Where the result belongs; null for nowhere.</param>
internal sealed class Waiting(Zip operation, TorchArray x, TorchArray y, Space result, Arena? arena)
{
    private readonly int age = arena?.Age ?? 0;

    /// <summary>What it does.</summary>
    public Binary Op => operation.Op;

    /// <summary>The operand that is no number.</summary>
    public required TorchArray Operand { get; init; }

    /// <summary>The number beside it.</summary>
    public required double Number { get; init; }

    /// <summary>Where the result belongs; null for nowhere.</summary>
    public Arena? Arena => Kept ? null : arena;

    /// <summary>Whether the transformation that wanted it still runs, or something has kept it.</summary>
    public bool IsThere => Kept || arena is null || arena.Age == age;

    private bool Kept { get; set; }

    /// <summary>Says that something outlives the arena, if that is not over: the operands have to, then.</summary>
    public void Keep()
    {
        if (!IsThere) return;
        Kept = true;
        x.Keep();
        y.Keep();
    }

    /// <summary>Does it, maybe in the midst of another operation.</summary>
    public Made Run()
    {
        var made = EagerCalls.Late(x.Owner.Index, operation.Name, this, static (calls, waiting) => waiting.Lower(calls));
        GC.KeepAlive(x);
        GC.KeepAlive(y);
        return made;
    }

    private Value Lower(Calls calls) => Zips.Zip(calls, operation, x.Input, y.Input, result);
}

/// <summary>Which operations wait, and which take what waits.</summary>
internal static class Waits
{
    /// <summary>Elements from which on anything waits: programs of single numbers have nothing to join.</summary>
    internal const int Least = 2;

    /// <summary>The same of views: what waits keeps all that its operand is a part of, maybe for a few numbers that are kept.</summary>
    private const int LeastOfViews = 256;

    /// <summary>What an operation gives if it waits, or takes what waits; null for all others.</summary>
    public static NdArray? Zip(TorchBackend backend, Zip zip, NdArray x, NdArray y, Space result) => zip.Op switch
    {
        Binary.Mul => Multiple(backend, zip, x, y, result) ?? Multiple(backend, zip, y, x, result),
        Binary.LessEqual => AtMostZero(backend, zip, x, y, result),
        Binary.Add => Sum(backend, zip, x, y, result) ?? Sum(backend, zip, y, x, result),
        Binary.Sub => Sum(backend, zip, x, y, result),
        _ => null,
    };

    /// <summary>The same for a selection.</summary>
    public static NdArray? Select(TorchBackend backend, NdArray condition, NdArray x, NdArray y, Space result)
    {
        if (condition is not TorchArray { IsWaiting: true } array || !ReferenceEquals(array.Owner, backend)) return null;
        var calls = EagerCalls.Begin(backend.Index, "where");
        try
        {
            if (array.Awaited(Binary.LessEqual) is not { Operand: var tested, Number: var bound }) return null;
            if (!backend.Joins.IsRectified(tested.Space, bound, x.Uniform, y.Space, result)) return null;
            var (_, operand) = (backend.Of("where", x), backend.Of("where", y));
            var rectified = calls.Take(backend, calls.Rectified(tested.Input.Value, operand.Value), result.Shape, result.DType);
            GC.KeepAlive(tested);
            return rectified;
        }
        finally
        {
            calls.End();
            GC.KeepAlive(y);
        }
    }

    private static TorchArray? Multiple(TorchBackend backend, Zip zip, NdArray number, NdArray x, Space result) =>
        backend.Joins.Factor(result, x.Space, number.Uniform) is { } factor ? Wait(backend, zip, number, x, x, factor, result) : null;

    private static TorchArray? AtMostZero(TorchBackend backend, Zip zip, NdArray x, NdArray bound, Space result) =>
        x.Shape == result.Shape && backend.Joins.MayRectify(x.Space, bound.Uniform) ? Wait(backend, zip, x, bound, x, 0, result) : null;

    private static TorchArray? Wait(
        TorchBackend backend, Zip zip, NdArray x, NdArray y, NdArray operand, double number, Space result)
    {
        // What is wrong is said now.
        backend.Of(zip.Name, x);
        backend.Of(zip.Name, y);
        var taken = (TorchArray)operand;
        if (result.Shape.Size < LeastOfViews && taken.IsView) return null;
        var arena = ThreadMemory.Mine.Owner;
        var waiting = new Waiting(zip, (TorchArray)x, (TorchArray)y, result, arena) { Operand = taken, Number = number };
        if (arena is null) waiting.Keep();
        return new(backend, result, waiting);
    }

    private static TorchArray? Sum(TorchBackend backend, Zip zip, NdArray x, NdArray y, Space result)
    {
        if (y is not TorchArray { IsWaiting: true } product || !ReferenceEquals(product.Owner, backend)) return null;
        var calls = EagerCalls.Begin(backend.Index, zip.Name);
        try
        {
            if (product.Awaited(Binary.Mul) is not { Operand: var right, Number: var factor }) return null;
            var left = backend.Of(zip.Name, x);
            var scaled = calls.AddScaled(zip.Op == Binary.Add, left.Value, right.Input.Value, factor);
            var sum = calls.Take(backend, scaled, result.Shape, result.DType);
            GC.KeepAlive(right);
            return sum;
        }
        finally
        {
            calls.End();
            GC.KeepAlive(x);
        }
    }
}
