using System.Text;

namespace Functional.Kernels;

/// <summary>Writes programs as text: a line a value, bodies of control flow indented under it.</summary>
internal sealed class ProgramWriter
{
    private readonly StringBuilder text = new();
    private readonly List<NdArray> constants = [];
    private readonly Dictionary<NdArray, int> places = new(ReferenceEqualityComparer.Instance);

    /// <summary>The arrays that the text refers to.</summary>
    public NdArray[] Constants => [.. constants];

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    /// <summary>The word and the attributes of an operation; where it has no codec, what can be said of it.</summary>
    public static string Write(Operation operation)
    {
        if (OperationCodecs.Find(operation) is { } codec) return codec.Write(operation);
        var type = operation.GetType();
        var known = new AttributeWriter().Add("class", type.FullName ?? type.Name).Add(OperationCodec.NameKey, operation.Name);
        return OperationCodecs.Opaque + known;
    }

    /// <summary>Adds a program whose lines begin so many steps to the right.</summary>
    public void Write(Program program, int depth)
    {
        Indent(depth).Append("program (");
        Values(program, 0, program.Arguments.Count).Append(") {\n");
        for (var i = 0; i < program.Constants.Count; i++)
        {
            Indent(depth + 1).Append("const ");
            Values(program, program.Arguments.Count + i, 1);
            text.Append(" = ").Append(Constant(program.Constants[i])).Append('\n');
        }

        foreach (var instruction in program.Instructions) Write(program, instruction, depth + 1);
        Indent(depth + 1).Append("return (");
        Numbers(program.Results).Append(")\n");
        Indent(depth).Append("}\n");
    }

    private void Write(Program program, Instruction instruction, int depth)
    {
        Indent(depth);
        if (instruction.Spaces.Length > 0) Values(program, instruction.First, instruction.Spaces.Length).Append(" = ");
        text.Append(Write(instruction.Operation)).Append('(');
        Numbers(instruction.Arguments).Append(')');
        if (instruction.Operation is Control control)
        {
            text.Append(" {\n");
            foreach (var body in control.Bodies) Write(body, depth + 1);
            Indent(depth).Append('}');
        }

        text.Append('\n');
    }

    private string Constant(NdArray array)
    {
        if (ConstantText.Elements(array) is { } elements) return elements;
        if (!places.TryGetValue(array, out var place))
        {
            place = constants.Count;
            places.Add(array, place);
            constants.Add(array);
        }

        return $"#{place}";
    }

    private StringBuilder Values(Program program, int first, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (i > 0) text.Append(", ");
            text.Append('%').Append(first + i).Append(": ").Append(program.SpaceOf(first + i));
        }

        return text;
    }

    private StringBuilder Numbers(IReadOnlyList<int> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (i > 0) text.Append(", ");
            text.Append('%').Append(values[i]);
        }

        return text;
    }

    private StringBuilder Indent(int depth) => text.Append(' ', 2 * depth);
}
