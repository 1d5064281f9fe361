using System.Runtime.CompilerServices;
using F = Functional.TensorModule;

namespace Functional;

/// <summary>Tensors made from nothing, from data of the host, and from other tensors.</summary>
/// <example>
/// <code>
/// Tensor x = [[1, 2], [3, 4]];                          // literals are float32, integers too
/// var i = Tensor.From([0L, 2L]);                        // data keeps its dtype
/// var z = Tensor.Linspace(-Math.PI, Math.PI, 2000);
/// var w = Tensor.Zeros([3, 1], DType.Float64);
/// </code>
/// </example>
/// <remarks>Tensors are made on <see cref="Device.Default"/>, or on the device that is given.</remarks>
public static class TensorCreation
{
    extension(Tensor)
    {
        /// <summary>Zeros.</summary>
        public static Tensor Zeros(params int[] shape) => F.zeros(shape);

        /// <summary>Zeros of a dtype.</summary>
        [OverloadResolutionPriority(1)]
        public static Tensor Zeros(Shape shape, DType dtype = DTypes.Default, Device? device = null) =>
            Home.On(device, () => F.zerosOf(dtype, shape));

        /// <summary>Ones.</summary>
        public static Tensor Ones(params int[] shape) => F.ones(shape);

        /// <summary>Ones of a dtype.</summary>
        [OverloadResolutionPriority(1)]
        public static Tensor Ones(Shape shape, DType dtype = DTypes.Default, Device? device = null) =>
            Home.On(device, () => F.onesOf(dtype, shape));

        /// <summary>One number everywhere, of a dtype.</summary>
        public static Tensor Full(Shape shape, double value, DType dtype = DTypes.Default, Device? device = null) =>
            Home.On(device, () => F.fullOf(dtype, shape, value));

        /// <summary>0, 1, … up to, not including, stop.</summary>
        public static Tensor Arange(double stop) => F.arange(0, stop, 1);

        /// <summary>start, start + step, … up to, not including, stop, of a dtype.</summary>
        public static Tensor Arange(double start, double stop, double step = 1, DType dtype = DTypes.Default, Device? device = null) =>
            Home.On(device, () => F.arangeOf(dtype, start, stop, step));

        /// <summary>Evenly spaced numbers, both ends included, of a dtype.</summary>
        public static Tensor Linspace(double start, double stop, int count, DType dtype = DTypes.Default, Device? device = null) =>
            Home.On(device, () => F.linspaceOf(dtype, start, stop, count));

        /// <summary>The identity matrix [n, n].</summary>
        public static Tensor Eye(int n) => F.eye(n);

        /// <summary>Ones on the diagonal of a matrix [n, m], zeros elsewhere, of a dtype.</summary>
        public static Tensor Eye(int n, int m, DType dtype = DTypes.Default, Device? device = null) =>
            Home.On(device, () => F.eyeOf(dtype, n, m));

        /// <summary>Zeros of the shape and dtype of another tensor.</summary>
        public static Tensor ZerosLike(Tensor x) => F.zerosLike(x);

        /// <summary>Ones of the shape and dtype of another tensor.</summary>
        public static Tensor OnesLike(Tensor x) => F.onesLike(x);

        /// <summary>One number everywhere, in the shape and dtype of another tensor.</summary>
        public static Tensor FullLike(Tensor x, double value) => F.fullLike(value, x);

        /// <summary>A vector of host data, which keeps its dtype.</summary>
        /// <example><code>var index = Tensor.From([0L, 2L]);</code></example>
        public static Tensor From<T>(ReadOnlySpan<T> data) where T : unmanaged => F.ofArray([data.Length], data.ToArray());

        /// <summary>A tensor of host data in row-major order, which keeps its dtype.</summary>
        /// <example><code>var matrix = Tensor.From([1.0, 2.0, 3.0, 4.0], [2, 2]);</code></example>
        public static Tensor From<T>(ReadOnlySpan<T> data, Shape shape, Device? device = null) where T : unmanaged
        {
            var elements = data.ToArray();
            return Home.On(device, () => F.ofArray(shape, elements));
        }

        /// <summary>A matrix of host data, which keeps its dtype.</summary>
        public static Tensor From<T>(T[,] data) where T : unmanaged => F.create(DTypes.Of<T>(), data);

        /// <summary>A tensor of three axes of host data, which keeps its dtype.</summary>
        public static Tensor From<T>(T[,,] data) where T : unmanaged => F.create(DTypes.Of<T>(), data);

        /// <summary>A matrix of host data, row by row, which keeps its dtype; the rows must be of equal length.</summary>
        public static Tensor From<T>(T[][] data) where T : unmanaged => F.create(DTypes.Of<T>(), data);

        /// <summary>A tensor of three axes of host data, which keeps its dtype; parts must be of equal lengths.</summary>
        public static Tensor From<T>(T[][][] data) where T : unmanaged => F.create(DTypes.Of<T>(), data);

        /// <summary>A tensor of a dtype from a number, nested collections of numbers, an array of several axes, or tensors to be stacked.</summary>
        public static Tensor Create(DType dtype, object data, Device? device = null) =>
            Home.On(device, () => F.create(dtype, data));

        /// <summary>Tensors one after the other along an axis, on which alone they may differ.</summary>
        public static Tensor Cat(IEnumerable<Tensor> tensors, int axis = 0) => F.cat(axis, tensors);

        /// <summary>Tensors of one shape along a new axis, at that place of the result.</summary>
        public static Tensor Stack(IEnumerable<Tensor> tensors, int axis = 0) => F.stack(axis, tensors);

        /// <summary>Coordinates of a grid: tensor k of the result varies along axis k, as the k-th of the 1-d tensors.</summary>
        public static Tensor[] Meshgrid(params Tensor[] tensors) => F.meshgrid(tensors);
    }
}
