/// What operations do at kinks, ties, infinities and nan, and of nothing: PyTorch's conventions, as one table.
module Functional.Laws.Edges

open System
open System.Globalization
open Functional
open Functional.Kernels
open Functional.Laws.Comparing

/// An operation at points where it has an edge. No gradients: PyTorch's are an accident there.
[<NoEquality; NoComparison>]
type internal Edge =
    {
        Name: string
        Function: Tensor[] -> Tensor
        /// Whether it works element by element, so that its points can be mixed.
        IsElementwise: bool
        Arguments: float[][]
        Value: float[]
        Cotangent: float[]
        Gradients: float[][]
    }

let private inf = infinity

/// A function of each element: x, f(x), f'(x).
let private each name (f: Tensor -> Tensor) (rows: (float * float * float) list) =
    let rows = Array.ofList rows

    { Name = name
      Function = fun xs -> f xs[0]
      IsElementwise = true
      Arguments = [| [| for x, _, _ in rows -> x |] |]
      Value = [| for _, y, _ in rows -> y |]
      Cotangent = Array.create rows.Length 1.0
      Gradients = [| [| for _, _, d in rows -> d |] |] }

/// A function of pairs of elements: (x, y), f(x, y), and both partial derivatives.
let private pairs name (f: Tensor -> Tensor -> Tensor) (rows: ((float * float) * float * (float * float)) list) =
    let rows = Array.ofList rows
    let column pick = [| for row in rows -> pick row |]

    { Name = name
      Function = fun xs -> f xs[0] xs[1]
      IsElementwise = true
      Arguments = [| column (fun ((x, _), _, _) -> x); column (fun ((_, y), _, _) -> y) |]
      Value = column (fun (_, z, _) -> z)
      Cotangent = Array.create rows.Length 1.0
      Gradients = [| column (fun (_, _, (dx, _)) -> dx); column (fun (_, _, (_, dy)) -> dy) |] }

/// A function of a vector with a vector as its value: x, f(x), a cotangent and what is pulled back.
let private weighed name (f: Tensor -> Tensor) x value cotangent gradient =
    { Name = name
      Function = fun xs -> f xs[0]
      IsElementwise = false
      Arguments = [| Array.ofList x |]
      Value = Array.ofList value
      Cotangent = Array.ofList cotangent
      Gradients = [| Array.ofList gradient |] }

/// A function of a vector with a number as its value: x, f(x), and the gradient.
let private fold name f x value gradient = weighed name f x [ value ] [ 1.0 ] gradient

/// The same where the gradient is nobody's convention.
let private valueOnly (edge: Edge) = { edge with Gradients = [||] }

let private positive (x: Tensor) = x .> 0.0
let private zero (x: Tensor) = Tensor.zerosLike x

