namespace Functional.Kernels;

#pragma warning disable CS1591 // The members are the functions of the same name.
/// <summary>Functions of one number. P and Q are the parameters of <see cref="Map"/>.</summary>
public enum Unary
{
    Neg, Abs, Sign, Exp, Exp2, Expm1, Log, Log2, Log10, Log1p, Sqrt, Rsqrt, Reciprocal, Square,
    Sin, Cos, Tan, Asin, Acos, Atan, Sinh, Cosh, Tanh, Asinh, Acosh, Atanh,
    Sigmoid, LogSigmoid, Relu, Erf, Erfc, Erfinv, Lgamma,

    /// <summary>The P-th derivative of digamma: P = 0 is digamma itself.</summary>
    Polygamma,

    /// <summary>log(1 + exp(P x)) / P, and x itself where P x &gt; Q.</summary>
    Softplus,

    /// <summary>x ** P, for a host exponent.</summary>
    PowNumber,

    /// <summary>P ** x, for a host base.</summary>
    NumberPow,

    /// <summary>x limited to [P, Q]; nan stays nan.</summary>
    Clamp,
    Floor, Ceil, Round, Trunc,

    // To bool.
    LogicalNot, IsNan, IsInf, IsFinite,
}

/// <summary>Functions of two numbers. P is the parameter of <see cref="Zip"/>.</summary>
public enum Binary
{
    /// <summary>x + y.</summary>
    Add,

    /// <summary>x + P y, rounded once on floats (a fused multiply-add).</summary>
    AddScaled,
    Sub, Mul, Div, Pow, Max, Min, Atan2, Hypot,

    /// <summary>x - y trunc(x / y): the sign of the dividend.</summary>
    Fmod,

    /// <summary>x - y floor(x / y): the sign of the divisor.</summary>
    Remainder,

    /// <summary>x log y, 0 where x is 0 and y is not nan.</summary>
    Xlogy,

    /// <summary>log(exp x + exp y) without overflow.</summary>
    LogAddExp,

    // To bool.
    Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual, And, Or, Xor,
}

#pragma warning restore CS1591

/// <summary>An elementwise function of one array, with the number parameters it needs.</summary>
public sealed class Map(string name, Unary op, double p = 0, double q = 0) : Operation(name)
{
    /// <summary>The function.</summary>
    public Unary Op { get; } = op;

    /// <summary>First parameter, where the function has one.</summary>
    public double P { get; } = p;

    /// <summary>Second parameter, where the function has one.</summary>
    public double Q { get; } = q;

    /// <inheritdoc/>
    public override Space Infer(ReadOnlySpan<Space> arguments) => Infer(arguments[0].Shape, arguments[0].DType);

    /// <inheritdoc/>
    public override bool Broadcasts => true;

    /// <inheritdoc/>
    public override Operation Batched(int size) => this;

    /// <inheritdoc/>
    public override NdArray Run(NdArray x) => x.Backend.Map(this, x, Infer(x.Shape, x.DType));

    private Space Infer(Shape shape, DType dtype) => new(shape, Op >= Unary.LogicalNot ? DType.Bool : dtype);
}

/// <summary>An elementwise function of two arrays, broadcast, of one dtype.</summary>
public sealed class Zip(string name, Binary op, double p = 0) : Operation(name)
{
    /// <summary>The function.</summary>
    public Binary Op { get; } = op;

    /// <summary>The parameter, where the function has one.</summary>
    public double P { get; } = p;

    /// <inheritdoc/>
    public override Space Infer(ReadOnlySpan<Space> arguments) =>
        Infer(arguments[0].Shape, arguments[0].DType, arguments[1].Shape, arguments[1].DType);

    /// <inheritdoc/>
    public override bool Broadcasts => true;

    /// <inheritdoc/>
    public override Operation Batched(int size) => this;

    /// <inheritdoc/>
    public override NdArray Run(NdArray x, NdArray y) =>
        Common(x, y).Zip(this, x, y, Infer(x.Shape, x.DType, y.Shape, y.DType));

    private Space Infer(Shape x, DType xType, Shape y, DType yType)
    {
        if (xType != yType) throw Errors.MixedDTypes(Name, xType, yType);
        return new(Broadcasting.Shape(Name, x, y), Op >= Binary.Equal ? DType.Bool : xType);
    }
}

/// <summary><c>condition ? x : y</c>, broadcast.</summary>
public sealed class Select() : Operation("where")
{
    /// <summary>The only instance.</summary>
    public static readonly Select Instance = new();

    /// <inheritdoc/>
    public override Space Infer(ReadOnlySpan<Space> arguments)
    {
        if (arguments[0].DType != DType.Bool) throw Errors.NotBool(Name, arguments[0].DType);
        if (arguments[1].DType != arguments[2].DType) throw Errors.MixedDTypes(Name, arguments[1].DType, arguments[2].DType);
        var branches = Broadcasting.Shape(Name, arguments[1].Shape, arguments[2].Shape);
        return new(Broadcasting.Shape(Name, arguments[0].Shape, branches), arguments[1].DType);
    }

    /// <inheritdoc/>
    public override bool Broadcasts => true;

    /// <inheritdoc/>
    public override Operation Batched(int size) => this;

    /// <inheritdoc/>
    public override NdArray Run(NdArray x, NdArray y, NdArray z)
    {
        Common(x, y);
        return Common(y, z).Select(x, y, z, Infer([x.Space, y.Space, z.Space]));
    }
}

/// <summary>The same numbers in another dtype.</summary>
public sealed class Cast(DType to) : Operation("cast")
{
    /// <summary>The dtype of the result.</summary>
    public DType To { get; } = to;

    /// <inheritdoc/>
    public override Space Infer(ReadOnlySpan<Space> arguments) => new(arguments[0].Shape, To);

    /// <inheritdoc/>
    public override bool Broadcasts => true;

    /// <inheritdoc/>
    public override Operation Batched(int size) => this;

    /// <inheritdoc/>
    public override NdArray Run(NdArray x) => x.DType == To ? x : x.Backend.Cast(x, To);
}
