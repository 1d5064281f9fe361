namespace Functional;

/// <content>What can go wrong beyond libtorch's door.</content>
internal static partial class Errors
{
    public static Exception NoTorch(string reason, string variable) =>
        new DeviceException($"torch: expected the native library functional_torch beside Functional.Torch.dll, got \"{reason}\"; install libtorch (on Debian, as root: eng/setup-debian.sh) and build again, or let {variable} name the library");

    public static Exception TorchAbi(int expected, int actual) =>
        new DeviceException($"torch: expected version {expected} of the native library functional_torch, got version {actual}; build Functional.Torch again, and replace the copy that was loaded");

    public static Exception NoCuda(int index, int count, string version) =>
        new DeviceException($"torch:cuda:{index}: expected a CUDA device of that number, got {count} device(s) from libtorch {version}; use Torch.Cpu, or a libtorch built for CUDA and a driver that sees the device");

    public static Exception CudaIndex(int index) =>
        new DeviceException($"torch:cuda: expected a device number of at least 0, got {index}; count devices from 0, as Torch.CudaDeviceCount does");

    public static Exception NoOperator(string name, string version) =>
        new DeviceException($"torch: expected the operator {name}, got libtorch {version}, which lacks it; use libtorch 1.13 or later");

    public static Exception TorchFailed(string operation, string call, string reason) =>
        new DeviceException($"{operation}: expected a result of {call}, got libtorch's error \"{reason}\"; check that the device supports the dtype, or do this operation on Device.Cpu");

    public static Exception TorchMemory(string operation, string call, string reason) =>
        new TensorMemoryException($"{operation}: expected memory for {call}, got libtorch's error \"{reason}\" even after everything unreachable was freed; free tensors, or work in smaller pieces");

    public static Exception TorchForked(string operation) =>
        new DeviceException($"{operation}: expected the process that loaded libtorch, got one that was forked from it, without libtorch's threads and CUDA's contexts; start a new process instead of forking, or fork before libtorch is first used");

    public static Exception TorchThreads(int count) =>
        new ArgumentOutOfRangeException(nameof(count), $"torch: expected at least 1 thread, got {count}; give the number of threads that operators may use");

    public static Exception NotTorch(string operation, Device device) =>
        new DeviceException($"{operation}: expected one of Torch's devices, got {device}; give Torch.Cpu or Torch.Cuda(i)");
}
