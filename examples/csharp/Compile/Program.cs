// dotnet run --project examples/csharp/Compile
using Functional;

// The cubic fit of tutorial 1: its loss, and a step down the gradient.
Tensor x = Tensor.Linspace(-Math.PI, Math.PI, 2000), y = x.Sin();
Func<Cubic, Tensor> loss = p => (p.A + p.B * x + p.C * x.Square() + p.D * x.Pow(3) - y).Square().Mean();
Func<Cubic, Cubic> step = p => Tree.Map2((v, d) => v - 0.002 * d, p, loss.Grad(p));
var start = new Cubic(0, 0, 0, 0);

// A whole training as one compiled call: a scan over steps, which also gives the loss before each of them.
Func<Cubic, (Cubic Fit, Tensor Losses)> train = p =>
    Flow.Scan((Cubic q, Tensor _) => (step(q), loss(q)), p, Tensor.Arange(5000));
var (fit, losses) = train.Compile()(start);
Console.WriteLine($"fit    {fit.B} x + {fit.D} x^3");
Console.WriteLine($"losses {losses[0]}, {losses[1000]}, {losses[^1]}");

// The same numbers without compiling, for the first steps.
var p = start;
for (var i = 0; i < 1000; i++) p = step(p);
Console.WriteLine($"eager  {loss(start)}, {loss(p)}");

// A compiled function has derivatives and batches: here, how the loss after ten steps depends on the start.
Func<Cubic, Tensor> after = q => loss(Flow.ForLoop(0, 10, (_, p) => step(p), q));
Console.WriteLine($"slope  {after.Compile().Grad()(start).B}");

// What becomes of the value and the gradient: one loop reads each number once; the other makes a mean of a sum.
var report = loss.ValueAndGrad().Explain(start);
Console.WriteLine(report[report.IndexOf("1. ", StringComparison.Ordinal)..]);

internal sealed record Cubic(Tensor A, Tensor B, Tensor C, Tensor D);
