/// What the kit says to whoever uses it: reports, counterexamples, and why something can not be tried.
module Functional.Laws.Tests.FaceTests

open System
open System.Threading
open FsCheck
open Xunit
open Functional
open Functional.Kernels
open Functional.Laws

let private energy (x: Tensor) = Tensor.sum (sin x * exp x)

/// An operation with a rule that is wrong: 2.1 where 2 was meant.
let private wrongSquare =
    let square = Custom.define "wrongSquare" (fun xs -> xs[0] * xs[0]) (fun xs _ _ -> Scale(2.1 * xs[0]))
    fun (x: Tensor) -> square [| x |]

let private vector = Domain.Reals 3

// Functions that obey

[<Fact>]
let ``a right function passes, and the report says what ran`` () =
    let report = energy |> Laws.on vector |> Laws.name "energy" |> Laws.cases 20 |> Laws.run
    Assert.True(report.Passed, string report)
    Assert.Null report.Refusal
    let text = string report
    Assert.StartsWith("energy: ", text)
    Assert.Contains("duality", text)
    let duality = report.Results |> Seq.find (fun r -> r.Law.Name = "duality")
    Assert.Equal(20, duality.Cases)
    Assert.True(duality.WorstError <= duality.Allowed)

[<Fact>]
let ``functions of several arguments, trees, rows and modules can be tried`` () =
    let quick suite = suite |> Laws.cases 5 |> Laws.check
    Laws.on2 (vector, Domain.Positive 3) (fun x y -> x / y) |> quick

    Laws.on3 (vector, Domain.Positive().AnyShape, Domain.Reals().AnyShape) (fun x y z -> x * Tensor.sum (y * z))
    |> quick

    Laws.onTree {| W = Tensor.zeros [ 2 ]; B = Tensor.zeros [] |} [ Domain.Reals(); Domain.Reals 2 ] (fun p ->
        Tensor.sum (p.W * p.W) * p.B)
    |> quick

    Laws.ofRow Primitives.add |> quick
    Laws.ofModule (Nn.Linear(2, 1)) (Domain.Reals(3, 2)) |> quick
    (Law.For(Func<Tensor, Tensor, Tensor>(fun x y -> x * y)).On(vector, vector).Cases(5)).Check() |> ignore

    (Law.For(Func<Tensor[], Tensor[]>(fun xs -> [| xs[0] + xs[1]; xs[0] * xs[1] |])).On(vector, vector).Cases(5))
        .Check()
    |> ignore

[<Fact>]
let ``the laws are properties for whoever runs FsCheck`` () =
    for _, property in energy |> Laws.on vector |> Laws.only [ Laws.named "duality" ] |> Laws.properties do
        Check.One(Config.QuickThrowOnFailure, property)

    let wrong = wrongSquare |> Laws.on vector |> Laws.only [ Laws.named "Taylor slope" ] |> Laws.properties
    let error = Assert.ThrowsAny<exn>(fun () -> Check.One(Config.QuickThrowOnFailure, snd wrong.Head))
    Assert.Contains("the remainder falls", error.Message)

// Functions that do not

[<Fact>]
let ``a broken law is told with both sides, the point and the seed, shrunk, and the same every time`` () =
    let run () =
        let only = [ Laws.named "forward mode is the limit of central differences" ]
        wrongSquare |> Laws.on vector |> Laws.name "square" |> Laws.seed 5 |> Laws.only only

    let error = Assert.Throws<LawException>(fun () -> run () |> Laws.check)
    Assert.False error.Report.Passed

    for part in [ "J v = lim"; "of square"; "argument 0 : float64"; "v = ["; "the limit = ["; "the error is"; "seed 5" ] do
        Assert.Contains(part, error.Message)

    // Shrunk: nothing but zeros and ones is left of the point.
    Assert.Matches(@"float64 \[3\] = \[[01], [01], [01]\]", error.Message)
    Assert.Equal(error.Message, Assert.Throws<LawException>(fun () -> run () |> Laws.check).Message)

[<Fact>]
let ``a derivative that throws breaks its laws, and says how`` () =
    let f = Custom.defineBackward "failing" (fun _ xs -> xs[0] * 2.0) (fun _ _ -> failwith "no backward pass today")

    let report = Laws.on vector (fun x -> f [| x |]) |> Laws.cases 5 |> Laws.run
    Assert.False report.Passed
    Assert.Contains("no backward pass today", string report)

let private refused (part: string) (suite: LawSuite) =
    let error = Assert.Throws<LawException>(fun () -> suite.Check() |> ignore)
    Assert.NotNull error.Report.Refusal
    Assert.Contains(part, error.Message)

let private refusedOn domain part (f: Tensor -> Tensor) = Laws.on domain f |> refused part

