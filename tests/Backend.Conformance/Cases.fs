/// The backends that are here, cases on each of them, and what the reference data covers.
module Functional.Conformance.Cases

open System
open Xunit
open Functional
open Functional.Kernels
open Functional.Laws
open Functional.Tests.Witness
open Functional.Conformance

/// The backends that cannot be had on this machine, each with the reason and the remedy.
let absent =
    [ for row in Backends.all do
          match row.Absence with
          | Some why -> row, why
          | None -> () ]

/// The backends that can be had on this machine.
let present =
    Backends.all |> List.filter (fun row -> absent |> List.forall (fun (other, _) -> other.Name <> row.Name))

let private rowOf = dict [ for row in present -> row.Name, row ]

/// The row of that name.
let rowNamed (name: string) = rowOf[name]

/// The backend of that name.
let named (name: string) = (rowNamed name).Here

/// Ours, to compare another one with; of ours, the other one.
let witnessOf (name: string) : IBackend =
    if named name = ManagedBackend.Instance then PlainBackend.Instance else ManagedBackend.Instance

/// Runs with a backend's device as the default one.
let whereItIs (backend: IBackend) (run: unit -> 'a) : 'a =
    use _ = Device.Use backend.Device
    run ()

/// Whether an error says that the backend lacks something, as its row does.
let lacks (name: string) (error: exn) = (rowNamed name).Promise.Lacks |> List.exists (fun lack -> lack.Is error)

/// Runs a test on a backend; what its row says that it lacks it may refuse.
let unlessLacking (name: string) (test: unit -> unit) =
    try
        test ()
    with error when lacks name error ->
        ()

/// The names of the backends that are here, for theories.
let eachBackend () = TheoryData<string>(present |> List.map _.Name)

/// Cases, each on each backend.
let each (keys: string seq) =
    let data = TheoryData<string, string>()

    for key in keys do
        for row in present do
            data.Add(key, row.Name)

    data

/// What a check compares: values, first derivatives by each mode, derivatives of derivatives.
type Mode =
    | Values
    | Forward
    | Reverse
    | Second

/// Compares one thing with the reference data, and says what is wrong. Errors are things that are wrong.
type Check = { Mode: Mode; Name: string; Run: unit -> string option }

/// What is wrong with a case on a backend, all of its checks taken together.
let wrongs backend (checks: Check list) =
    let run check () =
        try
            check.Run()
        with error when lacks backend error ->
            None

    checks |> List.choose (fun check -> failures check.Name (run check))

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

/// The table of all files and backends, and below it what is missing, what backends lack, and which are not here.
let table (coverages: Coverage list) =
    let missing =
        [ for file, coverages in List.groupBy _.File coverages do
              let first = coverages.Head

              if not first.Missing.IsEmpty then
                  let left = first.Cases - first.Modes.Length
                  $"""{file} not covered, {left} cases: {String.concat ", " (List.sort first.Missing)}""" ]

    let lacking =
        [ for row in present do
              for lack in row.Promise.Lacks do
                  let dtypes = if lack.DTypes.IsEmpty then "" else $" of %A{lack.DTypes}"
                  $"{row.Name} lacks {lack.Of}{dtypes}" ]

    row [ "reference data"; "backend"; "cases"; "covered"; "values"; "forward"; "reverse"; "second" ]
    :: List.map counts coverages
    @ missing
    @ lacking
    @ List.map snd absent
