// dotnet run --project examples/csharp/Transformations
using Functional;

// A gradient for each example: as many as there are rows, in one run.
Tensor x = [[1, 2], [3, 4], [5, 6]], y = [1, 2, 3], w = [0.5, -0.5];
Func<Tensor, Tensor, Tensor> squared = (row, target) => (row.Dot(w) - target).Square();
var rows = Ad.Vmap((Tensor row, Tensor target) => Ad.Grad(v => (row.Dot(v) - target).Square(), w), x, y);
Console.WriteLine($"losses                  {squared.Vmap(x, y)}");
Console.WriteLine($"per-example gradients   {rows}");

// A Hessian, and its product with a vector, which needs no Hessian.
Func<Tensor, Tensor> valley = v => (1 - v[0]).Square() + 100 * (v[1] - v[0].Square()).Square();
Console.WriteLine($"Hessian at the minimum  {valley.Hessian([1, 1])}");
Console.WriteLine($"times [1, 2]            {valley.Hvp([1, 1], [1, 2])}");

// A recurrent network as a scan; each step runs again in the gradient rather than being remembered.
var cell = new Cell(Key.From(1).Normal([3, 3]) * 0.5, Key.From(2).Normal([3]));
Tensor signal = Tensor.Linspace(0, 3, 12).Sin();
Func<Cell, Tensor> forecast = p =>
{
    var step = Ad.Checkpoint((Tensor h, Tensor input) => (p.Recurrent.Matmul(h) + p.Input * input).Tanh());
    var (_, states) = Flow.Scan((Tensor h, Tensor input) => (step(h, input), h.Sum()), Tensor.Zeros(3), signal);
    return (states - signal).Square().Mean();
};
Console.WriteLine($"loss of an RNN          {forecast(cell)}, gradient {forecast.Grad(cell).Input}");

// Kepler's equation, and how the anomaly moves with the time: 1 / (1 - e cos E). All times at once.
Func<Tensor, Tensor> anomaly = m => Implicit.Root((Tensor m, Tensor a) => a - 0.5 * a.Sin() - m, m, m);
Tensor times = [0.5, 1, 2];
Console.WriteLine($"anomalies               {anomaly.Vmap(times)}");
Console.WriteLine($"their rates             {anomaly.Grad().Vmap(times)}");

// The rate of a decay from measurements: a least square through the solution of a differential equation.
Tensor at = [0, 0.5, 1, 1.5], measured = [2, 1.2131, 0.7358, 0.4463];
Func<Tensor, Tensor> misfit = k =>
    (Ode.Solve((Tensor k, Tensor t, Tensor u) => -k * u, k, measured[0], at) - measured).Square().Sum();
Tensor rate = 0.3;
for (var i = 0; i < 20; i++) rate -= 0.25 * misfit.Grad(rate);
Console.WriteLine($"rate of the decay       {rate}");

// An ensemble: three networks trained as one, each from a key of its own.
Tensor inputs = Tensor.Linspace(-1, 1, 16).Reshape(16, 1), targets = inputs.Square();
Func<Key, Tensor> train = key =>
{
    var (first, second) = key.Split();
    var start = (W: first.Normal([1, 8]), V: second.Normal([8, 1]) * 0.3);
    Func<(Tensor W, Tensor V), Tensor> loss = p => (inputs.Matmul(p.W).Cos().Matmul(p.V) - targets).Square().Mean();
    return loss(Flow.ForLoop(0, 100, (_, p) => Tree.Map2((v, d) => v - 0.1 * d, p, loss.Grad(p)), start));
};
Console.WriteLine($"losses of an ensemble   {train.Vmap(Key.From(3).Split(3))}");

internal sealed record Cell(Tensor Recurrent, Tensor Input);
