namespace Mutate

/// A fault in the production sources: one place, and what stands there instead when the fault is switched on.
type Fault =
    {
        Id: int
        /// What is wrong, in a line.
        What: string
        /// The file, from the root of the repository.
        File: string
        /// The code around the place, with the place itself between « and »; without the marks, once in its file.
        Place: string
        /// What stands at the place instead: an expression; in C# statements, if the place ends with a semicolon.
        Faulty: string
        /// The laws that are meant to catch it: names, or beginnings of names with a * at the end.
        Laws: string list
    }

/// What keeps the command from going on, in words for whoever wrote the faults.
exception Unplantable of string

module Fault =
    let private refuse fault why = raise (Unplantable $"fault {fault.Id} ({fault.File}): {why}")

    /// Whether a name among `Laws` means a law.
    let means (law: string) (name: string) =
        if name.EndsWith '*' then law.StartsWith name[.. name.Length - 2] else law = name

    /// The code before the place, the place, and the code behind it.
    let parts fault =
        match fault.Place.Split('«', '»') with
        | [| before; place; after |] when place <> "" -> before, place, after
        | _ -> refuse fault "its place has not one part between « and »"

    /// The same code with a guard around the place: faulty if the fault is switched on.
    let private guarded fault (place: string) =
        let isOn = $"global.Functional.Kernels.Fault.Is {fault.Id}"

        if fault.File.EndsWith ".fs" then
            $"(if {isOn} then ({fault.Faulty}) else ({place}))"
        else
            let isOn = $"global::Functional.Kernels.Fault.Is({fault.Id})"

            if place.EndsWith ';' then
                // Formatted as C# is everywhere: the format check finds copies too.
                let faulty = if fault.Faulty = "" then "" else fault.Faulty + " "
                $"{{ if ({isOn}) {{ {faulty}}} else {{ {place} }} }}"
            else
                $"({isOn} ? ({fault.Faulty}) : ({place}))"

    /// Where in a text the place begins, and how long it is.
    let private find fault (text: string) =
        let before, place, after = parts fault
        let context = before + place + after
        let first = text.IndexOf(context, System.StringComparison.Ordinal)

        if first < 0 then
            refuse fault $"its place is not there: {context}"

        if text.IndexOf(context, first + 1, System.StringComparison.Ordinal) >= 0 then
            refuse fault $"its place is there more than once: {context}"

        first + before.Length, place.Length

    /// A file's text with the guards of all of its faults.
    let plant (faults: Fault list) (text: string) =
        let spans =
            faults |> List.map (fun fault -> fault, find fault text) |> List.sortBy (fun (_, (start, _)) -> start)

        for (a, (start, length)), (b, (next, _)) in List.pairwise spans do
            if next < start + length then
                refuse b $"its place overlaps that of fault {a.Id}"

        // From the end on, so that what is still to come keeps its place.
        (spans, text)
        ||> List.foldBack (fun (fault, (start, length)) text ->
            text[.. start - 1] + guarded fault text[start .. start + length - 1] + text[start + length ..])
