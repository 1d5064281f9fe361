namespace Functional.Kernels;

/// <summary>
/// Makes sums of products out of products that are only summed up: a product and its sum are then one instruction and one
/// rounding where the machine can.
/// </summary>
internal static class LoopProducts
{
    /// <summary>The body with sums of products.</summary>
    internal static LoopBody In(LoopBody body)
    {
        if (!body.DType.IsFloat()) return body;
        var isOnlySummed = new bool[body.Values.Length];
        for (var i = 0; i < isOnlySummed.Length; i++) isOnlySummed[i] = true;
        foreach (var value in body.Values)
        {
            foreach (var argument in LoopValues.Arguments(value)) isOnlySummed[argument] = false;
        }

        foreach (var result in body.Results)
        {
            if (result is not { Exit: LoopExit.Fold, Fold: Reduction.Sum }) isOnlySummed[result.Value] = false;
        }

        var results = Array.ConvertAll(body.Results, result => isOnlySummed[result.Value] ? Product(body, result) : result);
        return results.AsSpan().SequenceEqual(body.Results) ? body : WithoutUnused(body with { Results = results });
    }

    private static LoopResult Product(LoopBody body, LoopResult result) => body.Values[result.Value] switch
    {
        { Operation: Zip { Op: Binary.Mul }, X: var x, Y: var y } => result with { Value = x, Factor = y },
        { Operation: Map { Op: Unary.Square }, X: var x } => result with { Value = x, Factor = x },
        { Operation: Map { Op: Unary.PowNumber, P: 2 }, X: var x } => result with { Value = x, Factor = x },
        _ => result,
    };

    private static LoopBody WithoutUnused(LoopBody body)
    {
        var isUsed = LoopValues.Used(body);
        var places = new int[isUsed.Length];
        var values = new List<LoopValue>();
        for (var i = 0; i < places.Length; i++)
        {
            if (!isUsed[i]) continue;
            places[i] = values.Count;
            var value = body.Values[i];
            values.Add(value with { X = PlaceOf(value.X), Y = PlaceOf(value.Y), Z = PlaceOf(value.Z) });
        }

        var results = Array.ConvertAll(body.Results, x => x with { Value = PlaceOf(x.Value), Factor = PlaceOf(x.Factor) });
        return body with { Values = [.. values], Results = results };

        int PlaceOf(int value) => value < 0 ? value : places[value];
    }
}
