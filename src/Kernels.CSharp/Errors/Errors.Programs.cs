using Functional.Kernels;

namespace Functional;

/// <content>Programs and their text.</content>
internal static partial class Errors
{
    public static Exception ProgramText(int line, int column, string expected, string got, string remedy) =>
        new ProgramTextException($"program: line {line}, column {column}: expected {expected}, got {got}; {remedy}", line, column);

    public static Exception ProgramText(Token place, string expected, string got, string remedy) =>
        ProgramText(place.Line, place.Column, expected, got, remedy);

    public static Exception ProgramText(Token place, Exception inner) =>
        new ProgramTextException($"program: line {place.Line}, column {place.Column}: {inner.Message}", place.Line, place.Column, inner);

    public static Exception ProgramNesting(Token place, int most) =>
        ProgramText(place, $"at most {most} programs within each other", "one more", "nest less deeply");

    public static Exception CodecTaken(string word, Type type) =>
        new ArgumentException($"program: the word {word} is that of {type} already; give the operation another word");

    public static Exception CodecTwice(Type type) =>
        new ArgumentException($"program: {type} has a codec already; register one for each class, once");

    public static Exception CodecWord(string word) =>
        new ArgumentException($"program: expected a word of letters, digits, points and underscores that begins with a letter, got {Quoted.Write(word)}; mend it");

    public static Exception ProgramArguments(Operation operation, int expected, int got) =>
        new ProgramException($"{operation.Name}: expected {expected} argument(s), got {got}; give one for each");

    public static Exception ProgramParameters(Operation operation, string expected, string got) =>
        new ProgramException($"{operation.Name}: expected {expected}, got {got}; mend the operation's parameters");

    public static Exception ProgramRejected(Operation operation, int arguments, Exception inner) =>
        new ProgramException($"{operation.Name}: its parameters do not fit {arguments} argument(s) of these shapes; mend the parameters or the arguments", inner);

    public static Exception ProgramUse(string where, int value, int known) =>
        new ProgramException($"program: {where} takes %{value}, but only the {known} value(s) before it are made; put what makes a value before what takes it");

    public static Exception ProgramNumber(string where, int expected, int got) =>
        new ProgramException($"program: {where} makes %{got}, expected %{expected}; number the values in the order in which they are made");

    public static Exception ProgramSpaces(string where, string expected, string got) =>
        new ProgramException($"program: {where} makes {expected}, but the program says {got}; say what the operation infers");

    public static Exception ProgramBackend(string where, Device expected, Device got) =>
        new ProgramException($"program: {where} is on {got}, expected {expected}, where the program runs; make it there");
}
