/// The laws of fields hold of the library's functions, and catch wrong ones.
module Functional.Laws.Tests.FieldsTests

open Xunit
open Functional
open Functional.Laws
open Functional.Laws.Tests.Building
open Functional.Laws.Tests.Holding

let private named name = Claims.subjects () |> List.find (fun subject -> subject.Name = name)

[<Fact>]
let ``Every function of the table has a name of its own`` () =
    Assert.Empty(Claims.subjects () |> List.countBy _.Name |> List.filter (fun (_, count) -> count > 1))

[<Theory>]
[<InlineData("a twisting field")>]
[<InlineData("two results")>]
[<InlineData("potential of a charge")>]
let ``All laws of space speak about functions in three dimensions`` (name: string) =
    let held = obeys Fields.laws (named name)

    let laws = [ Fields.curlOfGradient; Fields.divergenceOfCurl; Fields.laplacianLaw; Fields.productRuleOfDivergence ]

    for law in laws do
        Assert.Contains(law.Name, held)

[<Fact>]
let ``The Laplacian of a potential is 0`` () =
    let x = Tensor.ofArray [ 3 ] [| 0.5; -1.0; 2.0 |]
    Assert.Equal(0.0, Tensor.toScalar (laplacian (fun x -> 1.0 / Tensor.norm x) x), 12)

// Laws that have nothing to say

let private square domain = one "square" domain [] Tensor.square

let silent () : obj[] list =
    [ [| Fields.eulersTheorem; square (Domain.Reals 3) |]
      [| Fields.curlOfGradient; square (Domain.Reals 2) |]
      [| Fields.laplacianLaw; two "sum" (Domain.Reals 3, Domain.Reals 3) [] (+) |]
      [| Fields.rotation; square (Domain.Positive 3) |]
      [| Fields.rotation; square (Domain.Reals()) |]
      [| Fields.translation; square (Domain.Between(0.0, 1.0, 3)) |]
      [| Fields.permutation; square (Domain.PositiveDefinite(2, 2)) |]
      [| Fields.pathIntegral; square (Domain.Except([ 0.0 ], 3)) |] ]

[<Theory>]
[<MemberData(nameof silent)>]
let ``A law says nothing where it does not apply`` (law: GradientLaw) (subject: Subject) =
    Assert.True((verdict law (Laws.ofSubject subject)).IsNotApplicable)

// Wrong functions

/// The product of the first two coordinates, whose rule forgets the second factor: its gradient is no gradient.
let private forgetful: Subject =
    let times = product (fun _ y i -> if i = 0 then Scale y else Zero)
    one "forgetful" (Domain.Reals 3) [] (fun x -> times (Tensor.select 0 0 x) (Tensor.select 0 1 x))

/// A square whose linear map is not the transpose of its pullback.
let private twoFaced: Subject =
    operation "two-faced" Tensor.square (fun x -> Open((fun v -> 3.0 * x * v), (fun c -> 2.0 * x * c)))
    |> one "two-faced" (Domain.Reals 3) []

/// A function whose linear map is not linear.
let private crooked: Subject =
    let bent = operation "crooked" Tensor.sin (fun x -> Open((fun v -> cos x * v * abs v), (fun c -> cos x * c)))
    one "crooked" (Domain.Reals 3) [] (fun x -> Tensor.square (bent x))

/// A square whose rule is right every other time.
let private moody: Subject =
    let mutable asked = 0

    operation "moody" Tensor.square (fun x ->
        asked <- asked + 1
        Scale(float (asked % 2 + 1) * x))
    |> one "moody" (Domain.Reals 3) []

/// A root with the rule of a logarithm.
let private mistaken: Subject =
    operation "mistaken" Tensor.sqrt (fun x -> Scale(1.0 / x))
    |> one "mistaken" (Domain.Positive 3) [ Homogeneous 0.5 ]

let wrong () : obj[] list =
    [ [| Fields.eulersTheorem; mistaken |]
      [| Fields.curlOfGradient; forgetful |]
      [| Fields.divergenceOfCurl; forgetful |]
      [| Fields.laplacianLaw; twoFaced |]
      [| Fields.productRuleOfDivergence; twoFaced |]
      [| Fields.rotation; crooked |]
      [| Fields.translation; moody |]
      [| Fields.pathIntegral; mistaken |] ]

[<Theory>]
[<MemberData(nameof wrong)>]
let ``A law catches a wrong function`` (law: GradientLaw) (subject: Subject) = caught subject law

[<Fact>]
let ``A reordering whose pullback is not its inverse is caught`` () =
    let once: Fields.Reordering =
        fun trial axis order ->
            let gather = Fields.byGather trial axis order
            operation "gather" gather (fun _ -> Open(gather, gather))

    caught (square (Domain.Reals(3, 2))) (Fields.permutationBy [ "gather", once ])

[<Fact>]
let ``A path that would cross a kink ends before it`` () =
    let kinked = one "kinked" (Domain.Reals 3) [] (fun x -> Tensor.abs (x - 0.5))
    Assert.True((verdict Fields.pathIntegral (Laws.ofSubject kinked)).IsHeld)