let internal table: Edge list =
    [ each "abs" Tensor.abs [ -1.0, 1.0, -1.0; -0.0, 0.0, 0.0; 0.0, 0.0, 0.0; inf, inf, 1.0; -inf, inf, -1.0 ]
      each "sign" Tensor.sign [ -1.0, -1.0, 0.0; 0.0, 0.0, 0.0; -0.0, 0.0, 0.0; inf, 1.0, 0.0; -inf, -1.0, 0.0 ]
      each "relu" Tensor.relu [ -1.0, 0.0, 0.0; 0.0, 0.0, 0.0; 1.0, 1.0, 1.0; nan, nan, 1.0; inf, inf, 1.0 ]
      each "relu ** 2" (fun x -> Tensor.relu x ** 2.0) [ 1.0, 1.0, 2.0; -1.0, 0.0, 0.0; 0.0, 0.0, 0.0 ]
      each "clampMin 0" (Tensor.clampMin 0.0) [ -1.0, 0.0, 0.0; 0.0, 0.0, 1.0; 1.0, 1.0, 1.0 ]
      each
          "clamp 0 1"
          (Tensor.clamp 0.0 1.0)
          [ -0.5, 0.0, 0.0; 0.0, 0.0, 1.0; 1.0, 1.0, 1.0; 1.5, 1.0, 0.0; nan, nan, 0.0; inf, 1.0, 0.0 ]
      each "hardtanh" (Tensor.hardtanh -1.0 1.0) [ -1.0, -1.0, 0.0; 1.0, 1.0, 0.0; 0.0, 0.0, 1.0 ]
      each "sqrt" Tensor.sqrt [ 0.0, 0.0, inf; -0.0, -0.0, -inf; -1.0, nan, nan; 4.0, 2.0, 0.25; inf, inf, 0.0 ]
      each "0 * sqrt" (fun x -> 0.0 * Tensor.sqrt x) [ 0.0, 0.0, nan; 4.0, 0.0, 0.0 ]
      each "sqrt (x * x)" (fun x -> Tensor.sqrt (x * x)) [ 0.0, 0.0, nan; -2.0, 2.0, -1.0 ]
      each "rsqrt" Tensor.rsqrt [ 0.0, inf, -inf; 4.0, 0.5, -0.0625; inf, 0.0, -0.0 ]
      each "reciprocal" Tensor.reciprocal [ 0.0, inf, -inf; -0.0, -inf, -inf; 2.0, 0.5, -0.25; inf, 0.0, -0.0 ]
      each "log" Tensor.log [ 0.0, -inf, inf; -1.0, nan, -1.0; 1.0, 0.0, 1.0; inf, inf, 0.0 ]
      each "log1p" Tensor.log1p [ -1.0, -inf, inf; 0.0, 0.0, 1.0 ]
      each "exp" Tensor.exp [ 800.0, inf, inf; -800.0, 0.0, 0.0; -inf, 0.0, 0.0; inf, inf, inf ]
      each "sigmoid" Tensor.sigmoid [ -800.0, 0.0, 0.0; 0.0, 0.5, 0.25; 800.0, 1.0, 0.0 ]
      each "logSigmoid" Tensor.logSigmoid [ -800.0, -800.0, 1.0; 0.0, -Math.Log 2.0, 0.5; 800.0, 0.0, 0.0 ]
      each "tanh" Tensor.tanh [ -200.0, -1.0, 0.0; 0.0, 0.0, 1.0; inf, 1.0, 0.0 ]
      each "asin" Tensor.asin [ 1.0, Math.PI / 2.0, inf; 0.0, 0.0, 1.0; 2.0, nan, nan ]
      each "floor" Tensor.floor [ 1.5, 1.0, 0.0; 2.0, 2.0, 0.0; -0.5, -1.0, 0.0 ]
      each "pow 0" (fun x -> x ** 0.0) [ 0.0, 1.0, 0.0; 2.0, 1.0, 0.0 ]
      each "pow 1/2" (fun x -> x ** 0.5) [ 0.0, 0.0, inf; 4.0, 2.0, 0.25 ]
      each "pow -1" (fun x -> x ** -1.0) [ 0.0, inf, -inf; 2.0, 0.5, -0.25 ]
      each "pow 2" (fun x -> x ** 2.0) [ 0.0, 0.0, 0.0; -3.0, 9.0, -6.0 ]
      each "pow 1/3" (fun x -> x ** (1.0 / 3.0)) [ -8.0, nan, nan ]
      each "0 to the x" (fun x -> Tensor.pow (Tensor.zerosLike x) x) [ 0.0, 1.0, 0.0; 2.0, 0.0, 0.0; -1.0, inf, -inf ]
      pairs
          "pow"
          Tensor.pow
          [ (0.0, 0.0), 1.0, (0.0, 0.0)
            (0.0, 2.0), 0.0, (0.0, 0.0)
            (0.0, -1.0), inf, (-inf, -inf)
            (0.0, 0.5), 0.0, (inf, 0.0)
            (-2.0, 3.0), -8.0, (12.0, nan)
            (1.0, inf), 1.0, (inf, 0.0)
            (inf, 0.0), 1.0, (0.0, inf) ]
      pairs "maximum" Tensor.maximum [ (1.0, 1.0), 1.0, (0.5, 0.5); (2.0, 1.0), 2.0, (1.0, 0.0) ]
      pairs "minimum" Tensor.minimum [ (1.0, 1.0), 1.0, (0.5, 0.5); (2.0, 1.0), 1.0, (0.0, 1.0) ]
      each "maximum of x and x" (fun x -> Tensor.maximum x x) [ 1.0, 1.0, 1.0; 0.0, 0.0, 1.0 ]
      pairs "fmax" Tensor.fmax [ (nan, 1.0), 1.0, (0.0, 1.0); (1.0, nan), 1.0, (1.0, 0.0); (2.0, 2.0), 2.0, (1.0, 0.0) ]
      pairs
          "atan2"
          Tensor.atan2
          [ (0.0, 0.0), 0.0, (nan, nan)
            (0.0, -1.0), Math.PI, (-1.0, 0.0)
            (-0.0, -1.0), -Math.PI, (-1.0, 0.0)
            (1.0, 0.0), Math.PI / 2.0, (0.0, -1.0) ]
      pairs "hypot" Tensor.hypot [ (0.0, 0.0), 0.0, (nan, nan); (3.0, 4.0), 5.0, (0.6, 0.8) ]
      pairs "xlogy" Tensor.xlogy [ (0.0, 1.0), 0.0, (0.0, 0.0); (1.0, 2.0), Math.Log 2.0, (Math.Log 2.0, 0.5) ]
      valueOnly (pairs "xlogy" Tensor.xlogy [ (0.0, 0.0), 0.0, (0.0, 0.0); (0.0, nan), nan, (0.0, 0.0) ])
      pairs
          "quotient"
          Tensor.div
          [ (0.0, 0.0), nan, (inf, nan)
            (1.0, 0.0), inf, (inf, -inf)
            (-1.0, 0.0), -inf, (inf, inf)
            (1.0, inf), 0.0, (0.0, -0.0)
            (inf, inf), nan, (0.0, nan) ]
      pairs
          "where takes one branch"
          (fun x y -> Tensor.where (positive x) x y)
          [ (1.0, nan), 1.0, (1.0, 0.0); (1.0, inf), 1.0, (1.0, 0.0); (nan, 2.0), 2.0, (0.0, 1.0) ]
      each
          "where with a safe argument"
          (fun x -> Tensor.where (positive x) (Tensor.sqrt (Tensor.where (positive x) x (Tensor.onesLike x))) (zero x))
          [ 0.0, 0.0, 0.0; -1.0, 0.0, 0.0; 4.0, 2.0, 0.25 ]
      // Backward only, where the zero that the mask leaves meets the slope; forward, the mask comes last.
      weighed
          "where with a bad slope in the branch not taken"
          (fun x -> Tensor.where (positive x) (Tensor.sqrt x) (zero x))
          [ 0.0; -1.0; 4.0 ]
          [ 0.0; 0.0; 2.0 ]
          [ 1.0; 1.0; 1.0 ]
          [ nan; nan; 0.25 ]
      fold "max" Tensor.max [ 1.0; 3.0; 3.0 ] 3.0 [ 0.0; 0.5; 0.5 ]
      fold "max with nan" Tensor.max [ 1.0; nan; 3.0 ] nan [ 0.0; 1.0; 0.0 ]
      fold "min" Tensor.min [ 1.0; 1.0; 3.0 ] 1.0 [ 0.5; 0.5; 0.0 ]
      fold "maxOver" (Tensor.maxOver [ 0 ]) [ 1.0; 3.0; 3.0; 3.0 ] 3.0 [ 0.0; 1.0 / 3.0; 1.0 / 3.0; 1.0 / 3.0 ]
      fold
          "maxPool1d"
          (Tensor.unsqueeze 0 >> Tensor.maxPool1d [ 3 ] >> Tensor.sum)
          [ 1.0; 3.0; 3.0 ]
          3.0
          [ 0.0; 1.0; 0.0 ]
      fold "maxAlong" (Tensor.maxAlong 0 >> fst) [ 1.0; 3.0; 3.0 ] 3.0 [ 0.0; 1.0; 0.0 ]
      fold "prod" Tensor.prod [ 2.0; 0.0; 4.0 ] 0.0 [ 0.0; 8.0; 0.0 ]
      fold "prod of two zeros" Tensor.prod [ 2.0; 0.0; 0.0 ] 0.0 [ 0.0; 0.0; 0.0 ]
      fold "sum of infinities" Tensor.sum [ inf; -inf; 1.0 ] nan [ 1.0; 1.0; 1.0 ]
      fold "sum of nothing" Tensor.sum [] 0.0 []
      fold "mean of nothing" Tensor.mean [] nan []
      fold "prod of nothing" Tensor.prod [] 1.0 []
      fold "norm" Tensor.norm [ 0.0; 0.0 ] 0.0 [ 0.0; 0.0 ]
      fold "1-norm" (Tensor.normWith 1.0 [] false) [ 0.0; 2.0; -3.0 ] 5.0 [ 0.0; 1.0; -1.0 ]
      fold "infinity norm" (Tensor.normWith inf [] false) [ 3.0; -3.0; 1.0 ] 3.0 [ 0.5; -0.5; 0.0 ]
      fold "3-norm" (Tensor.normWith 3.0 [] false) [ 0.0; 0.0 ] 0.0 [ 0.0; 0.0 ]
      fold "std of a constant" Tensor.std [ 2.0; 2.0; 2.0 ] 0.0 [ 0.0; 0.0; 0.0 ]
      fold "std of one element" Tensor.std [ 2.0 ] nan [ nan ]
      fold "var of one element" Tensor.var [ 2.0 ] nan [ nan ]
      fold "var of a constant" Tensor.var [ 2.0; 2.0 ] 0.0 [ 0.0; 0.0 ]
      fold "logSumExp" Tensor.logSumExp [ -inf; 0.0; 0.0 ] (Math.Log 2.0) [ 0.0; 0.5; 0.5 ]
      fold
          "logSumExp of large numbers"
          Tensor.logSumExp
          [ 1000.0; 1000.0; -1000.0 ]
          (1000.0 + Math.Log 2.0)
          [ 0.5; 0.5; 0.0 ]
      valueOnly (fold "logSumExp of -inf" Tensor.logSumExp [ -inf; -inf ] -inf [])
      valueOnly (fold "logSumExp with inf" Tensor.logSumExp [ inf; 0.0 ] inf [])
      weighed "softmax" (Tensor.softmax 0) [ -inf; 0.0; 0.0 ] [ 0.0; 0.5; 0.5 ] [ 1.0; 2.0; 3.0 ] [ 0.0; -0.25; 0.25 ]
      weighed
          "softmax of large numbers"
          (Tensor.softmax 0)
          [ 1000.0; 0.0; -1000.0 ]
          [ 1.0; 0.0; 0.0 ]
          [ 1.0; 2.0; 3.0 ]
          [ 0.0; 0.0; 0.0 ]
      weighed "logSoftmax" (Tensor.logSoftmax 0) [ 1000.0; 0.0 ] [ 0.0; -1000.0 ] [ 1.0; 0.0 ] [ 0.0; 0.0 ]
      weighed
          "cumsum"
          (Tensor.cumsum 0)
          [ 1.0; inf; -inf; 1.0 ]
          [ 1.0; inf; nan; nan ]
          [ 1.0; 1.0; 1.0; 1.0 ]
          [ 4.0; 3.0; 2.0; 1.0 ] ]

