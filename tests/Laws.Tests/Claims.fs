/// The library's own functions, each with what is known about it.
module Functional.Laws.Tests.Claims

open System
open Functional
open Functional.Kernels
open Functional.Laws
open Functional.Laws.Tests.Building

/// Functions with f(t x) = t^k f(x).
let homogeneous () : Subject list =
    [ one "norm" (at NonZero [ 2; 3 ]) [ Homogeneous 1.0; gradient (fun x -> x / Tensor.norm x) ] Tensor.norm
      one "norms of rows" (at NonZero [ 2; 3 ]) [ Homogeneous 1.0 ] (Tensor.normOver [ 1 ])
      one "3-norm" (at NonZero [ 4 ]) [ Homogeneous 1.0 ] (Tensor.normWith 3.0 [ 0 ] false)
      one "1-norm" (at NonZero [ 4 ]) [ Homogeneous 1.0; gradient Tensor.sign ] (Tensor.normWith 1.0 [ 0 ] false)
      one "greatest of rows" (at Distinct [ 2; 3 ]) [ Homogeneous 1.0 ] (Tensor.maxOver [ 1 ])
      one "least of columns" (at Distinct [ 3; 2 ]) [ Homogeneous 1.0 ] (Tensor.minOver [ 0 ])
      one "largest along an axis" (at Distinct [ 2; 3 ]) [ Homogeneous 1.0 ] (Tensor.maxAlong 1 >> fst)
      one "sort" (at Distinct [ 2; 3 ]) [ Homogeneous 1.0 ] (Tensor.sort 1 >> fst)
      one "prod" (at NonZero [ 2; 2 ]) [ Homogeneous 4.0; gradient (fun x -> Tensor.prod x / x) ] Tensor.prod
      one "products of rows" (at NonZero [ 2; 3 ]) [ Homogeneous 3.0 ] (Tensor.prodOver [ 1 ])
      one
          "running products"
          (at NonZero [ 3 ])
          [ Inverse(fun y -> y / Tensor.pad [ 1; 0 ] 1.0 (Tensor.narrow 0 0 2 y)) ]
          (Tensor.cumprod 0)
      one "running maxima" (at Distinct [ 2; 3 ]) [ Homogeneous 1.0 ] (Tensor.cummax 1 >> fst)
      one "running minima" (at Distinct [ 2; 3 ]) [ Homogeneous 1.0 ] (Tensor.cummin 1 >> fst)
      one "median" (at Distinct [ 5 ]) [ Homogeneous 1.0 ] Tensor.median
      one "the largest two" (at Distinct [ 2; 4 ]) [ Homogeneous 1.0 ] (Tensor.topk 2 1 >> fst)
      one "cube of a matrix" (at Reals [ 2; 3; 3 ]) [ Homogeneous 3.0 ] (Tensor.matrixPower 3)
      one "variance" (at Reals [ 4 ]) [ Homogeneous 2.0 ] Tensor.var
      one "standard deviation" (at Reals [ 4 ]) [ Homogeneous 1.0 ] Tensor.std
      one "abs" (any NonZero) [ Homogeneous 1.0; gradient Tensor.sign ] Tensor.abs
      one "relu" (any (Except [ 0.0 ])) [ Homogeneous 1.0 ] Tensor.relu
      one "cube" (any Reals) [ Homogeneous 3.0; gradient (fun x -> 3.0 * x * x) ] (fun x -> x ** 3)
      one "power 1.5" (any Positive) [ Homogeneous 1.5 ] (fun x -> x ** 1.5)
      one "rsqrt" (any Positive) [ Homogeneous -0.5 ] Tensor.rsqrt
      one "normalize" (at NonZero [ 2; 3 ]) [ Homogeneous 0.0 ] (Tensor.normalize 2.0 -1 1e-12)
      two
          "cosine similarity"
          (at NonZero [ 3 ], at NonZero [ 3 ])
          [ Homogeneous 0.0 ]
          (Tensor.cosineSimilarity -1 1e-12)
      two "x^2 + x y" (any Reals, any Reals) [ Homogeneous 2.0; Broadcasting ] (fun x y -> x * x + x * y) ]

