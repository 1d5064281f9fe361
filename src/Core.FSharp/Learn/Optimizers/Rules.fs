namespace Functional

open System.Runtime.InteropServices
open Functional.Kernels

/// What the rules have in common.
module internal Rules =
    let atLeastZero option (value: float) =
        if not (value >= 0.0 && value < infinity) then
            raise (
                Errors.Option("optimizer", option, "of at least 0, and finite", value, "leave it out for its default")
            )

    /// The direction of a step: the gradient, turned to climb, and the pull of the weights to 0.
    let direction maximize (weightDecay: float) (parameter: Tensor) (gradient: Tensor) =
        let gradient = if maximize then -gradient else gradient

        if weightDecay = 0.0 then gradient else Arithmetic.addScaled weightDecay gradient parameter

/// Gradient descent, with momentum if there is any.
[<Sealed>]
type internal SgdRule
    (learningRate, momentum: float, dampening: float, weightDecay: float, nesterov: bool, maximize: bool) =
    inherit UpdateRule(learningRate)
    do Rules.atLeastZero "momentum" momentum
    do Rules.atLeastZero "weightDecay" weightDecay

    do
        if nesterov && (momentum = 0.0 || dampening <> 0.0) then
            raise (Errors.Nesterov(momentum, dampening))

    member _.Momentum = momentum
    member _.Dampening = dampening
    member _.WeightDecay = weightDecay
    member _.Nesterov = nesterov
    member _.Maximize = maximize

    override _.WithLearningRate rate = SgdRule(rate, momentum, dampening, weightDecay, nesterov, maximize)

    // The velocity starts as the first gradient, undampened: there is none before.
    override _.Start _ = [||]

    override _.Move(parameter, gradient, memory) =
        let gradient = Rules.direction maximize weightDecay parameter gradient

        if momentum = 0.0 then
            struct (Arithmetic.addScaled -learningRate parameter gradient, [||])
        else
            let velocity =
                match memory with
                | [||] -> gradient
                | _ -> Arithmetic.addScaled (1.0 - dampening) (memory[0] * momentum) gradient

            let way = if nesterov then Arithmetic.addScaled momentum gradient velocity else velocity
            struct (Arithmetic.addScaled -learningRate parameter way, [| velocity |])

/// Gradients divided by the root of their mean square. The memory is that mean, the mean of the gradients if it is
/// centered, and the velocity if there is momentum.
[<Sealed>]
type internal RmsPropRule
    (learningRate, alpha: float, eps: float, centered: bool, momentum: float, weightDecay: float, maximize: bool) =
    inherit UpdateRule(learningRate)
    do Rules.atLeastZero "alpha" alpha
    do Rules.atLeastZero "eps" eps
    do Rules.atLeastZero "momentum" momentum
    do Rules.atLeastZero "weightDecay" weightDecay

    /// alpha mean + (1 - alpha) x
    let average (mean: Tensor) (x: Tensor) = Arithmetic.addScaled (1.0 - alpha) (mean * alpha) x

    let square (x: Tensor) = Elementwise.map Unary.Square x

    member _.Alpha = alpha
    member _.Eps = eps
    member _.Centered = centered
    member _.Momentum = momentum
    member _.WeightDecay = weightDecay
    member _.Maximize = maximize

    override _.WithLearningRate rate = RmsPropRule(rate, alpha, eps, centered, momentum, weightDecay, maximize)

    override _.Start parameter =
        let zeros = Creation.fullLike parameter 0.0
        Array.create (1 + (if centered then 1 else 0) + (if momentum > 0.0 then 1 else 0)) zeros

    override _.Move(parameter, gradient, memory) =
        let gradient = Rules.direction maximize weightDecay parameter gradient
        let squares = average memory[0] (square gradient)
        let means = if centered then [| average memory[1] gradient |] else [||]
        let variance = if centered then squares - square means[0] else squares
        let way = gradient / (Elementwise.map Unary.Sqrt variance + eps)

        if momentum = 0.0 then
            struct (Arithmetic.addScaled -learningRate parameter way, [| squares; yield! means |])
        else
            let velocity = memory[memory.Length - 1] * momentum + way
            struct (Arithmetic.addScaled -learningRate parameter velocity, [| squares; yield! means; velocity |])

