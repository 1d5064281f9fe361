/// The backends obey the laws of backends, and a backend that breaks one is found.
module Functional.Laws.Tests.BackendLawsTests

open System
open Xunit
open Functional
open Functional.Kernels
open Functional.Laws

/// How many cases each law is tried on.
let private count =
    match Environment.GetEnvironmentVariable "LAWS_CASES" with
    | null
    | "" -> 100
    | text -> int text

let private lawOf = dict [ for law in BackendLaws.all -> law.Name, law ]

let laws () = seq { for law in BackendLaws.all -> [| box law.Name |] }

/// The first case of a law that a backend fails.
let private firstFailure (backend: IBackend) (law: BackendLaw) cases =
    let hash = law.Name |> Seq.fold (fun hash c -> (hash * 31UL + uint64 c) % 1000003UL) 7UL
    seq { for i in 0 .. cases - 1 -> hash * 1000UL + uint64 i } |> Seq.tryPick (law.Check backend)

[<Theory>]
[<MemberData(nameof laws)>]
let ``the managed backend obeys the laws`` (name: string) =
    match firstFailure ManagedBackend.Instance lawOf[name] count with
    | None -> ()
    | Some message -> Assert.Fail $"{lawOf[name].Statement}; but\n{message}"
