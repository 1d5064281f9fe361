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
    private readonly ProgramPart[] parts;
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
        var whole = new ProgramSlots(backend, slots, constants.Select(x => x.Slot).ToHashSet());
        var list = new List<ProgramPart>();
        for (var i = 0; i < frees.Length;)
        {
            var end = i;
            while (end < frees.Length && steps[end] is CallStep) end++;
            if (end > i)
            {
                list.Add(new NativePart(whole, [.. steps.Skip(i).Take(end - i).Cast<CallStep>()], frees.AsSpan(i..end)));
                i = end;
            }
            else
            {
                list.Add(new StepPart(backend, steps[i], frees[i]));
                i++;
            }
        }

        parts = [.. list];
        var made = steps.SelectMany(x => Enumerable.Range(x.First, x.Results));
        own = Pinned.Of<int>([.. made]);
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
            foreach (var part in parts) part.Run(table);
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
        Native.HandOut(table, slot, &made);
        return Memory.Mine.Array(backend, space.Shape, space.DType, made);
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

    internal static nint Handle(NdArray array) => (nint)((TorchArray)array).Input.Value.Id;

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
}
