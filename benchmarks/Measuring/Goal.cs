namespace Functional.Benchmarks;

/// <summary>What a figure is held against.</summary>
internal enum Measure
{
    /// <summary>The figure itself, in its unit.</summary>
    Value,

    /// <summary>How many times faster than PyTorch.</summary>
    TimesFaster,

    /// <summary>How many times the time of the hand-written limit.</summary>
    TimesLimit,
}

/// <summary>A bound that a row of the table should keep: at least so many times faster, or at most so much.</summary>
internal sealed record Goal(Measure Measure, double Bound)
{
    internal static Goal AtMost(double value) => new(Measure.Value, value);

    internal static Goal Faster(double times) => new(Measure.TimesFaster, times);

    internal static Goal OfLimit(double times) => new(Measure.TimesLimit, times);

    /// <summary>Whether a figure keeps the bound.</summary>
    internal bool IsMetBy(double figure) => Measure == Measure.TimesFaster ? figure >= Bound : figure <= Bound;
}
