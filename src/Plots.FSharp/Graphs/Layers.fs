namespace Functional.Plots

open System.Collections.Generic

/// A neighbour of a vertex, and where the arrow meets it: from -1/2, its left end, to 1/2.
[<Struct>]
type internal Link = { Vertex: int; Port: float }

/// A graph whose links lead from each layer to the next. The first vertices are the boxes; the others are bends, where
/// an arrow passes a layer on its way.
type internal Layered =
    {
        Layer: int[]
        /// How many vertices are boxes.
        BoxCount: int
        Above: ResizeArray<Link>[]
        Below: ResizeArray<Link>[]
        /// The vertices that an arrow passes, its ends included.
        Ways: int[][]
    }

/// Which layer each box of a graph lies in, and which arrows pass through the layers between.
module internal Layers =
    /// The most bends there may be. What is left passes straight, perhaps behind boxes, so that many values that live
    /// long do not take time and room as the square of the graph.
    let private mostBends = 100_000

    /// Longest path: a box lies under all that it takes from. What takes nothing then sinks to just above its first use.
    let assign graph =
        let layer = Array.zeroCreate<int> graph.Boxes.Length
        let isSource = Array.create graph.Boxes.Length true
        let firstUse = Array.create graph.Boxes.Length System.Int32.MaxValue

        // Arrows come in the order of their heads, so the layer of a tail is known.
        for arrow in graph.Arrows do
            layer[arrow.To] <- max layer[arrow.To] (layer[arrow.From] + 1)
            isSource[arrow.To] <- false

        for arrow in graph.Arrows do
            firstUse[arrow.From] <- min firstUse[arrow.From] layer[arrow.To]

        // A result that gives nothing, or only arguments, still comes last.
        let deepest = Array.max layer

        layer
        |> Array.mapi (fun index own ->
            if graph.Boxes[index].Kind = Result then deepest
            elif isSource[index] && firstUse[index] < System.Int32.MaxValue then firstUse[index] - 1
            else own)

    /// The layers with the arrows cut at each of them. Arrows of one value share their bends.
    let ofGraph graph =
        let layer = ResizeArray<int>(assign graph)
        let above = ResizeArray<ResizeArray<Link>>()
        let below = ResizeArray<ResizeArray<Link>>()

        let add () =
            above.Add(ResizeArray())
            below.Add(ResizeArray())

        for _ in graph.Boxes do
            add ()

        let port index count = float (index + 1) / float (count + 1) - 0.5
        let leaving from output = { Vertex = from; Port = port output graph.Outputs[from] }
        let bend vertex = { Vertex = vertex; Port = 0.0 }

        let link upper lower =
            below[upper.Vertex].Add lower
            above[lower.Vertex].Add upper

        // How far each value lives; the shortest are routed first.
        let lives = Dictionary<struct (int * int), int>()

        for arrow in graph.Arrows do
            let key = struct (arrow.From, arrow.Output)
            let length = layer[arrow.To] - layer[arrow.From]

            lives[key] <-
                match lives.TryGetValue key with
                | true, longest -> max longest length
                | _ -> length

        let bends = Dictionary<struct (int * int), int[]>()
        let mutable left = mostBends

        for KeyValue(struct (from, output), length) in
            lives |> Seq.sortBy (fun (KeyValue(struct (from, output), length)) -> struct (length, from, output)) do
            if length - 1 <= left then
                left <- left - (length - 1)

                bends[struct (from, output)] <-
                    Array.init (length - 1) (fun step ->
                        let vertex = layer.Count
                        layer.Add(layer[from] + step + 1)
                        add ()
                        link (if step = 0 then leaving from output else bend (vertex - 1)) (bend vertex)
                        vertex)

        let ways =
            graph.Arrows
            |> Array.map (fun arrow ->
                match bends.TryGetValue(struct (arrow.From, arrow.Output)) with
                | true, passed ->
                    let between = Array.truncate (layer[arrow.To] - layer[arrow.From] - 1) passed

                    let upper =
                        if between.Length = 0 then leaving arrow.From arrow.Output else bend (Array.last between)

                    link upper { Vertex = arrow.To; Port = port arrow.Input graph.Inputs[arrow.To] }
                    Array.concat [ [| arrow.From |]; between; [| arrow.To |] ]
                | _ -> [| arrow.From; arrow.To |])

        { Layer = layer.ToArray()
          BoxCount = graph.Boxes.Length
          Above = above.ToArray()
          Below = below.ToArray()
          Ways = ways }

    /// The vertices of each layer, in an order with few crossings: each goes to the mean place of its neighbours in the
    /// layer before, sweeping down and up a few times.
    let order layered =
        let count = Array.max layered.Layer + 1
        let rows = Array.init count (fun _ -> ResizeArray<int>())
        layered.Layer |> Array.iteri (fun vertex layer -> rows[layer].Add vertex)
        let rows = rows |> Array.map _.ToArray()
        let place = Array.zeroCreate<float> layered.Layer.Length

        let settle row = row |> Array.iteri (fun index vertex -> place[vertex] <- float index)
        rows |> Array.iter settle

        let sort (neighbours: ResizeArray<Link>[]) layer =
            let mean vertex =
                if neighbours[vertex].Count = 0 then
                    place[vertex]
                else
                    neighbours[vertex] |> Seq.averageBy (fun link -> place[link.Vertex] + link.Port)

            // The old place last, so that equals keep their order.
            rows[layer] <- rows[layer] |> Array.sortBy (fun vertex -> struct (mean vertex, place[vertex]))
            settle rows[layer]

        for _ in 1..4 do
            for layer in 1 .. count - 1 do
                sort layered.Above layer

            for layer in count - 2 .. -1 .. 0 do
                sort layered.Below layer

        rows
