using System.Globalization;

namespace Functional.Kernels;

/// <summary>Reads programs: one method for each kind of phrase.</summary>
internal sealed class ProgramParser
{
    private const int MostNesting = 100;

    private readonly Scanner scanner;
    private readonly IBackend backend;
    private readonly IReadOnlyList<NdArray> constants;
    private Token next;

    public ProgramParser(string text, IBackend backend, IReadOnlyList<NdArray> constants)
    {
        scanner = new(text);
        this.backend = backend;
        this.constants = constants;
        next = scanner.Next();
    }

    /// <summary>The one program that the text is.</summary>
    public Program Parse()
    {
        var program = ParseProgram(1);
        return next.Kind == TokenKind.End ? program
            : throw Wrong("the end of the text", "leave one program in the text");
    }

    private Program ParseProgram(int depth)
    {
        if (depth > MostNesting) throw Errors.ProgramNesting(next, MostNesting);
        if (!next.IsWord("program")) throw Wrong("'program'", "begin a program with program (%0: float32[]) {");
        Take();
        var scope = new Scope(backend);
        Sign('(', "the arguments in parentheses");
        foreach (var (number, space) in List(')', Declared)) scope.Add(number, scope.Builder.Argument(space));
        Sign('{', "the instructions in braces");
        while (!next.IsWord("return"))
        {
            if (next.IsWord("const")) ParseConstant(scope);
            else ParseInstruction(scope, depth);
        }

        Take();
        Sign('(', "the results in parentheses");
        var results = List(')', () => scope.Find(Value()));
        Sign('}', "the end of the program after its results");
        return scope.Builder.Build(results);
    }

    private void ParseConstant(Scope scope)
    {
        Take();
        var (number, space) = Declared();
        Sign('=', "the value of the constant");
        var place = next;
        var array = next.Kind == TokenKind.Reference ? Referenced(space)
            : next.IsSign('[') ? Listed(space)
            : Uniform(space);
        if (!ReferenceEquals(array.Backend, backend))
            throw Errors.ProgramText(
                place, Errors.ProgramBackend("the constant", backend.Device, array.Backend.Device));
        scope.Add(number, scope.Builder.Constant(array));
    }

    private NdArray Referenced(Space space)
    {
        var place = Take();
        if (!IsNatural(place.Text, out var index) || index >= constants.Count)
            throw Errors.ProgramText(
                place,
                $"one of the {constants.Count} array(s) that go with the text",
                place.ToString(),
                "pass the arrays that Write gave");
        return constants[index].Space == space ? constants[index]
            : throw Errors.ProgramText(
                place,
                $"an array of {space}",
                $"one of {constants[index].Space}",
                "pass the arrays that Write gave, in its order");
    }

    private NdArray Uniform(Space space)
    {
        var word = next;
        if (word.Kind != TokenKind.Word || ElementText.Of(space.DType).Number(word.Text) is not { } number)
            throw NotAnElement(word, space, "a number, a list of numbers or a reference such as #0");
        Take();
        return backend.Full(space.Shape, space.DType, number);
    }

    private NdArray Listed(Space space)
    {
        var (shape, size) = (space.Shape, space.Shape.Size);
        if (size > ConstantText.MostElements)
            throw Errors.ProgramText(
                next,
                $"one number or a reference for {size} elements",
                "a list",
                $"write lists of at most {ConstantText.MostElements} elements, and #0 and so on for other arrays");
        var words = new List<Token>(size);
        var purpose = $"{size} elements in the shape {shape}";
        for (var i = 0; i < size; i++)
        {
            if (i > 0) Sign(',', purpose);
            for (var k = ConstantText.Edges(shape, i); k > 0; k--) Sign('[', purpose);
            if (next.Kind != TokenKind.Word) throw NotAnElement(next, space, "a number");
            words.Add(Take());
            for (var k = ConstantText.Edges(shape, i + 1); k > 0; k--) Sign(']', purpose);
        }

        if (size == 0)
        {
            Take();
            Sign(']', $"no element in the shape {shape}");
        }

        return ElementText.Of(space.DType).Create(backend, words, shape, out var wrong)
            ?? throw NotAnElement(wrong, space, "a number");
    }

    private static Exception NotAnElement(Token word, Space space, string expected) =>
        Errors.ProgramText(
            word, $"{expected} of {space.DType.Name()}", word.ToString(), $"write what {space.DType.Name()} holds");

    private void ParseInstruction(Scope scope, int depth)
    {
        var made = new List<(Token Number, Space Space)>();
        var first = next;
        if (next.Kind == TokenKind.Value)
        {
            do made.Add(Declared());
            while (TakeIf(','));
            Sign('=', "the operation that makes the value");
        }
        else if (next.Kind != TokenKind.Word)
        {
            throw Wrong("an instruction, a constant or the results", "write %2: float32[] = neg(%1), or return (%2)");
        }

        var (codec, keyword, word) = Operation();
        var attributes = new AttributeReader(word, keyword.UsualName, Attributes());
        Sign('(', "the values that it takes in parentheses");
        var arguments = List(')', () => scope.Find(Value())).ToArray();
        var isControl = typeof(Control).IsAssignableFrom(codec.Type);
        var operation = Parsing.At(word, () => codec.Read(keyword, attributes, isControl ? Bodies(depth) : []));
        var taken = Array.ConvertAll(arguments, scope.Builder.SpaceOf);
        var spaces = Parsing.At(word, () => ProgramRules.Made(operation, taken));
        if (spaces.Length != made.Count)
            throw Errors.ProgramText(
                first,
                $"{spaces.Length} value(s) made by {word.Text}",
                $"{made.Count}",
                "name each value that it makes");
        var ticket = scope.Builder.Add(operation, arguments, spaces);
        for (var i = 0; i < spaces.Length; i++)
        {
            var (number, space) = made[i];
            if (space != spaces[i])
                throw Errors.ProgramText(
                    number,
                    $"{spaces[i]}, which {word.Text} makes",
                    $"{space}",
                    "write the space that the operation makes");
            scope.Add(number, ticket + i);
        }
    }

