/// The part of docs/laws.md that states the laws, and the place where it stands.
module Functional.Laws.Tests.Describe

open System.IO
open Functional.Laws

let private cell (text: string) = text.Replace("|", "\\|").Replace("<", "&lt;").Replace(">", "&gt;")

let private tolerance (law: GradientLaw) =
    match law.Tolerance with
    | Exact -> "exact"
    | Relative fraction -> fraction.ToString("0e+0", System.Globalization.CultureInfo.InvariantCulture)

/// Every law with its formula, tolerance and source, family by family.
let text =
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

let private start, stop = "<!-- laws -->", "<!-- end of laws -->"

/// docs/laws.md with its generated part as it should be.
let updated (document: string) =
    let before = document.Substring(0, document.IndexOf start + start.Length)
    before + "\n" + text + "\n\n" + document.Substring(document.IndexOf stop)

/// The document, found from a folder upwards.
let rec path (folder: string) =
    let candidate = Path.Combine(folder, "docs", "laws.md")
    if File.Exists candidate then candidate else path (nonNull (Path.GetDirectoryName folder))
