/// What tests of laws are written with: a law must hold of the right functions and catch the wrong ones.
module Functional.Laws.Tests.Catching

open Xunit
open Functional
open Functional.Laws

/// An operation of one tensor by its value and its linear map.
let operation name (value: Tensor -> Tensor) (map: Tensor -> Form<Tensor>) : Tensor -> Tensor =
    let apply = Custom.define name (fun xs -> value xs[0]) (fun xs _ _ -> map xs[0])
    fun x -> apply [| x |]

/// A product by its linear maps.
let product (map: Tensor -> Tensor -> int -> Form<Tensor>) : Tensor -> Tensor -> Tensor =
    let apply = Custom.define "product" (fun xs -> xs[0] * xs[1]) (fun xs _ i -> map xs[0] xs[1] i)
    fun x y -> apply [| x; y |]

/// What becomes of one law.
let verdict (law: GradientLaw) (suite: LawSuite) : Verdict =
    let report = suite |> Laws.only [ law ] |> Laws.run
    Assert.Null report.Refusal
    report.Results[0].Verdict

/// A law tells both sides of what is wrong.
let caughtIn (suite: LawSuite) (law: GradientLaw) =
    match verdict law suite with
    | Broken text ->
        Assert.StartsWith(law.Name, text)
        Assert.Contains("the error is", text)
    | other -> Assert.Fail $"{law.Name} found nothing wrong: {other}"

/// A law tells what is wrong with a function.
let caught (subject: Subject) (law: GradientLaw) = caughtIn (Laws.ofSubject subject) law

/// The laws hold of a function, or do not apply; returns those that hold.
let obeys (laws: GradientLaw list) (subject: Subject) : string list =
    let report = Laws.ofSubject subject |> Laws.only laws |> Laws.cases 20 |> Laws.run
    Assert.True(report.Passed, string report)

    [ for result in report.Results do
          if result.Verdict.IsHeld then
              result.Law.Name ]
