/// Bad input is refused by a documented exception whose message says the operation, what it expected, what it got, and
/// what to do about it.
module Functional.Tests.ErrorsTests

open System
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Witness

let private sum x = Reductions.sum [||] false x

let private ones (shape: int list) =
    Creation.full DType.Float32 (Number.op_Implicit 1.0) (Shape.From(Array.ofList shape))

let private integers (data: int64 list) = Creation.fromArray (Array.ofList data) (Shape.From [| data.Length |])
let private nothing = Unchecked.defaultof<Tensor>
let private parameter shape = Parameter(ones shape)

let private says<'E, 'T when 'E :> exn> (message: string) (action: unit -> 'T) =
    let error = Assert.Throws<'E>(fun () -> action () |> ignore)
    Assert.Equal(message, error.Message)

// Shapes and axes

[<Fact>]
let ``Shapes that do not broadcast`` () =
    for name, operation in
        [ "add", Arithmetic.add
          "sub", Arithmetic.subtract
          "mul", Arithmetic.multiply
          "div", Arithmetic.divide
          "maximum", Arithmetic.maximum ] do
        says<ShapeException, _>
            $"{name}: shapes [2, 3] and [2] do not broadcast; aligned at the last axis, lengths must be equal or 1"
            (fun () -> operation (ones [ 2; 3 ]) (ones [ 2 ]))

[<Fact>]
let ``Shapes that do not broadcast are refused inside transformations with the same words`` () =
    let f x = sum (x + ones [ 2 ])
    let message = "add: shapes [3] and [2] do not broadcast; aligned at the last axis, lengths must be equal or 1"
    says<ShapeException, _> message (fun () -> grad f (ones [ 3 ]))
    says<ShapeException, _> message (fun () -> jvp f (ones [ 3 ]) (ones [ 3 ]))
    says<ShapeException, _> message (fun () -> parameter [ 3 ] + ones [ 2 ])

[<Fact>]
let ``Matrix products whose inner axes differ`` () =
    says<ShapeException, _>
        "matmul: inner axes differ: [2, 3] x [4, 2]; the last axis of the left must equal the second-to-last of the right"
        (fun () -> Products.matmul (ones [ 2; 3 ]) (ones [ 4; 2 ]))

    says<ShapeException, _>
        "matmul: expected tensors with axes, got one without; multiply elementwise with *"
        (fun () -> Products.matmul (ones []) (ones [ 4; 2 ]))

    says<ShapeException, _> "dot: shapes [3] and [4] differ; they must be equal" (fun () ->
        Products.dot (ones [ 3 ]) (ones [ 4 ]))

[<Fact>]
let ``Tensors of the wrong rank`` () =
    says<ShapeException, _> "dot: expected vectors, got shape [2, 2]; flatten it, or use matmul" (fun () ->
        Products.dot (ones [ 2; 2 ]) (ones [ 2 ]))

    says<ShapeException, _> "trace: expected a matrix, got shape [3]; reshape it to two axes" (fun () ->
        Reductions.trace (ones [ 3 ]))

[<Fact>]
let ``Axes that do not exist, or are named twice`` () =
    let x = ones [ 2; 3 ]

    says<AxisException, _> "sum: axis 2 of shape [2, 3]; it must be in [-2, 2)" (fun () ->
        Reductions.sum [| 2 |] false x)

    says<AxisException, _> "mean: axis -3 of shape [2, 3]; it must be in [-2, 2)" (fun () ->
        Reductions.mean [| -3 |] false x)

    says<AxisException, _> "sum: axis 1 of a 0-d tensor; it has no axes, reshape it first" (fun () ->
        Reductions.sum [| 1 |] false (ones []))

    says<AxisException, _> "sum: axes [0, -2] of shape [2, 3] name an axis twice; name each axis once" (fun () ->
        Reductions.sum [| 0; -2 |] false x)

    says<AxisException, _> "permute: axes [0, 0] do not reorder shape [2, 3]; name each of its 2 axes once" (fun () ->
        Moves.permute [ 0; 0 ] x)

