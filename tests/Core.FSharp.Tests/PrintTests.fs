/// Tensors print as PyTorch 1.13 prints them: what is expected here was printed by it.
module Functional.Tests.PrintTests

open System
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Witness

let private shaped (shape: int list) = Shape.From(Array.ofList shape)
let private single shape (data: float list) = Creation.fromArray [| for x in data -> float32 x |] (shaped shape)
let private ints shape (data: int64 list) = Creation.fromArray (Array.ofList data) (shaped shape)
let private truths shape (data: bool list) = Creation.fromArray (Array.ofList data) (shaped shape)

/// 0, 1, 2, … as float32, divided by a number.
let private count size shape (by: float) = Creation.fromArray (Array.init size (fun i -> float32 i)) (shaped shape) / by

let private countReal size (by: float) = real [ size ] [ for i in 0 .. size - 1 -> float i / by ]
let private countInts size shape = Creation.fromArray (Array.init size int64) (shaped shape)
let private isEven (x: Tensor) = Compare.compare Binary.Equal (x % 2) (HostNumber.Of 0)
let private parameter data : Tensor = Parameter(single [ List.length data ] data)
let private recorded (x: Tensor) = (Parameter x :> Tensor) * 1

let private prints (expected: string list) (x: Tensor) = Assert.Equal(String.concat "\n" expected, x.ToString())


[<Fact>]
let ``Single numbers print as PyTorch's`` () =
    single [] [ 1.5 ] |> prints [ "tensor(1.5000)" ]
    single [] [ 3.0 ] |> prints [ "tensor(3.)" ]
    ints [] [ 7L ] |> prints [ "tensor(7)" ]
    truths [] [ true ] |> prints [ "tensor(True)" ]
    real [] [ 0.1 ] |> prints [ "tensor(0.1000, dtype=torch.float64)" ]
    single [] [ 1e-5 ] |> prints [ "tensor(1.0000e-05)" ]
    single [] [ 1e9 ] |> prints [ "tensor(1.0000e+09)" ]
    single [] [ -2.5 ] |> prints [ "tensor(-2.5000)" ]
    single [] [ nan ] |> prints [ "tensor(nan)" ]
    single [] [ -infinity ] |> prints [ "tensor(-inf)" ]

[<Fact>]
let ``Vectors and matrices are aligned`` () =
    single [ 3 ] [ 1.0; 2.0; 3.0 ] |> prints [ "tensor([1., 2., 3.])" ]
    single [ 3 ] [ 1.5; 2.25; -3.0 ] |> prints [ "tensor([ 1.5000,  2.2500, -3.0000])" ]
    single [ 2 ] [ -0.0; 1.0 ] |> prints [ "tensor([-0., 1.])" ]
    single [ 1 ] [ -0.0 ] |> prints [ "tensor([-0.])" ]
    single [ 2 ] [ -0.0; 1.5 ] |> prints [ "tensor([-0.0000, 1.5000])" ]

    single [ 2; 2 ] [ 1.0; 2.0; 3.0; 4.0 ] |> prints [ "tensor([[1., 2.],"; "        [3., 4.]])" ]

    single [ 2; 2 ] [ 1.5; -2.25; 3.125; 100.0 ]
    |> prints [ "tensor([[  1.5000,  -2.2500],"; "        [  3.1250, 100.0000]])" ]

    ints [ 3 ] [ 1L; -20L; 300L ] |> prints [ "tensor([  1, -20, 300])" ]

    ints [ 2; 2 ] [ 1L; -20L; 300L; 4L ] |> prints [ "tensor([[  1, -20],"; "        [300,   4]])" ]

    ints [ 2 ] [ Int64.MaxValue; Int64.MinValue ]
    |> prints [ "tensor([ 9223372036854775807, -9223372036854775808])" ]

    truths [ 2 ] [ true; false ] |> prints [ "tensor([ True, False])" ]

    truths [ 2; 2 ] [ true; false; false; false ]
    |> prints [ "tensor([[ True, False],"; "        [False, False]])" ]

    truths [ 2 ] [ true; true ] |> prints [ "tensor([True, True])" ]

    single [ 2; 2 ] [ 0.0; 0.0; 0.0; 0.0 ] |> prints [ "tensor([[0., 0.],"; "        [0., 0.]])" ]

    count 6 [ 2; 3 ] 1.0
    |> Moves.matrixTranspose
    |> prints [ "tensor([[0., 3.],"; "        [1., 4.],"; "        [2., 5.]])" ]

    countInts 10 [ 10 ] |> Moves.slice 0 0 10 3 |> prints [ "tensor([0, 3, 6, 9])" ]

