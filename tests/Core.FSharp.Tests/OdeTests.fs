/// Differential equations as operations: their solutions and derivatives are those of closed forms, by both ways to
/// have derivatives.
module Functional.Tests.OdeTests

open System
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Witness

let private sum (x: Tensor) : Tensor = Reductions.sum [||] false x
let private vector (data: float list) = real [ data.Length ] data

let private nearTo (tolerance: float) (expected: Tensor) (actual: Tensor) =
    Assert.Equal(expected.Space, actual.Space)

    Array.iter2
        (fun (e: float) a -> Assert.Equal(e, a, tolerance * (1.0 + abs e)))
        (elements expected)
        (elements actual)

let private near expected actual = nearTo 1e-6 expected actual

let private exact gradient =
    { OdeOptions.Default with
        RelativeTolerance = 1e-10
        AbsoluteTolerance = 1e-12
        Gradient = gradient }

let ways () = [ [| box OdeGradient.Discrete |]; [| box OdeGradient.Adjoint |] ]

let private decay (k: Tensor) (_: Tensor) (x: Tensor) = -k * x
let private times = vector [ 0.0; 0.5; 1.2; 2.0 ]
let private stack (xs: Tensor list) = Joins.stack 0 (List.toArray xs)
let private timesOf (ts: Tensor) = [ for i in 0 .. ts.Size - 1 -> Moves.select 0 i ts ]

/// x0 exp (-k (t - t0)) at each time.
let private closed (k: Tensor, x0: Tensor, ts: Tensor) =
    let start = Moves.select 0 0 ts
    stack [ for t in timesOf ts -> x0 * exp (-k * (t - start)) ]

let private solved gradient (k, x0, ts) = odeSolveWith (exact gradient) decay k x0 ts
let private point = vector [ 0.7; 1.3 ], vector [ 2.0; -1.0 ], times
let private along = vector [ 1.0; -0.5 ], vector [ 0.3; 0.2 ], vector [ 0.1; -0.2; 0.3; 0.05 ]
let private weights = real [ 4; 2 ] [ for i in 1..8 -> sin (float i) ]

[<Theory>]
[<MemberData(nameof ways)>]
let ``Decay has the derivatives of the exponential in rate, start and times`` (gradient: OdeGradient) =
    let loss f (x: Tensor * Tensor * Tensor) = sum (weights * f x * f x)
    let both derive check = check (derive closed) (derive (solved gradient))

    let three (a: Tensor, b: Tensor, c: Tensor) (d: Tensor, e: Tensor, f: Tensor) =
        near a d
        near b e
        near c f

    near (closed point) (solved gradient point)
    both (fun f -> snd (jvp f point along)) near
    both (fun f -> grad (loss f) point) three
    both (fun f -> hvp (loss f) point along) three

[<Theory>]
[<MemberData(nameof ways)>]
let ``Second derivatives by every pair of modes agree`` (gradient: OdeGradient) =
    let _, x0, _ = point
    let f ode (k: Tensor) : Tensor = sum (weights * ode (k, x0, times))
    let k, _, _ = point
    let v = vector [ 0.4; -0.6 ]
    let expected = hvp (f closed) k v
    let f = f (solved gradient)
    near expected (hvp f k v)
    near expected (grad (fun k -> sum (grad f k * v)) k)
    near expected (grad (fun k -> snd (jvp f k v)) k)
    near (sum (v * expected)) (snd (jvp (fun k -> snd (jvp f k v)) k v))

[<Theory>]
[<MemberData(nameof ways)>]
let ``A derivative is a linear function that can be transposed`` (gradient: OdeGradient) =
    let k, x0, _ = point
    let f k = solved gradient (k, x0, times)
    let _, pull = vjp f k
    near (pull weights) (linearTranspose (fun v -> snd (jvp f k v)) k weights)
    let _, pushed = jvp f k k
    near pushed (linearTranspose (fun c -> snd (vjp f k) c) weights k)

[<Fact>]
let ``Third derivatives of the adjoint follow`` () =
    let f ode (k: Tensor) : Tensor = sum (ode (k, real [] [ 2.0 ], vector [ 0.0; 1.0 ]))
    near (diffN 3 (f closed) (real [] [ 0.5 ])) (diffN 3 (f (solved OdeGradient.Adjoint)) (real [] [ 0.5 ]))
    let k = real [] [ 0.5 ]
    near (diffN 3 (f closed) k) (grad (grad (grad (f (solved OdeGradient.Adjoint)))) k)

/// The motion of prey and predators, over a tree, with time in the equation.
let private hunt (p: {| Rates: Tensor; Season: Tensor |}) (t: Tensor) (x: {| Prey: Tensor; Hunters: Tensor list |}) =
    let rate (i: int) = Moves.select 0 i p.Rates
    let hunters = x.Hunters.Head

    {| Prey = x.Prey * (rate 0 * (1.0 + p.Season * sin t) - rate 1 * hunters)
       Hunters = [ hunters * (rate 2 * x.Prey - rate 3) ] |}

