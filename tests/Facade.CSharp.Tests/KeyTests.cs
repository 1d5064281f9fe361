namespace Functional.Tests;

/// <summary>Keys in C#: each method gives the numbers of the function of Core with its meaning.</summary>
public class KeyTests
{
    private static readonly Key Seeded = Key.From(42);

    private record Model(Tensor W, Key Key, double Rate);

    public static TheoryData<string> Draws => [.. Pairs.Keys];

    private static readonly Tensor Rows = Tensor.Arange(0, 20, 1).Reshape(10, 2);

    private static readonly Dictionary<string, (Func<Key, Tensor> Method, Func<Key, Tensor> Function)> Pairs = new()
    {
        ["bits"] = (k => k.RandomBits([3]), k => KeyModule.bits([3], k)),
        ["uniform"] = (k => k.Uniform([3]), k => KeyModule.uniform([3], k)),
        ["uniform of a dtype"] = (k => k.Uniform([3], DType.Float64), k => KeyModule.uniformOf(DType.Float64, [3], k)),
        ["uniform between"] = (k => k.Uniform(-1, 2, [3]), k => KeyModule.uniformWith(DType.Float32, -1, 2, [3], k)),
        ["normal"] = (k => k.Normal([3]), k => KeyModule.normal([3], k)),
        ["truncated normal"] = (k => k.TruncatedNormal(-1, 2, [3]), k => KeyModule.truncatedNormal(-1, 2, [3], k)),
        ["exponential"] = (k => k.Exponential([3]), k => KeyModule.exponential([3], k)),
        ["gumbel"] = (k => k.Gumbel([3]), k => KeyModule.gumbel([3], k)),
        ["bernoulli"] = (k => k.Bernoulli(0.3, [30]), k => KeyModule.bernoulli(0.3, [30], k)),
        ["randint"] = (k => k.Randint(-5, 5, [30]), k => KeyModule.randint(-5, 5, [30], k)),
        ["permutation"] = (k => k.Permutation(9), k => KeyModule.permutation(9, k)),
        ["shuffle"] = (k => k.Shuffle(Rows), k => KeyModule.shuffle(Rows, k)),
        ["choice"] = (k => k.Choice([3, 2], Rows), k => KeyModule.choice([3, 2], Rows, k)),
        ["choice once"] = (k => k.ChoiceOnce(4, Rows), k => KeyModule.choiceOnce(4, Rows, k)),
        ["categorical"] = (k => k.Categorical(Rows), k => KeyModule.categorical(Rows, k)),
        ["dropout mask"] = (k => k.DropoutMask(0.3, [30]), k => KeyModule.dropoutMask(0.3, [30], k)),
        ["dropout"] = (k => k.Dropout(0.3, Rows), k => KeyModule.dropout(0.3, Rows, k)),
        ["fold"] = (k => k.FoldIn(7).Bits, k => KeyModule.foldIn(7, k).Bits),
        ["several"] = (k => k.Split(4).Bits, k => KeyModule.splitN(4, k).Bits),
    };

    [Theory]
    [MemberData(nameof(Draws))]
    public void A_method_gives_the_numbers_of_its_function(string name)
    {
        var (method, function) = Pairs[name];
        var (expected, actual) = (function(Seeded), method(Seeded));
        Assert.Equal(expected.Space, actual.Space);
        Assert.True(expected.Equal(actual), name);
    }

    [Fact]
    public void Two_keys_are_deconstructed_and_are_the_first_of_several()
    {
        var (first, second) = Seeded.Split();
        var several = Seeded.Split(3).Unbind();
        Assert.Equal(3, several.Length);
        Assert.True(first.Bits.Equal(several[0].Bits));
        Assert.True(second.Bits.Equal(several[1].Bits));
        Assert.False(first.Bits.Equal(second.Bits));
    }

    [Fact]
    public void A_key_is_part_of_a_tree()
    {
        var model = new Model(Tensor.Ones(2), Seeded, 0.1);
        Assert.Equal([".W", ".Key.Bits"], Tree.Paths(model));
        var again = Tree.Rebuild(model, Tree.Leaves(model));
        Assert.True(model.Key.Normal([3]).Equal(again.Key.Normal([3])));
        var gradient = Ad.Grad(w => (w * model.Key.Normal([2])).Sum(), model.W);
        Assert.True(gradient.Equal(Seeded.Normal([2])));
    }

    [Fact]
    public void What_is_no_key_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => ((Key)null!).Normal([2]));
        Assert.Throws<ShapeException>(() => Seeded.Split(3).Normal([2]));
        Assert.Throws<ArgumentException>(() => Seeded.Bernoulli(2, [2]));
    }
}
