namespace Functional

open Functional.Kernels

/// A linear system whose map depends on parameters, both as packed tensors.
[<NoEquality; NoComparison>]
type internal LinearSystem =
    {
        Name: string
        Options: LinearOptions
        /// Whether the map is linear by construction; otherwise it is seen to be 0 at 0.
        IsLinear: bool
        /// The map at some parameters.
        Apply: Tensor -> Tensor -> Tensor
        /// Its transpose.
        Transposed: Tensor -> Tensor -> Tensor
        /// Something near the inverse.
        Precondition: Tensor -> Tensor -> Tensor
        /// Its transpose.
        PreconditionTransposed: Tensor -> Tensor -> Tensor
    }

/// The solution of a linear system as an operation.
module internal LinearSystem =
    /// Nothing is near the inverse.
    let plain (_: Tensor) (v: Tensor) = v

    let private transposed system =
        { system with
            Apply = system.Transposed
            Transposed = system.Apply
            Precondition = system.PreconditionTransposed
            PreconditionTransposed = system.Precondition }

    let private checkLinear (system: LinearSystem) (apply: Tensor -> Tensor) (b: Tensor) =
        let atZero () = Observe.largest (Observe.size (apply (Creation.fullLike b 0.0)))

        if not system.IsLinear && atZero () > 0.0 then
            raise (Errors.NotZeroAtZero system.Name)

    /// By the matrix, which is made of operations as everything else: so derivatives need nothing more.
    let private dense (report: Solved<Tensor> -> Tensor) (system: LinearSystem) (p: Tensor) (b: Tensor) : Tensor =
        let apply = system.Apply p
        checkLinear system apply b
        let column unit = apply unit |> Reductions.reshaped (Shape.From [ b.Size ])

        let solution =
            if b.Size = 0 then
                b
            else
                let columns = Derivatives.ofUnits system.Name column b |> Derivatives.joined
                let right = Reductions.reshaped (Shape.From [ b.Size ]) b
                Systems.solve (Apply.swap columns) right |> Reductions.reshaped b.Shape

        let residual = Observe.largest (Observe.norm (b - apply solution) * Observe.inverse (Observe.norm b))
        let isFinite = System.Double.IsFinite residual
        let status = if isFinite then SolveStatus.Converged else SolveStatus.NotFinite
        report { Solution = solution; Iterations = 1; Residual = residual; Status = status }

    /// By products with the map. By the implicit function theorem A dx = db - (dA) x, and the transpose solves with the
    /// transposed map: both are solutions again, so that any order follows.
    let rec private matrixFree
        (report: Solved<Tensor> -> Tensor)
        (system: LinearSystem)
        (p: Tensor)
        (b: Tensor)
        : Tensor =
        let evaluate (arguments: Tensor[]) =
            let p, b = arguments[0], arguments[1]
            let apply = system.Apply p
            checkLinear system apply b
            let solved = Krylov.solve system.Name system.Options (system.Precondition p) apply b
            Observe.refuseCaptured system.Name [ p; b ] solved.Solution
            report solved

        // Linear in b, so that a map made of solutions can be transposed: nothing there depends on b or x.
        let linear (arguments: Tensor[]) (x: Tensor) =
            let p = arguments[0]
            let appliedTo p = system.Apply p x
            let mutable latest: struct (Tensor * Tensor) voption = ValueNone

            // Both arguments ask with the same cotangent: it is solved for once.
            let back c =
                match latest with
                | ValueSome(struct (asked, w)) when obj.ReferenceEquals(asked, c) -> w
                | _ ->
                    let w = solve (transposed system) p c
                    latest <- ValueSome(struct (c, w))
                    w

            let push dp =
                let _, moved = jvp appliedTo p dp
                -(solve system p moved)

            let pull c =
                let _, pulled = vjp appliedTo p
                -(pulled (back c))

            fun i -> if i = 0 then Open(push, pull) else Open(solve system p, back)

        Custom.define system.Name evaluate linear [| p; b |]

    /// The solution of A(p) x = b, differentiable in p and b: the one place where a system is solved.
    and solveTo (report: Solved<Tensor> -> Tensor) (system: LinearSystem) (p: Tensor) (b: Tensor) : Tensor =
        match system.Options.Method with
        | LinearMethod.Dense -> dense report system p b
        | _ -> matrixFree report system p b

    /// The same, or an exception that says why there is none.
    and solve (system: LinearSystem) (p: Tensor) (b: Tensor) : Tensor =
        let tolerance = Observe.reachable system.Options.Tolerance b
        solveTo (Solved.required system.Name tolerance) system p b