/// Functions of pairs and triples of elements.
let broadcasting () : Subject list =
    [ two "add" (any Reals, any Reals) [ Broadcasting; Homogeneous 1.0 ] (+)
      two "subtract" (any Reals, any Reals) [ Broadcasting; Homogeneous 1.0 ] (-)
      two "multiply" (any Reals, any Reals) [ Broadcasting; Homogeneous 2.0; Multilinear ] (*)
      two "divide" (any Reals, any NonZero) [ Broadcasting; Homogeneous 0.0 ] (/)
      two "pow" (any Positive, any Reals) [ Broadcasting ] Tensor.pow
      two "maximum" (any Distinct, any Distinct) [ Broadcasting; Homogeneous 1.0 ] Tensor.maximum
      two "minimum" (any Distinct, any Distinct) [ Broadcasting; Homogeneous 1.0 ] Tensor.minimum
      two "fmax" (any Distinct, any Distinct) [ Broadcasting; Homogeneous 1.0 ] Tensor.fmax
      two "fmin" (any Distinct, any Distinct) [ Broadcasting; Homogeneous 1.0 ] Tensor.fmin
      two "fmod" (any (Between(5.2, 5.8)), any (Between(2.0, 2.5))) [ Broadcasting; Homogeneous 1.0 ] Tensor.fmod
      two
          "remainder"
          (any (Between(5.2, 5.8)), any (Between(2.0, 2.5)))
          [ Broadcasting; Homogeneous 1.0 ]
          Tensor.remainder
      two "atan2" (any NonZero, any NonZero) [ Broadcasting; Homogeneous 0.0 ] Tensor.atan2
      two "hypot" (any NonZero, any NonZero) [ Broadcasting; Homogeneous 1.0 ] Tensor.hypot
      two "xlogy" (any Positive, any Positive) [ Broadcasting ] Tensor.xlogy
      two "logaddexp" (any Reals, any Reals) [ Broadcasting ] Tensor.logAddExp
      two "x + 2 y" (any Reals, any Reals) [ Broadcasting; Homogeneous 1.0 ] (Tensor.addScaled 2.0)
      two "where one is less" (any Distinct, any Distinct) [ Broadcasting ] (fun x y ->
          Tensor.where (x .< y) (x * y) (y - x))
      three "lerp" (any (Except [ 0.5 ]), any Reals, any Reals) [ Broadcasting ] Tensor.lerp
      three "x y + z" (any Reals, any Reals, any Reals) [ Broadcasting ] (fun x y z -> x * y + z)
      three "sin(x y) / z" (any Reals, any Reals, any NonZero) [ Broadcasting ] (fun x y z -> Tensor.sin (x * y) / z) ]