[<Fact>]
let ``The two ways to have derivatives agree on trees`` () =
    let ts = vector [ 0.0; 1.0; 3.0 ]

    let loss gradient (rates, season, prey) =
        let start = {| Prey = prey; Hunters = [ vector [ 1.0 ] ] |}
        let x = odeSolveWith (exact gradient) hunt {| Rates = rates; Season = season |} start ts
        Assert.Equal<int list>([ 3; 1 ], List.ofSeq x.Prey.Shape)
        sum (x.Prey * x.Prey) + sum (x.Hunters.Head * vector [ 1.0; 2.0; 3.0 ])

    let p = vector [ 1.0; 0.5; 0.3; 0.8 ], real [] [ 0.1 ], vector [ 2.0 ]
    let a, b, c = grad (loss OdeGradient.Discrete) p
    let d, e, f = grad (loss OdeGradient.Adjoint) p
    near a d
    near b e
    near c f
    let _, slope = jvp (loss OdeGradient.Adjoint) p p
    let rates, season, prey = p
    near (sum (a * rates) + b * season + sum (c * prey)) slope

[<Theory>]
[<MemberData(nameof ways)>]
let ``A circle is closed, forwards and backwards in time`` (gradient: OdeGradient) =
    let turn () (_: Tensor) (x: Tensor, y: Tensor) = -y, x
    let one, zero = real [] [ 1.0 ], real [] [ 0.0 ]
    let x, y = odeSolveWith (exact gradient) turn () (one, zero) (vector [ 0.0; Math.PI / 2.0; 2.0 * Math.PI ])
    near (vector [ 1.0; 0.0; 1.0 ]) x
    near (vector [ 0.0; 1.0; 0.0 ]) y

    let x, y =
        odeSolveWith (exact gradient) turn () (one, zero) (vector [ 2.0; 2.0 - Math.PI / 2.0; 1.0 - Math.PI / 2.0 ])

    near (vector [ 1.0; 0.0; -sin 1.0 ]) x
    near (vector [ 0.0; -1.0; -cos 1.0 ]) y

[<Fact>]
let ``Errors follow the tolerances, and steps their fifth root`` () =
    let mutable calls = 0

    let f () (_: Tensor) (x: Tensor) =
        calls <- calls + 1
        x * cos x

    let run tolerance =
        calls <- 0
        let options = { OdeOptions.Default with RelativeTolerance = tolerance; AbsoluteTolerance = tolerance }
        let x = odeSolveWith options f () (vector [ 0.5 ]) (vector [ 0.0; 4.0 ])
        elements x |> Array.last, calls

    let best, _ = run 1e-13

    let counts =
        [ for tolerance in [ 1e-4; 1e-6; 1e-8; 1e-10 ] do
              let value, calls = run tolerance
              Assert.InRange(abs (value - best), 0.0, 20.0 * tolerance)
              calls ]

    Assert.InRange(float counts[3] / float counts[0], 3.0, 30.0)

[<Fact>]
let ``One time gives the start, and an equation of nothing nothing`` () =
    let x0 = vector [ 2.0; -1.0 ]
    near (Moves.reshape [ 1; 2 ] x0) (odeSolve decay (vector [ 1.0; 1.0 ]) x0 (vector [ 3.0 ]))
    let nothing = odeSolve (fun () _ x -> x) () (vector []) times
    Assert.Equal<int list>([ 4; 0 ], List.ofSeq nothing.Shape)

[<Fact>]
let ``Single precision keeps its dtype`` () =
    let single = Apply.toDType DType.Float32
    let x = odeSolve decay (single (vector [ 1.0 ])) (single (vector [ 2.0 ])) (vector [ 0.0; 1.0 ])
    nearTo 1e-5 (single (real [ 2; 1 ] [ 2.0; 2.0 / Math.E ])) x

[<Fact>]
let ``A discrete derivative sees what the function captures`` () =
    let f (k: Tensor) = sum (odeSolve (fun () _ (x: Tensor) -> -k * x) () (real [] [ 1.0 ]) (vector [ 0.0; 1.0 ]))
    near (real [] [ -exp -0.5 ]) (grad f (real [] [ 0.5 ]))

// What goes wrong

let private says<'E when 'E :> exn> (message: string) (action: unit -> Tensor) =
    let error = Assert.Throws<'E>(fun () -> action () |> ignore)
    Assert.Equal(message, error.Message)

let private starts<'E when 'E :> exn> (message: string) (action: unit -> Tensor) =
    let error = Assert.Throws<'E>(fun () -> action () |> ignore)
    Assert.StartsWith(message, error.Message)

let private one = vector [ 1.0 ]
let private to' (stop: float) = vector [ 0.0; stop ]

