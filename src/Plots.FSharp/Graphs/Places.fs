/// Where the vertices of ordered layers stand from left to right.
module internal Functional.Plots.Places

/// The room between neighbours in a layer.
let private gap = 24.0

/// The places nearest to those wanted, by squares, that are far enough apart and in order. Neighbours that want to
/// stand too near each other form a block, and blocks that touch become one, which stands at the mean of its wishes.
let private apart (wanted: float[]) (distances: float[]) =
    // Less the least distances, places need only be in order.
    let offsets = Array.scan (+) 0.0 distances
    let means, counts = ResizeArray<float>(), ResizeArray<int>()

    wanted
    |> Array.iteri (fun index wish ->
        means.Add(wish - offsets[index])
        counts.Add 1

        while means.Count > 1 && means[means.Count - 2] > means[means.Count - 1] do
            let last = means.Count - 1
            let count = counts[last - 1] + counts[last]

            means[last - 1] <-
                (means[last - 1] * float counts[last - 1] + means[last] * float counts[last]) / float count

            counts[last - 1] <- count
            means.RemoveAt last
            counts.RemoveAt last)

    Seq.zip means counts
    |> Seq.collect (fun (mean, count) -> Seq.replicate count mean)
    |> Seq.mapi (fun index mean -> mean + offsets[index])
    |> Array.ofSeq

/// The middles of all vertices: each as near to its neighbours above and below as its own layer lets it.
let middles layered (rows: int[][]) (widths: float[]) =
    let middle = Array.zeroCreate<float> layered.Layer.Length

    let distances =
        rows
        |> Array.map (Array.pairwise >> Array.map (fun (left, right) -> (widths[left] + widths[right]) / 2.0 + gap))

    let put layer wanted =
        apart wanted distances[layer] |> Array.iteri (fun index place -> middle[rows[layer][index]] <- place)

    let toward (neighbours: int -> ResizeArray<int> list) layer =
        let wish vertex =
            let all = neighbours vertex
            let count = all |> List.sumBy _.Count

            if count = 0 then
                middle[vertex]
            else
                (all |> List.sumBy (Seq.sumBy (fun other -> middle[other]))) / float count

        put layer (Array.map wish rows[layer])

    for layer in 0 .. rows.Length - 1 do
        put layer (Array.zeroCreate rows[layer].Length)

    for _ in 1..4 do
        for layer in 1 .. rows.Length - 1 do
            toward (fun vertex -> [ layered.Above[vertex] ]) layer

        for layer in rows.Length - 2 .. -1 .. 0 do
            toward (fun vertex -> [ layered.Above[vertex]; layered.Below[vertex] ]) layer

    middle
