using System.Numerics;
using System.Runtime.InteropServices;

namespace Functional.Kernels.Tests;

public sealed class LoopKernelTests
{
    private static readonly int[] Counts = [.. Enumerable.Range(1, 70), 511, 512, 513, 1000, 2000, 4095, 4096];

    public static TheoryData<DType> Numbers => [DType.Float32, DType.Float64, DType.Int32, DType.Int64];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void InterpretedBodiesComputeWhatTheirOperationsDo(DType dtype) => Check(dtype, body => LoopKernels.Make(body, eager: false));

    [Theory]
    [MemberData(nameof(Numbers))]
    public void CompiledBodiesComputeWhatTheirOperationsDo(DType dtype) => Check(dtype, body => LoopKernels.Make(body, eager: true));

    private static void Check(DType dtype, Func<LoopBody, LoopKernel> make)
    {
        switch (dtype)
        {
            case DType.Float32: Check<float>(dtype, make); break;
            case DType.Float64: Check<double>(dtype, make); break;
            case DType.Int32: Check<int>(dtype, make); break;
            default: Check<long>(dtype, make); break;
        }
    }

    private static void Check<T>(DType dtype, Func<LoopBody, LoopKernel> make)
        where T : unmanaged, IBinaryNumber<T>
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var body = LoopBodies.Make(dtype, seed, operations: 1 + (seed % 30));
            var kernel = make(body);
            for (var k = 0; k < 5; k++)
            {
                Check<T>(body, kernel, Counts[((seed * 5) + k) % Counts.Length], seed, alias: false);
                Check<T>(body, kernel, Counts[((seed * 5) + k) % Counts.Length], seed, alias: true);
            }
        }
    }

    private static void Check<T>(LoopBody body, LoopKernel kernel, int count, int seed, bool alias)
        where T : unmanaged, IBinaryNumber<T>
    {
        using var run = new LoopRun<T>(body, count, seed, alias);
        var expected = run.Expected();
        run.Run(kernel);
        for (var i = 0; i < expected.Length; i++)
        {
            var result = body.Results[i];
            var actual = run.Written(result);
            if (Same<T>(expected[i], actual, body.Values[result.Value].IsTruth)) continue;
            Assert.Fail($"{body.DType} seed {seed} count {count} alias {alias}: {result} of {body.Values[result.Value]}: expected "
                + $"{Show<T>(expected[i])}, got {Show<T>(actual)}");
        }
    }

    /// <summary>The same bits, where nan is any nan: its sign depends on the order of factors.</summary>
    private static bool Same<T>(byte[] expected, byte[] actual, bool truth)
        where T : unmanaged, IBinaryNumber<T>
    {
        if (expected.AsSpan().SequenceEqual(actual)) return true;
        if (truth || expected.Length != actual.Length) return false;
        var x = MemoryMarshal.Cast<byte, T>(expected);
        var y = MemoryMarshal.Cast<byte, T>(actual);
        for (var i = 0; i < x.Length; i++)
        {
            if (!(T.IsNaN(x[i]) && T.IsNaN(y[i])) && !MemoryMarshal.AsBytes(x.Slice(i, 1)).SequenceEqual(MemoryMarshal.AsBytes(y.Slice(i, 1)))) return false;
        }

        return true;
    }

    private static string Show<T>(byte[] bytes)
        where T : unmanaged => string.Join(' ', MemoryMarshal.Cast<byte, T>(bytes).ToArray().Take(40));
}
