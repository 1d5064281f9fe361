namespace Functional.Laws

open System
open Functional

/// The numbers from a lowest to a highest one: where the values of an expression lie while every argument of its
/// program lies in `Interval.argument`.
[<Struct>]
type internal Interval = { Low: float; High: float }

module internal Interval =
    let between low high = { Low = low; High = high }

    /// Where the arguments of programs are expected.
    let argument = between -3.0 3.0

    /// What operands may be unless their operation says otherwise, so that nothing explodes.
    let ordinary = between -30.0 30.0

    /// What results may be: nothing leaves it, however operations are composed.
    let tame = between -1000.0 1000.0

    /// What is known of a derivative.
    let unbounded = between -infinity infinity

    let isInside outer inner = outer.Low <= inner.Low && inner.High <= outer.High
    let size range = max (abs range.Low) (abs range.High)
    let hull ranges = between (ranges |> Seq.map _.Low |> Seq.min) (ranges |> Seq.map _.High |> Seq.max)
    let withZero range = between (min range.Low 0.0) (max range.High 0.0)
    let scale (k: float) range = between (min (k * range.Low) (k * range.High)) (max (k * range.Low) (k * range.High))
    let add a b = between (a.Low + b.Low) (a.High + b.High)

    let multiply a b =
        let corners = [ a.Low * b.Low; a.Low * b.High; a.High * b.Low; a.High * b.High ]
        between (List.min corners) (List.max corners)

    /// Where an operand must stay for a region, well away from what bounds it: slopes grow there.
    let ofRegion region =
        match region with
        | Positive
        | NonZero -> between 0.5 30.0
        | Between(low, high) ->
            let margin = 0.05 * (high - low)
            between (low + margin) (high - margin)
        | Reals
        | Except _
        | BetweenJumps _
        | Distinct
        | Discrete
        | WellConditioned
        | PositiveDefinite
        | SeparatedSpectrum -> ordinary

    /// As many numbers on an interval as keep a grid of all intervals small.
    let private samples count range =
        let parts =
            match count with
            | 1 -> 20
            | 2 -> 5
            | _ -> 3

        // The ends, what lies evenly between them, and 0, where kinks and least values are.
        Array.init (parts + 2) (fun k ->
            if k > parts then
                Math.Clamp(0.0, range.Low, range.High)
            else
                range.Low + (range.High - range.Low) * float k / float parts)

    /// Where an elementwise function goes on intervals, from its values on a grid and a little more.
    let sampled (f: Tensor[] -> Tensor) (ranges: Interval[]) =
        let finite range = between (max range.Low -1e6) (min range.High 1e6)
        let axes = ranges |> Array.map (finite >> samples ranges.Length)

        let points =
            axes
            |> Array.mapi (fun i axis ->
                let shape = Array.create axes.Length 1
                shape[i] <- axis.Length
                Tensor.ofArray shape axis)

        let values = f points |> Tensor.toArray<float>
        let low, high = Array.min values, Array.max values
        let margin = 0.005 * (high - low)
        between (low - margin) (high + margin)
