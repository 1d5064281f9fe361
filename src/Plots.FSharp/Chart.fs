namespace Functional.Plots

open System
open System.Runtime.InteropServices

/// <summary>
/// A line and scatter chart. A chart never changes: every method returns a new one, so a common start can be kept and
/// built upon. Points that are nan or infinite are gaps in lines and missing markers.
/// </summary>
/// <example>
/// In F#:
/// <code>
/// open Functional.Plots
///
/// Chart()
///     .Title("Losses over epochs")
///     .XLabel("Epoch")
///     .YLabel("Loss")
///     .Line([ 1.0; 0.5; 0.25; 0.125 ], label = "training", style = LineStyle.Dotted, color = "darkviolet")
///     .HLine(0.1, label = "goal")
///     .Save("plots/loss.svg")
/// </code>
/// In C#:
/// <code>
/// using Functional.Plots;
///
/// new Chart()
///     .Title("Losses over epochs")
///     .Line([1.0, 0.5, 0.25, 0.125], label: "training", style: LineStyle.Dotted, color: "darkviolet")
///     .HLine(0.1, label: "goal")
///     .Save("plots/loss.svg");
/// </code>
/// </example>
[<Sealed>]
type Chart internal (panel: Panel) =

    let add operation mark (label: string | null) (color: string | null) opacity fallback cycled =
        if not (opacity >= 0.0 && opacity <= 1.0) then
            raise (Errors.notOpacity operation opacity)

        let named =
            match color with
            | null
            | "" -> fallback
            | name -> Color.parse operation name

        let layer =
            { Mark = mark
              Label = Option.ofObj label |> Option.defaultValue ""
              Color = named
              Opacity = opacity }

        Chart
            { panel with
                Layers = panel.Layers @ [ layer ]
                Cycled = panel.Cycled + (if cycled && String.IsNullOrEmpty color then 1 else 0) }

    let series operation mark (label: string | null) (color: string | null) opacity =
        add operation mark label color opacity (Color.ofCycle panel.Cycled) true

    let rule operation mark (label: string | null) (color: string | null) opacity =
        add operation mark label color opacity Color.reference false

    /// An axis whose limits and scale fit each other.
    let consistent axis (options: AxisOptions) =
        if options.Log && options.Names.Length > 0 then
            raise (Errors.namesOnLogScale axis)

        match options.Limits with
        | ValueSome(struct (low, _)) when options.Log && low <= 0.0 -> raise (Errors.limitsOnLogScale axis low)
        | _ -> options

    /// <summary>A chart without series: empty axes from 0 to 1.</summary>
    new() = Chart Panel.empty

    member internal _.Panel = panel

    /// <summary>The chart with a title above it. Long titles are broken into lines.</summary>
    /// <param name="title">The title, or "" for none.</param>
    member _.Title(title: string) = Chart { panel with Title = Arguments.text "Chart.Title" "title" title }

    /// <summary>The chart with a label under its x axis.</summary>
    /// <param name="label">The label, or "" for none.</param>
    member _.XLabel(label: string) =
        Chart { panel with X = { panel.X with Label = Arguments.text "Chart.XLabel" "label" label } }

    /// <summary>The chart with a label beside its y axis.</summary>
    /// <param name="label">The label, or "" for none.</param>
    member _.YLabel(label: string) =
        Chart { panel with Y = { panel.Y with Label = Arguments.text "Chart.YLabel" "label" label } }

    /// <summary>The chart with an x axis from <paramref name="low"/> to <paramref name="high"/>, whatever the data.</summary>
    member _.XLim(low: float, high: float) =
        Chart { panel with X = consistent "X" { panel.X with Limits = Arguments.limits "Chart.XLim" low high } }

    /// <summary>The chart with a y axis from <paramref name="low"/> to <paramref name="high"/>, whatever the data.</summary>
    member _.YLim(low: float, high: float) =
        Chart { panel with Y = consistent "Y" { panel.Y with Limits = Arguments.limits "Chart.YLim" low high } }

    /// <summary>The chart with a logarithmic x axis. Points with an x of 0 or less are gaps.</summary>
    member _.LogX() = Chart { panel with X = consistent "X" { panel.X with Log = true } }

    /// <summary>The chart with a logarithmic y axis, as for losses. Points with a y of 0 or less are gaps.</summary>
    member _.LogY() = Chart { panel with Y = consistent "Y" { panel.Y with Log = true } }

    /// <summary>The chart with names on its x axis, at 0, 1, 2, …, instead of numbers.</summary>
    /// <param name="names">The names from left to right; an empty sequence for numbers.</param>
    /// <example><code>Chart().XNames([ "eager"; "compiled" ]).Scatter([ 0.0; 1.0 ], [ 4.4; 0.6 ])</code></example>
    member _.XNames(names: string seq) =
        Chart { panel with X = consistent "X" { panel.X with Names = Arguments.names "Chart.XNames" names } }

    /// <summary>The chart with its legend at a place. A legend appears as soon as a series has a label.</summary>
    member _.Legend(position: LegendPosition) = Chart { panel with Legend = Arguments.option "Chart.Legend" position }

    /// <summary>The chart with a size in pixels; 640 x 440 unless set.</summary>
    member _.Size(width: int, height: int) = Chart { panel with Width = width; Height = height }

    /// <summary>The chart with a line through the points (0, y0), (1, y1), …</summary>
    /// <param name="y">The values; nan and infinities are gaps.</param>
    /// <param name="label">The name in the legend, if any.</param>
    /// <param name="color">A CSS name, one of matplotlib's letters, "C0" to "C9" or hexadecimal digits; the next of the palette unless given.</param>
    /// <param name="style">Solid, dashed, dotted or both in turn.</param>
    /// <param name="width">The width of the stroke in pixels.</param>
    /// <param name="opacity">From 0 (invisible) to 1 (solid).</param>
    member _.Line
        (
            y: float seq,
            [<Optional; DefaultParameterValue(null: string | null)>] label: string | null,
            [<Optional; DefaultParameterValue(null: string | null)>] color: string | null,
            [<Optional; DefaultParameterValue(LineStyle.Solid)>] style: LineStyle,
            [<Optional; DefaultParameterValue(2.0)>] width: float,
            [<Optional; DefaultParameterValue(1.0)>] opacity: float
        ) =
        let ys = Arguments.data "Chart.Line" "y" y
        let xs = Array.init ys.Length float
        series "Chart.Line" (Line(xs, ys, Arguments.stroke "Chart.Line" style width)) label color opacity

    /// <summary>The chart with a line through the points (x, y), in their order.</summary>
    /// <param name="x">The x values.</param>
    /// <param name="y">As many y values; nan and infinities are gaps.</param>
    /// <param name="label">The name in the legend, if any.</param>
    /// <param name="color">A CSS name, one of matplotlib's letters, "C0" to "C9" or hexadecimal digits; the next of the palette unless given.</param>
    /// <param name="style">Solid, dashed, dotted or both in turn.</param>
    /// <param name="width">The width of the stroke in pixels.</param>
    /// <param name="opacity">From 0 (invisible) to 1 (solid).</param>
    member _.Line
        (
            x: float seq,
            y: float seq,
            [<Optional; DefaultParameterValue(null: string | null)>] label: string | null,
            [<Optional; DefaultParameterValue(null: string | null)>] color: string | null,
            [<Optional; DefaultParameterValue(LineStyle.Solid)>] style: LineStyle,
            [<Optional; DefaultParameterValue(2.0)>] width: float,
            [<Optional; DefaultParameterValue(1.0)>] opacity: float
        ) =
        let struct (xs, ys) = Arguments.points "Chart.Line" x y
        series "Chart.Line" (Line(xs, ys, Arguments.stroke "Chart.Line" style width)) label color opacity

    /// <summary>The chart with a marker at each point (x, y).</summary>
    /// <param name="x">The x values.</param>
    /// <param name="y">As many y values; points that are not finite are left out.</param>
    /// <param name="label">The name in the legend, if any.</param>
    /// <param name="color">A CSS name, one of matplotlib's letters, "C0" to "C9" or hexadecimal digits; the next of the palette unless given.</param>
    /// <param name="marker">The shape at each point.</param>
    /// <param name="size">The width of a marker in pixels.</param>
    /// <param name="opacity">From 0 (invisible) to 1 (solid).</param>
    member _.Scatter
        (
            x: float seq,
            y: float seq,
            [<Optional; DefaultParameterValue(null: string | null)>] label: string | null,
            [<Optional; DefaultParameterValue(null: string | null)>] color: string | null,
            [<Optional; DefaultParameterValue(Marker.Circle)>] marker: Marker,
            [<Optional; DefaultParameterValue(8.0)>] size: float,
            [<Optional; DefaultParameterValue(1.0)>] opacity: float
        ) =
        let struct (xs, ys) = Arguments.points "Chart.Scatter" x y

        if not (Double.IsFinite size && size > 0.0) then
            raise (Errors.notPositive "Chart.Scatter" "size" size)

        series "Chart.Scatter" (Scatter(xs, ys, Arguments.option "Chart.Scatter" marker, size)) label color opacity

    /// <summary>The chart with a horizontal reference line across it, such as a goal or a true value.</summary>
    /// <param name="y">The height of the line; the y axis shows it unless its limits are set.</param>
    /// <param name="label">The name in the legend, if any.</param>
    /// <param name="color">A CSS name, one of matplotlib's letters, "C0" to "C9" or hexadecimal digits; grey unless given.</param>
    /// <param name="style">Solid, dashed, dotted or both in turn.</param>
    /// <param name="width">The width of the stroke in pixels.</param>
    /// <param name="opacity">From 0 (invisible) to 1 (solid).</param>
    member _.HLine
        (
            y: float,
            [<Optional; DefaultParameterValue(null: string | null)>] label: string | null,
            [<Optional; DefaultParameterValue(null: string | null)>] color: string | null,
            [<Optional; DefaultParameterValue(LineStyle.Solid)>] style: LineStyle,
            [<Optional; DefaultParameterValue(1.5)>] width: float,
            [<Optional; DefaultParameterValue(1.0)>] opacity: float
        ) =
        if not (Double.IsFinite y) then
            raise (Errors.notFinite "Chart.HLine" "y" y)

        rule "Chart.HLine" (HorizontalRule(y, Arguments.stroke "Chart.HLine" style width)) label color opacity

    /// <summary>The chart with a vertical reference line across it, such as the epoch of the best model.</summary>
    /// <param name="x">The place of the line; the x axis shows it unless its limits are set.</param>
    /// <param name="label">The name in the legend, if any.</param>
    /// <param name="color">A CSS name, one of matplotlib's letters, "C0" to "C9" or hexadecimal digits; grey unless given.</param>
    /// <param name="style">Solid, dashed, dotted or both in turn.</param>
    /// <param name="width">The width of the stroke in pixels.</param>
    /// <param name="opacity">From 0 (invisible) to 1 (solid).</param>
    member _.VLine
        (
            x: float,
            [<Optional; DefaultParameterValue(null: string | null)>] label: string | null,
            [<Optional; DefaultParameterValue(null: string | null)>] color: string | null,
            [<Optional; DefaultParameterValue(LineStyle.Solid)>] style: LineStyle,
            [<Optional; DefaultParameterValue(1.5)>] width: float,
            [<Optional; DefaultParameterValue(1.0)>] opacity: float
        ) =
        if not (Double.IsFinite x) then
            raise (Errors.notFinite "Chart.VLine" "x" x)

        rule "Chart.VLine" (VerticalRule(x, Arguments.stroke "Chart.VLine" style width)) label color opacity

    /// <summary>The chart as the text of an SVG document; equal charts give equal texts.</summary>
    member _.ToSvg() : string = Document.write "Chart.ToSvg" "" 1 panel.Width panel.Height [ panel ]

    /// <summary>Writes the chart to an SVG file. Its folder is created if need be.</summary>
    /// <param name="path">The file, whose name ends in .svg.</param>
    member chart.Save(path: string) : unit = Document.save "Chart.Save" path chart.ToSvg
