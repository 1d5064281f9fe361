/// Movements, joins and diagonals: what the reference data does not say.
module Functional.Tests.MovementTests

open System
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Witness
open Functional.Tests.Checks

let private shapeOf (x: Tensor) = List.ofArray (x.Shape.Lengths.ToArray())
let private x234 = counting [ 2; 3; 4 ]

// Shapes

[<Fact>]
let ``reshape infers one length, also beside an axis without elements`` () =
    Assert.Equal<int list>([ 4; 6 ], shapeOf (Moves.reshape [ 4; -1 ] x234))
    Assert.Equal<int list>([ 3; 0 ], shapeOf (Moves.reshape [ 3; -1 ] (real [ 0; 3 ] [])))

[<Fact>]
let ``reshape refuses lengths that do not determine the shape`` () =
    says<ShapeException> [ "reshape"; "24"; "[-1, -1]" ] (fun () -> Moves.reshape [ -1; -1 ] x234)
    says<ShapeException> [ "reshape"; "24"; "[5, -1]" ] (fun () -> Moves.reshape [ 5; -1 ] x234)
    says<ShapeException> [ "reshape"; "0 elements" ] (fun () -> Moves.reshape [ 0; -1 ] (real [ 0 ] []))
    says<ShapeException> [ "reshape"; "[2, 3, 4]"; "[5, 5]" ] (fun () -> Moves.reshape [ 5; 5 ] x234)
    says<ShapeException> [ "negative" ] (fun () -> Moves.reshape [ -2; -12 ] x234)

[<Fact>]
let ``unflatten undoes flatten`` () =
    same x234 (x234 |> Moves.flatten 0 1 |> Moves.unflatten 0 [ 2; -1 ])
    same x234 (x234 |> Moves.flatten -2 -1 |> Moves.unflatten -1 [ 3; 4 ])
    says<AxisException> [ "flatten"; "2"; "exchange" ] (fun () -> Moves.flatten 2 1 x234)

[<Fact>]
let ``squeeze undoes unsqueeze at every place`` () =
    for axis in -4 .. 3 do
        same x234 (x234 |> Moves.unsqueeze axis |> Moves.squeeze [ axis ])

    says<AxisException> [ "unsqueeze"; "4"; "[-4, 3]" ] (fun () -> Moves.unsqueeze 4 x234)

[<Fact>]
let ``squeeze takes several axes, and leaves those that are longer`` () =
    Assert.Equal<int list>([ 3; 1 ], shapeOf (Moves.squeeze [ 0; 1; -2 ] (counting [ 1; 3; 1; 1 ])))

// Axes

[<Fact>]
let ``axes count from the end`` () =
    same (Moves.permute [ 2; 0; 1 ] x234) (Moves.permute [ -1; -3; -2 ] x234)
    same (Moves.transposeAxes 0 2 x234) (Moves.transposeAxes -3 -1 x234)
    same (Moves.movedim [ 0 ] [ 2 ] x234) (Moves.movedim [ -3 ] [ -1 ] x234)
    same (Moves.select 2 1 x234) (Moves.select -1 -3 x234)
    same (Moves.flip [ 1 ] x234) (Moves.flip [ -2 ] x234)

[<Fact>]
let ``matrixTranspose exchanges the last two axes`` () =
    same (Moves.permute [ 0; 2; 1 ] x234) (Moves.matrixTranspose x234)
    says<ShapeException> [ "matrix_transpose"; "[3]"; "2" ] (fun () -> Moves.matrixTranspose (counting [ 3 ]))

