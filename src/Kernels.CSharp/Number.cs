using System.Globalization;

namespace Functional;

/// <summary>
/// A host number: a <c>bool</c>, an integer or a double beside tensors. It keeps its full precision until the
/// tensors it meets decide its dtype, and it is the weakest class in type promotion.
/// </summary>
public readonly struct Number : IEquatable<Number>
{
    private readonly double real;
    private readonly long integer;

    private Number(NumberKind kind, double real, long integer)
    {
        Kind = kind;
        this.real = real;
        this.integer = integer;
    }

    /// <summary>Whether this is a truth value, an integer or a floating-point number.</summary>
    public NumberKind Kind { get; }

    /// <summary>The dtype that the number has on its own: bool, int64 or the default float.</summary>
    public DType DType => Kind switch
    {
        NumberKind.Bool => DType.Bool,
        NumberKind.Integer => DType.Int64,
        _ => DTypes.Default,
    };

    /// <summary>The value as a double; integers beyond 2^53 round.</summary>
    public double ToDouble() => Kind == NumberKind.Float ? real : integer;

    /// <summary>The value as an integer; fractions are cut off, and values out of range saturate.</summary>
    public long ToInt64() => Kind == NumberKind.Float ? (long)real : integer;

    /// <summary>A floating-point host number.</summary>
    public static implicit operator Number(double value) => new(NumberKind.Float, value, 0);

    /// <summary>An integer host number.</summary>
    public static implicit operator Number(long value) => new(NumberKind.Integer, 0, value);

    /// <summary>An integer host number.</summary>
    public static implicit operator Number(int value) => new(NumberKind.Integer, 0, value);

    /// <summary>A boolean host number.</summary>
    public static implicit operator Number(bool value) => new(NumberKind.Bool, 0, value ? 1 : 0);

    /// <inheritdoc/>
    public bool Equals(Number other) => Kind == other.Kind && real.Equals(other.real) && integer == other.integer;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Number other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, real, integer);

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        NumberKind.Bool => integer != 0 ? "True" : "False",
        NumberKind.Integer => integer.ToString(CultureInfo.InvariantCulture),
        _ => real.ToString("R", CultureInfo.InvariantCulture),
    };

    /// <summary>Equality of kind and value.</summary>
    public static bool operator ==(Number left, Number right) => left.Equals(right);

    /// <summary>Difference in kind or value.</summary>
    public static bool operator !=(Number left, Number right) => !left.Equals(right);
}
