using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Functional.LibTorch;

namespace Functional;

/// <summary>
/// libtorch's devices. Nothing of libtorch is loaded before one of them first computes, or a property here asks for it.
/// </summary>
/// <remarks>
/// <para>
/// Operations are what they are on <see cref="Device.Cpu"/>. Computed there, by way of host memory, are: draws from keys,
/// whose bits are the same everywhere; LU factorizations with complete pivoting; digamma, which libtorch has without its last
/// digits where it is near 0, and its derivatives; and factorizations of matrices without elements.
/// </para>
/// <para>
/// Where libtorch's kernels are less accurate, so is this: <c>x + p y</c> may be rounded twice; a sigmoid below the least
/// number of full precision is 0, for its exponential overflows on the way; sinh and cosh of float64 overflow 0.7 early; and
/// what a system with infinite right-hand sides makes infinite may be nan, for LAPACK multiplies blocks.
/// </para>
/// </remarks>
public static class Torch
{
    private static readonly ConcurrentDictionary<int, Device> CudaDevices = [];

    /// <summary>libtorch on the CPU.</summary>
    public static Device Cpu { get; } = new("torch:cpu", () => TorchBackend.For(TorchBackend.CpuIndex));

    /// <summary>Whether libtorch can be used here: the native library is there and of the right version.</summary>
    public static bool IsAvailable => Library.Refusal() is null;

    /// <summary>Whether libtorch can be used here and sees a CUDA device.</summary>
    public static bool CudaIsAvailable => IsAvailable && CudaDeviceCount > 0;

    /// <summary>How many CUDA devices libtorch sees; none where libtorch is not there.</summary>
    public static int CudaDeviceCount => IsAvailable ? Native.CudaCount() : 0;

    /// <summary>
    /// Whether compiled programs on CUDA devices are captured as CUDA graphs: after a few runs the calls of a program are recorded
    /// once, and then launched together instead of one by one, which spares small programs most of their time.
    /// False unless set. It has not been tried on a GPU yet.
    /// </summary>
    /// <remarks>
    /// A graph keeps memory for as long as its program is there: a pool of its own for what lies between, and a tensor for
    /// each input and output, which count for <see cref="LiveTensors"/> and <see cref="LiveBytes"/>. What cannot be
    /// captured runs as ever, as <c>Explain</c> says, and so does everything where <see cref="CudaGraphsAreAvailable"/> is false. Once
    /// it is false again no graph is used.
    /// </remarks>
    public static bool CudaGraphs { get; set; }

    /// <summary>Whether CUDA graphs can be captured: the native library is there, and was built with CUDA's headers.</summary>
    public static bool CudaGraphsAreAvailable => IsAvailable && Native.HasGraphs() != 0;

    /// <summary>The version of libtorch.</summary>
    /// <exception cref="DeviceException">libtorch is not there.</exception>
    public static string Version
    {
        get
        {
            Library.Require();
            return Marshal.PtrToStringUTF8(Native.Version())!;
        }
    }

    /// <summary>How many threads an operator of libtorch may use.</summary>
    /// <exception cref="DeviceException">libtorch is not there.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is to be less than one.</exception>
    public static int Threads
    {
        get
        {
            Library.Require();
            return Native.Threads();
        }

        set
        {
            if (value < 1) throw Errors.TorchThreads(value);
            Library.Require();
            var status = Native.SetThreads(value);
            if (status != Status.Ok) throw status.Error("torch.threads", $"{value}", Native.Error);
        }
    }

    /// <summary>The tensors that libtorch holds for this process: those that nobody has freed or collected yet.</summary>
    public static long LiveTensors => Live().Tensors;

    /// <summary>The bytes that these tensors keep alive, each storage counted once.</summary>
    public static long LiveBytes => Live().Bytes;

    /// <summary>A CUDA device.</summary>
    /// <exception cref="DeviceException">The index is negative.</exception>
    public static Device Cuda(int index = 0)
    {
        if (index < 0) throw Errors.CudaIndex(index);
        return CudaDevices.GetOrAdd(index, static i => new($"torch:cuda:{i}", () => TorchBackend.For(i)));
    }

    /// <summary>Waits until everything that one of Torch's devices was asked for is done.</summary>
    /// <exception cref="DeviceException">It is not one of Torch's devices, or something went wrong on it.</exception>
    public static void Synchronize(Device device)
    {
        if (device.Backend is not TorchBackend backend) throw Errors.NotTorch("torch.synchronize", device);
        var status = Native.Synchronize(backend.Index);
        if (status != Status.Ok) throw status.Error("torch.synchronize", device.Name, Native.Error);
    }

    private static (long Tensors, long Bytes) Live()
    {
        if (!IsAvailable) return default;
        Abandoned.FreeAll();
        return Native.Live();
    }
}
