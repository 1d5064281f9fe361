using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Emit;

namespace Functional.Kernels;

/// <content>The instructions: memory read and written, and functions called.</content>
internal sealed unsafe partial class EmitMethod<L, T>
{
    private static readonly MethodInfo MapFunction = typeof(IUnary<T>).GetMethod(nameof(IUnary<T>.Invoke))!.MakeGenericMethod(typeof(L));
    private static readonly MethodInfo ZipFunction = typeof(IBinary<T>).GetMethod(nameof(IBinary<T>.Invoke))!.MakeGenericMethod(typeof(L));

    private LocalBuilder Constant(int place, string helper)
    {
        Constant(place);
        il.Emit(OpCodes.Call, Helper(helper));
        return Result();
    }

    private void Constant(int place)
    {
        il.Emit(OpCodes.Ldarg_3);
        il.Emit(OpCodes.Ldc_I4, place);
        il.Emit(OpCodes.Add);
    }

    private LocalBuilder Spread(string helper, int operand)
    {
        il.Emit(OpCodes.Ldloc, operands[operand]!);
        il.Emit(OpCodes.Call, Helper(helper));
        return Result();
    }

    private LocalBuilder Read(int operand, int register, bool isTruth = false)
    {
        Place(operand, register, isTruth ? 1 : sizeof(T));
        if (isTruth)
        {
            il.Emit(OpCodes.Call, Helper(nameof(EmitLanes<L, T>.LoadTruth)));
        }
        else
        {
            // Not by a call: one less to inline.
            il.Emit(OpCodes.Unaligned, (byte)1);
            il.Emit(OpCodes.Ldobj, typeof(L));
        }

        return Result();
    }

    private void Write(LocalBuilder value, int operand, int register, bool isTruth = false)
    {
        Place(operand, register, isTruth ? 1 : sizeof(T));
        il.Emit(OpCodes.Ldloc, value);
        if (isTruth)
        {
            il.Emit(OpCodes.Call, Helper(nameof(EmitLanes<L, T>.StoreTruth)));
        }
        else
        {
            il.Emit(OpCodes.Unaligned, (byte)1);
            il.Emit(OpCodes.Stobj, typeof(L));
        }
    }

    /// <summary>Where the elements of a register are.</summary>
    private void Place(int operand, int register, int size)
    {
        il.Emit(OpCodes.Ldloc, operands[operand]!);
        il.Emit(OpCodes.Ldloc, index);
        if (register > 0)
        {
            il.Emit(OpCodes.Ldc_I4, register * L.Count);
            il.Emit(OpCodes.Add);
        }

        if (size > 1)
        {
            il.Emit(OpCodes.Ldc_I4, size);
            il.Emit(OpCodes.Mul);
        }

        il.Emit(OpCodes.Add);
    }

    private LocalBuilder Call(MethodInfo function, params ReadOnlySpan<LocalBuilder> arguments)
    {
        foreach (var argument in arguments) il.Emit(OpCodes.Ldloc, argument);
        il.Emit(OpCodes.Call, function);
        return Result();
    }

    /// <summary>Calls a function: inlined into the loop, or as a call that all loops share where it is too large for that.</summary>
    private LocalBuilder Apply(LoopFunction function, bool isLarge, LocalBuilder x, LocalBuilder? y, LocalBuilder? into = null)
    {
        var place = function.Parameters is { } parameters ? constants.Add(parameters) : -1;
        if (function.Functor is not { } functor)
        {
            if (place < 0) return x;
            return Constant(place, function.IsOnTruths ? nameof(EmitLanes<L, T>.SpreadTruth) : nameof(EmitLanes<L, T>.Spread));
        }

        var isMap = y is null;
        if (function.IsOnTruths)
        {
            il.Emit(OpCodes.Ldloc, x);
            if (y is not null) il.Emit(OpCodes.Ldloc, y);
            il.Emit(OpCodes.Call, isMap ? MapTruth(functor) : ZipTruth(functor));
            return Result();
        }

        il.Emit(isLarge ? OpCodes.Ldloc : OpCodes.Ldloca, Parameters(functor, place));
        il.Emit(OpCodes.Ldloc, x);
        if (y is not null) il.Emit(OpCodes.Ldloc, y);
        if (isLarge)
        {
            il.Emit(OpCodes.Call, isMap ? LargeMap(functor) : LargeZip(functor));
        }
        else
        {
            il.Emit(OpCodes.Constrained, functor);
            il.Emit(OpCodes.Callvirt, isMap ? MapFunction : ZipFunction);
        }

        return Result(into);
    }

    /// <summary>Adds a product to a sum, in place.</summary>
    private void Accumulate(LocalBuilder sum, LocalBuilder x, LocalBuilder y)
    {
        il.Emit(OpCodes.Ldloca, sum);
        il.Emit(OpCodes.Ldloc, x);
        il.Emit(OpCodes.Ldloc, y);
        il.Emit(OpCodes.Call, Helper(nameof(EmitLanes<L, T>.Accumulate)));
    }

    /// <summary>The functor as a local.</summary>
    private LocalBuilder Parameters(Type functor, int place)
    {
        if (place < 0)
        {
            if (!functors.TryGetValue(functor, out var empty)) functors.Add(functor, empty = il.DeclareLocal(functor));
            return empty;
        }

        var local = il.DeclareLocal(functor);
        Constant(place);
        il.Emit(OpCodes.Ldobj, functor);
        il.Emit(OpCodes.Stloc, local);
        return local;
    }

    private LocalBuilder Result(LocalBuilder? into = null)
    {
        var local = into ?? il.DeclareLocal(typeof(L));
        il.Emit(OpCodes.Stloc, local);
        return local;
    }

    // Each names its method, so that what a trimmed program needs is seen.
    private static MethodInfo MapTruth(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type functor) =>
        typeof(EmitLanes<L, T>).GetMethod(nameof(EmitLanes<L, T>.MapTruth))!.MakeGenericMethod(functor);

    private static MethodInfo ZipTruth(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type functor) =>
        typeof(EmitLanes<L, T>).GetMethod(nameof(EmitLanes<L, T>.ZipTruth))!.MakeGenericMethod(functor);

    private static MethodInfo LargeMap(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type functor) =>
        typeof(EmitLanes<L, T>).GetMethod(nameof(EmitLanes<L, T>.Map))!.MakeGenericMethod(functor);

    private static MethodInfo LargeZip(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type functor) =>
        typeof(EmitLanes<L, T>).GetMethod(nameof(EmitLanes<L, T>.Zip))!.MakeGenericMethod(functor);

    private static MethodInfo StoreFold(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type functor) =>
        typeof(EmitLanes<L, T>).GetMethod(nameof(EmitLanes<L, T>.StoreFold))!.MakeGenericMethod(functor);

    private static MethodInfo Helper(string name) => typeof(EmitLanes<L, T>).GetMethod(name)!;
}
