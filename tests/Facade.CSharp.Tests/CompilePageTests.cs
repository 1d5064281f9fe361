using System.Text.RegularExpressions;
using Functional.Plots;

namespace Functional.Tests;

/// <summary>The code of docs/compile.md, the values and texts that it shows, and what it says goes wrong.</summary>
public class CompilePageTests
{
    /// <summary>The texts that the page shows.</summary>
    private static readonly string[] Shown =
        [.. Regex.Matches(PageTests.Text("compile.md"), "^```text\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline).Select(x => x.Groups[1].Value)];

    [Fact]
    public void What_it_does()
    {
        Tensor x = Tensor.Linspace(-3, 3, 2000), y = x.Sin();
        Func<(Tensor A, Tensor B, Tensor C, Tensor D), Tensor> loss = p =>
            (p.A + p.B * x + p.C * x.Square() + p.D * x.Pow(3) - y).Square().Sum();
        var slopes = loss.ValueAndGrad().Compile();   // nothing is traced yet
        var (value, gradient) = slopes((0, 1, 0, -0.1));  // the first call traces, and runs the program
        (value, gradient) = slopes((0, 0.9, 0, -0.09));  // this one runs the program

        var now = loss((0, 0.9, 0, -0.09));
        Check.Same(now.ToArray<double>(), value, 1e-3);
        Check.Same(loss.Grad((0, 0.9, 0, -0.09)).D.ToArray<double>(), gradient.D, 1e-2);
    }

    [Fact]
    public void Signatures()
    {
        var power = Ad.Compile((Tensor v, int n) => Enumerable.Range(0, n).Aggregate(Tensor.OnesLike(v), (u, _) => u * v));
        Tensor square = power([1, 2, 3], 2);          // [1, 4, 9], traced for n = 2
        Tensor cube = power([1, 2, 3], 3);            // [1, 8, 27], traced for n = 3
        Tensor longer = power([1, 2, 3, 4], 3);       // [1, 8, 27, 64], traced for four numbers

        Check.Same([1, 4, 9], square);
        Check.Same([1, 8, 27], cube);
        Check.Same([1, 8, 27, 64], longer);
    }

    [Fact]
    public void What_a_function_captures()
    {
        var w = new Parameter(3.0);
        Tensor scale = 2;
        var f = Ad.Compile((Tensor v) => (w * v * scale).Sum());
        Tensor before = f([1, 2]);                    // 18
        w.Value = 5;
        scale = 10;
        Tensor after = f([1, 2]);                     // 30: w is read again, scale is what it was
        after.Backward();                             // w.Grad is 6

        Check.Same(18, before);
        Check.Same(30, after);
        Check.Same(6, w.Grad);
    }

    [Fact]
    public void Decisions_and_loops()
    {
        Func<Tensor, Tensor> root = v => Flow.Cond(v > 0, u => u.Sqrt(), u => 0 * u, v);
        Tensor slope = root.Grad().Compile()(4);      // 0.25
        Func<Tensor, Tensor> doubled = v => Flow.WhileLoop(u => u < 100, u => 2 * u, v);
        Tensor large = doubled.Compile()(3);          // 192
        Func<Tensor, Tensor> sums = v => Flow.Scan((Tensor s, Tensor u) => (s + u, s + u), (Tensor)0, v).Outputs;
        Tensor running = sums.Compile()([1, 2, 3]);   // [1, 3, 6]

        Check.Same(0.25, slope);
        Check.Same(192, large);
        Check.Same([1, 3, 6], running);
    }

    [Fact]
    public void Training()
    {
        Tensor x = Tensor.Linspace(-3, 3, 200), y = x.Sin();
        Func<(Tensor A, Tensor B), Tensor> loss = p => (p.A * x + p.B * x.Pow(3) - y).Square().Mean();
        Func<(Tensor A, Tensor B), (Tensor A, Tensor B)> train = start =>
            Flow.ForLoop(0, 1000, (_, p) => Tree.Map2((v, d) => v - 0.005 * d, p, loss.Grad(p)), start);
        var (a, b) = train.Compile()((0, 0));         // 0.8682, -0.0968

        Check.Same(0.8682, a, 1e-4);
        Check.Same(-0.0968, b, 1e-4);
    }

    [Fact]
    public void Training_by_description()
    {
        var fit = Train.Minimize(Nn.Linear(1, 1), Losses.Mse()).With(Optimizers.Sgd(0.05)).On([[1], [2]], [[2], [4]]).For(100);
        double loss = fit.Run().FinalLoss;            // one program, a hundred times
        var eager = fit.Eagerly();                    // the same, operation by operation

        Assert.True(eager.Run().FinalLoss < loss);
    }

    [Fact]
    public void Nesting()
    {
        Tensor x = [0.5, 1, 1.5];
        Func<Tensor, Tensor> f = v => (v.Sin() * v).Sum();
        Tensor inside = f.Grad().Compile()(x);        // [0.9182, 1.3818, 1.1036]: the gradient, compiled
        Tensor outside = f.Compile().Grad()(x);       // the same: the gradient of a compiled function
        Tensor each = f.Compile().Grad().Vmap(x);     // the same: the derivative at each number
        Tensor bent = f.Compile().Hvp(x, [1, 0, 0]);  // [1.2757, 0, 0]
        Tensor twice = f.Compile().Compile()(x);      // 2.5774: a program inside of a program is part of it

        double[] expected = [0.9182, 1.3818, 1.1036];
        Check.Same(expected, inside, 1e-4);
        Check.Same(expected, outside, 1e-4);
        Check.Same(expected, each, 1e-4);
        Check.Same([1.5155, 0, 0], bent, 1e-4);
        Check.Same(2.5774, twice, 1e-4);
    }

    [Fact]
    public void Looking_inside()
    {
        Func<Tensor, Tensor> f = v => (v * v + 0).Exp().Sum();
        string traced = f.Grad().Program([1, 2, 3]).ToString();
        string simplified = f.Grad().Simplified([1, 2, 3]).ToString();
        string chart = ProgramGraph.Mermaid(f.Grad().Simplified([1, 2, 3]));  // for Markdown; Dot for Graphviz, Svg for a browser
        string report = f.Grad().Explain([1, 2, 3]);  // what becomes of it when it runs

        Assert.Contains("add", traced, StringComparison.Ordinal);
        Assert.Equal(Shown[0].TrimEnd(), simplified.TrimEnd());
        Assert.StartsWith("flowchart TD", chart, StringComparison.Ordinal);
        Assert.StartsWith("4 operations in ", report, StringComparison.Ordinal);
        Assert.Contains(" 0 not fused; ", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Machine_code()
    {
        Func<Tensor, Tensor> f = v => (v.Sin() * v).Sum();
        var hot = f.Grad().Compile(eager: true);
        Tensor slope = hot([0.5, 1, 1.5]);            // [0.9182, 1.3818, 1.1036], the same bits as without

        Check.Same([0.9182, 1.3818, 1.1036], slope, 1e-4);
        Assert.Equal(f.Grad().Compile()([0.5, 1, 1.5]).ToArray<float>(), slope.ToArray<float>());
    }

    [Fact]
    public void What_is_said_once()
    {
        var heard = new List<string>();
        using (Notices.Listen(heard.Add))
        {
            Func<Tensor, Tensor> solve = a => Implicit.Root((Tensor a, Tensor x) => x.Square() - a, a, (Tensor)1);
            Tensor solution = solve.Compile()(2);     // 1.4142, and a notice
            Check.Same(1.4142, solution, 1e-4);
        }
    }

    [Fact]
    public void An_explanation_is_as_the_page_shows()
    {
        Tensor x = Tensor.Linspace(-3, 3, 2000), y = x.Sin();
        Func<(Tensor A, Tensor B, Tensor C, Tensor D), Tensor> loss = p =>
            (p.A + p.B * x + p.C * x.Square() + p.D * x.Pow(3) - y).Square().Sum();
        Assert.Equal(Lines(Shown[1]), Lines(loss.ValueAndGrad().Explain((0, 1, 0, -0.1))));
    }

    /// <summary>The lines of an explanation without what depends on the machine: whether it can make code.</summary>
    private static string[] Lines(string explanation)
    {
        var lines = explanation.TrimEnd().Split('\n');
        lines[0] = lines[0][..lines[0].IndexOf(';', StringComparison.Ordinal)];
        return lines;
    }

    // What an argument of compile holds, so that nobody else had the notice before.
    private sealed record Held(Tensor X);

    private static readonly Func<Tensor, Tensor>[] Mistakes =
    [
        x => Ad.Compile((Tensor v) => v.Sum().ToScalar() > 0 ? v : -v)(x),
        x => Ad.Compile((Tensor v) => v * Tensor.Rand(3))(x),
        x => Ad.Compile((Tensor v) => new Parameter(0).Value = v.Shape.Rank)(x),
        x => Ad.Compile((Tensor v) =>
        {
            v.Sum().Backward();
            return v;
        })(x),
        x =>
        {
            Tensor kept = 0;
            Ad.Compile((Tensor v) => kept = 2 * v)(x);
            return kept + 1;
        },
        x => Ad.Compile((Tensor v) => Enumerable.Range(0, 1000).Aggregate(v, (u, _) => u.Sin()), maxOperations: 100)(x),
        x => Ad.Compile((Tensor v) => Flow.Cond(v > 0, u => u.Reshape(1), u => u, v))(x.Sum()),
    ];

    private static readonly Action<Tensor>[] Slow =
    [
        x => Ad.Compile((Held a) => Implicit.Root((Tensor b, Tensor u) => u * u - b, a.X.Sum(), (Tensor)1))(new Held(x)),
        x => Ad.Compile((Held a) => Ad.Grad(v => Flow.WhileLoop(u => u < 100, u => 2 * u, v), a.X.Sum()))(new Held(x)),
        x =>
        {
            var f = Ad.Compile((Held a) => 2 * a.X, signatures: 2);
            for (var length = 1; length < 7; length++) f(new Held(Tensor.Ones(length)));
        },
    ];

    private static string Heard(Action<Tensor> slow)
    {
        var heard = new List<string>();
        using (Notices.Listen(heard.Add)) slow([1, 2, 3]);
        return Assert.Single(heard);
    }

    [Fact]
    public void What_goes_wrong_is_said_as_the_page_says()
    {
        var said = Mistakes.Select(mistake => Assert.ThrowsAny<Exception>(() => mistake([1, 2, 3])).Message);
        Assert.Equal(said.Concat(Slow.Select(Heard)), PageTests.Messages("compile.md"));
    }

    [Fact]
    public void What_arguments_hold_beside_tensors_belongs_to_the_signature()
    {
        var scaled = Ad.Compile(((Tensor V, Scale By) a) => a.V * a.By.Factor);
        Check.Same(2, scaled((1, new Scale(2))));
        Check.Same(3, scaled((1, new Scale(3))));
        var first = Ad.Compile((Dictionary<string, Tensor> named) => named.TryGetValue("a", out var a) ? a : -named["b"]);
        Check.Same(1, first(new() { ["a"] = 1 }));
        Check.Same(-1, first(new() { ["b"] = 1 }));
        var moved = Ad.Compile((Moved a) => a.V * a.By);
        Check.Same(2, moved(new Moved(1, 2)));
        Check.Same(3, moved(new Moved(1, 3)));
    }

    private sealed record Scale(int Factor);

    private sealed record Moved(Tensor V, int By);
}
