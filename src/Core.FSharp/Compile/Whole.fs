/// Decisions and loops of functions that are traced: each a part of the program, however often it will run.
module internal Functional.Whole

open Functional.Kernels

/// Whether something is traced here and now, or in the values of a tree.
let isTracing (tree: 'T) = not (isNull (Tracing.current ())) || Tree.leaves tree |> Array.exists Values.isTraced

/// A function of some leaves, traced on its own; `result` gets what its result is like.
let private traced name (like: 'P) (result: 'R ref) (f: 'P -> 'R) : TracedFunction =
    let leaves = Tree.leaves like

    let onLeaves symbols =
        result.Value <- f (Tree.rebuild like symbols)
        Tree.leaves result.Value |> Array.map (Promote.tensor name)

    let made =
        TracedFunction(name, Creation.home leaves, CompileOptions.Default, leaves |> Array.map _.Space, onLeaves)

    made.Testify()
    made

/// Two functions of the same leaves as functions of the same arguments: the leaves, and what either captures.
let private together (leaves: Tensor[]) (first: TracedFunction) (second: TracedFunction) =
    let all = Array.concat [ leaves; first.Captures; second.Captures ]
    let spaces = all |> Array.map _.Space

    let among start (f: TracedFunction) =
        let own (xs: Tensor[]) = Array.append xs[.. leaves.Length - 1] xs[start .. start + f.Captures.Length - 1]
        f.Like(spaces, own >> f.ByOperation)

    struct (all, among leaves.Length first, among (leaves.Length + first.Captures.Length) second)

/// `onTrue x` or `onFalse x`.
let cond name (flag: Tensor) (onTrue: 'P -> 'R) (onFalse: 'P -> 'R) (x: 'P) : 'R =
    let result, other = ref Unchecked.defaultof<'R>, ref Unchecked.defaultof<'R>
    let first, second = traced name x result onTrue, traced name x other onFalse
    Tree.map2 (fun a _ -> a) result.Value other.Value |> ignore

    Array.iter2
        (fun (a: Space) (b: Space) ->
            if a <> b then
                raise (Errors.BranchSpaces(name, a, b)))
        first.Results
        second.Results

    let struct (all, onTrue, onFalse) = together (Tree.leaves x) first second

    Branch(name, onTrue, onFalse).Call(Array.append [| flag |] all) |> Tree.rebuild result.Value

/// `step` for as long as `test` holds.
let whileLoop name (test: 'S -> Tensor) (step: 'S -> 'S) (start: 'S) : 'S =
    let result = ref Unchecked.defaultof<'S>
    let goes, steps = traced name start (ref Unchecked.defaultof<Tensor>) test, traced name start result step
    let leaves = Tree.leaves start
    let struct (all, goes, steps) = together leaves goes steps
    Repetition(name, goes, steps, leaves.Length).Call all |> Tree.rebuild result.Value

/// A step for each part of xs.
let scan name reverse length (step: 'S -> 'X -> 'S * 'Y) (start: 'S) (xs: 'X) : 'S * 'Y =
    let result = ref Unchecked.defaultof<'S * 'Y>
    let part (x: Tensor) = Moves.select 0 0 x
    let made = traced name (start, Tree.map part xs) result (fun (state, x) -> step state x)
    let states, parts = Tree.leaves start, Tree.leaves xs

    let results =
        Scanning(name, made.Opened(), length, reverse, states.Length, parts.Length)
            .Call(Array.concat [ states; parts; made.Captures ])

    let state, output = result.Value
    Tree.rebuild state (Array.take states.Length results), Tree.rebuild output (Array.skip states.Length results)
