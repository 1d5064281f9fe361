namespace Functional.Laws

open System
open Functional

/// What is known about a function beyond its domain, for the laws that hold only of such functions.
[<NoEquality; NoComparison>]
type Claim =
    /// f(t x) = t^degree f(x) for every t > 0.
    | Homogeneous of degree: float
    /// Linear in each argument while the others stay.
    | Multilinear
    /// The arguments broadcast: f(x, y) is f of both expanded to their common shape.
    | Broadcasting
    /// Linear, and keeps lengths: |f(x)| = |x|.
    | Isometry
    /// Linear with this transpose: <f(x), c> = <x, transpose(c)>.
    | Transpose of (Tensor[] -> Tensor[])
    /// Of one argument, with this inverse.
    | Inverse of (Tensor -> Tensor)
    /// The derivative of the sum of the result, in closed form, argument by argument.
    | Gradient of (Tensor[] -> Tensor[])
    /// A determinant of one square matrix.
    | Determinant
    /// The same value everywhere: without this claim, a function that does not depend on its arguments is refused.
    | Constant
    /// Draws random numbers from the default generator.
    | Seeded
    /// Holds float64 numbers of its own, which other dtypes do not mix with everywhere.
    | Float64Only
    /// A nan among the arguments makes the result, and what depends on it, nan.
    | KeepsNan

/// <summary>
/// Something that laws are tried on: a function of some tensors, and where its arguments lie. Programs that were made at
/// random know smaller ones, and their text.
/// </summary>
[<NoEquality; NoComparison>]
type Subject =
    {
        Name: string
        Function: Tensor[] -> Tensor[]
        Regions: Region list
        /// Shapes of the arguments that fit together.
        Shapes: Random -> int[][]
        /// Smaller shapes to try in place of some that failed.
        Smaller: int[][] -> int[][] seq
        Claims: Claim list
        /// The function as text, each with the name of its language.
        Text: Lazy<(string * string) list>
        /// Simpler functions of the same arguments to try in place of one that failed.
        Simpler: Subject seq
    }

/// Shapes for arguments.
module Shapes =
    /// Always the same.
    let fixedTo (shapes: int[] list) : Random -> int[][] =
        let shapes = Array.ofList shapes
        fun _ -> shapes

    /// Shapes of up to three axes that broadcast together, one of them being their common shape; 0-d, axes of length 1
    /// and, now and then, an empty one.
    let broadcasting (count: int) (random: Random) : int[][] =
        let target = Array.init (random.Next 4) (fun _ -> if random.Next 40 = 0 then 0 else 1 + random.Next 3)

        let narrowed () =
            Array.skip (random.Next(target.Length + 1)) target
            |> Array.map (fun length -> if random.Next 3 = 0 then 1 else length)

        let full = random.Next(max 1 count)
        Array.init count (fun i -> if i = full then target else narrowed ())

    /// Fewer axes, and axes of length 1, for all arguments together.
    let narrower (shapes: int[][]) : int[][] seq =
        let rank = shapes |> Array.map Array.length |> Array.fold max 0

        seq {
            if rank > 0 then
                shapes |> Array.map (fun shape -> if shape.Length = rank then Array.tail shape else shape)

                for fromRight in 1..rank do
                    let shrunk =
                        shapes
                        |> Array.map (fun shape ->
                            let axis = shape.Length - fromRight
                            if axis >= 0 && shape[axis] > 1 then Array.updateAt axis 1 shape else shape)

                    if shrunk <> shapes then
                        shrunk
        }

    /// None: the function needs the shapes it has.
    let none (_: int[][]) : int[][] seq = Seq.empty

[<CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module Subject =
    /// A function of tensors in some domains, one for each argument.
    let ofFunction (name: string) (domains: Domain list) (f: Tensor[] -> Tensor[]) : Subject =
        let any = domains |> List.filter _.IsAny |> List.length

        let shapes (random: Random) =
            let mutable drawn = List.ofArray (Shapes.broadcasting any random)

            [| for domain in domains do
                   if domain.IsAny then
                       drawn.Head
                       drawn <- drawn.Tail
                   else
                       domain.Lengths |]

        let smaller (shapes: int[][]) =
            let isAny = domains |> List.map _.IsAny |> Array.ofList
            let free = Array.zip isAny shapes |> Array.filter fst |> Array.map snd

            Shapes.narrower free
            |> Seq.map (fun narrowed ->
                let mutable next = 0

                Array.map2
                    (fun any shape ->
                        if any then
                            next <- next + 1
                            narrowed[next - 1]
                        else
                            shape)
                    isAny
                    shapes)

        { Name = name
          Function = f
          Regions = domains |> List.map _.Region
          Shapes = shapes
          Smaller = smaller
          Claims = []
          Text = lazy []
          Simpler = Seq.empty }

    /// The same, known to be more.
    let claiming (claims: Claim list) (subject: Subject) = { subject with Claims = subject.Claims @ claims }
