using F = Functional.TensorModule;

namespace Functional;

/// <summary>What neural networks put between their layers.</summary>
public static class TensorActivations
{
    extension(Tensor x)
    {
        /// <summary>x limited to [0, 6]; slope 0 at both bounds.</summary>
        public Tensor Relu6() => F.relu6(x);

        /// <summary>elu, scaled so that mean 0 and variance 1 stay.</summary>
        public Tensor Selu() => F.selu(x);

        /// <summary>x sigmoid(x), also known as swish.</summary>
        public Tensor Silu() => F.silu(x);

        /// <summary>x tanh(softplus x).</summary>
        public Tensor Mish() => F.mish(x);

        /// <summary>x Φ(x), Φ being the distribution function of the normal distribution.</summary>
        public Tensor Gelu() => F.gelu(x);

        /// <summary>The approximation of gelu by tanh.</summary>
        public Tensor GeluTanh() => F.geluTanh(x);

        /// <summary>x / (1 + |x|).</summary>
        public Tensor Softsign() => F.softsign(x);

        /// <summary>x - tanh x.</summary>
        public Tensor Tanhshrink() => F.tanhshrink(x);

        /// <summary>relu6(x + 3) / 6.</summary>
        public Tensor Hardsigmoid() => F.hardsigmoid(x);

        /// <summary>x relu6(x + 3) / 6.</summary>
        public Tensor Hardswish() => F.hardswish(x);

        /// <summary>x, but slope x below 0 and at it.</summary>
        public Tensor LeakyRelu(double slope = 0.01) => F.leakyRelu(slope, x);

        /// <summary>x above 0, alpha (e ** x - 1) below.</summary>
        public Tensor Elu(double alpha = 1) => F.elu(alpha, x);

        /// <summary>x above 0, alpha (e ** (x / alpha) - 1) below.</summary>
        public Tensor Celu(double alpha = 1) => F.celu(alpha, x);

        /// <summary>x moved towards 0 by lambda, and 0 where that would cross it.</summary>
        public Tensor Softshrink(double lambda = 0.5) => F.softshrink(lambda, x);

        /// <summary>x, but 0 in [-lambda, lambda].</summary>
        public Tensor Hardshrink(double lambda = 0.5) => F.hardshrink(lambda, x);

        /// <summary>x, but weight x below 0 and at it; a weight of more than one element has one for each place of axis 1.</summary>
        public Tensor Prelu(Tensor weight) => F.prelu(weight, x);

        /// <summary>x above a bound, the value elsewhere.</summary>
        public Tensor Threshold(double bound, double value) => F.threshold(bound, value, x);

        /// <summary>The first half of an axis, times the sigmoid of the second.</summary>
        public Tensor Glu(int axis = -1) => F.glu(axis, x);

        /// <summary>(x - mean) / sqrt(variance + eps) over the last axes, which have the normalised shape; times weight plus bias, where these are not null.</summary>
        public Tensor LayerNorm(int[] shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
            F.layerNorm(shape, weight, bias, eps, x);

        /// <summary>x · y / (max(|x|, eps) max(|y|, eps)) along an axis: the cosine of the angle between two tensors.</summary>
        public Tensor CosineSimilarity(Tensor y, int axis = 1, double eps = 1e-8) => F.cosineSimilarity(axis, eps, x, y);

        /// <summary>x / max(|x|, eps) along an axis, for the p-norm.</summary>
        public Tensor Normalize(double p = 2, int axis = 1, double eps = 1e-12) => F.normalize(p, axis, eps, x);
    }
}
