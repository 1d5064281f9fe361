/// Elements put in places, beside plain loops: repeated indices, dtypes, derivatives, batches, and what is refused.
module Functional.Tests.ScatterTests

open System
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Checks
open Functional.Tests.Witness

let private wave (shape: int list) =
    real shape [ for i in 1 .. List.fold (*) 1 shape -> Math.Round(sin (1.7 * float i), 3) ]

let private near (expected: Tensor) (actual: Tensor) = Assert.Equal(None, differs 1e-12 (ofTensor expected) actual)
let private indices shape (data: int list) = int64s shape (List.map float data)

/// What scatters do to a matrix, element after element, along either axis.
let private loop axis (step: float -> float -> float) (index: Tensor) (source: Tensor) (x: Tensor) =
    let result = Array.copy (elements x)
    let columns, width = x.Shape[1], index.Shape[1]

    elements index
    |> Array.iteri (fun k place ->
        let i, j = k / width, k % width
        let i, j = if axis = 0 then int place, j else i, int place
        let value = (elements source)[(k / width) * source.Shape[1] + k % width]
        result[i * columns + j] <- step result[i * columns + j] value)

    real (List.ofSeq x.Shape) (List.ofArray result)

/// Indices of every kind: drawn shapes, shorter than the matrix and than the source, with repetitions.
let private cases =
    [ for seed in 1..20 do
          let random = Random seed
          let axis = random.Next 2
          let x = wave [ 2 + random.Next 3; 2 + random.Next 3 ]
          let lengths = [ for i in 0..1 -> if i = axis then random.Next 6 else 1 + random.Next x.Shape[i] ]
          let places = [ for _ in 1 .. lengths[0] * lengths[1] -> random.Next x.Shape[axis] ]
          let source = wave [ for length in lengths -> length + random.Next 2 ] * 2.0 + 0.25
          axis, indices lengths places, source, x ]

[<Fact>]
let ``of elements for the same place the last is set`` () =
    for axis, index, source, x in cases do
        same (loop axis (fun _ value -> value) index source x) (Tensor.scatter axis index source x)
        same (loop axis (fun _ _ -> 7.0) index source x) (Tensor.scatterFill (axis - 2) index 7.0 x)

[<Fact>]
let ``combined elements are those of a loop`` () =
    for axis, index, source, x in cases do
        let reduced combine = Tensor.scatterReduce axis combine index source x
        near (loop axis (+) index source x) (reduced Combine.Sum)
        near (loop axis (*) index source x) (reduced Combine.Prod)
        same (loop axis max index source x) (reduced Combine.Max)
        same (loop axis min index source x) (reduced Combine.Min)
        let zeros, ones = Tensor.zerosLike x, Tensor.onesLike source
        let count = loop axis (+) index ones zeros
        near (loop axis (+) index source x / (count + 1.0)) (reduced Combine.Mean)

[<Fact>]
let ``without its own elements a tensor keeps those that no entry names`` () =
    for axis, index, source, x in cases do
        let others step start =
            let isNamed = loop axis (fun _ _ -> 1.0) index source (Tensor.zerosLike x) .> 0.5
            Tensor.where isNamed (loop axis step index source (Tensor.fullLike start x)) x

        let reduced combine = Tensor.scatterReduceWith false axis combine index source x
        near (others (+) 0.0) (reduced Combine.Sum)
        near (others (*) 1.0) (reduced Combine.Prod)
        same (others max -infinity) (reduced Combine.Max)
        same (others min infinity) (reduced Combine.Min)
        let count = loop axis (+) index (Tensor.onesLike source) (Tensor.zerosLike x)
        near (others (+) 0.0 / Tensor.maximum count (Tensor.onesLike count)) (reduced Combine.Mean)

