using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Functional.Benchmarks;

/// <summary>PyTorch, or a program of libtorch's in C++, in a process of its own that waits while others are timed.</summary>
internal sealed class Peer : IDisposable
{
    private const double WarmUpMilliseconds = 500;

    private readonly Process process;

    private Peer(Process process)
    {
        this.process = process;
        Version = Answer<string>();
    }

    /// <summary>The version of PyTorch.</summary>
    internal string Version { get; }

    /// <summary>The peer of a workload; none where it is not there.</summary>
    internal static Peer? Of(Contest contest, Options options)
    {
        if ((contest.IsOnLibtorch ? options.Libtorch : options.Python) is not { } program) return null;
        string[] script = contest.IsOnLibtorch ? [] : [Path.Combine(AppContext.BaseDirectory, "pytorch.py")];
        var start = new ProcessStartInfo(program, [.. script, "--threads", $"{options.Threads}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new(Process.Start(start)!);
    }

    /// <summary>Makes a workload, and gives its numbers after some steps.</summary>
    internal double[][] Start(Contest contest)
    {
        Say($"start {contest.Steps} {contest.Parts} {WarmUpMilliseconds} {contest.Peer}");
        return Answer<double[][]>();
    }

    /// <summary>The time of a step in microseconds.</summary>
    internal double Time(double milliseconds)
    {
        Say(string.Create(CultureInfo.InvariantCulture, $"time {milliseconds}"));
        return Answer<double>();
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private void Say(string command)
    {
        process.StandardInput.WriteLine(command);
        process.StandardInput.Flush();
    }

    private T Answer<T>() =>
        process.StandardOutput.ReadLine() is { } line
            ? JsonSerializer.Deserialize<T>(line)!
            : throw new InvalidOperationException("the peer ended without an answer; what it said is above");
}