[<Fact>]
let ``functions that can not be tried are refused, and say why`` () =
    refusedOn vector "does not depend on its arguments" Tensor.zerosLike
    refusedOn vector "it gave two different results" (fun x -> x * Tensor.rand [ 3 ])
    refusedOn vector "it throws at [" (fun _ -> invalidOp "not today")
    refusedOn vector "InvalidOperationException: not today" (fun _ -> invalidOp "not today")
    refusedOn vector "its result is int64[]: only floats have derivatives" Tensor.argmax
    refusedOn vector "its result is bool[3]" Tensor.isNan
    refusedOn vector "the shape of its result depends on the numbers" (fun x -> Tensor.maskedSelect (x .> 0.5) x)
    refusedOn vector "not finite; choose a domain" (fun x -> sqrt (x - 10.0))
    refusedOn vector "it returned null" (fun _ -> Unchecked.defaultof<Tensor>)
    Laws.ofFunction "nothing" (fun _ -> [||]) |> fun suite -> suite.On vector |> refused "no tensor at all"

    (fun (x: Tensor) ->
        Thread.Sleep Timeout.Infinite
        x)
    |> Laws.on vector
    |> fun suite -> suite.Patience(TimeSpan.FromMilliseconds 200.0)
    |> refused "it has not returned after 0.2 seconds"

[<Fact>]
let ``a constant function passes when it is meant to be one`` () =
    Laws.on vector Tensor.zerosLike |> Laws.claiming [ Constant ] |> Laws.cases 5 |> Laws.check

[<Fact>]
let ``a function without a derivative anywhere is told so`` () =
    let differences f =
        let report = Laws.on vector f |> Laws.run
        let name = "forward mode is the limit of central differences"
        report.Results |> Seq.find (fun r -> r.Law.Name = name) |> _.Verdict |> string

    // Steps everywhere, whose rule says 0; and a function too wild for anybody to tell.
    Assert.Contains("Broken", differences (fun x -> floor (x * 997.0)))
    Assert.Contains("does not seem to be differentiable", differences (fun x -> sin (x * 1e5)))

// Bad input

let private says (part: string) (action: unit -> 'a) =
    let error = Assert.ThrowsAny<exn>(fun () -> action () |> ignore)
    Assert.Contains(part, error.Message)

[<Fact>]
let ``domains without points are errors`` () =
    says "has no point to draw: the bounds are 1 and 1" (fun () -> Domain.Between(1.0, 1.0))
    says "the first must be the smaller one" (fun () -> Domain.Between(2.0, -2.0, 3))
    says "the first must be the smaller one" (fun () -> Domain.Between(nan, 1.0))
    says "give finite ones" (fun () -> Domain.Between(0.0, infinity))
    says "a point to avoid is not finite" (fun () -> Domain.Except [ nan ])
    says "indices and conditions carry no derivative" (fun () -> Domain.Of(Region.Discrete, 3))
    says "[3, -1]" (fun () -> Domain.Reals(3, -1))
    says "matrices must be square, got [2, 3]" (fun () -> Domain.PositiveDefinite(2, 3))

    says "1000 numbers" (fun () ->
        Laws.on (Domain.Except([ for k in -30 .. 30 -> float k / 10.0 ], 3)) sin |> Laws.check)

[<Fact>]
let ``settings that mean nothing are errors`` () =
    let suite = Laws.on vector energy

    for fraction in [ 0.0; -1.0; nan ] do
        says "expected a number above 0" (fun () -> suite.Tolerance fraction)

    says "expected 1 or more, got 0" (fun () -> suite.Cases 0)
    says "expected more than no time" (fun () -> suite.Patience TimeSpan.Zero)
    says "there is none called 'dualty'; there are: primal unchanged" (fun () -> suite.Only "dualty")
    says "there is none called 'x'" (fun () -> Law.Named "x")
    says "there is no law to check" (fun () -> suite.Only([||]: GradientLaw[]).Check())
    says "there is no domain" (fun () -> Law.For(Func<Tensor, Tensor> energy).Check())

    says "the function has 1 arguments, but 2 domains are given" (fun () ->
        Law.For(Func<Tensor, Tensor> energy).On(vector, vector))

    says "got null" (fun () -> Law.For(Unchecked.defaultof<Func<Tensor, Tensor>>))

[<Fact>]
let ``numbers of the environment must be whole and above 0`` () =
    let name = "LAWS_TEST_NUMBER"
    Assert.Equal(7, Run.whole name 7)

    for text in [ "0"; "-3"; "many" ] do
        Environment.SetEnvironmentVariable(name, text)
        says $"{name}: expected a whole number above 0, got '{text}'" (fun () -> Run.whole name 7)

    Environment.SetEnvironmentVariable(name, "25")
    Assert.Equal(25, Run.whole name 7)
    Environment.SetEnvironmentVariable(name, null)

[<Fact>]
let ``a tolerance holds for laws with one, and bits stay bits`` () =
    let loose = Laws.on vector energy |> Laws.tolerance 0.5 |> Laws.cases 3 |> Laws.run
    let allowed name = (loose.Results |> Seq.find (fun r -> r.Law.Name = name)).Allowed
    Assert.True(allowed "duality" > 0.1)
    Assert.Equal(0.0, allowed "primal unchanged")

// The documentation

let pages = TheoryData<string>(Describe.pages |> List.map _.Name)

[<Theory; MemberData(nameof pages)>]
let ``a page of the documentation states what is tested`` (name: string) =
    let page = Describe.pages |> List.find (fun page -> page.Name = name)
    let document = System.IO.File.ReadAllText(Describe.path AppContext.BaseDirectory page)

    Assert.True(
        (Describe.updated page document = document),
        $"docs/{name} is out of date: run the test assembly with --describe"
    )

[<Fact>]
let ``laws have names of their own`` () = Assert.Equal(Laws.all.Length, (Laws.all |> List.distinctBy _.Name).Length)