[<Fact>]
let ``axes that do not exist, or come twice, are refused`` () =
    says<AxisException> [ "permute"; "[0, 0, 1]" ] (fun () -> Moves.permute [ 0; 0; 1 ] x234)
    says<AxisException> [ "permute" ] (fun () -> Moves.permute [ 0; 1 ] x234)
    says<AxisException> [ "movedim"; "twice" ] (fun () -> Moves.movedim [ 0; -3 ] [ 0; 1 ] x234)
    says<AxisException> [ "movedim"; "as many" ] (fun () -> Moves.movedim [ 0 ] [ 0; 1 ] x234)
    says<AxisException> [ "select"; "axis 3" ] (fun () -> Moves.select 3 0 x234)
    says<AxisException> [ "diagonal"; "twice" ] (fun () -> Diagonals.diagonal 0 0 -3 x234)
    says<AxisException> [ "diag_embed"; "twice" ] (fun () -> Diagonals.diagEmbed 0 1 1 (counting [ 3 ]))

// Expansion

[<Fact>]
let ``expand keeps an axis by -1, but does not invent one`` () =
    Assert.Equal<int list>([ 5; 2; 3 ], shapeOf (Moves.expand [ 5; -1; 3 ] (counting [ 2; 1 ])))
    says<ShapeException> [ "expand"; "[-1, 3]"; "[3]" ] (fun () -> Moves.expand [ -1; 3 ] (counting [ 3 ]))
    says<ShapeException> [ "expand"; "[3]" ] (fun () -> Moves.expand [ 3 ] (counting [ 1; 3 ]))
    says<ShapeException> [ "expand"; "[2, 4]" ] (fun () -> Moves.expand [ 2; 4 ] (counting [ 3 ]))

[<Fact>]
let ``the gradient of an expansion is the sum over its copies`` () =
    same
        (real [ 2; 1 ] [ 6.0; 22.0 ])
        (gradient (Moves.broadcastTo (Shape.From [ 2; 4 ])) (counting [ 2; 1 ]) (counting [ 2; 4 ]))

// Parts

[<Theory>]
[<InlineData(1, 4, 1, "1 2 3")>]
[<InlineData(-3, -1, 1, "2 3")>]
[<InlineData(0, 100, 3, "0 3")>]
[<InlineData(-100, 3, 2, "0 2")>]
[<InlineData(4, 1, 1, "")>]
[<InlineData(5, 5, 1, "")>]
[<InlineData(100, 200, 1, "")>]
let ``slice cuts bounds off as Python does`` (start, stop, step, expected: string) =
    let numbers = expected.Split(' ', StringSplitOptions.RemoveEmptyEntries) |> Array.map float |> List.ofArray
    equal numbers (Moves.slice 0 start stop step (counting [ 5 ]))

[<Fact>]
let ``a slice walks forward`` () =
    says<IndexException> [ "slice"; "step"; "0" ] (fun () -> Moves.slice 0 0 3 0 x234)
    says<IndexException> [ "slice"; "-1"; "flip" ] (fun () -> Moves.slice 0 3 0 -1 x234)

[<Fact>]
let ``a slice of a slice is a slice`` () =
    let x = counting [ 20 ]
    same (Moves.slice 0 5 17 6 x) (x |> Moves.slice 0 1 19 2 |> Moves.slice 0 2 8 3)

[<Fact>]
let ``the gradient of a slice of a slice lies where its elements were`` () =
    let f = Moves.slice 0 1 9 2 >> Moves.flip [ 0 ] >> Moves.slice 0 1 4 2
    equal [ 0; 2; 0; 0; 0; 1; 0; 0; 0; 0 ] (gradient f (counting [ 10 ]) (real [ 2 ] [ 1.0; 2.0 ]))

[<Fact>]
let ``the gradients of overlapping slices add`` () =
    let f x = Arithmetic.add (Moves.slice 0 0 3 1 x) (Moves.slice 0 1 4 1 x)
    equal [ 1; 2; 2; 1 ] (gradient f (counting [ 4 ]) (real [ 3 ] [ 1.0; 1.0; 1.0 ]))

[<Fact>]
let ``positions outside an axis are refused`` () =
    says<IndexException> [ "select"; "index 3"; "[2, 3, 4]"; "[-3, 3)" ] (fun () -> Moves.select 1 3 x234)
    says<IndexException> [ "getitem"; "-3"; "axis 0" ] (fun () -> Moves.getItem [ At.Index -3 ] x234)
    says<IndexException> [ "narrow"; "2"; "axis 1" ] (fun () -> Moves.narrow 1 2 2 x234)
    says<IndexException> [ "narrow"; "-1" ] (fun () -> Moves.narrow 1 0 -1 x234)

