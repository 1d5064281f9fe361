namespace Functional

open System
open System.Collections
open System.Collections.Generic
open System.Runtime.InteropServices
open Functional.Kernels

/// What the constructors of layers have in common.
module internal Layers =
    /// A float32 parameter, drawn by PyTorch's initialisation of linear layers.
    let drawn (shape: seq<int>) (fill: float32[] -> unit) =
        let shape = Shape.From shape
        let data = Array.zeroCreate shape.Size
        fill data
        Parameter(Creation.fromArray data shape)

    let positive layer option (value: int) =
        if value < 1 then
            raise (Errors.Option(layer, option, "of at least 1", float value, "give the layer something to see"))

/// <summary>
/// x Wᵀ + b over the last axis: [.., inFeatures] to [.., outFeatures]. Weight and bias are drawn uniformly between
/// ±1 / sqrt(inFeatures), as PyTorch draws them, number by number.
/// </summary>
/// <param name="inFeatures">The length of the last axis of inputs, at least 1 (ArgumentException).</param>
/// <param name="outFeatures">The length of the last axis of outputs, at least 1 (ArgumentException).</param>
/// <param name="bias">Whether something is added.</param>
/// <param name="generator">Where the draws come from; <c>Generator.Default</c> if left out.</param>
[<Sealed>]
type Linear
    (
        inFeatures: int,
        outFeatures: int,
        [<Optional; DefaultParameterValue(true)>] bias: bool,
        [<Optional; DefaultParameterValue(null: Generator | null)>] generator: Generator | null
    ) =
    inherit Module()
    do Layers.positive "Linear" "inFeatures" inFeatures
    do Layers.positive "Linear" "outFeatures" outFeatures
    let generator = RandomTensors.orDefault generator

    /// <summary>The weight, of shape [outFeatures, inFeatures].</summary>
    member val Weight =
        Layers.drawn [ outFeatures; inFeatures ] (fun data ->
            Initialization.LinearWeight(Span data, inFeatures, generator))

    /// <summary>The bias, of shape [outFeatures], or null.</summary>
    member val Bias: Parameter | null =
        if bias then
            Layers.drawn [ outFeatures ] (fun data -> Initialization.LinearBias(Span data, inFeatures, generator))
        else
            null

    /// <inheritdoc/>
    override layer.Forward x = Products.linear x layer.Weight layer.Bias

/// <summary>Joins the axes from <paramref name="start"/> to <paramref name="stop"/> into one; axes may count from the end.</summary>
[<Sealed>]
type Flatten([<Optional; DefaultParameterValue(1)>] start: int, [<Optional; DefaultParameterValue(-1)>] stop: int) =
    inherit Module()

    /// <inheritdoc/>
    override _.Forward x = Moves.flatten start stop x

/// <summary>Modules one after the other: each sees what the one before it made.</summary>
[<Sealed>]
type Sequential([<ParamArray>] modules: Module[]) =
    inherit Module()

    do
        if isNull (box modules) || modules |> Array.exists (fun m -> isNull (box m)) then
            raise (Errors.Null("Sequential", "modules", "modules that exist"))

    /// <summary>The modules, in order.</summary>
    member val Layers: IReadOnlyList<Module> = Array.copy modules

    /// <summary>The module at a place, as <c>model[0]</c>.</summary>
    member model.Item
        with get (index: int): Module = model.Layers[index]

    /// <summary>The number of modules.</summary>
    member model.Count = model.Layers.Count

    /// <inheritdoc/>
    override model.Forward x = model.Layers |> Seq.fold (fun x layer -> layer.Forward x) x

    interface IReadOnlyList<Module> with
        member model.Item
            with get index = model.Layers[index]

        member model.Count = model.Layers.Count
        member model.GetEnumerator() : IEnumerator<Module> = model.Layers.GetEnumerator()
        member model.GetEnumerator() : IEnumerator = model.Layers.GetEnumerator()

