using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Functional.Benchmarks.Workloads;

namespace Functional.Benchmarks;

/// <summary>Where the figures are from.</summary>
internal static class Machine
{
    private const string Processors = "/proc/cpuinfo";

    /// <summary>The machine and what runs on it, in two lines.</summary>
    internal static string Description
    {
        get
        {
            var width = Vector512.IsHardwareAccelerated ? "512" : Vector256.IsHardwareAccelerated ? "256" : "128";
            return string.Create(
                CultureInfo.InvariantCulture,
                $"""
                 {DateTime.UtcNow:yyyy-MM-dd}, {Processor()}, {Count()} processors, registers of {width} bits
                 {Distribution()}, {RuntimeInformation.FrameworkDescription}
                 """);
        }
    }

    /// <summary>The machine, and how the sides were measured on it.</summary>
    internal static string Describe(Options options)
    {
        using var peer = Peer.Of(Catalogue.Contests[0], options);
        return $"""
            {Description}, {(peer is null ? "no PyTorch" : $"PyTorch {peer.Version}")}
            {OpenBlas.Description}
            threads of each side: {options.Threads}; medians of {options.Rounds} rounds, with the least and the largest
            """;
    }

    /// <summary>The machine's processors: the runtime may have been told of fewer.</summary>
    private static int Count() =>
        File.Exists(Processors)
            ? File.ReadLines(Processors).Count(line => line.StartsWith("processor", StringComparison.Ordinal))
            : Environment.ProcessorCount;

    private static string Processor() =>
        Value(Processors, "model name", ':') ?? $"{RuntimeInformation.ProcessArchitecture}";

    private static string Distribution() =>
        Value("/etc/os-release", "PRETTY_NAME", '=')?.Trim('"') ?? RuntimeInformation.OSDescription;

    private static string? Value(string path, string key, char separator) =>
        File.Exists(path)
            ? File.ReadLines(path).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?.Split(separator, 2)[1].Trim()
            : null;
}