[<Fact>]
let ``Planes are apart by blank lines`` () =
    count 12 [ 2; 2; 3 ] 1.0
    |> prints
        [ "tensor([[[ 0.,  1.,  2.],"
          "         [ 3.,  4.,  5.]],"
          ""
          "        [[ 6.,  7.,  8.],"
          "         [ 9., 10., 11.]]])" ]

    countInts 16 [ 2; 2; 2; 2 ]
    |> prints
        [ "tensor([[[[ 0,  1],"
          "          [ 2,  3]],"
          ""
          "         [[ 4,  5],"
          "          [ 6,  7]]],"
          ""
          ""
          "        [[[ 8,  9],"
          "          [10, 11]],"
          ""
          "         [[12, 13],"
          "          [14, 15]]]])" ]

    count 8 [ 2; 2; 2 ] 3.0
    |> prints
        [ "tensor([[[0.0000, 0.3333],"
          "         [0.6667, 1.0000]],"
          ""
          "        [[1.3333, 1.6667],"
          "         [2.0000, 2.3333]]])" ]

    single [ 1; 1; 1 ] [ 0.0 ] |> prints [ "tensor([[[0.]]])" ]

[<Fact>]
let ``Other dtypes than the usual are named`` () =
    real [ 2 ] [ 1.0; 2.0 ] |> prints [ "tensor([1., 2.], dtype=torch.float64)" ]
    real [ 2 ] [ 0.1; 0.25 ] |> prints [ "tensor([0.1000, 0.2500], dtype=torch.float64)" ]
    ints [ 2 ] [ 1L; 2L ] |> Apply.toDType DType.Int32 |> prints [ "tensor([1, 2], dtype=torch.int32)" ]
    ints [ 2 ] [ 1L; 255L ] |> Apply.toDType DType.UInt8 |> prints [ "tensor([  1, 255], dtype=torch.uint8)" ]

[<Fact>]
let ``Numbers of very different sizes are scientific`` () =
    single [ 2 ] [ 1e-5; 1.0 ] |> prints [ "tensor([1.0000e-05, 1.0000e+00])" ]
    single [ 2 ] [ 1e10; 1.0 ] |> prints [ "tensor([1.0000e+10, 1.0000e+00])" ]
    single [ 2 ] [ 1000.5; 0.5 ] |> prints [ "tensor([1.0005e+03, 5.0000e-01])" ]
    single [ 2 ] [ -1e-5; 1e5 ] |> prints [ "tensor([-1.0000e-05,  1.0000e+05])" ]
    single [ 2 ] [ -1e10; 1.0 ] |> prints [ "tensor([-1.0000e+10,  1.0000e+00])" ]
    real [ 2 ] [ 1e-10; 1e200 ] |> prints [ "tensor([ 1.0000e-10, 1.0000e+200], dtype=torch.float64)" ]
    real [ 2 ] [ 1e-150; 1.0 ] |> prints [ "tensor([1.0000e-150,  1.0000e+00], dtype=torch.float64)" ]
    real [ 1 ] [ 1e16 ] |> prints [ "tensor([1.0000e+16], dtype=torch.float64)" ]
    single [ 2 ] [ 1.0; 2000.0 ] |> prints [ "tensor([1.0000e+00, 2.0000e+03])" ]
    single [ 2 ] [ 1.0; 1e9 ] |> prints [ "tensor([1.0000e+00, 1.0000e+09])" ]
    single [ 1 ] [ 1e8 ] |> prints [ "tensor([100000000.])" ]
    single [ 2 ] [ 1.0; 1000.0 ] |> prints [ "tensor([   1., 1000.])" ]
    single [ 1 ] [ 1e-4 ] |> prints [ "tensor([1.0000e-04])" ]
    single [ 1 ] [ 9.9e-5 ] |> prints [ "tensor([9.9000e-05])" ]
    single [ 3 ] [ 12345.678; 1.5; -200.0 ] |> prints [ "tensor([ 1.2346e+04,  1.5000e+00, -2.0000e+02])" ]
    single [ 1 ] [ 123456.7 ] |> prints [ "tensor([123456.7031])" ]

