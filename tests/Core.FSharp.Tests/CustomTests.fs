/// Operations that users write themselves: as good as the built-in ones they could be composed of.
module Functional.Tests.CustomTests

open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Witness

let private sum x = Reductions.sum [||] false x
let private vector (data: float list) = real [ data.Length ] data

let private is (expected: Tensor) (actual: Tensor) =
    Assert.Equal<Shape>(expected.Shape, actual.Shape)
    Assert.Equal(expected.DType, actual.DType)
    Array.iter2 (fun (e: float) a -> Assert.Equal(e, a, 1e-11 * (1.0 + abs e))) (elements expected) (elements actual)

/// Functions of two tensors: the custom operation and its composition of built-in ones.
type private Pair = (Tensor -> Tensor -> Tensor) * (Tensor -> Tensor -> Tensor)

let private two (operation: Tensor[] -> Tensor) x y = operation [| x; y |]

/// x² y + sin y, by its linear maps.
let private linear: Pair =
    let composition (x: Tensor) (y: Tensor) = x * x * y + sin y

    let maps (xs: Tensor[]) (_: Tensor) i =
        if i = 0 then Scale(2.0 * xs[0] * xs[1]) else Scale(xs[0] * xs[0] + cos xs[1])

    two (Custom.define "mine" (fun xs -> composition xs[0] xs[1]) maps), composition

/// The same, by its backward pass.
let private backward: Pair =
    let _, composition = linear

    let forward (context: Context) (xs: Tensor[]) =
        context.Save xs
        composition xs[0] xs[1]

    let backward (context: Context) (c: Tensor) =
        let x, y = context.Saved[0], context.Saved[1]
        [| c * 2.0 * x * y; c * (x * x + cos y) |]

    two (Custom.defineBackward "mine" forward backward), composition

/// exp(x) exp(x y) by a backward pass that knows the arguments only through saved intermediate values.
let private intermediates: Pair =
    let forward (context: Context) (xs: Tensor[]) =
        let first, second = exp xs[0], exp (xs[0] * xs[1])
        context.Save(first, second, xs[0], xs[1])
        first * second

    let backward (context: Context) (c: Tensor) =
        let product = context.Saved[0] * context.Saved[1]
        [| c * product * (1.0 + context.Saved[3]); c * product * context.Saved[2] |]

    two (Custom.defineBackward "mine" forward backward), (fun x y -> exp x * exp (x * y))

let private kinds = [ "define", linear; "defineBackward", backward; "intermediates", intermediates ]

let cases () = [ for name, _ in kinds -> [| box name |] ]

let private x, y = vector [ 0.5; -1.0; 2.0 ], vector [ 0.25; 1.5; -0.5 ]
let private v, w = vector [ 1.0; -2.0; 0.5 ], vector [ -1.0; 0.5; 3.0 ]

/// What is derived from a function of two tensors.
let private derived: (string * ((Tensor -> Tensor -> Tensor) -> Tensor list)) list =
    let total (f: Tensor -> Tensor -> Tensor) (x: Tensor, y: Tensor) = sum (f x y * (1.0 + x))
    let pair (a, b) = [ a; b ]

    [ "value", (fun f -> [ f x y ])
      "gradient", (fun f -> grad (total f) (x, y) |> pair)
      "jvp", (fun f -> jvp (fun (x, y) -> f x y) (x, y) (v, w) |> pair)
      "vjp", (fun f -> let value, pull = vjp (fun (x, y) -> f x y) (x, y) in value :: pair (pull v))
      "jacobian forward", (fun f -> jacobianForward (fun (x, y) -> f x y) (x, y) |> pair)
      "jacobian reverse", (fun f -> jacobianReverse (fun (x, y) -> f x y) (x, y) |> pair)
      "forward over reverse", (fun f -> hvp (total f) (x, y) (v, w) |> pair)
      "reverse over forward", (fun f -> grad (fun p -> snd (jvp (total f) p (v, w))) (x, y) |> pair)
      "reverse over reverse",
      (fun f -> grad (fun p -> let a, b = grad (total f) p in sum (a * v + b * w)) (x, y) |> pair)
      "forward over forward", (fun f -> jvp (fun p -> snd (jvp (total f) p (v, w))) (x, y) (w, v) |> pair)
      "one argument alone", (fun f -> [ grad (fun x -> sum (f x y)) x; grad (fun y -> sum (f x y)) y ])
      "the same argument twice", (fun f -> [ grad (fun x -> sum (f x x)) x ]) ]
    @ [ for a, outer in [ "forward", diff; "reverse", grad ] do
            for b, middle in [ "forward", diff; "reverse", grad ] do
                for c, inner in [ "forward", diff; "reverse", grad ] do
                    $"third: {a} over {b} over {c}",
                    (fun f ->
                        let along (t: Tensor) = sum (f (x + t * v) (y + t * w))
                        [ outer (middle (inner along)) (real [] [ 0.1 ]) ]) ]

[<Theory>]
[<MemberData(nameof cases)>]
let ``A custom operation equals its composition, with all derivatives`` (kind: string) =
    let custom, composition = (dict kinds)[kind]

    let wrongs =
        derived
        |> List.choose (fun (name, derive) ->
            failures name (fun () ->
                List.iter2 is (derive composition) (derive custom)
                None))

    Assert.Empty wrongs

