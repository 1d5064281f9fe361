/// Elements by their order, and running products and extremes: ties, nan, integers, and derivatives at zeros.
module Functional.Tests.OrderTests

open System
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Checks
open Functional.Tests.Witness

/// Values and indices that must come together.
let private pair (values: Tensor) (indices: Tensor) (struct (v: Tensor, i: Tensor)) =
    same values v
    same indices i

let private toStruct (v: Tensor, i: Tensor) = struct (v, i)

[<Fact>]
let ``the largest come first, and of a tie the first; nan counts as the largest`` () =
    let x = real [ 5 ] [ 2.0; 7.0; nan; 7.0; 1.0 ]
    Ordering.topk 3 0 true x |> pair (real [ 3 ] [ nan; 7.0; 7.0 ]) (int64s [ 3 ] [ 2.0; 1.0; 3.0 ])
    Ordering.topk 2 -1 false x |> pair (real [ 2 ] [ 1.0; 2.0 ]) (int64s [ 2 ] [ 4.0; 0.0 ])
    Ordering.topk 0 0 true x |> pair (real [ 0 ] []) (int64s [ 0 ] [])

    Ordering.topk 1 0 true (typed "int32" [ 2; 2 ] [ 1.0; 5.0; 3.0; 4.0 ])
    |> pair (typed "int32" [ 1; 2 ] [ 3.0; 5.0 ]) (int64s [ 1; 2 ] [ 1.0; 0.0 ])

    let top x = let struct (values, _) = Ordering.topk 2 0 true x in values
    equal [ 0.0; 5.0; 3.0 ] (gradient top (real [ 3 ] [ 1.0; 2.0; 4.0 ]) (real [ 2 ] [ 3.0; 5.0 ]))

[<Fact>]
let ``there are as many largest elements as the axis has`` () =
    for k in [ -1; 4 ] do
        saysExactly<ArgumentException>
            $"topk: {k} elements along axis 1 of shape [2, 3]; take a number in [0, 3]"
            (fun () -> let struct (values, _) = Ordering.topk k -1 true (counting [ 2; 3 ]) in values)

[<Fact>]
let ``a median is the lower middle, of integers too`` () =
    typed "int32" [ 4 ] [ 4.0; 1.0; 3.0; 2.0 ] |> Ordering.medianOfAll |> same (typed "int32" [] [ 2.0 ])

    Ordering.median 1 true (int64s [ 2; 3 ] [ 3.0; 1.0; 2.0; 9.0; 7.0; 8.0 ])
    |> toStruct
    |> pair (int64s [ 2; 1 ] [ 2.0; 8.0 ]) (int64s [ 2; 1 ] [ 2.0; 2.0 ])

    Ordering.median 0 false (real [] [ 3.0 ]) |> toStruct |> pair (real [] [ 3.0 ]) (int64s [] [ 0.0 ])

[<Fact>]
let ``the median of what has a nan is nan, at its index`` () =
    Ordering.median 1 false (real [ 2; 4 ] [ 4.0; nan; 1.0; nan; 4.0; 2.0; 1.0; 3.0 ])
    |> toStruct
    |> pair (real [ 2 ] [ nan; 2.0 ]) (int64s [ 2 ] [ 1.0; 1.0 ])

[<Fact>]
let ``ties share the derivative of the median of all, and one takes it along an axis`` () =
    let x = real [ 1; 5 ] [ 1.0; 2.0; 2.0; 2.0; 3.0 ]
    let third = 1.0 / 3.0
    equal [ 0.0; third; third; third; 0.0 ] (gradient Ordering.medianOfAll x (real [] [ 1.0 ]))
    let along = gradient (Ordering.median 1 false >> fst) x (real [ 1 ] [ 1.0 ])
    equal [ 0.0; 0.0; 1.0; 0.0; 0.0 ] along

