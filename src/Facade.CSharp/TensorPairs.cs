using F = Functional.TensorModule;

namespace Functional;

/// <summary>Functions of pairs of elements, broadcast; the tensor before the dot comes first.</summary>
/// <remarks>The operators + - * / % and &lt; &lt;= &gt; &gt;= are the same; == asks whether two tensors are the same object.</remarks>
public static class TensorPairs
{
    extension(Tensor x)
    {
        /// <summary>x + y; logical or on bools.</summary>
        public Tensor Add(Operand y) => F.add(x, y.Tensor);

        /// <summary>x - y.</summary>
        public Tensor Sub(Operand y) => F.sub(x, y.Tensor);

        /// <summary>x y, elementwise.</summary>
        public Tensor Mul(Operand y) => F.mul(x, y.Tensor);

        /// <summary>x / y; integers become floats.</summary>
        public Tensor Div(Operand y) => F.div(x, y.Tensor);

        /// <summary>x ** y.</summary>
        public Tensor Pow(Operand y) => F.pow(x, y.Tensor);

        /// <summary>The larger of two; nan wins, ties share the derivative.</summary>
        public Tensor Maximum(Operand y) => F.maximum(x, y.Tensor);

        /// <summary>The smaller of two; nan wins, ties share the derivative.</summary>
        public Tensor Minimum(Operand y) => F.minimum(x, y.Tensor);

        /// <summary>The remainder with the sign of the dividend x.</summary>
        public Tensor Fmod(Operand y) => F.fmod(x, y.Tensor);

        /// <summary>The remainder with the sign of the divisor y: x % y.</summary>
        public Tensor Remainder(Operand y) => F.remainder(x, y.Tensor);

        /// <summary>The angle of the point (y, x): atan2 x y is the angle whose tangent is x / y.</summary>
        public Tensor Atan2(Operand y) => F.atan2(x, y.Tensor);

        /// <summary>sqrt(x² + y²) without overflow.</summary>
        public Tensor Hypot(Operand y) => F.hypot(x, y.Tensor);

        /// <summary>x log y, 0 where x is 0.</summary>
        public Tensor Xlogy(Operand y) => F.xlogy(x, y.Tensor);

        /// <summary>log(e ** x + e ** y) without overflow.</summary>
        public Tensor LogAddExp(Operand y) => F.logAddExp(x, y.Tensor);

        /// <summary>The larger of two, a number rather than nan.</summary>
        public Tensor Fmax(Operand y) => F.fmax(x, y.Tensor);

        /// <summary>The smaller of two, a number rather than nan.</summary>
        public Tensor Fmin(Operand y) => F.fmin(x, y.Tensor);

        /// <summary>x = y.</summary>
        public Tensor Eq(Operand y) => F.eq(x, y.Tensor);

        /// <summary>x ≠ y.</summary>
        public Tensor Ne(Operand y) => F.ne(x, y.Tensor);

        /// <summary>x &lt; y.</summary>
        public Tensor Lt(Operand y) => F.lt(x, y.Tensor);

        /// <summary>x ≤ y.</summary>
        public Tensor Le(Operand y) => F.le(x, y.Tensor);

        /// <summary>x &gt; y.</summary>
        public Tensor Gt(Operand y) => F.gt(x, y.Tensor);

        /// <summary>x ≥ y.</summary>
        public Tensor Ge(Operand y) => F.ge(x, y.Tensor);

        /// <summary>Whether both are not 0.</summary>
        public Tensor LogicalAnd(Operand y) => F.logicalAnd(x, y.Tensor);

        /// <summary>Whether one of two is not 0.</summary>
        public Tensor LogicalOr(Operand y) => F.logicalOr(x, y.Tensor);

        /// <summary>Whether exactly one of two is not 0.</summary>
        public Tensor LogicalXor(Operand y) => F.logicalXor(x, y.Tensor);

        /// <summary>x + alpha y.</summary>
        public Tensor AddScaled(double alpha, Operand y) => F.addScaled(alpha, x, y.Tensor);

        /// <summary>x + weight (y - x).</summary>
        public Tensor Lerp(Operand y, Operand weight) => F.lerp(weight.Tensor, x, y.Tensor);

        /// <summary>Whether shapes and all elements are equal; nan equals nothing.</summary>
        public bool Equal(Tensor y) => F.equal(x, y);

        /// <summary>Whether |x - y| ≤ atol + rtol |y| at every element, broadcast; nan is close to nothing.</summary>
        public bool AllClose(Operand y, double rtol = 1e-5, double atol = 1e-8) => F.allClose(rtol, atol, x, y.Tensor);
    }

    extension(Tensor)
    {
        /// <summary>condition ? x : y at every element, broadcast. A bad number in the branch not taken does no harm.</summary>
        public static Tensor Where(Tensor condition, Operand x, Operand y) => F.where(condition, x.Tensor, y.Tensor);
    }
}
