using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>What the parts of a program share.</summary>
/// <param name="Backend">Where it runs.</param>
/// <param name="Count">How many slots there are.</param>
/// <param name="Constants">Those that have the same tensors on every run.</param>
internal sealed record ProgramSlots(TorchBackend Backend, int Count, IReadOnlySet<int> Constants);

/// <summary>A part of a program: it reads slots of a table and fills others.</summary>
internal abstract unsafe class ProgramPart
{
    public abstract void Run(nint* table);
}

/// <summary>A step that sees arrays or numbers.</summary>
internal sealed unsafe class StepPart(TorchBackend backend, TorchStep step, int[] last) : ProgramPart
{
    public override void Run(nint* table)
    {
        switch (step)
        {
            case CheckStep check:
                EagerCalls.Begin(backend.Index, "compile").Check(new(table[check.Slot]), check.Count, check.Judge);
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
            for (var i = 0; i < taken.Length; i++) taken[i] = ArrayOf(places[i], table);
            var made = run(taken);
            for (var i = 0; i < made.Length; i++) Native.TakeIn(TorchProgram.Handle(made[i]), table, step.First + i);
            GC.KeepAlive(made);
        }
    }

    public override string ToString() => step switch
    {
        OperationStep one => $"{one.Operation} (as it is)",
        ControlStep control => $"{control.Control}",
        _ => "a check",
    };

    private TorchArray ArrayOf(Place place, nint* table)
    {
        var handle = Native.Share(table[place.Slot]);
        return Memory.Mine.Array(backend, place.Space.Shape, place.Space.DType, new() { Tensor = handle });
    }
}
