using System.Numerics;
using System.Runtime.InteropServices;

namespace Functional.Benchmarks.Workloads;

/// <summary>Memory for hand-written loops: where registers of any width lie within a cache line. The process keeps it.</summary>
internal static unsafe class Aligned
{
    private const nuint Line = 64;

    /// <summary>Room for so many numbers.</summary>
    internal static T* Room<T>(int count)
        where T : unmanaged => (T*)NativeMemory.AlignedAlloc((nuint)count * (nuint)sizeof(T), Line);

    /// <summary>A copy of a tensor's numbers.</summary>
    internal static T* Copy<T>(Tensor tensor)
        where T : unmanaged
    {
        var data = tensor.ToArray<T>();
        var copy = Room<T>(data.Length);
        data.CopyTo(new Span<T>(copy, data.Length));
        return copy;
    }

    /// <summary>The numbers as what runs report.</summary>
    internal static double[] Numbers<T>(T* source, int count)
        where T : unmanaged, INumber<T>
    {
        var numbers = new double[count];
        for (var i = 0; i < count; i++) numbers[i] = double.CreateTruncating(source[i]);
        return numbers;
    }
}
