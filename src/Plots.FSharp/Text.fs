namespace Functional.Plots

open System

/// A short text with an optional exponent above it: "10" with power "-3" reads ten to the minus three.
type internal Label = { Text: string; Power: string }

/// Text as the layout sees it: how wide it is likely to be, and how it breaks into lines.
module internal Text =
    let plain text = { Text = text; Power = "" }

    let none = plain ""

    /// The size of a power relative to its base.
    let powerSize = 0.75

    /// How far apart lines stand, relative to their size.
    let lineHeight = 1.3

    /// The advance of a character relative to the font size. The reader's font is unknown, so these
    /// follow the wider of the common sans-serif fonts: room to spare looks better than a clipped label.
    let private advance (character: char) =
        if "ijlI.,:;'|! ".Contains character then 0.33
        elif "frt()[]-\"/".Contains character then 0.42
        elif "mwMW@%".Contains character then 0.95
        elif Char.IsAsciiLetterUpper character then 0.7
        elif character >= '\u1100' then 1.0 // where Korean begins; most of what follows is as wide as high
        else 0.61

    let width (size: float) (text: string) = size * Seq.sumBy advance text

    let labelWidth size label = width size label.Text + width (size * powerSize) label.Power

    /// The text in lines no wider than `most`, broken at spaces; a word that is wider stands alone.
    let wrap size (most: float) (text: string) =
        let fold (lines: string list) word =
            match lines with
            | line :: before when width size (line + " " + word) <= most -> (line + " " + word) :: before
            | _ -> word :: lines

        if text = "" then
            []
        else
            [ for paragraph in text.ReplaceLineEndings("\n").Split('\n') do
                  yield! paragraph.Split(' ') |> Array.fold fold [] |> List.rev ]
