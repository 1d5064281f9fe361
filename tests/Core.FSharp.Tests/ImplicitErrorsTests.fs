/// What linear systems, fixed points, roots and minima say when something goes wrong.
module Functional.Tests.ImplicitErrorsTests

open System
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Witness

let private sum (x: Tensor) : Tensor = Reductions.sum [||] false x
let private vector (data: float list) = real [ data.Length ] data
let private positive = vector [ 0.5; 2.0; 9.0 ]
let private heron (a: Tensor) (x: Tensor) = 0.5 * (x + a / x)

let private says<'E when 'E :> exn> (message: string) (action: unit -> Tensor) =
    let error = Assert.Throws<'E>(fun () -> action () |> ignore)
    Assert.Equal(message, error.Message)

let private spoiled (m: Tensor) (x: Tensor) = sqrt (m - x * x)

[<Fact>]
let ``A linear system that cannot be solved says what was reached`` () =
    let singular = real [ 2; 2 ] [ 1.0; 1.0; 1.0; 1.0 ]
    let b = vector [ 1.0; -1.0 ]
    let solve options a = fun () -> linearSolve options Products.matmul a b

    says<ConvergenceException>
        "linearSolve: expected to converge to a tolerance of 1E-10, got stuck at a residual of 1 after 1 iteration(s); the linear map behind it may be singular or badly scaled: start elsewhere, rescale, or loosen the tolerance"
        (solve LinearOptions.Default singular)

    says<ConvergenceException>
        "linearSolve: expected a symmetric positive definite linear map, got a direction without positive curvature at iteration 0; use LinearMethod.Gmres, and for a minimum make sure that it is a strict one"
        (solve LinearOptions.Symmetric (-singular - Creation.eye DType.Float64 2 2))

    says<ConvergenceException>
        "linearSolve: expected finite numbers, got a residual of NaN at iteration 0; start where the function is defined, or rescale it"
        (fun () -> linearSolve LinearOptions.Default Products.matmul singular (b / 0.0))

    says<ConvergenceException>
        "linearSolve: expected finite numbers, got a residual of NaN at iteration 1; start where the function is defined, or rescale it"
        (solve LinearOptions.Default (singular / 0.0 * 0.0))

    says<ConvergenceException>
        "linearSolve: expected to converge to a tolerance of 1E-10, got a residual of 0.707 after 1 iteration(s); start nearer, allow more iterations, or loosen the tolerance"
        (solve { LinearOptions.Default with MaxIterations = 1 } (real [ 2; 2 ] [ 1.0; 1.0; 0.0; 2.0 ]))

[<Fact>]
let ``A map that is not linear, or not square, says so`` () =
    let b = vector [ 1.0; 2.0 ]

    says<GraphException>
        "linearSolve: expected a linear function, got one that is not 0 at 0; leave its constant part away, or use vjp, which transposes the derivative at a point"
        (fun () -> linearSolve LinearOptions.Default (fun () v -> v + 1.0) () b)

    says<ShapeException>
        "linearSolve: its function gave shape [] for tensor 0 of shape [2]; give each the shape that it has in the unknown"
        (fun () -> linearSolve LinearOptions.Default (fun () v -> sum v) () b)

[<Fact>]
let ``An iteration that does not converge says what was reached`` () =
    says<ConvergenceException>
        "fixedPoint: expected to converge to a tolerance of 1E-10, got a residual of 0.833 after 1000 iteration(s); start nearer, allow more iterations, or loosen the tolerance"
        (fun () -> fixedPoint (fun () x -> -x / (x * x)) () (vector [ 2.0; 0.5 ] * 0.0 + 0.5))

    says<ConvergenceException>
        "fixedPoint: expected finite numbers, got a residual of NaN at iteration 2; start where the function is defined, or rescale it"
        (fun () -> fixedPoint (fun (a: Tensor) x -> sqrt (a - x)) (vector [ 1.0 ]) (vector [ -8.0 ]))

    says<ConvergenceException>
        "root: expected to converge to a tolerance of 1E-10, got stuck at a residual of 1 after 0 iteration(s); the linear map behind it may be singular or badly scaled: start elsewhere, rescale, or loosen the tolerance"
        (fun () -> root (fun () x -> x * x + 1.0) () (vector [ 0.0 ]))

    says<ConvergenceException>
        "root: expected finite numbers, got a residual of NaN at iteration 0; start where the function is defined, or rescale it"
        (fun () -> root spoiled (vector [ 1.0 ]) (vector [ 3.0 ]))

    says<ConvergenceException>
        "argmin: expected finite numbers, got a residual of NaN at iteration 0; start where the function is defined, or rescale it"
        (fun () -> argmin (fun m x -> sum (spoiled m x)) (vector [ 1.0 ]) (vector [ 3.0 ]))

    let unbounded = tryArgmin { ArgminOptions.Default with MaxIterations = 9 } (fun () x -> sum x) () positive
    Assert.Equal(SolveStatus.TooManyIterations, unbounded.Status)
    let flat = tryRoot RootOptions.Default (fun () x -> x * x + 1.0) () (vector [ 0.0 ])
    Assert.Equal(SolveStatus.Stalled, flat.Status)
    Assert.Equal(1.0, flat.Residual)
    let nowhere = tryFixedPoint FixedPointOptions.Default spoiled (vector [ 1.0 ]) (vector [ 3.0 ])
    Assert.Equal(SolveStatus.NotFinite, nowhere.Status)

