/// Layers and models as subjects: functions of their parameters and their input.
module Functional.Laws.Tests.Layers

open Functional
open Functional.Laws

let private classes = Tensor.ofArray [ 4 ] [| 1L; 0L; 2L; 2L |]

let private perceptron =
    Nn.Sequential(Nn.Linear(3, 4), Nn.Tanh(), Nn.LayerNorm [ 4 ], Nn.Linear(4, 2), Nn.Sigmoid())

/// Suites, one a layer.
let suites =
    [ "Linear", Laws.ofModule (Nn.Linear(3, 2)) (Domain.Reals(4, 3))
      "Linear without bias", Laws.ofModule (Nn.Linear(3, 2, bias = false)) (Domain.Reals(2, 2, 3))
      "LayerNorm", Laws.ofModule (Nn.LayerNorm [ 3 ]) (Domain.Reals(2, 3))
      "a perceptron", Laws.ofModule perceptron (Domain.Reals(2, 3))
      "a perceptron under cross entropy",
      (Laws.ofFunction "" (fun xs -> [| Losses.CrossEntropy(Tensor.matmul xs[1] xs[0] |> Tensor.tanh, classes) |]))
          .On(Domain.Reals(2, 3), Domain.Reals(4, 2)) ]
    |> List.map (fun (name, suite) -> suite.Named name)
