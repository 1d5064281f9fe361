namespace Functional

/// <summary>
/// What an optimizer remembers between steps: for each parameter, in the order of the tree's leaves, some tensors. It is
/// a parameter tree itself, and passes through transformations.
/// </summary>
[<Sealed>]
type OptimizerState(slots: Tensor[][]) =
    do
        if isNull (box slots) then
            raise (Errors.Null("OptimizerState", "slots", "an array of tensors for each parameter"))

    /// <summary>The tensors remembered for each parameter; none before the first step where they start from it.</summary>
    member _.Slots = slots

/// <summary>
/// How parameters move against their gradients: a description without state, so that a step is a function from
/// parameters, gradients and state to parameters and state. Steps are made of tensor operations and can be differentiated.
/// Derive from it for a rule of one's own.
/// </summary>
/// <param name="learningRate">The factor of a step, at least 0 and finite (ArgumentException).</param>
/// <example><code>
/// var rule = Optimizers.Sgd(0.1, momentum: 0.9);
/// var state = rule.Init(parameters);
/// (parameters, state) = rule.Step(parameters, gradients, state);
/// </code></example>
[<AbstractClass>]
type UpdateRule(learningRate: float) =
    do
        if not (learningRate >= 0.0 && learningRate < infinity) then
            raise (
                Errors.Option(
                    "optimizer",
                    "learningRate",
                    "of at least 0, and finite",
                    learningRate,
                    "maximize goes the other way"
                )
            )

    /// <summary>The factor of a step.</summary>
    member _.LearningRate = learningRate

    /// <summary>The same rule at another rate.</summary>
    abstract WithLearningRate: learningRate: float -> UpdateRule

    /// <summary>What is remembered of one parameter before its first step.</summary>
    abstract Start: parameter: Tensor -> Tensor[]

    /// <summary>One parameter's next value and what is remembered of it, from its value, its gradient and its memory.</summary>
    abstract Move: parameter: Tensor * gradient: Tensor * memory: Tensor[] -> struct (Tensor * Tensor[])

    /// <summary>The state before the first step for a tree of parameters.</summary>
    member rule.Init(parameters: 'P) : OptimizerState = OptimizerState(Tree.leaves parameters |> Array.map rule.Start)

    /// <summary>One step: the next parameters and the next state. Nothing that is given changes.</summary>
    /// <exception cref="TreeException">The gradients are not a tree like the parameters.</exception>
    /// <exception cref="ShapeException">A gradient has not its parameter's shape.</exception>
    /// <exception cref="ArgumentException">The state is of another number of parameters.</exception>
    member rule.Step(parameters: 'P, gradients: 'P, state: OptimizerState) : struct ('P * OptimizerState) =
        if isNull (box state) then
            raise (Errors.Null("Step", "state", "what Init or the step before gave"))

        let values = Tree.leaves parameters
        let slopes = Tree.map2 (fun _ gradient -> gradient) parameters gradients |> Tree.leaves

        if state.Slots.Length <> values.Length then
            raise (Errors.StateCount(values.Length, state.Slots.Length))

        let moved = Array.map3 (fun p g memory -> rule.Advance(p, g, memory)) values slopes state.Slots
        let next = moved |> Array.map (fun (struct (value, _)) -> value)
        struct (Tree.rebuild parameters next, OptimizerState(moved |> Array.map (fun (struct (_, memory)) -> memory)))

    /// The move of one parameter, whose gradient must be of its shape: broadcasting would not complain.
    member internal rule.Advance(parameter: Tensor, gradient: Tensor, memory: Tensor[]) =
        if parameter.Shape <> gradient.Shape then
            raise (Errors.ShapesDiffer("optimizer step", parameter.Shape, gradient.Shape))

        rule.Move(parameter, gradient, memory)
