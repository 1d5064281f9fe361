/// Linear algebra, each function with what is known about it.
module Functional.Laws.Tests.LinalgClaims

open Functional
open Functional.Kernels
open Functional.Laws
open Functional.Laws.Tests.Building

let private t (x: Tensor) = Tensor.matrixTranspose x
let private eye n = Tensor.eyeOf DType.Float64 n n

/// Matrices whose pivots are on the diagonal, and stay there.
let private steady (x: Tensor) = x + 4.0 * eye x.Shape[-1]

/// The first columns, which of a matrix that is far from singular are far from dependent.
let private tall (x: Tensor) = Tensor.narrow -1 0 (x.Shape[-1] - 1) x

/// A rotation, so that singular values are not eigenvalues.
let private turn () = real [ 3; 3 ] [ 0.36; 0.48; -0.8; -0.8; 0.6; 0.0; 0.48; 0.64; 0.6 ]

let private turned (x: Tensor) = x *@ (turn ())

/// V diag(f(w)) Vᵀ, in which the signs of eigenvectors cancel.
let private ofEigenvalues f (x: Tensor) =
    let w, v = Linalg.eigh x
    (v * Tensor.unsqueeze -2 (f w)) *@ t v

let private systems () : Subject list =
    let turn = turn ()
    let square, column = at WellConditioned [ 3; 3 ], at Reals [ 3; 2 ]

    [ two "solve" (square, column) [ Homogeneous 0.0 ] Linalg.solve
      two "solve for a vector" (square, at Reals [ 3 ]) [] Linalg.solve
      two "solve, broadcast" (at WellConditioned [ 2; 1; 2; 2 ], at Reals [ 3; 2; 2 ]) [] Linalg.solve
      two "solve for vectors" (at WellConditioned [ 3; 2; 2 ], at Reals [ 3; 2 ]) [] Linalg.solve
      one
          "divide a matrix"
          column
          [ Multilinear; Inverse(Tensor.matmul turn); transpose (Tensor.matmul turn) ]
          (Linalg.solve turn)
      for upper in [ true; false ] do
          for left in [ true; false ] do
              for unit in [ true; false ] do
                  two
                      $"solveTriangular, upper {upper}, left {left}, unit {unit}"
                      (square, at Reals [ 2; 3; 3 ])
                      []
                      (fun a b -> Linalg.solveTriangularWith upper left unit (steady a) b)
      two "luSolve" (square, column) [] (fun a b ->
          let p, l, u = Linalg.lu (steady a)
          Linalg.luSolve p l u b)
      two "choleskySolve" (at PositiveDefinite [ 3; 3 ], column) [] (fun a b ->
          Linalg.choleskySolve (Linalg.cholesky a) b)
      two "lstsq of tall matrices" (square, column) [] (fun a b -> Linalg.lstsq (tall a) b)
      two "lstsq of wide matrices" (square, at Reals [ 2; 2 ]) [] (fun a b -> Linalg.lstsq (t (tall a)) b)
      two "lstsq for a vector" (square, at Reals [ 3 ]) [] (fun a b -> Linalg.lstsq (tall a) b) ]

let private functions () : Subject list =
    let square, batch = at WellConditioned [ 3; 3 ], at WellConditioned [ 2; 2; 2 ]
    let definite, apart = at PositiveDefinite [ 3; 3 ], at SeparatedSpectrum [ 3; 3 ]

    [ one "inv" square [ Homogeneous -1.0; Inverse Linalg.inv ] Linalg.inv
      one "inverses" batch [ Homogeneous -1.0; Inverse Linalg.inv ] Linalg.inv
      one
          "choleskyInverse"
          definite
          [ Homogeneous -1.0; Inverse Linalg.inv ]
          (Linalg.cholesky >> Linalg.choleskyInverse)
      one "pinv" square [ Homogeneous -1.0; Inverse Linalg.inv ] Linalg.pinv
      one "pinv of tall matrices" square [ Homogeneous -1.0 ] (tall >> Linalg.pinv)
      one "pinv of wide matrices" square [ Homogeneous -1.0 ] (tall >> t >> Linalg.pinvWith 1e-3)
      one "pinv of a lower rank" square [ Homogeneous -2.0 ] (fun x -> Linalg.pinvWith 1e-3 (tall x *@ t (tall x)))
      for n in [ -3; -1; 2; 5 ] do
          one $"matrix power {n}" square [ Homogeneous(float n) ] (Linalg.matrixPower n)
      one "expm" (at Reals [ 2; 2 ]) [] Linalg.expm
      one
          "exponentials by eigenvalues"
          (at SeparatedSpectrum [ 2; 2; 2 ])
          [ Inverse(ofEigenvalues Tensor.log) ]
          (ofEigenvalues Tensor.exp)
      one "expm of large matrices" square [] (fun x -> Linalg.expm (3.0 * x) / 50.0)
      one "multiDot" square [ Homogeneous 3.0 ] (fun x -> Linalg.multiDot [ t (tall x); x; tall x ])
      one "vander" (at Reals [ 3 ]) [] (Linalg.vander 4)
      one "eigenvalues" apart [ Homogeneous 1.0; gradient (fun x -> eye x.Shape[-1]) ] Linalg.eigvalsh
      one "eigenvalues of definite matrices" definite [ Homogeneous 1.0 ] (Linalg.eigvalsh >> Tensor.sum)
      one "eigenvectors" apart [ Homogeneous 0.0 ] (fun x ->
          let v = Linalg.eigh x |> snd |> Tensor.narrow -1 0 1
          v *@ t v)
      one "sine of a matrix" apart [] (ofEigenvalues Tensor.sin)
      one "singular values" apart [ Homogeneous 1.0 ] (turned >> Linalg.svdvals)
      // Two of its rows are in the wrong order, and orthogonal to the third.
      one "singular values of a matrix with one number beside its diagonal" (at NonZero [ 1 ]) [] (fun x ->
          Linalg.svdvals (
              Tensor.diagEmbed (real [ 3 ] [ 4.0; 8.0; 12.0 ]) + Tensor.pad [ 2; 0; 0; 2 ] 0.0 (Tensor.unsqueeze 0 x)
          ))
      one "singular vectors" apart [ Homogeneous 0.0 ] (fun x ->
          let u, _, vt = Linalg.svd (turned x)
          Tensor.narrow -1 0 2 u *@ Tensor.narrow -2 0 2 vt)
      for name, cut in [ "tall", tall; "wide", tall >> t ] do
          one $"singular vectors of {name} matrices" apart [ Homogeneous 1.0 ] (fun x ->
              let u, s, vt = Linalg.svd (cut (turned x))
              (Tensor.narrow -1 0 1 u * Tensor.unsqueeze -1 (Tensor.narrow -1 0 1 s)) *@ Tensor.narrow -2 0 1 vt) ]

