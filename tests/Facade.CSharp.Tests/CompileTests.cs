using System.Collections.Immutable;

namespace Functional.Tests;

/// <summary>Compiled functions as C# writes them: delegates of any arguments, methods, records, loops of training.</summary>
public class CompileTests
{
    private sealed record Line(Tensor Slope, Tensor Offset, string Name = "line", int Power = 1);

    private sealed class Settings
    {
        public Tensor Weight { get; set; } = Ones();
        public double Rate { get; set; } = 1;
        public DayOfWeek Day { get; init; }
    }

    private static readonly Tensor X = Doubles(0.5, 1.5);
    private static readonly Tensor Y = Doubles(2, -1);

    private static Tensor Doubles(params double[] values) => Tensor.From(values);

    private static Tensor Ones() => Doubles(1, 1);

    private static Tensor Energy(Tensor v) => v.Square().Sum();

    /// <summary>A function that counts how often its code runs.</summary>
    private sealed class Counted<P, R>(Func<P, R> f)
    {
        public int Runs { get; private set; }

        public R Of(P x)
        {
            Runs++;
            return f(x);
        }
    }

    private static (Func<P, R> Compiled, Counted<P, R> Count) Count<P, R>(Func<P, R> f)
    {
        var counted = new Counted<P, R>(f);
        return (Ad.Compile<P, R>(counted.Of), counted);
    }

