namespace Functional.Kernels.Tests;

/// <summary>Programs of drawn operations on drawn values: each seed gives one.</summary>
internal static class RandomPrograms
{
    private static readonly int[][] Shapes = [[], [3], [2, 3], [4, 4], [1, 4], [0, 2], [2, 1, 3], [20]];

    public static Program Draw(int seed, int length = 30) => Draw(new Random(seed), length, 2);

    private static Program Draw(Random random, int length, int nesting)
    {
        var builder = new ProgramBuilder(ManagedBackend.Instance);
        var values = new List<int>();
        for (var i = random.Next(1, 4); i > 0; i--) values.Add(builder.Argument(DrawSpace(random)));
        for (var i = random.Next(0, 5); i > 0; i--) values.Add(builder.Constant(DrawArray(random)));
        while (builder.Length < length)
        {
            var operation = nesting > 0 && random.Next(15) == 0 ? DrawControl(random, nesting) : DrawOperation(random, builder.SpaceOf(Any()).Shape.Rank);
            var count = operation is Repeat repeat ? repeat.Bodies[0].Arguments.Count : OperationCodecs.Find(operation)!.Arguments ?? random.Next(1, 5);
            var arguments = Enumerable.Range(0, count).Select(_ => Any()).ToArray();
            if (operation is Repeat { Bodies: [var body] })
                arguments = [.. body.Arguments.Select(space => builder.Constant(Samples.From(new double[space.Shape.Size], [.. space.Shape], space.DType)))];
            try
            {
                var made = ProgramRules.Made(operation, Array.ConvertAll(arguments, builder.SpaceOf));
                if (made.Any(x => x.Shape.Size > 10_000)) continue;
                var first = builder.Add(operation, arguments);
                values.AddRange(Enumerable.Range(first, made.Length));
            }
            catch (Exception e) when (e is ArgumentException or ProgramException)
            {
                // It does not take these: draw again.
            }
        }

        return builder.Build(Enumerable.Range(0, random.Next(0, 4)).Select(_ => Any()).ToArray());

        int Any() => values[random.Next(values.Count)];
    }

    // Not every state fits every body, so the body is made first and its arguments are the state.
    private static Repeat DrawControl(Random random, int nesting) => new(random.Next(5), Draw(random, random.Next(6), nesting - 1));

    private static Operation DrawOperation(Random random, int rank)
    {
        var axis = rank == 0 ? 0 : random.Next(rank);
        return random.Next(14) switch
        {
            0 or 1 => new Map("m", Member<Unary>(), random.NextDouble(), random.Next(3)),
            2 or 3 => new Zip("z", Member<Binary>(), random.NextSingle()),
            4 => new Cast(Member<DType>()),
            5 => new Reduce("r", Member<Reduction>(), rank == 0 ? [] : [axis], random.Next(2) == 0),
            6 => new Scan("cumsum", Running.Sum, axis, random.Next(2) == 0),
            7 => new ArgSort(axis, random.Next(2) == 0),
            8 => new Permute([.. Enumerable.Range(0, rank).Select(i => (i + axis) % rank)]),
            9 => new Expand([2, .. Shapes[random.Next(Shapes.Length)]]),
            10 => Select.Instance,
            11 => new Concat(axis),
            12 => new Contract("c", Member<Functional.Kernels.Contraction>()),
            _ => new Factor("f", Member<Factorization>()),
        };

        TEnum Member<TEnum>()
            where TEnum : struct, Enum => Enum.GetValues<TEnum>()[random.Next(Enum.GetValues<TEnum>().Length)];
    }

    private static Space DrawSpace(Random random) =>
        new(Shape.Create(Shapes[random.Next(Shapes.Length)]), random.Next(3) > 0 ? DType.Float32 : Samples.AllDTypes[random.Next(6)]);

    private static NdArray DrawArray(Random random)
    {
        var space = DrawSpace(random);
        if (random.Next(3) == 0) return ManagedBackend.Instance.Full(space.Shape, space.DType, random.Next(100));
        var values = new double[space.Shape.Size];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = random.Next(6) switch
            {
                0 => double.NaN,
                1 => double.NegativeInfinity,
                2 => -0.0,
                3 => double.Epsilon,
                _ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-40, 40)),
            };
        }

        return Samples.From(values, [.. space.Shape], space.DType);
    }
}
