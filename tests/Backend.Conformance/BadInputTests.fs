/// What every backend refuses, and that it computes as before afterwards.
module Functional.Conformance.BadInputTests

open System
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Checks
open Functional.Tests.Witness
open Functional.Conformance.Cases

let private singular = real [ 2; 2 ] [ 1.0; 2.0; 2.0; 4.0 ]

/// A batch whose second matrix is the given one.
let private second (x: Tensor) = Tensor.stack 0 [ real [ 2; 2 ] [ 2.0; 0.0; 0.0; 3.0 ]; x ]

let backends () = eachBackend ()
let private on (name: string) (x: Tensor) = toTensorOn (named name) (ofTensor x)

[<Theory; MemberData(nameof backends)>]
let ``a matrix that is not positive definite`` (name: string) =
    let a = real [ 2; 2 ] [ 1.0; 2.0; 2.0; 1.0 ]

    for x, parts in [ a, []; second a, [ "at 1 of the batch of 2" ] ] do
        says<LinearAlgebraException>
            ([ "cholesky: expected a positive definite matrix"; "leading minor of order 2"; "eigh" ] @ parts)
            (fun () -> Linalg.cholesky (on name x))

    says<LinearAlgebraException> [ "order 1" ] (fun () -> Linalg.cholesky (on name (real [ 1; 1 ] [ nan ])))
    says<LinearAlgebraException> [ "order 1" ] (fun () -> Linalg.cholesky (on name (real [ 1; 1 ] [ 0.0 ])))

[<Theory; MemberData(nameof backends)>]
let ``a singular matrix has no inverse and no solution`` (name: string) =
    let a = on name singular

    says<LinearAlgebraException> [ "solve: expected an invertible matrix"; "pivot 1"; "pinv" ] (fun () ->
        Linalg.solve a a)

    says<LinearAlgebraException> [ "inverse:" ] (fun () -> Linalg.inv a)

    says<LinearAlgebraException> [ "inverse:"; "at 1 of the batch of 2" ] (fun () ->
        Linalg.inv (on name (second singular)))

    says<LinearAlgebraException> [ "inverse:" ] (fun () -> Linalg.matrixPower -2 a)
    says<LinearAlgebraException> [ "inverse:" ] (fun () -> Linalg.cond 1.0 a)

    says<LinearAlgebraException> [ "solve_triangular"; "(1, 1)" ] (fun () ->
        Linalg.solveTriangular true (on name (real [ 2; 2 ] [ 1.0; 2.0; 0.0; 0.0 ])) a)

[<Theory; MemberData(nameof backends)>]
let ``iterations refuse what is not finite`` (name: string) =
    for number in [ nan; infinity ] do
        let a = on name (real [ 2; 2 ] [ 1.0; number; number; 1.0 ])
        let part = "expected finite numbers"
        says<LinearAlgebraException> [ "eigh"; part ] (fun () -> Linalg.eigh a |> fst)
        says<LinearAlgebraException> [ "eigvalsh"; part ] (fun () -> Linalg.eigvalsh a)
        says<LinearAlgebraException> [ "svd"; part ] (fun () -> let u, _, _ = Linalg.svd a in u)
        says<LinearAlgebraException> [ "svdvals"; part ] (fun () -> Linalg.svdvals a)
        says<LinearAlgebraException> [ "matrix_exp"; part ] (fun () -> Linalg.expm a)

[<Theory; MemberData(nameof backends)>]
let ``dtypes that an operation does not have`` (name: string) =
    let truths = on name (bools [ 2 ] [ 1.0; 0.0 ])
    let numbers = on name (int64s [ 2; 2 ] [ 1.0; 2.0; 3.0; 4.0 ])
    let floats = on name (real [ 2; 2 ] [ 1.0; 2.0; 3.0; 4.0 ])
    says<DTypeException> [ "bool"; "cast" ] (fun () -> -truths)
    says<DTypeException> [ "bool"; "cast" ] (fun () -> Products.dot truths truths)
    says<DTypeException> [ "gather"; "float64" ] (fun () -> Indexing.gather 0 floats floats)
    says<DTypeException> [ "where"; "float64"; "x > 0" ] (fun () -> Indexing.where floats floats floats)
    says<DTypeException> [ "int64" ] (fun () -> grad (fun (x: Tensor) -> Tensor.sum (x * x)) numbers)
    says<ArgumentException> [ "0"; "cast" ] (fun () -> numbers % (numbers * 0))

[<Theory; MemberData(nameof backends)>]
let ``shapes, axes and indices that do not fit`` (name: string) =
    let x = on name (counting [ 2; 3 ])
    says<ShapeException> [ "add"; "[2, 3]"; "[2, 2]" ] (fun () -> x + Tensor.narrow 1 0 2 x)
    says<ShapeException> [ "matmul"; "[2, 3]" ] (fun () -> x *@ x)
    says<ShapeException> [ "reshape"; "[2, 3]" ] (fun () -> Moves.reshape [ 4 ] x)
    says<AxisException> [ "sum" ] (fun () -> Tensor.sumOver [ 2 ] x)
    says<IndexException> [ "3" ] (fun () -> Moves.select 1 3 x)

    says<IndexException> [ "gather"; "7" ] (fun () -> Indexing.gather 1 (on name (int64s [ 2; 1 ] [ 0.0; 7.0 ])) x)

/// An error in the middle of a derivative.
exception private Interrupted

[<Theory; MemberData(nameof backends)>]
let ``after an error everything is as before`` (name: string) =
    let x = on name (counting [ 2; 2 ] + 1.0)
    let f (x: Tensor) = Tensor.sum (Tensor.exp x * Linalg.det x)
    let expected = elements (grad f x)

    let stopped (x: Tensor) =
        if (Tensor.exp x * x).Size > 0 then
            raise Interrupted

        Tensor.sum x

    Assert.Throws<Interrupted>(fun () -> grad stopped x |> ignore) |> ignore
    says<LinearAlgebraException> [ "inverse:" ] (fun () -> grad (fun x -> Tensor.sum (Linalg.inv (x * 0.0))) x)
    says<LinearAlgebraException> [ "inverse:" ] (fun () -> compile (fun (x: Tensor) -> Linalg.inv (x * 0.0)) x)
    Assert.Equal<float[]>(expected, elements (grad f x))
