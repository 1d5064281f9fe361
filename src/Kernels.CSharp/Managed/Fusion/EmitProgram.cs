using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Functional.Kernels;

/// <summary>The methods of a loop body for one register width.</summary>
internal sealed unsafe class EmitProgram
{
    private readonly EmittedCode?[] code;
    private readonly BlockStep?[] steps;
    private readonly byte[] constants;
    private readonly byte* first;

    /// <param name="code">The code of each stage; null for a step.</param>
    /// <param name="steps">The step of each stage; null for code.</param>
    /// <param name="constants">What the code reads, in memory that does not move.</param>
    /// <param name="turn">How many elements a turn of the loop takes.</param>
    /// <param name="scratch">How many values are handed on.</param>
    private EmitProgram(EmittedCode?[] code, BlockStep?[] steps, byte[] constants, int turn, int scratch)
    {
        (this.code, this.steps, this.constants) = (code, steps, constants);
        first = (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(constants, 0);
        (Turn, Scratch) = (turn, scratch);
    }

    /// <summary>How many elements a turn of the loop takes.</summary>
    internal int Turn { get; }

    /// <summary>How many values are handed on in scratch: operands after those of the body.</summary>
    internal int Scratch { get; }

    /// <summary>Whether it runs in blocks of scratch.</summary>
    internal bool IsBlocked => code.Length > 1;

    /// <summary>For single numbers.</summary>
    [RequiresDynamicCode("Emits code")]
    internal static EmitProgram Single<T>(LoopBody body)
        where T : unmanaged, IBinaryNumber<T> => Make<Lane<T>, T>(body, 0);

    /// <summary>For single numbers at offsets in a block of memory, which is given instead of operands.</summary>
    [RequiresDynamicCode("Emits code")]
    internal static EmitProgram Straight<T>(LoopBody body, int[] offsets)
        where T : unmanaged, IBinaryNumber<T> => Make<Lane<T>, T>(body, 0, offsets: offsets);

    /// <summary>For the widest registers of the machine.</summary>
    /// <param name="body">The body.</param>
    /// <param name="isWhole">Whether a run begins and finishes its folds, and does not just take lanes further.</param>
    [RequiresDynamicCode("Emits code")]
    internal static EmitProgram Wide<T>(LoopBody body, bool isWhole)
        where T : unmanaged, IBinaryNumber<T>
    {
        var lanes = LoopCost.Lanes(body);
        if (Vector512.IsHardwareAccelerated) return Make<Lanes512<T>, T>(body, lanes, isWhole);
        if (Vector256.IsHardwareAccelerated) return Make<Lanes256<T>, T>(body, lanes, isWhole);
        return Make<Lanes128<T>, T>(body, lanes, isWhole);
    }

    /// <summary>How many elements, a power of two, a run must have a multiple of to be whole; 0 if no run of the body can be.</summary>
    internal static int WholeTurn<T>(LoopBody body)
        where T : unmanaged, IBinaryNumber<T>
    {
        var width = Vector512.IsHardwareAccelerated ? Vector512<T>.Count : Vector256.IsHardwareAccelerated ? Vector256<T>.Count : Vector128<T>.Count;
        var stages = EmitStages.Split(body, width, LoopCost.Lanes(body));
        return LoopValues.Folds(body) > 0 && stages.Length == 1 ? width : 0;
    }

    /// <summary>Runs over whole turns.</summary>
    internal void Run(byte** operands, int count)
    {
        for (var i = 0; i < code.Length; i++)
        {
            if (code[i] is { } method) method(operands, count, first);
            else steps[i]!.Run(operands, count);
        }

        GC.KeepAlive(constants);
    }

    [RequiresDynamicCode("Emits code")]
    private static EmitProgram Make<L, T>(LoopBody body, int lanes, bool isWhole = false, int[]? offsets = null)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryNumber<T>
    {
        var stages = offsets is null ? EmitStages.Split(body, L.Count, lanes) : [EmitStages.Whole(body)];
        var slots = Slots(body, stages, out var scratch);
        var constants = new EmitConstants();
        var (code, steps) = (new EmittedCode?[stages.Length], new BlockStep?[stages.Length]);
        for (var i = 0; i < stages.Length; i++)
        {
            if (stages[i].IsStep) steps[i] = Step(body, stages[i].Values[0], slots);
            else code[i] = new EmitMethod<L, T>(body, stages[i], slots, lanes > 0, isWhole, constants, offsets).Emit();
        }

        // The last stage takes the most registers.
        return new(code, steps, constants.Pin(), stages[^1].Registers * L.Count, scratch);
    }

    private static LoopFunction Step(LoopBody body, int index, int[] slots)
    {
        var value = body.Values[index];
        return LoopFunction.Of(body, value).At(Place(value.X), Place(value.Y), slots[index]);

        int Place(int argument) => argument < 0 ? -1
            : LoopValues.IsLoad(body.Values[argument]) ? body.Values[argument].Operand
            : slots[argument];
    }

    /// <summary>For each value that is handed on, the operand that is its scratch; a place is used again when it is free.</summary>
    private static int[] Slots(LoopBody body, EmitStage[] stages, out int count)
    {
        var slots = new int[body.Values.Length];
        var free = new Stack<int>();
        count = 0;
        for (var i = 0; i < stages.Length; i++)
        {
            foreach (var value in stages[i].Given) slots[value] = body.Operands + (free.TryPop(out var slot) ? slot : count++);
            foreach (var value in stages[i].Taken)
            {
                if (!Array.Exists(stages[(i + 1)..], x => Array.IndexOf(x.Taken, value) >= 0)) free.Push(slots[value] - body.Operands);
            }
        }

        return slots;
    }
}
