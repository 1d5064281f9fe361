namespace Functional.Kernels;

/// <summary>What the parts of the parser share.</summary>
internal static class Parsing
{
    /// <summary>
    /// More axes than any array has; it keeps hostile text from exhausting the stack where shapes are inferred.
    /// </summary>
    public const int MostAxes = 64;

    /// <summary>The shape of these lengths, read at a place.</summary>
    public static Shape Shape(Token place, int[] lengths)
    {
        if (lengths.Length > MostAxes)
            throw Errors.ProgramText(place, $"at most {MostAxes} axes", $"{lengths.Length}", "reshape to fewer axes");
        return Functional.Shape.Create(lengths);
    }

    /// <summary>What <paramref name="make"/> gives; what it finds wrong is an error at the place.</summary>
    public static T At<T>(Token place, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw Errors.ProgramText(place, e);
        }
    }
}
