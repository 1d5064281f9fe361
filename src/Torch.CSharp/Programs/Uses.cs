using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>Which instruction makes a value, and how often one is taken: what rewritings that join operations ask.</summary>
internal sealed class Uses
{
    private readonly Dictionary<int, Instruction> makers;
    private readonly int[] counts;

    public Uses(Program program)
    {
        makers = program.Instructions.ToDictionary(x => x.First);
        counts = new int[program.Count];
        foreach (var value in program.Instructions.SelectMany(x => x.Arguments).Concat(program.Results)) counts[value]++;
    }

    /// <summary>The instruction that makes a value which is taken once; null where it is taken more often, or is given.</summary>
    public Instruction? MakerForOne(int value) => counts[value] == 1 ? makers.GetValueOrDefault(value) : null;
}
