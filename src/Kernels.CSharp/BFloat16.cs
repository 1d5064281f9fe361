using System.Globalization;

namespace Functional;

/// <summary>
/// The upper half of an IEEE single: its sign, its eight bits of exponent and the first seven of its fraction, rounded
/// to nearest, ties to even. A number to store; arithmetic is that of <c>float</c>, which holds all of them exactly.
/// </summary>
public readonly struct BFloat16 : IEquatable<BFloat16>, IComparable<BFloat16>, IFormattable, ISpanParsable<BFloat16>
{
    /// <summary>What is added to the bits of a single so that cutting off the lower half rounds to nearest.</summary>
    private const uint HalfBelow = 0x7FFF;

    private readonly ushort bits;

    private BFloat16(ushort bits) => this.bits = bits;

    /// <summary>The bits: sign, exponent, fraction.</summary>
    public ushort Bits => bits;

    /// <summary>Whether it is nan.</summary>
    public bool IsNaN => (bits & 0x7FFF) > 0x7F80;

    /// <summary>The number that has these bits.</summary>
    public static BFloat16 FromBits(ushort bits) => new(bits);

    /// <summary>The nearest number, ties to even; nan stays nan, and what is too large becomes infinite.</summary>
    public static explicit operator BFloat16(float value)
    {
        var single = BitConverter.SingleToUInt32Bits(value);
        // The payload of a nan may be in the half that is cut off.
        if (float.IsNaN(value)) return new((ushort)((single >> 16) | 0x40));
        return new((ushort)((single + HalfBelow + ((single >> 16) & 1)) >> 16));
    }

    /// <summary>The nearest number to the nearest single, as in PyTorch.</summary>
    public static explicit operator BFloat16(double value) => (BFloat16)(float)value;

    /// <summary>The same number as a single.</summary>
    public static explicit operator float(BFloat16 value) => BitConverter.UInt32BitsToSingle((uint)value.bits << 16);

    /// <summary>The same number as a double.</summary>
    public static explicit operator double(BFloat16 value) => (float)value;

    /// <summary>Whether two numbers are equal: zeros of either sign are, nan is not.</summary>
    public static bool operator ==(BFloat16 x, BFloat16 y) => (float)x == (float)y;

    /// <summary>Whether two numbers differ.</summary>
    public static bool operator !=(BFloat16 x, BFloat16 y) => (float)x != (float)y;

    /// <summary>Whether a number is less than another.</summary>
    public static bool operator <(BFloat16 x, BFloat16 y) => (float)x < (float)y;

    /// <summary>Whether a number is greater than another.</summary>
    public static bool operator >(BFloat16 x, BFloat16 y) => (float)x > (float)y;

    /// <summary>Whether a number is at most another.</summary>
    public static bool operator <=(BFloat16 x, BFloat16 y) => (float)x <= (float)y;

    /// <summary>Whether a number is at least another.</summary>
    public static bool operator >=(BFloat16 x, BFloat16 y) => (float)x >= (float)y;

    /// <summary>The nearest number that a text says.</summary>
    /// <exception cref="FormatException">The text is no number.</exception>
    public static BFloat16 Parse(string s, IFormatProvider? provider) => (BFloat16)float.Parse(s, provider);

    /// <summary>The nearest number that a text says.</summary>
    /// <exception cref="FormatException">The text is no number.</exception>
    public static BFloat16 Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => (BFloat16)float.Parse(s, provider);

    /// <summary>The nearest number that a text says, if it says one.</summary>
    public static bool TryParse(string? s, IFormatProvider? provider, out BFloat16 result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <summary>The nearest number that a text says, if it says one.</summary>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out BFloat16 result)
    {
        var isNumber = float.TryParse(s, provider, out var value);
        result = (BFloat16)value;
        return isNumber;
    }

    /// <summary>Equal values; nan equals nan, as in .NET's own numbers.</summary>
    public bool Equals(BFloat16 other) => ((float)this).Equals((float)other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BFloat16 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((float)this).GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(BFloat16 other) => ((float)this).CompareTo((float)other);

    /// <inheritdoc/>
    public override string ToString() => ToString(null, CultureInfo.CurrentCulture);

    /// <summary>The digits of the single that it is.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) => ((float)this).ToString(format, formatProvider);
}
