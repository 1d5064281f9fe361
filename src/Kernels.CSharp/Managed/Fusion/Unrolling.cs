namespace Functional.Kernels.Fusion;

/// <summary>
/// Joins loops over a few numbers that run one after the other: such a loop takes longer to begin than to run. Joined, they
/// are straight code, in which each number is a value of its own.
/// </summary>
internal static class Unrolling
{
    /// <summary>Numbers of a loop at most: what one register of 512 bits holds. More are done faster side by side.</summary>
    private const int RegisterBytes = 64;

    /// <summary>Additions of all joined loops at most.</summary>
    internal const int Largest = 200;

    /// <summary>The units, of which those that are small became straight code.</summary>
    internal static IReadOnlyList<Unit> In(Lowering program, IReadOnlyList<Unit> units)
    {
        var joined = new List<Unit>();
        var parts = new List<Unit>();
        var (cost, dtype) = (0L, default(DType?));
        foreach (var given in units)
        {
            var unit = Moved(program, given) ?? given;
            var more = CostOf(unit);
            var isOther = dtype is not null && unit.DType is not null && dtype != unit.DType;
            if (parts.Count > 0 && (isOther || cost + more > Largest)) Join();
            if (more > Largest)
            {
                joined.Add(unit);
                continue;
            }

            parts.Add(unit);
            cost += more;
            dtype ??= unit.DType;
        }

        if (parts.Count > 0) Join();
        return joined;

        void Join()
        {
            joined.Add(Unit.Straight(parts));
            parts.Clear();
            (cost, dtype) = (0, null);
        }
    }

    /// <summary>An operation that moves a few numbers, as a loop: straight code only takes each of them from another place.</summary>
    private static Unit? Moved(Lowering program, Unit unit)
    {
        if (unit.IsLoop || unit.Items is not [{ Operation: Movement or Concat } item]) return null;
        return IsSmall(item.Spaces[0]) && item.Arguments.All(x => IsSmall(program.Spaces[x])) ? Unit.Of(item.AsLoop()) : null;
    }

    private static bool IsSmall(Space space) =>
        space.DType is DType.Float32 or DType.Float64 or DType.Int32 or DType.Int64
        && space.Shape.Size > 0
        && space.Shape.Size <= RegisterBytes / space.DType.ItemSize();

    private static long CostOf(Unit unit)
    {
        if (!unit.IsLoop || unit.Size * (unit.DType ?? DType.Float32).ItemSize() > RegisterBytes) return long.MaxValue / 2;
        return unit.Items.Sum(x => (long)x.Size * Fusable.Cost(x.Operation));
    }
}
