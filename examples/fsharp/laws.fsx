// dotnet fsi examples/fsharp/laws.fsx
#load "load.fsx"
#I "../../src/Laws.FSharp/bin/Release/net10.0"
#r "FsCheck.dll"
#r "Functional.Laws.dll"

open Functional
open Functional.Laws

// A function of one's own obeys the laws of derivatives.
let energy x = log (1.0 + Tensor.sum (Tensor.square x)) - Tensor.mean (cos x)
let report = energy |> Laws.on (Domain.Reals 3) |> Laws.name "energy" |> Laws.run
printfn $"""{report.Subject}: {if report.Passed then "every law holds" else string report}"""

// An operation whose derivative is a little wrong does not, and this is the simplest case that was found.
let cube = Custom.define "cube" (fun xs -> xs[0] ** 3.0) (fun xs _ _ -> Scale(3.1 * xs[0] * xs[0]))
let differences = Laws.named "forward mode is the limit of central differences"

let wrong =
    (fun x -> cube [| x |])
    |> Laws.on (Domain.Positive 2)
    |> Laws.name "cube"
    |> Laws.only [ differences ]
    |> Laws.run

for result in wrong.Results do
    match result.Verdict with
    | Broken counterexample -> printfn $"{counterexample}"
    | verdict -> failwith $"expected a counterexample, got {verdict}"
