using System.Numerics;

namespace Functional.Kernels;

/// <summary>Numbers of operations, which are doubles, beside arrays.</summary>
internal static class HostNumbers
{
    /// <summary>A host number beside integers.</summary>
    internal static T Whole<T>(string operation, double number)
        where T : unmanaged, IBinaryInteger<T> => number == Math.Truncate(number)
            ? T.CreateTruncating((long)number)
            : throw Errors.FractionalExponent(operation, number, DTypes.Of<T>());
}
