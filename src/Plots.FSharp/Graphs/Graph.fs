namespace Functional.Plots

open System
open Functional
open Functional.Kernels

/// What a box stands for.
type internal BoxKind =
    | Argument
    | Constant
    | Operation
    | Result

/// A box: what it does, and what it makes.
type internal Box = { Kind: BoxKind; Title: string; Notes: string list; Bodies: Graph list }

/// An arrow from what makes a value to what takes it. `Output` counts the values that the one makes, `Input` those
/// that the other takes.
and internal Arrow = { From: int; Output: int; To: int; Input: int }

/// What the pictures of a program have in common. Arrows lead from smaller to larger numbers of boxes.
and internal Graph = { Boxes: Box[]; Arrows: Arrow[]; Outputs: int[]; Inputs: int[] }

module internal Graph =
    /// Longer titles are cut: a picture is to be seen at a glance, and the text has it all.
    let private longest = 56

    let private short (text: string) = if text.Length <= longest then text else text.Substring(0, longest - 1) + "…"

    let private box kind title notes bodies = { Kind = kind; Title = short title; Notes = notes; Bodies = bodies }

    /// The boxes and arrows of a program: its arguments, constants, operations, and one for what it gives.
    let rec ofProgram (program: Program) : Graph =
        let boxes, arrows = ResizeArray<Box>(), ResizeArray<Arrow>()
        let outputs, inputs = ResizeArray<int>(), ResizeArray<int>()
        // The box that makes a value, and which of its values it is.
        let makers = Array.zeroCreate<struct (int * int)> program.Count

        let takes (values: int seq) (box: Box) made first =
            let count = boxes.Count

            values
            |> Seq.iteri (fun index value ->
                let struct (from, output) = makers[value]
                arrows.Add { From = from; Output = output; To = count; Input = index })

            for index in 0 .. made - 1 do
                makers[first + index] <- struct (count, index)

            boxes.Add box
            outputs.Add made
            inputs.Add(Seq.length values)

        let space value = string (program.SpaceOf value)

        for value in 0 .. program.Arguments.Count - 1 do
            takes [] (box Argument $"%%{value}" [ space value ] []) 1 value

        for index in 0 .. program.Constants.Count - 1 do
            let value = program.Arguments.Count + index

            let title =
                match ProgramText.Write program.Constants[index] with
                | null -> $"%%{value}"
                | elements -> $"%%{value} = {elements}"

            takes [] (box Constant title [ space value ] []) 1 value

        for instruction in program.Instructions do
            let made = instruction.Spaces.Length

            let notes =
                [ for value in instruction.First .. instruction.First + made - 1 -> $"%%{value}: {space value}" ]

            let bodies =
                match instruction.Operation with
                | :? Control as control -> [ for body in control.Bodies -> ofProgram body ]
                | _ -> []

            let box = box Operation (ProgramText.Write instruction.Operation) notes bodies
            takes instruction.Arguments box made instruction.First

        takes program.Results (box Result "return" [] []) 0 0

        { Boxes = boxes.ToArray()
          Arrows = arrows.ToArray()
          Outputs = outputs.ToArray()
          Inputs = inputs.ToArray() }

    /// How many boxes there are, with those of bodies.
    let rec count graph = graph.Boxes |> Array.sumBy (fun box -> 1 + List.sumBy count box.Bodies)

    /// What an arrow must say because its ends alone do not: which value it is, and as which argument it is taken.
    let label graph arrow =
        let value =
            if graph.Outputs[arrow.From] > 1 then
                let note = graph.Boxes[arrow.From].Notes[arrow.Output]
                [ note.Substring(0, note.IndexOf ':') ]
            else
                []

        let argument = if graph.Inputs[arrow.To] > 1 then [ $"{arrow.Input + 1}" ] else []
        String.Join(" as ", value @ argument)

    /// The title of a body.
    let bodyTitle (box: Box) index = if box.Bodies.Length = 1 then "body" else $"body {index + 1}"
