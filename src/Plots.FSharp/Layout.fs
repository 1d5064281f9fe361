namespace Functional.Plots

open System

/// Font sizes and the fonts and greys that every chart shares.
module internal Theme =
    let fonts = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
    let background = "#ffffff"
    let border = "#d8dee4"
    let grid = "#e8ebee"
    let fineGrid = "#f3f5f7"
    let axis = "#8c959f"
    let ink = "#24292f"
    let paleInk = "#57606a"

    /// The sizes of titles and axis labels relative to that of tick labels.
    let titleRatio = 1.3
    let labelRatio = 1.08

    /// The size of tick labels for a panel: that of its place, within what is legible and what is elegant.
    let fontSize width height = 12.0 * Math.Clamp(min (width / 640.0) (height / 440.0), 0.8, 1.25)

/// Where everything of one panel stands.
type internal Layout =
    { Outer: Rect
      Plot: Rect
      FontSize: float
      XScale: Scale
      YScale: Scale
      XTicks: Ticks
      YTicks: Ticks
      Title: string list
      XLabel: string list
      YLabel: string list }

    member layout.TitleSize = layout.FontSize * Theme.titleRatio
    member layout.LabelSize = layout.FontSize * Theme.labelRatio

    /// The pixel of an even coordinate on the x axis.
    member layout.XOf(at: float) =
        layout.Plot.Left + (at - layout.XScale.Low) / (layout.XScale.High - layout.XScale.Low) * layout.Plot.Width

    /// The pixel of an even coordinate on the y axis.
    member layout.YOf(at: float) =
        layout.Plot.Bottom - (at - layout.YScale.Low) / (layout.YScale.High - layout.YScale.Low) * layout.Plot.Height

    /// The pixel of a data point; nan where an axis cannot show it.
    member layout.Pixel(x, y) =
        { X = layout.Plot.Left + layout.XScale.Place x * layout.Plot.Width
          Y = layout.Plot.Bottom - layout.YScale.Place y * layout.Plot.Height }

module internal Layout =
    /// The length of a tick mark, and the gap between it and its label.
    let tickLength = 4.0
    let gap = 5.0

    let private widest size (ticks: Ticks) =
        if ticks.Major.Length = 0 then
            0.0
        else
            ticks.Major |> Array.map (fun tick -> Text.labelWidth size tick.Label) |> Array.max

    /// As many ticks as fit with air between their labels.
    let private xTicks size (length: float) whole scale =
        let isAiry (ticks: Ticks) = float ticks.Major.Length * (widest size ticks + 1.4 * size) <= length

        let most = Math.Clamp(int (length / (6.5 * size)), 1, 12)

        seq { most .. -1 .. 1 }
        |> Seq.map (Ticks.ofScale scale whole)
        |> Seq.tryFind isAiry
        |> Option.defaultWith (fun () -> Ticks.ofScale scale whole 1)

    let private yTicks size (length: float) scale =
        Ticks.ofScale scale false (Math.Clamp(int (length / (3.4 * size)), 2, 10))

    /// Axes that count things get no ticks between the whole numbers.
    let private isWhole (values: float[]) =
        values |> Array.forall (fun x -> not (Double.IsFinite x) || Math.Floor x = x)

    /// The layout of a panel within its place in the figure.
    let ofPanel (outer: Rect) (panel: Panel) =
        let marks = panel.Layers |> List.map _.Mark |> Array.ofList
        let names = panel.X.Names
        let xs = Array.append (marks |> Array.collect _.Xs) (Array.init names.Length float)
        let xScale = Scale.resolve "X" panel.X xs
        let yScale = Scale.resolve "Y" panel.Y (marks |> Array.collect _.Ys)

        let size = Theme.fontSize outer.Width outer.Height
        let padding = size
        let titleSize, labelSize = size * Theme.titleRatio, size * Theme.labelRatio
        let height size lines = float (List.length lines) * size * Text.lineHeight
        // A block of text brings its distance with it.
        let block size gap lines = if List.isEmpty lines then 0.0 else height size lines + gap

        let title = Text.wrap titleSize (outer.Width - 2.0 * padding) panel.Title
        let yTicks = yTicks size (outer.Height * 0.78) yScale
        let yNote = if yTicks.Note = Text.none then 0.0 else size * 1.4
        let top = padding + block titleSize (0.6 * size) title + yNote

        let yLabel = Text.wrap labelSize (outer.Height - top - 3.0 * size) panel.Y.Label
        let left = padding + block labelSize (0.4 * size) yLabel + widest size yTicks + tickLength + gap

        let xTicks =
            if names.Length > 0 then
                Ticks.named xScale names
            else
                xTicks size (outer.Width - left - padding) (xs.Length > 0 && isWhole xs) xScale

        let xLabel = Text.wrap labelSize (outer.Width - left - padding) panel.X.Label
        let xNote = if xTicks.Note = Text.none then 0.0 else size * 1.4
        let bottom = padding * 0.8 + size * 1.2 + tickLength + gap + max xNote (block labelSize (0.3 * size) xLabel)

        // The last x label may stand half beyond the axis.
        let right = padding + min (widest size xTicks / 2.0) (2.0 * size)

        { Outer = outer
          Plot =
            { Left = outer.Left + left
              Top = outer.Top + top
              Width = max 1.0 (outer.Width - left - right)
              Height = max 1.0 (outer.Height - top - bottom) }
          FontSize = size
          XScale = xScale
          YScale = yScale
          XTicks = xTicks
          YTicks = yTicks
          Title = title
          XLabel = xLabel
          YLabel = yLabel }
