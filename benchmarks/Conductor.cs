using System.Diagnostics;

namespace Functional.Benchmarks;

/// <summary>
/// Runs the workloads, each in a process of its own, so that none sees the memory or the compiled code of another, and
/// reports what they found.
/// </summary>
internal static class Conductor
{
    internal const string Contest = "contest";
    internal const string Single = "single";
    internal const string Growth = "growth";

    internal static int Run(Options options, string[] words)
    {
        if (options.Grows) return Start(options.Threads, output: null, Growth, words);

        List<Result> results = [];
        foreach (var id in Catalogue.Contests.Select(contest => contest.Id).Distinct().Where(options.Includes))
        {
            Progress(id);
            if (Start(options.Threads, line => results.Add(Result.FromJson(line)), Contest, [id, .. words]) is > 0 and var failure) return failure;
        }

        foreach (var single in Catalogue.Singles.Where(single => options.Includes(single.Id)))
        {
            Progress($"{single.Id} {single.Variant}");
            var figures = new List<double>();
            for (var round = 0; round < (single.Repeats ? options.Rounds : 1); round++)
            {
                var threads = single.IsOnWholeMachine ? Environment.ProcessorCount : options.Threads;
                var failure = Start(threads, line => figures.Add(double.Parse(line)), Single, [single.Id, single.Variant]);
                if (failure > 0) return failure;
            }

            results.Add(new(single.Id, "", single.Variant, [.. figures], []));
        }

        Progress("");
        return Report.Of(results, options);
    }

    /// <summary>In a process of its own: all forms of a workload.</summary>
    internal static int Measure(string id, Options options)
    {
        Contest[] contests = [.. Catalogue.Contests.Where(contest => contest.Id == id)];
        using var peer = Peer.Of(contests[0], options);
        foreach (var contest in contests)
        {
            foreach (var result in Rounds.Of(contest, options.Rounds, peer)) Console.WriteLine(result.ToJson());
        }

        return 0;
    }

    /// <summary>In a process of its own: a single figure.</summary>
    internal static int Measure(string id, string variant)
    {
        Console.WriteLine($"{Catalogue.Singles.First(single => (single.Id, single.Variant) == (id, variant)).Figure():R}");
        return 0;
    }

    /// <summary>Starts this program again; without a reader its output goes where ours does.</summary>
    private static int Start(int processors, Action<string>? output, string command, string[] words)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [command, .. words]) { RedirectStandardOutput = output is not null };
        var threads = $"{processors}";
        start.Environment["DOTNET_PROCESSOR_COUNT"] = threads;
        start.Environment["OMP_NUM_THREADS"] = threads;
        start.Environment["OPENBLAS_NUM_THREADS"] = threads;
        // The runtime would wait ten times as long before it translates hot code again, where it believes in one processor.
        start.Environment["DOTNET_TC_DelaySingleProcMultiplier"] = "1";
        using var process = Process.Start(start)!;
        while (output is not null && process.StandardOutput.ReadLine() is { } line) output(line);
        process.WaitForExit();
        return process.ExitCode;
    }

    private static void Progress(string what)
    {
        if (!Console.IsErrorRedirected) Console.Error.Write($"\r{what,-20}{(what.Length == 0 ? "\r" : "")}");
    }
}
