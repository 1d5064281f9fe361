/// Memory and time at the border to DiffSharp.
module Functional.DiffSharpTests.MemoryTests

open System
open System.Diagnostics
open System.Threading
open Xunit
open Functional

[<Theory>]
[<InlineData("torch")>]
[<InlineData("reference")>]
let ``a million floats are read back in milliseconds, not one by one`` (name: string) =
    let x = Tensor.toDevice (Devices.of' name) (Tensor.linspace 0.0 1.0 1_000_000)

    let times =
        [ for _ in 1..10 do
              let watch = Stopwatch.StartNew()
              let values = Tensor.toArray<float32> x
              watch.Elapsed.TotalMilliseconds
              Assert.Equal(1.0f, values[values.Length - 1]) ]

    // DiffSharp's own way takes about 2 s.
    Assert.True(List.min times < 50.0, $"{List.min times} ms")

/// TorchSharp's finalizers free what libtorch is still computing with, unless somebody holds it: that ends the process.
[<Fact>]
let ``collections in the middle of computing do no harm`` () =
    use stop = new CancellationTokenSource()

    let collector =
        Thread(fun () ->
            while not stop.IsCancellationRequested do
                GC.Collect()
                GC.WaitForPendingFinalizers())

    collector.Start()
    let x = Tensor.toDevice DiffSharpBackend.Torch (Tensor.linspace -1.0 1.0 100_000)

    try
        let value (x: Tensor) = Tensor.sum (Tensor.sigmoid (x * x) * Tensor.sin x + Tensor.exp -(x * x))
        let first = Tensor.toArray<float32>(grad value x)

        for _ in 1..300 do
            Assert.Equal<float32[]>(first, Tensor.toArray<float32>(grad value x))
    finally
        stop.Cancel()
        collector.Join()

[<Fact>]
let ``memory of libtorch does not grow with the number of steps`` () =
    let resident () =
        use self = Process.GetCurrentProcess()
        self.WorkingSet64

    let mutable x = Tensor.toDevice DiffSharpBackend.Torch (Tensor.zeros [ 500; 1000 ])
    let step () = x <- x * 0.5 + 1.0

    for _ in 1..200 do
        step ()

    let before = resident ()

    for _ in 1..2000 do
        step ()

    // Each step makes 4 MB; they would be 8 GB.
    Assert.True(resident () - before < 400_000_000L, $"{resident () - before} bytes more")
    Assert.Equal(2.0, Tensor.toScalar (Tensor.max x), 5)
