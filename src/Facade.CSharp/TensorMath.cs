using F = Functional.TensorModule;

namespace Functional;

/// <summary>Functions of each element of a tensor.</summary>
/// <example>
/// <code>
/// Tensor x = [0.0, 0.5, 1.0];
/// var y = (x.Sin() * x.Exp()).Sum();
/// </code>
/// </example>
public static class TensorMath
{
    extension(Tensor x)
    {
        /// <summary>-x.</summary>
        public Tensor Neg() => F.neg(x);

        /// <summary>|x|; slope 0 at 0.</summary>
        public Tensor Abs() => F.abs(x);

        /// <summary>-1, 0 or 1.</summary>
        public Tensor Sign() => F.sign(x);

        /// <summary>e ** x.</summary>
        public Tensor Exp() => F.exp(x);

        /// <summary>2 ** x.</summary>
        public Tensor Exp2() => F.exp2(x);

        /// <summary>e ** x - 1, accurate near 0.</summary>
        public Tensor Expm1() => F.expm1(x);

        /// <summary>The natural logarithm.</summary>
        public Tensor Log() => F.log(x);

        /// <summary>The logarithm to base 2.</summary>
        public Tensor Log2() => F.log2(x);

        /// <summary>The logarithm to base 10.</summary>
        public Tensor Log10() => F.log10(x);

        /// <summary>log(1 + x), accurate near 0.</summary>
        public Tensor Log1p() => F.log1p(x);

        /// <summary>The square root; its slope at 0 is infinite.</summary>
        public Tensor Sqrt() => F.sqrt(x);

        /// <summary>1 / sqrt x.</summary>
        public Tensor Rsqrt() => F.rsqrt(x);

        /// <summary>1 / x.</summary>
        public Tensor Reciprocal() => F.reciprocal(x);

        /// <summary>x².</summary>
        public Tensor Square() => F.square(x);

        /// <summary>The sine.</summary>
        public Tensor Sin() => F.sin(x);

        /// <summary>The cosine.</summary>
        public Tensor Cos() => F.cos(x);

        /// <summary>The tangent.</summary>
        public Tensor Tan() => F.tan(x);

        /// <summary>The arcsine.</summary>
        public Tensor Asin() => F.asin(x);

        /// <summary>The arccosine.</summary>
        public Tensor Acos() => F.acos(x);

        /// <summary>The arctangent.</summary>
        public Tensor Atan() => F.atan(x);

        /// <summary>The hyperbolic sine.</summary>
        public Tensor Sinh() => F.sinh(x);

        /// <summary>The hyperbolic cosine.</summary>
        public Tensor Cosh() => F.cosh(x);

        /// <summary>The hyperbolic tangent.</summary>
        public Tensor Tanh() => F.tanh(x);

        /// <summary>The inverse hyperbolic sine.</summary>
        public Tensor Asinh() => F.asinh(x);

        /// <summary>The inverse hyperbolic cosine.</summary>
        public Tensor Acosh() => F.acosh(x);

        /// <summary>The inverse hyperbolic tangent.</summary>
        public Tensor Atanh() => F.atanh(x);

        /// <summary>1 / (1 + e ** -x).</summary>
        public Tensor Sigmoid() => F.sigmoid(x);

        /// <summary>log(sigmoid x), without overflow.</summary>
        public Tensor LogSigmoid() => F.logSigmoid(x);

        /// <summary>max(x, 0); slope 0 at 0.</summary>
        public Tensor Relu() => F.relu(x);

        /// <summary>The error function.</summary>
        public Tensor Erf() => F.erf(x);

        /// <summary>1 - erf x, accurate for large x.</summary>
        public Tensor Erfc() => F.erfc(x);

        /// <summary>The inverse of erf: infinite at -1 and 1, nan beyond them.</summary>
        public Tensor Erfinv() => F.erfinv(x);

        /// <summary>log |Γ(x)|.</summary>
        public Tensor Lgamma() => F.lgamma(x);

        /// <summary>The derivative of lgamma.</summary>
        public Tensor Digamma() => F.digamma(x);

        /// <summary>Rounded down.</summary>
        public Tensor Floor() => F.floor(x);

        /// <summary>Rounded up.</summary>
        public Tensor Ceil() => F.ceil(x);

        /// <summary>Rounded to the nearest integer, halves to even.</summary>
        public Tensor Round() => F.round(x);

        /// <summary>Rounded toward 0.</summary>
        public Tensor Trunc() => F.trunc(x);

        /// <summary>x - trunc x.</summary>
        public Tensor Frac() => F.frac(x);

        /// <summary>sin(πx) / (πx), 1 at 0.</summary>
        public Tensor Sinc() => F.sinc(x);

        /// <summary>Whether an element is not a number.</summary>
        public Tensor IsNan() => F.isNan(x);

        /// <summary>Whether an element is infinite.</summary>
        public Tensor IsInf() => F.isInf(x);

        /// <summary>Whether an element is neither infinite nor nan.</summary>
        public Tensor IsFinite() => F.isFinite(x);

        /// <summary>Whether an element is 0.</summary>
        public Tensor LogicalNot() => F.logicalNot(x);

        /// <summary>0 for nan, and the largest numbers of the dtype for infinities.</summary>
        public Tensor NanToNum() => F.nanToNum(x);

        /// <summary>x with numbers in the place of nan, infinity and -infinity.</summary>
        public Tensor NanToNum(double nan, double positive, double negative) => F.nanToNumWith(nan, positive, negative, x);

        /// <summary>The n-th derivative of digamma.</summary>
        public Tensor Polygamma(int n) => F.polygamma(n, x);

        /// <summary>log(1 + e ** (beta x)) / beta, and x itself where beta x &gt; threshold.</summary>
        public Tensor Softplus(double beta = 1, double threshold = 20) => F.softplusWith(beta, threshold, x);

        /// <summary>x limited to [low, high]; slope 0 at the bounds.</summary>
        public Tensor Hardtanh(double low = -1, double high = 1) => F.hardtanh(low, high, x);

        /// <summary>x limited to [low, high]; slope 1 at the bounds.</summary>
        public Tensor Clamp(double low, double high) => F.clamp(low, high, x);

        /// <summary>x, but at least low.</summary>
        public Tensor ClampMin(double low) => F.clampMin(low, x);

        /// <summary>x, but at most high.</summary>
        public Tensor ClampMax(double high) => F.clampMax(high, x);
    }
}
