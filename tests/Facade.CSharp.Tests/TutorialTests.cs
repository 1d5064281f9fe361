using System.Diagnostics;
using System.Text.Json;
using Functional.Tutorials;

namespace Functional.Tests;

/// <summary>The five tutorials against PyTorch's traces, and against plain numbers where the digits are fixed.</summary>
public class TutorialTests
{
    [Theory]
    [InlineData("s000_np42_t42")]
    [InlineData("s000_np0_t0")]
    public void Fitting_a_line_follows_the_trace(string name)
    {
        var trace = Traces.Read(name);
        var data = FitALine.MakeLinear(0.3, 0.5, 100, 0.01, trace.GetProperty("numpy_seed").GetInt64());
        Assert.Equal(trace.Numbers("x"), data.X);
        Assert.Equal(trace.Numbers("y"), data.Y);

        Generator.ManualSeed(trace.GetProperty("torch_seed").GetInt64());
        var first = FitALine.FirstGradients(data, TextWriter.Null);
        Traces.Near(trace.GetProperty("part1").GetProperty("w_grad").GetDouble(), first.W, 1e-6);
        Traces.Near(trace.GetProperty("part1").GetProperty("b_grad").GetDouble(), first.B, 1e-6);

        var (w0, b0) = (Tensor.Rand(1), Tensor.Rand(1));
        Follows(trace, FitALine.Imperative(data, w0, b0, 500, 0.1, TextWriter.Null));
        Follows(trace, FitALine.Functional(data, w0, b0, 500, 0.1, TextWriter.Null));

        static void Follows(JsonElement trace, FitALine.History history)
        {
            Assert.Equal(trace.GetProperty("stop_epoch").GetInt32(), history.StopEpoch);
            Traces.Near(trace.GetProperty("final_loss").GetDouble(), history.FinalLoss, 1e-6);
            All(trace.Numbers("losses"), history.Losses);
            All(trace.Numbers("ws"), history.W);
            All(trace.Numbers("bs"), history.B);
        }

        static void All(double[] expected, double[] actual)
        {
            Assert.Equal(expected.Length, actual.Length);
            for (var i = 0; i < expected.Length; i++) Traces.Near(expected[i], actual[i], 1e-6);
        }
    }

    [Fact]
    public void Fitting_a_sine_by_hand_follows_the_traces()
    {
        var numpy = Traces.Read("s001_numpy_seed0");
        Rows(numpy.GetProperty("log"), FitASine.ByHand(numpy.Numbers("init"), TextWriter.Null), 1e-10, 1e-10, 0);

        var torch = Traces.Read("s001_torch_seed0");
        Tensor[] start = [.. torch.Numbers("init").Select(v => (Tensor)v)];
        Rows(torch.GetProperty("log"), FitASine.TensorsByHand(start, TextWriter.Null), 1e-4, 0, 1e-5);
    }

    [Fact]
    public void The_texts_own_runs_come_out_from_their_reconstructed_starts()
    {
        var reconstructed = Traces.Read("s001_reconstructed_inits");
        var numpy = reconstructed.GetProperty("numpy");
        Losses(numpy, FitASine.ByHand(numpy.Numbers("init_abcd"), TextWriter.Null), 1e-11);
        var torch = reconstructed.GetProperty("torch");
        Tensor[] start = [.. torch.Numbers("init_abcd").Select(v => (Tensor)v)];
        Losses(torch, FitASine.TensorsByHand(start, TextWriter.Null), 1e-4);

        static void Losses(JsonElement text, IReadOnlyList<FitASine.Row> log, double relative)
        {
            foreach (var row in text.GetProperty("text_losses").EnumerateArray().Select(r => r.Numbers()))
                Traces.Near(row[1], log[(int)row[0]].Loss, relative);
        }
    }

