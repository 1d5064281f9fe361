namespace Functional.Kernels;

/// <summary>What follows from the values of a loop body alone.</summary>
internal static class LoopValues
{
    /// <summary>The arguments of a value.</summary>
    internal static int[] Arguments(LoopValue value) => value.Z >= 0 ? [value.X, value.Y, value.Z]
        : value.Y >= 0 ? [value.X, value.Y]
        : value.X >= 0 ? [value.X]
        : [];

    /// <summary>Whether a value is read for each element.</summary>
    internal static bool IsLoad(LoopValue value) => value.Kind is LoopKind.Load or LoopKind.LoadTruth;

    /// <summary>The values that are the same for all elements.</summary>
    internal static bool[] Fixed(LoopBody body)
    {
        var isFixed = new bool[body.Values.Length];
        for (var i = 0; i < isFixed.Length; i++)
        {
            isFixed[i] = !IsLoad(body.Values[i]);
            foreach (var argument in Arguments(body.Values[i])) isFixed[i] &= isFixed[argument];
        }

        return isFixed;
    }

    /// <summary>The values that some result needs.</summary>
    internal static bool[] Used(LoopBody body)
    {
        var isUsed = new bool[body.Values.Length];
        foreach (var result in body.Results)
        {
            isUsed[result.Value] = true;
            if (result.Factor >= 0) isUsed[result.Factor] = true;
        }

        for (var i = isUsed.Length - 1; i >= 0; i--)
        {
            if (!isUsed[i]) continue;
            foreach (var argument in Arguments(body.Values[i])) isUsed[argument] = true;
        }

        return isUsed;
    }

    /// <summary>How many results are folds.</summary>
    internal static int Folds(LoopBody body)
    {
        var folds = 0;
        foreach (var result in body.Results) folds += result.Exit == LoopExit.Fold ? 1 : 0;
        return folds;
    }
}
