/// Operations of the library as subjects, each in its declared domain. Nothing else is said of them: the laws test them
/// unasked.
module Functional.Laws.Tests.Rows

open System
open Functional
open Functional.Kernels
open Functional.Laws

type private Reduction = Functional.Reduction

let private subject name regions shapes smaller f =
    { Name = name
      Function = fun xs -> [| f xs |]
      Regions = regions
      Shapes = shapes
      Smaller = smaller
      Claims = []
      Text = lazy []
      Simpler = Seq.empty }

/// Elementwise in all arguments, which broadcast.
let private broadcast name (regions: Region list) f =
    subject name regions (Shapes.broadcasting regions.Length) Shapes.narrower f
    |> Subject.claiming [ Broadcasting ]

let private single name region f = broadcast name [ region ] (fun xs -> f xs[0])
let private pair name regions f = broadcast name regions (fun xs -> f xs[0] xs[1])

/// On given shapes.
let private shaped name regions shapes f =
    subject name regions (Shapes.fixedTo (List.map Array.ofList shapes)) Shapes.none f

let private ofOne name region shape f = shaped name [ region ] [ shape ] (fun xs -> f xs[0])
let private ofTwo name regions shapes f = shaped name regions shapes (fun xs -> f xs[0] xs[1])

let private ofRow (row: Row) = broadcast row.Name row.Domains (fun xs -> Custom.apply row xs)

let private isSmooth (row: Row) =
    match row.Rule with
    | Discontinuous -> false
    | _ -> true

/// The rows that take no parameters, as the library declares them.
let declared = [ yield! Elementwise.all; yield! Arithmetic.all ] |> List.filter isSmooth |> List.map ofRow

let private elementwise () =
    [ single "digamma" Positive Tensor.digamma
      single "polygamma 2" Positive (Tensor.polygamma 2)
      single "softplus" Reals (Tensor.softplusWith 2.0 20.0)
      single "pow 0" Positive (fun x -> x ** 0.0) |> Subject.claiming [ Constant ]
      for exponent in [ 1.0; 2.0; 3.0; -1.0; 0.5; 2.5 ] do
          single $"pow {exponent}" Positive (fun x -> x ** exponent)
      for exponent in [ 2.0; 3.0; -2.0 ] do
          single $"pow {exponent}, of any sign" NonZero (fun x -> x ** exponent)
      single "2 pow" Reals (Elementwise.numberPow 2.0)
      single "clamp" (Except [ -1.0; 1.0 ]) (Tensor.clamp -1.0 1.0)
      single "clampMin" (Except [ -1.0 ]) (Tensor.clampMin -1.0)
      single "clampMax" (Except [ 1.0 ]) (Tensor.clampMax 1.0)
      single "hardtanh" (Except [ -1.0; 1.0 ]) (Tensor.hardtanh -1.0 1.0)
      single "sqrt at zero" Positive Elementwise.sqrtAtZero
      single "root at zero" Positive (Elementwise.rootAtZero 3.0)
      single "sinc" Reals Tensor.sinc
      single "sinc near 0" (Between(-0.03, 0.03)) Tensor.sinc
      single "frac" (BetweenJumps 0.0) Tensor.frac
      single "nanToNum" Reals Tensor.nanToNum
      single "number - x" Reals (fun x -> 2.5 - x)
      single "x * number" Reals (fun x -> x * -1.5)
      single "number / x" NonZero (fun x -> 3.0 / x)
      single "x % number" (BetweenJumps 0.0) (fun x -> x % 1.0)
      single "maskedFill" Reals (fun x -> Tensor.maskedFill (Tensor.gt x (Tensor.fullLike 100.0 x)) 7.0 x)
      pair "addScaled" [ Reals; Reals ] (Tensor.addScaled -0.5)
      pair "fmax" [ Distinct; Distinct ] Tensor.fmax
      pair "fmin" [ Distinct; Distinct ] Tensor.fmin
      broadcast "lerp" [ Reals; Reals; Except [ 0.5 ] ] (fun xs -> Tensor.lerp xs[2] xs[0] xs[1])
      pair "where" [ Distinct; Distinct ] (fun x y -> Tensor.where (Tensor.gt x y) (x * y) (x - y)) ]

