/// Every operation of every family, on every dtype and layout, is what the plain backend says.
module Functional.Conformance.FamiliesTests

open Xunit
open Functional.Laws
open Functional.Conformance.Cases

let private lawOf = dict [ for law in BackendLaws.all -> law.Name, law ]
let private count = (Run.defaults ()).Cases

let laws () = each lawOf.Keys

/// What the plain backend gives is right by definition; but it has to give it twice, and whatever the layout.
[<Theory; MemberData(nameof laws)>]
let ``a backend obeys the laws of its families`` (name: string, backend: string) =
    let row, law = rowNamed backend, lawOf[name]

    match BackendLaws.firstFailure row.Promise row.Here law (row.CasesOf count) with
    | None -> ()
    | Some message -> Assert.Fail $"{law.Statement}; but\n{message}"
