// dotnet fsi examples/fsharp/compile.fsx
#load "load.fsx"
open Functional

// The cubic fit of tutorial 1: its loss, and a step down the gradient.
type Cubic = { A: Tensor; B: Tensor; C: Tensor; D: Tensor }
let x = Tensor.linspace -System.Math.PI System.Math.PI 2000
let y = sin x

let loss p = p.A + p.B * x + p.C * Tensor.square x + p.D * x ** 3 - y |> Tensor.square |> Tensor.mean

let step p = Tree.map2 (fun v d -> v - 0.002 * d) p (grad loss p)
let start = { A = tensor 0; B = tensor 0; C = tensor 0; D = tensor 0 }

// A whole training as one compiled call: a scan over steps, which also gives the loss before each of them.
let train p = scan (fun p (_: Tensor) -> step p, loss p) p (Tensor.arange 0.0 5000.0 1.0)
let fit, losses = compile train start
printfn $"fit    {fit.B} x + {fit.D} x^3"
printfn $"losses {losses[0]}, {losses[1000]}, {losses[-1]}"

// The same numbers without compiling, for the first steps.
let p = Seq.fold (fun p _ -> step p) start (seq { 1..1000 })
printfn $"eager  {loss start}, {loss p}"

// A compiled function has derivatives and batches: here, how the loss after ten steps depends on the start.
let after p = loss (forLoop 0 10 (fun _ -> step) p)
printfn $"slope  {(grad (compile after) start).B}"

// What becomes of the value and the gradient: one loop reads each number once; the other makes a mean of a sum.
let report = Compile.explain (valueAndGrad loss) start
printfn "%s" (report.Substring(report.IndexOf "1. "))
