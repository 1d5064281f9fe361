/// Vectorisation: a function's values for a batch of arguments, in one run of the function.
module internal Functional.Vectorize

open Functional.Kernels

/// One axis for each of some tensors, of a list that names one for all or one for each.
let private axesFor name what (axes: int voption[]) count =
    if axes.Length = count then axes
    elif axes.Length = 1 then Array.create count axes[0]
    else raise (Errors.BatchAxisCount(name, what, count, axes.Length))

let private describe (lengths: struct (int * int * int)[]) =
    lengths
    |> Array.map (fun (struct (i, axis, length)) -> $"{length} (axis {axis} of tensor {i})")
    |> String.concat ", "

/// The axis moved to another place.
let private moveAxis from into x = if from = into then x else Moves.movedim [| from |] [| into |] x

/// <summary>
/// The values of a function whose arguments are lanes along an axis of each tensor (none: the tensor itself is the argument of
/// every lane), put along an axis of each result (none: it must be the same in every lane).
/// </summary>
let run name (inAxes: int voption[]) (outAxes: int voption[]) (f: Tensor[] -> Tensor[]) (arguments: Tensor[]) =
    let inAxes = axesFor name "argument" inAxes arguments.Length

    let lengths =
        [| for i in 0 .. arguments.Length - 1 do
               match inAxes[i] with
               | ValueSome axis ->
                   let axis = arguments[i].Shape.Axis(name, axis)
                   struct (i, axis, arguments[i].Shape.Lengths[axis])
               | ValueNone -> () |]

    let count =
        match lengths |> Array.distinctBy (fun (struct (_, _, length)) -> length) with
        | [| struct (_, _, length) |] -> length
        | [||] -> raise (Errors.NothingToMap name)
        | _ -> raise (Errors.BatchLengths(name, describe lengths))

    let arena = Arena()
    let trace = Traces.start name arena

    let lane i (x: Tensor) : Tensor =
        match inAxes[i] with
        | ValueSome axis -> Lane(trace, moveAxis (x.Shape.Axis(name, axis)) 0 (Values.current x))
        | ValueNone -> x

    let results =
        try
            f (Array.mapi lane arguments)
        finally
            trace.Alive <- false

    let outAxes = axesFor name "result" outAxes results.Length

    let gathered i (y: Tensor) =
        match y, outAxes[i] with
        | (:? Lane as l), axis when obj.ReferenceEquals(l.Trace, trace) ->
            match axis with
            | ValueSome axis -> moveAxis 0 (Moves.newAxis name axis y) l.All
            | ValueNone -> raise (Errors.UnmappedResult(name, i))
        | y, ValueSome axis -> moveAxis 0 (Moves.newAxis name axis y) (Apply.repeated count y)
        | y, ValueNone -> y

    let results = Array.mapi gathered results
    Array.iter Values.keep results
    arena.Release()
    results
