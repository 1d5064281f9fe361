/// Generated programs give on each backend what they give on another one: eager and compiled, values and derivatives.
module Functional.Conformance.ProgramsTests

open System
open Xunit
open Functional
open Functional.Kernels
open Functional.Laws
open Functional.Conformance.Cases

/// How many programs are in a test.
[<Literal>]
let internal Block = 25

/// How many tests there are.
[<Literal>]
let internal Blocks = 8

let blocks () = each [ for i in 0 .. Blocks - 1 -> string i ]

/// A program and numbers to run it on.
type internal Sample = { Program: Program; Point: float[][]; Tangent: float[][]; Cotangent: float[] }

let internal sampleOf seed =
    let random = Random(seed: int)
    let program = Program.anyOfSeed seed 40
    let size = Array.fold (*) 1
    let numbers high shape = Array.init (size shape) (fun _ -> high * (2.0 * random.NextDouble() - 1.0))
    let inputs = Array.ofList program.Inputs

    { Program = program
      Point = inputs |> Array.map (numbers 3.0)
      Tangent = inputs |> Array.map (numbers 1.0)
      Cotangent = numbers 1.0 program.Body.Shape }

/// What is computed of a program on a backend, by name, and where.
let internal functionsOf (backend: IBackend) seed : (string * (Tensor[] -> Tensor[])) list * Tensor[] =
    let sample = sampleOf seed
    let program = sample.Program
    let tensor shape data = Creation.fromArrayOn backend data (Shape.From(shape: int[]))
    let inputs = Array.ofList program.Inputs
    let x, v = Array.map2 tensor inputs sample.Point, Array.map2 tensor inputs sample.Tangent
    let c = tensor program.Body.Shape sample.Cotangent
    let f (xs: Tensor[]) = [| Program.run program xs |]
    let loss xs = Tensor.sum (Program.run program xs * c)

    [ "value", f
      "jvp", (fun x -> snd (jvp f x v))
      "vjp", (fun x -> snd (vjp f x) [| c |])
      "hvp", (fun x -> hvp loss x v) ],
    x

/// What a program gives on a backend, in every way there is.
let private results (backend: IBackend) seed : (string * float[]) list =
    use _ = Device.Use backend.Device
    let functions, x = functionsOf backend seed

    [ for name, derivative in functions do
          name, Comparing.all (derivative x)
          $"compiled {name}", Comparing.all (compile derivative x)

          $"{name} compiled at once",
          Comparing.all (compileWith { CompileOptions.Default with Eager = true } derivative x) ]

/// The first result that is not near, on the scale of all of it.
let internal differing (expected: (string * float[]) list) (actual: (string * float[]) list) =
    Seq.zip expected actual
    |> Seq.tryPick (fun ((name, xs), (_, ys)) ->
        let scale = xs |> Array.fold (fun most x -> if Double.IsFinite x then max most (abs x) else most) 1.0
        let near x y = x = y || (Double.IsNaN x && Double.IsNaN y) || abs (x - y) <= 1e-9 * scale

        if xs.Length = ys.Length && Array.forall2 near xs ys then
            None
        else
            Some $"{name}: expected %A{xs}, got %A{ys}")

[<Theory; MemberData(nameof blocks)>]
let ``programs give what they give on another backend`` (block: string, backend: string) =
    let row = rowNamed backend

    for i in 1 .. row.CasesOf Block do
        let seed = int block * Block + i

        unlessLacking backend (fun () ->
            match differing (results (witnessOf backend) seed) (results row.Here seed) with
            | None -> ()
            | Some message -> Assert.Fail $"{message}\n{(sampleOf seed).Program}")
