using System.Text.RegularExpressions;

namespace Functional.Tests;

/// <summary>The code of docs/devices.md, and the values and the text that it shows.</summary>
public class DevicesPageTests
{
    [Fact]
    public void Tensors_on_devices()
    {
        Device device = Torch.CudaIsAvailable ? Torch.Cuda()  // the first GPU
            : Torch.IsAvailable ? Torch.Cpu                   // libtorch
            : Device.Cpu;                                     // what is always there
        Tensor x = [1, 2, 3];
        var model = Nn.Linear(3, 1);
        var state = (Tensor.Ones(2), Steps: 3);

        var there = x.To(device);                    // differentiable; x itself where it is there already
        model.To(device);                            // parameters, their gradients and buffers, in place
        var tree = Tree.To(device, state);           // every tensor of a parameter tree

        using (Device.Use(device))                   // tensors made from nothing are made there
        {
            var w = new Parameter(Tensor.Zeros(3));
            Tensor y = [[1, 2], [3, 4]];
            Assert.Equal((device, device), (w.Device, y.Device));
        }

        var z = Tensor.Zeros([3], device: device);   // or one at a time

        Assert.Equal([1f, 2, 3], there.ToArray<float>());
        Assert.All([there, tree.Item1, z, .. model.Parameters], tensor => Assert.Equal(device, tensor.Device));
        Assert.Equal(3, tree.Steps);
    }

    [TorchFact]
    public void Libtorch()
    {
        using (Device.Use(Torch.Cpu))
        {
            Tensor v = [0.5, 1.5];
            Func<Tensor, Tensor> f = u => (u.Sin() * u.Exp()).Sum();
            Tensor g = f.Grad(v);                    // [2.2373, 4.7875]: computed by libtorch, differentiated here
            Assert.Equal(Torch.Cpu, g.Device);
            Check.Same([2.2373, 4.7875], g, 1e-4);
        }
    }

    [TorchFact]
    public void Threads_and_counters()
    {
        var device = Torch.Cpu;
        var before = Torch.Threads;
        Torch.Threads = 1;                           // how many threads an operator may use
        string version = Torch.Version;              // 1.13.0
        Assert.Equal(1, Torch.Threads);
        Torch.Threads = before;
        Assert.NotEmpty(version);

        var x = Tensor.Zeros([1000], device: device);
        long tensors = Torch.LiveTensors;            // what libtorch holds for this process
        long bytes = Torch.LiveBytes;                // each storage once, however many views it has
        Torch.Synchronize(device);                   // waits until what was asked of the device is done
        Assert.True(tensors >= 1 && bytes >= 4000);
        GC.KeepAlive(x);
    }

    [TorchFact]
    public void Compiled_functions()
    {
        Func<Tensor, Tensor> energy = u => (u * u).Exp().Sum();
        string report = energy.Grad().Explain(Tensor.Ones([3], device: Torch.Cpu));

        var shown = Regex.Match(PageTests.Text("devices.md"), "^```text\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline);
        Assert.Equal(shown.Groups[1].Value.Trim(), report.ReplaceLineEndings("\n").Trim());
        Tensor point = Tensor.Ones([3], device: Torch.Cpu);
        Assert.Equal(energy.Grad(point).ToArray<float>(), energy.Grad().Compile()(point).ToArray<float>());
    }

    [Fact]
    public void Cuda_graphs()
    {
        Torch.CudaGraphs = true;                     // from now on compiled programs on GPUs are captured
        bool possible = Torch.CudaGraphsAreAvailable; // whether the native library was built for it

        Assert.True(Torch.CudaGraphs);
        Assert.True(Torch.IsAvailable || !possible);
        Torch.CudaGraphs = false;
    }

    [Fact]
    public void Dtypes_of_16_bits()
    {
        Tensor x = [1, 2];
        var model = Nn.Linear(2, 1);

        var h = x.Half();                            // or x.To(DType.Float16)
        var b = x.BFloat16();                        // or x.To(DType.BFloat16); derivatives pass through casts
        model.To(DType.BFloat16);                    // every parameter and buffer of floats, in place

        Assert.Equal((DType.Float16, DType.BFloat16), (h.DType, b.DType));
        Assert.All(model.Parameters, p => Assert.Equal(DType.BFloat16, p.DType));
    }
}
