/// Graphs as SVG documents.
module internal Functional.Plots.GraphSvg

open System
open System.Text

/// The most boxes in a picture: more take browsers long to show and are too many to look at.
let most = 20_000

let private arrowhead = "functional-arrow"

let private fill (box: Box) =
    match box.Kind with
    | Argument -> "#e3f0f8"
    | Constant -> Theme.fineGrid
    | Result -> "#e2f3ec"
    | Operation when box.Bodies.IsEmpty -> Theme.background
    | Operation -> "#fdf6e8"

let private kind (box: Box) = (string box.Kind).ToLowerInvariant()

/// Upright at both ends of each piece, so that pieces join without a corner.
let private curve (points: Pixel[]) =
    let data = StringBuilder()
    let add (text: string) = data.Append text |> ignore
    add $"M{Svg.number points[0].X} {Svg.number points[0].Y}"

    for before, point in Array.pairwise points do
        if before.X = point.X then
            if before.Y <> point.Y then
                add $"V{Svg.number point.Y}"
        else
            let middle = Svg.number ((before.Y + point.Y) / 2.0)

            add
                $"C{Svg.number before.X} {middle} {Svg.number point.X} {middle} {Svg.number point.X} {Svg.number point.Y}"

    data.ToString()

let private frame (rect: Rect) attributes =
    [ "x", Svg.number rect.Left
      "y", Svg.number rect.Top
      "width", Svg.number rect.Width
      "height", Svg.number rect.Height ]
    @ attributes

let rec private draw (writer: SvgWriter) prefix (layout: GraphLayout) =
    let graph = layout.Graph
    let id index = $"{prefix}{index}"

    writer.Group(
        "g",
        [ "fill", "none"; "stroke", Theme.axis; "stroke-width", "1.2" ],
        fun () ->
            Array.iter2
                (fun arrow path ->
                    writer.Leaf(
                        "path",
                        [ "class", "arrow"
                          "data-from", id arrow.From
                          "data-to", id arrow.To
                          "d", curve path
                          "marker-end", $"url(#{arrowhead})" ]
                    ))
                graph.Arrows
                layout.Paths
    )

    graph.Boxes
    |> Array.iteri (fun index box -> drawBox writer (id index) box layout.Frames[index] layout.Bodies[index])

and private drawBox writer id box rect bodies =
    writer.Group(
        "g",
        [ "class", kind box; "data-node", id ],
        fun () ->
            let corner =
                match box.Kind with
                | Argument
                | Result -> "14"
                | _ -> "4"

            writer.Leaf("rect", frame rect [ "rx", corner; "fill", fill box; "stroke", Theme.axis ])
            let middle = rect.Left + rect.Width / 2.0
            let centred = [ "text-anchor", "middle" ]
            let top = rect.Top + GraphLayout.padding
            let size = GraphLayout.titleSize
            writer.Text(middle, top + size, size, Text.plain box.Title, centred)

            box.Notes
            |> List.iteri (fun line note ->
                let size = GraphLayout.noteSize
                let y = top + GraphLayout.lineOf GraphLayout.titleSize + float line * GraphLayout.lineOf size + size
                writer.Text(middle, y, size, Text.plain note, ("fill", Theme.paleInk) :: centred))

            bodies
            |> List.iteri (fun index body -> drawBody writer $"{id}_{index}_" (Graph.bodyTitle box index) rect body)
    )

and private drawBody writer prefix title outer (start: Pixel, layout) =
    let left, top = outer.Left + start.X, outer.Top + start.Y

    writer.Group(
        "g",
        [ "class", "body"; "transform", $"translate({Svg.number left} {Svg.number top})" ],
        fun () ->
            let rect = { Left = 0.0; Top = 0.0; Width = layout.Width; Height = layout.Height }
            writer.Leaf("rect", frame rect [ "rx", "4"; "fill", Theme.background; "stroke", Theme.border ])
            writer.Text(0.0, -4.0, GraphLayout.noteSize, Text.plain title, [ "fill", Theme.paleInk ])
            draw writer prefix layout
    )

/// The text of the document.
let write operation graph =
    let count = Graph.count graph

    if count > most then
        raise (Errors.tooManyBoxes operation most count)

    let layout = GraphLayout.ofGraph graph
    let width, height = Svg.number (ceil layout.Width), Svg.number (ceil layout.Height)
    let writer = SvgWriter()

    writer.Group(
        "svg",
        [ "xmlns", "http://www.w3.org/2000/svg"
          "width", width
          "height", height
          "viewBox", $"0 0 {width} {height}"
          "role", "img"
          "aria-label", "Program"
          "font-family", Theme.fonts
          "fill", Theme.ink ],
        fun () ->
            writer.Group(
                "defs",
                [],
                fun () ->
                    writer.Group(
                        "marker",
                        [ "id", arrowhead
                          "viewBox", "0 0 8 8"
                          "refX", "8"
                          "refY", "4"
                          "markerWidth", "6"
                          "markerHeight", "6"
                          "orient", "auto" ],
                        fun () -> writer.Leaf("path", [ "d", "M0 0L8 4L0 8z"; "fill", Theme.axis ])
                    )
            )

            writer.Leaf("rect", [ "width", width; "height", height; "rx", "6"; "fill", Theme.background ])
            draw writer "n" layout
    )

    writer.ToString()
