/// Laws of what computations share: threads do not disturb each other, and memory comes back.
module Functional.Laws.Resources

open System
open System.Collections
open System.Collections.Generic
open System.Runtime.CompilerServices
open System.Runtime.ExceptionServices
open System.Threading
open Functional
open Functional.Kernels
open Functional.Laws.Comparing
open Functional.Laws.Common

// Threads

[<Literal>]
let private ThreadCount = 3

/// A thread that stays: making one takes longer than most of what is tried on it.
[<Sealed>]
type private Worker() =
    let work = new Concurrent.BlockingCollection<unit -> unit>()

    let run () =
        for job in work.GetConsumingEnumerable() do
            job ()

    do Thread(run, IsBackground = true).Start()
    member _.Start(job: unit -> unit) = work.Add job

let private idle = Concurrent.ConcurrentBag<Worker>()

/// Runs at once, each on a thread of its own; what one of them throws is thrown.
let private together (works: (unit -> 'a)[]) : 'a[] =
    let results = Array.zeroCreate<Result<'a, exn>> works.Length
    use start = new Barrier(works.Length)
    use ended = new CountdownEvent(works.Length)
    // What flows with control here flows to threads that are older: the default device, for one.
    let context = ExecutionContext.Capture() |> nonNull

    works
    |> Array.iteri (fun i work ->
        let worker =
            match idle.TryTake() with
            | true, worker -> worker
            | _ -> Worker()

        let run _ =
            results[i] <-
                try
                    Ok(work ())
                with error ->
                    Error error

        worker.Start(fun () ->
            start.SignalAndWait()
            ExecutionContext.Run(context, run, null)
            idle.Add worker
            ended.Signal() |> ignore))

    ended.Wait()

    results
    |> Array.map (function
        | Ok value -> value
        | Error error ->
            ExceptionDispatchInfo.Throw error
            Unchecked.defaultof<'a>)

/// What one thread computes, at a point of its own.
let private workAt (trial: Trial) (c: Tensor[]) (v: Tensor[]) (point: Tensor[]) () : float[] =
    let f = trial.Subject.Function
    let parameters = point |> Array.map Parameter
    let cost = scalar c f (parameters |> Array.map (fun p -> p))

    if Autograd.requiresGrad cost then
        Autograd.backward cost

    [| yield! all (f point)
       yield! all (grad (scalar c f) point)
       yield! all (hvp (scalar c f) point v)
       for p in parameters do
           if Autograd.hasGrad p then
               yield! elements (Autograd.grad p) |]

let threads =
    GradientLaw.make
        "threads"
        "value, gradient, H v and Backward have the bits on several threads at once that they have on one"
        "no state that decides a value is shared"
        Exact
        (fun trial ->
            if trial.IsSeeded then
                trial.NotApplicable "threads that draw from one generator share what it draws"

            let c, v = trial.Cotangent "c", trial.Tangent "v"

            let works =
                Array.init ThreadCount (fun i ->
                    let point = if i = 0 then trial.Point else elsewhere trial $"point {i}"
                    workAt trial c v point)

            let alone = works |> Array.map (fun work -> work ())
            let twice work () = Array.append (work ()) (work ())

            [ for i, atOnce in Seq.indexed (together (Array.map twice works)) do
                  numbers $"alone, twice" (Array.append alone[i] alone[i]) $"on thread {i} of {ThreadCount}" atOnce ])

// Memory

let private collect () =
    GC.Collect()
    GC.WaitForPendingFinalizers()

/// The same for what is young, which is nearly everything that a law has made: a tenth of the time.
let internal collectYoung () =
    GC.Collect(0, GCCollectionMode.Forced, true)
    GC.WaitForPendingFinalizers()

/// How many bytes more are in use after some rounds and a collection than before them. Before there was none: then
/// garbage of earlier work may hide a loss, but is never taken for one.
let private growth (rounds: int) (round: unit -> unit) : int64 =
    let before = BufferPool.InUse

    for _ in 1..rounds do
        round ()

    collectYoung ()

    // What has grown old in the meantime takes a whole collection.
    if BufferPool.InUse > before then
        collect ()

    BufferPool.InUse - before

/// After so many rounds, or bytes, growth is not the doing of other threads.
[<Literal>]
let private EnoughRounds = 500

[<Literal>]
let private EnoughBytes = 0x1000000L

/// The bytes that each round leaves in use, if they are at least half of those that it works on. What is lost grows
/// with the rounds; what other threads do in the meantime does not, so in doubt there are more rounds.
let rec private lost (rounds: int) (bytes: int64) (round: unit -> unit) : int64 =
    let grown = growth rounds round

    if grown <= int64 rounds * bytes / 2L then 0L
    elif rounds >= EnoughRounds || int64 rounds * bytes >= EnoughBytes then grown / int64 rounds
    else lost (8 * rounds) bytes round

/// One round of gradients of a function, all of which is dropped; what was traced is watched.
[<MethodImpl(MethodImplOptions.NoInlining)>]
let private round (f: Tensor[] -> Tensor[]) (x: Tensor[]) (v: Tensor[]) (c: Tensor[]) : WeakReference[] =
    let seen = List<WeakReference>()

    let watch (tensors: Tensor[]) =
        for tensor in tensors do
            // What belongs to no transformation may be a constant that the function has every right to keep.
            if tensor.Level > Traces.ImperativeLevel then
                seen.Add(WeakReference tensor)

    let f xs =
        watch xs
        let ys = f xs
        watch ys
        ys

    jvp f x v |> ignore
    hvp (scalar c f) x v |> ignore
    let _, pull = vjp f x
    pull c |> ignore
    seen.Add(WeakReference pull)
    let parameters = x |> Array.map Parameter
    let cost = scalar c f (parameters |> Array.map (fun p -> p))

    if Autograd.requiresGrad cost then
        Autograd.backward cost

    for parameter in parameters do
        seen.Add(WeakReference parameter)

    seen.ToArray()

/// Bytes of a tensor in the pool; small ones are not in it.
let private pooled (x: Tensor) =
    let bytes = int64 (x.Size * x.DType.ItemSize())
    if bytes > 1024L then bytes else 0L

let liveMemory =
    GradientLaw.make
        "live memory"
        "when gradients are done and pullbacks dropped, no traced value and no buffer is left"
        "nobody disposes of tensors"
        Exact
        (fun trial ->
            let f, x, v, c = trial.Subject.Function, trial.Point, trial.Tangent "v", trial.Cotangent "c"
            let bytes = Seq.sumBy pooled (Seq.append x trial.Value)
            let watched = List<WeakReference[]>()
            let next () = watched.Add(round f x v c)

            // Without pooled memory there is nothing to lose but the references.
            let lost = lost 4 (if bytes = 0L then Int64.MaxValue / 100L else bytes) next
            let reachable () = watched |> Seq.filter (Array.exists _.IsAlive) |> Seq.length

            if reachable () > 1 then
                collect ()

            let alive = reachable ()

            // What the last round has left may be kept until the next one.
            [ truth
                  $"of {watched.Count} rounds of gradients at most the last is still reachable, found {alive}"
                  (alive <= 1)
              truth $"a round on {bytes} bytes leaves none in use, found {lost}" (lost = 0L) ])

/// An exception that a function throws in the middle of its derivative.
exception private Interrupted

/// Ways to use the library on a large vector, none of which leaves anything behind.
let internal habits: (string * (Tensor -> unit)) list =
    let f (x: Tensor) = Tensor.sum (Tensor.sin x * Tensor.exp (0.1 * x) * x)

    let cube =
        Custom.defineBackward
            "cube"
            (fun context xs ->
                context.Save(xs[0], xs[0] * xs[0])
                xs[0] * context.Saved[1])
            (fun context c -> [| 3.0 * c * context.Saved[1] |])

    [ "grad", (fun x -> grad f x |> ignore)
      "jvp", (fun x -> jvp Tensor.tanh x x |> ignore)
      "hvp", (fun x -> hvp f x x |> ignore)
      "grad of grad", (fun x -> grad (fun x -> Tensor.sum (grad f x * x)) x |> ignore)
      "vjp",
      (fun x ->
          let _, pull = vjp (fun (x: Tensor) -> x * Tensor.exp x) x
          pull (pull x) |> ignore)
      "vjp that is never pulled", (fun x -> vjp (fun (x: Tensor) -> x * Tensor.cos x) x |> ignore)
      "Backward",
      (fun x ->
          let p = Parameter x
          let hidden = Tensor.tanh (p * x)
          Autograd.retainGrad hidden
          Autograd.backwardWith null true (Tensor.sum (hidden * p))
          Autograd.backward (Tensor.sum (hidden * p))
          p.Value <- p.Value - 0.1 * Autograd.grad p)
      "a graph without Backward", (fun x -> Tensor.sum (Tensor.exp (Parameter x)) |> ignore)
      "no grad",
      (fun x ->
          use _ = Autograd.noGrad ()
          f (Parameter x) |> ignore)
      "stopGradient", (fun x -> grad (fun x -> Tensor.sum (x * Tensor.stopGradient (Tensor.exp x))) x |> ignore)
      "an operation of one's own", (fun x -> hvp (fun x -> Tensor.sum (cube [| x |])) x x |> ignore)
      "an exception in the middle",
      (fun x ->
          try
              grad
                  (fun (x: Tensor) ->
                      if (Tensor.exp x * x).Size > 0 then
                          raise Interrupted

                      Tensor.sum x)
                  x
              |> ignore
          with Interrupted ->
              ())
      "an optimizer",
      (fun x ->
          let p = Parameter x
          let optimizer = Optimizer([ p ], Functional.Optimizers.RmsProp(1e-3, momentum = 0.9, centered = true))

          for _ in 1..2 do
              optimizer.ZeroGrad()
              Autograd.backward (f p)
              optimizer.Step()) ]

let internal ofHabits (habits: (string * (Tensor -> unit)) list) =
    GradientLaw.make
        "live memory: many steps"
        "many steps on large tensors, however made, leave no more bytes in use than before"
        "nobody disposes of tensors"
        Exact
        (fun trial ->
            let random = trial.Random "habit"
            let name, habit = List.item (random.Next habits.Length) habits
            // Buffers that a thread keeps for itself, and now and then such as threads share.
            let size = if random.Next 10 = 0 then 140_000 else 4000 + random.Next 8000
            let x = trial.Tensor([| size |], Array.init size (fun i -> 0.5 + float (i % 1000) / 700.0))

            // The first steps fill what threads keep for themselves.
            for _ in 1..2 do
                habit x

            let lost = lost 16 (int64 (size * sizeof<float>)) (fun () -> habit x)
            [ truth $"a step of {name} on {size} numbers leaves no bytes in use, found {lost}" (lost = 0L) ])

let manySteps = ofHabits habits
