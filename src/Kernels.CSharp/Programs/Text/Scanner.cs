using System.Globalization;
using System.Text;

namespace Functional.Kernels;

/// <summary>
/// Cuts the text of a program into tokens. Space separates and <c>//</c> starts a comment to the end of the line.
/// </summary>
internal sealed class Scanner(string text)
{
    private const string Signs = "(){}<>[],:=";

    private int place;
    private int line = 1;
    private int lineStart;

    /// <summary>The next token; at the end, the end again and again.</summary>
    public Token Next()
    {
        Skip();
        if (place == text.Length) return At(TokenKind.End, "", place);
        var start = place;
        var first = text[place];
        if (first is '%' or '#')
        {
            place++;
            while (place < text.Length && char.IsAsciiDigit(text[place])) place++;
            if (place - start == 1)
                throw Unexpected("a number after " + first, start, $"write {first} and digits, such as {first}0");
            return At(first == '%' ? TokenKind.Value : TokenKind.Reference, text[(start + 1)..place], start);
        }

        if (first == '"') return Quote();
        if (Signs.Contains(first))
        {
            place++;
            return At(TokenKind.Sign, first.ToString(), start);
        }

        if (first == '-') place++;
        while (place < text.Length && (IsLetter(text[place]) || IsExponentSign(start))) place++;
        if (place == start || (place == start + 1 && first == '-'))
        {
            place = start;
            throw Unexpected(
                "a word, a number, %, #, a text in quotes, or one of " + Signs,
                start,
                "remove it, or write // before a comment");
        }

        return At(TokenKind.Word, text[start..place], start);
    }

    private static bool IsLetter(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '.';

    // The sign within 1E-05, but not the one that begins the next number.
    private bool IsExponentSign(int start)
    {
        var digits = text[start] == '-' ? start + 1 : start;
        return text[place] is '+' or '-'
            && digits < place
            && text[place - 1] is 'e' or 'E'
            && char.IsAsciiDigit(text[digits]);
    }

    private void Skip()
    {
        for (; place < text.Length; place++)
        {
            if (text[place] == '\n')
            {
                line++;
                lineStart = place + 1;
            }
            else if (text[place] == '/' && place + 1 < text.Length && text[place + 1] == '/')
            {
                while (place + 1 < text.Length && text[place + 1] != '\n') place++;
            }
            else if (!char.IsWhiteSpace(text[place]))
            {
                return;
            }
        }
    }

    private Token Quote()
    {
        var start = place++;
        var content = new StringBuilder();
        while (true)
        {
            if (place == text.Length || text[place] == '\n')
                throw Errors.ProgramText(
                    line, start - lineStart + 1, "a closing quote on the same line", "none", "end the text with \"");
            var character = text[place++];
            if (character == '"') return At(TokenKind.Text, content.ToString(), start);
            content.Append(character == '\\' ? Escaped() : character);
        }
    }

    private char Escaped()
    {
        var start = place - 1;
        var character = place < text.Length ? text[place++] : '\n';
        if (character is '"' or '\\') return character;
        if (character == 'u' && place + 4 <= text.Length
            && ushort.TryParse(text.AsSpan(place, 4), NumberStyles.AllowHexSpecifier, null, out var code))
        {
            place += 4;
            return (char)code;
        }

        place = start;
        throw Unexpected("\\\", \\\\ or \\u and four hexadecimal digits", start, "write \\\\ for a backslash");
    }

    private Token At(TokenKind kind, string content, int start) => new(kind, content, line, start - lineStart + 1);

    private Exception Unexpected(string expected, int start, string remedy) =>
        Errors.ProgramText(line, start - lineStart + 1, expected, Quoted.Write(text.Substring(start, 1)), remedy);
}
