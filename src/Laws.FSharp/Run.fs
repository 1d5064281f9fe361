/// Tries laws on subjects with FsCheck, which generates and shrinks.
module internal Functional.Laws.Run

open System
open System.Text
open FsCheck
open FsCheck.FSharp
open Functional
open Functional.Kernels

/// How laws are tried.
[<NoEquality; NoComparison>]
type Settings =
    {
        Cases: int
        Seed: int
        Backend: IBackend
        /// How long a function may take for its first values.
        Patience: TimeSpan
    }

/// A subject and the numbers it is tried on.
[<NoEquality; NoComparison>]
type Sample = { Subject: Subject; Case: Case }

/// A whole number from the environment.
let whole name otherwise =
    match Environment.GetEnvironmentVariable name with
    | null
    | "" -> otherwise
    | text ->
        match Int32.TryParse text with
        | true, value when value > 0 -> value
        | _ -> raise (Errors.setting name text)

/// A hundred cases of seed 1, on the managed backend; LAWS_CASES and LAWS_SEED say otherwise.
let defaults () =
    { Cases = whole "LAWS_CASES" 100
      Seed = whole "LAWS_SEED" 1
      Backend = ManagedBackend.Instance
      Patience = TimeSpan.FromSeconds 60.0 }

// Cases

/// The numbers that a seed stands for.
let caseOf (subject: Subject) seed =
    let random = Draw.seeded "case" seed
    let shapes = subject.Shapes random
    { Shapes = shapes; Values = Draw.arguments random subject.Regions shapes; Seed = seed }

let private shrunk (sample: Sample) : Sample seq =
    let case = sample.Case

    seq {
        for simpler in sample.Subject.Simpler do
            { sample with Subject = simpler }

        for shapes in sample.Subject.Smaller case.Shapes do
            let values = Draw.arguments (Draw.seeded "case" case.Seed) sample.Subject.Regions shapes
            { sample with Case = { case with Shapes = shapes; Values = values } }

        for i in 0 .. case.Values.Length - 1 do
            for values in Draw.simpler sample.Subject.Regions[i] case.Values[i] do
                { sample with Case = { case with Values = Array.updateAt i values case.Values } }
    }

let private samples (subjects: Gen<Subject>) =
    let generated =
        Gen.map2
            (fun subject seed -> { Subject = subject; Case = caseOf subject seed })
            subjects
            (Gen.choose (0, Int32.MaxValue - 1))

    Arb.fromGenShrink (generated, shrunk)

// Judging one

[<NoEquality; NoComparison>]
type private Judgement =
    | Fine of error: float * allowed: float
    | Wrong of Finding * error: float * allowed: float
    | Thrown of exn
    | Silent of string
    | Unsure

let private judge (backend: IBackend) (law: GradientLaw) (sample: Sample) : struct (Trial * Judgement) =
    let trial = Trial(sample.Subject, sample.Case, backend)

    let judgement =
        try
            let mutable worst = Fine(0.0, 0.0)
            let mutable nearest = -1.0

            for finding in law.Test trial do
                let struct (error, allowed) = GradientLaw.measure law.Tolerance finding

                match worst with
                | Wrong _ -> ()
                | _ when error > allowed -> worst <- Wrong(finding, error, allowed)
                | _ ->
                    let nearness = if allowed = 0.0 then 0.0 else error / allowed

                    if nearness > nearest then
                        nearest <- nearness
                        worst <- Fine(error, allowed)

            worst
        with
        | :? NotApplicableException as e -> Silent e.Message
        | :? UndecidedException -> Unsure
        | e -> Thrown e

    struct (trial, judgement)

// Telling

/// Numbers as one reads them.
let list (data: float[]) =
    let shown =
        data |> Seq.truncate 24 |> Seq.map (fun x -> x.ToString("R", Globalization.CultureInfo.InvariantCulture))

    let rest = if data.Length > 24 then $", … ({data.Length} in all)" else ""
    "[" + String.concat ", " shown + rest + "]"