[<Fact>]
let ``nothing has no median`` () =
    saysExactly<ShapeException>
        "median: shape [0] has no elements along the reduced axes, and median of nothing has no value; reduce a non-empty tensor"
        (fun () -> Ordering.medianOfAll (real [ 0 ] []))

    saysExactly<ShapeException>
        "median: shape [2, 0] has no elements along the reduced axes, and median of nothing has no value; reduce a non-empty tensor"
        (fun () -> Ordering.median 1 false (real [ 2; 0 ] []) |> fst)

    saysExactly<DTypeException>
        "median: is not defined on bool; cast with To(DType.Int64) or To(DType.Float32)"
        (fun () -> Ordering.medianOfAll (bools [ 1 ] [ 1.0 ]))

[<Fact>]
let ``running extremes are those of the elements so far, the latest of a tie, and nan stays`` () =
    let x = real [ 6 ] [ 2.0; 1.0; 2.0; nan; 5.0; nan ]

    Scans.cummax 0 x
    |> pair (real [ 6 ] [ 2.0; 2.0; 2.0; nan; nan; nan ]) (int64s [ 6 ] [ 0.0; 0.0; 2.0; 3.0; 3.0; 5.0 ])

    let x = real [ 5 ] [ 2.0; 3.0; 2.0; nan; 1.0 ]
    Scans.cummin 0 x |> pair (real [ 5 ] [ 2.0; 2.0; 2.0; nan; nan ]) (int64s [ 5 ] [ 0.0; 0.0; 2.0; 3.0; 3.0 ])

[<Fact>]
let ``running extremes of integers keep their dtype, and need no negative numbers`` () =
    let x = typed "uint8" [ 2; 4 ] [ 3.0; 0.0; 0.0; 255.0; 7.0; 9.0; 7.0; 1.0 ]

    Scans.cummin 1 x
    |> pair
        (typed "uint8" [ 2; 4 ] [ 3.0; 0.0; 0.0; 0.0; 7.0; 7.0; 7.0; 1.0 ])
        (int64s [ 2; 4 ] [ 0.0; 1.0; 2.0; 2.0; 0.0; 0.0; 2.0; 3.0 ])

    Scans.cummax 0 (bools [ 3 ] [ 0.0; 1.0; 0.0 ])
    |> pair (bools [ 3 ] [ 0.0; 1.0; 1.0 ]) (int64s [ 3 ] [ 0.0; 1.0; 1.0 ])

    Scans.cummax 0 (real [ 0 ] []) |> pair (real [ 0 ] []) (int64s [ 0 ] [])

[<Fact>]
let ``running products of integers multiply in int64`` () =
    typed "uint8" [ 5 ] [ 10.0; 20.0; 30.0; 2.0; 1.0 ]
    |> Scans.cumprod 0
    |> same (int64s [ 5 ] [ 10.0; 200.0; 6000.0; 12000.0; 12000.0 ])

    real [] [ 3.0 ] |> Scans.cumprod -1 |> same (real [] [ 3.0 ])

[<Fact>]
let ``running products have derivatives of every order at zeros`` () =
    // f = a + ab + abc, at (2, 0, 0): its gradient is (1 + b + bc, a + ac, ab), its Hessian has 1 + c, b and a.
    let f x = Reductions.sum [||] false (Scans.cumprod 0 x)
    let x = real [ 3 ] [ 2.0; 0.0; 0.0 ]
    equal [ 1.0; 2.0; 0.0 ] (grad f x)
    equal [ 0.0; 1.0; 0.0; 1.0; 0.0; 2.0; 0.0; 2.0; 0.0 ] (hessian f x)
    let third = jacobianReverse (hessian f) x
    // Only abc has a third derivative: 1 at every order of its three variables.
    let expected =
        [ for i in 0..2 do
              for j in 0..2 do
                  for k in 0..2 -> if set [ i; j; k ] = set [ 0; 1; 2 ] then 1.0 else 0.0 ]

    equal expected third

[<Fact>]
let ``axes that do not exist have no running folds`` () =
    let x = counting [ 2; 3 ]

    for name, run in
        [ "cumprod", (fun () -> Scans.cumprod 2 x)
          "cummax", (fun () -> let struct (values, _) = Scans.cummax 2 x in values)
          "cummin", (fun () -> let struct (values, _) = Scans.cummin 2 x in values)
          "median", (fun () -> Ordering.median 2 false x |> fst) ] do
        saysExactly<AxisException> $"{name}: axis 2 of shape [2, 3]; it must be in [-2, 2)" run
