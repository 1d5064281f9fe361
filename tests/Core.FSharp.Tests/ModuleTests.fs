/// Modules: where their parameters are found, and what they are as functions of their parameters.
module Functional.Tests.ModuleTests

open System
open System.Collections.Generic
open System.Threading.Tasks
open Xunit
open Functional
open Functional.Tests.Witness

let private x = real [ 4; 2 ] [ 0.3; -0.2; 1.0; 0.5; -0.7; 0.1; 0.9; 0.4 ]
let private y = real [ 4; 1 ] [ 0.1; 0.9; -0.3; 0.5 ]

let private perceptron seed =
    let generator = Generator seed
    Nn.Sequential(Nn.Linear(2, 3, generator = generator), Nn.Tanh(), Nn.Linear(3, 1, generator = generator))

let private single (value: float) = Parameter(real [] [ value ])

/// Parameters and modules in every place where they may be.
type private Everywhere() =
    inherit Module()
    let hidden = single 1.0
    member val First = single 2.0
    member val Layers: Module list = [ Nn.Linear(1, 1, false); Nn.Linear(1, 1) ]
    member val Named = Dictionary(dict [ "b", single 3.0; "a", single 4.0 ])
    member val Pair = (single 5.0, 7)
    member val Nothing: Parameter | null = null
    member val Again = hidden
    member val Function: Func<Tensor, Tensor> = Func<_, _>(fun x -> x)
    member x.Computed = single 6.0
    override net.Forward x = x * hidden * net.First

[<Fact>]
let ``parameters are found in fields, properties and collections, in order, each once`` () =
    let names = [ for entry in Everywhere().NamedParameters -> entry.Key ]

    Assert.Equal<string list>(
        [ "hidden"
          "First"
          "Layers[0].Weight"
          "Layers[1].Weight"
          "Layers[1].Bias"
          "Named[a]"
          "Named[b]"
          "Pair.Item1" ],
        names
    )

[<Fact>]
let ``a sequence of layers has their parameters and their places`` () =
    let model = perceptron 0L

    Assert.Equal<string list>(
        [ "Layers[0].Weight"; "Layers[0].Bias"; "Layers[2].Weight"; "Layers[2].Bias" ],
        [ for p in model.NamedParameters -> p.Key ]
    )

    Assert.IsType<Linear>(model[0]) |> ignore
    Assert.Equal(3, model.Count)
    Assert.Equal<Module list>([ model :> Module; model[0]; model[1]; model[2] ], List.ofSeq model.Modules)

/// Two modules that know each other.
type private Ring() =
    inherit Module()
    member val Weight = single 2.0
    member val Next: Ring | null = null with get, set

    override ring.Forward x =
        match ring.Next with
        | null -> ring.Weight * x
        | next -> ring.Weight * next.Weight * x

[<Fact>]
let ``modules that hold each other are walked and bound once`` () =
    let a, b = Ring(), Ring()
    a.Next <- b
    b.Next <- a
    Assert.Equal(2, a.Parameters.Count)
    Checks.equal [ 60.0 ] (a.Apply([ real [] [ 3.0 ]; real [] [ 4.0 ] ], real [] [ 5.0 ]))

[<Fact>]
let ``a model applied to its own parameters is the model`` () =
    let model = perceptron 1L
    Checks.same (model.Forward x) (model.Apply(model.GetValues(), x))

let private loss (model: Module) (parameters: Tensor[]) = Losses.Mse(model.Apply(parameters, x), y)

[<Fact>]
let ``the gradient of a model as a function is what Backward gives`` () =
    let model = perceptron 2L
    let gradients = grad (loss model) (model.GetValues())
    Autograd.backward (Losses.Mse(model.Forward x, y))

    for parameter, gradient in Seq.zip model.Parameters gradients do
        Checks.same (Autograd.grad parameter) gradient

[<Fact>]
let ``every derivative of a model as a function is there`` () =
    let model = perceptron 3L
    let values = model.GetValues() |> Array.map (Apply.toDType DType.Float64)
    let direction = values |> Array.map (fun v -> v * 0.5)
    let value, slope = jvp (loss model) values direction
    Checks.same (loss model values) value
    let total = inner (grad (loss model) values) direction
    Assert.Equal(float total, float slope, 1e-12)
    let hessian = hessianBlocks (loss model) values
    let product = hvp (loss model) values direction

    let row i =
        [ for j in 0 .. values.Length - 1 ->
              Reductions.sum [| -values[j].Rank .. -1 |] false (hessian[i, j] * direction[j]) ]
        |> List.reduce (+)

    for i in 0 .. values.Length - 1 do
        Array.iter2 (fun (e: float) a -> Assert.Equal(e, a, 1e-12)) (elements product[i]) (elements (row i))

