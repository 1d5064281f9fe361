namespace Functional.Plots

open System

/// An axis that maps values to the unit interval. On a logarithmic axis the bounds are exponents of ten.
type internal Scale =
    { Log: bool
      Low: float
      High: float }

    /// The place of a value, where 0 is the lower end and 1 the upper; nan for what the axis cannot show.
    member scale.Place(value: float) =
        let place = (Scale.Transform scale.Log value - scale.Low) / (scale.High - scale.Low)
        if Double.IsFinite place then place else nan

    /// The coordinate in which the axis is even.
    static member Transform log (value: float) =
        if not log then value
        elif value > 0.0 then log10 value
        else nan

module internal Scale =
    /// Beyond these no chart can be read, and differences would overflow or vanish.
    let private largest = 1e300

    /// The share of the span that stays free at each end.
    let private margin = 0.05

    let private around log centre =
        let half =
            if log then 0.5
            elif centre = 0.0 then 1.0
            else max (abs centre * 0.1) (1.0 / largest)

        { Log = log; Low = centre - half; High = centre + half }

    let private ofBounds log low high =
        let span = high - low

        // A span lost in the rounding of its ends is no span: constant data, give or take an ulp.
        if span <= 1e-12 * max (abs low) (abs high) || span < 10.0 / largest then
            around log (low + span / 2.0)
        else
            { Log = log; Low = low - margin * span; High = high + margin * span }

    /// The scale that shows all finite values, with a margin.
    let private ofValues axis log (values: float[]) =
        let clamped value =
            if log then Math.Clamp(value, 1.0 / largest, largest) else Math.Clamp(value, -largest, largest)

        let shown =
            values
            |> Array.filter (fun value -> Double.IsFinite value && (not log || value > 0.0))
            |> Array.map (clamped >> Scale.Transform log)

        if shown.Length > 0 then ofBounds log (Array.min shown) (Array.max shown)
        elif log && values.Length > 0 then raise (Errors.nothingPositive axis)
        else { Log = log; Low = 0.0; High = 1.0 }

    /// The scale that an axis named `axis` takes for these values.
    let resolve axis (options: AxisOptions) values =
        match options.Limits with
        | ValueSome(struct (low, high)) ->
            { Log = options.Log
              Low = Scale.Transform options.Log low
              High = Scale.Transform options.Log high }
        | ValueNone -> ofValues axis options.Log values
