/// Training is compiled by default, and nobody can tell by its results.
module Functional.Tests.TrainCompiledTests

open System
open System.Collections.Generic
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Witness

let private x = real [ 5; 2 ] [ 0.3; -0.2; 1.0; 0.5; -0.7; 0.1; 0.9; 0.4; -0.3; 0.8 ]
let private y = real [ 5; 1 ] [ 0.1; 0.9; -0.3; 0.5; 0.2 ]
let private sum x = Reductions.sum [||] false x
let private mean x = Reductions.mean [||] false x

let private perceptron () =
    let generator = Generator 7L

    let model =
        Nn.Sequential(Nn.Linear(2, 3, generator = generator), Nn.Tanh(), Nn.Linear(3, 1, generator = generator))

    model.SetValues(model.GetValues() |> Array.map (Apply.toDType DType.Float64))
    model

let private rules: (string * UpdateRule) list =
    [ "SGD", Optimizers.Sgd 0.1
      "momentum", Optimizers.Sgd(0.1, momentum = 0.9)
      "Nesterov", Optimizers.Sgd(0.1, momentum = 0.9, nesterov = true)
      "weight decay", Optimizers.Sgd(0.1, momentum = 0.5, weightDecay = 0.1)
      "RMSprop", Optimizers.RmsProp 0.01
      "RMSprop with all", Optimizers.RmsProp(0.01, momentum = 0.5, weightDecay = 0.01, centered = true) ]

let private near (expected: float) (actual: float) =
    Assert.True(abs (actual - expected) <= 1e-10 * (1.0 + abs expected), $"expected {expected}, got {actual}")

let private nearAll (expected: Tensor) (actual: Tensor) =
    Assert.Equal(expected.Space, actual.Space)
    Array.iter2 near (elements expected) (elements actual)

let private gradients (model: Module) =
    [ for p in model.Parameters -> if Autograd.hasGrad p then Some(Autograd.grad p) else None ]

