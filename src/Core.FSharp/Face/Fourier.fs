namespace Functional

open Functional.Kernels

/// <summary>
/// Discrete Fourier transforms, differentiable and batched over all other axes. There is no complex dtype: a complex tensor
/// is the pair of its real and its imaginary parts. Of any length n, in about n log n steps where n has small factors.
/// Scaled as PyTorch's torch.fft with norm="backward": 1/n at the inverse.
/// </summary>
[<RequireQualifiedAccess; CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module Fourier =
    let private pair (struct (re: Tensor, im: Tensor)) = re, im

    /// <summary>X[k] = Σ_j x[j] exp(-2πi j k / n) along an axis, of (re, im).</summary>
    let fft (axis: int) (re: Tensor, im: Tensor) : Tensor * Tensor = Fouriers.fft "fft" axis re im |> pair

    /// <summary>x[j] = Σ_k X[k] exp(2πi j k / n) / n along an axis, of (re, im): the inverse of <c>fft</c>.</summary>
    let ifft (axis: int) (re: Tensor, im: Tensor) : Tensor * Tensor = Fouriers.ifft "ifft" axis re im |> pair

    /// <summary><c>fft</c> along several axes, one after the other.</summary>
    let fftOver (axes: seq<int>) (x: Tensor * Tensor) : Tensor * Tensor = Seq.fold (fun x axis -> fft axis x) x axes

    /// <summary><c>ifft</c> along several axes, one after the other: the inverse of <c>fftOver</c>.</summary>
    let ifftOver (axes: seq<int>) (x: Tensor * Tensor) : Tensor * Tensor = Seq.fold (fun x axis -> ifft axis x) x axes

    /// <summary>The first n/2 + 1 coefficients of a real tensor along an axis; the others mirror them.</summary>
    let rfft (axis: int) (x: Tensor) : Tensor * Tensor = Fouriers.rfft axis x |> pair

    /// <summary>
    /// The real tensor of length n along an axis that has these first n/2 + 1 coefficients: the inverse of <c>rfft</c>. The
    /// imaginary parts of coefficient 0, and of n/2 for even n, have no meaning and are left out.
    /// </summary>
    let irfft (axis: int) (n: int) (re: Tensor, im: Tensor) : Tensor = Fouriers.irfft axis n re im

    /// <summary>The frequencies that the coefficients of n numbers stand for, in turns per unit of the numbers' distance:
    /// [0, 1, …, n/2 - 1, -n/2, …, -1] / (n spacing).</summary>
    let frequencies (n: int) (spacing: float) : Tensor =
        let signed k = if k < (n + 1) / 2 then k else k - n

        Creation.fromArray (Array.init n (fun k -> float (signed k) / (float n * spacing))) (Shape.From [ n ])
        |> Apply.toDType DTypes.Default
