using System.Diagnostics.CodeAnalysis;

namespace Functional.Kernels;

/// <summary>The codecs that are known, by the class of the operation and by the word.</summary>
internal static class OperationCodecs
{
    /// <summary>The word under which an operation without a codec is printed, for people only.</summary>
    public const string Opaque = "opaque";

    private static readonly string[] Reserved = [Opaque, "program", "const", "return"];
    private static readonly Lock Gate = new();

    // Replaced as a whole by each registration, so that readers need no lock.
    private static volatile Known known = new([], []);

    static OperationCodecs()
    {
        foreach (var codec in BuiltInCodecs.All) Add(codec);
    }

    /// <summary>The codec of an operation's class.</summary>
    public static OperationCodec? Find(Operation operation) => known.ByType.GetValueOrDefault(operation.GetType());

    /// <summary>The codec of a word.</summary>
    public static bool TryFind(string word, [NotNullWhen(true)] out OperationCodec? codec, out Keyword keyword)
    {
        var found = known.ByWord.TryGetValue(word, out var entry);
        (codec, keyword) = entry;
        return found;
    }

    /// <summary>The known word that is most like one that is not.</summary>
    public static string Nearest(string word) =>
        known.ByWord.Keys.Order(StringComparer.Ordinal).MinBy(x => Distance(x, word))!;

    public static void Add(OperationCodec codec)
    {
        lock (Gate)
        {
            var next = new Known(new(known.ByType), new(known.ByWord));
            if (!next.ByType.TryAdd(codec.Type, codec)) throw Errors.CodecTwice(codec.Type);
            foreach (var keyword in codec.Keywords)
            {
                if (!IsWord(keyword.Word)) throw Errors.CodecWord(keyword.Word);
                if (Reserved.Contains(keyword.Word)) throw Errors.CodecTaken(keyword.Word, typeof(Program));
                if (!next.ByWord.TryAdd(keyword.Word, (codec, keyword)))
                    throw Errors.CodecTaken(keyword.Word, next.ByWord[keyword.Word].Codec.Type);
            }

            known = next;
        }
    }

    private static bool IsWord(string word) =>
        word.Length > 0
        && char.IsAsciiLetter(word[0])
        && word.All(x => char.IsAsciiLetterOrDigit(x) || x is '_' or '.');

    // Levenshtein's distance; words are short, and it is asked for once, before an error.
    private static int Distance(string x, string y)
    {
        var row = Enumerable.Range(0, y.Length + 1).ToArray();
        for (var i = 1; i <= x.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var k = 1; k <= y.Length; k++)
            {
                var above = row[k];
                row[k] = Math.Min(corner + (x[i - 1] == y[k - 1] ? 0 : 1), Math.Min(above, row[k - 1]) + 1);
                corner = above;
            }
        }

        return row[^1];
    }

    private sealed record Known(
        Dictionary<Type, OperationCodec> ByType, Dictionary<string, (OperationCodec Codec, Keyword Keyword)> ByWord);
}
