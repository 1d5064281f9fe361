using System.Globalization;

namespace Functional.Kernels;

/// <summary>
/// Numbers of a dtype as text that reads back as the same bits: the shortest such digits, <c>true</c>, <c>false</c>,
/// <c>inf</c>, <c>-inf</c> and <c>nan</c>.
/// </summary>
internal abstract class ElementText
{
    /// <summary>How the elements of a dtype are written.</summary>
    public static ElementText Of(DType dtype) => dtype switch
    {
        DType.Bool => ElementText<bool>.Instance,
        DType.UInt8 => ElementText<byte>.Instance,
        DType.Int32 => ElementText<int>.Instance,
        DType.Int64 => ElementText<long>.Instance,
        DType.Float16 => ElementText<Half>.Instance,
        DType.BFloat16 => ElementText<BFloat16>.Instance,
        DType.Float32 => ElementText<float>.Instance,
        _ => ElementText<double>.Instance,
    };

    /// <summary>A number of the host as one of the dtype.</summary>
    public static string Write(Number value, DType dtype) => dtype switch
    {
        DType.Bool => Write(value.ToInt64() != 0),
        DType.Float16 => Write((Half)(float)value.ToDouble()),
        DType.BFloat16 => Write((BFloat16)value.ToDouble()),
        DType.Float32 => Write((float)value.ToDouble()),
        DType.Float64 => Write(value.ToDouble()),
        _ => Write(value.ToInt64()),
    };

    /// <summary>A host value.</summary>
    public static string Write<T>(T value)
        where T : unmanaged => value switch
        {
            bool truth => truth ? "true" : "false",
            Half or BFloat16 or float or double when !double.IsFinite(Real(value)) => NotFinite(Real(value)),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => throw Errors.NoDType(typeof(T)),
        };

    /// <summary>The host value that a word is; a finite number beyond the largest of the type is none.</summary>
    public static bool TryRead<T>(string word, out T value)
        where T : unmanaged, ISpanParsable<T>
    {
        var spelled = word switch { "inf" => "Infinity", "-inf" => "-Infinity", "nan" => "NaN", _ => word };
        var isNumber = ReferenceEquals(spelled, word);
        if (isNumber && word.AsSpan().ContainsAny("INy"))
        {
            value = default;
            return false;
        }

        if (!T.TryParse(spelled, CultureInfo.InvariantCulture, out value)) return false;
        return !isNumber || value is not (Half or BFloat16 or float or double) || double.IsFinite(Real(value));
    }

    /// <summary>The elements of an array in row-major order.</summary>
    public abstract string[] Read(NdArray x);

    /// <summary>
    /// The array with these elements; null, and the place of the word, where one is no number of the dtype.
    /// </summary>
    public abstract NdArray? Create(IBackend backend, IReadOnlyList<Token> words, Shape shape, out Token wrong);

    /// <summary>The number that a word is; null where it is none of the dtype.</summary>
    public abstract Number? Number(string word);

    /// <summary>A host float as a double.</summary>
    protected static double Real<T>(T value)
        where T : unmanaged => value switch
        {
            Half number => (double)number,
            BFloat16 number => (double)number,
            float number => number,
            double number => number,
            _ => throw Errors.NoDType(typeof(T)),
        };

    private static string NotFinite(double number) => double.IsNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
}

/// <summary>The same for the type that stores a dtype.</summary>
internal sealed class ElementText<T> : ElementText
    where T : unmanaged, ISpanParsable<T>
{
    public static readonly ElementText<T> Instance = new();

    public override string[] Read(NdArray x)
    {
        var elements = new T[x.Shape.Size];
        x.Backend.Read<T>(x, elements);
        return Array.ConvertAll(elements, Write);
    }

    public override NdArray? Create(IBackend backend, IReadOnlyList<Token> words, Shape shape, out Token wrong)
    {
        wrong = default;
        var elements = new T[words.Count];
        for (var i = 0; i < elements.Length; i++)
        {
            if (TryRead(words[i].Text, out elements[i])) continue;
            wrong = words[i];
            return null;
        }

        return backend.Create<T>(elements, shape);
    }

    public override Number? Number(string word) => !TryRead(word, out T value) ? null : value switch
    {
        bool truth => truth,
        Half or BFloat16 or float or double => Real(value),
        _ => long.Parse(word, CultureInfo.InvariantCulture),
    };
}
