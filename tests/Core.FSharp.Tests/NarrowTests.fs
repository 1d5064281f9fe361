/// float16 and bfloat16: promotion, casts bit by bit, and arithmetic that is rounded once. Numbers are from PyTorch.
module Functional.Tests.NarrowTests

open System
open Xunit
open Functional
open Functional.Tests.Witness
open Functional.Tests.Checks

let private all =
    [ DType.Bool
      DType.UInt8
      DType.Int32
      DType.Int64
      DType.Float16
      DType.BFloat16
      DType.Float32
      DType.Float64 ]

let private ones (dtype: DType) shape = Tensor.onesOf dtype shape

[<Fact>]
let ``two dtypes meet where PyTorch's promote_types has them meet`` () =
    let expected =
        [ DType.Float16, "float16 float16 float16 float16 float16 float32 float32 float64"
          DType.BFloat16, "bfloat16 bfloat16 bfloat16 bfloat16 float32 bfloat16 float32 float64" ]

    for dtype, row in expected do
        let met = all |> List.map (fun other -> (ones dtype [ 2 ] * ones other [ 2 ]).DType.Name())
        Assert.Equal(row, String.concat " " met)
        let turned = all |> List.map (fun other -> (ones other [ 2 ] * ones dtype [ 2 ]).DType.Name())
        Assert.Equal(row, String.concat " " turned)

[<Fact>]
let ``a tensor with axes keeps its dtype beside numbers of its kind`` () =
    let half = ones DType.Float16 [ 2 ]
    Assert.Equal(DType.Float16, (half * ones DType.BFloat16 []).DType)
    Assert.Equal(DType.Float16, (half * ones DType.Float32 []).DType)
    Assert.Equal(DType.Float16, (half * 2.0).DType)
    Assert.Equal(DType.Float16, (half + 2).DType)
    Assert.Equal(DType.BFloat16, (ones DType.Int64 [ 2 ] * ones DType.BFloat16 []).DType)
    Assert.Equal(DType.Float64, (ones DType.Float64 [] * ones DType.BFloat16 []).DType)

let private halfBits (x: Tensor) = Tensor.toArray<Half> x |> Array.map (BitConverter.HalfToUInt16Bits >> int)
let private upperBits (x: Tensor) = Tensor.toArray<BFloat16> x |> Array.map (fun number -> int number.Bits)

let private reals =
    [ 0.1
      1.0 / 3.0
      3.14159265
      65504.0
      65520.0
      1e-8
      -2.5
      1.0 + 0.00390625
      1.0 + 0.01171875
      infinity
      3.3961775e38
      5.9604645e-8
      2.9802322e-8 ]

[<Fact>]
let ``casts round to nearest, ties to even, bit by bit as PyTorch's`` () =
    let x = real [ reals.Length ] reals
    let half = [| 11878; 13653; 16968; 31743; 31744; 0; 49408; 15364; 15372; 31744; 31744; 1; 0 |]
    let upper = [| 15821; 16043; 16457; 18304; 18304; 12844; 49184; 16256; 16258; 32640; 32640; 13184; 13056 |]
    Assert.Equal<int[]>(half, halfBits (Tensor.half x))
    Assert.Equal<int[]>(upper, upperBits (Tensor.bfloat16 x))
    let integers = int64s [ 5 ] [ 257.0; -2049.0; 65519.0; 16777217.0; -1.0 ]
    Assert.Equal<int[]>([| 23556; 59392; 31743; 31744; 48128 |], halfBits (Tensor.half integers))
    Assert.Equal<int[]>([| 17280; 50432; 18304; 19328; 49024 |], upperBits (Tensor.bfloat16 integers))

[<Fact>]
let ``long casts are casts of each number, nan included`` () =
    let numbers = [| for i in 0..2500 -> if i % 97 = 0 then nan else Math.ScaleB(sin (float i), i % 30 - 15) |]
    let x = Tensor.cast DType.Float32 (real [ numbers.Length ] numbers)
    let each = numbers |> Array.map (fun x -> (BFloat16.op_Explicit (float32 x): BFloat16).Bits)
    Assert.Equal<uint16[]>(each, Tensor.toArray<BFloat16>(Tensor.bfloat16 x) |> Array.map _.Bits)

    Assert.Equal<float[]>(
        numbers |> Array.map DType.BFloat16.Round,
        elements (Tensor.cast DType.Float32 (Tensor.bfloat16 x))
    )

    Assert.Equal<float[]>(
        numbers |> Array.map DType.Float16.Round,
        elements (Tensor.cast DType.Float64 (Tensor.half x))
    )

