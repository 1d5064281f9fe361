using System.Text;

namespace Functional.Kernels;

/// <summary>Names of the code as words of the text: <c>PowNumber</c> is <c>pow_number</c>.</summary>
internal static class Words
{
    /// <summary>The word of a member of an enumeration.</summary>
    public static string Of<TEnum>(TEnum member)
        where TEnum : struct, Enum
    {
        var name = member.ToString();
        var word = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && !char.IsUpper(name[i - 1])) word.Append('_');
            word.Append(char.ToLowerInvariant(name[i]));
        }

        return word.ToString();
    }
}
