module Functional.Plots.Tests.FigureTests

open Functional.Plots
open Functional.Plots.Tests.Drawing
open Xunit

let private chart (title: string) = Chart().Title(title).Line([ 1.0; 2.0 ])

/// The left and top of each panel's plot.
let private places (figure: Figure) =
    figure.ToSvg()
    |> parse
    |> all "clipPath"
    |> List.map (fun clip ->
        let rect = all "rect" clip |> List.head
        number "x" rect, number "y" rect)

[<Fact>]
let ``Charts stand side by side and share the width`` () =
    match places (Figure(chart "w", chart "b").Size(1400, 600)) with
    | [ x1, y1; x2, y2 ] ->
        Assert.Equal(700.0, x2 - x1, 0.02)
        Assert.Equal(y1, y2)
    | other -> failwith $"expected two panels, got {other}"

[<Fact>]
let ``Columns break charts into rows`` () =
    let places = places (Figure([ for i in 1..5 -> chart $"{i}" ]).Columns(2).Size(800, 900))
    Assert.Equal(5, places.Length)
    Assert.Equal(2, places |> List.map fst |> List.distinct |> List.length)
    Assert.Equal(3, places |> List.map snd |> List.distinct |> List.length)

[<Fact>]
let ``A figure has the size that its charts ask for unless it is set`` () =
    let root = Figure(chart("a").Size(300, 200), chart("b").Size(400, 250)).ToSvg() |> parse
    Assert.Equal("800", attribute "width" root)
    Assert.Equal("250", attribute "height" root)

[<Fact>]
let ``The title of a figure stands above its charts`` () =
    let figure = Figure(chart "a")
    let top figure = places figure |> List.head |> snd
    Assert.Contains("All & more", figure.Title("All & more").ToSvg() |> parse |> texts)
    Assert.True(top (figure.Title "All") > top figure)
