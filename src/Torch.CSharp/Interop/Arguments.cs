using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Functional.LibTorch;

/// <summary>
/// Arguments with lists among them, one after the other in memory that the caller has on its stack: nothing is allocated
/// unless they do not fit.
/// </summary>
internal ref struct Arguments(Span<Argument> memory)
{
    /// <summary>How many fit usually.</summary>
    public const int Usual = 24;

    private Span<Argument> memory = memory;
    private int count;

    /// <summary>What has been given so far.</summary>
    public readonly ReadOnlySpan<Argument> All => memory[..count];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Arguments With(Argument argument)
    {
        Next(1)[0] = argument;
        return this;
    }

    /// <summary>Lengths or axes.</summary>
    public Arguments With(ReadOnlySpan<int> numbers)
    {
        var list = Next(numbers.Length + 1);
        list[0] = new(ArgumentKind.Integers, numbers.Length, 0);
        for (var i = 0; i < numbers.Length; i++) list[i + 1] = numbers[i];
        return this;
    }

    /// <summary>Tensors.</summary>
    public Arguments With(ReadOnlySpan<Value> values)
    {
        var list = Next(values.Length + 1);
        list[0] = new(ArgumentKind.Tensors, values.Length, 0);
        for (var i = 0; i < values.Length; i++) list[i + 1] = values[i];
        return this;
    }

    /// <summary>A text.</summary>
    public Arguments With(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var list = Next(1 + ((bytes.Length + Argument.Size - 1) / Argument.Size));
        list[0] = new(ArgumentKind.Text, bytes.Length, 0);
        list[1..].Clear();
        bytes.CopyTo(MemoryMarshal.AsBytes(list[1..]));
        return this;
    }

    /// <summary>What makes a tensor: dtype, layout, device and whether its memory is pinned.</summary>
    public Arguments WithOptions(DType dtype, int device) =>
        With(dtype).With(Argument.None).With(Argument.Device(device)).With(Argument.None);

    private Span<Argument> Next(int more)
    {
        if (count + more > memory.Length)
        {
            var larger = new Argument[Math.Max(2 * memory.Length, count + more)];
            memory[..count].CopyTo(larger);
            memory = larger;
        }

        count += more;
        return memory.Slice(count - more, more);
    }
}
