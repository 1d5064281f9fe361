namespace Functional;

/// <content>Parameter trees.</content>
internal static partial class Errors
{
    public static Exception TreeMissing(string path) =>
        new TreeException($"tree: {At(path)} is null; a tree has a tensor at every leaf, so say what may be missing with an option, a list or a map");

    public static Exception TreeFunction(string path) =>
        new TreeException($"tree: {At(path)} is a function; a function is not a tensor and closes over values of the transformation; return tensors, and take several arguments as a tuple");

    public static Exception TreeOpaque(string path, string type, string why) =>
        new TreeException($"tree: {At(path)} is a {type}, which holds tensors but cannot be rebuilt: {why}; use a record, a tuple or a collection, or give the class a public property with set or init, or a constructor parameter of the same name, for each of its tensors; a module is captured, or stands in as its GetValues() beside Apply");

    public static Exception TreeLeafType(string path, string expected, string got) =>
        new TreeException($"tree: {At(path)} only takes a {expected}, and got a {got}; declare it as Tensor, so that values of a transformation fit");

    public static Exception TreeCount(string type, string[] paths, int got) =>
        new TreeException($"tree: a {type} with {paths.Length} tensor(s) was to be rebuilt from {got}; give one for each of its leaves: {string.Join(", ", paths.Select(At))}");

    public static Exception TreesDiffer(string operation, string path, string expected, string got) =>
        new TreeException($"{operation}: the trees differ at {At(path)}: expected {expected}, as in the first tree, got {got}; give trees with the same cases, lengths and keys");

    public static Exception TreeTooDeep(string type) =>
        new TreeException($"tree: a {type} is nested too deeply, or holds itself; a tree must end, so leave references back out of it");
}
