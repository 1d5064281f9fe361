namespace Functional.Kernels.Tests;

/// <summary>What the operations mean, one double at a time; exact for small integers of every dtype.</summary>
internal static class ScalarReference
{
    public static double Zip(Binary operation, double p, double x, double y) => operation switch
    {
        Binary.Add => x + y,
        Binary.AddScaled => x + (p * y),
        Binary.Sub => x - y,
        Binary.Mul => x * y,
        Binary.Div => x / y,
        Binary.Pow => Math.Pow(x, y),
        Binary.Max => Math.Max(x, y),
        Binary.Min => Math.Min(x, y),
        Binary.Atan2 => Math.Atan2(x, y),
        Binary.Hypot => double.Hypot(x, y),
        Binary.Fmod => x % y,
        Binary.Remainder => Remainder(x, y),
        Binary.Xlogy => x == 0 && !double.IsNaN(y) ? 0 : x * Math.Log(y),
        Binary.LogAddExp => x == y ? x + Math.Log(2) : Math.Max(x, y) + Math.Log(1 + Math.Exp(-Math.Abs(x - y))),
        Binary.Equal => Truth(x == y),
        Binary.NotEqual => Truth(x != y),
        Binary.Less => Truth(x < y),
        Binary.LessEqual => Truth(x <= y),
        Binary.Greater => Truth(x > y),
        Binary.GreaterEqual => Truth(x >= y),
        Binary.And => Truth(x != 0 && y != 0),
        Binary.Or => Truth(x != 0 || y != 0),
        Binary.Xor => Truth((x != 0) ^ (y != 0)),
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };

    public static double Map(Unary operation, double p, double q, double x) => operation switch
    {
        Unary.Neg => -x,
        Unary.Abs => Math.Abs(x),
        Unary.Sign => x > 0 ? 1 : x < 0 ? -1 : 0,
        Unary.Square => x * x,
        Unary.Relu => x < 0 ? 0 : x,
        Unary.Clamp => double.IsNaN(x) ? x : Math.Min(Math.Max(x, p), q),
        Unary.Floor => Math.Floor(x),
        Unary.Ceil => Math.Ceiling(x),
        Unary.Round => Math.Round(x, MidpointRounding.ToEven),
        Unary.Trunc => Math.Truncate(x),
        Unary.PowNumber => Math.Pow(x, p),
        Unary.NumberPow => Math.Pow(p, x),
        Unary.LogicalNot => Truth(x == 0),
        Unary.IsNan => Truth(double.IsNaN(x)),
        Unary.IsInf => Truth(double.IsInfinity(x)),
        Unary.IsFinite => Truth(double.IsFinite(x)),
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };

    private static double Remainder(double x, double y)
    {
        var rest = x % y;
        return rest != 0 && rest < 0 != y < 0 ? rest + y : rest;
    }

    private static double Truth(bool value) => value ? 1 : 0;
}