let private heard (f: unit -> 'a) : 'a * string list =
    let said = List<string>()
    use _ = Notices.Listen(fun text -> said.Add text)
    f (), List.ofSeq said

/// A run compiled and one as it is: the same history, parameters and gradients. What is said comes back.
let private sameRun (make: unit -> Training<'M>) : string list when 'M :> Module =
    let eager = ((make ()).Eagerly()).Run()
    let fast, said = heard (fun () -> (make ()).Run())
    Assert.Equal(eager.History.Count, fast.History.Count)
    Seq.iter2 near eager.History fast.History
    Assert.Equal(eager.Steps, fast.Steps)
    Assert.Equal(eager.StopReason, fast.StopReason)
    Array.iter2 nearAll (eager.Model.GetValues()) (fast.Model.GetValues())

    for before, after in List.zip (gradients eager.Model) (gradients fast.Model) do
        match before, after with
        | Some before, Some after -> nearAll before after
        | _ -> Assert.Equal(before, after)

    said

let names () = [ for name, _ in rules -> [| box name |] ]

[<Theory; MemberData(nameof names)>]
let ``a model trains as without compile, by every rule`` (name: string) =
    let rule = dict rules |> fun d -> d[name]
    let train () = Train.Minimize(perceptron (), Losses.Mse()).With(rule).On(x, y).For 40
    Assert.Empty(sameRun train)
    // Batches whose last is shorter, in their order and in any.
    Assert.Empty(sameRun (fun () -> (train ()).Batches 2))
    Assert.Empty(sameRun (fun () -> (train ()).Batches(2, Generator 3L)))

[<Theory; MemberData(nameof names)>]
let ``a tree trains as without compile, by every rule`` (name: string) =
    let rule = dict rules |> fun d -> d[name]

    let start =
        {| W = real [ 2; 1 ] [ 0.1; -0.2 ]
           B = [ real [ 1 ] [ 0.3 ] ]
           Unused = real [ 2 ] [ 1.0; 2.0 ]
           Name = "line" |}

    let model (p: {| W: Tensor; B: Tensor list; Unused: Tensor; Name: string |}) x = Products.matmul x p.W + p.B[0]

    let same (train: Training<{| W: Tensor; B: Tensor list; Unused: Tensor; Name: string |}>) =
        let eager, (fast, said) = train.Eagerly().Run(), heard (fun () -> train.Run())
        Assert.Empty said
        Seq.iter2 near eager.History fast.History
        Array.iter2 nearAll (Tree.leaves eager.Model) (Tree.leaves fast.Model)
        Assert.Equal("line", fast.Model.Name)

    same (Train.Minimize((fun p -> Losses.Mse(model p x, y)), start).With(rule).For 40)
    same (Train.Minimize((fun p x y -> Losses.Mse(model p x, y)), start).With(rule).On(x, y).Batches(2).For 40)

let private training loss () =
    let model = perceptron ()

    Train
        .Minimize(model, Func<_, _, _>(loss model))
        .With(Optimizers.Sgd(0.05, momentum = 0.5, weightDecay = 0.1))
        .On(x, y)
        .For
        20

[<Fact>]
let ``a loss that sees the model's parameters moves them for it`` () =
    let weights (model: Sequential) = model.Parameters |> Seq.map (fun p -> sum (p * p)) |> Seq.reduce (+)
    Assert.Empty(sameRun (training (fun model out y -> mean ((out - y) ** 2) + 0.1 * weights model)))
    let own (model: Sequential) = model[0] :?> Linear
    // Through the whole model, through a part of it, as constants, and in a loop.
    Assert.Empty(sameRun (training (fun model out y -> mean ((out - y) ** 2) + mean (model.Forward(x * 0.5) ** 2))))
    Assert.Empty(sameRun (training (fun model out y -> mean ((out - y) ** 2) + sum ((own model).Forward x) * 0.01)))

    Assert.Empty(
        sameRun (
            training (fun model out y ->
                mean ((out - y) ** 2) * sum ((own model).Weight.Value * (own model).Weight.Value))
        )
    )

    let penalty (model: Sequential) =
        forLoop 0 3 (fun _ s -> s + sum ((own model).Weight * (own model).Weight)) (real [] [ 0.0 ])

    Assert.Empty(sameRun (training (fun model out y -> mean ((out - y) ** 2) + 0.1 * penalty model)))

[<Fact>]
let ``gradients that are constants move parameters, too`` () =
    Assert.Empty(sameRun (training (fun _ out _ -> mean out)))
    Assert.Empty(sameRun (training (fun model _ _ -> sum (model.Parameters[0] :> Tensor))))

/// Two layers, of which one is not used.
type private Half() =
    inherit Module()
    member val Used = Nn.Linear(2, 1, generator = Generator 1L)
    member val Idle = Nn.Linear(2, 1, generator = Generator 2L)
    override m.Forward x = m.Used.Forward x

[<Fact>]
let ``parameters that the loss does not depend on stay, without a gradient, whatever the rule`` () =
    let single = Apply.toDType DType.Float32
    let before = Half().Idle.GetValues()

    for _, rule in rules do
        let train () = Train.Minimize(Half(), Losses.Mse()).With(rule).On(single x, single y).For 10
        let eager, fast = (train ()).Eagerly().Run(), (train ()).Run()
        Seq.iter2 (fun (a: float) b -> Assert.Equal(a, b, 1e-5)) eager.History fast.History
        Array.iter2 Checks.same before (fast.Model.Idle.GetValues())
        Assert.Equal<bool list>([ true; true; false; false ], [ for p in fast.Model.Parameters -> Autograd.hasGrad p ])

[<Fact>]
let ``a loss that depends on no parameter is refused as without compile`` () =
    let train () = training (fun _ _ y -> mean y) ()
    let eager = Assert.Throws<GraphException>(fun () -> (train ()).Eagerly().Run() |> ignore)
    let fast = Assert.Throws<GraphException>(fun () -> (train ()).Run() |> ignore)
    Assert.Equal(eager.Message, fast.Message)

[<Fact>]
let ``a loss that is no number is refused as without compile`` () =
    let train () = training (fun _ out y -> out - y) ()
    let eager = Assert.Throws<ShapeException>(fun () -> (train ()).Eagerly().Run() |> ignore)
    let fast = Assert.Throws<ShapeException>(fun () -> (train ()).Run() |> ignore)
    Assert.Equal(eager.Message, fast.Message)

[<Fact>]
let ``a run ends at its target with the same model`` () =
    let train () = (training (fun _ out y -> mean ((out - y) ** 2)) ()).For(500).Until(fun loss -> loss < 0.15)
    Assert.Empty(sameRun train)
    Assert.Equal(StopReason.TargetReached, (train ()).Run().StopReason)

[<Fact>]
let ``the model of a compiled run trains on, and can be trained again`` () =
    let model = perceptron ()
    let train () = Train.Minimize(model, Losses.Mse()).With(Optimizers.Sgd 0.1).On(x, y).For(10).Run()
    let first, second = train (), train ()
    Assert.True(second.History[0] < first.FinalLoss)
    let loss = Losses.Mse(model.Forward x, y)
    model.ZeroGrad()
    Autograd.backward loss
    Assert.All(model.Parameters, (fun p -> Assert.True(Autograd.hasGrad p)))

/// Runs as it is, and says so once for one reason.
let private fallsBack (reason: string) (make: unit -> Training<'M>) =
    let said = sameRun make
    Assert.True(said.Length <= 1, String.Join("\n", said))

    for text in said do
        Assert.StartsWith("train: ", text)
        Assert.Contains("runs as it is", text)
        Assert.Contains(reason, text)

[<Fact>]
let ``dropout draws from a generator: it trains as it is, and says so once`` () =
    let make () =
        let generator = Generator 7L
        let first = Nn.Linear(2, 3, generator = generator)

        let model =
            Nn.Sequential(first, Nn.Dropout(0.5, generator = Generator 5L), Nn.Linear(3, 1, generator = generator))

        model.SetValues(model.GetValues() |> Array.map (Apply.toDType DType.Float64))
        model

    let train () = Train.Minimize(make (), Losses.Mse()).With(Optimizers.Sgd 0.1).On(x, y).For 10
    let mutable all = []
    let eager = (train ()).Eagerly().Run()

    for _ in 1..3 do
        let fit, said = heard (fun () -> (train ()).Run())
        Seq.iter2 near eager.History fit.History
        all <- all @ said

    Assert.True(all.Length <= 1)

    for text in all do
        Assert.Contains("generator", text)
        Assert.StartsWith("train: ", text)

[<Theory>]
[<InlineData(false)>]
[<InlineData(true)>]
let ``batch norm changes buffers in training: it trains as it is`` (isAlone: bool) =
    let make () =
        let norm = Nn.BatchNorm1d 3

        let model =
            Nn.Sequential(Nn.Linear(2, 3, generator = Generator 7L), norm, Nn.Linear(3, 1, generator = Generator 8L))

        // In training mode all of it, or nothing but the normalisation.
        if isAlone then
            model.Eval()
            norm.Train()

        Train
            .Minimize(model, Losses.Mse())
            .With(Optimizers.Sgd 0.1)
            .On(Apply.toDType DType.Float32 x, Apply.toDType DType.Float32 y)
            .For
            10

    let eager, fast = (make ()).Eagerly().Run(), (make ()).Run()
    Seq.iter2 (fun (a: float) b -> Assert.Equal(a, b, 1e-5)) eager.History fast.History
    Array.iter2 Checks.same [| for b in eager.Model.Buffers -> b.Value |] [| for b in fast.Model.Buffers -> b.Value |]

[<Fact>]
let ``a model whose mode changes during a run is trained for it, or refused`` () =
    let run (layer: Module) isCompiled =
        let model =
            Nn.Sequential(Nn.Linear(2, 3, generator = Generator 7L), layer, Nn.Linear(3, 1, generator = Generator 8L))

        model.Eval()
        let mutable steps = 0

        let training =
            Train
                .Minimize(model, Losses.Mse())
                .With(Optimizers.Sgd(0.1, momentum = 0.9))
                .On(Apply.toDType DType.Float32 x, Apply.toDType DType.Float32 y)
                .For(10)
                .Until(fun _ ->
                    steps <- steps + 1

                    if steps = 5 then
                        model.Train()

                    false)

        (if isCompiled then training else training.Eagerly()).Run().History

    // The same layers in both modes, but for one that looks at its mode.
    let turning () =
        { new Module() with
            member layer.Forward x = if layer.IsTraining then 2.0 * x else x }

    Seq.iter2 (fun (a: float) b -> Assert.Equal(a, b, 1e-5)) (run (turning ()) false) (run (turning ()) true)
    run (Nn.Dropout 0.5) false |> ignore

    for layer in [ Nn.Dropout 0.5 :> Module; Nn.BatchNorm1d 3 ] do
        Checks.says<TracingException> [ "has changed since"; "Eagerly()" ] (fun () ->
            run layer true |> Seq.last |> tensor)

[<Fact>]
let ``losses that read numbers, solve or count gradients train as they are`` () =
    fallsBack "item" (training (fun _ out y -> let e = mean ((out - y) ** 2) in if float e > 0.1 then e else 2.0 * e))

    fallsBack
        "solver"
        (training (fun _ out y -> mean ((fixedPoint (fun o z -> o + 0.5 * z) out (Tensor.zerosLike out) - y) ** 2)))

    fallsBack
        "NoGrad"
        (training (fun model out _ ->
            (let t = (use _ = Autograd.noGrad () in model.Forward x) in mean ((out - 0.5 * t) ** 2))))

    fallsBack
        "whileLoop"
        (training (fun _ out y -> mean ((whileLoop (fun o -> sum (o * o) .> 0.5) (fun o -> 0.5 * o) out - y) ** 2)))

[<Fact>]
let ``a tree's loss that reads numbers trains as it is, and says so once`` () =
    let loss (w: Tensor) = if float (sum w) > 0.0 then sum (w * w) else sum (w * w * w * w)
    let train = Train.Minimize(loss, real [ 2 ] [ 0.5; 0.75 ]).With(Optimizers.Sgd 0.1).For 10
    let eager = train.Eagerly().Run()
    let fast, said = heard (fun () -> train.Run())
    Seq.iter2 near eager.History fast.History
    Assert.True(said.Length <= 1)
    Assert.All(said, (fun text -> Assert.StartsWith("train: ", text)))
