/// The backends obey the laws of backends, and a backend that breaks one is found.
module Functional.Laws.Tests.BackendLawsTests

open System
open Xunit
open Functional
open Functional.Kernels
open Functional.Laws

/// How many cases each law is tried on.
let private count = (Run.defaults ()).Cases

let private lawOf = dict [ for law in BackendLaws.all -> law.Name, law ]

let laws () = seq { for law in BackendLaws.all -> [| box law.Name |] }

let private obeys backend (name: string) count =
    match Suite.firstFailure backend lawOf[name] count with
    | None -> ()
    | Some message -> Assert.Fail $"{lawOf[name].Statement}; but\n{message}"

[<Theory>]
[<MemberData(nameof laws)>]
let ``the managed backend obeys the laws`` (name: string) = obeys ManagedBackend.Instance name count

/// What the plain backend gives is right by definition; but it has to give it twice, and whatever the layout.
[<Theory>]
[<MemberData(nameof laws)>]
let ``the plain backend obeys the laws`` (name: string) = obeys PlainBackend.Instance name (count / 10)

let private families = BackendLaws.all |> List.map _.Family |> List.distinct

[<Fact>]
let ``every family has laws, and every law another name`` () =
    let members = set [ for m in typeof<IBackend>.GetMethods() -> m.Name ]
    // Compile is no family: the laws of compiled functions are about it.
    Assert.Equal<Set<string>>(members - set [ "get_Device"; "Compile" ], set families)
    Assert.Equal(BackendLaws.all.Length, lawOf.Count)

/// The laws of a family that a backend breaks.
let private broken backend family =
    BackendLaws.all
    |> List.filter (fun law -> law.Family = family && (Suite.firstFailure backend law count).IsSome)

let familyNames () = seq { for family in families -> [| box family |] }

[<Theory>]
[<MemberData(nameof familyNames)>]
let ``a wrong number is found in every law of its family`` (family: string) =
    let backend = SpoiledBackend(family, fun _ result -> SpoiledBackend.Wrong result)
    let laws = BackendLaws.all |> List.filter (fun law -> law.Family = family)
    Assert.Equal<string list>(laws |> List.map _.Name, broken backend family |> List.map _.Name)

/// The families whose results come from operands, whatever their layout.
let computedNames () = seq { for family in families |> List.except [ "Create"; "Full"; "Bring"; "Item" ] -> [| box family |] }

[<Theory>]
[<MemberData(nameof computedNames)>]
let ``a family that is wrong on operands that are not rows is found`` (family: string) =
    let areRows (operands: NdArray list) = operands |> List.forall (fun x -> (x :?> ManagedArray).IsContiguous)

    let spoil operands result = if areRows operands then result else SpoiledBackend.Wrong result
    Assert.NotEmpty(broken (SpoiledBackend(family, spoil)) family)

[<Fact>]
let ``another result the second time is found`` () =
    let mutable calls = 0

    let spoil _ result =
        calls <- calls + 1
        if calls % 2 = 0 then SpoiledBackend.Wrong result else result

    let message = Suite.firstFailure (SpoiledBackend("Map", spoil)) lawOf["Map Exp"] count
    Assert.Contains("a second time", message.Value)

[<Fact>]
let ``an operand that changes is found`` () =
    let spoil (operands: NdArray list) result =
        for x in operands do
            if x.DType = DType.Float64 && x.Shape.Size > 0 then
                (x :?> ManagedArray).Data<float>() <- 1234.5

        result

    let message = Suite.firstFailure (SpoiledBackend("Scan", spoil)) lawOf["Scan Sum"] count
    Assert.Contains("an operand has changed", message.Value)

[<Fact>]
let ``a failing case is simplified to one element`` () =
    let backend = SpoiledBackend("Map", (fun _ result -> SpoiledBackend.Wrong result))
    let message = Suite.firstFailure backend lawOf["Map Floor"] count
    Assert.Matches(@"\n  \w+\[(1(, 1)*)?\] \[[^,]*\]\n", message.Value)

[<Fact>]
let ``the laws are properties of FsCheck as well`` () =
    FsCheck.Check.QuickThrowOnFailure(lawOf["Zip Add"].Property ManagedBackend.Instance)
    let backend = SpoiledBackend("Zip", (fun _ result -> SpoiledBackend.Wrong result))

    Assert.ThrowsAny<exn>(fun () -> FsCheck.Check.QuickThrowOnFailure(lawOf["Zip Add"].Property backend))
    |> ignore
