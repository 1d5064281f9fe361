using System.Runtime.InteropServices;

namespace Functional.LibTorch;

/// <summary>What an argument of an operator is; the native library knows the same numbers.</summary>
internal enum ArgumentKind
{
    /// <summary>An optional argument that is not given.</summary>
    None,

    /// <summary>A tensor: its handle, or in a program the number of its slot.</summary>
    Tensor,

    /// <summary>An integer, a dtype or a layout.</summary>
    Integer,

    /// <summary>The bits of a double.</summary>
    Real,

    /// <summary>0 or 1.</summary>
    Truth,

    /// <summary>The number of a CUDA device, -1 for the CPU.</summary>
    Device,

    /// <summary>A list: as many of the arguments that follow are its elements.</summary>
    Integers,

    /// <summary>The same of doubles.</summary>
    Reals,

    /// <summary>The same of tensors.</summary>
    Tensors,

    /// <summary>As many bytes of text, which fill the arguments that follow.</summary>
    Text,
}

/// <summary>
/// An argument of an operator in 16 bytes. Lists are a header with their elements behind it, so that all arguments of a
/// call, and of many calls, lie flat in one array.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Argument(ArgumentKind kind, int count, long payload)
{
    /// <summary>What it is.</summary>
    public readonly ArgumentKind Kind = kind;

    /// <summary>Elements of a list, bytes of a text; 1 for a tensor that must lie in memory as rows.</summary>
    public readonly int Count = count;

    /// <summary>The number, handle or slot.</summary>
    public readonly long Payload = payload;

    /// <summary>The bytes of an argument, which text fills.</summary>
    public const int Size = 16;

    /// <summary>An optional argument that is not given.</summary>
    public static Argument None => default;

    public static implicit operator Argument(Value value) => new(ArgumentKind.Tensor, 0, value.Id);

    public static implicit operator Argument(Input input) => new(ArgumentKind.Tensor, 0, input.Value.Id);

    public static implicit operator Argument(long number) => new(ArgumentKind.Integer, 0, number);

    public static implicit operator Argument(double number) => new(ArgumentKind.Real, 0, BitConverter.DoubleToInt64Bits(number));

    public static implicit operator Argument(bool truth) => new(ArgumentKind.Truth, 0, truth ? 1 : 0);

    public static implicit operator Argument(DType dtype) => new(ArgumentKind.Integer, 0, ScalarTypes.Of(dtype));

    /// <summary>A host number as an operator's scalar.</summary>
    public static implicit operator Argument(Number number) => number.Kind switch
    {
        NumberKind.Bool => number.ToInt64() != 0,
        NumberKind.Integer => number.ToInt64(),
        _ => number.ToDouble(),
    };

    /// <summary>
    /// A tensor as rows, copied if it is not: libtorch's vectors and its single numbers may differ in the last place, and
    /// which of them compute depends on the layout.
    /// </summary>
    public static Argument Rows(Value value) => new(ArgumentKind.Tensor, 1, value.Id);

    /// <summary>A device: the number of a CUDA device, -1 for the CPU.</summary>
    public static Argument Device(int index) => new(ArgumentKind.Device, 0, index);
}

/// <summary>The numbers by which libtorch knows dtypes.</summary>
internal static class ScalarTypes
{
    public static int Of(DType dtype) => dtype switch
    {
        DType.Bool => 11,
        DType.UInt8 => 0,
        DType.Int32 => 3,
        DType.Int64 => 4,
        DType.Float16 => 5,
        DType.BFloat16 => 15,
        DType.Float32 => 6,
        _ => 7,
    };

    /// <summary>PyTorch's name of one of libtorch's numbers.</summary>
    public static string Name(int number)
    {
        foreach (var dtype in Enum.GetValues<DType>())
        {
            if (Of(dtype) == number) return dtype.Name();
        }

        return $"dtype {number}";
    }
}
