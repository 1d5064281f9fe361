using System.Text.Json;

namespace Functional.Kernels.Tests;

/// <summary>Every PyTorch case of the reference file: seed, make the calls in order, compare the bits.</summary>
public class GeneratorReferenceTests
{
    public static TheoryData<int, string> Cases => ReferenceBits.Rows("cases", ReferenceBits.CallsName);

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheStreamIsPyTorchsBitForBit(int index, string name)
    {
        Assert.NotEmpty(name);
        var item = ReferenceBits.Section("cases")[index];
        var generator = new Generator(item.GetProperty("seed").GetInt64());
        foreach (var call in item.GetProperty("calls").EnumerateArray())
        {
            var ulp = call.TryGetProperty("ulp", out var bound) ? bound.GetInt32() : 0;
            var outputs = call.GetProperty("outputs");
            for (var part = 0; part < outputs.GetArrayLength(); part++)
                CheckOutput(outputs[part], call.GetProperty("op").GetString()!, part, call.GetProperty("args"), ulp, generator);
        }
    }

    private static void CheckOutput(JsonElement output, string op, int part, JsonElement args, int ulp, Generator generator)
    {
        var bits = output.GetProperty("bits");
        var size = output.GetProperty("shape").EnumerateArray().Aggregate(1, (n, length) => n * length.GetInt32());
        switch (output.GetProperty("dtype").GetString())
        {
            case "float32":
                var singles = new float[size];
                Draw(op, part, args, singles, generator);
                ReferenceBits.AssertBits(bits, singles, ulp);
                break;
            case "float64":
                var doubles = new double[size];
                Draw(op, args, doubles, generator);
                ReferenceBits.AssertBits(bits, doubles, ulp);
                break;
            case "int64":
                var integers = new long[size];
                Draw(op, args, integers, generator);
                Assert.Equal(bits.EnumerateArray().Select(x => x.GetInt64()), integers);
                break;
            case var dtype:
                throw new NotSupportedException($"{op}: {dtype}");
        }
    }

    // A layer draws its weight as its first part and its bias as its second; everything else has one part.
    private static void Draw(string op, int part, JsonElement args, Span<float> x, Generator generator)
    {
        switch (op)
        {
            case "rand": generator.Uniform(x); break;
            case "uniform_": generator.Uniform(x, Number(args, "from"), Number(args, "to")); break;
            case "randn" or "Embedding": generator.Normal(x); break;
            case "normal_": generator.Normal(x, Number(args, "mean"), Number(args, "std")); break;
            case "bernoulli_": generator.Bernoulli(x, Number(args, "p")); break;
            case "dropout": generator.DropoutMask(x, Number(args, "p")); break;  // the reference drops out of ones
            case "Linear" or "Conv2d" when part == 0: Initialization.LinearWeight(x, FanIn(op, args), generator); break;
            case "Linear" or "Conv2d": Initialization.LinearBias(x, FanIn(op, args), generator); break;
            default: throw new NotSupportedException($"{op} in float32");
        }
    }

    private static void Draw(string op, JsonElement args, Span<double> x, Generator generator)
    {
        switch (op)
        {
            case "rand": generator.Uniform(x); break;
            case "uniform_": generator.Uniform(x, Number(args, "from"), Number(args, "to")); break;
            case "randn": generator.Normal(x); break;
            case "normal_": generator.Normal(x, Number(args, "mean"), Number(args, "std")); break;
            default: throw new NotSupportedException($"{op} in float64");
        }
    }

    private static void Draw(string op, JsonElement args, Span<long> x, Generator generator)
    {
        switch (op)
        {
            case "randint": generator.Integers(x, args.GetProperty("low").GetInt64(), args.GetProperty("high").GetInt64()); break;
            case "randperm": generator.Permutation(x); break;
            default: throw new NotSupportedException($"{op} in int64");
        }
    }

    private static int FanIn(string op, JsonElement args)
    {
        if (op == "Linear") return args.GetProperty("in_features").GetInt32();
        var perGroup = args.GetProperty("in_channels").GetInt32() / args.GetProperty("groups").GetInt32();
        return args.GetProperty("kernel_size").EnumerateArray().Aggregate(perGroup, (n, length) => n * length.GetInt32());
    }

    private static double Number(JsonElement args, string name) => args.GetProperty(name).GetDouble();
}
