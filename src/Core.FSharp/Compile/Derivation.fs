namespace Functional

open System
open Functional.Kernels

/// What is made of a function of tensors, for some of its arguments.
[<Struct>]
type internal Derivation =
    /// Arguments and tangents of some of them to results and the tangents of those that have one.
    | Pushed of along: string
    /// Arguments and cotangents of the results that have one to the cotangents of some arguments.
    | Pulled of back: string
    /// Batches of some arguments to batches of all results.
    | Batched of over: string * count: int

/// The same of a function, whatever it is.
module internal Derivation =
    /// Some of several, as what derivations are known by.
    let some (chosen: bool[]) = String(chosen |> Array.map (fun is -> if is then '1' else '0'))

    /// Those that are chosen.
    let pick (chosen: string) (all: 'a[]) : 'a[] =
        [| for i in 0 .. all.Length - 1 do
               if chosen[i] = '1' then
                   all[i] |]

    /// All, with others in the places of those that are chosen.
    let replace (chosen: string) (all: 'a[]) (others: 'a[]) : 'a[] =
        let mutable next = -1

        Array.mapi
            (fun i x ->
                if chosen[i] = '1' then
                    next <- next + 1
                    others[next]
                else
                    x)
            all

    let isFloat (x: Tensor) = x.DType.IsFloat()

    /// Zeros like a tensor.
    let zero (x: Tensor) = Creation.fullLike x 0.0

    /// The tangents of all that moves: those that are given, and none of the others.
    let tangents (given: string) (moves: string) (xs: Tensor[]) (some: Tensor[]) : Tensor[] =
        let mutable next = -1

        [| for i in 0 .. xs.Length - 1 do
               if given[i] = '1' then
                   next <- next + 1
                   some[next]
               elif moves[i] = '1' then
                   zero xs[i] |]

    /// The results, and the cotangents of some arguments, from all arguments and the cotangents of the results that have one.
    let pulled name (arity: int) (f: Tensor[] -> Tensor[]) back (all: Tensor[]) : struct (Tensor[] * Tensor[]) =
        let xs, cotangents = Array.splitAt arity all
        let run = Reverse.Run(name, null, replace back xs >> f, pick back xs)
        let floats = some (run.Primals |> Array.map isFloat)
        struct (run.Primals, run.PullOnce(replace floats run.Primals cotangents))

    /// The derived function on arguments one after the other.
    let apply name (arity: int) (f: Tensor[] -> Tensor[]) derivation : Tensor[] -> Tensor[] =
        match derivation with
        | Pushed along ->
            fun all ->
                let xs, tangents = Array.splitAt arity all
                let struct (ys, pushed) = Forward.push name (replace along xs >> f) (pick along xs) tangents
                let moving = Array.zip ys pushed |> Array.filter (fst >> isFloat) |> Array.map snd
                Array.append ys moving
        | Pulled back ->
            fun all ->
                let struct (_, cotangents) = pulled name arity f back all
                cotangents
        | Batched(over, _) ->
            let axes = over.ToCharArray() |> Array.map (fun c -> if c = '1' then ValueSome 0 else ValueNone)
            Vectorize.run name axes [| ValueSome 0 |] f

    /// The spaces of the derived function's arguments.
    let spaces (arguments: Space[]) (results: Space[]) derivation : Space[] =
        match derivation with
        | Pushed along -> Array.append arguments (pick along arguments)
        | Pulled _ -> Array.append arguments (results |> Array.filter _.DType.IsFloat())
        | Batched(over, count) -> replace over arguments (pick over arguments |> Array.map (Lanes.spaceOfAll count))