let private activations () =
    [ single "relu6" (Except [ 0.0; 6.0 ]) Tensor.relu6
      single "leakyRelu" NonZero (Tensor.leakyRelu 0.1)
      ofTwo "prelu" [ NonZero; Reals ] [ [ 2; 3 ]; [ 3 ] ] (fun x w -> Tensor.prelu w x)
      single "elu" NonZero (Tensor.elu 0.7)
      single "celu" NonZero (Tensor.celu 1.3)
      single "selu" NonZero Tensor.selu
      single "silu" Reals Tensor.silu
      single "mish" Reals Tensor.mish
      single "gelu" Reals Tensor.gelu
      single "geluTanh" Reals Tensor.geluTanh
      single "softsign" NonZero Tensor.softsign
      single "tanhshrink" Reals Tensor.tanhshrink
      single "softshrink" (Except [ -0.5; 0.5 ]) (Tensor.softshrink 0.5)
      single "hardshrink" (Except [ -0.5; 0.5 ]) (Tensor.hardshrink 0.5)
      single "threshold" (Except [ 0.1 ]) (Tensor.threshold 0.1 20.0)
      single "hardsigmoid" (Except [ -3.0; 3.0 ]) Tensor.hardsigmoid
      single "hardswish" (Except [ -3.0; 3.0 ]) Tensor.hardswish
      ofOne "glu" Reals [ 2; 4 ] (Tensor.glu 1)
      shaped "layerNorm" [ Reals; Reals; Reals ] [ [ 2; 3 ]; [ 3 ]; [ 3 ] ] (fun xs ->
          Tensor.layerNorm [ 3 ] xs[1] xs[2] 1e-2 xs[0])
      ofTwo "cosineSimilarity" [ NonZero; NonZero ] [ [ 2; 3 ]; [ 2; 3 ] ] (Tensor.cosineSimilarity 1 1e-8)
      ofOne "normalize" NonZero [ 2; 3 ] (Tensor.normalize 2.0 1 1e-12) ]

let private folds () =
    let shape = [ 2; 3; 4 ]

    [ for axes, keepAxes in [ [||], false; [| 1 |], false; [| 0; -1 |], true; [| 2 |], true ] do
          let fold name region f = ofOne $"{name} over %A{axes}" region shape (f axes keepAxes)

          fold "sum" Reals Reductions.sum
          fold "mean" Reals Reductions.mean
          fold "prod" Reals Reductions.prod
          fold "max" Distinct Reductions.amax
          fold "min" Distinct Reductions.amin
          fold "var" Reals (Statistics.var 1.0)
          fold "std" Reals (Statistics.std 0.0)
          fold "logSumExp" Reals Statistics.logSumExp

          fold "norm 0" NonZero (Statistics.norm 0.0) |> Subject.claiming [ Constant ]

          for p in [ 1.0; 1.5; 2.0; 3.0; -1.0 ] do
              fold $"norm {p}" NonZero (Statistics.norm p)

          // All elements of one sign, so that different elements have different magnitudes.
          for p in [ infinity; -infinity ] do
              fold $"norm {p}" Distinct (fun axes keepAxes x -> Statistics.norm p axes keepAxes (x + 100.0))

      for axis in [ 0; 1; -1 ] do
          ofOne $"maxAlong {axis}" Distinct shape (Tensor.maxAlong axis >> fst)
          ofOne $"minAlong {axis}" Distinct shape (Tensor.minAlong axis >> fst)
          ofOne $"softmax along {axis}" Reals shape (Tensor.softmax axis)
          ofOne $"logSoftmax along {axis}" Reals shape (Tensor.logSoftmax axis)
          ofOne $"cumsum along {axis}" Reals shape (Tensor.cumsum axis)
          ofOne $"sort along {axis}" Distinct shape (Tensor.sort axis >> fst)
          ofOne $"cumprod along {axis}" Reals shape (Tensor.cumprod axis)
          ofOne $"cummax along {axis}" Distinct shape (Tensor.cummax axis >> fst)
          ofOne $"cummin along {axis}" Distinct shape (Tensor.cummin axis >> fst)
          ofOne $"medianAlong {axis}" Distinct shape (Tensor.medianAlong axis >> fst)
          ofOne $"topk along {axis}" Distinct shape (Tensor.topk 2 axis >> fst)

      ofOne "sort, descending" Distinct [ 5 ] (Tensor.sortWith 0 true >> fst)
      ofOne "topk, smallest" Distinct [ 2; 5 ] (Tensor.topkWith 3 1 false >> fst)
      ofOne "median" Distinct [ 2; 4 ] Tensor.median
      ofOne "cumprod of many" Reals [ 9 ] (Tensor.cumprod 0)
      ofOne "amax of many" Distinct [ 2; 20 ] (Tensor.maxOver [ 1 ])
      ofOne "cumsum backwards" Reals [ 2; 3 ] (fun x -> Apply.run (Primitives.cumsum 1 true) [| x |]) ]

