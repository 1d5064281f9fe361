/// Reads back what was drawn.
module Functional.Plots.Tests.Drawing

open System.Globalization
open System.Xml.Linq

let private svg name = XName.Get(name, "http://www.w3.org/2000/svg")

let parse (text: string) =
    match (XDocument.Parse text).Root with
    | null -> failwith "a document without a root"
    | root -> root

let attribute (name: string) (element: XElement) =
    match element.Attribute(XName.Get name) with
    | null -> ""
    | found -> found.Value

let number name element = System.Double.Parse(attribute name element, CultureInfo.InvariantCulture)

let all name (element: XElement) = element.Descendants(svg name) |> List.ofSeq

let texts element = all "text" element |> List.map _.Value

let private groups name element = all "g" element |> List.filter (fun group -> attribute "class" group = name)

/// The elements of the series of the first panel.
let data element = groups "data" element |> List.head

let legends element = groups "legend" element

/// Where the axes stand: left, top, width, height of the first panel.
let plot element =
    let rect = all "clipPath" element |> List.head |> all "rect" |> List.head
    struct (number "x" rect, number "y" rect, number "width" rect, number "height" rect)

/// The polylines of a path, as points.
let polylines path =
    (attribute "d" path).Split('M', System.StringSplitOptions.RemoveEmptyEntries)
    |> Array.map (fun piece ->
        piece.Split ' '
        |> Array.map (fun part -> System.Double.Parse(part, CultureInfo.InvariantCulture))
        |> Array.chunkBySize 2
        |> Array.map (fun pair -> struct (pair[0], pair[1])))
