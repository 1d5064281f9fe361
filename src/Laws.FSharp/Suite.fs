namespace Functional.Laws

open System
open FsCheck
open FsCheck.FSharp
open Functional
open Functional.Kernels

/// What a suite was asked for.
[<NoEquality; NoComparison>]
type internal SuiteOptions =
    { Known: GradientLaw list
      Laws: GradientLaw list
      Claims: Claim list
      Fraction: float option
      Cases: int option
      Seed: int option
      Backend: IBackend option
      Patience: TimeSpan option }

/// <summary>
/// Laws to be checked on something: what, where, which, how exactly and how often. Every member returns a new suite, so
/// that one can be kept and varied; nothing runs before <c>Check</c> or <c>Run</c>.
/// </summary>
[<Sealed>]
type LawSuite
    internal (name: string, arity: int, subjects: Gen<Subject> option, f: Tensor[] -> Tensor[], options: SuiteOptions) =
    let withOptions options = LawSuite(name, arity, subjects, f, options)

    let ready () =
        match subjects with
        | Some subjects -> subjects |> Gen.map (Subject.claiming options.Claims)
        | None -> raise (Errors.noDomain name)

    let held (law: GradientLaw) =
        match options.Fraction with
        | Some fraction -> GradientLaw.within fraction law
        | None -> law

    let chosen () =
        match options.Laws with
        | [] -> raise (Errors.noLaws name)
        | laws -> List.map held laws

    let named (names: string[]) =
        names
        |> Array.map (fun name ->
            match options.Known |> List.tryFind (fun law -> law.Name = name) with
            | Some law -> law
            | None -> raise (Errors.unknownLaw name (options.Known |> List.map _.Name)))
        |> List.ofArray

    let settings () =
        let defaults = Run.defaults ()

        { Run.Cases = defaultArg options.Cases defaults.Cases
          Run.Seed = defaultArg options.Seed defaults.Seed
          Run.Backend = defaultArg options.Backend defaults.Backend
          Run.Patience = defaultArg options.Patience defaults.Patience }

    /// What the laws are checked on.
    member _.Name = name

    /// The laws that will be checked.
    member _.Laws: Collections.Generic.IReadOnlyList<GradientLaw> = options.Laws

    /// <summary>Where the arguments lie, one domain for each, in order.</summary>
    /// <exception cref="ArgumentException">There are more or fewer domains than arguments.</exception>
    member _.On([<ParamArray>] domains: Domain[]) =
        if arity >= 0 && domains.Length <> arity then
            raise (Errors.domainCount name arity domains.Length)

        let subject = Subject.ofFunction name (List.ofArray domains) f
        LawSuite(name, arity, Some(Gen.constant subject), f, options)

    /// <summary>What the function is called in reports.</summary>
    member _.Named(name: string) =
        LawSuite(name, arity, subjects |> Option.map (Gen.map (fun s -> { s with Name = name })), f, options)

    /// <summary>What else is known about the function: laws about such functions are then checked, too.</summary>
    member _.Claiming([<ParamArray>] claims: Claim[]) =
        withOptions { options with Claims = options.Claims @ List.ofArray claims }

    /// <summary>Only these laws, by name.</summary>
    /// <exception cref="ArgumentException">There is no law of that name.</exception>
    member _.Only([<ParamArray>] laws: string[]) = withOptions { options with Laws = named laws }

    /// <summary>Only these laws; they may be one's own.</summary>
    member _.Only([<ParamArray>] laws: GradientLaw[]) = withOptions { options with Laws = List.ofArray laws }

    /// <summary>All laws but these, by name.</summary>
    /// <exception cref="ArgumentException">There is no law of that name.</exception>
    member _.Except([<ParamArray>] laws: string[]) =
        let without = named laws |> List.map _.Name

        withOptions
            { options with
                Laws = options.Laws |> List.filter (fun law -> not (List.contains law.Name without)) }

    /// <summary>How far both sides of a law may lie apart, as a fraction of their size (1 added). Laws about bits stay exact.</summary>
    /// <exception cref="ArgumentException">The fraction is not above 0.</exception>
    member _.Tolerance(fraction: float) =
        if not (fraction > 0.0) then
            raise (Errors.tolerance fraction)

        withOptions { options with Fraction = Some fraction }

    /// <summary>How many cases each law is tried in: 100, or what LAWS_CASES says.</summary>
    member _.Cases(count: int) =
        if count < 1 then
            raise (Errors.cases count)

        withOptions { options with Cases = Some count }

    /// <summary>What all random choices depend on: 1, or what LAWS_SEED says. The same seed gives the same cases everywhere.</summary>
    member _.Seed(seed: int) = withOptions { options with Seed = Some seed }

    /// <summary>The backend that the arguments are on.</summary>
    member _.OnBackend(backend: IBackend) = withOptions { options with Backend = Some backend }

    /// <summary>How long the function may take for its first values before the suite gives up: a minute.</summary>
    member _.Patience(limit: TimeSpan) =
        if limit <= TimeSpan.Zero then
            raise (Errors.patience limit)

        withOptions { options with Patience = Some limit }

    /// Why no law can be tried on this, or null: see <c>Report.Refusal</c>.
    member _.Refusal: string | null = Inspect.refusal (settings ()) (ready ()) |> Option.toObj

    /// Tries one law, whatever else was chosen.
    member _.Try(law: GradientLaw) : LawResult = Run.law (settings ()) name (ready ()) (held law)

    /// <summary>Tries every law, and reports.</summary>
    member _.Run() : Report =
        let subjects, laws, settings = ready (), chosen (), settings ()

        match Inspect.refusal settings subjects with
        | Some reason -> Report(name, Some reason, [])
        | None -> Report(name, None, laws |> List.map (Run.law settings name subjects))

    /// <summary>Tries every law; returns the report if all that apply held.</summary>
    /// <exception cref="LawException">A law was broken, or none could be tried.</exception>
    member suite.Check() : Report =
        let report = suite.Run()

        if not report.Passed then
            raise (LawException report)

        report

    /// <summary>The laws as properties, for a suite that runs FsCheck itself.</summary>
    member _.Properties: Collections.Generic.IReadOnlyDictionary<string, Property> =
        let subjects, settings = ready (), settings ()

        chosen ()
        |> List.map (fun law -> law.Name, Run.plainProperty settings law subjects)
        |> dict
        |> Collections.Generic.Dictionary
        :> _
