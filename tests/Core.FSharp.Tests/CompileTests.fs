/// Compiled functions by their signatures: what is traced again and what is not, and what goes in and comes out.
module Functional.Tests.CompileTests

open System
open System.Collections.Generic
open System.Threading
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Witness
open Functional.Tests.TreeSamples

let private vector (data: float list) = real [ data.Length ] data
let private x, y = vector [ 0.5; -1.0; 2.0 ], vector [ 0.25; 1.5; -0.5 ]
let private sum x = Reductions.sum [||] false x

let internal is (expected: Tensor) (actual: Tensor) =
    Assert.Equal(expected.Space, actual.Space)

    Array.iter2
        (fun (e: float) a -> Assert.True(e.Equals a || abs (a - e) <= 1e-12 * (1.0 + abs e), $"expected {e}, got {a}"))
        (elements expected)
        (elements actual)

/// A compiled function, and how often its code has run.
let internal counted (f: 'P -> 'R) : ('P -> 'R) * (unit -> int) =
    let mutable runs = 0

    compile (fun x ->
        runs <- runs + 1
        f x),
    (fun () -> runs)

// What a signature is

[<Fact>]
let ``the code runs once for a shape and dtype, whatever the numbers`` () =
    let f, runs = counted (fun (x: Tensor) -> sin x * 2.0)
    is (sin x * 2.0) (f x)
    is (sin y * 2.0) (f y)
    Assert.Equal(1, runs ())
    let longer = vector [ 1.0 .. 5.0 ]
    is (sin longer * 2.0) (f longer)
    let single = Apply.toDType DType.Float32 x
    Assert.Equal(DType.Float32, (f single).DType)
    let flat = Moves.reshape (Shape.From [ 1; 3 ]) x
    is (sin flat * 2.0) (f flat)
    is (sin x * 2.0) (f x)
    Assert.Equal(4, runs ())

type private Settings = { Weight: Tensor; Rate: float; Name: string; Sizes: int[] }

type private Shape' =
    | Circle of Tensor
    | Square of Tensor
    | Nothing

type Model(weight: Tensor, power: int) =
    let power = power
    member val Weight = weight with get, set
    member m.Of(x: Tensor) = x * m.Weight ** power

/// Calls with one argument and then another: the second is right, and traced anew.
let private retraces (f: 'P -> 'R) (one: 'P) (other: 'P) =
    let compiled, runs = counted f
    let check x = Array.iter2 is (Tree.leaves (f x)) (Tree.leaves (compiled x))
    check one
    check other
    Assert.Equal(2, runs ())

    // Functions that are called often take a shorter way.
    for _ in 1..20 do
        check one
        check other

    Assert.Equal(2, runs ())

[<Fact>]
let ``numbers beside tensors are constants: others are traced anew`` () =
    retraces (fun (x: Tensor, k: float) -> x * k) (x, 2.0) (x, 3.0)
    retraces (fun (k: int, x: Tensor) -> x * float k) (2, x) (3, x)
    retraces (fun (x: Tensor, isHalf: bool) -> if isHalf then 0.5 * x else x) (x, true) (x, false)
    retraces (fun (x: Tensor, k: int option) -> if k.IsSome then x * 2.0 else x) (x, Some 1) (x, None)
    retraces (fun (x: Tensor, k: DType) -> Apply.toDType k x) (x, DType.Float32) (x, DType.Float64)
    retraces (fun struct (x: Tensor, k: float) -> x * k) (struct (x, 2.0)) (struct (x, 3.0))
    retraces (fun (x: Tensor, (y: Tensor, k: float)) -> x * y * k) (x, (y, 2.0)) (x, (y, 3.0))
    retraces (fun (k: int) -> vector [ float k ]) 1 2
    retraces (fun (x: Tensor, k: float) -> x / k) (x, 0.0) (x, -0.0)

[<Fact>]
let ``a number that is not one is the same number`` () =
    let f, runs = counted (fun (x: Tensor, k: float) -> x * k)
    is (x * nan) (f (x, nan))
    is (x * nan) (f (x, nan))
    Assert.Equal(1, runs ())

