namespace Functional.Kernels;

/// <summary>
/// Runs a program one operation at a time: what every backend can do. A value is let go of after its last use.
/// </summary>
public sealed class Interpreter : IExecutable
{
    private readonly Program program;
    private readonly IExecutable[][] bodies;
    private readonly int[][] last;

    /// <summary>Makes a program ready.</summary>
    /// <param name="program">What is to run.</param>
    /// <param name="eager">How the programs inside are compiled: <see cref="IBackend.Compile"/>.</param>
    public Interpreter(Program program, bool eager = false)
    {
        this.program = program;
        bodies = [.. program.Instructions.Select(x => x.Operation is Control c ? [.. c.Bodies.Select(body => program.Backend.Compile(body, eager))] : Array.Empty<IExecutable>())];
        last = LastUses(program);
    }

    /// <inheritdoc/>
    public NdArray[] Run(NdArray[] arguments)
    {
        var values = new NdArray?[program.Count];
        arguments.CopyTo(values, 0);
        for (var i = 0; i < program.Constants.Count; i++) values[arguments.Length + i] = program.Constants[i];
        for (var i = 0; i < program.Instructions.Count; i++)
        {
            var instruction = program.Instructions[i];
            var taken = Array.ConvertAll(instruction.Arguments, x => values[x]!);
            if (instruction.Operation is Control control) control.RunAll(bodies[i], taken).CopyTo(values, instruction.First);
            else values[instruction.First] = instruction.Operation.Run(taken);
            foreach (var value in last[i]) values[value] = null;
        }

        return [.. program.Results.Select(x => values[x]!)];
    }

    /// <inheritdoc/>
    public NdArray[]? TryRun(NdArray[] arguments)
    {
        if (arguments.Length != program.Arguments.Count) return null;
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!ReferenceEquals(arguments[i].Backend, program.Backend) || arguments[i].Space != program.Arguments[i]) return null;
        }

        return Run(arguments);
    }

    /// <inheritdoc/>
    public string Explain() => $"{program.Instructions.Count} operations, one at a time\n";

    /// <summary>For each instruction, the values that no later one takes and that are no results.</summary>
    internal static int[][] LastUses(Program program)
    {
        var seen = new HashSet<int>(program.Results);
        var last = new int[program.Instructions.Count][];
        for (var i = last.Length - 1; i >= 0; i--)
        {
            var instruction = program.Instructions[i];
            var made = Enumerable.Range(instruction.First, instruction.Spaces.Length).Where(x => !seen.Contains(x));
            last[i] = [.. made, .. instruction.Arguments.Where(seen.Add)];
        }

        return last;
    }
}
