using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Functional.Kernels.Tests;

/// <summary>The reference numbers of tests/data/random.json: IEEE bit patterns in hex, integers as numbers.</summary>
internal static class ReferenceBits
{
    private static readonly Lazy<JsonElement> Root = new(() =>
    {
        var file = Path.Combine(AppContext.BaseDirectory, "data", "random.json");
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        return document.RootElement.Clone();
    });

    /// <summary>One section of the file.</summary>
    public static JsonElement Section(string name) => Root.Value.GetProperty(name);

    /// <summary>One theory row a case: its index, and a name that a failure can be recognised by.</summary>
    public static TheoryData<int, string> Rows(string section, Func<JsonElement, string> name)
    {
        var rows = new TheoryData<int, string>();
        foreach (var (index, item) in Section(section).EnumerateArray().Index()) rows.Add(index, name(item));
        return rows;
    }

    /// <summary>The name of a case that seeds and calls.</summary>
    public static string CallsName(JsonElement item) => $"seed {item.GetProperty("seed")}: " + string.Join("; ",
        item.GetProperty("calls").EnumerateArray().Select(call => $"{call.GetProperty("op")} {call.GetProperty("args")}"));

    /// <summary>Asserts that the numbers are those that the bits spell, or lie within some units in the last place.</summary>
    public static void AssertBits(JsonElement expected, ReadOnlySpan<float> actual, int ulp = 0) =>
        AssertBits(expected, MemoryMarshal.Cast<float, int>(actual), ulp);

    /// <inheritdoc cref="AssertBits(JsonElement, ReadOnlySpan{float}, int)"/>
    public static void AssertBits(JsonElement expected, ReadOnlySpan<double> actual, int ulp = 0) =>
        AssertBits(expected, MemoryMarshal.Cast<double, long>(actual), ulp);

    private static void AssertBits<TBits>(JsonElement expected, ReadOnlySpan<TBits> actual, int ulp)
        where TBits : IBinaryInteger<TBits>, IMinMaxValue<TBits>
    {
        Assert.Equal(expected.GetArrayLength(), actual.Length);
        for (var i = 0; i < actual.Length; i++)
        {
            var bits = TBits.Parse(expected[i].GetString()!, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (actual[i] == bits) continue;
            var distance = TBits.Abs(Ordinal(actual[i]) - Ordinal(bits));
            Assert.True(ulp > 0 && distance <= TBits.CreateChecked(ulp),
                $"element {i}: expected {bits:x}, got {actual[i]:x}, which is {distance} units in the last place away");
        }
    }

    // Floats in ascending order have ascending ordinals, one apart for neighbours, across zero too.
    private static TBits Ordinal<TBits>(TBits bits)
        where TBits : IBinaryInteger<TBits>, IMinMaxValue<TBits> => bits < TBits.Zero ? TBits.MinValue - bits : bits;
}