/// The same operation at some of its points, in any order and number: inside vectors of the
/// processor, and in what is left beside them.
let private mixed (random: Random) (edge: Edge) : Edge =
    if edge.IsElementwise then
        let picks = Array.init (1 + random.Next 40) (fun _ -> random.Next edge.Value.Length)
        let pick (data: float[]) = picks |> Array.map (fun i -> data[i])

        { edge with
            Arguments = Array.map pick edge.Arguments
            Value = pick edge.Value
            Cotangent = pick edge.Cotangent
            Gradients = Array.map pick edge.Gradients }
    else
        edge

let private list (data: float[]) =
    data |> Array.map _.ToString(CultureInfo.InvariantCulture) |> String.concat ", " |> fun text -> $"[{text}]"

let internal ofTable (table: Edge list) =
    GradientLaw.make
        "nan and infinity: edges"
        "at kinks, ties, zeros, infinities and nan, values and gradients are PyTorch's, wherever the element stands"
        "PyTorch 1.13, measured"
        (Relative 1e-12)
        (fun trial ->
            let random = trial.Random "points"
            let vector (data: float[]) = trial.Tensor([| data.Length |], data)

            [ for edge in table do
                  let edge = mixed random edge
                  let xs = edge.Arguments |> Array.map vector
                  let value, pull = vjp edge.Function xs
                  let at = edge.Arguments |> Array.map list |> String.concat " and "
                  numbers $"{edge.Name} at {at}" (elements value) "PyTorch's" edge.Value

                  let c = trial.Tensor(value.Shape.Lengths.ToArray(), edge.Cotangent)

                  for i, (pulled, expected) in Seq.indexed (Seq.zip (pull c) edge.Gradients) do
                      numbers $"gradient {i} of {edge.Name} at {at}" (elements pulled) "PyTorch's" expected

                  if edge.IsElementwise && xs.Length = 1 then
                      let _, pushed = jvp edge.Function xs [| Tensor.onesLike xs[0] |]
                      numbers $"slope of {edge.Name} at {at}" (elements pushed) "PyTorch's" edge.Gradients[0] ])

let edges = ofTable table
