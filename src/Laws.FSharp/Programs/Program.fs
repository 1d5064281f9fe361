namespace Functional.Laws

open System
open FsCheck
open FsCheck.FSharp
open Functional

/// <summary>
/// A function of float64 tensors, made of operations of the library, as data: it can be run, differentiated, shrunk and
/// printed. Arguments are expected between -3 and 3; values are then at most 1000. Elsewhere values may be larger, but
/// operations still stay where they are defined and smooth, but for kinks and jumps.
/// </summary>
[<NoComparison; ReferenceEquality; StructuredFormatDisplay("{Text}")>]
type Program =
    {
        /// The shapes of the arguments.
        Inputs: int[] list
        /// The value.
        Body: Expression
    }

    /// The program as F# and as C#.
    member p.Text =
        let count = p.Inputs.Length
        $"F#\n{Printer.toFSharp count p.Body}\nC#\n{Printer.toCSharp count p.Body}"

    /// The program as F# and as C#.
    override p.ToString() = p.Text

/// <summary>Programs: random ones of wanted shapes, smaller ones, their values and their texts.</summary>
[<RequireQualifiedAccess; CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module Program =
    let private arguments (inputs: int[] list) =
        inputs |> List.mapi (fun id shape -> { Id = id; Shape = shape; Range = Interval.argument })

    let private checkShape (shape: int[]) =
        if Array.exists (fun length -> length < 0) shape then
            raise (Errors.programShape shape)

    /// <summary>
    /// The program that a seed stands for, with arguments and a result of the given shapes. Larger sizes make larger ones.
    /// </summary>
    let ofSeed (seed: int) (size: int) (inputs: int[] list) (result: int[]) : Program =
        List.iter checkShape (result :: inputs)
        { Inputs = inputs; Body = Generator.generate seed size (arguments inputs) result }

    /// <summary>Programs with arguments and a result of the given shapes. Their size grows with FsCheck's.</summary>
    let generate (inputs: int[] list) (result: int[]) : Gen<Program> =
        List.iter checkShape (result :: inputs)

        Gen.sized (fun size ->
            Gen.choose (0, Int32.MaxValue - 1) |> Gen.map (fun seed -> ofSeed seed size inputs result))

    /// Shapes of one to three arguments, and of a result.
    let private shapes (random: Random) =
        let length () =
            match random.Next 12 with
            | 0
            | 1 -> 1
            | 2 when random.Next 5 = 0 -> 0
            | n -> 1 + n % 3

        let fresh () = Array.init (random.Next 4) (fun _ -> length ())
        let first = fresh ()

        let related () =
            match random.Next 3 with
            | 0 -> fresh ()
            | 1 -> first
            | _ -> Operation.broadcasting random 2 first |> List.head

        let inputs = first :: List.init (random.Next 3) (fun _ -> related ())
        let result = if random.Next 5 = 0 then [||] else related ()
        inputs, result

    /// <summary>
    /// The program that a seed stands for: one to three arguments of up to three axes, which are short, now and then of
    /// length 1 or 0, or broadcast with each other.
    /// </summary>
    let anyOfSeed (seed: int) (size: int) : Program =
        let random = Random seed
        let inputs, result = shapes random
        ofSeed (random.Next()) size inputs result

    /// <summary>Programs of any shapes: one to three short arguments of up to three axes.</summary>
    let any: Gen<Program> =
        Gen.sized (fun size -> Gen.choose (0, Int32.MaxValue - 1) |> Gen.map (fun seed -> anyOfSeed seed size))

    /// <summary>Smaller programs with the same arguments and a result of the same shape.</summary>
    let shrink (program: Program) : seq<Program> =
        Shrinker.shrink (arguments program.Inputs) program.Body
        |> Seq.filter (fun body -> Interval.isInside Interval.tame body.Range)
        |> Seq.map (fun body -> { program with Body = body })

    /// <summary>Programs of any shapes, with their shrinker.</summary>
    let arbitrary: Arbitrary<Program> = Arb.fromGenShrink (any, shrink)

    /// <summary>The value at some arguments, by public operations only: every transformation sees through it.</summary>
    let run (program: Program) (xs: Tensor[]) : Tensor =
        if xs.Length <> program.Inputs.Length then
            raise (Errors.argumentCount program.Inputs.Length xs.Length)

        let values = Array.zeroCreate (max xs.Length program.Body.Ids)
        Array.blit xs 0 values 0 xs.Length
        Expression.evaluate values program.Body

    /// <summary>A lambda that one can paste into F# after <c>open Functional</c>.</summary>
    let toFSharp (program: Program) : string = Printer.toFSharp program.Inputs.Length program.Body

    /// <summary>A lambda that one can paste into C# after <c>using Functional;</c>.</summary>
    let toCSharp (program: Program) : string = Printer.toCSharp program.Inputs.Length program.Body

    let private calls (program: Program) =
        Expression.all program.Body
        |> Seq.choose (fun e ->
            match e.Form with
            | Call(call, _)
            | Bind(call, _, _, _) -> Some call
            | Variable _
            | Constant _ -> None)

    /// <summary>The names of its operations.</summary>
    let operations (program: Program) : Set<string> = calls program |> Seq.map _.Name |> Set.ofSeq

    /// <summary>The names of all operations that programs are made of.</summary>
    let allOperations: Set<string> = Table.names

    /// <summary>How many operations it is made of.</summary>
    let size (program: Program) : int = calls program |> Seq.length

    /// <summary>
    /// Whether no operation has a kink or a jump anywhere: then finite differences, and derivatives of every order,
    /// agree at every point and not only at almost every one.
    /// </summary>
    let isSmooth (program: Program) : bool =
        calls program
        |> Seq.forall (fun call ->
            call.Slots
            |> List.forall (fun slot ->
                match slot.Region with
                | Except _
                | BetweenJumps _
                | Distinct
                | Discrete -> false
                | Reals
                | Positive
                | NonZero
                | Between _
                | WellConditioned
                | PositiveDefinite
                | SeparatedSpectrum -> true))

    /// <summary>The program as something to try laws on, which shrinks to smaller programs and prints itself.</summary>
    let rec subject (program: Program) : Subject =
        { Name = "a program"
          Function = fun xs -> [| run program xs |]
          Regions = program.Inputs |> List.map (fun _ -> Reals)
          Shapes = Shapes.fixedTo program.Inputs
          Smaller = Shapes.none
          Claims = [ Float64Only ]
          Text = lazy [ "F#", toFSharp program; "C#", toCSharp program ]
          Simpler = shrink program |> Seq.map subject }
