/// Layers and models as subjects: functions of their parameters and their input.
module Functional.Laws.Tests.Layers

open Functional
open Functional.Laws

let private classes () = Tensor.ofArray [ 4 ] [| 1L; 0L; 2L; 2L |]

let private perceptron () = Nn.Sequential(Nn.Linear(3, 4), Nn.Tanh(), Nn.LayerNorm [ 4 ], Nn.Linear(4, 2), Nn.Sigmoid())

let private convolutional () =
    Nn.Sequential(
        Nn.Conv2d(1, 2, 3, padding = Padding.Same),
        Nn.BatchNorm2d(2, eps = 0.1),
        Nn.Tanh(),
        Nn.AvgPool2d 2,
        Nn.Flatten(),
        Nn.Linear(8, 1)
    )

/// Suites, one a layer.
let suites () =
    let classes, perceptron, convolutional = classes (), perceptron (), convolutional ()

    [ "Linear", Laws.ofModule (Nn.Linear(3, 2)) (Domain.Reals(4, 3))
      "Linear without bias", Laws.ofModule (Nn.Linear(3, 2, bias = false)) (Domain.Reals(2, 2, 3))
      "LayerNorm", Laws.ofModule (Nn.LayerNorm [ 3 ]) (Domain.Reals(2, 3))
      "Conv2d", Laws.ofModule (Nn.Conv2d(2, 2, 2, stride = 2, groups = 2)) (Domain.Reals(1, 2, 4, 3))
      "ConvTranspose1d", Laws.ofModule (Nn.ConvTranspose1d(2, 1, 2)) (Domain.Reals(1, 2, 3))
      "MaxPool1d", Laws.ofModule (Nn.MaxPool1d 2) (Domain.Of(Distinct, 1, 4))
      "AvgPool2d", Laws.ofModule (Nn.AvgPool2d 2) (Domain.Reals(1, 2, 4))
      "AdaptiveAvgPool1d", Laws.ofModule (Nn.AdaptiveAvgPool1d 2) (Domain.Reals(1, 3))
      "BatchNorm1d", Laws.ofModule (Nn.BatchNorm1d(2, eps = 0.1)) (Domain.Reals(3, 2))
      "a convolutional network", Laws.ofModule convolutional (Domain.Reals(2, 1, 4, 4))
      "a perceptron", Laws.ofModule perceptron (Domain.Reals(2, 3))
      "a perceptron under cross entropy",
      (Laws.ofFunction "" (fun xs -> [| Losses.CrossEntropy(Tensor.matmul xs[1] xs[0] |> Tensor.tanh, classes) |]))
          .On(Domain.Reals(2, 3), Domain.Reals(4, 2)) ]
    |> List.map (fun (name, suite) -> suite.Named name)