[<Fact>]
let ``getItem reads an index as Python does`` () =
    let item index = Moves.getItem index x234
    same x234 (item [])
    same x234 (item [ At.Ellipsis ])
    same (Moves.select 0 1 x234) (item [ At.Index -1 ])
    same (Moves.select 2 1 x234) (item [ At.All; At.All; At.Index 1 ])
    same (Moves.unsqueeze 0 x234) (item [ At.NewAxis ])
    same (Moves.unsqueeze -1 x234) (item [ At.Ellipsis; At.NewAxis ])
    same (Moves.slice 1 1 3 2 x234) (item [ At.All; At.Range(1, 3, 2) ])
    same (Moves.slice 2 0 -1 1 x234) (item [ At.Ellipsis; At.Range(stop = -1) ])
    Assert.Equal<int list>([ 1; 2; 4 ], shapeOf (item [ At.NewAxis; At.All; At.Index 0; At.Ellipsis ]))
    Assert.Equal<int list>([], shapeOf (item [ At.Index 0; At.Ellipsis; At.Index 0; At.Index 0 ]))

[<Fact>]
let ``getItem refuses more indices than axes, and two ellipses`` () =
    says<IndexException> [ "getitem"; "4 indices"; "[2, 3, 4]" ] (fun () ->
        Moves.getItem (List.replicate 4 At.All) x234)

    says<IndexException> [ "getitem"; "ellipsis" ] (fun () -> Moves.getItem [ At.Ellipsis; At.Ellipsis ] x234)
    says<IndexException> [ "getitem"; "step" ] (fun () -> Moves.getItem [ At.Range(step = -1) ] x234)

[<Fact>]
let ``a range of the language is an index`` () =
    let item (range: Range) = Moves.getItem [ At.op_Implicit range ] (counting [ 5 ])
    equal [ 1; 2; 3 ] (item (Range(Index 1, Index(1, true))))
    equal [ 3; 4 ] (item (Range.StartAt(Index(2, true))))
    equal [ 0; 1 ] (item (Range.EndAt(Index 2)))
    equal [] (item (Range.StartAt Index.End))
    Assert.Equal("1:-1", string (At.op_Implicit (Range(Index 1, Index(1, true)))))

[<Fact>]
let ``rows are the parts along the first axis`` () =
    let rows = Moves.rows x234 |> Seq.toArray
    same x234 (Joins.stack 0 rows)
    same x234 (Joins.stack 1 (Moves.unbind -2 x234))
    says<ShapeException> [ "rows"; "0-d" ] (fun () -> Moves.rows (real [] [ 1.0 ]) |> Seq.head)

// Padding

[<Fact>]
let ``negative padding crops, and its gradient is zero where it did`` () =
    let x = counting [ 2; 3 ]
    let f = Moves.pad [ -1; 2; 1; -1 ] (Number.op_Implicit 9.0)
    same (real [ 2; 4 ] [ 9; 9; 9; 9; 1; 2; 9; 9 ]) (f x)
    same (real [ 2; 3 ] [ 0; 4; 5; 0; 0; 0 ]) (gradient f x (counting [ 2; 4 ]))
    same (Moves.slice 1 1 2 1 x) (Moves.pad [ -1; -1 ] (Number.op_Implicit 7.0) x)

