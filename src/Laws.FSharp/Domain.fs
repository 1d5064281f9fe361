namespace Functional.Laws

open System
open Functional

/// <summary>
/// Where one argument of a function lies: a region of numbers and a shape. The laws draw float64 tensors from it, some
/// way from its edges, kinks and jumps.
/// </summary>
/// <example><code>
/// Law.For(energy).On(Domain.Positive(3)).Check();
/// </code></example>
[<Sealed>]
type Domain private (region: Region, shape: int[], isAny: bool) =
    static let make region (shape: int[]) =
        match Draw.emptiness region with
        | Some why -> raise (Errors.emptyDomain $"%A{region}" why)
        | None -> ()

        for length in shape do
            if length < 0 then
                raise (Errors.negativeLength shape)

        Domain(region, Array.copy shape, false)

    /// What the numbers may be.
    member _.Region = region

    /// The lengths of the axes; no axes for a single number.
    member _.Shape: Collections.Generic.IReadOnlyList<int> = shape

    member internal _.Lengths = shape
    member internal _.IsAny = isAny

    /// <summary>
    /// The same numbers in tensors of every shape: 0-d, of one element, of up to three axes. Several such arguments
    /// get shapes that broadcast together.
    /// </summary>
    member _.AnyShape = Domain(region, shape, true)

    /// <summary>Any finite numbers, in a tensor of a shape: <c>Reals(3)</c> is a vector of three.</summary>
    static member Reals([<ParamArray>] shape: int[]) = make Reals shape

    /// <summary>Numbers above 0, in a tensor of a shape.</summary>
    static member Positive([<ParamArray>] shape: int[]) = make Positive shape

    /// <summary>Any numbers but 0, in a tensor of a shape.</summary>
    static member NonZero([<ParamArray>] shape: int[]) = make NonZero shape

    /// <summary>Numbers between two bounds, in a tensor of a shape.</summary>
    /// <exception cref="ArgumentException">The first bound is not below the second, or a bound is not finite.</exception>
    static member Between(low: float, high: float, [<ParamArray>] shape: int[]) = make (Between(low, high)) shape

    /// <summary>Any numbers but some points, where the function has kinks or jumps, in a tensor of a shape.</summary>
    static member Except(points: float seq, [<ParamArray>] shape: int[]) = make (Except(List.ofSeq points)) shape

    /// <summary>Numbers of which no two are equal, in a tensor of a shape: for functions that choose or sort.</summary>
    static member Distinct([<ParamArray>] shape: int[]) = make Distinct shape

    /// <summary>Square matrices far from singular, [.., n, n].</summary>
    static member WellConditioned([<ParamArray>] shape: int[]) = make WellConditioned (Domain.Square shape)

    /// <summary>Symmetric positive definite matrices, [.., n, n].</summary>
    static member PositiveDefinite([<ParamArray>] shape: int[]) = make PositiveDefinite (Domain.Square shape)

    /// <summary>Symmetric matrices whose eigenvalues lie apart, [.., n, n].</summary>
    static member SeparatedSpectrum([<ParamArray>] shape: int[]) = make SeparatedSpectrum (Domain.Square shape)

    /// <summary>A region, as operations declare it, in tensors of a shape.</summary>
    static member Of(region: Region, [<ParamArray>] shape: int[]) = make region shape

    static member private Square(shape: int[]) =
        if shape.Length < 2 || shape[shape.Length - 1] <> shape[shape.Length - 2] then
            raise (Errors.notSquare shape)

        shape

    /// The domain as one writes it.
    override _.ToString() =
        let lengths = shape |> Array.map string |> String.concat ", "
        $"%A{region}" + (if isAny then " of any shape" else $" [{lengths}]")