[<Fact>]
let ``Shapes that cannot be taken`` () =
    let x = ones [ 2; 3 ]

    says<ShapeException, _> "reshape: [2, 3] has 6 elements, [4] has 4; the sizes must be equal" (fun () ->
        Moves.reshape [ 4 ] x)

    says<ShapeException, _>
        "expand: [2, 3] does not stretch to [2, 4]; aligned at the last axis, its lengths must be equal or 1"
        (fun () -> Moves.expand [ 2; 4 ] x)

    says<ShapeException, _>
        "shape: lengths must not be negative, got [2, -3]; write -1 only in reshape, where it is inferred"
        (fun () -> ones [ 2; -3 ])

    says<ShapeException, _>
        "tensor: 2 values for shape [3], which holds 3; give as many values as the shape holds"
        (fun () -> Creation.fromArray [| 1.0; 2.0 |] (Shape.From [| 3 |]))

[<Fact>]
let ``The largest of nothing`` () =
    says<ShapeException, _>
        "amax: shape [0] has no elements along the reduced axes, and amax of nothing has no value; reduce a non-empty tensor"
        (fun () -> Reductions.amax [||] false (ones [ 0 ]))

    says<ShapeException, _>
        "max: shape [2, 0] has no elements along the reduced axes, and max of nothing has no value; reduce a non-empty tensor"
        (fun () -> fst (Reductions.max 1 false (ones [ 2; 0 ])))

[<Fact>]
let ``Indices out of bounds`` () =
    says<IndexException, _> "gather: index 3 along axis 0 of shape [3]; it must be in [0, 3)" (fun () ->
        Indexing.gather 0 (integers [ 0L; 3L ]) (ones [ 3 ]))

    says<IndexException, _> "select: index -4 along axis 0 of shape [3]; it must be in [-3, 3)" (fun () ->
        Moves.select 0 -4 (ones [ 3 ]))

    says<DTypeException, _>
        "index_select: indices must be int64, got float32; cast them, or create them from long values"
        (fun () -> Indexing.indexSelect 0 (ones [ 1 ]) (ones [ 3 ]))

// Derivatives

[<Fact>]
let ``Integers have no derivative`` () =
    let x = integers [ 1L; 2L ]

    let message name =
        $"{name}: int64 tensors have no derivative, only floating-point ones do; cast with To(DType.Float32)"

    says<DTypeException, _> (message "grad") (fun () -> grad sum x)
    says<DTypeException, _> (message "jvp") (fun () -> jvp sum x x)
    says<DTypeException, _> (message "vjp") (fun () -> vjp sum x)
    says<DTypeException, _> (message "linearize") (fun () -> linearize sum x)
    says<DTypeException, _> (message "linearTranspose") (fun () -> linearTranspose sum x)
    says<DTypeException, _> (message "diff") (fun () -> diff sum (integers [ 1L ]))
    says<DTypeException, _> (message "jacobianForward") (fun () -> jacobianForward id x)
    says<DTypeException, _> (message "jacobianReverse") (fun () -> jacobianReverse id x)
    says<DTypeException, _> (message "hvp") (fun () -> hvp sum x x)
    says<DTypeException, _> (message "Parameter") (fun () -> Parameter x)
    says<DTypeException, _> (message "grad") (fun () -> grad (fun x -> sum (Apply.toDType DType.Int64 x)) (ones [ 2 ]))

[<Fact>]
let ``Gradients of results with several elements`` () =
    says<ShapeException, _>
        "grad: expected a tensor of one element, got shape [3]; reduce it, for example with sum or mean, or use jacobian or vjp"
        (fun () -> grad (fun (x: Tensor) -> x * x) (ones [ 3 ]))

    says<ShapeException, _>
        "Backward: expected a tensor of one element, got shape [3]; reduce it, or give a cotangent of its shape"
        (fun () -> Autograd.backward (parameter [ 3 ] * 2.0))

    says<ShapeException, _>
        "diff: expected a tensor of one element, got shape [3]; use jacobian or grad for functions of more than one number"
        (fun () -> diff sin (ones [ 3 ]))

    says<ShapeException, _>
        "item: expected a tensor of one element, got shape [3]; reduce it first, or read all elements with toArray"
        (fun () -> float (ones [ 3 ]))

