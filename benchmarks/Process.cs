namespace Functional.Benchmarks;

/// <summary>Memory of this process as Linux counts it; not a number elsewhere.</summary>
internal static class Process
{
    private const string Status = "/proc/self/status";

    /// <summary>The most that was ever resident.</summary>
    internal static double PeakMegabytes => Read("VmHWM:");

    /// <summary>What is resident now.</summary>
    internal static double ResidentMegabytes => Read("VmRSS:");

    private static double Read(string name)
    {
        if (!File.Exists(Status)) return double.NaN;
        var line = File.ReadLines(Status).First(line => line.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal)) * 1024 / 1e6;
    }
}
