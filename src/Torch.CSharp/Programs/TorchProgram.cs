using System.Runtime.InteropServices;
using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>
/// A program as calls of libtorch's operators: as many as follow each other run in one native call, without an object for what
/// they make, and each value is freed after its last use.
/// </summary>
internal sealed unsafe class TorchProgram : IExecutable
{
    /// <summary>Slots that the stack has room for.</summary>
    private const int StackSlots = 256;

    private readonly TorchBackend backend;
    private readonly Space[] arguments;
    private readonly Place[] results;
    private readonly int slots;
    private readonly (int Slot, TorchArray Array)[] constants;
    private readonly Part[] parts;
    private readonly int[] own;

    /// <summary>Makes a program ready.</summary>
    internal TorchProgram(TorchBackend backend, Program program, bool eager)
    {
        var recorded = new ProgramRecorder(backend, program, eager);
        this.backend = backend;
        arguments = [.. program.Arguments];
        results = recorded.Results;
        slots = recorded.Calls.Slots;
        constants = [.. recorded.Calls.Constants.Select(x => (x.Key, x.Value))];
        int[] kept = [.. results.Select(x => x.Slot), .. Enumerable.Range(0, arguments.Length), .. constants.Select(x => x.Slot)];
        var frees = LastUses(recorded.Calls.Steps, kept);
        var steps = InPlace.Of(recorded.Calls.Steps, recorded.Spaces, frees, kept);
        var list = new List<Part>();
        for (var i = 0; i < frees.Length;)
        {
            var end = i;
            while (end < frees.Length && steps[end] is CallStep) end++;
            if (end > i)
            {
                list.Add(new NativePart([.. steps.Skip(i).Take(end - i).Cast<CallStep>()], frees.AsSpan(i..end)));
                i = end;
            }
            else
            {
                list.Add(new StepPart(steps[i], frees[i]));
                i++;
            }
        }

        parts = [.. list];
        var made = steps.SelectMany(x => Enumerable.Range(x.First, x.Results));
        own = Pinned<int>([.. made]);
    }

    /// <inheritdoc/>
    public NdArray[] Run(NdArray[] arguments) => TryRun(arguments) ?? throw Misfit(arguments);

    /// <inheritdoc/>
    public NdArray[]? TryRun(NdArray[] arguments)
    {
        if (!Fits(arguments)) return null;
        if (slots > StackSlots)
        {
            fixed (nint* memory = new nint[slots]) return Run(arguments, memory);
        }

        var table = stackalloc nint[slots];
        new Span<nint>(table, slots).Clear();
        return Run(arguments, table);
    }

    /// <inheritdoc/>
    public string Explain()
    {
        var calls = parts.OfType<NativePart>().Sum(x => x.Count);
        var runs = parts.OfType<NativePart>().Count();
        var text = new StringWriter();
        text.WriteLine($"{calls} calls of libtorch in {runs} native {(runs == 1 ? "call" : "calls")}, {parts.Length - runs} steps between");
        foreach (var part in parts) text.WriteLine($"- {part}");
        return text.ToString();
    }

    private NdArray[] Run(NdArray[] given, nint* table)
    {
        for (var i = 0; i < given.Length; i++) table[i] = Handle(given[i]);
        foreach (var (slot, array) in constants) table[slot] = Handle(array);
        try
        {
            foreach (var part in parts) part.Run(this, table);
            var made = new NdArray[results.Length];
            for (var i = 0; i < made.Length; i++) made[i] = Result(i, given, made, table);
            return made;
        }
        finally
        {
            fixed (int* all = own) Native.Drop(table, all, own.Length);
            GC.KeepAlive(given);
        }
    }

    /// <summary>A result: what was given, what is known, one that came before, or a tensor that is handed out.</summary>
    private NdArray Result(int index, NdArray[] given, NdArray[] before, nint* table)
    {
        var (slot, space) = results[index];
        if (slot < given.Length) return given[slot];
        for (var i = 0; i < index; i++)
        {
            if (results[i].Slot == slot) return before[i];
        }

        foreach (var (known, array) in constants)
        {
            if (known == slot) return array;
        }

        Made made;
        if (Native.HandOut(table, slot, &made) != Status.Ok) throw Errors.TorchFailed("compile", "a result", Native.Error);
        return new TorchArray(backend, space.Shape, space.DType, Memory.Mine.Hold(made), null);
    }

    private bool Fits(NdArray[] given)
    {
        if (given.Length != arguments.Length) return false;
        for (var i = 0; i < given.Length; i++)
        {
            if (given[i] is not TorchArray array || !ReferenceEquals(array.Owner, backend) || array.Space != arguments[i]) return false;
        }

        return true;
    }