[<Fact>]
let ``the padding constant is exact`` () =
    equal
        [ infinity; -infinity; 0; 1; infinity ]
        (Moves.pad [ 1; 1 ] (Number.op_Implicit infinity) (real [ 3 ] [ -infinity; 0; 1 ]))

    same (real [ 2 ] [ 0; nan ]) (Moves.pad [ 0; 1 ] (Number.op_Implicit nan) (counting [ 1 ]))
    let integers = Apply.toDType DType.Int64 (counting [ 2 ])
    equal [ -7; 0; 1 ] (Moves.pad [ 1; 0 ] (Number.op_Implicit -7) integers)
    says<DTypeException> [ "pad"; "0.5"; "int64" ] (fun () -> Moves.pad [ 1; 0 ] (Number.op_Implicit 0.5) integers)
    let bytes = Apply.toDType DType.UInt8 (counting [ 2 ])
    says<DTypeException> [ "pad"; "300"; "uint8" ] (fun () -> Moves.pad [ 1; 0 ] (Number.op_Implicit 300) bytes)

[<Fact>]
let ``pad refuses odd pairs, too many, and crops beyond an axis`` () =
    let zero = Number.op_Implicit 0
    says<ShapeException> [ "pad"; "3 numbers" ] (fun () -> Moves.pad [ 1; 2; 3 ] zero x234)
    says<ShapeException> [ "pad"; "8 numbers" ] (fun () -> Moves.pad (List.replicate 8 1) zero x234)
    says<ShapeException> [ "pad"; "(-2, -3)"; "axis 2" ] (fun () -> Moves.pad [ -2; -3 ] zero x234)

// Joins

[<Fact>]
let ``cat undoes split, along every axis`` () =
    for axis in -3 .. 2 do
        same x234 (Joins.cat axis (Joins.split 2 axis x234))
        same x234 (Joins.cat axis (Joins.chunk 3 axis x234))

    same x234 (Joins.cat 2 (Joins.splitSizes [ 1; 0; 3 ] 2 x234))

[<Fact>]
let ``the gradient of cat is each argument's own part, also of an argument that comes twice`` () =
    let x, y = counting [ 2 ], counting [ 3 ]
    let weight = counting [ 7 ]
    let pull = Reverse.Run("cat", null, (fun xs -> [| Joins.cat 0 [ xs[0]; xs[1]; xs[0] ] |]), [| x; y |]).Pull
    let gradients = pull [| weight |]
    equal [ 5; 7 ] gradients[0]
    equal [ 2; 3; 4 ] gradients[1]

[<Fact>]
let ``cat promotes, and skips tensors of shape [0]`` () =
    let integers = Apply.toDType DType.Int64 (counting [ 2 ])
    same (real [ 4 ] [ 0; 1; 0; 1 ]) (Joins.cat 0 [ integers; counting [ 2 ] ])
    same x234 (Joins.cat 1 [ real [ 0 ] []; x234 ])
    same (real [ 0 ] []) (Joins.cat 0 [ real [ 0 ] []; real [ 0 ] [] ])

[<Fact>]
let ``joins refuse what does not fit`` () =
    says<ArgumentException> [ "cat"; "at least one" ] (fun () -> Joins.cat 0 [])
    says<ArgumentException> [ "stack"; "at least one" ] (fun () -> Joins.stack 0 [])
    says<ShapeException> [ "cat"; "[2, 3, 4]"; "[2, 3, 3]" ] (fun () -> Joins.cat 0 [ x234; counting [ 2; 3; 3 ] ])
    says<ShapeException> [ "stack"; "[2]"; "[3]" ] (fun () -> Joins.stack 0 [ counting [ 2 ]; counting [ 3 ] ])
    says<AxisException> [ "stack"; "axis 2" ] (fun () -> Joins.stack 2 [ counting [ 2 ]; counting [ 2 ] ])
    says<AxisException> [ "cat"; "0-d" ] (fun () -> Joins.cat 0 [ real [] [ 1.0 ] ])

[<Fact>]
let ``split refuses sizes that do not cover the axis`` () =
    says<ShapeException> [ "split"; "[1, 1]"; "sum to 3" ] (fun () -> Joins.splitSizes [ 1; 1 ] 1 x234 |> Array.head)
    says<ShapeException> [ "split"; "[4, -1]" ] (fun () -> Joins.splitSizes [ 4; -1 ] 1 x234 |> Array.head)
    says<ArgumentException> [ "split"; "0" ] (fun () -> Joins.split 0 1 x234 |> Array.head)
    says<ArgumentException> [ "chunk"; "0" ] (fun () -> Joins.chunk 0 1 x234 |> Array.head)

