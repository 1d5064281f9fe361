/// No backend is left out in silence: one that cannot be had here is a skipped test that says why and what to do. On a
/// build server, where CI is true, it is a failing one, unless it takes hardware.
namespace Functional.Conformance

open System
open Xunit
open Xunit.Sdk
open Functional
open Functional.Laws
open Functional.Conformance.Cases

module Presence =
    let private isBuildServer = Environment.GetEnvironmentVariable "CI" = "true"

    /// The backends that are not here: those that have to be, and the others.
    let required, optional = absent |> List.partition (fun (row, _) -> isBuildServer && not row.IsHardware)

/// The backends that may be absent, as skipped rows of a theory.
[<Sealed; AttributeUsage(AttributeTargets.Method)>]
type SkippedBackendsAttribute() =
    inherit DataAttribute()

    override _.Skip
        with get () =
            match Presence.optional with
            | [] -> null
            | absent -> absent |> List.map snd |> String.concat "\n"
        and set _ = ()

    override _.GetData _ = seq { for row, why in Presence.optional -> [| box row.Name; box why |] }

module PresenceTests =
    let expected () =
        seq {
            for row in present -> [| row.Name; "" |]
            for row, why in Presence.required -> [| row.Name; why |]
        }

    [<Theory; MemberData(nameof expected); SkippedBackends>]
    let ``the backend is here`` (name: string, absence: string) =
        Assert.True((absence = ""), absence)
        let row = rowNamed name
        let x = row.Here.Full(Shape.Scalar, DType.Float32, Number.op_Implicit 1.0)
        Assert.Same(row.Here, x.Backend)
        Assert.Equal(row.Device, row.Here.Device)

    [<Fact>]
    let ``every backend has a name of its own, and a remedy`` () =
        Assert.Distinct(Backends.all |> List.map _.Name)
        Assert.DoesNotContain("", Backends.all |> List.map _.Remedy)

    [<Fact>]
    let ``what a row says that a backend lacks it refuses, in some case of such a law and in those words`` () =
        for row in present do
            for lack in row.Promise.Lacks do
                let isLaw = BackendLaws.all |> List.exists (fun law -> law.Family = lack.Of || law.Name = lack.Of)
                Assert.True(isLaw, $"{row.Name}: there is no law or family {lack.Of}; name one of BackendLaws.all")

                Assert.True(
                    BackendLaws.isMissing row.Here lack (max 100 (Run.defaults ()).Cases),
                    $"{row.Name} refuses no case of {lack.Of} with %A{lack.Says}: take it out of Lacks, or mend its error"
                )
