namespace Functional

open System
open System.Collections
open System.Collections.Generic
open System.Runtime.CompilerServices

/// <summary>
/// One number for all axes that windows slide along, or one for each: <c>2</c> or <c>[2, 1]</c>. What is left out
/// stands for the default.
/// </summary>
[<Struct; CustomEquality; NoComparison; CollectionBuilder(typeof<PerAxisBuilder>, "Create")>]
type PerAxis internal (numbers: int[] | null) =
    member internal _.Numbers: int[] =
        match numbers with
        | null -> [||]
        | numbers -> numbers

    /// <summary>One number for all axes, or one for each.</summary>
    static member Of(numbers: seq<int>) = PerAxis(Seq.toArray numbers)

    /// <summary>One number for all axes.</summary>
    static member op_Implicit(number: int) : PerAxis = PerAxis [| number |]

    /// <summary>A number for each axis.</summary>
    static member op_Implicit(numbers: int[]) : PerAxis = PerAxis(Array.copy numbers)

    /// <summary>Whether the numbers are the same.</summary>
    override x.Equals(other: objnull) =
        match other with
        | :? PerAxis as other -> x.Numbers = other.Numbers
        | _ -> false

    /// <inheritdoc/>
    override x.GetHashCode() = hash x.Numbers

    /// <summary>The numbers as they stand in messages: <c>[2, 1]</c>.</summary>
    override x.ToString() = Shape.Format(ReadOnlySpan x.Numbers)

    interface IEnumerable<int> with
        member x.GetEnumerator() : IEnumerator<int> = (x.Numbers :> seq<int>).GetEnumerator()
        member x.GetEnumerator() : IEnumerator = x.Numbers.GetEnumerator()

/// <summary>Builds numbers from C# collection expressions: <c>stride: [2, 1]</c>.</summary>
and [<AbstractClass; Sealed>] PerAxisBuilder =
    /// <summary>A number for each axis.</summary>
    static member Create(numbers: ReadOnlySpan<int>) : PerAxis = PerAxis(numbers.ToArray())

/// <summary>
/// The zeros on both sides of each axis that a convolution adds to its input: as many as said, <c>1</c> or <c>[1,
/// 0]</c>; none (<c>Valid</c>, the default); or as many as keep the lengths (<c>Same</c>).
/// </summary>
[<Struct; CustomEquality; NoComparison; CollectionBuilder(typeof<PaddingBuilder>, "Create")>]
type Padding internal (zeros: PerAxis, isSame: bool) =
    member internal _.Zeros = zeros
    member internal _.IsSame = isSame

    /// <summary>
    /// As many zeros as keep the lengths, the odd one at the end. The stride must be 1.
    /// </summary>
    static member Same = Padding(PerAxis(), true)

    /// <summary>None at all.</summary>
    static member Valid = Padding(PerAxis(), false)

    /// <summary>As many zeros on both sides of all axes, or of each.</summary>
    static member Of(zeros: seq<int>) = Padding(PerAxis.Of zeros, false)

    /// <summary>As many zeros on both sides of all axes.</summary>
    static member op_Implicit(zeros: int) : Padding = Padding(PerAxis [| zeros |], false)

    /// <summary>As many zeros on both sides of each axis.</summary>
    static member op_Implicit(zeros: int[]) : Padding = Padding(PerAxis(Array.copy zeros), false)

    /// <summary>Whether the paddings are the same.</summary>
    override x.Equals(other: objnull) =
        match other with
        | :? Padding as other -> x.IsSame = other.IsSame && x.Zeros.Equals other.Zeros
        | _ -> false

    /// <inheritdoc/>
    override x.GetHashCode() = hash (x.IsSame, x.Zeros.Numbers)

    /// <summary>The padding as it stands in messages.</summary>
    override x.ToString() = if isSame then "same" else string zeros

    interface IEnumerable<int> with
        member x.GetEnumerator() : IEnumerator<int> = (x.Zeros :> seq<int>).GetEnumerator()
        member x.GetEnumerator() : IEnumerator = x.Zeros.Numbers.GetEnumerator()

/// <summary>Builds paddings from C# collection expressions: <c>padding: [1, 0]</c>.</summary>
and [<AbstractClass; Sealed>] PaddingBuilder =
    /// <summary>As many zeros on both sides of each axis.</summary>
    static member Create(zeros: ReadOnlySpan<int>) : Padding = Padding(PerAxis(zeros.ToArray()), false)

