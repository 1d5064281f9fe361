namespace Functional

open Functional.Kernels

/// <summary>Memory, for those who want a say in it. Nobody has to: everything returns by itself.</summary>
[<RequireQualifiedAccess>]
module Memory =
    /// <summary>
    /// Runs a function, and returns the memory of all that it computed to the pool when it ends: of every tensor but
    /// those in its result, the values, gradients and buffers of parameters and modules, and the memory of optimizers.
    /// For loops that would otherwise leave many large tensors to the collector.
    /// </summary>
    /// <example><c>let total = Memory.scoped (fun () -> Tensor.sum (exp large))</c></example>
    /// <remarks>
    /// A tensor that gets out in another way, in a field say, is a GraphException when it is read, never a wrong number. A result with
    /// a graph behind it (of parameters) keeps its value, not the graph: go backward inside. What other threads
    /// compute does not belong to the scope.
    /// </remarks>
    [<CompiledName("Scoped")>]
    let scoped (f: unit -> 'R) : 'R =
        let arena = Arena()
        let scope = Arena.Enter arena

        try
            let result =
                try
                    f ()
                finally
                    scope.Leave()

            Tree.leaves result |> Array.iter Values.keepAll
            result
        finally
            arena.Release()
