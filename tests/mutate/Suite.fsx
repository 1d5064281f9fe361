/// The suite in the copy: built once, then run with one fault after the other.
module Mutate.Suite

open System
open System.Diagnostics
open System.IO

/// How a run of the suite came to its end.
type End =
    | Finished
    | Crashed of exitCode: int
    | Hung

/// What a run of the suite said: the laws that held, and those that broke, with what went wrong.
type Verdict =
    { Held: string list
      Broken: (string * string) list
      End: End
      Time: TimeSpan }

    /// Whether the suite noticed anything.
    member verdict.IsCaught = not verdict.Broken.IsEmpty || verdict.End <> Finished

    /// Every law that was heard of.
    member verdict.Laws = verdict.Held @ List.map fst verdict.Broken

let private dotnet (arguments: string list) (variables: (string * string) list) =
    let start = ProcessStartInfo("dotnet", arguments, WorkingDirectory = Copy.copy, RedirectStandardOutput = true)

    for name, value in variables do
        start.Environment[name] <- value

    start

/// Builds the copy. What the guards look like is nobody's concern, so warnings are not errors here.
let build () =
    let settings =
        [ "TreatWarningsAsErrors=false"
          "EnforceCodeStyleInBuild=false"
          "GenerateDocumentationFile=false"
          "WarningLevel=0" ]

    let arguments =
        [ "build"; "tests/Laws.Tests"; "--configuration"; "Release"; "--verbosity"; "quiet"; "--nologo" ]
        @ [ "--disable-build-servers" ]
        @ [ for setting in settings -> $"-p:{setting}" ]

    use build = Process.Start(dotnet arguments [])
    let output = build.StandardOutput.ReadToEnd()
    build.WaitForExit()

    if build.ExitCode <> 0 then
        raise (Unplantable $"the copy in {Copy.copy} does not build:\n{output.Trim()}")

/// What the suite prints: a line for each law, of fields between tabs. Other lines are not for us.
let private verdictOf (output: string seq) time =
    let entries = output |> Seq.map (fun line -> line.Split('\t', 3)) |> Seq.toList

    { Held =
        entries
        |> List.choose (function
            | [| "held"; law |]
            | [| "held"; law; _ |] -> Some law
            | _ -> None)
      Broken =
        entries
        |> List.choose (function
            | [| "broken"; law |] -> Some(law, "")
            | [| "broken"; law; why |] -> Some(law, why)
            | _ -> None)
      End = Finished
      Time = time }

/// Runs the suite with a fault switched on; 0 is none. What takes longer than the limit hangs, and is ended.
let run (limit: TimeSpan) (fault: int) =
    let suite = Path.Combine("tests", "Laws.Tests", "bin", "Release", "net10.0", "Functional.Laws.Tests.dll")
    let start = dotnet [ suite; "--laws" ] [ ("FAULT", string fault) ]
    start.RedirectStandardError <- true
    use suite = new Process(StartInfo = start)
    let lines = Collections.Concurrent.ConcurrentQueue<string>()

    suite.OutputDataReceived.Add(fun line ->
        if not (isNull line.Data) then
            lines.Enqueue line.Data)
    // What it says beside the verdicts, a crash's stack for one, is read so that the pipe never fills, and let go.
    suite.ErrorDataReceived.Add ignore
    let clock = Stopwatch.StartNew()
    suite.Start() |> ignore
    suite.BeginOutputReadLine()
    suite.BeginErrorReadLine()

    let inTime = suite.WaitForExit limit

    if not inTime then
        suite.Kill true

    // Without a limit, this waits for the rest of the output too.
    suite.WaitForExit()
    let verdict = verdictOf lines clock.Elapsed

    match suite.ExitCode with
    | _ when not inTime -> { verdict with End = Hung }
    | 0 -> verdict
    | 1 when not verdict.Broken.IsEmpty -> verdict
    | code -> { verdict with End = Crashed code }

// What runs have found stays beside the copy, so that mending one fault or one law does not cost all of them again.

let private store = Path.Combine(Copy.root, "artifacts", "mutate-verdicts")

/// The number of a fault, and what it is: one that was changed is another.
let private stored (fault: Fault) =
    let code = Security.Cryptography.SHA256.HashData(Text.Encoding.UTF8.GetBytes(fault.Place + fault.Faulty))
    Path.Combine(store, $"{fault.Id}-{Convert.ToHexString(code)[..7]}.txt")

let private keep fault (verdict: Verdict) =
    Directory.CreateDirectory store |> ignore

    let ending =
        match verdict.End with
        | Finished -> "finished"
        | Hung -> "hung"
        | Crashed code -> string code

    File.WriteAllLines(
        stored fault,
        [ yield $"{verdict.Time.TotalSeconds}\t{ending}"
          for law in verdict.Held do
              yield $"held\t{law}"
          for law, why in verdict.Broken do
              yield $"broken\t{law}\t{why}" ]
    )

let private kept fault =
    if not (File.Exists(stored fault)) then
        None
    else
        let lines = File.ReadAllLines(stored fault)
        let head = lines[0].Split '\t'
        let verdict = verdictOf lines[1..] (TimeSpan.FromSeconds(float head[0]))

        match head[1] with
        | "finished" -> Some verdict
        | "hung" -> Some { verdict with End = Hung }
        | code -> Some { verdict with End = Crashed(int code) }

/// Forgets what was found before about faults.
let forget (faults: Fault list) =
    for fault in faults do
        if File.Exists(stored fault) then
            File.Delete(stored fault)

/// Runs the suite with each fault, so many at a time, and says so as soon as one is through. A fault about which is
/// known already what comes of it is not run.
let runAll limit jobs (faults: Fault list) (report: Fault -> Verdict -> unit) =
    let gate = obj ()

    let one fault =
        async {
            let verdict =
                match kept fault with
                | Some verdict -> verdict
                | None ->
                    let verdict = run limit fault.Id
                    keep fault verdict
                    verdict

            lock gate (fun () -> report fault verdict)
            return fault, verdict
        }

    Async.Parallel(List.map one faults, maxDegreeOfParallelism = jobs) |> Async.RunSynchronously |> Array.toList
