namespace Functional

open System
open System.Collections.Generic
open System.Collections.Immutable
open System.Reflection
open Functional.Types

/// Types with any number of parts, which know how to take their values apart.
[<AbstractClass>]
type internal Collection() =
    /// The structure of a collection type, if values of it can be made anew.
    abstract Structure: t: Type * part: (Type -> Structure) -> Structure option

    /// The elements in an array that is of exactly their type, which the copy of an array may not be.
    static member Copy<'X>(value: obj) : 'X[] =
        match value with
        | :? ICollection<'X> as items ->
            let copy = Array.zeroCreate items.Count
            items.CopyTo(copy, 0)
            copy
        | items -> Seq.toArray (items :?> seq<'X>)

    /// Values as parts: an array of references is an array of objects already.
    static member AsParts(read: obj -> 'X[]) : Func<obj, objnull[]> =
        if typeof<'X>.IsValueType then
            Func<_, _>(fun value -> read value |> Array.map box)
        else
            Func<_, _>(fun value -> unbox<objnull[]>(box (read value)))

    /// The public constructor of a collection from a source, as a function.
    static member Constructor(t: Type, source: Type) : (objnull[] -> obj) option =
        t.GetConstructors()
        |> Array.tryFind (fun c ->
            match c.GetParameters() with
            | [| p |] -> p.ParameterType <> typeof<obj> && p.ParameterType.IsAssignableFrom source
            | _ -> false)
        |> Option.map (fun c -> fun arguments -> c.Invoke arguments)

/// Arrays, lists, and whatever else has elements at positions.
[<Sealed>]
type internal Sequence<'X>() =
    inherit Collection()

    static member private Maker(t: Type) : (obj -> 'X[] -> obj) option =
        if t.IsAssignableFrom typeof<'X[]> then
            Some(fun _ items -> items)
        elif t = typeof<'X list> then
            Some(fun _ items -> List.ofArray items)
        elif t = typeof<List<'X>> then
            Some(fun _ items -> List<'X> items)
        elif typeof<IImmutableList<'X>>.IsAssignableFrom t then
            Some(fun like items -> (like :?> IImmutableList<'X>).Clear().AddRange items)
        else
            Collection.Constructor(t, typeof<'X[]>) |> Option.map (fun make -> fun _ items -> make [| items |])

    override _.Structure(t, part) =
        Sequence<'X>.Maker t
        |> Option.map (fun make ->
            let element = lazy part typeof<'X>

            Composite
                { Name = name t
                  Labels = Indexed
                  Part = fun _ -> element.Value
                  Element = typeof<'X>
                  Apart = Collection.AsParts(fun value -> Collection.Copy<'X> value)
                  Together = Func<_, _, _>(fun like parts -> make like (parts |> Array.map unbox<'X>))
                  IsFlat = (typeof<'X> = typeof<Tensor>)
                  Rest = null
                  Typed = Composite.NoCode })

/// Maps and dictionaries. Their parts come by sorted keys where keys have an order, whatever the order of insertion.
[<Sealed>]
type internal Mapping<'K, 'V when 'K: equality and 'K: not null>() =
    inherit Collection()

    static let isOrdered = typeof<IComparable>.IsAssignableFrom typeof<'K>

    static let entries (value: obj) = Collection.Copy<KeyValuePair<'K, 'V>> value

    // The places of the entries in the value's own order, by sorted key.
    // F#'s comparison: by code points, whatever the culture, and the order of its maps.
    static let places (entries: KeyValuePair<'K, 'V>[]) =
        let compare i j = compare (unbox<IComparable> entries[i].Key) (unbox<IComparable> entries[j].Key)

        let all = Array.init entries.Length id
        if isOrdered then Array.sortWith compare all else all

    static let sorted read (value: obj) =
        let entries = entries value
        places entries |> Array.map (fun i -> read entries[i])

    static let dictionary (items: KeyValuePair<'K, 'V>[]) = Dictionary<'K, 'V>(items: seq<_>)

    static let withComparer (t: Type) : (obj -> Dictionary<'K, 'V> -> obj) option =
        match t.GetProperty "Comparer" with
        | null -> None
        | comparer ->
            match t.GetConstructor [| typeof<IDictionary<'K, 'V>>; comparer.PropertyType |] with
            | null -> None
            | make ->
                // A dictionary of another class may stand where any is accepted.
                let comparerOf (like: obj) = if t.IsInstanceOfType like then comparer.GetValue like else null

                Some(fun like items -> make.Invoke [| box items; comparerOf like |])

    /// How to make a value like another from entries, in the order that the other has them.
    static member private Maker(t: Type) : (obj -> KeyValuePair<'K, 'V>[] -> obj) option =
        let simple (convert: KeyValuePair<'K, 'V>[] -> 'source) =
            Collection.Constructor(t, typeof<'source>)
            |> Option.map (fun make -> fun (_: obj) items -> make [| convert items |])

        if typeof<IImmutableDictionary<'K, 'V>>.IsAssignableFrom t then
            Some(fun like items -> (like :?> IImmutableDictionary<'K, 'V>).SetItems items)
        else
            withComparer t
            |> Option.map (fun make -> fun like items -> make like (dictionary items))
            |> Option.orElse (simple dictionary)
            |> Option.orElse (
                // The constructor of F# maps.
                simple (Array.map (fun entry -> entry.Key, entry.Value))
            )

    override _.Structure(t, part) =
        match Mapping<'K, 'V>.Maker t with
        | Some _ when reach typeof<'K> = Reach.Surely ->
            Some(Refused(fun path -> Errors.TreeOpaque(path, name t, "its keys hold tensors")))
        | Some make ->
            let value = lazy part typeof<'V>

            let together (like: obj) (parts: objnull[]) =
                let entries = entries like

                Array.iter2
                    (fun place (part: objnull) -> entries[place] <- KeyValuePair(entries[place].Key, unbox<'V> part))
                    (places entries)
                    parts

                make like entries

            Some(
                Composite
                    { Name = name t
                      Labels = Keyed(sorted (fun e -> e.Key :> obj))
                      Part = fun _ -> value.Value
                      Element = null
                      Apart = sorted (fun e -> e.Value) |> Collection.AsParts
                      Together = Func<_, _, _>(together)
                      IsFlat = (typeof<'V> = typeof<Tensor>)
                      Rest = null
                      Typed = Composite.NoCode }
            )
        | None -> None
