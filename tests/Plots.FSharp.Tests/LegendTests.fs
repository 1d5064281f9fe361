module Functional.Plots.Tests.LegendTests

open Functional.Plots
open Functional.Plots.Tests.Drawing
open Xunit

let private legend (chart: Chart) = chart.ToSvg() |> parse |> legends |> Assert.Single

/// The middle of the legend in units of the plot, from its lower left corner.
let private place (chart: Chart) =
    let struct (left, top, width, height) = chart.ToSvg() |> parse |> plot
    let rect = legend chart |> all "rect" |> List.head
    let x = number "x" rect + number "width" rect / 2.0
    let y = number "y" rect + number "height" rect / 2.0
    struct ((x - left) / width, 1.0 - (y - top) / height)

[<Fact>]
let ``The legend names the labelled series in their order`` () =
    let chart =
        Chart()
            .Line([ 1.0; 2.0 ], label = "a < b")
            .Line([ 2.0; 1.0 ])
            .Scatter([ 0.0 ], [ 1.0 ], label = "data")
            .HLine(1.5, label = "goal")

    Assert.Equal<string list>([ "a < b"; "data"; "goal" ], legend chart |> texts)

[<Fact>]
let ``There is no legend without labels, nor a hidden one`` () =
    Assert.Empty(Chart().Line([ 1.0; 2.0 ]).ToSvg() |> parse |> legends)
    Assert.Empty(Chart().Line([ 1.0; 2.0 ], label = "a").Legend(LegendPosition.Hidden).ToSvg() |> parse |> legends)

[<Fact>]
let ``The legend leaves rising data the lower right or upper left, and falling data the upper right`` () =
    let rising = Chart().Line([ 0.0; 1.0; 2.0; 3.0 ], label = "up")
    let struct (x, y) = place rising
    Assert.True(abs (x - y) > 0.5)
    let struct (x, y) = place (Chart().Line([ 3.0; 2.0; 1.0; 0.0 ], label = "down"))
    Assert.True(x > 0.5 && y > 0.5)

[<Fact>]
let ``The legend moves away from a corner full of points`` () =
    let corner =
        [ for i in 0..99 -> 0.7 + 0.3 * float (i % 10) / 10.0 ], [ for i in 0..99 -> 0.7 + 0.3 * float (i / 10) / 10.0 ]

    let struct (x, y) = place (Chart().XLim(0.0, 1.0).YLim(0.0, 1.0).Scatter(fst corner, snd corner, label = "data"))
    Assert.False(x > 0.6 && y > 0.6)

[<Fact>]
let ``A legend stands where it is told to`` () =
    let struct (x, y) = place (Chart().Line([ 0.0; 1.0 ], label = "a").Legend(LegendPosition.LowerLeft))
    Assert.True(x < 0.5 && y < 0.5)

[<Fact>]
let ``Many entries go side by side rather than beyond the plot`` () =
    let chart = (Chart(), [ 1..40 ]) ||> List.fold (fun chart i -> chart.HLine(float i, label = $"{i}"))
    let struct (_, _, _, height) = chart.ToSvg() |> parse |> plot
    Assert.InRange(legend chart |> all "rect" |> List.head |> number "height", 1.0, height)
