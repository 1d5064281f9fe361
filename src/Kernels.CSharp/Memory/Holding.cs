namespace Functional.Kernels;

/// <summary>
/// Memory of a backend that someone holds: it returns when nobody can reach it any more, or with the <see cref="Arena"/> that it is in.
/// </summary>
internal abstract class Holding
{
    /// <summary>Next in the list that this is in: an arena's, or that of what is free; it is never in both.</summary>
    internal Holding? Next;

    /// <summary>Set when something outlives the transformation that made it.</summary>
    internal volatile bool Kept;

    /// <summary>Returns the memory at once: nobody reads it any more.</summary>
    internal abstract void GiveBack();
}