[<Fact>]
let ``what the widest and narrowest numbers are is PyTorch's finfo`` () =
    Assert.Equal(0.0009765625, DType.Float16.Epsilon())
    Assert.Equal(0.0078125, DType.BFloat16.Epsilon())
    Assert.Equal(1.1920928955078125e-07, DType.Float32.Epsilon())
    Assert.Equal(65504.0, DType.Float16.Largest())
    Assert.Equal(3.3895313892515355e38, DType.BFloat16.Largest())
    Assert.Equal(6.103515625e-05, DType.Float16.Tiny())
    Assert.Equal(1.1754943508222875e-38, DType.BFloat16.Tiny())

let private random (dtype: DType) (shape: int list) seed =
    Tensor.randnWith (Generator(int64 seed)) DType.Float32 shape |> Tensor.cast dtype

let dtypes () = [ DType.Float16; DType.BFloat16 ] |> Seq.map (fun dtype -> [| box dtype |])

[<Theory; MemberData(nameof dtypes)>]
let ``arithmetic is that of float32, rounded once`` (dtype: DType) =
    let x, y = random dtype [ 7; 33 ] 1, random dtype [ 7; 33 ] 2
    let wide = Tensor.cast DType.Float32

    let operations: ((Tensor -> Tensor -> Tensor) * string) list =
        [ (fun x y -> x + y), "add"
          (fun x y -> x * y), "mul"
          (fun x y -> x / y), "div"
          (fun x _ -> exp x), "exp"
          (fun x _ -> Tensor.sum x), "sum"
          (fun x _ -> Tensor.meanOver [ 1 ] x), "mean"
          (fun x _ -> Tensor.cumsum 1 x), "cumsum"
          (fun x y -> Tensor.matmul x (Tensor.matrixTranspose y)), "matmul"
          (fun x _ -> Tensor.maxOver [ 0 ] x), "max" ]

    for operation, name in operations do
        let expected = operation (wide x) (wide y) |> Tensor.cast dtype
        let actual = operation x y
        Assert.True((dtype = actual.DType), name)
        Assert.Equal<float[]>(elements expected, elements actual)

[<Fact>]
let ``sums gather in float32`` () =
    let x = Tensor.onesOf DType.BFloat16 [ 1000 ] * Tensor.fullOf DType.BFloat16 [] 0.1
    equal [ 100.0 ] (Tensor.sum x)
    equal [ 0.10009765625 ] (Tensor.mean x)
    equal [ 100.0 ] (Tensor.slice 0 999 1000 1 (Tensor.cumsum 0 x))

[<Fact>]
let ``functions have PyTorch's values`` () =
    let x = Tensor.linspace -2.0 2.0 9 |> Tensor.bfloat16
    equal [ -0.271484375; -0.333984375; -0.3671875; -0.302734375; 0.0; 0.82421875; 2.71875; 6.6875; 14.75 ] (exp x * x)

    equal
        [ -0.91015625; -0.99609375; -0.83984375; -0.478515625; 0.0; 0.478515625; 0.83984375; 0.99609375; 0.91015625 ]
        (sin x)

[<Fact>]
let ``parts move as they are, also without numbers`` () =
    let odd =
        Tensor.ofArray
            [ 4 ]
            [| BFloat16.FromBits 0x7FC1us
               BFloat16.FromBits 0x8000us
               BFloat16.FromBits 1us
               BFloat16.FromBits 0xFF80us |]

    let places = int64s [ 4 ] [ 3.0; 0.0; 2.0; 1.0 ]
    Assert.Equal<int[]>([| 0xFF80; 0x7FC1; 1; 0x8000 |], upperBits (Tensor.gather 0 places odd))
    Assert.Equal<int[]>([| 0xFF80; 1; 0x8000; 0x7FC1 |], upperBits (Tensor.flip [ 0 ] odd))
    Assert.Equal<int[]>([| 0x7FC1; 0x8000; 1; 0xFF80; 1 |], upperBits (Tensor.cat 0 [ odd; Tensor.slice 0 2 3 1 odd ]))

[<Theory; MemberData(nameof dtypes)>]
let ``gradients have the dtype of their input`` (dtype: DType) =
    let x = random dtype [ 5 ] 3
    let g = grad (fun x -> Tensor.sum (Tensor.cast DType.Float32 x * 3.3)) x
    Assert.Equal(dtype, g.DType)
    equal (List.replicate 5 (dtype.Round(float 3.3f))) g
    let f x = Tensor.sum (x * x * sin x)
    let wide = Tensor.cast DType.Float64 x
    let near = Tensor.cast DType.Float64 (grad f x)
    Assert.True(Tensor.allClose 0.05 0.05 (grad f wide) near)
    Assert.Equal(dtype, (hessian f x).DType)

