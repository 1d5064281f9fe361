/// Functions whose results leave no graph behind: it is made anew, by running them again, when a sweep comes to it.
module internal Functional.Checkpointed

open System.Collections.Generic
open Functional.Kernels

/// What users see of a result's history.
let private row =
    { Name = "checkpoint"
      Evaluate = Composite Array.head
      Rule = Everywhere(fun _ -> Identity)
      Domains = [] }

/// Runs a function whose temporaries nobody waits for: what it makes belongs to no transformation's arena.
let private loosely (f: unit -> Tensor[]) : Tensor[] =
    let scope = Arena.Suspend()

    try
        f () |> Array.map Apply.current
    finally
        scope.Leave()

/// The recorded values in some results, those behind others included: newest first, in an order that depends on
/// nothing but how the results are nested.
let private recordedIn (results: Tensor[]) : List<Recorded> =
    let found = List<Recorded>()

    let rec look (x: Tensor) =
        match x with
        | :? Recorded as r ->
            found.Add r
            look r.Primal
        | :? Dual as d ->
            look d.Primal
            look d.Tangent
        | :? Lane as l -> look l.All
        | :? Series as s -> Seq.iter look (Expand.coefficients s)
        | _ -> ()

    Array.iter look results
    found

let private describe (spaces: Space[]) =
    let all = spaces |> Seq.map string |> String.concat ", "
    $"{spaces.Length} result(s) with a derivative ({all})"

/// <summary>
/// The results of a function, with nothing behind them but the function. Whatever it computes from (arguments, captured
/// values of any transformation, parameters) is reached again by running it again: in the scope of `noGrad` and with
/// the random numbers of its first run. `again` is the same function as `first`, and is what is kept.
/// </summary>
let run (first: unit -> Tensor[]) (again: unit -> Tensor[]) : Tensor[] =
    let time = Traces.now ()
    let isOff = Apply.Recording.suspended ()
    let random = Generator.Default.GetState()

    let rerun () =
        use _ = Apply.Recording.switch isOff
        let later = Generator.Default.GetState()
        Generator.Default.SetState random

        try
            Replay.asOf time (fun () -> loosely again)
        finally
            Generator.Default.SetState later

    let results = loosely first
    let standIns = Dictionary<Recorded, Node>(HashIdentity.Reference)

    for level, values in recordedIn results |> Seq.groupBy _.Level do
        let spaces = values |> Seq.map _.Space |> Array.ofSeq
        let depth = 1 + (values |> Seq.map _.Node.Depth |> Seq.max)

        let nodes () =
            let fresh = recordedIn (rerun ()) |> Seq.filter (fun r -> r.Level = level) |> Array.ofSeq
            let now = fresh |> Array.map _.Space

            if now <> spaces then
                raise (Errors.NotRepeatable(describe spaces, describe now))

            fresh |> Array.map _.Node

        let shared = Rerun nodes
        shared.StandIns <- spaces |> Array.map (fun space -> Node.StandIn(row, space, depth, shared))
        Seq.iter2 (fun r standIn -> standIns[r] <- standIn) values shared.StandIns

    let rec bare (x: Tensor) : Tensor =
        match x with
        | :? Recorded as r -> Recorded(r.Trace, bare r.Primal, Node.Of(row, r.Space, standIns[r]))
        | :? Dual as d -> Dual(d.Trace, bare d.Primal, bare d.Tangent)
        | :? Lane as l -> Lane(l.Trace, bare l.All)
        | :? Series as s -> Expand.map bare s
        | x -> x

    Array.map bare results
