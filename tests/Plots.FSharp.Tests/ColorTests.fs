module Functional.Plots.Tests.ColorTests

open Functional.Plots
open Xunit

[<Theory>]
[<InlineData("darkviolet", "darkviolet")>]
[<InlineData("Tomato", "tomato")>]
[<InlineData("r", "red")>]
[<InlineData("g", "green")>]
[<InlineData("k", "black")>]
[<InlineData("C0", "#0072b2")>]
[<InlineData("#1F77b4", "#1f77b4")>]
[<InlineData("#abc", "#abc")>]
let ``Colours are CSS names, letters, places in the cycle or hexadecimal digits`` written expected =
    Assert.Equal(expected, Color.parse "test" written)

[<Theory>]
[<InlineData("blurple")>]
[<InlineData("#12345")>]
[<InlineData("#ggg")>]
[<InlineData("url(#x)")>]
let ``Other words are refused with what would do`` written =
    let error = Assert.Throws<System.ArgumentException>(fun () -> Color.parse "Chart.Line" written |> ignore)
    Assert.Contains("Chart.Line", error.Message)
    Assert.Contains(written, error.Message)

[<Fact>]
let ``Series without a colour take the palette in order, whatever coloured ones stand between`` () =
    let chart =
        Chart()
            .Line([ 1.0; 2.0 ])
            .Line([ 1.0; 2.0 ], color = "r")
            .HLine(1.0)
            .Scatter([ 1.0 ], [ 1.0 ])
            .Line([ 1.0; 2.0 ])

    let colors = chart.Panel.Layers |> List.map _.Color
    Assert.Equal<string list>([ Color.ofCycle 0; "red"; Color.reference; Color.ofCycle 1; Color.ofCycle 2 ], colors)
