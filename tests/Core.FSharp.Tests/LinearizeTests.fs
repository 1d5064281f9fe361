/// The derivative as a map of its own, and the transposes of linear functions.
module Functional.Tests.LinearizeTests

open System
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Checks
open Functional.Tests.Witness

let private sum x = Reductions.sum [||] false x
let private vector (data: float list) = real [ data.Length ] data
let private x, v, w = vector [ 0.5; -1.0; 2.0 ], vector [ 1.0; -2.0; 0.5 ], vector [ -1.0; 0.5; 3.0 ]
let private matrix = real [ 2; 3 ] [ 1.0; -2.0; 3.0; 0.5; 0.0; -1.0 ]

let private near (expected: Tensor) (actual: Tensor) =
    Assert.Equal(expected.Space, actual.Space)
    Array.iter2 (fun (e: float) a -> Assert.Equal(e, a, 1e-12 * (1.0 + abs e))) (elements expected) (elements actual)

// The linearized derivative

[<Fact>]
let ``The function runs once, however often its derivative is applied`` () =
    let mutable runs = 0

    let f (x: Tensor) =
        runs <- runs + 1
        sin x * x

    let value, push = linearize f x
    same (sin x * x) value

    for _ in 1..5 do
        for direction in [ v; w ] do
            same (snd (jvp (fun x -> sin x * x) x direction)) (push direction)

    Assert.Equal(1, runs)

[<Fact>]
let ``The local maps are found once: rules are not asked again`` () =
    let mutable asked = 0

    let cube =
        Custom.define "cube" (fun xs -> xs[0] * xs[0] * xs[0]) (fun xs _ _ ->
            asked <- asked + 1
            Scale(3.0 * xs[0] * xs[0]))

    let _, push = linearize (fun x -> cube [| x |]) x

    for _ in 1..3 do
        near (3.0 * x * x * v) (push v)

    Assert.Equal(1, asked)

[<Fact>]
let ``What leads nowhere, or to no result, is not walked`` () =
    let mutable pushed = 0

    let counted =
        Custom.define "counted" (fun xs -> xs[0] + 0.0) (fun _ _ _ ->
            Open(
                (fun v ->
                    pushed <- pushed + 1
                    v),
                id
            ))

    let aside (x: Tensor) =
        counted [| x |] |> ignore
        counted [| floor x |] + floor (counted [| x |]) + x * x

    let _, push = linearize aside x
    near (2.0 * x * v) (push v)
    Assert.Equal(0, pushed)

[<Fact>]
let ``Trees go in and come out, and results may be arguments, constants or integers`` () =
    let f (p: {| A: Tensor; B: Tensor list |}) =
        Map.ofList
            [ "product", p.A * p.B[0]
              "argument", p.A
              "constant", w
              "place", Reductions.argmax (ValueSome 0) false p.A ]

    let at = {| A = x; B = [ v; w ] |}
    let direction = {| A = v; B = [ w; x ] |}
    let value, push = linearize f at
    let expectedValue, expected = jvp f at direction
    let pushed = push direction

    for name in value.Keys do
        same expectedValue[name] value[name]
        same expected[name] pushed[name]

[<Fact>]
let ``A chain of a million operations can be linearized, and walked again`` () =
    let chain x =
        let mutable y: Tensor = x

        for _ in 1..1_000_000 do
            y <- sin y

        y

    let mutable value, slope = 1.0, 1.0

    for _ in 1..1_000_000 do
        slope <- slope * cos value
        value <- sin value

    let y, push = linearize chain (real [] [ 1.0 ])
    Assert.Equal(value, float y, 1e-12)

    for direction in [ 1.0; -3.0 ] do
        Assert.Equal(direction * slope, float (push (real [] [ direction ])), 1e-9 * abs slope)

[<Fact>]
let ``A sum of many branches is walked once for each operation`` () =
    // Doubling forty times has 2^40 ways from the argument to the result.
    let doubled x = List.fold (fun (y: Tensor) _ -> y + y) x [ 1..40 ]
    near (v * 2.0 ** 40) (snd (linearize doubled x) v)
    near (v * 2.0 ** 40) (linearTranspose doubled x v)

