// dotnet test examples/laws/FSharp
module Functional.Examples.MyFunctionTests

open FsCheck
open Functional
open Functional.Laws
open Xunit

// A function of one's own.
let energy position = log (1.0 + Tensor.sum (Tensor.square position)) - Tensor.mean (cos position)

[<Fact>]
let ``energy obeys the laws`` () = energy |> Laws.on (Domain.Reals 3) |> Laws.check

// An operation of one's own: its value, and its local linear map at a point.
let legendre =
    Custom.define "legendre" (fun xs -> 0.5 * (5.0 * xs[0] ** 3.0 - 3.0 * xs[0])) (fun xs _ _ ->
        Scale(1.5 * (5.0 * xs[0] * xs[0] - 1.0)))

[<Fact>]
let ``legendre obeys the laws`` () = (fun x -> legendre [| x |]) |> Laws.on (Domain.Reals().AnyShape) |> Laws.check

// A loss of a parameter tree; and one law of it as a property, for whoever runs FsCheck.
let loss (p: {| W: Tensor; B: Tensor |}) = Tensor.mean (Tensor.square (Tensor.sumOver [ -1 ] p.W + p.B))

let onLoss =
    loss
    |> Laws.onTree {| W = Tensor.zeros [ 2; 3 ]; B = Tensor.zeros [ 2 ] |} [ Domain.Reals 2; Domain.Reals(2, 3) ]

[<Fact>]
let ``the loss has the gradient that differences have`` () =
    for _, property in onLoss |> Laws.only [ Laws.named "forward equals reverse" ] |> Laws.properties do
        Check.One(Config.QuickThrowOnFailure, property)
