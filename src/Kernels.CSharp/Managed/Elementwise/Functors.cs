namespace Functional.Kernels;

/// <summary>A function of one number, written over lanes: each pair of a functor and a register width is compiled into its own loop.</summary>
internal interface IUnary<T>
    where T : unmanaged
{
    /// <summary>The value; a mask where the result is a truth value.</summary>
    L Invoke<L>(L x)
        where L : struct, ILanes<L, T>;
}

/// <summary>A function of two numbers, written over lanes.</summary>
internal interface IBinary<T>
    where T : unmanaged
{
    /// <summary>The value; a mask where the result is a truth value.</summary>
    L Invoke<L>(L x, L y)
        where L : struct, ILanes<L, T>;
}

/// <summary>How the values of a functor on <typeparamref name="T"/> are written as <typeparamref name="R"/>.</summary>
internal interface IResult<T, R>
    where T : unmanaged
    where R : unmanaged
{
    /// <summary>Writes the lanes from an index on.</summary>
    static abstract void Store<L>(L value, ref R destination, nuint index)
        where L : struct, ILanes<L, T>;
}
