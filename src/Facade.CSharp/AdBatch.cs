using Microsoft.FSharp.Core;

namespace Functional;

/// <content>Functions of one example as functions of a batch.</content>
public static partial class Ad
{
    /// <summary>
    /// The function of every part of <paramref name="xs"/> along an axis of each of its tensors, stacked along an axis of
    /// the results: in one run of the function, which need not know. PyTorch's torch.vmap, JAX's jax.vmap.
    /// </summary>
    /// <example><code>Tensor perExample = loss.Grad().Vmap(examples);      // a gradient for each row</code></example>
    /// <remarks>
    /// What the function captures is the same for every example. It cannot read numbers of its argument, as an <c>if</c> on
    /// them does: that is a <see cref="GraphException"/>; <c>Tensor.Where</c> and
    /// <see cref="Flow"/> decide for each example. Random numbers of a generator are drawn once, for all examples alike;
    /// those of a <see cref="Key"/> among the arguments are each example's own. Batches nest, and nest with every other
    /// transformation.
    /// </remarks>
    /// <exception cref="ShapeException">The axes that are mapped over have different lengths.</exception>
    public static R Vmap<P, R>(this Func<P, R> f, P xs, int inAxis = 0, int outAxis = 0) =>
        Vectorization.vmapAxes(Axes(inAxis), Axes(outAxis), Fn.Of(f), xs);

    /// <summary>The function of a batch, as a function.</summary>
    /// <example><code>var gradients = loss.Grad().Vmap();</code></example>
    public static Func<P, R> Vmap<P, R>(this Func<P, R> f, int inAxis = 0, int outAxis = 0)
    {
        Fn.Checked(f);
        return xs => f.Vmap(xs, inAxis, outAxis);
    }

    /// <summary>
    /// The same with an axis for each tensor of the argument and of the result, in the order of <see cref="Tree.Leaves"/>:
    /// null for a tensor that every example shares, and for a result that is the same for every example.
    /// </summary>
    public static R Vmap<P, R>(this Func<P, R> f, P xs, int?[] inAxes, int?[] outAxes) =>
        Vectorization.vmapAxes(Axes(inAxes), Axes(outAxes), Fn.Of(f), xs);

    /// <summary>The function of a batch of two arguments; null for an argument that every example shares.</summary>
    /// <example><code>Tensor products = Ad.Vmap((Tensor x, Tensor w) => (x * w).Sum(), xs, w, axis2: null);</code></example>
    public static R Vmap<A, B, R>(this Func<A, B, R> f, A a, B b, int? axis1 = 0, int? axis2 = 0, int outAxis = 0) =>
        Vectorization.vmapAxes([.. Each(a, axis1), .. Each(b, axis2)], Axes(outAxis), Fn.Tupled(f), (a, b));

    /// <summary>The function of a batch of two arguments, as a function.</summary>
    public static Func<A, B, R> Vmap<A, B, R>(this Func<A, B, R> f, int? axis1 = 0, int? axis2 = 0, int outAxis = 0)
    {
        Fn.Checked(f);
        return (a, b) => f.Vmap(a, b, axis1, axis2, outAxis);
    }

    /// <summary>The function of a batch of three arguments; null for an argument that every example shares.</summary>
    public static R Vmap<A, B, C, R>(
        this Func<A, B, C, R> f, A a, B b, C c, int? axis1 = 0, int? axis2 = 0, int? axis3 = 0, int outAxis = 0) =>
        Vectorization.vmapAxes([.. Each(a, axis1), .. Each(b, axis2), .. Each(c, axis3)], Axes(outAxis), Fn.Tupled(f), (a, b, c));

    /// <summary>The function of a batch of three arguments, as a function.</summary>
    public static Func<A, B, C, R> Vmap<A, B, C, R>(
        this Func<A, B, C, R> f, int? axis1 = 0, int? axis2 = 0, int? axis3 = 0, int outAxis = 0)
    {
        Fn.Checked(f);
        return (a, b, c) => f.Vmap(a, b, c, axis1, axis2, axis3, outAxis);
    }

    private static IEnumerable<FSharpOption<int>?> Axes(params int?[] axes) => axes.Select(Option);

    private static IEnumerable<FSharpOption<int>?> Each<A>(A tree, int? axis) => Tree.Leaves(tree).Select(_ => Option(axis));

    private static FSharpOption<int>? Option(int? axis) => axis is { } number ? FSharpOption<int>.Some(number) : null;
}
