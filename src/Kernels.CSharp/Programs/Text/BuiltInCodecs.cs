namespace Functional.Kernels;

/// <summary>The words and parameters of the operations that there are: one entry a class.</summary>
internal static class BuiltInCodecs
{
    /// <summary>All of them. The words are the usual names in messages where those tell operations apart.</summary>
    public static readonly OperationCodec[] All =
    [
        OperationCodec.Family<Map, Unary>(
            op => op switch
            {
                Unary.Square => new("square", "pow"),
                Unary.PowNumber => new("pow_number", "pow"),
                Unary.NumberPow => new("number_pow", "pow"),
                Unary.IsNan => new("isnan", "isnan"),
                Unary.IsInf => new("isinf", "isinf"),
                Unary.IsFinite => new("isfinite", "isfinite"),
                _ => Usual(op),
            },
            1,
            x => x.Op,
            (x, to) => to.Add("p", x.P, 0).Add("q", x.Q, 0),
            (op, from) => new(from.Name, op, from.Double("p", 0), from.Double("q", 0))),
        OperationCodec.Family<Zip, Binary>(
            op => op switch
            {
                Binary.AddScaled => new("add_scaled", "add"),
                Binary.Max => new("maximum", "maximum"),
                Binary.Min => new("minimum", "minimum"),
                Binary.LogAddExp => new("logaddexp", "logaddexp"),
                Binary.Equal => new("eq", "eq"),
                Binary.NotEqual => new("ne", "ne"),
                Binary.Less => new("lt", "lt"),
                Binary.LessEqual => new("le", "le"),
                Binary.Greater => new("gt", "gt"),
                Binary.GreaterEqual => new("ge", "ge"),
                Binary.And or Binary.Or or Binary.Xor => new("logical_" + Words.Of(op), "logical_" + Words.Of(op)),
                _ => Usual(op),
            },
            2,
            x => x.Op,
            (x, to) => to.Add("p", x.P, 0),
            (op, from) => new(from.Name, op, from.Double("p", 0))),
        OperationCodec.Of<Select>("where", 3, (_, _) => { }, _ => Select.Instance),
        OperationCodec.Of<Cast>("cast", 1, (x, to) => to.Add("to", x.To), from => new(from.Member<DType>("to"))),

        OperationCodec.Family<Reduce, Reduction>(
            op => op switch
            {
                Reduction.Max => new("amax", "amax"),
                Reduction.Min => new("amin", "amin"),
                Reduction.ArgMax => new("argmax", "argmax"),
                Reduction.ArgMin => new("argmin", "argmin"),
                _ => Usual(op),
            },
            1,
            x => x.Op,
            (x, to) => to.Add("axes", x.Axes).Add("keep_axes", x.KeepAxes, false),
            (op, from) => new(from.Name, op, from.Ints("axes"), from.Bool("keep_axes", false))),
        OperationCodec.Family<Scan, Running>(
            op => new("cum" + Words.Of(op), "cum" + Words.Of(op)),
            1,
            x => x.Op,
            (x, to) => to.Add("axis", x.Axis).Add("reverse", x.Reverse, false),
            (op, from) => new(from.Name, op, from.Int("axis"), from.Bool("reverse", false))),
        OperationCodec.Of<ArgSort>(
            "argsort",
            1,
            (x, to) => to.Add("axis", x.Axis).Add("descending", x.Descending, false),
            from => new(from.Int("axis"), from.Bool("descending", false))),

        OperationCodec.Of<Permute>("permute", 1, (x, to) => to.Add("axes", x.Axes), from => new(from.Ints("axes"))),
        OperationCodec.Of<Reshape>("reshape", 1, (x, to) => to.Add("to", x.To), from => new(from.Shape("to"))),
        OperationCodec.Of<Expand>("expand", 1, (x, to) => to.Add("to", x.To), from => new(from.Shape("to"))),
        OperationCodec.Of<Slice>(
            "slice",
            1,
            (x, to) => to.Add("starts", x.Starts).Add("steps", x.Steps).Add("to", x.To),
            from => new(from.Ints("starts"), from.Ints("steps"), from.Shape("to"))),
        OperationCodec.Of<Embed>(
            "embed",
            1,
            (x, to) => to.Add("starts", x.Starts).Add("steps", x.Steps).Add("to", x.To),
            from => new(from.Ints("starts"), from.Ints("steps"), from.Shape("to"))),
        OperationCodec.Of<Windows>("windows", 1, Write, ReadWindows),
        OperationCodec.Of<OverlapAdd>(
            "overlap_add",
            1,
            (x, to) =>
            {
                Write(x.Windows, to);
                to.Add("to", x.To);
            },
            from => new(ReadWindows(from), from.Ints("to"))),

        OperationCodec.Of<Gather>("gather", 2, (x, to) => to.Add("axis", x.Axis), from => new(from.Int("axis"))),
        OperationCodec.Of<ScatterAdd>(
            "scatter_add",
            3,
            (x, to) => to.Add("axis", x.Axis),
            from => new(from.Int("axis"))),
        OperationCodec.Of<Concat>("cat", null, (x, to) => to.Add("axis", x.Axis), from => new(from.Int("axis"))),
        OperationCodec.Of<Draw>(
            "draw",
            1,
            (x, to) => to.Add("first", x.First).Add("shape", x.Shape).Add("dtype", x.DType),
            from => new(from.Name, from.Long("first"), from.Shape("shape"), from.Member<DType>("dtype"))),

        OperationCodec.Family<Contract, Contraction>(
            op => op switch { Contraction.MatMul => new("matmul", "matmul"), _ => Usual(op) },
            2,
            x => x.Op,
            (_, _) => { },
            (op, from) => new(from.Name, op)),
        OperationCodec.Of<DotEach>(
            "dot_each",
            2,
            (x, to) => to.Add("batch_axes", x.BatchAxes),
            from => new(from.Name, from.Int("batch_axes")),
            usualName: "dot"),
        OperationCodec.Family<Factor, Factorization>(
            op => op switch
            {
                Factorization.LuFull => new("lu_full", "lu"),
                Factorization.QrFull => new("qr_full", "qr"),
                Factorization.Exp => new("matrix_exp", "matrix_exp"),
                _ => Usual(op),
            },
            1,
            x => x.Op,
            (_, _) => { },
            (op, from) => new(from.Name, op)),
        OperationCodec.Of<SolveTriangular>(
            "solve_triangular",
            2,
            (x, to) => to
                .Add("upper", x.Triangle.Upper, false)
                .Add("unit", x.Triangle.Unit, false)
                .Add("transposed", x.Transposed, false),
            from => new(new(from.Bool("upper", false), from.Bool("unit", false)), from.Bool("transposed", false))),
        OperationCodec.Of<Divide>(
            "divide",
            3,
            (x, to) => to.Add("transposed", x.Transposed, false),
            from => new(from.Name, from.Bool("transposed", false)),
            usualName: "solve"),

        OperationCodec.Of<Choose>("cond", null, (_, _) => { }, (_, bodies) => new(bodies[0], bodies[1])),
        OperationCodec.Of<While>(
            "while",
            null,
            (x, to) => to.Add("states", x.States),
            (from, bodies) => new(bodies[0], bodies[1], from.Int("states"))),
        OperationCodec.Of<Loop>(
            "scan",
            null,
            (x, to) => to
                .Add("length", x.Length)
                .Add("reverse", x.Reverse, false)
                .Add("states", x.States)
                .Add("sliced", x.Sliced),
            (from, bodies) => new(bodies[0], from.Int("length"), from.Bool("reverse", false), from.Int("states"), from.Int("sliced"))),
    ];

    private static Keyword Usual<TEnum>(TEnum member)
        where TEnum : struct, Enum => new(Words.Of(member), Words.Of(member));

    private static void Write(Windows windows, AttributeWriter to) =>
        to.Add("lengths", windows.Lengths).Add("steps", windows.Steps).Add("dilations", windows.Dilations);

    private static Windows ReadWindows(AttributeReader from) =>
        new(from.Ints("lengths"), from.Ints("steps"), from.Ints("dilations"));
}
