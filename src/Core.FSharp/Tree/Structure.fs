namespace Functional

open System
open System.Collections
open System.Linq.Expressions
open System.Runtime.CompilerServices

/// How the parts of a composite are told apart: what paths are made of, and what two trees must share.
[<NoEquality; NoComparison>]
type internal Labels =
    /// The members of a record, a tuple, a case or a class.
    | Named of string[]
    /// The elements of a sequence.
    | Indexed
    /// The values of a map, by its keys in order.
    | Keyed of keys: (obj -> obj[])

/// What a tree is at one place. One recursive idea, whatever the type: a value is a tensor, is carried along, or is made of parts.
[<NoEquality; NoComparison>]
type internal Structure =
    /// A tensor, in a slot of this type.
    | Leaf of slot: Type
    /// Something without tensors, which rebuilding carries along unchanged.
    | Carried
    /// Something that no tree may hold; the function words why, given where.
    | Refused of (string -> exn)
    /// Known from the value only: by its case, by its class, or by being null.
    | ByValue of (objnull -> Structure)
    /// Made of parts.
    | Composite of Composite

/// How values of one type (or one case of it) are taken apart, and put together again.
and [<ReferenceEquality>] internal Composite =
    {
        /// The type, or the case, as messages name it.
        Name: string
        Labels: Labels
        /// The structure of a part.
        Part: int -> Structure
        /// The type of all parts, where they are the elements of a sequence.
        Element: Type | null
        /// The parts of a value, in order. A flat composite's array is a fresh Tensor[].
        Apart: Func<obj, objnull[]>
        /// The value like another one, with these parts instead of its own.
        Together: Func<obj, objnull[], obj>
        /// What a value holds beside its parts, and can hold no tensors; null where there is never anything.
        Rest: Func<obj, objnull[]> | null
        /// Whether every part is a slot for any tensor, which makes the parts the leaves.
        IsFlat: bool
        /// The same two functions as code on values of the type itself, for members; elements have none.
        Typed: (Expression -> Expression[]) * (Expression -> Expression[] -> Expression)
    }

    /// What stands for code where there is none.
    static member NoCode: (Expression -> Expression[]) * (Expression -> Expression[] -> Expression) =
        (fun _ -> [||]), (fun value _ -> value)

/// Where a part is: the way from the root, put into words only for a message.
[<Sealed>]
type internal Path(parent: Path | null, owner: obj, composite: Composite, index: int) =
    let key (value: obj) =
        match value with
        | :? string as s -> $"[\"{s}\"]"
        | k -> $"[{k}]"

    /// The path as text, such as `.Layers[1].W`; the root's is empty.
    static member Text(path: Path | null) : string =
        match path with
        | null -> ""
        | p -> p.ToString()

    override _.ToString() =
        let label =
            match composite.Labels with
            | Named names -> "." + names[index]
            | Indexed -> $"[{index}]"
            | Keyed keys -> key ((keys owner)[index])

        Path.Text parent + label

/// The leaves of a tree that is being rebuilt, as they are used up.
[<Sealed>]
type internal Supply(leaves: Tensor[]) =
    member val Used = 0 with get, set

    /// The next leaf; null when there is none left, which the count at the end tells.
    member s.Next() : Tensor | null =
        let at = s.Used
        s.Used <- at + 1
        if at < leaves.Length then leaves[at] else null

