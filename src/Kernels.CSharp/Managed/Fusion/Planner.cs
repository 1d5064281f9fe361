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
    private readonly int[] lastRead;
    private readonly bool[] isRead;
    private readonly bool[] isArray;
    private readonly bool[] isStored;
    private readonly List<int>[] last;

    internal Planner(Program source, bool eager)
    {
        (this.source, this.eager) = (source, eager);
        program = Lowering.Of(source);
        units = Borrowing.In(program, Clustering.Of(program));
        var count = program.Spaces.Count;
        (maker, lastRead) = (new int[count], new int[count]);
        (isRead, isArray, isStored) = (new bool[count], new bool[count], new bool[count]);
        last = [.. units.Select(_ => new List<int>())];
        Array.Fill(maker, -1);
        Array.Fill(lastRead, -1);
        for (var i = 0; i < units.Count; i++) Survey(units[i], i);
        foreach (var result in program.Results) isArray[result] = isStored[result] = true;
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
                lastRead[value] = step;
                if (item.IsFused) isRead[value] = true;
                else isArray[value] = true;
                if (maker[value] != step) isStored[value] = true;
            }
        }
    }

    private (Slot[] Slots, Step[] Steps, int Bytes, int Places) Plan()
    {
        var nests = new Nest?[units.Count];
        var starts = new int[units.Count];
        var uses = new List<int>?[program.Spaces.Count];
        var places = 0;
        for (var i = 0; i < nests.Length; i++)
        {
            var unit = units[i];
            if (!unit.IsLoop) continue;
            nests[i] = NestBuilder.Make(units[i], program, x => isStored[x] && !unit.Borrows(x), eager);
            starts[i] = places;
            foreach (var operand in nests[i]!.Operands)
            {
                if (operand.Home != Home.Block) (uses[operand.Value] ??= []).Add(places);
                places++;
            }
        }

        var owned = new Ownership(program, units, maker, isArray);
        var offsets = new FrameLayout(FrameBytes).Place(program, units, maker, lastRead, isArray, uses);
        var slots = new Slot[uses.Length];
        for (var i = 0; i < slots.Length; i++)
        {
            var isGiven = maker[i] < 0 || !units[maker[i]].IsLoop;
            slots[i] = new(program.Spaces[i], offsets.Offsets[i], uses[i] is { } list ? [.. list] : [], isArray[i] || isGiven);
        }

        var steps = new Step[units.Count];
        for (var i = steps.Length - 1; i >= 0; i--)
        {
            var isLast = i + 1 == steps.Length;
            steps[i] = MakeStep(i, nests[i], starts[i], isLast ? null : steps[i + 1] as LoopStep, isLast ? 0 : starts[i + 1], slots, owned);
        }

        return (slots, steps, offsets.Bytes, places);
    }

    private Step MakeStep(int step, Nest? nest, int start, LoopStep? next, int nextStart, Slot[] slots, Ownership owned)
    {
        var unit = units[step];
        List<int> free = [.. owned.Released(step)];
        if (nest is null)
        {
            return unit.Items[0].Operation is Control control
                ? new ControlStep(unit, [.. control.Bodies.Select(body => source.Backend.Compile(body, eager))]) { Last = [.. free] }
                : next is { IsByProduct: true }
                ? new ProductStep(unit, next, nextStart) { Last = [.. free] }
                : new OperationStep(unit) { Last = [.. free] };
        }

        int[] made = [.. unit.Items.Select(x => x.First).Where(x => maker[x] == step && slots[x].Uses.Length > 0)];
        var dying = Enumerable.Range(0, slots.Length).Where(x => IsRented(x) && Math.Max(lastRead[x], maker[x]) == step).ToList();
        var takenOver = Array.ConvertAll(made, _ => -1);
        for (var i = 0; i < made.Length; i++)
        {
            if (!IsRented(made[i])) continue;
            var from = dying.FindIndex(x => maker[x] != step && nest.CanReplace(x, made[i]));
            if (from < 0) continue;
            takenOver[i] = dying[from];
            dying.RemoveAt(from);
        }

        return new LoopStep(unit, nest, start, made, takenOver)
        {
            Last = [.. free, .. dying],
            IsByProduct = step > 0 && ProductStep.IsPossible(units[step - 1], unit, nest),
        };

        bool IsRented(int value) =>
            maker[value] >= 0 && units[maker[value]].IsLoop && slots[value] is { IsArray: false, IsFixed: false, Uses.Length: > 0 };
    }
}
