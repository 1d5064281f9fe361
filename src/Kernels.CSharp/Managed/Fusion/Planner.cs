using System.Runtime.CompilerServices;

namespace Functional.Kernels.Fusion;

/// <summary>
/// Makes the steps of a fused program, and plans its memory: which values loops hand on in the frame, which in memory of
/// their own from the pool, which as arrays, and after which step that memory is free.
/// </summary>
internal sealed class Planner
{
    /// <summary>Values of at most this many bytes stay in the frame.</summary>
    private const int FrameBytes = 1 << 15;

    private readonly Program source;
    private readonly Lowering program;
    private readonly IReadOnlyList<Unit> units;
    private readonly bool eager;
    private readonly int[] maker;
    private readonly int[] lastNeeded;
    private readonly bool[] isArray;
    private readonly bool[] isTaken;
    private readonly bool[] isStored;

    internal Planner(Program source, bool eager)
    {
        (this.source, this.eager) = (source, eager);
        program = Lowering.Of(source);
        var loops = Clustering.Of(program);
        units = Borrowing.In(program, RuntimeFeature.IsDynamicCodeSupported ? Unrolling.In(program, loops) : loops);
        var count = program.Spaces.Count;
        (maker, lastNeeded) = (new int[count], new int[count]);
        (isArray, isStored, isTaken) = (new bool[count], new bool[count], new bool[count]);
        for (var i = 0; i < count; i++) maker[i] = lastNeeded[i] = -1;
        for (var i = 0; i < units.Count; i++) Survey(units[i], i);
        foreach (var result in program.Results)
        {
            isArray[result] = isStored[result] = true;
            lastNeeded[result] = units.Count - 1;
        }

        (Slots, Steps, FrameSize, Places) = Plan();
    }

    /// <summary>Where loops find each value.</summary>
    internal Slot[] Slots { get; }

    /// <summary>What is run, in order.</summary>
    internal Step[] Steps { get; }

    /// <summary>Bytes of a frame.</summary>
    internal int FrameSize { get; }

    /// <summary>Operands of all loops together.</summary>
    internal int Places { get; }

    /// <summary>The program as the planner takes it.</summary>
    internal Lowering Program => program;

    /// <summary>Who takes what.</summary>
    private void Survey(Unit unit, int step)
    {
        foreach (var item in unit.Items)
        {
            for (var k = 0; k < item.Spaces.Length && !unit.Borrows(item.First); k++) maker[item.First + k] = step;
        }

        foreach (var item in unit.Items)
        {
            foreach (var value in item.IsFused ? item.Roots : item.Arguments)
            {
                if (unit.Borrows(value)) continue;
                lastNeeded[value] = step;
                if (!item.IsFused) isArray[value] = isTaken[value] = true;
                if (maker[value] != step) isStored[value] = true;
            }
        }
    }

    private (Slot[] Slots, Step[] Steps, int Bytes, int Places) Plan()
    {
        var nests = new Nest?[units.Count];
        var straight = new StraightPlan?[units.Count];
        var starts = new int[units.Count];
        var uses = new List<int>?[program.Spaces.Count];
        var places = 0;
        for (var i = 0; i < nests.Length; i++)
        {
            var unit = units[i];
            if (unit.IsStraight)
            {
                straight[i] = StraightBuilder.Make(unit, program, x => isStored[x]);
                foreach (var (value, _) in straight[i]!.Operands) uses[value] ??= [];
            }
            else if (unit.IsLoop)
            {
                nests[i] = NestBuilder.Make(unit, program, x => isStored[x] && !unit.Borrows(x), eager);
                starts[i] = places;
                foreach (var operand in nests[i]!.Operands)
                {
                    if (operand.Home != Home.Block) (uses[operand.Value] ??= []).Add(places);
                    places++;
                }
            }
        }

        var owned = new Ownership(program, units, maker, isArray);
        var offsets = new FrameLayout(FrameBytes).Place(program, units, maker, lastNeeded, isArray, uses);
        var slots = new Slot[uses.Length];
        for (var i = 0; i < slots.Length; i++) slots[i] = MakeSlot(i, offsets.Offsets[i], uses[i] is { } list ? [.. list] : []);
        var steps = new Step[units.Count];
        List<int>[] dying = [.. units.Select(_ => new List<int>())];
        for (var value = 0; value < slots.Length; value++)
        {
            if (IsRented(value, slots)) dying[Math.Max(lastNeeded[value], maker[value])].Add(value);
        }

        for (var i = steps.Length - 1; i >= 0; i--)
        {
            var isLast = i + 1 == steps.Length;
            steps[i] = nests[i] is { } nest ? MakeLoop(i, nest, starts[i], slots, dying[i], owned)
                : straight[i] is { } plan ? MakeStraight(i, plan, slots)
                : MakeOperation(i, isLast ? null : steps[i + 1] as LoopStep, isLast ? 0 : starts[i + 1], owned);
        }

        return (slots, steps, offsets.Bytes, places);
    }

