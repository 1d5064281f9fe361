namespace Functional

open System
open System.Linq.Expressions
open System.Reflection
open Functional.Kernels

/// <summary>
/// Trees of which the type says where all their tensors are: records, tuples and classes of tensors, of rows of tensors and of such
/// trees, as long as no value is of a class derived from the one that is declared.
/// </summary>
type internal Fixed =
    /// A tensor.
    | One
    /// A value of this type, and what its parts are.
    | Several of kind: Type * composite: Composite * parts: Fixed[]
    /// A sequence of exactly this type, of tensors or of rows, as long as it is.
    | Row of kind: Type * composite: Composite * element: Fixed

module internal Fixed =
    // The code for larger trees takes longer to make than it saves.
    let private most = 64

    /// How many tensors there are, if rows are one each.
    let rec count tree =
        match tree with
        | One
        | Row _ -> 1
        | Several(_, _, parts) -> Array.sumBy count parts

    /// Whether there are rows.
    let rec hasRows tree =
        match tree with
        | One -> false
        | Row _ -> true
        | Several(_, _, parts) -> Array.exists hasRows parts

    /// Whether values hold anything beside tensors.
    let rec hasRest tree =
        match tree with
        | One -> false
        | Row(_, _, element) -> hasRest element
        | Several(_, composite, parts) -> not (isNull composite.Rest) || Array.exists hasRest parts

    /// Whether no class could be derived from the ones declared.
    let rec isSealed tree =
        match tree with
        | One -> true
        | Row(kind, _, element) -> kind.IsSealed && isSealed element
        | Several(kind, _, parts) -> kind.IsSealed && Array.forall isSealed parts

    let rec private find (around: Type list) (t: Type) : Fixed option =
        let made structure =
            match structure with
            | Composite({ Labels = Named _ } as c) when not (List.contains t around) ->
                let parts = fst c.Typed (Expression.Parameter t) |> Array.map (fun part -> find (t :: around) part.Type)

                if parts.Length > 0 && Array.forall Option.isSome parts then
                    Some(Several(t, c, Array.map Option.get parts))
                else
                    None
            | Composite({ Labels = Indexed } as c) ->
                match c.Element |> Option.ofObj |> Option.bind (find (t :: around)) with
                | Some(One | Row _ as element) -> Some(Row(t, c, element))
                | _ -> None
            | _ -> None

        match Kinds.declared t with
        | Leaf slot when slot = typeof<Tensor> -> Some One
        | ByValue _ when t.IsClass && not t.IsAbstract -> made (Kinds.exact t)
        | structure -> made structure

    /// What all values of a type are like; none where they differ in more than the lengths of rows.
    let ofType (t: Type) : Fixed option = find [] t |> Option.filter (fun tree -> count tree <= most)

    /// Whether a value is as its type says: nothing is missing, or of a derived class.
    let rec isLike tree (value: objnull) : bool =
        match tree, value with
        | _, null -> false
        | One, _ -> true
        | Several(kind, composite, parts), value ->
            value.GetType() = kind && Array.forall2 isLike parts (composite.Apart.Invoke value)
        | Row(kind, composite, element), value ->
            value.GetType() = kind && Array.forall (isLike element) (composite.Apart.Invoke value)

    /// The lengths of the rows of a value that is as its type says: each, and then of those in it.
    let rec lengths tree (value: objnull) : int[] =
        let among composite (of': int -> Fixed) =
            composite.Apart.Invoke(Structure.sure<obj> value) |> Array.mapi (fun i part -> lengths (of' i) part)

        match tree with
        | One -> [||]
        | Several(_, composite, parts) -> Array.concat (among composite (fun i -> parts[i]))
        | Row(_, composite, element) ->
            let inside = among composite (fun _ -> element)
            Array.append [| inside.Length |] (Array.concat inside)

/// How leaves are put into arrays of a type, and made from what is in such: by code.
[<NoEquality; NoComparison>]
type internal LeafCode =
    {
        /// From a leaf, the array and a place: puts it there, and says whether it can be.
        Put: Expression -> Expression -> Expression -> Expression
        /// From the array and a place: the leaf.
        Take: Expression -> Expression -> Expression
        /// The same of rows: functions like those of NumberLeaves.
        Rows: (MethodInfo * MethodInfo) option
    }

/// Tensors that are numbers and nothing else, in arrays of such.
[<AbstractClass; Sealed>]
type internal NumberLeaves =
    /// Puts the numbers of a tensor in their place; false where it is more than numbers. By a span, for what is put into
    /// an array of a class with subclasses is looked at each time.
    static member Put(x: Tensor, arrays: NdArray[], place: int) : bool =
        match x with
        | :? Concrete as c ->
            let arrays = Span arrays
            arrays[place] <- c.Array
            true
        | _ -> false

    /// The tensor of what is in a place.
    static member Take(arrays: NdArray[], place: int) : Tensor = Concrete arrays[place]

    /// Puts the numbers of all that is in a row from a place on, if it is as long as expected.
    static member PutRow
        (row: Fixed, value: obj, lengths: int[], arrays: NdArray[], next: byref<int>, place: byref<int>)
        : bool =
        match row, value with
        | Row(_, _, One), (:? (Tensor[]) as tensors) ->
            let mutable fits = NumberLeaves.IsOf(row, value) && tensors.Length = lengths[next]
            let mutable i = 0
            next <- next + 1

            while fits && i < tensors.Length do
                fits <- NumberLeaves.Put(tensors[i], arrays, place)
                place <- place + 1
                i <- i + 1

            fits
        | Row(_, composite, element), value when NumberLeaves.IsOf(row, value) ->
            let parts = composite.Apart.Invoke value
            let mutable fits = parts.Length = lengths[next]
            let mutable i = 0
            next <- next + 1

            while fits && i < parts.Length do
                fits <-
                    not (isNull parts[i])
                    && NumberLeaves.PutRow(element, nonNull parts[i], lengths, arrays, &next, &place)

                i <- i + 1

            fits
        | One, (:? Tensor as x) ->
            place <- place + 1
            NumberLeaves.Put(x, arrays, place - 1)
        | _ -> false

    /// A row like another one, of what is in the places from one on.
    static member TakeRow(row: Fixed, like: obj, arrays: NdArray[], place: byref<int>) : obj =
        match row with
        | Row(kind, composite, One) when kind = typeof<Tensor[]> ->
            let tensors: Tensor[] = Array.zeroCreate (like :?> Tensor[]).Length
            let into = Span tensors

            for i in 0 .. into.Length - 1 do
                into[i] <- NumberLeaves.Take(arrays, place)
                place <- place + 1

            tensors
        | Row(_, composite, element) ->
            let parts = composite.Apart.Invoke like

            for i in 0 .. parts.Length - 1 do
                parts[i] <- NumberLeaves.TakeRow(element, nonNull parts[i], arrays, &place)

            composite.Together.Invoke(like, parts)
        | _ ->
            place <- place + 1
            NumberLeaves.Take(arrays, place - 1)

    static member private IsOf(row: Fixed, value: obj) : bool =
        match row with
        | Row(kind, _, _) -> not (isNull (box value)) && value.GetType() = kind
        | _ -> true

/// Fixed trees of a type, taken apart into arrays of something and put together from such, without a walk.
[<Sealed>]
type internal FixedTree<'P, 'E when 'E: not null and 'E: not struct>(tree: Fixed, code: LeafCode) =
    static let value, arrays = Expression.Parameter typeof<'P>, Expression.Parameter typeof<'E[]>
    static let lengths = Expression.Parameter typeof<int[]>
    static let next, place = Expression.Variable typeof<int>, Expression.Variable typeof<int>

    let both (first: Expression) (second: Expression) = Expression.AndAlso(first, second) :> Expression
    let hasRows = Fixed.hasRows tree

    // Places are known, unless there are rows.
    let places () =
        let mutable last = -1

        fun () ->
            last <- last + 1
            if hasRows then Expression.PostIncrementAssign place :> Expression else Expression.Constant last

    /// How many tensors a tree has that has no rows.
    member val Count = Fixed.count tree

    /// What its values are like.
    member _.Tree = tree

    /// Puts the leaves of a tree, whose rows have these lengths, into an array; false where one cannot be put there, or something is
    /// missing, of a derived class, or of another length.
    member val Apart: Func<'P, int[], 'E[], bool> =
        let variables = ResizeArray<ParameterExpression> [ next; place ]
        let nextPlace = places ()

        let rec put tree (value: Expression) : Expression =
            match tree with
            | One -> code.Put value arrays (nextPlace ())
            | Row _ ->
                let row = Expression.Convert(value, typeof<obj>)
                Expression.Call(fst code.Rows.Value, Expression.Constant tree, row, lengths, arrays, next, place)
            | Several(kind, composite, parts) ->
                let inside owner = Array.map2 put parts (fst composite.Typed owner) |> Array.reduce both

                if kind.IsValueType then
                    inside value
                else
                    let owner = Expression.Variable kind
                    variables.Add owner

                    let isThere: Expression =
                        if kind.IsSealed then
                            Expression.NotEqual(owner, Expression.Constant null)
                        else
                            Expression.TypeEqual(owner, kind)

                    both (Expression.Block(Expression.Assign(owner, value), isThere)) (inside owner)

        let body = Expression.Block(variables, put tree value)
        Expression.Lambda<Func<'P, int[], 'E[], bool>>(body, value, lengths, arrays).Compile()

    /// A tree like another one, with other leaves, of which there are as many.
    member val Together: Func<'P, 'E[], 'P> =
        let nextPlace = places ()

        let rec take tree (like: Expression) : Expression =
            match tree with
            | One -> code.Take arrays (nextPlace ())
            | Row(kind, _, _) ->
                let row = Expression.Convert(like, typeof<obj>)

                Expression.Convert(
                    Expression.Call(snd code.Rows.Value, Expression.Constant tree, row, arrays, place),
                    kind
                )
            | Several(_, composite, parts) ->
                let apart, together = composite.Typed
                together like (Array.map2 take parts (apart like))

        let body = Expression.Block([ place ], take tree value)
        Expression.Lambda<Func<'P, 'E[], 'P>>(body, value, arrays).Compile()

module internal FixedTree =
    /// Leaves as they are; one that is missing cannot be.
    let Whole =
        { Put =
            fun leaf array place ->
                Expression.NotEqual(
                    Expression.Assign(Expression.ArrayAccess(array, place), leaf),
                    Expression.Constant null
                )
          Take = fun array place -> Expression.ArrayIndex(array, place)
          Rows = None }

    let private number name =
        nonNull (typeof<NumberLeaves>.GetMethod(name, BindingFlags.Static ||| BindingFlags.NonPublic))

    /// The numbers of leaves that are nothing else.
    let Numbers =
        { Put = fun leaf array place -> Expression.Call(number "Put", leaf, array, place)
          Take = fun array place -> Expression.Call(number "Take", array, place)
          Rows = Some(number "PutRow", number "TakeRow") }
