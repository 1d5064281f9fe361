using System.Reflection;

namespace Functional.Kernels.Tests;

/// <summary>Operations with arguments that they take: every class, every member of a family, every parameter off its default.</summary>
internal static class OperationSamples
{
    public static IEnumerable<(Operation Operation, Space[] Arguments)> All()
    {
        var matrix = Space([4, 4]);
        foreach (var op in Enum.GetValues<Unary>())
        {
            yield return (new Map("f", op, 0.1, -0.0), [matrix]);
            yield return (new Map("pow", op, double.NaN, double.NegativeInfinity), [matrix]);
            yield return (new Map("g \"of\" \\ x\n😀\ud800", op, double.Epsilon, 1e300), [matrix]);
        }

        foreach (var op in Enum.GetValues<Binary>()) yield return (new Zip("f", op, 1.0 / 3.0), [matrix, Space([4])]);
        yield return (Select.Instance, [Space([4], DType.Bool), matrix, matrix]);
        foreach (var to in Enum.GetValues<DType>()) yield return (new Cast(to), [matrix]);
        foreach (var op in Enum.GetValues<Reduction>()) yield return (new Reduce("f", op, [1], true), [matrix]);
        yield return (new Reduce("sum", Reduction.Sum, [0, 2], false), [Space([2, 3, 4])]);
        yield return (new Reduce("sum", Reduction.Sum, [], false), [matrix]);
        foreach (var op in Enum.GetValues<Running>()) yield return (new Scan("f", op, 1, true), [matrix]);
        yield return (new ArgSort(1, true), [matrix]);
        yield return (new Permute([2, 0, 1]), [Space([2, 3, 4])]);
        yield return (new Reshape([2, 8]), [matrix]);
        yield return (new Reshape([]), [Space([1, 1])]);
        yield return (new Expand([3, 4, 4]), [matrix]);
        yield return (new Slice([3, 0], [-1, 2], [4, 2]), [matrix]);
        yield return (new Embed([8, 1], [-2, 3], [9, 14]), [matrix]);
        var windows = new Windows([2, 3], [1, 2], [2, 1]);
        yield return (windows, [Space([5, 6, 7])]);
        yield return (new OverlapAdd(windows, [6, 7]), [Space([5, 2, 3, 4, 3])]);
        yield return (new Gather(1), [matrix, Space([4, 2], DType.Int64)]);
        yield return (new ScatterAdd(1), [matrix, Space([4, 2], DType.Int64), Space([4, 2])]);
        yield return (new Concat(1), [matrix, matrix, Space([4, 1]), matrix]);
        yield return (new Draw("normal", long.MaxValue, [2, 3], DType.Float64), [Space([5], DType.Int64)]);
        foreach (var op in Enum.GetValues<Functional.Kernels.Contraction>()) yield return (new Contract("f", op), [matrix, matrix]);
        yield return (new DotEach("inner", 1), [matrix, matrix]);
        foreach (var op in Enum.GetValues<Factorization>()) yield return (new Factor("f", op), [matrix]);
        foreach (var (upper, unit, transposed) in new[] { (true, false, false), (false, true, false), (false, false, true), (true, true, true) })
            yield return (new SolveTriangular(new(upper, unit), transposed), [matrix, Space([4, 2])]);
        yield return (new Divide("inv", true), [Space([7, 4]), matrix, Space([4, 2])]);
        var (truth, number) = (Space([], DType.Bool), Space([]));
        yield return (new Choose(Sine(matrix), Sine(matrix)), [truth, matrix]);
        yield return (new While(Test(number), Sine(number), 1), [number]);
        yield return (new Loop(Sine(number, number), 3, true, 1, 1), [number, Space([3])]);
    }

    /// <summary>What two operations are, with all that they hold.</summary>
    public static void AssertSame(object? expected, object? actual)
    {
        Assert.Equal(expected?.GetType(), actual?.GetType());
        if (expected is not Operation)
        {
            // Bits, not numbers: 0 is not -0, and nan is nan.
            if (expected is double number) Assert.Equal(BitConverter.DoubleToInt64Bits(number), BitConverter.DoubleToInt64Bits((double)actual!));
            else Assert.Equal(expected, actual);
            return;
        }

        foreach (var property in expected.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (property.Name == nameof(Control.Bodies)) continue;
            AssertSame(property.GetValue(expected), property.GetValue(actual));
        }
    }

    /// <summary>The sine of its first argument.</summary>
    private static Program Sine(params Space[] arguments)
    {
        var builder = new ProgramBuilder(ManagedBackend.Instance);
        int[] values = [.. arguments.Select(builder.Argument)];
        return builder.Build([builder.Add(new Map("sin", Unary.Sin), values[0])]);
    }

    /// <summary>Whether its argument is finite.</summary>
    private static Program Test(Space argument)
    {
        var builder = new ProgramBuilder(ManagedBackend.Instance);
        return builder.Build([builder.Add(new Map("isfinite", Unary.IsFinite), builder.Argument(argument))]);
    }

    private static Space Space(Shape shape, DType dtype = DType.Float32) => new(shape, dtype);
}
