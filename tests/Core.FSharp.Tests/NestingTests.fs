/// Transformations inside transformations: each sees its own perturbation only, whatever the modes.
module Functional.Tests.NestingTests

open System
open Xunit
open Functional
open Functional.Tests.Witness

let private number (x: float) = real [] [ x ]
let private sum x = Reductions.sum [||] false x

let private near (expected: float) (actual: Tensor) = Assert.Equal(expected, float actual, 1e-12 * (1.0 + abs expected))

let private nearAll (shape: int list) (expected: float list) (actual: Tensor) =
    Assert.Equal<int list>(shape, List.ofSeq actual.Shape)
    List.iter2 (fun (e: float) a -> Assert.Equal(e, a, 1e-12 * (1.0 + abs e))) expected (List.ofArray (elements actual))

/// A derivative of a function of one number.
type private Derivative = (Tensor -> Tensor) -> Tensor -> Tensor

/// The derivative as a map that outlives the run, and that map transposed.
let private linearized: Derivative = fun f x -> snd (linearize f x) (onesLike x)
let private transposed: Derivative = fun f x -> let y, push = linearize f x in linearTranspose push x (onesLike y)

let private modes: (string * Derivative) list =
    [ "forward", diff; "reverse", grad; "linearized", linearized; "transposed", transposed ]

let private pairs = List.allPairs modes modes
let private triples = List.allPairs modes pairs |> List.map (fun (a, (b, c)) -> a, b, c)

let private named (exceptionType: string) (message: string) (action: unit -> unit) =
    let error = Record.Exception action
    Assert.NotNull error
    Assert.Equal(exceptionType, error.GetType().Name)
    Assert.Equal(message, error.Message)

// Perturbations

[<Fact>]
let ``An inner derivative does not see the outer perturbation, in each pair of modes`` () =
    for (_, outer), (_, inner) in pairs do
        // Siskind and Pearlmutter's example: x * d/dy (x + y) is x, whose slope is 1.
        outer (fun x -> x * inner (fun y -> x + y) (number 2.0)) (number 1.0) |> near 1.0
        outer (fun x -> x * inner (fun y -> x * y) (number 2.0)) (number 3.0) |> near 6.0

[<Fact>]
let ``Three derivatives inside each other keep apart, in each triple of modes`` () =
    for (_, outer), (_, middle), (_, inner) in triples do
        // d/dz (x y z) = x y; d/dy (x y²) = 2 x y, at y = x²: 2 x³; d/dx (2 x⁴) = 8 x³.
        let f x = x * middle (fun y -> y * inner (fun z -> x * y * z) (x + y)) (x * x)
        outer f (number 1.5) |> near (8.0 * 1.5 ** 3)

[<Fact>]
let ``Third derivatives are right in all mixes of modes`` () =
    let f (t: Tensor) = t * exp (2.0 * t)
    let t = 0.3
    let expected = (8.0 * t + 12.0) * exp (2.0 * t)

    for (_, a), (_, b), (_, c) in triples do
        a (b (c f)) (number t) |> near expected

[<Fact>]
let ``The operator that shifts functions, applied at a point, differentiates as Manzyuk and others state`` () =
    for (_, outer), (_, inner) in pairs do
        let shifted (d: Derivative) f x = d (fun u -> f (x + u)) (number 0.0)
        shifted outer (shifted inner exp) (number 1.0) |> near Math.E

[<Fact>]
let ``A function as the result of a differentiated function is refused`` () =
    let shift f u = fun (x: Tensor) -> f (x + u)

    named
        "TreeException"
        "tree: the tree itself is a function; a function is not a tensor and closes over values of the transformation; return tensors, and take several arguments as a tuple"
        (fun () -> diff (shift exp) (number 0.0) |> ignore)

[<Fact>]
let ``A closure smuggled out of a differentiated function names the transformation when it is called`` () =
    for derivative, name in [ (diff: Derivative), "diff"; grad, "grad"; linearized, "linearize" ] do
        let smuggled = ref (id: Tensor -> Tensor)

        let smuggle u =
            smuggled.Value <- fun (x: Tensor) -> exp (x + u)
            u

        derivative smuggle (number 0.0) |> near 1.0

        let message =
            $"add: a value of {name} was used after {name} had ended; return it from the function, or take stopGradient of it inside"

        named "GraphException" message (fun () -> smuggled.Value(number 1.0) |> ignore)
        named "GraphException" message (fun () -> diff smuggled.Value (number 1.0) |> ignore)
        named "GraphException" message (fun () -> grad smuggled.Value (number 1.0) |> ignore)