[<Fact>]
let ``applying leaves the module and its gradients alone`` () =
    let model = perceptron 4L
    let before = model.GetValues()
    grad (loss model) (before |> Array.map (fun v -> v + 1.0)) |> ignore
    Array.iter2 Checks.same before (model.GetValues())
    Assert.All(model.Parameters, fun p -> Assert.False(Autograd.hasGrad p))

[<Fact>]
let ``a parameter handed on by the model is the tensor it is bound to`` () =
    let weight = single 2.0

    let model =
        { new Module() with
            member _.Forward _ = weight }

    // The parameter is captured by the object, hence one of its fields.
    Assert.Equal(1, model.Parameters.Count)
    Checks.equal [ 1.0 ] (grad (fun w -> model.Apply([ w ], x)) (real [] [ 3.0 ]))

[<Fact>]
let ``threads apply one model at the same time`` () =
    let model = perceptron 5L
    let points = [| for i in 1..8 -> model.GetValues() |> Array.map (fun v -> v * (float i / 4.0)) |]
    let expected = points |> Array.map (grad (loss model) >> Array.map elements)
    let actual = Array.zeroCreate points.Length

    Parallel.For(0, 200, fun i -> actual[i % 8] <- grad (loss model) points[i % 8] |> Array.map elements)
    |> ignore

    Assert.Equal<float[][][]>(expected, actual)

[<Fact>]
let ``parameters of the wrong number or shape are refused by name`` () =
    let model = perceptron 6L
    let values = model.GetValues()
    Checks.says<ArgumentException> [ "Apply"; "4"; "3" ] (fun () -> model.Apply(Array.take 3 values, x))

    Checks.says<ShapeException> [ "Layers[0].Weight"; "[3, 2]"; "[3]" ] (fun () ->
        model.Apply([ values[1]; values[1]; values[2]; values[3] ], x))

    Assert.Throws<ShapeException>(fun () -> model.SetValues(Array.rev values)) |> ignore
    Array.iter2 Checks.same values (model.GetValues())

[<Fact>]
let ``values that are set are the parameters'`` () =
    let model, other = perceptron 7L, perceptron 8L
    model.SetValues(other.GetValues())
    Checks.same (other.Forward x) (model.Forward x)

[<Fact>]
let ``forgetting gradients forgets all of them`` () =
    let model = perceptron 9L
    Autograd.backward (Losses.Mse(model.Forward x, y))
    Assert.All(model.Parameters, fun p -> Assert.True(Autograd.hasGrad p))
    model.ZeroGrad()
    Assert.All(model.Parameters, fun p -> Assert.False(Autograd.hasGrad p))

[<Fact>]
let ``dropout drops while training only`` () =
    let model = Nn.Sequential(Nn.Dropout(0.5, Generator 0L))
    let ones = real [ 100 ] (Array.create 100 1.0)
    Assert.Contains(0.0, elements (model.Forward ones))
    model.Eval()
    Checks.same ones (model.Forward ones)
    model.Train()
    Assert.Contains(0.0, elements (model.Forward ones))
    Assert.Throws<ArgumentException>(fun () -> Nn.Dropout 1.5 |> ignore) |> ignore

[<Fact>]
let ``layers compute their formulas`` () =
    let linear = Nn.Linear(2, 3)
    Checks.same (Products.matmul x (Moves.matrixTranspose linear.Weight) + nonNull linear.Bias) (linear.Forward x)
    Assert.Equal<Shape>(Shape.From [ 8 ], Nn.Flatten(0, 1).Forward(x).Shape)
    Assert.Equal<Shape>(Shape.From [ 4; 2 ], Nn.Flatten().Forward(x).Shape)
    Checks.same (Normalise.layerNorm (Shape.From [ 2 ]) null null 1e-5 x) (Nn.LayerNorm([ 2 ]).Forward x)
    let embedding = Nn.Embedding(5, 2)

    Checks.same
        (Moves.select 0 3 embedding.Weight.Value)
        (Moves.select 0 1 (embedding.Forward(Checks.int64s [ 2 ] [ 0.0; 3.0 ])) |> Autograd.detach)

    Checks.same (x * 2.0) (Nn.Lambda(fun x -> x * 2.0).Forward x)

[<Fact>]
let ``layers of no size and missing modules are refused`` () =
    let says (parts: string list) (f: unit -> Module) =
        let error = Assert.ThrowsAny<ArgumentException>(fun () -> f () |> ignore)
        Assert.All(parts, fun part -> Assert.Contains(part, error.Message))

    says [ "Linear"; "inFeatures"; "0" ] (fun () -> Nn.Linear(0, 1))
    says [ "Embedding"; "features" ] (fun () -> Nn.Embedding(1, 0))
    says [ "Sequential"; "null" ] (fun () -> Nn.Sequential(Unchecked.defaultof<Module>))
