/// Fourier transforms are the sums that define them, of any length.
module Functional.Tests.FourierTests

open System
open System.Numerics
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Witness

let private signal n = Array.init n (fun j -> Complex(sin (float (3 * j + 1)), cos (float (j * j))))

/// The sum, one term after the other.
let private defined (x: Complex[]) =
    let n = x.Length

    Array.init n (fun k ->
        x
        |> Array.mapi (fun j x ->
            x * Complex.Exp(Complex(0.0, -2.0 * Math.PI * float (int64 j * int64 k % int64 n) / float n)))
        |> Array.reduce (+))

let private pair (x: Complex[]) =
    real [ x.Length ] (Array.map (fun (z: Complex) -> z.Real) x),
    real [ x.Length ] (Array.map (fun (z: Complex) -> z.Imaginary) x)

let private near (expected: Complex[]) (re: Tensor, im: Tensor) =
    let actual = Array.map2 (fun re im -> Complex(re, im)) (elements re) (elements im)
    Assert.Equal(expected.Length, actual.Length)
    let size = expected |> Array.fold (fun size x -> max size x.Magnitude) 1.0

    Array.iter2
        (fun (e: Complex) (a: Complex) -> Assert.True((e - a).Magnitude <= 1e-13 * size, $"{e} is not {a}"))
        expected
        actual

[<Fact>]
let ``fft is the sum that defines it, of every length`` () =
    for n in [ 1..40 ] @ [ 64; 97; 128; 210; 289; 1009; 1024 ] do
        near (defined (signal n)) (Fourier.fft 0 (pair (signal n)))

[<Fact>]
let ``ifft undoes it`` () =
    for n in [ 1..20 ] @ [ 97; 360 ] do
        near (signal n) (pair (signal n) |> Fourier.fft 0 |> Fourier.ifft 0)

[<Fact>]
let ``rfft is the first half of a real tensor's fft, and irfft undoes it`` () =
    for n in 1..20 do
        let x = signal n |> Array.map (fun x -> Complex(x.Real, 0.0))
        let half = (Array.take (n / 2 + 1) (defined x))
        let re, im = Fourier.rfft 0 (fst (pair x))
        near half (re, im)
        near x (Fourier.irfft 0 n (re, im), real [ n ] (Array.zeroCreate n))

[<Fact>]
let ``Other axes are a batch, and several axes go one after the other`` () =
    let x = Tensor.linspace -1.0 1.0 24 |> Tensor.cast DType.Float64 |> Tensor.reshape [ 2; 3; 4 ]
    let re, im = Fourier.fft 1 (x, x * x)

    for i in 0..1 do
        for j in 0..3 do
            let column y = Moves.getItem [ At.Index i; At.All; At.Index j ] y
            let expected = Array.map2 (fun re im -> Complex(re, im)) (elements (column x)) (elements (column (x * x)))
            near (defined expected) (column re, column im)

    let re, im = Fourier.fftOver [ 0; 2 ] (x, x * x) |> Fourier.ifftOver [ 2; 0 ]
    Assert.True(Tensor.allClose 1e-12 1e-12 x re && Tensor.allClose 1e-12 1e-12 (x * x) im)

[<Fact>]
let ``A product of transforms is a convolution, whose gradient is a correlation`` () =
    let x, y = real [ 5 ] [ 1.0; 2.0; -1.0; 0.5; 3.0 ], real [ 5 ] [ 0.5; 0.0; -1.0; 2.0; 1.0 ]

    let convolved (x: Tensor) =
        let (a, b), (c, d) = Fourier.rfft 0 x, Fourier.rfft 0 y
        Fourier.irfft 0 5 (a * c - b * d, a * d + b * c)

    let shifted k = Tensor.roll [ k ] [ 0 ] y
    let expected = Tensor.stack 1 [ for k in 0..4 -> shifted k ]
    Assert.True(Tensor.allClose 1e-12 1e-12 (Tensor.matmul expected x) (convolved x))
    Assert.True(Tensor.allClose 1e-12 1e-12 expected (jacobianReverse convolved x))
    Assert.True(Tensor.allClose 1e-12 1e-12 expected (jacobianForward convolved x))

[<Fact>]
let ``float32 stays float32, and integers become floats`` () =
    let re, im = Fourier.rfft 0 (Tensor.ofArray [ 3 ] [| 1L; 2L; 3L |])
    Assert.Equal(DType.Float32, re.DType)
    Assert.Equal(6.0, float re.[0], 1e-6)
    Assert.Equal(0.0, float im.[0], 1e-6)

[<Fact>]
let ``frequencies are in turns per unit`` () =
    Assert.Equal<float32>([| 0f; 1f; -1f |], Tensor.toArray<float32>(Fourier.frequencies 3 (1.0 / 3.0)))
    Assert.Equal<float32>([| 0f; 0.5f; -1f; -0.5f |], Tensor.toArray<float32>(Fourier.frequencies 4 0.5))

[<Fact>]
let ``What cannot be transformed is said`` () =
    let fails (message: string) (run: unit -> Tensor * Tensor) =
        Assert.Equal(message, Assert.Throws<ShapeException>(Action(fun () -> run () |> ignore)).Message)

    let none = real [ 2; 0 ] []
    fails "rfft: axis 1 of [2, 0] has no elements to transform; give it at least one" (fun () -> Fourier.rfft -1 none)

    fails
        "irfft: 6 numbers have 4 coefficients in the first half, and axis 0 of [3] has 3; narrow or pad it, or name another length"
        (fun () -> let x = real [ 3 ] [ 1.0; 2.0; 3.0 ] in Fourier.irfft 0 6 (x, x), x)