[<Fact>]
let ``A value kept from one transformation and used in another names the one that ended`` () =
    let transformations: (string * ((Tensor -> Tensor) -> Tensor -> unit)) list =
        [ "grad", (fun f x -> grad f x |> ignore)
          "jvp", (fun f x -> jvp f x (number 1.0) |> ignore)
          "vjp", (fun f x -> vjp f x |> ignore)
          "linearize", (fun f x -> linearize f x |> ignore)
          "diff", (fun f x -> diff f x |> ignore)
          "jacobianForward", (fun f x -> jacobianForward f x |> ignore)
          "jacobianReverse", (fun f x -> jacobianReverse f x |> ignore) ]

    for (name, keeping), (_, using) in List.allPairs transformations transformations do
        let kept = ref (number 0.0)

        keeping
            (fun x ->
                kept.Value <- x
                x)
            (number 2.0)

        let message =
            $"mul: a value of {name} was used after {name} had ended; return it from the function, or take stopGradient of it inside"

        named "GraphException" message (fun () -> using (fun x -> x * kept.Value) (number 1.0))

[<Fact>]
let ``What stopGradient takes out of a transformation may be kept`` () =
    let kept = ref (number 0.0)

    grad
        (fun x ->
            let y = x * x
            kept.Value <- Autograd.detach (y)
            y * kept.Value)
        (number 3.0)
    |> near 54.0

    near 9.0 kept.Value

// Functions that transformations meet

[<Fact>]
let ``A Hessian of a function that itself takes a gradient is right`` () =
    let cubes (x: Tensor) = sum (x * x * x) / 3.0
    let f x = let g = grad cubes x in sum (g * g)
    hessian f (real [ 2 ] [ 0.5; -1.5 ]) |> nearAll [ 2; 2 ] [ 3.0; 0.0; 0.0; 27.0 ]

[<Fact>]
let ``A function that ignores its argument has derivatives of zero`` () =
    let x = real [ 2 ] [ 1.0; 2.0 ]
    let constant = real [ 3 ] [ 7.0; 8.0; 9.0 ]
    let one _ = number 5.0
    let many _ = constant
    grad one x |> nearAll [ 2 ] [ 0.0; 0.0 ]
    hessian one x |> nearAll [ 2; 2 ] [ 0.0; 0.0; 0.0; 0.0 ]
    hvp one x x |> nearAll [ 2 ] [ 0.0; 0.0 ]
    laplacian one x |> nearAll [] [ 0.0 ]
    diff many (number 1.0) |> nearAll [ 3 ] [ 0.0; 0.0; 0.0 ]
    jvp many x x |> snd |> nearAll [ 3 ] [ 0.0; 0.0; 0.0 ]
    (vjp many x |> snd) constant |> nearAll [ 2 ] [ 0.0; 0.0 ]
    (linearize many x |> snd) x |> nearAll [ 3 ] [ 0.0; 0.0; 0.0 ]
    linearTranspose (fun _ -> Creation.fullLike constant 0.0) x constant |> nearAll [ 2 ] [ 0.0; 0.0 ]
    jacobianForward many x |> nearAll [ 3; 2 ] (List.replicate 6 0.0)
    jacobianReverse many x |> nearAll [ 3; 2 ] (List.replicate 6 0.0)

    for (_, outer), (_, inner) in pairs do
        outer (inner one) (number 1.0) |> near 0.0
        outer (fun x -> inner (fun _ -> x) (number 1.0)) (number 2.0) |> near 0.0

[<Fact>]
let ``A function that returns its argument has the identity as derivative`` () =
    let x = real [ 2 ] [ 1.0; 2.0 ]
    let v = real [ 2 ] [ 3.0; 4.0 ]
    let value, pushed = jvp id x v
    nearAll [ 2 ] [ 1.0; 2.0 ] value
    nearAll [ 2 ] [ 3.0; 4.0 ] pushed
    let value, pull = vjp id x
    nearAll [ 2 ] [ 1.0; 2.0 ] value
    nearAll [ 2 ] [ 3.0; 4.0 ] (pull v)
    let value, push = linearize id x
    nearAll [ 2 ] [ 1.0; 2.0 ] value
    nearAll [ 2 ] [ 3.0; 4.0 ] (push v)
    nearAll [ 2 ] [ 3.0; 4.0 ] (linearTranspose id x v)
    jacobianForward id x |> nearAll [ 2; 2 ] [ 1.0; 0.0; 0.0; 1.0 ]
    jacobianReverse id x |> nearAll [ 2; 2 ] [ 1.0; 0.0; 0.0; 1.0 ]
    grad id (number 4.0) |> near 1.0

    for (_, outer), (_, inner) in pairs do
        outer (fun x -> x * inner id x) (number 2.0) |> near 1.0

