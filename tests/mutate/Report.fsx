/// What came out, for people: lines on the way, complaints at the end, and the page in docs.
module Mutate.Report

open System.IO
open Mutate.Suite

let private means (fault: Fault) law = fault.Laws |> List.exists (Fault.means law)

let private ids (faults: Fault list) = faults |> List.map (fun fault -> string fault.Id) |> String.concat ", "

let private ending verdict =
    match verdict.End with
    | Finished -> []
    | Crashed code -> [ $"the suite crashed ({code})" ]
    | Hung -> [ "the suite hung" ]

/// A fault's line in the table: what caught it.
let line (fault: Fault) (verdict: Verdict) =
    let laws = ending verdict @ List.map fst verdict.Broken
    let caught = if laws.IsEmpty then "NOT CAUGHT" else String.concat ", " laws
    $"%3d{fault.Id}  {fault.What} (%.0f{verdict.Time.TotalSeconds} s)\n     {caught}"

/// What each law said about a fault, to see that it was caught for the right reason.
let reasons (verdict: Verdict) = [ for law, why in verdict.Broken -> $"       {law}: {why}\n" ] |> String.concat ""

/// The faults that a law caught.
let private caughtBy law results =
    results
    |> List.filter (fun (_, verdict) -> verdict.Broken |> List.exists (fun (name, _) -> name = law))
    |> List.map fst

/// What is wrong with a suite that gave these verdicts. Of some faults alone, nothing is said about the others.
let complaints isWhole (laws: string list) (results: (Fault * Verdict) list) =
    [ for fault, verdict in results do
          if not verdict.IsCaught then
              $"fault {fault.Id} is not caught: {fault.What} ({fault.File})"

      for name in results |> List.collect (fun (fault, _) -> fault.Laws) |> List.distinct do
          if laws |> List.forall (fun law -> not (Fault.means law name)) then
              let faults = results |> List.map fst |> List.filter (fun fault -> List.contains name fault.Laws)
              $"the suite has no law of this name, which faults are meant for ({ids faults}): {name}"

      for law in laws do
          let meant = results |> List.map fst |> List.filter (fun fault -> means fault law)

          if meant.IsEmpty then
              if isWhole then
                  $"no fault is meant for the law: {law}"
          else
              let caught = caughtBy law results |> List.map _.Id |> set

              if meant |> List.forall (fun fault -> not (caught.Contains fault.Id)) then
                  $"the law catches none of the faults meant for it ({ids meant}): {law}" ]

let private cell (text: string) = text.Replace("|", "\\|")

/// The page: a row for each fault, and a row for each law.
let page (laws: string list) (results: (Fault * Verdict) list) =
    let cases =
        match System.Environment.GetEnvironmentVariable "LAWS_CASES" with
        | null
        | "" -> "the default number of cases"
        | count -> $"LAWS_CASES={count}"

    let emphasized fault law = if means fault law then $"**{cell law}**" else cell law

    let faultRows =
        [ for fault, verdict in results ->
              let caught = ending verdict @ [ for law, _ in verdict.Broken -> emphasized fault law ]
              let file = fault.File.Substring(fault.File.IndexOf('/') + 1)
              let all = String.concat ", " caught
              $"| {fault.Id} | {cell fault.What} | `{file}` | {all} |" ]

    let lawRows =
        [ for law in laws ->
              let meant = results |> List.map fst |> List.filter (fun fault -> means fault law)
              $"| {cell law} | {ids (caughtBy law results)} | {ids meant} |" ]

    String.concat
        "\n"
        [ "# The suite can fail"
          ""
          "A suite that cannot fail proves nothing: each of these faults was planted into the sources alone, and the"
          "laws run. `tests/mutate/run --record` writes this page. It works on a copy: production code has no switch."
          $"This run: {cases}. A law stops at the first function that breaks it."
          ""
          "## Faults"
          ""
          "In bold: laws that the fault is meant for."
          ""
          "| | fault | where | caught by |"
          "|---|---|---|---|"
          yield! faultRows
          ""
          "## Laws"
          ""
          "| law | faults that it caught | faults meant for it |"
          "|---|---|---|"
          yield! lawRows
          "" ]

let record laws results = File.WriteAllText(Path.Combine(Copy.root, "docs", "laws-faults.md"), page laws results)
