module Functional.Plots.Tests.ErrorsTests

open System
open Functional.Plots
open Xunit

/// The message of the error of a call: it names the operation, what was given, and a remedy.
let private refuses<'E when 'E :> exn> (parts: string list) (call: unit -> obj) =
    let error = Assert.Throws<'E>(fun () -> call () |> ignore)
    Assert.All(parts, (fun part -> Assert.Contains(part, error.Message)))
    Assert.Contains(";", error.Message)

let private ones = [ 1.0; 1.0 ]
let private missing<'T when 'T: not struct> = Unchecked.defaultof<'T>

[<Fact>]
let ``x and y of unequal lengths are refused`` () =
    refuses<ArgumentException> [ "Chart.Line"; "2"; "3" ] (fun () -> Chart().Line(ones, [ 1.0; 2.0; 3.0 ]))
    refuses<ArgumentException> [ "Chart.Scatter"; "2"; "0" ] (fun () -> Chart().Scatter(ones, []))

[<Theory>]
[<InlineData(1.0, 1.0)>]
[<InlineData(2.0, 1.0)>]
[<InlineData(Double.NaN, 1.0)>]
[<InlineData(0.0, Double.PositiveInfinity)>]
[<InlineData(-1.7e308, 1.7e308)>]
[<InlineData(0.0, 5e-324)>]
let ``Limits without a finite span are refused`` low high =
    refuses<ArgumentException> [ "Chart.XLim"; "low < high" ] (fun () -> Chart().XLim(low, high))
    refuses<ArgumentException> [ "Chart.YLim"; "low < high" ] (fun () -> Chart().YLim(low, high))

[<Fact>]
let ``Logarithmic axes refuse limits at or below zero in either order of asking`` () =
    refuses<ArgumentException> [ "YLim"; "above 0" ] (fun () -> Chart().LogY().YLim(0.0, 1.0))
    refuses<ArgumentException> [ "YLim"; "above 0" ] (fun () -> Chart().YLim(0.0, 1.0).LogY())
    refuses<ArgumentException> [ "XLim"; "above 0" ] (fun () -> Chart().LogX().XLim(-1.0, 1.0))

[<Fact>]
let ``A logarithmic axis with nothing positive is refused, yet one without data is not`` () =
    refuses<InvalidOperationException> [ "LogY"; "positive" ] (fun () ->
        Chart().LogY().Line([ 0.0; -1.0; nan ]).ToSvg())

    Assert.NotEmpty(Chart().LogY().Line([]).ToSvg())

[<Fact>]
let ``Null is refused by the name of its parameter`` () =
    let data: float seq = missing
    let text: string = missing
    refuses<ArgumentNullException> [ "Chart.Line"; "y" ] (fun () -> Chart().Line(data))
    refuses<ArgumentNullException> [ "Chart.Line"; "x" ] (fun () -> Chart().Line(data, ones))
    refuses<ArgumentNullException> [ "Chart.Scatter"; "y" ] (fun () -> Chart().Scatter(ones, data))
    refuses<ArgumentNullException> [ "Chart.Title"; "title" ] (fun () -> Chart().Title(text))
    refuses<ArgumentNullException> [ "Chart.XLabel"; "label" ] (fun () -> Chart().XLabel(text))
    refuses<ArgumentNullException> [ "Chart.Save"; "path" ] (fun () -> Chart().Save(text))
    refuses<ArgumentNullException> [ "Figure"; "charts" ] (fun () -> Figure(missing<Chart seq>))
    refuses<ArgumentNullException> [ "Figure"; "chart" ] (fun () -> Figure([ Chart(); missing<Chart> ]))

[<Fact>]
let ``Looks out of range are refused`` () =
    refuses<ArgumentException> [ "Chart.Line"; "width" ] (fun () -> Chart().Line(ones, width = 0.0))
    refuses<ArgumentException> [ "Chart.Line"; "opacity"; "1.5" ] (fun () -> Chart().Line(ones, opacity = 1.5))
    refuses<ArgumentException> [ "Chart.HLine"; "opacity" ] (fun () -> Chart().HLine(1.0, opacity = nan))
    refuses<ArgumentException> [ "Chart.Scatter"; "size" ] (fun () -> Chart().Scatter(ones, ones, size = -1.0))
    refuses<ArgumentException> [ "Chart.Line"; "LineStyle"; "Dotted" ] (fun () -> Chart().Line(ones, style = enum 42))
    refuses<ArgumentException> [ "Chart.Scatter"; "Marker" ] (fun () -> Chart().Scatter(ones, ones, marker = enum 42))
    refuses<ArgumentException> [ "Chart.Legend"; "LegendPosition" ] (fun () -> Chart().Legend(enum 42))
    refuses<ArgumentException> [ "Chart.VLine"; "blurple" ] (fun () -> Chart().VLine(1.0, color = "blurple"))

[<Fact>]
let ``Reference lines are finite`` () =
    refuses<ArgumentException> [ "Chart.HLine"; "NaN" ] (fun () -> Chart().HLine nan)
    refuses<ArgumentException> [ "Chart.VLine"; "Infinity" ] (fun () -> Chart().VLine infinity)

[<Fact>]
let ``Figures need charts, columns and room`` () =
    refuses<ArgumentException> [ "Figure"; "none" ] (fun () -> Figure([]: Chart list))
    refuses<ArgumentException> [ "Figure.Columns"; "0" ] (fun () -> Figure(Chart()).Columns 0)

    refuses<ArgumentException> [ "Figure.ToSvg"; "80"; "100 x 100" ] (fun () ->
        Figure(Chart(), Chart()).Size(100, 100).ToSvg())

    refuses<ArgumentException> [ "Chart.ToSvg"; "-1 x 0" ] (fun () -> Chart().Size(-1, 0).ToSvg())

[<Fact>]
let ``Charts are saved as SVG only`` () =
    refuses<ArgumentException> [ "Chart.Save"; ".svg"; "loss.png" ] (fun () -> Chart().Save "loss.png")
    refuses<ArgumentException> [ "Figure.Save"; ".svg" ] (fun () -> Figure(Chart()).Save "loss")
