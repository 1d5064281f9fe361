namespace Functional.Kernels;

/// <summary>An associative function of two numbers, with the number that changes nothing.</summary>
internal interface IFold<T> : IBinary<T>
    where T : unmanaged
{
    static abstract T Identity { get; }
}
