/// Types with a fixed list of parts: tuples, records, cases of unions, and classes that can be rebuilt.
module internal Functional.ProductTypes

open System
open System.Linq.Expressions
open System.Reflection
open FSharp.Reflection
open Functional.Types

/// A member of a product, and how to read it.
[<ReferenceEquality>]
type private Member = { Name: string; Type: Type; Get: Expression -> Expression }

// Compiled on most platforms; where code cannot be generated, the same expression is interpreted.
let private compile<'F when 'F: not null> (body: Expression) (parameters: ParameterExpression list) : 'F =
    Expression.Lambda<'F>(body, parameters).Compile()

let private from (p: PropertyInfo) =
    let owner = nonNull p.DeclaringType

    // A structure that is converted is a copy, and setting its property would be lost.
    let get (value: Expression) =
        Expression.Property((if value.Type = owner then value else Expression.Convert(value, owner)), p) :> Expression

    { Name = p.Name; Type = p.PropertyType; Get = get }

/// <summary>
/// A product with some members, made from the value it is like and all members. Those without tensors are no parts: they are
/// copied, and tell values apart as `others` do.
/// </summary>
let private productBeside
    (others: Member[])
    (part: Type -> Structure)
    name
    (t: Type)
    members
    (make: Expression -> Expression[] -> Expression)
    =
    let parts = members |> Array.filter (fun m -> reach m.Type <> Reach.Never)
    let isFlat = parts |> Array.forall (fun m -> m.Type = typeof<Tensor>)
    let kept = if isFlat then typeof<Tensor> else typeof<obj>
    let value = Expression.Parameter typeof<obj>
    let given = Expression.Parameter typeof<objnull[]>
    let typed = Expression.Variable t
    let enter = Expression.Assign(typed, Expression.Convert(value, t)) :> Expression

    let apart = [| for m in parts -> Expression.Convert(m.Get typed, kept) :> Expression |]

    let rebuiltFrom (typed: Expression) (part: int -> Expression) =
        [| for m in members ->
               match Array.IndexOf(parts, m) with
               | -1 -> m.Get typed
               | i -> Expression.Convert(part i, m.Type) |]

    let rebuilt = rebuiltFrom typed (fun i -> Expression.ArrayIndex(given, Expression.Constant i))

    let block result = Expression.Block([ typed ], [ enter; result ]) :> Expression

    let structures = parts |> Array.map (fun m -> lazy part m.Type)
    let arrayOf kind (items: Expression[]) = Expression.Convert(Expression.NewArrayInit(kind, items), typeof<objnull[]>)

    let rest =
        Array.append (members |> Array.filter (fun m -> reach m.Type = Reach.Never)) others
        |> Array.map (fun m -> Expression.Convert(m.Get typed, typeof<obj>) :> Expression)

    Composite
        { Name = name
          Labels = Named(parts |> Array.map _.Name)
          Part = fun i -> structures[i].Value
          Element = null
          Apart = compile (block (arrayOf kept apart)) [ value ]
          Rest = if rest.Length = 0 then null else compile (block (arrayOf typeof<obj> rest)) [ value ]
          Together = compile (block (Expression.Convert(make typed rebuilt, typeof<obj>))) [ value; given ]
          IsFlat = isFlat
          Typed =
            (fun value -> [| for m in parts -> m.Get value |]),
            (fun value given -> make value (rebuiltFrom value (fun i -> given[i]))) }

let private product part name t members make = productBeside [||] part name t members make

// A tuple keeps seven elements, and those beyond in a tuple of their own.
let private elementsOfOne = 7

// Formatting is slow when a process does it first, and this is in every first compilation.
let private item (number: int) = "Item" + number.ToString()

let tuple part (t: Type) : Structure =
    let rec elements (t: Type) (get: Expression -> Expression) from =
        [| for i, element in Array.indexed (t.GetGenericArguments()) do
               let read name value = Expression.PropertyOrField(get value, name) :> Expression

               if i < elementsOfOne then
                   { Name = item (from + i); Type = element; Get = read (item (i + 1)) }
               else
                   yield! elements element (read "Rest") (from + i) |]

    let rec make (t: Type) (values: Expression[]) : Expression =
        let arguments = t.GetGenericArguments()
        let constructor = nonNull (t.GetConstructor arguments)

        if values.Length <= elementsOfOne then
            Expression.New(constructor, values)
        else
            let first, rest = Array.splitAt elementsOfOne values
            Expression.New(constructor, Array.append first [| make arguments[elementsOfOne] rest |])

    product part (name t) t (elements t id 1) (fun _ values -> make t values)

