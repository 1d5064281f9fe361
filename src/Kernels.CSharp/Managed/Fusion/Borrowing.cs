namespace Functional.Kernels.Fusion;

/// <summary>
/// Saves memory traffic between loops: where a loop would read, element by element, what another one writes for it alone, and
/// that is cheap to compute from what is in memory anyway, it computes that again.
/// </summary>
internal sealed class Borrowing
{
    /// <summary>Additions up to which a value is computed again rather than written and read.</summary>
    private const int Again = 3;

    private readonly Dictionary<int, (Unit Unit, Item Item)> makers = [];
    private readonly Dictionary<int, Unit?> takers = [];
    private readonly HashSet<int> arrays;

    private Borrowing(Lowering program, IReadOnlyList<Unit> units)
    {
        arrays = [.. program.Results];
        foreach (var unit in units)
        {
            foreach (var item in unit.Items)
            {
                if (item.IsFused) makers[item.First] = (unit, item);
                else arrays.UnionWith(item.Arguments);
                foreach (var root in item.IsFused ? item.Roots : [])
                {
                    if (!makers.TryGetValue(root, out var maker) || maker.Unit == unit) continue;
                    takers[root] = takers.TryGetValue(root, out var other) && other != unit ? null : unit;
                }
            }
        }
    }

    /// <summary>The units, in which loops compute again what others would have to write for them.</summary>
    internal static IReadOnlyList<Unit> In(Lowering program, IReadOnlyList<Unit> units)
    {
        var borrowing = new Borrowing(program, units);
        var taken = new int[borrowing.takers.Count];
        borrowing.takers.Keys.CopyTo(taken, 0);
        Array.Sort(taken);
        foreach (var value in taken)
        {
            if (borrowing.takers[value] is not { IsStraight: false } taker || !borrowing.IsElements(value)) continue;
            var items = new List<Item>();
            var left = Again;
            if (borrowing.Collect(value, taker, items, ref left, out var read) && read <= (program.Spaces[value].DType == DType.Bool ? 0 : 1)) taker.Borrow(items);
        }

        foreach (var unit in units) unit.Drop(borrowing.IsNeeded);
        return [.. units.Where(unit => unit.Items.Count > 0)];
    }

    /// <summary>Whether somebody beside the unit that makes it needs a value.</summary>
    private bool IsNeeded(int value) =>
        arrays.Contains(value) || !makers.ContainsKey(value)
        || (takers.TryGetValue(value, out var taker) && (taker is null || !taker.Borrows(value)));

    /// <summary>Whether a value has one element for each place of the loop that makes it, and is nowhere else.</summary>
    private bool IsElements(int value) =>
        makers.TryGetValue(value, out var maker) && maker.Unit.LevelOf(value) == Level.Places && !arrays.Contains(value);

    /// <summary>
    /// The operations that a value takes, and how many more arrays of the loop's size they would read. What they may cost is
    /// counted on the way down, so that a long chain is not followed to its beginning.
    /// </summary>
    private bool Collect(int value, Unit taker, List<Item> items, ref int left, out int read)
    {
        var item = makers[value].Item;
        read = 0;
        left -= Fusable.Cost(item.Operation);
        if (left < 0 || item.Size != taker.Size || item.DType != taker.DType || (item.Columns != 0 && item.Columns != taker.Columns)) return false;
        for (var i = 0; i < item.Roots.Length; i++)
        {
            var root = item.Roots[i];
            if (makers.TryGetValue(root, out var maker) && maker.Unit.LevelOf(root) == Level.Rows) return false;
            if (taker.LevelOf(root) == Level.Places || items.Exists(x => x.First == root)) continue;
            if (IsElements(root))
            {
                if (!Collect(root, taker, items, ref left, out var more)) return false;
                read += more;
            }
            else if (item.Accesses[i].Reach == Reach.Each && !taker.Reads(root))
            {
                read++;
            }
        }

        items.Add(item);
        return true;
    }
}
