/// Numbers as Python's print writes them, so that output can be laid beside the tutorials' own.
module Python

open System
open System.Globalization

let private exponent (text: string) =
    let mark = text.IndexOf 'E'
    sprintf "%se%c%02d" (text.Substring(0, mark)) text[mark + 1] (int (text.Substring(mark + 2)))

/// The shortest text that reads back to the same double: Python's repr.
let repr (value: float) =
    let plain = value.ToString("R", CultureInfo.InvariantCulture)
    let size = abs value

    if Double.IsFinite value && size <> 0.0 && (size < 1e-4 || size >= 1e16) then
        Seq.init 17 (fun digits -> value.ToString("E" + string digits, CultureInfo.InvariantCulture))
        |> Seq.find (fun text -> Double.Parse(text, CultureInfo.InvariantCulture) = value)
        |> exponent
    elif plain.Contains '.' then
        plain
    else
        plain + ".0"

/// Python's format .4e
let scientific (value: float) = exponent (value.ToString("E4", CultureInfo.InvariantCulture))
