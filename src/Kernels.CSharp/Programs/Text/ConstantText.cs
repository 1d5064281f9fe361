using System.Text;

namespace Functional.Kernels;

/// <summary>
/// A constant as text: one number where it is known to be everywhere the same, its elements where they are few, else
/// its place in the list of arrays that goes with the text.
/// </summary>
internal static class ConstantText
{
    /// <summary>The most elements that are written out.</summary>
    public const int MostElements = 16;

    /// <summary>The elements, if they are to be in the text.</summary>
    public static string? Elements(NdArray array)
    {
        if (array.Uniform is { } number) return ElementText.Write(number, array.DType);
        if (array.Shape.Size > MostElements) return null;
        if (array.Shape.Size == 0) return "[]";
        var elements = ElementText.Of(array.DType).Read(array);
        var text = new StringBuilder();
        for (var i = 0; i < elements.Length; i++)
        {
            if (i > 0) text.Append(", ");
            text.Append('[', Edges(array.Shape, i)).Append(elements[i]).Append(']', Edges(array.Shape, i + 1));
        }

        return text.ToString();
    }

    /// <summary>
    /// How many axes begin anew at an element of a row-major array, and so how many brackets open or close there.
    /// </summary>
    public static int Edges(Shape shape, int element)
    {
        var axes = 0;
        var size = 1;
        for (var axis = shape.Rank - 1; axis >= 0; axis--)
        {
            size *= shape.Lengths[axis];
            if (element % size == 0) axes++;
        }

        return axes;
    }
}