[<Fact>]
let ``Custom operations are linearized by their maps and by their backward passes`` () =
    let byMap =
        Custom.define "mine" (fun xs -> xs[0] * xs[0] * xs[1]) (fun xs _ i ->
            Scale(if i = 0 then 2.0 * xs[0] * xs[1] else xs[0] * xs[0]))

    let mutable forwards = 0

    let byBackward =
        Custom.defineBackward
            "mine"
            (fun context xs ->
                forwards <- forwards + 1
                context.Save xs
                xs[0] * xs[0] * xs[1])
            (fun context c ->
                let x, y = context.Saved[0], context.Saved[1]
                [| c * 2.0 * x * y; c * x * x |])

    for custom in [ byMap; byBackward ] do
        let f (x: Tensor, y: Tensor) = sin (custom [| x; y |])
        let _, push = linearize f (x, w)

        for direction in [ v, x; w, v ] do
            near (snd (jvp (fun (x: Tensor, y: Tensor) -> sin (x * x * y)) (x, w) direction)) (push direction)

        let _, pull = vjp f (x, w)
        let a, b = linearTranspose push (x, w) v
        near (fst (pull v)) a
        near (snd (pull v)) b

    // Once in the run and once in vjp's: no direction repeats it.
    Assert.Equal(2, forwards)

[<Fact>]
let ``Parameters that the function captures have gradients through the map`` () =
    let p = Parameter(vector [ 2.0; 3.0; -1.0 ])
    let value, push = linearize (fun (x: Tensor) -> sin (x * p)) x
    Assert.True(Autograd.requiresGrad value)
    let result = sum (push v)
    Autograd.backward result
    // d/dp of cos(x p) p v is (cos(x p) - sin(x p) x p) v.
    let point = x * p.Value
    near ((cos point - sin point * point) * v) (Autograd.grad p)

[<Fact>]
let ``A map made where parameters record still does after a use where they do not`` () =
    let p = Parameter(vector [ 2.0; 3.0; -1.0 ])
    let _, push = linearize (fun (x: Tensor) -> x * p) x

    let silent =
        use _ = Autograd.noGrad ()
        push v

    Assert.False(Autograd.requiresGrad silent)
    near (v * p.Value) silent
    Autograd.backward (sum (push v))
    near v (Autograd.grad p)

[<Fact>]
let ``A parameter as the point or the direction is as its value`` () =
    let p, q = Parameter x, Parameter v
    let _, push = linearize (fun (x: Tensor) -> x * x) (p :> Tensor)
    let result = push q
    Assert.True(Autograd.requiresGrad result)
    near (2.0 * x * v) result
    Autograd.backward (sum result)
    near (2.0 * v) (Autograd.grad p)
    near (2.0 * x) (Autograd.grad q)

[<Fact>]
let ``Threads may share a map`` () =
    let stateful =
        Custom.defineBackward
            "mine"
            (fun context xs ->
                context.Save xs
                xs[0] * xs[0])
            (fun context c -> [| 2.0 * c * context.Saved[0] |])

    let _, push = linearize (fun x -> stateful [| sin x |]) x
    let directions = [| for i in 1..200 -> v * float i |]
    let expected = directions |> Array.map (push >> elements)
    let together = directions |> Array.Parallel.map (push >> elements)
    Assert.Equal<float[][]>(expected, together)

[<Fact>]
let ``A map that failed may be applied again`` () =
    let mutable fails = true

    let fragile =
        Custom.define "fragile" (fun xs -> xs[0] * 2.0) (fun _ _ _ ->
            Open(
                (fun v ->
                    if fails then
                        failwith "not yet"

                    2.0 * v),
                (fun c -> 2.0 * c)
            ))

    let _, push = linearize (fun x -> fragile [| x |] + x) x
    Assert.Equal("not yet", Assert.Throws<Exception>(fun () -> push v |> ignore).Message)
    fails <- false
    near (3.0 * v) (push v)

// Transposes

