// dotnet test examples/laws/FSharp
namespace Functional.Examples

open System.Reflection
open Functional
open Functional.Laws
open Xunit

// An operation of one's own, outside the library: what it is …
[<AutoOpen>]
module BellFunctions =
    let private operation =
        Declare.elementwise "bell" Reals (fun x -> exp -(x * x)) (Declare.slopeAt (fun x -> -2.0 * x * exp -(x * x)))

    [<RequireQualifiedAccess>]
    module Tensor =
        /// e ** -x².
        let bell (x: Tensor) : Tensor = operation.Apply x

// … and one call of the laws, for every operation that this assembly declares.
module MyOperations =
    [<Fact>]
    let ``my operations obey the laws`` () =
        for suite in Laws.ofDeclarations (Assembly.GetExecutingAssembly()) do
            Laws.check suite

    [<Fact>]
    let ``it is a function of tensors like any other`` () =
        let slope = grad (Tensor.bell >> Tensor.sum) (tensor [ 0.0; 1.0 ])
        Assert.True(Tensor.allClose 1e-6 1e-6 (tensor [ 0.0; -2.0 * exp -1.0 ]) slope)
