module Functional.Plots.Tests.ProgramGraphTests

open System
open System.Diagnostics
open System.Xml.Linq
open Functional
open Functional.Kernels
open Functional.Plots
open Functional.Plots.Tests.Drawing
open Xunit

let private program text = ProgramText.Parse(text, ManagedBackend.Instance)

let private small =
    program
        """
        program (%0: float32[2000], %1: float32[]) {
          const %2: float32[] = 2
          %3: float32[2000] = sub<name="a \"<b>\" & `c` %% #\\">(%0, %1)
          %4: float32[2000] = mul(%3, %3)
          %5: float32[] = sum<axes=[0]>(%4)
          %6: float32[] = mul(%5, %2)
          return (%6, %0)
        }
        """

/// Runs each body once on the same arguments, and gives all that they give: two values or more in one instruction.
type private All(bodies: Program list) =
    inherit Control("all")
    override _.Bodies = bodies
    override _.With bodies = All(List.ofSeq bodies)

    override _.InferAll(_: ReadOnlySpan<Space>) =
        [| for body in bodies do
               yield! Seq.map body.SpaceOf body.Results |]

    override _.RunAll(bodies, arguments) = bodies |> Seq.map (fun body -> body.Run arguments) |> Array.concat

let private nested () =
    let space = Space(Shape.Scalar, DType.Float32)
    let body = program "program (%0: float32[]) { %1: float32[] = exp(%0) return (%1) }"

    let around bodies =
        let builder = ProgramBuilder ManagedBackend.Instance
        let x = builder.Argument space
        let first = builder.Add(All bodies, x)
        builder.Build [ builder.Add(Zip("sub", Binary.Sub), first + bodies.Length - 1, first) ]

    around [ body; around [ body ] ]

/// A program of a drawn shape: operations on values that may be old, so that arrows are long.
let private drawn count seed =
    let random = Random seed
    let builder = ProgramBuilder ManagedBackend.Instance
    let values = ResizeArray [ for _ in 1..5 -> builder.Argument(Space(Shape.From [ 3 ], DType.Float32)) ]
    let recent () = values[values.Count - 1 - random.Next(min 8 values.Count)]
    let any () = values[random.Next values.Count]

    for _ in 1..count do
        let other = if random.Next 10 = 0 then any () else recent ()
        values.Add(builder.Add(Zip("add", Binary.Add), recent (), other))

    builder.Build [ values[values.Count - 1] ]

/// The arrows that there must be, as pairs of boxes: arguments and constants are boxes in order, then instructions.
let private expected (program: Program) =
    let sources = program.Arguments.Count + program.Constants.Count

    let makers =
        [| yield! [ 0 .. sources - 1 ]
           for index in 0 .. program.Instructions.Count - 1 do
               for _ in program.Instructions[index].Spaces -> sources + index |]

    List.sort
        [ for index in 0 .. program.Instructions.Count - 1 do
              for value in program.Instructions[index].Arguments -> $"n{makers[value]}", $"n{sources + index}"
          for value in program.Results -> $"n{makers[value]}", $"n{sources + program.Instructions.Count}" ]

let private paths root = all "path" root |> List.filter (fun path -> attribute "class" path = "arrow")

let private arrows root = paths root |> List.map (fun path -> attribute "data-from" path, attribute "data-to" path)

[<Fact>]
let ``Mermaid has a line for each box and arrow, and nothing in a label is markup`` () =
    let expected =
        [ "flowchart TD"
          "  n0([\"%0<br/>float32[2000]\"])"
          "  n1([\"%1<br/>float32[]\"])"
          "  n2[/\"%2 = 2<br/>float32[]\"/]"
          "  n3[\"sub#lt;name=#quot;a #92;#quot;#lt;b#gt;#92;#quot; #amp; #96;c#96; #37;% #35;#92;#92;#quot;#gt;<br/>%3: float32[2000]\"]"
          "  n4[\"mul<br/>%4: float32[2000]\"]"
          "  n5[\"sum#lt;axes=[0]#gt;<br/>%5: float32[]\"]"
          "  n6[\"mul<br/>%6: float32[]\"]"
          "  n7([\"return\"])"
          "  n0 -->|\"1\"| n3"
          "  n1 -->|\"2\"| n3"
          "  n3 -->|\"1\"| n4"
          "  n3 -->|\"2\"| n4"
          "  n4 --> n5"
          "  n5 -->|\"1\"| n6"
          "  n2 -->|\"2\"| n6"
          "  n6 -->|\"1\"| n7"
          "  n0 -->|\"2\"| n7"
          "" ]

    Assert.Equal<string list>(expected, ProgramGraph.Mermaid(small).Split '\n' |> List.ofArray)

[<Fact>]
let ``Dot has a line for each box and arrow, quoted as Graphviz wants it`` () =
    let text = ProgramGraph.Dot small
    Assert.StartsWith("digraph program {\n", text)
    Assert.EndsWith("  n0 -> n7 [label=\"2\"];\n}\n", text)
    Assert.Contains("  n2 [label=\"%2 = 2\\nfloat32[]\", shape=note];\n", text)

    Assert.Contains(
        "  n3 [label=\"sub<name=\\\"a \\\\\\\"<b>\\\\\\\" & `c` %% #\\\\\\\\\\\">\\n%3: float32[2000]\", shape=box];\n",
        text
    )

    Assert.Contains("  n4 -> n5;\n", text)
    Assert.Equal(9, text.Split(" -> ").Length - 1)

