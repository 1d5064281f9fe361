using F = Functional.KeyModule;

namespace Functional;

/// <summary>
/// Random numbers from keys, without a state: the same key gives the same numbers, always. Draw from a key once, and
/// split it to draw again.
/// </summary>
/// <example>
/// <code>
/// var (first, second) = Key.From(42).Split();
/// var w = first.Normal([784, 128]) * 0.05;
/// var order = second.Permutation(60000);
/// var step = Key.From(7).FoldIn(1000);        // the key of a step, without those before
/// </code>
/// </example>
public static class KeyDraws
{
    extension(Key)
    {
        /// <summary>The key of a seed, whose bits it has.</summary>
        public static Key From(long seed) => F.ofSeed(seed);
    }

    extension(Key key)
    {
        /// <summary>Two keys.</summary>
        public (Key First, Key Second) Split() => F.split(key).ToValueTuple();

        /// <summary>Several keys, for <c>Vmap</c> to draw from each or <c>Unbind</c> to take apart.</summary>
        public Key Split(int count) => F.splitN(count, key);

        /// <summary>The keys that <c>Split(count)</c> gave, one by one.</summary>
        public Key[] Unbind() => F.unbind(key);

        /// <summary>The key that belongs to an integer: of a step of a loop, say, without the keys of the steps before.</summary>
        public Key FoldIn(int data) => F.foldIn(data, key);

        /// <summary>64 random bits each, as int64.</summary>
        public Tensor RandomBits(Shape shape) => F.bits(shape, key);

        /// <summary>Uniform on [0, 1), of a dtype: multiples of 2^-24 in float32, of 2^-53 in float64.</summary>
        public Tensor Uniform(Shape shape, DType dtype = DTypes.Default) => F.uniformOf(dtype, shape, key);

        /// <summary>Uniform on [low, high), of a dtype: low + (high - low) u.</summary>
        public Tensor Uniform(double low, double high, Shape shape, DType dtype = DTypes.Default) =>
            F.uniformWith(dtype, low, high, shape, key);

        /// <summary>Normal, of mean 0 and deviation 1: √2 erfinv v, for a v that is uniform on (-1, 1).</summary>
        public Tensor Normal(Shape shape, DType dtype = DTypes.Default) => F.normalOf(dtype, shape, key);

        /// <summary>Normal, of mean 0 and deviation 1, given that it lies in [lower, upper]; a bound may be infinite.</summary>
        public Tensor TruncatedNormal(double lower, double upper, Shape shape, DType dtype = DTypes.Default) =>
            F.truncatedNormalOf(dtype, lower, upper, shape, key);

        /// <summary>Exponential, of mean 1: -log(1 - u).</summary>
        public Tensor Exponential(Shape shape, DType dtype = DTypes.Default) => F.exponentialOf(dtype, shape, key);

        /// <summary>Gumbel, of location 0 and scale 1: -log(-log(1 - u)).</summary>
        public Tensor Gumbel(Shape shape, DType dtype = DTypes.Default) => F.gumbelOf(dtype, shape, key);

        /// <summary>Ones, each with probability p, and zeros, of a dtype.</summary>
        public Tensor Bernoulli(double p, Shape shape, DType dtype = DTypes.Default) => F.bernoulliOf(dtype, p, shape, key);

        /// <summary>Integers of [low, high), as int64.</summary>
        public Tensor Randint(long low, long high, Shape shape) => F.randint(low, high, shape, key);

        /// <summary>0, 1, …, n - 1 in random order, as int64.</summary>
        public Tensor Permutation(int n) => F.permutation(n, key);

        /// <summary>The parts of a tensor along its first axis in random order.</summary>
        public Tensor Shuffle(Tensor x) => F.shuffle(x, key);

        /// <summary>Parts of a tensor along its first axis, as many as the shape holds, each any of them.</summary>
        public Tensor Choice(Shape shape, Tensor x) => F.choice(shape, x, key);

        /// <summary>Parts of a tensor along its first axis in random order, none of them twice.</summary>
        public Tensor ChoiceOnce(int count, Tensor x) => F.choiceOnce(count, x, key);

        /// <summary>Indices along the last axis of logits, as int64, which goes away; each as likely as e to its logit.</summary>
        public Tensor Categorical(Tensor logits) => F.categorical(logits, key);

        /// <summary>The factors of <c>Dropout</c>, of a dtype: 0 with probability p, else 1 / (1 - p).</summary>
        public Tensor DropoutMask(double p, Shape shape, DType dtype = DTypes.Default) => F.dropoutMaskOf(dtype, p, shape, key);

        /// <summary>x with elements dropped at random, each with probability p, and the others divided by 1 - p.</summary>
        public Tensor Dropout(double p, Tensor x) => F.dropout(p, x, key);
    }
}
