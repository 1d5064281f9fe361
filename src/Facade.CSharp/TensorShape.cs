using System.Runtime.CompilerServices;
using F = Functional.TensorModule;

namespace Functional;

/// <summary>The elements of a tensor under another shape, or in other places.</summary>
public static class TensorShape
{
    extension(Tensor x)
    {
        /// <summary>The matrix transposed: the last two axes exchanged.</summary>
        public Tensor T => F.matrixTranspose(x);

        /// <summary>The same elements in row-major order under another shape; one length may be -1, and is inferred.</summary>
        [OverloadResolutionPriority(1)]
        public Tensor Reshape(params int[] shape) => F.reshape(shape, x);

        /// <summary>The same elements in row-major order under another shape; one length may be -1, and is inferred.</summary>
        public Tensor Reshape(Shape shape) => F.reshape(shape, x);

        /// <summary>The axes from one to another, joined into one.</summary>
        public Tensor Flatten(int start = 0, int stop = -1) => F.flattenAxes(start, stop, x);

        /// <summary>An axis cut into several; one of their lengths may be -1, and is inferred.</summary>
        public Tensor Unflatten(int axis, params int[] lengths) => F.unflatten(axis, lengths, x);

        /// <summary>A new axis of length 1, at that place of the result.</summary>
        public Tensor Unsqueeze(int axis) => F.unsqueeze(axis, x);

        /// <summary>Without those of the given axes whose length is 1.</summary>
        public Tensor Squeeze(params int[] axes) => F.squeezeAxes(axes, x);

        /// <summary>Axis i of the result is axis axes[i] of the tensor.</summary>
        public Tensor Permute(params int[] axes) => F.permute(axes, x);

        /// <summary>Axes put at other places; the others keep their order.</summary>
        public Tensor MoveAxes(int[] source, int[] destination) => F.moveAxes(source, destination, x);

        /// <summary>An axis put at another place; the others keep their order.</summary>
        public Tensor MoveAxes(int source, int destination) => F.moveAxes([source], [destination], x);

        /// <summary>Two axes exchanged.</summary>
        public Tensor SwapAxes(int a, int b) => F.swapAxes(a, b, x);

        /// <summary>The last two axes exchanged.</summary>
        public Tensor MatrixTranspose() => F.matrixTranspose(x);

        /// <summary>Axes of length 1 stretched, and axes added on the left; -1 keeps the length of an axis.</summary>
        [OverloadResolutionPriority(1)]
        public Tensor Expand(params int[] shape) => F.expand(shape, x);

        /// <summary>Axes of length 1 stretched, and axes added on the left; -1 keeps the length of an axis.</summary>
        public Tensor Expand(Shape shape) => F.expand(shape, x);

        /// <summary>Stretched to a shape, as operands of + are.</summary>
        [OverloadResolutionPriority(1)]
        public Tensor BroadcastTo(Shape shape) => F.broadcastTo(shape, x);

        /// <summary>Stretched to a shape, as operands of + are.</summary>
        public Tensor BroadcastTo(params int[] shape) => F.broadcastTo(shape, x);

        /// <summary>The elements along some axes (none given: along all) in reverse.</summary>
        public Tensor Flip(params int[] axes) => F.flip(axes, x);

        /// <summary>The elements shifted along axes, those beyond the end to the start; without axes, along the flattened tensor.</summary>
        public Tensor Roll(int[] shifts, int[] axes) => F.roll(shifts, axes, x);

        /// <summary>The elements shifted along an axis, those beyond the end to the start.</summary>
        public Tensor Roll(int shift, int axis) => F.roll([shift], [axis], x);

        /// <summary>The elements shifted along the flattened tensor, those beyond the end to the start.</summary>
        public Tensor Roll(int shift) => F.roll([shift], [], x);

        /// <summary>A constant before and after the elements of axes, as pairs that start at the last axis; negative numbers crop.</summary>
        public Tensor Pad(int[] pairs, double value = 0) => F.pad(pairs, value, x);

        /// <summary>The elements (i, i + offset) of two axes, along a new last axis.</summary>
        public Tensor Diagonal(int offset = 0, int axis1 = 0, int axis2 = 1) => F.diagonalWith(offset, axis1, axis2, x);

        /// <summary>Zeros with the last axis at (i, i + offset) of two new axes of the result.</summary>
        public Tensor DiagEmbed(int offset = 0, int axis1 = -2, int axis2 = -1) => F.diagEmbedWith(offset, axis1, axis2, x);

        /// <summary>The last two axes on and below a diagonal (0 is the main one), zeros above it.</summary>
        public Tensor Tril(int diagonal = 0) => F.tril(diagonal, x);

        /// <summary>The last two axes on and above a diagonal (0 is the main one), zeros below it.</summary>
        public Tensor Triu(int diagonal = 0) => F.triu(diagonal, x);

        /// <summary>The tensor repeated along its axes; counts beyond its rank add axes on the left.</summary>
        public Tensor Repeat(params int[] counts) => F.repeat(counts, x);

        /// <summary>As repeat, but missing counts are 1.</summary>
        public Tensor Tile(params int[] counts) => F.tile(counts, x);
    }
}