/// Functions of one tensor with their inverses and, where there is one, the gradient in closed form.
let inverses () : Subject list =
    let between low high = any (Between(low, high))

    [ one "exp" (any Reals) [ Inverse Tensor.log; gradient Tensor.exp ] Tensor.exp
      one "log" (any Positive) [ Inverse Tensor.exp; gradient Tensor.reciprocal ] Tensor.log
      one "exp2" (any Reals) [ Inverse Tensor.log2 ] Tensor.exp2
      one "log2" (any Positive) [ Inverse Tensor.exp2 ] Tensor.log2
      one "log10" (any Positive) [ Inverse(fun y -> Tensor.exp (y * Math.Log 10.0)) ] Tensor.log10
      one "expm1" (any Reals) [ Inverse Tensor.log1p ] Tensor.expm1
      one "log1p" (any Positive) [ Inverse Tensor.expm1 ] Tensor.log1p
      one "sin" (between -1.2 1.2) [ Inverse Tensor.asin; gradient Tensor.cos ] Tensor.sin
      one "cos" (between 0.3 2.8) [ Inverse Tensor.acos; gradient (Tensor.sin >> Tensor.neg) ] Tensor.cos
      one
          "tan"
          (between -1.2 1.2)
          [ Inverse Tensor.atan; gradient (fun x -> 1.0 / Tensor.square (Tensor.cos x)) ]
          Tensor.tan
      one "asin" (between -1.0 1.0) [ Inverse Tensor.sin; gradient (fun x -> Tensor.rsqrt (1.0 - x * x)) ] Tensor.asin
      one "acos" (between -1.0 1.0) [ Inverse Tensor.cos ] Tensor.acos
      one "atan" (any Reals) [ Inverse Tensor.tan; gradient (fun x -> 1.0 / (1.0 + x * x)) ] Tensor.atan
      one "sinh" (any Reals) [ Inverse Tensor.asinh; gradient Tensor.cosh ] Tensor.sinh
      one "cosh" (any Positive) [ Inverse Tensor.acosh; gradient Tensor.sinh ] Tensor.cosh
      one
          "tanh"
          (between -2.0 2.0)
          [ Inverse Tensor.atanh; gradient (fun x -> 1.0 - Tensor.square (Tensor.tanh x)) ]
          Tensor.tanh
      one "asinh" (any Reals) [ Inverse Tensor.sinh; gradient (fun x -> Tensor.rsqrt (1.0 + x * x)) ] Tensor.asinh
      one "acosh" (between 1.2 3.0) [ Inverse Tensor.cosh ] Tensor.acosh
      one "atanh" (between -1.0 1.0) [ Inverse Tensor.tanh; gradient (fun x -> 1.0 / (1.0 - x * x)) ] Tensor.atanh
      one "square" (any Positive) [ Inverse Tensor.sqrt; Homogeneous 2.0; gradient (fun x -> x + x) ] Tensor.square
      one
          "sqrt"
          (any Positive)
          [ Inverse Tensor.square; Homogeneous 0.5; gradient (fun x -> 0.5 * Tensor.rsqrt x) ]
          Tensor.sqrt
      one "reciprocal" (any NonZero) [ Inverse Tensor.reciprocal; Homogeneous -1.0 ] Tensor.reciprocal
      one "cube root" (any Positive) [ Inverse(fun y -> y ** 3) ] (fun x -> x ** (1.0 / 3.0))
      one
          "sigmoid"
          (any Reals)
          [ Inverse Tensor.logit; gradient (fun x -> Tensor.sigmoid x * Tensor.sigmoid -x) ]
          Tensor.sigmoid
      one "logit" (between 0.0 1.0) [ Inverse Tensor.sigmoid ] Tensor.logit
      one
          "log sigmoid"
          (any Reals)
          [ Inverse(fun y -> Tensor.logit (Tensor.exp y)); gradient (fun x -> Tensor.sigmoid -x) ]
          Tensor.logSigmoid
      one
          "softplus"
          (any Reals)
          [ Inverse(fun y -> Tensor.log (Tensor.expm1 y)); gradient Tensor.sigmoid ]
          Tensor.softplus
      one "leaky relu" (any (Except [ 0.0 ])) [ Inverse(Tensor.leakyRelu 4.0); Homogeneous 1.0 ] (Tensor.leakyRelu 0.25)
      one "softsign" (any (Except [ 0.0 ])) [ Inverse(fun y -> y / (1.0 - Tensor.abs y)) ] Tensor.softsign
      one "elu" (any (Except [ 0.0 ])) [ Inverse(fun y -> Tensor.where (y .> 0.0) y (Tensor.log1p y)) ] (Tensor.elu 1.0)
      one
          "running sums"
          (at Reals [ 4 ])
          [ Inverse(fun y -> y - Tensor.pad [ 1; 0 ] 0.0 (Tensor.narrow 0 0 3 y)) ]
          (Tensor.cumsum 0)
      one "erf" (any Reals) [ gradient (fun x -> Tensor.exp -(x * x) / (Math.Sqrt Math.PI / 2.0)) ] Tensor.erf
      one "erfc" (any Reals) [ gradient (fun x -> -(Tensor.exp -(x * x)) / (Math.Sqrt Math.PI / 2.0)) ] Tensor.erfc
      one
          "erfinv"
          (between -1.0 1.0)
          [ Inverse Tensor.erf
            gradient (fun x -> Math.Sqrt Math.PI / 2.0 * Tensor.exp (Tensor.square (Tensor.erfinv x))) ]
          Tensor.erfinv
      one "lgamma" (any Positive) [ gradient Tensor.digamma ] Tensor.lgamma
      one "digamma" (any Positive) [ gradient (Tensor.polygamma 1) ] Tensor.digamma
      one "silu" (any Reals) [ gradient (fun x -> let s = Tensor.sigmoid x in s * (1.0 + x * (1.0 - s))) ] Tensor.silu
      one
          "logsumexp"
          (at Reals [ 2; 3 ])
          [ gradient (Tensor.flatten >> Tensor.softmax 0 >> Tensor.reshape [ 2; 3 ]) ]
          Tensor.logSumExp
      one "softmax" (at Reals [ 2; 3 ]) [ gradient Tensor.zerosLike ] (Tensor.softmax -1)
      two
          "powers"
          (at Positive [ 3 ], at Reals [ 3 ])
          [ gradients (fun x y -> [ y * x ** (y - 1.0); x ** y * Tensor.log x ]) ]
          Tensor.pow ]

