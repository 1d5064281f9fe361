namespace Functional.Kernels;

/// <summary>A program that a backend made ready to run. It may run on several threads at once.</summary>
public interface IExecutable
{
    /// <summary>The values of the program's results; arguments have the spaces that it was made for.</summary>
    NdArray[] Run(NdArray[] arguments);

    /// <summary>The same, or null where there are other arguments than it was made for: of another number, space or backend.</summary>
    NdArray[]? TryRun(NdArray[] arguments);

    /// <summary>What became of the program, for people: what was fused, what was not, and why.</summary>
    string Explain();
}
