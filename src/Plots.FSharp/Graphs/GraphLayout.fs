namespace Functional.Plots

open System

/// A graph with a place for all that is drawn of it.
type internal GraphLayout =
    {
        Graph: Graph
        Width: float
        Height: float
        Frames: Rect[]
        /// The layouts of the bodies of each box, and where in the box they begin.
        Bodies: (Pixel * GraphLayout) list[]
        /// The path of each arrow: its first point, then the ends of pieces that leave and arrive upright.
        Paths: Pixel[][]
    }

module internal GraphLayout =
    let titleSize = 12.0
    let noteSize = 10.0
    let padding = 8.0

    /// The room of a line of text.
    let lineOf size = size * Text.lineHeight

    /// The room of the texts of a box.
    let textHeight (box: Box) = lineOf titleSize + float box.Notes.Length * lineOf noteSize

    let private layerGap = 36.0
    let private margin = 16.0

    /// The layout of a graph and of the bodies in its boxes.
    let rec ofGraph (graph: Graph) : GraphLayout =
        let bodies = graph.Boxes |> Array.map (fun box -> box.Bodies |> List.map ofGraph)

        let sizes =
            Array.map2
                (fun (box: Box) (inner: GraphLayout list) ->
                    let notes = box.Notes |> List.map (Text.width noteSize)
                    let text = List.max (Text.width titleSize box.Title :: notes)

                    let within =
                        inner
                        |> List.sumBy (fun body -> body.Width + padding)
                        |> (fun width -> max 0.0 (width - padding))

                    let below =
                        if inner.IsEmpty then
                            0.0
                        else
                            padding + lineOf noteSize + (inner |> List.map _.Height |> List.max)

                    struct (max text within + 2.0 * padding, textHeight box + below + 2.0 * padding))
                graph.Boxes
                bodies

        let layered = Layers.ofGraph graph
        let rows = Layers.order layered

        let width vertex =
            if vertex < sizes.Length then
                let struct (width, _) = sizes[vertex]
                width
            else
                0.0

        let height vertex =
            if vertex < sizes.Length then
                let struct (_, height) = sizes[vertex]
                height
            else
                0.0

        let widths = Array.init layered.Layer.Length width
        let middles = Places.middles layered rows widths
        let least = Seq.min (Seq.mapi (fun vertex middle -> middle - widths[vertex] / 2.0) middles) - margin
        let middles = middles |> Array.map (fun middle -> middle - least)
        let heights = rows |> Array.map (Array.map height >> Array.max)
        let tops = heights |> Array.scan (fun top height -> top + height + layerGap) margin

        let frames =
            sizes
            |> Array.mapi (fun index (struct (width, height)) ->
                let layer = layered.Layer[index]

                { Left = middles[index] - width / 2.0
                  Top = tops[layer] + (heights[layer] - height) / 2.0
                  Width = width
                  Height = height })

        // Values leave a box side by side at its lower edge, and arguments reach it so at the upper edge.
        let port (frame: Rect) index count = frame.Left + frame.Width * float (index + 1) / float (count + 1)

        let path arrow (way: int[]) =
            [| let from, into = frames[arrow.From], frames[arrow.To]
               let leaving = port from arrow.Output graph.Outputs[arrow.From]
               { X = leaving; Y = from.Bottom }
               { X = leaving; Y = tops[layered.Layer[arrow.From]] + heights[layered.Layer[arrow.From]] }

               for vertex in way[1 .. way.Length - 2] do
                   let layer = layered.Layer[vertex]
                   { X = middles[vertex]; Y = tops[layer] }
                   { X = middles[vertex]; Y = tops[layer] + heights[layer] }

               let arriving = port into arrow.Input graph.Inputs[arrow.To]
               { X = arriving; Y = tops[layered.Layer[arrow.To]] }
               { X = arriving; Y = into.Top } |]

        let starts =
            Array.map2
                (fun (box: Box) (inner: GraphLayout list) ->
                    let top = padding + textHeight box + padding + lineOf noteSize

                    inner
                    |> List.mapFold
                        (fun left body -> ({ X = left; Y = top }, body), left + body.Width + padding)
                        padding
                    |> fst)
                graph.Boxes
                bodies

        { Graph = graph
          Width = (frames |> Array.map _.Right |> Array.max |> max (Array.max middles)) + margin
          Height = Array.last tops - layerGap + margin
          Frames = frames
          Bodies = starts
          Paths = Array.map2 path graph.Arrows layered.Ways }
