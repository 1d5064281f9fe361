/// The copy of the sources that holds all faults at once, each behind a guard.
module Mutate.Copy

open System
open System.IO

let root = Path.GetFullPath(Path.Combine(__SOURCE_DIRECTORY__, "..", ".."))
let copy = Path.Combine(root, "artifacts", "mutate")

/// What the guards call. It exists in the copy alone: production code has no switch.
let private switch =
    """namespace Functional.Kernels;

#pragma warning disable CS1591
public static class Fault
{
    private static readonly int Planted = int.Parse(Environment.GetEnvironmentVariable("FAULT") ?? "0");
    private static readonly System.Collections.Concurrent.ConcurrentBag<object> Held = [];
    private static object? shared;

    public static bool Is(int id) => Planted == id;

    // For faults that leak: what is held here stays reachable.
    public static void Hold(object value) => Held.Add(value);

    // For faults that share what each thread should have to itself: the same object for everybody.
    public static object Shared(Func<object> make)
    {
        lock (Held) return shared ??= make();
    }
}
"""

let private sources =
    let built = set [ "bin"; "obj"; "mutate" ]

    let rec below folder =
        [ for file in Directory.GetFiles(Path.Combine(root, folder)) -> Path.Combine(folder, Path.GetFileName file)
          for directory in Directory.GetDirectories(Path.Combine(root, folder)) do
              let name = Path.GetFileName directory

              if not (built.Contains name) then
                  yield! below (Path.Combine(folder, name)) ]

    lazy
        [ yield! below "src"
          yield! below "tests"
          "Directory.Build.props"
          "Directory.Packages.props"
          "global.json"
          ".editorconfig"
          "README.md" ]

/// Writes what has changed only, so that the next build of the copy has little to do.
let private write (file: string) (text: string) =
    let path = Path.Combine(copy, file)

    if not (File.Exists path) || File.ReadAllText path <> text then
        Directory.CreateDirectory(Path.GetDirectoryName path) |> ignore
        File.WriteAllText(path, text)

/// Removes from the copy what the sources do not have any more.
let private prune (files: Set<string>) =
    for path in Directory.GetFiles(copy, "*", SearchOption.AllDirectories) do
        let file = Path.GetRelativePath(copy, path)
        let isBuilt = file.Split Path.DirectorySeparatorChar |> Array.exists (fun part -> part = "bin" || part = "obj")

        if not isBuilt && not (files.Contains file) then
            File.Delete path

/// Makes the copy, or brings it up to date.
let plant (faults: Fault list) =
    let byFile = faults |> List.groupBy _.File |> Map.ofList
    let switchFile = Path.Combine("src", "Kernels.CSharp", "Fault.cs")

    for fault in faults do
        if not (File.Exists(Path.Combine(root, fault.File))) then
            raise (Unplantable $"fault {fault.Id}: there is no {fault.File}")

    for file in sources.Value do
        let text = File.ReadAllText(Path.Combine(root, file))

        match byFile.TryFind file with
        | Some faults -> write file (Fault.plant faults text)
        | None -> write file text

    write switchFile switch
    prune (set (switchFile :: sources.Value))
