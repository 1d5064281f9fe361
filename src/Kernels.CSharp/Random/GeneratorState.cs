namespace Functional;

/// <summary>
/// A moment of a <see cref="Generator"/>: where its stream stands. Immutable: drawing from any generator leaves it as
/// it is, and it may be restored any number of times, into any generator.
/// </summary>
public sealed class GeneratorState
{
    private readonly MersenneTwister engine;

    internal GeneratorState(MersenneTwister engine, double? cachedNormal)
    {
        this.engine = engine.Clone();
        CachedNormal = cachedNormal;
    }

    internal double? CachedNormal { get; }

    internal MersenneTwister Engine() => engine.Clone();
}
