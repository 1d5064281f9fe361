/// Colours as people write them: CSS names, matplotlib's letters and cycle, hexadecimal digits.
module internal Functional.Plots.Color

open System
open System.Collections.Generic

/// The colours of series that name none: Okabe and Ito's, which colour-blind readers tell apart,
/// with grey for the yellow that would vanish on white.
let palette = [| "#0072b2"; "#d55e00"; "#009e73"; "#cc79a7"; "#e69f00"; "#56b4e9"; "#595959" |]

/// The colour of the series that is `index`-th among those that name none.
let ofCycle index = palette[index % palette.Length]

/// The colour of reference lines that name none: present, yet behind the data.
let reference = "#6e7781"

let private letters =
    dict
        [ "r", "red"
          "g", "green"
          "b", "blue"
          "k", "black"
          "w", "white"
          "c", "#00bfbf"
          "m", "#bf00bf"
          "y", "#bfbf00" ]

let private names =
    HashSet<string>(
        ("aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood "
         + "cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan darkgoldenrod "
         + "darkgray darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon "
         + "darkseagreen darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray "
         + "dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray green "
         + "greenyellow grey honeydew hotpink indianred indigo ivory khaki lavender lavenderblush lawngreen lemonchiffon "
         + "lightblue lightcoral lightcyan lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon "
         + "lightseagreen lightskyblue lightslategray lightslategrey lightsteelblue lightyellow lime limegreen linen "
         + "magenta maroon mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen mediumslateblue "
         + "mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream mistyrose moccasin navajowhite navy "
         + "oldlace olive olivedrab orange orangered orchid palegoldenrod palegreen paleturquoise palevioletred "
         + "papayawhip peachpuff peru pink plum powderblue purple red rosybrown royalblue saddlebrown salmon sandybrown "
         + "seagreen seashell sienna silver skyblue slateblue slategray slategrey snow springgreen steelblue tan teal "
         + "thistle tomato turquoise violet wheat white whitesmoke yellow yellowgreen")
            .Split(' ')
    )

let private isHexadecimal (name: string) =
    (name.Length = 4 || name.Length = 7) && name[0] = '#' && Seq.forall Char.IsAsciiHexDigit (Seq.skip 1 name)

let private isCycle (name: string) = name.Length = 2 && name[0] = 'c' && Char.IsAsciiDigit name[1]

/// The SVG spelling of a colour, or an error in the name of `operation`.
let parse operation (color: string) =
    let name = color.Trim().ToLowerInvariant()

    match letters.TryGetValue name with
    | true, known -> known
    | _ when names.Contains name || isHexadecimal name -> name
    | _ when isCycle name -> ofCycle (int name[1] - int '0')
    | _ -> raise (Errors.unknownColor operation color)
