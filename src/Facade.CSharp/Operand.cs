namespace Functional;

/// <summary>
/// What may stand beside a tensor: another tensor, or a number, which keeps its full precision until the tensor decides
/// its dtype. C# makes one by itself from either.
/// </summary>
public readonly struct Operand
{
    private Operand(Tensor tensor) => Tensor = tensor;

    internal Tensor Tensor { get; }

    /// <summary>A tensor as an operand.</summary>
    public static implicit operator Operand(Tensor tensor) => new(tensor);

    /// <summary>A number as an operand.</summary>
    public static implicit operator Operand(double number) => new(HostNumber.Of(number));

    /// <summary>An integer as an operand.</summary>
    public static implicit operator Operand(int number) => new(HostNumber.Of(number));
}
