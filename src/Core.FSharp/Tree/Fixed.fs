namespace Functional

open System
open System.Linq.Expressions
open System.Reflection
open Functional.Kernels

/// <summary>
/// Trees of which the type says where all their tensors are, with nothing beside them: records, tuples and classes of tensors
/// and of such trees, as long as no value is of a class derived from the one that is declared.
/// </summary>
type internal Fixed =
    /// A tensor.
    | One
    /// A value of this type, and what its parts are.
    | Several of kind: Type * composite: Composite * parts: Fixed[]

module internal Fixed =
    // The code for larger trees takes longer to make than it saves.
    let private most = 64

    /// How many tensors there are.
    let rec count tree =
        match tree with
        | One -> 1
        | Several(_, _, parts) -> Array.sumBy count parts

    /// Whether no class could be derived from the ones declared.
    let rec isSealed tree =
        match tree with
        | One -> true
        | Several(kind, _, parts) -> kind.IsSealed && Array.forall isSealed parts

    let rec private find (around: Type list) (t: Type) : Fixed option =
        let several structure =
            match structure with
            | Composite({ Labels = Named _; Rest = null } as c) when not (List.contains t around) ->
                let parts = fst c.Typed (Expression.Parameter t) |> Array.map (fun part -> find (t :: around) part.Type)

                if parts.Length > 0 && Array.forall Option.isSome parts then
                    Some(Several(t, c, Array.map Option.get parts))
                else
                    None
            | _ -> None

        match Kinds.declared t with
        | Leaf slot when slot = typeof<Tensor> -> Some One
        | ByValue _ when t.IsClass && not t.IsAbstract -> several (Kinds.exact t)
        | structure -> several structure

    /// What all values of a type are like; none where they differ, or hold more.
    let ofType (t: Type) : Fixed option = find [] t |> Option.filter (fun tree -> count tree <= most)

/// How leaves are put into arrays of a type, and made from what is in such: by code.
[<NoEquality; NoComparison>]
type internal LeafCode =
    {
        /// From a leaf, the array and a place: puts it there, and says whether it can be.
        Put: Expression -> Expression -> int -> Expression
        /// From the array and a place: the leaf.
        Take: Expression -> int -> Expression
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

/// Fixed trees of a type, taken apart into arrays of something and put together from such, without a walk.
[<Sealed>]
type internal FixedTree<'P, 'E when 'E: not null and 'E: not struct>(tree: Fixed, code: LeafCode) =
    static let value, arrays = Expression.Parameter typeof<'P>, Expression.Parameter typeof<'E[]>

    let both (first: Expression) (second: Expression) = Expression.AndAlso(first, second) :> Expression

    /// How many tensors a tree has.
    member val Count = Fixed.count tree

    /// The leaves; null where one cannot be put there, something is missing, or of a derived class.
    member val Apart: Func<'P, 'E[] | null> =
        let variables = ResizeArray<ParameterExpression> [ arrays ]
        let mutable place = -1

        let rec put tree (value: Expression) : Expression =
            match tree with
            | One ->
                place <- place + 1
                code.Put value arrays place
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

        let isPut = put tree value

        let made =
            Expression.Assign(arrays, Expression.NewArrayBounds(typeof<'E>, Expression.Constant(Fixed.count tree)))

        let nothing = Expression.Constant(null, typeof<'E[]>)
        let body = Expression.Block(variables, made, Expression.Condition(isPut, arrays, nothing))
        Expression.Lambda<Func<'P, 'E[] | null>>(body, value).Compile()

    /// A tree like another one, with other leaves, of which there are as many.
    member val Together: Func<'P, 'E[], 'P> =
        let mutable place = -1

        let rec take tree (like: Expression) : Expression =
            match tree with
            | One ->
                place <- place + 1
                code.Take arrays place
            | Several(_, composite, parts) ->
                let apart, together = composite.Typed
                together like (Array.map2 take parts (apart like))

        Expression.Lambda<Func<'P, 'E[], 'P>>(take tree value, value, arrays).Compile()

module internal FixedTree =
    let private place (i: int) = Expression.Constant i

    /// Leaves as they are; one that is missing cannot be.
    let Whole =
        { Put =
            fun leaf array i ->
                Expression.NotEqual(
                    Expression.Assign(Expression.ArrayAccess(array, place i), leaf),
                    Expression.Constant null
                )
          Take = fun array i -> Expression.ArrayIndex(array, place i) }

    let private number name =
        nonNull (typeof<NumberLeaves>.GetMethod(name, BindingFlags.Static ||| BindingFlags.NonPublic))

    /// The numbers of leaves that are nothing else.
    let Numbers =
        { Put = fun leaf array i -> Expression.Call(number "Put", leaf, array, place i)
          Take = fun array i -> Expression.Call(number "Take", array, place i) }
