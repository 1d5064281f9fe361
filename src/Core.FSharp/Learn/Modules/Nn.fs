namespace Functional

open System
open System.Runtime.InteropServices

/// <summary>The layers by short names, after PyTorch's <c>torch.nn</c>.</summary>
/// <example><code>var model = Nn.Sequential(Nn.Linear(3, 16), Nn.Tanh(), Nn.Linear(16, 1), Nn.Flatten(0, 1));</code></example>
[<AbstractClass; Sealed>]
type Nn private () =
    /// <summary>x Wᵀ + b over the last axis, drawn as PyTorch draws it.</summary>
    static member Linear
        (
            inFeatures: int,
            outFeatures: int,
            [<Optional; DefaultParameterValue(true)>] bias: bool,
            [<Optional; DefaultParameterValue(null: Generator | null)>] generator: Generator | null
        ) =
        Linear(inFeatures, outFeatures, bias, generator)

    /// <summary>Joins axes into one: by default all but the first.</summary>
    static member Flatten
        ([<Optional; DefaultParameterValue(1)>] start: int, [<Optional; DefaultParameterValue(-1)>] stop: int)
        =
        Flatten(start, stop)

    /// <summary>Modules one after the other.</summary>
    static member Sequential([<ParamArray>] modules: Module[]) = Sequential modules

    /// <summary>A function as a module.</summary>
    static member Lambda(f: Func<Tensor, Tensor>) = Lambda f

    /// <summary>max(0, x).</summary>
    static member Relu() = Relu()

    /// <summary>The hyperbolic tangent.</summary>
    static member Tanh() = Tanh()

    /// <summary>1 / (1 + exp(-x)).</summary>
    static member Sigmoid() = Sigmoid()

    /// <summary>Drops elements at random while training.</summary>
    static member Dropout
        (
            [<Optional; DefaultParameterValue(0.5)>] p: float,
            [<Optional; DefaultParameterValue(null: Generator | null)>] generator: Generator | null
        ) =
        Dropout(p, generator)

    /// <summary>Brings the last axes to mean 0 and variance 1, then scales and shifts them.</summary>
    static member LayerNorm
        (
            normalizedShape: seq<int>,
            [<Optional; DefaultParameterValue(1e-5)>] eps: float,
            [<Optional; DefaultParameterValue(true)>] affine: bool
        ) =
        LayerNorm(normalizedShape, eps, affine)

    /// <summary>Rows of a table by index.</summary>
    static member Embedding
        (
            count: int,
            features: int,
            [<Optional; DefaultParameterValue(null: Generator | null)>] generator: Generator | null
        ) =
        Embedding(count, features, generator)
