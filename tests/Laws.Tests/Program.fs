/// The suite without a test framework, for whoever breaks the library on purpose (tests/mutate): a line for each law.
module Functional.Laws.Tests.Program

open Functional.Laws

let private firstLine (text: string) = text.Split('\n')[0]

/// The part of a counterexample that says what was wrong.
let private reason (o: Suite.Outcome) =
    match o.Broken with
    | r :: _ -> $"{r.Subject}, case {r.Cases}"
    | [] -> ""

let private judge (law: GradientLaw) =
    let watch = System.Diagnostics.Stopwatch.StartNew()

    let broken =
        Suite.groups
        |> Seq.filter (fun (group, _) -> Suite.lawsOf group |> List.exists (fun other -> other.Name = law.Name))
        |> Seq.map (fun (group, suites) ->
            try
                Suite.run true law group (suites.Force()) |> fun o -> if o.Broken.IsEmpty then None else Some(reason o)
            with e ->
                Some $"{group}: {e.GetType().Name}: {firstLine e.Message}")
        |> Seq.tryPick id

    match broken with
    | Some why ->
        printfn "broken\t%s\t%s" law.Name why
        false
    | None ->
        printfn "held\t%s\t%.1f s" law.Name watch.Elapsed.TotalSeconds
        true

/// The laws of backends, family by family, on the managed backend.
let private judgeBackend (family: string) =
    let laws = BackendLaws.all |> List.filter (fun law -> law.Family = family)
    let settings = Run.defaults ()

    let first (law: BackendLaw) =
        BackendLaws.firstFailure BackendPromise.Full settings.Backend law settings.Cases
        |> Option.map (fun why -> law.Name, why)

    match laws |> Seq.tryPick first with
    | Some(name, why) ->
        printfn "broken\tbackend: %s\t%s: %s" family name ((firstLine why).Replace('\t', ' '))
        false
    | None ->
        printfn "held\tbackend: %s" family
        true

[<EntryPoint>]
let main arguments =
    match arguments with
    | [| "--laws" |] ->
        let families = BackendLaws.all |> List.map _.Family |> List.distinct
        let verdicts = List.map judge (Laws.all @ Laws.engine) @ List.map judgeBackend families
        if List.forall id verdicts then 0 else 1
    | [| "--describe" |] ->
        for page in Describe.pages do
            let path = Describe.path System.AppContext.BaseDirectory page
            System.IO.File.WriteAllText(path, Describe.updated page (System.IO.File.ReadAllText path))

        0
    | _ ->
        eprintfn "usage: --laws       try every law on the library, one line each: held or broken, the law, by what"
        eprintfn "       --describe   write the laws and the table of compositions into their pages in docs"
        2
