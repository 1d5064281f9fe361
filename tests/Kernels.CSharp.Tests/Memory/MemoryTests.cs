using System.Diagnostics;

namespace Functional.Kernels.Tests.Memory;

/// <summary>Nobody disposes, and nothing grows. Alone, because they watch the whole process.</summary>
[Collection(nameof(Alone))]
public class MemoryTests
{
    private static readonly ManagedBackend Backend = ManagedBackend.Instance;

    [Fact]
    public void Temporaries_cause_no_gen_2_collections_and_do_not_pile_up()
    {
        using var process = Process.GetCurrentProcess();
        var before = process.WorkingSet64;
        Loop(500);
        var collections = GC.CollectionCount(2);
        Loop(5000);
        Assert.Equal(collections, GC.CollectionCount(2));
        process.Refresh();
        Assert.InRange(process.WorkingSet64 - before, long.MinValue, 3L << 29);

        static void Loop(int count)
        {
            // Made by an operation: a large array of the host's would itself cause a gen-2 collection.
            var x = new Scan("cumsum", Running.Sum, 0, reverse: false).Run(Backend.Full([1 << 20], DType.Float32, 1));
            for (var i = 0; i < count; i++) x = new Embed([1], [1], [1 << 20]).Run(new Slice([0], [1], [(1 << 20) - 1]).Run(x));
        }
    }

    [Fact]
    public void Memory_that_cannot_be_had_is_a_clear_error_and_nothing_is_lost()
    {
        var before = Make(5000);
        var error = Assert.Throws<TensorMemoryException>(() => BufferPool.Rent(1L << 46));
        Assert.Equal("memory: 70368744177664 bytes could not be had; free tensors, or work in smaller pieces", error.Message);
        Assert.Equal(Read(before), Read(Make(5000)));

        static float[] Read(NdArray x)
        {
            var data = new float[x.Shape.Size];
            x.Backend.Read<float>(x, data);
            return data;
        }
    }

    [Fact]
    public void A_released_arena_gives_the_same_buffers_again()
    {
        var arena = new Arena();
        var first = Within(arena, () => Make(5000));
        ref var place = ref ((ManagedArray)first).Data<float>();
        unsafe
        {
            var address = (nint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref place);
            arena.Release();
            var second = Within(arena, () => Make(5000));
            Assert.Equal(address, (nint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref ((ManagedArray)second).Data<float>()));
        }
    }

    [Fact]
    public void Arrays_and_views_of_a_released_arena_refuse_to_be_read()
    {
        var arena = new Arena();
        var x = Within(arena, () => Make(5000));
        var view = new Slice([10], [2], [600]).Run(x);
        arena.Release();
        Assert.Throws<GraphException>(() => Samples.Values(x));
        Assert.Throws<GraphException>(() => Samples.Values(view));
        Make(5000);
        Assert.Throws<GraphException>(() => Samples.Values(x));
    }

    [Fact]
    public void What_is_kept_outlives_its_arena()
    {
        var arena = new Arena();
        var x = Within(arena, () => Make(5000));
        new Slice([10], [2], [600]).Run(x).Keep();
        arena.Release();
        for (var i = 0; i < 10; i++) Make(5000, 1);
        AssertAll(7, x);
    }

    [Fact]
    public void Arenas_hold_only_what_is_made_while_they_are_entered_on_this_thread()
    {
        var arena = new Arena();
        var outside = Make(5000);
        NdArray? elsewhere = null;
        Within(arena, () =>
        {
            var thread = new Thread(() => elsewhere = Make(5000));
            thread.Start();
            thread.Join();
            return Make(5000);
        });
        arena.Release();
        Assert.Equal(7, Samples.Values(outside)[0]);
        Assert.Equal(7, Samples.Values(elsewhere!)[0]);
    }

    [Fact]
    public void Arrays_whose_memory_came_from_many_threads_keep_their_numbers()
    {
        Parallel.For(0, 64, seed =>
        {
            var random = new Random(seed);
            var arena = new Arena();
            for (var i = 0; i < 200; i++)
            {
                var size = random.Next(1, 40_000);
                var kept = Make(size, seed);
                var temporary = Within(arena, () => Make(size, -seed));
                AssertAll(-seed, temporary);
                arena.Release();
                Make(size, seed + 1);
                AssertAll(seed, kept);
            }
        });
    }

    [Fact]
    public void A_buffer_is_at_least_as_large_as_asked_and_at_most_a_quarter_larger()
    {
        for (long bytes = 1025; bytes < 1L << 31; bytes += 1 + (bytes / 7))
        {
            foreach (var size in new[] { bytes, (long)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)bytes) })
            {
                Assert.InRange(BufferPool.SizeFor(size), size, size * 5 / 4);
            }
        }
    }

    [Fact]
    public void Memory_that_is_not_there_is_a_clear_error()
    {
        // More than any address space holds, if not at once then soon.
        var buffers = new List<NativeBuffer>();
        var error = Record.Exception(() =>
        {
            for (var i = 0; i < 4; i++) buffers.Add(BufferPool.Rent(1L << 46));
        });
        Assert.IsType<TensorMemoryException>(error);
        Assert.Equal(7, Samples.Values(Make(5000))[0]);
    }

    private static NdArray Make(int size, float value = 7)
    {
        var values = new float[size];
        Array.Fill(values, value);
        return Backend.Create<float>(values, [size]);
    }

    private static void AssertAll(double expected, NdArray x) => Assert.Equal(-1, Samples.Values(x).AsSpan().IndexOfAnyExcept(expected));

    private static NdArray Within(Arena arena, Func<NdArray> make)
    {
        var scope = Arena.Enter(arena);
        try
        {
            return make();
        }
        finally
        {
            scope.Leave();
        }
    }
}

/// <summary>Tests that nothing may run beside.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;
