using Functional.Kernels;
using Microsoft.FSharp.Core;

namespace Functional;

/// <content>Functions made fast.</content>
public static partial class Ad
{
    /// <summary>
    /// The same function, compiled: the first call for arguments of some shapes, dtypes and device runs the function once
    /// with symbols for its tensors, and makes a program of what it did; that and later calls run the program, fused. Values
    /// are equal within rounding of sums, derivatives are the same, and it nests with every transformation, on either side.
    /// JAX's jax.jit.
    /// </summary>
    /// <example><code>var step = loss.ValueAndGrad().Compile();</code></example>
    /// <remarks>
    /// Arguments and results are parameter trees; what they hold beside tensors belongs to the signature. Of what the function
    /// captures, a <see cref="Parameter"/> is an argument that goes without saying, and everything else is a constant. The
    /// function cannot read numbers, draw from a generator, or assign parameters.
    /// </remarks>
    /// <param name="f">The function.</param>
    /// <param name="eager">Whether machine code is made in the first call, and not only once it pays.</param>
    /// <param name="signatures">How many signatures are kept, at least 1: the one used least recently goes first.</param>
    /// <param name="maxOperations">How many operations a program may have, at least 1.</param>
    /// <exception cref="TracingException">When called: the function does what no program can hold.</exception>
    public static Func<P, R> Compile<P, R>(
        this Func<P, R> f, bool eager = false, int signatures = 16, int maxOperations = 1 << 20) =>
        Fn.Delegate(Compilation.compileWith(new(eager, signatures, maxOperations), Fn.Of(f)));

    /// <summary>A function of what it captures, compiled.</summary>
    /// <inheritdoc cref="Compile{P, R}"/>
    public static Func<R> Compile<R>(this Func<R> f, bool eager = false, int signatures = 16, int maxOperations = 1 << 20)
    {
        Fn.Checked(f);
        var compiled = Compilation.compileWith<Unit?, R>(new(eager, signatures, maxOperations), FuncConvert.FromFunc((Unit? _) => f()));
        return () => compiled.Invoke(null);
    }

    /// <summary>A function of two arguments, compiled.</summary>
    /// <inheritdoc cref="Compile{P, R}"/>
    public static Func<A, B, R> Compile<A, B, R>(
        this Func<A, B, R> f, bool eager = false, int signatures = 16, int maxOperations = 1 << 20)
    {
        var compiled = Compilation.compileWith(new(eager, signatures, maxOperations), Fn.Tupled(f));
        return (a, b) => compiled.Invoke((a, b));
    }

    /// <summary>A function of three arguments, compiled.</summary>
    /// <inheritdoc cref="Compile{P, R}"/>
    public static Func<A, B, C, R> Compile<A, B, C, R>(
        this Func<A, B, C, R> f, bool eager = false, int signatures = 16, int maxOperations = 1 << 20)
    {
        var compiled = Compilation.compileWith(new(eager, signatures, maxOperations), Fn.Tupled(f));
        return (a, b, c) => compiled.Invoke((a, b, c));
    }

    /// <summary>A function of four arguments, compiled.</summary>
    /// <inheritdoc cref="Compile{P, R}"/>
    public static Func<A, B, C, D, R> Compile<A, B, C, D, R>(
        this Func<A, B, C, D, R> f, bool eager = false, int signatures = 16, int maxOperations = 1 << 20)
    {
        var compiled = Compilation.compileWith(new(eager, signatures, maxOperations), Fn.Tupled(f));
        return (a, b, c, d) => compiled.Invoke((a, b, c, d));
    }

    /// <summary>
    /// The program of a function, compiled or not, for arguments like these: as it was traced, before it is simplified. Its
    /// arguments are the leaves of the argument, and then what the function captures.
    /// </summary>
    /// <example><code>Console.WriteLine(loss.Grad().Program(x));</code></example>
    public static Program Program<P, R>(this Func<P, R> f, P x) => Functional.Compile.Program(Fn.Of(f), x);

    /// <summary>The same after it was simplified: what the backend gets.</summary>
    public static Program Simplified<P, R>(this Func<P, R> f, P x) => Functional.Compile.Simplified(Fn.Of(f), x);

    /// <summary>What becomes of the program when it runs: what is fused into one loop, what is not and why, bytes and operations.</summary>
    /// <example><code>Console.WriteLine(loss.ValueAndGrad().Explain(x));</code></example>
    public static string Explain<P, R>(this Func<P, R> f, P x) => Functional.Compile.Explain(Fn.Of(f), x);
}