/// <summary>Linear systems, by products with their map.</summary>
[<AutoOpen>]
module LinearSolves =
    let private name = "linearSolve"
    let private refuse i expected got = Errors.ResultShape(name, i, expected, got)

    /// The transpose of a linear function on packed tensors.
    let private transposed (b: Tensor) (apply: Tensor -> Tensor) : Tensor -> Tensor =
        snd (vjp apply (Creation.fullLike b 0.0))

    let private solved report options (precondition: 'P -> 'V -> 'V) (matvec: 'P -> 'V -> 'V) (p: 'P) (b: 'V) : 'V =
        Krylov.check name options
        let packedB = Packed.tree name b

        let onPacked (f: 'P -> 'V -> 'V) packedP =
            let at = Packed.point p packedP
            fun v -> Packed.point b v |> f at |> Packed.answer name refuse b

        let apply, near = onPacked matvec, onPacked precondition

        let system =
            { Name = name
              Options = options
              IsLinear = false
              Apply = apply
              Transposed = fun p -> transposed packedB (apply p)
              Precondition = near
              PreconditionTransposed = fun p -> transposed packedB (near p) }

        LinearSystem.solveTo (report packedB) system (Packed.tree name p) packedB |> Packed.point b

    let private required (options: LinearOptions) b = Solved.required name (Observe.reachable options.Tolerance b)

    /// <summary>
    /// Solves A x = b, where A is the linear function <c>matvec p</c>: no matrix is made. Parameters, unknown and right
    /// side are trees. Differentiable in p and b, in both modes and at any order, by the implicit function theorem;
    /// what derivatives cost is another solution, and nothing of the iterations is kept.
    /// </summary>
    /// <example><c>linearSolve LinearOptions.Symmetric (fun (k: Tensor) v -> k *@ v) k b</c></example>
    /// <remarks>
    /// <c>matvec</c> uses what it depends on from its first argument: other values of a running transformation are a
    /// GraphException, as is a function that is not 0 at 0. A system that is not solved to the tolerance is a
    /// ConvergenceException; <c>tryLinearSolve</c> says what was reached instead.
    /// </remarks>
    let linearSolve (options: LinearOptions) (matvec: 'P -> 'V -> 'V) (p: 'P) (b: 'V) : 'V =
        solved (required options) options (fun _ v -> v) matvec p b

    /// <summary>
    /// The same with a preconditioner: a linear function <c>precondition p</c> that is near the inverse of A, and
    /// symmetric positive definite for conjugate gradients. The solution does not depend on it, only the time.
    /// </summary>
    let linearSolveWith
        (options: LinearOptions)
        (precondition: 'P -> 'V -> 'V)
        (matvec: 'P -> 'V -> 'V)
        (p: 'P)
        (b: 'V)
        : 'V =
        solved (required options) options precondition matvec p b

    /// <summary>
    /// The same with what was reached instead of an exception: the residual is |b - A x| relative to |b|. Solutions
    /// that derivatives ask for are still required.
    /// </summary>
    let tryLinearSolve
        (options: LinearOptions)
        (precondition: 'P -> 'V -> 'V)
        (matvec: 'P -> 'V -> 'V)
        (p: 'P)
        (b: 'V)
        : Solved<'V> =
        let reached = ref Unchecked.defaultof<Solved<Tensor>>

        let report _ solved =
            reached.Value <- solved
            solved.Solution

        let x = solved report options precondition matvec p b
        Solved.withSolution x reached.Value