/// <summary>The rules by which parameters move, for <c>Train</c> and for functional steps.</summary>
/// <example><code>Train.Minimize(model, Losses.Mse()).With(Optimizers.RmsProp(1e-3)).On(x, y).For(2000).Run();</code></example>
[<AbstractClass; Sealed>]
type Optimizers private () =
    /// <summary>
    /// Gradient descent: p - rate g. With momentum the velocity v = momentum v + (1 - dampening) g, at first g, takes the
    /// place of g; with <paramref name="nesterov"/> g + momentum v does. Plain steps round once on floats.
    /// Source: Sutskever et al., "On the importance of initialization and momentum in deep learning" (2013), in the form
    /// of <c>torch.optim.SGD</c>.
    /// </summary>
    /// <param name="learningRate">The factor of a step.</param>
    /// <param name="momentum">How much of the velocity stays.</param>
    /// <param name="dampening">How much of a gradient does not enter the velocity.</param>
    /// <param name="weightDecay">The factor of the parameters that is added to their gradients.</param>
    /// <param name="nesterov">Whether to look ahead; needs momentum, and no dampening.</param>
    /// <param name="maximize">Whether to climb instead.</param>
    /// <exception cref="System.ArgumentException">A number is negative or not finite, or nesterov lacks momentum.</exception>
    static member Sgd
        (
            learningRate: float,
            [<Optional; DefaultParameterValue(0.0)>] momentum: float,
            [<Optional; DefaultParameterValue(0.0)>] dampening: float,
            [<Optional; DefaultParameterValue(0.0)>] weightDecay: float,
            [<Optional; DefaultParameterValue(false)>] nesterov: bool,
            [<Optional; DefaultParameterValue(false)>] maximize: bool
        ) : UpdateRule =
        SgdRule(learningRate, momentum, dampening, weightDecay, nesterov, maximize)

    /// <summary>
    /// RMSprop: s = alpha s + (1 - alpha) g², p - rate g / (sqrt s + eps). <paramref name="centered"/> takes the square of
    /// the gradients' mean from s; momentum sums the steps up. Source: Hinton, "Neural Networks for Machine Learning",
    /// lecture 6 (2012); centered: Graves, "Generating Sequences With Recurrent Neural Networks" (2013); in the form of
    /// <c>torch.optim.RMSprop</c>.
    /// </summary>
    /// <param name="learningRate">The factor of a step.</param>
    /// <param name="alpha">How much of the mean square stays.</param>
    /// <param name="eps">What keeps the divisor from 0.</param>
    /// <param name="centered">Whether to divide by the deviation instead of the root of the mean square.</param>
    /// <param name="momentum">How much of the velocity stays.</param>
    /// <param name="weightDecay">The factor of the parameters that is added to their gradients.</param>
    /// <param name="maximize">Whether to climb instead.</param>
    /// <exception cref="System.ArgumentException">A number is negative or not finite.</exception>
    static member RmsProp
        (
            [<Optional; DefaultParameterValue(0.01)>] learningRate: float,
            [<Optional; DefaultParameterValue(0.99)>] alpha: float,
            [<Optional; DefaultParameterValue(1e-8)>] eps: float,
            [<Optional; DefaultParameterValue(false)>] centered: bool,
            [<Optional; DefaultParameterValue(0.0)>] momentum: float,
            [<Optional; DefaultParameterValue(0.0)>] weightDecay: float,
            [<Optional; DefaultParameterValue(false)>] maximize: bool
        ) : UpdateRule =
        RmsPropRule(learningRate, alpha, eps, centered, momentum, weightDecay, maximize)
