module Functional.Laws.Tests.CompositionsTests

open Xunit

/// How many random formulas each pair is tried on.
[<Literal>]
let private Formulas = 10

let outers = TheoryData<string>(Compositions.all |> List.map _.Name)

[<Theory; MemberData(nameof outers)>]
let ``a transformation of every transformation is what paper says`` (outer: string) =
    let outer = Compositions.all |> List.find (fun operator -> operator.Name = outer)

    for inner in Compositions.all do
        for seed in 1..Formulas do
            let error = Compositions.error outer inner seed
            Assert.True(error <= 1e-8, $"{outer.Name} of {inner.Name}, formula {seed}: the error is {error:g3}")
