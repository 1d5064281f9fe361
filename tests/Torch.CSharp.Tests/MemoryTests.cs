using System.Runtime.CompilerServices;
using Functional.Kernels;
using static Functional.LibTorch.Tests.Arrays;

namespace Functional.LibTorch.Tests;

public class MemoryTests
{
    [TorchFact]
    public void CountersCountTensorsAndTheirBytes()
    {
        var before = Live();
        var x = Backend.Full([1000], DType.Float32, 1.0);
        Assert.Equal(before.Tensors + 1, Torch.LiveTensors);
        Assert.InRange(Torch.LiveBytes - before.Bytes, 4000, 4200);
        Release(x);
        Assert.Equal(before, (Torch.LiveTensors, Torch.LiveBytes));
    }

    [TorchFact]
    public void AViewTakesNoBytesAndKeepsThoseOfItsBaseAlive()
    {
        var before = Live();
        var x = Backend.Create<float>(new float[1000], [10, 100]);
        var bytes = Torch.LiveBytes;
        var view = new Permute([1, 0]).Run(x);
        Assert.Equal(bytes, Torch.LiveBytes);
        Release(x);
        Assert.Equal(bytes, Torch.LiveBytes);
        Assert.Equal(1000, Singles(view).Length);
        Release(view);
        Assert.Equal(before, (Torch.LiveTensors, Torch.LiveBytes));
    }

    [TorchFact]
    public void WhatNobodyReachesIsFreedByFinalizers()
    {
        var before = Live();
        Abandon();
        Assert.Equal(before, Live());
    }

    [TorchFact]
    public void AnArenaFreesWhatNothingKept()
    {
        var before = Live();
        var arena = new Arena();
        var scope = Arena.Enter(arena);
        var (kept, lost) = (Vector(1, 2), Vector(3, 4));
        scope.Leave();
        kept.Keep();
        arena.Release();
        Assert.Equal(before.Tensors + 1, Torch.LiveTensors);
        Assert.Equal([1f, 2f], Singles(kept));
        Assert.Throws<GraphException>(() => Singles(lost));
    }

    [TorchFact]
    public void HoldingsThatAreUsedAgainDoNotRaiseTheDead()
    {
        var first = Vector(1);
        Release(first);
        var second = Vector(2);
        Assert.Throws<GraphException>(() => Singles(first));
        Release(first);
        Assert.Equal([2f], Singles(second));
    }

    [TorchFact]
    public void AMillionAbandonedBytesAtATimeAreCollectedOnTheWay()
    {
        var before = Live();
        var most = 0L;
        for (var i = 0; i < 2000; i++)
        {
            Backend.Full([250_000], DType.Float32, i);
            most = Math.Max(most, Torch.LiveBytes - before.Bytes);
        }

        Assert.InRange(most, 1, 600L << 20);
    }

    [TorchFact]
    public void ThreadsMayShareArraysAndFreeWhatOthersMade()
    {
        var before = Live();
        var shared = Vector(1, 2, 3);
        var made = new NdArray[8 * 200];
        Parallel.For(0, 8, thread =>
        {
            for (var i = 0; i < 200; i++) made[(thread * 200) + i] = Backend.Zip(Add, shared, shared, shared.Space);
        });
        Parallel.For(0, made.Length, i =>
        {
            Assert.Equal([2f, 4f, 6f], Singles(made[i]));
            Release(made[i]);
        });
        Release(shared);
        Assert.Equal(before, (Torch.LiveTensors, Torch.LiveBytes));
    }

    [TorchFact]
    public void ASmallOperationAllocatesNothingButItsArray()
    {
        var (x, y) = (Backend.Full([], DType.Float32, 1.0), Backend.Full([], DType.Float32, 2.0));
        Run(100);
        var start = GC.GetAllocatedBytesForCurrentThread();
        Run(1000);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - start) / 1000, 1, 80);

        void Run(int count)
        {
            for (var i = 0; i < count; i++) ((TorchArray)Backend.Zip(Add, x, y, x.Space)).Release();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Abandon()
    {
        for (var i = 0; i < 100; i++) Backend.Zip(Add, Vector(1, 2), Vector(3, 4), new([2], DType.Float32));
    }
}
