module Functional.Plots.Tests.GeometryTests

open System
open Functional.Plots
open Xunit

let private at x y = { X = x; Y = y }
let private square = { Left = 0.0; Top = 0.0; Width = 10.0; Height = 10.0 }

[<Fact>]
let ``Points that are not finite separate runs`` () =
    let runs = Geometry.runs [| at nan 0.0; at 1.0 1.0; at 2.0 2.0; at 3.0 nan; at 4.0 infinity; at 5.0 5.0 |]
    Assert.Equal<Pixel[]>([| [| at 1.0 1.0; at 2.0 2.0 |]; [| at 5.0 5.0 |] |], runs)

[<Fact>]
let ``A polyline that leaves a rectangle and returns is cut at its border`` () =
    let pieces = Geometry.clip square [| at 5.0 5.0; at 15.0 5.0; at 15.0 8.0; at 5.0 8.0 |]
    Assert.Equal<Pixel[]>([| [| at 5.0 5.0; at 10.0 5.0 |]; [| at 10.0 8.0; at 5.0 8.0 |] |], pieces)

[<Fact>]
let ``A segment through a rectangle is seen though both its ends lie outside`` () =
    Assert.Equal<Pixel[]>([| [| at 0.0 5.0; at 10.0 5.0 |] |], Geometry.clip square [| at -1e25 5.0; at 1e25 5.0 |])
    Assert.Empty(Geometry.clip square [| at -5.0 11.0; at 20.0 11.0 |])

[<Fact>]
let ``The near end of a segment is drawn however far the other end is`` () =
    let near, far = at 5.0 5.0, at 6.0 -1e25
    Assert.Equal<Pixel[]>([| [| near; at 5.0 0.0 |] |], Geometry.clip square [| near; far |])
    Assert.Equal<Pixel[]>([| [| at 5.0 0.0; near |] |], Geometry.clip square [| far; near |])

[<Fact>]
let ``Thinning keeps ends and extremes of every column and bounds the number of points`` () =
    let random = Random 1
    let run = Array.init 100_000 (fun i -> at (float i / 1000.0) (random.NextDouble()))
    let thinned = Geometry.thin run
    Assert.InRange(thinned.Length, 2, 4 * 201)
    Assert.Equal(run[0], thinned[0])
    Assert.Equal(run[run.Length - 1], thinned[thinned.Length - 1])
    Assert.Equal(run |> Array.map _.Y |> Array.max, thinned |> Array.map _.Y |> Array.max)
    Assert.Equal(run |> Array.map _.Y |> Array.min, thinned |> Array.map _.Y |> Array.min)
    Assert.All(Array.pairwise thinned, (fun (a, b) -> Assert.True(a.X <= b.X)))