let private products () =
    [ for n in 1..5 do
          ofOne $"matrixPower {n}" Reals [ 2; 2 ] (Tensor.matrixPower n)
      ofOne "matrixPower 0" Reals [ 2; 2 ] (Tensor.matrixPower 0) |> Subject.claiming [ Constant ]
      ofOne "einsum of itself" Reals [ 3; 3 ] (fun x -> Tensor.einsum "ij,jk,kl,ii->il" [ x; x; x; x ])
      ofTwo "a long dot" [ Reals; Reals ] [ [ 40 ]; [ 40 ] ] Tensor.dot
      shaped "linear" [ Reals; Reals; Reals ] [ [ 2; 3 ]; [ 4; 3 ]; [ 4 ] ] (fun xs -> Tensor.linear xs[1] xs[2] xs[0]) ]

let private integers (shape: int list) (values: int64 list) = Tensor.ofArray shape (Array.ofList values)

let private movements () =
    [ ofOne "unsqueeze, squeeze" Reals [ 2; 3 ] (Tensor.unsqueeze 1 >> (fun x -> x * x) >> Tensor.squeeze)
      ofOne "pad" Reals [ 2; 3 ] (Tensor.pad [ 1; 2; 0; 1 ] 0.5)
      ofOne "pad that crops" Reals [ 2; 4 ] (Tensor.pad [ -1; 2 ] 0.5)
      ofOne "a slice backwards" Reals [ 4; 5 ] (fun x ->
          Apply.run (Primitives.move (Slice([| 3; 0 |], [| -1; 2 |], Shape.From [ 2; 3 ]))) [| x |])
      ofOne "embed" Reals [ 2; 3 ] (fun x ->
          Apply.run (Primitives.move (Embed([| 3; 0 |], [| -1; 2 |], Shape.From [ 4; 5 ]))) [| x |])
      ofOne "diagonalWith" Reals [ 2; 3; 4 ] (Tensor.diagonalWith 1 2 0)
      ofOne "diagEmbed" Reals [ 2; 3 ] (Tensor.diagEmbedWith -1 0 2)
      ofTwo "cat" [ Reals; Reals ] [ [ 2; 3 ]; [ 2; 2 ] ] (fun x y -> Tensor.cat 1 [ x; y; x ])
      ofTwo "stack" [ Reals; Reals ] [ [ 2; 3 ]; [ 2; 3 ] ] (fun x y -> Tensor.stack 1 [ x; y; x ])
      ofOne "split" Reals [ 5; 2 ] (fun x -> let parts = Tensor.split 2 0 x in parts[0] * parts[1] + parts[2])
      ofOne "splitSizes" Reals [ 2; 5 ] (fun x ->
          let parts = Tensor.splitSizes [ 2; 3 ] 1 x in Tensor.matmul (Tensor.matrixTranspose parts[0]) parts[1])
      ofOne "chunk" Reals [ 4; 3 ] (fun x -> let parts = Tensor.chunk 2 0 x in parts[0] * parts[1])
      ofOne "unbind" Reals [ 3; 2 ] (fun x -> let rows = Tensor.unbind 0 x in rows[0] * rows[1] - rows[2])
      ofOne "tile" Reals [ 2; 3 ] (Tensor.tile [ 2 ])
      ofTwo "meshgrid" [ Reals; Reals ] [ [ 2 ]; [ 3 ] ] (fun x y ->
          let grid = Tensor.meshgrid [ x; y ] in grid[0] * grid[1])
      ofOne "get" Reals [ 3; 4; 2 ] (Tensor.get [ At.Range(Nullable 1); At.Ellipsis; At.NewAxis; At.Index -1 ]) ]

