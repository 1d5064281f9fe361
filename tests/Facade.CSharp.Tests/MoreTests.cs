namespace Functional.Tests;

/// <summary>Operations that are declared in one F# file, with the method that C# calls.</summary>
public class MoreTests
{
    [Fact]
    public void Logit()
    {
        Tensor x = [0.25, 0.5, 0.75];
        var log3 = Math.Log(3);
        Check.Same([-log3, 0, log3], x.Logit());
        Check.Same([-log3, 0, log3], Tensor.From([-1.0, 0.5, 2.0]).Logit(eps: 0.25));
        Check.Same([16 / 3.0, 4, 16 / 3.0], Ad.Grad((Tensor z) => z.Logit().Sum(), x));
    }

    [Fact]
    public void LogCumSumExp()
    {
        Tensor x = [[0, 0, 0], [10, -10, 10]];
        Check.Same([0, Math.Log(2), Math.Log(3)], x[0].LogCumSumExp(axis: 0));
        Check.Same([0, 0, 0, 10 + Math.Log(1 + Math.Exp(-10)), Math.Log(1 + Math.Exp(-10)), 10 + Math.Log(1 + Math.Exp(-10))], x.LogCumSumExp(-2));
    }
}
