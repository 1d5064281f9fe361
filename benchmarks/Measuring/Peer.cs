using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Functional.Benchmarks;

/// <summary>PyTorch, in a process of its own that waits while others are timed.</summary>
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

    /// <summary>A peer on a Python that has PyTorch; none if no Python is named.</summary>
    internal static Peer? On(string? python, int threads)
    {
        if (python is null) return null;
        var script = Path.Combine(AppContext.BaseDirectory, "pytorch.py");
        var start = new ProcessStartInfo(python, [script, "--threads", $"{threads}"])
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
            : throw new InvalidOperationException("pytorch.py ended without an answer; what it said is above");
}
