// dotnet fsi examples/fsharp/first-gradient.fsx
#load "load.fsx"
open Functional

let f x = sin x * exp x |> Tensor.sum
let x = tensor [ 0.5; 1.5 ]
let y, g = valueAndGrad f x

printfn $"f(x)  = {y}"
printfn $"f'(x) = {g}"
printfn $"f''   = {hessian f x}"