[<Fact>]
let ``Digits are rounded half to even`` () =
    single [ 3 ] [ 2.5; 0.5; 1.5 ] |> prints [ "tensor([2.5000, 0.5000, 1.5000])" ]
    single [ 3 ] [ 0.00005; 0.12345; 0.00015 ] |> prints [ "tensor([5.0000e-05, 1.2345e-01, 1.5000e-04])" ]

    real [ 3 ] [ 0.12345; 0.00125; 2.00005 ]
    |> prints [ "tensor([1.2345e-01, 1.2500e-03, 2.0000e+00], dtype=torch.float64)" ]

    single [ 3 ] [ 0.03125; 0.09375; -0.03125 ] |> prints [ "tensor([ 0.0312,  0.0938, -0.0312])" ]

    single [ 4 ] [ 10000.5; 10001.5; 0.5; 100005.0 ]
    |> prints [ "tensor([1.0000e+04, 1.0002e+04, 5.0000e-01, 1.0000e+05])" ]

    real [ 3 ] [ 2.5; 0.15625; 1.0 ] |> prints [ "tensor([2.5000, 0.1562, 1.0000], dtype=torch.float64)" ]

[<Fact>]
let ``nan and the infinities do not widen columns`` () =
    single [ 3 ] [ nan; infinity; -infinity ] |> prints [ "tensor([nan, inf, -inf])" ]
    single [ 2 ] [ nan; 1.5 ] |> prints [ "tensor([   nan, 1.5000])" ]
    single [ 2 ] [ infinity; 1.0 ] |> prints [ "tensor([inf, 1.])" ]
    single [ 3 ] [ -infinity; 1.25; 3.0 ] |> prints [ "tensor([  -inf, 1.2500, 3.0000])" ]
    single [ 3 ] [ -infinity; 1.0; 10.0 ] |> prints [ "tensor([-inf,  1., 10.])" ]
    single [ 3 ] [ nan; 1e-10; 1.0 ] |> prints [ "tensor([       nan, 1.0000e-10, 1.0000e+00])" ]
    single [ 3 ] [ infinity; 1e10; 1.0 ] |> prints [ "tensor([       inf, 1.0000e+10, 1.0000e+00])" ]
    single [ 2 ] [ 0.0; nan ] |> prints [ "tensor([0., nan])" ]
    single [ 2 ] [ infinity; 0.0 ] |> prints [ "tensor([inf, 0.])" ]

[<Fact>]
let ``Empty tensors say their shape`` () =
    single [ 0 ] [] |> prints [ "tensor([])" ]
    single [ 0; 3 ] [] |> prints [ "tensor([], size=(0, 3))" ]
    single [ 2; 0 ] [] |> prints [ "tensor([], size=(2, 0))" ]
    ints [ 0 ] [] |> prints [ "tensor([], dtype=torch.int64)" ]
    ints [ 0; 2 ] [] |> prints [ "tensor([], size=(0, 2), dtype=torch.int64)" ]
    truths [ 0 ] [] |> prints [ "tensor([], dtype=torch.bool)" ]
    real [ 0 ] [] |> prints [ "tensor([], dtype=torch.float64)" ]
    real [ 3; 0 ] [] |> prints [ "tensor([], size=(3, 0), dtype=torch.float64)" ]

