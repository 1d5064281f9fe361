/// Laws of parameters and Backward: what they hold of, and what they catch.
module Functional.Laws.Tests.ImperativeTests

open System
open Xunit
open Functional
open Functional.Laws
open Functional.Laws.Tests.Holding

let names () = Holding.names ()
let private one name f = subject name [ Domain.Reals 4 ] (fun xs -> [| f xs[0] |])

[<Theory>]
[<MemberData(nameof names)>]
let ``accumulation holds`` (name: string) = holds Imperative.accumulation (named name)

[<Theory>]
[<MemberData(nameof names)>]
let ``detach holds`` (name: string) = holds Imperative.detach (named name)

[<Theory>]
[<MemberData(nameof names)>]
let ``retained gradients hold`` (name: string) = holds Imperative.retained (named name)

[<Theory>]
[<MemberData(nameof names)>]
let ``no grad holds`` (name: string) = holds Imperative.noGrad (named name)

[<Fact>]
let ``the laws hold of functions that are constant, or count in steps`` () =
    for law in Imperative.laws do
        holds law (one "constant" Tensor.onesLike)
        holds law (subject "floor" [ Domain.Of(BetweenJumps 0.0, 4) ] (fun xs -> [| Tensor.floor xs[0] |]))

[<Fact>]
let ``a pass that weighs the gradient is caught`` () =
    let heavy (result: Tensor) =
        if Autograd.requiresGrad result then
            Autograd.backward (1.01 * result)

    catches "the gradient" (Imperative.accumulationBy heavy) (one "sin" sin)

[<Fact>]
let ``a pass that goes twice is caught`` () =
    let double (result: Tensor) =
        Autograd.backwardWith null true result
        Autograd.backward result

    catches "the gradient" (Imperative.accumulationBy double) (one "sin" sin)

[<Fact>]
let ``a derivative that Backward sees another way is caught`` () =
    // Doubles the gradient wherever parameters record.
    let leaky (x: Tensor) = if Autograd.requiresGrad x then 2.0 * x - Tensor.stopGradient x else x
    catches "accumulation" Imperative.accumulation (one "leaky" leaky)

[<Fact>]
let ``a detached value with a history is caught`` () =
    catches "records nothing" (Imperative.detachBy (fun x -> 1.0 * x)) (one "sin" sin)

[<Fact>]
let ``a gradient that is not retained is caught`` () =
    catches "the gradients by y" (Imperative.retainedBy ignore) (one "sin" sin)

[<Fact>]
let ``a scope that suspends nothing is caught`` () =
    let nothing () =
        { new IDisposable with
            member _.Dispose() = () }

    catches "nothing is recorded inside" (Imperative.noGradBy nothing) (one "sin" sin)

[<Fact>]
let ``a scope whose inner one ends the outer one is caught`` () =
    // Every scope that ends switches recording on again.
    let mutable scopes: IDisposable list = []

    let shallow () =
        scopes <- Autograd.noGrad () :: scopes

        { new IDisposable with
            member _.Dispose() =
                for scope in scopes do
                    scope.Dispose()

                scopes <- [] }

    catches "leaves the outer one on" (Imperative.noGradBy shallow) (one "sin" sin)
