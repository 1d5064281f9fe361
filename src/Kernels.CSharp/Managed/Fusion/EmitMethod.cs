using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Reflection.Emit;
using System.Runtime.InteropServices;

namespace Functional.Kernels;

/// <summary>
/// An emitted loop, or a part of one, over so many elements: whole turns of it.
/// </summary>
internal unsafe delegate void EmittedCode(byte** operands, nint count, byte* constants);

/// <summary>Writes the IL of one stage of a loop body for one register width. Without turns it is for single numbers.</summary>
[RequiresDynamicCode("Emits code")]
internal sealed unsafe partial class EmitMethod<L, T>
    where L : struct, ILanes<L, T>
    where T : unmanaged, IBinaryNumber<T>
{
    /// <summary>Delegates that hold their first argument are called without a detour.</summary>
    private static readonly Type[] Signature = [typeof(EmitConstants), typeof(byte**), typeof(nint), typeof(byte*)];

    private static readonly Zip Product = new("product", Binary.Mul);

    private readonly LoopBody body;
    private readonly EmitStage stage;
    private readonly int[] slots;
    private readonly int[]? offsets;
    private readonly bool loops;
    private readonly bool isWhole;
    private readonly EmitConstants constants;
    private readonly DynamicMethod method;
    private readonly ILGenerator il;
    private readonly LocalBuilder index;
    private readonly LocalBuilder?[] operands;
    private readonly bool[] isFixed;
    private readonly LocalBuilder?[] fixedValues;
    private readonly Dictionary<Type, LocalBuilder> functors = [];

    /// <param name="body">The body.</param>
    /// <param name="stage">The part of it that is to be written.</param>
    /// <param name="slots">For each value, the operand that is its scratch.</param>
    /// <param name="loops">Whether it runs over registers, and not just over one number.</param>
    /// <param name="isWhole">Whether it begins and finishes its folds, and does not just take lanes further.</param>
    /// <param name="constants">Where parameters of functions are put.</param>
    /// <param name="offsets">Where operands are in a block of memory that is given instead of them; null if they are given.</param>
    internal EmitMethod(LoopBody body, EmitStage stage, int[] slots, bool loops, bool isWhole, EmitConstants constants, int[]? offsets)
    {
        (this.body, this.stage, this.slots, this.loops, this.constants, this.offsets) = (body, stage, slots, loops, constants, offsets);
        this.isWhole = isWhole;
        method = new("loop", typeof(void), Signature, typeof(LoopKernel).Module, skipVisibility: true) { InitLocals = false };
        il = method.GetILGenerator();
        index = il.DeclareLocal(typeof(nint));
        operands = new LocalBuilder?[body.Operands + slots.Length];
        isFixed = LoopValues.Fixed(body);
        fixedValues = new LocalBuilder?[body.Values.Length];
    }

    /// <summary>Writes the method.</summary>
    internal EmittedCode Emit()
    {
        Prepare();
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Stloc, index);
        var folds = loops ? Array.FindAll(stage.Results, x => x.Exit == LoopExit.Fold) : [];
        var lanes = new LocalBuilder[folds.Length][];
        for (var i = 0; i < folds.Length; i++) lanes[i] = Lanes(folds[i]);
        if (loops) Loop(folds, lanes);
        else Turn(1, folds, lanes);
        StoreLanes(folds, lanes);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<EmittedCode>(constants);
    }

    /// <summary>Turns of all registers, and after them, where runs are whole, of the registers that are left.</summary>
    private void Loop(LoopResult[] folds, LocalBuilder[][] lanes)
    {
        var (top, rest, done) = (il.DefineLabel(), il.DefineLabel(), il.DefineLabel());
        var turn = stage.Registers * L.Count;
        var hasRest = isWhole && stage.Registers > 1;
        var end = il.DeclareLocal(typeof(nint));
        il.Emit(OpCodes.Ldarg_2);
        if (hasRest)
        {
            il.Emit(OpCodes.Ldc_I4, -turn);
            il.Emit(OpCodes.Conv_I);
            il.Emit(OpCodes.And);
        }

        il.Emit(OpCodes.Stloc, end);
        if (hasRest)
        {
            il.Emit(OpCodes.Ldloc, end);
            il.Emit(OpCodes.Brfalse, rest);
        }

        il.MarkLabel(top);
        Turn(stage.Registers, folds, lanes);
        il.Emit(OpCodes.Ldloc, index);
        il.Emit(OpCodes.Ldc_I4, turn);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Stloc, index);
        il.Emit(OpCodes.Ldloc, index);
        il.Emit(OpCodes.Ldloc, end);
        il.Emit(OpCodes.Blt, top);
        il.MarkLabel(rest);
        for (var register = 0; hasRest && register < stage.Registers - 1; register++)
        {
            il.Emit(OpCodes.Ldloc, index);
            il.Emit(OpCodes.Ldc_I4, register * L.Count);
            il.Emit(OpCodes.Add);
            il.Emit(OpCodes.Ldarg_2);
            il.Emit(OpCodes.Bge, done);
            Turn(register, 1, folds, lanes);
        }

        il.MarkLabel(done);
    }

    /// <summary>Before the loop: where operands begin, and what is the same for all elements.</summary>
    private void Prepare()
    {
        var needed = new bool[body.Values.Length];
        foreach (var value in stage.Values) Need(value);
        foreach (var result in stage.Results)
        {
            Operand(result.Operand);
            if (isFixed[result.Value] || LoopValues.IsLoad(body.Values[result.Value])) Need(result.Value);
            if (result.Factor >= 0 && (isFixed[result.Factor] || LoopValues.IsLoad(body.Values[result.Factor]))) Need(result.Factor);
        }

        foreach (var value in stage.Taken) Operand(slots[value]);
        foreach (var value in stage.Given)
        {
            Operand(slots[value]);
            if (isFixed[value]) Need(value);
        }

        for (var i = 0; i < needed.Length; i++)
        {
            if (needed[i] && body.Values[i].Operand >= 0) Operand(body.Values[i].Operand);
            if (needed[i] && isFixed[i]) fixedValues[i] = Compute(i, fixedValues);
        }

        void Need(int value)
        {
            if (needed[value]) return;
            needed[value] = true;
            foreach (var argument in LoopValues.Arguments(body.Values[value]))
            {
                if (isFixed[argument] || LoopValues.IsLoad(body.Values[argument])) Need(argument);
            }
        }
    }

    private void Operand(int operand)
    {
        if (operands[operand] is not null) return;
        var local = operands[operand] = il.DeclareLocal(typeof(byte*));
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldc_I4, offsets is null ? operand * sizeof(byte*) : offsets[operand]);
        il.Emit(OpCodes.Add);
        if (offsets is null) il.Emit(OpCodes.Ldind_I);
        il.Emit(OpCodes.Stloc, local);
    }

    /// <summary>
    /// Registers of elements, from reading to writing: all of them step by step, where there are registers enough, so that
    /// neighbouring instructions do not wait for each other; else one after the other.
    /// </summary>
    private void Turn(int registers, LoopResult[] folds, LocalBuilder[][] lanes)
    {
        if (L.ManyRegisters) Turn(0, registers, folds, lanes);
        else for (var register = 0; register < registers; register++) Turn(register, 1, folds, lanes);
    }

    private void Turn(int first, int registers, LoopResult[] folds, LocalBuilder[][] lanes)
    {
        var values = new LocalBuilder?[registers][];
        for (var i = 0; i < registers; i++) values[i] = (LocalBuilder?[])fixedValues.Clone();
        foreach (var value in stage.Taken)
        {
            for (var i = 0; i < registers; i++) values[i][value] = Read(slots[value], first + i);
        }

        foreach (var value in stage.Values)
        {
            foreach (var argument in LoopValues.Arguments(body.Values[value])) Load(argument);
            for (var i = 0; i < registers; i++) values[i][value] = Compute(value, values[i]);
        }

        foreach (var result in stage.Results)
        {
            Load(result.Value);
            if (result.Factor >= 0) Load(result.Factor);
        }

        for (var k = 0; k < folds.Length; k++)
        {
            for (var i = 0; i < registers; i++)
            {
                var sum = lanes[k][first + i];
                if (folds[k].Factor >= 0) Accumulate(sum, values[i][folds[k].Value]!, values[i][folds[k].Factor]!);
                else Fold(folds[k].Fold, sum, values[i][folds[k].Value]!, sum);
            }
        }

        for (var i = 0; i < registers; i++)
        {
            foreach (var value in stage.Given) Write(values[i][value]!, slots[value], first + i);
            WriteResults(first + i, values[i]);
        }

        void Load(int value)
        {
            if (values[0][value] is not null) return;
            var loaded = body.Values[value];
            for (var i = 0; i < registers; i++) values[i][value] = Read(loaded.Operand, first + i, loaded.IsTruth);
        }
    }

    private void WriteResults(int register, LocalBuilder?[] values)
    {
        var written = new LocalBuilder[stage.Results.Length];
        for (var i = 0; i < written.Length; i++)
        {
            var result = stage.Results[i];
            written[i] = values[result.Value]!;
            if (result.Factor >= 0 && !loops) written[i] = Apply(LoopFunction.Find(Product, body.DType)!, false, written[i], values[result.Factor]);
            if (result.Exit != LoopExit.Accumulate) continue;
            written[i] = Fold(result.Fold, Read(result.Operand, register), written[i]);
        }

        for (var i = 0; i < written.Length; i++)
        {
            var result = stage.Results[i];
            if (result.Exit == LoopExit.Fold && loops) continue;
            var truth = body.Values[result.Value].IsTruth;
            Write(written[i], result.Operand, register, truth);
        }
    }

    private LocalBuilder Compute(int index, LocalBuilder?[] values)
    {
        var value = body.Values[index];
        var (x, y, z) = (Argument(value.X), Argument(value.Y), Argument(value.Z));
        return value.Kind switch
        {
            LoopKind.Scalar => Spread(nameof(EmitLanes<L, T>.Spread), value.Operand),
            LoopKind.ScalarTruth => Spread(nameof(EmitLanes<L, T>.SpreadTruth), value.Operand),
            LoopKind.Constant => Constant(constants.Add(MemoryMarshal.AsBytes([T.CreateTruncating(value.Number)])), nameof(EmitLanes<L, T>.Spread)),
            LoopKind.Map or LoopKind.Zip => Apply(LoopFunction.Of(body, value), LoopCost.Of(value) >= LoopCost.Heavy, x!, y),
            LoopKind.Select => Call(Helper(nameof(EmitLanes<L, T>.Select)), x!, y!, z!),
            LoopKind.FromTruth => Call(Helper(nameof(EmitLanes<L, T>.FromTruth)), x!),
            _ => Call(Helper(nameof(EmitLanes<L, T>.ToTruth)), x!),
        };

        LocalBuilder? Argument(int argument) => argument < 0 ? null : values[argument];
    }
}
