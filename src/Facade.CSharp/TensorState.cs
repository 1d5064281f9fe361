using F = Functional.TensorModule;

namespace Functional;

/// <summary>What a tensor holds, and the imperative surface: backward passes and stored gradients.</summary>
public static class TensorState
{
    extension(Tensor x)
    {
        /// <summary>The tensor in another dtype; between floats derivatives pass.</summary>
        public Tensor To(DType dtype) => F.cast(dtype, x);

        /// <summary>The tensor in float16.</summary>
        public Tensor Half() => F.half(x);

        /// <summary>The tensor in bfloat16.</summary>
        public Tensor BFloat16() => F.bfloat16(x);

        /// <summary>
        /// The same numbers on a device; the tensor itself where it is there already. Derivatives pass, back to the device
        /// that they came from. A compiled function runs on one device: one that moves tensors runs as it is.
        /// </summary>
        public Tensor To(Device device) => F.toDevice(device, x);

        /// <summary>The tensor in another dtype and on a device.</summary>
        public Tensor To(Device device, DType dtype) => F.toDevice(device, F.cast(dtype, x));

        /// <summary>The elements in row-major order, converted to 'T.</summary>
        public T[] ToArray<T>() where T : unmanaged => F.toArray<T>(x);

        /// <summary>The only element of a tensor of size 1, as a double.</summary>
        public double ToScalar() => F.toScalar(x);

        /// <summary>The only element of a tensor of size 1, as a number of its own kind.</summary>
        public Number Item() => F.item(x);

        /// <summary>The same numbers without their history: constant for every derivative.</summary>
        public Tensor Detach() => F.detach(x);

        /// <summary>The same as detach, by the name that the field has for it inside functions.</summary>
        public Tensor StopGradient() => F.stopGradient(x);

        /// <summary>
        /// Adds the derivative of this tensor, times a cotangent, to <c>Grad</c> of every <see cref="Parameter"/> it was
        /// made from. Without a cotangent it must have one element, and 1 is meant. The graph lets go of the tensors it
        /// holds, unless asked to keep them.
        /// </summary>
        /// <example>
        /// <code>
        /// var w = new Parameter(Tensor.Ones(3));
        /// (w * w).Sum().Backward();
        /// Console.WriteLine(w.Grad);                  // tensor([2., 2., 2.])
        /// </code>
        /// </example>
        public void Backward(Tensor? cotangent = null, bool keepGraph = false) => Autograd.BackwardWith(cotangent, keepGraph, x);

        /// <summary>Keeps the gradient of a value that is not a parameter, from the next pass on.</summary>
        public void RetainGrad() => Autograd.RetainGrad(x);

        /// <summary>Forgets the gradient.</summary>
        public void ZeroGrad() => Autograd.ZeroGrad(x);

        /// <summary>The gradient stored for a parameter, or for a value that retains its own; ask <c>HasGrad</c> first.</summary>
        /// <exception cref="GraphException">There is none yet.</exception>
        public Tensor Grad => Autograd.Grad(x);

        /// <summary>Whether a gradient has been stored.</summary>
        public bool HasGrad => Autograd.HasGrad(x);

        /// <summary>The name of the operation that made a recorded value, such as <c>AddBackward0</c>; null for a leaf.</summary>
        public string? GradFn => Autograd.GradFn(x);

        /// <summary>Whether the tensor was made by the user rather than by a recorded operation.</summary>
        public bool IsLeaf => Autograd.IsLeaf(x);

        /// <summary>Whether operations on the tensor are recorded: it is a parameter or was made from one.</summary>
        public bool RequiresGrad => Autograd.RequiresGrad(x);
    }
}
