using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>
/// Sums of a product of matrices and a row, or a matrix: libtorch gathers such a product on top of the other term, where two
/// operations would take another pass and memory between them.
/// </summary>
internal sealed class GatheredProducts
{
    private readonly Dictionary<int, (int Term, int X, int Y)> sums = [];
    private readonly HashSet<int> products = [];

    /// <param name="program">The program.</param>
    /// <param name="uses">Who takes what in it.</param>
    /// <param name="joins">What is joined on the device.</param>
    /// <param name="scaled">Sums that are joined otherwise already.</param>
    public GatheredProducts(Program program, Uses uses, Joins joins, ScaledTerms scaled)
    {
        foreach (var instruction in program.Instructions)
        {
            if (instruction.Operation is not Zip { Op: Binary.Add } || scaled.Of(instruction) is not null) continue;
            var (x, y) = (instruction.Arguments[0], instruction.Arguments[1]);
            if ((Find(instruction, y, x) ?? Find(instruction, x, y)) is { } found) sums.Add(instruction.First, found);
        }

        (int Term, int X, int Y)? Find(Instruction sum, int product, int term)
        {
            if (uses.MakerForOne(product) is not { Operation: Contract contract, Arguments: [var x, var y] }) return null;
            if (!joins.TakesTerm(contract, program.SpaceOf(x), program.SpaceOf(y))) return null;
            if (!joins.IsTerm(program.SpaceOf(term), program.SpaceOf(product), sum.Spaces[0])) return null;
            products.Add(product);
            return (term, x, y);
        }
    }

    /// <summary>The parts of a sum that takes a product as it comes; null if an instruction is none.</summary>
    public (int Term, int X, int Y)? Of(Instruction instruction) =>
        sums.TryGetValue(instruction.First, out var parts) ? parts : null;

    /// <summary>Whether a value is such a product, and never made by itself.</summary>
    public bool IsPartOfAnother(int value) => products.Contains(value);
}
