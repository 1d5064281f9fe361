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

let private caseOf (subject: Subject) seed =
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

let private list (data: float[]) =
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

// Functions that no law can be tried on

let private spaces (ys: Tensor[]) = ys |> Array.map (fun y -> string y.Space) |> String.concat ", "

let private sameBits (xs: Tensor[]) (ys: Tensor[]) =
    Array.forall2
        (fun (x: float) (y: float) ->
            BitConverter.DoubleToInt64Bits x = BitConverter.DoubleToInt64Bits y || x <> x && y <> y)
        (Comparing.all xs)
        (Comparing.all ys)

/// What is wrong with a function at a point, as far as values tell; and whether it changes from there to another point.
let private inspect (settings: Settings) (subjects: Gen<Subject>) seed : Choice<bool, string> =
    let at (case: Case) =
        let texts = case.Values |> Array.map list |> String.concat ", "
        $"at {texts}"

    let subject = Gen.sampleWithSeed (Rnd(uint64 seed)) 20 1 subjects |> Array.head
    let case = caseOf subject seed
    let trial = Trial(subject, case, settings.Backend)

    let evaluate (trial: Trial) =
        let ys = subject.Function trial.Point

        if isNull (box ys) || ys |> Array.exists (fun y -> isNull (box y)) then
            failwith "it returned null; return a tensor"

        ys

    try
        let first = evaluate trial
        let second = evaluate trial

        let elsewhere = { case with Values = Draw.arguments (Draw.seeded "elsewhere" seed) subject.Regions case.Shapes }

        let moved = evaluate (Trial(subject, elsewhere, settings.Backend))
        let isSeeded = subject.Claims |> List.exists _.IsSeeded

        if first.Length = 0 then
            Choice2Of2 "it returned no tensor at all"
        elif first |> Array.exists (fun y -> not (y.DType.IsFloat())) then
            Choice2Of2 $"its result is {spaces first}: only floats have derivatives; return floats"
        elif spaces first <> spaces second || not isSeeded && not (sameBits first second) then
            Choice2Of2
                $"it gave two different results {at case}: {first |> Comparing.all |> list} and {second |> Comparing.all |> list}; a function must depend on its arguments alone (set seeds inside it, or claim that it is seeded)"
        elif spaces first <> spaces moved then
            Choice2Of2
                $"the shape of its result depends on the numbers: {spaces first} {at case}, {spaces moved} {at elsewhere}; make it depend on shapes alone"
        elif first |> Comparing.all |> Array.exists (Double.IsFinite >> not) then
            Choice2Of2
                $"it gave {first |> Comparing.all |> list} {at case}: not finite; choose a domain in which it is defined"
        else
            let isConstant = subject.Claims |> List.exists _.IsConstant
            let isEmpty = first |> Array.forall (fun y -> y.Size = 0) || case.Values |> Array.forall Array.isEmpty
            Choice1Of2(isConstant || isEmpty || not (sameBits first moved))
    with e ->
        Choice2Of2 $"it throws {at case}: {e.GetType().Name}: {e.Message}"

/// Why no law can be tried on a function, if so.
let refusal (settings: Settings) (subjects: Gen<Subject>) : string option =
    let tries = min 10 settings.Cases
    let inspectAll () = [ for seed in 0 .. tries - 1 -> inspect settings subjects (settings.Seed * 7919 + seed) ]
    let looking = Threading.Tasks.Task.Run inspectAll

    if Threading.Tasks.Task.WaitAny([| looking :> Threading.Tasks.Task |], settings.Patience) < 0 then
        Some $"it has not returned after {settings.Patience.TotalSeconds} seconds"
    else
        let found = looking.GetAwaiter().GetResult()

        let wrongs =
            found
            |> List.choose (function
                | Choice2Of2 why -> Some why
                | _ -> None)

        match wrongs with
        | why :: _ -> Some why
        | [] ->
            if
                found
                |> List.forall (function
                    | Choice1Of2 changes -> not changes
                    | _ -> false)
            then
                Some
                    "its result does not depend on its arguments: of a constant, every law holds and none says anything (claim that it is constant, if it is meant to be)"
            else
                None
