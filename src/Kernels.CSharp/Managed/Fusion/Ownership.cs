namespace Functional.Kernels.Fusion;

/// <summary>
/// Which arrays a program makes for itself alone, and after which step their memory is free. Views share memory: it is free
/// after the last use of any of them. Where an operation might hand on what it was given, the collector decides.
/// </summary>
internal sealed class Ownership
{
    private readonly List<int>[] released;

    internal Ownership(Lowering program, IReadOnlyList<Unit> units, int[] maker, bool[] isArray)
    {
        released = [.. units.Select(_ => new List<int>())];
        var roots = new int[isArray.Length];
        var last = new int[isArray.Length];
        for (var i = 0; i < roots.Length; i++) roots[i] = -1;
        for (var step = 0; step < units.Count; step++)
        {
            foreach (var item in units[step].Items)
            {
                foreach (var value in item.IsFused ? item.Roots : item.Arguments)
                {
                    if (roots[value] < 0) continue;
                    last[roots[value]] = step;
                    if (!item.IsFused && item.Operation is not Movement && !IsFresh(item.Operation)) roots[roots[value]] = -1;
                }

                if (item.Operation is Movement && !item.IsFused) roots[item.First] = Root(roots, item.Arguments[0]);
                else if (item.IsFused ? isArray[item.First] : IsFresh(item.Operation)) roots[item.First] = item.First;
                if (roots[item.First] >= 0) last[roots[item.First]] = step;
            }
        }

        foreach (var result in program.Results)
        {
            if (roots[result] >= 0) roots[roots[result]] = -1;
        }

        for (var value = 0; value < roots.Length; value++)
        {
            if (roots[value] == value && maker[value] >= 0) released[last[value]].Add(value);
        }
    }

    /// <summary>The arrays whose memory is free after a step.</summary>
    internal IEnumerable<int> Released(int step) => released[step];

    private static int Root(int[] roots, int value) => roots[value] < 0 ? -1 : roots[roots[value]];

    /// <summary>Whether an operation always makes a new array, and never gives one that it was given.</summary>
    private static bool IsFresh(Operation operation) => operation is Contract or Gather or DotEach or ArgSort;
}
