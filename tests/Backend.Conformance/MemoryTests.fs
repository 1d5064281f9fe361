/// Nobody disposes of tensors: on every backend the memory of those that nobody can read any more comes back.
module Functional.Conformance.MemoryTests

open System
open Xunit
open Functional
open Functional.Laws
open Functional.Conformance.Cases

let backends () = eachBackend ()

/// Large enough for every pool, and that a handful that stays is seen.
[<Literal>]
let private Size = 20_000

let private wave (row: BackendRow) : Tensor =
    Creation.fromArrayOn row.Here (Array.init Size (fun i -> 0.5 + float (i % 1000) / 700.0)) (Shape.From [ Size ])

let private settled (row: BackendRow) =
    for _ in 1..2 do
        GC.Collect()
        GC.WaitForPendingFinalizers()

    row.LiveBytes()

/// After many steps no more bytes are in use than after a few, but for less than an array for every four of them.
let private staysFlat (row: BackendRow) what (step: unit -> unit) =
    let few, many = 5, max 20 (row.CasesOf 100)

    for _ in 1..few do
        step ()

    let before = settled row

    for _ in 1..many do
        step ()

    let grown = settled row - before
    let allowed = int64 (many / 4 * Size * sizeof<float>)
    Assert.True(grown < allowed, $"{what}: {many} steps left {grown} bytes in use")

[<Theory; MemberData(nameof backends)>]
let ``arrays that are made and dropped come back`` (name: string) =
    let row = rowNamed name

    staysFlat row "create" (fun () ->
        for _ in 1..5 do
            wave row |> ignore)

    let x = wave row

    staysFlat row "compute" (fun () ->
        for _ in 1..5 do
            x * 2.0 + 1.0 |> ignore)

[<Theory; MemberData(nameof backends)>]
let ``what can be read stays, however much is dropped`` (name: string) =
    let row = rowNamed name
    let x = wave row
    let kept = [ for k in 1..10 -> float k, x * float k ]
    let view = Moves.flip [ 0 ] (x + 1.0)

    for _ in 1..50 do
        (wave row * 3.0 - 1.0) |> ignore

    GC.Collect()
    GC.WaitForPendingFinalizers()
    let numbers = Comparing.elements x

    for k, y in kept do
        Assert.Equal<float[]>(Array.map (fun x -> x * k) numbers, Comparing.elements y)

    Assert.Equal<float[]>(Array.rev numbers |> Array.map (fun x -> x + 1.0), Comparing.elements view)

let habits () = Resources.habits |> List.map fst |> each

[<Theory; MemberData(nameof habits)>]
let ``what a transformation has made comes back`` (habit: string, backend: string) =
    let row = rowNamed backend
    let step = (dict Resources.habits)[habit]
    let x = wave row
    staysFlat row habit (fun () -> step x)

[<Theory; MemberData(nameof backends)>]
let ``what a compiled function has made comes back`` (name: string) =
    let row = rowNamed name
    let x = wave row
    let slope = compile (grad (fun (x: Tensor) -> Tensor.sum (Tensor.sin x * Tensor.exp (0.1 * x) * x)))
    staysFlat row "a compiled gradient" (fun () -> slope x |> ignore)

    staysFlat row "compile" (fun () -> compile (fun (x: Tensor) -> Tensor.sin x * x) x |> ignore)
