/// Elements by index and by condition: what the reference data does not say.
module Functional.Tests.IndexingTests

open System
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Witness
open Functional.Tests.Checks

// By index

[<Fact>]
let ``the gradients of repeated indices add`` () =
    let index = int64s [ 3 ] [ 0; 0; 2 ]
    let x = real [ 3 ] [ 1; 2; 3 ]
    same (real [ 3 ] [ 1; 1; 3 ]) (Indexing.index index x)
    same (real [ 3 ] [ 2; 0; 1 ]) (gradient (Indexing.index index) x (real [ 3 ] [ 1; 1; 1 ]))

[<Fact>]
let ``an index of any shape takes parts along the first axis, and may count from the end`` () =
    let x = counting [ 3; 2 ]
    let parts = Indexing.index (int64s [ 2; 2 ] [ 0; -1; -3; 1 ]) x
    same (real [ 2; 2; 2 ] [ 0; 1; 4; 5; 0; 1; 2; 3 ]) parts
    same (Moves.select 0 2 x) (Indexing.index (int64s [] [ -1 ]) x)
    same (Moves.select 0 2 x) (Indexing.index (typed "int32" [] [ 2 ]) x)
    same (real [ 0; 2 ] []) (Indexing.index (int64s [ 0 ] []) x)

[<Fact>]
let ``an index out of bounds is named as it was given`` () =
    let x = counting [ 3; 2 ]
    says<IndexException> [ "index 3"; "[3, 2]" ] (fun () -> Indexing.index (int64s [ 1 ] [ 3 ]) x)
    says<IndexException> [ "index -4"; "[3, 2]" ] (fun () -> Indexing.index (int64s [ 1 ] [ -4 ]) x)

[<Fact>]
let ``only Python's index counts from the end`` () =
    let x, negative = counting [ 3 ], int64s [ 1 ] [ -1 ]
    says<IndexException> [ "gather"; "-1" ] (fun () -> Indexing.gather 0 negative x)
    says<IndexException> [ "-1" ] (fun () -> Indexing.indexSelect 0 negative x)
    says<IndexException> [ "-1" ] (fun () -> Indexing.takeAlong 0 negative x)
    says<IndexException> [ "-1" ] (fun () -> Indexing.embedding ValueNone negative (counting [ 3; 1 ]))

[<Fact>]
let ``indices are integers`` () =
    let x = counting [ 3 ]
    says<DTypeException> [ "gather"; "float64" ] (fun () -> Indexing.gather 0 x x)
    says<DTypeException> [ "index"; "float64" ] (fun () -> Indexing.index x x)
    says<DTypeException> [ "index_select"; "bool" ] (fun () -> Indexing.indexSelect 0 (bools [ 1 ] [ 1 ]) x)

[<Fact>]
let ``indices fit what they index`` () =
    let x = counting [ 2; 3 ]
    says<ShapeException> [ "gather"; "[2]"; "[2, 3]" ] (fun () -> Indexing.gather 0 (int64s [ 2 ] [ 0; 0 ]) x)
    says<ShapeException> [ "index_select"; "[1, 1]" ] (fun () -> Indexing.indexSelect 0 (int64s [ 1; 1 ] [ 0 ]) x)
    says<ShapeException> [ "take_along_dim"; "[1]" ] (fun () -> Indexing.takeAlong 0 (int64s [ 1 ] [ 0 ]) x)
    says<ShapeException> [ "take_along_dim" ] (fun () -> Indexing.takeAlong 1 (int64s [ 4; 1 ] [ 0; 0; 0; 0 ]) x)
    says<ShapeException> [ "index"; "[]" ] (fun () -> Indexing.index (int64s [ 1 ] [ 0 ]) (real [] [ 1.0 ]))

[<Fact>]
let ``scatterAdd leaves out what of the source lies beyond the index`` () =
    let source = counting [ 2; 3 ]
    let index = int64s [ 2; 2 ] [ 0; 0; 1; 0 ]
    let zeros = real [ 2; 2 ] [ 0; 0; 0; 0 ]
    same (real [ 2; 2 ] [ 1; 0; 4; 3 ]) (Indexing.scatterAdd 1 index source zeros)
    let f source = Indexing.scatterAdd 1 index source zeros
    same (real [ 2; 3 ] [ 1; 1; 0; 4; 3; 0 ]) (gradient f source (real [ 2; 2 ] [ 1; 2; 3; 4 ]))

[<Fact>]
let ``an embedding's padding may count from the end, and is looked up all the same`` () =
    let weight, index = counting [ 3; 1 ], int64s [ 3 ] [ 2; 0; 2 ]
    let f = Indexing.embedding (ValueSome -1) index
    same (real [ 3; 1 ] [ 2; 0; 2 ]) (f weight)
    same (real [ 3; 1 ] [ 1; 0; 0 ]) (gradient f weight (real [ 3; 1 ] [ 1; 1; 1 ]))
    says<IndexException> [ "embedding"; "3"; "[-3, 3)" ] (fun () -> Indexing.embedding (ValueSome 3) index weight)

