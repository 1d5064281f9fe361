/// Programs without what no result needs.
module internal Functional.Live

open System
open Functional.Kernels

/// The program without what no result needs.
let only (program: Program) : Program =
    let isNeeded = Array.zeroCreate program.Count

    for value in program.Results do
        isNeeded[value] <- true

    let needs (instruction: Instruction) =
        Array.IndexOf(isNeeded, true, instruction.First, instruction.Spaces.Length) >= 0

    for i in program.Instructions.Count - 1 .. -1 .. 0 do
        let instruction = program.Instructions[i]

        if needs instruction then
            for value in instruction.Arguments do
                isNeeded[value] <- true

    let builder = ProgramBuilder program.Backend
    let tickets = Array.zeroCreate program.Count

    for i in 0 .. program.Arguments.Count - 1 do
        tickets[i] <- builder.Argument program.Arguments[i]

    for i in 0 .. program.Constants.Count - 1 do
        let value = program.Arguments.Count + i

        if isNeeded[value] then
            tickets[value] <- builder.Constant program.Constants[i]

    for instruction in program.Instructions do
        if needs instruction then
            let arguments = instruction.Arguments |> Array.map (fun value -> tickets[value])
            let first = builder.Add(instruction.Operation, arguments, instruction.Spaces)

            for k in 0 .. instruction.Spaces.Length - 1 do
                tickets[instruction.First + k] <- first + k

    builder.Build(Array.init program.Results.Count (fun i -> tickets[program.Results[i]]))
