/// A function of a batch is the function of its examples; what a batch cannot do, it says.
module Functional.Tests.VmapTests

open System
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Witness

let private vector (data: float list) = real [ data.Length ] data

let private near (expected: Tensor) (actual: Tensor) =
    Assert.Equal(expected.Space, actual.Space)
    Array.iter2 (fun (e: float) a -> Assert.Equal(e, a, 1e-12 * (1.0 + abs e))) (elements expected) (elements actual)

let private matrix = real [ 2; 3 ] [ 0.5; -1.0; 2.0; 1.5; 0.25; -0.75 ]
let private rows f = Tensor.stack 0 [ for row in matrix -> f row ]
let private isVmap (f: Tensor -> Tensor) = near (rows f) (vmap f matrix)

let private fails<'e when 'e :> exn> (message: string) (run: unit -> Tensor) =
    Assert.Equal(message, Assert.Throws<'e>(Action(fun () -> run () |> ignore)).Message)

[<Fact>]
let ``Trees go in and come out`` () =
    let f (p: {| X: Tensor; Y: Tensor |}) = [ p.X * p.Y; Tensor.sum p.X ], 7
    let (products, number) = vmap f {| X = matrix; Y = vector [ 2.0; 3.0 ] |}
    near (matrix * real [ 2; 1 ] [ 2.0; 3.0 ]) products[0]
    near (vector [ 1.5; 1.0 ]) products[1]
    Assert.Equal(7, number)

[<Fact>]
let ``An argument without axis is the same for all, and a result without axis must be`` () =
    let weights = vector [ 1.0; 2.0 ]

    let scaled, shared = vmapAxes [ Some 1; None ] [ Some 1; None ] (fun (x, w) -> x * w, w + 1.0) (matrix, weights)

    near (vmap (fun column -> column * weights) (Tensor.matrixTranspose matrix) |> Tensor.matrixTranspose) scaled
    near (weights + 1.0) shared

[<Fact>]
let ``What does not depend on the example is repeated`` () =
    near (Tensor.stack 0 [ matrix; matrix ]) (vmap (fun (_: Tensor) -> matrix) matrix)

[<Fact>]
let ``A batched index takes from a source that all examples share, without a copy for each`` () =
    let table = Tensor.arange 0.0 3_000_000.0 1.0 |> Tensor.reshape [ 1_000_000; 3 ]
    let index = Tensor.cast DType.Int64 (Tensor.arange 0.0 1000.0 1.0) |> Tensor.reshape [ 1000; 1 ]
    let before = GC.GetAllocatedBytesForCurrentThread()
    let taken = vmap (fun i -> Tensor.indexSelect 0 i table) index
    Assert.Equal<int>([| 1000; 1; 3 |], taken.Shape)
    Assert.Equal(2999.0, float taken.[999].[0].[2])
    Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000L)

[<Fact>]
let ``Types are promoted by the ranks of one example`` () =
    let halves = Tensor.cast DType.Float64 (vector [ 0.5; 1.5 ])
    let singles = Tensor.cast DType.Float32 matrix
    // A float64 number beside a float32 vector is no float64 vector.
    Assert.Equal(DType.Float32, (vmap (fun (x, y) -> x * y) (singles, halves)).DType)
    Assert.Equal(DType.Float64, (vmap (fun (x, y) -> x * y) (singles, matrix)).DType)

[<Fact>]
let ``Rules of one's own are used for each example`` () =
    let doubled = customJvp (fun (x: Tensor) -> sin x) (fun x _ v -> 2.0 * v * cos x)
    let reversed = customVjp id (fun _ _ (c: Tensor) -> -c)
    let tripled = Custom.defineBackward "triple" (fun _ xs -> 3.0 * xs[0]) (fun _ c -> [| 5.0 * c |])
    isVmap doubled
    isVmap (grad (doubled >> Tensor.sum))
    near (2.0 * cos matrix) (grad (vmap doubled >> Tensor.sum) matrix)
    isVmap (grad (reversed >> Tensor.square >> Tensor.sum))

    near
        (Tensor.full [] 5.0 |> Tensor.cast DType.Float64 |> fun k -> k * onesLike matrix)
        (grad (vmap (fun x -> tripled [| x |]) >> Tensor.sum) matrix)

[<Fact>]
let ``A rule of a tree with integers sees each example's own`` () =
    let pick =
        customVjp (fun (x: Tensor, i: Tensor) -> Tensor.indexSelect 0 i x * 2.0, i + i) (fun (x, i) _ (c, _) ->
            Tensor.scatterAdd 0 i (10.0 * c) (Tensor.zerosLike x), i)

    let index = Tensor.cast DType.Int64 (real [ 2; 2 ] [ 0.0; 2.0; 1.0; 1.0 ])
    let taken, twice = vmap pick (matrix, index)
    near (real [ 2; 2 ] [ 1.0; 4.0; 0.5; 0.5 ]) taken
    Assert.Equal<float>([| 0.0; 4.0; 2.0; 2.0 |], elements twice)
    let gradient = grad (fun x -> Tensor.sum (fst (vmap pick (x, index)))) matrix
    near (real [ 2; 3 ] [ 10.0; 0.0; 10.0; 0.0; 20.0; 0.0 ]) gradient

[<Fact>]
let ``A checkpointed function is itself, in a batch and around one`` () =
    let f x = Tensor.sum (sin x * exp x)
    isVmap (checkpoint f)
    isVmap (grad (checkpoint f))
    near (grad (vmap f >> Tensor.sum) matrix) (grad (vmap (checkpoint f) >> Tensor.sum) matrix)
    near (grad (vmap f >> Tensor.sum) matrix) (grad (checkpoint (vmap f) >> Tensor.sum) matrix)
    near (hessian (vmap f >> Tensor.sum) matrix) (hessian (checkpoint (vmap f) >> Tensor.sum) matrix)