/// The determinant by expansion along the first row.
let rec private expansion (a: Tensor) : Tensor =
    let n = int a.Shape.Lengths[0]

    if n = 1 then
        Tensor.reshape [] a
    else
        let below = Tensor.narrow 0 1 (n - 1) a

        let term j =
            let minor = Tensor.cat 1 [ Tensor.narrow 1 0 j below; Tensor.narrow 1 (j + 1) (n - 1 - j) below ]
            (if j % 2 = 0 then 1.0 else -1.0) * Tensor.get [ At.Index 0; At.Index j ] a * expansion minor

        Seq.init n term |> Seq.reduce (+)

/// The determinant by elimination whose divisions would leave no fractions. Source: Bareiss, "Sylvester's identity and
/// multistep integer-preserving Gaussian elimination" (1968).
let private elimination (a: Tensor) : Tensor =
    let rec from (a: Tensor) (previous: Tensor) =
        let n = int a.Shape.Lengths[0]
        let pivot = Tensor.get [ At.Index 0; At.Index 0 ] a

        if n = 1 then
            pivot
        else
            let row = Tensor.narrow 1 1 (n - 1) (Tensor.narrow 0 0 1 a)
            let column = Tensor.narrow 0 1 (n - 1) (Tensor.narrow 1 0 1 a)
            let rest = Tensor.narrow 0 1 (n - 1) (Tensor.narrow 1 1 (n - 1) a)
            from ((pivot * rest - Tensor.matmul column row) / previous) pivot

    from a (Tensor.onesOf DType.Float64 [])

let determinants () : Subject list =
    [ one "determinant of a number" (at Reals [ 1; 1 ]) [ Determinant; Homogeneous 1.0 ] expansion
      one "determinant by expansion, 2" (at Reals [ 2; 2 ]) [ Determinant; Homogeneous 2.0 ] expansion
      one "determinant by expansion, 3" (at WellConditioned [ 3; 3 ]) [ Determinant; Homogeneous 3.0 ] expansion
      one "determinant by expansion, 4" (at WellConditioned [ 4; 4 ]) [ Determinant; Homogeneous 4.0 ] expansion
      one "determinant by elimination" (at PositiveDefinite [ 3; 3 ]) [ Determinant; Homogeneous 3.0 ] elimination
      one "determinants of two" (at WellConditioned [ 2; 2; 2 ]) [ Determinant; Homogeneous 2.0 ] (fun a ->
          Tensor.unbind 0 a |> Array.map expansion |> Tensor.stack 0) ]