[<Fact>]
let ``Tangents and cotangents of other spaces`` () =
    let x = ones [ 3 ]

    says<ShapeException, _>
        "jvp: expected a tangent of float32[3], like its argument, got float32[2]; give each argument a tangent of its own shape and dtype"
        (fun () -> jvp sin x (ones [ 2 ]))

    says<ShapeException, _>
        "hvp: expected a tangent of float32[3], like its argument, got float64[3]; give each argument a tangent of its own shape and dtype"
        (fun () -> hvp sum x (Apply.toDType DType.Float64 x))

    for direction, got in [ ones [ 2 ], "float32[2]"; Apply.toDType DType.Float64 x, "float64[3]" ] do
        says<ShapeException, _>
            $"linearize: expected a tangent of float32[3], like its argument, got {got}; give each argument a tangent of its own shape and dtype"
            (fun () -> let _, push = linearize sin x in push direction)

        says<ShapeException, _>
            $"linearTranspose: expected a cotangent of float32[3], like the result, got {got}; give it the result's shape and dtype"
            (fun () -> linearTranspose (fun v -> 2.0 * v) x direction)

    says<ShapeException, _>
        "vjp: expected a cotangent of float32[3], like the result, got float32[4]; give it the result's shape and dtype"
        (fun () -> let _, pull = vjp sin x in pull (ones [ 4 ]))

    says<ShapeException, _>
        "Backward: expected a cotangent of shape [3], like the result, got [2]; give it the result's shape"
        (fun () -> Autograd.backwardWith (ones [ 2 ]) false (parameter [ 3 ] * 2.0))

[<Fact>]
let ``Fields and orders that do not exist`` () =
    says<ShapeException, _>
        "curl: expected a point of shape [3], got [2]; curl exists in three dimensions only"
        (fun () -> curl id (ones [ 2 ]))

    for name, operator in [ "curl", curl; "divergence", divergence ] do
        says<ShapeException, _>
            $"{name}: expected a field, whose result has the argument's shape [3], got []; return one component for each coordinate"
            (fun () -> operator sum (ones [ 3 ]))

    says<ArgumentException, _>
        "diffN: expected an order of at least 0, got -1; integrals are not derivatives"
        (fun () -> diffN -1 sin (ones []))

// Graphs

[<Fact>]
let ``Graphs that are gone, or never were`` () =
    let y = let w = parameter [ 1 ] in w * w
    Autograd.backward y

    says<GraphException, _>
        "Backward: the graph behind mul was let go by an earlier pass; pass keepGraph: true to that pass to cross it again"
        (fun () -> Autograd.backward y)

    let noGraph operation =
        $"{operation}: the tensor was not made from any Parameter, so there is no graph; make what you differentiate a Parameter, and compute outside NoGrad"

    says<GraphException, _> (noGraph "Backward") (fun () -> Autograd.backward (ones [ 1 ]))
    says<GraphException, _> (noGraph "RetainGrad") (fun () -> Autograd.retainGrad (ones [ 1 ]))

    says<GraphException, _> (noGraph "Backward") (fun () ->
        use _ = Autograd.noGrad ()
        Autograd.backward (parameter [ 1 ] * 2.0))

[<Fact>]
let ``Gradients that are not there`` () =
    let w = parameter [ 1 ]

    says<GraphException, _>
        "Grad: no gradient yet; call Backward on something made from this parameter first, or ask HasGrad"
        (fun () -> Autograd.grad w)

    says<GraphException, _>
        "Grad: no gradient yet; only parameters keep theirs, so call RetainGrad() on this value before Backward"
        (fun () -> Autograd.grad (w * 2.0))

    says<GraphException, _>
        "Grad: no gradient yet; the tensor is not a Parameter, make it one before computing with it"
        (fun () -> Autograd.grad (ones [ 1 ]))

[<Fact>]
let ``Values of transformations in the wrong place`` () =
    let escaped = ref (ones [])

    grad
        (fun x ->
            escaped.Value <- x
            x)
        (ones [])
    |> ignore

    says<GraphException, _>
        "exp: a value of grad was used after grad had ended; return it from the function, or take stopGradient of it inside"
        (fun () -> exp escaped.Value)

    says<GraphException, _>
        "Parameter: the value belongs to a running transformation; give a concrete tensor, or differentiate with grad instead"
        (fun () -> grad (fun x -> Parameter x :> Tensor) (ones []))

    says<GraphException, _>
        "Backward: the tensor belongs to a running transformation such as grad; use that transformation's result instead"
        (fun () ->
            grad
                (fun x ->
                    Autograd.backward x
                    x)
                (ones []))

// Nulls and trees