let private factorizations () : Subject list =
    let square, definite = at WellConditioned [ 3; 3 ], at PositiveDefinite [ 3; 3 ]
    let both (x: Tensor, y: Tensor) = Tensor.cat -1 [ x; y ]
    let product split (y: Tensor) = Tensor.narrow -1 0 split y *@ Tensor.narrow -1 split (y.Shape[-1] - split) y

    [ one "cholesky" definite [ Homogeneous 0.5; Inverse(fun l -> l *@ t l) ] Linalg.cholesky
      one "choleskys" (at PositiveDefinite [ 2; 2; 2 ]) [ Homogeneous 0.5; Inverse(fun l -> l *@ t l) ] Linalg.cholesky
      one "lu" square [] (fun x ->
          let p, l, u = Linalg.lu (steady x)
          Tensor.cat -1 [ p; l; u ])
      one "qr" square [ Inverse(product 3) ] (Linalg.qr >> both)
      one "qr of tall matrices" square [] (fun x ->
          let q, r = Linalg.qr (tall x)
          Tensor.cat -2 [ q; r ])
      one "qr of wide matrices" square [] (steady >> tall >> t >> Linalg.qr >> both)
      one "complete qr of wide matrices" square [] (steady >> tall >> t >> Linalg.qrComplete >> both)
      one "qrs" (at WellConditioned [ 2; 2; 2 ]) [ Inverse(product 2) ] (Linalg.qr >> both) ]

let private measures () : Subject list =
    let turn = turn ()
    let square, batch = at WellConditioned [ 3; 3 ], at WellConditioned [ 2; 2; 2 ]
    let definite, apart, distinct = at PositiveDefinite [ 3; 3 ], at SeparatedSpectrum [ 3; 3 ], at Distinct [ 2; 3 ]
    let transposedInverse = Linalg.inv >> t

    [ one
          "det"
          square
          [ Determinant; Homogeneous 3.0; gradient (fun x -> Linalg.det x * transposedInverse x) ]
          Linalg.det
      one "dets" batch [ Determinant; Homogeneous 2.0 ] Linalg.det
      one "det of any matrix" (at Reals [ 3; 3 ]) [ Homogeneous 3.0 ] Linalg.det
      one "det of a singular matrix" (at Reals [ 3; 2 ]) [] (fun x -> Linalg.det (x *@ t x))
      one "slogdet" square [ gradient transposedInverse ] (Linalg.slogdet >> snd)
      one "logdet" definite [ gradient Linalg.inv ] Linalg.logdet
      one "frobeniusNorm" square [ Homogeneous 1.0; gradient (fun x -> x / Tensor.norm x) ] Linalg.frobeniusNorm
      one "nuclearNorm" square [ Homogeneous 1.0 ] Linalg.nuclearNorm
      one "vectorNorm" square [ Homogeneous 1.0 ] (Linalg.vectorNorm 2.0)
      for order in [ 1.0; -1.0; infinity; -infinity ] do
          one $"matrixNorm {order}" distinct [] (fun x -> Linalg.matrixNorm order (x + 100.0))
      for order in [ 2.0; -2.0 ] do
          one $"matrixNorm {order}" apart [ Homogeneous 1.0 ] (turned >> Linalg.matrixNorm order)
          one $"cond {order}" apart [ Homogeneous 0.0 ] (turned >> Linalg.cond order)
      one "cond 1" square [] (fun x -> Linalg.cond 1.0 (x + 4.0 * turn)) ]

let all () : Subject list = List.concat [ systems (); functions (); factorizations (); measures () ]
