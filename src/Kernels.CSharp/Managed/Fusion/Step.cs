namespace Functional.Kernels.Fusion;

/// <summary>Something that a fused program does: run a loop, or an operation as it is.</summary>
internal abstract class Step(Unit unit)
{
    /// <summary>What it does, as the planner saw it.</summary>
    internal Unit Unit { get; } = unit;

    /// <summary>The values whose memory nobody reads after it.</summary>
    internal required int[] Last { get; init; }

    internal abstract void Run(Frame frame);
}

/// <summary>A loop.</summary>
/// <param name="unit">What it does.</param>
/// <param name="nest">How it does it.</param>
/// <param name="operands">Where in the table of operands its part begins.</param>
/// <param name="made">What it makes outside of the frame's memory.</param>
/// <param name="takenOver">In whose memory each of that is; negative if it is in memory of its own.</param>
/// <param name="published">What it makes in the frame's memory that is needed as an array.</param>
internal sealed unsafe class LoopStep(Unit unit, Nest nest, int operands, int[] made, int[] takenOver, int[] published) : Step(unit)
{
    internal Nest Nest { get; } = nest;

    /// <summary>Whether a matrix product before it runs it, row by row.</summary>
    internal bool IsByProduct { get; init; }

    /// <summary>Makes room for what it makes.</summary>
    internal void Begin(Frame frame)
    {
        for (var i = 0; i < made.Length; i++)
        {
            if (takenOver[i] >= 0) frame.TakeOver(made[i], takenOver[i]);
            else frame.Allocate(made[i]);
        }
    }

    internal override void Run(Frame frame)
    {
        if (!IsByProduct)
        {
            Begin(frame);
            Nest.Run(frame.Operands(operands));
        }

        foreach (var value in published) frame.Publish(value);
        foreach (var value in Last) frame.Release(value);
    }
}

/// <summary>Straight code: all that it reads and writes is in the frame's memory.</summary>
internal sealed unsafe class StraightStep(Unit unit, StraightKernel kernel, int[] published) : Step(unit)
{
    internal StraightKernel Kernel { get; } = kernel;

    internal override void Run(Frame frame)
    {
        Kernel.Run(frame.Memory);
        foreach (var value in published) frame.Publish(value);
    }
}

/// <summary>An operation as it is.</summary>
internal sealed class OperationStep(Unit unit) : Step(unit)
{
    private readonly Item item = unit.Items[0];

    internal override void Run(Frame frame)
    {
        var taken = item.Arguments;
        frame.Load(item.First, taken.Length switch
        {
            1 => item.Operation.Run(frame[taken[0]]!),
            2 => item.Operation.Run(frame[taken[0]]!, frame[taken[1]]!),
            3 => item.Operation.Run(frame[taken[0]]!, frame[taken[1]]!, frame[taken[2]]!),
            _ => item.Operation.Run(Array.ConvertAll(taken, x => frame[x]!)),
        });
        foreach (var value in Last) frame.Release(value);
    }
}

/// <summary>A branch or a loop that runs programs.</summary>
internal sealed class ControlStep(Unit unit, IExecutable[] bodies) : Step(unit)
{
    private readonly Item item = unit.Items[0];

    internal IReadOnlyList<IExecutable> Bodies => bodies;

    internal override void Run(Frame frame)
    {
        var made = ((Control)item.Operation).RunAll(bodies, Array.ConvertAll(item.Arguments, x => frame[x]!));
        for (var k = 0; k < made.Length; k++) frame.Load(item.First + k, made[k]);
        foreach (var value in Last) frame.Release(value);
    }
}