[<Fact>]
let ``A minimum that is not strict has a value and no derivative`` () =
    let loss (a: Tensor) (x: Tensor) = (sum x - a) ** 2
    let solved a = sum (argmin loss a (vector [ 0.0; 0.0 ]))
    Assert.Equal(3.0, item (solved (real [] [ 3.0 ])), 1e-7)
    // The Hessian is singular, and what its right side asks for is in its range: one solution of many.
    Assert.Equal(1.0, item (diff solved (real [] [ 3.0 ])), 1e-7)
    let saddle (a: Tensor) (x: Tensor) = Moves.select 0 0 x ** 2 - Moves.select 0 1 x ** 2 + sum (a * x)

    Assert.Throws<ConvergenceException>(fun () ->
        grad (fun a -> sum (argmin saddle a (vector [ 0.0; 0.0 ]))) (vector [ 0.0; 0.0 ]) |> ignore)
    |> ignore

[<Fact>]
let ``A bracket without a change of sign says where`` () =
    says<ArgumentException>
        "bracketedRoot: expected values of opposite sign at both ends, got 3 at 2 and 8 at 3; widen the bracket"
        (fun () ->
            bracketedRoot RootOptions.Default (fun () x -> x * x - 1.0) () (vector [ 0.0; 2.0 ], vector [ 3.0; 3.0 ]))

    says<ShapeException>
        "bracketedRoot: expected ends of one shape and dtype, got [2] and [1]; give each element of the unknown both its ends"
        (fun () -> bracketedRoot RootOptions.Default (fun () x -> x) () (vector [ 0.0; 2.0 ], vector [ 3.0 ]))

    says<ConvergenceException>
        "bracketedRoot: expected to converge to a tolerance of 1E-10, got a residual of 1 after 1 iteration(s); start nearer, allow more iterations, or loosen the tolerance"
        (fun () ->
            bracketedRoot
                { RootOptions.Default with MaxIterations = 1 }
                (fun () x -> x * x - 1.0)
                ()
                (vector [ 0.0 ], vector [ 3.0 ]))

[<Fact>]
let ``A function that gives another shape says so`` () =
    let message name =
        $"{name}: its function gave shape [] for tensor 0 of shape [3]; give each the shape that it has in the unknown"

    says<ShapeException> (message "fixedPoint") (fun () -> fixedPoint (fun () x -> sum x) () positive)
    says<ShapeException> (message "root") (fun () -> root (fun () x -> sum x) () positive)

    says<ShapeException> (message "bracketedRoot") (fun () ->
        bracketedRoot RootOptions.Default (fun () x -> sum x) () (-positive, positive))

    says<ShapeException>
        "argmin: expected a tensor of one element, got shape [3]; reduce it, for example with sum or mean"
        (fun () -> argmin (fun () x -> x * x) () positive)

[<Fact>]
let ``A value of a transformation that is not a parameter is refused`` () =
    let message name transformation =
        $"{name}: its function uses a value of {transformation} that is not among its arguments, so no rule gives a derivative for it; make it an argument"

    let one = positive * 0.0 + 1.0
    let by (solve: Tensor -> Tensor) = fun () -> grad (solve >> sum) positive
    says<GraphException> (message "fixedPoint" "grad") (by (fun a -> fixedPoint (fun () x -> heron a x) () one))
    says<GraphException> (message "root" "grad") (by (fun a -> root (fun () x -> x * x - a) () one))
    says<GraphException> (message "argmin" "grad") (by (fun a -> argmin (fun () x -> sum (x * x - a * x)) () one))

    says<GraphException>
        (message "linearSolve" "grad")
        (by (fun a -> linearSolve LinearOptions.Default (fun () v -> a * v) () one))

    says<GraphException>
        (message "fixedPoint" "Backward")
        (let a = Parameter positive in fun () -> fixedPoint (fun () x -> heron a x) () one)

    says<GraphException>
        (message "bracketedRoot" "grad")
        (by (fun a -> bracketedRoot RootOptions.Default (fun () x -> x - a) () (-a * 0.0, one * 10.0)))

    // Of a transformation around, too: its derivative would be that of the iterations.
    says<GraphException>
        (message "root" "grad")
        (by (fun a -> grad (fun b -> sum (root (fun b x -> x * x - a * b) b one)) one))

[<Fact>]
let ``Options out of range are refused`` () =
    let one _ (v: Tensor) = v

    let refused (part: string) (action: unit -> Tensor) =
        let error = Assert.Throws<ArgumentException>(fun () -> action () |> ignore)
        Assert.Contains(part, error.Message)

    let linear = LinearOptions.Default
    refused "linearSolve: expected Tolerance" (fun () -> linearSolve { linear with Tolerance = nan } one () positive)

    refused "linearSolve: expected MaxIterations" (fun () ->
        linearSolve { linear with MaxIterations = 0 } one () positive)

    refused "linearSolve: expected Restart" (fun () -> linearSolve { linear with Restart = 0 } one () positive)

    refused "fixedPoint: expected Memory" (fun () ->
        fixedPointWith { FixedPointOptions.Default with Memory = -1 } one () positive)

    refused "root: expected MaxIterations" (fun () -> rootWith (Unchecked.defaultof<RootOptions>) one () positive)

    refused "argmin: expected Tolerance" (fun () ->
        argminWith { ArgminOptions.Default with Tolerance = -1.0 } (fun () x -> sum x) () positive)
