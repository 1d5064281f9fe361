namespace Functional;

/// <summary>
/// The 32-bit Mersenne Twister MT19937 (Matsumoto and Nishimura, 1998): the engine under both PyTorch's CPU
/// generator and NumPy's legacy one. Not safe for use from several threads at once; its owners lock.
/// </summary>
internal sealed class MersenneTwister
{
    private const int Size = 624;
    private const int Middle = 397;

    private readonly uint[] words;
    private int position;

    /// <summary>The engine started from the low 32 bits of a seed.</summary>
    public MersenneTwister(long seed)
    {
        words = new uint[Size];
        words[0] = (uint)seed;
        for (var j = 1; j < Size; j++)
        {
            var previous = words[j - 1];
            words[j] = 1812433253u * (previous ^ (previous >> 30)) + (uint)j;
        }

        position = Size;
    }

    private MersenneTwister(MersenneTwister other)
    {
        words = [.. other.words];
        position = other.position;
    }

    /// <summary>An independent engine that will give the numbers this one gives next.</summary>
    public MersenneTwister Clone() => new(this);

    /// <summary>The next 32 bits.</summary>
    public uint NextUInt32()
    {
        if (position == Size) Regenerate();
        var y = words[position++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c5680u;
        y ^= (y << 15) & 0xefc60000u;
        return y ^ (y >> 18);
    }

    /// <summary>The next 64 bits: the word drawn first is the high half.</summary>
    public ulong NextUInt64()
    {
        ulong high = NextUInt32();
        return (high << 32) | NextUInt32();
    }

    /// <summary>A multiple of 2^-24 in [0, 1), from the low bits of one word.</summary>
    public float NextSingle() => (NextUInt32() & 0xff_ffffu) * (1f / (1 << 24));

    /// <summary>A multiple of 2^-53 in [0, 1), from the low bits of two words.</summary>
    public double NextDouble() => (NextUInt64() & 0x1f_ffff_ffff_ffffuL) * (1.0 / (1L << 53));

    // Three loops instead of one, so that no index needs a modulo.
    private void Regenerate()
    {
        var st = words;
        for (var k = 0; k < Size - Middle; k++) st[k] = st[k + Middle] ^ Twist(st[k], st[k + 1]);
        for (var k = Size - Middle; k < Size - 1; k++) st[k] = st[k + Middle - Size] ^ Twist(st[k], st[k + 1]);
        st[Size - 1] = st[Middle - 1] ^ Twist(st[Size - 1], st[0]);
        position = 0;
    }

    // The negation spreads the lowest bit over the word: a conditional constant without a branch nobody could predict.
    private static uint Twist(uint current, uint next)
    {
        var y = (current & 0x80000000u) | (next & 0x7fffffffu);
        return (y >> 1) ^ ((0u - (y & 1)) & 0x9908b0dfu);
    }
}
