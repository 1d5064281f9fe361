namespace Functional

open Functional.Kernels

/// What a linear map does, over tensors of type 'T. The vocabulary is closed, so that `transpose` is one total function.
/// Elementwise forms broadcast: between a domain and a broader codomain they expand, towards a narrower one they sum,
/// so no rule ever mentions broadcasting.
[<NoEquality; NoComparison>]
type Form<'T> =
    /// x -> 0
    | Zero
    /// x -> x, expanded, summed or cast to fit the codomain
    | Identity
    /// x -> -x
    | Negate
    /// x -> k x, for a host number
    | ScaleBy of factor: float
    /// x -> c x, elementwise
    | Scale of 'T
    /// x -> x where the condition equals `on`, else 0
    | Mask of condition: 'T * on: bool
    /// Elements in other places: permute, reshape, slice, embed
    | Move of Movement
    /// Sums axes away
    | Sum of axes: int[]
    /// Repeats along new axes: the transpose of Sum
    | Spread of axes: int[]
    /// Elements by index along an axis
    | Take of axis: int * index: 'T
    /// Adds elements into zeros by index along an axis: the transpose of Take
    | Put of axis: int * index: 'T
    /// x -> a x (or a^T x), a matrix product
    | LeftProduct of 'T * transposed: bool
    /// x -> x b (or x b^T), a matrix product
    | RightProduct of 'T * transposed: bool
    /// x -> t⁻¹ x (or t⁻ᵀ x), for the triangular matrices that are a part of t
    | DivideTriangle of 'T * Triangle * transposed: bool
    /// x -> a⁻¹ x (or a⁻ᵀ x), by the factors of a, which themselves carry no derivative
    | Divide of matrix: 'T * factors: 'T * transposed: bool
    /// x -> x in a part of matrices, else 0
    | Within of Triangle
    /// Running sums along an axis
    | Cumulate of axis: int * reverse: bool
    /// Overlapping windows of the last axes
    | Windowed of Windows
    /// Adds overlapping windows into zeros: the transpose of Windowed
    | Overlapped of OverlapAdd
    /// First one form, into the space between, then another
    | Compose of first: Form<'T> * between: Space * second: Form<'T>
    /// x -> x, from one device to another
    | Transfer of source: Device * target: Device
    /// The sum of two forms
    | Plus of Form<'T> * Form<'T>
    /// A map that is made of others, and the tensors that it holds; its transpose is an operation of its own
    | Known of parts: (unit -> Form<'T>) * held: 'T[] * transpose: ('T -> 'T) * transposed: bool
    /// A map that somebody else wrote, with its transpose
    | Open of apply: ('T -> 'T) * transpose: ('T -> 'T)

/// A linear map between two spaces of tensors. Source: Elliott, "The Simple Essence of Automatic Differentiation" (2018).
[<Struct; NoEquality; NoComparison>]
type Linear<'T> = { Form: Form<'T>; Domain: Space; Codomain: Space }

[<CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module Linear =
    let rec private transposeForm (domain: Space) form =
        match form with
        | Zero
        | Identity
        | Negate
        | ScaleBy _
        | Scale _
        | Mask _
        | Within _ -> form
        | Move movement -> Move(movement.Adjoint domain.Shape)
        | Sum axes -> Spread axes
        | Spread axes -> Sum axes
        | Take(axis, index) -> Put(axis, index)
        | Put(axis, index) -> Take(axis, index)
        | LeftProduct(a, transposed) -> LeftProduct(a, not transposed)
        | RightProduct(b, transposed) -> RightProduct(b, not transposed)
        | DivideTriangle(t, triangle, transposed) -> DivideTriangle(t, triangle, not transposed)
        | Divide(a, factors, transposed) -> Divide(a, factors, not transposed)
        | Cumulate(axis, reverse) -> Cumulate(axis, not reverse)
        | Windowed windows ->
            Overlapped(
                OverlapAdd(windows, domain.Shape.Lengths.Slice(domain.Shape.Rank - windows.Lengths.Length).ToArray())
            )
        | Overlapped overlap -> Windowed overlap.Windows
        | Compose(first, between, second) -> Compose(transposeForm between second, between, transposeForm domain first)
        | Transfer(source, target) -> Transfer(target, source)
        | Plus(f, g) -> Plus(transposeForm domain f, transposeForm domain g)
        | Known(parts, held, pull, transposed) ->
            Known((fun () -> transposeForm domain (parts ())), held, pull, not transposed)
        | Open(apply, transpose) -> Open(transpose, apply)

    /// The map A^T with <A x, y> = <x, A^T y>. Its own inverse.
    let transpose linear =
        { Form = transposeForm linear.Domain linear.Form
          Domain = linear.Codomain
          Codomain = linear.Domain }

    /// What a form takes away, where it begins or ends with a change of sign.
    let negated form =
        match form with
        | Negate -> ValueSome Identity
        | Compose(Negate, between, g) -> ValueSome(Compose(Identity, between, g))
        | Compose(f, between, Negate) -> ValueSome(Compose(f, between, Identity))
        | _ -> ValueNone

    /// The tensors that a form holds, which a finished backward pass lets go of.
    let rec holds (isHeld: 'T -> bool) form =
        match form with
        | Zero
        | Identity
        | Negate
        | ScaleBy _
        | Move _
        | Sum _
        | Spread _
        | Cumulate _
        | Within _
        | Windowed _
        | Overlapped _
        | Transfer _ -> false
        | Scale tensor
        | Mask(tensor, _)
        | Take(_, tensor)
        | Put(_, tensor)
        | LeftProduct(tensor, _)
        | RightProduct(tensor, _)
        | DivideTriangle(tensor, _, _)
        | Divide(tensor, _, _) -> isHeld tensor
        | Compose(f, _, g)
        | Plus(f, g) -> holds isHeld f || holds isHeld g
        | Known(_, held, _, _) -> Array.exists isHeld held
        | Open _ -> true
