namespace Functional.Benchmarks;

/// <summary>The parts of a document that runs write: what stands between <c>&lt;!-- name --&gt;</c> and <c>&lt;!-- /name --&gt;</c>.</summary>
internal static class Document
{
    /// <exception cref="InvalidOperationException">The document has no such part.</exception>
    internal static void Replace(string path, string name, IEnumerable<string> lines)
    {
        var document = File.ReadAllLines(path);
        var (first, last) = (Array.IndexOf(document, $"<!-- {name} -->"), Array.IndexOf(document, $"<!-- /{name} -->"));
        if (first < 0 || last < first)
            throw new InvalidOperationException($"{path} has no part '{name}'; put <!-- {name} --> and <!-- /{name} --> around its place");
        File.WriteAllLines(path, [.. document[..(first + 1)], .. lines, .. document[last..]]);
    }
}