/// <summary>A function as a module. Parameters that the function captures stay unknown to the model.</summary>
[<Sealed>]
type Lambda(f: Func<Tensor, Tensor>) =
    inherit Module()

    do
        if isNull (box f) then
            raise (Errors.Null("Lambda", "f", "a function of tensors"))

    /// <inheritdoc/>
    override _.Forward x = f.Invoke x

/// <summary>max(0, x).</summary>
[<Sealed>]
type Relu() =
    inherit Module()
    /// <inheritdoc/>
    override _.Forward x = Activations.relu x

/// <summary>The hyperbolic tangent.</summary>
[<Sealed>]
type Tanh() =
    inherit Module()
    /// <inheritdoc/>
    override _.Forward x = Elementwise.map Unary.Tanh x

/// <summary>1 / (1 + exp(-x)).</summary>
[<Sealed>]
type Sigmoid() =
    inherit Module()
    /// <inheritdoc/>
    override _.Forward x = Elementwise.map Unary.Sigmoid x

/// <summary>
/// In training: drops elements at random, each with probability p in [0, 1] (ArgumentException), and divides the others
/// by 1 - p. After <c>Eval</c>: nothing. Source: Srivastava et al., "Dropout" (2014).
/// </summary>
[<Sealed>]
type Dropout
    (
        [<Optional; DefaultParameterValue(0.5)>] p: float,
        [<Optional; DefaultParameterValue(null: Generator | null)>] generator: Generator | null
    ) =
    inherit Module()

    do
        if not (p >= 0.0 && p <= 1.0) then
            raise (Errors.Probability("Dropout", p))

    /// <summary>The probability of an element to be dropped.</summary>
    member _.P = p

    /// <inheritdoc/>
    override layer.Forward x =
        if layer.IsTraining then RandomTensors.dropout p generator x else Promote.tensor "Dropout" x

/// <summary>
/// (x - mean) / sqrt(variance + eps) weight + bias over the last axes, which have the normalised shape; the weight starts
/// as ones and the bias as zeros. Source: Ba et al., "Layer Normalization" (2016).
/// </summary>
[<Sealed>]
type LayerNorm
    (
        normalizedShape: seq<int>,
        [<Optional; DefaultParameterValue(1e-5)>] eps: float,
        [<Optional; DefaultParameterValue(true)>] affine: bool
    ) =
    inherit Module()

    let shape =
        match box normalizedShape with
        | null -> raise (Errors.Null("LayerNorm", "normalizedShape", "the lengths of the last axes"))
        | _ -> Shape.From normalizedShape

    let filled (value: float) : Parameter | null =
        if affine then Parameter(Creation.full DTypes.Default (Number.op_Implicit value) shape) else null

    /// <summary>The weight, of the normalised shape, or null if the layer is not affine.</summary>
    member val Weight: Parameter | null = filled 1.0

    /// <summary>The bias, of the normalised shape, or null if the layer is not affine.</summary>
    member val Bias: Parameter | null = filled 0.0

    /// <inheritdoc/>
    override layer.Forward x = Normalise.layerNorm shape layer.Weight layer.Bias eps x

/// <summary>
/// Rows of a table by index: int64 indices of any shape to [.., features]. The table is drawn from the normal distribution.
/// </summary>
/// <param name="count">The number of rows, at least 1 (ArgumentException); indices beyond are an IndexException.</param>
/// <param name="features">The length of a row, at least 1 (ArgumentException).</param>
/// <param name="generator">Where the draws come from; <c>Generator.Default</c> if left out.</param>
[<Sealed>]
type Embedding
    (count: int, features: int, [<Optional; DefaultParameterValue(null: Generator | null)>] generator: Generator | null)
    =
    inherit Module()
    do Layers.positive "Embedding" "count" count
    do Layers.positive "Embedding" "features" features
    let generator = RandomTensors.orDefault generator

    /// <summary>The table, of shape [count, features].</summary>
    member val Weight = Layers.drawn [ count; features ] (fun data -> generator.Normal(Span data))

    /// <inheritdoc/>
    override layer.Forward x = Indexing.embedding ValueNone x layer.Weight
