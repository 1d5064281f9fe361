module Functional.Plots.Tests.DocumentTests

open System
open System.Globalization
open System.IO
open Functional.Plots
open Functional.Plots.Tests.Drawing
open Xunit

[<Theory>]
[<InlineData("a < b & \"c\" > 'd'")>]
[<InlineData("]]> <!-- </text>")>]
[<InlineData("손실 over 에폭 🙂")>]
let ``Titles and labels are text, whatever characters they hold`` title =
    let root = Chart().Title(title).XLabel(title).YLabel(title).Line([ 1.0; 2.0 ], label = title).ToSvg() |> parse
    Assert.Equal(4, texts root |> List.filter ((=) title) |> List.length)
    Assert.Equal(title, attribute "aria-label" root)

[<Fact>]
let ``Characters that XML cannot hold are replaced`` () =
    let title = String([| 'a'; '\000'; 'b'; '\ud800'; 'c' |])
    Assert.Contains("a\ufffdb\ufffdc", Chart().Title(title).ToSvg() |> parse |> texts)

[<Fact>]
let ``A long title is broken into lines and a line break kept`` () =
    let lines =
        Chart().Title("first\n" + String.replicate 30 "word ").ToSvg()
        |> parse
        |> texts
        |> List.filter (fun text -> text.Contains 'o' || text = "first")

    Assert.Equal("first", lines[0])
    Assert.True(lines.Length > 2)

[<Fact>]
let ``Equal charts give equal documents in every culture`` () =
    let draw () = Chart().Title("t").Line([ 0.5; -1234.5678; 1e-7 ], opacity = 0.25, width = 1.5).HLine(0.1).ToSvg()
    let expected = draw ()
    let comma = CultureInfo.InvariantCulture.Clone() :?> CultureInfo
    comma.NumberFormat.NumberDecimalSeparator <- ","
    comma.NumberFormat.NegativeSign <- "~"
    let before = CultureInfo.CurrentCulture

    try
        CultureInfo.CurrentCulture <- comma
        Assert.Equal(expected, draw ())
    finally
        CultureInfo.CurrentCulture <- before

[<Fact>]
let ``Coordinates have at most two decimals`` () =
    Assert.DoesNotMatch(@"\d\.\d{4}", Chart().Line(Seq.init 1000 (fun i -> sin (float i))).ToSvg())

[<Fact>]
let ``A document has its size and its own background`` () =
    let root = Chart().Size(800, 300).ToSvg() |> parse
    Assert.Equal("800", attribute "width" root)
    Assert.Equal("300", attribute "height" root)
    let background = all "rect" root |> List.head
    Assert.Equal("800", attribute "width" background)
    Assert.Equal("#ffffff", attribute "fill" background)

[<Theory>]
[<InlineData(80, 80)>]
[<InlineData(200, 120)>]
let ``Tiny charts are complete`` width height =
    let root =
        Chart()
            .Title("Tiny")
            .XLabel("epoch")
            .YLabel("loss")
            .Line([ 3.0; 2.0; 1.0 ], label = "a")
            .Size(width, height)
            .ToSvg()
        |> parse

    let struct (_, _, plotWidth, plotHeight) = plot root
    Assert.True(plotWidth >= 1.0 && plotHeight >= 1.0)
    Assert.NotEmpty(data root |> all "path")

[<Fact>]
let ``Saving creates the folder and writes the document`` () =
    let folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())

    try
        let path = Path.Combine(folder, "deep", "loss.svg")
        let chart = Chart().Line([ 1.0; 0.5 ])
        chart.Save path
        Assert.Equal(chart.ToSvg(), File.ReadAllText path)
        Assert.Equal(byte '<', (File.ReadAllBytes path)[0])
    finally
        Directory.Delete(folder, true)
