namespace Functional.Kernels;

/// <summary>One step of a <see cref="Program"/>: an operation, the values that it takes, and the values that it makes.</summary>
/// <param name="Operation">What is done.</param>
/// <param name="Arguments">The numbers of the values that it takes.</param>
/// <param name="First">The number of the first value that it makes; others follow.</param>
/// <param name="Spaces">The shapes and dtypes of the values that it makes: one, but for <see cref="Control"/>.</param>
public sealed record Instruction(Operation Operation, int[] Arguments, int First, Space[] Spaces);