[<Fact>]
let ``what records hold beside tensors is traced anew`` () =
    let f s = (if s.Name = "sum" then sum s.Weight else s.Weight * s.Rate) + float s.Sizes.Length
    let settings = { Weight = x; Rate = 2.0; Name = "times"; Sizes = [| 1 |] }
    retraces f settings { settings with Rate = 3.0 }
    retraces f settings { settings with Name = "sum" }
    retraces f settings { settings with Sizes = [| 1; 2 |] }
    retraces (fun (s: {| W: Tensor; K: int |}) -> s.W * float s.K) {| W = x; K = 1 |} {| W = x; K = 2 |}

[<Fact>]
let ``arrays and lists of numbers count by what they hold, though they change`` () =
    let f, runs = counted (fun (x: Tensor, k: int[]) -> x * float (Array.sum k))
    let numbers = [| 1; 2 |]
    is (x * 3.0) (f (x, numbers))
    is (x * 3.0) (f (x, [| 1; 2 |]))
    Assert.Equal(1, runs ())
    numbers[0] <- 10
    is (x * 12.0) (f (x, numbers))
    let g, _ = counted (fun (x: Tensor, k: List<int>) -> x * float (Seq.sum k))
    let numbers = List [ 1; 2 ]
    is (x * 3.0) (g (x, numbers))
    numbers.Add 3
    is (x * 6.0) (g (x, numbers))
    let h, runs = counted (fun (x: Tensor, k: int list, m: Map<string, float>) -> x * float (List.sum k) * m["a"])
    is (x * 6.0) (h (x, [ 1; 2 ], Map.ofList [ "a", 2.0 ]))
    is (x * 6.0) (h (x, [ 1; 2 ], Map.ofList [ "a", 2.0 ]))
    is (x * 9.0) (h (x, [ 1; 2 ], Map.ofList [ "a", 3.0 ]))
    Assert.Equal(2, runs ())

[<Fact>]
let ``what a class keeps to itself is traced anew`` () =
    let f (m: Model) = m.Of y
    let compiled = compile f
    is (y * x ** 2) (compiled (Model(x, 2)))
    is (y * x ** 3) (compiled (Model(x, 3)))

[<Fact>]
let ``cases, lengths and keys are traced anew`` () =
    let area shape =
        match shape with
        | Circle r -> 3.0 * r * r
        | Square a -> a * a
        | Nothing -> vector []

    retraces area (Circle x) (Square x)
    retraces area (Circle x) Nothing
    retraces (List.reduce (*): Tensor list -> Tensor) [ x ] [ x; y ]
    retraces (Array.reduce (*): Tensor[] -> Tensor) [| x; y; x |] [| x; y |]

    retraces
        (fun (m: Map<string, Tensor>) -> m |> Map.toList |> List.map snd |> List.reduce (-))
        (Map.ofList [ "a", x; "b", y ])
        (Map.ofList [ "c", x; "b", y ])

    retraces (fun (xs: Tensor option) -> Option.defaultValue y xs) (Some x) None

type private Pair = { First: Layer; Second: struct (Tensor * Layer) }

[<Fact>]
let ``trees of trees are the same after many calls, by their values and by their errors`` () =
    let f pair =
        let struct (z, layer) = pair.Second
        { First = { W = pair.First.W * z; B = layer.B }; Second = struct (pair.First.B - z, pair.First) }

    let pair = { First = { W = x; B = y }; Second = struct (x + y, { W = y; B = x * x }) }
    let compiled, runs = counted f
    let mutable one, other = pair, pair

    for _ in 1..30 do
        one <- f one
        other <- compiled other
        Array.iter2 is (Tree.leaves one) (Tree.leaves other)

    Assert.Equal(1, runs ())
    let missing = { pair with Second = struct (x, Unchecked.defaultof<Layer>) }
    Assert.Contains(".Second.Item2 is null", Assert.Throws<TreeException>(fun () -> compiled missing |> ignore).Message)
    // What is more than numbers takes the longer way.
    is (grad (f >> _.First.W >> sum) pair).First.W (grad (compiled >> _.First.W >> sum) pair).First.W

