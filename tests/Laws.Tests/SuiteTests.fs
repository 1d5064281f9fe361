namespace Functional.Laws.Tests

open Xunit
open Functional.Laws

/// What the suites of all groups have in common.
module SuiteTests =
    let laws = [| for law in Laws.all -> [| box law.Name |] |]

    let hold group (law: string) =
        let suites = Suite.groups |> List.find (fun (name, _) -> name = group) |> snd
        let outcome = Suite.run false (Laws.named law) group (suites.Force())
        Suite.record outcome

        if not outcome.Broken.IsEmpty then
            Assert.Fail(Suite.counterexamples outcome)

    let canBeTried group =
        let suites = Suite.groups |> List.find (fun (name, _) -> name = group) |> snd

        for suite in suites.Force() do
            Assert.Null suite.Refusal

open SuiteTests

type OperationsTests() =
    static member Laws = laws

    [<Fact>]
    member _.``every operation can be tried``() = canBeTried "operations"

    [<Theory; MemberData(nameof OperationsTests.Laws)>]
    member _.``every operation obeys``(law: string) = hold "operations" law

type LearningTests() =
    static member Laws = laws

    [<Fact>]
    member _.``every loss can be tried``() = canBeTried "losses"

    [<Fact>]
    member _.``every layer can be tried``() = canBeTried "layers"

    [<Theory; MemberData(nameof LearningTests.Laws)>]
    member _.``every loss obeys``(law: string) = hold "losses" law

    [<Theory; MemberData(nameof LearningTests.Laws)>]
    member _.``every layer obeys``(law: string) = hold "layers" law
