/// Draws one panel into a document.
module internal Functional.Plots.Draw

open System

/// The pixels of a mark, nan where the axes cannot show it; a rule spans the plot.
let private pixels (layout: Layout) mark =
    match mark with
    | HorizontalRule(y, _) ->
        let y = (layout.Pixel(nan, y)).Y
        [| { X = layout.Plot.Left; Y = y }; { X = layout.Plot.Right; Y = y } |]
    | VerticalRule(x, _) ->
        let x = (layout.Pixel(x, nan)).X
        [| { X = x; Y = layout.Plot.Bottom }; { X = x; Y = layout.Plot.Top } |]
    | Line(xs, ys, _)
    | Scatter(xs, ys, _, _) -> Array.map2 (fun x y -> layout.Pixel(x, y)) xs ys

/// The visible pieces of a stroked mark; room at the sides keeps the ends of a clipped stroke out of sight.
let private pieces (layout: Layout) mark =
    pixels layout mark
    |> Geometry.runs
    |> Array.collect (Geometry.clip (layout.Plot.Inflate 20.0))
    |> Array.map Geometry.thin

/// The visible points of a scatter.
let private points (layout: Layout) mark =
    let near = layout.Plot.Inflate 20.0
    pixels layout mark |> Array.filter near.Contains

/// The same picture without the markers that opaque ones hide: those within the same half pixel.
let private unhidden (layer: Layer) points =
    if layer.Opacity < 1.0 then
        points
    else
        points |> Array.distinctBy (fun point -> struct (round (point.X * 2.0), round (point.Y * 2.0)))

let private layer (writer: SvgWriter) (layout: Layout) (layer: Layer) =
    match layer.Mark with
    | Scatter(_, _, marker, size) as mark ->
        writer.Group(
            "g",
            Marks.markers layer marker size,
            fun () -> points layout mark |> unhidden layer |> Array.iter (Marks.marker writer marker size)
        )
    | Line(_, _, stroke) as mark
    | (HorizontalRule(_, stroke) as mark)
    | (VerticalRule(_, stroke) as mark) ->
        let alone, lines = pieces layout mark |> Array.partition (fun piece -> piece.Length = 1)

        if lines.Length > 0 then
            let data = lines |> Array.map Svg.polyline |> String.concat ""
            writer.Leaf("path", ("d", data) :: Marks.stroke layer stroke)

        // A point between gaps has no line to it, yet it is there.
        if alone.Length > 0 then
            writer.Group(
                "g",
                Marks.fill layer,
                fun () -> alone |> Array.iter (fun piece -> Marks.disc writer (max 2.0 stroke.Width) piece[0])
            )

/// The pixels that data cover, for the legend to avoid.
let private covered (layout: Layout) (panel: Panel) =
    let visible (pixels: Pixel seq) = pixels |> Seq.filter layout.Plot.Contains |> Array.ofSeq

    [| for layer in panel.Layers do
           match layer.Mark with
           | Scatter _ as mark -> visible (points layout mark)
           | mark -> pieces layout mark |> Seq.collect (Geometry.sample 4.0) |> visible |]
    |> Array.concat

let private grid (writer: SvgWriter) (layout: Layout) =
    let plot = layout.Plot

    let lines color xs ys =
        writer.Group(
            "g",
            [ "stroke", color; "stroke-width", "1" ],
            fun () ->
                for x in xs do
                    writer.Line(layout.XOf x, plot.Top, layout.XOf x, plot.Bottom, [])

                for y in ys do
                    writer.Line(plot.Left, layout.YOf y, plot.Right, layout.YOf y, [])
        )

    let major (ticks: Ticks) = ticks.Major |> Array.map _.At

    if layout.XTicks.Minor.Length + layout.YTicks.Minor.Length > 0 then
        lines Theme.fineGrid layout.XTicks.Minor layout.YTicks.Minor

    lines Theme.grid (major layout.XTicks) (major layout.YTicks)

