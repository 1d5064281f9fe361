/// The identities hold of the library's functions that claim them, and catch wrong ones.
module Functional.Laws.Tests.IdentitiesTests

open Xunit
open Functional
open Functional.Laws
open Functional.Laws.Tests.Building
open Functional.Laws.Tests.Holding

let names () = [ for subject in Claims.subjects () -> [| box subject.Name |] ]

/// The law about functions that claim something.
let private lawOf claim : GradientLaw option =
    match claim with
    | Homogeneous _ -> Some Fields.eulersTheorem
    | Multilinear -> Some Identities.bilinearRule
    | Broadcasting -> Some Identities.broadcasting
    | Isometry -> Some Identities.isometries
    | Transpose _ -> Some Identities.adjointPairs
    | Inverse _ -> Some Identities.inverseFunctionRule
    | Gradient _ -> Some Identities.closedForm
    | Determinant -> Some Identities.jacobisFormula
    | _ -> None

[<Theory>]
[<MemberData(nameof names)>]
let ``Functions are what they claim to be`` (name: string) =
    let subject = Claims.subjects () |> List.find (fun subject -> subject.Name = name)
    let held = obeys (Fields.eulersTheorem :: Identities.laws) subject
    let claimed = subject.Claims |> List.choose lawOf |> List.map _.Name |> List.distinct
    Assert.Equal<string list>(List.sort claimed, List.sort held)

[<Fact>]
let ``Every claim of the table is made by several functions`` () =
    let counts =
        Claims.subjects ()
        |> List.collect (fun s -> s.Claims |> List.choose lawOf |> List.map _.Name |> List.distinct)
        |> List.countBy id

    for law in Fields.eulersTheorem :: Identities.laws do
        Assert.Contains(counts, fun (name, count) -> name = law.Name && count >= 5)

[<Fact>]
let ``Laws about the library are found by name, and do not apply to functions`` () =
    for law in Laws.engine do
        Assert.Same(law, Laws.named law.Name)
        Assert.DoesNotContain(law.Name, Laws.all |> List.map _.Name)

[<Fact>]
let ``A law about something claimed does not apply without the claim`` () =
    let plain = one "plain" (Domain.Reals 3) [] Tensor.sin

    for law in Identities.laws do
        Assert.True((law.Excludes plain).IsSome)
        Assert.True((verdict law (Laws.ofSubject plain)).IsNotApplicable)

// Wrong functions

/// A product with twice the right slope in its second factor.
let private doubled = product (fun x y i -> Scale(if i = 0 then y else 2.0 * x))

/// Turns a vector, and turns gradients the same way.
let private oneWay =
    let turn (x: Tensor) = Tensor.roll [ 1 ] [ 0 ] x
    operation "one way" turn (fun _ -> Open(turn, turn))

/// Adds a row to each row, and averages the gradient of the row where it should add up.
let private averaging: Subject =
    let apply =
        Custom.defineBackward "averaging" (fun _ xs -> xs[0] + xs[1]) (fun _ c -> [| c; Tensor.meanOver [ 0 ] c |])

    two "averaging" (Domain.Reals(2, 3), Domain.Reals 3) [ Broadcasting ] (fun x y -> apply [| x; y |])

let private steep = operation "steep" Tensor.exp (fun x -> Scale(1.01 * exp x))

let private determinant: Subject =
    let entry i j (a: Tensor) = Tensor.select 0 j (Tensor.select 0 i a)

    one "determinant" (Domain.WellConditioned(2, 2)) [ Determinant ] (fun a ->
        entry 0 0 a * entry 1 1 a - doubled (entry 0 1 a) (entry 1 0 a))

let wrong () : obj[] list =
    [ [| Identities.jacobisFormula; determinant |]
      [| Identities.broadcasting; averaging |]
      [| Identities.isometries; one "one way" (Domain.Reals 3) [ Isometry ] oneWay |]
      [| Identities.adjointPairs
         one "one way" (Domain.Reals 3) [ Transpose(fun cs -> [| Tensor.roll [ -1 ] [ 0 ] cs[0] |]) ] oneWay |]
      [| Identities.closedForm; one "steep" (Domain.Reals 3) [ Gradient(fun xs -> [| Tensor.exp xs[0] |]) ] steep |]
      [| Identities.bilinearRule; two "doubled" (Domain.Reals 3, Domain.Reals 3) [ Multilinear ] doubled |]
      [| Identities.inverseFunctionRule; one "steep" (Domain.Reals 3) [ Inverse Tensor.log ] steep |] ]

[<Theory>]
[<MemberData(nameof wrong)>]
let ``A law catches a wrong function`` (law: GradientLaw) (subject: Subject) = caught subject law

/// Claims that are not true of a function whose derivative is right.
let untrue () : obj[] list =
    [ [| Fields.eulersTheorem; one "square" (Domain.Reals 3) [ Homogeneous 1.0 ] Tensor.square |]
      [| Identities.jacobisFormula; one "trace" (Domain.WellConditioned(2, 2)) [ Determinant ] Tensor.trace |]
      [| Identities.isometries; one "sum" (Domain.Reals 3) [ Isometry ] Tensor.sum |]
      [| Identities.adjointPairs; one "triu" (Domain.Reals(2, 2)) [ Transpose id ] (Tensor.triu 0) |]
      [| Identities.bilinearRule; two "add" (Domain.Reals 3, Domain.Reals 3) [ Multilinear ] (+) |]
      [| Identities.inverseFunctionRule; one "exp" (Domain.Reals 3) [ Inverse Tensor.log2 ] Tensor.exp |] ]

[<Theory>]
[<MemberData(nameof untrue)>]
let ``A law catches an untrue claim`` (law: GradientLaw) (subject: Subject) = caught subject law

// Wrong libraries

[<Fact>]
let ``A softmax whose elements do not know of each other is caught`` () =
    let lonely axis =
        operation "softmax" (Tensor.softmax axis) (fun x -> let s = Tensor.softmax axis x in Scale(s * (1.0 - s)))

    caughtIn Laws.ofEngine (Formulas.softmaxOf lonely Tensor.logSoftmax (fun axis -> Tensor.logSumExpKeep [ axis ]))

[<Fact>]
let ``A softmax that overflows is caught`` () =
    let plain axis x = exp x / Tensor.sumKeep [ axis ] (exp x)
    caughtIn Laws.ofEngine (Formulas.softmaxOf plain Tensor.logSoftmax (fun axis -> Tensor.logSumExpKeep [ axis ]))

[<Fact>]
let ``A product with a wrong slope breaks polynomials`` () = caughtIn Laws.ofEngine (Formulas.polynomialsBy doubled)

[<Fact>]
let ``Derivatives of polynomials that only nearly vanish are caught`` () =
    let blurred = product (fun x y i -> Scale(if i = 0 then y + 1e-14 * sin x else x))
    caughtIn Laws.ofEngine (Formulas.polynomialsBy blurred)

[<Fact>]
let ``A matrix product with a wrong transpose breaks quadratic forms`` () =
    let apply =
        Custom.define "matmul" (fun xs -> Tensor.matmul xs[0] xs[1]) (fun xs _ _ ->
            let back c = 1.5 * Tensor.matmul (Tensor.matrixTranspose xs[0]) c
            Open(Tensor.matmul xs[0], back))

    caughtIn Laws.ofEngine (Formulas.quadraticBy (fun a x -> apply [| a; x |]))
