namespace Functional

open System
open System.Runtime.InteropServices

/// <summary>
/// What predictions cost beside their targets. Each loss comes in two forms: of tensors, <c>Losses.Mse(prediction, target)</c>,
/// and as a function for training, <c>Losses.Mse(Reduction.Sum)</c>. All of them are differentiable in their predictions,
/// and in their targets where these are numbers, in every mode and order.
/// </summary>
/// <remarks>
/// Prediction and target have the same shape, or the target is a single number; anything else is a <c>ShapeException</c>,
/// where PyTorch broadcasts. Integers in the place of floats are a <c>DTypeException</c>, null tensors an
/// <c>ArgumentNullException</c>. Formulas are those of <c>torch.nn.functional</c>.
/// </remarks>
/// <example><code>
/// Tensor loss = Losses.Mse(model.Forward(x), y);
/// var fit = Train.Minimize(model, Losses.CrossEntropy(labelSmoothing: 0.1)).With(Optimizers.Sgd(0.1)).On(x, y).For(100).Run();
/// </code></example>
[<AbstractClass; Sealed>]
type Losses private () =
    static let curried (loss: Tensor -> Tensor -> Tensor) =
        Func<Tensor, Tensor, Tensor>(fun prediction target -> loss prediction target)

    /// <summary>
    /// The squared error (p - y)², elementwise.
    /// </summary>
    static member Mse
        (prediction: Tensor, target: Tensor, [<Optional; DefaultParameterValue(Reduction.Mean)>] reduction: Reduction)
        : Tensor =
        Criteria.mse reduction prediction target

    /// <summary>The same, as a function for training.</summary>
    static member Mse
        ([<Optional; DefaultParameterValue(Reduction.Mean)>] reduction: Reduction)
        : Func<Tensor, Tensor, Tensor> =
        curried (Criteria.mse reduction)

    /// <summary>
    /// The absolute error |p - y|, elementwise; its slope is 0 where the two are equal.
    /// </summary>
    static member L1
        (prediction: Tensor, target: Tensor, [<Optional; DefaultParameterValue(Reduction.Mean)>] reduction: Reduction)
        : Tensor =
        Criteria.l1 reduction prediction target

    /// <summary>The same, as a function for training.</summary>
    static member L1
        ([<Optional; DefaultParameterValue(Reduction.Mean)>] reduction: Reduction)
        : Func<Tensor, Tensor, Tensor> =
        curried (Criteria.l1 reduction)

    /// <summary>
    /// Half the squared error over <paramref name="beta"/> where |p - y| is below it, else |p - y| - beta / 2. A negative
    /// beta is an <c>ArgumentException</c>; 0 gives the absolute error. Source: Girshick, "Fast R-CNN" (2015).
    /// </summary>
    static member SmoothL1
        (
            prediction: Tensor,
            target: Tensor,
            [<Optional; DefaultParameterValue(1.0)>] beta: float,
            [<Optional; DefaultParameterValue(Reduction.Mean)>] reduction: Reduction
        ) : Tensor =
        Criteria.smoothL1 beta reduction prediction target

    /// <summary>The same, as a function for training.</summary>
    static member SmoothL1
        (
            [<Optional; DefaultParameterValue(1.0)>] beta: float,
            [<Optional; DefaultParameterValue(Reduction.Mean)>] reduction: Reduction
        ) : Func<Tensor, Tensor, Tensor> =
        curried (Criteria.smoothL1 beta reduction)

    /// <summary>
    /// Half the squared error where |p - y| is below <paramref name="delta"/>, else delta (|p - y| - delta / 2). A delta
    /// that is not positive is an <c>ArgumentException</c>. Source: Huber, "Robust Estimation of a Location Parameter"
    /// (1964).
    /// </summary>
    static member Huber
        (
            prediction: Tensor,
            target: Tensor,
            [<Optional; DefaultParameterValue(1.0)>] delta: float,
            [<Optional; DefaultParameterValue(Reduction.Mean)>] reduction: Reduction
        ) : Tensor =
        Criteria.huber delta reduction prediction target

    /// <summary>The same, as a function for training.</summary>
    static member Huber
        (
            [<Optional; DefaultParameterValue(1.0)>] delta: float,
            [<Optional; DefaultParameterValue(Reduction.Mean)>] reduction: Reduction
        ) : Func<Tensor, Tensor, Tensor> =
        curried (Criteria.huber delta reduction)

    /// <summary>
    /// -(y log p + (1 - y) log(1 - p)) of probabilities p in [0, 1], times a <paramref name="weight"/> that broadcasts.
    /// Logarithms are at least -100, as in PyTorch; probabilities outside [0, 1] give nan. Prefer the form with logits.
    /// </summary>
    static member BinaryCrossEntropy
        (
            prediction: Tensor,
            target: Tensor,
            [<Optional; DefaultParameterValue(null: Tensor | null)>] weight: Tensor | null,
            [<Optional; DefaultParameterValue(Reduction.Mean)>] reduction: Reduction
        ) : Tensor =
        Criteria.binaryCrossEntropy weight reduction prediction target

    /// <summary>The same, as a function for training.</summary>
    static member BinaryCrossEntropy
        (
            [<Optional; DefaultParameterValue(null: Tensor | null)>] weight: Tensor | null,
            [<Optional; DefaultParameterValue(Reduction.Mean)>] reduction: Reduction
        ) : Func<Tensor, Tensor, Tensor> =
        curried (Criteria.binaryCrossEntropy weight reduction)

    /// <summary>
    /// -(w y log s(x) + (1 - y) log(1 - s(x))), s being the sigmoid and w the <paramref name="posWeight"/> of positive
    /// targets; times a <paramref name="weight"/>. Both weights broadcast. Accurate for logits of any size.
    /// </summary>
    static member BinaryCrossEntropyWithLogits
        (
            prediction: Tensor,
            target: Tensor,
            [<Optional; DefaultParameterValue(null: Tensor | null)>] weight: Tensor | null,
            [<Optional; DefaultParameterValue(null: Tensor | null)>] posWeight: Tensor | null,
            [<Optional; DefaultParameterValue(Reduction.Mean)>] reduction: Reduction
        ) : Tensor =
        Criteria.binaryCrossEntropyWithLogits weight posWeight reduction prediction target

    /// <summary>The same, as a function for training; a weight of elements belongs to the other form.</summary>
    static member BinaryCrossEntropyWithLogits
        (
            [<Optional; DefaultParameterValue(null: Tensor | null)>] posWeight: Tensor | null,
            [<Optional; DefaultParameterValue(Reduction.Mean)>] reduction: Reduction
        ) : Func<Tensor, Tensor, Tensor> =
        curried (Criteria.binaryCrossEntropyWithLogits null posWeight reduction)

    /// <summary>
    /// log(1 + exp(-y x)), for targets 1 and -1; without overflow.
    /// </summary>
    static member SoftMargin
        (prediction: Tensor, target: Tensor, [<Optional; DefaultParameterValue(Reduction.Mean)>] reduction: Reduction)
        : Tensor =
        Criteria.softMargin reduction prediction target

    /// <summary>The same, as a function for training.</summary>
    static member SoftMargin
        ([<Optional; DefaultParameterValue(Reduction.Mean)>] reduction: Reduction)
        : Func<Tensor, Tensor, Tensor> =
        curried (Criteria.softMargin reduction)

    /// <summary>
    /// The distance x where the target is 1, max(0, margin - x) where it is -1.
    /// </summary>
    static member HingeEmbedding
        (
            prediction: Tensor,
            target: Tensor,
            [<Optional; DefaultParameterValue(1.0)>] margin: float,
            [<Optional; DefaultParameterValue(Reduction.Mean)>] reduction: Reduction
        ) : Tensor =
        Criteria.hingeEmbedding margin reduction prediction target

    /// <summary>The same, as a function for training.</summary>
    static member HingeEmbedding
        (
            [<Optional; DefaultParameterValue(1.0)>] margin: float,
            [<Optional; DefaultParameterValue(Reduction.Mean)>] reduction: Reduction
        ) : Func<Tensor, Tensor, Tensor> =
        curried (Criteria.hingeEmbedding margin reduction)

    /// <summary>
    /// The divergence of Kullback and Leibler, y (log y - x), where the prediction x is a logarithm; exp(y) (y - x) if the
    /// target is one, too (<paramref name="logTarget"/>). <c>Reduction.BatchMean</c> is the mathematical one, of the mean
    /// over samples.
    /// </summary>
    static member KlDiv
        (
            prediction: Tensor,
            target: Tensor,
            [<Optional; DefaultParameterValue(false)>] logTarget: bool,
            [<Optional; DefaultParameterValue(Reduction.Mean)>] reduction: Reduction
        ) : Tensor =
        Criteria.klDiv logTarget reduction prediction target

    /// <summary>The same, as a function for training.</summary>
    static member KlDiv
        (
            [<Optional; DefaultParameterValue(false)>] logTarget: bool,
            [<Optional; DefaultParameterValue(Reduction.Mean)>] reduction: Reduction
        ) : Func<Tensor, Tensor, Tensor> =
        curried (Criteria.klDiv logTarget reduction)

    /// <summary>
    /// The cross entropy of softmax: logits of shape [C], [N, C] or [N, C, d..] beside class indices (int64) of that shape
    /// without C, or beside probabilities (floats) of the same shape. A <paramref name="weight"/> of shape [C] weighs
    /// classes; samples whose target is <paramref name="ignoreIndex"/> count for nothing; <paramref name="labelSmoothing"/>
    /// in [0, 1] mixes targets with the uniform distribution. The mean over indices is weighted, and nan if every sample is
    /// ignored.
    /// </summary>
    static member CrossEntropy
        (
            prediction: Tensor,
            target: Tensor,
            [<Optional; DefaultParameterValue(null: Tensor | null)>] weight: Tensor | null,
            [<Optional; DefaultParameterValue(-100L)>] ignoreIndex: int64,
            [<Optional; DefaultParameterValue(0.0)>] labelSmoothing: float,
            [<Optional; DefaultParameterValue(Reduction.Mean)>] reduction: Reduction
        ) : Tensor =
        ClassCriteria.crossEntropy weight ignoreIndex labelSmoothing reduction prediction target

    /// <summary>The same, as a function for training.</summary>
    static member CrossEntropy
        (
            [<Optional; DefaultParameterValue(null: Tensor | null)>] weight: Tensor | null,
            [<Optional; DefaultParameterValue(-100L)>] ignoreIndex: int64,
            [<Optional; DefaultParameterValue(0.0)>] labelSmoothing: float,
            [<Optional; DefaultParameterValue(Reduction.Mean)>] reduction: Reduction
        ) : Func<Tensor, Tensor, Tensor> =
        curried (ClassCriteria.crossEntropy weight ignoreIndex labelSmoothing reduction)

    /// <summary>
    /// The negative log likelihood -w[y] x[y]: logarithms of probabilities of shape [C], [N, C] or [N, C, d..] beside class
    /// indices of that shape without C. The mean is weighted, and nan if every sample is ignored.
    /// </summary>
    static member Nll
        (
            prediction: Tensor,
            target: Tensor,
            [<Optional; DefaultParameterValue(null: Tensor | null)>] weight: Tensor | null,
            [<Optional; DefaultParameterValue(-100L)>] ignoreIndex: int64,
            [<Optional; DefaultParameterValue(Reduction.Mean)>] reduction: Reduction
        ) : Tensor =
        ClassCriteria.nll weight ignoreIndex reduction prediction target

    /// <summary>The same, as a function for training.</summary>
    static member Nll
        (
            [<Optional; DefaultParameterValue(null: Tensor | null)>] weight: Tensor | null,
            [<Optional; DefaultParameterValue(-100L)>] ignoreIndex: int64,
            [<Optional; DefaultParameterValue(Reduction.Mean)>] reduction: Reduction
        ) : Func<Tensor, Tensor, Tensor> =
        curried (ClassCriteria.nll weight ignoreIndex reduction)

    /// <summary>
    /// sum max(0, margin - x[y] + x[j])^p w[y] / C over the classes j other than y, for scores of shape [C] or [N, C] and p
    /// of 1 or 2.
    /// </summary>
    static member MultiMargin
        (
            prediction: Tensor,
            target: Tensor,
            [<Optional; DefaultParameterValue(1)>] p: int,
            [<Optional; DefaultParameterValue(1.0)>] margin: float,
            [<Optional; DefaultParameterValue(null: Tensor | null)>] weight: Tensor | null,
            [<Optional; DefaultParameterValue(Reduction.Mean)>] reduction: Reduction
        ) : Tensor =
        ClassCriteria.multiMargin p margin weight reduction prediction target

    /// <summary>The same, as a function for training.</summary>
    static member MultiMargin
        (
            [<Optional; DefaultParameterValue(1)>] p: int,
            [<Optional; DefaultParameterValue(1.0)>] margin: float,
            [<Optional; DefaultParameterValue(null: Tensor | null)>] weight: Tensor | null,
            [<Optional; DefaultParameterValue(Reduction.Mean)>] reduction: Reduction
        ) : Func<Tensor, Tensor, Tensor> =
        curried (ClassCriteria.multiMargin p margin weight reduction)

    /// <summary>
    /// max(0, margin - y (a - b)): the target is 1 where <paramref name="first"/> should rank above
    /// <paramref name="second"/>, and -1 where below. It compares two predictions, so it has no form for training.
    /// </summary>
    static member MarginRanking
        (
            first: Tensor,
            second: Tensor,
            target: Tensor,
            [<Optional; DefaultParameterValue(0.0)>] margin: float,
            [<Optional; DefaultParameterValue(Reduction.Mean)>] reduction: Reduction
        ) : Tensor =
        Criteria.marginRanking margin reduction first second target
