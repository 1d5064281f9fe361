using System.Globalization;
using System.Text;

namespace Functional.Kernels;

/// <summary>Text in quotes, on one line: <c>\"</c>, <c>\\</c>, and <c>\uXXXX</c> for what would not show.</summary>
internal static class Quoted
{
    public static string Write(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var character in text)
        {
            if (character is '"' or '\\') quoted.Append('\\').Append(character);
            else if (IsHidden(character)) quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else quoted.Append(character);
        }

        return quoted.Append('"').ToString();
    }

    // A lone surrogate would be lost when the text is saved as UTF-8; pairs are spelled the same way, and lose nothing.
    private static bool IsHidden(char character) =>
        char.IsControl(character) || char.IsSurrogate(character) || character is '\u2028' or '\u2029' or '\ufeff';
}
