namespace Functional.Laws

open System
open Functional

/// <summary>
/// A row of the table of operations: what it is called in programs, and how to make a call of it whose result has a
/// wanted shape, if there is one. Parameters are drawn.
/// </summary>
[<NoComparison; NoEquality>]
type internal Operation = { Name: string; Give: Random -> int[] -> Call voption }

/// Random choices, from a generator that a seed determines.
module internal Pick =
    let integer (random: Random) low high = random.Next(low, high + 1)
    let oneIn (random: Random) count = random.Next count = 0
    let pick (random: Random) (choices: 'a[]) = choices[random.Next choices.Length]
    /// The length of an axis.
    let length random = integer random 1 3
    /// A number of one decimal.
    let decimal (random: Random) low high = float (random.Next(int (low * 10.0), int (high * 10.0) + 1)) / 10.0

    let shuffle (random: Random) (items: 'a[]) =
        for i in items.Length - 1 .. -1 .. 1 do
            let j = random.Next(i + 1)
            let item = items[i]
            items[i] <- items[j]
            items[j] <- item

    /// As the user may write it: from the start or from the end.
    let axis (random: Random) rank axis = if oneIn random 3 then axis - rank else axis

/// Words that rows are written with.
module internal Operation =
    let slot region shape : Slot = { Shape = shape; Region = region }
    let text fsharp csharp words = { FSharp = fsharp; CSharp = csharp; Words = words }

    let call name shape slots run range text =
        { Name = name; Shape = shape; Slots = slots; Compute = Plain run; Range = range; Text = text }

    /// A call with a function whose argument is like the first operand.
    let binding name shape slots body run range text =
        let atFirst =
            { Argument = (List.head slots: Slot).Shape
              Inside = Array.head
              Body = body
              Captures = true
              Run = run }

        { Name = name; Shape = shape; Slots = slots; Compute = Binding atFirst; Range = range; Text = text }

    let operation name give : Operation = { Name = name; Give = give }
    let size (shape: int[]) = Array.fold (*) 1 shape

    /// The C# name of an F# function.
    let method (name: string) = string (Char.ToUpperInvariant name[0]) + name.Substring 1

    /// A function of one tensor that is written in the regular way, with words before the tensor.
    let regular (name: string) words =
        let holes = words |> List.mapi (fun i _ -> "{" + string (char (int 'a' + i)) + "}")
        let before = String.concat "" [ for hole in holes -> hole + " " ]
        let between = String.concat ", " holes
        text $"Tensor.{name} {before}{{0}}" $"{{0}}.{method name}({between})" words

    /// The shape of some operand that no result determines: small, and never empty.
    let anyShape (random: Random) least = Array.init (Pick.integer random least 2) (fun _ -> Pick.length random)

    /// Operand shapes that broadcast to a shape together: every length is some operand's.
    let broadcasting (random: Random) count (shape: int[]) =
        let owners = shape |> Array.map (fun _ -> random.Next count)

        [ for i in 0 .. count - 1 ->
              let lengths =
                  Array.map2 (fun owner length -> if owner <> i && Pick.oneIn random 3 then 1 else length) owners shape

              let needed = Array.tryFindIndex ((=) i) owners |> Option.defaultValue shape.Length
              if Pick.oneIn random 3 then Array.skip (random.Next(needed + 1)) lengths else lengths ]
