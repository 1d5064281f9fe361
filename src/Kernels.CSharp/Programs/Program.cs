namespace Functional.Kernels;

/// <summary>
/// A straight list of operations on arrays of known shapes and dtypes: what <c>compile</c> traces, simplifies, and hands to a
/// backend. Each value is made once and has a number: first the arguments, then the constants, then what the instructions
/// make, in order. An instruction takes only values with smaller numbers than its own.
/// </summary>
public sealed class Program
{
    private readonly Space[] spaces;

    internal Program(IBackend backend, Space[] arguments, NdArray[] constants, Instruction[] instructions, int[] results)
    {
        Backend = backend;
        Arguments = arguments;
        Constants = constants;
        Instructions = instructions;
        Results = results;
        var count = arguments.Length + constants.Length;
        foreach (var instruction in instructions) count += instruction.Spaces.Length;
        spaces = new Space[count];
        count = 0;
        foreach (var argument in arguments) spaces[count++] = argument;
        foreach (var constant in constants) spaces[count++] = constant.Space;
        foreach (var instruction in instructions)
        {
            foreach (var space in instruction.Spaces) spaces[count++] = space;
        }
    }

    /// <summary>Where it runs.</summary>
    public IBackend Backend { get; }

    /// <summary>The shapes and dtypes of what is given to it: the values 0, 1, ….</summary>
    public IReadOnlyList<Space> Arguments { get; }

    /// <summary>What it holds: the values after the arguments.</summary>
    public IReadOnlyList<NdArray> Constants { get; }

    /// <summary>What it does, in an order in which it can be done.</summary>
    public IReadOnlyList<Instruction> Instructions { get; }

    /// <summary>The numbers of the values that it gives; one may come several times, and may be an argument or a constant.</summary>
    public IReadOnlyList<int> Results { get; }

    /// <summary>How many values there are.</summary>
    public int Count => spaces.Length;

    /// <summary>The shape and dtype of a value.</summary>
    public Space SpaceOf(int value) => spaces[value];

    /// <summary>The shapes and dtypes of its results.</summary>
    public Space[] Spaces() => [.. Results.Select(x => spaces[x])];

    /// <summary>The constant that a value is, if it is one.</summary>
    public NdArray? ConstantAt(int value) =>
        value >= Arguments.Count && value < Arguments.Count + Constants.Count ? Constants[value - Arguments.Count] : null;

    /// <summary>
    /// Checks that the program is in order, with the programs within it: values are taken after they are made, and have the
    /// spaces that the operations infer.
    /// </summary>
    /// <exception cref="ProgramException">It is not in order.</exception>
    /// <exception cref="ArgumentException">An operation does not take what it is given.</exception>
    public void Validate() => ProgramRules.Check(this);

    /// <summary>The program as <see cref="ProgramText"/> writes it.</summary>
    public override string ToString() => ProgramText.Write(this);
}