    private Exception Misfit(NdArray[] given)
    {
        if (given.Length != arguments.Length) return Errors.ProgramArguments(arguments.Length, given.Length);
        for (var i = 0; i < given.Length; i++)
        {
            backend.Of("compile", given[i]);
            if (given[i].Space != arguments[i]) return Errors.ProgramArgument(i, arguments[i], given[i].Space);
        }

        return Errors.ProgramArguments(arguments.Length, given.Length);
    }

    private static nint Handle(NdArray array) => (nint)((TorchArray)array).Input.Value.Id;

    private TorchArray ArrayOf(Place place, nint* table)
    {
        var handle = Native.Share(table[place.Slot]);
        return new(backend, place.Space.Shape, place.Space.DType, Memory.Mine.Hold(new() { Tensor = handle }), null);
    }

    /// <summary>For each step, the slots of the program's own that no later one reads and that are not kept.</summary>
    private static int[][] LastUses(IReadOnlyList<TorchStep> steps, int[] kept)
    {
        var seen = new HashSet<int>(kept);
        var own = new HashSet<int>(steps.SelectMany(x => Enumerable.Range(x.First, x.Results)));
        var last = new int[steps.Count][];
        for (var i = last.Length - 1; i >= 0; i--)
        {
            var used = steps[i].Taken.Concat(Enumerable.Range(steps[i].First, steps[i].Results));
            last[i] = [.. used.Where(x => own.Contains(x) && seen.Add(x))];
        }

        return last;
    }

    private static T[] Pinned<T>(ReadOnlySpan<T> items)
    {
        var pinned = GC.AllocateUninitializedArray<T>(items.Length, pinned: true);
        items.CopyTo(pinned);
        return pinned;
    }

    /// <summary>A part of the program.</summary>
    private abstract class Part
    {
        public abstract void Run(TorchProgram program, nint* table);
    }

    /// <summary>Calls that run in one native call.</summary>
    private sealed class NativePart : Part
    {
        private readonly CallStep[] steps;
        private readonly NativeCall[] calls;
        private readonly Argument[] arguments;
        private readonly int[] frees;

        public NativePart(CallStep[] steps, ReadOnlySpan<int[]> last)
        {
            this.steps = steps;
            calls = Pinned<NativeCall>(new NativeCall[steps.Length]);
            arguments = Pinned<Argument>([.. steps.SelectMany(x => x.Arguments)]);
            var free = new List<int>();
            var first = 0;
            for (var i = 0; i < steps.Length; i++)
            {
                var step = steps[i];
                calls[i] = new(
                    step.Operator.Handle, first, step.Arguments.Length, step.First, step.Results, free.Count, last[i].Length);
                first += step.Arguments.Length;
                free.AddRange(last[i]);
            }

            frees = Pinned<int>(CollectionsMarshal.AsSpan(free));
        }

        public int Count => steps.Length;

        public override void Run(TorchProgram program, nint* table)
        {
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
                throw EagerCalls.Begin(program.backend.Index, step.Operation).Wrong(status, step.Operator, step.At(table));
            }
        }

        public override string ToString() => string.Join(" ", steps.Select(x => x.Operator));
    }

    /// <summary>A step that sees arrays or numbers.</summary>
    private sealed class StepPart(TorchStep step, int[] last) : Part
    {
        public override void Run(TorchProgram program, nint* table)
        {
            switch (step)
            {
                case CheckStep check:
                    EagerCalls.Begin(program.backend.Index, "compile").Check(new(table[check.Slot]), check.Count, check.Judge);
                    break;
                case OperationStep { Operation: var operation } one:
                    Put(one.Arguments, x => [operation.Run(x)]);
                    break;
                case ControlStep control:
                    Put(control.Arguments, x => control.Control.RunAll(control.Bodies, x));
                    break;
            }

            fixed (int* which = last) Native.Drop(table, which, last.Length);

            void Put(Place[] places, Func<NdArray[], NdArray[]> run)
            {
                var taken = new NdArray[places.Length];
                for (var i = 0; i < taken.Length; i++) taken[i] = program.ArrayOf(places[i], table);
                var made = run(taken);
                for (var i = 0; i < made.Length; i++) Native.TakeIn(Handle(made[i]), table, step.First + i);
                GC.KeepAlive(made);
            }
        }

        public override string ToString() => step switch
        {
            OperationStep one => $"{one.Operation} (as it is)",
            ControlStep control => $"{control.Control}",
            _ => "a check",
        };
    }
}