[<Fact>]
let ``Long rows continue on the next line`` () =
    count 40 [ 40 ] 8.0
    |> prints
        [ "tensor([0.0000, 0.1250, 0.2500, 0.3750, 0.5000, 0.6250, 0.7500, 0.8750, 1.0000,"
          "        1.1250, 1.2500, 1.3750, 1.5000, 1.6250, 1.7500, 1.8750, 2.0000, 2.1250,"
          "        2.2500, 2.3750, 2.5000, 2.6250, 2.7500, 2.8750, 3.0000, 3.1250, 3.2500,"
          "        3.3750, 3.5000, 3.6250, 3.7500, 3.8750, 4.0000, 4.1250, 4.2500, 4.3750,"
          "        4.5000, 4.6250, 4.7500, 4.8750])" ]

    countInts 50 [ 50 ]
    |> prints
        [ "tensor([ 0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14, 15, 16, 17,"
          "        18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35,"
          "        36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49])" ]

    countInts 30 [ 30 ]
    |> isEven
    |> prints
        [ "tensor([ True, False,  True, False,  True, False,  True, False,  True, False,"
          "         True, False,  True, False,  True, False,  True, False,  True, False,"
          "         True, False,  True, False,  True, False,  True, False,  True, False])" ]

    count 40 [ 40 ] 1.0
    |> prints
        [ "tensor([ 0.,  1.,  2.,  3.,  4.,  5.,  6.,  7.,  8.,  9., 10., 11., 12., 13.,"
          "        14., 15., 16., 17., 18., 19., 20., 21., 22., 23., 24., 25., 26., 27.,"
          "        28., 29., 30., 31., 32., 33., 34., 35., 36., 37., 38., 39.])" ]

    count 40 [ 2; 20 ] 8.0
    |> prints
        [ "tensor([[0.0000, 0.1250, 0.2500, 0.3750, 0.5000, 0.6250, 0.7500, 0.8750, 1.0000,"
          "         1.1250, 1.2500, 1.3750, 1.5000, 1.6250, 1.7500, 1.8750, 2.0000, 2.1250,"
          "         2.2500, 2.3750],"
          "        [2.5000, 2.6250, 2.7500, 2.8750, 3.0000, 3.1250, 3.2500, 3.3750, 3.5000,"
          "         3.6250, 3.7500, 3.8750, 4.0000, 4.1250, 4.2500, 4.3750, 4.5000, 4.6250,"
          "         4.7500, 4.8750]])" ]

    countInts 60 [ 2; 1; 30 ] * 1000
    |> prints
        [ "tensor([[[    0,  1000,  2000,  3000,  4000,  5000,  6000,  7000,  8000,  9000,"
          "          10000, 11000, 12000, 13000, 14000, 15000, 16000, 17000, 18000, 19000,"
          "          20000, 21000, 22000, 23000, 24000, 25000, 26000, 27000, 28000, 29000]],"
          ""
          "        [[30000, 31000, 32000, 33000, 34000, 35000, 36000, 37000, 38000, 39000,"
          "          40000, 41000, 42000, 43000, 44000, 45000, 46000, 47000, 48000, 49000,"
          "          50000, 51000, 52000, 53000, 54000, 55000, 56000, 57000, 58000, 59000]]])" ]

