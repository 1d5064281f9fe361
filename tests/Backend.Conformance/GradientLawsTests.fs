/// The laws of derivatives on each backend: every operation, every function of which more is known, every loss and layer,
/// and random programs, in a few cases each. Many cases of each, on the default backend, are in Laws.Tests.
module Functional.Conformance.GradientLawsTests

open Xunit
open Functional
open Functional.Laws
open Functional.Laws.Tests
open Functional.Conformance.Cases

/// How many cases a law is tried in on each function.
[<Literal>]
let private OfFunctions = 2

/// How many programs a law is tried in.
[<Literal>]
let private OfPrograms = 30

let private suites: Lazy<(LawSuite * int) list> =
    lazy
        [ for suite in
              List.map Laws.ofSubject Rows.operations
              @ Laws.ofDeclarations typeof<Tensor>.Assembly
              @ List.map Laws.ofSubject Claims.subjects
              @ List.map Laws.ofSubject Rows.losses
              @ Layers.suites
              @ List.map Laws.ofSubject Rows.draws do
              suite, OfFunctions
          Laws.ofPrograms "programs" Program.any, OfPrograms ]

let laws () = each (Laws.all |> List.map _.Name)

/// Whether what broke a law is what the backend's row says that it lacks.
let private isLacking (row: BackendRow) (counterexample: string) =
    counterexample.Contains "Exception: "
    && row.Promise.Lacks |> List.exists (fun lack -> lack.Says |> List.forall counterexample.Contains)

[<Theory; MemberData(nameof laws)>]
let ``functions obey the laws of derivatives`` (name: string, backend: string) =
    let row, law = rowNamed backend, Laws.named name

    let broken =
        [ for suite, count in suites.Value do
              let result = (suite.OnBackend row.Here |> Laws.cases (row.CasesOf count)).Try law

              match result.Verdict with
              | Broken counterexample when not (isLacking row counterexample) -> counterexample
              | _ -> () ]

    if not broken.IsEmpty then
        let shown = broken |> List.truncate 5 |> String.concat "\n\n"
        Assert.Fail $"{broken.Length} of {suites.Value.Length} functions break it:\n\n{shown}"