[<Fact>]
let ``integers and bools are put as they are`` () =
    let x = int64s [ 4 ] [ 1.0; 2.0; 3.0; 4.0 ]
    let index, source = indices [ 3 ] [ 3; 0; 3 ], int64s [ 3 ] [ 5.0; 6.0; 2.0 ]
    same (int64s [ 4 ] [ 6.0; 2.0; 3.0; 2.0 ]) (Tensor.scatter 0 index source x)
    same (int64s [ 4 ] [ 6.0; 2.0; 3.0; 5.0 ]) (Tensor.scatterReduce 0 Combine.Max index source x)
    same (int64s [ 4 ] [ 1.0; 2.0; 3.0; 2.0 ]) (Tensor.scatterReduce 0 Combine.Min index source x)
    same (int64s [ 4 ] [ 6.0; 2.0; 3.0; 40.0 ]) (Tensor.scatterReduce 0 Combine.Prod index source x)
    let flags = bools [ 3 ] [ 1.0; 0.0; 0.0 ]
    same (bools [ 3 ] [ 0.0; 1.0; 0.0 ]) (Tensor.scatter 0 (indices [ 2 ] [ 0; 1 ]) (bools [ 2 ] [ 0.0; 1.0 ]) flags)
    // int32 is an index, too.
    same x (Tensor.scatter 0 (typed "int32" [ 1 ] [ 1.0 ]) (int64s [ 1 ] [ 2.0 ]) x)

    same
        (int64s [ 2 ] [ 9.0; 9.0 ])
        (Tensor.putAlong 0 (indices [ 2 ] [ 0; 1 ]) (HostNumber.Of 9) (Tensor.narrow 0 0 2 x))

[<Fact>]
let ``nan is larger and smaller than all, and only where it is put`` () =
    let x, index = real [ 3 ] [ 1.0; 2.0; 3.0 ], indices [ 4 ] [ 0; 0; 2; 2 ]
    let source = real [ 4 ] [ nan; 5.0; 4.0; -infinity ]

    for combine, last in [ Combine.Max, 4.0; Combine.Min, -infinity ] do
        equal [ nan; 2.0; last ] (Tensor.scatterReduce 0 combine index source x)

    // What is overwritten leaves no trace, neither in the value nor in the derivative.
    equal [ 5.0; 2.0; -infinity ] (Tensor.scatter 0 index source x)
    let ones = real [ 3 ] [ 1.0; 1.0; 1.0 ]
    equal [ 0.0; 1.0; 0.0; 1.0 ] (gradient (fun s -> Tensor.scatter 0 index s x) source ones)

[<Fact>]
let ``those that tie for a place share its derivative`` () =
    let x, index = real [ 2 ] [ 3.0; 0.0 ], indices [ 4 ] [ 0; 0; 0; 1 ]
    let source, weight = real [ 4 ] [ 3.0; 1.0; 3.0; 2.0 ], real [ 2 ] [ 6.0; 5.0 ]
    let ofSource isOwn s = Tensor.scatterReduceWith isOwn 0 Combine.Max index s x
    let ofX isOwn x = Tensor.scatterReduceWith isOwn 0 Combine.Max index source x
    equal [ 2.0; 0.0; 2.0; 5.0 ] (gradient (ofSource true) source weight)
    equal [ 2.0; 0.0 ] (gradient (ofX true) x weight)
    equal [ 3.0; 0.0; 3.0; 5.0 ] (gradient (ofSource false) source weight)
    equal [ 0.0; 0.0 ] (gradient (ofX false) x weight)

[<Fact>]
let ``a product of zeros has the derivatives of a product`` () =
    let x, index = real [ 2 ] [ 2.0; 3.0 ], indices [ 3 ] [ 0; 0; 1 ]
    let product s = Tensor.scatterReduce 0 Combine.Prod index s x
    let ones = real [ 2 ] [ 1.0; 1.0 ]
    equal [ 10.0; 0.0; 3.0 ] (gradient product (real [ 3 ] [ 0.0; 5.0; 0.0 ]) ones)
    equal [ 0.0; 0.0; 3.0 ] (gradient product (real [ 3 ] [ 0.0; 0.0; 4.0 ]) ones)
    let hessian = hessian (fun s -> Tensor.sum (product s)) (real [ 3 ] [ 0.0; 0.0; 4.0 ])
    equal [ 0.0; 2.0; 0.0; 2.0; 0.0; 0.0; 0.0; 0.0; 0.0 ] hessian