/// <summary>
/// How a convolution slides. Every list has one number for all axes or one for each; empty is the default.
/// </summary>
/// <example><c>Tensor.conv2dWith { Conv.defaults with Stride = [ 2 ]; Padding = Padding.Of [ 1 ] } weight bias x</c></example>
[<NoEquality; NoComparison>]
type Conv =
    {
        /// The distance between neighbouring windows: 1.
        Stride: seq<int>
        /// Zeros around the input: none.
        Padding: Padding
        /// The distance between neighbouring elements of a window: 1.
        Dilation: seq<int>
        /// Channels are convolved in so many groups, each apart from the others: 1.
        Groups: int
    }

/// <summary>
/// How a transposed convolution slides. Every list has one number for all axes or one for each; empty is the default.
/// </summary>
[<NoEquality; NoComparison>]
type ConvTranspose =
    {
        /// The distance between neighbouring windows of the result: 1.
        Stride: seq<int>
        /// What the convolution that it transposes adds around its input, and is missing around the result: 0.
        Padding: seq<int>
        /// What is added at the end of the result: 0. Several lengths are convolved to one; this says which it was.
        OutputPadding: seq<int>
        /// The distance between neighbouring elements of a window: 1.
        Dilation: seq<int>
        /// Channels are convolved in so many groups, each apart from the others: 1.
        Groups: int
    }

/// <summary>
/// How the largest elements are pooled. Every list has one number for all axes or one for each; empty is the default.
/// </summary>
[<NoEquality; NoComparison>]
type MaxPool =
    {
        /// The distance between neighbouring windows: their length.
        Stride: seq<int>
        /// How far the first and the last window may reach out: 0. At most half a window.
        Padding: seq<int>
        /// The distance between neighbouring elements of a window: 1.
        Dilation: seq<int>
        /// Whether a last window may reach out at the end, where elements are left over.
        CeilMode: bool
    }

/// <summary>
/// How means are pooled. Every list has one number for all axes or one for each; empty is the default.
/// </summary>
[<NoEquality; NoComparison>]
type AvgPool =
    {
        /// The distance between neighbouring windows: their length.
        Stride: seq<int>
        /// Zeros around the input: 0. At most half a window.
        Padding: seq<int>
        /// Whether a last window may reach out at the end, where elements are left over.
        CeilMode: bool
        /// Whether the zeros around the input count.
        CountIncludePad: bool
        /// What sums are divided by; 0, the default, is the number of elements.
        Divisor: int
    }

/// <summary>
/// How windows slide that become columns. Every list has one number for all axes or one for each; empty is the default.
/// </summary>
[<NoEquality; NoComparison>]
type Unfold =
    {
        /// The distance between neighbouring windows: 1.
        Stride: seq<int>
        /// Zeros around the input: 0.
        Padding: seq<int>
        /// The distance between neighbouring elements of a window: 1.
        Dilation: seq<int>
    }

/// <summary>Convolutions of the plain kind.</summary>
[<CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module Conv =
    /// Stride 1, no padding, dilation 1, one group.
    let defaults: Conv = { Stride = []; Padding = Padding.Valid; Dilation = []; Groups = 1 }

/// <summary>Transposed convolutions of the plain kind.</summary>
[<CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module ConvTranspose =
    /// Stride 1, no padding, dilation 1, one group.
    let defaults: ConvTranspose = { Stride = []; Padding = []; OutputPadding = []; Dilation = []; Groups = 1 }

/// <summary>Pooling of the plain kind.</summary>
[<CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module MaxPool =
    /// Windows side by side, no padding, dilation 1, nothing beyond the end.
    let defaults: MaxPool = { Stride = []; Padding = []; Dilation = []; CeilMode = false }

/// <summary>Pooling of the plain kind.</summary>
[<CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module AvgPool =
    /// Windows side by side, no padding, nothing beyond the end; zeros around the input would count.
    let defaults: AvgPool = { Stride = []; Padding = []; CeilMode = false; CountIncludePad = true; Divisor = 0 }

/// <summary>Windows of the plain kind.</summary>
[<CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module Unfold =
    /// Stride 1, no padding, dilation 1.
    let defaults: Unfold = { Stride = []; Padding = []; Dilation = [] }
