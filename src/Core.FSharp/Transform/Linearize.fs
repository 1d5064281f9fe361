/// The derivative of a run of a function as a list of linear maps: what is left of the run when its values are gone.
module internal Functional.Linearize

open System.Collections.Generic
open Functional.Kernels

/// A part of a tangent on its way: from one place, through a map, into the sum at another.
[<Struct; NoEquality; NoComparison>]
type private Term = { Map: Linear<Tensor>; From: int; Into: int; IsLast: bool }

/// Where a tangent enters or leaves, and a value of its space. Without a place, it has no part in the way between.
[<Struct; NoEquality; NoComparison>]
type private End = { Place: int voption; Like: Tensor }

/// <summary>
/// A linear map between several tensors, as the terms that it is the sum of, each after all that lead to its beginning.
/// It holds what the maps hold, and no graph: it never changes, so it may be walked as often as one likes.
/// </summary>
[<Sealed>]
type Tape private (places: int, inputs: End[], terms: Term[], outputs: End[]) =
    /// Marks the last term that asks for each place: a tangent is let go there, except where it leaves.
    static member private Of(places, inputs, terms: Term[], outputs: End[]) =
        let asked = Array.create places false

        for output in outputs do
            output.Place |> ValueOption.iter (fun place -> asked[place] <- true)

        for i = terms.Length - 1 downto 0 do
            let from = terms[i].From
            terms[i] <- { terms[i] with IsLast = not asked[from] }
            asked[from] <- true

        Tape(places, inputs, terms, outputs)

    /// <summary>
    /// What leads from the arguments of a run to its results. Every rule on the way is asked for its maps now and never
    /// again. `before` sees each node before its rule is asked, `see` each map that the rule gives.
    /// </summary>
    static member Of(run: Reverse.Run, before: Node -> unit, see: Node -> Linear<Tensor> -> unit) =
        let places = Dictionary<obj, int>(HashIdentity.Reference)
        // Deepest first, as in the sweep: when a node's turn comes, all that is made of it is known.
        let ahead = PriorityQueue<struct (Node * int), int>()

        let placeOf (node: Node) =
            let key = Unchecked.nonNull (box node)

            match places.TryGetValue key with
            | true, place -> place
            | _ ->
                let place = places.Count
                places.Add(key, place)

                if not node.IsLeaf then
                    ahead.Enqueue(struct (node, place), -node.Depth)

                place

        let ends nodes values =
            Array.map2
                (fun node value ->
                    { Place = if isNull node then ValueNone else ValueSome(placeOf node)
                      Like = value })
                nodes
                values

        let inputs, outputs = ends run.Leaves run.Arguments, ends run.Roots run.Primals
        let backwards = List<Term>()
        let fresh = Dictionary<Rerun, Node[]>(HashIdentity.Reference)

        // The node that a stand-in stands for: in one graph, made anew, for all that stand for results of one function.
        let behind (node: Node) (rerun: Rerun) =
            match fresh.TryGetValue rerun with
            | true, nodes -> nodes
            | _ ->
                let nodes = rerun.Again()
                fresh.Add(rerun, nodes)
                nodes
            |> Array.item (System.Array.IndexOf(rerun.StandIns, node))

        while ahead.Count > 0 do
            let struct (node, into) = ahead.Dequeue()

            match node.Rerun with
            | null ->
                before node
                let forms = node.Forms

                // Backwards, here too: a node's terms are then added in the order of its arguments, as in forward mode.
                for i = node.Count - 1 downto 0 do
                    match node.Input i with
                    | null -> ()
                    | input ->
                        let map = { Form = forms i; Domain = input.Space; Codomain = node.Space }
                        see node map

                        match map.Form with
                        | Zero -> ()
                        | _ -> backwards.Add { Map = map; From = placeOf input; Into = into; IsLast = false }
            | rerun ->
                let map = { Form = Identity; Domain = node.Space; Codomain = node.Space }
                backwards.Add { Map = map; From = placeOf (behind node rerun); Into = into; IsLast = false }

        backwards.Reverse()

        // A node all of whose maps are zero has no tangent, and nothing made of it has one from there.
        let reached = Array.create places.Count false

        for input in inputs do
            input.Place |> ValueOption.iter (fun place -> reached[place] <- true)

        let leads term =
            if reached[term.From] then
                reached[term.Into] <- true

            reached[term.From]

        Tape.Of(places.Count, inputs, backwards.ToArray() |> Array.filter leads, outputs)

    /// The transposed map: the transposed terms, the other way round.
    member _.Transposed() =
        let transposed =
            terms
            |> Array.rev
            |> Array.map (fun term -> { term with Map = Linear.transpose term.Map; From = term.Into; Into = term.From })

        Tape.Of(places, outputs, transposed, inputs)

    /// The results' tangents from the arguments'. One walk at a time: maps that somebody else wrote may remember
    /// things.
    member tape.Push(tangents: Tensor[]) : Tensor[] =
        let sums: (Tensor | null)[] = Array.zeroCreate places
        // Nobody but the caller sees what is made on the way: buffers return at the end.
        let arena = Arena()

        let arrive place (term: Tensor) =
            sums[place] <-
                match sums[place] with
                | null -> term
                | sum -> Apply.run2 Primitives.add sum term

        let leave output =
            let tangent =
                match output.Place with
                | ValueSome place -> sums[place]
                | ValueNone -> null

            match tangent with
            | null ->
                let space = output.Like.Space
                Apply.apply { Form = Zero; Domain = space; Codomain = space } output.Like
            | tangent -> tangent

        let walk () =
            let scope = Arena.Enter arena

            try
                Array.iter2
                    (fun input tangent ->
                        input.Place |> ValueOption.iter (fun place -> arrive place (Values.current tangent)))
                    inputs
                    tangents

                for i in 0 .. terms.Length - 1 do
                    match sums[terms[i].From] with
                    | null -> ()
                    | tangent ->
                        if terms[i].IsLast then
                            sums[terms[i].From] <- null

                        arrive terms[i].Into (Apply.apply terms[i].Map tangent)

                Array.map leave outputs
            finally
                scope.Leave()

        try
            let results = lock tape walk
            Array.iter Values.keep results
            results
        finally
            arena.Release()

