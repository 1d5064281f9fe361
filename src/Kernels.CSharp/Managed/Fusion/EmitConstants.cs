namespace Functional.Kernels;

/// <summary>Numbers and parameters of functors that emitted code reads: they stand at places known when it is written.</summary>
internal sealed class EmitConstants
{
    private const int Alignment = 8;

    private readonly List<byte> bytes = [];

    /// <summary>Adds a value, and says where it stands.</summary>
    internal int Add(ReadOnlySpan<byte> value)
    {
        var place = bytes.Count;
        foreach (var x in value) bytes.Add(x);
        while (bytes.Count % Alignment != 0) bytes.Add(0);
        return place;
    }

    /// <summary>All values, in memory that does not move.</summary>
    internal byte[] Pin()
    {
        var pinned = GC.AllocateUninitializedArray<byte>(Math.Max(bytes.Count, Alignment), pinned: true);
        bytes.CopyTo(pinned);
        return pinned;
    }
}
