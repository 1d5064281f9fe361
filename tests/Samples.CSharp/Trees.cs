namespace Functional.Samples;

// Types as C# programmers write them, to be parameter trees in the tests of Core.

public record Affine(Tensor W, Tensor B);

public sealed record Scaled(Tensor W, double Rate, string Name)
{
    public int Calls { get; init; }

    public Tensor Same => W;
}

public record struct Point(Tensor X, Tensor Y);

public readonly record struct Frozen(Tensor X, int N);

public interface ILayer
{
    Tensor Apply(Tensor x);
}

public record Dense(Tensor W) : ILayer
{
    public Tensor Apply(Tensor x) => W;
}

public record Wide(Tensor W, Tensor More) : Dense(W);

/// <summary>A record that holds another of its own class, and so on.</summary>
public record Chain(Tensor W, Chain Next);

public record Gated(Tensor Gate, Dense Inner) : ILayer
{
    public Tensor Apply(Tensor x) => Gate;
}

public record Network(IReadOnlyList<ILayer> Layers, Dictionary<string, Tensor> Named, (Tensor, int) Pair, Tensor[] Rest);

/// <summary>Set by initializers, with state that only a copy keeps.</summary>
public class Settings
{
    private readonly object gate = new();

    public required Tensor W { get; init; }

    public Tensor? Bias { get; set; }

    public object Gate => gate;
}

/// <summary>Rebuilt by its constructor alone.</summary>
public class Constructed(Tensor weight, int size)
{
    public Tensor Weight => weight;

    public int Size { get; } = size;
}

public class Fields
{
    public Tensor? X;

    public int N;
}

/// <summary>Holds a tensor that nobody can set.</summary>
public class Hidden(Tensor secret)
{
    public int Size => secret.Size;
}

/// <summary>Shows its tensor, and leaves another one behind.</summary>
public class Half(Tensor shown)
{
    private Tensor? last;

    public Tensor Shown { get; } = shown;

    public void Remember(Tensor x) => last = x;

    public bool Remembers => last is not null;
}

public class Activated
{
    public required Tensor W { get; init; }

    public required Func<Tensor, Tensor> Activation { get; init; }
}

public class Cycle
{
    public required Tensor W { get; set; }

    public Cycle[] Next { get; set; } = [];
}

public static class Make
{
    public static IReadOnlyList<Tensor> Several(Tensor x, Tensor y) => [x, y];

    public static IReadOnlyList<Tensor> One(Tensor x) => [x];

    public static IEnumerable<Tensor> Lazy(Tensor x, Tensor y)
    {
        yield return x;
        yield return y;
    }

    public static (Tensor, (Tensor, int), Tensor?) Nested(Tensor x, Tensor y, Tensor? z) => (x, (y, 1), z);
}