/// Linear functions of vectors of three, of every kind of linear map.
let private linear: (string * (Tensor -> Tensor)) list =
    let index = int64s [ 4 ] [ 2.0; 0.0; 2.0; 1.0 ]
    let condition = bools [ 3 ] [ 1.0; 0.0; 1.0 ]

    [ "identity", id
      "zero", (fun _ -> Creation.full DType.Float64 (Number.op_Implicit 0.0) (Shape.From [ 2 ]))
      "negation", (fun x -> -x)
      "scales", (fun x -> 3.0 * x - x / 4.0 + x * w / v)
      "matrix products", (fun x -> Products.matmul matrix x)
      "a product from the right", (fun x -> Products.matmul x (Moves.matrixTranspose matrix))
      "dot", (fun x -> Products.dot x w)
      "outer", (fun x -> Products.outer x w)
      "sums", (fun x -> sum x + Reductions.mean [||] true x)
      "running sums", Reductions.cumsum 0
      "movements", (fun x -> Moves.flip [ 0 ] x |> Moves.reshape [ 3; 1 ] |> Moves.expand [ 2; 3; 4 ])
      "slices", (fun x -> Moves.slice 0 0 3 2 x)
      "joins", (fun x -> Joins.cat 0 [ x; 2.0 * x; Creation.fullLike x 0.0 ])
      "stacks", (fun x -> Joins.stack 1 [ x; x * w ])
      "gather", Indexing.gather 0 index
      "a choice by a constant", (fun x -> Indexing.where condition x (2.0 * x))
      "casts", Apply.toDType DType.Float32 >> Apply.toDType DType.Float64
      "a constant that goes again", (fun x -> x + w - w)
      "a shape", (fun x -> x * float x.Size)
      "a derivative inside", (fun v -> snd (jvp sin x v))
      "a pullback inside", (fun c -> (snd (vjp sin x)) c)
      "the slope of a quadratic form", grad (fun (x: Tensor) -> sum (x * x * w))
      "many ways", (fun x -> let y = 2.0 * x in y + (y - x) + y) ]

let cases () = [ for name, _ in linear -> [| box name |] ]

[<Theory>]
[<MemberData(nameof cases)>]
let ``The transpose of a linear function is its pullback at any point, and its transpose the function`` (name: string) =
    let f = (dict linear)[name]
    let y, pull = vjp f x
    let c = real y.Shape [ for i in 0 .. y.Size - 1 -> sin (float i + 1.0) ] |> Apply.toDType y.DType
    let transposed = linearTranspose f x
    near (pull c) (transposed c)
    near (transposed c) (transposed c)
    near (f v) (linearTranspose transposed c v)

[<Fact>]
let ``The transpose does not depend on the values of what the argument is like, and runs the function once`` () =
    let mutable runs = 0

    let f (x: Tensor) =
        runs <- runs + 1
        x * w

    for like in [ x; Creation.fullLike x nan; Parameter x ] do
        near (v * w) (linearTranspose f like v)

    let transposed = linearTranspose f x
    near (v * w) (transposed v)
    near (x * w) (transposed x)
    Assert.Equal(4, runs)

[<Fact>]
let ``Trees are transposed into trees`` () =
    let f (a: Tensor, b: Tensor) = {| Sum = a + b; Product = Products.matmul matrix a |}
    let c = {| Sum = v; Product = vector [ 2.0; -1.0 ] |}
    let a, b = linearTranspose f (x, w) c
    let expectedA, expectedB = (snd (vjp f (x, w))) c
    near expectedA a
    near expectedB b