let record part (t: Type) : Structure =
    let constructor = FSharpValue.PreComputeRecordConstructorInfo(t, anyAccess)
    let members = FSharpType.GetRecordFields(t, anyAccess) |> Array.map from
    product part (name t) t members (fun _ values -> Expression.New(constructor, values))

let union part (t: Type) : Structure =
    let cases =
        [| for case in FSharpType.GetUnionCases(t, anyAccess) ->
               let make = FSharpValue.PreComputeUnionConstructorInfo(case, anyAccess)
               let members = case.GetFields() |> Array.map from
               let owner = case.DeclaringType

               // A case's own members are read from its class, which their Get converts to.
               product part case.Name owner members (fun _ values -> Expression.Call(make, values)) |]

    let tag = FSharpValue.PreComputeUnionTagReader(t, anyAccess)
    ByValue(fun value -> cases[tag value])

/// A class or a structure: a copy with its tensors set where all can be, else made by its constructor.
let class' part (t: Type) : Structure =
    let isPart (m: Type) = reach m <> Reach.Never

    let properties =
        t.GetProperties(BindingFlags.Instance ||| BindingFlags.Public)
        |> Array.filter (fun p -> p.GetIndexParameters().Length = 0 && not (isNull (p.GetGetMethod())))

    let settable =
        [| for p in properties do
               if isPart p.PropertyType && not (isNull (p.GetSetMethod())) then
                   from p
           for f in t.GetFields(BindingFlags.Instance ||| BindingFlags.Public) do
               if isPart f.FieldType && not f.IsInitOnly then
                   { Name = f.Name; Type = f.FieldType; Get = fun value -> Expression.Field(value, f) } |]

    let surely types = types |> Seq.filter (fun m -> reach m = Reach.Surely) |> Seq.length

    // Every field that holds tensors must come back through some part; computed properties have no field.
    let held = surely (fields t |> Seq.map _.FieldType)

    let covers (members: Member[]) = surely (members |> Seq.map _.Type) >= held

    let assign (target: Expression) (members: Member[]) (values: Expression[]) =
        Array.map2 (fun m value -> Expression.Assign(m.Get target, value) :> Expression) members values

    // All that a copy keeps tells values apart, whether anybody sees it or not.
    let kept =
        [| for f in fields t do
               if reach f.FieldType = Reach.Never || isFunction f.FieldType then
                   { Name = f.Name; Type = f.FieldType; Get = fun value -> Expression.Field(value, f) } |]

    let copied () =
        let clone = nonNull (typeof<obj>.GetMethod("MemberwiseClone", BindingFlags.Instance ||| BindingFlags.NonPublic))

        productBeside kept part (name t) t settable (fun like values ->
            let copy = Expression.Variable t

            let start: Expression =
                if t.IsValueType then
                    like
                else
                    Expression.Convert(Expression.Call(Expression.Convert(like, typeof<obj>), clone), t)

            Expression.Block(
                [ copy ],
                [| yield Expression.Assign(copy, start) :> Expression
                   yield! assign copy settable values
                   yield copy |]
            ))

    let matching (p: ParameterInfo) =
        properties
        |> Array.tryFind (fun m ->
            String.Equals(m.Name, p.Name, StringComparison.OrdinalIgnoreCase) && m.PropertyType = p.ParameterType)
        |> Option.map from

    let constructed () =
        t.GetConstructors()
        |> Array.sortByDescending (fun c -> c.GetParameters().Length)
        |> Array.tryPick (fun c ->
            let found = c.GetParameters() |> Array.map matching

            if Array.forall Option.isSome found then
                let arguments = Array.map Option.get found
                let names = arguments |> Array.map _.Name
                let others = settable |> Array.filter (fun m -> not (Array.contains m.Name names))
                let members = Array.append arguments others

                if members.Length > 0 && covers members then Some(c, arguments, others) else None
            else
                None)
        |> Option.map (fun (constructor, arguments, others) ->
            product part (name t) t (Array.append arguments others) (fun _ values ->
                let first, rest = Array.splitAt arguments.Length values
                let made = Expression.Variable t

                Expression.Block(
                    [ made ],
                    [| yield Expression.Assign(made, Expression.New(constructor, first)) :> Expression
                       yield! assign made others rest
                       yield made |]
                )))

    if settable.Length > 0 && covers settable then
        copied ()
    else
        match constructed () with
        | Some structure -> structure
        | None when reach t = Reach.Surely ->
            let why =
                $"{held} of its fields hold tensors, {surely (settable |> Seq.map _.Type)} can be set, and no public constructor takes the rest"

            Refused(fun path -> Errors.TreeOpaque(path, name t, why))
        | None -> Carried