[<Fact>]
let ``oneHot marks the class that each element names`` () =
    let index = int64s [ 2; 2 ] [ 0; 2; 1; 0 ]
    let expected = int64s [ 2; 2; 3 ] [ 1; 0; 0; 0; 0; 1; 0; 1; 0; 1; 0; 0 ]
    same expected (Indexing.oneHot 3 index)
    same expected (Indexing.oneHot -1 index)
    says<IndexException> [ "one_hot"; "class 2 of 2" ] (fun () -> Indexing.oneHot 2 index)
    says<IndexException> [ "one_hot"; "class -1" ] (fun () -> Indexing.oneHot 3 (int64s [ 1 ] [ -1 ]))
    says<ArgumentException> [ "one_hot"; "at least 1" ] (fun () -> Indexing.oneHot 0 index)
    says<ArgumentException> [ "one_hot"; "infer" ] (fun () -> Indexing.oneHot -1 (int64s [ 0 ] []))

// By condition

[<Fact>]
let ``a mask over the first axes takes the parts where it is true`` () =
    let x = counting [ 2; 3 ]
    same (real [ 1; 3 ] [ 3; 4; 5 ]) (Indexing.index (bools [ 2 ] [ 0; 1 ]) x)
    same (real [ 2 ] [ 1; 3 ]) (Indexing.index (bools [ 2; 3 ] [ 0; 1; 0; 1; 0; 0 ]) x)

    same
        (real [ 2; 3 ] [ 0; 0; 0; 1; 2; 3 ])
        (gradient (Indexing.index (bools [ 2 ] [ 0; 1 ])) x (real [ 1; 3 ] [ 1; 2; 3 ]))

    says<ShapeException> [ "index"; "[3]"; "[2, 3]" ] (fun () -> Indexing.index (bools [ 3 ] [ 1; 1; 1 ]) x)

[<Fact>]
let ``maskedSelect sums the gradients of what broadcasting repeated`` () =
    let f = Indexing.maskedSelect (bools [ 2; 1 ] [ 1; 1 ])
    same (real [ 2 ] [ 4; 6 ]) (gradient f (counting [ 2 ]) (real [ 4 ] [ 1; 2; 3; 4 ]))

    says<DTypeException> [ "masked_select"; "float64" ] (fun () ->
        Indexing.maskedSelect (counting [ 2 ]) (counting [ 2 ]))

[<Fact>]
let ``maskedFill keeps the tensor's dtype, and refuses a value outside it`` () =
    let x, mask = int64s [ 2 ] [ 1; 2 ], bools [ 2 ] [ 0; 1 ]
    same (int64s [ 2 ] [ 1; -5 ]) (Indexing.maskedFill mask (Number.op_Implicit -5) x)

    says<DTypeException> [ "masked_fill"; "0.5"; "int64" ] (fun () ->
        Indexing.maskedFill mask (Number.op_Implicit 0.5) x)

    says<DTypeException> [ "masked_fill"; "int64" ] (fun () -> Indexing.maskedFill mask (Number.op_Implicit infinity) x)

[<Fact>]
let ``nonzero lists places in row-major order`` () =
    same (int64s [ 3; 2 ] [ 0; 1; 1; 0; 1; 2 ]) (Indexing.nonzero (real [ 2; 3 ] [ 0; 5; 0; nan; 0; -1 ]))
    same (int64s [ 0; 1 ] []) (Indexing.nonzero (real [ 2 ] [ 0; 0 ]))
    same (int64s [ 1; 0 ] []) (Indexing.nonzero (real [] [ 3 ]))

[<Fact>]
let ``where promotes its branches, numbers least`` () =
    let condition = bools [ 2 ] [ 1; 0 ]
    same (real [ 2 ] [ 1; 0.1 ]) (Indexing.where condition (real [] [ 1 ]) (host 0.1))
    same (real [ 2 ] [ 3; 1 ]) (Indexing.where condition (int64s [ 2 ] [ 3; 4 ]) (real [ 2 ] [ 0; 1 ]))
    says<DTypeException> [ "where"; "bool" ] (fun () -> Indexing.where (counting [ 2 ]) (host 1.0) (host 0.0))

[<Fact>]
let ``indexing sees through a running transformation`` () =
    let x = real [ 3 ] [ 3; -1; 2 ]
    let zero = Apply.number x 0.0
    let positive x = Indexing.maskedSelect (Compare.compare Binary.Greater x zero) x
    same (real [ 3 ] [ 1; 0; 2 ]) (gradient positive x (real [ 2 ] [ 1; 2 ]))

// By order

[<Fact>]
let ``sort is what argsort lists`` () =
    let x = real [ 2; 3 ] [ 3; 1; 2; 5; 5; 4 ]

    for descending in [ false; true ] do
        let struct (values, order) = Indexing.sort -1 descending x
        same (Indexing.argsort 1 descending x) order
        same (Indexing.gather 1 order x) values

    says<AxisException> [ "sort"; "axis 2" ] (fun () -> let struct (values, _) = Indexing.sort 2 false x in values)
