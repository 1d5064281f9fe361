using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>A slot and what is in it.</summary>
internal readonly record struct Place(int Slot, Space Space);

/// <summary>Something that a program does.</summary>
/// <param name="Taken">The slots that it reads.</param>
/// <param name="First">The first of the slots that it fills.</param>
/// <param name="Results">How many these are.</param>
internal abstract record TorchStep(int[] Taken, int First, int Results);

/// <summary>A call of an operator. Neighbours run in one native call.</summary>
internal sealed record CallStep(string Operation, Operator Operator, Argument[] Arguments, int First, int Results)
    : TorchStep(SlotsOf(Arguments), First, Results)
{
    /// <summary>The arguments with handles where slots were.</summary>
    public unsafe Argument[] At(nint* table)
    {
        var handles = (Argument[])Arguments.Clone();
        foreach (var i in Tensors(handles)) handles[i] = new(ArgumentKind.Tensor, handles[i].Count, table[handles[i].Payload]);
        return handles;
    }

    private static int[] SlotsOf(Argument[] arguments) => [.. Tensors(arguments).Select(i => (int)arguments[i].Payload)];

    /// <summary>Which arguments are tensors; text may look like anything.</summary>
    private static IEnumerable<int> Tensors(Argument[] arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i].Kind == ArgumentKind.Tensor) yield return i;
            if (arguments[i].Kind == ArgumentKind.Text) i += (arguments[i].Count + Argument.Size - 1) / Argument.Size;
        }
    }
}

/// <summary>Numbers are judged.</summary>
internal sealed record CheckStep(int Slot, int Count, Judge Judge) : TorchStep([Slot], 0, 0);

/// <summary>An operation as it is: by way of the host, or because it reads numbers.</summary>
internal sealed record OperationStep(Operation Operation, Place[] Arguments, int First)
    : TorchStep([.. Arguments.Select(x => x.Slot)], First, 1);

/// <summary>A branch or a loop that runs programs.</summary>
internal sealed record ControlStep(Control Control, IExecutable[] Bodies, Place[] Arguments, int First, int Results)
    : TorchStep([.. Arguments.Select(x => x.Slot)], First, Results);
