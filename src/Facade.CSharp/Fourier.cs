using F = Functional.FourierModule;

namespace Functional;

/// <summary>
/// Discrete Fourier transforms, differentiable and batched over all other axes. There is no complex dtype: a complex tensor
/// is the pair of its real and its imaginary parts. Scaled as PyTorch's torch.fft with norm="backward": 1/n at the inverse.
/// </summary>
/// <example>
/// <code>
/// var (re, im) = Fourier.Rfft(signal);
/// var power = re.Square() + im.Square();
/// </code>
/// </example>
public static class Fourier
{
    /// <summary>X[k] = Σ_j x[j] exp(-2πi j k / n) along an axis.</summary>
    public static (Tensor Re, Tensor Im) Fft(Tensor re, Tensor im, int axis = -1) => F.fft(axis, re, im).ToValueTuple();

    /// <summary>x[j] = Σ_k X[k] exp(2πi j k / n) / n along an axis: the inverse of <see cref="Fft(Tensor, Tensor, int)"/>.</summary>
    public static (Tensor Re, Tensor Im) Ifft(Tensor re, Tensor im, int axis = -1) => F.ifft(axis, re, im).ToValueTuple();

    /// <summary>The transform along several axes, one after the other.</summary>
    public static (Tensor Re, Tensor Im) Fft(Tensor re, Tensor im, int[] axes) => F.fftOver(axes, re, im).ToValueTuple();

    /// <summary>The inverse along several axes, one after the other.</summary>
    public static (Tensor Re, Tensor Im) Ifft(Tensor re, Tensor im, int[] axes) => F.ifftOver(axes, re, im).ToValueTuple();

    /// <summary>The first n/2 + 1 coefficients of a real tensor along an axis; the others mirror them.</summary>
    public static (Tensor Re, Tensor Im) Rfft(Tensor x, int axis = -1) => F.rfft(axis, x).ToValueTuple();

    /// <summary>The real tensor of length <paramref name="n"/> along an axis that has these first n/2 + 1 coefficients.</summary>
    /// <exception cref="ShapeException">There are not n/2 + 1 coefficients.</exception>
    public static Tensor Irfft(Tensor re, Tensor im, int n, int axis = -1) => F.irfft(axis, n, re, im);

    /// <summary>The frequencies that the coefficients of n numbers stand for, in turns per unit of the numbers' distance.</summary>
    public static Tensor Frequencies(int n, double spacing = 1) => F.frequencies(n, spacing);
}