[<Fact>]
let ``Null tensors`` () =
    let uses: (string * (unit -> unit)) list =
        [ "add", (fun () -> ignore (nothing + ones [ 1 ]))
          "mul", (fun () -> ignore (ones [ 1 ] * nothing))
          "add", (fun () -> ignore (nothing + 1.0))
          "neg", (fun () -> ignore (-nothing))
          "sin", (fun () -> ignore (sin nothing))
          "pow", (fun () -> ignore (nothing ** 2))
          "pow", (fun () -> ignore (nothing ** 2.5))
          "pow", (fun () -> ignore (ones [ 1 ] ** nothing))
          "atan2", (fun () -> ignore (Tensor.Atan2(ones [ 1 ], nothing)))
          "lt", (fun () -> ignore (Tensor.op_LessThan (nothing, ones [ 1 ])))
          "sum", (fun () -> ignore (sum nothing))
          "matmul", (fun () -> ignore (Products.matmul nothing (ones [ 1; 1 ])))
          "stack", (fun () -> ignore (Joins.stack 0 [ ones [ 1 ]; nothing ]))
          "reshape", (fun () -> ignore (Moves.reshape [ 1 ] nothing))
          "diff", (fun () -> ignore (diff sin nothing))
          "grad", (fun () -> ignore (grad (fun _ -> nothing) (ones [ 1 ])))
          "Backward", (fun () -> ignore (Autograd.backward nothing))
          "RetainGrad", (fun () -> ignore (Autograd.retainGrad nothing))
          "Grad", (fun () -> ignore (Autograd.grad nothing))
          "ZeroGrad", (fun () -> ignore (Autograd.zeroGrad nothing))
          "Detach", (fun () -> ignore (Autograd.detach nothing))
          "item", (fun () -> ignore (float nothing)) ]

    let wrongs =
        [ for operation, action in uses do
              match Record.Exception action with
              | :? ArgumentNullException as error when error.Message = $"{operation}: a tensor was null; give a tensor" ->
                  ()
              | error -> $"{operation}: {error}" ]

    Assert.Empty wrongs

[<Fact>]
let ``Trees of another structure`` () =
    let x = ones [ 1 ]
    let f (xs: Tensor list) = sum xs[0]

    says<TreeException, _>
        "Tree.map2: the trees differ at the tree itself: expected 2 elements, as in the first tree, got 1; give trees with the same cases, lengths and keys"
        (fun () -> jvp f [ x; x ] [ x ])

    says<TreeException, _>
        "Tree.map2: the trees differ at the tree itself: expected 2 elements, as in the first tree, got 1; give trees with the same cases, lengths and keys"
        (fun () -> let _, push = linearize f [ x; x ] in push [ x ])

    says<TreeException, _>
        "Tree.map2: the trees differ at the tree itself: expected 2 elements, as in the first tree, got 3; give trees with the same cases, lengths and keys"
        (fun () -> linearTranspose id [ x; x ] [ x; x; x ])

    says<TreeException, _>
        "tree: the tree itself is null; a tree has a tensor at every leaf, so say what may be missing with an option, a list or a map"
        (fun () -> grad sum nothing)

    for transformation in
        [ (fun () -> linearize sum nothing |> ignore)
          (fun () -> linearize (fun _ -> nothing) x |> ignore)
          (fun () -> let _, push = linearize sum x in push nothing |> ignore)
          (fun () -> linearTranspose sum nothing |> ignore)
          (fun () -> linearTranspose id x nothing |> ignore) ] do
        says<TreeException, _>
            "tree: the tree itself is null; a tree has a tensor at every leaf, so say what may be missing with an option, a list or a map"
            transformation

    says<TreeException, _>
        "tree: [1] is null; a tree has a tensor at every leaf, so say what may be missing with an option, a list or a map"
        (fun () -> grad f [ x; nothing ])

// Memory

[<Fact>]
let ``Shapes beyond what an array can hold`` () =
    says<ShapeException, _>
        "shape: [65536, 65536] has more than 2147483647 elements; split it into smaller tensors"
        (fun () -> ones [ 65536; 65536 ])

    says<ShapeException, _>
        "shape: [65536, 32768] has more than 2147483647 elements; split it into smaller tensors"
        (fun () -> ones [ 65536; 1 ] + ones [ 1; 32768 ])

    says<ShapeException, _>
        "shape: [2147483647, 2147483647, 2147483647] has more than 2147483647 elements; split it into smaller tensors"
        (fun () -> Moves.expand [ Int32.MaxValue; Int32.MaxValue; Int32.MaxValue ] (ones []))

[<Fact>]
let ``More elements than a host array takes`` () =
    let tensor = Moves.expand [ Int32.MaxValue ] (real [] [ 1.0 ])

    says<TensorMemoryException, _>
        "memory: 17179869176 bytes could not be had; free tensors, or work in smaller pieces"
        (fun () -> Creation.toArray<float> tensor)
