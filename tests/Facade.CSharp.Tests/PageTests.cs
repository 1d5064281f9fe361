using System.Text.RegularExpressions;

namespace Functional.Tests;

/// <summary>Every line of code in the documentation is run by a test.</summary>
public class PageTests
{
    private static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);

    /// <summary>A page of docs.</summary>
    internal static string Text(string page) => File.ReadAllText(Beside(page));

    /// <summary>The lines of a page that are set apart without a language: messages.</summary>
    internal static IEnumerable<string> Messages(string page) =>
        Regex.Replace(Text(page), "^```.*?^```", "", RegexOptions.Multiline | RegexOptions.Singleline)
            .Split('\n')
            .Where(line => line.StartsWith("    ", StringComparison.Ordinal))
            .Select(line => line.Trim());

    // A line without what is said beside it.
    private static string Code(string line) => Regex.Replace(line, @"\s+//.*$", "").Trim();

    [Theory]
    [InlineData("guide.md", "csharp", "GuideTests.cs")]
    [InlineData("guide.md", "fsharp", "GuideTests.fs")]
    [InlineData("transformations.md", "csharp", "TransformationsPageTests.cs")]
    [InlineData("transformations.md", "fsharp", "TransformationsPageTests.fs")]
    [InlineData("compile.md", "csharp", "CompilePageTests.cs")]
    [InlineData("compile.md", "fsharp", "CompilePageTests.fs")]
    [InlineData("devices.md", "csharp", "DevicesPageTests.cs")]
    [InlineData("devices.md", "fsharp", "DevicesPageTests.fs")]
    public void Every_line_of_code_of_a_page_is_run_by_a_test(string page, string language, string file)
    {
        var tested = File.ReadLines(Beside(file)).Select(Code).ToHashSet();
        // DiffSharp's packages are not on every feed: its code is run by the tests beside it.
        var text = Text(page).Split("\n## DiffSharp\n")[0];
        var shown = Regex.Matches(text, $"^```{language}\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)
            .SelectMany(block => block.Groups[1].Value.Split('\n'))
            .Select(Code)
            .ToHashSet();
        Assert.NotEmpty(shown);
        Assert.Subset(tested, shown);
    }
}
