using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>
/// Runs a loop body as machine code made for it: one form for single numbers, one for the machine's widest registers, and one
/// for those that begins and finishes folds as well; each is made when it is first needed. What whole turns of the loop leave over is computed by one more turn on copies: so
/// code needs no second form, and a result may lie where an operand does.
/// </summary>
[RequiresDynamicCode("Emits code")]
internal sealed unsafe class EmittedLoop<T> : LoopKernel
    where T : unmanaged, IBinaryNumber<T>
{
    /// <summary>Bytes of a block of a value that is handed on.</summary>
    private const int BlockBytes = 2048;

    /// <summary>Bytes of scratch that the stack has room for.</summary>
    private const int StackBytes = 1 << 16;

    private readonly LoopBody body;
    private readonly LoopElement[] elements;
    private readonly LoopResult[] folds;
    private readonly LoopFold<T>[] functions;
    private readonly int lanes;
    private readonly int wholeTurn;
    private EmitProgram? single;
    private EmitProgram? wide;
    private EmitProgram? whole;

    internal EmittedLoop(LoopBody body)
    {
        this.body = body;
        elements = LoopElement.Of(body);
        folds = Array.FindAll(body.Results, x => x.Exit == LoopExit.Fold);
        functions = new LoopFold<T>[folds.Length];
        for (var i = 0; i < folds.Length; i++) functions[i] = LoopFold<T>.Of(folds[i].Fold);
        lanes = LoopCost.Lanes(body);
        wholeTurn = EmitProgram.WholeTurn<T>(body);
    }

    /// <inheritdoc/>
    internal override void Run(byte** operands, int count)
    {
        // Two threads may both make the program: they make the same.
        if (wholeTurn > 0 && (count & (wholeTurn - 1)) == 0)
        {
            (whole ??= EmitProgram.Wide<T>(body, isWhole: true)).Run(operands, count);
            return;
        }

        var program = count == 1 ? single ??= EmitProgram.Single<T>(body) : wide ??= EmitProgram.Wide<T>(body, isWhole: false);
        if (!program.IsBlocked && (count == 1 || (folds.Length == 0 && count % program.Turn == 0))) program.Run(operands, count);
        else RunParts(program, operands, count);
    }

    private void RunParts(EmitProgram program, byte** operands, int count)
    {
        var table = stackalloc byte*[body.Operands + program.Scratch];
        var size = (program.Scratch * BlockBytes) + (((2 * folds.Length * lanes) + (elements.Length * program.Turn)) * sizeof(T)) + 64;
        if (size <= StackBytes)
        {
            var scratch = stackalloc byte[size];
            Run(program, operands, table, scratch, count);
        }
        else
        {
            var scratch = ManagedArray.Allocate([size], DType.UInt8);
            fixed (byte* first = &scratch.Data<byte>()) Run(program, operands, table, first, count);
            GC.KeepAlive(scratch);
        }
    }

    private void Run(EmitProgram program, byte** operands, byte** table, byte* scratch, int count)
    {
        scratch += -(nint)scratch & 63;
        new ReadOnlySpan<nint>(operands, body.Operands).CopyTo(new(table, body.Operands));
        for (var i = 0; i < program.Scratch; i++, scratch += BlockBytes) table[body.Operands + i] = scratch;
        if (count == 1)
        {
            program.Run(table, 1);
            return;
        }

        var sums = (T*)scratch;
        for (var i = 0; i < folds.Length; i++)
        {
            functions[i].Begin(sums + (i * lanes), lanes);
            table[folds[i].Operand] = (byte*)(sums + (i * lanes));
        }

        var whole = count - (count % program.Turn);
        var block = program.IsBlocked ? BlockBytes / sizeof(T) : count;
        for (var i = 0; i < whole; i += block)
        {
            foreach (var element in elements) table[element.Operand] = operands[element.Operand] + ((nint)i * element.Size);
            program.Run(table, Math.Min(block, whole - i));
        }

        if (whole < count) Rest(program, operands, table, sums, whole, count - whole);
        for (var i = 0; i < folds.Length; i++)
            *(T*)operands[folds[i].Operand] = functions[i].Finish(sums + (i * lanes), lanes);
    }

    /// <summary>One more turn, on copies of what is left over; copies of its first element fill it up.</summary>
    private void Rest(EmitProgram program, byte** operands, byte** table, T* sums, int first, int count)
    {
        var scratch = sums + (folds.Length * lanes);
        for (var i = 0; i < folds.Length; i++, scratch += lanes)
        {
            Unsafe.CopyBlock(scratch, sums + (i * lanes), (uint)(lanes * sizeof(T)));
            table[folds[i].Operand] = (byte*)scratch;
        }

        foreach (var element in elements)
        {
            table[element.Operand] = (byte*)scratch;
            if (element.IsRead) element.Fill((byte*)scratch, operands[element.Operand] + ((nint)first * element.Size), count, program.Turn);
            scratch += program.Turn;
        }

        program.Run(table, program.Turn);
        foreach (var element in elements)
        {
            if (!element.IsWritten) continue;
            var target = operands[element.Operand] + ((nint)first * element.Size);
            Unsafe.CopyBlockUnaligned(target, table[element.Operand], (uint)(count * element.Size));
        }

        for (var i = 0; i < folds.Length; i++)
            Unsafe.CopyBlockUnaligned(sums + (i * lanes), table[folds[i].Operand], (uint)(count * sizeof(T)));
    }
}