[<Theory; MemberData(nameof dtypes)>]
let ``compiled functions give what functions give`` (dtype: DType) =
    let f (x: Tensor, y: Tensor) =
        let z = tanh (x * 0.3 + y) * Tensor.meanKeep [ 1 ] (exp x)
        Tensor.sumOver [ 0 ] (Tensor.where (Tensor.gt z y) z (Tensor.cast dtype (Tensor.cast DType.Float32 z * 1.7)))

    let args = random dtype [ 6; 40 ] 4, random dtype [ 6; 40 ] 5
    Assert.Equal<float[]>(elements (f args), elements (compile f args))
    let derivative = grad (fun (x, y) -> Tensor.sum (f (x, y)))
    let (gx, gy), (cx, cy) = derivative args, compile derivative args
    Assert.Equal<float[]>(elements gx, elements cx)
    Assert.Equal<float[]>(elements gy, elements cy)

[<Fact>]
let ``rand draws PyTorch's stream`` () =
    let expected =
        [| 16175
           16196
           15816
           16246
           16006
           16211
           16151
           16078
           16056
           16185
           16142
           15800
           16016
           16050
           16092
           15912
           16218
           16136
           16167
           16230 |]

    Assert.Equal<int[]>(expected, upperBits (Tensor.randWith (Generator 7L) DType.BFloat16 [ 20 ]))

    let between =
        [| 16350
           16388
           0x10000 - 16612
           16438
           15680
           16403
           16302
           16156
           16096
           16370
           16284
           0x10000 - 16604
           15872
           16072
           16184
           0x10000 - 16720
           16410
           16272
           16334
           16422 |]

    Assert.Equal<int[]>(between, upperBits (Tensor.uniformWith (Generator 7L) DType.BFloat16 -1.0 3.0 [ 20 ]))

[<Theory; MemberData(nameof dtypes)>]
let ``draws stay in their range`` (dtype: DType) =
    let key = Key.ofSeed 5L

    for x in [ Key.uniformOf dtype [ 5000 ] key; Tensor.randWith (Generator 5L) dtype [ 5000 ] ] do
        let numbers = elements x
        Assert.Equal(dtype, x.DType)
        Assert.True(Array.forall (fun x -> x >= 0.0 && x < 1.0) numbers)
        Assert.InRange(Array.average numbers, 0.47, 0.53)

    Assert.True(elements (Key.uniformWith dtype -1.0 3.0 [ 5000 ] key) |> Array.forall (fun x -> x >= -1.0 && x < 3.0))

    for x in [ Key.normalOf dtype [ 5000 ] key; Tensor.randnWith (Generator 5L) dtype [ 5000 ] ] do
        let numbers = elements x
        Assert.Equal(dtype, x.DType)
        Assert.InRange(numbers |> Array.averageBy (fun x -> x * x), 0.9, 1.1)

[<Fact>]
let ``matrices are factored in no fewer than 32 bits`` () =
    says<DTypeException> [ "float32 or float64"; "bfloat16"; "DType.Float32" ] (fun () ->
        Linalg.cholesky (Tensor.eyeOf DType.BFloat16 2 2))

[<Fact>]
let ``they print as PyTorch prints them`` () =
    let x = Tensor.linspace -2.0 2.0 3
    Assert.Equal("tensor([-2.,  0.,  2.], dtype=torch.bfloat16)", string (Tensor.bfloat16 x))
    Assert.Equal("tensor([-2.,  0.,  2.], dtype=torch.float16)", string (Tensor.half x))

[<Fact>]
let ``host numbers of 16 bits make tensors and come back`` () =
    let halves: Half list list = [ [ Half.op_Explicit 1.5f; Half.op_Explicit -2.0f ] ]
    same (typed "float16" [ 1; 2 ] [ 1.5; -2.0 ]) (Tensor.create DType.Float16 halves)
    let numbers: BFloat16[] = [| BFloat16.op_Explicit 1.5f; BFloat16.op_Explicit -2.0f |]
    same (typed "bfloat16" [ 2 ] [ 1.5; -2.0 ]) (Tensor.ofArray [ 2 ] numbers)
    Assert.Equal<BFloat16[]>(numbers, Tensor.toArray<BFloat16>(real [ 2 ] [ 1.5; -2.0 ]))
