/// How the linear algebra of the reference data is called here.
module Functional.Conformance.OpsLinalg

open System.Text.Json
open Functional
open Functional.Kernels
open Functional.Tests
open Functional.Tests.Witness

let private each f : JsonElement -> Tensor[] -> Tensor[] = fun _ xs -> [| f xs[0] |]

/// Vectors of which only the first so many columns count.
let private leading k (v: Tensor) = Tensor.narrow -1 0 k v

let private projector (v: Tensor) = Tensor.matmul v (Tensor.matrixTranspose v)

/// V diag(f(w)) Vᵀ
let private eighFunction name (x: Tensor) =
    let w, v = Linalg.eigh x

    let values =
        match name with
        | "exp" -> Tensor.exp w
        | _ -> Tensor.softplus w

    Tensor.matmul (v * Tensor.unsqueeze -2 values) (Tensor.matrixTranspose v)

let private lowRank k (x: Tensor) =
    let u, s, vt = Linalg.svd x
    Tensor.matmul (leading k u * Tensor.unsqueeze -2 (leading k s)) (Tensor.narrow -2 0 k vt)

/// The factors with a positive diagonal of R, as the reference data has them.
let private positiveQr (x: Tensor) =
    let q, r = Linalg.qr x
    let signs = Tensor.sign (Tensor.diagonalWith 0 -2 -1 r)
    [| q * Tensor.unsqueeze -2 signs; r * Tensor.unsqueeze -1 signs |]

let private text name args = argument name string "" args

let table: Table =
    [ "det", each Linalg.det
      "slogdet",
      fun _ xs ->
          let sign, size = Linalg.slogdet xs[0]
          [| sign; size |]
      "inverse", each Linalg.inv
      "solve", (fun _ xs -> [| Linalg.solve xs[0] xs[1] |])
      "solve_triangular",
      fun args xs ->
          let upper, left, unit = flag "upper" args, flag "left" args, flag "unitriangular" args
          [| Linalg.solveTriangularWith upper left unit xs[0] xs[1] |]
      "cholesky",
      fun args xs ->
          let l = Linalg.cholesky xs[0]
          [| if flag "upper" args then Tensor.matrixTranspose l else l |]
      "qr", (fun _ xs -> positiveQr xs[0])
      "eigvalsh", each Linalg.eigvalsh
      "eigh_function", (fun args -> each (eighFunction (text "function" args)) args)
      "eigh_projector", (fun args -> each (Linalg.eigh >> snd >> leading (integer "k" 1 args) >> projector) args)
      "svdvals", each Linalg.svdvals
      "svd_low_rank", (fun args -> each (lowRank (integer "k" 1 args)) args)
      "pinv", each Linalg.pinv
      "svd_polar",
      each (fun x ->
          let u, _, vt = Linalg.svd x
          Tensor.matmul u vt)
      "matrix_power", (fun args -> each (Linalg.matrixPower (integer "n" 1 args)) args) ]
