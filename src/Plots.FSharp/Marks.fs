/// The looks of lines and markers, shared by the plot and its legend.
module internal Functional.Plots.Marks

/// Stroke and gap lengths are multiples of the width, so that every width shows the same pattern.
let private dashes (stroke: Stroke) =
    let scaled lengths = lengths |> List.map (fun length -> Svg.number (length * stroke.Width)) |> String.concat " "

    match stroke.Style with
    | LineStyle.Dashed -> [ "stroke-dasharray", scaled [ 4.0; 2.2 ] ]
    | LineStyle.Dotted -> [ "stroke-dasharray", scaled [ 0.0; 2.0 ]; "stroke-linecap", "round" ]
    | LineStyle.DashDot -> [ "stroke-dasharray", scaled [ 5.0; 2.2; 0.01; 2.2 ]; "stroke-linecap", "round" ]
    | _ -> [ "stroke-linecap", "round" ]

let private opacity key (layer: Layer) = if layer.Opacity < 1.0 then [ key, Svg.fraction layer.Opacity ] else []

/// The attributes of a stroked layer.
let stroke (layer: Layer) (stroke: Stroke) =
    [ "fill", "none"; "stroke", layer.Color; "stroke-width", Svg.number stroke.Width; "stroke-linejoin", "round" ]
    @ opacity "stroke-opacity" layer
    @ dashes stroke

/// The attributes of a filled layer.
let fill (layer: Layer) = ("fill", layer.Color) :: opacity "fill-opacity" layer

let private isStroked marker = marker = Marker.Plus || marker = Marker.Cross

/// The attributes of a group of markers.
let markers (layer: Layer) marker size =
    if isStroked marker then
        [ "fill", "none"; "stroke", layer.Color; "stroke-width", Svg.number (max 1.0 (size * 0.22)) ]
        @ opacity "stroke-opacity" layer
    else
        fill layer

/// A filled disc.
let disc (writer: SvgWriter) radius (centre: Pixel) =
    writer.Leaf("circle", [ "cx", Svg.number centre.X; "cy", Svg.number centre.Y; "r", Svg.number radius ])

/// One marker of a group.
let marker (writer: SvgWriter) marker size (centre: Pixel) =
    let r = size / 2.0
    let path (steps: string) = writer.Leaf("path", [ "d", steps ])
    let at dx dy = $"M{Svg.number (centre.X + dx)} {Svg.number (centre.Y + dy)}"
    let n = Svg.number

    match marker with
    | Marker.Point -> disc writer (r / 2.0) centre
    | Marker.Square ->
        let side = 1.8 * r
        path $"{at (-0.9 * r) (-0.9 * r)}h{n side}v{n side}h{n -side}z"
    | Marker.Triangle -> path $"{at 0.0 (-1.1 * r)}l{n r} {n (1.9 * r)}h{n (-2.0 * r)}z"
    | Marker.Diamond ->
        let d = 1.2 * r
        path $"{at 0.0 -d}l{n d} {n d} {n -d} {n d} {n -d} {n -d}z"
    | Marker.Plus -> path $"{at -r 0.0}h{n (2.0 * r)}{at 0.0 -r}v{n (2.0 * r)}"
    | Marker.Cross ->
        let d = 0.85 * r
        path $"{at -d -d}l{n (2.0 * d)} {n (2.0 * d)}{at -d d}l{n (2.0 * d)} {n (-2.0 * d)}"
    | _ -> disc writer r centre
