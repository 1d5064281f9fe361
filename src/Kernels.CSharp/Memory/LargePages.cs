using System.Runtime.InteropServices;

namespace Functional.Kernels;

/// <summary>
/// Native memory that the system may lay out in pages of 2 MiB: a pass over large arrays touches a thousand ordinary pages for each
/// 4 MiB, which are more than a processor finds at once. Linux has to be asked (transparent huge pages, `madvise`, unless they
/// are always on); elsewhere, and where it refuses, the memory is as it would have been.
/// </summary>
internal static unsafe partial class LargePages
{
    private const nuint Line = 64;
    private const nuint Page = 2 << 20;

    /// <summary>Linux: MADV_HUGEPAGE.</summary>
    private const int HugePage = 14;

    /// <summary>At least that many bytes, on a cache line; from two large pages on, on such a page.</summary>
    /// <exception cref="OutOfMemoryException">The system has no such memory.</exception>
    internal static void* Alloc(nuint bytes)
    {
        if (bytes < 2 * Page || !OperatingSystem.IsLinux()) return NativeMemory.AlignedAlloc(bytes, Line);
        var memory = NativeMemory.AlignedAlloc(bytes, Page);
        Ask(memory, bytes / Page * Page);
        return memory;
    }

    /// <summary>A refusal is no error, and neither is a system library of another name.</summary>
    private static void Ask(void* start, nuint bytes)
    {
        try
        {
            _ = Advise(start, bytes, HugePage);
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* start, nuint bytes, int advice);
}