    private (OperationCodec Codec, Keyword Keyword, Token Word) Operation()
    {
        var word = next;
        if (word.Kind == TokenKind.Word && OperationCodecs.TryFind(word.Text, out var codec, out var keyword))
        {
            Take();
            return (codec, keyword, word);
        }

        var remedy = word.Kind != TokenKind.Word ? "write a word such as add"
            : word.Text == OperationCodecs.Opaque ? "register an OperationCodec for its class before the program is written"
            : $"perhaps it is {OperationCodecs.Nearest(word.Text)}; register an OperationCodec for a class of your own";
        throw Errors.ProgramText(word, "an operation", word.ToString(), remedy);
    }

    private List<Program> Bodies(int depth)
    {
        var bodies = new List<Program>();
        Sign('{', "the programs that it runs in braces");
        while (!TakeIf('}')) bodies.Add(ParseProgram(depth + 1));
        return bodies;
    }

    private Dictionary<string, AttributeValue> Attributes()
    {
        var values = new Dictionary<string, AttributeValue>();
        if (!TakeIf('<')) return values;
        do
        {
            var key = next.Kind == TokenKind.Word ? Take() : throw Wrong("an attribute", "write <key=value>");
            Sign('=', $"the value of {key.Text}");
            if (!values.TryAdd(key.Text, AttributeValue()))
                throw Errors.ProgramText(key, "each attribute once", $"{key} again", "remove one of them");
        }
        while (TakeIf(','));
        Sign('>', "the end of the attributes");
        return values;
    }

    private AttributeValue AttributeValue()
    {
        var first = next;
        if (TakeIf('['))
            return new(first, [.. List(']', Item)]);
        return first.Kind is TokenKind.Word or TokenKind.Text ? new(Take(), null)
            : throw Errors.ProgramText(
                first, "a word, a number, a text in quotes or a list", first.ToString(), "write <key=value>");
    }

    private Token Item() =>
        next.Kind == TokenKind.Word ? Take() : throw Wrong("a word or a number", "write [0, 1]");

    private (Token Number, Space Space) Declared()
    {
        var number = Value();
        Sign(':', "the space of the value, such as : float32[2]");
        var word = next;
        foreach (var dtype in Enum.GetValues<DType>())
        {
            if (!word.IsWord(dtype.Name())) continue;
            Take();
            Sign('[', "the lengths of the axes in brackets");
            var lengths = List(']', Length).ToArray();
            return (number, new(Parsing.At(word, () => Parsing.Shape(word, lengths)), dtype));
        }

        throw Errors.ProgramText(
            word,
            "a dtype",
            word.ToString(),
            $"write one of {string.Join(", ", Enum.GetValues<DType>().Select(DTypes.Name))}");
    }

    private static bool IsNatural(string word, out int number) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private int Length()
    {
        if (next.Kind == TokenKind.Word && IsNatural(next.Text, out var length))
        {
            Take();
            return length;
        }

        throw Wrong("the length of an axis", "write a whole number of at least 0");
    }

    private Token Value() => next.Kind == TokenKind.Value ? Take()
        : throw Wrong("a value", "write its number, such as %0");

    // What stands between the opening sign, which is taken already, and the closing one.
    private List<T> List<T>(char close, Func<T> item)
    {
        var items = new List<T>();
        if (TakeIf(close)) return items;
        do items.Add(item());
        while (TakeIf(','));
        Sign(close, $"',' or '{close}'");
        return items;
    }

    private void Sign(char sign, string purpose)
    {
        if (!TakeIf(sign)) throw Wrong(purpose.Contains($"'{sign}'") ? purpose : $"'{sign}'", $"write {purpose}");
    }

    private bool TakeIf(char sign)
    {
        if (!next.IsSign(sign)) return false;
        Take();
        return true;
    }

    private Exception Wrong(string expected, string remedy) =>
        Errors.ProgramText(next, expected, next.ToString(), remedy);

    private Token Take()
    {
        var token = next;
        next = scanner.Next();
        return token;
    }

    /// <summary>The values of one program by their numbers in the text.</summary>
    private sealed class Scope(IBackend backend)
    {
        private readonly Dictionary<string, int> tickets = [];

        public ProgramBuilder Builder { get; } = new(backend);

        public void Add(Token number, int ticket)
        {
            if (!tickets.TryAdd(number.Text, ticket))
                throw Errors.ProgramText(
                    number, "a value that is not there yet", $"{number} again", "give each value a number of its own");
        }

        public int Find(Token number) => tickets.TryGetValue(number.Text, out var ticket) ? ticket
            : throw Errors.ProgramText(
                number,
                "a value made before",
                number.ToString(),
                "make the value first; a body sees only its own values");
    }
}
