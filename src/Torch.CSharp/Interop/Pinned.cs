namespace Functional.LibTorch;

/// <summary>Arrays that stay where they are, for native code to read.</summary>
internal static class Pinned
{
    public static T[] Of<T>(ReadOnlySpan<T> items)
    {
        var pinned = GC.AllocateUninitializedArray<T>(items.Length, pinned: true);
        items.CopyTo(pinned);
        return pinned;
    }
}