let private indexed () =
    let index = integers [ 2; 3 ] [ 0; 1; 1; 1; 0; 1 ]
    let repeated = integers [ 4 ] [ 1; 0; 1; 1 ]

    [ ofOne "gather" Reals [ 2; 3 ] (Tensor.gather 0 index)
      ofOne "gather with repeats" Reals [ 3; 2 ] (Tensor.gather 0 (integers [ 4; 2 ] [ 2; 0; 2; 0; 1; 0; 2; 2 ]))
      ofOne "indexSelect with repeats" Reals [ 3; 2 ] (Tensor.indexSelect 0 repeated)
      ofOne "index" Reals [ 3; 2 ] (Tensor.index repeated)
      ofOne "index by truth" Reals [ 3; 2 ] (Tensor.index (Tensor.ofArray [ 3 ] [| true; false; true |]))
      ofOne "maskedSelect" Reals [ 3 ] (Tensor.maskedSelect (Tensor.ofArray [ 3 ] [| true; false; true |]))
      ofOne "takeAlong" Reals [ 2; 3 ] (Tensor.takeAlong 1 (integers [ 2; 2 ] [ 2; 2; 0; 1 ]))
      ofOne "takeFlat" Reals [ 2; 3 ] (Tensor.takeFlat (integers [ 4 ] [ 5; 0; 5; 2 ]))
      ofOne "embedding" Reals [ 3; 2 ] (Tensor.embedding (integers [ 2; 2 ] [ 0; 2; 2; 2 ]))
      ofTwo "scatterAdd" [ Reals; Reals ] [ [ 3; 3 ]; [ 2; 3 ] ] (fun x y -> Tensor.scatterAdd 0 index y x) ]

/// Those through which a nan does not come, or not into their slopes, as in PyTorch: they replace it, choose the other
/// argument, have the slope 1 on that side, give it another place in an order, or find that nothing else is the least.
let private stopsNan (name: string) =
    List.contains name [ "nanToNum"; "fmax"; "fmin"; "where"; "elu"; "celu"; "selu" ]
    || List.exists (fun (order: string) -> name.StartsWith order) [ "sort"; "topk"; "median" ]
    || name.StartsWith "norm -Infinity"

/// The operations of the library in their declared domains; those of which more is known are in `Claims`.
let operations () =
    [ yield! declared
      yield! elementwise ()
      yield! activations ()
      yield! folds ()
      yield! products ()
      yield! movements ()
      yield! indexed () ]
    |> List.map (fun s -> if stopsNan s.Name then s else s |> Subject.claiming [ KeepsNan ])

let private classes () = integers [ 3 ] [ 1; 0; 1 ]
let private signs () = Tensor.ofArray [ 2; 3 ] [| 1.0; -1.0; 1.0; 1.0; -1.0; -1.0 |]

