module Functional.Plots.Tests.TicksTests

open System
open Functional.Plots
open Xunit

let private labels (ticks: Ticks) = ticks.Major |> Array.map _.Label.Text |> List.ofArray

[<Theory>]
[<InlineData(0.0, 1.0)>]
[<InlineData(-0.37, 12.9)>]
[<InlineData(1e-9, 3e-9)>]
[<InlineData(-1e300, 1e300)>]
[<InlineData(1e-300, 9e-300)>]
[<InlineData(99999.0, 100001.0)>]
[<InlineData(-7.3, -7.2)>]
let ``Linear ticks are evenly 1, 2 or 5 times a power of ten apart and leave less than one step uncovered`` low high =
    for count in 2..12 do
        let ticks = (Ticks.linear false count low high).Major |> Array.map _.At
        let step = (Ticks.step (high - low) count).Size
        let mantissa = step / 10.0 ** floor (log10 step + 1e-9)
        Assert.Contains(Math.Round(mantissa, 6), [ 1.0; 2.0; 5.0 ])
        Assert.InRange(ticks.Length, 1, count + 1)
        Assert.All(Array.pairwise ticks, (fun (a, b) -> Assert.Equal(1.0, (b - a) / step, 3)))
        let slack = 1e-6 * (high - low)
        Assert.InRange(ticks[0] - low, -slack, step + slack)
        Assert.InRange(high - ticks[ticks.Length - 1], -slack, step + slack)

[<Fact>]
let ``Labels of one axis have equally many decimals and a true minus sign`` () =
    Assert.Equal<string list>([ "−0.5"; "0.0"; "0.5"; "1.0" ], labels (Ticks.linear false 4 -0.5 1.0))

[<Fact>]
let ``Whole axes have no ticks between integers`` () =
    Assert.Equal<string list>([ "0"; "1"; "2" ], labels (Ticks.linear true 10 0.0 2.0))

[<Fact>]
let ``Large and small values share a power of ten`` () =
    let large = Ticks.linear false 4 0.0 4e9
    Assert.Equal<string list>([ "0"; "1"; "2"; "3"; "4" ], labels large)
    Assert.Equal({ Text = "×10"; Power = "9" }, large.Note)
    Assert.Equal({ Text = "×10"; Power = "−7" }, (Ticks.linear false 4 0.0 3e-7).Note)

[<Fact>]
let ``Values that differ in late digits share an offset`` () =
    let ticks = Ticks.linear false 4 1000000.0 1000000.4
    Assert.Equal<string list>([ "0.0"; "0.1"; "0.2"; "0.3"; "0.4" ], labels ticks)
    Assert.Equal(Text.plain "+ 1000000", ticks.Note)

[<Fact>]
let ``Logarithmic ticks of several decades are the decades with finer lines between`` () =
    let ticks = Ticks.log 8 -5.2 0.4
    Assert.Equal<float list>([ -5.0; -4.0; -3.0; -2.0; -1.0; 0.0 ], ticks.Major |> Array.map _.At |> List.ofArray)
    Assert.All(ticks.Major, (fun tick -> Assert.Equal("10", tick.Label.Text)))

    Assert.Equal<string list>(
        [ "−5"; "−4"; "−3"; "−2"; "−1"; "0" ],
        ticks.Major |> Array.map _.Label.Power |> List.ofArray
    )

    Assert.All(ticks.Minor, (fun at -> Assert.InRange(at, -5.2, 0.4)))

[<Fact>]
let ``Logarithmic ticks of many decades skip decades evenly`` () =
    let ticks = Ticks.log 6 -20.0 0.0
    Assert.InRange(ticks.Major.Length, 3, 7)

    Assert.Single(ticks.Major |> Array.pairwise |> Array.map (fun (a, b) -> b.At - a.At) |> Array.distinct)
    |> ignore

[<Fact>]
let ``Logarithmic ticks within a decade are 1, 2 and 5, or linear where those are too few`` () =
    Assert.Equal<string list>([ "0.5"; "1"; "2"; "5" ], labels (Ticks.log 6 (log10 0.4) (log10 6.0)))

    Assert.Equal<string list>(
        [ "3.0"; "3.2"; "3.4"; "3.6"; "3.8"; "4.0" ],
        labels (Ticks.log 6 (log10 3.0) (log10 4.0))
    )

[<Theory>]
[<InlineData(1.0, 1.0000000000000002)>]
[<InlineData(0.0, 1e-300)>]
[<InlineData(1e16, 1.0000000000000004e16)>]
let ``Ranges at the limits of doubles have a bounded number of ticks`` low high =
    Assert.InRange((Ticks.linear false 8 low high).Major.Length, 0, 20)

[<Fact>]
let ``Names stand at whole numbers from 0 on, and the axis reaches all of them`` () =
    let drawing = Chart().XNames([ "eager"; "compiled"; "limit" ]).Scatter([ 1.0 ], [ 2.0 ]).ToSvg() |> Drawing.parse
    let struct (left, _, width, _) = Drawing.plot drawing

    for name in [ "eager"; "compiled"; "limit" ] do
        let place = Drawing.all "text" drawing |> List.find (fun text -> text.Value = name) |> Drawing.number "x"
        Assert.InRange(place, left, left + width)

[<Fact>]
let ``Names on a logarithmic axis are refused, in either order`` () =
    let named = Chart().XNames [ "eager" ]
    Assert.Throws<ArgumentException>(fun () -> named.LogX() |> ignore) |> ignore
    Assert.Throws<ArgumentException>(fun () -> Chart().LogX().XNames([ "eager" ]) |> ignore) |> ignore
