namespace Functional.Benchmarks;

/// <summary>All sides of a workload in turns, so that a machine that is busy for a while slows all of them.</summary>
internal static class Rounds
{
    private const double Milliseconds = 40;

    /// <summary>Measures a workload on all its sides in this process, and PyTorch beside it.</summary>
    internal static IEnumerable<Result> Of(Contest contest, int rounds, Peer? peer)
    {
        List<Side> sides = [.. contest.Entries.Select(entry => Ours(entry.Variant, entry.Start(), contest))];
        if (contest.Limit is { } limit) sides.Add(Ours(Result.Limit, limit(), contest));
        if (peer is not null && contest.Peer is not null)
            sides.Add(new(Result.PyTorch, peer.Start(contest), () => peer.Time(Milliseconds)));

        var times = sides.ToDictionary(side => side.Name, _ => new double[rounds]);
        for (var round = 0; round < rounds; round++)
        {
            // Every round begins with another side: none always follows the same one.
            for (var i = 0; i < sides.Count; i++)
            {
                var side = sides[(round + i) % sides.Count];
                times[side.Name][round] = side.Time();
            }
        }

        return sides.Select(side => new Result(contest.Id, contest.Label, side.Name, times[side.Name], side.Numbers));
    }

    private static Side Ours(string name, Run run, Contest contest)
    {
        for (var i = 0; i < contest.Steps; i++) run.Step();
        var numbers = Digest.Of(run.Numbers());
        var count = Clock.Warm(run.Step);
        return new(name, numbers, () => Clock.Typical(run.Step, count, Milliseconds) / contest.Parts);
    }

    private sealed record Side(string Name, double[][] Numbers, Func<double> Time);
}