/// Predictions against targets, both of which carry derivatives where the loss is smooth in both.
let losses () =
    let classes, signs = classes (), signs ()

    let regression name regions (loss: Tensor -> Tensor -> Reduction -> Tensor) =
        [ for reduction in [ Reduction.None; Reduction.Mean; Reduction.Sum ] do
              ofTwo $"{name}, {reduction}" regions [ [ 2; 3 ]; [ 2; 3 ] ] (fun p y -> loss p y reduction) ]

    let classified name region shape (loss: Tensor -> Reduction -> Tensor) =
        [ for reduction in [ Reduction.None; Reduction.Mean; Reduction.Sum ] do
              ofOne $"{name}, {reduction}" region shape (fun p -> loss p reduction) ]

    let weights = Tensor.ofArray [ 2 ] [| 0.3; 1.7 |]

    [ yield! regression "mse" [ Reals; Reals ] (fun p y r -> Losses.Mse(p, y, r))
      yield! regression "l1" [ Distinct; Distinct ] (fun p y r -> Losses.L1(p, y, r))
      yield! regression "smoothL1" [ Distinct; Distinct ] (fun p y r -> Losses.SmoothL1(p, y, 1.1, r))
      yield! regression "huber" [ Distinct; Distinct ] (fun p y r -> Losses.Huber(p, y, 1.1, r))
      yield!
          regression "binaryCrossEntropy" [ Between(0.0, 1.0); Between(0.0, 1.0) ] (fun p y r ->
              Losses.BinaryCrossEntropy(p, y, reduction = r))
      yield!
          regression "binaryCrossEntropyWithLogits" [ NonZero; Between(0.0, 1.0) ] (fun p y r ->
              Losses.BinaryCrossEntropyWithLogits(p, y, reduction = r))
      yield! regression "klDiv" [ Reals; Positive ] (fun p y r -> Losses.KlDiv(p, y, reduction = r))
      yield! classified "softMargin" Reals [ 2; 3 ] (fun p r -> Losses.SoftMargin(p, signs, r))
      yield!
          classified "hingeEmbedding" (Except [ 1.0; -1.0 ]) [ 2; 3 ] (fun p r ->
              Losses.HingeEmbedding(p, signs, reduction = r))
      yield! classified "crossEntropy" Reals [ 3; 2 ] (fun p r -> Losses.CrossEntropy(p, classes, reduction = r))
      yield!
          classified "crossEntropy, weighted and smoothed" Reals [ 3; 2 ] (fun p r ->
              Losses.CrossEntropy(p, classes, weights, labelSmoothing = 0.2, reduction = r))
      yield!
          classified "nll" Reals [ 3; 2 ] (fun p r ->
              Losses.Nll(Tensor.logSoftmax 1 p, classes, weights, reduction = r))
      yield!
          classified "nll, some ignored" Reals [ 3; 2 ] (fun p r ->
              Losses.Nll(Tensor.sin p, classes, ignoreIndex = 1L, reduction = r))
      yield!
          classified "multiMargin" Distinct [ 3; 2 ] (fun p r ->
              Losses.MultiMargin(p, classes, margin = 0.13, reduction = r))
      for reduction in [ Reduction.None; Reduction.Mean; Reduction.Sum ] do
          ofTwo $"marginRanking, {reduction}" [ Distinct; Distinct ] [ [ 2; 3 ]; [ 2; 3 ] ] (fun a b ->
              Losses.MarginRanking(a, b, signs, 0.13, reduction)) ]

/// Functions that draw from the default generator.
let draws () =
    [ ofOne "dropout" Reals [ 3; 4 ] (Tensor.dropout 0.4)
      ofOne "a noisy product" Reals [ 2; 3 ] (fun x -> x * Tensor.randLike x + Tensor.randnLike x * Tensor.sum x)
      ofTwo "a random half" [ Reals; Reals ] [ [ 4 ]; [ 4 ] ] (fun x y ->
          let keep = Tensor.bernoulli 0.5 [ 4 ]
          Tensor.where (Tensor.cast DType.Bool keep) (sin x) (x * y)) ]
    |> List.map (Subject.claiming [ Seeded ])
