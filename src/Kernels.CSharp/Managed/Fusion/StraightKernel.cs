using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Functional.Kernels;

/// <summary>
/// Runs a loop body on single numbers that all lie in one block of memory, at offsets known now: as machine code made for it,
/// at once or when it has been interpreted for a while.
/// </summary>
internal sealed unsafe class StraightKernel
{
    /// <summary>Runs after which the interpreter has taken about as long as it takes to compile a value, for each value.</summary>
    private const int Patience = 500;

    private readonly LoopBody body;
    private readonly int[] offsets;
    private readonly LoopKernel? interpreter;
    private EmitProgram? code;
    private int runs;

    /// <param name="body">The body.</param>
    /// <param name="offsets">Where in memory each operand is, in bytes.</param>
    /// <param name="eager">Whether to compile it at once.</param>
    internal StraightKernel(LoopBody body, int[] offsets, bool eager)
    {
        (this.body, this.offsets) = (body, offsets);
        if (eager && Vector128.IsHardwareAccelerated && RuntimeFeature.IsDynamicCodeSupported) code = Emit();
        else interpreter = LoopKernels.Interpreter(body);
    }

    /// <summary>Runs, given where the memory begins.</summary>
    internal void Run(byte* memory)
    {
        if (code is { } emitted) emitted.Run((byte**)memory, 1);
        else Interpret(memory);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Interpret(byte* memory)
    {
        var operands = stackalloc byte*[offsets.Length];
        for (var i = 0; i < offsets.Length; i++) operands[i] = memory + offsets[i];
        interpreter!.Run(operands, 1);

        // Threads may forget what others have done: then it takes a little longer.
        if (!Vector128.IsHardwareAccelerated || !RuntimeFeature.IsDynamicCodeSupported) return;
        if (++runs > Patience) code = Emit();
    }

    [RequiresDynamicCode("Emits code")]
    private EmitProgram Emit() => body.DType switch
    {
        DType.Float32 => EmitProgram.Straight<float>(body, offsets),
        DType.Float64 => EmitProgram.Straight<double>(body, offsets),
        DType.Int64 => EmitProgram.Straight<long>(body, offsets),
        _ => EmitProgram.Straight<int>(body, offsets),
    };
}