    private Slot MakeSlot(int value, int offset, int[] uses)
    {
        var isLoops = maker[value] >= 0 && units[maker[value]].IsLoop;
        var isElsewhere = offset < 0 && (isLoops ? isArray[value] : uses.Length > 0);
        var isGiven = maker[value] >= 0 && !isLoops;
        return new(program.Spaces[value], offset, uses, isArray[value] || !isLoops, isTaken[value] || isElsewhere || isGiven);
    }

    private Step MakeOperation(int step, LoopStep? next, int nextStart, Ownership owned)
    {
        var unit = units[step];
        int[] last = [.. owned.Released(step)];
        return unit.Items[0].Operation is Control control
            ? new ControlStep(unit, [.. control.Bodies.Select(body => source.Backend.Compile(body, eager))]) { Last = last }
            : next is { IsByProduct: true }
            ? new ProductStep(unit, next, nextStart) { Last = last }
            : new OperationStep(unit) { Last = last };
    }

    private StraightStep MakeStraight(int step, StraightPlan plan, Slot[] slots)
    {
        var unit = units[step];
        var offsets = Array.ConvertAll(plan.Operands, x => slots[x.Value].Offset + (x.Element * slots[x.Value].Space.DType.ItemSize()));
        return new(unit, new(plan.Body, offsets, eager), [.. unit.Items.Select(x => x.First).Where(x => isTaken[x])]) { Last = [] };
    }

    /// <summary>Whether a value is in memory of its own, from the pool.</summary>
    private bool IsRented(int value, Slot[] slots) =>
        maker[value] >= 0 && units[maker[value]].IsLoop && slots[value] is { IsArray: false, IsFixed: false, Uses.Length: > 0 };

    // Dying is what is rented and free after this step: there the loop may write its results.
    private LoopStep MakeLoop(int step, Nest nest, int start, Slot[] slots, List<int> dying, Ownership owned)
    {
        var unit = units[step];
        int[] all = [.. unit.Items.Select(x => x.First).Where(x => maker[x] == step && slots[x].IsUsed)];
        int[] made = [.. all.Where(x => !slots[x].IsFixed)];
        var takenOver = Array.ConvertAll(made, _ => -1);
        for (var i = 0; i < made.Length; i++)
        {
            if (!IsRented(made[i], slots)) continue;
            var from = dying.FindIndex(x => maker[x] != step && nest.CanReplace(x, made[i]));
            if (from < 0) continue;
            takenOver[i] = dying[from];
            dying.RemoveAt(from);
        }

        return new(unit, nest, start, made, takenOver, [.. all.Where(x => slots[x].IsFixed && isTaken[x])])
        {
            Last = [.. owned.Released(step).Where(x => !slots[x].IsFixed), .. dying],
            IsByProduct = step > 0 && ProductStep.IsPossible(units[step - 1], unit, nest),
        };
    }
}
