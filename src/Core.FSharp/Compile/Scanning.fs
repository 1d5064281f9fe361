namespace Functional

open Functional.Kernels

/// <summary>
/// A step for each part of some tensors along their first axis, as a whole. The arguments are the state, then these tensors, then
/// what a step takes beside them; the results are the last state, and the outputs of all steps stacked.
/// </summary>
[<Sealed>]
type internal Scanning(name: string, step: TracedFunction, length: int, reverse: bool, states: int, sliced: int) =
    inherit Stage(name)
    let places = if reverse then [| length - 1 .. -1 .. 0 |] else [| 0 .. length - 1 |]

    let run (step: Tensor[] -> Tensor[]) (arguments: Tensor[]) =
        let now = Array.copy arguments
        let outputs: Tensor[][] = Array.zeroCreate length

        for place in places do
            for i in states .. states + sliced - 1 do
                now[i] <- Moves.select 0 place arguments[i]

            let made = step now
            Array.blit made 0 now 0 states
            outputs[place] <- Array.skip states made

        let stacked k = outputs |> Array.map (Array.item k) |> Joins.stack 0
        Array.append (Array.take states now) (Array.init outputs[0].Length stacked)

    /// The spaces of a step's arguments as those of all steps together.
    let whole (spaces: Space[]) =
        spaces
        |> Array.mapi (fun i space ->
            if i >= states && i < states + sliced then Lanes.spaceOfAll length space else space)

    let outputs (spaces: Space[]) =
        spaces |> Array.mapi (fun i space -> if i < states then space else Lanes.spaceOfAll length space)

    let cut (lengths: int list) (xs: 'a[]) : 'a[] list =
        lengths |> List.mapFold (fun start length -> xs[start .. start + length - 1], start + length) 0 |> fst

    /// How many of several things are chosen.
    let count (mask: string) = mask |> Seq.filter ((=) '1') |> Seq.length

    let floats (spaces: Space[]) = spaces |> Array.filter _.DType.IsFloat() |> Array.length

    override _.ResultCount = step.ResultCount
    override _.IsOpen = false

    override _.OnNumbers arguments = run step.OnNumbers arguments
    override _.ByOperation arguments = run step.ByOperation arguments

    override stage.OnSymbols arguments =
        Graph.Of(arguments).Join(Loop(step.Program, length, reverse, states, sliced), arguments, stage.Call)

    override _.Derive derivation =
        let spaces = step.Spaces
        let made = step.Results
        let total = spaces.Length
        let rest = total - states - sliced
        let derivedSpaces = Derivation.spaces (whole spaces) (outputs made) derivation
        let isState i = i < states
        let carried = floats (Array.take states spaces)

        /// Every state that can, and of the others those that are asked for.
        let withStates (mask: string) =
            Derivation.some (Array.init total (fun i -> if isState i then spaces[i].DType.IsFloat() else mask[i] = '1'))

        match derivation with
        | Pushed along ->
            let moves = withStates along
            let movingParts = count moves[states .. states + sliced - 1]
            let movingRest = count moves[states + sliced ..]
            let movingOutputs = floats (Array.skip states made)
            let order = [ states; carried; sliced; movingParts; rest; movingRest ]

            let interleave (xs: 'a[]) (tangents: 'a[]) =
                match cut [ states; sliced; rest ] xs, cut [ carried; movingParts; movingRest ] tangents with
                | [ s; x; r ], [ ts; tx; tr ] -> Array.concat [ s; ts; x; tx; r; tr ]
                | _ -> invalidOp name

            let inner = interleave spaces (Derivation.pick moves spaces)

            let step' =
                step.Like(
                    inner,
                    (fun all ->
                        match cut order all with
                        | [ s; ts; x; tx; r; tr ] ->
                            let both = step.Derived(Pushed moves).Call(Array.concat [ s; x; r; ts; tx; tr ])

                            match cut [ states; made.Length - states; carried; movingOutputs ] both with
                            | [ s; y; ts; ty ] -> Array.concat [ s; ts; y; ty ]
                            | _ -> invalidOp name
                        | _ -> invalidOp name)
                )

            let loop = Scanning(name, step', length, reverse, states + carried, sliced + movingParts)

            step.Like(
                derivedSpaces,
                (fun all ->
                    let xs, given = Array.splitAt total all
                    let both = loop.Call(interleave xs (Derivation.tangents along moves xs given))

                    match cut [ states; carried; made.Length - states; movingOutputs ] both with
                    | [ s; ts; y; ty ] -> Array.concat [ s; y; ts; ty ]
                    | _ -> invalidOp name)
            )
        | Pulled back ->
            let moves = withStates back
            let movingParts = count moves[states .. states + sliced - 1]
            let movingRest = count moves[states + sliced ..]
            let movingOutputs = floats (Array.skip states made)

            // First every state, then the steps backwards, from the state that each began with.
            let remembering =
                step.Like(spaces, (fun all -> Array.append (Array.take states (step.Call all)) (Array.take states all)))

            let forth = Scanning(name, remembering, length, reverse, states, sliced)
            let moving = Derivation.pick moves spaces
            let outputSpaces = made |> Array.skip states |> Array.filter _.DType.IsFloat()

            let inner =
                Array.concat
                    [ moving[.. carried - 1]
                      moving[carried + movingParts ..]
                      spaces[.. states + sliced - 1]
                      outputSpaces
                      spaces[states + sliced ..] ]

            let step' =
                step.Like(
                    inner,
                    (fun all ->
                        match cut [ carried; movingRest; states; sliced; movingOutputs; rest ] all with
                        | [ cs; cr; s; x; cy; r ] ->
                            let pulled = step.Derived(Pulled moves).Call(Array.concat [ s; x; r; cs; cy ])

                            match cut [ carried; movingParts; movingRest ] pulled with
                            | [ ds; dx; dr ] -> Array.concat [ ds; Array.map2 (Apply.run2 Primitives.add) cr dr; dx ]
                            | _ -> invalidOp name
                        | _ -> invalidOp name)
                )

            let backwards =
                Scanning(name, step', length, not reverse, carried + movingRest, states + sliced + movingOutputs)

            step.Like(
                derivedSpaces,
                (fun all ->
                    match cut [ states; sliced; rest; carried; movingOutputs ] all with
                    | [ s; xs; r; cs; cy ] ->
                        let remembered = forth.Call(Array.concat [ s; xs; r ]) |> Array.skip states
                        let none = Derivation.pick moves[states + sliced ..] r |> Array.map Derivation.zero
                        let all = backwards.Call(Array.concat [ cs; none; remembered; xs; cy; r ])

                        match cut [ carried; movingRest; movingParts ] all with
                        | [ ds; dr; dx ] ->
                            let isAsked =
                                Array.init states (fun i -> i)
                                |> Array.filter (fun i -> spaces[i].DType.IsFloat())
                                |> Array.map (fun i -> back[i] = '1')

                            Array.concat [ Derivation.pick (Derivation.some isAsked) ds; dx; dr ]
                        | _ -> invalidOp name
                    | _ -> invalidOp name)
            )
        | Batched(over, lanes) ->
            let each = Derivation.some (Array.init total (fun i -> isState i || over[i] = '1'))
            let inner = Derivation.spaces spaces [||] (Batched(each, lanes))
            let step' = step.Like(inner, step.Derived(Batched(each, lanes)).Call)
            let loop = Scanning(name, step', length, reverse, states, sliced)

            step.Like(
                derivedSpaces,
                (fun all ->
                    let arguments =
                        all
                        |> Array.mapi (fun i x ->
                            if isState i then (if over[i] = '1' then x else Apply.repeated lanes x)
                            elif i < states + sliced && over[i] = '1' then Moves.movedim [| 0 |] [| 1 |] x
                            else x)

                    loop.Call arguments
                    |> Array.mapi (fun i y -> if isState i then y else Moves.movedim [| 1 |] [| 0 |] y))
            )
