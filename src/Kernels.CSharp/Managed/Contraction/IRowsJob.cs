namespace Functional.Kernels;

/// <summary>Work on finished rows of a matrix, any part of which may be done at any time and on any thread.</summary>
internal interface IRowsJob
{
    /// <summary>Does the rows from <paramref name="firstRow"/> to before <paramref name="endRow"/>.</summary>
    void Run(int firstRow, int endRow);
}
