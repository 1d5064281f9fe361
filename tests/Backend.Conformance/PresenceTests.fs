/// No backend is left out in silence: one that cannot be had here is a skipped test that says why and what to do, and on a
/// build server, where CI is true, a test that fails.
namespace Functional.Conformance

open System
open Xunit
open Xunit.Sdk
open Functional.Laws
open Functional.Conformance.Cases

module Presence =
    let isBuildServer = Environment.GetEnvironmentVariable "CI" = "true"

    /// The backends that are not here, each with the reason and the remedy.
    let absent =
        [ for row in Backends.all do
              match row.Absence with
              | Some why -> row.Name, why
              | None -> () ]

/// The backends that are not here, as skipped rows of a theory; on a build server as rows that run.
[<Sealed; AttributeUsage(AttributeTargets.Method)>]
type AbsentBackendsAttribute() =
    inherit DataAttribute()

    override _.Skip
        with get () =
            if Presence.isBuildServer || Presence.absent.IsEmpty then
                null
            else
                Presence.absent |> List.map snd |> String.concat "\n"
        and set _ = ()

    override _.GetData _ = seq { for name, why in Presence.absent -> [| box name; box why |] }

module PresenceTests =
    let here () = seq { for row in present -> [| box row.Name; box "" |] }

    [<Theory; MemberData(nameof here); AbsentBackends>]
    let ``the backend is here`` (name: string, absence: string) =
        Assert.True((absence = ""), absence)
        Assert.Equal((named name).Device, (named name).Full(Functional.Shape.Scalar, Functional.DType.Float32, 1.0).Backend.Device)

    [<Fact>]
    let ``every backend has a name of its own, and a remedy`` () =
        Assert.Distinct(Backends.all |> List.map _.Name)
        Assert.DoesNotContain("", Backends.all |> List.map _.Remedy)

    [<Fact>]
    let ``what a row says that a backend lacks it refuses, in some case of such a law, and as the row says`` () =
        for row in present do
            for lack in row.Promise.Lacks do
                let isLaw = BackendLaws.all |> List.exists (fun law -> law.Family = lack.Of || law.Name = lack.Of)
                Assert.True(isLaw, $"{row.Name}: there is no law or family {lack.Of}; name one of BackendLaws.all")
                let count = max 100 (Run.defaults ()).Cases

                Assert.True(
                    BackendLaws.isMissing row.Here lack count,
                    $"{row.Name} refuses no case of {lack.Of} in words like %A{lack.Says}; take it out of Lacks, or mend its error"
                )
