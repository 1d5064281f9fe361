/// The structure of every type: found once, and kept.
module internal Functional.Kinds

open System
open System.Collections.Concurrent
open System.Collections.Generic
open FSharp.Reflection
open Functional.Types

let private structures = ConcurrentDictionary<Type, Structure>()

/// The structure of a slot of a type, which the values in it may refine.
let rec declared (t: Type) : Structure =
    match Nullable.GetUnderlyingType t with
    | null when isTensor t -> Leaf t
    | null when isFunction t -> Refused Errors.TreeFunction
    | _ when reach t = Reach.Never -> Carried
    | null when t.IsSealed || FSharpType.IsUnion(t, anyAccess) -> exact t
    | null ->
        let whenNull = if reach t = Reach.Surely then Refused Errors.TreeMissing else Carried

        let collection = collectionOf t

        ByValue(fun value ->
            match value with
            | null -> whenNull
            | value ->
                match exact (value.GetType()), collection with
                | (Refused _ | Composite { Labels = Named _ }), Some rebuildable -> rebuildable
                | structure, _ -> structure)
    | underlying ->
        ByValue(fun value ->
            match value with
            | null -> Carried
            | _ -> exact underlying)

/// What a slot for any collection takes in place of one that is not rebuilt from its elements: a list, or a dictionary.
and private collectionOf (t: Type) : Structure option =
    let isAny (interfaces: Type list) =
        t.IsInterface && t.IsGenericType && List.contains (t.GetGenericTypeDefinition()) interfaces

    let concrete (definition: Type) = Some(exact (definition.MakeGenericType(t.GetGenericArguments())))

    if isAny [ typedefof<IReadOnlyDictionary<_, _>>; typedefof<IDictionary<_, _>> ] then
        concrete typedefof<Dictionary<_, _>>
    elif
        isAny
            [ typedefof<IReadOnlyList<_>>
              typedefof<IList<_>>
              typedefof<IReadOnlyCollection<_>>
              typedefof<ICollection<_>>
              typedefof<IEnumerable<_>> ]
    then
        concrete typedefof<List<_>>
    else
        None

/// The structure of values of exactly this type.
and exact (t: Type) : Structure =
    match structures.TryGetValue t with
    | true, structure -> structure
    | _ -> structures.GetOrAdd(t, kind t)

and private kind (t: Type) : Structure =
    let implemented (definition: Type) =
        t.GetInterfaces() |> Array.tryFind (fun i -> i.IsGenericType && i.GetGenericTypeDefinition() = definition)

    let either first second = implemented first |> Option.orElse (implemented second)

    let collection (definition: Type) (i: Type) =
        let made = Activator.CreateInstance(definition.MakeGenericType(i.GetGenericArguments()))

        (nonNull made :?> Collection).Structure(t, declared)

    let asCollection () =
        match either typedefof<IReadOnlyDictionary<_, _>> typedefof<IDictionary<_, _>> with
        | Some i -> collection typedefof<Mapping<_, _>> i
        | None ->
            either typedefof<IReadOnlyList<_>> typedefof<IList<_>> |> Option.bind (collection typedefof<Sequence<_>>)

    if isTensor t then
        Leaf t
    elif isFunction t then
        Refused Errors.TreeFunction
    elif reach t = Reach.Never then
        Carried
    elif FSharpType.IsTuple t then
        ProductTypes.tuple declared t
    elif FSharpType.IsRecord(t, anyAccess) then
        ProductTypes.record declared t
    else
        match asCollection () with
        | Some structure -> structure
        | None when FSharpType.IsUnion(t, anyAccess) -> unionOf t
        | None -> ProductTypes.class' declared t

// A value's class may be its case, and a case belongs to one union.
and private unionOf (t: Type) : Structure =
    let union = FSharpType.GetUnionCases(t, anyAccess) |> Array.head |> _.DeclaringType

    if union = t then ProductTypes.union declared t else exact union
