namespace Functional.Kernels;

/// <summary>What operations have to do with one more axis on the left.</summary>
internal static class Batch
{
    /// <summary>The numbers of axes, once there is one more on the left of them.</summary>
    public static int[] Shift(int[] axes)
    {
        var shifted = new int[axes.Length];
        for (var i = 0; i < axes.Length; i++) shifted[i] = axes[i] + 1;
        return shifted;
    }
}
