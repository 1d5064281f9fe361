/// Training runs: what they compute, when they end, what they say, and what they refuse.
module Functional.Tests.TrainTests

open System
open System.IO
open System.Threading
open Xunit
open Functional
open Functional.Tests.Witness

let private x = real [ 4; 1 ] [ 1.0; 2.0; 3.0; 4.0 ]
let private y = real [ 4; 1 ] [ 3.0; 5.0; 7.0; 9.0 ]

let private line () =
    let model = Nn.Linear(1, 1)
    model.SetValues [ real [ 1; 1 ] [ 0.0 ]; real [ 1 ] [ 0.0 ] ]
    model

let private run () = Train.Minimize(line (), Losses.Mse()).With(Optimizers.Sgd(0.05, momentum = 0.5)).On(x, y)

[<Fact>]
let ``an eager run is the loop written out, to the bit, and a compiled one is up to rounding`` () =
    let fit = (run ()).For(50).Eagerly().Run()
    let compiled = (run ()).For(50).Run()
    let model = line ()
    let optimizer = Sgd(model.Parameters, 0.05, momentum = 0.5)

    let losses =
        [ for _ in 1..50 do
              let loss = Losses.Mse(model.Forward x, y)
              optimizer.ZeroGrad()
              Autograd.backward loss
              optimizer.Step()
              float loss ]

    Assert.Equal<float list>(losses, List.ofSeq fit.History)
    Assert.Equal(List.last losses, fit.FinalLoss)
    Array.iter2 Checks.same (model.GetValues()) (fit.Model.GetValues())
    Assert.Equal(50, fit.Steps)
    Assert.Equal(StopReason.Finished, fit.StopReason)
    Seq.iter2 (fun (a: float) b -> Assert.Equal(a, b, 1e-12)) losses compiled.History
    Array.iter2 (fun a b -> Assert.Equal(float a, float b, 1e-12)) (model.GetValues()) (compiled.Model.GetValues())

let private pairLoss (p: {| W: Tensor; B: Tensor |}) x y = Losses.Mse(x * p.W + p.B, y)
let private start = {| W = real [] [ 0.0 ]; B = real [] [ 0.0 ] |}

[<Fact>]
let ``a tree of parameters trains like a model, and stays as it was`` () =
    let model = (run ()).For(50).Run()
    let rule = Optimizers.Sgd(0.05, momentum = 0.5)
    let tree = Train.Minimize((fun p -> pairLoss p x y), start).With(rule).For(50).Run()
    Seq.iter2 (fun (a: float) b -> Assert.Equal(a, b, 1e-12)) model.History tree.History
    Assert.Equal(float (model.Model.GetValues()[0]), float tree.Model.W, 1e-12)
    Assert.Equal(0.0, float start.W)
    let onData = Train.Minimize((fun p x y -> pairLoss p x y), start).With(rule).On(x, y).For(50).Run()
    Assert.Equal<float seq>(tree.History, onData.History)

[<Fact>]
let ``a run ends at its target, before a step it does not need`` () =
    let fit = (run ()).For(1000).Until(fun loss -> loss < 1.0).Run()
    Assert.Equal(StopReason.TargetReached, fit.StopReason)
    Assert.Equal(fit.Steps + 1, fit.History.Count)
    Assert.True(fit.FinalLoss < 1.0 && Seq.forall (fun loss -> loss >= 1.0) (Seq.take fit.Steps fit.History))
    Assert.Equal(fit.FinalLoss, float (Losses.Mse(fit.Model.Forward x, y)))

[<Fact>]
let ``a cancelled run returns what it has`` () =
    use source = new CancellationTokenSource()

    let stop =
        { new IProgress<TrainingStep> with
            member _.Report step =
                if step.Step = 3 then
                    source.Cancel() }

    let fit = (run ()).For(1000).Progress(stop).Run(source.Token)
    Assert.Equal(StopReason.Cancelled, fit.StopReason)
    Assert.Equal(3, fit.Steps)
    Assert.Equal(3, fit.History.Count)
    let none = (run ()).For(1000).Run(source.Token)
    Assert.Equal(0, none.Steps)
    Assert.True(Double.IsNaN none.FinalLoss)

[<Fact>]
let ``lines come at every so many steps, in the format asked for`` () =
    use writer = new StringWriter(NewLine = "\n")
    let format (step: TrainingStep) = $"{step.Step}!"
    (run ()).For(25).Report(10, writer, format).Run() |> ignore
    Assert.Equal("10!\n20!\n", writer.ToString())
    use plain = new StringWriter(NewLine = "\n")
    let fit = (run ()).For(2).Report(every = 1, writer = plain).Run()
    Assert.StartsWith($"step 1: loss {fit.History[0]:G6}\nstep 2: loss ", plain.ToString())

