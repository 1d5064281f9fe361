using System.Runtime.CompilerServices;

namespace Functional.Kernels.Fusion;

/// <summary>
/// The first program of a process takes tens of milliseconds, nearly all of which the runtime spends on compiling the planner
/// and the interpreter. So while the first function is traced, another thread plans and runs a small program, whose result nobody
/// wants: most of that code is there when the function's own program needs it.
/// </summary>
internal static class WarmUp
{
    /// <summary>Enough elements for a loop, and not straight code.</summary>
    private const int Elements = 2048;

    private static int begun;

    /// <summary>Begins, once in a process, unless there is a single processor or nothing that the runtime would compile.</summary>
    internal static void Begin()
    {
        if (begun != 0 || Interlocked.Exchange(ref begun, 1) != 0) return;
        if (Environment.ProcessorCount > 1 && RuntimeFeature.IsDynamicCodeCompiled)
            ThreadPool.UnsafeQueueUserWorkItem(static _ => Quietly(), null);
    }

    /// <summary>
    /// A step of gradient descent for y = a + b x, as the commonest program: an elementwise chain, sums of it, and
    /// straight code on single numbers.
    /// </summary>
    internal static NdArray[] Run()
    {
        var backend = ManagedBackend.Instance;
        var single = new Space(Shape.Scalar, DType.Float32);
        Shape each = [Elements];
        var (add, sub, mul) = (new Zip("add", Binary.Add), new Zip("sub", Binary.Sub), new Zip("mul", Binary.Mul));
        var sum = new Reduce("sum", Reduction.Sum, [0], false);
        var builder = new ProgramBuilder(backend);
        var (a, b) = (builder.Argument(single), builder.Argument(single));
        var x = builder.Constant(backend.Create<float>(new float[Elements], each));
        var y = builder.Constant(backend.Create<float>(new float[Elements], each));
        var two = builder.Constant(backend.Full(each, DType.Float32, 2.0));
        var rate = builder.Constant(backend.Full(Shape.Scalar, DType.Float32, 0.5));
        var error = builder.Add(sub, builder.Add(add, a, builder.Add(mul, b, x)), y);
        var cost = builder.Add(sum, builder.Add(new Map("square", Unary.Square), error));
        var slope = builder.Add(mul, two, error);
        var program = builder.Build([cost, Moved(a, slope), Moved(b, builder.Add(mul, slope, x))]);
        var number = backend.Full(Shape.Scalar, DType.Float32, 1.0);
        return backend.Compile(program).Run([number, number]);

        int Moved(int from, int slopes) => builder.Add(sub, from, builder.Add(mul, rate, builder.Add(sum, slopes)));
    }

    private static void Quietly()
    {
        try
        {
            Run();
        }
#pragma warning disable CA1031 // Whatever it is, the program that matters meets it again, and says so.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
