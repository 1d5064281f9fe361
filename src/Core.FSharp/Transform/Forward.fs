/// Forward mode: a function's values at a point and along a direction, together.
module internal Functional.Forward

open Functional.Kernels

/// The values and the tangents of a function at some arguments along some tangents.
let push name (f: Tensor[] -> Tensor[]) (arguments: Tensor[]) (tangents: Tensor[]) : struct (Tensor[] * Tensor[]) =
    let arena = Arena()
    let trace = Traces.start name arena
    let arguments = Array.map Values.current arguments

    let duals =
        Array.map2
            (fun (x: Tensor) (v: Tensor) ->
                if not (x.DType.IsFloat()) then
                    raise (Errors.NoDerivative(name, x.DType))

                if x.Space <> v.Space then
                    raise (Errors.TangentSpace(name, x.Space, v.Space))

                Dual(trace, x, Values.current v) :> Tensor)
            arguments
            tangents

    let results =
        try
            f duals
        finally
            trace.Alive <- false

    let primals = Array.zeroCreate results.Length
    let pushed = Array.zeroCreate results.Length

    for i in 0 .. results.Length - 1 do
        match results[i] with
        | :? Dual as d when obj.ReferenceEquals(d.Trace, trace) ->
            primals[i] <- d.Primal
            pushed[i] <- d.Tangent
        | y ->
            primals[i] <- y
            pushed[i] <- Apply.apply { Form = Zero; Domain = y.Space; Codomain = y.Space } y

    Array.iter Values.keep primals
    Array.iter Values.keep pushed
    arena.Release()
    struct (primals, pushed)
