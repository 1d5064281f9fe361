/// What a type says about the tensors that its values may hold.
module internal Functional.Types

open System
open System.Collections.Concurrent
open System.Collections.Generic
open System.Reflection
open FSharp.Reflection

/// Whether values of a type hold tensors.
type Reach =
    | Never = 0
    /// Only the value can tell: it is declared as an object, an interface, a class that others may extend, or a function.
    | Perhaps = 1
    | Surely = 2

let private everything =
    BindingFlags.Instance ||| BindingFlags.Public ||| BindingFlags.NonPublic ||| BindingFlags.DeclaredOnly

/// Records and unions count, whoever may see them.
let anyAccess = BindingFlags.Public ||| BindingFlags.NonPublic

/// A type's name as people write it, as in Dictionary<String, Tensor>.
let rec name (t: Type) : string =
    if t.IsArray then
        let commas = String(',', t.GetArrayRank() - 1)
        $"{name (nonNull (t.GetElementType()))}[{commas}]"
    elif t.IsGenericType then
        let arguments = t.GetGenericArguments() |> Array.map name |> String.concat ", "
        $"{t.Name.Split('`')[0]}<{arguments}>"
    else
        t.Name

let isTensor (t: Type) = typeof<Tensor>.IsAssignableFrom t

/// The type with its ancestors, but not Object.
let rec lineage (t: Type) =
    match t.BaseType with
    | null -> []
    | parent -> t :: lineage parent

let isFunction (t: Type) =
    typeof<Delegate>.IsAssignableFrom t
    || lineage t
       |> List.exists (fun b -> b.IsGenericType && b.GetGenericTypeDefinition() = typedefof<FSharpFunc<_, _>>)

/// All fields of a value, private and inherited ones too.
let fields (t: Type) = lineage t |> List.collect (fun b -> List.ofArray (b.GetFields everything))

// The framework knows nothing of tensors: its types hold them by their type arguments, or not at all.
let private isFramework (t: Type) =
    let assembly = $"{t.Assembly.GetName().Name}"

    assembly = "FSharp.Core"
    || assembly = "mscorlib"
    || assembly = "netstandard"
    || assembly.StartsWith("System", StringComparison.Ordinal)
    || assembly.StartsWith("Microsoft", StringComparison.Ordinal)

let private speaksOfTensors (t: Type) =
    t.GetMethods()
    |> Array.exists (fun m ->
        isTensor m.ReturnType || m.GetParameters() |> Array.exists (fun p -> isTensor p.ParameterType))

// A type may be built of ever larger types (Nested<'a> of Nested<'a list>), so the search gives up at some size.
let private manyTypes = 1000

let rec private search (seen: HashSet<Type>) (t: Type) : Reach =
    if isTensor t then
        Reach.Surely
    elif t = typeof<obj> || isFunction t then
        Reach.Perhaps
    elif t.IsPrimitive || t.IsEnum || t.IsPointer || t.IsByRefLike || not (seen.Add t) then
        Reach.Never
    elif seen.Count > manyTypes then
        Reach.Perhaps
    else
        let itself =
            if t.IsAbstract && not (isFramework t) && speaksOfTensors t then Reach.Surely
            elif t.IsInterface || not (t.IsSealed || isFramework t) then Reach.Perhaps
            else Reach.Never

        let inner =
            seq {
                match t.GetElementType() with
                | null -> ()
                | element -> yield element

                yield! t.GetGenericArguments()

                // The fields of a union's values are its cases', which are types of their own.
                if FSharpType.IsUnion(t, anyAccess) then
                    for case in FSharpType.GetUnionCases(t, anyAccess) do
                        for field in case.GetFields() do
                            yield field.PropertyType
                elif not (isFramework t) then
                    for field in fields t do
                        yield field.FieldType
            }

        Seq.fold (fun reach next -> if reach = Reach.Surely then reach else max reach (search seen next)) itself inner

let private known = ConcurrentDictionary<Type, Reach>()

/// Whether values of the type hold tensors.
let reach (t: Type) : Reach = known.GetOrAdd(t, fun t -> search (HashSet()) t)
