using System.Numerics;

namespace Functional.Benchmarks.Workloads;

/// <summary>Numbers that all sides can make: a sampled sine.</summary>
internal static class Waves
{
    internal static Tensor Of<T>(int rows, int columns, double amplitude, double frequency)
        where T : unmanaged, INumber<T>
    {
        var data = new T[rows * columns];
        for (var i = 0; i < data.Length; i++) data[i] = T.CreateTruncating(amplitude * Math.Sin(frequency * i));
        return Tensor.From<T>(data, [rows, columns]);
    }
}
