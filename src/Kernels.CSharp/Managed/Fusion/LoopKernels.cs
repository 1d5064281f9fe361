namespace Functional.Kernels;

/// <summary>Stand-in until loops are merged: element by element by the backend's operations.</summary>
internal static unsafe class LoopKernels
{
    internal static bool Supports(Operation operation, DType dtype) => operation switch
    {
        Map { Op: Unary.LogicalNot } => true,
        Map m => m.Op < Unary.LogicalNot && dtype.IsFloat(),
        Zip z => dtype.IsFloat() || z.Op is not (Binary.Pow or Binary.Div or Binary.Fmod or Binary.Remainder or Binary.Hypot or Binary.Atan2 or Binary.Xlogy or Binary.LogAddExp or Binary.AddScaled),
        _ => true,
    };

    internal static LoopKernel Make(LoopBody body, bool eager) => new Slow(body);

    private sealed class Slow(LoopBody body) : LoopKernel
    {
        internal override void Run(byte** operands, int count)
        {
            var values = new NdArray[body.Values.Length];
            Shape shape = [count];
            var size = body.DType.ItemSize();
            for (var i = 0; i < values.Length; i++)
            {
                var v = body.Values[i];
                values[i] = v.Kind switch
                {
                    LoopKind.Load => Load(operands[v.Operand], shape, body.DType, size),
                    LoopKind.LoadTruth => Load(operands[v.Operand], shape, DType.Bool, 1),
                    LoopKind.Scalar => new Expand(shape).Run(Load(operands[v.Operand], Shape.Scalar, body.DType, size)),
                    LoopKind.ScalarTruth => new Expand(shape).Run(Load(operands[v.Operand], Shape.Scalar, DType.Bool, 1)),
                    LoopKind.Constant => ManagedBackend.Instance.Full(shape, body.DType, v.Number),
                    LoopKind.Map => v.Operation!.Run(values[v.X]),
                    LoopKind.Zip => v.Operation!.Run(values[v.X], values[v.Y]),
                    LoopKind.Select => Select.Instance.Run(values[v.X], values[v.Y], values[v.Z]),
                    LoopKind.FromTruth => new Cast(body.DType).Run(values[v.X]),
                    _ => new Cast(DType.Bool).Run(values[v.X]),
                };
            }

            foreach (var result in body.Results)
            {
                var value = values[result.Value];
                if (result.Exit == LoopExit.Fold) value = new Reduce("fold", result.Fold, [0], false).Run(value);
                if (result.Exit == LoopExit.Accumulate)
                {
                    value = new Zip("acc", result.Fold switch { Reduction.Sum => Binary.Add, Reduction.Prod => Binary.Mul, Reduction.Max => Binary.Max, _ => Binary.Min })
                        .Run(value, Load(operands[result.Operand], shape, body.DType, size));
                }

                var array = ManagedBackend.Contiguous((ManagedArray)value);
                fixed (byte* source = &array.Data<byte>())
                    new ReadOnlySpan<byte>(source, array.Shape.Size * array.DType.ItemSize()).CopyTo(new(operands[result.Operand], int.MaxValue));
            }
        }

        private static ManagedArray Load(byte* from, Shape shape, DType dtype, int size)
        {
            var array = ManagedArray.Allocate(shape, dtype);
            fixed (byte* target = &array.Data<byte>()) new ReadOnlySpan<byte>(from, shape.Size * size).CopyTo(new(target, shape.Size * size));
            return array;
        }
    }
}
