namespace Functional

open System
open Functional.Kernels

/// <summary>
/// An operation with all that is to be known about it: its value, its local linear map, and where it is smooth. Made by
/// <c>Declare</c>. The laws find every value of this type that an assembly holds, alone or in a list, and try it.
/// </summary>
[<Sealed>]
type Declared
    internal (name: string, regions: Region list, shapes: int list list, keepsNan: bool, f: Tensor[] -> Tensor) =
    /// What the operation is called, in errors and in graphs.
    member _.Name = name

    /// Where each argument may lie for the operation to be defined and smooth.
    member _.Regions = regions

    /// The shapes of the arguments that the laws draw; none if it works element by element, on all that broadcast.
    member _.Shapes = shapes

    /// Whether it is known that a nan among the arguments makes nan exactly what depends on it.
    member _.KeepsNan = keepsNan

    /// <summary>
    /// The operation on some tensors. They become floats of one dtype, except those that are not differentiated
    /// (<c>Discrete</c>).
    /// </summary>
    member _.Apply([<ParamArray>] arguments: Tensor[]) : Tensor =
        if arguments.Length <> regions.Length then
            raise (Errors.DeclaredArguments(name, regions.Length, arguments.Length))

        let isDiscrete = [| for region in regions -> region = Discrete |]

        let floats =
            match
                [| for i in 0 .. arguments.Length - 1 do
                       if not isDiscrete[i] then
                           arguments[i] |]
            with
            | [||] -> [||]
            | given -> Promote.common name given |> Array.map (Promote.float name)

        let mutable next = 0

        f
            [| for i in 0 .. arguments.Length - 1 do
                   if isDiscrete[i] then
                       Promote.tensor name arguments[i]
                   else
                       floats[next]
                       next <- next + 1 |]

    member internal _.Function = f

/// <summary>
/// Operations declared in one place: what is said here is all that derivatives of any order, batches and the laws need.
/// </summary>
module Declare =
    let private declared name regions shapes f = Declared(name, regions, shapes, false, f)

    /// <summary>
    /// The slope of a function of one number, from its argument: dx -> slope x * dx, element by element.
    /// </summary>
    let slopeAt (slope: Tensor -> Tensor) : Rule = AtInputs(fun xs _ -> Scale(slope xs[0]))

    /// <summary>
    /// The slope of a function of one number, from its result, where that is enough: the argument need not be kept.
    /// </summary>
    let slopeFrom (slope: Tensor -> Tensor) : Rule = AtOutput(fun y _ -> Scale(slope y))

    /// <summary>
    /// The slopes of a function of two numbers, from both: dx, dy -> slopeX x y * dx + slopeY x y * dy. Broadcasting is
    /// not their business.
    /// </summary>
    let slopesAt (slopeX: Tensor -> Tensor -> Tensor) (slopeY: Tensor -> Tensor -> Tensor) : Rule =
        AtInputs(fun xs i -> Scale((if i = 0 then slopeX else slopeY) xs[0] xs[1]))

    /// <summary>
    /// An operation of some arguments by its value and its rule; the laws try it on tensors of these shapes.
    /// </summary>
    let operation
        (name: string)
        (regions: Region list)
        (shapes: int list list)
        (value: Tensor[] -> Tensor)
        (rule: Rule)
        : Declared =
        { Name = name; Evaluate = Function value; Rule = rule; Domains = regions }
        |> Custom.apply
        |> declared name regions shapes

    /// <summary>A function of one number, at every element.</summary>
    let elementwise (name: string) (region: Region) (value: Tensor -> Tensor) (rule: Rule) : Declared =
        operation name [ region ] [] (fun xs -> value xs[0]) rule

    /// <summary>A function of two numbers, at every element; the arguments broadcast.</summary>
    let elementwise2
        (name: string)
        (region1: Region, region2: Region)
        (value: Tensor -> Tensor -> Tensor)
        (rule: Rule)
        : Declared =
        operation name [ region1; region2 ] [] (fun xs -> value xs[0] xs[1]) rule

    /// <summary>
    /// What is made of other operations, whose derivatives it has: a function, and where it is smooth. Without shapes
    /// it works element by element.
    /// </summary>
    let composition
        (name: string)
        (regions: Region list)
        (shapes: int list list)
        (value: Tensor[] -> Tensor)
        : Declared =
        declared name regions shapes value

    /// <summary>The same, under a name that says for which parameters, in reports of laws.</summary>
    let case (parameters: string) (declaration: Declared) : Declared =
        Declared(
            $"{declaration.Name} {parameters}",
            declaration.Regions,
            declaration.Shapes,
            declaration.KeepsNan,
            declaration.Function
        )

    /// <summary>
    /// The same, known to make nan of a nan argument exactly what depends on it, derivatives too: a law more to try.
    /// </summary>
    let keepingNan (declaration: Declared) : Declared =
        Declared(declaration.Name, declaration.Regions, declaration.Shapes, true, declaration.Function)
