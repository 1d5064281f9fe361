/// The backends that PyTorch's numbers are held against, and what the reference data covers on each.
module Functional.Tests.Backends

open Xunit
open Functional.Kernels
open Functional.Laws

/// By name: a backend joins by its row.
let all: (string * IBackend) list = [ "managed", ManagedBackend.Instance; "plain", PlainBackend.Instance ]

let private backendOf = dict all

/// The backend of that name.
let named (name: string) = backendOf[name]

/// Cases of reference data, each on each backend.
let each (keys: string seq) =
    let data = TheoryData<string, string>()

    for key in keys do
        for name, _ in all do
            data.Add(key, name)

    data

/// What a check compares: values, first derivatives by each mode, derivatives of derivatives.
type Mode =
    | Values
    | Forward
    | Reverse
    | Second

/// Compares one thing with the reference data, and says what is wrong.
type Check = { Mode: Mode; Run: unit -> string option }

/// What is wrong with a case, all of its checks taken together.
let wrongs (checks: Check list) = checks |> List.choose (fun check -> check.Run())

/// Of the cases in a data file, those that a backend is held against and in which modes; `missing` names operations
/// that the library does not have.
type Coverage = { File: string; Backend: string; Cases: int; Modes: Mode list list; Missing: string list }

let private columns = [ 20; 9; 7; 9; 8; 9; 9; 8 ]

let private row (cells: string list) =
    List.map2 (fun (cell: string) width -> cell.PadRight width) cells columns |> String.concat "" |> _.TrimEnd()

let private counts (coverage: Coverage) =
    let checking mode = coverage.Modes |> List.filter (List.contains mode) |> List.length |> string

    row (
        [ coverage.File; coverage.Backend; string coverage.Cases; string coverage.Modes.Length ]
        @ List.map checking [ Values; Forward; Reverse; Second ]
    )

/// The table of all files and backends, and below it what is missing.
let table (coverages: Coverage list) =
    let missing =
        [ for file, coverages in List.groupBy _.File coverages do
              let first = coverages.Head

              if not first.Missing.IsEmpty then
                  let left = first.Cases - first.Modes.Length
                  $"""{file} not covered, {left} cases: {String.concat ", " (List.sort first.Missing)}""" ]

    row [ "reference data"; "backend"; "cases"; "covered"; "values"; "forward"; "reverse"; "second" ]
    :: List.map counts coverages
    @ missing
