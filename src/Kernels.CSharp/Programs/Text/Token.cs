namespace Functional.Kernels;

/// <summary>Kinds of pieces that the text of a program is made of.</summary>
internal enum TokenKind
{
    /// <summary>A name or a number: letters, digits, points and underscores, perhaps after a minus.</summary>
    Word,

    /// <summary>The number of a value, such as <c>%3</c>, without its sign.</summary>
    Value,

    /// <summary>
    /// The place of an array in the list that goes with the text, such as <c>#0</c>, without its sign.
    /// </summary>
    Reference,

    /// <summary>Text in quotes, without them.</summary>
    Text,

    /// <summary>One of the signs <c>( ) { } &lt; &gt; [ ] , : =</c>.</summary>
    Sign,

    /// <summary>The end of the text.</summary>
    End,
}

/// <summary>A piece of the text of a program, and where it begins: lines and columns count from 1.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Line, int Column)
{
    /// <summary>Whether it is this sign.</summary>
    public bool IsSign(char sign) => Kind == TokenKind.Sign && Text[0] == sign;

    /// <summary>Whether it is this word.</summary>
    public bool IsWord(string word) => Kind == TokenKind.Word && Text == word;

    /// <summary>As it stands in messages.</summary>
    public override string ToString() => Kind switch
    {
        TokenKind.Value => "'%" + Text + "'",
        TokenKind.Reference => "'#" + Text + "'",
        TokenKind.Text => "the text " + Quoted.Write(Text),
        TokenKind.End => "the end of the text",
        _ => $"'{Text}'",
    };
}
