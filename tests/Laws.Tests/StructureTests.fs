/// Laws of spaces, purity, seeds, threads, memory, constants, operations of one's own and nan: what they hold of, and
/// what they catch.
namespace Functional.Laws.Tests

open System
open System.Collections.Generic
open Xunit
open Functional
open Functional.Kernels
open Functional.Laws
open Functional.Laws.Tests.Holding

[<Collection("Alone")>]
module StructureTests =
    let names () = Holding.names ()
    let private vector = Domain.Reals 4
    let private one name f = subject name [ vector ] (fun xs -> [| f xs[0] |])

    // What holds

    [<Theory>]
    [<MemberData(nameof names)>]
    let ``shapes, dtypes and devices hold`` (name: string) = holds Structure.spaces (named name)

    [<Theory>]
    [<MemberData(nameof names)>]
    let ``purity holds`` (name: string) = holds Structure.purity (named name)

    [<Theory>]
    [<MemberData(nameof names)>]
    let ``threads hold`` (name: string) = holds Resources.threads (named name)

    [<Theory>]
    [<MemberData(nameof names)>]
    let ``stopGradient holds`` (name: string) = holds Structure.stopGradient (named name)

    [<Theory>]
    [<MemberData(nameof names)>]
    let ``custom rule is its composition holds`` (name: string) =
        holds Structure.customRuleIsItsComposition (named name)

    [<Theory>]
    [<MemberData(nameof names)>]
    let ``live memory holds`` (name: string) = holds Resources.liveMemory (named name)

    [<Theory>]
    [<MemberData(nameof names)>]
    let ``nan and infinity holds`` (name: string) = holds Nan.keepsNan (named name |> Subject.claiming [ KeepsNan ])

    [<Fact>]
    let ``the laws of the library hold`` () =
        for law in Structure.engine do
            holdsIn 100 law library

    let private noisy =
        one "noise" (fun x -> x * Tensor.randnLike x + Tensor.dropout 0.5 (sin x)) |> Subject.claiming [ Seeded ]

    [<Fact>]
    let ``determinism by seed, and all that is said of functions, holds of one that draws`` () =
        for law in [ Seeds.bySeed; Structure.spaces; Structure.purity; Structure.stopGradient; Resources.liveMemory ] do
            holds law noisy

        holds Structure.customRuleIsItsComposition noisy

    [<Fact>]
    let ``laws of claims and of threads are silent where they have nothing to say`` () =
        silent Seeds.bySeed (one "plain" sin)
        silent Nan.keepsNan (one "plain" sin)
        silent Resources.threads noisy

    [<Fact>]
    let ``a law that draws leaves the default generator where it was`` () =
        Generator.ManualSeed 5L |> ignore
        let expected = Tensor.toArray<float32>(Tensor.rand [ 3 ])
        Generator.ManualSeed 5L |> ignore
        holds Seeds.bySeed noisy
        holdsIn 3 Seeds.everyDraw library
        Assert.Equal<float32>(expected, Tensor.toArray<float32>(Tensor.rand [ 3 ]))

    // What is caught

    [<Fact>]
    let ``a cotangent of another dtype is caught`` () =
        let wide =
            Custom.define "wide" (fun xs -> 2.0 * xs[0]) (fun xs _ _ ->
                Open((fun v -> 2.0 * v), (fun c -> Tensor.cast DType.Float64 (2.0 * c))))

        catches "at float32: expected float32" Structure.spaces (one "wide" (fun x -> wide [| x |]))

    [<Fact>]
    let ``other numbers at float32 are caught`` () =
        let rough (x: Tensor) = if x.DType = DType.Float32 then 1.01 * sin x else sin x
        catches "at float32 is that at float64" Structure.spaces (one "rough" rough)

    [<Fact>]
    let ``a function that changes its mind is caught`` () =
        let mutable calls = 0.0

        let impure (x: Tensor) =
            calls <- calls + 1.0
            calls * x

        catches "again" Structure.purity (one "counting" impure)

    [<Fact>]
    let ``a derivative that changes its mind is caught`` () =
        let mutable calls = 0.0

        let moody =
            Custom.defineBackward "moody" (fun _ xs -> xs[0]) (fun _ c ->
                calls <- calls + 1.0
                [| calls * c |])

        catches "J^T c" Structure.purity (one "moody" (fun x -> moody [| x |]))

    [<Fact>]
    let ``random numbers that no seed decides are caught`` () =
        let random = Random 1
        let claim = Subject.claiming [ Seeded ]
        catches "the same seed" Seeds.bySeed (one "unseeded" (fun x -> random.NextDouble() * x) |> claim)
        catches "other seeds" Seeds.bySeed (one "constant" sin |> claim)

    [<Fact>]
    let ``a draw that knows no generator is caught`` () =
        let random = Random 1
        let stubborn: Generator | null -> Tensor -> Tensor = fun _ x -> random.NextDouble() * Tensor.onesLike x
        catches "stubborn" (Seeds.ofDraws [ "stubborn", stubborn ] []) library

    [<Fact>]
    let ``a draw that does not move the generator on is caught`` () =
        let stuck: Generator | null -> Tensor -> Tensor =
            fun generator x ->
                let generator =
                    match generator with
                    | null -> Generator.Default
                    | generator -> generator

                let state = generator.GetState()
                let drawn = Tensor.randLikeWith generator x
                generator.SetState state
                drawn

        catches "moves the generator on" (Seeds.ofDraws [ "stuck", stuck ] []) library

    [<Fact>]
    let ``a function with a scratchpad that threads share is caught`` () =
        let mutable scratch = Tensor.zeros []

        let shared (x: Tensor) =
            scratch <- sin x
            Threading.Thread.Sleep 1
            scratch * x

        catches "threads" Resources.threads (subject "shared" [ Domain.Reals 1 ] (fun xs -> [| shared xs[0] |]))

    [<Fact>]
    let ``a stop that stops nothing is caught`` () =
        catches "stop" (Structure.stopGradientBy (fun x -> 1.0 * x)) (one "sin" sin)

    [<Fact>]
    let ``an operation with another derivative is caught`` () =
        let wrap slope (f: Tensor[] -> Tensor[]) (_: int) =
            let operation =
                Custom.defineBackward
                    "subject"
                    (fun context xs ->
                        context.Save xs
                        (f xs)[0])
                    (fun context c ->
                        let _, pull = vjp (fun x -> (f [| x |])[0]) context.Saved[0]
                        [| slope (pull c) |])

            fun xs -> [| operation xs |]

        let law slope = Structure.customRule [ "a wrong rule", wrap slope ]
        catches "a wrong rule" (law (fun c -> 1.001 * c)) (one "sin" sin)
        // Right at first order only.
        catches "a wrong rule" (law Tensor.stopGradient) (one "sin" sin)

    [<Fact>]
    let ``a function that keeps what it sees is caught`` () =
        let kept = List<Tensor>()

        let hoard (x: Tensor) =
            kept.Add x
            sin x

        catches "still reachable" Resources.liveMemory (one "hoard" hoard)
        kept.Clear()

        let large =
            subject "large hoard" [ Domain.Reals 1000 ] (fun xs ->
                kept.Add(Tensor.stopGradient (exp xs[0]))
                [| sin xs[0] |])

        catches "leaves none in use" Resources.liveMemory large

    [<Fact>]
    let ``a habit that keeps what it makes is caught`` () =
        let kept = List<Tensor>()
        catches "leaves no bytes in use" (Resources.ofHabits [ "hoarding", (fun x -> kept.Add(exp x)) ]) library

    [<Fact>]
    let ``a function that hides nan is caught`` () =
        let claim = Subject.claiming [ KeepsNan ]
        catches "with nan" Nan.keepsNan (one "nanToNum" Tensor.nanToNum |> claim)

    [<Fact>]
    let ``an element that is seldom chosen is not taken for independent`` () =
        let largest = subject "max" [ Domain.Distinct(2, 3) ] (fun xs -> [| Tensor.max xs[0] |])
        holdsIn 200 Nan.keepsNan (largest |> Subject.claiming [ KeepsNan ])

    [<Fact>]
    let ``a function may refuse a mixture of dtypes`` () =
        let index = Tensor.ofArray [ 3 ] [| 1L; 1L; 4L |]
        let put (xs: Tensor[]) = [| Tensor.scatterAdd 0 index xs[1] xs[0] |]
        holds Structure.spaces (subject "scatterAdd" [ Domain.Reals 5; Domain.Reals 3 ] put)

    [<Fact>]
    let ``a zero that hides a number is not taken for independence`` () =
        let hidden (xs: Tensor[]) = [| Tensor.relu xs[0] * tanh xs[1] |]
        let subject = subject "relu x tanh y" [ Domain.Except([| 0.0 |], 3); Domain.Reals 3 ] hidden
        holdsIn 200 Nan.keepsNan (subject |> Subject.claiming [ KeepsNan ])

    [<Fact>]
    let ``nan that spreads too far is caught`` () =
        let spread =
            Custom.define
                "spread"
                (fun xs -> if Tensor.toScalar (Tensor.any (Tensor.isNan xs[0])) = 1.0 then nan * xs[0] else 2.0 * xs[0])
                (fun _ _ _ -> ScaleBy 2.0)

        catches "with nan" Nan.keepsNan (one "spread" (fun x -> spread [| x |]) |> Subject.claiming [ KeepsNan ])

    [<Fact>]
    let ``another convention at a kink is caught`` () =
        let relu = Edges.table |> List.find (fun edge -> edge.Name = "relu")
        let law f = Edges.ofTable [ { relu with Function = fun xs -> f xs[0] } ]
        holds (law Tensor.relu) library
        // Slope 1 at 0.
        catches "gradient 0 of relu" (law (Tensor.clampMin 0.0)) library
        // Nan becomes 0.
        catches "relu" (law (fun x -> Tensor.relu (Tensor.nanToNum x))) library

    [<Fact>]
    let ``laws have names of their own`` () =
        for laws in [ Laws.all; Laws.engine ] do
            Assert.Equal(laws.Length, laws |> List.distinctBy _.Name |> List.length)

    [<Fact>]
    let ``the library is a suite like others`` () =
        let report = Laws.ofEngine.Cases(3).Check()
        Assert.Equal(Laws.engine.Length, report.Results.Count)
        Assert.Equal("the library", report.Subject)
