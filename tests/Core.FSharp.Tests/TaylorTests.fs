/// Power series through functions: against closed forms, in every nesting, and what is refused.
module Functional.Tests.TaylorTests

open System
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Witness

let private vector (data: float list) = real [ data.Length ] data
let private number x = real [] [ x ]
let private x, v, w = vector [ 0.4; -0.9; 1.3 ], vector [ 1.0; 0.5; -2.0 ], vector [ -0.3; 0.8; 0.6 ]

let private nearTo tolerance (expected: Tensor) (actual: Tensor) =
    Assert.Equal(expected.Space, actual.Space)

    Array.iter2
        (fun (e: float) a -> Assert.Equal(e, a, tolerance * (1.0 + abs e)))
        (elements expected)
        (elements actual)

let private near expected actual = nearTo 1e-11 expected actual
let private allNear (expected: Tensor[]) (actual: Tensor[]) = Array.iter2 near expected actual

/// The same by forward modes inside each other.
let private nested order (f: Tensor -> Tensor) x v =
    let rec derivatives n x =
        if n = 0 then
            [| f x |]
        else
            let values, slopes = jvp (derivatives (n - 1)) x v
            [| yield! values; slopes[n - 1] |]

    let mutable factorial = 1.0

    derivatives order x
    |> Array.mapi (fun k d ->
        factorial <- factorial * float (max 1 k)
        d / factorial)

/// The coefficient of the highest order.
let private last order f x v = taylor order f x v |> Array.last

let private isDerivative f = allNear (nested 4 f x v) (taylor 4 f x v)

