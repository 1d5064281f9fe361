/// The command behind `tests/mutate/run`, which has its usage.
/// The list of files is the table of contents: what a fault is, the faults, the copy, the runs, the report.
#load "Fault.fsx"
#load "faults/Engine.fsx"
#load "faults/Rows.fsx"
#load "faults/Surface.fsx"
#load "faults/Kernels.fsx"
#load "faults/Batches.fsx"
#load "faults/Solutions.fsx"
#load "faults/Compile.fsx"
#load "Copy.fsx"
#load "Suite.fsx"
#load "Report.fsx"

open System
open Mutate

let private faults =
    Engine.faults
    @ Rows.faults
    @ Surface.faults
    @ Kernels.faults
    @ Batches.faults
    @ Solutions.faults
    @ Compile.faults

/// The value after an option, if it is there.
let private option name =
    let arguments = fsi.CommandLineArgs

    match Array.tryFindIndex ((=) name) arguments with
    | Some place -> Some arguments[place + 1]
    | None -> None

let private isSet name = Array.contains name fsi.CommandLineArgs

let private chosen () =
    match option "--only" with
    | None -> faults
    | Some ids ->
        [ for id in ids.Split ',' ->
              match faults |> List.tryFind (fun fault -> string fault.Id = id) with
              | Some fault -> fault
              | None -> raise (Unplantable $"there is no fault {id}; --list shows them") ]

let private list () =
    for fault in chosen () do
        let laws = String.concat ", " fault.Laws
        printfn $"%3d{fault.Id}  {fault.What}\n     {fault.File}; meant for {laws}"

let private plant () =
    for id, same in List.countBy _.Id faults do
        if same > 1 then
            raise (Unplantable $"{same} faults have the number {id}")

    let clock = Diagnostics.Stopwatch.StartNew()
    Copy.plant faults
    Suite.build ()
    printfn $"{faults.Length} faults planted and built in %.0f{clock.Elapsed.TotalSeconds} s: {Copy.copy}"

/// The laws of the suite: all must hold where no fault is planted.
let private control () =
    let verdict = Suite.run (TimeSpan.FromMinutes 30.0) 0

    for law, why in verdict.Broken do
        printfn $"without any fault: {law}: {why}"

    if verdict.IsCaught then
        raise (Unplantable $"the suite is not green without a fault ({verdict.End})")

    if verdict.Held.IsEmpty then
        raise (Unplantable "the suite named no law")

    printfn $"{verdict.Held.Length} laws hold without a fault (%.0f{verdict.Time.TotalSeconds} s)"
    verdict

let private mutate () =
    let chosen = chosen ()
    plant ()
    let control = control ()
    let jobs = option "--jobs" |> Option.map int |> Option.defaultValue 2
    // Side by side runs take longer than one alone; a leak makes each slower still; ten times as long, and a minute, is a hang.
    let limit = control.Time * 10.0 + TimeSpan.FromMinutes 1.0

    let report fault verdict =
        printfn $"{Report.line fault verdict}"

        if chosen.Length < faults.Length then
            printf $"{Report.reasons verdict}"

    if not (isSet "--resume") then
        Suite.forget chosen

    let results = Suite.runAll limit jobs chosen report

    let complaints = Report.complaints (chosen.Length = faults.Length) control.Held results
    let caught = results |> List.filter (fun (_, verdict) -> verdict.IsCaught) |> List.length
    printfn $"{results.Length} faults, {caught} caught"

    for complaint in complaints do
        printfn $"{complaint}"

    if not complaints.IsEmpty then
        1
    else
        if isSet "--record" then
            Report.record control.Held results

        0

let private code =
    try
        if isSet "--list" then
            list ()
            0
        elif isSet "--plant" then
            plant ()
            0
        else
            mutate ()
    with Unplantable why ->
        eprintfn $"{why}"
        2

exit code
