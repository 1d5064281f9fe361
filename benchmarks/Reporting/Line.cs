namespace Functional.Benchmarks;

/// <summary>A row of the table: our figure, and the others' beside it.</summary>
internal sealed record Line(string Id, string Key, string Label, string Variant, string Unit, Goal[] Goals, Spread Ours)
{
    /// <summary>PyTorch's time, where it took part.</summary>
    internal Spread? Peer { get; private init; }

    /// <summary>The time of the hand-written limit, where there is one.</summary>
    internal Spread? Limit { get; private init; }

    /// <summary>How many times faster than PyTorch.</summary>
    internal Spread? TimesFaster => Peer?.Over(Ours);

    /// <summary>How many times the limit.</summary>
    internal Spread? TimesLimit => Limit is null ? null : Ours.Over(Limit);

    /// <summary>Whether the figure is a time.</summary>
    internal bool IsTime => Unit == "us";

    /// <summary>Whether it is one of the numbered workloads.</summary>
    internal bool IsWorkload => Id.StartsWith('W');

    /// <summary>What the goals say: <c>ok</c>, <c>MISSED</c>, or nothing where nothing can be said.</summary>
    internal string Verdict
    {
        get
        {
            var verdicts = Goals.Select(goal => (goal, figure: Figure(goal.Measure))).Where(pair => pair.figure is not null).ToArray();
            return verdicts.Length == 0 ? "" : verdicts.All(pair => pair.goal.IsMetBy(pair.figure!.Median)) ? "ok" : "MISSED";
        }
    }

    /// <summary>The rows of what was measured.</summary>
    internal static Line[] Of(IReadOnlyList<Result> results) =>
    [
        .. from contest in Catalogue.Contests
           let sides = results.Where(result => (result.Id, result.Label) == (contest.Id, contest.Label)).ToArray()
           from entry in contest.Entries
           from ours in sides.Where(result => result.Side == entry.Variant)
           select new Line(contest.Id, contest.Key, contest.Label, entry.Variant, "us", entry.Goals, new(ours.Rounds))
           {
               Peer = Side(sides, Result.PyTorch),
               Limit = Side(sides, Result.Limit),
           },
        .. from single in Catalogue.Singles
           from ours in results.Where(result => (result.Id, result.Side) == (single.Id, single.Variant))
           select new Line(single.Id, single.Id, "", single.Variant, single.Unit, single.Goals, new(ours.Rounds)),
    ];

    /// <summary>The figure that a goal is about.</summary>
    internal Spread? Figure(Measure measure) => measure switch
    {
        Measure.TimesFaster => TimesFaster,
        Measure.TimesLimit => TimesLimit,
        _ => Ours,
    };

    private static Spread? Side(Result[] sides, string name) =>
        sides.FirstOrDefault(result => result.Side == name) is { } side ? new(side.Rounds) : null;
}
