namespace Functional

open Functional.Kernels

/// <summary>
/// Decisions and loops as values: what a host `if` or loop does for one number, done wherever a transformation stands for
/// many. States, arguments and results may be parameter trees. Every derivative is that of the operations that were run.
/// </summary>
[<AutoOpen>]
module ControlFlow =
    /// The next state of a loop, which must be like the one before.
    let private next name (before: 'S) (after: 'S) : 'S =
        let check (x: Tensor) (y: Tensor) =
            if x.Space <> y.Space then
                raise (Errors.StateSpace(name, x.Space, y.Space))

            y

        Tree.map2 check before after

    /// <summary>
    /// `onTrue x` or `onFalse x`, as a predicate of one element says. Where it differs from example to example of a `vmap`,
    /// both are run, and each example takes its own. JAX's lax.cond. A branch sees only examples that take it: a bad number
    /// in the other one does no harm, nor does its slope.
    /// </summary>
    /// <example><c>vmap (fun x -> cond (x .> 0.0) sqrt (fun x -> 0.0 * x) x) xs</c></example>
    /// <remarks>Where both run, their results must have the same shapes and dtypes (ShapeException).</remarks>
    let cond (predicate: Tensor) (onTrue: 'P -> 'R) (onFalse: 'P -> 'R) (x: 'P) : 'R =
        match Answers.answer "cond" predicate with
        | Answers.Traced flag -> Whole.cond "cond" flag onTrue onFalse x
        | Answers.Always true -> onTrue x
        | Answers.Always false -> onFalse x
        | Answers.ByLane flag ->
            Answers.chosen
                "cond"
                flag
                (onTrue (Answers.forBranch true flag x))
                (onFalse (Answers.forBranch false flag x))

    /// <summary>
    /// `step` again and again, for as long as `test` of the state holds. In a `vmap` each example stops by itself; the others
    /// go on. JAX's lax.while_loop, and differentiable in reverse mode, too: every step is remembered.
    /// </summary>
    /// <example><c>whileLoop (fun x -> x .&lt; 100.0) (fun x -> x * 2.0) x</c></example>
    /// <remarks>The state keeps its shapes and dtypes (ShapeException).</remarks>
    let whileLoop (test: 'S -> Tensor) (step: 'S -> 'S) (start: 'S) : 'S =
        let mutable state = start
        let mutable going = true

        while going do
            match Answers.answer "whileLoop" (test state) with
            | Answers.Traced _ ->
                let test state = test state |> Promote.tensor "whileLoop" |> Apply.toDType DType.Bool
                state <- Whole.whileLoop "whileLoop" test (fun state -> next "whileLoop" state (step state)) state
                going <- false
            | Answers.Always false -> going <- false
            | Answers.Always true -> state <- next "whileLoop" state (step state)
            | Answers.ByLane flag ->
                let stepped = Answers.forBranch true flag state |> step |> next "whileLoop" state
                state <- Answers.chosen "whileLoop" flag stepped state

        state

    /// <summary>
    /// `step i` of the state for i = first, …, stop - 1, in order: i is an int64 tensor of shape []. JAX's lax.fori_loop.
    /// </summary>
    /// <example><c>forLoop 0 10 (fun i x -> x + i * x) x</c></example>
    let forLoop (first: int) (stop: int) (step: Tensor -> 'S -> 'S) (start: 'S) : 'S =
        if Whole.isTracing start && stop > first then
            let indices =
                Creation.arangeOn (Creation.home (Tree.leaves start)) DType.Int64 (float first) (float stop) 1.0

            let none: Tensor[] = [||]
            let step state index = next "forLoop" state (step index state), none
            fst (Whole.scan "forLoop" false (stop - first) step start indices)
        else
            let mutable state = start

            let home = Creation.home (Tree.leaves start)

            for i in first .. stop - 1 do
                let index = Creation.fullOn home DType.Int64 (Number.op_Implicit i) Shape.Scalar
                state <- next "forLoop" state (step index state)

            state

    /// The length of the first axis of every leaf, and the leaves at each of its places.
    let private slices name (xs: 'X) : int * (int -> 'X) =
        let lengths =
            Tree.leaves xs
            |> Array.map (fun leaf ->
                if leaf.Rank = 0 then
                    raise (Errors.TooFewAxes(name, 1, leaf.Shape))

                leaf.Shape.Lengths[0])
            |> Array.distinct

        match lengths with
        | [| length |] -> length, (fun i -> Tree.map (Moves.select 0 i) xs)
        | [||] -> raise (Errors.NothingToMap name)
        | _ -> raise (Errors.ScanLengths(name, lengths))

    let private scanned name reverse (step: 'S -> 'X -> 'S * 'Y) (start: 'S) (xs: 'X) : 'S * 'Y =
        let length, at = slices name xs

        if length = 0 then
            // What the outputs would be like, nobody but the step knows.
            let imagined =
                xs
                |> Tree.map (fun x ->
                    Creation.fullOn
                        (Creation.backendOf x)
                        x.DType
                        (Number.op_Implicit 0.0)
                        (Shape.From(Seq.tail x.Shape)))

            let _, output = step start imagined

            start,
            output
            |> Tree.map (fun y ->
                Creation.fullOn (Creation.backendOf y) y.DType (Number.op_Implicit 0.0) (y.Shape.Batched 0))
        elif Whole.isTracing (start, xs) then
            let step state x =
                let after, output = step state x
                next name state after, output

            Whole.scan name reverse length step start xs
        else
            let outputs: 'Y[] = Array.zeroCreate length
            let mutable state = start
            let places = if reverse then [| length - 1 .. -1 .. 0 |] else [| 0 .. length - 1 |]

            for place in places do
                let after, output = step state (at place)
                state <- next name state after
                outputs[place] <- output

            let leaves = outputs |> Array.map Tree.leaves
            let stack i = leaves |> Array.map (Array.item i) |> Joins.stack 0
            state, Tree.rebuild outputs[0] (Array.init leaves[0].Length stack)

    /// <summary>
    /// A loop over the parts of xs along their first axis: `step state x` gives the next state and an output. The result is
    /// the last state, and the outputs stacked along a new first axis. JAX's lax.scan.
    /// </summary>
    /// <example><c>scan (fun total x -> total + x, total + x) (tensor 0.0) xs</c> gives the sum and the running sums.</example>
    /// <remarks>
    /// Reverse mode remembers every step; with `checkpoint` around the step it remembers the states alone. Steps keep the
    /// shapes and dtypes of the state (ShapeException).
    /// </remarks>
    let scan (step: 'S -> 'X -> 'S * 'Y) (start: 'S) (xs: 'X) : 'S * 'Y = scanned "scan" false step start xs

    /// <summary>The same from the last part to the first; outputs are where their parts are.</summary>
    let scanBack (step: 'S -> 'X -> 'S * 'Y) (start: 'S) (xs: 'X) : 'S * 'Y = scanned "scanBack" true step start xs

    /// <summary>
    /// Running combinations along the first axis by an associative function of two parts: x₀, x₀∘x₁, x₀∘x₁∘x₂, …, in
    /// 2 log₂ n batches of independent combinations. JAX's lax.associative_scan.
    /// </summary>
    /// <example><c>associativeScan (fun a b -> Tensor.matmul b a) matrices</c> gives the running products.</example>
    /// <remarks>
    /// `combine` sees single parts, and runs under `vmap`. Source: Blelloch, "Prefix sums and their applications" (1990).
    /// </remarks>
    let associativeScan (combine: 'T -> 'T -> 'T) (xs: 'T) : 'T =
        let length, _ = slices "associativeScan" xs
        let together (a: 'T) (b: 'T) : 'T = vmapAs "associativeScan" (fun (a, b) -> combine a b) (a, b)
        let every start step (stop: int) = Tree.map (Moves.slice 0 start stop step)

        let interleaved (even: Tensor) (odd: Tensor) =
            let pairs = odd.Shape.Lengths[0]
            let both = Joins.stack 1 [ Moves.narrow 0 0 pairs even; odd ] |> Moves.flatten 0 1

            if even.Shape.Lengths[0] = pairs then both else Joins.cat 0 [ both; Moves.narrow 0 pairs 1 even ]

        let rec running length (xs: 'T) : 'T =
            if length < 2 then
                xs
            else
                let half = length / 2
                let pairs = together (every 0 2 (2 * half) xs) (every 1 2 (2 * half) xs)
                // Every second answer; those between are one combination away.
                let odd = running half pairs
                let later = (length - 1) / 2

                if later = 0 then
                    Tree.map2 interleaved (every 0 1 1 xs) odd
                else
                    let between = together (every 0 1 later odd) (every 2 2 length xs)
                    let even = Tree.map2 (fun x y -> Joins.cat 0 [ Moves.narrow 0 0 1 x; y ]) xs between
                    Tree.map2 interleaved even odd

        running length xs