[<Theory>]
[<MemberData(nameof cases)>]
let ``Backward goes through a custom operation`` (kind: string) =
    let custom, composition = (dict kinds)[kind]

    let gradients f =
        let a, b = Parameter x, Parameter y
        Autograd.backward (sum (f (a :> Tensor) (b :> Tensor)))
        [ Autograd.grad a; Autograd.grad b ]

    List.iter2 is (gradients composition) (gradients custom)

[<Fact>]
let ``An operation saves its Legendre polynomial as the tutorials do`` () =
    let legendre =
        Custom.defineBackward
            "legendre"
            (fun context xs ->
                context.Save xs[0]
                0.5 * (5.0 * xs[0] ** 3 - 3.0 * xs[0]))
            (fun context c -> [| c * 1.5 * (5.0 * context.Saved[0] ** 2 - 1.0) |])

    let p = Parameter(Apply.toDType DType.Float32 x)
    let result = legendre [| p |]
    Assert.Equal("LegendreBackward0", Autograd.gradFn result)
    Autograd.backward (sum result)
    is (Apply.toDType DType.Float32 (vector [ 0.375; 6.0; 28.5 ])) (Autograd.grad p)

[<Fact>]
let ``Cotangents of broadcast arguments are summed to their shapes and cast to their dtypes`` () =
    let scaled =
        two (
            Custom.defineBackward
                "scaled"
                (fun context xs ->
                    context.Save xs
                    xs[0] * xs[1])
                (fun context c -> [| c * context.Saved[1]; c * context.Saved[0] |])
        )

    let matrix = real [ 2; 3 ] [ 1.0; 2.0; 3.0; 4.0; 5.0; 6.0 ]
    let row = Apply.toDType DType.Float32 (vector [ 1.0; -1.0; 2.0 ])
    let f (operation: Tensor -> Tensor -> Tensor) (m: Tensor, r: Tensor) = sum (operation m r)
    let a, b = grad (f scaled) (matrix, row)
    let c, d = grad (f (*)) (matrix, row)
    is c a
    is d b

[<Fact>]
let ``A backward pass runs once for all arguments`` () =
    let mutable runs = 0

    let product =
        Custom.defineBackward
            "product"
            (fun context xs ->
                context.Save xs
                xs[0] * xs[1] * xs[2])
            (fun context c ->
                runs <- runs + 1
                let s = context.Saved
                [| c * s[1] * s[2]; c * s[0] * s[2]; c * s[0] * s[1] |])

    let gradient = grad (fun xs -> sum (product xs)) [| x; y; v |]
    List.iter2 is [ y * v; x * v; x * y ] (List.ofArray gradient)
    Assert.Equal(1, runs)

// What goes wrong

let private broken (answer: Tensor -> Tensor[]) =
    two (Custom.defineBackward "broken" (fun _ xs -> xs[0] + xs[1]) (fun _ c -> answer c))

/// The error of every transformation that runs a backward pass.
let private fails (error: System.Type) (message: string) answer =
    let f (x: Tensor, y: Tensor) = sum (broken answer x y)

    for derivative in
        [ (fun () -> grad f (x, y) |> ignore)
          (fun () -> jvp f (x, y) (v, w) |> ignore)
          (fun () -> hvp f (x, y) (v, w) |> ignore)
          (fun () -> Autograd.backward (f (Parameter x, Parameter y))) ] do
        let thrown = Assert.Throws(error, System.Action derivative)
        Assert.Equal(message, thrown.Message)

[<Fact>]
let ``A backward pass that gives too few cotangents says so`` () =
    fails
        typeof<GraphException>
        "broken: its backward gave 1 cotangent(s) for 2 argument(s); return one for each argument"
        (fun c -> [| c |])

[<Fact>]
let ``A backward pass that gives a cotangent of another shape says so`` () =
    fails
        typeof<ShapeException>
        "broken: its backward gave a cotangent of shape [2] for argument 1 of shape [3]; give it the argument's shape"
        (fun c -> [| c; Moves.slice 0 0 2 1 c |])

[<Fact>]
let ``A backward pass that gives null says so`` () =
    fails typeof<System.ArgumentNullException> "broken: a tensor was null; give a tensor" (fun c ->
        [| c; Unchecked.defaultof<Tensor> |])

[<Fact>]
let ``A custom operation refuses null arguments by its name`` () =
    let error =
        Assert.Throws<System.ArgumentNullException>(fun () ->
            broken Array.singleton x Unchecked.defaultof<Tensor> |> ignore)

    Assert.Equal("broken: a tensor was null; give a tensor", error.Message)

[<Fact>]
let ``What a rule keeps for itself outlives the transformation that asked`` () =
    let kept = ResizeArray<Tensor>()

    let square =
        Custom.define "square" (fun xs -> xs[0] * xs[0]) (fun xs _ _ ->
            let slope = 2.0 * xs[0]
            kept.Add slope
            Scale slope)

    // Large enough to be a buffer of the pool, which the end of a transformation gives back.
    let x = real [ 4096 ] (Array.create 4096 3.0)
    grad (fun x -> sum (square [| x |])) x |> ignore
    jvp (fun x -> square [| x |]) x x |> ignore
    linearize (fun x -> square [| x |]) x |> ignore

    for slope in kept do
        Assert.All(elements slope, (fun value -> Assert.Equal(6.0, value)))
