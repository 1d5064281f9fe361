/// Captured programs: the generated ones again on libtorch, where each part of a program is captured at its first run and
/// replayed at every one. On a GPU graphs are CUDA's, on the CPU they are rehearsed.
module Functional.Conformance.CapturedTests

open Xunit
open Functional
open Functional.Kernels
open Functional.Laws
open Functional.LibTorch
open Functional.Conformance.Cases

/// What captures programs of a backend.
let private ways =
    dict
        [ "torch:cpu", GraphWay.Rehearsal
          if Torch.CudaGraphsAreAvailable then
              "torch:cuda:0", GraphWay.Cuda ]

/// The same blocks of programs. Where libtorch is missing there are none, which PresenceTests report.
let blocks () =
    [ for i in 0 .. ProgramsTests.Blocks - 1 do
          for backend in ways.Keys -> [| box (string i); box backend |] ]

/// Whether a part of a compiled function was captured. What could not be compiled had none.
let private isCaptured compiled x =
    try
        (Compile.explain compiled x).Contains "(captured)"
    with :? TracingException ->
        false

/// What captured programs give on a backend, and whether something of them was captured.
let private results (backend: IBackend) way seed =
    use _ = Device.Use backend.Device
    use _ = GraphPolicy.AtOnce way
    let functions, x = ProgramsTests.functionsOf backend seed
    let elsewhere = x |> Array.map (fun x -> 0.5 * x)

    [ for name, f in functions do
          let compiled = compile f
          // Of what is captured there nothing is left here.
          compiled elsewhere |> ignore
          let result = name, Comparing.all (compiled x)
          result, isCaptured compiled x ]

[<Theory; MemberData(nameof blocks)>]
let ``captured programs give what programs give on another backend`` (block: string, backend: string) =
    for row in present |> List.filter (fun row -> row.Name = backend) do
        let mutable captured = 0

        for i in 1 .. ProgramsTests.Block do
            let seed = int block * ProgramsTests.Block + i

            unlessLacking backend (fun () ->
                let expected =
                    let witness = witnessOf backend
                    use _ = Device.Use witness.Device
                    let functions, x = ProgramsTests.functionsOf witness seed
                    [ for name, f in functions -> name, Comparing.all (f x) ]

                let actual = results row.Here ways[backend] seed
                captured <- captured + (actual |> List.filter snd |> List.length)

                match ProgramsTests.differing expected (List.map fst actual) with
                | None -> ()
                | Some message -> Assert.Fail $"{message}\n{(ProgramsTests.sampleOf seed).Program}")

        Assert.True(captured >= ProgramsTests.Block, $"only {captured} programs had parts that were captured")
