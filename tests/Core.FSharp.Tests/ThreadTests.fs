/// Threads that compute at the same time do not disturb each other: every one gets the bits it gets alone.
module Functional.Tests.ThreadTests

open System
open System.Threading
open Xunit
open Functional
open Functional.Tests.Witness

let private sum x = Reductions.sum [||] false x
let private mean x = Reductions.mean [||] false x
let private wave size (step: float) = real [ size ] [ for i in 0 .. size - 1 -> sin (float i * step) ]
let private matrix rows columns step = wave (rows * columns) step |> Moves.reshape [ rows; columns ]
let private bits (x: Tensor) = elements x |> Array.map BitConverter.DoubleToInt64Bits

/// Functional work: gradients, products with Hessians, pullbacks and nested derivatives.
let private functional (seed: float) () =
    let x = wave 2000 seed
    let v = wave 2000 (seed + 0.1)

    [ for round in 1..6 do
          let f (x: Tensor) = sum (sin (x * float round) * exp (0.1 * x))
          bits (grad f x)
          bits (hvp f x v)
          let _, pull = vjp (fun (x: Tensor) -> x * x * x) x
          bits (pull v)
          bits (grad (fun (x: Tensor) -> sum (grad f x * x)) x) ]

/// Imperative work: a small network trained by gradient descent.
let private imperative (seed: float) () =
    let x, y = matrix 64 20 seed, matrix 64 1 (2.0 * seed)
    let w1, w2 = Parameter(matrix 20 30 (3.0 * seed)), Parameter(matrix 30 1 (5.0 * seed))

    [ for _ in 1..30 do
          let cost = mean ((Products.matmul (tanh (Products.matmul x w1)) w2 - y) ** 2)
          Autograd.backward cost
          bits cost

          for w in [ w1; w2 ] do
              w.Value <- w.Value - 0.01 * Autograd.grad w
              Autograd.zeroGrad w
              bits w ]

/// Runs at once, each on a thread of its own; what one of them throws is thrown.
let private together (works: (unit -> 'T) list) : 'T list =
    let results = Array.create works.Length None
    use start = new Barrier(works.Length)

    let threads =
        works
        |> List.mapi (fun i work ->
            Thread(fun () ->
                start.SignalAndWait()

                results[i] <-
                    Some(
                        try
                            Ok(work ())
                        with error ->
                            Error error
                    )))

    for thread in threads do
        thread.Start()

    for thread in threads do
        thread.Join()

    [ for result in results do
          match result with
          | Some(Ok value) -> value
          | Some(Error error) -> raise (AggregateException error)
          | None -> failwith "the thread left no result" ]

let private sameAsAlone (works: (unit -> int64[] list) list) =
    let alone = works |> List.map (fun work -> work ())

    for _ in 1..3 do
        List.iter2 (fun (a: int64[] list) b -> Assert.True((a = b), "other bits than alone")) alone (together works)

[<Fact>]
let ``Two threads with functional transformations get the bits they get alone`` () =
    sameAsAlone [ functional 0.37; functional 0.91 ]

[<Fact>]
let ``Two threads with parameters of their own get the bits they get alone`` () =
    sameAsAlone [ imperative 0.11; imperative 0.23 ]

[<Fact>]
let ``Both surfaces at once on many threads get the bits they get alone`` () =
    sameAsAlone [ functional 0.5; imperative 0.17; functional 0.7; imperative 0.29 ]

[<Fact>]
let ``One pullback may be used by several threads`` () =
    let x = wave 2000 0.3
    let _, pull = vjp (fun (x: Tensor) -> sin x * exp x) x
    let pulls (seed: float) () = [ for i in 1..50 -> bits (pull (wave 2000 (seed * float i))) ]
    sameAsAlone [ pulls 0.1; pulls 0.2; pulls 0.3 ]

[<Fact>]
let ``Passes of several threads back to one parameter all add up`` () =
    let w = Parameter(wave 500 0.4)

    let work () =
        for _ in 1..100 do
            Autograd.backward (sum (w * 1.0))

    together [ work; work; work; work ] |> ignore
    Assert.All(elements (Autograd.grad w), (fun g -> Assert.Equal(400.0, g)))
