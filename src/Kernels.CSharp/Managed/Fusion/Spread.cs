namespace Functional.Kernels.Fusion;

/// <summary>An operand stretched to a shape in memory, for loops that cannot read it in place.</summary>
internal sealed class Spread(Shape to) : Operation("expand")
{
    /// <inheritdoc/>
    public override Space Infer(ReadOnlySpan<Space> arguments) => new(to, arguments[0].DType);

    /// <inheritdoc/>
    public override Operation Batched(int size) => new Spread(to.Batched(size));

    /// <inheritdoc/>
    public override NdArray Run(NdArray x) => ManagedBackend.Contiguous((ManagedArray)new Expand(to).Run(x));
}
