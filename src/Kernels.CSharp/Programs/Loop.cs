namespace Functional.Kernels;

/// <summary>
/// A program for each part of some arrays along their first axis. The arguments are the state, then the arrays, then what
/// each step takes beside them; a step takes the state, the parts, and the rest, and makes the next state and some outputs,
/// which are stacked.
/// </summary>
public sealed class Loop(Program step, int length, bool reverse, int states, int sliced) : Control("scan")
{
    /// <summary>How many steps there are: at least 1.</summary>
    public int Length { get; } = length;

    /// <summary>Whether they go from the last part to the first.</summary>
    public bool Reverse { get; } = reverse;

    /// <summary>How many values the state is.</summary>
    public int States { get; } = states;

    /// <summary>How many arrays are cut into parts.</summary>
    public int Sliced { get; } = sliced;

    /// <inheritdoc/>
    public override IReadOnlyList<Program> Bodies { get; } = [step];

    /// <inheritdoc/>
    public override Control With(IReadOnlyList<Program> bodies) => new Loop(bodies[0], Length, Reverse, States, Sliced);

    /// <inheritdoc/>
    public override Space[] InferAll(ReadOnlySpan<Space> arguments)
    {
        var taken = arguments.ToArray();
        for (var i = States; i < States + Sliced; i++)
        {
            var shape = taken[i].Shape;
            if (shape.Rank == 0 || shape.Lengths[0] != Length) throw Errors.LoopLength(Name, Length, shape);
            taken[i] = new(Shape.Create(shape.Lengths[1..]), taken[i].DType);
        }

        Check(Bodies[0], taken);
        var made = Bodies[0].Spaces();
        for (var i = States; i < made.Length; i++) made[i] = new(made[i].Shape.Batched(Length), made[i].DType);
        return made;
    }

    /// <inheritdoc/>
    public override NdArray[] RunAll(IReadOnlyList<IExecutable> bodies, NdArray[] arguments)
    {
        var taken = arguments.AsSpan().ToArray();
        NdArray[][] outputs = [];
        var results = Array.Empty<NdArray>();
        for (var step = 0; step < Length; step++)
        {
            var place = Reverse ? Length - 1 - step : step;
            for (var i = States; i < States + Sliced; i++) taken[i] = Part(arguments[i], place);
            results = bodies[0].Run(taken);
            results.AsSpan(0, States).CopyTo(taken);
            if (step == 0) outputs = [.. results[States..].Select(_ => new NdArray[Length])];
            for (var k = 0; k < outputs.Length; k++)
                outputs[k][place] = new Reshape(results[States + k].Shape.Batched(1)).Run(results[States + k]);
        }

        return [.. results[..States], .. outputs.Select(new Concat(0).Run)];
    }

    private static NdArray Part(NdArray x, int place)
    {
        var lengths = x.Shape.Lengths.ToArray();
        var starts = new int[lengths.Length];
        var steps = new int[lengths.Length];
        Array.Fill(steps, 1);
        starts[0] = place;
        lengths[0] = 1;
        var shape = Shape.Create(lengths);
        return new Reshape(Shape.Create(shape.Lengths[1..])).Run(new Slice(starts, steps, shape).Run(x));
    }
}