let private batches (training: Training<Linear>) steps =
    let seen = ResizeArray()

    let note =
        { new IProgress<TrainingStep> with
            member _.Report step = seen.Add step }

    training.For(steps).Progress(note).Run() |> ignore
    List.ofSeq seen

[<Fact>]
let ``batches go through the data in order, epoch by epoch`` () =
    let still = Train.Minimize(line (), Losses.Mse Reduction.Sum).With(Optimizers.Sgd 0.0).On(x, y).Batches 3
    let steps = batches still 4
    Assert.Equal<int list>([ 1; 1; 2; 2 ], steps |> List.map _.Epoch)
    Assert.Equal<float list>([ 83.0; 81.0; 83.0; 81.0 ], steps |> List.map _.Loss)

[<Fact>]
let ``a generator shuffles: each epoch sees all samples once, in an order of its own`` () =
    let shuffled =
        Train.Minimize(line (), Losses.Mse Reduction.Sum).With(Optimizers.Sgd 0.0).On(x, y).Batches(1, Generator 3L)

    let epochs = batches shuffled 12 |> List.map _.Loss |> List.chunkBySize 4
    Assert.All(epochs, fun epoch -> Assert.Equal<float list>([ 9.0; 25.0; 49.0; 81.0 ], List.sort epoch))
    Assert.True((List.distinct epochs).Length > 1)

[<Fact>]
let ``a description can be run again, and others made from it`` () =
    let training = Train.Minimize((fun p -> pairLoss p x y), start).With(Optimizers.Sgd 0.05).For 5
    let longer = training.For 7
    Assert.Equal<float seq>((training.Run()).History, (training.Run()).History)
    Assert.Equal(7, (longer.Run()).Steps)
    Assert.Equal(5, (training.Run()).Steps)

let private says (parts: string list) (f: unit -> Fit) =
    let error = Assert.ThrowsAny<ArgumentException>(fun () -> f () |> ignore)
    Assert.All(parts, fun part -> Assert.Contains(part, error.Message))

[<Fact>]
let ``what is missing is named by the call that gives it`` () =
    let bare = Train.Minimize(line (), Losses.Mse())
    says [ "With(" ] (fun () -> bare.On(x, y).For(1).Run())
    says [ "For(" ] (fun () -> bare.With(Optimizers.Sgd 0.1).On(x, y).Run())
    says [ "On(" ] (fun () -> bare.With(Optimizers.Sgd 0.1).For(1).Run())

[<Fact>]
let ``options out of range are refused, and the model stays`` () =
    says [ "For"; "steps"; "0" ] (fun () -> (run ()).For(0).Run())
    says [ "Report"; "every"; "0" ] (fun () -> (run ()).For(1).Report(0, TextWriter.Null).Run())
    says [ "Batches"; "size" ] (fun () -> (run ()).For(1).Batches(0).Run())
    says [ "batches"; "[4, 1]"; "[3]" ] (fun () -> (run ()).On(x, real [ 3 ] [ 1.0; 2.0; 3.0 ]).For(1).Batches(2).Run())
    let tree = Train.Minimize((fun p -> pairLoss p x y), start).With(Optimizers.Sgd 0.1).For 1
    says [ "On"; "parameters" ] (fun () -> tree.On(x, y).Run())
    says [ "Batches" ] (fun () -> tree.Batches(2).Run())

    says [ "at least one parameter" ] (fun () ->
        Train.Minimize(Nn.Relu(), Losses.Mse()).With(Optimizers.Sgd 0.1).On(x, x).For(1).Run())

    says [ "Reduction.Mean" ] (fun () ->
        Train.Minimize(line (), Losses.Mse Reduction.None).With(Optimizers.Sgd 0.1).On(x, y).For(1).Run())

[<Fact>]
let ``null is refused at once, by name`` () =
    let isNullOf (name: string) (f: unit -> obj) =
        let error = Assert.Throws<ArgumentNullException>(fun () -> f () |> ignore)
        Assert.Equal(name, error.ParamName)

    isNullOf "rule" (fun () -> (run ()).With(Unchecked.defaultof<UpdateRule>))
    isNullOf "writer" (fun () -> (run ()).Report(1, Unchecked.defaultof<TextWriter>))
    isNullOf "reached" (fun () -> (run ()).Until(Unchecked.defaultof<Func<float, bool>>))
    isNullOf "loss" (fun () -> Train.Minimize(line (), Unchecked.defaultof<Func<Tensor, Tensor, Tensor>>))
