using System.Reflection.Emit;
using System.Runtime.InteropServices;

namespace Functional.Kernels;

/// <content>Folds: the lanes that a loop gathers in, and what becomes of them after it.</content>
internal sealed unsafe partial class EmitMethod<L, T>
{
    private LocalBuilder[] Lanes(LoopResult fold)
    {
        var lanes = new LocalBuilder[stage.Registers];
        var nothing = isWhole ? constants.Add(MemoryMarshal.AsBytes([LoopFold<T>.Of(fold.Fold).Nothing])) : -1;
        for (var i = 0; i < lanes.Length; i++) lanes[i] = isWhole ? Constant(nothing, nameof(EmitLanes<L, T>.Spread)) : Read(fold.Operand, i);
        return lanes;
    }

    private void StoreLanes(LoopResult[] folds, LocalBuilder[][] lanes)
    {
        if (folds.Length == 0) return;
        if (isWhole)
        {
            Finish(folds, lanes);
            return;
        }

        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Stloc, index);
        for (var i = 0; i < folds.Length; i++)
        {
            for (var k = 0; k < lanes[i].Length; k++) Write(lanes[i][k], folds[i].Operand, k);
        }
    }

    /// <summary>
    /// Folds registers in halves, and then the lanes of the first: from memory, for what is in registers when a function is
    /// called the JIT would keep in memory in the loop as well.
    /// </summary>
    private void Finish(LoopResult[] folds, LocalBuilder[][] lanes)
    {
        var memory = il.DeclareLocal(typeof(byte*));
        il.Emit(OpCodes.Ldc_I4, folds.Length * L.Count * sizeof(T));
        il.Emit(OpCodes.Conv_U);
        il.Emit(OpCodes.Localloc);
        il.Emit(OpCodes.Stloc, memory);
        for (var i = 0; i < folds.Length; i++)
        {
            for (var half = lanes[i].Length / 2; half > 0; half /= 2)
            {
                for (var k = 0; k < half; k++) Fold(folds[i].Fold, lanes[i][k], lanes[i][half + k], lanes[i][k]);
            }

            Lanes(i);
            il.Emit(OpCodes.Ldloc, lanes[i][0]);
            il.Emit(OpCodes.Unaligned, (byte)1);
            il.Emit(OpCodes.Stobj, typeof(L));
        }

        for (var i = 0; i < folds.Length; i++)
        {
            il.Emit(OpCodes.Ldloc, operands[folds[i].Operand]!);
            Lanes(i);
            il.Emit(OpCodes.Call, StoreFold(LoopFunction.Find(new Zip("fold", LoopFold.Function(folds[i].Fold)), body.DType)!.Functor!));
        }

        void Lanes(int fold)
        {
            il.Emit(OpCodes.Ldloc, memory);
            il.Emit(OpCodes.Ldc_I4, fold * L.Count * sizeof(T));
            il.Emit(OpCodes.Add);
        }
    }

    private LocalBuilder Fold(Reduction fold, LocalBuilder x, LocalBuilder y, LocalBuilder? into = null)
    {
        var function = new Zip("fold", LoopFold.Function(fold));
        return Apply(LoopFunction.Find(function, body.DType)!, false, x, y, into);
    }
}
