using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Functional.Kernels;

/// <summary>Interprets a loop body until it has taken about as long as it takes to compile it, and then compiles it.</summary>
[RequiresDynamicCode("Emits code")]
internal sealed unsafe class LoopTiers<T>(LoopBody body) : LoopKernel
    where T : unmanaged, IBinaryNumber<T>
{
    /// <summary>Additions that the interpreter does in about 2 ms.</summary>
    private const long Patience = 40_000_000;

    /// <summary>What an operation costs before its first element, in additions.</summary>
    private const int Overhead = 100;

    private readonly int cost = LoopCost.Of(body);
    private readonly BlockInterpreter<T> interpreter = new(body);
    private EmittedLoop<T>? emitted;
    private long done;

    /// <inheritdoc/>
    internal override void Run(byte** operands, int count)
    {
        if (emitted is { } code)
        {
            code.Run(operands, count);
            return;
        }

        interpreter.Run(operands, count);

        // Threads may forget what others have done: then it takes a little longer.
        done += (long)cost * (count + Overhead);
        if (done > Patience) emitted = new(body);
    }
}