[<Fact>]
let ``More than a thousand elements are summarised`` () =
    count 1001 [ 1001 ] 1.0 |> prints [ "tensor([   0.,    1.,    2.,  ...,  998.,  999., 1000.])" ]
    countInts 2000 [ 2000 ] |> prints [ "tensor([   0,    1,    2,  ..., 1997, 1998, 1999])" ]

    count 1200 [ 30; 40 ] 1.0
    |> prints
        [ "tensor([[0.0000e+00, 1.0000e+00, 2.0000e+00,  ..., 3.7000e+01, 3.8000e+01,"
          "         3.9000e+01],"
          "        [4.0000e+01, 4.1000e+01, 4.2000e+01,  ..., 7.7000e+01, 7.8000e+01,"
          "         7.9000e+01],"
          "        [8.0000e+01, 8.1000e+01, 8.2000e+01,  ..., 1.1700e+02, 1.1800e+02,"
          "         1.1900e+02],"
          "        ...,"
          "        [1.0800e+03, 1.0810e+03, 1.0820e+03,  ..., 1.1170e+03, 1.1180e+03,"
          "         1.1190e+03],"
          "        [1.1200e+03, 1.1210e+03, 1.1220e+03,  ..., 1.1570e+03, 1.1580e+03,"
          "         1.1590e+03],"
          "        [1.1600e+03, 1.1610e+03, 1.1620e+03,  ..., 1.1970e+03, 1.1980e+03,"
          "         1.1990e+03]])" ]

    count 1200 [ 300; 4 ] 4.0
    |> prints
        [ "tensor([[0.0000e+00, 2.5000e-01, 5.0000e-01, 7.5000e-01],"
          "        [1.0000e+00, 1.2500e+00, 1.5000e+00, 1.7500e+00],"
          "        [2.0000e+00, 2.2500e+00, 2.5000e+00, 2.7500e+00],"
          "        ...,"
          "        [2.9700e+02, 2.9725e+02, 2.9750e+02, 2.9775e+02],"
          "        [2.9800e+02, 2.9825e+02, 2.9850e+02, 2.9875e+02],"
          "        [2.9900e+02, 2.9925e+02, 2.9950e+02, 2.9975e+02]])" ]

    countInts 1200 [ 2; 2; 300 ]
    |> prints
        [ "tensor([[[   0,    1,    2,  ...,  297,  298,  299],"
          "         [ 300,  301,  302,  ...,  597,  598,  599]],"
          ""
          "        [[ 600,  601,  602,  ...,  897,  898,  899],"
          "         [ 900,  901,  902,  ..., 1197, 1198, 1199]]])" ]

    countInts 1200 [ 300; 2; 2 ]
    |> prints
        [ "tensor([[[   0,    1],"
          "         [   2,    3]],"
          ""
          "        [[   4,    5],"
          "         [   6,    7]],"
          ""
          "        [[   8,    9],"
          "         [  10,   11]],"
          ""
          "        ...,"
          ""
          "        [[1188, 1189],"
          "         [1190, 1191]],"
          ""
          "        [[1192, 1193],"
          "         [1194, 1195]],"
          ""
          "        [[1196, 1197],"
          "         [1198, 1199]]])" ]

    countInts 1002 [ 2; 501 ]
    |> prints
        [ "tensor([[   0,    1,    2,  ...,  498,  499,  500],"
          "        [ 501,  502,  503,  ...,  999, 1000, 1001]])" ]

    countInts 1400 [ 200; 7 ]
    |> prints
        [ "tensor([[   0,    1,    2,  ...,    4,    5,    6],"
          "        [   7,    8,    9,  ...,   11,   12,   13],"
          "        [  14,   15,   16,  ...,   18,   19,   20],"
          "        ...,"
          "        [1379, 1380, 1381,  ..., 1383, 1384, 1385],"
          "        [1386, 1387, 1388,  ..., 1390, 1391, 1392],"
          "        [1393, 1394, 1395,  ..., 1397, 1398, 1399]])" ]

    truths [ 1001 ] (List.replicate 1001 true) |> prints [ "tensor([True, True, True,  ..., True, True, True])" ]

    single [ 1010 ] (List.replicate 500 1.0 @ List.replicate 10 1e6 @ List.replicate 500 1.0)
    |> prints [ "tensor([1., 1., 1.,  ..., 1., 1., 1.])" ]

    truths [ 1010 ] (List.replicate 500 true @ List.replicate 10 false @ List.replicate 500 true)
    |> prints [ "tensor([True, True, True,  ..., True, True, True])" ]

