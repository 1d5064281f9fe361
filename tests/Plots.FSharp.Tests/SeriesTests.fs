module Functional.Plots.Tests.SeriesTests

open Functional.Plots
open Functional.Plots.Tests.Drawing
open Xunit

let private paths (chart: Chart) = chart.ToSvg() |> parse |> data |> all "path"
let private circles (chart: Chart) = chart.ToSvg() |> parse |> data |> all "circle"

[<Fact>]
let ``Points stand where the limits of the axes put them`` () =
    let root = Chart().XLim(0.0, 10.0).YLim(0.0, 4.0).Scatter([ 0.0; 2.5; 10.0 ], [ 0.0; 1.0; 4.0 ]).ToSvg() |> parse
    let struct (left, top, width, height) = plot root
    let expected = [ left, top + height; left + width / 4.0, top + 0.75 * height; left + width, top ]

    for (x, y), circle in List.zip expected (data root |> all "circle") do
        Assert.Equal(x, number "cx" circle, 0.02)
        Assert.Equal(y, number "cy" circle, 0.02)

[<Fact>]
let ``Reference lines cross the plot at their value`` () =
    let root = Chart().XLim(0.0, 4.0).YLim(0.0, 0.8).HLine(0.2).VLine(1.0).ToSvg() |> parse
    let struct (left, top, width, height) = plot root

    match data root |> all "path" |> List.map polylines with
    | [ [| [| struct (x1, y1); struct (x2, y2) |] |]; [| [| struct (x3, y3); struct (x4, y4) |] |] ] ->
        Assert.Equal(left, x1, 0.02)
        Assert.Equal(left + width, x2, 0.02)
        Assert.Equal(top + 0.75 * height, y1, 0.02)
        Assert.Equal(y1, y2)
        Assert.Equal(left + width / 4.0, x3, 0.02)
        Assert.Equal(x3, x4)
        Assert.Equal(top + height, y3, 0.02)
        Assert.Equal(top, y4, 0.02)
    | other -> failwith $"expected two lines, got {other}"

[<Fact>]
let ``A logarithmic axis is even in powers of ten`` () =
    let root = Chart().LogY().YLim(1e-4, 1.0).Scatter([ 0.0; 1.0 ], [ 1e-3; 1e-1 ]).ToSvg() |> parse
    let struct (_, top, _, height) = plot root
    let ys = data root |> all "circle" |> List.map (number "cy")
    Assert.Equal(top + 0.75 * height, ys[0], 0.02)
    Assert.Equal(top + 0.25 * height, ys[1], 0.02)

[<Fact>]
let ``Points that are not finite are gaps in lines`` () =
    let path = Chart().Line([ 1.0; 2.0; nan; 3.0; 2.0; infinity; 1.0; 4.0 ]) |> paths |> Assert.Single
    Assert.Equal<int[]>([| 2; 2; 2 |], polylines path |> Array.map _.Length)

[<Fact>]
let ``Values that a logarithmic axis cannot show are gaps`` () =
    let path = Chart().LogY().Line([ 1.0; 2.0; 0.0; 3.0; 2.0; -1.0; 5.0; 6.0 ]) |> paths |> Assert.Single
    Assert.Equal<int[]>([| 2; 2; 2 |], polylines path |> Array.map _.Length)

[<Fact>]
let ``A point between gaps, or alone, is a dot`` () =
    Assert.Single(circles (Chart().Line([ nan; 1.0; nan; 2.0; 3.0 ]))) |> ignore
    Assert.Single(circles (Chart().Line([ 0.7 ]))) |> ignore

[<Fact>]
let ``Markers that are not finite or out of sight are not drawn`` () =
    let chart = Chart().XLim(0.0, 1.0).YLim(0.0, 1.0).Scatter([ 0.5; nan; 0.5; 100.0 ], [ 0.5; 0.5; -infinity; 0.5 ])
    Assert.Single(circles chart) |> ignore

[<Fact>]
let ``The index is the x of a line without one`` () =
    let y = [ 3.0; 1.0; 2.0 ]
    Assert.Equal(Chart().Line([ 0.0; 1.0; 2.0 ], y).ToSvg(), Chart().Line(y).ToSvg())

[<Theory>]
[<InlineData(0.0)>]
[<InlineData(5.0)>]
[<InlineData(-1e-320)>]
[<InlineData(1e300)>]
[<InlineData(-1.7e308)>]
let ``Constant data stand in the middle`` value =
    let root = Chart().Line([ value; value; value ]).ToSvg() |> parse
    let struct (_, top, _, height) = plot root

    // What lies beyond the largest axis is clipped away; everything else is a level line.
    for path in data root |> all "path" do
        for struct (_, y) in polylines path |> Array.concat do
            Assert.Equal(top + height / 2.0, y, 0.02)

[<Theory>]
[<InlineData(-1.7e308, 1.7e308)>]
[<InlineData(1e-320, 1e-310)>]
[<InlineData(1.0, 1.0000000000000002)>]
[<InlineData(-1e-9, 1e9)>]
let ``Extreme ranges give finite coordinates`` low high =
    for chart in [ Chart(); Chart().LogY() ] do
        let svg = chart.Line([ low; high; low; abs high ]).Scatter([ low; high ], [ high; low ]).ToSvg()
        Assert.DoesNotContain("NaN", svg)
        Assert.DoesNotContain("∞", svg)
        Assert.DoesNotContain("Infinity", svg)

[<Fact>]
let ``Empty series draw nothing yet keep the axes`` () =
    let root = Chart().Line([], label = "nothing").Scatter([], []).YLim(0.0, 2.0).ToSvg() |> parse
    Assert.Empty(data root |> all "path")
    Assert.Empty(data root |> all "circle")
    Assert.Contains("2.0", texts root)

[<Fact>]
let ``Long series are drawn in a bounded number of points`` () =
    let long = Chart().Line(Seq.init 200_000 (fun i -> sin (float i * 0.37))).ToSvg()
    Assert.InRange(long.Length, 1_000, 100_000)

[<Fact>]
let ``Opaque markers hide equal ones, translucent ones add up`` () =
    let many = List.replicate 50 1.0
    Assert.Single(circles (Chart().Scatter(many, many))) |> ignore
    Assert.Equal(50, circles (Chart().Scatter(many, many, opacity = 0.1)) |> List.length)

[<Fact>]
let ``A series is a snapshot of its data`` () =
    let values = [| 1.0; 2.0 |]
    let chart = Chart().Line values
    let before = chart.ToSvg()
    values[0] <- 100.0
    Assert.Equal(before, chart.ToSvg())

[<Fact>]
let ``A chart is unchanged by what is built on it`` () =
    let start = Chart().Line([ 1.0; 2.0 ])
    let before = start.ToSvg()
    start.Title("more").HLine(1.5).LogY().YLim(0.1, 9.0) |> ignore
    Assert.Equal(before, start.ToSvg())
