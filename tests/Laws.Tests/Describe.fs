/// The parts of the documentation that are written from the tests, and the places where they stand.
module Functional.Laws.Tests.Describe

open System.IO
open Functional.Laws

let private cell (text: string) = text.Replace("|", "\\|").Replace("<", "&lt;").Replace(">", "&gt;")

let private tolerance (law: GradientLaw) =
    match law.Tolerance with
    | Exact -> "exact"
    | Relative fraction -> fraction.ToString("0e+0", System.Globalization.CultureInfo.InvariantCulture)

/// Every law with its formula, tolerance and source, family by family.
let private laws =
    [ for family, laws in Laws.families @ Laws.engineFamilies do
          ""
          $"### {family}"
          ""
          "| law | formula | tolerance | source |"
          "|---|---|---|---|"

          for law in laws do
              $"| {law.Name} | {cell law.Statement} | {tolerance law} | {cell law.Source} |"

      ""
      "### Backends"
      ""
      "Each operation of each family of `IBackend`, on a backend and on the plain one (`PlainBackend`), which has one loop and no"
      "tricks. Besides what is stated: what one refuses the other refuses, operands keep their bits, a second run and other"
      "strides give the same."
      ""
      "| family | operation | formula |"
      "|---|---|---|"

      for law in BackendLaws.all do
          let operation = law.Name.Substring(law.Family.Length).Trim()
          $"| {law.Family} | {operation} | {cell law.Statement} |" ]
    |> String.concat "\n"

/// What the compositions are made of, and which of them are tried.
let private compositions =
    let numbered = Compositions.all |> List.mapi (fun i operator -> i + 1, operator)
    let tried = Compositions.pairs |> List.map (fun (outer, inner) -> outer.Name, inner.Name) |> set
    let tick (outer: string) (inner: string) = if Set.contains (outer, inner) tried then "✓" else " "
    let row (cells: string list) : string = "| " + String.concat " | " cells + " |"

    [ ""
      "| | transformation | what it makes of f |"
      "|---|---|---|"

      for i, operator in numbered do
          row [ string i; operator.Name; cell operator.Text ]

      ""
      row ("outside, inside:" :: List.map (fst >> string) numbered)
      "|---|" + String.replicate numbered.Length "---|"

      for i, outer in numbered do
          row (
              $"{i} {outer.Name}"
              :: List.map (fun (_, inner: Compositions.Operator) -> tick outer.Name inner.Name) numbered
          ) ]
    |> String.concat "\n"

/// A page with a generated part: its name in docs, the marks around that part, and the part.
type Page = { Name: string; Start: string; Stop: string; Text: string }

let private page name subject text =
    { Name = name; Start = $"<!-- {subject} -->"; Stop = $"<!-- end of {subject} -->"; Text = text }

/// Every page with a generated part.
let pages = [ page "laws.md" "laws" laws; page "transformations.md" "compositions" compositions ]

/// A page with its generated part as it should be.
let updated (page: Page) (document: string) =
    let before = document.Substring(0, document.IndexOf page.Start + page.Start.Length)
    before + "\n" + page.Text + "\n\n" + document.Substring(document.IndexOf page.Stop)

/// Where a page is, found from a folder upwards.
let rec path (folder: string) (page: Page) =
    let candidate = Path.Combine(folder, "docs", page.Name)
    if File.Exists candidate then candidate else path (nonNull (Path.GetDirectoryName folder)) page