[<Fact>]
let ``Values of outer transformations that inner functions capture carry their derivatives`` () =
    for (_, outer), (_, inner) in pairs do
        // d/dy (x y² + sin(x) y) at y = x is 2 x² + sin x, whose slope is 4 x + cos x.
        outer (fun x -> inner (fun y -> x * y * y + sin x * y) x) (number 0.7) |> near (4.0 * 0.7 + cos 0.7)

[<Fact>]
let ``grad inside jvp inside vjp is the third derivative`` () =
    let f (x: Tensor) = sum (exp (2.0 * x))
    let x, v, c = real [ 2 ] [ 0.1; -0.4 ], real [ 2 ] [ 0.5; 2.0 ], real [ 2 ] [ -1.0; 3.0 ]
    let _, pull = vjp (fun x -> snd (jvp (grad f) x v)) x
    pull c |> nearAll [ 2 ] [ -8.0 * 0.5 * exp 0.2; 8.0 * 6.0 * exp -0.8 ]

[<Fact>]
let ``A branch on a traced value differentiates the branch taken`` () =
    let f (x: Tensor) = if float x > 0.0 then x * x else number -1.0

    for _, derivative in modes do
        derivative f (number 3.0) |> near 6.0
        derivative f (number -3.0) |> near 0.0

    for (_, outer), (_, inner) in pairs do
        outer (inner f) (number 3.0) |> near 2.0
        outer (inner f) (number -3.0) |> near 0.0

// Pullbacks

[<Fact>]
let ``A pullback may be used again`` () =
    let _, pull = vjp (fun x -> x * x) (real [ 2 ] [ 1.0; 3.0 ])
    let unit = real [ 2 ] [ 1.0; 1.0 ]

    for _ in 1..3 do
        pull unit |> nearAll [ 2 ] [ 2.0; 6.0 ]
        pull (2.0 * unit) |> nearAll [ 2 ] [ 4.0; 12.0 ]

[<Fact>]
let ``A pullback made inside a transformation carries its derivatives`` () =
    for _, derivative in modes do
        // pull of x³ at x, of x: 3 x³, whose slope is 9 x².
        derivative (fun x -> let _, pull = vjp (fun y -> y * y * y) x in pull x) (number 2.0) |> near 36.0

[<Fact>]
let ``A pullback made before a transformation is a linear function inside it`` () =
    let _, pull = vjp (sin: Tensor -> Tensor) (number 0.5)

    for _, derivative in modes do
        derivative (fun c -> pull (c * c)) (number 3.0) |> near (6.0 * cos 0.5)

[<Fact>]
let ``A pullback kept from a transformation that ended names it`` () =
    let kept = ref (id: Tensor -> Tensor)

    grad
        (fun x ->
            let y, pull = vjp (fun y -> y * y * x) x
            kept.Value <- pull
            y)
        (number 2.0)
    |> near 12.0

    named
        "GraphException"
        "mul: a value of grad was used after grad had ended; return it from the function, or take stopGradient of it inside"
        (fun () -> kept.Value(number 1.0) |> ignore)

[<Fact>]
let ``A linear map made inside a transformation carries its derivatives`` () =
    for _, derivative in modes do
        // The derivative of y³ at x, along x: 3 x³, whose slope is 9 x².
        derivative (fun x -> let _, push = linearize (fun y -> y * y * y) x in push x) (number 2.0) |> near 36.0
        // The transpose of v -> x² v, at x: x³, whose slope is 3 x².
        derivative (fun x -> linearTranspose (fun v -> v * x * x) (number 5.0) x) (number 2.0) |> near 12.0

[<Fact>]
let ``A linear map made before a transformation is a linear function inside it`` () =
    let _, push = linearize (sin: Tensor -> Tensor) (number 0.5)
    let transposed = linearTranspose (fun v -> 3.0 * v) (number 0.5)

    for _, derivative in modes do
        derivative (fun v -> push (v * v)) (number 3.0) |> near (6.0 * cos 0.5)
        derivative (fun c -> transposed (c * c)) (number 3.0) |> near 18.0

[<Fact>]
let ``A linear map kept from a transformation that ended names it`` () =
    let kept = ref (id: Tensor -> Tensor)

    let makers: (Tensor -> Tensor -> Tensor) list =
        [ (fun x -> snd (linearize (fun y -> y * y * x) x)); (fun x -> linearTranspose (fun v -> v * x) x) ]

    for maker in makers do
        grad
            (fun x ->
                kept.Value <- maker x
                x)
            (number 2.0)
        |> near 1.0

        named
            "GraphException"
            "mul: a value of grad was used after grad had ended; return it from the function, or take stopGradient of it inside"
            (fun () -> kept.Value(number 1.0) |> ignore)
