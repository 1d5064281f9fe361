using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>
/// <c>where(x &lt;= 0, 0, y)</c>, which is what a rectified unit does to a derivative: libtorch has it in one pass, without truth
/// values between.
/// </summary>
internal sealed class Rectified
{
    private readonly Dictionary<int, (int X, int Y)> found = [];
    private readonly HashSet<int> parts = [];

    public Rectified(Program program, Uses uses, Joins joins)
    {
        foreach (var instruction in program.Instructions)
        {
            if (instruction.Operation is not Select || instruction.Arguments is not [var condition, var zero, var y]) continue;
            if (uses.MakerForOne(condition) is not { Operation: Zip { Op: Binary.LessEqual } } maker) continue;
            if (maker.Arguments is not [var x, var bound]) continue;
            var (bottom, least) = (program.ConstantAt(zero)?.Uniform, program.ConstantAt(bound)?.Uniform);
            if (!joins.IsRectified(program.SpaceOf(x), least, bottom, program.SpaceOf(y), instruction.Spaces[0])) continue;
            found.Add(instruction.First, (x, y));
            parts.Add(condition);
        }
    }

    /// <summary>X and y of such a selection; null if an instruction is none.</summary>
    public (int X, int Y)? Of(Instruction instruction) => found.TryGetValue(instruction.First, out var both) ? both : null;

    /// <summary>Whether a value is the condition of one, and never made by itself.</summary>
    public bool IsPartOfAnother(int value) => parts.Contains(value);
}
