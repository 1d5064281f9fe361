using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Functional.Kernels.Fusion;

/// <summary>A program whose elementwise operations and folds became loops, with its memory planned.</summary>
internal sealed unsafe class FusedProgram : IExecutable
{
    /// <summary>Bytes of a frame that the stack has room for.</summary>
    private const int StackBytes = 1024;

    private readonly bool eager;
    private readonly int arguments;
    private readonly Slot[] slots;
    private readonly Step[] steps;
    private readonly int[] results;
    private readonly NdArray?[] known;

    // For each result the first one that is the same value.
    private readonly int[] twins;
    private readonly int frameSize;
    private readonly int places;
    private readonly IReadOnlyDictionary<int, NdArray> constants;
    private readonly StraightKernel? straight;
    private readonly ConcurrentBag<Frame> spare = [];
    private Frame? idle;

    /// <summary>Makes a program ready.</summary>
    internal FusedProgram(Program program, bool eager)
    {
        var plan = new Planner(program, eager);
        (this.eager, arguments) = (eager, program.Arguments.Count);
        (slots, steps, frameSize, places) = (plan.Slots, plan.Steps, plan.FrameSize, plan.Places);
        results = plan.Program.Results;
        twins = Array.ConvertAll(results, x => Array.IndexOf(results, x));
        constants = plan.Program.Constants;
        known = Array.ConvertAll(results, x => constants.GetValueOrDefault(x));
        if (frameSize <= StackBytes && steps is [StraightStep step] && !constants.Keys.Any(x => slots[x].IsFixed)) straight = step.Kernel;
    }

    /// <summary>What it does, in order.</summary>
    internal IReadOnlyList<Step> Steps => steps;

    /// <inheritdoc/>
    public NdArray[] Run(NdArray[] arguments)
    {
        if (arguments.Length != this.arguments) throw Errors.ProgramArguments(this.arguments, arguments.Length);
        return straight is null ? RunSteps(arguments) : RunStraight(straight, arguments);
    }

    /// <inheritdoc/>
    public string Explain() => Explanation.Of(steps, slots, eager);

    private NdArray[] RunSteps(NdArray[] arguments)
    {
        var frame = Interlocked.Exchange(ref idle, null) ?? Other();
        for (var i = 0; i < arguments.Length; i++)
        {
            var array = (ManagedArray)arguments[i];
            if (!slots[i].Fits(array)) throw Errors.ProgramArgument(i, slots[i].Space, array.Space);
            frame.Load(i, array);
        }

        foreach (var step in steps) step.Run(frame);
        var given = new NdArray[results.Length];
        for (var i = 0; i < given.Length; i++)
        {
            var value = results[i];
            given[i] = value < arguments.Length ? arguments[value] : known[i] ?? frame.Take(value);
        }

        frame.Clear();
        GC.KeepAlive(arguments);

        // Of two threads that come here at once, one loses its frame.
        if (idle is null) Volatile.Write(ref idle, frame);
        else spare.Add(frame);
        return given;
    }

    /// <summary>All of a program that is straight code: its frame is on the stack.</summary>
    [SkipLocalsInit]
    private NdArray[] RunStraight(StraightKernel kernel, NdArray[] arguments)
    {
        var memory = stackalloc byte[StackBytes];
        var all = slots;
        for (var i = 0; i < arguments.Length; i++)
        {
            var (array, slot) = ((ManagedArray)arguments[i], all[i]);
            if (!slot.Fits(array)) throw Errors.ProgramArgument(i, slot.Space, array.Space);
            if (slot.IsFixed) slot.Read(array, memory);
        }

        kernel.Run(memory);
        var given = new NdArray[results.Length];
        for (var i = 0; i < given.Length; i++)
        {
            var value = results[i];
            given[i] = value < arguments.Length ? arguments[value]
                : twins[i] < i ? given[twins[i]]
                : known[i] ?? all[value].Make(memory);
        }

        return given;
    }

    private Frame Other() => spare.TryTake(out var frame) ? frame : new(slots, frameSize, places, constants);
}
