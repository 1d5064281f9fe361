/// What linear algebra refuses, and what it says then.
module Functional.Tests.LinalgErrorsTests

open System
open Xunit
open Functional
open Functional.Tests.Checks
open Functional.Tests.Witness

/// A batch whose second matrix is the given one.
let private second (x: Tensor) = Tensor.stack 0 [ real [ 2; 2 ] [ 2.0; 0.0; 0.0; 3.0 ]; x ]

let private wide = counting [ 2; 3 ]

let private ofSquares: (string * (Tensor -> Tensor)) list =
    [ "inverse", Linalg.inv
      "det", Linalg.det
      "slogdet", Linalg.slogdet >> fst
      "slogdet", Linalg.logdet
      "cholesky", Linalg.cholesky
      "cholesky_inverse", Linalg.choleskyInverse
      "lu", (fun a -> let p, _, _ = Linalg.lu a in p)
      "eigh", Linalg.eigh >> fst
      "eigvalsh", Linalg.eigvalsh
      "matrix_exp", Linalg.expm
      "matrix_power", Linalg.matrixPower 2
      "solve", (fun a -> Linalg.solve a wide)
      "solve_triangular", (fun a -> Linalg.solveTriangular true a wide) ]

[<Fact>]
let ``matrices that are not square, and what is no matrix`` () =
    for name, f in ofSquares do
        says<ShapeException> [ name + ":"; "square"; "[2, 3]"; "reshape" ] (fun () -> f wide)

    for name, f in ofSquares |> List.filter (fun (name, _) -> name <> "matrix_power") do
        says<ShapeException> [ name + ":"; "[3]" ] (fun () -> f (counting [ 3 ]))

    says<ShapeException> [ "qr:"; "[3]" ] (fun () -> Linalg.qr (counting [ 3 ]) |> fst)
    says<ShapeException> [ "svd:"; "[3]" ] (fun () -> let u, _, _ = Linalg.svd (counting [ 3 ]) in u)
    says<ArgumentNullException> [ "inverse" ] (fun () -> Linalg.inv Unchecked.defaultof<Tensor>)

[<Fact>]
let ``right-hand sides that do not fit`` () =
    let a = real [ 2; 2 ] [ 2.0; 0.0; 0.0; 3.0 ]
    says<ShapeException> [ "solve:"; "[3, 2]"; "[2, 2]"; "[.., n, k]" ] (fun () -> Linalg.solve a (counting [ 3; 2 ]))
    says<ShapeException> [ "solve:"; "[]" ] (fun () -> Linalg.solve a (counting []))
    says<ShapeException> [ "solve_triangular:" ] (fun () -> Linalg.solveTriangular true a (counting [ 3; 2 ]))
    says<ShapeException> [ "solve"; "broadcast" ] (fun () -> Linalg.solve (second a) (counting [ 3; 2; 2 ]))

    for b in [ counting [ 3 ]; counting [ 3; 2 ]; counting [] ] do
        says<ShapeException> [ "lstsq:"; "[2, 3]"; "[.., m, k]" ] (fun () -> Linalg.lstsq wide b)

[<Fact>]
let ``a complete factorization of a tall matrix has no derivative, and says so`` () =
    let f (x: Tensor) = Linalg.qrComplete x |> fst |> Tensor.sum

    says<GraphException> [ "qr:"; "reduced"; "[3, 2]" ] (fun () ->
        grad f (real [ 3; 2 ] [ 1.0; 2.0; 0.0; 1.0; 3.0; 1.0 ]))

[<Fact>]
let ``orders, counts and lists that mean nothing`` () =
    let a = counting [ 2; 2 ]
    says<ArgumentException> [ "matrix_norm:"; "3"; "frobeniusNorm" ] (fun () -> Linalg.matrixNorm 3.0 a)
    says<ArgumentException> [ "cond:"; "0" ] (fun () -> Linalg.cond 0.0 a)
    says<ArgumentException> [ "multi_dot:"; "none" ] (fun () -> Linalg.multiDot [])
    says<ArgumentException> [ "vander:"; "0" ] (fun () -> Linalg.vander 0 a)
