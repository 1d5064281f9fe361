using System.Runtime.InteropServices;

namespace Functional.Benchmarks.Workloads;

/// <summary>OpenBLAS in this process, where it is installed; its threads are set by OPENBLAS_NUM_THREADS.</summary>
internal static unsafe class OpenBlas
{
    private const int RowMajor = 101;
    private const int Plain = 111;

    private static readonly nint Library =
        new[] { "libopenblas.so.0", "libopenblas" }.Select(Load).FirstOrDefault(handle => handle != 0);

    private static readonly nint Single = Export("cblas_sgemm");

    private static readonly nint Double = Export("cblas_dgemm");

    /// <summary>Whether it was found.</summary>
    internal static bool IsHere => Single != 0 && Double != 0;

    /// <summary>Its version, and the processor whose kernels it took.</summary>
    internal static string Description =>
        IsHere
            ? $"{string.Join(' ', Text("openblas_get_config").Split(' ').Take(2))} with kernels for {Text("openblas_get_corename")}"
            : "OpenBLAS is not here";

    /// <summary>z = x y of square matrices.</summary>
    internal static void Multiply(int n, float* x, float* y, float* z) =>
        ((delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void>)Single)(
            RowMajor, Plain, Plain, n, n, n, 1, x, n, y, n, 0, z, n);

    /// <summary>z = x y of square matrices.</summary>
    internal static void Multiply(int n, double* x, double* y, double* z) =>
        ((delegate* unmanaged<int, int, int, int, int, int, double, double*, int, double*, int, double, double*, int, void>)Double)(
            RowMajor, Plain, Plain, n, n, n, 1, x, n, y, n, 0, z, n);

    private static nint Load(string name) => NativeLibrary.TryLoad(name, out var handle) ? handle : 0;

    private static nint Export(string name) => Library != 0 && NativeLibrary.TryGetExport(Library, name, out var address) ? address : 0;

    private static string Text(string function)
    {
        var read = (delegate* unmanaged<nint>)Export(function);
        return read is null ? "" : Marshal.PtrToStringUTF8(read()) ?? "";
    }
}