/// Scalar and vector fields in three dimensions.
let fields () : Subject list =
    let part i (x: Tensor) = Tensor.select 0 i x
    let space region = at region [ 3 ]
    let inner = real [ 4; 3 ] [ 0.5; -1.0; 0.25; 1.0; 0.5; -0.5; -0.75; 0.25; 1.0; 0.5; 0.5; -1.0 ]
    let outer = real [ 3; 4 ] [ 1.0; -0.5; 0.5; 0.25; 0.75; 1.0; -1.0; 0.5; -0.25; 0.5; 1.0; -0.75 ]

    [ one "potential of a charge" (space Positive) [ Homogeneous -1.0 ] (fun x -> 1.0 / Tensor.norm x)
      one "a wave" (space Reals) [] (fun x -> Tensor.sin (part 0 x) * Tensor.exp (part 1 x) * Tensor.cos (part 2 x))
      one "x y^2 z^3" (space Reals) [ Homogeneous 6.0 ] (fun x -> part 0 x * part 1 x ** 2 * part 2 x ** 3)
      one "a twisting field" (space Reals) [] (fun x ->
          Tensor.stack 0 [ part 0 x * part 1 x; Tensor.sin (part 1 x * part 2 x); Tensor.exp (part 2 x) * part 0 x ])
      one "a turning field" (space Reals) [ Multilinear; Homogeneous 1.0 ] (fun x ->
          Tensor.roll [ 1 ] [ 0 ] x - Tensor.roll [ -1 ] [ 0 ] x)
      one "elementwise in space" (space Reals) [] (fun x -> Tensor.tanh (x * x) + Tensor.sin x)
      one "softmax in space" (space Reals) [ gradient Tensor.zerosLike ] (Tensor.softmax 0)
      one "a network in space" (space Reals) [] (fun x -> Tensor.matmul outer (Tensor.tanh (Tensor.matmul inner x)))
      many "two results" [ space Reals ] [] (fun xs ->
          [| Tensor.norm (xs[0] + 4.0); Tensor.outer xs[0] (Tensor.cos xs[0]) |]) ]

/// Functions that are run again rather than remembered, and functions with a derivative of one's own: to every law they
/// are what they compute.
let rules () : Subject list =
    let scaled = real [ 3; 3 ] [ 0.5; -1.0; 0.25; 1.0; 0.5; -0.5; -0.75; 0.25; 1.0 ]

    [ one "a cube, checkpointed" (any Reals) [ Homogeneous 3.0; gradient (fun x -> 3.0 * x * x) ] (fun x ->
          let captured = x * 1.0
          checkpoint (fun y -> y * y * captured) x)
      one "running sums, checkpointed" (at Reals [ 4 ]) [ Multilinear; Homogeneous 1.0 ] (checkpoint (Tensor.cumsum 0))
      one "a network, checkpointed layer by layer" (at Reals [ 3 ]) [] (fun x ->
          Seq.fold (fun x _ -> checkpoint (Tensor.matmul scaled >> Tensor.tanh) x) x (seq { 1..3 }))
      two "x y + exp y, checkpointed" (any Reals, any Reals) [ Broadcasting ] (fun x y ->
          checkpoint (fun (x, y) -> x * y + checkpoint Tensor.exp y) (x, y))
      many "several results, checkpointed" [ any Reals; any Reals ] [] (fun xs ->
          let product, parts = checkpoint (fun (xs: Tensor[]) -> xs[0] * xs[1], [ sin xs[0]; Tensor.sum xs[1] ]) xs
          [| product * parts[1]; parts[0] |])
      one
          "exp by its push"
          (any Reals)
          [ Inverse Tensor.log; gradient Tensor.exp ]
          (customJvp Tensor.exp (fun _ y v -> v * y))
      one
          "tanh by its pull"
          (any Reals)
          [ gradient (fun x -> 1.0 - Tensor.square (Tensor.tanh x)) ]
          (customVjp Tensor.tanh (fun _ y c -> c * (1.0 - y * y)))
      many
          "several results by their push"
          [ at Reals [ 2; 3 ]; at Reals [ 3 ] ]
          []
          (customJvp (fun xs -> [| xs[0] * xs[1]; Tensor.sin xs[1] |]) (fun xs _ vs ->
              [| vs[0] * xs[1] + xs[0] * vs[1]; Tensor.cos xs[1] * vs[1] |]))
      many
          "several results by their pull"
          [ at Reals [ 2; 3 ]; at Reals [ 3 ] ]
          []
          (customVjp (fun xs -> [| xs[0] * xs[1]; Tensor.sin xs[1] |]) (fun xs _ cs ->
              [| cs[0] * xs[1]; Tensor.sumOver [ 0 ] (cs[0] * xs[0]) + Tensor.cos xs[1] * cs[1] |])) ]

/// All of them: each is to obey every law that applies.
let subjects () : Subject list =
    List.concat
        [ homogeneous ()
          broadcasting ()
          LinearClaims.all ()
          LinalgClaims.all ()
          WindowClaims.all ()
          ScatterClaims.all ()
          inverses ()
          determinants ()
          fields ()
          rules ()
          SolverClaims.all () ]
