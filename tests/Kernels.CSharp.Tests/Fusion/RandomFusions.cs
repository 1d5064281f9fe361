namespace Functional.Kernels.Tests;

/// <summary>
/// Programs for tests, generated from a seed: elementwise operations with broadcasting, choices, casts, folds, movements
/// and products over shapes that fit each other. Numbers stay small integers where <c>isExact</c>, so that the order of a
/// fold changes no bit.
/// </summary>
internal sealed class RandomFusions
{
    private const double Largest = 1000;
    private const int Elements = 1 << 17;

    private static readonly Unary[] ExactUnary = [Unary.Neg, Unary.Abs, Unary.Sign, Unary.Relu, Unary.Square, Unary.Clamp, Unary.LogicalNot];
    private static readonly Unary[] SmoothUnary = [Unary.Exp, Unary.Sin, Unary.Tanh, Unary.Sigmoid, Unary.Sqrt, Unary.Erf, Unary.Neg];
    private static readonly Binary[] ExactBinary =
        [Binary.Add, Binary.Sub, Binary.Mul, Binary.Max, Binary.Min, Binary.Less, Binary.GreaterEqual, Binary.Equal, Binary.NotEqual, Binary.And, Binary.Or, Binary.Xor];

    private static readonly Binary[] SmoothBinary = [Binary.Add, Binary.Sub, Binary.Mul, Binary.Div, Binary.Max, Binary.Less, Binary.AddScaled];
    private static readonly Reduction[] Folds = [Reduction.Sum, Reduction.Max, Reduction.Min, Reduction.Any, Reduction.All];

    private readonly Random random;
    private readonly bool isExact;
    private readonly ProgramBuilder builder = new(ManagedBackend.Instance);
    private readonly List<(int Ticket, NdArray Array)> values = [];
    private readonly List<NdArray> arguments = [];
    private readonly int[] lengths;

    private RandomFusions(int seed, bool isExact)
    {
        random = new Random(seed);
        this.isExact = isExact;
        lengths = [Pick(1, 2, 3, 5), Pick(2, 3, 7, 16, 61), Pick(2, 3, 4, 10, 33, 70)];
        if (random.Next(8) == 0) lengths[0] = 4099;
        if (random.Next(20) == 0) lengths[1] = 4500;
        for (var i = random.Next(2, 5); i > 0; i--) Argument();
        for (var i = random.Next(3, 30); i > 0; i--) Grow();
        List<int> results = [.. values.Skip(values.Count / 2).Where(_ => random.Next(2) == 0).Select(x => x.Ticket), values[^1].Ticket];
        if (random.Next(4) == 0) results.AddRange([results[0], values[0].Ticket]);
        Program = builder.Build(results);
        Arguments = [.. arguments];
    }

    internal Program Program { get; }

    internal NdArray[] Arguments { get; }

    internal static RandomFusions Make(int seed, bool isExact) => new(seed, isExact);

    private T Pick<T>(params T[] choices) => choices[random.Next(choices.Length)];

    private (int Ticket, NdArray Array) Some() => values[Math.Max(0, values.Count - 1 - random.Next(values.Count))];

    private Shape SomeShape()
    {
        var shape = lengths[random.Next(4)..].Select(x => random.Next(4) == 0 ? 1 : x).ToArray();
        return shape.Aggregate(1L, (size, length) => size * length) <= Elements ? Shape.Create(shape) : Shape.Create(shape[^1..]);
    }

    private void Argument()
    {
        var shape = SomeShape();
        var dtype = isExact ? Pick(DType.Float32, DType.Float32, DType.Float64, DType.Int64, DType.Int32, DType.Bool) : DType.Float32;
        var data = new double[shape.Size];
        for (var i = 0; i < data.Length; i++) data[i] = isExact ? random.Next(-4, 5) : (random.NextDouble() * 3) - 1;
        var array = Samples.From(data, shape.Lengths.ToArray(), dtype);
        if (random.Next(4) == 0)
        {
            values.Add((builder.Constant(array), array));
            return;
        }

        arguments.Add(array);
        values.Add((builder.Argument(array.Space), array));
    }

    private void Grow()
    {
        var (x, y, z) = (Some(), Some(), Some());
        switch (random.Next(14))
        {
            case 0 or 1: Add(new Map("map", Pick(isExact ? ExactUnary : SmoothUnary), -3, 3), x); break;
            case >= 2 and <= 6: Add(new Zip("zip", Pick(isExact ? ExactBinary : SmoothBinary), 2), x, y); break;
            case 7: Add(Select.Instance, z, x, y); break;
            case 8: Add(new Cast(Pick(DType.Float32, DType.Bool, DType.Float64)), x); break;
            case 9 or 10 when isExact: Fold(x); break;
            case 11: Add(new Expand(Shape.Create(lengths)), x); break;
            case 12: Move(x); break;
            case 13 when isExact: Add(new Contract("matmul", Kernels.Contraction.MatMul), x, Pick(y, x)); break;
            default: Argument(); break;
        }
    }

    private void Fold((int Ticket, NdArray Array) x)
    {
        var rank = x.Array.Shape.Rank;
        int[] axes = [.. Enumerable.Range(0, rank).Where(_ => random.Next(2) == 0)];
        if (axes.Length > 0) Add(new Reduce("fold", Pick(Folds), axes, random.Next(2) == 0), x);
    }

    private void Move((int Ticket, NdArray Array) x)
    {
        var shape = x.Array.Shape;
        switch (random.Next(3))
        {
            case 0: Add(new Permute([.. Enumerable.Range(0, shape.Rank).Reverse()]), x); break;
            case 1: Add(new Reshape(random.Next(2) == 0 ? [shape.Size] : [.. shape.Lengths, 1]), x); break;
            default:
                var to = shape.Lengths.ToArray();
                for (var i = 0; i < to.Length; i++) to[i] = Math.Max(1, to[i] - random.Next(2));
                Add(new Slice([.. to.Select((n, i) => shape.Lengths[i] - n)], [.. to.Select(_ => 1)], Shape.Create(to)), x);
                break;
        }
    }

    /// <summary>Adds an operation if it is defined there and its numbers stay small.</summary>
    private void Add(Operation operation, params (int Ticket, NdArray Array)[] taken)
    {
        NdArray array;
        try
        {
            if (operation.Infer([.. taken.Select(x => x.Array.Space)]).Shape.Size > Elements) return;
            array = operation.Run([.. taken.Select(x => x.Array)]);
        }
        catch (Exception error) when (error is ShapeException or DTypeException or AxisException)
        {
            return;
        }

        if (isExact && Samples.Values(array).Any(v => Math.Abs(v) > Largest)) return;
        values.Add((builder.Add(operation, [.. taken.Select(x => x.Ticket)]), array));
    }
}
