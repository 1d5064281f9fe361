using System.Text;

namespace Functional.Kernels;

/// <summary>
/// Collects the parameters of an operation as <c>key=value</c>, in the order in which they are added. A parameter that
/// has its usual value may be left away: the reader then must be given the same usual value.
/// </summary>
public sealed class AttributeWriter
{
    private readonly StringBuilder text = new();

    internal AttributeWriter()
    {
    }

    /// <summary>Adds a whole number.</summary>
    public AttributeWriter Add(string key, long value) => Put(key, ElementText.Write(value));

    /// <summary>Adds a number; it reads back as the same bits.</summary>
    public AttributeWriter Add(string key, double value) => Put(key, ElementText.Write(value));

    /// <summary>Adds a number that is not the usual one.</summary>
    public AttributeWriter Add(string key, double value, double usual) =>
        BitConverter.DoubleToInt64Bits(value) == BitConverter.DoubleToInt64Bits(usual) ? this : Add(key, value);

    /// <summary>Adds a truth.</summary>
    public AttributeWriter Add(string key, bool value) => Put(key, ElementText.Write(value));

    /// <summary>Adds a truth that is not the usual one.</summary>
    public AttributeWriter Add(string key, bool value, bool usual) => value == usual ? this : Add(key, value);

    /// <summary>Adds whole numbers: axes, lengths, steps.</summary>
    public AttributeWriter Add(string key, int[] values) => Put(key, Shape.Format(values));

    /// <summary>Adds a shape.</summary>
    public AttributeWriter Add(string key, Shape value) => Put(key, value.ToString());

    /// <summary>Adds a member of an enumeration by its name: a dtype, a kind.</summary>
    public AttributeWriter Add<TEnum>(string key, TEnum value)
        where TEnum : struct, Enum => Put(key, Words.Of(value));

    /// <summary>Adds a text.</summary>
    public AttributeWriter Add(string key, string value) => Put(key, Quoted.Write(value));

    /// <summary>The attributes between angles; nothing where there are none.</summary>
    public override string ToString() => text.Length == 0 ? "" : $"<{text}>";

    private AttributeWriter Put(string key, string value)
    {
        if (text.Length > 0) text.Append(", ");
        text.Append(key).Append('=').Append(value);
        return this;
    }
}
