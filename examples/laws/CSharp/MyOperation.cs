// dotnet test examples/laws/CSharp
using Functional;
using Functional.Laws;
using Xunit;

namespace Functional.Examples;

// An operation of one's own, outside the library: what it is …
public static class MyOperation
{
    private static readonly Func<Tensor, Tensor> Operation = CustomFunction.DefineLinear(
        forward: x => (-x.Square()).Exp(),
        linear: (x, y) => LinearMap.Scale(-2 * x * y),
        name: "bell");

    extension(Tensor x)
    {
        /// <summary>e ** -x².</summary>
        public Tensor Bell() => Operation(x);
    }
}

// … and one call of the laws.
public class MyOperationTests
{
    [Fact]
    public void BellObeysTheLaws() => Law.For(x => x.Bell()).On(Domain.Reals().AnyShape).Claiming(Claim.Broadcasting).Check();
}
