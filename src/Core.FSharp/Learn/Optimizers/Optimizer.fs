namespace Functional

open System
open System.Collections.Generic
open System.Runtime.InteropServices

/// What a rule does with parameters, gradients and memories: as it is at first, and compiled, one fused pass over all of
/// them, when it has come again a few times.
[<Sealed>]
type internal Pass() =
    /// Steps that are faster as they are than to compile.
    static let patience = 10

    let mutable rule: UpdateRule | null = null
    let mutable steps = 0

    let mutable run: Tensor[] * Tensor[] * Tensor[][] -> Tensor[] * Tensor[][] =
        fun (values, _, memories) -> values, memories

    let asItIs (rule: UpdateRule) (values: Tensor[], gradients: Tensor[], memories: Tensor[][]) =
        let moves = Array.map3 (fun p g memory -> rule.Advance(p, g, memory)) values gradients memories
        moves |> Array.map (fun (struct (value, _)) -> value), moves |> Array.map (fun (struct (_, memory)) -> memory)

    /// The step of a rule.
    member _.Of (next: UpdateRule) given : Tensor[] * Tensor[][] =
        if not (obj.ReferenceEquals(next, rule)) then
            rule <- next
            steps <- 0
            run <- asItIs next

        steps <- steps + 1

        if steps = patience then
            run <- compile (asItIs next)

        try
            run given
        with :? TracingException as error when steps >= patience ->
            Notices.Once("optimizer", Errors.RunsAsItIs("optimizer", error.Message))
            run <- asItIs next
            run given

/// <summary>Parameters that an optimizer moves by one rule.</summary>
[<Sealed>]
type ParameterGroup internal (parameters: Parameter[], rule: UpdateRule) =
    let memories: Tensor[][] = Array.zeroCreate parameters.Length
    let pass = Pass()

    /// <summary>The parameters, in the order given.</summary>
    member val Parameters: IReadOnlyList<Parameter> = parameters

    /// <summary>The rule, with the rate that is set now.</summary>
    member val Rule = rule with get, set

    /// <summary>The factor of the next steps.</summary>
    member group.LearningRate
        with get () = group.Rule.LearningRate
        and set rate = group.Rule <- group.Rule.WithLearningRate rate

    /// What a step will change: worked out before anything is changed, so that a failing step changes nothing.
    member internal group.Moves() : (unit -> unit)[] =
        let moving = [| 0 .. parameters.Length - 1 |] |> Array.filter (fun i -> not (isNull parameters[i].Gradient))

        if moving.Length = 0 then
            [||]
        else
            let values = moving |> Array.map (fun i -> parameters[i].Value)
            let gradients = moving |> Array.map (fun i -> nonNull parameters[i].Gradient)

            let remembered =
                moving
                |> Array.mapi (fun k i ->
                    if isNull (box memories[i]) then
                        group.Rule.Start values[k]
                    else
                        // Where the parameter has moved, its memory follows.
                        Array.map (Apply.toDevice values[k].Device) memories[i])

            let moved, memory = pass.Of group.Rule (values, gradients, remembered)

            moving
            |> Array.mapi (fun k i ->
                fun () ->
                    parameters[i].Value <- moved[k]
                    Array.iter Values.keep memory[k]
                    memories[i] <- memory[k])

/// <summary>
/// Moves parameters in place, in the way of <c>torch.optim</c>: <c>ZeroGrad</c>, then a <c>Backward</c> of the loss, then
/// <c>Step</c>. Each group of parameters has a rule of its own.
/// </summary>
/// <param name="parameters">At least one parameter, each once (ArgumentException).</param>
/// <param name="rule">How they move.</param>
/// <example><code>
/// var optimizer = new Optimizer(model.Parameters, Optimizers.Sgd(0.1));
/// optimizer.ZeroGrad();
/// Losses.Mse(model.Forward(x), y).Backward();
/// optimizer.Step();
/// </code></example>
type Optimizer(parameters: seq<Parameter>, rule: UpdateRule) =
    let groups = List<ParameterGroup>()
    let known = HashSet<Parameter>(HashIdentity.Reference)

    let checkedGroup (parameters: seq<Parameter>) (rule: UpdateRule) =
        if isNull (box parameters) then
            raise (Errors.Null("optimizer", "parameters", "the parameters to move, such as model.Parameters"))

        if isNull (box rule) then
            raise (Errors.Null("optimizer", "rule", "a rule, such as Optimizers.Sgd(0.1)"))

        let parameters = Seq.toArray parameters

        if parameters.Length = 0 then
            raise (Errors.NoParameters())

        if parameters |> Array.exists (fun p -> isNull (box p)) then
            raise (Errors.Null("optimizer", "parameters", "parameters that exist"))

        let distinct = HashSet<Parameter>(parameters, HashIdentity.Reference)

        if distinct.Count < parameters.Length || distinct.Overlaps known then
            raise (Errors.SharedParameter())

        known.UnionWith distinct
        ParameterGroup(parameters, rule)

    do groups.Add(checkedGroup parameters rule)

    /// <summary>The groups, in the order in which they were added.</summary>
    member _.Groups: IReadOnlyList<ParameterGroup> = groups

    /// <summary>The rate of the first group; setting it sets the rate of all.</summary>
    member _.LearningRate
        with get () = groups[0].LearningRate
        and set (rate: float) =
            for group in groups do
                group.LearningRate <- rate

    /// <summary>More parameters, with a rule of their own.</summary>
    /// <exception cref="ArgumentException">There are none, or one is in a group already.</exception>
    member _.AddGroup(parameters: seq<Parameter>, rule: UpdateRule) : unit = groups.Add(checkedGroup parameters rule)

    /// <summary>
    /// Moves every parameter that has a gradient; the others stay as they are. A step that fails changes nothing.
    /// </summary>
    member _.Step() : unit =
        for change in
            [| for group in groups do
                   yield! group.Moves() |] do
            change ()

    /// <summary>Forgets the gradients of all parameters.</summary>
    member _.ZeroGrad() : unit =
        for group in groups do
            for parameter in group.Parameters do
                parameter.Gradient <- null

