/// Graphs in the language of Graphviz.
module internal Functional.Plots.Dot

open System.Text

let private escape (text: string) = text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n")

let private shape (box: Box) =
    match box.Kind with
    | Argument
    | Result -> "ellipse"
    | Constant -> "note"
    | Operation -> "box"

let rec private add (text: StringBuilder) (indent: string) prefix graph =
    let id index = $"{prefix}{index}"
    let line (content: string) = text.Append(indent).Append(content).Append '\n' |> ignore

    graph.Boxes
    |> Array.iteri (fun index box ->
        let label = box.Title :: box.Notes |> List.map escape |> String.concat "\\n"
        line $"{id index} [label=\"{label}\", shape={shape box}];"

        box.Bodies
        |> List.iteri (fun place body ->
            let name = $"{id index}_{place}"
            line $"subgraph cluster_{name} {{"
            line $"  label=\"{escape (Graph.bodyTitle box place)}\";"
            add text (indent + "  ") (name + "_") body
            line "}"
            // Graphviz draws arrows between boxes only; lhead ends this one at the frame around the body.
            line $"{id index} -> {name}_0 [lhead=cluster_{name}, style=dashed];"))

    for arrow in graph.Arrows do
        match Graph.label graph arrow with
        | "" -> line $"{id arrow.From} -> {id arrow.To};"
        | label -> line $"{id arrow.From} -> {id arrow.To} [label=\"{escape label}\"];"

/// The text of the graph.
let write graph =
    let text = StringBuilder "digraph program {\n"
    text.Append "  compound=true;\n  node [fontname=\"sans-serif\", fontsize=11];\n" |> ignore
    text.Append "  edge [fontname=\"sans-serif\", fontsize=9];\n" |> ignore
    add text "  " "n" graph
    text.Append("}\n").ToString()
