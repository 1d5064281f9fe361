namespace Functional.Kernels;

/// <summary>The logarithm of the gamma function and its derivatives.</summary>
internal static class GammaFunctions
{
    private const double HalfLogTwoPi = 0.91893853320467274178;
    private const double OneMinusEuler = 0.42278433509846713939;

    private const double DigammaRoot = 1.4616321449683622;
    private const double DigammaRootRest = 9.54999542996569772e-17;

    /// <summary>Where the asymptotic series are good to double precision.</summary>
    private const double Far = 10;

    /// <summary>(-1)^k (zeta(k) - 1) / k for k = 30 … 2: the Taylor series of log gamma at 2.</summary>
    private static ReadOnlySpan<double> SeriesAtTwo =>
    [
        3.10442477473222728e-11, -6.42296456383810002e-11, 1.33047643742444895e-10, -2.75952288512423315e-10,
        5.73136724167886201e-10, -1.19214014058609121e-9, 2.48367454380247832e-9, -5.18347504197004666e-9,
        1.08386592148969541e-8, -2.27110946089431649e-8, 4.76981016936398057e-8, -1.00432248239680996e-7,
        2.12071848055546659e-7, -4.49246919876456604e-7, 9.55141213040741983e-7, -2.03921575380136624e-6,
        4.3748667899074878e-6, -9.4394882752683959e-6, 0.0000205072127756706916, -0.0000449262367381331417,
        0.0000994575127818085337, -0.00022315475845357938, 0.000509669524743042422, -0.00119275391170326098,
        0.00289051033074152329, -0.00738555102867398527, 0.0205808084277845479, -0.0673523010531980951,
        0.322467033424113218,
    ];

    /// <summary>B(2k) / (2k (2k - 1)) for k = 10 … 1: Stirling's series.</summary>
    private static ReadOnlySpan<double> Stirling =>
    [
        -174611.0 / 125400, 43867.0 / 244188, -3617.0 / 122400, 1.0 / 156, -691.0 / 360360, 1.0 / 1188, -1.0 / 1680, 1.0 / 1260, -1.0 / 360, 1.0 / 12,
    ];

    /// <summary>B(2k) / 2k for k = 10 … 1: the asymptotic series of digamma.</summary>
    private static ReadOnlySpan<double> DigammaSeries =>
    [
        -174611.0 / 6600, 43867.0 / 14364, -3617.0 / 8160, 1.0 / 12, -691.0 / 32760, 1.0 / 132, -1.0 / 240, 1.0 / 252, -1.0 / 120, 1.0 / 12,
    ];

    /// <summary>Digamma's Taylor coefficients 24 … 1 at its positive root.</summary>
    private static ReadOnlySpan<double> DigammaAtRoot =>
    [
        -0.0000756917958219506592, 0.000110633727687474109, -0.000161706220919748034, 0.000236356015640270528,
        -0.0003454680251063077, 0.000504953265834602035, -0.00073807093899600513, 0.00107882520191629658,
        -0.00157693677143019726, 0.00230512632673492784, -0.00336980165543932808, 0.00492678139572985345,
        -0.00720453438635686824, 0.0105387916166121754, -0.0154247659049489591, 0.0225976482322181047,
        -0.0331611264748473593, 0.0488042881641431072, -0.0721995612564547109, 0.107824050691262366,
        -0.163942705442406528, 0.258499760955651011, -0.442763168983592106, 0.96767224544762117,
    ];

    /// <summary>B(2k) for k = 1 … 12.</summary>
    private static ReadOnlySpan<double> Bernoulli =>
    [
        1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6, -3617.0 / 510, 43867.0 / 798, -174611.0 / 330, 854513.0 / 138, -236364091.0 / 2730,
    ];

    /// <summary>log |gamma(x)|; infinite at the poles 0, -1, -2, …</summary>
    internal static double LogGamma(double x)
    {
        if (double.IsNaN(x)) return x;
        if (double.IsInfinity(x)) return double.PositiveInfinity;
        if (x >= Far) return ((x - 0.5) * Math.Log(x)) - x + HalfLogTwoPi + (Polynomial.Evaluate(1 / (x * x), Stirling) / x);
        if (x > 2.5)
        {
            var product = 1.0;
            while (x > 2.5) product *= --x;
            return Math.Log(product) + NearTwo(x - 2);
        }

        if (x >= 1.5) return NearTwo(x - 2);
        if (x >= 0.5) return NearTwo(x - 1) - Elementary.Log1p(x - 1);
        if (x > 0) return NearTwo(x) - Elementary.Log1p(x) - Math.Log(x);
        if (x == Math.Floor(x)) return double.PositiveInfinity;
        if (x > -0.5) return NearTwo(x) - Elementary.Log1p(x) - Math.Log(-x);
        return Math.Log(Math.PI / Math.Abs(SinPi(x) * x)) - LogGamma(-x);
    }