[<AutoOpen>]
module private Overrides =
    /// An option of a group, which is the optimizer's where the group has none.
    let orElse (otherwise: 'a) (value: Nullable<'a>) = if value.HasValue then value.Value else otherwise

/// <summary>Gradient descent as <c>torch.optim.SGD</c>. Formula and options: <c>Optimizers.Sgd</c>.</summary>
/// <exception cref="ArgumentException">An option is out of its range, or there are no parameters.</exception>
/// <example><code>var optimizer = new Sgd([w, b], learningRate: 0.01);</code></example>
[<Sealed>]
type Sgd private (parameters: seq<Parameter>, rule: SgdRule) =
    inherit Optimizer(parameters, rule)

    /// <summary>An optimizer of some parameters.</summary>
    new
        (
            parameters: seq<Parameter>,
            learningRate: float,
            [<Optional; DefaultParameterValue(0.0)>] momentum: float,
            [<Optional; DefaultParameterValue(0.0)>] dampening: float,
            [<Optional; DefaultParameterValue(0.0)>] weightDecay: float,
            [<Optional; DefaultParameterValue(false)>] nesterov: bool,
            [<Optional; DefaultParameterValue(false)>] maximize: bool
        ) =
        Sgd(parameters, SgdRule(learningRate, momentum, dampening, weightDecay, nesterov, maximize))

    /// <summary>More parameters, with options of their own: those left out are the optimizer's.</summary>
    member optimizer.AddGroup
        (
            parameters: seq<Parameter>,
            [<Optional>] learningRate: Nullable<float>,
            [<Optional>] momentum: Nullable<float>,
            [<Optional>] dampening: Nullable<float>,
            [<Optional>] weightDecay: Nullable<float>,
            [<Optional>] nesterov: Nullable<bool>,
            [<Optional>] maximize: Nullable<bool>
        ) : unit =
        let rule =
            SgdRule(
                learningRate |> orElse rule.LearningRate,
                momentum |> orElse rule.Momentum,
                dampening |> orElse rule.Dampening,
                weightDecay |> orElse rule.WeightDecay,
                nesterov |> orElse rule.Nesterov,
                maximize |> orElse rule.Maximize
            )

        optimizer.AddGroup(parameters, rule :> UpdateRule)

/// <summary>RMSprop as <c>torch.optim.RMSprop</c>. Formula and options: <c>Optimizers.RmsProp</c>.</summary>
/// <exception cref="ArgumentException">An option is out of its range, or there are no parameters.</exception>
/// <example><code>var optimizer = new RmsProp(model.Parameters, learningRate: 1e-3);</code></example>
[<Sealed>]
type RmsProp private (parameters: seq<Parameter>, rule: RmsPropRule) =
    inherit Optimizer(parameters, rule)

    /// <summary>An optimizer of some parameters.</summary>
    new
        (
            parameters: seq<Parameter>,
            [<Optional; DefaultParameterValue(0.01)>] learningRate: float,
            [<Optional; DefaultParameterValue(0.99)>] alpha: float,
            [<Optional; DefaultParameterValue(1e-8)>] eps: float,
            [<Optional; DefaultParameterValue(false)>] centered: bool,
            [<Optional; DefaultParameterValue(0.0)>] momentum: float,
            [<Optional; DefaultParameterValue(0.0)>] weightDecay: float,
            [<Optional; DefaultParameterValue(false)>] maximize: bool
        ) =
        RmsProp(parameters, RmsPropRule(learningRate, alpha, eps, centered, momentum, weightDecay, maximize))

    /// <summary>More parameters, with options of their own: those left out are the optimizer's.</summary>
    member optimizer.AddGroup
        (
            parameters: seq<Parameter>,
            [<Optional>] learningRate: Nullable<float>,
            [<Optional>] alpha: Nullable<float>,
            [<Optional>] eps: Nullable<float>,
            [<Optional>] centered: Nullable<bool>,
            [<Optional>] momentum: Nullable<float>,
            [<Optional>] weightDecay: Nullable<float>,
            [<Optional>] maximize: Nullable<bool>
        ) : unit =
        let rule =
            RmsPropRule(
                learningRate |> orElse rule.LearningRate,
                alpha |> orElse rule.Alpha,
                eps |> orElse rule.Eps,
                centered |> orElse rule.Centered,
                momentum |> orElse rule.Momentum,
                weightDecay |> orElse rule.WeightDecay,
                maximize |> orElse rule.Maximize
            )

        optimizer.AddGroup(parameters, rule :> UpdateRule)
