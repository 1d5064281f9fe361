namespace Functional.Plots

// What a chart shows, as plain immutable data: the public chart builds it and the drawing reads it.

/// How a line is drawn.
type internal Stroke = { Style: LineStyle; Width: float }

/// One thing drawn between the axes. The two arrays of a line or scatter are x and y, of equal length.
type internal Mark =
    | Line of float[] * float[] * Stroke
    | Scatter of float[] * float[] * Marker * size: float
    | HorizontalRule of float * Stroke
    | VerticalRule of float * Stroke

    /// The x values that the axis should show.
    member mark.Xs =
        match mark with
        | Line(xs, _, _)
        | Scatter(xs, _, _, _) -> xs
        | VerticalRule(x, _) -> [| x |]
        | HorizontalRule _ -> [||]

    /// The y values that the axis should show.
    member mark.Ys =
        match mark with
        | Line(_, ys, _)
        | Scatter(_, ys, _, _) -> ys
        | HorizontalRule(y, _) -> [| y |]
        | VerticalRule _ -> [||]

/// A mark with its looks. An empty label keeps it out of the legend.
type internal Layer = { Mark: Mark; Label: string; Color: string; Opacity: float }

/// An axis as it was asked for, before data decide what is still open.
type internal AxisOptions =
    {
        Label: string
        Limits: struct (float * float) voption
        Log: bool
        /// What stands at 0, 1, 2, … instead of numbers; empty for numbers.
        Names: string[]
    }

/// One chart.
type internal Panel =
    {
        Title: string
        X: AxisOptions
        Y: AxisOptions
        Layers: Layer list
        /// How many layers took their colour from the cycle.
        Cycled: int
        Legend: LegendPosition
        Width: int
        Height: int
    }

module internal Panel =
    let private axis = { Label = ""; Limits = ValueNone; Log = false; Names = [||] }

    let empty =
        { Title = ""
          X = axis
          Y = axis
          Layers = []
          Cycled = 0
          Legend = LegendPosition.Best
          Width = 640
          Height = 440 }
