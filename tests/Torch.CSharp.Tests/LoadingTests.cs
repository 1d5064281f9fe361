using System.Text.RegularExpressions;

namespace Functional.LibTorch.Tests;

public class LoadingTests
{
    [Fact]
    public void DevicesAreNamedWithoutLoadingAnything()
    {
        Assert.Equal("torch:cpu", Torch.Cpu.Name);
        Assert.Equal("torch:cuda:0", Torch.Cuda().Name);
        Assert.Equal("torch:cuda:3", Torch.Cuda(3).Name);
        Assert.Same(Torch.Cuda(3), Torch.Cuda(3));
        Assert.NotEqual(Torch.Cpu, Device.Cpu);
    }

    [Fact]
    public void AMissingLibraryIsAnErrorWithARemedy()
    {
        var place = Path.Combine(Path.GetTempPath(), "no-such-folder", "no-such-library");
        var error = Assert.Throws<DeviceException>(() => Library.Find(place));
        Assert.Contains("no-such-library", error.Message);
        Assert.Contains("eng/setup-debian.sh", error.Message);
        Assert.Contains(Library.Variable, error.Message);
    }

    [Fact]
    public void AFileThatIsNoLibraryIsAnErrorWithARemedy()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "no library");
            Assert.Contains("eng/setup-debian.sh", Assert.Throws<DeviceException>(() => Library.Find(file)).Message);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void ALibraryOfAnotherVersionIsAnErrorThatNamesBoth()
    {
        Library.CheckAbi(Native.ExpectedAbi);
        var error = Assert.Throws<DeviceException>(() => Library.CheckAbi(77));
        Assert.Contains("version 77", error.Message);
        Assert.Contains($"version {Native.ExpectedAbi}", error.Message);
    }

    [Fact]
    public void CudaDevicesAreCountedFromZero() =>
        Assert.Contains("-1", Assert.Throws<DeviceException>(() => Torch.Cuda(-1)).Message);

    [Fact]
    public void ADeviceOfAnyNumberCanBeNamed()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("torch:cuda:2000000000", Torch.Cuda(2_000_000_000).Name);
        Assert.Same(Torch.Cuda(2_000_000_000), Torch.Cuda(2_000_000_000));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [TorchFact]
    public void LibtorchSaysItsVersion()
    {
        Assert.True(Torch.IsAvailable);
        Assert.Matches(new Regex(@"^\d+\.\d+"), Torch.Version);
    }

    [TorchFact]
    public void ADeviceHasOneBackend()
    {
        Assert.Same(Torch.Cpu.Backend, Torch.Cpu.Backend);
        Assert.Equal(Torch.Cpu, Torch.Cpu.Backend.Device);
    }

    [TorchFact]
    public void ACudaDeviceThatIsNotThereIsAnErrorThatSaysHowManyAre()
    {
        var count = Torch.CudaDeviceCount;
        Assert.Equal(count > 0, Torch.CudaIsAvailable);
        var error = Assert.Throws<DeviceException>(() => Torch.Cuda(count).Backend);
        Assert.Contains($"torch:cuda:{count}", error.Message);
        Assert.Contains($"{count} device(s)", error.Message);
    }

    [TorchFact]
    public void TheNumberOfThreadsCanBeSet()
    {
        var before = Torch.Threads;
        Assert.True(before >= 1);
        Torch.Threads = 1;
        Assert.Equal(1, Torch.Threads);
        Torch.Threads = before;
        Assert.Throws<ArgumentOutOfRangeException>(() => Torch.Threads = 0);
    }

    [TorchFact]
    public void SynchronizingWaitsForOurDevicesAndRefusesOthers()
    {
        Torch.Synchronize(Torch.Cpu);
        Assert.Contains("Torch.Cpu", Assert.Throws<DeviceException>(() => Torch.Synchronize(Device.Cpu)).Message);
    }
}
