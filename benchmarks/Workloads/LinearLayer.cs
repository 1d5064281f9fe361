using System.Runtime.Intrinsics;

namespace Functional.Benchmarks.Workloads;

/// <summary>
/// W4: a linear layer on (x, x², x³) and Flatten, fitted to the sine at 2000 points; squared errors, summed; one step of RMSprop.
/// </summary>
internal static class LinearLayer
{
    private const double Rate = 1e-3;
    private const double Alpha = 0.99;
    private const double Epsilon = 1e-8;

    internal static readonly Contest W4 = new("W4")
    {
        Steps = 200,
        Entries =
        [
            new("eager", () => Start(Step())),
            new("compiled", () => Start(Step().Compile()), Goal.Faster(60)),
            new("imperative", Imperative),
        ],
        Limit = ByHand,
    };

    /// <summary>What a linear layer has: its parameters, their gradients, or the mean squares of these.</summary>
    private sealed record Layer(Tensor Weight, Tensor Bias);

    /// <summary>A step as a function of the parameters and RMSprop's memory.</summary>
    private static Func<Layer, Layer, (Tensor Cost, Layer Parameters, Layer Squares)> Step()
    {
        var (xx, y) = Data();
        Func<Layer, Tensor> cost = layer => Losses.Mse((xx.Matmul(layer.Weight.T) + layer.Bias).Flatten(0, 1), y, Reduction.Sum);
        return (layer, squares) =>
        {
            var (value, gradient) = cost.ValueAndGrad(layer);
            var weight = Move(layer.Weight, gradient.Weight, squares.Weight);
            var bias = Move(layer.Bias, gradient.Bias, squares.Bias);
            return (value, new(weight.Parameter, bias.Parameter), new(weight.Square, bias.Square));
        };
    }

    private static (Tensor Parameter, Tensor Square) Move(Tensor parameter, Tensor gradient, Tensor square)
    {
        square = (Alpha * square) + ((1 - Alpha) * gradient.Square());
        return (parameter - (Rate * gradient / (square.Sqrt() + Epsilon)), square);
    }

    private static Run Start(Func<Layer, Layer, (Tensor Cost, Layer Parameters, Layer Squares)> step)
    {
        Tensor cost = 0;
        var layer = new Layer([[0.1, 0.2, 0.3]], [0.4]);
        var squares = new Layer(Tensor.Zeros(1, 3), Tensor.Zeros(1));
        return Run.OfTensors(() => (cost, layer, squares) = step(layer, squares), () => [[cost], [layer.Weight, layer.Bias]]);
    }

    private static Run Imperative()
    {
        var (xx, y) = Data();
        var linear = Nn.Linear(3, 1);
        linear.Weight.Value = [[0.1, 0.2, 0.3]];
        linear.Bias!.Value = [0.4];
        var model = Nn.Sequential(linear, Nn.Flatten(0, 1));
        var optimizer = new RmsProp(model.Parameters, learningRate: Rate);
        Tensor cost = 0;
        return Run.OfTensors(
            () =>
            {
                cost = Losses.Mse(model.Forward(xx), y, Reduction.Sum);
                optimizer.ZeroGrad();
                cost.Backward();
                optimizer.Step();
            },
            () => [[cost], [linear.Weight, linear.Bias]]);
    }

    /// <summary>One pass over the points, whose powers stand in three arrays.</summary>
    private static unsafe Run ByHand()
    {
        var (xx, y) = Data();
        float* x1 = Power(0), x2 = Power(1), x3 = Power(2), target = Aligned.Copy<float>(y);
        var cost = 0f;
        float[] parameters = [0.1f, 0.2f, 0.3f, 0.4f], squares = new float[4];
        return new(
            () =>
            {
                var (w1, w2, w3, b) = (
                    Vector512.Create(parameters[0]),
                    Vector512.Create(parameters[1]),
                    Vector512.Create(parameters[2]),
                    Vector512.Create(parameters[3]));
                Vector512<float> sum = default, d0 = default, d1 = default, d2 = default, d3 = default;
                for (var i = 0; i < CubicFit.Points; i += Vector512<float>.Count)
                {
                    var (v1, v2, v3) = (Vector512.LoadAligned(x1 + i), Vector512.LoadAligned(x2 + i), Vector512.LoadAligned(x3 + i));
                    var error = Vector512.FusedMultiplyAdd(w1, v1, b - Vector512.LoadAligned(target + i));
                    error = Vector512.FusedMultiplyAdd(w2, v2, error);
                    error = Vector512.FusedMultiplyAdd(w3, v3, error);
                    sum = Vector512.FusedMultiplyAdd(error, error, sum);
                    d0 += error;
                    d1 = Vector512.FusedMultiplyAdd(error, v1, d1);
                    d2 = Vector512.FusedMultiplyAdd(error, v2, d2);
                    d3 = Vector512.FusedMultiplyAdd(error, v3, d3);
                }

                cost = Vector512.Sum(sum);
                Move(0, Vector512.Sum(d1));
                Move(1, Vector512.Sum(d2));
                Move(2, Vector512.Sum(d3));
                Move(3, Vector512.Sum(d0));
            },
            () => [[cost], Array.ConvertAll(parameters, p => (double)p)]);

        float* Power(int column) => Aligned.Copy<float>(xx.Select(1, column));

        void Move(int i, float sum)
        {
            var gradient = 2 * sum;
            squares[i] = ((float)Alpha * squares[i]) + ((float)(1 - Alpha) * gradient * gradient);
            parameters[i] -= (float)Rate * gradient / (MathF.Sqrt(squares[i]) + (float)Epsilon);
        }
    }

    private static (Tensor X, Tensor Y) Data()
    {
        var (x, y) = CubicFit.Data(CubicFit.Points);
        return (x.Unsqueeze(-1).Pow(Tensor.From([1, 2, 3])), y);
    }
}
