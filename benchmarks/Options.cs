namespace Functional.Benchmarks;

/// <summary>What a run was asked for.</summary>
internal sealed record Options
{
    internal const string Usage = """
        benchmarks/run                      everything, seven rounds
          --only W1,W2                      some workloads
          --rounds 15                       more rounds, for a busy machine
          --threads 2                       threads of each side (1 unless given)
          --json results.json               writes the times and ratios as JSON, too
          --write                           writes the table and its chart into docs/
          --growth                          time per element and per node instead: a table, and with --write a chart
        """;

    internal string[] Only { get; private init; } = [];

    internal int Rounds { get; private init; } = 7;

    internal int Threads { get; private init; } = 1;

    internal string? Json { get; private init; }

    internal bool Writes { get; private init; }

    internal bool Grows { get; private init; }

    /// <summary>A Python that has PyTorch, if there is one.</summary>
    internal string? Python { get; private init; }

    /// <summary>The program that does the same on libtorch in C++, if it could be built.</summary>
    internal string? Libtorch { get; private init; }

    /// <summary>The repository.</summary>
    internal string Root { get; private init; } = ".";

    /// <summary>Options from the words of a command line.</summary>
    /// <exception cref="ArgumentException">They are not understood; the message says why.</exception>
    internal static Options Of(ReadOnlySpan<string> words)
    {
        var options = new Options();
        while (words.Length > 0)
        {
            (options, var used) = words switch
            {
                ["--write", ..] => (options with { Writes = true }, 1),
                ["--growth", ..] => (options with { Grows = true }, 1),
                ["--only", var ids, ..] => (options with { Only = Known(ids.Split(',')) }, 2),
                ["--rounds", var count, ..] => (options with { Rounds = Count(count) }, 2),
                ["--threads", var count, ..] => (options with { Threads = Count(count) }, 2),
                ["--json", var path, ..] => (options with { Json = path }, 2),
                ["--python", var path, ..] => (options with { Python = path }, 2),
                ["--libtorch", var path, ..] => (options with { Libtorch = path }, 2),
                ["--root", var path, ..] => (options with { Root = path }, 2),
                _ => throw new ArgumentException($"'{words[0]}' is not an option, or lacks its value"),
            };
            words = words[used..];
        }

        return options;
    }

    /// <summary>Whether a workload was asked for.</summary>
    internal bool Includes(string id) => Only.Length == 0 || Only.Contains(id);

    /// <summary>A file of the documentation.</summary>
    internal string Docs(string name) => Path.Combine(Root, "docs", name);

    private static string[] Known(string[] ids) =>
        ids.Except(Catalogue.Ids).FirstOrDefault() is { } id
            ? throw new ArgumentException($"there is no workload '{id}'; there are {string.Join(", ", Catalogue.Ids)}")
            : ids;

    private static int Count(string text) =>
        int.TryParse(text, out var count) && count > 0
            ? count
            : throw new ArgumentException($"'{text}' is not a number of at least 1");
}
