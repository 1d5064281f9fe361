namespace Functional.Kernels;

/// <summary>
/// A part of a loop body. What is cheap becomes code, as much as the JIT takes into one method: beyond that it would call
/// functions instead of inlining them, at several times the cost. What is dear (exp, sin and so on) is a step on its own:
/// its loop is the one that runs it over whole arrays, compiled once for all bodies. A body of several stages runs in blocks,
/// and its stages hand values on in scratch memory that stays in the first cache.
/// </summary>
/// <param name="Values">The values that are computed here, in order.</param>
/// <param name="Taken">The values of earlier stages that are read from scratch.</param>
/// <param name="Given">The values that later stages read from scratch.</param>
/// <param name="Results">What leaves the loop here.</param>
/// <param name="Registers">How many registers a turn of the loop takes.</param>
/// <param name="IsStep">Whether it is a step on its own, and not code.</param>
internal sealed record EmitStage(int[] Values, int[] Taken, int[] Given, LoopResult[] Results, int Registers, bool IsStep);
