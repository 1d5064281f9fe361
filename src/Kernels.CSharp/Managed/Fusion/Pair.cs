namespace Functional.Kernels.Fusion;

/// <summary>
/// Two small numbers as one key. Dictionaries by tuples and enumerations are code of their own for each type, which the runtime
/// compiles in the first compile of a process; by one type of key, they share it.
/// </summary>
internal static class Pair
{
    /// <summary>The key of two numbers.</summary>
    internal static long Of(int first, int second) => ((long)first << 32) | (uint)second;
}