/// The three walks from which every function of trees is made.
module internal Structure =
    /// Whether no element is null, as callers from languages without null checks, or with them off, may leave some.
    let isWhole (leaves: Tensor[]) =
        let mutable whole = true

        for leaf in leaves do
            whole <- whole && not (isNull (box leaf))

        whole

    /// A value whose type is already known. Only a case without parts is ever null, and no one looks at its value.
    let inline sure<'T when 'T: not struct and 'T: not null> (value: objnull) : 'T =
        Unchecked.nonNull (Unsafe.As<'T> value)

    let private deeper (value: objnull) =
        if not (RuntimeHelpers.TryEnsureSufficientExecutionStack()) then
            let name =
                match value with
                | null -> "tree"
                | v -> v.GetType().Name

            raise (Errors.TreeTooDeep name)

    /// The structure that a value itself decides on; null only where a case is represented so.
    let rec resolve structure (value: objnull) =
        match structure with
        | ByValue choose -> resolve (choose value) value
        | Leaf _ when isNull value -> Refused Errors.TreeMissing
        | Composite { Labels = Named [||] } -> structure
        | Composite _ when isNull value -> Refused Errors.TreeMissing
        | _ -> structure


    /// Shows every leaf, in order, with its path.
    let rec visit (path: Path | null) structure (value: objnull) (see: Path | null -> Tensor -> unit) =
        match resolve structure value with
        | Leaf _ -> see path (sure<Tensor> value)
        | Composite c ->
            deeper value
            let owner = sure<obj> value
            let parts = c.Apart.Invoke owner

            for i in 0 .. parts.Length - 1 do
                visit (Path(path, owner, c, i)) (c.Part i) parts[i] see
        | Refused why -> raise (why (Path.Text path))
        | Carried
        | ByValue _ -> ()

    /// The tree like another one, with its leaves from a supply.
    let rec rebuild (path: Path | null) structure (like: objnull) (supply: Supply) : objnull =
        match resolve structure like with
        | Leaf slot ->
            match supply.Next() with
            | null -> like
            | leaf ->
                if not (slot.IsInstanceOfType leaf) then
                    raise (Errors.TreeLeafType(Path.Text path, slot.Name, leaf.GetType().Name))

                leaf
        | Composite c ->
            deeper like
            let owner = sure<obj> like
            let parts = c.Apart.Invoke owner
            let rebuilt = Array.zeroCreate parts.Length

            for i in 0 .. parts.Length - 1 do
                rebuilt[i] <- rebuild (Path(path, owner, c, i)) (c.Part i) parts[i] supply

            c.Together.Invoke(owner, rebuilt)
        | Refused why -> raise (why (Path.Text path))
        | Carried
        | ByValue _ -> like

    // Arrays and the like, which are equal only to themselves and may change, count by what they hold.
    let rec private carried (value: objnull) (add: objnull -> unit) =
        match value with
        | :? ICollection as items ->
            add (items.GetType())
            add items.Count

            for item in items do
                carried item add
        | _ -> add value

    /// What a tree is made of beside its leaves, in order: cases, lengths, keys, and what is carried along.
    let rec beside structure (value: objnull) (add: objnull -> unit) =
        match resolve structure value with
        | Leaf _ -> ()
        | Composite c ->
            deeper value
            let owner = sure<obj> value
            let parts = c.Apart.Invoke owner

            match c.Labels with
            | Named _ -> add c
            | Indexed -> add parts.Length
            | Keyed keys -> keys owner |> Array.iter (fun key -> add key)

            match c.Rest with
            | null -> ()
            | rest ->
                for value in rest.Invoke owner do
                    carried value add

            for i in 0 .. parts.Length - 1 do
                beside (c.Part i) parts[i] add
        | Refused why -> raise (why "")
        | Carried
        | ByValue _ -> carried value add

    let private describe structure (value: objnull) =
        match structure, value with
        | Leaf _, _ -> "a tensor"
        | Composite c, _ -> c.Name
        | _, null -> "null"
        | _, v -> $"{v}"

    /// Raises unless two trees have the same cases, lengths and keys. What they carry along may differ.
    let rec agree operation (path: Path | null) structure (tree: objnull) (other: objnull) =
        let differ expected got = raise (Errors.TreesDiffer(operation, Path.Text path, expected, got))

        match resolve structure tree, resolve structure other with
        | Refused why, _
        | _, Refused why -> raise (why (Path.Text path))
        | Leaf _, Leaf _
        | Carried, Carried -> ()
        | Composite c, Composite d ->
            deeper tree
            let owner, another = sure<obj> tree, sure<obj> other

            match c.Labels, d.Labels with
            | Indexed, Indexed -> ()
            | Keyed keys, Keyed others ->
                let keys, others = keys owner, others another

                if keys <> others then
                    let list (keys: obj[]) = "the keys [" + String.Join(", ", keys) + "]"
                    differ (list keys) (list others)
            | _ when obj.ReferenceEquals(c, d) -> ()
            | _ -> differ c.Name d.Name

            let parts, others = c.Apart.Invoke owner, d.Apart.Invoke another

            if parts.Length <> others.Length then
                differ $"{parts.Length} elements" $"{others.Length}"

            for i in 0 .. parts.Length - 1 do
                agree operation (Path(path, owner, c, i)) (c.Part i) parts[i] others[i]
        | s, t -> differ (describe s tree) (describe t other)
