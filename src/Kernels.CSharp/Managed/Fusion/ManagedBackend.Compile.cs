using Functional.Kernels.Fusion;

namespace Functional.Kernels;

/// <content>Programs.</content>
public sealed partial class ManagedBackend
{
    /// <inheritdoc/>
    public IExecutable Compile(Program program, bool eager = false) => new FusedProgram(program, eager);
}
