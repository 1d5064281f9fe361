namespace Functional.Kernels;

/// <summary>Work on the elements of a flat range, any part of which may be done at any time and on any thread.</summary>
internal interface IRangeJob
{
    /// <summary>Does the elements from <paramref name="start"/> to before <paramref name="end"/>.</summary>
    void Run(int start, int end);
}