/// <summary>
/// A function that is linear, as a tape, and its results at 0. It is recorded at a point that is itself a variable: a
/// function made of operations that are smooth everywhere, none of whose local maps depends on the point, is affine, and
/// linear if it is 0 at 0. Anything else is refused, whatever it comes to in the end.
/// </summary>
let ofLinear name (f: Tensor[] -> Tensor[]) (like: Tensor[]) : struct (Tape * Tensor[]) =
    let point = Traces.start name null
    point.RefusesSteps <- true

    let variables =
        like |> Array.map (fun x -> Recorded(point, Creation.fullLike x 0.0, Node.Leaf(x.Space, null)) :> Tensor)

    let run = Reverse.Run(name, null, f, variables)
    let isVariable (x: Tensor) = x.Level = point.Level

    // What an open map holds cannot be seen: but what it makes of anything depends on the point if it does.
    let depends (map: Linear<Tensor>) =
        Linear.holds isVariable map.Form
        && (let transpose = Linear.transpose map

            let zero =
                Creation.fullOn (Creation.home like) map.Codomain.DType (Number.op_Implicit 0.0) map.Codomain.Shape

            isVariable (Apply.apply transpose zero))

    let require isLinear (node: Node) =
        if not isLinear then
            raise (Errors.NotLinear(name, node.Row.Name))

    let isSmooth (node: Node) i domain =
        match domain with
        | Reals -> true
        | _ -> isNull (node.Input i)

    let before (node: Node) = require (Seq.forall id (Seq.mapi (isSmooth node) node.Row.Domains)) node
    let tape = Tape.Of(run, before, (fun node map -> require (not (depends map)) node))
    let values = Array.map Values.constant run.Primals

    for value in values do
        // Numbers that are not known yet are trusted.
        if not (Values.isTraced value) && float (Reductions.any [||] false (Values.numbers value)) <> 0.0 then
            raise (Errors.NotZeroAtZero name)

    struct (tape, values)
