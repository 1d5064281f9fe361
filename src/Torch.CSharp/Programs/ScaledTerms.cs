using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>
/// Sums and differences whose second term is a number times a tensor: libtorch adds such a term in one pass, where two
/// operations would take two and memory between them.
/// </summary>
internal sealed class ScaledTerms
{
    private readonly Program program;
    private readonly Joins joins;
    private readonly Dictionary<int, Term> terms = [];
    private readonly HashSet<int> parts = [];

    public ScaledTerms(Program program, Uses uses, Joins joins)
    {
        (this.program, this.joins) = (program, joins);
        foreach (var instruction in program.Instructions)
        {
            if (instruction.Operation is not Zip { Op: Binary.Add or Binary.Sub } zip) continue;
            var (x, y) = (instruction.Arguments[0], instruction.Arguments[1]);
            var term = Find(instruction, x, y) ?? (zip.Op == Binary.Add ? Find(instruction, y, x) : null);
            if (term is { } found) terms.Add(instruction.First, found);
        }

        Term? Find(Instruction sum, int x, int product)
        {
            if (uses.MakerForOne(product) is not { Operation: Zip { Op: Binary.Mul } } maker) return null;
            var (a, b) = (maker.Arguments[0], maker.Arguments[1]);
            var (factor, y) = Factor(product, b, a) is { } number ? (number, b) : (Factor(product, a, b), a);
            if (factor is not { } found) return null;
            parts.Add(product);
            return new(x, y, found, sum.Operation is Zip { Op: Binary.Add });
        }
    }

    /// <summary>The parts of a sum that takes a product as it comes; null if an instruction is none.</summary>
    public Term? Of(Instruction instruction) => terms.TryGetValue(instruction.First, out var term) ? term : null;

    /// <summary>Whether a value is such a product, and never made by itself.</summary>
    public bool IsPartOfAnother(int value) => parts.Contains(value);

    private double? Factor(int product, int y, int number) =>
        joins.Factor(program.SpaceOf(product), program.SpaceOf(y), program.ConstantAt(number)?.Uniform);

    /// <summary>X plus or minus a factor times Y.</summary>
    internal readonly record struct Term(int X, int Y, double Factor, bool IsAdded);
}
