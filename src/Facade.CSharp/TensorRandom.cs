using System.Runtime.CompilerServices;
using F = Functional.TensorModule;

namespace Functional;

/// <summary>Tensors of random numbers, PyTorch's CPU stream, and random changes to tensors.</summary>
/// <example>
/// <code>
/// Generator.ManualSeed(42);
/// var w = Tensor.Rand(1);                     // torch.rand(1) after torch.manual_seed(42)
/// var x = Tensor.Randn([100, 3], DType.Float64, new Generator(7));
/// </code>
/// </example>
public static class TensorRandom
{
    extension(Tensor)
    {
        /// <summary>Uniform on [0, 1).</summary>
        public static Tensor Rand(params int[] shape) => F.rand(shape);

        /// <summary>Uniform on [0, 1), of a dtype, from a generator of one's own.</summary>
        [OverloadResolutionPriority(1)]
        public static Tensor Rand(Shape shape, DType dtype = DTypes.Default, Generator? generator = null, Device? device = null) =>
            Home.On(device, () => F.randWith(generator, dtype, shape));

        /// <summary>Normal, of mean 0 and standard deviation 1.</summary>
        public static Tensor Randn(params int[] shape) => F.randn(shape);

        /// <summary>Normal, of mean 0 and standard deviation 1, of a dtype, from a generator of one's own.</summary>
        [OverloadResolutionPriority(1)]
        public static Tensor Randn(Shape shape, DType dtype = DTypes.Default, Generator? generator = null, Device? device = null) =>
            Home.On(device, () => F.randnWith(generator, dtype, shape));

        /// <summary>Uniform on [low, high), of a dtype, from a generator of one's own.</summary>
        public static Tensor Uniform(double low, double high, Shape shape, DType dtype = DTypes.Default, Generator? generator = null, Device? device = null) =>
            Home.On(device, () => F.uniformWith(generator, dtype, low, high, shape));

        /// <summary>Normal, of a mean and a standard deviation, of a dtype, from a generator of one's own.</summary>
        public static Tensor Normal(double mean, double std, Shape shape, DType dtype = DTypes.Default, Generator? generator = null, Device? device = null) =>
            Home.On(device, () => F.normalWith(generator, dtype, mean, std, shape));

        /// <summary>Integers of [low, high), as int64, from a generator of one's own.</summary>
        public static Tensor Randint(long low, long high, Shape shape, Generator? generator = null, Device? device = null) =>
            Home.On(device, () => F.randintWith(generator, low, high, shape));

        /// <summary>0, 1, …, n - 1 in random order, as int64, from a generator of one's own.</summary>
        public static Tensor Randperm(int n, Generator? generator = null, Device? device = null) =>
            Home.On(device, () => F.randpermWith(generator, n));

        /// <summary>Ones, each with probability p, and zeros, of a dtype, from a generator of one's own.</summary>
        public static Tensor Bernoulli(double p, Shape shape, DType dtype = DTypes.Default, Generator? generator = null, Device? device = null) =>
            Home.On(device, () => F.bernoulliWith(generator, dtype, p, shape));

        /// <summary>Uniform on [0, 1), in the shape and dtype of another tensor, from a generator of one's own.</summary>
        public static Tensor RandLike(Tensor x, Generator? generator = null) => F.randLikeWith(generator, x);

        /// <summary>Normal, in the shape and dtype of another tensor, from a generator of one's own.</summary>
        public static Tensor RandnLike(Tensor x, Generator? generator = null) => F.randnLikeWith(generator, x);
    }

    extension(Tensor x)
    {
        /// <summary>Elements dropped at random by a generator of one's own, each with probability p, and the others divided by 1 - p.</summary>
        public Tensor Dropout(double p = 0.5, Generator? generator = null) => F.dropoutWith(generator, p, x);
    }
}
