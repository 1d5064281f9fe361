using System.Numerics;

namespace Functional.Kernels;

/// <summary>
/// A loop body as steps over blocks. Steps know values by their places in a table: operands first, then what is computed.
/// </summary>
internal sealed class BlockProgram<T>
    where T : unmanaged, IBinaryNumber<T>
{
    private readonly LoopBody body;
    private readonly List<BlockStep> once = [];
    private readonly List<BlockStep> steps = [];
    private readonly List<BlockStep> stores = [];
    private readonly List<int> blocks = [];
    private readonly Stack<int> free = new();
    private readonly int[] places;
    private readonly int[] lastUse;

    internal BlockProgram(LoopBody body)
    {
        this.body = body;
        Lanes = LoopCost.Lanes(body);
        Operands = body.Operands;
        Places = body.Operands;
        places = new int[body.Values.Length];
        lastUse = LastUses(body);
        for (var i = 0; i < body.Values.Length; i++)
        {
            places[i] = Place(body.Values[i], i);
            FreeAfter(i);
        }

        var folded = new List<FoldStep<T>>();
        foreach (var result in body.Results)
        {
            switch (result.Exit)
            {
                case LoopExit.Fold: folded.Add(Fold(result)); break;
                case LoopExit.Accumulate: Accumulate(result); break;
                default: Store(result); break;
            }
        }

        Elements = LoopElement.Of(body);
        (Once, Steps, Stores) = ([.. once], [.. steps], [.. stores]);
        (Computed, Folded) = ([.. blocks], [.. folded]);
    }

    /// <summary>The operands that have an element of their own for each place.</summary>
    internal LoopElement[] Elements { get; }

    /// <summary>How many operands there are: the first places.</summary>
    internal int Operands { get; }

    /// <summary>How many places there are.</summary>
    internal int Places { get; private set; }

    /// <summary>How many blocks of scratch there are.</summary>
    internal int Blocks { get; private set; }

    /// <summary>How many lanes a fold has.</summary>
    internal int Lanes { get; }

    /// <summary>Which block of scratch each place after the operands is.</summary>
    internal int[] Computed { get; }

    /// <summary>What is the same for all blocks.</summary>
    internal BlockStep[] Once { get; }

    /// <summary>What is computed for each block.</summary>
    internal BlockStep[] Steps { get; }

    /// <summary>What is written for each block, when nothing more is read.</summary>
    internal BlockStep[] Stores { get; }

    /// <summary>The steps that fold.</summary>
    internal FoldStep<T>[] Folded { get; }

    private static int[] LastUses(LoopBody body)
    {
        var last = new int[body.Values.Length];
        for (var i = 0; i < last.Length; i++)
        {
            last[i] = i;
            var value = body.Values[i];
            foreach (var argument in LoopValues.Arguments(value)) last[argument] = i;
        }

        foreach (var result in body.Results)
        {
            last[result.Value] = int.MaxValue;
            if (result.Factor >= 0) last[result.Factor] = int.MaxValue;
        }

        return last;
    }

    private int Place(LoopValue value, int index)
    {
        if (value.Kind is LoopKind.Load or LoopKind.LoadTruth) return value.Operand;
        if (value.Kind is LoopKind.Constant or LoopKind.Scalar or LoopKind.ScalarTruth)
        {
            lastUse[index] = int.MaxValue;
            var constant = LastingPlace();
            once.Add(value.Kind switch
            {
                LoopKind.Constant => new FillStep<T>(T.CreateTruncating(value.Number)).At(-1, -1, constant),
                LoopKind.Scalar => new SpreadStep<T>(value.Operand, constant),
                _ => new SpreadStep<byte>(value.Operand, constant),
            });
            return constant;
        }

        var place = NewPlace();
        if (Step(value, place) is { } step)
        {
            steps.Add(step);
            return place;
        }

        // A function that changes nothing: the argument under another name, which is never given back.
        free.Push(blocks[^1]);
        blocks.RemoveAt(blocks.Count - 1);
        Places--;
        lastUse[value.X] = lastUse[index] = int.MaxValue;
        return places[value.X];
    }

    private BlockStep? Step(LoopValue value, int result)
    {
        var (x, y, z) = (PlaceOf(value.X), PlaceOf(value.Y), PlaceOf(value.Z));
        return value.Kind switch
        {
            LoopKind.Map or LoopKind.Zip => Function(LoopFunction.Of(body, value)),
            LoopKind.Select => value.IsTruth ? new SelectStep<byte>(x, y, z, result) : new SelectStep<T>(x, y, z, result),
            LoopKind.FromTruth => new FromTruthStep<T>(x, result),
            _ => new MapStep<T, byte, BoundSecond<T, Inequality<T>>, Masks<T>>(new(default, T.Zero)).At(x, y, result),
        };

        BlockStep? Function(LoopFunction function) => function.IsSame ? null : function.At(x, y, result);
    }

    private FoldStep<T> Fold(LoopResult result)
    {
        var fold = new FoldStep<T>(LoopFold<T>.Of(result.Fold), Lanes, places[result.Value], PlaceOf(result.Factor), LastingPlace(), result.Operand);
        steps.Add(fold);
        return fold;
    }

    private void Accumulate(LoopResult result)
    {
        var sums = NewPlace();
        steps.Add(new AccumulateStep<T>(LoopFold<T>.Of(result.Fold), result.Operand, places[result.Value], sums));
        stores.Add(new CopyStep(sums, body.DType.ItemSize(), result.Operand));
    }

    private void Store(LoopResult result)
    {
        var size = body.Values[result.Value].IsTruth ? 1 : body.DType.ItemSize();
        var place = places[result.Value];
        if (place < Operands)
        {
            place = NewPlace();
            steps.Add(new CopyStep(places[result.Value], size, place));
        }

        stores.Add(new CopyStep(place, size, result.Operand));
    }

    private int PlaceOf(int value) => value < 0 ? -1 : places[value];

    private int NewPlace() => Add(free.TryPop(out var block) ? block : Blocks++);

    /// <summary>A place for what stays from block to block: nothing else is ever there.</summary>
    private int LastingPlace() => Add(Blocks++);

    private int Add(int block)
    {
        blocks.Add(block);
        return Places++;
    }

    /// <summary>Gives back the blocks whose last use was a value.</summary>
    private void FreeAfter(int index)
    {
        var arguments = LoopValues.Arguments(body.Values[index]);
        for (var i = 0; i < arguments.Length; i++)
        {
            if (Array.IndexOf(arguments, arguments[i]) == i) Free(arguments[i]);
        }

        Free(index);

        void Free(int value)
        {
            if (lastUse[value] == index && places[value] >= Operands) free.Push(blocks[places[value] - Operands]);
        }
    }
}
