// dotnet run --project examples/csharp/FirstGradient
using Functional;

Func<Tensor, Tensor> f = x => (x.Sin() * x.Exp()).Sum();
Tensor x = [0.5, 1.5];
var (y, g) = f.ValueAndGrad(x);

Console.WriteLine($"f(x)  = {y}");
Console.WriteLine($"f'(x) = {g}");
Console.WriteLine($"f''   = {f.Hessian(x)}");