[<Fact>]
let ``Parameters are differentiated through a batch`` () =
    let w = Parameter(vector [ 1.0; 2.0; 3.0 ])

    let loss =
        vmap (fun row -> Tensor.sum (Tensor.softmax 0 (row * w)) + Tensor.sum (row * w * w)) matrix |> Tensor.sum

    Autograd.backward loss
    near (2.0 * w.Value * Tensor.sumOver [ 0 ] matrix) (Autograd.grad w)

[<Fact>]
let ``What is detached is constant, example by example`` () =
    near matrix (grad (vmap (fun x -> Tensor.stopGradient x * x) >> Tensor.sum) matrix)
    isVmap (grad (fun x -> Tensor.sum (Tensor.stopGradient x * x)))

[<Fact>]
let ``An example prints as what it is`` () =
    let mutable text = ""

    vmap
        (fun x ->
            text <- string x
            x)
        matrix
    |> ignore

    Assert.Contains("lanes=2 of vmap", text)

[<Fact>]
let ``A batch refuses axes that do not fit`` () =
    fails<ShapeException>
        "vmap: the axes to map over have different lengths: 2 (axis 0 of tensor 0), 3 (axis 0 of tensor 1); they must have one length, or name no axis for what is the same for all"
        (fun () -> vmap (fun (x: Tensor, y) -> x + y) (vector [ 1.0; 2.0 ], vector [ 1.0; 2.0; 3.0 ]))

    fails<AxisException> "vmap: axis 0 of a 0-d tensor; it has no axes, reshape it first" (fun () ->
        vmap (fun x -> sin x) (real [] [ 1.0 ]))

    fails<ShapeException> "vmap: no argument has an axis to map over; name one for at least one tensor" (fun () ->
        vmapAxes [ None ] [ Some 0 ] sin matrix)

    fails<ShapeException>
        "vmap: 2 axes for 1 tensors of the argument; give one axis for all of them, or one for each"
        (fun () -> vmapAxes [ Some 0; Some 1 ] [ Some 0 ] sin matrix)

    fails<GraphException>
        "vmap: result 0 differs from one place of the batch to the next; name the axis along which they go"
        (fun () -> vmapAxes [ Some 0 ] [ None ] sin matrix)

[<Fact>]
let ``Numbers of one example cannot be read`` () =
    let message operation shape =
        $"{operation}: reads a value of vmap, which is 2 tensors of shape {shape}, one for each place of the batch, and no single one; compute with it (where, cond), or do without vmap here"

    fails<GraphException> (message "item" "[]") (fun () ->
        vmap (fun x -> if float (Tensor.sum x) > 0.0 then x else -x) matrix)

    fails<GraphException> (message "toArray" "[3]") (fun () ->
        vmap
            (fun x ->
                Tensor.toArray<float> x |> ignore
                x)
            matrix)

    fails<GraphException> (message "item" "[]") (fun () ->
        vmap (fun x -> grad (fun y -> if float (Tensor.sum y) > 0.0 then Tensor.sum y else Tensor.max y) x) matrix)

[<Fact>]
let ``An example that escapes is refused`` () =
    let mutable escaped = Unchecked.defaultof<Tensor>

    vmap
        (fun x ->
            escaped <- x
            x)
        matrix
    |> ignore

    let error = Assert.Throws<GraphException>(Action(fun () -> sin escaped |> ignore))
    Assert.StartsWith("sin", error.Message)

[<Fact>]
let ``A Jacobian of many elements goes in several batches`` () =
    let x = Tensor.linspace 0.1 1.0 300 |> Tensor.cast DType.Float64
    let f (x: Tensor) = sin x * Tensor.narrow 0 0 1 x

    let expected =
        Tensor.diagEmbed (cos x * float x.[0])
        + Tensor.cat 1 [ Tensor.reshape [ 300; 1 ] (sin x); Tensor.zerosOf DType.Float64 [ 300; 299 ] ]

    near expected (jacobianForward f x)
    near expected (jacobianReverse f x)
    near (-Tensor.sum(sin x)) (laplacian (sin >> Tensor.sum) x)

[<Fact>]
let ``Classes are of all examples`` () =
    let index = Tensor.cast DType.Int64 (real [ 2; 2 ] [ 0.0; 2.0; 1.0; 1.0 ])
    Assert.Equal<float>(elements (Tensor.oneHot 3 index), elements (vmap (Tensor.oneHot 3) index))

[<Fact>]
let ``Losses and layers have a value for each example`` () =
    let logits = Tensor.stack 0 [ matrix; matrix * 2.0 ]
    let classes = Tensor.cast DType.Int64 (real [ 2; 2 ] [ 0.0; 2.0; 1.0; 1.0 ])
    let loss (x: Tensor, c: Tensor) : Tensor = Losses.CrossEntropy(x, c)
    let each = Tensor.stack 0 [ for i in 0..1 -> loss (Tensor.select 0 i logits, Tensor.select 0 i classes) ]
    near each (vmap loss (logits, classes))
    let model = Nn.Sequential(Nn.Linear(3, 4), Nn.Tanh(), Nn.LayerNorm [ 4 ])
    let singles = Tensor.cast DType.Float32 logits
    let expected = Tensor.stack 0 [ for x in singles -> model.Forward x ]
    Assert.True(Tensor.allClose 1e-5 1e-6 expected (vmap model.Forward singles))