let private fails<'e, 'a when 'e :> exn> (message: string) (run: unit -> 'a) =
    let action () = run () |> ignore
    Assert.Equal(message, Assert.Throws<'e>(Action action).Message)

// Closed forms, to order 20

let private isSeries (f: Tensor -> Tensor) (at: float) (coefficient: int -> float) =
    taylor 20 f (number at) (number 1.0) |> Array.iteri (fun k c -> nearTo 1e-13 (number (coefficient k)) c)

let private factorial n = Seq.fold (*) 1.0 (Seq.map float (seq { 1..n }))

[<Fact>]
let ``exp has the series of exp`` () =
    isSeries exp 0.5 (fun k -> exp 0.5 / factorial k)
    isSeries (fun t -> Tensor.exp2 t) 1.0 (fun k -> 2.0 * (log 2.0 ** float k) / factorial k)

[<Fact>]
let ``sin and cos have the series of sin and cos`` () =
    isSeries sin 0.3 (fun k -> sin (0.3 + Math.PI / 2.0 * float k) / factorial k)
    isSeries cos 0.3 (fun k -> cos (0.3 + Math.PI / 2.0 * float k) / factorial k)
    isSeries sinh 0.3 (fun k -> (if k % 2 = 0 then sinh 0.3 else cosh 0.3) / factorial k)

[<Fact>]
let ``1 / (1 - t) has the geometric series`` () =
    let coefficient k = 0.7 ** -float(k + 1)
    isSeries (fun t -> 1.0 / (1.0 - t)) 0.3 (fun k -> coefficient k)
    isSeries (fun t -> Tensor.reciprocal (1.0 - t)) 0.3 (fun k -> coefficient k)
    isSeries (fun t -> (1.0 - t) ** -1.0) 0.3 (fun k -> coefficient k)

[<Fact>]
let ``log (1 + t) has the series of log`` () =
    let coefficient k = if k = 0 then log 1.25 else -((-1.0 / 1.25) ** float k) / float k
    isSeries (fun t -> log (1.0 + t)) 0.25 coefficient
    isSeries Tensor.log1p 0.25 coefficient

[<Fact>]
let ``powers have the binomial series, and end where they are whole`` () =
    let binomial (power: float) k = Seq.fold (fun c j -> c * (power - float j) / float (j + 1)) 1.0 (seq { 0 .. k - 1 })
    isSeries (fun t -> (1.0 + t) ** 2.5) 0.0 (binomial 2.5)
    isSeries (fun t -> sqrt (1.0 + t)) 0.0 (binomial 0.5)
    isSeries (fun t -> (1.0 + t) ** number -0.75) 0.0 (binomial -0.75)
    isSeries (fun t -> (1.0 + t) ** 6) 0.0 (binomial 6.0)
    isSeries (fun t -> Tensor.square (1.0 + t) * (1.0 + t)) 0.0 (binomial 3.0)

[<Fact>]
let ``Derivatives of high order come from coefficients`` () =
    near (number (sin 0.3)) (diffN 20 sin (number 0.3))
    near (-sin x) (diffN 2 (fun t -> sin (x + t)) (number 0.0))
    near (-cos x) (diffN 3 (fun t -> sin (x + t)) (number 0.0))
    Assert.Equal(24.0, item (diffN 4 (fun t -> t ** 4) (number 2.0)))
    let (third, text) = diffN 3 (fun t -> t ** 3, "kept") (number 2.0)
    near (number 6.0) third
    Assert.Equal("kept", text)

[<Fact>]
let ``The order may be high: the time is that of a polynomial`` () =
    let deep t = Tensor.lgamma (2.0 + t) / (1.0 + Tensor.atan2 t (2.0 + t)) ** (1.5 + t)
    let coefficients = taylor 40 deep (number 0.3) (number 1.0)
    let near = coefficients |> Array.mapi (fun k c -> item c * 0.1 ** float k) |> Array.sum
    Assert.Equal(item (deep (number 0.4)), near, 1e-14)

[<Fact>]
let ``A function runs once`` () =
    let mutable runs = 0

    let f x =
        runs <- runs + 1
        sin x

    taylor 9 f x v |> ignore
    Assert.Equal(1, runs)

[<Fact>]
let ``A long chain of operations is ordinary, in a rule too`` () =
    let steps (x: Tensor) =
        let mutable y = x

        for _ in 1..8_000 do
            y <- y + 1e-4 * sin y

        y

    let inRule = customJvp sin (fun x _ v -> (steps x - steps x + cos x) * v)
    Assert.True(abs (item (last 3 steps (number 0.5) (number 1.0))) < 1e3)
    allNear (taylor 3 sin (number 0.5) (number 1.0)) (taylor 3 inRule (number 0.5) (number 1.0))

// Operations of every kind

let private weights = real [ 3; 3 ] [ 0.3; -0.2; 0.5; 0.7; 0.1; -0.6; 0.2; 0.9; -0.4 ]

[<Fact>]
let ``Products and folds`` () =
    isDerivative (fun x -> Tensor.matmul (weights * x) (Tensor.matmul weights x + x))
    isDerivative (fun x -> Tensor.dot x (x * x))
    isDerivative (Tensor.softmax 0)
    isDerivative Tensor.logSumExp
    isDerivative Tensor.norm
    isDerivative Tensor.prod
    isDerivative (Tensor.cumprod 0)
    isDerivative Tensor.std

[<Fact>]
let ``Divisions by matrices and factorizations`` () =
    let moving x = weights * x + 2.0 * Tensor.cast DType.Float64 (Tensor.eye 3)
    let symmetric x = Tensor.matmul (moving x) (Tensor.matrixTranspose (moving x))
    isDerivative (fun x -> Linalg.solve (moving x) x)
    isDerivative (fun x -> Linalg.solve (moving x) w)
    isDerivative (fun x -> Linalg.solve (moving w) x)
    isDerivative (fun x -> Linalg.solveTriangular true (moving x) (weights * x))
    isDerivative (moving >> Linalg.det)
    isDerivative (symmetric >> Linalg.cholesky)
    isDerivative (symmetric >> Linalg.eigvalsh)
    // The series of an inverse solves the series of the matrix.
    let product x = Tensor.matmul (moving x) (Linalg.inv (moving x))
    Assert.All(taylor 24 product x v |> Array.skip 1, (fun c -> nearTo 1e-9 (Tensor.zerosLike weights) c))

[<Fact>]
let ``Kinks, ties and jumps are those of the point`` () =
    isDerivative Tensor.relu
    isDerivative (fun x -> Tensor.max (Tensor.cat 0 [ x * x; x * x ]))
    isDerivative (fun x -> Tensor.where (Tensor.gt x (Tensor.zerosLike x)) (exp x) (x * x))
    isDerivative (fun x -> Tensor.floor x * x)
    isDerivative (fun x -> fst (Tensor.sort 0 (x ** 3)))
    let jumps = taylor 2 (fun x -> Tensor.gt x v, Tensor.argmax x) x v
    Assert.Equal(DType.Bool, (fst jumps[2]).DType)
    Assert.Equal(2.0, item (snd jumps[0]))
    Assert.Equal(0.0, item (snd jumps[1]))

[<Fact>]
let ``Casts round every coefficient`` () =
    let f x = Tensor.cast DType.Float32 (sin x) * 2.0
    let rounded = nested 3 sin x v |> Array.map (fun c -> Tensor.cast DType.Float32 c * 2.0)
    Array.iter2 (nearTo 1e-6) rounded (taylor 3 f x v)

[<Fact>]
let ``Operations of one's own`` () =
    let byMap = Custom.define "byMap" (fun xs -> sin xs[0]) (fun xs _ _ -> Scale(cos xs[0]))
    let byValue = Custom.define "byValue" (fun xs -> exp xs[0]) (fun _ y _ -> Scale y)

    let byPasses =
        Custom.defineBackward
            "byPasses"
            (fun context xs ->
                context.Save(exp xs[0])
                exp xs[0] * xs[1])
            (fun context c -> [| c * context.Saved[0] * w; c * context.Saved[0] |])

    let pushed = customJvp (fun (x, y) -> x * sin y) (fun (x, y) _ (v, w) -> v * sin y + x * cos y * w)
    let pulled: Tensor -> Tensor = customVjp tanh (fun _ y c -> c * (1.0 - y * y))
    isDerivative (fun x -> byMap [| x |])
    isDerivative (fun x -> byValue [| x |])
    isDerivative (fun x -> byPasses [| x; x * x |])
    isDerivative (fun x -> pushed (x, exp x))
    isDerivative pulled
    // The rule counts, not the function.
    let reversed =
        Custom.apply
            { Name = "reversed"
              Evaluate = Function(fun xs -> xs[0] * xs[1])
              Rule = AtOther(fun other i -> if i = 0 then Scale other else Scale(-other))
              Domains = [ Reals; Reals ] }

    isDerivative (fun x -> reversed [| sin x; exp x |])
    isDerivative (customJvp sin (fun _ _ v -> 2.0 * v))

let rec private sine (x: Tensor) : Tensor =
    Custom.define "sine" (fun xs -> sin xs[0]) (fun xs _ _ -> Scale(cosine xs[0])) [| x |]

and private cosine (x: Tensor) : Tensor =
    Custom.define "cosine" (fun xs -> cos xs[0]) (fun xs _ _ -> Scale((sine xs[0] + sine xs[0]) / -2.0)) [| x |]

let rec private bend (x: Tensor) : Tensor = customJvp tanh (fun x _ v -> v * (1.0 - bend x * bend x)) x

let rec private back (x: Tensor) : Tensor =
    Custom.defineBackward
        "back"
        (fun context xs ->
            context.Save xs
            tanh xs[0])
        (fun context c -> [| c * (1.0 - back context.Saved[0] * back context.Saved[0]) |])
        [| x |]

[<Fact>]
let ``Operations whose rules ask for them more than once take no more than polynomials`` () =
    allNear (taylor 30 sin x v) (taylor 30 sine x v)
    allNear (taylor 30 tanh x v) (taylor 30 bend x v)
    allNear (taylor 30 tanh x v) (taylor 30 back x v)

// Curves

[<Fact>]
let ``A curve goes through a function`` () =
    let coefficients = jet sin x [ v; w; x ]
    Assert.Equal(4, coefficients.Length)
    near (sin x) coefficients[0]
    near (cos x * v) coefficients[1]
    near (cos x * w - sin x * v * v / 2.0) coefficients[2]
    near (cos x * x - sin x * v * w - cos x * v * v * v / 6.0) coefficients[3]
    near (sin x) (Array.exactlyOne (jet sin x []))

[<Fact>]
let ``Trees go in and come out, and what does not move has no terms`` () =
    let f (p: {| X: Tensor; Y: Tensor |}) = [ p.X * p.Y; w ], "name"

    let coefficients = jet f {| X = x; Y = v |} [ {| X = v; Y = w |}; {| X = Tensor.zerosLike x; Y = x |} ]

    let terms, name = coefficients[2]
    near (v * w + x * x) terms[0]
    near (Tensor.zerosLike x) terms[1]
    Assert.Equal("name", name)

// Nested

[<Fact>]
let ``Derivatives of coefficients, and coefficients of derivatives`` () =
    let f x = sin x * exp x
    let third x = last 3 f x v |> Tensor.sum
    let expected = 4.0 * Tensor.sum (nested 4 f x v |> Array.last)
    near expected (snd (jvp third x v))
    near expected (Tensor.sum (v * grad third x))
    near expected (Tensor.sum (v * last 3 (grad (f >> Tensor.sum)) x v))
    near expected (snd (linearize third x) v)

    near
        (3.0 * Tensor.sum (nested 4 f x v |> Array.last) * 4.0)
        (Tensor.sum (v * hvp (fun x -> Tensor.sum (last 2 f x v)) x v))

    near (hessian (f >> Tensor.sum) x |> Tensor.matmul <| v |> Tensor.dot <| v) (2.0 * Tensor.sum (last 2 f x v))

[<Fact>]
let ``Series of series are kept apart`` () =
    // d/ds d/dt of x t s, where a confusion of t and s would give 2 x.
    let inner s = last 1 (fun t -> t * s) (number 1.0) (number 1.0)
    near (number 1.0) (last 2 (fun s -> s * inner s) (number 3.0) (number 1.0))
    let twice x = last 2 (fun y -> sin y * x) x v
    allNear (nested 3 (fun x -> -sin x * v * v * x / 2.0) x w) (taylor 3 twice x w)

[<Fact>]
let ``Batches of series, and series of batches`` () =
    let rows = Tensor.stack 0 [ x; w ]
    let along = Tensor.stack 0 [ v; x ]
    let f x = Tensor.softmax 0 (x * x) * Tensor.max x
    let each k = Tensor.stack 0 [ Array.item k (taylor 3 f x v); Array.item k (taylor 3 f w x) ]
    allNear (Array.init 4 each) (vmap (fun (x, v) -> taylor 3 f x v) (rows, along))
    allNear (Array.init 4 each) (taylor 3 (vmap f) rows along)

[<Fact>]
let ``Checkpoints inside and around`` () =
    let f x = sin x * exp x
    let g x = Tensor.sum (last 3 (checkpoint f) x v)
    isDerivative (checkpoint f)
    near (grad (fun x -> Tensor.sum (last 3 f x v)) x) (grad g x)
    near (grad g x) (grad (checkpoint g) x)
    isDerivative (grad (checkpoint f >> Tensor.sum))

[<Fact>]
let ``Parameters are differentiated through coefficients`` () =
    let parameter = Parameter x
    let loss = last 3 (fun t -> sin (parameter * t)) (number 0.7) (number 1.0) |> Tensor.sum
    Autograd.backward loss
    let third (p: Tensor) = -(p ** 3) * cos (p * 0.7) / 6.0
    near (grad (third >> Tensor.sum) x) (Autograd.grad parameter)

    let withoutGraph t =
        use _ = Autograd.noGrad ()
        sin (parameter * t)

    let held = last 1 withoutGraph (number 0.7) (number 1.0)
    Assert.False(Autograd.requiresGrad held)

[<Fact>]
let ``What is detached has no terms`` () =
    allNear [| x * x; x * v; Tensor.zerosLike x |] (taylor 2 (fun x -> Tensor.stopGradient x * x) x v)

[<Fact>]
let ``Values may be read`` () = isDerivative (fun x -> if float (Tensor.sum x) > 0.0 then sin x else cos x)

[<Fact>]
let ``A value prints as what it is`` () =
    let mutable text = ""

    taylor
        3
        (fun x ->
            text <- string x
            x)
        x
        v
    |> ignore

    Assert.Contains("order=3 of taylor", text)

// Refused

[<Fact>]
let ``A value that escapes is refused`` () =
    let mutable escaped = Unchecked.defaultof<Tensor>

    taylor
        2
        (fun x ->
            escaped <- sin x
            x)
        x
        v
    |> ignore

    fails<GraphException, _>
        "cos: a value of taylor was used after taylor had ended; return it from the function, or take stopGradient of it inside"
        (fun () -> cos escaped)

[<Fact>]
let ``What a custom operation captures is refused`` () =
    let captured operation =
        $"{operation}: its function uses a value of taylor that is not among its arguments, so no rule gives a derivative for it; make it an argument"

    fails<GraphException, _> (captured "function") (fun () ->
        taylor 2 (fun x -> Custom.define "function" (fun xs -> xs[0] * x) (fun _ _ _ -> Scale w) [| sin x |]) x v)

    fails<GraphException, _> (captured "rule") (fun () ->
        taylor 2 (fun x -> Custom.define "rule" (fun xs -> sin xs[0]) (fun _ _ _ -> Scale(cos x)) [| x |]) x v)

[<Fact>]
let ``Arguments without derivative and terms that do not fit are refused`` () =
    let whole = Tensor.arange 0.0 3.0 1.0 |> Tensor.cast DType.Int64
    Assert.Throws<DTypeException>(Action(fun () -> taylor 2 id whole whole |> ignore)) |> ignore

    fails<ShapeException, _>
        "jet: expected a tangent of float64[3], like its argument, got float64[]; give each argument a tangent of its own shape and dtype"
        (fun () -> jet sin x [ v; number 1.0 ])

    fails<ArgumentException, _>
        "diffN: expected an order of at least 0, got -1; integrals are not derivatives"
        (fun () -> diffN -1 sin (number 0.0))

    fails<ShapeException, _>
        "diffN: expected a tensor of one element, got shape [3]; use jacobian or grad for functions of more than one number"
        (fun () -> diffN 3 sin x)