[<Fact>]
let ``Parameters and recorded values say so`` () =
    parameter [ 1.0; 2.0 ] |> prints [ "tensor([1., 2.], requires_grad=True)" ]
    Parameter(single [] [ 1.5 ]) |> prints [ "tensor(1.5000, requires_grad=True)" ]
    Parameter(real [ 1 ] [ 1.0 ]) |> prints [ "tensor([1.], dtype=torch.float64, requires_grad=True)" ]
    parameter [ 1.0; 2.0 ] + 1 |> prints [ "tensor([2., 3.], grad_fn=<AddBackward0>)" ]
    parameter [ 1.0; 2.0 ] * 2 |> prints [ "tensor([2., 4.], grad_fn=<MulBackward0>)" ]
    Reductions.mean [||] false (parameter [ 1.0; 2.0 ]) |> prints [ "tensor(1.5000, grad_fn=<MeanBackward0>)" ]
    parameter [ 1.0; 2.0 ] ** 2 |> prints [ "tensor([1., 4.], grad_fn=<PowBackward0>)" ]
    parameter [ 1.0; 2.0 ] ** 3 |> prints [ "tensor([1., 8.], grad_fn=<PowBackward0>)" ]
    parameter [ 1.0; 2.0 ] - 1 |> prints [ "tensor([0., 1.], grad_fn=<SubBackward0>)" ]
    Reductions.sum [||] false (parameter [ 1.0; 2.0 ]) |> prints [ "tensor(3., grad_fn=<SumBackward0>)" ]
    -(parameter [ 1.0; 2.0 ]) |> prints [ "tensor([-1., -2.], grad_fn=<NegBackward0>)" ]
    parameter [ 1.0; 2.0 ] / 2 |> prints [ "tensor([0.5000, 1.0000], grad_fn=<DivBackward0>)" ]
    sin (parameter [ 1.0; 2.0 ]) |> prints [ "tensor([0.8415, 0.9093], grad_fn=<SinBackward0>)" ]

    exp (Parameter(real [ 1 ] [ 1.0 ]) :> Tensor)
    |> prints [ "tensor([2.7183], dtype=torch.float64, grad_fn=<ExpBackward0>)" ]

    Elementwise.map Unary.Relu (parameter [ 1.0; 2.0 ]) |> prints [ "tensor([1., 2.], grad_fn=<ReluBackward0>)" ]

    Statistics.softmax 0 (parameter [ 1.0; 2.0 ])
    |> prints [ "tensor([0.2689, 0.7311], grad_fn=<SoftmaxBackward0>)" ]

    Statistics.logSoftmax 0 (parameter [ 1.0; 2.0 ])
    |> prints [ "tensor([-1.3133, -0.3133], grad_fn=<LogSoftmaxBackward0>)" ]

    Statistics.logSumExp [| 0 |] false (parameter [ 1.0; 2.0 ])
    |> prints [ "tensor(2.3133, grad_fn=<LogsumexpBackward0>)" ]

    Elementwise.map Unary.Sigmoid (parameter [ 1.0; 2.0 ])
    |> prints [ "tensor([0.7311, 0.8808], grad_fn=<SigmoidBackward0>)" ]

    Reductions.cumsum 0 (parameter [ 1.0; 2.0 ]) |> prints [ "tensor([1., 3.], grad_fn=<CumsumBackward0>)" ]
    Products.dot (parameter [ 1.0 ]) (parameter [ 1.0 ]) |> prints [ "tensor(1., grad_fn=<DotBackward0>)" ]

    Arithmetic.maximum (parameter [ 1.0; 2.0 ]) (single [] [ 0.0 ])
    |> prints [ "tensor([1., 2.], grad_fn=<MaximumBackward0>)" ]

    recorded (count 20 [ 20 ] 8.0)
    |> prints
        [ "tensor([0.0000, 0.1250, 0.2500, 0.3750, 0.5000, 0.6250, 0.7500, 0.8750, 1.0000,"
          "        1.1250, 1.2500, 1.3750, 1.5000, 1.6250, 1.7500, 1.8750, 2.0000, 2.1250,"
          "        2.2500, 2.3750], grad_fn=<MulBackward0>)" ]

[<Fact>]
let ``A suffix that does not fit starts another line`` () =
    recorded (countReal 9 8.0)
    |> prints
        [ "tensor([0.0000, 0.1250, 0.2500, 0.3750, 0.5000, 0.6250, 0.7500, 0.8750, 1.0000],"
          "       dtype=torch.float64, grad_fn=<MulBackward0>)" ]

    recorded (countReal 8 8.0)
    |> prints
        [ "tensor([0.0000, 0.1250, 0.2500, 0.3750, 0.5000, 0.6250, 0.7500, 0.8750],"
          "       dtype=torch.float64, grad_fn=<MulBackward0>)" ]

    recorded (count 6 [ 6 ] 8.0)
    |> prints [ "tensor([0.0000, 0.1250, 0.2500, 0.3750, 0.5000, 0.6250],"; "       grad_fn=<MulBackward0>)" ]

    recorded (countReal 5 8.0)
    |> prints
        [ "tensor([0.0000, 0.1250, 0.2500, 0.3750, 0.5000], dtype=torch.float64,"; "       grad_fn=<MulBackward0>)" ]

    recorded (count 10 [ 10 ] 1.0)
    |> prints [ "tensor([0., 1., 2., 3., 4., 5., 6., 7., 8., 9.], grad_fn=<MulBackward0>)" ]

    recorded (count 11 [ 11 ] 1.0)
    |> prints [ "tensor([ 0.,  1.,  2.,  3.,  4.,  5.,  6.,  7.,  8.,  9., 10.],"; "       grad_fn=<MulBackward0>)" ]

    Parameter(count 7 [ 7 ] 8.0)
    |> prints [ "tensor([0.0000, 0.1250, 0.2500, 0.3750, 0.5000, 0.6250, 0.7500],"; "       requires_grad=True)" ]
