namespace Functional.Kernels;

/// <summary>
/// How operations of one class are written in the text of a program and read back: by a word, their parameters as
/// attributes, and, where it is not the usual one, their name in messages and graphs. The programs that a
/// <see cref="Control"/> runs need no care: they are written from <see cref="Control.Bodies"/> and given to the reader.
/// </summary>
/// <example>
/// <code>
/// OperationCodec.Register(OperationCodec.Of&lt;Repeat&gt;(
///     "repeat",
///     arguments: null,
///     (repeat, to) =&gt; to.Add("times", repeat.Times),
///     (from, bodies) =&gt; new Repeat(from.Int("times"), bodies[0])));
/// </code>
/// </example>
public sealed class OperationCodec
{
    /// <summary>The attribute that is an operation's name where it is not the usual one of its word.</summary>
    internal const string NameKey = "name";

    private readonly Func<Operation, Keyword> keywordOf;
    private readonly Action<Operation, AttributeWriter> write;
    private readonly Func<Keyword, AttributeReader, IReadOnlyList<Program>, Operation> read;

    private OperationCodec(
        Type type,
        Keyword[] keywords,
        int? arguments,
        Func<Operation, Keyword> keywordOf,
        Action<Operation, AttributeWriter> write,
        Func<Keyword, AttributeReader, IReadOnlyList<Program>, Operation> read)
    {
        Type = type;
        Keywords = keywords;
        Arguments = arguments;
        this.keywordOf = keywordOf;
        this.write = write;
        this.read = read;
    }

    /// <summary>The class of the operations.</summary>
    public Type Type { get; }

    /// <summary>
    /// How many values the operations take; null where it is any number, or depends on the parameters.
    /// </summary>
    public int? Arguments { get; }

    /// <summary>The words that stand for the operations.</summary>
    internal IReadOnlyList<Keyword> Keywords { get; }

    /// <summary>The codec of a class whose operations have one word.</summary>
    /// <param name="word">Letters, digits, points and underscores; no two classes share one.</param>
    /// <param name="arguments">How many values they take; null for any number.</param>
    /// <param name="write">Adds the parameters, except the name and the bodies.</param>
    /// <param name="read">Makes the operation of its parameters and <see cref="AttributeReader.Name"/>.</param>
    /// <param name="usualName">The name that is left away; the word itself unless given.</param>
    public static OperationCodec Of<T>(
        string word,
        int? arguments,
        Action<T, AttributeWriter> write,
        Func<AttributeReader, T> read,
        string? usualName = null)
        where T : Operation => Of(word, arguments, write, (from, _) => read(from), usualName);

    /// <summary>The same for control flow: the reader also takes the programs that it runs.</summary>
    public static OperationCodec Of<T>(
        string word,
        int? arguments,
        Action<T, AttributeWriter> write,
        Func<AttributeReader, IReadOnlyList<Program>, T> read,
        string? usualName = null)
        where T : Operation
    {
        var keyword = new Keyword(word, usualName ?? word);
        return new(
            typeof(T),
            [keyword],
            arguments,
            _ => keyword,
            (x, to) => write((T)x, to),
            (_, from, bodies) => read(from, bodies));
    }

    /// <summary>Makes a codec known, for texts to come. A class has one codec, and a word one class.</summary>
    /// <exception cref="ArgumentException">The class or the word is taken.</exception>
    public static void Register(OperationCodec codec) => OperationCodecs.Add(codec);

    /// <summary>The codec of a class whose operations are members of a family, each with a word of its own.</summary>
    /// <param name="keyword">The word and the usual name of a member.</param>
    /// <param name="arguments">How many values they take.</param>
    /// <param name="member">The member that an operation is.</param>
    /// <param name="write">Adds the other parameters.</param>
    /// <param name="read">Makes the operation of its member and other parameters.</param>
    internal static OperationCodec Family<T, TMember>(
        Func<TMember, Keyword> keyword,
        int arguments,
        Func<T, TMember> member,
        Action<T, AttributeWriter> write,
        Func<TMember, AttributeReader, T> read)
        where T : Operation
        where TMember : struct, Enum
    {
        var keywords = Enum.GetValues<TMember>().ToDictionary(x => x, keyword);
        var members = keywords.ToDictionary(x => x.Value, x => x.Key);
        return new(
            typeof(T),
            [.. keywords.Values],
            arguments,
            x => keywords[member((T)x)],
            (x, to) => write((T)x, to),
            (word, from, _) => read(members[word], from));
    }

    /// <summary>The word and the attributes of an operation.</summary>
    internal string Write(Operation operation)
    {
        var (word, usualName) = keywordOf(operation);
        var attributes = new AttributeWriter();
        if (operation.Name != usualName) attributes.Add(NameKey, operation.Name);
        write(operation, attributes);
        return word + attributes;
    }

    /// <summary>The operation that a word and attributes stand for.</summary>
    internal Operation Read(Keyword keyword, AttributeReader attributes, IReadOnlyList<Program> bodies)
    {
        var operation = read(keyword, attributes, bodies);
        attributes.Finish();
        return operation;
    }
}

/// <summary>A word of the text, and the name that the operation has unless the text says another.</summary>
internal readonly record struct Keyword(string Word, string UsualName);
