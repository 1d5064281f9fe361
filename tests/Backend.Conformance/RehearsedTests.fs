/// Captured programs: the generated ones again on libtorch's CPU, where each part of a program is captured at its first run and
/// replayed at every one, as on a GPU.
module Functional.Conformance.RehearsedTests

open Xunit
open Functional
open Functional.LibTorch
open Functional.Conformance.Cases

let private backendName = "torch:cpu"

/// The same blocks of programs, where libtorch is there.
let blocks () =
    ProgramsTests.blocks () |> Seq.filter (fun row -> row[1] = box backendName)

[<Theory; MemberData(nameof blocks)>]
let ``captured programs give what programs give on another backend`` (block: string, backend: string) =
    let row = rowNamed backend

    for i in 1 .. row.CasesOf ProgramsTests.Block do
        let seed = int block * ProgramsTests.Block + i

        unlessLacking backend (fun () ->
            let expected =
                let witness = witnessOf backend
                use _ = Device.Use witness.Device
                let functions, x = ProgramsTests.functionsOf witness seed
                [ for name, f in functions -> name, Comparing.all (f x) ]

            let actual =
                use _ = Device.Use row.Device
                use _ = GraphPolicy.Rehearse()
                let functions, x = ProgramsTests.functionsOf row.Here seed
                let elsewhere = x |> Array.map (fun x -> 0.5 * x)

                [ for name, f in functions ->
                      let compiled = compile f
                      // What is captured there has nothing of it left here.
                      compiled elsewhere |> ignore
                      name, Comparing.all (compiled x) ]

            match ProgramsTests.differing expected actual with
            | None -> ()
            | Some message -> Assert.Fail $"{message}\n{(ProgramsTests.sampleOf seed).Program}")
