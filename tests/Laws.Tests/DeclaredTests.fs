/// Operations that are declared in one place are found and tried without being listed, and wrong ones are caught.
module Functional.Laws.Tests.DeclaredTests

open System
open System.Reflection
open Xunit
open Functional
open Functional.Kernels
open Functional.Laws

/// What somebody declares in an assembly of their own.
module Mine =
    let private bell (x: Tensor) = exp -(x * x)

    let private bellOperation =
        Declare.elementwise "bell" Reals bell (Declare.slopeAt (fun x -> -2.0 * x * bell x)) |> Declare.keepingNan

    let private ofTwo =
        [ Declare.elementwise2
              "x exp y"
              (Reals, Reals)
              (fun x y -> x * exp y)
              (Declare.slopesAt (fun _ y -> exp y) (fun x y -> x * exp y))
          Declare.composition "bells" [ Reals; Reals ] [] (fun xs -> bell xs[0] * bell xs[1]) ]

    let private differences =
        let value (x: Tensor) = Tensor.narrow 0 1 3 x - Tensor.narrow 0 0 3 x

        Declare.operation
            "differences"
            [ Reals ]
            [ [ 4; 2 ] ]
            (fun xs -> value xs[0])
            (Everywhere(fun _ ->
                Open(value, (fun c -> Tensor.pad [ 0; 0; 1; 0 ] 0.0 c - Tensor.pad [ 0; 0; 0; 1 ] 0.0 c))))

    /// Each with the law that is to find what is wrong with it.
    let faulty: (string * Declared) list =
        let detached (x: Tensor) = bell (Tensor.detach x)

        [ "forward mode is the limit of central differences",
          Declare.elementwise "a forgotten factor" Reals bell (Declare.slopeAt (fun x -> -x * bell x))
          "forward mode is the limit of central differences",
          Declare.elementwise "the slope of another argument" Reals exp (Declare.slopeFrom exp)
          "duality",
          Declare.operation
              "a wrong transpose"
              [ Reals ]
              [ [ 3 ] ]
              (fun xs -> Tensor.cumsum 0 xs[0])
              (Everywhere(fun _ -> Open(Tensor.cumsum 0, Tensor.cumsum 0)))
          "Taylor slope",
          Declare.elementwise "a slope without a slope" Reals bell (Declare.slopeAt (fun x -> -2.0 * x * detached x))
          "forward mode is the limit of central differences",
          Declare.elementwise2
              "slopes exchanged"
              (Reals, Reals)
              (fun x y -> x * exp y)
              (Declare.slopesAt (fun x y -> x * exp y) (fun _ y -> exp y))
          "broadcasting is expansion",
          Declare.composition "not element by element" [ Reals; Reals ] [] (fun xs -> xs[0] * Tensor.sum xs[1])
          "nan and infinity",
          Declare.composition "nan for a number" [ Reals ] [] (fun xs -> Tensor.nanToNum xs[0]) |> Declare.keepingNan ]

let private mine = [ "bell"; "x exp y"; "bells"; "differences" ]

[<Fact>]
let ``what an assembly declares is found, alone and in lists`` () =
    let found = Law.ForDeclarations(Assembly.GetExecutingAssembly())
    Assert.Equal<string list>(List.sort mine, [ for suite in found -> suite.Name ] |> List.sort)

[<Fact>]
let ``what is declared rightly obeys every law`` () =
    for suite in Law.ForDeclarations(Assembly.GetExecutingAssembly()) do
        suite |> Laws.cases 20 |> Laws.check

let faults () = [ for law, declaration in Mine.faulty -> [| box declaration.Name; box law |] ]

[<Theory; MemberData(nameof faults)>]
let ``what is declared wrongly is caught`` (name: string) (law: string) =
    let _, declaration = Mine.faulty |> List.find (fun (_, declaration) -> declaration.Name = name)
    let report = Laws.ofDeclared declaration |> Laws.cases 20 |> Laws.run
    Assert.Null report.Refusal

    Assert.Contains(
        law,
        [ for result in report.Results do
              if result.IsBroken then
                  result.Law.Name ]
    )

/// The modules of the library that stand beside `Tensor`'s own, a file each.
let private files =
    [ for kind in typeof<Tensor>.Assembly.GetExportedTypes() do
          if
              not (
                  List.contains
                      kind.FullName
                      [ "Functional.WindowFunctions+Tensor"; "Functional.ScatterFunctions+Tensor" ]
              )
              && kind.IsNested
              && kind.Name = "Tensor"
          then
              nonNull kind.DeclaringType ]

[<Fact>]
let ``every file of operations declares what the laws try`` () =
    Assert.NotEmpty files

    for file in files do
        Assert.True(
            not (Declarations.ofKind file).IsEmpty,
            $"{file.Name} declares no operation: the laws try nothing of it"
        )

[<Fact>]
let ``every declaration of the library is among the operations that the laws try`` () =
    let tried = set [ for suite in Suite.suitesOf "operations" -> suite.Name ]

    for file in files do
        for declaration in Declarations.ofKind file do
            Assert.Contains(declaration.Name, tried)

[<Fact>]
let ``arguments become floats of one dtype, and those that are not differentiated stay`` () =
    let seen (regions: Region list) (xs: Tensor list) =
        let mutable dtypes = []

        let note (given: Tensor[]) =
            dtypes <- [ for x in given -> x.DType ]
            given[0]

        (Declare.composition "note" regions [] note).Apply(Array.ofList xs) |> ignore
        dtypes

    let ints, singles, doubles =
        Tensor.ofArray [ 1 ] [| 1 |], Tensor.ofArray [ 1 ] [| 1.0f |], Tensor.ofArray [ 1 ] [| 1.0 |]

    Assert.Equal<DType list>([ DType.Float32 ], seen [ Reals ] [ ints ])
    Assert.Equal<DType list>([ DType.Float64; DType.Float64 ], seen [ Reals; Reals ] [ singles; doubles ])
    Assert.Equal<DType list>([ DType.Float32; DType.Int32 ], seen [ Reals; Discrete ] [ singles; ints ])

[<Fact>]
let ``what does not fit its declaration says so`` () =
    let two = Declare.composition "two" [ Reals; Reals ] [ [ 3 ] ] Array.head
    let count = Assert.Throws<ArgumentException>(fun () -> two.Apply(Tensor.ones [ 1 ]) |> ignore)

    Assert.Equal(
        "two: expected 2 arguments, got 1; give a tensor for each region that it was declared with",
        count.Message
    )

    let shapes = Assert.Throws<ArgumentException>(fun () -> Law.For two |> ignore)
    Assert.StartsWith("two: the operation declares 2 regions, but 1 shapes", shapes.Message)

    Assert.Throws<ArgumentNullException>(fun () -> two.Apply(Tensor.ones [ 1 ], Unchecked.defaultof<Tensor>) |> ignore)
    |> ignore
