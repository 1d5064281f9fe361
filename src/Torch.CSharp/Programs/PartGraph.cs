using System.Runtime.InteropServices;
using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>Which of a program's slots a part shares with the rest of it.</summary>
/// <param name="Inputs">Those that it reads, with other tensors on every run.</param>
/// <param name="Fixed">Those that it reads, with the same tensors always.</param>
/// <param name="Outputs">Those that it fills and does not free.</param>
/// <param name="Freed">Inputs that it is the last to read.</param>
internal sealed record Borders(int[] Inputs, int[] Fixed, int[] Outputs, int[] Freed)
{
    /// <summary>Those of a part that frees so many slots.</summary>
    public static Borders Of(ProgramSlots slots, CallStep[] steps, int[] frees)
    {
        int[] made = [.. steps.SelectMany(x => Enumerable.Range(x.First, x.Results))];
        var read = steps.SelectMany(x => x.Taken).Except(made).ToLookup(slots.Constants.Contains);
        return new(
            Pinned.Of<int>([.. read[false]]), Pinned.Of<int>([.. read[true]]), Pinned.Of<int>([.. made.Except(frees)]),
            Pinned.Of<int>([.. frees.Except(made)]));
    }
}

/// <summary>
/// The graph of a part of a program: captured once the part has run a few times, and replayed instead of the calls. Where
/// it cannot be captured, or goes wrong later, the calls run as ever.
/// </summary>
internal sealed unsafe class PartGraph(
    GraphPolicy policy, int device, int slots, NativeCall[] calls, Argument[] arguments, int[] frees, Borders borders)
{
    private readonly Lock running = new();
    private int runs;
    private volatile string? refusal;
    private volatile GraphHandle? graph;

    /// <summary>
    /// Does what the calls would, if there is a graph or it is time for one, and no other thread is using it: its inputs and
    /// outputs are there once. Otherwise, nothing in the table has changed.
    /// </summary>
    public bool TryRun(nint* table)
    {
        if (refusal is not null || !policy.IsOn) return false;
        if (graph is null && Interlocked.Increment(ref runs) <= policy.PlainRuns) return false;
        if (!running.TryEnter()) return false;
        try
        {
            if (refusal is not null || (graph ?? Capture(table)) is not { } captured) return false;
            var status = Native.Replay(captured, table);
            if (status == Status.OutOfMemory)
            {
                Memory.Trim();
                status = Native.Replay(captured, table);
            }

            if (status == Status.Ok) return true;
            refusal = Native.Error;
            captured.Dispose();
            graph = null;
            return false;
        }
        finally
        {
            running.Exit();
        }
    }

    /// <summary>What <see cref="IExecutable.Explain"/> says of it.</summary>
    public override string ToString() =>
        refusal is not null ? $" (not captured: {refusal})" : graph is not null ? " (captured)" : "";

    /// <summary>The graph, from now on; null if there cannot be one.</summary>
    private GraphHandle? Capture(nint* table)
    {
        fixed (NativeCall* all = calls)
        fixed (Argument* given = arguments)
        fixed (int* free = frees)
        fixed (int* inputs = borders.Inputs)
        fixed (int* constants = borders.Fixed)
        fixed (int* outputs = borders.Outputs)
        fixed (int* freed = borders.Freed)
        {
            var part = new RecordedPart
            {
                Calls = all,
                Arguments = given,
                Frees = free,
                Inputs = inputs,
                Fixed = constants,
                Outputs = outputs,
                Freed = freed,
                CountCalls = calls.Length,
                CountArguments = arguments.Length,
                CountFrees = frees.Length,
                CountInputs = borders.Inputs.Length,
                CountFixed = borders.Fixed.Length,
                CountOutputs = borders.Outputs.Length,
                CountFreed = borders.Freed.Length,
                Slots = slots,
                Device = device,
                Way = policy.Way,
            };
            var captured = new GraphHandle();
            var status = captured.Capture(&part, table);
            if (status == Status.OutOfMemory)
            {
                Memory.Trim();
                status = captured.Capture(&part, table);
            }

            if (status == Status.Ok) return graph = captured;
            refusal = Native.Error;
            return null;
        }
    }
}

/// <summary>The owner of a captured graph: it goes with the program.</summary>
internal sealed unsafe class GraphHandle() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Captures a part, for inputs like those in a table.</summary>
    public Status Capture(RecordedPart* part, nint* table)
    {
        nint captured;
        var status = Native.Capture(part, table, &captured);
        if (status == Status.Ok) SetHandle(captured);
        return status;
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        Native.Discard(handle);
        return true;
    }
}
