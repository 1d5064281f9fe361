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

/// What laws are tried on, by backend: its tensors are there.
let private suitesOf =
    let suites (row: BackendRow) =
        whereItIs row.Here (fun () ->
            [ for suite in
                  List.map Laws.ofSubject (Rows.operations () @ Claims.subjects () @ Rows.losses () @ Rows.draws ())
                  @ Laws.ofDeclarations typeof<Tensor>.Assembly
                  @ Layers.suites () do
                  suite.OnBackend(row.Here).Cases(row.CasesOf OfFunctions)
              (Laws.ofPrograms "programs" Program.any).OnBackend(row.Here).Cases(row.CasesOf OfPrograms) ])

    dict [ for row in present -> row.Name, lazy suites row ]

let laws () = each (Laws.all |> List.map _.Name)

/// Whether what broke a law is what the backend's row says that it lacks.
let private isLacking (row: BackendRow) (counterexample: string) =
    counterexample.Contains "Exception: "
    && row.Promise.Lacks |> List.exists (fun lack -> lack.Says |> List.forall counterexample.Contains)

[<Theory; MemberData(nameof laws)>]
let ``functions obey the laws of derivatives`` (name: string, backend: string) =
    let row, law = rowNamed backend, Laws.named name

    let suites = suitesOf[backend].Value

    let broken =
        [ for suite in suites do
              match (whereItIs row.Here (fun () -> suite.Try law)).Verdict with
              | Broken counterexample when not (isLacking row counterexample) -> counterexample
              | _ -> () ]

    if not broken.IsEmpty then
        let shown = broken |> List.truncate 5 |> String.concat "\n\n"
        Assert.Fail $"{broken.Length} of {suites.Length} functions break it:\n\n{shown}"
