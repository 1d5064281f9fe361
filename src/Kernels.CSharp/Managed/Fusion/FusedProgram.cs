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
    private readonly Source?[] sources;
    private readonly int frameSize;
    private readonly int places;
    private readonly IReadOnlyDictionary<int, NdArray> constants;
    private readonly StraightKernel? straight;
    private readonly ConcurrentBag<Frame> spare = [];
    private Frame? first;

    /// <summary>Makes a program ready.</summary>
    internal FusedProgram(Program program, bool eager)
    {
        var plan = new Planner(program, eager);
        (this.eager, arguments) = (eager, program.Arguments.Count);
        (slots, steps, frameSize, places) = (plan.Slots, plan.Steps, plan.FrameSize, plan.Places);
        results = plan.Program.Results;
        constants = plan.Program.Constants;
        sources = [.. results.Select(SourceOf)];
        if (frameSize <= StackBytes && steps is [StraightStep step] && !constants.Keys.Any(x => slots[x].IsFixed)) straight = step.Kernel;
    }

    /// <summary>What it does, in order.</summary>
    internal IReadOnlyList<Step> Steps => steps;

    /// <inheritdoc/>
    public NdArray[] Run(NdArray[] arguments) => TryRun(arguments) ?? throw Misfit(arguments);

    /// <inheritdoc/>
    public NdArray[]? TryRun(NdArray[] arguments) =>
        arguments.Length != this.arguments ? null : straight is null ? RunSteps(arguments) : RunStraight(straight, arguments);

    /// <inheritdoc/>
    public string Explain() => Explanation.Of(steps, slots, eager);

    private NdArray[]? RunSteps(NdArray[] arguments)
    {
        var frame = Enter();
        try
        {
            for (var i = 0; i < arguments.Length; i++)
            {
                if (arguments[i] is not ManagedArray array || !slots[i].Fits(array)) return null;
                frame.Load(i, array);
            }

            foreach (var step in steps) step.Run(frame);
            var given = new NdArray[results.Length];
            var into = given.AsSpan();
            for (var i = 0; i < into.Length; i++) into[i] = Passed(i, arguments, into) ?? frame.Take(results[i]);
            GC.KeepAlive(arguments);
            return given;
        }
        finally
        {
            Leave(frame);
        }
    }

    /// <summary>All of a program that is straight code: its frame is on the stack.</summary>
    private NdArray[]? RunStraight(StraightKernel kernel, NdArray[] arguments)
    {
        var memory = stackalloc byte[StackBytes];
        var all = slots;
        for (var i = 0; i < arguments.Length; i++)
        {
            var slot = all[i];
            if (arguments[i] is not ManagedArray array || !slot.Fits(array)) return null;
            if (slot.IsFixed) slot.Read(array, memory);
        }

        kernel.Run(memory);
        var given = new NdArray[results.Length];
        var into = given.AsSpan();
        for (var i = 0; i < into.Length; i++) into[i] = Passed(i, arguments, into) ?? all[results[i]].Make(memory);
        return given;
    }

    /// <summary>A result that is not made: an argument, a constant, or a result before it; null for one that is.</summary>
    private NdArray? Passed(int result, NdArray[] arguments, ReadOnlySpan<NdArray> before) => sources[result] switch
    {
        null => null,
        { Constant: { } array } => array,
        { IsArgument: true, Place: var place } => arguments[place],
        { Place: var place } => before[place],
    };

    private Source? SourceOf(int value, int result)
    {
        if (value < arguments) return new(value, IsArgument: true, null);
        if (constants.TryGetValue(value, out var array)) return new(value, IsArgument: false, array);
        var first = Array.IndexOf(results, value);
        return first < result ? new(first, IsArgument: false, null) : null;
    }

    /// <summary>What is wrong with the arguments.</summary>
    private Exception Misfit(NdArray[] given)
    {
        if (given.Length != arguments) return Errors.ProgramArguments(arguments, given.Length);
        var i = Array.FindIndex(given, x => x is not ManagedArray);
        if (i >= 0) return Errors.MixedDevices("compile", Device.Cpu, given[i].Backend.Device);
        i = Enumerable.Range(0, arguments).First(x => given[x].Space != slots[x].Space);
        return Errors.ProgramArgument(i, slots[i].Space, given[i].Space);
    }

    /// <summary>
    /// A frame for this run. The first one belongs to the thread that ran the program first, which needs no
    /// interlocked operation to take it: one of those waits for everything that was written before.
    /// </summary>
    private Frame Enter()
    {
        var own = first;
        if (own is not null && own.Thread == Environment.CurrentManagedThreadId && !own.IsBusy)
        {
            own.IsBusy = true;
            return own;
        }

        if (spare.TryTake(out var frame)) return frame;
        frame = new(slots, frameSize, places, constants) { Thread = Environment.CurrentManagedThreadId, IsBusy = true };
        if (own is null) Interlocked.CompareExchange(ref first, frame, null);
        return frame;
    }

    private void Leave(Frame frame)
    {
        frame.Clear();
        frame.IsBusy = false;
        if (frame != first) spare.Add(frame);
    }

    /// <summary>Where a result comes from that is not made.</summary>
    private sealed record Source(int Place, bool IsArgument, NdArray? Constant);
}
