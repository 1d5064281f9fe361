namespace Functional;

/// <content>Sliding windows: convolutions and pooling.</content>
internal static partial class Errors
{
    public static Exception WindowRank(string operation, int axes, Shape x) =>
        new ShapeException($"{operation}: expected a tensor with {axes} axes to slide along, which are its last ones, got shape {x}; reshape it first");

    public static Exception WindowNumbers(string operation, int[] lengths, int[] steps, int[] dilations) =>
        new ArgumentException($"{operation}: expected lengths, strides and dilations of at least 1, got lengths {S(lengths)}, strides {S(steps)} and dilations {S(dilations)}; leave out what shall be 1");

    public static Exception WindowTooLong(string operation, int[] lengths, int[] dilations, ReadOnlySpan<int> spatial) =>
        new ShapeException($"{operation}: expected windows that fit into lengths {S(spatial)}, padding included, got lengths {S(lengths)} with dilations {S(dilations)}; add padding, or make the windows shorter");

    public static Exception OverlapShape(string operation, ReadOnlySpan<int> expected, Shape x) =>
        new ShapeException($"{operation}: expected last axes {S(expected)}, first those within a window, then those of the windows, got shape {x}; reshape it, or choose another result");

    public static Exception PerAxis(string operation, string option, int axes, int[] got) =>
        new ArgumentException($"{operation}: expected one {option} for all {axes} axes, or one for each, got {S(got)}; give 1 or {axes} numbers", option);

    public static Exception PerAxisLeast(string operation, string option, int least, int[] got) =>
        new ArgumentException($"{operation}: expected {option} of at least {least}, got {S(got)}; give a number for each axis, or one for all", option);

    public static Exception ChannelAxes(string operation, int axes, Shape x) =>
        new ShapeException($"{operation}: expected channels and {axes} axes to slide along, [.., channels, {Slid(axes)}], got shape {x}; reshape it, or unsqueeze what is missing");

    public static Exception KernelAxes(string operation, int axes, Shape weight) =>
        new ShapeException($"{operation}: expected a weight of {axes + 2} axes, channels of both sides and {axes} to slide along, got shape {weight}; reshape it, or take the convolution of as many axes");

    public static Exception ConvGroups(string operation, int groups, Shape weight) =>
        new ArgumentException($"{operation}: expected groups that divide the {weight.Lengths[0]} first channels of weight {weight}, got {groups} groups; choose another number of groups, at least 1", "groups");

    public static Exception ConvChannels(string operation, int expected, int got, int groups, Shape x, Shape weight) =>
        new ShapeException($"{operation}: expected {expected} channels for weight {weight} in {groups} group(s), got {got} in shape {x}; change the weight, or the number of groups");

    public static Exception ConvBias(string operation, int channels, Shape bias) =>
        new ShapeException($"{operation}: expected a bias for each of {channels} channels, got shape {bias}; give a tensor of shape [{channels}], or none");

    public static Exception SameStride(string operation, int[] stride) =>
        new ArgumentException($"{operation}: expected stride 1 beside padding that keeps the lengths, got {S(stride)}; leave the stride out, or say how much padding", "padding");

    public static Exception OutputPadding(string operation, int[] added, int[] stride, int[] dilation) =>
        new ArgumentException($"{operation}: expected output padding below stride or dilation, got {S(added)} with strides {S(stride)} and dilations {S(dilation)}; it only chooses among the lengths that are convolved to one", "outputPadding");

    public static Exception TransposedLengths(string operation, int[] lengths, Shape x) =>
        new ShapeException($"{operation}: expected a result of at least one element an axis, got lengths {S(lengths)} from shape {x}; take less padding");

    public static Exception PoolPadding(string operation, int padding, int extent) =>
        new ArgumentException($"{operation}: expected padding of at most half a window, {extent / 2}, got {padding}; pad the input itself, or make the windows longer", "padding");

    public static Exception PoolOutside(string operation, int kernel, int dilation, int padding, int length) =>
        new ArgumentException($"{operation}: expected windows with an element of the input each, got length {kernel}, dilation {dilation} and padding {padding} along {length} elements, of which one window sees none; take less padding or dilation", "padding");

    public static Exception AdaptiveEmpty(string operation) =>
        new ShapeException($"{operation}: expected elements along the axes that are divided, got none; pool a tensor that has some");

    public static Exception FoldColumns(int[] kernel, int[] counts, Shape x) =>
        new ShapeException($"fold: expected columns [.., channels * {Product(kernel)}, {Product(counts)}] for windows {S(kernel)}, {S(counts)} of them, got shape {x}; take the options that the columns were made with");

    public static Exception ChannelNumbers(string operation, int channels, Shape got) =>
        new ShapeException($"{operation}: expected a number for each of {channels} channels, which are axis 1, got shape {got}; give a tensor of shape [{channels}]");

    public static Exception BatchOfOne(string operation, Shape x) =>
        new ShapeException($"{operation}: expected more than one element for each channel, which alone has no variance, got shape {x}; give a larger batch, or normalise by known statistics");

    public static Exception BatchNormRank(int[] ranks, Shape x) =>
        new ShapeException($"batch_norm: expected a tensor of {string.Join(" or ", ranks)} axes, [batch, features, ..], got shape {x}; reshape it, or take the layer for as many axes");

    private static string Slid(int axes) => string.Join(", ", Enumerable.Repeat("length", axes));

    private static long Product(int[] numbers) => numbers.Aggregate(1L, (product, n) => product * n);
}
