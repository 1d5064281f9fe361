using System.Runtime.Intrinsics;

namespace Functional.Kernels.Tests;

public class CephesSingleTests
{
    [Fact]
    public void LogIsTheLogarithmOnAllThatTheStreamAsksFor()
    {
        // 1 - u for every 97th u of the 2^24.
        for (var i = 1; i <= 1 << 24; i += 97)
        {
            var x = i * (1f / (1 << 24));
            Assert.Equal(Math.Log(x), CephesSingle.Log(Vector256.Create(x))[3], Math.Max(1e-7, 1e-7 * Math.Abs(Math.Log(x))));
        }
    }

    [Fact]
    public void SinCosAreSineAndCosineOnTheWholeCircle()
    {
        for (var i = 0; i < 1 << 24; i += 97)
        {
            var x = i * (1f / (1 << 24)) * float.Tau;
            var (sin, cos) = CephesSingle.SinCos(Vector256.Create(x));
            Assert.Equal(Math.Sin(x), sin[5], 2e-7);
            Assert.Equal(Math.Cos(x), cos[5], 2e-7);
        }
    }
}