[<Fact>]
let ``Times that do not rise or fall are refused`` () =
    let at ts = fun () -> odeSolve decay one one ts

    let message before after index =
        $"odeSolve: expected finite times that all rise or all fall, got {after} after {before} at index {index}; sort them, and name each once"

    says<ArgumentException> (message "2" "1" 2) (at (vector [ 0.0; 2.0; 1.0 ]))
    says<ArgumentException> (message "1" "1" 2) (at (vector [ 0.0; 1.0; 1.0 ]))
    says<ArgumentException> (message "0" "0" 1) (at (vector [ 0.0; 0.0 ]))
    says<ArgumentException> (message "0" "NaN" 1) (at (vector [ 0.0; nan ]))

    says<ShapeException>
        "odeSolve: expected times as a vector of at least one, got shape []; give the first time and those to stop at"
        (at (real [] [ 0.0 ]))

    says<ShapeException>
        "odeSolve: expected times as a vector of at least one, got shape [0]; give the first time and those to stop at"
        (at (vector []))

[<Fact>]
let ``A solution that ends says where`` () =
    // x = 1 / (1 - t)
    starts<ConvergenceException> "odeSolve: expected steps above rounding, got one of" (fun () ->
        odeSolve (fun () _ (x: Tensor) -> x * x) () one (to' 2.0))

    let error =
        Assert.Throws<ConvergenceException>(fun () ->
            odeSolve (fun () _ (x: Tensor) -> x * x) () one (to' 2.0) |> ignore)

    Assert.Contains("at t = 1; ", error.Message)

    // The same at t = 0, where steps of any length can be told from the time.
    starts<ConvergenceException> "odeSolve: expected steps above rounding, got one of" (fun () ->
        odeSolve (fun () _ (x: Tensor) -> x * x) () one (vector [ -1.0; 1.0 ]))

[<Fact>]
let ``Steps too many are refused`` () =
    starts<ConvergenceException> "odeSolve: expected to reach t = 100, got to t = " (fun () ->
        odeSolveWith { OdeOptions.Default with MaxSteps = 10 } (fun () _ x -> sin (10.0 * x) + 1.0) () one (to' 100.0))

[<Fact>]
let ``A derivative that is not finite says when`` () =
    says<ConvergenceException>
        "odeSolve: expected finite derivatives, got others near t = 0; stop earlier, or start where the function is defined"
        (fun () -> odeSolve (fun () _ x -> log x) () -one (to' 1.0))

    says<ConvergenceException>
        "odeSolve: expected finite derivatives, got others near t = 1; stop earlier, or start where the function is defined"
        (fun () ->
            odeSolve
                (fun () t x -> x * 0.0 + Terms.choose (Terms.compareTo Binary.Greater t 1.0) (t / 0.0) t)
                ()
                one
                (to' 2.0))

[<Fact>]
let ``A derivative of another shape is refused`` () =
    for gradient in [ OdeGradient.Discrete; OdeGradient.Adjoint ] do
        says<ShapeException>
            "odeSolve: its function gave shape [] for tensor 0 of shape [1]; give each the shape that it has in the unknown"
            (fun () -> odeSolveWith (exact gradient) (fun () _ x -> sum x) () one (to' 1.0))

[<Fact>]
let ``The adjoint refuses what its function captures`` () =
    let f (k: Tensor) = sum (odeSolveWith (exact OdeGradient.Adjoint) (fun () _ (x: Tensor) -> -k * x) () one (to' 1.0))

    says<GraphException>
        "odeSolve: its function uses a value of grad that is not among its arguments, so no rule gives a derivative for it; make it an argument"
        (fun () -> grad f one)

[<Fact>]
let ``Options out of range are refused`` () =
    let run options = fun () -> odeSolveWith options decay one one (to' 1.0)
    let options = OdeOptions.Default

    starts<ArgumentException>
        "odeSolve: expected RelativeTolerance of at least 0, got -1"
        (run { options with RelativeTolerance = -1.0 })

    starts<ArgumentException>
        "odeSolve: expected AbsoluteTolerance above 0, got 0"
        (run { options with AbsoluteTolerance = 0.0 })

    starts<ArgumentException> "odeSolve: expected MaxSteps above 0, got 0" (run { options with MaxSteps = 0 })

    starts<ArgumentException>
        "odeSolve: expected FirstStep of at least 0, got NaN"
        (run { options with FirstStep = nan })

[<Theory>]
[<MemberData(nameof ways)>]
let ``A batch of equations is each of them`` (gradient: OdeGradient) =
    let f k = odeSolveWith (exact gradient) decay k (k + 1.0) times |> sum
    let rates = vector [ 0.5; 1.0; 2.0 ]
    let each (f: Tensor -> Tensor) = Joins.stack 0 [| for k in Moves.rows rates -> f k |]
    near (each f) (vmap f rates)
    near (each (grad f)) (vmap (grad f) rates)
    near (each (grad f)) (grad (vmap f >> sum) rates)
    let one = f
    near (each (hessian one)) (vmap (hessian one) rates)

[<Fact>]
let ``A batch of equations shares its times`` () =
    let ends = vector [ 1.0; 2.0 ]
    let f stop = odeSolve decay (real [] [ 0.5 ]) (real [] [ 1.0 ]) (Joins.stack 0 [| real [] [ 0.0 ]; stop |]) |> sum
    Assert.Throws<GraphException>(Action(fun () -> vmap f ends |> ignore))
