namespace Functional.Benchmarks;

/// <summary>Until the library compiles functions: every function is its own compiled form.</summary>
internal static class CompileStandIn
{
    internal static Func<A, R> Compile<A, R>(this Func<A, R> f) => f;

    internal static Func<A, B, R> Compile<A, B, R>(this Func<A, B, R> f) => f;

    internal static Func<A, B, C, R> Compile<A, B, C, R>(this Func<A, B, C, R> f) => f;

    internal static Func<A, B, C, D, R> Compile<A, B, C, D, R>(this Func<A, B, C, D, R> f) => f;
}
