namespace Functional

open Functional.Kernels

/// <summary>
/// A step again and again, for as long as a test holds, as a whole: the arguments are the state, and then what test and step take
/// beside it.
/// </summary>
[<Sealed>]
type internal Repetition(name: string, test: TracedFunction, step: TracedFunction, states: int) =
    inherit Stage(name)

    let onNumbers (arguments: Tensor[]) =
        let now = Array.copy arguments

        while test.OnNumbers now |> Array.head |> Creation.isTrue do
            Array.blit (step.OnNumbers now) 0 now 0 states

        Array.take states now

    let byOperation (arguments: Tensor[]) =
        let now = Array.copy arguments
        let mutable going = true

        while going do
            match test.ByOperation now |> Array.head |> Answers.answer name with
            | Answers.Always false -> going <- false
            | Answers.Always true -> Array.blit (step.ByOperation now) 0 now 0 states
            | Answers.ByLane flag ->
                let stepped = Answers.forBranch true flag now |> step.ByOperation
                Array.blit (Answers.chosen name flag stepped (Array.take states now)) 0 now 0 states
            | Answers.Traced _ ->
                // Of all that runs operation by operation, only series meet what is not known yet.
                raise (Errors.TracedSeries name)

        Array.take states now

    override _.ResultCount = states
    override _.IsOpen = false
    override _.OnNumbers arguments = onNumbers arguments
    override _.ByOperation arguments = byOperation arguments

    override stage.OnSymbols arguments =
        Graph.Of(arguments).Join(While(test.Program, step.Program, states), arguments, stage.Call)

    override _.Derive derivation =
        let spaces = step.Spaces
        let count = spaces.Length
        let isState i = i < states
        let derivedSpaces = Derivation.spaces spaces (Array.take states spaces) derivation

        match derivation with
        | Pulled _ -> raise (Errors.TracedReverse name)
        | Pushed along ->
            // Every state that can moves, and what moves beside it.
            let moves =
                Derivation.some (
                    Array.init count (fun i -> if isState i then spaces[i].DType.IsFloat() else along[i] = '1')
                )

            let moving = Derivation.pick moves spaces
            let carried = Array.take states spaces |> Array.filter _.DType.IsFloat() |> Array.length
            let still = count - states
            // State, its tangents, the rest, its tangents.
            let apart (all: Tensor[]) =
                let now, rest = all[.. states + carried - 1], all[states + carried ..]
                Array.append now[.. states - 1] rest[.. still - 1], Array.append now[states..] rest[still..]

            let together (xs: Tensor[]) (tangents: Tensor[]) =
                Array.concat [ xs[.. states - 1]; tangents[.. carried - 1]; xs[states..]; tangents[carried..] ]

            let innerSpaces =
                Array.concat [ spaces[.. states - 1]; moving[.. carried - 1]; spaces[states..]; moving[carried..] ]

            let test' = test.Like(innerSpaces, (fun all -> test.Call(fst (apart all))))

            let step' =
                step.Like(
                    innerSpaces,
                    (fun all ->
                        let xs, tangents = apart all
                        step.Derived(Pushed moves).Call(Array.append xs tangents))
                )

            let loop = Repetition(name, test', step', states + carried)

            step.Like(
                derivedSpaces,
                (fun all ->
                    let xs, given = Array.splitAt count all
                    let tangents = Derivation.tangents along moves xs given
                    loop.Call(together xs tangents))
            )
        | Batched(over, lanes) ->
            // Every example has its own state, and stops by itself.
            let each = Derivation.some (Array.init count (fun i -> isState i || over[i] = '1'))
            let innerSpaces = Derivation.spaces spaces [||] (Batched(each, lanes))
            let going all = (test.Derived(Batched(each, lanes)).Call all)[0]

            let test' = step.Like(innerSpaces, (fun all -> [| Reductions.any [||] false (going all) |]))

            let step' =
                step.Like(
                    innerSpaces,
                    (fun all ->
                        let goes = going all
                        let next = step.Derived(Batched(each, lanes)).Call all

                        Array.map2
                            (fun (after: Tensor) before ->
                                let beside = Shape.From [| lanes; yield! Array.create (after.Rank - 1) 1 |]
                                Apply.run Primitives.where [| Moves.reshape beside goes; after; before |])
                            next
                            (Array.take states all))
                )

            let loop = Repetition(name, test', step', states)

            step.Like(
                derivedSpaces,
                (fun all ->
                    all
                    |> Array.mapi (fun i x -> if isState i && over[i] = '0' then Apply.repeated lanes x else x)
                    |> loop.Call)
            )
