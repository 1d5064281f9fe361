/// The operations that an assembly declares, found by their type: nobody lists them.
module internal Functional.Laws.Declarations

open System.Reflection
open Functional

/// What a value of a module, or a property of a class, declares. Reading it runs the file that it stands in, which F#
/// would otherwise put off.
let private declarations (property: PropertyInfo) : Declared list =
    let isOne = property.PropertyType = typeof<Declared>

    if isOne || typeof<Declared seq>.IsAssignableFrom property.PropertyType then
        match property.GetValue null with
        | :? Declared as one -> [ one ]
        | :? (Declared seq) as several -> List.ofSeq several
        | _ -> []
    else
        []

let private everyStatic =
    BindingFlags.Static ||| BindingFlags.Public ||| BindingFlags.NonPublic ||| BindingFlags.DeclaredOnly

/// Every declaration of a module or a class.
let ofKind (kind: System.Type) : Declared list =
    if kind.ContainsGenericParameters then
        []
    else
        kind.GetProperties everyStatic
        |> Seq.filter (fun property -> property.GetIndexParameters().Length = 0)
        |> Seq.collect declarations
        |> List.ofSeq

/// Every declaration of an assembly, in the order of the names of its modules.
let inside (assembly: Assembly) : Declared list =
    assembly.GetTypes() |> Seq.sortBy (fun kind -> string kind.FullName) |> Seq.collect ofKind |> List.ofSeq
