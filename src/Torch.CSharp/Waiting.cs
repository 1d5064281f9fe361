using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>
/// An operation on a large array that waits for whoever takes its result: a sum takes a multiple, and a selection the condition
/// of a rectified unit, in one pass (<see cref="Joins"/>). Anybody else has it run, once.
/// </summary>
/// <param name="Name">The operation, for messages.</param>
/// <param name="Operator">What it calls with the operand and a number.</param>
/// <param name="Space">The operand's space.</param>
/// <param name="Number">The number.</param>
internal sealed record Waiting(string Name, Operator Operator, Space Space, double Number)
{
    /// <summary>Does it.</summary>
    public Made Run(Value operand) => EagerCalls.Late(Name, Operator, operand, Number);
}

/// <summary>Which operations wait, and which take what waits.</summary>
internal static class Waits
{
    /// <summary>Elements from which on a pass costs more than to see what waits.</summary>
    internal const int Least = 256;

    /// <summary>What an operation on large arrays gives if it waits, or takes what waits; null for all others.</summary>
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
            var (_, operand) = (backend.Of("where", x), backend.Of("where", y));
            if (array.TryTake(calls, Aten.AtMostNumber, out var tested) is not { } waiting) return null;
            if (!Joins.IsRectified(waiting.Space, waiting.Number, x.Uniform, y.Space, result)) return null;
            return calls.Take(backend, calls.Rectified(tested, operand.Value), result.Shape, result.DType);
        }
        finally
        {
            calls.End();
            GC.KeepAlive(y);
        }
    }

    private static TorchArray? Multiple(TorchBackend backend, Zip zip, NdArray number, NdArray x, Space result) =>
        Joins.Factor(result, x.Space, number.Uniform) is { } factor
            ? Wait(backend, zip, Aten.MulNumber, x, number, factor, result)
            : null;

    private static TorchArray? AtMostZero(TorchBackend backend, Zip zip, NdArray x, NdArray bound, Space result) =>
        x.Shape == result.Shape && Joins.MayRectify(x.Space, bound.Uniform)
            ? Wait(backend, zip, Aten.AtMostNumber, x, bound, 0, result)
            : null;

    private static TorchArray Wait(
        TorchBackend backend, Zip zip, Operator op, NdArray x, NdArray number, double value, Space result)
    {
        // The number's array is not needed, but has to be there and on this device all the same.
        var (_, operand) = (backend.Of(zip.Name, number), backend.Of(zip.Name, x));
        var array = Memory.Mine.Array(backend, result, operand.Value, new(zip.Name, op, x.Space, value));
        GC.KeepAlive(x);
        return array;
    }

    private static TorchArray? Sum(TorchBackend backend, Zip zip, NdArray x, NdArray y, Space result)
    {
        if (y is not TorchArray { IsWaiting: true } product || !ReferenceEquals(product.Owner, backend)) return null;
        var calls = EagerCalls.Begin(backend.Index, zip.Name);
        try
        {
            var left = backend.Of(zip.Name, x);
            if (product.TryTake(calls, Aten.MulNumber, out var right) is not { } waiting) return null;
            var sum = calls.AddScaled(zip.Op == Binary.Add, left.Value, right, waiting.Number);
            return calls.Take(backend, sum, result.Shape, result.DType);
        }
        finally
        {
            calls.End();
            GC.KeepAlive(x);
        }
    }
}
