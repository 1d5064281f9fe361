using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>Writes a program down as calls of libtorch's operators.</summary>
internal sealed class ProgramRecorder
{
    private readonly TorchBackend backend;
    private readonly Program program;
    private readonly bool eager;
    private readonly RecordedCalls calls;
    private readonly Recorder recorder;
    private readonly RecordedArray[] values;
    private readonly ScaledTerms scaled;
    private readonly Rectified rectified;
    private readonly GatheredProducts gathered;

    public ProgramRecorder(TorchBackend backend, Program program, bool eager)
    {
        (this.backend, this.program, this.eager) = (backend, program, eager);
        calls = new(backend.Index, program.Arguments.Count);
        recorder = new(backend, calls);
        values = new RecordedArray[program.Count];
        for (var i = 0; i < program.Arguments.Count; i++) values[i] = new(recorder, program.Arguments[i], i);
        for (var i = 0; i < program.Constants.Count; i++)
            values[program.Arguments.Count + i] = recorder.Constant(program.Constants[i]);
        var uses = new Uses(program);
        scaled = new(program, uses, backend.Joins);
        rectified = new(program, uses, backend.Joins);
        gathered = new(program, uses, backend.Joins, scaled);
        foreach (var instruction in program.Instructions)
        {
            if (!IsPartOfAnother(instruction.First)) Write(instruction);
        }
    }

    /// <summary>The calls.</summary>
    public RecordedCalls Calls => calls;

    /// <summary>The spaces of slots, where they are values of the program.</summary>
    public Dictionary<int, Space> Spaces => values.OfType<RecordedArray>().DistinctBy(x => x.Slot).ToDictionary(x => x.Slot, x => x.Space);

    /// <summary>Where the program's results are.</summary>
    public Place[] Results => [.. program.Results.Select(x => new Place(values[x].Slot, values[x].Space))];

    private bool IsPartOfAnother(int value) =>
        scaled.IsPartOfAnother(value) || rectified.IsPartOfAnother(value) || gathered.IsPartOfAnother(value);

    private void Write(Instruction instruction)
    {
        if (scaled.Of(instruction) is { } term)
        {
            Write(instruction, term);
            return;
        }

        if (rectified.Of(instruction) is { } selection)
        {
            var (x, y) = (new Value(values[selection.X].Slot), new Value(values[selection.Y].Slot));
            Made(instruction, calls.Begin(instruction.Operation.Name).Rectified(x, y));
            return;
        }

        if (gathered.Of(instruction) is { } sum)
        {
            var (start, x, y) = (new Value(values[sum.Term].Slot), new Value(values[sum.X].Slot), new Value(values[sum.Y].Slot));
            Made(instruction, calls.Begin(instruction.Operation.Name).AddProduct(start, x, y));
            return;
        }

        RecordedArray[] taken = [.. instruction.Arguments.Select(x => values[x])];
        Place[] places = [.. taken.Select(x => new Place(x.Slot, x.Space))];
        if (instruction.Operation is Control control)
        {
            IExecutable[] bodies = [.. control.Bodies.Select(x => backend.Compile(x, eager))];
            var count = instruction.Spaces.Length;
            var first = calls.Add(slot => new ControlStep(control, bodies, places, slot, count), count);
            for (var i = 0; i < count; i++) values[instruction.First + i] = new(recorder, instruction.Spaces[i], first + i);
            return;
        }

        var mark = calls.Steps.Count;
        try
        {
            values[instruction.First] = (RecordedArray)instruction.Operation.Run([.. taken]);
        }
        catch (NotRecordedException)
        {
            calls.BackTo(mark);
            var first = calls.Add(slot => new OperationStep(instruction.Operation, places, slot), 1);
            values[instruction.First] = new(recorder, instruction.Spaces[0], first);
        }
    }

    private void Write(Instruction instruction, ScaledTerms.Term term)
    {
        var (x, y) = (new Value(values[term.X].Slot), new Value(values[term.Y].Slot));
        Made(instruction, calls.Begin(instruction.Operation.Name).AddScaled(term.IsAdded, x, y, term.Factor));
    }

    private void Made(Instruction instruction, Value value) =>
        values[instruction.First] = new(recorder, instruction.Spaces[0], (int)value.Id);
}
