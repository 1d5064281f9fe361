namespace Functional.Kernels.Tests;

public sealed class ProgramErrorsTests
{
    private static readonly ManagedBackend Backend = ManagedBackend.Instance;

    /// <summary>A text, the line and column that are wrong, and words of the message.</summary>
    public static TheoryData<string, int, int, string> Wrong => new()
    {
        { "", 1, 1, "expected 'program', got the end of the text; begin a program with" },
        { "progam () {}", 1, 1, "expected 'program', got 'progam'" },
        { "program {", 1, 9, "expected '(', got '{'; write the arguments in parentheses" },
        { "program () {", 1, 13, "got the end of the text" },
        { "program () { return () } program", 1, 26, "expected the end of the text, got 'program'" },
        { "program () { return () ", 1, 24, "expected '}'" },
        { "program (%0) { return (%0) }", 1, 12, "expected ':', got ')'" },
        { "program (%0: float31[]) {", 1, 14, "expected a dtype, got 'float31'; write one of bool, uint8, int32, int64, float16, bfloat16, float32, float64" },
        { "program (%0: float32[-1]) {", 1, 22, "expected the length of an axis, got '-1'" },
        { "program (%0: float32[99999, 99999]) {", 1, 14, "[99999, 99999]" },
        { "program (%0: float32[2, 3) {", 1, 26, "expected ',' or ']', got ')'" },
        { "program (%0: float32[], %0: float32[]) {", 1, 25, "expected a value that is not there yet, got '%0' again" },
        { "program (%: float32[]) {", 1, 10, "a number after %" },
        { "program () {\n  return (%0)\n}", 2, 11, "expected a value made before, got '%0'" },
        { "program () {\n  %0: float32[] = exp(%0)\n  return (%0)\n}", 2, 23, "expected a value made before" },
        { "program () {\n  return (0)\n}", 2, 11, "expected a value, got '0'" },
        { "program () { [ }", 1, 14, "expected an instruction, a constant or the results, got '['" },
        { "program () { const %0: float32[] 2", 1, 34, "expected '='" },
        { "program () { const %0: float32[] = two", 1, 36, "of float32, got 'two'" },
        { "program () { const %0: float32[] = 1e39", 1, 36, "of float32, got '1e39'" },
        { "program () { const %0: float32[] = Infinity", 1, 36, "of float32, got 'Infinity'" },
        { "program () { const %0: float32[] = (", 1, 36, "got '('" },
        { "program () { const %0: uint8[] = 256", 1, 34, "of uint8, got '256'; write what uint8 holds" },
        { "program () { const %0: bool[] = 1", 1, 33, "of bool, got '1'" },
        { "program () { const %0: int32[] = 1.5", 1, 34, "of int32, got '1.5'" },
        { "program () { const %0: int64[2] = [1]", 1, 37, "expected ',', got ']'; write 2 elements in the shape [2]" },
        { "program () { const %0: int64[2] = [1, 2, 3]", 1, 40, "expected ']', got ','" },
        { "program () { const %0: int64[2, 1] = [1, 2]", 1, 39, "expected '[', got '1'" },
        { "program () { const %0: int64[0, 2] = [1]", 1, 39, "expected ']', got '1'" },
        { "program () { const %0: int64[2] = [1, x]", 1, 39, "got 'x'" },
        { "program () { const %0: int64[17] = [1]", 1, 36, "at most 16 elements" },
        { "program () { const %0: float32[20] = #1", 1, 38, "expected one of the 1 array(s) that go with the text, got '#1'" },
        { "program () { const %0: float32[20] = #99999999999", 1, 38, "got '#99999999999'" },
        { "program () { const %0: float64[20] = #0", 1, 38, "expected an array of float64[20], got one of float32[20]" },
        { "program (%0: float32[]) {\n  %1: float32[] = expp(%0)", 2, 19, "expected an operation, got 'expp'; perhaps it is exp" },
        { "program (%0: float32[]) {\n  %1: float32[] = (%0)", 2, 19, "expected an operation, got '('" },
        { "program (%0: float32[]) {\n  %1: float32[] = exp<%0", 2, 23, "expected an attribute, got '%0'" },
        { "program (%0: float32[]) {\n  %1: float32[] = exp<p>(%0)", 2, 24, "expected '=', got '>'" },
        { "program (%0: float32[]) {\n  %1: float32[] = exp<p=1, p=1>(%0)", 2, 28, "each attribute once" },
        { "program (%0: float32[]) {\n  %1: float32[] = exp<r=1>(%0)", 2, 25, "got 'r'; remove it" },
        { "program (%0: float32[]) {\n  %1: float32[] = exp<p=x>(%0)", 2, 25, "expected a number for p, got 'x'" },
        { "program (%0: float32[]) {\n  %1: float32[] = exp<p=\"1\">(%0)", 2, 25, "expected a number for p, got the text \"1\"" },
        { "program (%0: float32[]) {\n  %1: float32[] = exp<p=(>(%0)", 2, 25, "got '('" },
        { "program (%0: float32[]) {\n  %1: float32[] = exp<p=1(%0)", 2, 26, "expected '>', got '('" },
        { "program (%0: float32[]) {\n  %1: float32[] = exp<name=exp>(%0)", 2, 28, "expected a text in quotes for name" },
        { "program (%0: float32[]) {\n  %1: float32[] = exp<name=\"exp>(%0)", 2, 28, "expected a closing quote" },
        { "program (%0: float32[]) {\n  %1: float32[] = exp<name=\"\\x\">(%0)", 2, 29, "\\u and four hexadecimal digits" },
        { "program (%0: float32[]) {\n  %1: float32[] = permute<name=\"p\", axes=[]>(%0)", 2, 32, "expected only the attributes axes of permute, got 'name'" },
        { "program (%0: float32[]) {\n  %1: float32[] = sum(%0)", 2, 19, "expected the attribute axes of sum, whole numbers in brackets, got none; write sum<axes=...>" },
        { "program (%0: float32[]) {\n  %1: float32[] = sum<axes=0>(%0)", 2, 28, "expected whole numbers in brackets, such as [0, 1] for axes, got '0'" },
        { "program (%0: float32[]) {\n  %1: float32[] = sum<axes=[0.5]>(%0)", 2, 29, "expected a whole number in axes, got '0.5'" },
        { "program (%0: float32[]) {\n  %1: float32[] = sum<axes=[], keep_axes=yes>(%0)", 2, 42, "expected true or false for keep_axes, got 'yes'" },
        { "program (%0: float32[2]) {\n  %1: float32[] = sum<axes=[1]>(%0)", 2, 19, "sum: expected axes of an argument that has 1, counted from 0, got 1" },
        { "program (%0: float32[2, 2]) {\n  %1: float32[] = sum<axes=[1, 0]>(%0)", 2, 19, "ascending order" },
        { "program (%0: float32[2, 2]) {\n  %1: int64[] = argmax<axes=[0, 1]>(%0)", 2, 17, "expected one axis" },
        { "program (%0: float32[]) {\n  %1: float8[] = cast<to=float8>(%0)", 2, 7, "got 'float8'" },
        { "program (%0: float32[]) {\n  %1: float32[] = cast<to=float8>(%0)", 2, 27, "expected bool, uint8, int32, int64, float16, bfloat16, float32, float64 for to" },
        { "program (%0: float32[]) {\n  %1: float32[] = add(%0)", 2, 19, "add: expected 2 argument(s), got 1" },
        { "program (%0: float32[]) {\n  %1: float32[] = cat<axis=0>()", 2, 19, "do not fit 0 argument(s)" },
        { "program (%0: float32[2], %1: float32[3]) {\n  %2: float32[2] = add(%0, %1)", 2, 20, "add: " },
        { "program (%0: float32[2]) {\n  %1: float32[3] = exp(%0)", 2, 3, "expected float32[2], which exp makes, got float32[3]" },
        { "program (%0: float32[2]) {\n  exp(%0)", 2, 3, "expected 1 value(s) made by exp, got 0" },
        { "program (%0: float32[2]) {\n  %1: float32[2], %2: float32[2] = exp(%0)", 2, 3, "expected 1 value(s) made by exp, got 2" },
        { "program (%0: float32[4]) {\n  %1: float32[2] = slice<starts=[0], steps=[0], to=[2]>(%0)", 2, 20, "steps that are not 0" },
        { "program (%0: float32[4]) {\n  %1: float32[2, 3] = windows<lengths=[2], steps=[], dilations=[1]>(%0)", 2, 23, "as many lengths as steps" },
        { "program (%0: float32[4]) {\n  %1: float32[2] = reshape<to=[-2, -2]>(%0)", 2, 31, "[-2, -2]" },
        { "program (%0: float32[]) {\n  %1: float32[] = repeat<times=1>(%0)\n", 3, 1, "expected '{', got the end of the text; write the programs that it runs" },
        { "program (%0: float32[]) {\n  %1: float32[] = repeat<times=1>(%0) {\n  }", 2, 19, "" },
        { "program (%0: float32[]) {\n  %1: float32[] = repeat<times=1>(%0) {\n  program () { return (%0) }", 3, 24, "a body sees only its own values" },
        { "program (%0: float32[]) {\n  %1: float32[] = repeat<times=1>(%0) {\n  program () { return () } }", 2, 19, "the state does not fit" },
        { "program (%0: float32[]) { return (%0) } ;", 1, 41, "got \";\"" },
        { "program (%0: float32[]) { - }", 1, 27, "got \"-\"" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void WhatIsWrongIsSaidWithItsPlace(string text, int line, int column, string words)
    {
        var constants = new[] { Backend.Create<float>(new float[20], [20]) };
        var error = Assert.Throws<ProgramTextException>(() => ProgramText.Parse(text, Backend, constants));
        Assert.Contains(words, error.Message);
        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.StartsWith($"program: line {line}, column {column}: ", error.Message);
    }

    [Fact]
    public void NoTextDoesAnythingButParseOrSayWhatIsWrong()
    {
        var random = new Random(1);
        for (var i = 0; i < 3000; i++)
        {
            var text = ProgramText.Write(RandomPrograms.Draw(i % 30, 5), out var constants).ToCharArray().ToList();
            for (var k = random.Next(1, 4); k > 0; k--)
            {
                var place = random.Next(text.Count);
                switch (random.Next(3))
                {
                    case 0: text.RemoveAt(place); break;
                    case 1: text.Insert(place, "(){}<>[],:=%#\"-0129.eaz\n"[random.Next(24)]); break;
                    default: text[place] = text[random.Next(text.Count)]; break;
                }
            }

            try
            {
                ProgramText.Parse(new([.. text]), Backend, constants).Validate();
            }
            catch (ProgramTextException)
            {
                // The one thing that may come of it.
            }
        }
    }

    [Fact]
    public void HostileTextsDoNotExhaustTheStack()
    {
        var nested = string.Concat(Enumerable.Repeat("program () { test.either() { ", 100_000));
        Assert.Contains("programs within each other", Assert.Throws<ProgramTextException>(() => ProgramText.Parse(nested, Backend)).Message);
        var axes = $"program (%0: float32[{string.Join(", ", Enumerable.Repeat(1, 1_000_000))}]) {{ return () }}";
        Assert.Contains("at most 64 axes", Assert.Throws<ProgramTextException>(() => ProgramText.Parse(axes, Backend)).Message);
    }

    [Fact]
    public void ProgramsOutOfOrderAreInvalid()
    {
        var space = new Space([2], DType.Float32);
        var exp = new Map("exp", Unary.Exp);
        AssertInvalid("exp, which makes %1, takes %1", new Instruction(exp, [1], 1, [space]));
        AssertInvalid("takes %-1", new Instruction(exp, [-1], 1, [space]));
        AssertInvalid("exp makes %2, expected %1", new Instruction(exp, [0], 2, [space]));
        AssertInvalid("makes float32[2], but the program says float32[3]", new Instruction(exp, [0], 1, [new([3], DType.Float32)]));
        AssertInvalid("add: expected 2 argument(s), got 1", new Instruction(new Zip("add", Binary.Add), [0], 1, [space]));
        AssertInvalid("the list of results takes %1");
        var body = new Program(Backend, [space], [], [], [5]);
        AssertInvalid("the list of results takes %5", new Instruction(new Repeat(1, body), [0], 1, [space]));

        void AssertInvalid(string words, params Instruction[] instructions)
        {
            var program = new Program(Backend, [space], [], instructions, [1]);
            Assert.Contains(words, Assert.Throws<ProgramException>(program.Validate).Message);
        }
    }
}
