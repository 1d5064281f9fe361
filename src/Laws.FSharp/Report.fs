namespace Functional.Laws

open System
open System.Text

/// What a law was found to be, of a function.
type Verdict =
    /// It held in every case.
    | Held
    /// It did not, and this is how: a text with both sides, the point, and the seed.
    | Broken of counterexample: string
    /// It has nothing to say about the function, for this reason.
    | NotApplicable of reason: string

/// What became of one law on one function.
[<NoEquality; NoComparison>]
type LawResult =
    {
        Law: GradientLaw
        Subject: string
        /// The cases that were tried.
        Cases: int
        /// Those among them in which the law could not decide, because the function is not smooth there.
        Undecided: int
        /// The error that came nearest to what was allowed, and what was allowed there.
        WorstError: float
        Allowed: float
        Verdict: Verdict
    }

    /// Whether the law was broken.
    member result.IsBroken =
        match result.Verdict with
        | Broken _ -> true
        | _ -> false

/// <summary>Which laws ran on a function, in how many cases, and how near to its bound each came.</summary>
[<Sealed>]
type Report internal (subject: string, refusal: string option, results: LawResult list) =
    /// What the laws were tried on.
    member _.Subject = subject

    /// What became of each law, in order; none when the function could not be tried at all.
    member _.Results: Collections.Generic.IReadOnlyList<LawResult> = results

    /// Why no law could be tried: the function throws, changes its mind, is constant, and the like. Null if they were.
    member _.Refusal: string | null = Option.toObj refusal

    /// Whether every law that applies held.
    member _.Passed = refusal.IsNone && not (results |> List.exists _.IsBroken)

    /// The report as a table, followed by a counterexample for each law that was broken.
    override _.ToString() =
        let text = StringBuilder()
        let line (s: string) = text.Append(s).Append '\n' |> ignore

        let number (x: float) =
            if x = 0.0 then "0" else x.ToString("0.0e+0", Globalization.CultureInfo.InvariantCulture)

        match refusal with
        | Some reason -> line $"{subject}: no law could be tried: {reason}"
        | None ->
            let tried, others = results |> List.partition (fun r -> not r.Verdict.IsNotApplicable)
            let width = tried |> List.fold (fun width r -> max width r.Law.Name.Length) 10
            let broken = tried |> List.filter _.IsBroken

            line
                $"{subject}: {tried.Length - broken.Length} laws held, {broken.Length} broken, {others.Length} do not apply"

            line $"""  {"law".PadRight width}  cases  undecided  worst error  allowed"""

            for r in tried do
                let mark = if r.IsBroken then "  BROKEN" else ""

                line
                    $"  {r.Law.Name.PadRight width}  {r.Cases, 5}  {r.Undecided, 9}  {number r.WorstError, 11}  {number r.Allowed, 7}{mark}"

            for r in broken do
                match r.Verdict with
                | Broken counterexample ->
                    line ""
                    line counterexample
                | _ -> ()

        text.ToString().TrimEnd()

/// <summary>A law was broken, or none could be tried; the message is the report.</summary>
type LawException internal (report: Report) =
    inherit Exception(report.ToString())

    /// What was found.
    member _.Report = report
