/// Where the vertices of ordered layers stand from left to right.
module internal Functional.Plots.Places

open System.Collections.Generic

/// The room between neighbours in a layer.
let private gap = 24.0

/// Arrows that pass would rather be straight than boxes stand in the middle of their neighbours.
let private weightOfBend = 4.0

/// The places nearest to those wanted, by weighted squares, that are far enough apart and in order. Neighbours that want
/// to stand too near each other form a block, and blocks that touch become one, which stands at the mean of its wishes.
let private apart (wanted: float[]) (weights: float[]) (distances: float[]) =
    // Less the least distances, places need only be in order.
    let offsets = Array.scan (+) 0.0 distances
    let blocks = Stack<struct (float * float * int)>()

    wanted
    |> Array.iteri (fun index wish ->
        let mutable mean, weight, count = wish - offsets[index], weights[index], 1
        let mutable isApart = false

        while not isApart && blocks.Count > 0 do
            let struct (before, weightBefore, countBefore) = blocks.Peek()

            if before <= mean then
                isApart <- true
            else
                mean <- (before * weightBefore + mean * weight) / (weightBefore + weight)
                weight <- weightBefore + weight
                count <- countBefore + count
                blocks.Pop() |> ignore

        blocks.Push(struct (mean, weight, count)))

    blocks
    |> Seq.rev
    |> Seq.collect (fun (struct (mean, _, count)) -> Seq.replicate count mean)
    |> Seq.mapi (fun index mean -> mean + offsets[index])
    |> Array.ofSeq

/// The middles of all vertices: each as near to its neighbours above and below as its own layer lets it.
let middles layered (rows: int[][]) (widths: float[]) =
    let middle = Array.zeroCreate<float> layered.Layer.Length

    let distances =
        rows
        |> Array.map (Array.pairwise >> Array.map (fun (left, right) -> (widths[left] + widths[right]) / 2.0 + gap))

    let weights =
        rows |> Array.map (Array.map (fun vertex -> if vertex < layered.BoxCount then 1.0 else weightOfBend))

    let put layer wanted =
        apart wanted weights[layer] distances[layer]
        |> Array.iteri (fun index place -> middle[rows[layer][index]] <- place)

    let toward (neighbours: int -> ResizeArray<Link> list) layer =
        let wish vertex =
            let all = neighbours vertex
            let count = all |> List.sumBy _.Count

            if count = 0 then
                middle[vertex]
            else
                let places =
                    all |> List.sumBy (Seq.sumBy (fun link -> middle[link.Vertex] + link.Port * widths[link.Vertex]))

                places / float count

        put layer (Array.map wish rows[layer])

    for layer in 0 .. rows.Length - 1 do
        put layer (Array.zeroCreate rows[layer].Length)

    for _ in 1..6 do
        for layer in 1 .. rows.Length - 1 do
            toward (fun vertex -> [ layered.Above[vertex] ]) layer

        for layer in rows.Length - 2 .. -1 .. 0 do
            toward (fun vertex -> [ layered.Above[vertex]; layered.Below[vertex] ]) layer

    middle
