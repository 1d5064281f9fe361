/// A backend that breaks a law of backends is found. That ours obey is for Backend.Conformance to say.
module Functional.Laws.Tests.BackendLawsTests

open System
open Xunit
open Functional
open Functional.Kernels
open Functional.Laws

/// How many cases each law is tried on.
let private count = (Run.defaults ()).Cases

let private lawOf = dict [ for law in BackendLaws.all -> law.Name, law ]

/// The first case of a law that a backend fails.
let private firstFailure backend law = BackendLaws.firstFailure BackendPromise.Full backend law count

let private families = BackendLaws.all |> List.map _.Family |> List.distinct

[<Fact>]
let ``every family has laws, and every law another name`` () =
    let members = set [ for m in typeof<IBackend>.GetMethods() -> m.Name ]
    // Compile is no family: the laws of compiled functions are about it. Compositions are held against their parts.
    Assert.Equal<Set<string>>(members - set [ "get_Device"; "Compile"; "Has"; "Compose" ], set families)
    Assert.Equal(BackendLaws.all.Length, lawOf.Count)

/// The laws of a family that a backend breaks.
let private broken backend family =
    BackendLaws.all |> List.filter (fun law -> law.Family = family && (firstFailure backend law).IsSome)

let familyNames () = seq { for family in families -> [| box family |] }

[<Theory>]
[<MemberData(nameof familyNames)>]
let ``a wrong number is found in every law of its family`` (family: string) =
    let backend = SpoiledBackend(family, fun _ result -> SpoiledBackend.Wrong result)
    let laws = BackendLaws.all |> List.filter (fun law -> law.Family = family)
    Assert.Equal<string list>(laws |> List.map _.Name, broken backend family |> List.map _.Name)

/// The families whose results come from operands, whatever their layout.
let computedNames () =
    seq { for family in families |> List.except [ "Create"; "Full"; "Bring"; "Item" ] -> [| box family |] }

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

    let message = firstFailure (SpoiledBackend("Map", spoil)) lawOf["Map Exp"]
    Assert.Contains("a second time", message.Value)

[<Fact>]
let ``an operand that changes is found`` () =
    let spoil (operands: NdArray list) result =
        for x in operands do
            if x.DType = DType.Float64 && x.Shape.Size > 0 then
                (x :?> ManagedArray).Data<float>() <- 1234.5

        result

    let message = firstFailure (SpoiledBackend("Scan", spoil)) lawOf["Scan Sum"]
    Assert.Contains("an operand has changed", message.Value)

[<Fact>]
let ``a failing case is simplified to one element`` () =
    let backend = SpoiledBackend("Map", (fun _ result -> SpoiledBackend.Wrong result))
    let message = firstFailure backend lawOf["Map Floor"]
    Assert.Matches(@"\n  \w+\[(1(, 1)*)?\] \[[^,]*\]\n", message.Value)

/// The managed backend without scans.
let private withoutScans (message: string) = SpoiledBackend("Scan", fun _ _ -> raise (DTypeException message))

let private lack: BackendLack = { Of = "Scan"; DTypes = []; Says = [ "no scans"; "cast" ] }
let private lackingScans = { BackendPromise.Full with Lacks = [ lack ] }
let private scans = BackendLaws.all |> List.filter (fun law -> law.Family = "Scan")

[<Fact>]
let ``what a backend says it lacks it may refuse, in those words`` () =
    let backend = withoutScans "scan: float64 has no scans here; cast to float32"
    Assert.True(BackendLaws.isMissing backend lack count)

    for law in scans do
        Assert.Equal(None, BackendLaws.firstFailure lackingScans backend law count)
        Assert.Contains("no scans here", (firstFailure backend law).Value)

[<Fact>]
let ``what is lacking and refused in other words is found`` () =
    let backend = withoutScans "no"
    Assert.False(BackendLaws.isMissing backend lack count)

    for law in scans do
        Assert.Contains("no scans, cast", (BackendLaws.firstFailure lackingScans backend law count).Value)

[<Fact>]
let ``what is there all the same is no lack, and has to be right`` () =
    Assert.False(BackendLaws.isMissing ManagedBackend.Instance lack count)
    Assert.False(BackendLaws.isMissing ManagedBackend.Instance { lack with Of = "Sca" } count)
    let backend = SpoiledBackend("Scan", (fun _ result -> SpoiledBackend.Wrong result))

    for law in scans do
        Assert.True((BackendLaws.firstFailure lackingScans backend law count).IsSome)

[<Fact>]
let ``a backend may be off by as much as it promises, and no more`` () =
    let off (ulps: int64) _ (result: NdArray) : NdArray =
        match KernelCall.read result.Backend result with
        | Floats xs when result.DType = DType.Float64 ->
            let moved x =
                if Double.IsFinite x && x > 1.0 then
                    BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits x + ulps)
                else
                    x

            KernelCall.create result.Backend result.Shape result.DType (Floats(Array.map moved xs))
        | _ -> result

    let failure promised ulps =
        let promise = { BackendPromise.Full with Ulps = promised }
        BackendLaws.firstFailure promise (SpoiledBackend("Map", off ulps)) lawOf["Map Exp"] count

    Assert.Equal(None, failure 12.0 10L)
    Assert.True((failure 2.0 10L).IsSome)
    Assert.True((failure 12.0 20L).IsSome)

[<Fact>]
let ``other bits the second time are allowed to those who say so, wrong ones to nobody`` () =
    let every second =
        let mutable calls = 0

        SpoiledBackend(
            "Map",
            fun _ result ->
                calls <- calls + 1
                if calls % 2 = 0 then second result else result
        )

    let promise = { BackendPromise.Full with SameBits = false }
    let wrong = BackendLaws.firstFailure promise (every SpoiledBackend.Wrong) lawOf["Map Exp"] count
    Assert.True wrong.IsSome
    Assert.Equal(None, BackendLaws.firstFailure promise ManagedBackend.Instance lawOf["Map Exp"] count)

[<Fact>]
let ``the laws are properties of FsCheck as well`` () =
    FsCheck.Check.QuickThrowOnFailure(lawOf["Zip Add"].Property ManagedBackend.Instance)
    let backend = SpoiledBackend("Zip", (fun _ result -> SpoiledBackend.Wrong result))

    Assert.ThrowsAny<exn>(fun () -> FsCheck.Check.QuickThrowOnFailure(lawOf["Zip Add"].Property backend))
    |> ignore
