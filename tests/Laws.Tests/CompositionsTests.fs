module Functional.Laws.Tests.CompositionsTests

open System
open Xunit

/// How many random formulas each pair is tried on.
[<Literal>]
let private Formulas = 25

/// How many random chains of three begin with each transformation.
[<Literal>]
let private Chains = 20

let private holds (chain: Compositions.Operator list) seed =
    let error = Compositions.error chain seed
    let names = chain |> List.map _.Name |> String.concat " of "
    Assert.True(error <= 1e-8, $"{names}, formula {seed}: the error is {error:g3}")

let outers = TheoryData<string>(Compositions.all |> List.map _.Name)

[<Theory; MemberData(nameof outers)>]
let ``a transformation of every transformation is what paper says`` (outer: string) =
    for first, second in Compositions.pairs do
        if first.Name = outer then
            for seed in 1..Formulas do
                holds [ first; second ] seed

[<Theory; MemberData(nameof outers)>]
let ``a transformation of a transformation of a transformation is what paper says`` (outer: string) =
    let first = Compositions.all |> List.findIndex (fun operator -> operator.Name = outer)
    let random = Random first
    let any () = Compositions.all[random.Next Compositions.all.Length]

    for seed in 1..Chains do
        holds [ Compositions.all[first]; any (); any () ] seed