[<Fact>]
let ``an axis without elements splits into one piece, and chunks into as many as asked`` () =
    let empty = real [ 0; 2 ] []
    Assert.Single(Joins.split 3 0 empty) |> ignore
    Assert.Equal(2, (Joins.chunk 2 0 empty).Length)

[<Fact>]
let ``the gradient of a repetition is the sum over its copies`` () =
    equal [ 6; 9 ] (gradient (Joins.tile [ 3 ]) (counting [ 2 ]) (counting [ 6 ]))
    says<ShapeException> [ "repeat"; "[2]"; "[2, 3, 4]" ] (fun () -> Joins.repeat [ 2 ] x234)
    says<ShapeException> [ "tile"; "-1" ] (fun () -> Joins.tile [ -1 ] x234)

[<Fact>]
let ``rolls add up, and their gradient rolls back`` () =
    same (Joins.roll [ 3 ] [ 2 ] x234) (x234 |> Joins.roll [ 5 ] [ -1 ] |> Joins.roll [ -2 ] [ 2 ])
    same (Joins.roll [ -1 ] [] x234) (gradient (Joins.roll [ 1 ] []) x234 x234)
    same (real [ 0 ] []) (Joins.roll [ 1 ] [ 0 ] (real [ 0 ] []))
    says<AxisException> [ "roll"; "[1, 2]"; "[0]" ] (fun () -> Joins.roll [ 1; 2 ] [ 0 ] x234)

[<Fact>]
let ``a grid's coordinates vary along their own axis`` () =
    let grid = Joins.meshgrid [ counting [ 2 ]; counting [ 3 ] ]
    same (real [ 2; 3 ] [ 0; 0; 0; 1; 1; 1 ]) grid[0]
    same (real [ 2; 3 ] [ 0; 1; 2; 0; 1; 2 ]) grid[1]

// Diagonals

[<Fact>]
let ``diagonal undoes diagEmbed, at every offset`` () =
    for offset in -2 .. 2 do
        same x234 (x234 |> Diagonals.diagEmbed offset 0 -1 |> Diagonals.diagonal offset 0 -1)

[<Fact>]
let ``a diagonal of a tall matrix ends with its columns`` () =
    equal [ 0; 4; 8 ] (Diagonals.diagonal 0 0 1 (counting [ 5; 3 ]))
    equal [ 12 ] (Diagonals.diagonal -4 0 1 (counting [ 5; 3 ]))
    equal [] (Diagonals.diagonal -5 0 1 (counting [ 5; 3 ]))
    equal [] (Diagonals.diagonal 9 0 1 (counting [ 5; 3 ]))

[<Fact>]
let ``the gradient of a diagonal lies on it`` () =
    equal [ 0; 1; 0; 0; 0; 2 ] (gradient (Diagonals.diagonal 1 0 1) (counting [ 2; 3 ]) (real [ 2 ] [ 1.0; 2.0 ]))

[<Fact>]
let ``the two triangles share the diagonal`` () =
    for k in -3 .. 4 do
        let both = Arithmetic.add (Diagonals.tril k x234) (Diagonals.triu (k + 1) x234)
        same x234 both

    says<ShapeException> [ "tril"; "[3]" ] (fun () -> Diagonals.tril 0 (counting [ 3 ]))

[<Fact>]
let ``what a triangle leaves out is zero even where it is not finite`` () =
    equal [ 1; 0; 1; 1 ] (Diagonals.tril 0 (real [ 2; 2 ] [ 1; nan; 1; 1 ]))

[<Fact>]
let ``null is refused by name`` () =
    says<ArgumentNullException> [ "reshape" ] (fun () -> Moves.reshape [ 1 ] (Unchecked.defaultof<Tensor>))
    says<ArgumentNullException> [ "cat" ] (fun () -> Joins.cat 0 [ x234; Unchecked.defaultof<Tensor> ])
