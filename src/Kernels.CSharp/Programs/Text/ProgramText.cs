namespace Functional.Kernels;

/// <summary>
/// Programs as text that reads back as the same program: one line a value, with what it is made by and its space.
/// </summary>
/// <remarks>
/// A constant is one number where the array is known to be that number everywhere, a list of its elements where there
/// are at most 16, else <c>#0</c>, <c>#1</c>, …: its place in the list of arrays that goes with the text. Numbers read
/// back as the same bits. Control flow is followed by the programs that it runs, in braces. <c>//</c> begins a comment.
/// </remarks>
/// <example>
/// <code>
/// program (%0: float32[2000], %1: float32[]) {
///   const %2: float32[] = 2
///   %3: float32[2000] = mul(%0, %1)
///   %4: float32[2000] = pow_number&lt;p=3&gt;(%3)
///   %5: float32[] = sum&lt;axes=[0]&gt;(%4)
///   return (%5)
/// }
/// </code>
/// </example>
public static class ProgramText
{
    /// <summary>The text of a program, for people: the arrays behind <c>#0</c>, <c>#1</c>, … are not given.</summary>
    public static string Write(Program program) => Write(program, out _);

    /// <summary>The text of a program, and the arrays that it refers to.</summary>
    public static string Write(Program program, out NdArray[] constants)
    {
        var writer = new ProgramWriter();
        writer.Write(program, 0);
        constants = writer.Constants;
        return writer.ToString();
    }

    /// <summary>An operation with its parameters, as in the text of a program: <c>sum&lt;axes=[0]&gt;</c>.</summary>
    public static string Write(Operation operation) => ProgramWriter.Write(operation);

    /// <summary>A constant as in the text of a program, its elements or null where they are too many.</summary>
    public static string? Write(NdArray constant) => ConstantText.Elements(constant);

    /// <summary>The program that a text is.</summary>
    /// <param name="text">What <see cref="Write(Program, out NdArray[])"/> gave, or what follows its rules.</param>
    /// <param name="backend">Where the program will run.</param>
    /// <param name="constants">The arrays that the text refers to.</param>
    /// <exception cref="ProgramTextException">It is no text of a program, or the program is not in order.</exception>
    public static Program Parse(string text, IBackend backend, IReadOnlyList<NdArray>? constants = null) =>
        new ProgramParser(text, backend, constants ?? []).Parse();
}
