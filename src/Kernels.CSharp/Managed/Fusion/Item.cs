namespace Functional.Kernels.Fusion;

/// <summary>An operation of a program, as the planner sees it: fused into a loop, or run as it is, and why.</summary>
internal sealed class Item(Operation operation, int[] arguments, int first, Space[] spaces)
{
    /// <summary>What is done.</summary>
    internal Operation Operation { get; } = operation;

    /// <summary>The values that it takes.</summary>
    internal int[] Arguments { get; } = arguments;

    /// <summary>The first value that it makes.</summary>
    internal int First { get; } = first;

    /// <summary>The shapes and dtypes of what it makes.</summary>
    internal Space[] Spaces { get; } = spaces;

    /// <summary>Whether it is only another way to see its argument, and done where somebody needs the array.</summary>
    internal bool IsView { get; init; }

    /// <summary>Why it runs as it is; null if it is fused.</summary>
    internal string? Reason { get; init; }

    /// <summary>The number of places that a loop over it has: those of its result, or of what it folds.</summary>
    internal int Size { get; init; }

    /// <summary>For each argument the value in whose memory it is.</summary>
    internal int[] Roots { get; init; } = [];

    /// <summary>For each argument how it is spread over the places.</summary>
    internal Access[] Accesses { get; init; } = [];

    /// <summary>What there is of the result: one for each place, or what a fold leaves.</summary>
    internal Access Result { get; init; } = Access.Each;

    /// <summary>The dtype of the numbers in the loop; null where there are only truth values.</summary>
    internal DType? DType { get; init; }

    /// <summary>Whether it is in a loop.</summary>
    internal bool IsFused => Reason is null && !IsView;

    /// <summary>The same as part of straight code, which takes each element of the result from where it lies.</summary>
    internal Item AsLoop() => new(Operation, Arguments, First, Spaces)
    {
        Size = Spaces[0].Shape.Size,
        Roots = Arguments,
        Accesses = [.. Arguments.Select(_ => Access.Each)],
        DType = Spaces[0].DType,
    };

    /// <summary>The columns that the rows of its loop must have; 0 if any will do.</summary>
    internal int Columns
    {
        get
        {
            if (Result.Columns != 0) return Result.Columns;
            foreach (var access in Accesses)
            {
                if (access.Columns != 0) return access.Columns;
            }

            return 0;
        }
    }
}
