/// Equations F(p, x) = 0 solved for x, as operations of p.
module internal Functional.Equation

/// How the derivative of a solution is had.
[<NoEquality; NoComparison>]
type Linearised =
    {
        /// Solves dF/dx v = b at p and x.
        Solve: Tensor -> Tensor -> Tensor -> Tensor
        /// Solves the transposed system.
        SolveTransposed: Tensor -> Tensor -> Tensor -> Tensor
    }

/// By products with dF/dx alone; those of a symmetric one serve its transpose, too.
let matrixFree name (options: LinearOptions) isSymmetric (residual: Tensor -> Tensor -> Tensor) : Linearised =
    let pushed both =
        let _, push = linearize (residual (fst both)) (snd both)
        push

    let pulled both =
        let _, pull = vjp (residual (fst both)) (snd both)
        pull

    let transposed = if isSymmetric then pushed else pulled

    let solve (apply: Tensor * Tensor -> Tensor -> Tensor) back p x b =
        let at (map: Tensor * Tensor -> Tensor -> Tensor) packed = map (Packed.point (p, x) packed)

        let system =
            { Name = name
              Options = options
              IsLinear = true
              Apply = at apply
              Transposed = at back
              Precondition = LinearSystem.plain
              PreconditionTransposed = LinearSystem.plain }

        LinearSystem.solve system (Packed.leaves [| p; x |]) b

    { Solve = solve pushed transposed; SolveTransposed = solve transposed pushed }

/// <summary>
/// The solution of F(p, x) = 0 that `find` comes to from p and a start. By the implicit function theorem
/// dF/dx dx = -dF/dp dp. The start has no part in it: it decides which solution, and its derivative is 0.
/// </summary>
let solution
    name
    (residual: Tensor -> Tensor -> Tensor)
    (linearised: Linearised)
    (find: Tensor -> 'S -> Tensor)
    (p: Tensor)
    (start: 'S)
    : Tensor =
    let linear (p: Tensor, start: 'S) (x: Tensor) _ _ =
        let residualOf p = residual p x

        let push v =
            let dp, _ = Packed.direction (p, start) v
            let _, moved = jvp residualOf p dp
            -(linearised.Solve p x moved)

        let pull c =
            let w = linearised.SolveTransposed p x c
            let _, back = vjp residualOf p
            let still = Tree.map (fun leaf -> Creation.fullLike leaf 0.0) start
            Packed.tree name (-(back w), still)

        Open(push, pull)

    let evaluate (p: Tensor, start: 'S) =
        let x = find p start
        Observe.refuseCaptured name (p :: List.ofArray (Tree.leaves start)) x
        x

    Packed.ruled name evaluate linear (p, start)

/// The function of a user on packed tensors. What it gives is like the unknown.
let onPacked name (f: 'P -> 'X -> 'X) (p: 'P) (x: 'X) : Tensor -> Tensor -> Tensor =
    let refuse i expected got = Errors.ResultShape(name, i, expected, got)

    fun packedP ->
        let at = Packed.point p packedP
        fun packedX -> Packed.point x packedX |> f at |> Packed.answer name refuse x

/// Solves an equation and keeps what was reached: the solution as a tree, how it came about, and how good it is.
let solve
    name
    tolerance
    (residual: Tensor -> Tensor -> Tensor)
    (linearised: Linearised)
    (find: Tensor -> Tensor -> Solved<Tensor>)
    isRequired
    (p: 'P)
    (x0: 'X)
    : Solved<'X> =
    let reached = ref Unchecked.defaultof<Solved<Tensor>>

    let found p x0 =
        let solved = find p x0
        reached.Value <- solved

        if isRequired then Solved.required name (Observe.reachable tolerance x0) solved else solved.Solution

    let x = solution name residual linearised found (Packed.tree name p) (Packed.tree name x0)
    Solved.withSolution (Packed.point x0 x) reached.Value
