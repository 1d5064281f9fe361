namespace Functional.Laws

open System
open Functional
open Functional.Kernels

/// How far two sides of a law may lie apart.
type Tolerance =
    /// Not at all: the same bits (any nan equals any other).
    | Exact
    /// So much of their size: |left - right| <= fraction (1 + scale).
    | Relative of fraction: float

/// Two things that a law says are equal, element by element.
[<NoEquality; NoComparison>]
type Finding =
    {
        Left: string
        Right: string
        Lefts: float[]
        Rights: float[]
        /// The size of the numbers that the sides were made from, where it is more than their own.
        Scale: float
    }

/// <summary>
/// A statement about derivatives that can be tried on a function at a point: its name, its formula, where it comes from,
/// how exactly it must hold, and what to compare.
/// </summary>
[<NoEquality; NoComparison>]
type GradientLaw =
    {
        Name: string
        Statement: string
        Source: string
        Tolerance: Tolerance
        /// Why the law has nothing to say about a subject, if so.
        Excludes: Subject -> string option
        /// The two sides, at a point.
        Test: Trial -> Finding list
    }

    /// The law as one reads it.
    override law.ToString() = $"{law.Name}: {law.Statement}"

/// What laws are written with.
module Comparing =
    /// The elements of a tensor as doubles, row-major.
    let elements (x: Tensor) : float[] =
        let array = (Values.numbers (Apply.toDType DType.Float64 (Values.numbers x))).Array
        let data: float[] = Array.zeroCreate array.Shape.Size
        array.Backend.Read<float>(array, Span data)
        data

    /// The elements of all tensors, one after the other.
    let all (xs: Tensor[]) : float[] = if xs.Length = 1 then elements xs[0] else Array.collect elements xs

    /// The largest magnitude; nan counts as none.
    let largest (xs: float[]) : float =
        let mutable largest = 0.0

        for x in xs do
            let magnitude = abs x

            if magnitude > largest then
                largest <- magnitude

        largest

    /// Two lists of numbers that should be equal.
    let numbers (left: string) (lefts: float[]) (right: string) (rights: float[]) : Finding =
        { Left = left; Right = right; Lefts = lefts; Rights = rights; Scale = 0.0 }

    /// Two lists of tensors that should have equal elements.
    let tensors (left: string) (lefts: Tensor[]) (right: string) (rights: Tensor[]) : Finding =
        numbers left (all lefts) right (all rights)

    /// Two inner products that should be equal: rounding is that of the largest terms.
    let products left (xs: Tensor[]) (ys: Tensor[]) right (us: Tensor[]) (vs: Tensor[]) : Finding =
        let terms xs ys = Array.map2 (*) (all xs) (all ys)
        let lefts, rights = terms xs ys, terms us vs

        { numbers left [| Array.sum lefts |] right [| Array.sum rights |] with
            Scale = Array.sumBy abs lefts + Array.sumBy abs rights }

    /// Something that must be so.
    let truth (what: string) (holds: bool) : Finding = numbers what [| (if holds then 1.0 else 0.0) |] "true" [| 1.0 |]

    /// Texts that must be equal.
    let texts (what: string) (expected: string) (actual: string) : Finding =
        truth (if expected = actual then what else $"{what}: expected {expected}, got {actual}") (expected = actual)

    /// The result of all results: a number, each weighted. Makes a scalar function of any.
    let weighted (weights: Tensor[]) (ys: Tensor[]) : Tensor =
        Array.map2 (fun (w: Tensor) (y: Tensor) -> Tensor.sum (w * y)) weights ys |> Array.reduce (+)

    /// x + h v, argument by argument.
    let step (xs: Tensor[]) (h: float) (vs: Tensor[]) : Tensor[] =
        Array.map2 (fun (x: Tensor) (v: Tensor) -> x + h * v) xs vs

[<CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module GradientLaw =
    /// A law about every function.
    let make name statement source tolerance test : GradientLaw =
        { Name = name
          Statement = statement
          Source = source
          Tolerance = tolerance
          Excludes = fun _ -> None
          Test = test }

    /// A law about functions of which something is known.
    let claimed
        name
        statement
        source
        tolerance
        (claim: string)
        (pick: Claim -> 'a option)
        (test: 'a -> Trial -> Finding list)
        =
        let find (subject: Subject) = List.tryPick pick subject.Claims

        { make name statement source tolerance (fun trial ->
              match find trial.Subject with
              | Some known -> test known trial
              | None -> trial.NotApplicable $"{trial.Subject.Name} does not claim to be {claim}") with
            Excludes =
                fun subject ->
                    match find subject with
                    | Some _ -> None
                    | None -> Some $"{subject.Name} does not claim to be {claim}" }

    /// The same law, held to another tolerance; laws about bits stay exact.
    let within (fraction: float) (law: GradientLaw) : GradientLaw =
        if not (fraction > 0.0) then
            raise (Errors.tolerance fraction)

        match law.Tolerance with
        | Exact -> law
        | Relative _ -> { law with Tolerance = Relative fraction }

    /// The largest error of a finding, and what is allowed.
    let internal measure (tolerance: Tolerance) (finding: Finding) : struct (float * float) =
        let lefts, rights = finding.Lefts, finding.Rights

        if lefts.Length <> rights.Length then
            struct (infinity, 0.0)
        else
            let allowed =
                match tolerance with
                | Exact -> 0.0
                | Relative fraction ->
                    let own =
                        max (Comparing.largest lefts) (Comparing.largest rights)
                        |> fun size -> if Double.IsInfinity size then 0.0 else size

                    fraction * (1.0 + max own finding.Scale)

            let mutable worst = 0.0

            for i in 0 .. lefts.Length - 1 do
                let left, right = lefts[i], rights[i]

                let error =
                    if left = right then
                        // 0 and -0 are different bits, and only bits.
                        if tolerance = Exact && Double.IsNegative left <> Double.IsNegative right then infinity else 0.0
                    elif Double.IsNaN left && Double.IsNaN right then
                        0.0
                    elif Double.IsNaN left || Double.IsNaN right then
                        infinity
                    else
                        abs (left - right)

                if error > worst then
                    worst <- error

            struct (worst, allowed)
