using System.Runtime.InteropServices;

namespace Functional.LibTorch;

/// <summary>How a native function ended.</summary>
internal enum Status
{
    /// <summary>Well.</summary>
    Ok,

    /// <summary>With an error, of which <see cref="Native.Error"/> has the text.</summary>
    Failed,

    /// <summary>Without the memory that it needed.</summary>
    OutOfMemory,

    /// <summary>In a process that was forked from the one that loaded libtorch, where nothing of it may be called.</summary>
    Forked,
}

/// <summary>Statuses as exceptions.</summary>
internal static class Statuses
{
    /// <summary>What went wrong in an operation's call.</summary>
    /// <param name="status">Not <see cref="Status.Ok"/>.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="call">What was called.</param>
    /// <param name="reason">What <see cref="Native.Error"/> said then.</param>
    public static Exception Error(this Status status, string operation, string call, string reason) => status switch
    {
        Status.OutOfMemory => Errors.TorchMemory(operation, call, reason),
        Status.Forked => Errors.TorchForked(operation),
        _ => Errors.TorchFailed(operation, call, reason),
    };
}

/// <summary>A tensor that a call made.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Made
{
    /// <summary>Its handle, to be freed once.</summary>
    public nint Tensor;

    /// <summary>The bytes that it alone keeps alive: none for a view.</summary>
    public long Bytes;
}

/// <summary>A call of a program: where its parts are among those of all calls.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct NativeCall(
    nint Operator, int FirstArgument, int Arguments, int FirstResult, int Results, int FirstFree, int Frees);

/// <summary>A part of a program that is captured: its calls, and the slots that it shares with the rest.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct RecordedPart
{
    public NativeCall* Calls;
    public Argument* Arguments;
    public int* Frees;
    public int* Inputs;
    public int* Fixed;
    public int* Outputs;
    public int* Freed;
    public int CountCalls;
    public int CountArguments;
    public int CountFrees;
    public int CountInputs;
    public int CountFixed;
    public int CountOutputs;
    public int CountFreed;
    public int Slots;
    public int Device;
    public GraphWay Way;
}

/// <summary>What the native library knows of a tensor.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Facts
{
    public long Elements;
    public long Bytes;
    public int DType;
    public int Device;
    public int Rank;
    public int IsDense;
}

/// <summary>The functions of the native library, which <see cref="Library"/> loads.</summary>
internal static unsafe partial class Native
{
    /// <summary>The native library's name, without what systems put around it.</summary>
    internal const string Name = "functional_torch";

    /// <summary>The version of the functions and encodings below.</summary>
    internal const int ExpectedAbi = 4;

    /// <summary>The text of this thread's last error, without what follows its first line.</summary>
    public static string Error
    {
        get
        {
            var text = Marshal.PtrToStringUTF8(LastError()) ?? "";
            var end = text.IndexOf('\n', StringComparison.Ordinal);
            return end < 0 ? text : text[..end];
        }
    }

    /// <summary>The tensors whose handles are out, and the bytes that they keep alive.</summary>
    public static (long Tensors, long Bytes) Live()
    {
        long tensors, bytes;
        Live(&tensors, &bytes);
        return (tensors, bytes);
    }

    [LibraryImport(Name, EntryPoint = "ft_abi")]
    public static partial int Abi();

    [LibraryImport(Name, EntryPoint = "ft_start")]
    public static partial void Start();

    /// <summary>For tests: .NET does not survive a fork well enough to try what it makes of one.</summary>
    [LibraryImport(Name, EntryPoint = "ft_pretend_forked")]
    public static partial void PretendForked(int isForked);

    [LibraryImport(Name, EntryPoint = "ft_version")]
    public static partial nint Version();

    [LibraryImport(Name, EntryPoint = "ft_find", StringMarshalling = StringMarshalling.Utf8)]
    public static partial Status Find(string name, string overload, nint* operation);

    [LibraryImport(Name, EntryPoint = "ft_call")]
    public static partial Status Call(nint operation, Argument* arguments, int count, Made* made, int countMade);

    [LibraryImport(Name, EntryPoint = "ft_run")]
    public static partial Status Run(
        NativeCall* calls, int count, Argument* arguments, int* frees, nint* slots, int* done);

    [LibraryImport(Name, EntryPoint = "ft_has_graphs")]
    public static partial int HasGraphs();

    [LibraryImport(Name, EntryPoint = "ft_capture")]
    public static partial Status Capture(RecordedPart* part, nint* slots, nint* graph);

    [LibraryImport(Name, EntryPoint = "ft_replay")]
    public static partial Status Replay(GraphHandle graph, nint* slots);

    [LibraryImport(Name, EntryPoint = "ft_discard")]
    public static partial void Discard(nint graph);

    [LibraryImport(Name, EntryPoint = "ft_hand_out")]
    public static partial void HandOut(nint* slots, int slot, Made* made);

    [LibraryImport(Name, EntryPoint = "ft_take_in")]
    public static partial void TakeIn(nint tensor, nint* slots, int slot);

    [LibraryImport(Name, EntryPoint = "ft_drop")]
    public static partial void Drop(nint* slots, int* which, int count);

    [LibraryImport(Name, EntryPoint = "ft_create")]
    public static partial Status Create(void* data, long* lengths, int rank, int dtype, int device, Made* made);

    [LibraryImport(Name, EntryPoint = "ft_read")]
    public static partial Status Read(nint tensor, void* data);

    [LibraryImport(Name, EntryPoint = "ft_facts")]
    public static partial Status Describe(nint tensor, Facts* facts, long* lengths, int most);

    [LibraryImport(Name, EntryPoint = "ft_share")]
    public static partial nint Share(nint tensor);

    [LibraryImport(Name, EntryPoint = "ft_free")]
    public static partial void Free(nint tensor);

    [LibraryImport(Name, EntryPoint = "ft_free_later")]
    public static partial void FreeLater(nint* tensors, int count);

    [LibraryImport(Name, EntryPoint = "ft_live")]
    private static partial void Live(long* tensors, long* bytes);

    [LibraryImport(Name, EntryPoint = "ft_cuda_count")]
    public static partial int CudaCount();

    [LibraryImport(Name, EntryPoint = "ft_synchronize")]
    public static partial Status Synchronize(int device);

    [LibraryImport(Name, EntryPoint = "ft_threads")]
    public static partial int Threads();

    [LibraryImport(Name, EntryPoint = "ft_set_threads")]
    public static partial Status SetThreads(int count);

    [LibraryImport(Name, EntryPoint = "ft_time")]
    public static partial Status Time(nint operation, Argument* arguments, int count, int repetitions, double* nanoseconds);

    [LibraryImport(Name, EntryPoint = "ft_error")]
    private static partial nint LastError();
}
