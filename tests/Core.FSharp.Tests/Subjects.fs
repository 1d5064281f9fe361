/// What the laws of operations are tried on: every row and every function made of rows, points of their domains, shapes.
module Functional.Tests.Subjects

open System
open Functional
open Functional.Kernels
open Functional.Tests.Witness

/// Something to test: a function of tensors in some domains, and shapes to try it on.
type Subject = { Name: string; Function: Tensor[] -> Tensor; Domains: Region list; Shapes: Random -> int[] list }

/// A generator that depends on the name alone.
let seeded (name: string) (trial: int) = Random(name |> Seq.fold (fun hash c -> (hash * 31 + int c) &&& 0xFFFFFF) trial)

let private size (shape: int[]) = Array.fold (*) 1 shape

let private uniform (random: Random) low high = low + random.NextDouble() * (high - low)

/// Numbers with room around them, so that steps of a Taylor test stay inside the domain.
let private point (random: Random) domain =
    let rec away jumps distance =
        let x = uniform random -2.5 2.5
        if Seq.exists (fun jump -> abs (x - jump) < distance) jumps then away jumps distance else x

    match domain with
    | Reals -> uniform random -2.0 2.0
    | Positive -> uniform random 0.5 3.0
    | NonZero -> uniform random 0.5 2.0 * float (random.Next 2 * 2 - 1)
    | Between(low, high) ->
        let margin = 0.1 * (high - low)
        uniform random (low + margin) (high - margin)
    | Except points -> away points 0.1
    | BetweenJumps offset -> away [ for k in -4 .. 4 -> offset + float k ] 0.1
    | Distinct
    | Discrete -> failwith "drawn together, or not at all"

/// Arguments of the shapes; those that must not be equal are drawn from one shuffled grid.
let arguments (random: Random) domains (shapes: int[] list) =
    let count =
        List.zip domains shapes |> List.sumBy (fun (domain, shape) -> if domain = Distinct then size shape else 0)

    let grid = Array.init count (fun k -> 0.3 * (float k - float count / 2.0) + 0.05)
    random.Shuffle grid
    let mutable used = 0

    [| for domain, shape in List.zip domains shapes ->
           let next () =
               if domain = Distinct then
                   used <- used + 1
                   grid[used - 1]
               else
                   point random domain

           real shape (Array.init (size shape) (fun _ -> next ())) |]

let directions (random: Random) (xs: Tensor[]) =
    xs |> Array.map (fun x -> real x.Shape (Array.init x.Size (fun _ -> uniform random -1.0 1.0)))

/// A shape, and shapes that broadcast to it together.
let broadcasting count (random: Random) =
    let target = Array.init (random.Next 4) (fun _ -> 1 + random.Next 3)

    let narrowed _ =
        Array.skip (random.Next(target.Length + 1)) target
        |> Array.map (fun length -> if random.Next 3 = 0 then 1 else length)

    let full = random.Next count
    [ for i in 0 .. count - 1 -> if i = full then target else narrowed i ]

let ofRow (row: Row) =
    { Name = row.Name
      Function = fun xs -> Apply.run row (Array.copy xs)
      Domains = row.Domains
      Shapes = broadcasting row.Domains.Length }

let private smooth (row: Row) =
    match row.Rule with
    | Discontinuous -> false
    | _ -> true

let elementwiseRows = [ yield! Elementwise.all; yield! Arithmetic.all ] |> List.filter smooth

let private pair name domains f =
    { Name = name
      Function = fun (xs: Tensor[]) -> f xs[0] xs[1]
      Domains = domains
      Shapes = broadcasting 2 }

let private single name domain f =
    { Name = name
      Function = fun (xs: Tensor[]) -> f xs[0]
      Domains = [ domain ]
      Shapes = broadcasting 1 }

/// A function of one tensor of a given shape.
let private shaped name domain (shape: int list) f =
    { single name domain f with Shapes = fun _ -> [ Array.ofList shape ] }

let private parametric =
    [ single "digamma" Positive (Elementwise.polygamma 0)
      single "polygamma 2" Positive (Elementwise.polygamma 2)
      single "softplus" Reals (Elementwise.softplus 2.0 20.0)
      for exponent in [ 0.0; 1.0; 2.0; 3.0; -1.0; 0.5; 2.5 ] do
          single $"pow {exponent}" Positive (Elementwise.powNumber exponent)
      single "2 pow" Reals (Elementwise.numberPow 2.0)
      single "clamp" (Except [ -1.0; 1.0 ]) (Elementwise.clamp -1.0 1.0)
      single "hardtanh" (Except [ -1.0; 1.0 ]) (Elementwise.hardtanh -1.0 1.0)
      single "sqrt at zero" Positive Elementwise.sqrtAtZero
      single "root at zero" Positive (Elementwise.rootAtZero 3.0)
      single "sinc" Reals Composed.sinc
      single "sinc near 0" (Between(-0.03, 0.03)) Composed.sinc
      single "frac" (BetweenJumps 0.0) Composed.frac
      single "nan_to_num" Reals (Composed.nanToNum 0.0 1.0 -1.0)
      pair "add scaled" [ Reals; Reals ] (Arithmetic.addScaled -0.5)
      pair "fmax" [ Distinct; Distinct ] Composed.fmax
      pair "fmin" [ Distinct; Distinct ] Composed.fmin
      pair "clamp below" [ Distinct; Distinct ] (fun low x -> Composed.clamp low null x)
      pair "clamp above" [ Distinct; Distinct ] (fun high x -> Composed.clamp null high x)
      { Name = "lerp"
        Function = fun xs -> Composed.lerp xs[0] xs[1] xs[2]
        Domains = [ Reals; Reals; Except [ 0.5 ] ]
        Shapes = broadcasting 3 } ]