let private describe (settings: Settings) (law: GradientLaw) (sample: Sample) shrinks : string =
    let struct (trial, judgement) = judge settings.Backend law sample
    let text = StringBuilder()
    let line (s: string) = text.Append(s).Append '\n' |> ignore
    line $"{law.Name}: {law.Statement}"
    line $"  of {sample.Subject.Name}"

    for language, source in sample.Subject.Text.Value do
        line $"  {language}:"

        for part in source.Split '\n' do
            line $"    {part}"

    trial.Point
    |> Array.iteri (fun i x -> line $"  argument {i} : float64 {x.Shape} = {list sample.Case.Values[i]}")

    for struct (name, tensors) in Seq.distinctBy (fun (struct (name, _)) -> name) trial.Drawn do
        let values = tensors |> Array.map (Comparing.elements >> list) |> String.concat "; "
        line $"  {name} = {values}"

    match judgement with
    | Wrong(finding, error, allowed) ->
        line $"  {finding.Left} = {list finding.Lefts}"
        line $"  {finding.Right} = {list finding.Rights}"

        if finding.Lefts.Length <> finding.Rights.Length then
            line $"  {finding.Lefts.Length} numbers on one side, {finding.Rights.Length} on the other"
        else
            line $"  the error is {error:g6}, allowed {allowed:g6}"
    | Thrown e ->
        line $"  {e.GetType().Name}: {e.Message}"
        let at = (string e.StackTrace).Split '\n' |> Seq.truncate 6 |> String.concat "\n"
        line at
    | _ -> line "  it holds when it is tried again: the function, or what it uses, does not give the same twice"

    text.Append $"  after {shrinks} steps of shrinking; seed {settings.Seed} (LAWS_SEED={settings.Seed}) replays it"
    |> string

// Running

[<Sealed>]
type private Listener() =
    member val Found: TestResult voption = ValueNone with get, set

    interface IRunner with
        member _.OnStartFixture _ = ()
        member _.OnArguments(_, _, _) = ()
        member _.OnShrink(_, _) = ()
        member listener.OnFinished(_, result) = listener.Found <- ValueSome result

/// The property that a law holds of subjects; `see` is shown every judgement.
let private property (settings: Settings) (law: GradientLaw) (subjects: Gen<Subject>) see =
    Prop.forAll (samples subjects) (fun sample ->
        let struct (_, judgement) = judge settings.Backend law sample
        see judgement

        match judgement with
        | Wrong _
        | Thrown _ -> Prop.label (describe settings law sample 0) false
        | _ -> Prop.ofTestable true)

/// The same for whoever runs FsCheck.
let plainProperty (settings: Settings) (law: GradientLaw) (subjects: Gen<Subject>) : Property =
    property settings law subjects ignore

let private tried (settings: Settings) (name: string) (subjects: Gen<Subject>) (law: GradientLaw) : LawResult =
    let mutable cases, undecided, silent = 0, 0, 0
    let mutable reason = ""
    let mutable worst, allowed, nearest = 0.0, 0.0, -1.0
    let mutable failed = false

    let see judgement =
        if not failed then
            cases <- cases + 1

            match judgement with
            | Fine(error, bound) ->
                let nearness = if bound = 0.0 then 0.0 else error / bound

                if nearness > nearest then
                    nearest <- nearness
                    worst <- error
                    allowed <- bound
            | Wrong(_, error, bound) ->
                failed <- true
                worst <- error
                allowed <- bound
            | Thrown _ -> failed <- true
            | Unsure -> undecided <- undecided + 1
            | Silent why ->
                silent <- silent + 1
                reason <- why

    let listener = Listener()
    let seed = (Draw.seeded $"{law.Name} of {name}" settings.Seed).NextInt64()

    let config =
        Config.Quick
            .WithMaxTest(settings.Cases)
            .WithReplay(Some { Rnd = Rnd(uint64 seed); Size = None })
            .WithRunner(listener)

    Check.One(config, property settings law subjects see)

    let verdict =
        match listener.Found with
        | ValueSome(TestResult.Failed(data, _, arguments, outcome, _, _, _)) ->
            match arguments with
            | [ :? Sample as sample ] -> Broken(describe settings law sample data.NumberOfShrinks)
            | _ -> Broken $"{law.Name}: {outcome}"
        | _ when silent = cases -> NotApplicable reason
        | _ when 2 * undecided > cases - silent ->
            Broken
                $"{law.Name}: {law.Statement}\n  of {name}: could not be decided in {undecided} of {cases - silent} cases: the function does not seem to be differentiable in its domain, or changes too fast for steps of a few hundredths; keep away from kinks and jumps (Domain.Except), scale its argument, or check only laws that need no smoothness"
        | _ -> Held

    { Law = law
      Subject = name
      Cases = cases - silent
      Undecided = undecided
      WorstError = worst
      Allowed = allowed
      Verdict = verdict }

/// Tries a law on subjects, and says what became of it.
let law (settings: Settings) (name: string) (subjects: Gen<Subject>) (law: GradientLaw) : LawResult =
    let first = Gen.sampleWithSeed (Rnd 1UL) 1 1 subjects |> Array.head

    match law.Excludes first with
    | None -> tried settings name subjects law
    | Some reason ->
        { Law = law
          Subject = name
          Cases = 0
          Undecided = 0
          WorstError = 0.0
          Allowed = 0.0
          Verdict = NotApplicable reason }
