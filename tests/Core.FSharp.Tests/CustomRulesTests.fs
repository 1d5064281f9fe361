/// Functions of trees with a derivative of one's own: one rule gives what the composition of operations gives.
module Functional.Tests.CustomRulesTests

open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Witness

let private sum x = Reductions.sum [||] false x
let private vector (data: float list) = real [ data.Length ] data

let private is (expected: Tensor) (actual: Tensor) =
    Assert.Equal(expected.Space, actual.Space)
    Array.iter2 (fun (e: float) a -> Assert.Equal(e, a, 1e-11 * (1.0 + abs e))) (elements expected) (elements actual)

type private Point = { X: Tensor; Y: Tensor; N: Tensor }
type private Result = { Product: Tensor; Sines: Tensor list; Count: Tensor }

let private count = Creation.fromArray [| 3L |] (Shape.From [| 1 |])

let private composition (p: Point) : Result = { Product = p.X * p.Y; Sines = [ sum (sin p.X) ]; Count = p.N }

let private push (p: Point) (_: Result) (v: Point) : Result =
    { Product = v.X * p.Y + p.X * v.Y; Sines = [ sum (cos p.X * v.X) ]; Count = v.N }

let private pull (p: Point) (_: Result) (c: Result) : Point =
    { X = c.Product * p.Y + c.Sines.Head * cos p.X; Y = c.Product * p.X; N = p.N }

let private several = [ "jvp", customJvp composition push; "vjp", customVjp composition pull ]

/// The rule may use the result: exp is its own derivative.
let private alone: (string * (Tensor -> Tensor)) list =
    [ "jvp", customJvp exp (fun _ y v -> v * y); "vjp", customVjp exp (fun _ y c -> c * y) ]

let cases () = [ for name, _ in several -> [| box name |] ]

let private x, y = vector [ 0.5; -1.0; 2.0 ], vector [ 0.25; 1.5; -0.5 ]
let private v, w = vector [ 1.0; -2.0; 0.5 ], vector [ -1.0; 0.5; 3.0 ]

let private derived: (string * ((Tensor * Tensor -> Tensor) -> Tensor list)) list =
    let pair (a, b) = [ a; b ]
    let total f (x: Tensor, y: Tensor) = sum (f (x, y) * (1.0 + x))

    [ "value", (fun f -> [ f (x, y) ])
      "gradient", (fun f -> grad (total f) (x, y) |> pair)
      "jvp", (fun f -> jvp f (x, y) (v, w) |> pair)
      "vjp", (fun f -> let value, pull = vjp f (x, y) in value :: pair (pull v))
      "linearize", (fun f -> let value, push = linearize f (x, y) in [ value; push (v, w) ])
      "hessian", (fun f -> hessianBlocks (total f) (x, y) |> Seq.cast |> List.ofSeq)
      "reverse over forward", (fun f -> grad (fun p -> snd (jvp (total f) p (v, w))) (x, y) |> pair)
      "reverse over reverse",
      (fun f -> grad (fun p -> let a, b = grad (total f) p in sum (a * v + b * w)) (x, y) |> pair)
      "Backward",
      (fun f ->
          let a, b = Parameter x, Parameter y
          Autograd.backward (total f (a, b))
          [ Autograd.grad a; Autograd.grad b ]) ]
    @ [ for a, outer in [ "forward", diff; "reverse", grad ] do
            for b, inner in [ "forward", diff; "reverse", grad ] do
                $"third: {a} over reverse over {b}",
                (fun f ->
                    let along (t: Tensor) = sum (f (x + t * v, y + t * w))
                    [ outer (grad (inner along)) (real [] [ 0.1 ]) ]) ]

let private agree (expected: Tensor * Tensor -> Tensor) (custom: Tensor * Tensor -> Tensor) =
    derived
    |> List.choose (fun (name, derive) ->
        failures name (fun () ->
            List.iter2 is (derive expected) (derive custom)
            None))
    |> Assert.Empty

[<Theory>]
[<MemberData(nameof cases)>]
let ``A function of a tree with one rule equals its composition, with all derivatives`` (rule: string) =
    let use' (f: Point -> Result) (x, y) =
        let r = f { X = x; Y = y; N = count }
        Assert.Same(count, r.Count)
        r.Product * r.Sines.Head + r.Product

    agree (use' composition) (use' ((dict several)[rule]))

[<Theory>]
[<MemberData(nameof cases)>]
let ``A function of a tensor with one rule equals its composition, with all derivatives`` (rule: string) =
    let use' (f: Tensor -> Tensor) (x: Tensor, y: Tensor) = f (x * y) * f y
    agree (use' exp) (use' ((dict alone)[rule]))

