using System.Runtime.InteropServices;

namespace Functional.LibTorch;

/// <summary>
/// The native library, loaded when libtorch is first used: beside this assembly, or where the environment variable
/// <see cref="Variable"/> points, which goes first. It finds libtorch itself where it was built with it.
/// </summary>
internal static class Library
{
    /// <summary>The environment variable that names the native library or its folder.</summary>
    internal const string Variable = "FUNCTIONAL_TORCH";

    private static readonly Lock Loading = new();
    private static volatile bool isLoaded;
    private static nint handle;

    /// <summary>Makes sure that the native library is there.</summary>
    /// <exception cref="DeviceException">It is not, or it is another version's.</exception>
    public static void Require()
    {
        if (isLoaded) return;
        lock (Loading)
        {
            if (!isLoaded) Load();
        }
    }

    /// <summary>Why the native library cannot be used, or null.</summary>
    public static string? Refusal()
    {
        try
        {
            Require();
            return null;
        }
        catch (DeviceException error)
        {
            return error.Message;
        }
    }

    private static void Load()
    {
        if (handle == 0)
        {
            handle = Find(Environment.GetEnvironmentVariable(Variable));
            NativeLibrary.SetDllImportResolver(typeof(Library).Assembly, (name, _, _) => name == Native.Name ? handle : 0);
        }

        CheckAbi(Native.Abi());
        isLoaded = true;
    }

    /// <summary>Refuses a native library that was built from other sources.</summary>
    internal static void CheckAbi(int abi)
    {
        if (abi != Native.ExpectedAbi) throw Errors.TorchAbi(Native.ExpectedAbi, abi);
    }

    /// <summary>Loads the native library from a file, a folder, or, if none is named, from beside this assembly.</summary>
    /// <exception cref="DeviceException">It is not there, or cannot be loaded.</exception>
    internal static nint Find(string? place)
    {
        try
        {
            if (string.IsNullOrEmpty(place))
                return NativeLibrary.Load(Native.Name, typeof(Library).Assembly, DllImportSearchPath.AssemblyDirectory);
            return NativeLibrary.Load(Directory.Exists(place) ? Path.Combine(place, FileName) : place);
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            throw Errors.NoTorch(FirstLine(error.Message), Variable);
        }
    }

    private static string FileName =>
        OperatingSystem.IsWindows() ? $"{Native.Name}.dll"
        : OperatingSystem.IsMacOS() ? $"lib{Native.Name}.dylib"
        : $"lib{Native.Name}.so";

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();
}
