/// The legend: its entries, its place, its drawing.
module internal Functional.Plots.Legend

/// Lengths relative to the font size.
let private handle = 2.2
let private rowHeight = 1.5
let private inset = 0.6

type private Box = { Entries: Layer[]; Columns: int; ColumnWidth: float; Width: float; Height: float }

let private box (layout: Layout) (entries: Layer[]) =
    let size = layout.FontSize
    let widest = entries |> Array.map (fun entry -> Text.width size entry.Label) |> Array.max
    let column = (handle + 0.7) * size + widest
    let rowsThatFit = max 1 (int ((layout.Plot.Height - 2.0 * size) / (rowHeight * size)))
    let columns = (entries.Length + rowsThatFit - 1) / rowsThatFit
    let rows = (entries.Length + columns - 1) / columns

    { Entries = entries
      Columns = columns
      ColumnWidth = column
      Width = float columns * column + float (columns - 1) * size + 2.0 * inset * size
      Height = float rows * rowHeight * size + inset * size }

/// In order of preference among places that cover equally little.
let private places =
    [ LegendPosition.UpperRight
      LegendPosition.UpperLeft
      LegendPosition.LowerLeft
      LegendPosition.LowerRight
      LegendPosition.CenterRight
      LegendPosition.CenterLeft
      LegendPosition.UpperCenter
      LegendPosition.LowerCenter
      LegendPosition.Center ]

/// The rectangle of a box at a place, a little inside the plot.
let private at (layout: Layout) box place =
    let plot = layout.Plot
    let margin = 0.7 * layout.FontSize

    let left, centre, right =
        plot.Left + margin, plot.Left + (plot.Width - box.Width) / 2.0, plot.Right - margin - box.Width

    let top, middle, bottom =
        plot.Top + margin, plot.Top + (plot.Height - box.Height) / 2.0, plot.Bottom - margin - box.Height

    let x, y =
        match place with
        | LegendPosition.UpperLeft -> left, top
        | LegendPosition.LowerLeft -> left, bottom
        | LegendPosition.LowerRight -> right, bottom
        | LegendPosition.CenterRight -> right, middle
        | LegendPosition.CenterLeft -> left, middle
        | LegendPosition.UpperCenter -> centre, top
        | LegendPosition.LowerCenter -> centre, bottom
        | LegendPosition.Center -> centre, middle
        | _ -> right, top

    { Left = x; Top = y; Width = box.Width; Height = box.Height }

/// Where the legend goes, given the pixels that the data cover.
let private rectangle (layout: Layout) box position (data: Pixel[]) =
    match position with
    | LegendPosition.Best ->
        let covered (rect: Rect) =
            let rect = rect.Inflate 4.0
            data |> Seq.filter rect.Contains |> Seq.length

        places |> List.map (at layout box) |> List.minBy covered
    | place -> at layout box place

let private symbol (writer: SvgWriter) (layer: Layer) x y width =
    match layer.Mark with
    | Line(_, _, stroke)
    | HorizontalRule(_, stroke)
    | VerticalRule(_, stroke) -> writer.Line(x, y, x + width, y, Marks.stroke layer stroke)
    | Scatter(_, _, marker, size) ->
        writer.Group(
            "g",
            Marks.markers layer marker size,
            fun () -> Marks.marker writer marker size { X = x + width / 2.0; Y = y }
        )

/// Draws the legend of the labelled layers, if there are any. `data` are the pixels that it should leave visible.
let draw (writer: SvgWriter) (layout: Layout) (panel: Panel) (data: Lazy<Pixel[]>) =
    let entries = panel.Layers |> List.filter (fun layer -> layer.Label <> "") |> Array.ofList

    if entries.Length > 0 && panel.Legend <> LegendPosition.Hidden then
        let size = layout.FontSize
        let box = box layout entries
        let rect = rectangle layout box panel.Legend data.Value
        let rows = (entries.Length + box.Columns - 1) / box.Columns

        writer.Group(
            "g",
            [ "class", "legend" ],
            fun () ->
                writer.Leaf(
                    "rect",
                    [ "x", Svg.number rect.Left
                      "y", Svg.number rect.Top
                      "width", Svg.number rect.Width
                      "height", Svg.number rect.Height
                      "rx", "4"
                      "fill", Theme.background
                      "fill-opacity", "0.85"
                      "stroke", Theme.border ]
                )

                entries
                |> Array.iteri (fun index entry ->
                    let x = rect.Left + inset * size + float (index / rows) * (box.ColumnWidth + size)
                    let y = rect.Top + inset * size / 2.0 + (float (index % rows) + 0.5) * rowHeight * size
                    symbol writer entry x y (handle * size)

                    writer.Text(
                        x + (handle + 0.6) * size,
                        y + 0.35 * size,
                        size,
                        Text.plain entry.Label,
                        [ "fill", Theme.ink ]
                    ))
        )
