namespace Functional.LibTorch;

/// <summary>What operations refuse for the numbers that they get.</summary>
internal static class Checks
{
    extension(Calls calls)
    {
        /// <summary>Refuses if any of the truth values of a shape is true.</summary>
        public void CheckNone(Value truths, Shape shape, Func<Exception> wrong)
        {
            if (shape.Size == 0) return;
            var flat = calls.Reshape(truths, [shape.Size]);
            var any = calls.To(calls.Call(Aten.Any, flat, 0L, false), DType.Int64);
            calls.Check(any, 1, found => found[0] != 0 ? wrong() : null);
        }

        /// <summary>Refuses matrices with numbers that are not finite.</summary>
        public void CheckFinite(string operation, Input x)
        {
            var count = Matrices(x.Shape);
            if (x.Shape.Size == 0) return;
            var finite = calls.Reshape(calls.Call(Aten.IsFinite, x), [count, x.Shape.Size / count]);
            var all = calls.To(calls.Call(Aten.All, finite, 1L, false), DType.Int64);
            calls.Check(all, count, found =>
            {
                var matrix = found.IndexOf(0);
                return matrix < 0 ? null : Errors.NotFiniteMatrix(operation, matrix, count);
            });
        }
    }

    /// <summary>How many matrices the last two axes hold.</summary>
    public static int Matrices(Shape shape)
    {
        var count = 1;
        foreach (var length in shape.Lengths[..^2]) count *= length;
        return count;
    }
}
