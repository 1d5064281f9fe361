namespace Functional.Kernels.Tests;

public class FusedProgramTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Fused_programs_of_small_integers_give_what_the_interpreter_gives(int seed)
    {
        for (var i = 0; i < 6; i++) Check((seed * 6) + i, isExact: true);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Fused_elementwise_programs_give_the_interpreters_bits(int seed)
    {
        for (var i = 0; i < 6; i++) Check((seed * 6) + i, isExact: false);
    }

    /// <summary>A loop that borrows a value needs what it borrowed before to come first.</summary>
    [Theory]
    [InlineData(110668)]
    [InlineData(114956)]
    [InlineData(125326)]
    public void Borrowed_values_may_need_each_other(int seed) => Check(seed, isExact: seed % 3 != 0);

    private static void Check(int seed, bool isExact)
    {
        var sample = RandomFusions.Make(seed, isExact);
        var expected = new Interpreter(sample.Program).Run(sample.Arguments);
        var compiled = sample.Program.Backend.Compile(sample.Program, eager: seed % 2 == 0);
        for (var round = 0; round < 2; round++)
        {
            var actual = compiled.Run(sample.Arguments);
            Assert.Equal(expected.Length, actual.Length);
            for (var i = 0; i < actual.Length; i++)
            {
                Assert.Equal(expected[i].Space, actual[i].Space);
                Assert.True(Samples.Values(expected[i]).SequenceEqual(Samples.Values(actual[i])), $"seed {seed}, result {i}\n{compiled.Explain()}");
            }
        }
    }
}
