using Microsoft.FSharp.Core;

namespace Functional;

/// <summary>
/// Parameter trees: values of any type that is made of tensors, such as records, tuples, arrays, lists, dictionaries, and
/// classes with settable properties. What holds no tensors is carried along unchanged.
/// </summary>
/// <example>
/// <code>
/// record Model(Tensor W, Tensor B, double Rate);
/// Model next = Tree.Map2((v, g) => v - 0.1 * g, model, gradients);
/// </code>
/// </example>
public static class Tree
{
    /// <summary>The tensors of a tree, in order of declaration.</summary>
    public static Tensor[] Leaves<P>(P tree) => TreeModule.Leaves(tree);

    /// <summary>A tree like another one, with these tensors instead of its own.</summary>
    public static P Rebuild<P>(P like, Tensor[] leaves) => TreeModule.Rebuild(like, leaves);

    /// <summary>The paths of the leaves, such as <c>.Layers[1].W</c>; the path of a lone tensor is empty.</summary>
    public static string[] Paths<P>(P tree) => TreeModule.Paths(tree);

    /// <summary>The tree with a function applied to each of its tensors.</summary>
    public static P Map<P>(Func<Tensor, Tensor> f, P tree) => TreeModule.Map(Fn.Of(f), tree);

    /// <summary>Two trees combined tensor by tensor; what else they hold comes from the first.</summary>
    public static P Map2<P>(Func<Tensor, Tensor, Tensor> f, P first, P second) => TreeModule.Map2(Fn.Of(f), first, second);

    /// <summary>Three trees combined tensor by tensor; what else they hold comes from the first.</summary>
    public static P Map3<P>(Func<Tensor, Tensor, Tensor, Tensor> f, P first, P second, P third) =>
        TreeModule.Map3(Fn.Of(f), first, second, third);

    /// <summary>The tree with each of its tensors on a device.</summary>
    public static P To<P>(Device device, P tree) => TreeModule.ToDevice(device, tree);

    /// <summary>Does something with each tensor, in order.</summary>
    public static void Iterate<P>(Action<Tensor> action, P tree) =>
        TreeModule.Iterate(FuncConvert.FromAction(Fn.Checked(action)), tree);

    /// <summary>Folds the tensors into a state, in order.</summary>
    public static S Fold<S, P>(Func<S, Tensor, S> f, S state, P tree) => TreeModule.Fold(Fn.Of(f), state, tree);
}
