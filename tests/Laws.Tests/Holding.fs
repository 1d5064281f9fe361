/// What tests of laws are written with: a law holds of the right functions, and catches the wrong ones.
module Functional.Laws.Tests.Holding

open Xunit
open FsCheck.FSharp
open Functional
open Functional.Kernels
open Functional.Laws

/// Tests that touch the default generator, the memory of the process or many threads run one at a time.
[<CollectionDefinition("Alone", DisableParallelization = true)>]
type Alone() = class end

/// A law on one subject, without the inspection that suites begin with: wrong subjects must reach the law.
let judged cases (law: GradientLaw) (subject: Subject) : LawResult =
    let settings = { Run.defaults () with Cases = cases }
    Run.law settings subject.Name (Gen.constant subject) law

let holdsIn cases (law: GradientLaw) (subject: Subject) =
    let result = judged cases law subject

    match result.Verdict with
    | Held -> ()
    | Broken counterexample -> Assert.Fail counterexample
    | NotApplicable reason -> Assert.Fail $"{law.Name} does not apply: {reason}"

let holds law subject = holdsIn 30 law subject

/// The law is broken, and says so with a text that contains some words.
let catches (words: string) (law: GradientLaw) (subject: Subject) =
    match (judged 30 law subject).Verdict with
    | Broken counterexample -> Assert.Contains(words, counterexample)
    | verdict -> Assert.Fail $"{law.Name} did not catch {subject.Name}: {verdict}"

let silent law subject =
    match (judged 5 law subject).Verdict with
    | NotApplicable _ -> ()
    | verdict -> Assert.Fail $"{law.Name} should say nothing about {subject.Name}: {verdict}"

let subject name domains (f: Tensor[] -> Tensor[]) = Subject.ofFunction name domains f

let private any = (Domain.Reals()).AnyShape

/// A handful of functions of all kinds: elementwise, broadcasting, folding, linear, with several results, of parts of
/// their arguments, large enough for pooled memory.
let handful: Subject list =
    [ subject "sin x exp x" [ any ] (fun xs -> [| sin xs[0] * exp xs[0] |])
      subject "x y + exp z, broadcast" [ any; any; any ] (fun xs -> [| xs[0] * xs[1] + exp xs[2] |])
      subject "identity" [ any ] (fun xs -> [| xs[0] |])
      subject "one argument of two" [ any; any ] (fun xs -> [| Tensor.square xs[0] |])
      subject "several results" [ Domain.Reals 3; Domain.Positive 3 ] (fun xs ->
          [| xs[0] * log xs[1]; Tensor.sum xs[0]; Tensor.softmax 0 xs[1] |])
      subject "a layer" [ Domain.Reals(4, 3); Domain.Reals(3, 2); Domain.Reals 2 ] (fun xs ->
          [| tanh (Tensor.matmul xs[0] xs[1] + xs[2]) |])
      subject "norm and largest element" [ Domain.Distinct(2, 3) ] (fun xs ->
          [| Tensor.norm xs[0] * Tensor.maxOver [ 1 ] xs[0] |])
      subject "parts" [ Domain.Reals(3, 4) ] (fun xs ->
          [| Tensor.cat 0 [ Tensor.select 0 1 xs[0]; Tensor.cumsum 0 (Tensor.select 0 2 xs[0]) ] |])
      subject "a large vector" [ Domain.Reals 400 ] (fun xs -> [| Tensor.sigmoid xs[0] * xs[0] |]) ]

/// The names of the handful, for theories.
let names () = [ for subject in handful -> [| box subject.Name |] ]

let named (name: string) = handful |> List.find (fun subject -> subject.Name = name)

/// What laws about the library itself are tried on.
let library = subject "the library" [] (fun _ -> [| Tensor.create DType.Float64 0.0 |])

// Whole suites, and operations of one's own with rules of any kind

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
