using System.Globalization;

namespace Functional.Tutorials;

/// <summary>Numbers and lines as Python's print writes them, so that output can be laid beside the tutorials' own.</summary>
internal static class Python
{
    /// <summary>The shortest text that reads back to the same double, with ".0" for whole numbers: Python's repr.</summary>
    internal static string Repr(double value)
    {
        if (double.IsNaN(value)) return "nan";
        if (double.IsInfinity(value)) return value > 0 ? "inf" : "-inf";
        var magnitude = Math.Abs(value);
        if (magnitude != 0 && (magnitude < 1e-4 || magnitude >= 1e16))
        {
            var text = value.ToString("E16", CultureInfo.InvariantCulture);
            for (var digits = 0; digits < 17; digits++)
            {
                text = value.ToString("E" + digits, CultureInfo.InvariantCulture);
                if (double.Parse(text, CultureInfo.InvariantCulture) == value) break;
            }

            var parts = text.Split('E');
            return $"{parts[0]}e{parts[1][0]}{int.Parse(parts[1][1..], CultureInfo.InvariantCulture):00}";
        }

        var plain = value.ToString("R", CultureInfo.InvariantCulture);
        if (plain.Contains('E')) plain = decimal.Parse(plain, NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
        return plain.Contains('.') ? plain : plain + ".0";
    }

    /// <summary>A number with a fixed count of decimals: Python's format <c>.3f</c>.</summary>
    internal static string Fixed(double value, int decimals) =>
        value.ToString("F" + decimals, CultureInfo.InvariantCulture);

    /// <summary>A number in scientific notation with two digits of exponent: Python's format <c>.4e</c>.</summary>
    internal static string Scientific(double value, int decimals)
    {
        var parts = value.ToString("E" + decimals, CultureInfo.InvariantCulture).Split('E');
        return $"{parts[0]}e{parts[1][0]}{int.Parse(parts[1][1..], CultureInfo.InvariantCulture):00}";
    }
}
