namespace Functional.Kernels.Fusion;

/// <summary>
/// A matrix product whose finished rows go to the loop behind it, such as a bias with an activation, or the step of an
/// optimizer, while they are in the caches.
/// </summary>
internal sealed class ProductStep(Unit unit, LoopStep loop, int operands) : Step(unit)
{
    private readonly Contract operation = (Contract)unit.Items[0].Operation;
    private readonly Item item = unit.Items[0];
    private readonly int width = unit.Items[0].Spaces[0].Shape.Lengths[1] / Math.Max(1, loop.Unit.Columns);

    internal override void Run(Frame frame)
    {
        var space = item.Spaces[0];
        var product = ManagedArray.Allocate(space.Shape, space.DType);
        frame.Adopt(item.First, product);
        loop.Begin(frame);
        var (x, y) = (frame[item.Arguments[0]]!, frame[item.Arguments[1]]!);
        ManagedBackend.Instance.Contract(operation, x, y, product, new Rows(loop.Nest, frame, operands, width));
        foreach (var value in Last) frame.Release(value);
    }

    /// <summary>
    /// Whether a loop can run on any rows of a product alone: it reads them as they are, and folds nothing across them.
    /// </summary>
    internal static bool IsPossible(Unit product, Unit loop, Nest nest)
    {
        var item = product.Items[0];
        if (item.IsFused || item.Operation is not Contract { Op: Contraction.MatMul } || !loop.Reads(item.First)) return false;
        var shape = item.Spaces[0].Shape;
        return shape.Rank == 2
            && shape.Size == nest.Size
            && (long)shape.Size * item.Spaces[0].DType.ItemSize() > ManagedArray.SmallBytes // which never moves
            && item.Spaces[0].DType == loop.DType
            && (loop.Columns is 0 or 1 || loop.Columns == shape.Lengths[1])
            && nest.IsByRow;
    }

    private sealed unsafe class Rows(Nest nest, Frame frame, int operands, int width) : IRowsJob
    {
        public void Run(int firstRow, int endRow) => nest.RunRows(frame.Operands(operands), firstRow * width, endRow * width);
    }
}
