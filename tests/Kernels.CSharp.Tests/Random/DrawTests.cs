using System.Runtime.Intrinsics;

namespace Functional.Kernels.Tests;

/// <summary>Numbers from keys: the published cipher, and what becomes of its bits.</summary>
public class DrawTests
{
    private static readonly IBackend Backend = ManagedBackend.Instance;

    /// <summary>
    /// Key, counter and result as two words each, the first more significant: the known answers that Salmon, Moraes, Dror
    /// and Shaw publish with their generators, threefry2x32 with 20 rounds.
    /// </summary>
    [Theory]
    [InlineData(0x0000000000000000, 0x0000000000000000, 0x6b20015999ba4efe)]
    [InlineData(0xffffffffffffffff, 0xffffffffffffffff, 0x1cb996fcbb002be7)]
    [InlineData(0x13198a2e03707344, 0x243f6a8885a308d3, 0xc4923a9c483df7a0)]
    public void TheCipherGivesThePublishedAnswers(ulong key, ulong counter, ulong answer)
    {
        Assert.Equal((long)answer, Draw<long>(key, counter, DType.Int64, 1)[0]);
        var words = new Threefry((long)key).Bits(Vector256.Create((uint)(counter >> 32)), Vector256.Create((uint)counter));
        Assert.Equal(Vector256.Create((uint)(answer >> 32)), words.High);
        Assert.Equal(Vector256.Create((uint)answer), words.Low);
    }

    [Fact]
    public void FractionsAreTheFirstBits()
    {
        var bits = Draw<long>(42, 0, DType.Int64, 1000);
        Assert.Equal(bits.Select(b => ((ulong)b >> 40) / 16777216f), Draw<float>(42, 0, DType.Float32, 1000));
        Assert.Equal(bits.Select(b => ((ulong)b >> 11) / 9007199254740992.0), Draw<double>(42, 0, DType.Float64, 1000));
    }

    [Fact]
    public void ANumberDependsOnItsPlaceAloneAndNotOnTheShape()
    {
        var all = Draw<float>(7, 0, DType.Float32, 400_000);
        foreach (var size in new[] { 0, 1, 7, 8, 9, 1000, 200_001 })
            Assert.Equal(all.AsSpan(0, size).ToArray(), Draw<float>(7, 0, DType.Float32, size));
    }

    [Fact]
    public void TheCounterGoesOnWhereItsLowerWordGoesRound()
    {
        const ulong Turn = 1UL << 32;
        Assert.Equal(Draw<long>(7, Turn, DType.Int64, 20), Draw<long>(7, Turn - 3, DType.Int64, 23)[3..]);
    }

    [Fact]
    public void EachOfSeveralKeysGivesWhatItGivesAlone()
    {
        long[] keys = [3, -1, 0, long.MinValue, 12345678901234];
        var drawn = new double[keys.Length * 6];
        Backend.Read(new Draw("draw", 5, [2, 3], DType.Float64).Run(Backend.Create<long>(keys, [5])), drawn.AsSpan());
        Assert.Equal(keys.SelectMany(key => Draw<double>((ulong)key, 5, DType.Float64, 6)), drawn);
    }

    [Fact]
    public void WhatIsNoKeyIsRefused()
    {
        var number = Backend.Full(Shape.Scalar, DType.Float32, 1.0);
        Assert.Contains("int64", Assert.Throws<DTypeException>(() => new Draw("draw", 0, [2], DType.Float32).Run(number)).Message);
        var key = Backend.Full(Shape.Scalar, DType.Int64, 1);
        Assert.Throws<DTypeException>(() => new Draw("draw", 0, [2], DType.Bool).Run(key));
    }

    private static T[] Draw<T>(ulong key, ulong counter, DType dtype, int size)
        where T : unmanaged
    {
        var drawn = new T[size];
        var operation = new Draw("draw", (long)counter, [size], dtype);
        Backend.Read(operation.Run(Backend.Create<long>([(long)key], [])), drawn.AsSpan());
        return drawn;
    }
}
