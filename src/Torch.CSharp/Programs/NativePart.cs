using System.Runtime.InteropServices;

namespace Functional.LibTorch;

/// <summary>Calls that run in one native call.</summary>
internal sealed unsafe class NativePart : ProgramPart
{
    private readonly TorchBackend backend;
    private readonly CallStep[] steps;
    private readonly NativeCall[] calls;
    private readonly Argument[] arguments;
    private readonly int[] frees;
    private readonly PartGraph? graph;

    /// <param name="slots">The program's.</param>
    /// <param name="steps">The calls.</param>
    /// <param name="last">For each, the slots that it reads last.</param>
    public NativePart(ProgramSlots slots, CallStep[] steps, ReadOnlySpan<int[]> last)
    {
        (backend, this.steps) = (slots.Backend, steps);
        calls = Pinned.Of<NativeCall>(new NativeCall[steps.Length]);
        arguments = Pinned.Of<Argument>([.. steps.SelectMany(x => x.Arguments)]);
        var free = new List<int>();
        var first = 0;
        for (var i = 0; i < steps.Length; i++)
        {
            var step = steps[i];
            calls[i] = new(step.Operator.Handle, first, step.Arguments.Length, step.First, step.Results, free.Count, last[i].Length);
            first += step.Arguments.Length;
            free.AddRange(last[i]);
        }

        frees = Pinned.Of<int>(CollectionsMarshal.AsSpan(free));
        if (GraphPolicy.For(backend) is { } policy && steps.Length >= policy.LeastCalls)
            graph = new(policy, backend.Index, slots.Count, calls, arguments, frees, Borders.Of(slots, steps, frees));
    }

    /// <summary>How many calls there are.</summary>
    public int Count => steps.Length;

    public override void Run(nint* table)
    {
        if (graph is not null && graph.TryRun(table)) return;
        fixed (NativeCall* all = calls)
        fixed (Argument* given = arguments)
        fixed (int* free = frees)
        {
            var done = 0;
            var status = Native.Run(all, calls.Length, given, free, table, &done);
            if (status == Status.OutOfMemory)
            {
                Memory.Trim();
                status = Native.Run(all, calls.Length, given, free, table, &done);
            }

            if (status == Status.Ok) return;
            var step = steps[done];
            throw EagerCalls.Begin(backend.Index, step.Operation).Wrong(status, step.Operator, step.At(table));
        }
    }

    public override string ToString() => $"{string.Join(" ", steps.Select(x => x.Operator))}{graph}";
}