    [Fact]
    public void A_custom_function_fits_as_its_trace()
    {
        var rows = Traces.Read("s001_legendre").GetProperty("rows");
        var log = FitASine.Legendre(TextWriter.Null);
        foreach (var row in rows.EnumerateArray().Select(r => r.Numbers()))
        {
            var ours = log[(int)row[0]];
            Traces.Near(row[1], ours.Loss, 1e-4);
            Traces.Near(row[3], ours.Parameters[1], 0, 1e-5);
            Traces.Near(row[5], ours.Parameters[3], 0, 1e-5);
            Assert.InRange(ours.Parameters[0], -1e-6, 1e-6);
            Assert.InRange(ours.Parameters[2], -1e-6, 1e-6);
        }
    }

    [Fact]
    public void A_layer_under_gradient_descent_follows_its_trace()
    {
        var trace = Traces.Read("s001_nn_seed0");
        Generator.ManualSeed(0);
        Rows(trace.GetProperty("log"), FitASine.Module(TextWriter.Null), 1e-4, 0, 1e-5);
    }

    [Fact]
    public void Rmsprop_follows_its_trace_until_the_run_is_chaotic_and_then_stays_near_the_bottom()
    {
        var trace = Traces.Read("s001_rmsprop_seed0");
        Generator.ManualSeed(0);
        var log = FitASine.RmsProp(TextWriter.Null);
        foreach (var row in trace.GetProperty("log").EnumerateArray().Select(r => r.Numbers()))
        {
            if (row[0] <= 1199) Traces.Near(row[1], log[(int)row[0]].Loss, 1e-4);
            else if (row[1] < 15) Assert.InRange(log[(int)row[0]].Loss, 8.8, 16);
        }
    }

    [Fact]
    public void The_chain_rule_on_one_weight_is_exact()
    {
        var trace = Traces.Read("s002");
        var printed = new StringWriter();
        var steps = ChainRule.Imperative(1, 10, 0.01, printed);
        var rows = trace.GetProperty("rows").EnumerateArray().Select(r => r.Numbers()).ToArray();
        Assert.Equal(rows.Length, steps.Count);
        foreach (var (row, step) in rows.Zip(steps))
            Assert.Equal(new ChainRule.Step((int)row[0], row[1], row[2], row[3], row[4], row[5]), step);
        Assert.Equal(steps, ChainRule.Functional(1, 10, 0.01, TextWriter.Null));

        // The lines that the text prints, digit for digit.
        var lines = printed.ToString();
        Assert.Contains("Prediction (before training) 4 4.0", lines);
        Assert.Contains("\tgrad:  3.0 6.0 -16.228801727294922", lines);
        Assert.Contains("Epoch: 9 | Loss: 0.03185431286692619", lines);
        Assert.Contains("Prediction (after training) 4 7.804864406585693", lines);
    }

    [Theory]
    [InlineData(1.0, 10, 0.01)]
    [InlineData(-3.75, 25, 0.01)]
    [InlineData(0.1, 7, 0.03)]
    [InlineData(12.5, 40, 0.005)]
    public void The_chain_rule_on_one_weight_is_plain_arithmetic(double start, int epochs, double rate)
    {
        var w = (float)start;
        var expected = new List<ChainRule.Step>();
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            for (var x = 1f; x <= 3; x++)
            {
                var difference = (x * w) - (2 * x);
                var gradient = 2 * difference * x;
                w -= (float)(rate * (double)gradient);
                expected.Add(new(epoch, x, 2 * x, gradient, difference * difference, w));
            }
        }

