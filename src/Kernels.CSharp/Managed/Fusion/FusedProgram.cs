using System.Collections.Concurrent;

namespace Functional.Kernels.Fusion;

/// <summary>A program whose elementwise operations and folds became loops, with its memory planned.</summary>
internal sealed class FusedProgram : IExecutable
{
    private readonly Program source;
    private readonly bool eager;
    private readonly Slot[] slots;
    private readonly Step[] steps;
    private readonly int[] results;
    private readonly int frameSize;
    private readonly int places;
    private readonly IReadOnlyDictionary<int, NdArray> constants;
    private readonly ConcurrentBag<Frame> spare = [];
    private Frame? idle;

    /// <summary>Makes a program ready.</summary>
    internal FusedProgram(Program program, bool eager)
    {
        var plan = new Planner(program, eager);
        (source, this.eager) = (program, eager);
        (slots, steps, frameSize, places) = (plan.Slots, plan.Steps, plan.FrameSize, plan.Places);
        results = plan.Program.Results;
        constants = plan.Program.Constants;
    }

    /// <summary>What it does, in order.</summary>
    internal IReadOnlyList<Step> Steps => steps;

    /// <inheritdoc/>
    public NdArray[] Run(NdArray[] arguments)
    {
        if (arguments.Length != source.Arguments.Count) throw Errors.ProgramArguments(source.Arguments.Count, arguments.Length);
        var frame = Interlocked.Exchange(ref idle, null) ?? Other();
        for (var i = 0; i < arguments.Length; i++)
        {
            var (array, space) = (arguments[i], slots[i].Space);
            if (array.DType != space.DType || array.Shape != space.Shape) throw Errors.ProgramArgument(i, space, array.Space);
            frame.Load(i, array);
        }

        foreach (var step in steps) step.Run(frame);
        var given = new NdArray[results.Length];
        for (var i = 0; i < given.Length; i++)
        {
            var value = results[i];
            given[i] = value < arguments.Length ? arguments[value] : constants.GetValueOrDefault(value) ?? frame[value]!;
        }

        frame.Clear();
        GC.KeepAlive(arguments);
        if (Interlocked.CompareExchange(ref idle, frame, null) is not null) spare.Add(frame);
        return given;
    }

    /// <inheritdoc/>
    public string Explain() => Explanation.Of(steps, slots, eager);

    private Frame Other() => spare.TryTake(out var frame) ? frame : new(slots, frameSize, places, constants);
}
