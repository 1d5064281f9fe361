// dotnet test examples/laws/CSharp
using Functional;
using Functional.Laws;
using Xunit;

namespace Functional.Examples;

public class MyFunctionTests
{
    // A function of one's own.
    private static Tensor Energy(Tensor position) => (position.Square().Sum() + 1).Log() - position.Cos().Mean();

    [Fact]
    public void EnergyObeysTheLaws() => Law.For(Energy).On(Domain.Reals(3)).Check();

    // An operation of one's own: the tutorial's Legendre polynomial, with its backward pass by hand.
    private static readonly Func<Tensor, Tensor> Legendre = CustomFunction.Define(
        forward: (context, x) => { context.Save(x); return 0.5 * (5 * x.Pow(3) - 3 * x); },
        backward: (context, c) => c * 1.5 * (5 * context.Saved[0].Square() - 1));

    [Fact]
    public void LegendreObeysTheLaws() => Law.For(Legendre).On(Domain.Reals().AnyShape).Check();

    // The same with a slip of the pen is found out.
    private static readonly Func<Tensor, Tensor> Slip = CustomFunction.Define(
        forward: (context, x) => { context.Save(x); return 0.5 * (5 * x.Pow(3) - 3 * x); },
        backward: (context, c) => c * 1.5 * (5 * context.Saved[0].Square() + 1));

    [Fact]
    public void ASlipIsFound() => Assert.Throws<LawException>(() => Law.For(Slip).On(Domain.Reals(2)).Check());
}
