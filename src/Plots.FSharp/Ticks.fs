namespace Functional.Plots

open System
open System.Globalization

/// A labelled place on an axis, in the axis' even coordinate.
type internal Tick = { At: float; Label: Label }

/// The ticks of an axis. The note states what all labels share: a power of ten, an offset.
type internal Ticks = { Major: Tick[]; Minor: float[]; Note: Label }

/// A distance between ticks: 1, 2 or 5 times a power of ten, kept apart so that multiples are exact.
type internal Step =
    { Mantissa: int64
      Exponent: int }

    member step.Multiple(index: int64) =
        let whole = float (index * step.Mantissa)

        if step.Exponent < 0 then
            whole / 10.0 ** float -step.Exponent
        else
            whole * 10.0 ** float step.Exponent

    member step.Size = step.Multiple 1L

module internal Ticks =
    let private typeset (number: string) = number.Replace('-', '\u2212')

    let private format (pattern: string) (value: float) =
        let text = value.ToString(pattern, CultureInfo.InvariantCulture)
        // "-0.0" is a rounding artefact, not a value.
        if text.StartsWith '-' && text |> Seq.forall (fun c -> c = '-' || c = '.' || c = '0') then
            text.Substring 1
        else
            text

    let private power text (exponent: int) =
        { Text = text; Power = typeset (exponent.ToString CultureInfo.InvariantCulture) }

    let private magnitude (value: float) = int (floor (log10 value + 1e-9))

    /// The smallest of 1, 2 and 5 times a power of ten that cuts a span into at most `count` pieces.
    let step (span: float) (count: int) =
        let raw = span / float count
        let exponent = int (floor (log10 raw))
        let mantissa = raw / 10.0 ** float exponent

        match List.tryFind (fun m -> mantissa <= float m * (1.0 + 1e-9)) [ 1L; 2L; 5L ] with
        | Some m -> { Mantissa = m; Exponent = exponent }
        | None -> { Mantissa = 1L; Exponent = exponent + 1 }

    let private multiples (step: Step) low high =
        let slack = 1e-9 * (high - low)
        let first = int64 (ceil ((low - slack) / step.Size))
        let last = int64 (floor ((high + slack) / step.Size))
        // A step that underflows has no multiples to speak of.
        if step.Size > 0.0 then [| for index in first..last -> step.Multiple index |] else [||]

    /// What the labels of a range leave to the note: an offset when only late digits differ,
    /// a power of ten when values are very large or very small.
    let private notation low high =
        let span = high - low
        let largest low high = max (abs low) (abs high)

        let offset =
            if span < 1e-4 * largest low high then
                { Mantissa = 1L; Exponent = magnitude span + 1 }
                |> fun unit -> unit.Multiple(int64 (floor ((low + span / 2.0) / unit.Size)))
            else
                0.0

        let rest = largest (low - offset) (high - offset)
        struct (offset, (if rest >= 1e6 || rest < 1e-3 then magnitude rest else 0))

    let private note offset exponent =
        let sign = if offset < 0.0 then " \u2212 " else " + "

        let added =
            if offset = 0.0 then
                ""
            else
                sign.TrimStart()
                + (abs offset).ToString("G15", CultureInfo.InvariantCulture).Replace("E+", "e").Replace("E-", "e\u2212")

        match offset, exponent with
        | 0.0, 0 -> Text.none
        | _, 0 -> Text.plain added
        | 0.0, _ -> power "\u00d710" exponent
        // A power ends its label, so the offset goes before the factor.
        | _ -> power $"{added}, \u00d710" exponent

    /// At most `count` + 1 ticks for a linear range; `whole` keeps them on integers.
    let linear whole (count: int) low high =
        let struct (offset, exponent) = notation low high

        let step =
            match step (high - low) count with
            | fine when whole && fine.Exponent < 0 -> { Mantissa = 1L; Exponent = 0 }
            | step -> step

        let digits = Math.Clamp(exponent - step.Exponent, 0, 15)

        let label value =
            // Two divisions keep the factor finite where its exponent is extreme.
            let half = exponent / 2

            (value - offset) / 10.0 ** float half / 10.0 ** float (exponent - half)
            |> format $"F{digits}"
            |> typeset
            |> Text.plain

        { Major = multiples step low high |> Array.map (fun value -> { At = value; Label = label value })
          Minor = [||]
          Note = note offset exponent }

    let private logLabels (places: struct (int * int)[]) =
        let isPlain = places |> Array.forall (fun struct (_, exponent) -> exponent >= -3 && exponent <= 3)

        [| for struct (mantissa, exponent) in places do
               let label =
                   if isPlain then Text.plain (format "0.###" (float mantissa * 10.0 ** float exponent))
                   elif mantissa = 1 then power "10" exponent
                   else power $"{mantissa}\u00d710" exponent

               { At = log10 (float mantissa) + float exponent; Label = label } |]

    /// At most about `count` ticks for a range of exponents of ten: decades, or parts of one, or linear steps.
    let log (count: int) low high =
        let slack = 1e-9 * (high - low)
        let isShown at = at >= low - slack && at <= high + slack
        let first, last = int (floor low), int (ceil high)

        let within mantissas =
            [| for exponent in first..last do
                   for mantissa in mantissas do
                       if isShown (log10 (float mantissa) + float exponent) then
                           struct (mantissa, exponent) |]

        let decades = within [ 1 ]

        if decades.Length > max 3 (count / 3) || decades.Length > count then
            let stride = max 1 ((decades.Length + count - 1) / count)
            let isMajor exponent = exponent % stride = 0
            let major, minor = decades |> Array.partition (fun struct (_, exponent) -> isMajor exponent)
            let parts = if stride = 1 then within [ 2..9 ] else minor
            { Major = logLabels major; Minor = logLabels parts |> Array.map _.At; Note = Text.none }
        else
            let parts = within [ 1; 2; 5 ]
            let major = if parts.Length <= count then parts else decades

            if major.Length >= 2 then
                let minor = within [ 2..9 ] |> Array.except major
                { Major = logLabels major; Minor = logLabels minor |> Array.map _.At; Note = Text.none }
            else
                let ticks = linear false count (10.0 ** low) (10.0 ** high)

                let major =
                    ticks.Major
                    |> Array.filter (fun tick -> tick.At > 0.0)
                    |> Array.map (fun tick -> { tick with At = log10 tick.At })

                { ticks with Major = major }

    /// Names at 0, 1, 2, …, as far as the scale reaches.
    let named (scale: Scale) (names: string[]) =
        let isShown (tick: Tick) = tick.At >= scale.Low && tick.At <= scale.High

        { Major = names |> Array.mapi (fun i name -> { At = float i; Label = Text.plain name }) |> Array.filter isShown
          Minor = [||]
          Note = Text.none }

    /// The ticks of a scale.
    let ofScale (scale: Scale) whole count =
        if scale.Log then log count scale.Low scale.High else linear whole count scale.Low scale.High
