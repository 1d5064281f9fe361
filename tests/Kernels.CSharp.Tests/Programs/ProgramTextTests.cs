namespace Functional.Kernels.Tests;

public sealed class ProgramTextTests
{
    private static readonly ManagedBackend Backend = ManagedBackend.Instance;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 300)];

    private const string Golden = """
        program (%0: float32[2000], %1: float32[]) {
          const %2: float32[] = 2
          const %3: float32[2, 2] = [[1, 0.1], [-inf, nan]]
          const %4: float64[2000] = #0
          %5: float32[2000] = mul(%0, %1)
          %6: float32[2000] = pow_number<p=3>(%5)
          %7: float32[2000] = exp<name="grad of exp">(%6)
          %8: float32[] = sum<axes=[0]>(%7)
          %9: float32[1] = amax<axes=[0], keep_axes=true>(%7)
          %10: float32[] = maximum(%8, %2)
          return (%8, %0, %8)
        }

        """;

    [Fact]
    public void TextIsAsDocumented()
    {
        var builder = new ProgramBuilder(Backend);
        var x = builder.Argument(new([2000], DType.Float32));
        var k = builder.Argument(new([], DType.Float32));
        var two = builder.Constant(Backend.Full([], DType.Float32, 2));
        builder.Constant(Backend.Create([1f, 0.1f, float.NegativeInfinity, float.NaN], [2, 2]));
        var large = Backend.Create<double>(new double[2000], [2000]);
        builder.Constant(large);
        var cube = builder.Add(new Map("pow", Unary.PowNumber, 3), builder.Add(new Zip("mul", Binary.Mul), x, k));
        var exp = builder.Add(new Map("grad of exp", Unary.Exp), cube);
        var sum = builder.Add(new Reduce("sum", Reduction.Sum, [0], false), exp);
        builder.Add(new Reduce("amax", Reduction.Max, [0], true), exp);
        builder.Add(new Zip("maximum", Binary.Max), sum, two);
        var program = builder.Build([sum, x, sum]);

        Assert.Equal(Golden, ProgramText.Write(program, out var constants));
        Assert.Equal(Golden, program.ToString());
        Assert.Same(large, Assert.Single(constants));
        AssertSame(program, ProgramText.Parse(Golden, Backend, constants));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void ParsingUndoesWriting(int seed)
    {
        var program = RandomPrograms.Draw(seed);
        program.Validate();
        var text = ProgramText.Write(program, out var constants);
        var parsed = ProgramText.Parse(text, Backend, constants);
        parsed.Validate();
        AssertSame(program, parsed);
        Assert.Equal(text, ProgramText.Write(parsed, out var again));
        Assert.Equal(constants, again);
    }

    [Fact]
    public void EveryOperationHasACodec()
    {
        // What the planner makes for itself is in no program, nor is what leads from one device to another.
        var classes = typeof(Operation).Assembly.GetTypes()
            .Where(x => x.IsSubclassOf(typeof(Operation)) && !x.IsAbstract && x != typeof(Fusion.Spread) && x != typeof(Transfer));
        var without = classes.Where(x => BuiltInCodecs.All.All(codec => codec.Type != x)).Select(x => x.Name);
        Assert.True(!without.Any(), "add to BuiltInCodecs: " + string.Join(", ", without));
    }

    [Fact]
    public void EveryWordHasASample()
    {
        var written = OperationSamples.All().Select(x => ProgramText.Write(x.Operation).Split('<')[0]).ToHashSet();
        var missing = BuiltInCodecs.All.Where(x => !x.Type.IsSubclassOf(typeof(Control))).SelectMany(x => x.Keywords).Select(x => x.Word).Where(x => !written.Contains(x));
        Assert.True(!missing.Any(), "add to OperationSamples: " + string.Join(", ", missing));
    }

    [Fact]
    public void EveryOperationKeepsItsParametersAndItsName()
    {
        foreach (var (operation, arguments) in OperationSamples.All())
        {
            var builder = new ProgramBuilder(Backend);
            var values = arguments.Select(builder.Argument).ToArray();
            var program = builder.Build([builder.Add(operation, values)]);
            program.Validate();
            AssertSame(program, ProgramText.Parse(program.ToString(), Backend));
        }
    }

    [Fact]
    public void UsualParametersAreLeftAway()
    {
        Assert.Equal("exp", ProgramText.Write(new Map("exp", Unary.Exp)));
        Assert.Equal("square", ProgramText.Write(new Map("pow", Unary.Square)));
        Assert.Equal("exp<q=-0>", ProgramText.Write(new Map("exp", Unary.Exp, 0.0, -0.0)));
        Assert.Equal("eq", ProgramText.Write(new Zip("eq", Binary.Equal)));
        Assert.Equal("eq<name=\"same\">", ProgramText.Write(new Zip("same", Binary.Equal)));
        Assert.Equal("isnan", ProgramText.Write(new Map("isnan", Unary.IsNan)));
        Assert.Equal("cumsum<axis=0>", ProgramText.Write(new Scan("cumsum", Running.Sum, 0, false)));
        Assert.Equal("cast<to=uint8>", ProgramText.Write(new Cast(DType.UInt8)));
    }

    [Fact]
    public void ConstantsReadBackAsTheSameBits()
    {
        foreach (var dtype in Samples.AllDTypes)
        {
            foreach (var (array, _) in Samples.All(dtype))
            {
                var builder = new ProgramBuilder(Backend);
                var program = builder.Build([builder.Constant(array)]);
                var parsed = ProgramText.Parse(ProgramText.Write(program, out var constants), Backend, constants);
                AssertSame(program, parsed);
            }
        }

        double[] numbers = [0.0, -0.0, double.Epsilon, double.MaxValue, double.MinValue, 0.1, double.NaN, double.PositiveInfinity, 1e-7, 1e21];
        long[] integers = [long.MaxValue, long.MinValue, 0];
        AssertBits(Backend.Create<double>(numbers, [10]));
        AssertBits(Backend.Create<float>(Array.ConvertAll(numbers, x => (float)x), [5, 2]));
        AssertBits(Backend.Create<long>(integers, [3, 1]));
        foreach (var number in numbers) AssertBits(Backend.Full([7], DType.Float64, number));
        foreach (var number in numbers) AssertBits(Backend.Full([7], DType.Float32, number));
        foreach (var number in integers) AssertBits(Backend.Full([100, 100], DType.Int64, number));

        static void AssertBits(NdArray array)
        {
            var builder = new ProgramBuilder(Backend);
            var program = builder.Build([builder.Constant(array)]);
            AssertSame(program, ProgramText.Parse(program.ToString(), Backend));
        }
    }

    [Fact]
    public void ArraysAreReferredToOnce()
    {
        var array = Backend.Create<float>(new float[20], [20]);
        var inner = new ProgramBuilder(Backend);
        inner.Argument(new([20], DType.Float32));
        var body = inner.Build([inner.Constant(array)]);
        var outer = new ProgramBuilder(Backend);
        var program = outer.Build([outer.Add(new Repeat(2, body), outer.Constant(array))]);
        Assert.Equal(
            """
            program () {
              const %0: float32[20] = #0
              %1: float32[20] = repeat<times=2>(%0) {
                program (%0: float32[20]) {
                  const %1: float32[20] = #0
                  return (%1)
                }
              }
              return (%1)
            }

            """,
            ProgramText.Write(program, out var constants));
        Assert.Same(array, Assert.Single(constants));
        AssertSame(program, ProgramText.Parse(program.ToString(), Backend, constants));
    }

    [Fact]
    public void ControlMayHaveAnyNumberOfBodiesAndOfValues()
    {
        var two = new ProgramBuilder(Backend);
        var one = two.Constant(Backend.Full([], DType.Int64, 1));
        var body = two.Build([one, one]);
        var builder = new ProgramBuilder(Backend);
        var flag = builder.Argument(new([], DType.Bool));
        builder.Add(new Either("nothing", []), flag);
        var first = builder.Add(new Either("test.either", [body, body, body]), flag);
        var program = builder.Build([first + 1]);
        AssertSame(program, ProgramText.Parse(program.ToString(), Backend));
        Assert.Contains("  test.either<name=\"nothing\">(%0) {\n  }\n", program.ToString());
        Assert.Contains("%1: int64[], %2: int64[] = test.either(%0) {\n", program.ToString());
    }

    [Fact]
    public void SpaceCommentsAndNumbersAreFree()
    {
        var program = ProgramText.Parse(
            "// what it does\r\nprogram(%7:float32[ 2,3 ]){%3 : float32[2, 3]=exp (\t%7)//%3\nconst %1:float32[]=1E-05 %9:float32[2,3]=add(%3,%1)return(%9)}// end",
            Backend);
        Assert.Equal(
            """
            program (%0: float32[2, 3]) {
              const %1: float32[] = 1E-05
              %2: float32[2, 3] = exp(%0)
              %3: float32[2, 3] = add(%2, %1)
              return (%3)
            }

            """,
            program.ToString());
    }

    [Fact]
    public void OperationsWithoutACodecAreShownAndRefused()
    {
        var builder = new ProgramBuilder(Backend);
        var x = builder.Argument(new([], DType.Float32));
        var text = builder.Build([builder.Add(new Unknown(), x)]).ToString();
        Assert.Contains("opaque<class=\"Functional.Kernels.Tests.Unknown\", name=\"mystery\">(%0)", text);
        var error = Assert.Throws<ProgramTextException>(() => ProgramText.Parse(text, Backend));
        Assert.Contains("register an OperationCodec", error.Message);
    }

    [Fact]
    public void AWordAndAClassHaveOneCodec()
    {
        static OperationCodec Codec<T>(string word)
            where T : Operation => OperationCodec.Of<T>(word, 1, (_, _) => { }, _ => throw new NotSupportedException());

        Assert.Throws<ArgumentException>(() => OperationCodec.Register(Codec<Unknown>("exp")));
        Assert.Throws<ArgumentException>(() => OperationCodec.Register(Codec<Unknown>("return")));
        Assert.Throws<ArgumentException>(() => OperationCodec.Register(Codec<Unknown>("opaque")));
        Assert.Throws<ArgumentException>(() => OperationCodec.Register(Codec<Unknown>("two words")));
        Assert.Throws<ArgumentException>(() => OperationCodec.Register(Codec<Unknown>("")));
        Assert.Throws<ArgumentException>(() => OperationCodec.Register(Codec<Map>("map")));
        Assert.Null(OperationCodecs.Find(new Unknown()));
    }

    [Fact]
    public void LongProgramsTakeLinearTime()
    {
        var builder = new ProgramBuilder(Backend);
        var value = builder.Argument(new([3], DType.Float32));
        for (var i = 0; i < 100_000; i++) value = builder.Add(new Map("exp", Unary.Exp), value);
        var text = builder.Build([value]).ToString();
        Assert.Equal(text, ProgramText.Parse(text, Backend).ToString());
    }

    private static void AssertSame(Program expected, Program actual)
    {
        Assert.Same(expected.Backend, actual.Backend);
        Assert.Equal(expected.Arguments, actual.Arguments);
        Assert.Equal(expected.Results, actual.Results);
        Assert.Equal(expected.Constants.Count, actual.Constants.Count);
        foreach (var (x, y) in expected.Constants.Zip(actual.Constants))
        {
            Assert.Equal(x.Space, y.Space);
            Assert.Equal(x.Uniform, y.Uniform);
            Assert.Equal(Samples.Values(x).Select(BitConverter.DoubleToInt64Bits), Samples.Values(y).Select(BitConverter.DoubleToInt64Bits));
        }

        Assert.Equal(expected.Instructions.Count, actual.Instructions.Count);
        foreach (var (x, y) in expected.Instructions.Zip(actual.Instructions))
        {
            Assert.Equal(x.Arguments, y.Arguments);
            Assert.Equal(x.First, y.First);
            Assert.Equal(x.Spaces, y.Spaces);
            OperationSamples.AssertSame(x.Operation, y.Operation);
            if (x.Operation is not Control control) continue;
            foreach (var (left, right) in control.Bodies.Zip(((Control)y.Operation).Bodies)) AssertSame(left, right);
        }
    }
}