    /// <summary>The derivative of log gamma: -inf at 0, inf at -0, nan at the other poles.</summary>
    internal static double Digamma(double x)
    {
        if (x == 0) return Math.CopySign(double.PositiveInfinity, -x);
        if (double.IsNegativeInfinity(x)) return double.NaN;
        if (x < 0)
        {
            if (x == Math.Floor(x)) return double.NaN;
            return Digamma(1 - x) - (Math.PI * CotPi(x));
        }

        var distance = x - DigammaRoot - DigammaRootRest;
        if (Math.Abs(distance) < 0.25) return distance * Polynomial.Evaluate(distance, DigammaAtRoot);
        var shift = 0.0;
        for (; x < Far; x++) shift += 1 / x;
        var z = 1 / (x * x);
        return Math.Log(x) - (0.5 / x) - (z * Polynomial.Evaluate(z, DigammaSeries)) - shift;
    }

    /// <summary>The derivative of digamma of an order of at least 1; at the poles 0, -1, -2, … as from the right.</summary>
    internal static double Polygamma(int order, double x)
    {
        if (double.IsNaN(x)) return x;
        var sign = order % 2 == 0 ? -1 : 1;
        if (x <= 0 && x == Math.Floor(x) && !double.IsInfinity(x)) return sign * double.PositiveInfinity;
        if (x > 0) return sign * Factorial(order) * HurwitzZeta(order + 1, x);
        if (double.IsNegativeInfinity(x)) return double.NaN;

        // (-1)^n psi_n(1 - x) - psi_n(x) = pi d^n/dx^n cot(pi x)
        return (-sign * Polygamma(order, 1 - x)) - (Math.PI * CotangentDerivative(order, x));
    }

    /// <summary>log gamma(2 + z) for |z| of at most 1/2.</summary>
    private static double NearTwo(double z) => z * (OneMinusEuler + (z * Polynomial.Evaluate(z, SeriesAtTwo)));

    private static double Factorial(int n)
    {
        var product = 1.0;
        for (var i = 2; i <= n; i++) product *= i;
        return product;
    }

    /// <summary>The sum of (q + k)^-s over k = 0, 1, …: terms up to <see cref="Far"/>, then Euler and Maclaurin's formula.</summary>
    private static double HurwitzZeta(int s, double q)
    {
        if (double.IsInfinity(q)) return 0;
        var sum = 0.0;
        for (; q < Far + s; q++) sum += Math.Pow(q, -s);
        var power = Math.Pow(q, -s);
        sum += (power * q / (s - 1)) + (0.5 * power);
        var factor = s * power / (2 * q); // s (s + 1) … (s + 2k - 2) q^(1 - s - 2k) / (2k)!
        for (var k = 1; k <= Bernoulli.Length; k++)
        {
            var term = Bernoulli[k - 1] * factor;
            sum += term;
            if (Math.Abs(term) < 1e-17 * sum) break;
            factor *= (s + (2.0 * k) - 1) * (s + (2.0 * k)) / (((2.0 * k) + 1) * ((2.0 * k) + 2) * q * q);
        }

        return sum;
    }

    /// <summary>
    /// The n-th derivative of cot(pi x): a polynomial in c = cot(pi x), whose derivative is that in c times -pi (1 + c²).
    /// </summary>
    private static double CotangentDerivative(int n, double x)
    {
        var polynomial = new double[n + 2];
        polynomial[1] = 1;
        for (var i = 0; i < n; i++)
        {
            var next = new double[n + 2];
            for (var power = 1; power <= i + 1; power++)
            {
                var slope = -Math.PI * power * polynomial[power];
                next[power - 1] += slope;
                next[power + 1] += slope;
            }

            polynomial = next;
        }

        Array.Reverse(polynomial);
        return Polynomial.Evaluate(CotPi(x), polynomial);
    }

    /// <summary>sin(pi x), the whole part of x taken off before it is multiplied.</summary>
    private static double SinPi(double x) => Math.Sin(Math.PI * (x - (2 * Math.Round(x / 2))));

    /// <summary>cot(pi x): from the nearer of a pole and a root, so that both are exact.</summary>
    private static double CotPi(double x)
    {
        var r = x - Math.Round(x);
        if (Math.Abs(r) <= 0.25) return 1 / Math.Tan(Math.PI * r);
        return Math.CopySign(Math.Tan(Math.PI * (0.5 - Math.Abs(r))), r);
    }
}