let private folds =
    [ for axes, keepAxes in [ [||], false; [| 1 |], false; [| 0; -1 |], true; [| 2 |], true ] do
          let fold name domain f = shaped $"{name} over %A{axes}" domain [ 2; 3; 4 ] (f axes keepAxes)

          fold "sum" Reals Reductions.sum
          fold "mean" Reals Reductions.mean
          fold "prod" Reals Reductions.prod
          fold "amax" Distinct Reductions.amax
          fold "amin" Distinct Reductions.amin
          fold "var" Reals (Statistics.var 1.0)
          fold "std" Reals (Statistics.std 0.0)
          fold "logsumexp" Reals Statistics.logSumExp

          for p in [ 0.0; 1.0; 1.5; 2.0; 3.0; -1.0 ] do
              fold $"norm {p}" NonZero (Statistics.norm p)

          // All elements of one sign, so that different elements have different magnitudes.
          for p in [ infinity; -infinity ] do
              fold $"norm {p}" Distinct (fun axes keepAxes x ->
                  Statistics.norm p axes keepAxes (Arithmetic.add x (host 100.0)))

      for axis in [ 0; 1; -1 ] do
          shaped $"max along {axis}" Distinct [ 2; 3; 4 ] (Reductions.max axis false >> fst)
          shaped $"min along {axis}" Distinct [ 2; 3; 4 ] (Reductions.min axis true >> fst)
          shaped $"softmax along {axis}" Reals [ 2; 3; 4 ] (Statistics.softmax axis)
          shaped $"log_softmax along {axis}" Reals [ 2; 3; 4 ] (Statistics.logSoftmax axis)
          shaped $"cumsum along {axis}" Reals [ 2; 3; 4 ] (Reductions.cumsum axis)

      shaped "trace" Reals [ 3; 4 ] Reductions.trace ]

let private products =
    [ for left, right in
          [ [ 3 ], [ 3 ]
            [ 2; 3 ], [ 3 ]
            [ 3 ], [ 3; 4 ]
            [ 2; 3 ], [ 3; 4 ]
            [ 5; 2; 3 ], [ 3; 4 ]
            [ 2; 3 ], [ 5; 3; 4 ]
            [ 2; 1; 2; 3 ], [ 4; 3; 1 ]
            [ 3 ], [ 2; 3; 4 ] ] do
          { pair $"matmul %A{left} %A{right}" [ Reals; Reals ] Products.matmul with
              Shapes = fun _ -> [ Array.ofList left; Array.ofList right ] }

      { pair "dot" [ Reals; Reals ] Products.dot with Shapes = fun _ -> [ [| 4 |]; [| 4 |] ] }
      { pair "outer" [ Reals; Reals ] Products.outer with Shapes = fun _ -> [ [| 2 |]; [| 3 |] ] }
      { Name = "linear"
        Function = fun xs -> Products.linear xs[0] xs[1] xs[2]
        Domains = [ Reals; Reals; Reals ]
        Shapes = fun _ -> [ [| 2; 3 |]; [| 4; 3 |]; [| 4 |] ] } ]

/// The rows that linear maps are made of, with the arguments fixed that carry no derivative.
let private primitives =
    let integers shape values = toTensor { Shape = shape; DType = "int64"; Data = values }
    let condition = toTensor { Shape = [| 3 |]; DType = "bool"; Data = [| 1.0; 0.0; 1.0 |] }
    let index = integers [| 2; 3 |] [| 0.0; 1.0; 1.0; 1.0; 0.0; 1.0 |]
    let moved name shape movement = shaped name Reals shape (fun x -> Apply.run (Primitives.move movement) [| x |])

    [ moved "permute" [ 2; 3; 4 ] (Permute [| 2; 0; 1 |])
      moved "reshape" [ 2; 3 ] (Reshape(Shape.From [ 3; 2 ]))
      moved "expand" [ 2; 1 ] (Expand(Shape.From [ 4; 2; 3 ]))
      moved "slice" [ 4; 5 ] (Slice([| 3; 0 |], [| -1; 2 |], Shape.From [ 2; 3 ]))
      moved "embed" [ 2; 3 ] (Embed([| 3; 0 |], [| -1; 2 |], Shape.From [ 4; 5 ]))
      { pair "where" [ Reals; Reals ] (fun x y -> Apply.run Primitives.where [| condition; x; y |]) with
          Shapes = fun _ -> [ [| 2; 1 |]; [||] ] }
      shaped "gather" Reals [ 2; 3 ] (fun x -> Apply.run (Primitives.gather 0) [| x; index |])
      { pair "scatter_add" [ Reals; Reals ] (fun x y -> Apply.run (Primitives.scatterAdd 0) [| x; index; y |]) with
          Shapes = fun _ -> [ [| 3; 3 |]; [| 2; 3 |] ] }
      shaped "cumsum backwards" Reals [ 2; 3 ] (fun x -> Apply.run (Primitives.cumsum 1 true) [| x |]) ]

let subjects = lazy (List.map ofRow elementwiseRows @ parametric @ folds @ products @ primitives)
