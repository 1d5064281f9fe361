using Functional.Kernels;

namespace Functional;

/// <summary>
/// Local linear maps, for operations of one's own. Elementwise maps broadcast as the operation does: between its
/// argument and a broader result they expand, towards a narrower one they sum.
/// </summary>
public static class LinearMap
{
    /// <summary>v → 0.</summary>
    public static Form<Tensor> Zero => Form<Tensor>.Zero;

    /// <summary>v → v.</summary>
    public static Form<Tensor> Identity => Form<Tensor>.Identity;

    /// <summary>v → -v.</summary>
    public static Form<Tensor> Negate => Form<Tensor>.Negate;

    /// <summary>v → k v, for a number.</summary>
    public static Form<Tensor> ScaleBy(double k) => Form<Tensor>.NewScaleBy(k);

    /// <summary>v → c v, elementwise.</summary>
    public static Form<Tensor> Scale(Tensor c) => Form<Tensor>.NewScale(c);

    /// <summary>v → v where the condition equals <paramref name="on"/>, else 0.</summary>
    public static Form<Tensor> Mask(Tensor condition, bool on = true) => Form<Tensor>.NewMask(condition, on);

    /// <summary>v → a v, the matrix product; aᵀ v if transposed.</summary>
    public static Form<Tensor> LeftProduct(Tensor a, bool transposed = false) => Form<Tensor>.NewLeftProduct(a, transposed);

    /// <summary>v → v b, the matrix product; v bᵀ if transposed.</summary>
    public static Form<Tensor> RightProduct(Tensor b, bool transposed = false) => Form<Tensor>.NewRightProduct(b, transposed);

    /// <summary>v → t⁻¹ v, for triangular matrices that are a part of t; t⁻ᵀ v if transposed.</summary>
    public static Form<Tensor> DivideTriangle(Tensor t, Triangle triangle, bool transposed = false) =>
        Form<Tensor>.NewDivideTriangle(t, triangle, transposed);

    /// <summary>The sum of two maps.</summary>
    public static Form<Tensor> Plus(Form<Tensor> first, Form<Tensor> second) => Form<Tensor>.NewPlus(first, second);

    /// <summary>First one map, into a space between, then another.</summary>
    public static Form<Tensor> Compose(Form<Tensor> first, Space between, Form<Tensor> second) =>
        Form<Tensor>.NewCompose(first, between, second);

    /// <summary>Any linear function, by itself and its transpose.</summary>
    public static Form<Tensor> Open(Func<Tensor, Tensor> apply, Func<Tensor, Tensor> transpose) =>
        Form<Tensor>.NewOpen(Fn.Of(apply), Fn.Of(transpose));
}
