/// The library under its own laws: every operation, loss and layer, and random programs, under every law that applies;
/// and the laws of the library itself.
module Functional.Laws.Tests.Suite

open System
open System.Collections.Concurrent
open System.IO
open Functional
open Functional.Kernels
open Functional.Laws

/// Random compositions of everything, in more cases than one function needs; those between vectors of three are there so
/// that the laws of space speak.
let private programs =
    [ Laws.ofPrograms "programs" Program.any
      Laws.ofPrograms "programs in space" (Program.generate [ [| 3 |] ] [| 3 |])
      Laws.ofPrograms "programs with one number as result" (Program.generate [ [| 2 |]; [| 2; 2 |] ] [||]) ]
    |> List.map _.Cases(5 * (Run.defaults ()).Cases)

/// What is tried, by name: suites that hold all laws about functions.
let groups: (string * Lazy<LawSuite list>) list =
    [ "operations", lazy (List.map Laws.ofSubject (Rows.operations ()) @ Laws.ofDeclarations typeof<Tensor>.Assembly)
      "claims", lazy (List.map Laws.ofSubject (Claims.subjects ()))
      "losses", lazy (List.map Laws.ofSubject (Rows.losses ()))
      "layers", lazy (Layers.suites ())
      "programs", lazy programs
      "draws", lazy (List.map Laws.ofSubject (Rows.draws ()))
      "the library", lazy [ Laws.ofEngine ] ]

/// The suites of a group.
let suitesOf (group: string) : LawSuite list =
    let _, suites = groups |> List.find (fun (name, _) -> name = group)
    suites.Force()

/// The laws that a group stands under.
let lawsOf (group: string) : GradientLaw list = if group = "the library" then Laws.engine else Laws.all

/// What became of a law over a group.
type Outcome =
    {
        Law: string
        Group: string
        Subjects: int
        Cases: int
        Undecided: int
        /// The result that came nearest to its bound.
        Nearest: LawResult option
        Broken: LawResult list
    }

let private outcome (law: string) group (results: LawResult seq) =
    let tried = results |> Seq.filter (fun r -> not r.Verdict.IsNotApplicable) |> List.ofSeq

    { Law = law
      Group = group
      Subjects = tried.Length
      Cases = tried |> List.sumBy _.Cases
      Undecided = tried |> List.sumBy _.Undecided
      Nearest =
        tried
        |> List.filter (fun r -> r.Allowed > 0.0)
        |> List.sortByDescending (fun r -> r.WorstError / r.Allowed)
        |> List.tryHead
      Broken = tried |> List.filter _.IsBroken }

/// Tries a law on a group; `untilBroken` stops at the first subject that breaks it.
let run untilBroken (law: GradientLaw) (group: string) (suites: LawSuite list) : Outcome =
    let results = suites |> Seq.map (fun suite -> suite.Try law) |> Seq.cache

    if untilBroken then
        let held = results |> Seq.takeWhile (fun r -> not r.IsBroken) |> List.ofSeq
        outcome law.Name group (held @ (results |> Seq.skip held.Length |> Seq.truncate 1 |> List.ofSeq))
    else
        outcome law.Name group results

// What a test run prints: a table of the laws that ran

let private outcomes = ConcurrentDictionary<string * string, Outcome>()

let private number (x: float) =
    if x = 0.0 then "0" else x.ToString("0.0e+0", Globalization.CultureInfo.InvariantCulture)

/// A line for each law: on how many subjects it was tried, in how many cases, and the one that came nearest to its bound.
let table (outcomes: Outcome seq) =
    let nearness (r: LawResult) = r.WorstError / r.Allowed

    let line (law: string, outcomes: Outcome seq) =
        let sum (count: Outcome -> int) = Seq.sumBy count outcomes

        let nearest =
            match outcomes |> Seq.choose _.Nearest |> Seq.sortByDescending nearness |> Seq.tryHead with
            | Some r -> $"{number r.WorstError, 9} {number r.Allowed, 9}  {r.Subject}"
            | None -> "     bits"

        let broken = sum _.Broken.Length
        let mark = if broken = 0 then "" else $"  BROKEN by {broken}"
        $"{law, -50} {sum _.Subjects, 8} {sum _.Cases, 8} {sum _.Undecided, 9} {nearest}{mark}"

    [ $"""{"law", -50} {"subjects", 8} {"cases", 8} {"undecided", 9} {"worst", 9} {"allowed", 9}  by"""
      for law in outcomes |> Seq.filter (fun o -> o.Subjects > 0) |> Seq.groupBy _.Law |> Seq.sortBy fst do
          line law ]
    |> String.concat "\n"

/// Where a test run leaves the table.
let tablePath = Path.Combine(AppContext.BaseDirectory, "laws.txt")

/// Notes what became of a law, for the table.
let record (o: Outcome) =
    outcomes[(o.Law, o.Group)] <- o
    lock outcomes (fun () -> File.WriteAllText(tablePath, table outcomes.Values + "\n"))

/// The counterexamples of a group.
let counterexamples (o: Outcome) =
    [ for r in o.Broken do
          match r.Verdict with
          | Broken text -> text
          | _ -> () ]
    |> String.concat "\n\n"
