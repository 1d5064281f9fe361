namespace Functional.Kernels.Tests.Memory;

/// <summary>When the collector is asked for memory that it does not see.</summary>
public class PressureTests
{
    private readonly List<int> asked = [];
    private long inUse;
    private long garbage;

    [Fact]
    public void ACollectionIsAskedForAfterEachBudget()
    {
        var pressure = Of(100, 100);
        for (var i = 0; i < 64; i++) Take(pressure, 20, isGarbage: true);
        Assert.Equal(10, asked.Count);
        Assert.Equal(0, inUse - garbage);

        // One of eight looks further.
        Assert.Equal([1], asked.Where(generation => generation > 0));
    }

    [Fact]
    public void WhatCameBackByItselfCountsForNothing()
    {
        var pressure = Of(100, 100);
        for (var i = 0; i < 1000; i++)
        {
            Take(pressure, 60, isGarbage: false);
            Give(pressure, 60);
        }

        Assert.Empty(asked);

        // But nothing is credited beforehand.
        Give(pressure, 1000);
        Take(pressure, 101, isGarbage: true);
        Assert.Single(asked);
    }

    [Fact]
    public void CollectionsThatFindLittleBecomeRareAndLookFurther()
    {
        var pressure = Of(100, 800);
        var handedOut = 0L;
        var at = new List<long>();
        while (asked.Count < 8)
        {
            // A transformation of much memory: nothing of it is garbage, and it is too little for a quarter of it to matter.
            Take(pressure, 10, isGarbage: false);
            inUse -= 10;
            handedOut += 10;
            if (at.Count < asked.Count) at.Add(handedOut);
        }

        Assert.Equal([110L, 320, 730, 1540, 2350, 3160, 3970, 4780], at);
        Assert.Equal([0, 0, 1, 1, 1, 1, 1, 1], asked);

        // One that finds much is soon followed by the next.
        Take(pressure, 810, isGarbage: true);
        Assert.Equal(9, asked.Count);
        Take(pressure, 110, isGarbage: true);
        Assert.Equal(10, asked.Count);
        Assert.Equal(0, asked[^1]);
    }

    [Fact]
    public void WhereMuchIsInUseAQuarterOfItIsTheBudget()
    {
        var pressure = Of(100, 800);
        inUse = 2000;
        Take(pressure, 400, isGarbage: true);
        Assert.Empty(asked);
        Take(pressure, 300, isGarbage: true);
        Assert.Single(asked);
        inUse = 1_000_000;
        Take(pressure, 810, isGarbage: true);
        Assert.Equal(2, asked.Count);
    }

    private Pressure Of(long budget, long most) => new(budget, () => inUse, most, generation =>
    {
        asked.Add(generation);
        inUse -= garbage;
        garbage = 0;
    });

    private void Take(Pressure pressure, long bytes, bool isGarbage)
    {
        inUse += bytes;
        if (isGarbage) garbage += bytes;
        pressure.Took(bytes);
    }

    private void Give(Pressure pressure, long bytes)
    {
        inUse -= bytes;
        pressure.Took(-bytes);
    }
}
