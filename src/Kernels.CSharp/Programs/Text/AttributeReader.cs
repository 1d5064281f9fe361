namespace Functional.Kernels;

/// <summary>The value of an attribute as it was read: one word or text, or a list of words.</summary>
internal readonly record struct AttributeValue(Token First, Token[]? Items)
{
    public override string ToString() =>
        Items is null ? First.ToString() : $"[{string.Join(", ", Items.Select(x => x.Text))}]";
}

/// <summary>
/// Gives the parameters of an operation that was read, by key. What is not there, not of its kind, or there and never
/// asked for is an error at its line and column.
/// </summary>
public sealed class AttributeReader
{
    private readonly Dictionary<string, AttributeValue> values;
    private readonly HashSet<string> taken = [];
    private readonly Token operation;
    private readonly string usualName;

    internal AttributeReader(Token operation, string usualName, Dictionary<string, AttributeValue> values)
    {
        this.operation = operation;
        this.usualName = usualName;
        this.values = values;
    }

    /// <summary>The operation's name in messages and graphs, for operations that have one of their own.</summary>
    public string Name => values.ContainsKey(OperationCodec.NameKey) ? Text(OperationCodec.NameKey) : usualName;

    /// <summary>A whole number.</summary>
    public int Int(string key) => Word<int>(key, "a whole number");

    /// <summary>A whole number of 64 bits.</summary>
    public long Long(string key) => Word<long>(key, "a whole number");

    /// <summary>A number.</summary>
    public double Double(string key) => Word<double>(key, "a number");

    /// <summary>A number, or the usual one.</summary>
    public double Double(string key, double usual) => values.ContainsKey(key) ? Double(key) : usual;

    /// <summary>A truth.</summary>
    public bool Bool(string key) => Word<bool>(key, "true or false");

    /// <summary>A truth, or the usual one.</summary>
    public bool Bool(string key, bool usual) => values.ContainsKey(key) ? Bool(key) : usual;

    /// <summary>Whole numbers.</summary>
    public int[] Ints(string key)
    {
        var value = Take(key, "whole numbers in brackets");
        if (value.Items is null) throw Wrong(value, key, "whole numbers in brackets, such as [0, 1]");
        return Array.ConvertAll(value.Items, item => ElementText.TryRead<int>(item.Text, out var number)
            ? number
            : throw Errors.ProgramText(
                item, $"a whole number in {key}", item.ToString(), "write digits, perhaps after a minus"));
    }

    /// <summary>A shape.</summary>
    public Shape Shape(string key)
    {
        var lengths = Ints(key);
        return Parsing.At(values[key].First, () => Parsing.Shape(values[key].First, lengths));
    }

    /// <summary>A member of an enumeration.</summary>
    public TEnum Member<TEnum>(string key)
        where TEnum : struct, Enum
    {
        var members = Enum.GetValues<TEnum>();
        var value = Take(key, "a word");
        foreach (var member in members)
        {
            if (value.First.IsWord(Words.Of(member))) return member;
        }

        throw Wrong(value, key, string.Join(", ", members.Select(Words.Of)));
    }

    /// <summary>A text.</summary>
    public string Text(string key)
    {
        var value = Take(key, "a text in quotes");
        return value.First.Kind == TokenKind.Text ? value.First.Text : throw Wrong(value, key, "a text in quotes");
    }

    /// <summary>Says which attribute nobody asked for, if there is one.</summary>
    internal void Finish()
    {
        foreach (var (key, value) in values)
        {
            if (taken.Contains(key)) continue;
            var expected = taken.Count == 0 ? "no attributes" : $"only the attributes {string.Join(", ", taken)}";
            throw Errors.ProgramText(value.First, $"{expected} of {operation.Text}", $"'{key}'", "remove it, or mend its name");
        }
    }

    private T Word<T>(string key, string kind)
        where T : unmanaged, ISpanParsable<T>
    {
        var value = Take(key, kind);
        if (value.First.Kind == TokenKind.Word && ElementText.TryRead<T>(value.First.Text, out var number)) return number;
        throw Wrong(value, key, kind);
    }

    private AttributeValue Take(string key, string kind)
    {
        taken.Add(key);
        if (values.TryGetValue(key, out var value)) return value;
        var word = operation.Text;
        throw Errors.ProgramText(operation, $"the attribute {key} of {word}, {kind}", "none", $"write {word}<{key}=...>");
    }

    private static Exception Wrong(AttributeValue value, string key, string kind) =>
        Errors.ProgramText(value.First, $"{kind} for {key}", value.ToString(), "write one of that kind");
}
