namespace Functional.Benchmarks;

/// <summary>Memory of this process as Linux counts it; not a number elsewhere.</summary>
internal static class ProcessMemory
{
    private const string Status = "/proc/self/status";

    /// <summary>The most that was ever resident, in MB.</summary>
    internal static double Peak => Read("VmHWM:");

    /// <summary>What is resident now, in MB.</summary>
    internal static double Resident => Read("VmRSS:");

    private static double Read(string name)
    {
        if (!File.Exists(Status)) return double.NaN;
        var line = File.ReadLines(Status).First(line => line.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal)) * 1024 / 1e6;
    }
}
