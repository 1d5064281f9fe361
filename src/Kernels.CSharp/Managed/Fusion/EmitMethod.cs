using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>
/// An emitted loop, or a part of one, over so many elements: whole turns of it.
/// </summary>
internal unsafe delegate void EmittedCode(byte** operands, nint count, byte* constants);

/// <summary>Writes the IL of one stage of a loop body for one register width. Without turns it is for single numbers.</summary>
[RequiresDynamicCode("Emits code")]
internal sealed unsafe class EmitMethod<L, T>
    where L : struct, ILanes<L, T>
    where T : unmanaged, IBinaryNumber<T>
{
    private static readonly Type[] Parameters = [typeof(byte**), typeof(nint), typeof(byte*)];

    private readonly LoopBody body;
    private readonly EmitStage stage;
    private readonly int[] slots;
    private readonly bool loops;
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
    /// <param name="constants">Where parameters of functions are put.</param>
    internal EmitMethod(LoopBody body, EmitStage stage, int[] slots, bool loops, EmitConstants constants)
    {
        (this.body, this.stage, this.slots, this.loops, this.constants) = (body, stage, slots, loops, constants);
        method = new("loop", typeof(void), Parameters, typeof(LoopKernel).Module, skipVisibility: true) { InitLocals = false };
        il = method.GetILGenerator();
        index = il.DeclareLocal(typeof(nint));
        operands = new LocalBuilder?[body.Operands + slots.Length];
        isFixed = EmitStage.Fixed(body);
        fixedValues = new LocalBuilder?[body.Values.Length];
    }

    /// <summary>Writes the method.</summary>
    internal EmittedCode Emit()
    {
        Prepare();
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Stloc, index);
        var folds = loops ? stage.Results.Where(x => x.Exit == LoopExit.Fold).ToArray() : [];
        var lanes = Array.ConvertAll(folds, Lanes);
        var top = il.DefineLabel();
        il.MarkLabel(top);
        for (var register = 0; register < stage.Registers; register++) Turn(register, folds, lanes);
        if (loops)
        {
            il.Emit(OpCodes.Ldloc, index);
            il.Emit(OpCodes.Ldc_I4, stage.Registers * L.Count);
            il.Emit(OpCodes.Add);
            il.Emit(OpCodes.Stloc, index);
            il.Emit(OpCodes.Ldloc, index);
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Blt, top);
        }

        StoreLanes(folds, lanes);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<EmittedCode>();
    }

    /// <summary>Before the loop: where operands begin, and what is the same for all elements.</summary>
    private void Prepare()
    {
        var needed = new bool[body.Values.Length];
        foreach (var value in stage.Values) Need(value);
        foreach (var result in stage.Results)
        {
            Operand(result.Operand);
            if (isFixed[result.Value] || EmitStage.IsLoad(body.Values[result.Value])) Need(result.Value);
        }

        foreach (var value in stage.Taken.Concat(stage.Given)) Operand(slots[value]);
        for (var i = 0; i < needed.Length; i++)
        {
            if (needed[i] && body.Values[i].Operand >= 0) Operand(body.Values[i].Operand);
            if (needed[i] && isFixed[i]) fixedValues[i] = Compute(i, fixedValues);
        }

        void Need(int value)
        {
            if (needed[value]) return;
            needed[value] = true;
            foreach (var argument in EmitStage.Arguments(body.Values[value]))
            {
                if (isFixed[argument] || EmitStage.IsLoad(body.Values[argument])) Need(argument);
            }
        }
    }

    private void Operand(int operand)
    {
        if (operands[operand] is not null) return;
        var local = operands[operand] = il.DeclareLocal(typeof(byte*));
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldc_I4, operand * sizeof(byte*));
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Ldind_I);
        il.Emit(OpCodes.Stloc, local);
    }

    /// <summary>One register of elements, from reading to writing.</summary>
    private void Turn(int register, LoopResult[] folds, LocalBuilder[][] lanes)
    {
        var values = (LocalBuilder?[])fixedValues.Clone();
        foreach (var value in stage.Taken) values[value] = Read(nameof(EmitLanes<L, T>.Load), slots[value], register);
        foreach (var value in stage.Values)
        {
            foreach (var argument in EmitStage.Arguments(body.Values[value])) Load(argument);
            values[value] = Compute(value, values);
        }

        foreach (var result in stage.Results) Load(result.Value);
        for (var i = 0; i < folds.Length; i++)
        {
            var sum = Fold(folds[i].Fold, lanes[i][register], values[folds[i].Value]!);
            il.Emit(OpCodes.Ldloc, sum);
            il.Emit(OpCodes.Stloc, lanes[i][register]);
        }

        foreach (var value in stage.Given) Write(values[value]!, nameof(EmitLanes<L, T>.Store), slots[value], register);
        var written = Array.ConvertAll(stage.Results, result => result.Exit == LoopExit.Accumulate
            ? Fold(result.Fold, Read(nameof(EmitLanes<L, T>.Load), result.Operand, register), values[result.Value]!)
            : values[result.Value]!);
        for (var i = 0; i < written.Length; i++)
        {
            var result = stage.Results[i];
            if (result.Exit == LoopExit.Fold && loops) continue;
            var truth = body.Values[result.Value].IsTruth;
            Write(written[i], truth ? nameof(EmitLanes<L, T>.StoreTruth) : nameof(EmitLanes<L, T>.Store), result.Operand, register);
        }

        void Load(int value)
        {
            if (values[value] is not null) return;
            var loaded = body.Values[value];
            values[value] = Read(loaded.IsTruth ? nameof(EmitLanes<L, T>.LoadTruth) : nameof(EmitLanes<L, T>.Load), loaded.Operand, register);
        }
    }

    private LocalBuilder[] Lanes(LoopResult fold)
    {
        var lanes = new LocalBuilder[stage.Registers];
        for (var i = 0; i < lanes.Length; i++) lanes[i] = Read(nameof(EmitLanes<L, T>.Load), fold.Operand, i);
        return lanes;
    }

    private void StoreLanes(LoopResult[] folds, LocalBuilder[][] lanes)
    {
        if (folds.Length == 0) return;
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Stloc, index);
        for (var i = 0; i < folds.Length; i++)
        {
            for (var k = 0; k < lanes[i].Length; k++) Write(lanes[i][k], nameof(EmitLanes<L, T>.Store), folds[i].Operand, k);
        }
    }

    private LocalBuilder Compute(int index, LocalBuilder?[] values)
    {
        var value = body.Values[index];
        var (x, y, z) = (Argument(value.X), Argument(value.Y), Argument(value.Z));
        var dtype = value.X >= 0 && body.Values[value.X].IsTruth ? DType.Bool : body.DType;
        return value.Kind switch
        {
            LoopKind.Scalar => Spread(nameof(EmitLanes<L, T>.Spread), value.Operand),
            LoopKind.ScalarTruth => Spread(nameof(EmitLanes<L, T>.SpreadTruth), value.Operand),
            LoopKind.Constant => Constant(T.CreateTruncating(value.Number)),
            LoopKind.Map => MapDispatch<EmitFunction, LocalBuilder>.Find((Map)value.Operation!, dtype, new(this, x!, null)),
            LoopKind.Zip => ZipDispatch<EmitFunction, LocalBuilder>.Find((Zip)value.Operation!, dtype, new(this, x!, y)),
            LoopKind.Select => Call(Helper(nameof(EmitLanes<L, T>.Select)), x!, y!, z!),
            LoopKind.FromTruth => Call(Helper(nameof(EmitLanes<L, T>.FromTruth)), x!),
            _ => Call(Helper(nameof(EmitLanes<L, T>.ToTruth)), x!),
        };

        LocalBuilder? Argument(int argument) => argument < 0 ? null : values[argument];
    }

    private LocalBuilder Fold(Reduction fold, LocalBuilder x, LocalBuilder y)
    {
        var function = LoopFold<T>.Of(fold).Function;
        return ZipDispatch<EmitFunction, LocalBuilder>.Find(new("fold", function), body.DType, new(this, x, y));
    }

    /// <summary>A parameter of a function where it stands once and for all.</summary>
    private LocalBuilder Constant<TNumber>(TNumber number)
        where TNumber : unmanaged
    {
        il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Ldc_I4, constants.Add(number));
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Call, Helper(typeof(TNumber) == typeof(T) ? nameof(EmitLanes<L, T>.Spread) : nameof(EmitLanes<L, T>.SpreadTruth)));
        return Result();
    }

    private LocalBuilder Spread(string helper, int operand)
    {
        il.Emit(OpCodes.Ldloc, operands[operand]!);
        il.Emit(OpCodes.Call, Helper(helper));
        return Result();
    }

    private LocalBuilder Read(string helper, int operand, int register)
    {
        Place(operand, register);
        il.Emit(OpCodes.Call, Helper(helper));
        return Result();
    }

    private void Write(LocalBuilder value, string helper, int operand, int register)
    {
        il.Emit(OpCodes.Ldloc, value);
        Place(operand, register);
        il.Emit(OpCodes.Call, Helper(helper));
    }

    private void Place(int operand, int register)
    {
        il.Emit(OpCodes.Ldloc, operands[operand]!);
        il.Emit(OpCodes.Ldloc, index);
        if (register == 0) return;
        il.Emit(OpCodes.Ldc_I4, register * L.Count);
        il.Emit(OpCodes.Add);
    }

    private LocalBuilder Call(MethodInfo function, params ReadOnlySpan<LocalBuilder> arguments)
    {
        foreach (var argument in arguments) il.Emit(OpCodes.Ldloc, argument);
        il.Emit(OpCodes.Call, function);
        return Result();
    }

    /// <summary>Calls a functor: its parameters are read before it is called, from where they stand.</summary>
    private LocalBuilder Invoke<F>(F functor, MethodInfo function, LocalBuilder x, LocalBuilder? y)
        where F : struct
    {
        // A struct without fields has one byte.
        if (Unsafe.SizeOf<F>() > 1)
        {
            var local = il.DeclareLocal(typeof(F));
            il.Emit(OpCodes.Ldarg_2);
            il.Emit(OpCodes.Ldc_I4, constants.Add(functor));
            il.Emit(OpCodes.Add);
            il.Emit(OpCodes.Ldobj, typeof(F));
            il.Emit(OpCodes.Stloc, local);
            il.Emit(OpCodes.Ldloca, local);
        }
        else
        {
            if (!functors.TryGetValue(typeof(F), out var local)) functors.Add(typeof(F), local = il.DeclareLocal(typeof(F)));
            il.Emit(OpCodes.Ldloca, local);
        }

        il.Emit(OpCodes.Ldloc, x);
        if (y is not null) il.Emit(OpCodes.Ldloc, y);
        il.Emit(OpCodes.Constrained, typeof(F));
        il.Emit(OpCodes.Callvirt, function);
        return Result();
    }

    private LocalBuilder Result()
    {
        var local = il.DeclareLocal(typeof(L));
        il.Emit(OpCodes.Stloc, local);
        return local;
    }

    private static MethodInfo Helper(string name) => typeof(EmitLanes<L, T>).GetMethod(name)!;

    /// <summary>Calls the functor of a function. Those on bytes are functions of truth values.</summary>
    private readonly struct EmitFunction(EmitMethod<L, T> method, LocalBuilder x, LocalBuilder? y) : IMapVisitor<LocalBuilder>, IZipVisitor<LocalBuilder>
    {
        LocalBuilder IMapVisitor<LocalBuilder>.Map<TNumber, F>(F f) => One<TNumber, F>(f);

        LocalBuilder IMapVisitor<LocalBuilder>.Test<TNumber, F>(F f) => One<TNumber, F>(f);

        public LocalBuilder Fill<TNumber>(TNumber value)
            where TNumber : unmanaged, IBinaryNumber<TNumber> => method.Constant(value);

        public LocalBuilder Same() => x;

        public LocalBuilder Undefined(Map op, DType dtype) => throw Errors.NotDefined(op.Name, dtype);

        LocalBuilder IZipVisitor<LocalBuilder>.Zip<TNumber, F>(F f) => Two<TNumber, F>(f);

        LocalBuilder IZipVisitor<LocalBuilder>.Test<TNumber, F>(F f) => Two<TNumber, F>(f);

        public LocalBuilder Undefined(Zip op, DType dtype) => throw Errors.NotDefined(op.Name, dtype);

        private LocalBuilder One<TNumber, F>(F f)
            where TNumber : unmanaged
            where F : struct, IUnary<TNumber> => typeof(TNumber) == typeof(T)
            ? method.Invoke(f, typeof(IUnary<T>).GetMethod(nameof(IUnary<T>.Invoke))!.MakeGenericMethod(typeof(L)), x, null)
            : method.Call(Helper(nameof(EmitLanes<L, T>.MapTruth)).MakeGenericMethod(typeof(F)), x);

        private LocalBuilder Two<TNumber, F>(F f)
            where TNumber : unmanaged
            where F : struct, IBinary<TNumber> => typeof(TNumber) == typeof(T)
            ? method.Invoke(f, typeof(IBinary<T>).GetMethod(nameof(IBinary<T>.Invoke))!.MakeGenericMethod(typeof(L)), x, y)
            : method.Call(Helper(nameof(EmitLanes<L, T>.ZipTruth)).MakeGenericMethod(typeof(F)), x, y!);
    }
}
