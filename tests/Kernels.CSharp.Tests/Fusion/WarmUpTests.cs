using Functional.Kernels.Fusion;

namespace Functional.Kernels.Tests;

public class WarmUpTests
{
    [Fact]
    public void The_program_that_warms_up_is_a_loop_and_straight_code_and_right()
    {
        // Points at 0, so that the error is a = 1 everywhere: the cost is their number, and the slope 2 for each.
        float[] numbers = [.. WarmUp.Run().Select(result => ((ManagedArray)result).Data<float>())];
        Assert.Equal([2048f, 1f - (0.5f * 2 * 2048), 1f], numbers);
    }

    [Fact]
    public void It_begins_as_often_as_one_likes() => Assert.All(Enumerable.Range(0, 3), _ => WarmUp.Begin());
}