    private static void Is(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.DType, actual.DType);
        Check.Shaped(expected.Shape.Lengths.ToArray(), actual);
        Check.Same(expected.ToArray<double>(), actual, 1e-12);
    }

    [Fact]
    public void A_function_of_up_to_four_arguments_or_none_compiles()
    {
        Func<Tensor> none = () => X.Sin();
        Func<Tensor, Tensor> one = a => a.Sin();
        Func<Tensor, Tensor, Tensor> two = (a, b) => a.Sin() * b;
        Func<Tensor, Tensor, Tensor, Tensor> three = (a, b, c) => a.Sin() * b - c;
        Func<Tensor, Tensor, Tensor, int, Tensor> four = (a, b, c, k) => k * (a.Sin() * b - c);
        for (var round = 0; round < 2; round++)
        {
            Is(none(), none.Compile()());
            Is(one(X), one.Compile()(X));
            Is(two(X, Y), two.Compile()(X, Y));
            Is(three(X, Y, X), three.Compile()(X, Y, X));
            Is(four(X, Y, X, 3), four.Compile(eager: true)(X, Y, X, 3));
        }

        Is(X.Square().Sum(), Ad.Compile<Tensor, Tensor>(Energy)(X));
    }

    [Fact]
    public void The_code_runs_once_for_a_signature()
    {
        var (f, count) = Count((Tensor v) => v.Sin());
        Is(X.Sin(), f(X));
        Is(Y.Sin(), f(Y));
        Assert.Equal(1, count.Runs);
        Tensor longer = [1, 2, 3];
        Is(longer.Sin(), f(longer));
        Is(X.Sin(), f(X));
        Assert.Equal(2, count.Runs);

        var runs = 0;
        Func<Tensor> none = () =>
        {
            runs++;
            return X.Sin();
        };
        var compiled = none.Compile();
        compiled();
        compiled();
        Assert.Equal(1, runs);
    }

    [Fact]
    public void Numbers_text_and_cases_beside_tensors_are_constants_and_others_are_traced_anew()
    {
        var scale = ((Tensor v, double k) => v * k);
        var compiled = scale.Compile();
        Is(X * 2, compiled(X, 2));
        Is(X * 3, compiled(X, 3));
        Is(X * 2, compiled(X, 2));

        var (line, count) = Count((Line l) => (l.Slope * X + l.Offset).Pow(l.Power) * l.Name.Length);
        var first = new Line(Y, X);
        foreach (var l in new[] { first, first with { Power = 2 }, first with { Name = "other" }, first with { Slope = X } })
        {
            Is((l.Slope * X + l.Offset).Pow(l.Power) * l.Name.Length, line(l));
        }

        Assert.Equal(3, count.Runs);

        var (rated, settings) = Count((Settings s) => s.Weight * s.Rate * (int)s.Day);
        Is(Y * 6, rated(new() { Weight = Y, Rate = 2, Day = DayOfWeek.Wednesday }));
        Is(X * 6, rated(new() { Weight = X, Rate = 2, Day = DayOfWeek.Wednesday }));
        Is(X * 9, rated(new() { Weight = X, Rate = 3, Day = DayOfWeek.Wednesday }));
        Is(X * 4, rated(new() { Weight = X, Rate = 2, Day = DayOfWeek.Tuesday }));
        Assert.Equal(3, settings.Runs);
    }

    [Fact]
    public void Tuples_arrays_lists_and_dictionaries_go_in_and_come_out()
    {
        var all = (((Tensor, Tensor) pair, Tensor[] many, List<Tensor> list, Dictionary<string, Tensor> named) => (
            Sum: pair.Item1 + pair.Item2,
            Array: many.Select(t => t * 2).ToArray(),
            List: list.ConvertAll(t => t.Sin()),
            Named: named.ToDictionary(entry => entry.Key + "!", entry => entry.Value * 3),
            Text: "made"));
        var compiled = all.Compile();
        for (var round = 0; round < 2; round++)
        {
            var (sum, array, list, named, text) = compiled((X, Y), [X, Y], [X], new() { ["a"] = X, ["b"] = Y });
            Is(X + Y, sum);
            Is(X * 2, array[0]);
            Is(Y * 2, array[1]);
            Is(X.Sin(), Assert.Single(list));
            Assert.Equal(["a!", "b!"], named.Keys.Order());
            Is(Y * 3, named["b!"]);
            Assert.Equal("made", text);
        }

        Func<ImmutableArray<Tensor>, Tensor> first = items => items[0] * items.Length;
        Is(X * 2, first.Compile()([X, Y]));
        Is(X * 3, first.Compile()([X, Y, Y]));
        Func<int[], Tensor> numbers = k => X * k.Sum();
        var ofNumbers = numbers.Compile();
        int[] changing = [1, 2];
        Is(X * 3, ofNumbers(changing));
        changing[0] = 5;
        Is(X * 7, ofNumbers(changing));
    }

    [Fact]
    public void Results_may_be_arguments_constants_and_the_same_twice()
    {
        var f = ((Tensor a, Tensor b) =>
        {
            var sum = a + b;
            return (a, sum, sum, Ones());
        });
        var (same, one, other, constant) = f.Compile()(X, Y);
        Is(X, same);
        Is(X + Y, one);
        Is(X + Y, other);
        Is(Ones(), constant);
    }

    [Fact]
    public void Derivatives_of_compiled_functions_and_compiled_derivatives_are_the_derivatives()
    {
        Func<Tensor, Tensor> f = v => (v.Sin() * v.Exp()).Sum();
        var compiled = f.Compile();
        Is(f.Grad(X), compiled.Grad(X));
        Is(f.Grad(X), f.Grad().Compile()(X));
        Is(f.Grad(X), compiled.Grad().Compile()(X));
        Is(f.Hessian(X), compiled.Hessian(X));
        Is(f.Hvp(X, Y), compiled.Hvp(X, Y));
        var (value, gradient) = f.ValueAndGrad().Compile()(X);
        Is(f(X), value);
        Is(f.Grad(X), gradient);
        Func<Tensor, Tensor> g = v => v.Sin() * v[0];
        Is(g.Jvp(X, Y).Tangent, g.Compile().Jvp(X, Y).Tangent);
        Is(g.Vjp(X).Pull(Y), g.Compile().Vjp(X).Pull(Y));
        Tensor batch = [[0.5, 1.5], [2, -1], [0, 3]];
        Is(g.Vmap()(batch), g.Compile().Vmap()(batch));
        Is(g.Vmap()(batch), g.Vmap().Compile()(batch));
        Is(g(X), g.Checkpoint().Compile()(X));
        // A value of an outer transformation, captured.
        Func<Tensor, Tensor> outer = w => ((Func<Tensor, Tensor>)(v => (v * w * w).Sum())).Compile()(X);
        Is(2 * X * X, outer.Grad(X));
    }

    [Fact]
    public void Decisions_and_loops_are_parts_of_the_program()
    {
        Func<Tensor, Tensor> f = v =>
        {
            var start = Flow.Cond(v.Sum() > 0, t => t.Sin(), t => t.Exp(), v);
            var (last, all) = Flow.Scan((Tensor state, Tensor k) => (state * k + v, state), start, X);
            return Flow.ForLoop(0, 3, (i, t) => t + i * v, last) + all.Sum();
        };
        var compiled = f.Compile();
        Is(f(X), compiled(X));
        Is(f(-Y - 1), compiled(-Y - 1));
        Func<Tensor, Tensor> sum = v => f(v).Sum(), fast = v => compiled(v).Sum();
        Is(sum.Grad(X), fast.Grad(X));
        Is(sum.Grad(X), sum.Grad().Compile()(X));
        Func<Tensor, Tensor> doubled = v => Flow.WhileLoop(t => t.Sum() < 100, t => t * 2, v);
        Is(doubled(X), doubled.Compile()(X));
    }

    [Fact]
    public void A_loop_of_training_goes_through_a_compiled_model()
    {
        Tensor x = [[1], [2], [3], [4]];
        var y = 2 * x + 1;
        var model = Nn.Linear(1, 1);
        var runs = 0;
        Func<Tensor, Tensor, Tensor> loss = (x, y) =>
        {
            runs++;
            return Losses.Mse(model.Forward(x), y);
        };
        var compiled = loss.Compile();
        var optimizer = new Sgd(model.Parameters, 0.05);
        var (before, after) = (compiled(x, y).ToScalar(), 0.0);
        for (var step = 0; step < 200; step++)
        {
            var value = compiled(x, y);
            optimizer.ZeroGrad();
            value.Backward();
            optimizer.Step();
            after = value.ToScalar();
        }

        Assert.True(after < 0.1 * before);
        Assert.Equal(1, runs);
        using (Autograd.NoGrad())
        {
            Assert.False(compiled(x, y).RequiresGrad);
        }

        Assert.True(compiled(x, y).RequiresGrad);
    }

    [Fact]
    public void A_training_run_is_compiled_unless_it_is_eager()
    {
        Tensor x = [[1], [2], [3]];
        Fit<Sequential> Trained(bool isEager)
        {
            var model = Nn.Sequential(Nn.Linear(1, 1, generator: new Generator(3)), Nn.Flatten(0, 1));
            var training = Train.Minimize(model, Losses.Mse(Reduction.Sum)).With(Optimizers.RmsProp(1e-2)).On(x, 2 * x.Flatten()).For(50);
            return (isEager ? training.Eagerly() : training).Run();
        }

        var (eager, compiled) = (Trained(true), Trained(false));
        Assert.All(eager.History.Zip(compiled.History), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Assert.All(compiled.Model.Parameters, p => Assert.NotNull(p.Grad));
    }

    private static void Refused(Func<Tensor, Tensor> f, params string[] parts)
    {
        var compiled = f.Compile();
        for (var round = 0; round < 2; round++)
        {
            var error = Assert.Throws<TracingException>(() => compiled(X));
            Assert.All(parts, part => Assert.Contains(part, error.Message));
        }
    }

    [Fact]
    public void What_no_program_can_hold_is_refused_with_a_remedy()
    {
        var p = new Parameter(X);
        (p * X).Sum().Backward();
        Refused(v => v.Sum().ToScalar() > 0 ? v : -v, "compile", "where, cond or whileLoop");
        Refused(v => v.ToArray<double>()[0] * v, "where, cond or whileLoop");
        Refused(v => v + Tensor.Randn(2), "generator", "Key");
        Refused(v => v * (p.Value = X), "Parameter", "assign it outside");
        Refused(v => v * p.Grad!, "Grad", "outside");
        Refused(
            v =>
            {
                (p * v).Sum().Backward();
                return v;
            },
            "Backward",
            "outside");
        Refused(
            v =>
            {
                using (Autograd.NoGrad()) return v * p;
            },
            "NoGrad",
            "detach");
        var chain = (Func<Tensor, Tensor>)(v => Enumerable.Range(0, 20).Aggregate(v, (t, _) => t.Sin()));
        var error = Assert.Throws<TracingException>(() => chain.Compile(maxOperations: 10)(X));
        Assert.Contains("maxOperations", error.Message, StringComparison.Ordinal);
        Is(X, p.Value);
        Is(X, p.Grad!);
    }

    [Fact]
    public void Options_and_null_are_refused_by_name()
    {
        Func<Tensor, Tensor> f = Energy;
        Assert.Throws<ArgumentOutOfRangeException>("signatures", () => f.Compile(signatures: 0));
        Assert.Throws<ArgumentOutOfRangeException>("maxOperations", () => f.Compile(maxOperations: 0));
        Assert.Throws<ArgumentNullException>(() => ((Func<Tensor, Tensor>)null!).Compile());
        Assert.Throws<ArgumentNullException>(() => ((Func<Tensor>)null!).Compile());
        Assert.Throws<ArgumentNullException>(() => ((Func<Tensor, Tensor, Tensor>)null!).Compile());
        Assert.Throws<ArgumentNullException>(() => ((Func<Tensor, Tensor>)null!).Explain(X));
        Assert.ThrowsAny<ArgumentException>(() => f.Compile()(null!));
    }

    [Fact]
    public void Too_many_signatures_are_noticed_once()
    {
        List<string> said = [];
        using (Notices.Listen(said.Add))
        {
            var f = ((Func<Tensor, Tensor>)Energy).Compile(signatures: 2);
            for (var round = 0; round < 5; round++)
            {
                for (var n = 1; n <= 5; n++) Check.Same(n, f(Tensor.Ones(n)));
            }
        }

        Assert.Contains("more than 2 signatures", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_are_arguments_and_draw_the_same_numbers()
    {
        Func<Key, Tensor, Tensor> noisy = (key, v) => v + key.Normal([2]);
        var compiled = noisy.Compile();
        foreach (var seed in new[] { 1, 2 })
        {
            var (plain, fast) = (noisy(Key.From(seed), X), compiled(Key.From(seed), X));
            Check.Same(plain.ToArray<double>(), fast, 1e-6);
        }
    }

    [Fact]
    public void Threads_share_a_compiled_function()
    {
        var (f, count) = Count((Tensor v) => (v.Sin() * v).Sum());
        Parallel.For(0, 64, i => Check.Same((X * i).Sin().ToArray<double>().Zip((X * i).ToArray<double>(), (a, b) => a * b).Sum(), f(X * i), 1e-9));
        Assert.Equal(1, count.Runs);
    }

    [Fact]
    public async Task A_compiled_function_goes_on_after_await()
    {
        var f = ((Func<Tensor, Tensor>)Energy).Compile();
        var first = f(X);
        await Task.Yield();
        Is(first, f(X));
        Is(first, await Task.Run(() => f(X)));
    }

    [Fact]
    public void The_program_can_be_looked_at()
    {
        Func<Tensor, Tensor> f = v => (v.Sin() + v.Sin()).Sum();
        var program = f.Program(X).ToString();
        Assert.Contains("sin(%0)", program, StringComparison.Ordinal);
        Assert.Equal(program, f.Compile().Program(X).ToString());
        var text = f.Compile().Simplified(X).ToString();
        Assert.Equal(text.IndexOf("sin(", StringComparison.Ordinal), text.LastIndexOf("sin(", StringComparison.Ordinal));
        Assert.NotEmpty(f.Grad().Explain(X));
    }
}
