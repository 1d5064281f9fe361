namespace Functional.Kernels;

/// <summary>
/// What holds of every program in order: values are taken after they are made, and have the spaces that operations
/// infer.
/// </summary>
internal static class ProgramRules
{
    /// <summary>Checks a program and the programs within it.</summary>
    /// <exception cref="ProgramException">It is not in order.</exception>
    /// <exception cref="ArgumentException">An operation does not take what it is given.</exception>
    public static void Check(Program program)
    {
        for (var i = 0; i < program.Constants.Count; i++)
        {
            var array = program.Constants[i];
            if (!ReferenceEquals(array.Backend, program.Backend))
                throw Errors.ProgramBackend(
                    $"constant %{program.Arguments.Count + i}", program.Backend.Device, array.Backend.Device);
        }

        var known = program.Arguments.Count + program.Constants.Count;
        foreach (var instruction in program.Instructions)
        {
            CheckUses($"{instruction.Operation.Name}, which makes %{known},", instruction.Arguments, known);
            Check(program, instruction, known);
            known += instruction.Spaces.Length;
        }

        CheckUses("the list of results", program.Results, known);
    }

    /// <summary>The spaces of what an operation makes of arguments; its parameters are checked, too.</summary>
    public static Space[] Made(Operation operation, Space[] arguments)
    {
        if (OperationCodecs.Find(operation)?.Arguments is { } count && count != arguments.Length)
            throw Errors.ProgramArguments(operation, count, arguments.Length);
        try
        {
            CheckParameters(operation, arguments);
            return operation is Control control ? control.InferAll(arguments) : [operation.Infer(arguments)];
        }
        catch (Exception e) when (e is IndexOutOfRangeException or ArgumentOutOfRangeException or OverflowException)
        {
            // Operations trust their callers with the number of arguments and the lengths of parameters.
            throw Errors.ProgramRejected(operation, arguments.Length, e);
        }
    }

    private static void Check(Program program, Instruction instruction, int known)
    {
        var operation = instruction.Operation;
        if (instruction.First != known) throw Errors.ProgramNumber(operation.Name, known, instruction.First);
        var made = Made(operation, Array.ConvertAll(instruction.Arguments, program.SpaceOf));
        if (!made.AsSpan().SequenceEqual(instruction.Spaces))
            throw Errors.ProgramSpaces(
                $"{operation.Name}, which makes %{known},",
                string.Join(", ", made),
                string.Join(", ", instruction.Spaces));
        if (operation is not Control control) return;
        foreach (var body in control.Bodies)
        {
            if (!ReferenceEquals(body.Backend, program.Backend))
                throw Errors.ProgramBackend($"a body of {operation.Name}", program.Backend.Device, body.Backend.Device);
            Check(body);
        }
    }

    private static void CheckUses(string where, IReadOnlyList<int> values, int known)
    {
        foreach (var value in values)
        {
            if (value < 0 || value >= known) throw Errors.ProgramUse(where, value, known);
        }
    }

    // What operations state of their parameters and trust their makers with; a text has no such maker.
    private static void CheckParameters(Operation operation, Space[] arguments)
    {
        if (arguments.Length == 0) return;
        var rank = arguments[0].Shape.Rank;
        switch (operation)
        {
            case Reduce x:
                CheckAxes(x, x.Axes, rank);
                for (var i = 1; i < x.Axes.Length; i++)
                {
                    if (x.Axes[i] <= x.Axes[i - 1])
                        throw Errors.ProgramParameters(x, "axes in ascending order, each once", Shape.Format(x.Axes));
                }

                if (x.Op is Reduction.ArgMax or Reduction.ArgMin && x.Axes.Length != 1)
                    throw Errors.ProgramParameters(x, "one axis", Shape.Format(x.Axes));
                break;
            case Permute x: CheckAxes(x, x.Axes, rank); break;
            case Scan x: CheckAxes(x, [x.Axis], rank); break;
            case ArgSort x: CheckAxes(x, [x.Axis], rank); break;
            case Gather x: CheckAxes(x, [x.Axis], rank); break;
            case ScatterAdd x: CheckAxes(x, [x.Axis], rank); break;
            case Concat x: CheckAxes(x, [x.Axis], rank); break;
            case DotEach x when x.BatchAxes < 0 || x.BatchAxes > rank:
                throw Errors.ProgramParameters(x, $"from 0 to {rank} batch axes", $"{x.BatchAxes}");
            case Slice x: CheckSteps(x, x.Steps); break;
            case Embed x: CheckSteps(x, x.Steps); break;
            case Windows x: CheckWindows(x, x, x.Lengths.Length); break;
            case OverlapAdd x: CheckWindows(x, x.Windows, x.To.Length); break;
        }
    }

    private static void CheckAxes(Operation operation, int[] axes, int rank)
    {
        foreach (var axis in axes)
        {
            if (axis < 0 || axis >= rank)
                throw Errors.ProgramParameters(
                    operation, $"axes of an argument that has {rank}, counted from 0", $"{axis}");
        }
    }

    private static void CheckSteps(Operation operation, int[] steps)
    {
        if (steps.Contains(0)) throw Errors.ProgramParameters(operation, "steps that are not 0", Shape.Format(steps));
    }

    private static void CheckWindows(Operation operation, Windows windows, int axes)
    {
        if (windows.Lengths.Length != axes || windows.Steps.Length != axes || windows.Dilations.Length != axes)
            throw Errors.ProgramParameters(
                operation,
                "as many lengths as steps and dilations",
                $"{windows.Lengths.Length}, {windows.Steps.Length} and {windows.Dilations.Length} for {axes} axes");
    }
}
