using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Functional.Benchmarks.Workloads;

/// <summary>OpenBLAS in this process, where it is installed; its threads are set by OPENBLAS_NUM_THREADS.</summary>
internal static unsafe class OpenBlas
{
    private const int RowMajor = 101;
    private const int Plain = 111;

    private static readonly nint Library =
        new[] { "libopenblas.so.0", "libopenblas" }.Select(Load).FirstOrDefault(handle => handle != 0);

    private static readonly delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void> Single =
        (delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void>)Export("cblas_sgemm");

    private static readonly delegate* unmanaged<int, int, int, int, int, int, double, double*, int, double*, int, double, double*, int, void> Double =
        (delegate* unmanaged<int, int, int, int, int, int, double, double*, int, double*, int, double, double*, int, void>)Export("cblas_dgemm");

    /// <summary>Whether it was found.</summary>
    internal static bool IsHere => Single is not null && Double is not null;

    /// <summary>The environment variable that names the processor whose kernels it takes.</summary>
    internal const string KernelsVariable = "OPENBLAS_CORETYPE";

    /// <summary>
    /// The processor whose kernels it shall take: that of the environment, or the one that it takes for this machine's. It
    /// does not know processors younger than itself, and would run them at half their width: those get the kernels that fit.
    /// </summary>
    internal static string Kernels =>
        Environment.GetEnvironmentVariable(KernelsVariable)
        ?? (Text("openblas_get_corename") is "Haswell" or "Zen" && Avx512F.IsSupported ? "SkylakeX" : Text("openblas_get_corename"));

    /// <summary>Its version, and whose kernels it takes.</summary>
    internal static string Description =>
        IsHere ? $"{string.Join(' ', Text("openblas_get_config").Split(' ').Take(2))} with kernels for {Kernels}" : "OpenBLAS is not here";

    /// <summary>z = x y of square matrices.</summary>
    internal static void Multiply(int n, float* x, float* y, float* z) =>
        Single(RowMajor, Plain, Plain, n, n, n, 1, x, n, y, n, 0, z, n);

    /// <summary>z = x y of square matrices.</summary>
    internal static void Multiply(int n, double* x, double* y, double* z) =>
        Double(RowMajor, Plain, Plain, n, n, n, 1, x, n, y, n, 0, z, n);

    private static nint Load(string name) => NativeLibrary.TryLoad(name, out var handle) ? handle : 0;

    private static nint Export(string name) => Library != 0 && NativeLibrary.TryGetExport(Library, name, out var address) ? address : 0;

    private static string Text(string function)
    {
        var read = (delegate* unmanaged<nint>)Export(function);
        return read is null ? "" : Marshal.PtrToStringUTF8(read()) ?? "";
    }
}
