using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Functional.Kernels;

/// <summary>The methods of a loop body for one register width.</summary>
internal sealed unsafe class EmitProgram
{
    private readonly EmittedCode[] stages;
    private readonly byte[] constants;

    private EmitProgram(EmittedCode[] stages, byte[] constants, int turn, int scratch)
    {
        (this.stages, this.constants) = (stages, constants);
        (Turn, Scratch) = (turn, scratch);
    }

    /// <summary>How many elements a turn of the loop takes.</summary>
    internal int Turn { get; }

    /// <summary>How many values are handed on in scratch: operands after those of the body.</summary>
    internal int Scratch { get; }

    /// <summary>Whether it runs in blocks of scratch.</summary>
    internal bool IsBlocked => stages.Length > 1;

    /// <summary>For single numbers.</summary>
    [RequiresDynamicCode("Emits code")]
    internal static EmitProgram Single<T>(LoopBody body)
        where T : unmanaged, IBinaryNumber<T> => Make<Lane<T>, T>(body, 0);

    /// <summary>For the widest registers of the machine.</summary>
    [RequiresDynamicCode("Emits code")]
    internal static EmitProgram Wide<T>(LoopBody body)
        where T : unmanaged, IBinaryNumber<T>
    {
        var lanes = LoopCost.Lanes(body);
        if (Vector512.IsHardwareAccelerated) return Make<Lanes512<T>, T>(body, lanes);
        if (Vector256.IsHardwareAccelerated) return Make<Lanes256<T>, T>(body, lanes);
        return Make<Lanes128<T>, T>(body, lanes);
    }

    /// <summary>Runs over whole turns.</summary>
    internal void Run(byte** operands, int count)
    {
        var first = (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(constants, 0);
        foreach (var stage in stages) stage(operands, count, first);
    }

    [RequiresDynamicCode("Emits code")]
    private static EmitProgram Make<L, T>(LoopBody body, int lanes)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryNumber<T>
    {
        var stages = EmitStage.Split(body, L.Count, lanes);
        var slots = Slots(body, stages, out var scratch);
        var constants = new EmitConstants();
        var code = Array.ConvertAll(stages, x => new EmitMethod<L, T>(body, x, slots, lanes > 0, constants).Emit());
        return new(code, constants.Pin(), stages.Max(x => x.Registers) * L.Count, scratch);
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
                if (!stages[(i + 1)..].Any(x => x.Taken.Contains(value))) free.Push(slots[value] - body.Operands);
            }
        }

        return slots;
    }
}
