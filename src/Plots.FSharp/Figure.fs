namespace Functional.Plots

open System

/// The panels of the charts of a figure.
module internal Panels =
    let ofCharts (charts: Chart seq) =
        if isNull (box charts) then
            raise (Errors.missing "Figure" "charts" "pass the charts to place in the grid")

        let panels =
            [ for chart in charts do
                  if isNull (box chart) then
                      raise (Errors.missing "Figure" "each chart" "leave out the one that is not there")

                  chart.Panel ]

        if panels.IsEmpty then
            raise (Errors.noPanels ())

        panels

/// <summary>
/// Several charts in a grid, row by row. A figure never changes: every method returns a new one.
/// </summary>
/// <example>
/// In F#:
/// <code>
/// open Functional.Plots
///
/// let weights = Chart().Title("w").Line([ 0.9; 0.5; 0.3 ]).HLine(0.3, label = "true")
/// let biases = Chart().Title("b").Line([ 0.1; 0.4; 0.5 ]).HLine(0.5, label = "true")
/// Figure(weights, biases).Size(1400, 600).Save("plots/parameters.svg")
/// </code>
/// In C#:
/// <code>
/// using Functional.Plots;
///
/// var weights = new Chart().Title("w").Line([0.9, 0.5, 0.3]).HLine(0.3, label: "true");
/// var biases = new Chart().Title("b").Line([0.1, 0.4, 0.5]).HLine(0.5, label: "true");
/// new Figure(weights, biases).Size(1400, 600).Save("plots/parameters.svg");
/// </code>
/// </example>
[<Sealed>]
type Figure private (panels: Panel list, title: string, columns: int, size: struct (int * int) voption) =

    /// The size that gives every chart at least the size it asks for.
    let natural () =
        let widest = panels |> List.map _.Width |> List.max
        let highest = panels |> List.map _.Height |> List.max
        struct (columns * widest, (panels.Length + columns - 1) / columns * highest)

    private new(panels: Panel list) = Figure(panels, "", panels.Length, ValueNone)

    /// <summary>A figure of charts side by side; <see cref="M:Functional.Plots.Figure.Columns(System.Int32)"/> breaks them into rows.</summary>
    new(charts: Chart seq) = Figure(Panels.ofCharts charts)

    /// <summary>A figure of charts side by side; <see cref="M:Functional.Plots.Figure.Columns(System.Int32)"/> breaks them into rows.</summary>
    new([<ParamArray>] charts: Chart[]) = Figure(Panels.ofCharts charts)

    /// <summary>The figure with so many charts in a row.</summary>
    member _.Columns(count: int) =
        if count < 1 then
            raise (Errors.noColumns count)

        Figure(panels, title, min count panels.Length, size)

    /// <summary>The figure with a title above all its charts.</summary>
    /// <param name="title">The title, or "" for none.</param>
    member _.Title(title: string) = Figure(panels, Arguments.text "Figure.Title" "title" title, columns, size)

    /// <summary>The figure with a size in pixels, shared evenly by its charts; unless set, each has the room it asks for.</summary>
    member _.Size(width: int, height: int) = Figure(panels, title, columns, ValueSome(struct (width, height)))

    /// <summary>The figure as the text of an SVG document; equal figures give equal texts.</summary>
    member _.ToSvg() : string =
        let struct (width, height) = size |> ValueOption.defaultWith natural
        Document.write "Figure.ToSvg" title columns width height panels

    /// <summary>Writes the figure to an SVG file. Its folder is created if need be.</summary>
    /// <param name="path">The file, whose name ends in .svg.</param>
    member figure.Save(path: string) : unit = Document.save "Figure.Save" path figure.ToSvg