[<Fact>]
let ``rows are the same after many calls, whatever their lengths, and results keep what is no tensor`` () =
    let f (xs: Tensor[], more: Tensor list, states: Tensor[][]) =
        let tip = Array.length xs + 10 * List.length more

        (tip, [ for s in more -> s * float tip ], xs |> Array.map sin),
        states |> Array.map (Array.map (fun s -> s + xs[0]))

    let compiled, runs = counted f

    let inputs =
        [ [| x; y |], [ y ], [| [| x |]; [||]; [| y; x |] |]
          [| x |], [ y; x ], [| [| x |]; [||]; [| y; x |] |]
          [| x |], [ y; x ], [| [| x; y |]; [| x |] |]
          [| y; x |], [], [||] ]

    for i in 1..100 do
        let given = inputs[(i / 3) % inputs.Length]
        let (tip, more, xs), states = compiled given
        let (tip', more', xs'), states' = f given
        Assert.Equal(tip', tip)
        List.iter2 is more' more
        Array.iter2 is xs' xs
        Array.iter2 (Array.iter2 is) states' states

    Assert.Equal(inputs.Length, runs ())
    let nothing = Unchecked.defaultof<Tensor>
    Assert.Throws<TreeException>(fun () -> compiled ([| x; nothing |], [ y ], [||]) |> ignore) |> ignore
    let wrong: Tensor[] = unbox (box [| Parameter x; Parameter y |])
    let (_, _, sines), _ = compiled (wrong, [ y ], [| [| x |]; [||]; [| y; x |] |])
    Array.iter2 is [| sin x; sin y |] sines

/// A class from which others may be derived.
type Base(w: Tensor) =
    member val W = w with get, set

type Derived(w: Tensor) =
    inherit Base(w)

[<Fact>]
let ``values of a derived class are no values of the class that is declared`` () =
    let f (value: Base, z: Tensor) : Tensor * Base =
        match value with
        | :? Derived as d -> d.W - z, upcast Derived z
        | b -> b.W * z, b

    let plain, derived = Base x, (Derived x :> Base)
    retraces f (plain, y) (derived, x)
    retraces f (derived, x) (plain, y)
    let compiled = compile f

    for i in 1..40 do
        let given = if i % 3 = 0 then derived else plain
        Assert.Equal((snd (f (given, y))).GetType(), (snd (compiled (given, y))).GetType())

[<Fact>]
let ``keys of a result are those of its argument`` () =
    let f, _ = counted (fun (m: Map<string, Tensor>) -> m |> Map.map (fun _ x -> x * 2.0))
    Assert.Equal<string list>([ "a" ], [ for entry in f (Map.ofList [ "a", x ]) -> entry.Key ])
    Assert.Equal<string list>([ "b" ], [ for entry in f (Map.ofList [ "b", x ]) -> entry.Key ])
    let d = Dictionary(dict [ "k", x ])
    is (2.0 * x) (compile (fun (d: Dictionary<string, Tensor>) -> d["k"] * 2.0) d)

[<Fact>]
let ``no arguments, curried arguments and functions as results`` () =
    let f, runs = counted (fun () -> sin x)
    is (sin x) (f ())
    is (sin x) (f ())
    Assert.Equal(1, runs ())
    let curried (a: Tensor) = compile (fun b -> a * b)
    is (x * y) (curried x y)

    Assert.Throws<TreeException>(fun () -> compile (fun (x: Tensor) -> fun (y: Tensor) -> x * y) x y |> ignore)
    |> ignore

    Assert.Throws<TreeException>(fun () -> compile (fun (g: Tensor -> Tensor) -> g x) sin |> ignore) |> ignore

[<Fact>]
let ``null is refused as it is without compile`` () =
    let nothing = Unchecked.defaultof<Tensor>
    Assert.ThrowsAny<ArgumentException>(fun () -> compile sin nothing |> ignore) |> ignore

// What comes out

[<Fact>]
let ``results may be arguments, constants, the same value twice, and more than tensors`` () =
    let f =
        compile (fun (x: Tensor, y: Tensor) -> let s = sin x in x, s, s, y, vector [ 7.0 ], "text", [ 3; 4 ], x + y)

    for _ in 1..3 do
        let a, b, c, d, e, text, numbers, g = f (x, y)
        is x a
        is (sin x) b
        is (sin x) c
        is y d
        is (vector [ 7.0 ]) e
        is (x + y) g
        Assert.Equal("text", text)
        Assert.Equal<int list>([ 3; 4 ], numbers)

[<Fact>]
let ``results outlive later calls, and the arguments stay what they are`` () =
    let f = compile (fun (x: Tensor) -> let y = x * 2.0 in y, sin y, sum y, x)
    let inputs = [ for i in 1..50 -> vector [ for j in 1..2000 -> float (i * j) ] ]
    let results = inputs |> List.map f

    for input, (y, s, t, same) in List.zip inputs results do
        is (input * 2.0) y
        is (sin (input * 2.0)) s
        is (sum (input * 2.0)) t
        is input same

[<Fact>]
let ``a result inside a gradient does not go with what the gradient let go of`` () =
    let f = compile (fun (x: Tensor) -> x * x, sin x)
    let kept = List()

    let gradient =
        grad
            (fun x ->
                let a, b = f x
                kept.Add(Autograd.detach b)
                sum (a * b))
            x

    for _ in 1..20 do
        grad (fun x -> sum (exp (x * x))) (vector [ 9.0; 9.0; 9.0 ]) |> ignore

    is (sin x) kept[0]
    is (2.0 * x * sin x + x * x * cos x) gradient

[<Fact>]
let ``numbers alone, empty tensors, integers and truth values`` () =
    let number = real [] [ 0.5 ]
    is (sin number) (compile (sin: Tensor -> Tensor) number)
    let empty = Tensor.zeros [ 0; 3 ]
    let a, b, c = compile (fun (x: Tensor) -> sin x, sum x, Reductions.sum [| 1 |] false x) empty
    is (sin empty) a
    is (sum empty) b
    is (Reductions.sum [| 1 |] false empty) c
    let ints = Checks.int64s [ 3 ] [ 1.0; 2.0; 3.0 ]
    let f (k: Tensor) = k + 1, k * k, k / 2, sum k, k .> 1.0
    let plain, compiled = f ints, compile f ints
    Array.iter2 Checks.same (Tree.leaves plain) (Tree.leaves compiled)
    let flags = Checks.bools [ 3 ] [ 1.0; 0.0; 1.0 ]
    let g (b: Tensor) = Apply.run Primitives.where [| b; x; y |], sum b
    Array.iter2 Checks.same (Tree.leaves (g flags)) (Tree.leaves (compile g flags))

    is
        (Indexing.indexSelect 0 ints (vector [ 1.0 .. 5.0 ]))
        (compile (fun (k, v) -> Indexing.indexSelect 0 k v) (ints, vector [ 1.0 .. 5.0 ]))

[<Fact>]
let ``dtypes are promoted as without compile`` () =
    let single, half = Apply.toDType DType.Float32 x, real [] [ 0.5 ]
    let ints = Checks.int64s [ 3 ] [ 1.0; 2.0; 3.0 ]

    let f (single: Tensor, double: Tensor, ints: Tensor, number: Tensor) =
        [ single + double
          single * number
          ints * number
          ints + 1
          ints * 0.5
          single + ints
          ints / ints
          2.0 * single ]

    let xs = single, x, ints, half
    List.iter2 Checks.same (f xs) (compile f xs)

[<Fact>]
let ``errors of shapes are those of the function, and leave it usable`` () =
    let f, runs = counted (fun (x: Tensor, y: Tensor) -> x * y)
    let bad = vector [ 1.0; 2.0 ]
    let expected = Assert.Throws<ShapeException>(fun () -> x * bad |> ignore)
    let actual = Assert.Throws<ShapeException>(fun () -> f (x, bad) |> ignore)
    Assert.Equal(expected.Message, actual.Message)
    is (x * y) (f (x, y))
    Assert.Equal(2, runs ())

[<Fact>]
let ``an exception of the function comes through, and the next call traces anew`` () =
    let mutable fails = true

    let f =
        compile (fun (x: Tensor) ->
            if fails then
                raise (TimeoutException "mine")

            x + 1.0)

    Assert.Equal("mine", Assert.Throws<TimeoutException>(fun () -> f x |> ignore).Message)
    fails <- false
    is (x + 1.0) (f x)
    // Nothing is traced any more.
    Assert.Equal(0.5, float (x[0]))

[<Fact>]
let ``a value that escapes is refused after tracing`` () =
    let leaked = List<Tensor>()

    let f =
        compile (fun (x: Tensor) ->
            leaked.Add(sin x)
            x + 1.0)

    is (x + 1.0) (f x)
    Checks.says<GraphException> [ "compile"; "ended" ] (fun () -> leaked[0] + 1.0)

// How many signatures

let private notices (f: unit -> unit) : string list =
    let said = List<string>()
    use _ = Notices.Listen(fun text -> lock said (fun () -> said.Add text))
    f ()
    List.ofSeq said

[<Fact>]
let ``signatures are kept up to a number, the one least used goes, and that it thrashes is said once`` () =
    let mutable runs = 0

    let f =
        compileWith { CompileOptions.Default with Signatures = 2 } (fun (x: Tensor) ->
            runs <- runs + 1
            sum x)

    let call n = Assert.Equal(float n, float (f (Tensor.ones [ n ])))

    let said =
        notices (fun () ->
            call 1
            call 2
            call 1
            call 2
            Assert.Equal(2, runs)
            call 1
            call 3
            Assert.Equal(3, runs)
            call 1
            Assert.Equal(3, runs)
            call 2
            Assert.Equal(4, runs)

            for _ in 1..10 do
                for n in 1..5 do
                    call n)

    let many = said |> List.filter _.Contains("more than 2 signatures")
    Assert.Equal(1, many.Length)
    Assert.Contains("pass numbers as tensors", many[0])

[<Fact>]
let ``few signatures called often say nothing`` () =
    let f = compileWith { CompileOptions.Default with Signatures = 2 } (fun (x: Tensor) -> sum x * 2.0)

    let said =
        notices (fun () ->
            for _ in 1..50 do
                f x |> ignore
                f (vector [ 1.0 ]) |> ignore)

    Assert.Empty said

[<Fact>]
let ``options out of range are named`` () =
    let refused (option: string) options =
        let error = Assert.Throws<ArgumentOutOfRangeException>(fun () -> compileWith options sum |> ignore)
        Assert.Equal(option, error.ParamName)
        Assert.Contains($"compile: expected {option} of at least 1, got 0", error.Message)

    refused "signatures" { CompileOptions.Default with Signatures = 0 }
    refused "maxOperations" { CompileOptions.Default with MaxOperations = 0 }

[<Fact>]
let ``machine code at once gives the same`` () =
    let f (x: Tensor) = sum (tanh (x * 2.0) + exp -x)
    let eager = compileWith { CompileOptions.Default with Eager = true } f
    is (f x) (eager x)
    is (grad f x) (grad eager x)

// Threads

let private together count (work: int -> unit) =
    let errors = List<exn>()
    use start = new Barrier(count)

    let threads =
        [ for i in 0 .. count - 1 ->
              Thread(fun () ->
                  start.SignalAndWait()

                  try
                      work i
                  with error ->
                      lock errors (fun () -> errors.Add error)) ]

    threads |> List.iter _.Start()
    threads |> List.iter _.Join()
    Assert.Empty errors

[<Fact>]
let ``first calls at the same time trace once and agree`` () =
    for _ in 1..10 do
        let f, runs = counted (fun (x: Tensor) -> sum (sin x * x))
        together 8 (fun i -> is (sum (sin (x * float i) * (x * float i))) (f (x * float i)))
        Assert.Equal(1, runs ())

[<Fact>]
let ``threads that call one function with many signatures get their own results`` () =
    let f, _ = counted (fun (x: Tensor, k: int) -> sin x * float k, sum x)

    together 6 (fun i ->
        for round in 1..200 do
            let input = vector [ for j in 0 .. (i + round) % 7 -> float (i * j + round) ]
            let a, b = f (input, round % 3)
            is (sin input * float (round % 3)) a
            is (sum input) b)

[<Fact>]
let ``one thread traces while others compute as usual`` () =
    let p = Parameter x

    together 4 (fun i ->
        for round in 1..50 do
            if i % 2 = 0 then
                let f = compile (fun (x: Tensor) -> sum (p * x * float round))
                is (sum (x * y * float round)) (f y)
            else
                Assert.Equal(float round * 0.5, float ((p.Value * float round)[0]))
                is (2.0 * x) (grad (fun x -> sum (x * x)) x))

[<Fact>]
let ``compile in compile, and compiled functions that call themselves`` () =
    let f (x: Tensor) = sin x * x
    is (f (f x)) (compile (compile f >> compile f) x)

    let rec power (x: Tensor, n: int) : Tensor = if n = 0 then x else compiledPower (x * x, n - 1)
    and compiledPower: Tensor * int -> Tensor = fun a -> (compile power) a

    is (x ** 16) (compile power (x, 4))

// Programs

[<Fact>]
let ``the program, simplified, and what becomes of it can be looked at`` () =
    let f (x: Tensor) = sum (sin x + 0.0 * x)
    let text = string (Compile.program f x)
    Assert.Contains("sin(%0)", text)
    Assert.Equal(text, string (Compile.program (compile f) x))
    Assert.Contains("sum", string (Compile.simplified f x))
    Assert.NotEmpty(Compile.explain (valueAndGrad f) x)
