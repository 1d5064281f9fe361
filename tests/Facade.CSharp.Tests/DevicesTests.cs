using Functional.Kernels;
using Functional.Laws;

namespace Functional.Tests;

/// <summary>Devices and 16-bit dtypes as C# programs write them.</summary>
public class DevicesTests
{
    private static readonly Device Plain = ((IBackend)PlainBackend.Instance).Device;

    [Fact]
    public void Factories_make_tensors_on_the_device_that_is_given_or_in_use()
    {
        Tensor[] given =
        [
            Tensor.Zeros([2], device: Plain), Tensor.Ones([2], DType.Int64, Plain), Tensor.Full([2], 3, device: Plain), Tensor.Eye(2, 3, device: Plain),
            Tensor.Arange(0, 3, device: Plain), Tensor.Linspace(0, 1, 3, device: Plain), Tensor.From([1.0, 2.0], [2], Plain),
            Tensor.Create(DType.Float32, new[] { 1, 2 }, Plain), Tensor.Rand([2], device: Plain), Tensor.Randn([2], device: Plain),
            Tensor.Uniform(0, 1, [2], device: Plain), Tensor.Normal(0, 1, [2], device: Plain), Tensor.Randint(0, 5, [2], device: Plain),
            Tensor.Randperm(3, device: Plain), Tensor.Bernoulli(0.5, [2], device: Plain),
        ];
        Assert.All(given, x => Assert.Equal(Plain, x.Device));
        Assert.Equal(Device.Cpu, Tensor.Zeros(2).Device);
        using (Device.Use(Plain))
        {
            Tensor literal = [[1, 2], [3, 4]];
            Assert.Equal(Plain, literal.Device);
            Assert.Equal(Plain, Tensor.Zeros(2).Device);
            Assert.Equal(Plain, new Parameter(Tensor.Randn(3)).Device);
            Assert.Equal(Device.Cpu, Tensor.Zeros([2], device: Device.Cpu).Device);
        }

        Assert.Equal(Device.Cpu, Tensor.Zeros(2).Device);
    }

    [Fact]
    public async Task A_default_device_flows_across_await_and_ends_with_its_scope()
    {
        using (Device.Use(Plain))
        {
            await Task.Yield();
            Assert.Equal(Plain, Tensor.Zeros(2).Device);
            Assert.Equal(Plain, (await Task.Run(() => Tensor.Zeros(2))).Device);
            await Nested();
            Assert.Equal(Plain, Tensor.Zeros(2).Device);
        }

        Assert.Equal(Device.Cpu, Tensor.Zeros(2).Device);

        static async Task Nested()
        {
            using var scope = Device.Use(Device.Cpu);
            await Task.Delay(1);
            Assert.Equal(Device.Cpu, Tensor.Zeros(2).Device);
        }
    }

    [Fact]
    public void Derivatives_move_back()
    {
        Tensor x = [1, 2, 3];
        Func<Tensor, Tensor> f = v => (v.To(Plain) * v.To(Plain)).Sum().To(Device.Cpu);
        Assert.Equal([2f, 4f, 6f], f.Grad(x).ToArray<float>());
        Assert.Equal(Device.Cpu, f.Grad(x).Device);
        var w = new Parameter(x);
        f(w).Backward();
        Assert.Equal([2f, 4f, 6f], w.Grad.ToArray<float>());
    }

    [Fact]
    public void Models_and_trees_move()
    {
        var model = Nn.Linear(3, 1);
        model.To(Plain);
        Assert.All(model.Parameters, p => Assert.Equal(Plain, p.Device));
        Assert.Equal(Plain, model.Forward(Tensor.Ones([2, 3], device: Plain)).Device);
        var (w, steps) = Tree.To(Plain, (Tensor.Ones(2), 3));
        Assert.Equal((Plain, 3), (w.Device, steps));
        model.To(DType.BFloat16);
        Assert.All(model.Parameters, p => Assert.Equal(DType.BFloat16, p.DType));
    }

    [Fact]
    public void Tensors_of_16_bits_are_made_and_read()
    {
        var x = Tensor.From([(Half)1.5f, (Half)(-2f)]);
        Assert.Equal(DType.Float16, x.DType);
        Assert.Equal(DType.BFloat16, x.BFloat16().DType);
        Assert.Equal(DType.Float32, (x + x.BFloat16()).DType);
        Assert.Equal([(BFloat16)1.5f, (BFloat16)(-2f)], x.ToArray<BFloat16>());
        Assert.Equal(DType.Float16, x.To(Plain, DType.Float32).Half().DType);
        Assert.Equal(DType.Float16, Tensor.From(new[,] { { (Half)1 } }).DType);
    }

    [Fact]
    public void Mixed_devices_name_both_and_the_remedy()
    {
        var error = Assert.Throws<DeviceException>(() => Tensor.Ones(2) + Tensor.Ones([2], device: Plain));
        Assert.Equal("add: one tensor is on cpu, another on plain; move one of them, as in x.To(y.Device)", error.Message);
    }
}
