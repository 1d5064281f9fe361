using System.Runtime.CompilerServices;
using Microsoft.FSharp.Core;

namespace Functional;

/// <summary>Delegates as the functions that Core takes: the one place where the two meet, and where null is refused.</summary>
internal static class Fn
{
    internal static F Checked<F>(F f, [CallerMemberName] string operation = "") where F : Delegate =>
        f ?? throw Errors.Null(operation, "function", "a lambda or a method");

    internal static FSharpFunc<A, R> Of<A, R>(Func<A, R> f, [CallerMemberName] string operation = "") =>
        Checked(f, operation) is { Target: FSharpFunc<A, R> known, Method.Name: "Invoke" } ? known : FuncConvert.FromFunc(f);

    /// <summary>A function of Core's as a delegate, which <see cref="Of{A, R}"/> knows again.</summary>
    internal static Func<A, R> Delegate<A, R>(FSharpFunc<A, R> f) => f.Invoke;

    internal static FSharpFunc<A, FSharpFunc<B, R>> Of<A, B, R>(Func<A, B, R> f, [CallerMemberName] string operation = "") =>
        FuncConvert.FromFunc(Checked(f, operation));

    internal static FSharpFunc<A, FSharpFunc<B, FSharpFunc<C, R>>> Of<A, B, C, R>(
        Func<A, B, C, R> f, [CallerMemberName] string operation = "") =>
        FuncConvert.FromFunc(Checked(f, operation));

    /// <summary>A function of several arguments, as a function of the tree of them.</summary>
    internal static FSharpFunc<(A, B), R> Tupled<A, B, R>(Func<A, B, R> f, [CallerMemberName] string operation = "")
    {
        Checked(f, operation);
        return FuncConvert.FromFunc<(A, B), R>(t => f(t.Item1, t.Item2));
    }

    /// <inheritdoc cref="Tupled{A, B, R}"/>
    internal static FSharpFunc<(A, B, C), R> Tupled<A, B, C, R>(
        Func<A, B, C, R> f, [CallerMemberName] string operation = "")
    {
        Checked(f, operation);
        return FuncConvert.FromFunc<(A, B, C), R>(t => f(t.Item1, t.Item2, t.Item3));
    }

    /// <inheritdoc cref="Tupled{A, B, R}"/>
    internal static FSharpFunc<(A, B, C, D), R> Tupled<A, B, C, D, R>(
        Func<A, B, C, D, R> f, [CallerMemberName] string operation = "")
    {
        Checked(f, operation);
        return FuncConvert.FromFunc<(A, B, C, D), R>(t => f(t.Item1, t.Item2, t.Item3, t.Item4));
    }

    /// <summary>A value and its pullback, as Core gives them.</summary>
    internal static Tuple<R, FSharpFunc<R, P>> Pair<R, P>((R Value, Func<R, P> Pullback) both) => new(both.Value, Of(both.Pullback));

    /// <summary>What is left of a derivative when its function is given: a function of the point.</summary>
    internal static Func<A, R> Partial<F, A, R>(F f, Func<F, A, R> derivative, [CallerMemberName] string operation = "")
        where F : Delegate
    {
        Checked(f, operation);
        return x => derivative(f, x);
    }
}