[<Fact>]
let ``Custom operations are linear where their maps are the same at every point`` () =
    let forward (context: Context) (xs: Tensor[]) =
        context.Save xs
        xs[0] * xs[1]

    let product =
        Custom.defineBackward "product" forward (fun context c -> [| c * context.Saved[1]; c * context.Saved[0] |])

    let doubled = Custom.define "doubled" (fun xs -> 2.0 * xs[0]) (fun _ _ _ -> ScaleBy 2.0)
    let opened = Custom.define "opened" (fun xs -> w * xs[0]) (fun _ _ _ -> Open((fun v -> w * v), (fun c -> w * c)))

    near (v * w) (linearTranspose (fun x -> product [| x; w |]) x v)
    near (v * w) (linearTranspose (fun x -> product [| w; x |]) x v)
    near (2.0 * v) (linearTranspose (fun x -> doubled [| x |]) x v)
    near (w * v) (linearTranspose (fun x -> opened [| x |]) x v)

    // The other argument's own cotangent is asked for, and thrown away, as often as one likes.
    let transposed = linearTranspose (fun x -> product [| x; w |]) x
    near (transposed v) (transposed v)

/// Functions that are not linear, and the operation that is not.
let private crooked: (string * (Tensor -> Tensor)) list =
    let mine (rule: Tensor[] -> Tensor -> int -> Form<Tensor>) =
        Custom.define "mine" (fun xs -> xs[0] * 1.0) rule << Array.singleton

    let squared =
        Custom.defineBackward
            "mine"
            (fun context xs ->
                context.Save xs
                xs[0] * xs[0])
            (fun context c -> [| 2.0 * c * context.Saved[0] |])

    [ "sin", sin
      "exp", (fun x -> exp x - 1.0)
      "mul", (fun x -> x * x)
      "pow", (fun x -> x ** 2)
      "matmul", (fun x -> Products.matmul (Products.outer x w) x)
      "div", (fun x -> w / (x + 1.0) - w)
      "div", (fun x -> x * x / (x + 1.0))
      "abs", abs
      "relu", Elementwise.map Unary.Relu
      "maximum", (fun x -> Arithmetic.maximum x w)
      "amax", Reductions.amax [||] false
      "floor", floor
      "sign", Elementwise.map Unary.Sign
      "remainder", (fun x -> x % 3.0)
      "clamp", Elementwise.clamp -1.0 1.0
      "gt", (fun x -> Indexing.where (Compare.compare Binary.Greater x (host 0.0)) x (2.0 * x))
      "argmax", (fun x -> Indexing.gather 0 (Reductions.argmax (ValueSome 0) true x) x)
      "cast", (fun x -> Apply.toDType DType.Float64 (Apply.toDType DType.Int64 x))
      "mine", mine (fun xs _ _ -> Scale(xs[0] * 1.0))
      "mine", mine (fun xs _ _ -> Open((fun v -> v * xs[0]), (fun c -> c * xs[0])))
      "mine", mine (fun xs _ _ -> Compose(Identity, xs[0].Space, Open((fun v -> v * xs[0]), (fun c -> c * xs[0]))))
      "mine", (fun x -> squared [| x |])
      "gt", mine (fun xs _ _ -> Mask(Compare.compare Binary.Greater xs[0] (host 0.0), true)) ]

[<Fact>]
let ``A function that is not linear is refused by the operation that is not`` () =
    let wrongs =
        crooked
        |> List.choose (fun (operation, f) ->
            failures operation (fun () ->
                let error = Assert.Throws<GraphException>(fun () -> linearTranspose f x |> ignore)

                Assert.Equal(
                    $"linearTranspose: expected a linear function, got one whose {operation} is not linear in its argument; use vjp, which transposes the derivative at a point",
                    error.Message
                )

                None))

    Assert.Empty wrongs

[<Fact>]
let ``A function with a constant part is refused`` () =
    let functions: (Tensor -> Tensor) list =
        [ (fun x -> x + w); (fun x -> 2.0 * x - 1.0); (fun _ -> w); (fun x -> x * infinity) ]

    for f in functions do
        let error = Assert.Throws<GraphException>(fun () -> linearTranspose f x |> ignore)

        Assert.Equal(
            "linearTranspose: expected a linear function, got one that is not 0 at 0; leave its constant part away, or use vjp, which transposes the derivative at a point",
            error.Message
        )

[<Fact>]
let ``What does not take part in the result need not be linear`` () =
    let f (x: Tensor) =
        sin x |> ignore
        2.0 * x

    near (2.0 * v) (linearTranspose f x v)
