namespace Functional.Kernels.Tests.Managed;

public class JoinTests
{
    public static TheoryData<DType> DTypes => [.. Samples.AllDTypes];

    [Theory, MemberData(nameof(DTypes))]
    public void Concat_puts_arrays_one_after_the_other(DType dtype)
    {
        foreach (var shape in Samples.Shapes.Where(shape => shape.Length > 0))
        {
            for (var axis = 0; axis < shape.Length; axis++)
            {
                int[] longer = [.. shape];
                longer[axis] += 2;
                int[] empty = [.. shape];
                empty[axis] = 0;
                var parts = Samples.Views(shape, dtype).Concat(Samples.Views(longer, dtype)).Append(Samples.Create(empty, dtype)).Reverse().ToArray();
                int[] lengths = [.. shape];
                lengths[axis] = parts.Sum(part => part.Reference.Lengths[axis]);
                var expected = new Reference(lengths, index =>
                {
                    var place = (int[])index.Clone();
                    foreach (var (_, reference) in parts)
                    {
                        if (place[axis] < reference.Lengths[axis]) return reference[place];
                        place[axis] -= reference.Lengths[axis];
                    }

                    throw new InvalidOperationException();
                });
                Samples.AssertSame(expected, new Concat(axis).Run([.. parts.Select(part => part.Array)]));
            }
        }
    }
}