[<Fact>]
let ``put_along broadcasts, and take_along finds again what it put`` () =
    let x = wave [ 3; 4 ]
    let index = indices [ 3; 2 ] [ 3; 0; 1; 2; 0; 3 ]
    let source = wave [ 1; 2 ]
    let result = Tensor.putAlong 1 index source x
    same (Tensor.expand [ 3; 2 ] source) (Tensor.takeAlong 1 index result)
    same (Tensor.scatter 1 index (Tensor.expand [ 3; 2 ] source) x) result

    same
        (Tensor.indexFill 1 (indices [ 1 ] [ 2 ]) 5.0 x)
        (Tensor.putAlong 1 (indices [ 1; 1 ] [ 2 ]) (HostNumber.Of 5) x)

[<Fact>]
let ``parts are added, copied and filled along an axis`` () =
    let x, source = wave [ 2; 4 ], wave [ 2; 3 ] + 1.0
    let index = indices [ 3 ] [ 3; 1; 3 ]
    let wide = Tensor.expand [ 2; 3 ] index
    same (Tensor.scatterAdd 1 wide source x) (Tensor.indexAdd 1 index source x)
    same (Tensor.scatter 1 wide source x) (Tensor.indexCopy -1 index source x)
    same (Tensor.scatterFill 1 wide 2.5 x) (Tensor.indexFill 1 index 2.5 x)
    let none, empty = indices [ 0 ] [], Tensor.zerosOf DType.Float64 [ 2; 0 ]

    for same' in [ Tensor.indexAdd 1 none empty; Tensor.indexCopy 1 none empty; Tensor.indexFill 1 none 1.0 ] do
        same x (same' x)

// Tuples of index tensors, masks, ranges

[<Fact>]
let ``tuples of index tensors name places together, from the start or the end`` () =
    let x = counting [ 3; 4; 2 ]
    let i, j = indices [ 2; 1 ] [ 0; -1 ], indices [ 3 ] [ 1; -4; 3 ]
    let parts = Tensor.indexGet [ i; j ] x
    Assert.Equal<Shape>(Shape.From [ 2; 3; 2 ], parts.Shape)
    equal [ 2.0; 3.0; 0.0; 1.0; 6.0; 7.0; 18.0; 19.0; 16.0; 17.0; 22.0; 23.0 ] parts
    same x (Tensor.indexPut [ i; j ] parts x)
    same x[i] (Tensor.indexGet [ i ] x)
    let lines = Tensor.stack -1 [ Tensor.expand [ 2; 3 ] i; Tensor.expand [ 2; 3 ] j ]
    same parts (Tensor.gatherNd lines x)
    same (real [ 2; 1 ] [ 5.0; 23.0 ]) (Tensor.take (indices [ 2; 1 ] [ 5; -1 ]) x)

[<Fact>]
let ``at the same place the last value is put, and all are added`` () =
    let zeros = Tensor.zerosOf DType.Float64 [ 2; 3 ]
    let places = [ indices [ 3 ] [ 1; 0; 1 ]; indices [ 3 ] [ 2; 0; 2 ] ]
    let value = real [ 3 ] [ 1.0; 2.0; 4.0 ]
    equal [ 2.0; 0.0; 0.0; 0.0; 0.0; 4.0 ] (Tensor.indexPut places value zeros)
    equal [ 2.0; 0.0; 0.0; 0.0; 0.0; 5.0 ] (Tensor.indexPutAdd places value zeros)
    equal [ 1.0; 0.0; 0.0; 0.0; 0.0; 2.0 ] (Tensor.indexPutAdd places (HostNumber.Of 1) zeros)

[<Fact>]
let ``a mask takes the elements of a source in their order`` () =
    let x = wave [ 2; 3 ]
    let mask = bools [ 2; 3 ] [ 0.0; 1.0; 1.0; 0.0; 1.0; 0.0 ]
    let result = Tensor.maskedScatter mask (real [ 2; 2 ] [ 7.0; 8.0; 9.0; 10.0 ]) x
    equal [ 7.0; 8.0; 9.0 ] (Tensor.maskedSelect mask result)
    same (Tensor.maskedFill mask 0.0 x) (Tensor.maskedFill mask 0.0 result)
    let never = bools [ 1 ] [ 0.0 ]
    same x (Tensor.maskedScatter never (Tensor.zerosOf DType.Float64 [ 0 ]) x)

[<Fact>]
let ``a part that is put is the part that is read`` () =
    let x = wave [ 3; 4; 2 ]
    let range a b step = At.Range(Nullable a, Nullable b, step)

    for index in
        [ []
          [ At.Index -1 ]
          [ At.All; range 0 4 3 ]
          [ At.Ellipsis; At.Index 1 ]
          [ range 1 3 1; At.NewAxis; At.Index 2 ]
          [ range 2 2 1 ] ] do
        let part = Tensor.get index x
        let value = wave (List.ofSeq part.Shape) * 3.0
        let put = Tensor.setItem index value x
        same value (Tensor.get index put)
        same x (Tensor.setItem index part put)
        near (Tensor.setItem index (part + value) x) (Tensor.addItem index value x)
        near (Tensor.setItem index (part * value) x) (Tensor.mulItem index value x)
        same (Tensor.setItem index (Tensor.maximum part value) x) (Tensor.maxItem index value x)
        same (Tensor.setItem index (Tensor.minimum part value) x) (Tensor.minItem index value x)
        same (Tensor.setItem index (Tensor.sin part) x) (Tensor.mapItem index Tensor.sin x)

    equal [ 0.0; 9.0; 9.0; 3.0 ] (Tensor.setItem [ range 1 3 1 ] (HostNumber.Of 9) (counting [ 4 ]))
    same (int64s [ 2 ] [ 1.0; 2.0 ]) (Tensor.setItem [ At.Index 1 ] (real [] [ 2.75 ]) (int64s [ 2 ] [ 1.0; 1.0 ]))
    // What is replaced leaves no trace.
    equal
        [ 1.0; 0.0 ]
        (gradient (Tensor.setItem [ At.Index 1 ] (real [] [ 2.0 ])) (real [ 2 ] [ 1.0; nan ]) (real [ 2 ] [ 1; 1 ]))

// Segments, counts, places among sorted numbers

[<Fact>]
let ``segments are folded, and of none there is the neutral element`` () =
    let x = real [ 4; 2 ] [ 1.0; 2.0; 3.0; 4.0; -5.0; 6.0; 7.0; -8.0 ]
    let segments = indices [ 4 ] [ 2; 0; 2; 0 ]
    equal [ 10.0; -4.0; 0.0; 0.0; -4.0; 8.0 ] (Tensor.segmentSum 3 segments x)
    equal [ 21.0; -32.0; 1.0; 1.0; -5.0; 12.0 ] (Tensor.segmentProd 3 segments x)
    equal [ 5.0; -2.0; 0.0; 0.0; -2.0; 4.0 ] (Tensor.segmentMean 3 segments x)
    equal [ 7.0; 4.0; -infinity; -infinity; 1.0; 6.0 ] (Tensor.segmentMax 3 segments x)
    equal [ 3.0; -8.0; infinity; infinity; -5.0; 2.0 ] (Tensor.segmentMin 3 segments x)
    let ints = int64s [ 2 ] [ -3.0; -4.0 ]
    let first = indices [ 2 ] [ 0; 0 ]
    same (int64s [ 1 ] [ -3.0 ]) (Tensor.segmentMax 1 first ints)
    let least = Tensor.toArray<int64>(Tensor.segmentMax 2 first ints)
    Assert.Equal<int64[]>([| -3L; Int64.MinValue |], least)
    same (bools [ 2 ] [ 1.0; 0.0 ]) (Tensor.segmentMax 2 first (bools [ 2 ] [ 0.0; 1.0 ]))
    same (typed "uint8" [ 2 ] [ 3.0; 255.0 ]) (Tensor.segmentMin 2 first (typed "uint8" [ 2 ] [ 3.0; 4.0 ]))

    same
        (Tensor.zerosOf DType.Float64 [ 0; 2 ])
        (Tensor.segmentSum 0 (indices [ 0 ] []) (Tensor.zerosOf DType.Float64 [ 0; 2 ]))

[<Fact>]
let ``an infinite element is the only one of its segment`` () =
    let x = real [ 2 ] [ -infinity; 1.0 ]
    equal [ 1.0; 1.0 ] (gradient (Tensor.segmentMax 2 (indices [ 2 ] [ 0; 1 ])) x (real [ 2 ] [ 1.0; 1.0 ]))

[<Fact>]
let ``numbers are counted`` () =
    let x = indices [ 5 ] [ 1; 3; 1; 0; 1 ]
    same (int64s [ 5 ] [ 1.0; 3.0; 0.0; 1.0; 0.0 ]) (Tensor.bincount 5 x)
    equal [ 4.0; 9.0; 0.0; 2.0 ] (Tensor.bincountWith 4 (real [ 5 ] [ 1.0; 2.0; 3.0; 4.0; 5.0 ]) x)
    let numbers = real [ 9 ] [ 0.0; 0.49; 0.5; 1.0; 1.99; 2.0; -0.01; 2.01; nan ]
    same (real [ 4 ] [ 2.0; 1.0; 1.0; 2.0 ]) (Tensor.histogram 4 0.0 2.0 numbers)

[<Fact>]
let ``values belong before equal numbers, or after them`` () =
    let sorted = real [ 5 ] [ -1.0; 0.0; 0.0; 2.0; 3.0 ]
    let values = real [ 2; 3 ] [ 0.0; -2.0; 3.0; 1.0; 4.0; -1.0 ]

    let expected isRight (v: float) =
        elements sorted |> Array.filter (fun s -> if isRight then s <= v else s < v) |> Array.length

    let places isRight = int64s [ 2; 3 ] [ for v in elements values -> float (expected isRight v) ]
    same (places false) (Tensor.searchsorted sorted values)
    same (places true) (Tensor.searchsortedWith true sorted values)
    same (places false) (Tensor.bucketize sorted values)
    same (places true) (Tensor.bucketizeWith true sorted values)
    same (int64s [] [ 3.0 ]) (Tensor.searchsorted sorted (real [] [ 1.0 ]))
    let both = Tensor.stack 0 [ sorted; sorted * 2.0 ]

    let eachRow =
        Tensor.stack 0 [ Tensor.searchsorted sorted values[0]; Tensor.searchsorted (sorted * 2.0) values[1] ]

    same eachRow (Tensor.searchsorted both values)

    same
        (int64s [ 2 ] [ 0.0; 0.0 ])
        (Tensor.searchsorted (Tensor.zerosOf DType.Float64 [ 0 ]) (real [ 2 ] [ 1.0; 2.0 ]))

    same (int64s [ 1 ] [ 1.0 ]) (Tensor.searchsorted (int64s [ 2 ] [ 1.0; 2.0 ]) (real [ 1 ] [ 1.5 ]))

// Batches

[<Fact>]
let ``a batch of indices is put example by example`` () =
    let xs, sources = wave [ 3; 4 ], wave [ 3; 5 ] * 2.0
    let places = indices [ 3; 5 ] [ 0; 3; 3; 0; 1; 2; 2; 2; 2; 2; 1; 0; 1; 0; 3 ]

    let isBatched (f: Tensor -> Tensor -> Tensor -> Tensor) =
        let expected = Tensor.stack 0 [ for i in 0..2 -> f places[i] sources[i] xs[i] ]
        near expected (vmap (fun (i, s, x) -> f i s x) (places, sources, xs))
        // Some of them for the whole batch.
        let shared = Tensor.stack 0 [ for i in 0..2 -> f places[0] sources[i] xs[0] ]
        near shared (vmap (fun s -> f places[0] s xs[0]) sources)
        let byIndex = Tensor.stack 0 [ for i in 0..2 -> f places[i] sources[0] xs[0] ]
        near byIndex (vmap (fun i -> f i sources[0] xs[0]) places)

    isBatched (Tensor.scatter 0)
    isBatched (fun i _ x -> Tensor.scatterFill 0 i 2.0 x)
    isBatched (Tensor.putAlong 0)
    isBatched (Tensor.indexAdd 0)
    isBatched (Tensor.indexCopy 0)
    isBatched (fun i _ x -> Tensor.indexFill 0 i 2.0 x)
    isBatched (fun i s x -> Tensor.indexPut [ i ] s x)
    isBatched (fun i s x -> Tensor.indexPutAdd [ i ] s x)
    isBatched (fun i _ x -> Tensor.take i x)
    isBatched (fun i s x -> Tensor.setItem [ At.Index 1 ] s[1] x * Tensor.take i[0] x)
    isBatched (fun _ s x -> Tensor.maskedScatter (x .> 0.0) s x)
    isBatched (fun i s _ -> Tensor.cast DType.Float64 (Tensor.bincount 4 i) + Tensor.sum s)
    isBatched (fun i s _ -> Tensor.bincountWith 4 s i)
    isBatched (fun i _ x -> Tensor.cast DType.Float64 (Tensor.searchsorted (Tensor.sort 0 x |> fst) (Tensor.take i x)))
    isBatched (fun _ s _ -> Tensor.histogram 3 -2.0 2.0 s)

    for fold in [ Tensor.segmentSum; Tensor.segmentProd; Tensor.segmentMean ] do
        isBatched (fun i s x -> fold 4 i s + x)

    for combine in Enum.GetValues<Combine>() do
        isBatched (fun i s x -> Tensor.scatterReduce 0 combine i s x)
        isBatched (fun i s x -> Tensor.scatterReduceWith false 0 combine i s x)

// What is refused

[<Fact>]
let ``scatters refuse what does not fit`` () =
    let x, source = wave [ 2; 3 ], wave [ 2; 2 ]
    let index = indices [ 2; 2 ] [ 0; 2; 1; 1 ]
    says<IndexException> [ "index 3"; "axis 1"; "[0, 3)" ] (fun () -> Tensor.scatter 1 (index + 1) source x)
    says<IndexException> [ "index -1"; "axis 1" ] (fun () -> Tensor.scatterFill 1 (index - 1) 0.0 x)
    says<ShapeException> [ "scatter"; "[2]"; "[2, 3]" ] (fun () -> Tensor.scatter 1 (indices [ 2 ] [ 0; 1 ]) source x)

    says<ShapeException> [ "scatter"; "[3, 1]"; "axis 1" ] (fun () ->
        Tensor.scatterFill 1 (indices [ 3; 1 ] [ 0; 0; 0 ]) 0.0 x)

    says<ShapeException> [ "scatter_reduce"; "[2, 1]"; "[2, 2]" ] (fun () ->
        Tensor.scatterReduce 1 Combine.Sum index (wave [ 2; 1 ]) x)

    says<DTypeException> [ "scatter"; "float64"; "float32" ] (fun () -> Tensor.scatter 1 index (Tensor.ones [ 2; 2 ]) x)
    says<DTypeException> [ "scatter"; "int64"; "float64" ] (fun () -> Tensor.scatter 1 source source x)
    says<AxisException> [ "scatter"; "axis 2" ] (fun () -> Tensor.scatter 2 index source x)

    says<ArgumentException> [ "scatter_reduce"; "Sum, Prod"; "9" ] (fun () ->
        Tensor.scatterReduce 1 (enum<Combine> 9) index source x)

    says<DTypeException> [ "scatter_reduce"; "int64" ] (fun () ->
        Tensor.scatterReduce 0 Combine.Mean (indices [ 1 ] [ 0 ]) (int64s [ 1 ] [ 1.0 ]) (int64s [ 1 ] [ 1.0 ]))

    says<ShapeException> [ "put_along_axis"; "[2]" ] (fun () -> Tensor.putAlong 1 (indices [ 2 ] [ 0; 1 ]) source x)

    says<ShapeException> [ "index_add"; "expected a source of shape [2, 1]"; "[2, 2]" ] (fun () ->
        Tensor.indexAdd 1 (indices [ 1 ] [ 0 ]) source x)

    says<ShapeException> [ "index_copy"; "1-d"; "[2, 2]" ] (fun () -> Tensor.indexCopy 1 index source x)
    says<IndexException> [ "index 3" ] (fun () -> Tensor.indexFill 1 (indices [ 1 ] [ 3 ]) 0.0 x)

[<Fact>]
let ``indexed updates refuse what does not fit`` () =
    let x = wave [ 2; 3 ]
    let i, j = indices [ 2 ] [ 0; 1 ], indices [ 2 ] [ 0; 3 ]
    says<IndexException> [ "index 3"; "[0, 3)" ] (fun () -> Tensor.indexGet [ i; j ] x)
    says<IndexException> [ "index 3" ] (fun () -> Tensor.indexPut [ i; j ] (HostNumber.Of 1) x)
    says<ShapeException> [ "index_get"; "3 index tensors"; "[2, 3]" ] (fun () -> Tensor.indexGet [ i; i; i ] x)
    says<ShapeException> [ "index_put_add"; "0 index tensors" ] (fun () -> Tensor.indexPutAdd [] x x)
    says<ShapeException> [ "index_get"; "[2]"; "[3]" ] (fun () -> Tensor.indexGet [ i; indices [ 3 ] [ 0; 0; 0 ] ] x)
    says<ShapeException> [ "gather_nd"; "at least 1" ] (fun () -> Tensor.gatherNd (indices [] [ 0 ]) x)
    says<IndexException> [ "index 6" ] (fun () -> Tensor.take (indices [ 1 ] [ 6 ]) x)
    says<DTypeException> [ "masked_scatter"; "bool"; "int64" ] (fun () -> Tensor.maskedScatter i x x)
    says<IndexException> [ "index 6" ] (fun () -> Tensor.maskedScatter (x .> -2.0) (wave [ 5 ]) x)
    says<DTypeException> [ "index_put"; "float64"; "int64" ] (fun () -> Tensor.indexPut [ i ] i x)
    says<IndexException> [ "index 2"; "axis 0" ] (fun () -> Tensor.setItem [ At.Index 2 ] (HostNumber.Of 0) x)
    says<ShapeException> [ "[2]"; "[3]" ] (fun () -> Tensor.setItem [ At.Index 0 ] (wave [ 2 ]) x)

[<Fact>]
let ``segments, counts and searches refuse what does not fit`` () =
    let x = wave [ 2; 3 ]
    let i = indices [ 2 ] [ 0; 1 ]
    says<IndexException> [ "index 1" ] (fun () -> Tensor.segmentSum 1 i x)
    says<ArgumentException> [ "segment_max"; "-1" ] (fun () -> Tensor.segmentMax -1 i x)

    says<ShapeException> [ "segment_min"; "2 parts"; "[3]" ] (fun () ->
        Tensor.segmentMin 2 (indices [ 3 ] [ 0; 0; 0 ]) x)

    says<ShapeException> [ "segment_sum"; "at least 1" ] (fun () -> Tensor.segmentSum 2 i (real [] [ 1.0 ]))
    says<DTypeException> [ "segment_mean"; "int64" ] (fun () -> Tensor.segmentMean 2 i i)
    says<DTypeException> [ "segment_sum" ] (fun () -> Tensor.segmentSum 2 i (bools [ 2 ] [ 1.0; 0.0 ]))
    says<ArgumentException> [ "bincount"; "at least 1 bin"; "0" ] (fun () -> Tensor.bincount 0 i)
    says<IndexException> [ "index 1" ] (fun () -> Tensor.bincount 1 i)
    says<ShapeException> [ "bincount"; "[2]"; "[2, 3]" ] (fun () -> Tensor.bincountWith 2 x i)
    says<ArgumentException> [ "histc"; "got 2 and 2" ] (fun () -> Tensor.histogram 3 2.0 2.0 x)
    says<ShapeException> [ "searchsorted"; "[2, 3]"; "[3]" ] (fun () -> Tensor.searchsorted x (wave [ 3 ]))
    says<ShapeException> [ "bucketize"; "[2, 3]" ] (fun () -> Tensor.bucketize x x)
