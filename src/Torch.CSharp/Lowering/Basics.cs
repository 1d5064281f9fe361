namespace Functional.LibTorch;

/// <summary>Single calls that many lowerings make.</summary>
internal static class Basics
{
    extension(Calls calls)
    {
        /// <summary>The same tensor as a view: a result is never the argument itself.</summary>
        public Value Alias(Value x) => calls.Call(Aten.Alias, x);

        /// <summary>libtorch's own conversion: right wherever the number is in the dtype's range.</summary>
        public Value To(Value x, DType dtype) =>
            calls.Call(Aten.To, x, dtype, Argument.None, Argument.None, Argument.None, false, Argument.None);

        public Value Zeros(Shape shape, DType dtype) => calls.Call(
            Aten.Zeros,
            new Arguments(stackalloc Argument[Arguments.Usual]).With(shape.Lengths).WithOptions(dtype, calls.Device).All);

        public Value Full(Shape shape, DType dtype, Argument number) => calls.Call(
            Aten.Full,
            new Arguments(stackalloc Argument[Arguments.Usual])
                .With(shape.Lengths).With(number).WithOptions(dtype, calls.Device).All);

        public Value Reshape(Value x, ReadOnlySpan<int> lengths) =>
            calls.Call(Aten.Reshape, new Arguments(stackalloc Argument[Arguments.Usual]).With(x).With(lengths).All);

        public Value Permute(Value x, ReadOnlySpan<int> axes) =>
            calls.Call(Aten.Permute, new Arguments(stackalloc Argument[Arguments.Usual]).With(x).With(axes).All);

        public Value Expand(Value x, ReadOnlySpan<int> lengths) =>
            calls.Call(Aten.Expand, new Arguments(stackalloc Argument[Arguments.Usual]).With(x).With(lengths).With(false).All);

        public Value Flip(Value x, ReadOnlySpan<int> axes) =>
            calls.Call(Aten.Flip, new Arguments(stackalloc Argument[Arguments.Usual]).With(x).With(axes).All);

        /// <summary>Elements from a start to before an end, every so many.</summary>
        public Value Slice(Value x, int axis, long start, long end, long step = 1) =>
            calls.Call(Aten.Slice, x, (long)axis, start, end, step);

        public Value Concat(int axis, ReadOnlySpan<Value> xs) =>
            calls.Call(Aten.Concat, new Arguments(stackalloc Argument[Arguments.Usual]).With(xs).With((long)axis).All);

        /// <summary>A view of a tensor that lies in memory as rows.</summary>
        public Value Strided(Value x, ReadOnlySpan<int> lengths, ReadOnlySpan<int> strides, long start) => calls.Call(
            Aten.AsStrided,
            new Arguments(stackalloc Argument[Arguments.Usual]).With(x).With(lengths).With(strides).With(start).All);
    }
}
