using System.Numerics;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>
/// Runs a loop body one operation at a time over blocks so short that all values stay in the first cache: no code is made
/// for it, and each operation is one pass of the loop that runs it over whole arrays. Truth values are bytes in between.
/// </summary>
internal sealed unsafe class BlockInterpreter<T> : LoopKernel
    where T : unmanaged, IBinaryNumber<T>
{
    /// <summary>Bytes of a block of numbers.</summary>
    private const int BlockBytes = 2048;

    /// <summary>Bytes of scratch that the stack has room for.</summary>
    private const int StackBytes = 1 << 16;

    private readonly BlockProgram<T> program;

    internal BlockInterpreter(LoopBody body) => program = new(body);

    private static int BlockLength => BlockBytes / sizeof(T);

    /// <inheritdoc/>
    internal override void Run(byte** operands, int count)
    {
        var places = stackalloc byte*[program.Places];
        new ReadOnlySpan<nint>(operands, program.Operands).CopyTo(new(places, program.Operands));
        var size = (program.Blocks + 1) * BlockBytes;
        if (size <= StackBytes)
        {
            var scratch = stackalloc byte[size];
            Run(operands, places, scratch, count);
        }
        else
        {
            var scratch = ManagedArray.Allocate([size], DType.UInt8);
            fixed (byte* first = &scratch.Data<byte>()) Run(operands, places, first, count);
            GC.KeepAlive(scratch);
        }
    }

    private void Run(byte** operands, byte** places, byte* scratch, int count)
    {
        // Blocks begin at whole registers.
        scratch += -(nint)scratch & 63;
        for (var i = 0; i < program.Computed.Length; i++) places[program.Operands + i] = scratch + (program.Computed[i] * BlockBytes);
        foreach (var step in program.Once) step.Run(places, Math.Min(count, BlockLength));
        foreach (var fold in program.Folded) fold.Begin(places);
        for (int i = 0, length; i < count; i += length)
        {
            length = Math.Min(BlockLength, count - i);
            foreach (var element in program.Elements) places[element.Operand] = operands[element.Operand] + ((nint)i * element.Size);
            foreach (var step in program.Steps) step.Run(places, length);
            foreach (var store in program.Stores) store.Run(places, length);
        }

        foreach (var fold in program.Folded) fold.Finish(operands, places);
    }
}
