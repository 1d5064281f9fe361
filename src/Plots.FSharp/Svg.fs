namespace Functional.Plots

open System
open System.Globalization
open System.Text
open System.Xml

/// The spelling of SVG: escaped, independent of culture, with short numbers.
module internal Svg =
    /// A coordinate to a hundredth of a pixel, finer than any screen.
    let number (value: float) =
        // Adding zero turns a negative zero into the zero it looks like.
        (Math.Round(value, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture)

    /// A fraction, such as an opacity.
    let fraction (value: float) = value.ToString("0.###", CultureInfo.InvariantCulture)

    /// Text as XML content or attribute; what XML cannot hold becomes the replacement character.
    let escape (text: string) =
        let escaped = StringBuilder(text.Length)
        let mutable index = 0

        while index < text.Length do
            let character = text[index]

            match character with
            | '<' -> escaped.Append "&lt;"
            | '>' -> escaped.Append "&gt;"
            | '&' -> escaped.Append "&amp;"
            | '"' -> escaped.Append "&quot;"
            | _ when XmlConvert.IsXmlChar character -> escaped.Append character
            | _ when index + 1 < text.Length && Char.IsSurrogatePair(character, text[index + 1]) ->
                index <- index + 1
                escaped.Append(character).Append text[index]
            | _ -> escaped.Append '\ufffd'
            |> ignore

            index <- index + 1

        escaped.ToString()

    /// The path data of a polyline.
    let polyline (run: Pixel[]) =
        let data = StringBuilder("M")

        run
        |> Array.iteri (fun index pixel ->
            if index > 0 then
                data.Append ' ' |> ignore

            data.Append(number pixel.X).Append(' ').Append(number pixel.Y) |> ignore)

        data.ToString()

/// Collects the elements of one document.
type internal SvgWriter() =
    let text = StringBuilder()

    let start (name: string) (attributes: (string * string) list) =
        text.Append('<').Append name |> ignore

        for key, value in attributes do
            text.Append(' ').Append(key).Append("=\"").Append(Svg.escape value).Append '"' |> ignore

    /// An element without content.
    member _.Leaf(name, attributes) =
        start name attributes
        text.Append("/>\n") |> ignore

    /// An element around what `content` writes.
    member _.Group(name, attributes, content: unit -> unit) =
        start name attributes
        text.Append(">\n") |> ignore
        content ()
        text.Append("</").Append(name).Append(">\n") |> ignore

    /// A label at a place, its power raised. `attributes` say how it is aligned and looks.
    member _.Text(x, y, size: float, label: Label, attributes) =
        start "text" ([ "x", Svg.number x; "y", Svg.number y; "font-size", Svg.number size ] @ attributes)
        text.Append('>').Append(Svg.escape label.Text) |> ignore

        if label.Power <> "" then
            start "tspan" [ "dy", Svg.number (-0.4 * size); "font-size", Svg.number (size * Text.powerSize) ]
            text.Append('>').Append(Svg.escape label.Power).Append("</tspan>") |> ignore

        text.Append("</text>\n") |> ignore

    /// A straight line.
    member writer.Line(x1, y1, x2, y2, attributes) =
        writer.Leaf(
            "line",
            [ "x1", Svg.number x1; "y1", Svg.number y1; "x2", Svg.number x2; "y2", Svg.number y2 ] @ attributes
        )

    override _.ToString() = text.ToString()
