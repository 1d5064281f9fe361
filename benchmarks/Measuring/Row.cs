namespace Functional.Benchmarks;

/// <summary>A way of doing a workload with this library.</summary>
/// <param name="Variant"><c>eager</c>, <c>compiled</c>, or <c>imperative</c>: by parameters that remember their gradients.</param>
/// <param name="Start">A new run from the beginning.</param>
/// <param name="Goals">What it should reach.</param>
internal sealed record Entry(string Variant, Func<Run> Start, params Goal[] Goals);

/// <summary>A workload on all sides, which compute the same numbers and are timed in turns.</summary>
/// <param name="Id">The workload, such as <c>W7</c>.</param>
/// <param name="Label">Which of several forms of it, such as <c>float32 1024</c>; empty where there is one.</param>
internal sealed record Contest(string Id, string Label = "")
{
    /// <summary>Its name in files: the id alone where this form stands for the workload.</summary>
    internal string Key { get; init; } = Id;

    /// <summary>The rows of the table.</summary>
    internal required Entry[] Entries { get; init; }

    /// <summary>The loop that somebody would write by hand; none where there is nothing to compute, or no library to do it.</summary>
    internal Func<Run>? Limit { get; init; }

    /// <summary>What pytorch.py calls it, with its options; none where PyTorch takes no part.</summary>
    internal string? Peer { get; init; } = $"{Id} {Label}".Trim();

    /// <summary>Whether it is computed by libtorch, and so held against C++ on libtorch, and not against Python.</summary>
    internal bool IsOnLibtorch { get; init; }

    /// <summary>Steps after which the sides must agree on their numbers.</summary>
    internal int Steps { get; init; } = 1;

    /// <summary>Parts of a step that its time is divided by.</summary>
    internal int Parts { get; init; } = 1;
}

/// <summary>A figure that needs a process of its own: memory, or what happens only once.</summary>
/// <param name="Id">What it is about, such as <c>chain</c>.</param>
/// <param name="Variant">Which figure of it, such as <c>memory</c>.</param>
/// <param name="Unit"><c>us</c>, <c>MB</c> or a word for what is counted.</param>
/// <param name="Repeats">Whether it differs from round to round.</param>
/// <param name="Figure">Finds it, as the first thing that the process does.</param>
/// <param name="Goals">What it should reach.</param>
internal sealed record Single(string Id, string Variant, string Unit, bool Repeats, Func<double> Figure, params Goal[] Goals)
{
    /// <summary>Whether it is measured with all processors that there are, because a user would have them, too.</summary>
    internal bool IsOnWholeMachine { get; init; }
}