        Assert.Equal(expected, ChainRule.Imperative(start, epochs, rate, TextWriter.Null));
        Assert.Equal(expected, ChainRule.Functional(start, epochs, rate, TextWriter.Null));
    }

    [Fact]
    public void Linear_regression_is_exact()
    {
        var epochs = LinearRegression.Imperative(0, 0, 0.01, 1999, TextWriter.Null);
        foreach (var row in Traces.Read("s003").GetProperty("rows").EnumerateArray().Select(r => r.Numbers()))
        {
            var ours = epochs[(int)row[0]];
            Assert.Equal(new LinearRegression.Epoch((int)row[0], row[1], row[2], row[3]), ours);
        }
    }

    [Theory]
    [InlineData(0.0, 0.0, 0.01, 1999)]
    [InlineData(1.5, -2.25, 0.01, 400)]
    [InlineData(-0.3, 0.7, 0.05, 777)]
    public void Linear_regression_is_plain_arithmetic(double w0, double b0, double rate, int last)
    {
        var (w, b) = ((float)w0, (float)b0);
        var expected = new List<LinearRegression.Epoch>();
        for (var epoch = 0; epoch <= last; epoch++)
        {
            var d = new float[3];
            for (var i = 0; i < 3; i++) d[i] = ((i + 1) * w) + b - (2 * (i + 1));
            var cost = ((d[0] * d[0]) + (d[1] * d[1]) + (d[2] * d[2])) / 3;
            var third = 2 * (1f / 3);
            var (dw, db) = (0f, 0f);
            for (var i = 0; i < 3; i++)
            {
                var slope = third * d[i];
                dw += slope * (i + 1);
                db += slope;
            }

            w = MathF.FusedMultiplyAdd((float)-rate, dw, w);
            b = MathF.FusedMultiplyAdd((float)-rate, db, b);
            expected.Add(new(epoch, w, b, cost));
        }

        Assert.Equal(expected, LinearRegression.Imperative(w0, b0, rate, last, TextWriter.Null));
        Assert.Equal(expected, LinearRegression.Functional(w0, b0, rate, last, TextWriter.Null));
    }

    [Theory]
    [InlineData("s004_text")]
    [InlineData("s004_0")]
    public void Descending_a_tensor_takes_as_many_rounds_and_prints_the_same_lines(string name)
    {
        var trace = Traces.Read(name);
        double[] pixels = [.. trace.GetProperty("pred0").EnumerateArray().SelectMany(row => row.Numbers())];
        var start = Tensor.From(pixels).Reshape(3, 3).To(DType.Float32);
        var printed = new StringWriter();
        var losses = DescendATensor.Imperative(start, 1.0, 1e-5, printed);
        var rounds = trace.GetProperty("iters").EnumerateArray().ToArray();
        Assert.Equal(rounds.Length, losses.Count);
        for (var i = 0; i < rounds.Length; i++)
        {
            Traces.Near(rounds[i][1].GetDouble(), losses[i], 1e-5);
            Assert.Contains(rounds[i][2].GetString()!, printed.ToString());
        }

        Assert.Contains(trace.GetProperty("final_repr").GetString()!, printed.ToString().ReplaceLineEndings("\n"));
        Assert.Equal(losses, DescendATensor.Functional(start, 1.0, 1e-5));
    }

    private static void Rows(
        JsonElement trace, IReadOnlyList<FitASine.Row> log, double loss, double relative, double absolute)
    {
        foreach (var row in trace.EnumerateArray().Select(r => r.Numbers()))
        {
            var ours = log[(int)row[0]];
            Traces.Near(row[1], ours.Loss, loss);
            for (var i = 0; i < 4; i++) Traces.Near(row[2 + i], ours.Parameters[i], relative, absolute);
        }
    }

    [TorchFact]
    public async Task Tutorials_2_and_3_print_the_same_digits_on_libtorch()
    {
        var here = await Run("", "2", "3");
        var there = await Run("", "2", "3", "--device", "torch");
        Assert.Equal(0, there.ExitCode);
        Assert.Equal(here, there);
    }

    [Theory]
    [InlineData("gpu", "", "--device: expected cpu, torch, cuda or cuda:NUMBER, got 'gpu'")]
    [InlineData("cuda:-1", "", "--device: expected cpu, torch, cuda or cuda:NUMBER, got 'cuda:-1'")]
    [InlineData("torch", "no-such-folder", "torch: expected the native library functional_torch")]
    [InlineData("cuda", "no-such-folder", "torch: expected the native library functional_torch")]
    public async Task A_device_that_cannot_be_had_is_one_line_and_not_a_stack_trace(string device, string library, string message)
    {
        var (code, output, error) = await Run(library, "2", "--device", device);
        Assert.Equal(1, code);
        Assert.Empty(output);
        Assert.StartsWith(message, error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    /// <summary>Runs tutorials as a program of their own, with the native library from elsewhere if a place is given.</summary>
    private static async Task<(int ExitCode, string Output, string Error)> Run(string library, params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Tutorials.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (library.Length > 0) start.Environment["FUNCTIONAL_TORCH"] = library;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