let private axes (writer: SvgWriter) (layout: Layout) =
    let plot = layout.Plot

    writer.Group(
        "g",
        [ "stroke", Theme.axis; "stroke-width", "1" ],
        fun () ->
            writer.Leaf(
                "path",
                [ "d", $"M{Svg.number plot.Left} {Svg.number plot.Top}V{Svg.number plot.Bottom}H{Svg.number plot.Right}"
                  "fill", "none" ]
            )

            for tick in layout.XTicks.Major do
                writer.Line(layout.XOf tick.At, plot.Bottom, layout.XOf tick.At, plot.Bottom + Layout.tickLength, [])

            for tick in layout.YTicks.Major do
                writer.Line(plot.Left - Layout.tickLength, layout.YOf tick.At, plot.Left, layout.YOf tick.At, [])
    )

let private tickLabels (writer: SvgWriter) (layout: Layout) =
    let plot, size = layout.Plot, layout.FontSize
    let below = plot.Bottom + Layout.tickLength + Layout.gap + 0.75 * size

    writer.Group(
        "g",
        [ "fill", Theme.paleInk; "text-anchor", "middle" ],
        fun () ->
            for tick in layout.XTicks.Major do
                writer.Text(layout.XOf tick.At, below, size, tick.Label, [])
    )

    writer.Group(
        "g",
        [ "fill", Theme.paleInk; "text-anchor", "end" ],
        fun () ->
            for tick in layout.YTicks.Major do
                let x = plot.Left - Layout.tickLength - Layout.gap
                writer.Text(x, layout.YOf tick.At + 0.35 * size, size, tick.Label, [])

            if layout.XTicks.Note <> Text.none then
                writer.Text(plot.Right, below + 1.4 * size, size, layout.XTicks.Note, [])
    )

    if layout.YTicks.Note <> Text.none then
        writer.Text(plot.Left, plot.Top - 0.6 * size, size, layout.YTicks.Note, [ "fill", Theme.paleInk ])

let private titles (writer: SvgWriter) (layout: Layout) =
    let plot, outer = layout.Plot, layout.Outer
    let middle = plot.Left + plot.Width / 2.0

    let lines x y size attributes (texts: string list) =
        texts
        |> List.iteri (fun index text ->
            writer.Text(
                x,
                y + float index * size * Text.lineHeight,
                size,
                Text.plain text,
                attributes @ [ "text-anchor", "middle" ]
            ))

    let titleSize, labelSize = layout.TitleSize, layout.LabelSize
    // A long title is centred on the panel where it would leave it on one side.
    let widest = layout.Title |> List.map (Text.width titleSize) |> List.fold max 0.0

    let fits =
        middle + widest / 2.0 <= outer.Right - layout.FontSize
        && middle - widest / 2.0 >= outer.Left + layout.FontSize

    let titleX = if fits then middle else outer.Left + outer.Width / 2.0

    lines titleX (outer.Top + layout.FontSize + titleSize * 0.85) titleSize [ "font-weight", "600" ] layout.Title

    let xLabelY = plot.Bottom + Layout.tickLength + Layout.gap + 1.4 * layout.FontSize + labelSize
    lines middle xLabelY labelSize [] layout.XLabel

    if not layout.YLabel.IsEmpty then
        let x, y = outer.Left + layout.FontSize * 0.8, plot.Top + plot.Height / 2.0

        writer.Group(
            "g",
            [ "transform", $"translate({Svg.number x} {Svg.number y}) rotate(-90)" ],
            fun () -> lines 0.0 (labelSize * 0.9) labelSize [] layout.YLabel
        )

/// Draws a panel into its place. Clips are named by their geometry, so equal names in one page mean equal clips.
let panel (writer: SvgWriter) (outer: Rect) (panel: Panel) =
    let layout = Layout.ofPanel outer panel
    let plot = layout.Plot
    let edges = [ plot.Left; plot.Top; plot.Width; plot.Height ] |> List.map Svg.number
    let clip = "plot-" + String.Join("-", edges)

    grid writer layout
    axes writer layout

    writer.Group(
        "clipPath",
        [ "id", clip ],
        fun () -> writer.Leaf("rect", List.zip [ "x"; "y"; "width"; "height" ] edges)
    )

    writer.Group(
        "g",
        [ "class", "data"; "clip-path", $"url(#{clip})" ],
        fun () -> panel.Layers |> List.iter (layer writer layout)
    )

    tickLabels writer layout
    titles writer layout
    Legend.draw writer layout panel (lazy covered layout panel)
