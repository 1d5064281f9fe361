/// What libtorch has in one piece it is asked for in one piece, and the way back too.
module Functional.Conformance.OnePieceTests

open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Witness
open Functional.Conformance.Cases

/// Where libtorch is missing there is no row, which PresenceTests report.
let private rows = present |> List.filter (fun row -> row.Name.StartsWith "torch:")

let backends () = [ for row in rows -> [| row.Name |] ]

[<Literal>]
let private Samples = 4096

let private softmax = Composition.Softmax 1
let private likelihood = Composition.Likelihood(System.Nullable Kernels.Reduction.Mean, -100L)

[<Theory; MemberData(nameof backends)>]
let ``libtorch has softmax and its logarithm, and on the CPU the likelihood`` (name: string) =
    let row = rowNamed name

    let has (shape: int list) dtype (compositions: Composition list) =
        [ for composition in compositions -> row.Here.Has(composition, Space(Shape.From shape, dtype)) ]

    let exponentials: Composition list =
        [ softmax; Composition.SoftmaxPull 1; Composition.LogSoftmax 1; Composition.LogSoftmaxPull 1 ]

    let likelihoods: Composition list = [ likelihood; Composition.LikelihoodPull likelihood ]

    for dtype in [ DType.Float32; DType.Float64 ] do
        Assert.DoesNotContain(false, has [ 2; 3 ] dtype exponentials)

        for has in has [ 2; 3 ] dtype likelihoods do
            Assert.Equal(not row.IsHardware, has)

        Assert.DoesNotContain(true, has [ 2; 3; 4 ] dtype likelihoods)
        Assert.DoesNotContain(true, has [ 0; 3 ] dtype (exponentials @ likelihoods))

    Assert.DoesNotContain(true, has [ 2; 3 ] DType.Int64 exponentials)

/// How many arrays like x a function makes, for as long as nobody frees any.
let private arraysMade (row: BackendRow) (x: Tensor) (f: unit -> Tensor) =
    System.GC.Collect()
    System.GC.WaitForPendingFinalizers()
    let before = row.LiveBytes()
    let y = f ()
    let made = row.LiveBytes() - before
    System.GC.KeepAlive y
    float made / float (x.Size * sizeof<float>)

[<Theory; MemberData(nameof backends)>]
let ``it is asked, and makes nothing on the way`` (name: string) =
    let row = rowNamed name

    let x =
        toTensorOn
            row.Here
            { Shape = [| Samples; 4 |]
              DType = "float64"
              Data = Array.init (4 * Samples) (fun i -> sin (float i)) }

    let classes =
        toTensorOn
            row.Here
            { Shape = [| Samples |]; DType = "int64"; Data = Array.init Samples (fun i -> float (i % 4)) }

    let one f = Assert.InRange(arraysMade row x f, 0.0, 1.25)
    one (fun () -> Statistics.softmax 1 x)
    one (fun () -> Statistics.logSoftmax 1 x)

    for f in [ Statistics.softmax 1; Statistics.logSoftmax 1 ] do
        let run = Reverse.Run("pull", null, (fun xs -> [| f xs[0] |]), [| x |])
        one (fun () -> run.Pull [| x |] |> Array.exactlyOne)

    if not row.IsHardware then
        let run = Reverse.Run("pull", null, (fun xs -> [| Losses.Nll(xs[0], classes) |]), [| x |])
        let cotangent = onesLike run.Primals[0]
        one (fun () -> run.Pull [| cotangent |] |> Array.exactlyOne)
