/// A complete SVG document of panels in a grid, and its way to a file.
module internal Functional.Plots.Document

open System
open System.IO
open System.Text

/// The least side of a panel in pixels; below it labels leave no room for data.
let private least = 80

let private titleSize = 19.0

/// What a reader who cannot see the picture is told.
let private description title (panels: Panel list) =
    title :: (panels |> List.map _.Title)
    |> List.filter (fun text -> text <> "")
    |> function
        | [] -> "Chart"
        | titles -> String.Join("; ", titles)

/// The text of the document.
let write operation title columns (width: int) (height: int) (panels: Panel list) =
    let rows = (panels.Length + columns - 1) / columns

    if width / columns < least || height / rows < least then
        raise (Errors.sizeTooSmall operation width height least)

    let writer = SvgWriter()
    let lines = Text.wrap titleSize (float width - 24.0) title
    let header = if lines.IsEmpty then 0.0 else float lines.Length * titleSize * Text.lineHeight + 8.0
    let cellWidth, cellHeight = float width / float columns, (float height - header) / float rows

    let root =
        [ "xmlns", "http://www.w3.org/2000/svg"
          "width", string width
          "height", string height
          "viewBox", $"0 0 {width} {height}"
          "role", "img"
          "aria-label", description title panels
          "font-family", Theme.fonts
          "fill", Theme.ink ]

    writer.Group(
        "svg",
        root,
        fun () ->
            writer.Leaf("rect", [ "width", string width; "height", string height; "rx", "6"; "fill", Theme.background ])

            lines
            |> List.iteri (fun index line ->
                let y = 8.0 + (float index + 0.85) * titleSize * Text.lineHeight
                let attributes = [ "font-weight", "600"; "text-anchor", "middle" ]
                writer.Text(float width / 2.0, y, titleSize, Text.plain line, attributes))

            panels
            |> List.iteri (fun index panel ->
                let outer =
                    { Left = float (index % columns) * cellWidth
                      Top = header + float (index / columns) * cellHeight
                      Width = cellWidth
                      Height = cellHeight }

                Draw.panel writer outer panel)
    )

    writer.ToString()

/// Writes a document to a file whose folder may not exist yet.
let save operation (path: string) (svg: unit -> string) =
    if isNull (box path) then
        raise (Errors.missing operation "path" "give the file to write, such as \"loss.svg\"")

    if not (path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase)) then
        raise (Errors.notSvg operation path)

    let text = svg ()
    let full = Path.GetFullPath path
    Directory.CreateDirectory(string (Path.GetDirectoryName full)) |> ignore
    File.WriteAllText(full, text, UTF8Encoding false)
