using Functional.Kernels;

namespace Functional.LibTorch.Tests;

/// <summary>Short words for arrays on libtorch's CPU.</summary>
internal static class Arrays
{
    public static IBackend Backend => Torch.Cpu.Backend;

    public static readonly Zip Add = new("add", Binary.Add);

    public static NdArray Vector(params float[] numbers) => Backend.Create<float>(numbers, [numbers.Length]);

    public static float[] Singles(NdArray x) => Read<float>(x);

    public static T[] Read<T>(NdArray x)
        where T : unmanaged
    {
        var numbers = new T[x.Shape.Size];
        x.Backend.Read<T>(x, numbers);
        return numbers;
    }

    public static void Release(params NdArray[] arrays)
    {
        foreach (var array in arrays) ((TorchArray)array).Release();
    }

    /// <summary>What is alive when everything unreachable has been freed.</summary>
    public static (long Tensors, long Bytes) Live()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return (Torch.LiveTensors, Torch.LiveBytes);
    }
}
