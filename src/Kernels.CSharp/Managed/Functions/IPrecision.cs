namespace Functional.Kernels;

/// <summary>
/// What elementary functions need to know about a binary floating-point format. The algorithms are written once over
/// this (<see cref="ExpKernel{L, T, P}"/> and its neighbours); constants and the lengths of polynomials differ.
/// </summary>
internal interface IPrecision<T>
    where T : unmanaged
{
    /// <summary>Bits of the stored fraction.</summary>
    static abstract int FractionBits { get; }

    /// <summary>Bits of a number.</summary>
    static abstract int Bits { get; }

    /// <summary>1.5 2^FractionBits: a small number added to it is rounded to an integer, which its lowest bits then hold.</summary>
    static abstract T Shifter { get; }

    /// <summary>2^FractionBits: makes denormals normal.</summary>
    static abstract T Scale { get; }

    /// <summary>FractionBits as a number.</summary>
    static abstract T ScaleExponent { get; }

    /// <summary>The least normal number.</summary>
    static abstract T LeastNormal { get; }

    /// <summary>The square root of 1/2.</summary>
    static abstract T RootHalf { get; }

    /// <summary>A number so large that one more makes no difference, and whose reciprocal is normal.</summary>
    static abstract T Large { get; }

    /// <summary>Below this, exp is 0.</summary>
    static abstract T ExpLeast { get; }

    /// <summary>Above this, exp is infinite.</summary>
    static abstract T ExpMost { get; }

    /// <summary>Above this, exp / 2 is infinite.</summary>
    static abstract T HalfExpMost { get; }

    /// <summary>Below this, exp is nothing beside 1.</summary>
    static abstract T Expm1Least { get; }

    /// <summary>Below this, 2^x is 0.</summary>
    static abstract T Exp2Least { get; }

    /// <summary>From here on, 2^x is infinite.</summary>
    static abstract T Exp2Most { get; }

    /// <summary>1 / log 2.</summary>
    static abstract T InverseLn2 { get; }

    /// <summary>The leading bits of log 2, few enough that products with exponents are exact.</summary>
    static abstract T Ln2High { get; }

    /// <summary>The rest of log 2.</summary>
    static abstract T Ln2Low { get; }

    /// <summary>1 / pi.</summary>
    static abstract T InversePi { get; }

    /// <summary>The leading bits of pi.</summary>
    static abstract T PiHigh { get; }

    /// <summary>The following bits of pi.</summary>
    static abstract T PiMiddle { get; }

    /// <summary>The rest of pi.</summary>
    static abstract T PiLow { get; }

    /// <summary>Up to here multiples of pi are taken off a number accurately by subtraction of the three parts.</summary>
    static abstract T TrigonometricMost { get; }

    /// <summary>From here on tanh is 1.</summary>
    static abstract T TanhMost { get; }

    /// <summary>(exp r - 1 - r) / r² for |r| of at most log(2) / 2.</summary>
    static abstract L ExpTail<L>(L r)
        where L : struct, ILanes<L, T>;

    /// <summary>log(1 + f) - f + f² / 2 for 1 + f between the roots of 1/2 and 2, given f² as well.</summary>
    static abstract L LogTail<L>(L f, L square)
        where L : struct, ILanes<L, T>;

    /// <summary>(sin r - r) / r³ as a function of z = r², for |r| of at most pi / 2.</summary>
    static abstract L SinTail<L>(L z)
        where L : struct, ILanes<L, T>;
}
