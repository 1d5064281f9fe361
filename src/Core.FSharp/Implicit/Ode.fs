namespace Functional

open Functional.Kernels

/// Differential equations whose derivatives are differential equations, on packed tensors.
module internal OdeAdjoint =
    type private Field = Tensor -> Tensor -> Tensor -> Tensor

    let private stacked (xs: Tensor list) = Joins.stack 0 (List.toArray xs)
    let private zerosLike (x: Tensor) = Creation.fullLike x 0.0

    /// <summary>
    /// The solution at the times, stacked. Reverse mode solves for the state, the cotangent and the parameters'
    /// gradient backwards, from each time to the one before, starting from the state that the solution had there.
    /// Forward mode solves for the state and its tangent. Both are solutions of this kind again, so any order follows.
    /// Source: Chen, Rubanova, Bettencourt and Duvenaud, "Neural Ordinary Differential Equations" (2018).
    /// </summary>
    let rec solve name (options: OdeOptions) (f: Field) (p: Tensor) (x0: Tensor) (times: Tensor) : Tensor =
        let evaluate (p: Tensor, x0: Tensor, times: Tensor) =
            let xs = DormandPrince.solve name options (f p) x0 times |> stacked
            Observe.refuseCaptured name [ p; x0; times ] xs
            xs

        let linear (start: Tensor * Tensor * Tensor) (xs: Tensor) _ _ =
            let _, _, times = start
            let count = times.Size
            let part (i: int) (whole: Tensor) = Moves.select 0 i whole
            let point = Packed.point (start, xs)

            let push at v =
                let (p, x0, times), xs = point at
                let dp, dx0, dtimes = Packed.direction (p, x0, times) v
                let both = (x0, x0)

                let field packed t state =
                    let p, dp = Packed.point (p, p) packed
                    let x, dx = Packed.point both state
                    let slope, bent = jvp (fun (p, x) -> f p t x) (p, x) (dp, dx)
                    Packed.leaves [| slope; bent |]

                let slopeAt i = f p (part i times) (part i xs)
                // An earlier start has run for longer when the time comes.
                let start = dx0 - part 0 dtimes * slopeAt 0
                let state = Packed.leaves [| x0; start |]
                let states = solve name options field (Packed.leaves [| p; dp |]) state times

                [ for i in 0 .. count - 1 ->
                      let _, dx = Packed.point both (part i states)
                      dx + part i dtimes * slopeAt i ]
                |> stacked

            let pull at (c: Tensor) =
                let (p, x0, times), xs = point at
                let all = (x0, x0, p)

                let field packed t state =
                    let p = Packed.point p packed
                    let x, cotangent, _ = Packed.point all state
                    let slope, back = vjp (fun (p, x) -> f p t x) (p, x)
                    let gradient, bent = back cotangent
                    Packed.leaves [| slope; -bent; -gradient |]

                let mutable cotangent = zerosLike x0
                let mutable gradient = zerosLike p
                let mutable atTimes = []
                let along i = Observe.dot (f p (part i times) (part i xs))

                for i = count - 1 downto 1 do
                    let c = part i c
                    atTimes <- along i c :: atTimes
                    let state = Packed.leaves [| part i xs; cotangent + c; gradient |]
                    let way = stacked [ part i times; part (i - 1) times ]
                    let _, before, sum = solve name options field p state way |> part 1 |> Packed.point all
                    cotangent <- before
                    gradient <- sum

                atTimes <- -(along 0 cotangent) :: atTimes
                Packed.leaves [| gradient; cotangent + part 0 c; stacked atTimes |]

            let at = Packed.tree name (start, xs)
            Open(Packed.linearAt name push pull at, Packed.linearAt name pull push at)

        Packed.ruled name evaluate linear (p, x0, times)

/// <summary>Ordinary differential equations.</summary>
[<AutoOpen>]
module Odes =
    let private name = "odeSolve"

    let private check (options: OdeOptions) (times: Tensor) =
        Solved.notNegative name "RelativeTolerance" options.RelativeTolerance
        Solved.positive name "AbsoluteTolerance" options.AbsoluteTolerance
        Solved.positive name "MaxSteps" (float options.MaxSteps)
        Solved.notNegative name "FirstStep" options.FirstStep

        if times.Rank <> 1 || times.Size = 0 then
            raise (Errors.TimesShape(name, times.Shape))

        let at = Observe.all times

        for i in 0 .. at.Length - 1 do
            let isBeside = i = 0 || (at[i] <> at[i - 1] && (at[i] > at[i - 1]) = (at[1] > at[0]))

            if not (System.Double.IsFinite at[i]) || not isBeside then
                raise (Errors.TimesOrder(name, i, at[max 0 (i - 1)], at[i]))

    /// <summary>
    /// The solution of dx/dt = f p t x with x = x0 at the first of some times, at each of them: a tree like x0, whose
    /// tensors have the times as a new first axis. By the method of Dormand and Prince, with steps as long as the
    /// tolerances allow. Differentiable in p, x0 and the times, in both modes and at any order, as
    /// <c>options.Gradient</c> says.
    /// </summary>
    /// <example><c>odeSolveWith options (fun (k: Tensor) _ x -> -k * x) k x0 (tensor [ 0; 1; 2 ])</c></example>
    /// <remarks>
    /// Times rise or fall; t is a 0-d tensor. Steps that become too short or too many, and derivatives that are not
    /// finite, are a ConvergenceException that says when. With <c>OdeGradient.Adjoint</c>, f uses what it depends on
    /// from its first argument: other values of a running transformation are a GraphException. The equations are to be
    /// smooth and not stiff.
    /// </remarks>
    let odeSolveWith (options: OdeOptions) (f: 'P -> Tensor -> 'X -> 'X) (p: 'P) (x0: 'X) (times: Tensor) : 'X =
        let times = Promote.float name times
        check options times
        let start = Packed.tree name x0
        let times = Apply.toDType start.DType times
        let refuse i expected got = Errors.ResultShape(name, i, expected, got)

        let field packedP =
            let at = Packed.point p packedP
            fun t x -> Packed.point x0 x |> f at t |> Packed.answer name refuse x0

        let states =
            match options.Gradient with
            | OdeGradient.Adjoint -> OdeAdjoint.solve name options field (Packed.tree name p) start times
            | _ ->
                DormandPrince.solve name options (field (Packed.tree name p)) start times
                |> List.toArray
                |> Joins.stack 0

        let rows = [| for i in 0 .. times.Size - 1 -> Packed.point x0 (Moves.select 0 i states) |> Tree.leaves |]

        Tree.leaves x0
        |> Array.mapi (fun leaf _ -> rows |> Array.map (Array.item leaf) |> Joins.stack 0)
        |> Tree.rebuild x0

    /// <summary>The same with a relative tolerance of 1e-6 and an absolute one of 1e-8, and derivatives of the steps
    /// taken.</summary>
    let odeSolve (f: 'P -> Tensor -> 'X -> 'X) (p: 'P) (x0: 'X) (times: Tensor) : 'X =
        odeSolveWith OdeOptions.Default f p x0 times
