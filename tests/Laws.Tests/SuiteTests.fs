namespace Functional.Laws.Tests

open Xunit
open Functional.Laws

/// What the suites of all groups have in common.
module SuiteTests =
    let names (laws: GradientLaw list) = [| for law in laws -> [| box law.Name |] |]

    let hold group (law: string) =
        let outcome = Suite.run false (Laws.named law) group (Suite.suitesOf group)
        Suite.record outcome

        if not outcome.Broken.IsEmpty then
            Assert.Fail(Suite.counterexamples outcome)

    let canBeTried group =
        for suite in Suite.suitesOf group do
            Assert.True(isNull suite.Refusal, $"{suite.Name}: {suite.Refusal}")

open SuiteTests

type OperationsTests() =
    static member Laws = names Laws.all

    [<Fact>]
    member _.``every operation can be tried``() = canBeTried "operations"

    [<Theory; MemberData(nameof OperationsTests.Laws)>]
    member _.``every operation obeys``(law: string) = hold "operations" law

type ClaimsTests() =
    static member Laws = names Laws.all

    [<Fact>]
    member _.``every function of which more is known can be tried``() = canBeTried "claims"

    [<Theory; MemberData(nameof ClaimsTests.Laws)>]
    member _.``every function of which more is known obeys``(law: string) = hold "claims" law

type LearningTests() =
    static member Laws = names Laws.all

    [<Fact>]
    member _.``every loss can be tried``() = canBeTried "losses"

    [<Fact>]
    member _.``every layer can be tried``() = canBeTried "layers"

    [<Theory; MemberData(nameof LearningTests.Laws)>]
    member _.``every loss obeys``(law: string) = hold "losses" law

    [<Theory; MemberData(nameof LearningTests.Laws)>]
    member _.``every layer obeys``(law: string) = hold "layers" law

type GeneratedTests() =
    static member Laws = names Laws.all

    [<Fact>]
    member _.``every program can be tried``() = canBeTried "programs"

    [<Theory; MemberData(nameof GeneratedTests.Laws)>]
    member _.``every program obeys``(law: string) = hold "programs" law

/// Laws about the library, and functions that draw random numbers from the one default generator: one after the other.
[<Collection("Alone")>]
type LibraryTests() =
    static member Laws = names Laws.all
    static member EngineLaws = names Laws.engine

    [<Fact>]
    member _.``every function that draws can be tried``() = canBeTried "draws"

    [<Theory; MemberData(nameof LibraryTests.Laws)>]
    member _.``every function that draws obeys``(law: string) = hold "draws" law

    [<Theory; MemberData(nameof LibraryTests.EngineLaws)>]
    member _.``the library obeys``(law: string) = hold "the library" law
