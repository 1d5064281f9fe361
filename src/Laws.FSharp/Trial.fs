namespace Functional.Laws

open System
open System.Collections.Generic
open Functional
open Functional.Kernels

/// A law has nothing to say about a function.
type internal NotApplicableException(reason: string) =
    inherit Exception(reason)

/// A law cannot decide at a point.
type internal UndecidedException(reason: string) =
    inherit Exception(reason)

/// The default generator as a law needs it.
module internal Seeding =
    /// Runs with the default generator at a seed, and leaves the generator where it was.
    let seededWith (seed: int64) (run: unit -> 'a) : 'a =
        let before = Generator.Default.GetState()
        Generator.ManualSeed seed |> ignore

        try
            run ()
        finally
            Generator.Default.SetState before

/// The numbers that a subject is tried on: arguments, and a seed for whatever else a law needs.
[<NoEquality; NoComparison>]
type internal Case = { Shapes: int[][]; Values: float[][]; Seed: int }

/// <summary>
/// One function at one point: what a law looks at. Tangents, cotangents and other random things are the same every time
/// they are asked for.
/// </summary>
[<Sealed>]
type Trial internal (subject: Subject, case: Case, backend: IBackend) =
    let drawn = List<struct (string * Tensor[])>()

    let create (shape: int[]) (data: float[]) : Tensor =
        Concrete(backend.Create<float>(ReadOnlySpan data, Shape.Create(ReadOnlySpan shape)))

    let note name tensors =
        drawn.Add(struct (name, tensors))
        tensors

    let point = Array.map2 create case.Shapes case.Values

    let isSeeded = subject.Claims |> List.exists _.IsSeeded

    // A function that draws random numbers draws the same in every call.
    let steady =
        if isSeeded then
            let seed = (Draw.seeded "seed" case.Seed).NextInt64()
            { subject with Function = fun xs -> Seeding.seededWith seed (fun () -> subject.Function xs) }
        else
            subject

    let value =
        lazy
            (let y = steady.Function point

             if y |> Array.exists (fun y -> not (y.DType.IsFloat())) then
                 raise (NotApplicableException "the result is not of floats")

             y)

    /// What is tried; if it draws random numbers, it draws the same every time.
    member _.Subject = steady

    /// Whether it draws random numbers.
    member internal _.IsSeeded = isSeeded

    /// The function as it came, which may draw others every time.
    member internal _.Unsteady = subject.Function

    /// The arguments, float64, on the backend under test.
    member _.Point: Tensor[] = point

    /// The value at the arguments.
    member _.Value: Tensor[] = value.Value

    member internal _.Backend = backend
    member internal _.Drawn: struct (string * Tensor[]) seq = drawn

    /// Random numbers of this case, for a purpose that a text names.
    member _.Random(purpose: string) = Draw.seeded purpose case.Seed

    /// A float64 tensor on the backend under test.
    member _.Tensor(shape: int[], data: float[]) = create shape data

    /// Numbers of a region in a tensor of a shape.
    member trial.Draw(name: string, region: Region, shape: int[]) : Tensor =
        let data = Draw.arguments (trial.Random name) [ region ] [| shape |]
        note name [| create shape data[0] |] |> Array.head

    /// A direction at the arguments; v, w, … are different ones.
    member trial.Tangent(name: string) : Tensor[] =
        let random = trial.Random name

        Array.map2
            (fun region shape -> create shape (Draw.direction random region shape))
            (Array.ofList subject.Regions)
            case.Shapes
        |> note name

    /// Weights for tensors like these.
    member trial.Like(name: string, tensors: Tensor[]) : Tensor[] =
        let random = trial.Random name

        tensors
        |> Array.map (fun y ->
            let shape = y.Shape.Lengths.ToArray()
            create shape (Draw.direction random Reals shape))
        |> note name

    /// Weights for the results.
    member trial.Cotangent(name: string) : Tensor[] = trial.Like(name, trial.Value)

    /// The law has nothing to say here, and this is why.
    member _.NotApplicable(reason: string) : 'a = raise (NotApplicableException reason)

    /// The law cannot decide at this point, and this is why.
    member _.Undecided(reason: string) : 'a = raise (UndecidedException reason)
