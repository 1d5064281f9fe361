/// The table of what the reference data covers on each backend.
module Functional.Conformance.CoverageTests

open System
open System.IO
open Xunit
open Functional.Conformance.Cases

let private coverage: Lazy<Coverage list> =
    lazy
        (OpsTests.coverage ()
         @ EdgesTests.coverage ()
         @ TransformsTests.coverage ()
         @ PromotionTests.coverage ()
         @ OptimizerPathsTests.coverage ()
         @ RandomTests.coverage ())

/// `dotnet test` hides what passing tests print: `test.sh` prints this file.
[<Fact>]
let ``what the reference data covers is written to a table`` () =
    File.WriteAllLines(Path.Combine(AppContext.BaseDirectory, "coverage.txt"), table coverage.Value)

[<Fact>]
let ``every backend is held against the same cases`` () =
    for _, coverages in List.groupBy _.File coverage.Value do
        for coverage in coverages do
            Assert.NotEmpty coverage.Modes
            Assert.Equal<Mode list list>(coverages.Head.Modes, coverage.Modes)

        Assert.Equal<string list>(present |> List.map _.Name, coverages |> List.map _.Backend)