[<Fact>]
let ``A rule runs once for all tensors of its tree`` () =
    let mutable runs = 0

    let counted rule a b c =
        runs <- runs + 1
        rule a b c

    let value (r: Result) = sum r.Product * r.Sines.Head
    let point = { X = x; Y = y; N = count }
    let gradient f (x, y) = grad (fun (x, y) -> f { X = x; Y = y; N = count } |> value) (x, y) |> ignore
    gradient (customVjp composition (counted pull)) (x, y)
    Assert.Equal(1, runs)
    runs <- 0
    let f (x, y) = customJvp composition (counted push) { point with X = x; Y = y } |> value
    jvp f (x, y) (v, w) |> ignore
    Assert.Equal(1, runs)

[<Fact>]
let ``Tensors of several dtypes keep them`` () =
    let single = Apply.toDType DType.Float32 y
    let f (x: Tensor, y: Tensor) = x * y, Apply.toDType DType.Float32 (sum x)
    let rule (x: Tensor, y: Tensor) _ (v: Tensor, w: Tensor) = v * y + x * w, Apply.toDType DType.Float32 (sum v)

    let derive f =
        let value, pushed = jvp f (x, single) (v, Apply.toDType DType.Float32 w)
        let _, pull = vjp f (x, single)
        let back = pull value
        [ fst value; snd value; fst pushed; snd pushed; fst back; snd back ]

    List.iter2 is (derive f) (derive (customJvp f rule))

[<Fact>]
let ``A rule may say something else than the function's derivative`` () =
    let reversed = customVjp id (fun _ _ c -> -c)
    is (-y) (grad (fun x -> sum (reversed x * y)) x)

// What goes wrong

let private says<'E, 'T when 'E :> exn> (message: string) (action: unit -> 'T) =
    let error = Assert.Throws<'E>(fun () -> action () |> ignore)
    Assert.Equal(message, error.Message)

[<Fact>]
let ``A rule whose tangent has another shape says so`` () =
    let f = customJvp sin (fun _ _ (v: Tensor) -> sum v)

    for derivative in [ (fun () -> jvp f x v |> snd); (fun () -> grad (f >> sum) x) ] do
        says<ShapeException, _>
            "customJvp: its rule gave a tangent of shape [] for result 0 of shape [3]; give it the result's shape"
            derivative

[<Fact>]
let ``A rule whose cotangent has another shape says so`` () =
    let f = customVjp sin (fun _ _ (c: Tensor) -> sum c)

    for derivative in [ (fun () -> jvp f x v |> snd); (fun () -> grad (f >> sum) x) ] do
        says<ShapeException, _>
            "customVjp: its backward gave a cotangent of shape [] for argument 0 of shape [3]; give it the argument's shape"
            derivative

[<Fact>]
let ``A function that captures a value of the transformation says so`` () =
    let message name transformation =
        $"{name}: its function uses a value of {transformation} that is not among its arguments, so no rule gives a derivative for it; make it an argument"

    let product (x: Tensor) = customVjp (fun y -> x * y) (fun _ _ c -> c * x) (x + 1.0)
    says<GraphException, _> (message "customVjp" "grad") (fun () -> grad (product >> sum) x)
    says<GraphException, _> (message "customVjp" "jvp") (fun () -> jvp product x v)
    says<GraphException, _> (message "customVjp" "Backward") (fun () -> product (Parameter x))
    let define (x: Tensor) = Custom.define "mine" (fun ys -> x * ys[0]) (fun _ _ _ -> Scale x) [| x |]
    says<GraphException, _> (message "mine" "grad") (fun () -> grad (define >> sum) x)

[<Fact>]
let ``A rule that captures a value of forward mode says so`` () =
    let square (x: Tensor) = customJvp (fun y -> y * y) (fun _ _ v -> 2.0 * x * v) x

    says<GraphException, _>
        "customJvp: its function uses a value of jvp that is not among its arguments, so no rule gives a derivative for it; make it an argument"
        (fun () -> jvp square x v)

[<Fact>]
let ``A function may capture values of a transformation around`` () =
    let outer (x: Tensor) =
        let inner = customVjp (fun y -> x * sin y) (fun y _ c -> c * x * cos y)
        grad (inner >> sum) (vector [ 0.1; 0.2; 0.3 ])

    is (cos (vector [ 0.1; 0.2; 0.3 ])) (grad (outer >> sum) x)

[<Fact>]
let ``A value with its pullback is a rule`` () =
    let root (x: Tensor) =
        let y = sqrt x
        y, (fun (c: Tensor) -> 0.5 * c / y)

    let x = real [ 2 ] [ 4.0; 9.0 ]
    let rooted = customGradient root
    Assert.Equal<float>(elements (sqrt x), elements (rooted x))

    for derive in
        [ (fun f -> grad (f >> Tensor.sum) x)
          (fun f -> snd (jvp f x x))
          (fun f -> hessian (f >> Tensor.sum) x)
          (fun f -> vmap (grad f) x) ] do
        Array.iter2
            (fun (e: float) a -> Assert.Equal(e, a, 1e-12))
            (elements (derive (fun x -> sqrt x)))
            (elements (derive rooted))