[<Fact>]
let ``SVG is well-formed and shows every box, text and arrow`` () =
    let root = ProgramGraph.Svg small |> parse
    Assert.Equal<(string * string) list>(expected small, List.sort (arrows root))
    let shown = texts root

    for text in [ "%0"; "float32[2000]"; "%2 = 2"; "sum<axes=[0]>"; "%5: float32[]"; "return" ] do
        Assert.Contains(text, shown)

    Assert.Contains("""sub<name="a \"<b>\" & `c` %% #\\">""", shown)

[<Fact>]
let ``Bodies of control flow are drawn within it`` () =
    let program = nested ()
    let mermaid = ProgramGraph.Mermaid program
    Assert.Contains("  subgraph n1_0[\"body 1\"]\n    n1_0_0([\"%0<br/>float32[]\"])\n", mermaid)
    Assert.Contains("    subgraph n1_1_1_0[\"body\"]\n", mermaid)
    Assert.Contains("  n1 -.-> n1_1\n", mermaid)
    Assert.Contains("  n1 -->|\"%2 as 1\"| n2\n", mermaid)
    let dot = ProgramGraph.Dot program
    Assert.Contains("    subgraph cluster_n1_1_1_0 {\n", dot)
    Assert.Contains("  n1 -> n1_1_0 [lhead=cluster_n1_1, style=dashed];\n", dot)
    Assert.Equal(dot.Split('{').Length, dot.Split('}').Length)
    let root = ProgramGraph.Svg program |> parse
    Assert.Contains(("n1_1_1_0_0", "n1_1_1_0_1"), arrows root)
    Assert.Equal(3, all "g" root |> List.filter (fun group -> attribute "class" group = "body") |> List.length)

let private boxes (root: XElement) =
    [ for group in all "g" root do
          if attribute "data-node" group <> "" then
              let rect = all "rect" group |> List.head
              attribute "data-node" group, (number "x" rect, number "y" rect, number "width" rect, number "height" rect) ]

[<Theory>]
[<InlineData(1, 60)>]
[<InlineData(2, 60)>]
[<InlineData(3, 400)>]
let ``Boxes do not overlap, lie on the page, and arrows lead down`` seed count =
    let program = drawn count seed
    let root = ProgramGraph.Svg program |> parse
    let boxes = boxes root
    let width, height = number "width" root, number "height" root
    Assert.Equal<(string * string) list>(expected program, List.sort (arrows root))

    for name, (x, y, w, h) in boxes do
        Assert.True(x >= 0.0 && y >= 0.0 && x + w <= width && y + h <= height)

        for other, (x', y', w', h') in boxes do
            if name < other then
                Assert.True(x + w <= x' || x' + w' <= x || y + h <= y' || y' + h' <= y, $"{name} and {other} overlap")

    let places = dict boxes

    for from, into in arrows root do
        let (_, y, _, h), (_, y', _, _) = places[from], places[into]
        Assert.True(y + h < y')

[<Fact>]
let ``A chain is drawn straight`` () =
    let text = "program (%0: float32[]) { %1: float32[] = exp(%0) %2: float32[] = sin(%1) return (%2) }"

    let middles =
        program text |> ProgramGraph.Svg |> parse |> boxes |> List.map (fun (_, (x, _, w, _)) -> x + w / 2.0)

    Assert.All(middles, fun middle -> Assert.Equal(middles.Head, middle, 0.02))

[<Fact>]
let ``Equal programs give equal pictures`` () =
    for write in [ ProgramGraph.Mermaid; ProgramGraph.Dot; ProgramGraph.Svg ] do
        Assert.Equal(write (drawn 200 5), write (drawn 200 5))

[<Fact>]
let ``A program of nothing is drawn`` () =
    let nothing = program "program () { return () }"
    Assert.Equal("flowchart TD\n  n0([\"return\"])\n", ProgramGraph.Mermaid nothing)
    Assert.Empty(ProgramGraph.Svg nothing |> parse |> arrows)

[<Fact>]
let ``Long titles are cut`` () =
    let program =
        program $"""program (%%0: float32[]) {{ %%1: float32[] = exp<name="{String('x', 500)}">(%%0) return (%%1) }}"""

    Assert.True(ProgramGraph.Mermaid(program).Length < 300)
    Assert.Contains("…", ProgramGraph.Svg program)

[<Fact>]
let ``Ten thousand operations are drawn in seconds`` () =
    let program = drawn 10_000 1
    let watch = Stopwatch.StartNew()
    Assert.Equal(20_001, (ProgramGraph.Dot program).Split(" -> ").Length - 1)
    Assert.Equal(20_001, (ProgramGraph.Mermaid program).Split(" -->").Length - 1)
    Assert.Equal(20_001, ProgramGraph.Svg program |> parse |> arrows |> List.length)
    Assert.True(watch.Elapsed < TimeSpan.FromSeconds 30.0, $"{watch.Elapsed}")

[<Fact>]
let ``A program too large for a picture is refused with a way out`` () =
    let error = Assert.Throws<ArgumentException>(fun () -> ProgramGraph.Svg(drawn 20_000 1) |> ignore)
    Assert.Contains("at most 20000", error.Message)
    Assert.Contains("20006", error.Message)
    Assert.Contains("Dot", error.Message)

[<Fact>]
let ``A missing program is an error that says so`` () =
    for write in [ ProgramGraph.Mermaid; ProgramGraph.Dot; ProgramGraph.Svg ] do
        Assert.Throws<ArgumentNullException>(fun () -> write (Unchecked.defaultof<Program>) |> ignore) |> ignore
