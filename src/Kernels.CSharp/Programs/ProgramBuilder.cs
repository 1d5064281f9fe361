namespace Functional.Kernels;

/// <summary>
/// Makes a <see cref="Program"/>. Arguments and constants may be added at any time: while building, values have tickets, which
/// become numbers when the program is built.
/// </summary>
public sealed class ProgramBuilder(IBackend backend)
{
    private readonly List<Space> spaces = [];
    private readonly List<int> arguments = [];
    private readonly List<(int Ticket, NdArray Array)> constants = [];
    private readonly Dictionary<NdArray, int> known = new(ReferenceEqualityComparer.Instance);
    private readonly List<Instruction> instructions = [];

    /// <summary>Where the program will run.</summary>
    public IBackend Backend { get; } = backend;

    /// <summary>How many instructions there are so far.</summary>
    public int Length => instructions.Count;

    /// <summary>The shape and dtype of a value.</summary>
    public Space SpaceOf(int ticket) => spaces[ticket];

    /// <summary>Adds an argument, after those that there are.</summary>
    public int Argument(Space space)
    {
        arguments.Add(spaces.Count);
        return Ticket(space);
    }

    /// <summary>Adds a constant; the same array is the same value. The program keeps it.</summary>
    public int Constant(NdArray array)
    {
        if (known.TryGetValue(array, out var ticket)) return ticket;
        array.Keep();
        ticket = Ticket(array.Space);
        constants.Add((ticket, array));
        known.Add(array, ticket);
        return ticket;
    }

    /// <summary>Adds an operation on values that there are; what it makes has the spaces that it infers.</summary>
    /// <returns>The first value that it makes; others follow.</returns>
    public int Add(Operation operation, params int[] values)
    {
        var taken = new Space[values.Length];
        for (var i = 0; i < taken.Length; i++) taken[i] = spaces[values[i]];
        return Add(operation, values, operation is Control control ? control.InferAll(taken) : [operation.Infer(taken)]);
    }

    /// <summary>The same where the spaces are known already.</summary>
    public int Add(Operation operation, int[] values, Space[] made)
    {
        var first = spaces.Count;
        instructions.Add(new(operation, values, first, made));
        foreach (var space in made) spaces.Add(space);
        return first;
    }

    /// <summary>The program that gives these values.</summary>
    public Program Build(IEnumerable<int> results)
    {
        var numbers = new int[spaces.Count];
        var next = 0;
        var taken = new Space[arguments.Count];
        for (var i = 0; i < taken.Length; i++)
        {
            taken[i] = spaces[arguments[i]];
            numbers[arguments[i]] = next++;
        }

        var known = new NdArray[constants.Count];
        for (var i = 0; i < known.Length; i++)
        {
            known[i] = constants[i].Array;
            numbers[constants[i].Ticket] = next++;
        }

        var renumbered = new Instruction[instructions.Count];
        for (var i = 0; i < renumbered.Length; i++)
        {
            var instruction = instructions[i];
            renumbered[i] = instruction with
            {
                Arguments = Array.ConvertAll(instruction.Arguments, x => numbers[x]),
                First = next,
            };
            for (var k = 0; k < instruction.Spaces.Length; k++) numbers[instruction.First + k] = next++;
        }

        return new(
            Backend,
            taken,
            known,
            renumbered,
            [.. results.Select(x => numbers[x])]);
    }

    private int Ticket(Space space)
    {
        spaces.Add(space);
        return spaces.Count - 1;
    }
}
