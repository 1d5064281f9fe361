namespace Functional.Kernels.Fusion;

/// <summary>Where loops find a value.</summary>
/// <param name="Space">Its shape and dtype.</param>
/// <param name="Offset">Its place in the frame's memory; negative if it is elsewhere, and somewhere else each time.</param>
/// <param name="Uses">Where in the frame's table of operands it stands.</param>
/// <param name="IsArray">Whether it is an array as well: made so, or needed so by an operation that runs as it is, or by the caller.</param>
internal sealed record Slot(Space Space, int Offset, int[] Uses, bool IsArray)
{
    internal bool IsFixed => Offset >= 0;

    internal long Bytes { get; } = (long)Space.Shape.Size * Space.DType.ItemSize();
}
