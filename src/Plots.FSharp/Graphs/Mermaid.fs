/// Graphs as Mermaid flowcharts, which many pages of documentation draw.
module internal Functional.Plots.Mermaid

open System.Text

/// What would end a label, begin markup, a comment or a directive is spelled as an entity.
let private escape (text: string) =
    let escaped = StringBuilder(text.Length)

    text
    |> String.iteri (fun index character ->
        let isDirective = index + 1 < text.Length && (text[index + 1] = '%' || text[index + 1] = '{')

        match character with
        | '"' -> escaped.Append "#quot;"
        | '<' -> escaped.Append "#lt;"
        | '>' -> escaped.Append "#gt;"
        | '&' -> escaped.Append "#amp;"
        | '#' -> escaped.Append "#35;"
        | '`' -> escaped.Append "#96;"
        | '\\' -> escaped.Append "#92;"
        | '%' when isDirective -> escaped.Append "#37;"
        | _ -> escaped.Append character
        |> ignore)

    escaped.ToString()

let private shape (box: Box) =
    match box.Kind with
    | Argument
    | Result -> "([", "])"
    | Constant -> "[/", "/]"
    | Operation -> "[", "]"

let rec private add (text: StringBuilder) (indent: string) prefix graph =
    let id index = $"{prefix}{index}"
    let line (content: string) = text.Append(indent).Append(content).Append '\n' |> ignore

    graph.Boxes
    |> Array.iteri (fun index box ->
        let opening, closing = shape box
        let label = box.Title :: box.Notes |> List.map escape |> String.concat "<br/>"
        line $"{id index}{opening}\"{label}\"{closing}"

        box.Bodies
        |> List.iteri (fun place body ->
            let name = $"{id index}_{place}"
            line $"subgraph {name}[\"{escape (Graph.bodyTitle box place)}\"]"
            add text (indent + "  ") (name + "_") body
            line "end"
            line $"{id index} -.-> {name}"))

    for arrow in graph.Arrows do
        match Graph.label graph arrow with
        | "" -> line $"{id arrow.From} --> {id arrow.To}"
        | label -> line $"{id arrow.From} -->|\"{escape label}\"| {id arrow.To}"

/// The text of the flowchart.
let write graph =
    let text = StringBuilder "flowchart TD\n"
    add text "  " "n" graph
    text.ToString()
