/// Where a module may hold parameters and other modules: its fields, and the parts of collections in them.
module internal Functional.Fields

open System
open System.Collections
open System.Collections.Concurrent
open System.Reflection
open FSharp.Reflection
open Functional.Types

/// A field that may hold parameters.
type Field = { Name: string; Info: FieldInfo }

/// The name that the source has for a field: compilers adorn those of properties and of constructor parameters.
let private written (name: string) =
    if name.StartsWith '<' then name.Substring(1, name.IndexOf '>' - 1)
    elif name.EndsWith '@' then name.TrimEnd '@'
    else name

let private find (stop: Type) (t: Type) =
    [| for owner in List.rev (lineage t) do
           if owner <> stop then
               let own = fields owner |> List.filter (fun field -> field.DeclaringType = owner)

               for field in own |> List.sortBy _.MetadataToken do
                   if reach field.FieldType <> Reach.Never then
                       { Name = written field.Name; Info = field } |]

let private known = ConcurrentDictionary<Type, Field[]>()

/// The fields of a type that may hold parameters, ancestors' first and each class's in the order of declaration, down to
/// (and without) the fields of a base class.
let ofType (stop: Type) (t: Type) : Field[] = known.GetOrAdd(t, find stop)

let private kinds = ConcurrentDictionary<Type, Structure>()

/// Collections, tuples, records and unions have parts; other classes are their authors' own business.
let private kind (t: Type) =
    let hasParts =
        reach t <> Reach.Never
        && (typeof<IEnumerable>.IsAssignableFrom t
            || FSharpType.IsTuple t
            || FSharpType.IsRecord(t, anyAccess)
            || FSharpType.IsUnion(t, anyAccess))

    if hasParts then Kinds.exact t else Carried

/// How a value falls into parts, if it does.
let partsOf (path: string) (value: obj) : Composite voption =
    match Structure.resolve (kinds.GetOrAdd(value.GetType(), kind)) value with
    | Composite composite -> ValueSome composite
    | Refused why -> raise (why path)
    | _ -> ValueNone

/// How a path goes on to a part.
let label (composite: Composite) (owner: obj) i =
    match composite.Labels with
    | Named names -> "." + names[i]
    | Indexed -> $"[{i}]"
    | Keyed keys -> $"[{(keys owner)[i]}]"
