/// Written by ProgramsPrintTests: random programs as they print in F#.
module Functional.Laws.Tests.PrintedPrograms

open Functional

let private program0 =
    fun (x: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 0 ] ([||]: int64[])) x
        let f1 (u1: Tensor) : Tensor =
            let t2 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) u1
            0.3 + Tensor.reshape [] t2
        Tensor.cat -3 [ (Tensor.ofArray [ 0; 1; 3 ] ([||]: float[])); (Tensor.reshape [ 0; 1; 3 ] t1); (Tensor.tanh (hvp f1 x x)) ]

let private program1 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 24 ] [| 2L; 2L; 2L; 2L; 1L; 1L; 1L; 1L; 2L; 1L; 2L; 1L; 2L; 0L; 1L; 0L; 2L; 2L; 0L; 1L; 2L; 0L; 1L; 2L |]) z
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 24 ] [| 2L; 2L; 0L; 1L; 1L; 1L; 2L; 0L; 2L; 0L; 0L; 1L; 2L; 2L; 1L; 1L; 0L; 0L; 1L; 2L; 1L; 2L; 2L; 1L |]) x
        let t3 = Tensor.mul (Tensor.reshape [ 3; 8 ] t1) (Tensor.reshape [ 3; 8 ] t2)
        let t4 = Tensor.tan (0.82 * Tensor.atan (Tensor.glu -1 t3))
        let t5 = Losses.CrossEntropy(t4, (Tensor.ofArray [ 3 ] [| 2L; 0L; 2L |]), reduction = Reduction.None)
        Tensor.maximum z ((Tensor.split 3 0 t5)[0]) / 0.3

let private program2 =
    fun (x: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 10 ] [| 1L; 3L; 4L; 5L; 1L; 4L; 0L; 2L; 1L; 5L |]) x
        let t2 = Tensor.select 0 0 (Tensor.reshape [ 2; 5 ] t1)
        let t3 = Tensor.normOver [ 0 ] (1.5 + Tensor.square (Tensor.narrow 0 1 3 t2))
        let t4 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 5L |]) x
        let t5 = Tensor.sin (Tensor.expand [ 1 ] (Tensor.sum x))
        let t6 = Tensor.sin (Tensor.ofArray [ 3 ] [| -1.4; 0.9; 0.3 |])
        let t7 = Tensor.scatterReduceWith false -1 Combine.Prod (Tensor.ofArray [ 3 ] [| 0L; 0L; 0L |]) (1.3 * t6) (1.3 * t5)
        let t8 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 4L |]) x
        let f1 (u1: Tensor) : Tensor =
            let t9 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 4L |]) x
            Tensor.softplus t9
        let t10 = cond ((Tensor.reshape [] t8 + 0.137) .> 0.0) f1 (fun v -> f1 (0.5 * v)) (Tensor.expand [ 1; 1 ] (Tensor.sum x))
        let t11 = Tensor.cosineSimilarity 0 1e-8 (1.0 + Tensor.softplus (Tensor.maximum t4 t7)) (1.0 + Tensor.softplus t10)
        Tensor.maximum t3 t11

let private program3 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.sin (Tensor.expand [ 1; 2 ] (Tensor.sum x))
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 5L |]) z
        let t3 = Tensor.atan (Tensor.expand [ 1; 1 ] (Tensor.sum y))
        let t4 = (0.28 * t3) + (Tensor.ofArray [ 1; 1 ] [| 4.0 |])
        let t5 = (let w, v = Linalg.eigh t4 in Tensor.matmul (v * Tensor.sin (Tensor.unsqueeze -2 w)) (Tensor.matrixTranspose v))
        let t6 = fst (Tensor.maxPool2dIndices MaxPool.defaults [ 1; 2 ] (Tensor.expand [ 1; 1; 4 ] (Tensor.sum z)))
        let t7 = Tensor.maximum (Tensor.fmax (Tensor.expand [ 1; 1 ] t2) t5) (t6[-1])
        let t8 = Tensor.fmod (5.5 + (0.26 * t1)) (2.25 + (0.14 * Tensor.atan t7))
        let t9 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 2L; 0L |]) x
        let t10 = 0.17 * Tensor.atan (Tensor.expand [ 1; 2 ] t9)
        let t11 = (5.5 + (0.26 * Tensor.sin t8)) % (2.25 + t10)
        Tensor.erfinv (0.83 * Tensor.atan t11)

let private program4 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) x
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) x
        let t3 = Tensor.where ((Tensor.reshape [] t1 + 0.137) .> 0.2) (Tensor.ofArray [] [| 0.4 |]) (Tensor.reshape [] t2)
        let f1 (u2: Tensor) : Tensor =
            (Tensor.ofArray [ 2; 2 ] [| 1.1; 1.1; 0.7; -1.7 |])[1]
        let t4 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) y
        let t5 = Tensor.exp (Tensor.asinh (Tensor.reshape [] t4))
        let t6 = Tensor.tanh (divergence f1 x) - Tensor.add t5 (Tensor.sum x)
        let t7 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) y
        let t8 = Custom.defineBackward "wave" (fun k s -> k.Save s; s[0] * Tensor.sin s[1]) (fun k c -> [| c * Tensor.sin k.Saved[1]; c * k.Saved[0] * Tensor.cos k.Saved[1] |]) [| t6; (Tensor.reshape [] t7) |]
        t3 * Tensor.asinh (Tensor.permute [] t8)

let private program5 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let f1 (u3: Tensor) : Tensor =
            Tensor.atanh (Tensor.sum u3)
        let t1 = gaussNewtonProduct f1 (fun r -> Tensor.sum (Tensor.sin r)) (Tensor.expand [ 0; 1 ] (Tensor.sum x)) (Tensor.expand [ 0; 1 ] (Tensor.sum x))
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) x
        let f2 (u4: Tensor) : Tensor =
            let f3 (u5: Tensor) : Tensor =
                let t3 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) u5
                let t4 = Tensor.takeFlat (Tensor.ofArray [ 4 ] [| 1L; 1L; 0L; 1L |]) z
                let f4 (u6: Tensor) : Tensor =
                    Tensor.expand [ 2; 2 ] u4
                Tensor.tanh (snd (vjp f4 t3) (Tensor.reshape [ 2; 2 ] t4))
            let t5 = grad (f3 >> Tensor.sum) (Tensor.reshape [ 2; 1 ] x)
            Tensor.tanh t5
        let t6 = vmapAxes [ Some 0; None ] [ Some 0 ] (fun (v: Tensor, w: Tensor) -> f2 (v * w)) ((Tensor.tanh t1), t2)
        let t7 = Tensor.cat 2 [ (Tensor.abs (Tensor.expand [ 0; 2; 0 ] x)); t6 ]
        let t8 = Tensor.get [ At.Index 1; At.Ellipsis; At.NewAxis ] (Tensor.expand [ 2; 2; 2 ] x)
        let t9 = Tensor.cat -3 [ (Tensor.exp2 (Tensor.asinh t7)); t8 ]
        let t10 = Tensor.takeAlong 0 (Tensor.ofArray [ 1; 2; 1 ] [| 0L; 0L |]) t9
        Tensor.frac (t10 + 0.137)

let private program6 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) y
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 2L |]) y
        let t3 = Tensor.flip [ 1; 0 ] (Tensor.expand [ 1; 1 ] t2)
        let t4 = Tensor.addScaled 0.3 (Tensor.expand [ 1; 1 ] t1) t3
        let t5 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) z
        let u3 = Tensor.expand [ 1; 1 ] t5
        let t6 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 2L |]) y
        let t7 = Tensor.clampMin 0.2 (Tensor.expand [ 1; 1 ] t6)
        let t8 = Tensor.stack 2 [ t4; ((0.1 * t7) ** 4.0); (Tensor.expand [ 1; 1 ] (Tensor.sum x)) ]
        let t9 = 0.2 * Tensor.atan (Tensor.reshape [ 1; 3 ] x)
        let t10 = Custom.define "twist" (fun s -> Tensor.sin s[0]) (fun s _ _ -> Scale(Tensor.cos s[0])) [| (Tensor.reshape [ 1; 3 ] x) |]
        let t11 = (5.5 + t9) % (2.25 + (0.21 * Tensor.tanh t10))
        Tensor.fmax t8 t11

let private program7 =
    fun (x: Tensor) ->
        let t1 = Tensor.clamp -1.0 1.0 (Tensor.frac (x + 0.137))
        let t2 = Tensor.where ((Tensor.logAddExp (Tensor.atan x) x + 0.137) .< x) x (Tensor.ofArray [] [| 1.8 |])
        let u1 = t1 - Tensor.floor (Tensor.fmax t2 x + 0.137)
        Tensor.cast DType.Float64 (2.0 / (-1.0 * (1.5 + Tensor.square u1)))

let private program8 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.sin (Tensor.ofArray [ 3; 3 ] [| 0.1; 0.9; 1.8; -0.5; 1.4; 0.2; -1.9; 1.4; -1.8 |])
        let t2 = (0.43 * t1) + (Tensor.ofArray [ 3; 3 ] [| 4.0; 0.0; 0.0; 0.0; 8.0; 0.0; 0.0; 0.0; 12.0 |])
        let t3 = 0.21 * Tensor.tanh (Linalg.matrixNorm 2.0 t2)
        let t4 = Tensor.fmod (5.5 + (0.2 * Tensor.atan x)) (2.25 + t3)
        let f1 (u3: Tensor) : Tensor =
            let u4 = y
            let t5 = Losses.L1((Tensor.expand [ 3; 3 ] u4), (Tensor.expand [ 3; 3 ] u3), reduction = Reduction.Sum)
            let t6 = Tensor.meanOver [ 2 ] (Tensor.expand [ 1; 2; 1 ] y)
            let f2 (u5: Tensor) : Tensor =
                Tensor.nanToNumWith 0.0 1.0 -1.0 (Tensor.leakyRelu 0.1 (Tensor.sum u5))
            let t7 = (taylor 3 f2 (Tensor.expand [ 1; 2 ] u3) t6)[3]
            let t8 = -1.0 * (1.5 + Tensor.square (Tensor.atan t7 + 1.2))
            Tensor.div (Tensor.asinh t5) t8
        Tensor.tanh (jacobianForward f1 t4)

let private program9 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 0L; 1L |]) z
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) y
        let u3 = Losses.SmoothL1(x, (Tensor.ofArray [ 3 ] [| 1.5; 0.1; 0.0 |]), 0.5, reduction = Reduction.None)
        let t3 = (Tensor.unbind 1 (Tensor.expand [ 3; 3 ] u3))[0]
        let u4 = Tensor.elu 1.3 t3
        let t4 = Tensor.repeat [ 2 ] (Tensor.clampMax 0.2 (Tensor.sum u4))
        let t5 = Custom.defineBackward "wave" (fun k s -> k.Save s; s[0] * Tensor.sin s[1]) (fun k c -> [| c * Tensor.sin k.Saved[1]; c * k.Saved[0] * Tensor.cos k.Saved[1] |]) [| (Tensor.tensordot 0 t1 (Tensor.reshape [] t2)); t4 |]
        (Tensor.chunk 2 0 t5)[0]

let private program10 =
    fun (x: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 6 ] [| 0L; 1L; 0L; 2L; 2L; 2L |]) x
        let t2 = Tensor.avgPool1d [ 2 ] (Tensor.expand [ 1; 1; 6 ] t1)
        let u1 = Tensor.squeeze (Tensor.reshape [ 3; 1 ] x)
        let t3 = Tensor.tanh (Tensor.expand [ 3; 2; 1 ] (Tensor.sum u1))
        let t4 = Tensor.conv1d t3 (Tensor.ofArray [ 3 ] [| -0.1; 1.0; 1.6 |]) (Tensor.expand [ 1; 1; 1; 2; 3 ] u1)
        let t5 = Tensor.flattenAxes 1 2 ((Tensor.split 3 3 t4)[0])
        let t6 = Tensor.sin (Tensor.matmul (Tensor.reshape [ 3 ] x) t5)
        Tensor.hypot (Tensor.nanToNum t2) (1.5 + (0.97 * t6))

let private program11 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 2L; 10L; 4L |]) x
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 17L; 4L; 6L |]) x
        let t3 = Tensor.asinh (Tensor.expand [ 3 ] (Tensor.sum x))
        let t4 = Tensor.stack 1 [ t1; (Tensor.expand [ 3 ] t2); t3 ]
        let u2 = Tensor.expand [ 3 ] (Tensor.sum y)
        let t5 = Tensor.takeFlat (Tensor.ofArray [ 0 ] ([||]: int64[])) y
        let t6 = Tensor.pad [ 0; 0; 0; 0; 0; 1 ] 0.5 (Tensor.reshape [ 0; 2; 3 ] t5)
        let t7 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 10L; 2L; 3L |]) x
        let t8 = Tensor.kron t6 (Tensor.reshape [ 3; 1; 1 ] t7)
        let t9 = Tensor.takeFlat (Tensor.ofArray [ 6 ] [| 0L; 15L; 5L; 4L; 12L; 0L |]) x
        let t10 = Tensor.scatterReduce 1 Combine.Mean (Tensor.ofArray [ 3; 2 ] [| 0L; 0L; 0L; 0L; 0L; 0L |]) (Tensor.reshape [ 3; 2 ] t9) (0.1 * Tensor.expand [ 3; 1 ] (Tensor.sum x))
        let t11 = Tensor.tensordotAxes [ 0 ] [ -1 ] (Tensor.diagEmbed t8) (Tensor.atan (Tensor.squeeze t10))
        let f1 (u3: Tensor) : Tensor =
            Tensor.polygamma 0 (1.5 + Tensor.square u3)
        snd (scanBack (fun s (v: Tensor) -> Tensor.tanh (f1 s + v), s * v) t4 (Tensor.asinh t11))

let private program12 =
    fun (x: Tensor) ->
        let t1 = Custom.define "twist" (fun s -> Tensor.sin s[0]) (fun s _ _ -> Scale(Tensor.cos s[0])) [| (Tensor.ofArray [] [| 1.4 |]) |]
        let f1 (u1: Tensor) : Tensor =
            let t2 = (Tensor.matmul (Tensor.expand [ 1; 1 ] u1) (Tensor.matrixTranspose (Tensor.expand [ 1; 1 ] u1)) + Tensor.eyeOf DType.Float64 1 1)
            Linalg.solveTriangularWith true true false (Tensor.matrixTranspose (Linalg.cholesky t2)) (Tensor.expand [ 1 ] u1)
        let t3 = 0.5 + (0.43 * Tensor.tanh (snd (jvp f1 t1 x)))
        let t4 = Losses.MarginRanking((Tensor.ofArray [ 1 ] [| 1.7 |]), (Tensor.expand [ 1 ] x), (1.73 * Tensor.sin (Tensor.expand [ 1 ] x)), 0.3, reduction = Reduction.None)
        let t5 = Losses.BinaryCrossEntropy(t3, (0.5 + (0.43 * Tensor.sin t4)), reduction = Reduction.Mean)
        let t6 = (Tensor.matmul (Tensor.tanh (Tensor.expand [ 1; 1 ] x)) (Tensor.matrixTranspose (Tensor.tanh (Tensor.expand [ 1; 1 ] x))) + Tensor.eyeOf DType.Float64 1 1)
        let t7 = 1.0 + Tensor.softplus (snd (Linalg.slogdet t6))
        Tensor.leakyRelu 0.1 t5 / t7

let private program13 =
    fun (x: Tensor) ->
        let t1 = (Tensor.chunk 2 0 (Tensor.expand [ 6 ] x))[0]
        let f1 (u1: Tensor) : Tensor =
            let t2 = (Tensor.matmul (0.1 * Tensor.expand [ 2; 2 ] u1) (Tensor.matrixTranspose (0.1 * Tensor.expand [ 2; 2 ] u1)) + Tensor.eyeOf DType.Float64 2 2)
            Linalg.det t2
        let f2 (u2: Tensor) : Tensor =
            Tensor.scatterReduce 0 Combine.Min (Tensor.ofArray [ 1 ] [| 0L |]) (Tensor.expand [ 1 ] u2) (Tensor.expand [ 3 ] u2)
        let t3 = jacobianReverse f2 (Tensor.asinh (checkpoint f1 x))
        let f3 (u3: Tensor) : Tensor =
            Tensor.repeat [ 1 ] (Tensor.expand [ 3 ] u3)
        let t4 = cond (((Tensor.ofArray [] [| 0.0 |]) + 0.137) .> 0.0) f3 (fun v -> f3 (0.5 * v)) x
        let t5 = Tensor.lerp (0.5 + (1.03 * Tensor.atan t4)) t1 (Tensor.tanh t3)
        let f4 (u4: Tensor) : Tensor =
            Tensor.sigmoid (Tensor.expand [ 3 ] x)
        let t6 = snd (whileLoop (fun (n: Tensor, _: Tensor) -> n .< 1.5) (fun (n, s) -> n + 1.0, Tensor.tanh (f4 s)) (Tensor.sign (x + 0.137), (Tensor.ofArray [ 3 ] [| -0.3; -1.6; 0.8 |])))
        (Tensor.add t5 t6)[1]

let private program14 =
    fun (x: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 18 ] [| 22L; 13L; 13L; 5L; 10L; 16L; 0L; 0L; 12L; 10L; 24L; 9L; 12L; 25L; 20L; 2L; 7L; 13L |]) x
        let t2 = Tensor.asinh (Tensor.expand [ 3; 3 ] (Tensor.sum x))
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 9 ] [| 22L; 25L; 4L; 23L; 3L; 18L; 4L; 12L; 19L |]) x
        let f1 (u1: Tensor) : Tensor =
            let t4 = Tensor.takeFlat (Tensor.ofArray [ 9 ] [| 21L; 15L; 16L; 26L; 24L; 10L; 17L; 21L; 25L |]) x
            let t5 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 16L; 13L; 12L |]) x
            Tensor.fmin (Tensor.reshape [ 3; 3 ] t4) (Tensor.log (1.5 + Tensor.square t5))
        let t6 = fst (scan (fun s (v: Tensor) -> Tensor.tanh (f1 s + v), s * v) t2 (Tensor.reshape [ 1; 3; 3 ] t3))
        let t7 = Tensor.takeFlat (Tensor.ofArray [ 6 ] [| 19L; 6L; 4L; 16L; 3L; 2L |]) x
        let t8 = Tensor.matmul t6 (Tensor.reshape [ 3; 2 ] t7)
        let t9 = Tensor.varOver [ -1 ] (Tensor.ofArray [ 2 ] [| -0.5; 0.1 |])
        let t10 = Tensor.maximum (Tensor.ofArray [] [| 1.2 |]) (Tensor.ofArray [] [| 1.7 |])
        let f2 (u2: Tensor) : Tensor =
            (Tensor.expand [ 1 ] u2)[0]
        let t11 = snd (whileLoop (fun (n: Tensor, _: Tensor) -> n .< 1.5) (fun (n, s) -> n + 1.0, Tensor.tanh (f2 s)) (Tensor.sign (t10 + 0.137), t9))
        let t12 = Tensor.gather 0 (Tensor.ofArray [ 3 ] [| 0L; 0L; 0L |]) (Tensor.ofArray [ 1 ] [| 1.2 |])
        Tensor.linear t8 (Tensor.prelu t11 t12) (Tensor.reshape [ 3; 3; 2 ] t1)

let private program15 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 3L; 1L |]) x
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 3L; 2L |]) x
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 1L; 0L |]) y
        let t4 = Tensor.softplus (Tensor.expand [ 2 ] (Tensor.sum x))
        let f1 (u2: Tensor) : Tensor =
            let t5 = (Tensor.ofArray [ 3; 1; 3 ] [| -1.2; -0.8; -1.1; -0.8; 0.9; -1.7; -0.9; -1.2; -1.7 |]) + 0.137
            Tensor.round t5
        let t6 = (jet f1 t1 [ (Tensor.sub t2 t3); (Tensor.digamma (1.0 + t4)) ])[2]
        let t7 = Tensor.softplus (Tensor.expand [ 3; 3; 1; 3 ] x)
        let t8 = Tensor.softplus (Tensor.expand [ 1; 3; 1; 3 ] x)
        let t9 = Tensor.cosineSimilarity 0 1e-8 (1.0 + t7) (1.0 + t8)
        Losses.Huber((Tensor.tile [ 1 ] (Tensor.atan t6)), t9, 1.5, reduction = Reduction.None)

let private program16 =
    fun (x: Tensor) (y: Tensor) ->
        let f1 (u2: Tensor) : Tensor =
            Tensor.swapAxes 1 -1 (Tensor.expand [ 1; 1 ] u2)
        let f2 (u3: Tensor) : Tensor =
            let t1 = 0.5 + (0.43 * Tensor.sin (Tensor.expand [ 2; 2 ] x))
            Losses.CrossEntropy((Tensor.expand [ 2; 2 ] u3), t1, labelSmoothing = 0.1)
        let t2 = forLoop (1) (4) (fun i s -> Tensor.sin (f2 s + i)) (Tensor.tanh (hvp (f1 >> Tensor.sum) y y))
        let f3 (u4: Tensor) : Tensor =
            let t3 = Tensor.einsum ",,->" [ u4; u4; (Tensor.atan y) ]
            let t4 = Custom.defineBackward "wave" (fun k s -> k.Save s; s[0] * Tensor.sin s[1]) (fun k c -> [| c * Tensor.sin k.Saved[1]; c * k.Saved[0] * Tensor.cos k.Saved[1] |]) [| u4; t3 |]
            let t5 = (Tensor.matmul (1.73 * Tensor.sin (Tensor.expand [ 2; 2 ] x)) (Tensor.matrixTranspose (1.73 * Tensor.sin (Tensor.expand [ 2; 2 ] x))) + Tensor.eyeOf DType.Float64 2 2)
            let t6 = 1.5 + Tensor.square (snd (Linalg.slogdet t5))
            Tensor.div (Tensor.hardswish t4) t6
        Tensor.atan (hessianDiagonal f3 (Tensor.silu t2))

let private program17 =
    fun (x: Tensor) ->
        let t1 = Tensor.convTranspose2dWith { ConvTranspose.defaults with Padding = [ 0; 0 ]; Groups = 1 } (0.1 * Tensor.expand [ 2; 1; 1; 1 ] x) null (Tensor.expand [ 2; 2; 1 ] x)
        let t2 = Tensor.softplus (Tensor.ofArray [ 2; 1 ] [| -1.5; 0.3 |])
        let t3 = Losses.KlDiv((Tensor.squeezeAxes [ -3 ] t1), (0.795 + t2), reduction = Reduction.None)
        let t4 = Tensor.gather 0 (Tensor.ofArray [ 2; 1 ] [| 0L; 0L |]) t3
        let t5 = fst (Tensor.cummax 1 (Tensor.ofArray [ 1; 1 ] [| 0.1 |]))
        let t6 = Tensor.lerp t5 (Tensor.ofArray [ 2; 1 ] [| 0.5; -0.1 |]) t4
        let u1 = x
        let t7 = Losses.MultiMargin((Tensor.expand [ 1; 4 ] u1), (Tensor.ofArray [ 1 ] [| 2L |]), reduction = Reduction.None)
        let t8 = Tensor.pow (1.08 + Tensor.softplus t6) (Tensor.asinh t7)
        let t9 = Tensor.get [ At.Index 1; At.Ellipsis; At.NewAxis ] t8
        fst (Tensor.topk 1 1 t9)

let private program18 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 5L; 6L; 8L |]) x
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 5L |]) x
        let t3 = Tensor.fmax t2 (Tensor.ofArray [ 1 ] [| 1.8 |])
        let t4 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 4L; 6L; 4L |]) x
        let t5 = Tensor.prelu (Tensor.atan (Tensor.gelu t3)) (Tensor.reshape [ 3; 1 ] t4)
        let t6 = Tensor.polygamma 2 (1.0 + Tensor.softplus t5)
        let t7 = Losses.BinaryCrossEntropyWithLogits((Tensor.reshape [ 3; 1 ] t1), (Tensor.log (1.0 + Tensor.softplus t6)), reduction = Reduction.Sum)
        let f1 (u2: Tensor) : Tensor =
            let t8 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 3L |]) x
            let f2 (u3: Tensor) : Tensor =
                Tensor.sqrt (1.5 + Tensor.square u3)
            fst (scanBack (fun s (v: Tensor) -> Tensor.tanh (f2 s + v), s * v) (Tensor.log10 (1.0 + Tensor.softplus u2)) t8)
        forLoop (-1) (0) (fun i s -> Tensor.sin (f1 s + i)) (Tensor.relu t7)

let private program19 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 1L; 2L |]) x
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 3L; 1L |]) z
        let f1 (u3: Tensor) : Tensor =
            let u4 = Tensor.expand [ 1 ] (Tensor.sum u3)
            let f2 (u5: Tensor) : Tensor =
                Tensor.reshape [] u4 / -0.7
            let t3 = hvp f2 (Tensor.ofArray [ 2 ] [| -1.7; -0.5 |]) (Tensor.expand [ 2 ] u4)
            Tensor.atan t3
        let t4 = fst (scan (fun s (v: Tensor) -> Tensor.tanh (f1 s + v), s * v) t1 (Tensor.expand [ 1; 2 ] t2))
        let t5 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 0L; 0L |]) x
        let f3 (u6: Tensor) : Tensor =
            let t6 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 2L |]) z
            let t7 = Tensor.maskedFill ((u6 + 0.137) .>= (Tensor.sign (Tensor.reshape [] t6 + 0.137))) 0.6 u6
            let f4 (u7: Tensor) : Tensor =
                let u8 = u7
                Tensor.softplusWith 2.0 20.0 u7
            let t8 = snd (scanBack (fun s (v: Tensor) -> Tensor.tanh (f4 s + v), s * v) u6 (Tensor.expand [ 3 ] u6))
            let f5 (u9: Tensor) : Tensor =
                let t9 = Tensor.softplus (Tensor.ofArray [ 1; 1 ] [| -0.4 |])
                let t10 = Tensor.atan (Tensor.expand [ 1; 2 ] (Tensor.sum u9))
                Tensor.pow (1.08 + t9) t10
            let t11 = fisherProduct f5 (0.1 * t8) (Tensor.ofArray [ 3 ] [| 0.8; 0.6; 1.5 |])
            let t12 = Tensor.stdWith 0.0 [ 0 ] false ((Tensor.broadcastTo [ 3 ] (Tensor.tanh t11)) + (Tensor.ofArray [ 3 ] [| 0.0; 4.0; 0.0 |]))
            Custom.defineBackward "wave" (fun k s -> k.Save s; s[0] * Tensor.sin s[1]) (fun k c -> [| c * Tensor.sin k.Saved[1]; c * k.Saved[0] * Tensor.cos k.Saved[1] |]) [| t7; t12 |]
        Tensor.atan (hessianDiagonal f3 (Tensor.dot t4 t5))

let private program20 =
    fun (x: Tensor) ->
        let f1 (u1: Tensor) : Tensor =
            let t1 = (Tensor.matmul (Tensor.tanh (Tensor.expand [ 1; 2; 2 ] u1)) (Tensor.matrixTranspose (Tensor.tanh (Tensor.expand [ 1; 2; 2 ] u1))) + Tensor.eyeOf DType.Float64 2 2)
            let t2 = Tensor.asinh (Tensor.expand [ 1; 1; 2; 1 ] u1)
            let t3 = Tensor.conv2d t2 (Tensor.expand [ 1 ] u1) (Tensor.expand [ 1; 3; 1 ] x)
            let t4 = Tensor.softplus (Tensor.broadcastTo [ 1; 2; 1 ] t3)
            let u2 = Tensor.hardshrink 0.8 (Tensor.expand [ 1; 2; 1 ] u1 + 0.137)
            let t5 = Tensor.einsum "...ba->..." [ (Tensor.expand [ 1; 2; 1; 3; 3 ] u1) ]
            let t6 = Tensor.xlogy (1.0 + t4) (1.0 + Tensor.softplus t5)
            Linalg.choleskySolve (Linalg.cholesky t1) (0.1 * t6)
        let t7 = Tensor.square (Tensor.max (Tensor.atan (diffN 2 f1 x)))
        Tensor.div x (-1.0 * (1.5 + t7))

let private program21 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 4 ] [| 2L; 0L; 1L; 1L |]) z
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 36 ] [| 2L; 1L; 1L; 1L; 7L; 7L; 2L; 4L; 1L; 6L; 3L; 8L; 2L; 3L; 2L; 4L; 5L; 4L; 1L; 0L; 0L; 5L; 5L; 0L; 7L; 0L; 6L; 0L; 0L; 4L; 0L; 1L; 8L; 5L; 0L; 2L |]) y
        let t3 = Tensor.tanh (Tensor.reshape [ 2; 1; 3; 3; 2 ] t2)
        let t4 = Tensor.atan (Tensor.ofArray [ 1; 3; 3; 3 ] [| 0.3; -0.4; -1.1; 2.0; -1.2; 1.9; -1.7; -1.9; 1.5; -1.8; -0.6; -0.7; 0.6; 0.7; -0.1; -1.7; -0.8; 1.1; -1.4; -0.7; -0.2; 0.6; 0.6; -1.3; 2.0; 0.5; -1.1 |])
        let t5 = (0.39 * t4) + (Tensor.ofArray [ 3; 3 ] [| 4.0; 0.0; 0.0; 0.0; 8.0; 0.0; 0.0; 0.0; 12.0 |])
        let t6 = Linalg.solve t5 (Tensor.expand [ 1; 3; 3; 2 ] x)
        let t7 = associativeScan (fun (a: Tensor) (b: Tensor) -> a + b + a * b * ((0.86 * Tensor.tanh t6))) (0.86 * t3)
        let t8 = Tensor.asinh (Tensor.diagonalWith -1 -2 -1 t7)
        let u3 = (Tensor.ofArray [ 3; 1 ] [| 1.4; 0.3; 2.0 |])
        let t9 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 6L; 0L |]) y
        let t10 = 1.5 + Tensor.square ((Tensor.chunk 2 0 t9)[0])
        let t11 = Tensor.squeezeAxes [ 0 ] (Tensor.convTranspose2d t8 (Tensor.reciprocal t10) (Tensor.reshape [ 2; 1; 2 ] t1))
        Tensor.diagonal (Tensor.asinh t11)

let private program22 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.squeezeAxes [ 0 ] (fst (Tensor.adaptiveMaxPool3dIndices [ 2; 1; 1 ] (Tensor.ofArray [ 1; 2; 1; 1 ] [| -1.8; -0.4 |])))
        let t2 = Tensor.hardshrink 0.3 (Tensor.slice 0 0 2 1 t1 + 0.137)
        let t3 = Tensor.mapItem [ At.Index 1; At.Ellipsis ] Tensor.sin (Tensor.expand [ 5; 1 ] (Tensor.sum z))
        let f1 (u3: Tensor) : Tensor =
            let t4 = Tensor.takeFlat (Tensor.ofArray [ 6 ] [| 0L; 1L; 0L; 1L; 1L; 0L |]) y
            let t5 = Tensor.linear (Tensor.reshape [ 2; 3 ] t4) null (Tensor.expand [ 1; 3 ] (Tensor.sum u3))
            Custom.define "twist" (fun s -> Tensor.sin s[0]) (fun s _ _ -> Scale(Tensor.cos s[0])) [| (Tensor.atan t5) |]
        let t6 = (taylor 3 f1 ((Tensor.unbind 1 t2)[0]) ((Tensor.splitSizes [ 2; 2; 1 ] 0 t3)[0]))[3]
        Tensor.threshold 0.4 -0.2 (Tensor.atan t6 + 0.137)

let private program23 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.prodOver [ 1 ] (Tensor.tanh (Tensor.expand [ 1; 1; 2; 3 ] y))
        let f1 (u2: Tensor) : Tensor =
            let t2 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 0L; 3L |]) u2
            let f2 (u3: Tensor) : Tensor =
                let f3 (u4: Tensor) : Tensor =
                    Custom.defineBackward "wave" (fun k s -> k.Save s; s[0] * Tensor.sin s[1]) (fun k c -> [| c * Tensor.sin k.Saved[1]; c * k.Saved[0] * Tensor.cos k.Saved[1] |]) [| u4; u4 |]
                snd (scan (fun s (v: Tensor) -> Tensor.tanh (f3 s + v), s * v) (Tensor.reshape [] x) u3)
            let t3 = snd (whileLoop (fun (n: Tensor, _: Tensor) -> n .< 1.5) (fun (n, s) -> n + 1.0, Tensor.tanh (f2 s)) (Tensor.sign (Tensor.sum u2 + 0.137), t2))
            Tensor.erfc t3
        let t4 = Tensor.index (Tensor.ofArray [ 2 ] [| 1L; 0L |]) (vmapAxes [ Some(0) ] [ Some(1) ] f1 t1)
        let t5 = Tensor.prelu (0.1 * Tensor.reshape [ 1 ] x) x
        Tensor.stack 1 [ (Tensor.expand [ 2; 1 ] x); (Tensor.atan2 t4 (1.0 + Tensor.softplus t5)) ]

let private program24 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.sumKeep [ -2; 1 ] (Tensor.reshape [ 3; 1 ] x)
        let t2 = Tensor.indexSelect 0 (Tensor.ofArray [ 1 ] [| 0L |]) (Tensor.hypot y (1.0 + Tensor.softplus y))
        let t3 = (Tensor.meshgrid [ (Tensor.reshape [ 3 ] x); t2 ])[0]
        let t4 = Tensor.matrixTranspose (Tensor.minimum t1 t3)
        let t5 = 1.24 + Tensor.softplus (Tensor.sign (t4 + 0.137))
        Tensor.log1p t5

let private program25 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 3L; 1L |]) x
        let t2 = Tensor.logAddExp (Tensor.expand [ 3; 2 ] (Tensor.sum y)) (Tensor.expand [ 1; 1; 2 ] t1)
        let t3 = Tensor.addScaled 1.2 (Tensor.expand [ 1; 1; 2 ] (Tensor.sum x)) t2
        let f1 (u2: Tensor) : Tensor =
            let t4 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 17L |]) u2
            let t5 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) y
            let f2 (u3: Tensor) : Tensor =
                Tensor.tanhshrink (Tensor.expand [ 3 ] u3)
            let t6 = snd (linearize f2 (Tensor.reshape [] t4)) (Tensor.reshape [] t5)
            Tensor.atan t6
        let t7 = fisherProduct f1 (Tensor.expand [ 3; 3; 2 ] x) (Tensor.ofArray [ 3; 3; 2 ] [| 0.6; -2.0; -1.3; 0.2; 2.0; 1.8; -0.4; 0.6; 1.7; -1.6; -1.2; 1.0; 0.8; 1.2; 0.9; -1.8; -0.7; 1.4 |])
        let t8 = Tensor.logSumExpKeep [ 0 ] (Tensor.Pow(1.0, (Tensor.tanh t7)))
        let f3 (u4: Tensor) : Tensor =
            let f4 (u5: Tensor) : Tensor =
                let t9 = Tensor.takeFlat (Tensor.ofArray [ 0 ] ([||]: int64[])) x
                Tensor.asin (0.86 * Tensor.tanh t9)
            let t10 = cond (((Tensor.ofArray [] [| 0.7 |]) + 0.137) .> 0.0) f4 (fun v -> f4 (0.5 * v)) (Tensor.atan (Tensor.sum u4))
            Tensor.prodOver [ -1 ] t10
        Tensor.atan (hvp f3 (Tensor.trunc (t3 + 0.137)) t8)

let private program26 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let u3 = z
        let f1 (u4: Tensor) : Tensor =
            let f2 (u5: Tensor) : Tensor =
                Tensor.acosh (2.45 + (0.96 * Tensor.sin u5))
            Tensor.tanh (laplacian f2 (Tensor.reshape [] y))
        let t1 = Tensor.maxKeep [ -2 ] (Tensor.expand [ 3; 2 ] x)
        let u6 = fst (Tensor.cummax 1 t1)
        let t2 = fst (Tensor.topk 1 1 (Tensor.rsqrt (1.0 + Tensor.softplus u6)))
        let t3 = (Tensor.matmul (Tensor.matrixPower 3 t2) (Tensor.matrixTranspose (Tensor.matrixPower 3 t2)) + Tensor.eyeOf DType.Float64 1 1)
        let t4 = Tensor.stack 0 [ z; (Tensor.atan (hessian f1 u3)); (Linalg.logdet t3); (Tensor.ofArray [] [| 2.0 |]) ]
        (Tensor.splitSizes [ 1; 2; 1 ] 0 t4)[0]

let private program27 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = (Tensor.ofArray [ 3; 2; 1 ] [| -1.8; 0.5; -1.3; -0.3; -1.5; 0.9 |])[-3]
        let f1 (u3: Tensor) : Tensor =
            Tensor.log1p (Tensor.ofArray [] [| 0.8 |])
        let t2 = Tensor.atan (hessianDiagonal f1 ((t1 + 0.137) % 0.7))
        let t3 = Tensor.nanToNumWith 0.0 1.0 -1.0 (Tensor.expand [ 2; 1 ] x)
        let t4 = Tensor.sinh (Tensor.tanh (Tensor.expand [ 2; 1 ] x))
        let t5 = Losses.SoftMargin(t3, (Tensor.relu6 t4), reduction = Reduction.None)
        let t6 = Losses.Mse(t2, (Tensor.clampMax 0.2 t5), reduction = Reduction.None)
        t6 - -1.5

let private program28 =
    fun (x: Tensor) ->
        let f1 (u1: Tensor) : Tensor =
            let t1 = (Tensor.matmul (Tensor.tanh (Tensor.expand [ 2; 1; 1 ] x)) (Tensor.matrixTranspose (Tensor.tanh (Tensor.expand [ 2; 1; 1 ] x))) + Tensor.eyeOf DType.Float64 1 1)
            let f2 (u2: Tensor) : Tensor =
                let u3 = Tensor.sum u2
                let t2 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 0L; 1L |]) u1
                Tensor.std ((1.29 * Tensor.sin t2) + (Tensor.ofArray [ 2 ] [| 0.0; 4.0 |]))
            let t3 = jacobianReverse f2 (Linalg.choleskySolve (Linalg.cholesky t1) u1)
            Tensor.tanh t3
        let t4 = fst (scanBack (fun s (v: Tensor) -> Tensor.tanh (f1 s + v), s * v) (Tensor.expand [ 2; 1; 2 ] x) (Tensor.sinc (Tensor.expand [ 1; 2; 1; 2 ] x)))
        let t5 = Tensor.cumsum 1 (fst (Tensor.medianAlong 0 t4))
        let f3 (u4: Tensor) : Tensor =
            let t6 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) u4
            let u5 = Tensor.reshape [] t6
            Tensor.minOver [ 0 ] x
        Tensor.sqrt (1.5 + Tensor.square (vmap f3 t5))

let private program29 =
    fun (x: Tensor) ->
        let t1 = 1.0 + Tensor.softplus (Tensor.softsign (x + x))
        let t2 = 5.5 + (0.26 * Tensor.atan (Tensor.reciprocal t1))
        let t3 = 0.76 * Tensor.atan (Tensor.expand [ 1; 1 ] x)
        let t4 = Tensor.pow (1.58 + t3) (Tensor.asinh (Tensor.expand [ 2; 1 ] x))
        let t5 = Tensor.take (Tensor.ofArray [ 1; 1; 2; 3 ] [| 0L; 1L; 0L; 0L; 1L; 1L |]) t4
        let t6 = Tensor.squeezeAxes [ 0 ] (Tensor.avgPool3dWith { AvgPool.defaults with Stride = [ 2; 1; 2 ]; Padding = [ 0; 0; 0 ]; CountIncludePad = false } [ 1; 1; 1 ] t5)
        let t7 = Tensor.squeezeAxes [ 0 ] (fst (Tensor.adaptiveMaxPool2dIndices [ 1; 2 ] t6))
        let t8 = Tensor.squeezeAxes [ 0 ] (Tensor.maxPool1d [ 1 ] t7)
        let t9 = Tensor.stdOver [ 0 ] ((1.3 * Tensor.tanh t8) + (Tensor.ofArray [ 2 ] [| 0.0; 4.0 |]))
        t2 % (2.25 + (0.15 * Tensor.atan t9))

let private program30 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = (Tensor.ofArray [ 1 ] [| 0.6 |]) *@ Tensor.expand [ 1 ] (Tensor.sum x)
        let t2 = Tensor.prelu (1.72 * Tensor.tanh (Tensor.sum x)) t1
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 2L |]) x
        let f1 (u2: Tensor) : Tensor =
            Tensor.logSigmoid u2
        let t4 = fisherProduct f1 t2 (Tensor.reshape [] t3 - Tensor.sum x)
        let f2 (u3: Tensor) : Tensor =
            let t5 = Tensor.takeFlat (Tensor.ofArray [ 12 ] [| 1L; 2L; 2L; 1L; 2L; 2L; 1L; 0L; 0L; 0L; 0L; 2L |]) x
            Tensor.celu 1.3 (Tensor.reshape [ 3; 4 ] t5)
        let t6 = Losses.Nll((Tensor.tanh (diff f2 (Tensor.atan t4))), (Tensor.ofArray [ 3 ] [| 3L; 3L; 1L |]), reduction = Reduction.None)
        Tensor.unflatten 0 [ 1; 3 ] t6

let private program31 =
    fun (x: Tensor) ->
        let f1 (u1: Tensor) : Tensor =
            Tensor.Pow(0.5, (Tensor.tanh u1))
        let t1 = Tensor.tanh (divergence f1 (Tensor.expand [ 2; 2 ] x))
        let u2 = Tensor.mul (Tensor.expand [ 2 ] x) (Tensor.expand [ 2 ] x)
        let t2 = Losses.SmoothL1((Tensor.expand [ 1 ] (Tensor.sum u2)), x, 0.5, reduction = Reduction.None)
        let t3 = fst (Tensor.minAlong 0 ((Tensor.split 1 0 t2)[0]))
        let t4 = Tensor.softplus (Tensor.hardtanh -1.0 1.0 t3)
        -1.5 - Tensor.div t1 (-1.0 * (1.0 + t4))

let private program32 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.softplus (Tensor.expand [ 1; 2; 1 ] x)
        let t2 = Tensor.normWith 1.5 [ -3; 2 ] false (1.0 + t1)
        let t3 = (Tensor.meshgrid [ (Tensor.expand [ 2 ] x); (Tensor.erf (Tensor.expand [ 3 ] y)) ])[1]
        let f1 (u2: Tensor) : Tensor =
            let u3 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) u2
            let t4 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) u2
            let f2 (u4: Tensor) : Tensor =
                let f3 (u5: Tensor) : Tensor =
                    Tensor.indexCopy 1 (Tensor.ofArray [ 2 ] [| 0L; 0L |]) (Tensor.expand [ 3; 2 ] u5) (Tensor.expand [ 3; 1 ] u5)
                let t5 = gaussNewtonProduct f3 (fun r -> Tensor.sum (Tensor.sin r)) u4 x
                Tensor.tanh t5
            Tensor.atan (jacobianReverse f2 (Tensor.reshape [] t4))
        let t6 = (jet f1 t2 [ ((Tensor.slice 1 0 3 2 t3)[1]); (Tensor.expand [ 2 ] y) ])[2]
        Tensor.tanh t6

let private program33 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 8L; 19L; 3L |]) x
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) z
        let f1 (u3: Tensor) : Tensor =
            Tensor.scatterFill 1 (Tensor.ofArray [ 2; 1; 3 ] [| 1L; 1L; 1L; 1L; 2L; 1L |]) 0.6 x
        let t3 = cond ((Tensor.reshape [] t2 + 0.137) .> 0.0) f1 (fun v -> f1 (0.5 * v)) t1
        let t4 = Tensor.takeFlat (Tensor.ofArray [ 0 ] ([||]: int64[])) y
        let t5 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 3L; 4L |]) y
        let f2 (u4: Tensor) : Tensor =
            Tensor.logSumExpOver [ 0 ] u4
        let f3 (u5: Tensor) : Tensor =
            Losses.BinaryCrossEntropyWithLogits((Tensor.ofArray [ 3; 0; 3 ] ([||]: float[])), (0.5 + (0.34 * Tensor.atan u5)), reduction = Reduction.None)
        let t6 = snd (whileLoop (fun (n: Tensor, _: Tensor) -> n .< 1.5) (fun (n, s) -> n + 1.0, Tensor.tanh (f3 s)) (Tensor.sign (Tensor.atan (laplacian f2 t5) + 0.137), (Tensor.reshape [ 3; 0; 3 ] t4)))
        let t7 = Tensor.reciprocal (-1.0 * (1.5 + Tensor.square t6))
        let t8 = Tensor.atan (Tensor.expand [ 1; 3 ] (Tensor.sum x))
        let t9 = Tensor.hypot (Tensor.reshape [ 1; 3 ] z) (1.5 + (0.61 * t8))
        let f4 (u6: Tensor) : Tensor =
            let t10 = 1.5 + Tensor.square (Tensor.expand [ 3; 0; 3 ] u6)
            Tensor.digamma t10
        let t11 = (jet f4 (Tensor.reshape [ 1; 3 ] z) [ t9; (0.1 * Tensor.expand [ 1; 3 ] (Tensor.sum x)) ])[2]
        let t12 = Custom.defineBackward "wave" (fun k s -> k.Save s; s[0] * Tensor.sin s[1]) (fun k c -> [| c * Tensor.sin k.Saved[1]; c * k.Saved[0] * Tensor.cos k.Saved[1] |]) [| t7; (Tensor.atan t11) |]
        let t13 = Tensor.takeFlat (Tensor.ofArray [ 0 ] ([||]: int64[])) y
        let f5 (u7: Tensor) : Tensor =
            Tensor.expand [ 3 ] (Tensor.sum u7) *@ Tensor.expand [ 1; 3; 2 ] (Tensor.sum u7)
        let t14 = fisherProduct f5 (Tensor.expand [ 3; 0; 3 ] (Tensor.sum y)) (Tensor.reshape [ 3; 0; 3 ] t13)
        let t15 = fst (Tensor.topkWith 0 1 false (Tensor.tanh t14))
        Tensor.cat 1 [ t3; t12; t15 ]

let private program34 =
    fun (x: Tensor) ->
        let t1 = Custom.defineBackward "wave" (fun k s -> k.Save s; s[0] * Tensor.sin s[1]) (fun k c -> [| c * Tensor.sin k.Saved[1]; c * k.Saved[0] * Tensor.cos k.Saved[1] |]) [| (Tensor.elu 0.5 x); (Tensor.geluTanh x) |]
        let t2 = Tensor.squeezeAxes [ 0 ] (Tensor.maxPool2dWith { MaxPool.defaults with Stride = [ 2; 1 ]; Padding = [ 0; 0 ]; Dilation = [ 1; 2 ] } [ 3; 2 ] (Tensor.expand [ 1; 3; 3 ] x))
        let f1 (u1: Tensor) : Tensor =
            Tensor.maximum (Tensor.reshape [] u1) (Tensor.reshape [] u1)
        let u2 = Tensor.pow (1.58 + (0.96 * Tensor.tanh t1)) (Tensor.asinh (checkpoint f1 t2))
        let t3 = Tensor.softplus (Tensor.erfinv (0.86 * Tensor.tanh u2))
        Tensor.cosh (Tensor.rsqrt (1.0 + t3))

let private program35 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Losses.MarginRanking((Tensor.reshape [ 2; 1 ] x), (Tensor.reshape [ 2; 1 ] x), (Tensor.tanh (Tensor.reshape [ 2; 1 ] x)), 0.3, reduction = Reduction.None)
        let t2 = Tensor.indexGet [ (Tensor.ofArray [ 3 ] [| 0L; 0L; 0L |]); (Tensor.ofArray [ 3 ] [| 1L; 0L; 0L |]) ] (Tensor.matrixTranspose t1)
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 9 ] [| 1L; 0L; 0L; 1L; 0L; 1L; 1L; 0L; 1L |]) x
        let t4 = Tensor.adaptiveAvgPool1d [ 3 ] (Tensor.reshape [ 3; 3; 1 ] t3)
        let t5 = (0.34 * Tensor.atan t4) + (Tensor.ofArray [ 3; 3 ] [| 4.0; 0.0; 0.0; 0.0; 8.0; 0.0; 0.0; 0.0; 12.0 |])
        let t6 = Tensor.clamp -0.4 2.5 (Tensor.expand [ 3 ] (Tensor.sum y))
        let t7 = (Tensor.meshgrid [ (Tensor.asinh (Linalg.nuclearNorm t5)); t6 ])[0]
        let t8 = Tensor.prelu (0.1 * t2) (Tensor.logSumExpKeep [ 0 ] t7)
        Tensor.embedding (Tensor.ofArray [ 2 ] [| 0L; 0L |]) t8

let private program36 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = 5.5 + (0.25 * Tensor.sin (fst (Tensor.cummin 1 x)))
        let t2 = Tensor.Pow(2.5, (Tensor.ofArray [ 3; 1; 1 ] [| 1.1; 1.0; -1.5 |]))
        let t3 = Tensor.sin (Linalg.matrixPower 2 (Tensor.tanh t2))
        let t4 = Tensor.remainder t1 (2.25 + (0.21 * Tensor.sin t3))
        Tensor.indexSelect 1 (Tensor.ofArray [ 1 ] [| 0L |]) (Tensor.clampMax 0.2 t4)

let private program37 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.gatherNd (Tensor.ofArray [ 1 ] [| 0L |]) (Tensor.expand [ 1; 3 ] x)
        let t2 = Tensor.takeAlong 0 (Tensor.ofArray [ 3 ] [| 0L; 0L; 1L |]) (Tensor.ofArray [ 2 ] [| -0.8; -0.5 |])
        Tensor.cross 0 (t1 * 0.3) t2

let private program38 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 12 ] [| 4L; 4L; 0L; 4L; 2L; 2L; 0L; 3L; 5L; 2L; 2L; 3L |]) y
        let t2 = 1.73 * Tensor.sin (Tensor.reshape [ 3; 2; 2 ] t1)
        let t3 = (Tensor.matmul t2 (Tensor.matrixTranspose t2) + Tensor.eyeOf DType.Float64 2 2)
        let t4 = Tensor.takeFlat (Tensor.ofArray [ 27 ] [| 2L; 4L; 4L; 0L; 2L; 2L; 4L; 5L; 4L; 0L; 2L; 2L; 2L; 0L; 0L; 0L; 4L; 5L; 2L; 1L; 5L; 3L; 0L; 4L; 3L; 5L; 3L |]) y
        let t5 = 0.43 * Tensor.tanh (Tensor.reshape [ 3; 3; 3 ] t4)
        let t6 = t5 + (Tensor.ofArray [ 3; 3 ] [| 4.0; 0.0; 0.0; 0.0; 8.0; 0.0; 0.0; 0.0; 12.0 |])
        let t7 = Tensor.asinh ((let q, r = Linalg.qr t6 in q + r))
        let t8 = Tensor.takeFlat (Tensor.ofArray [ 9 ] [| 4L; 3L; 4L; 5L; 0L; 2L; 5L; 1L; 0L |]) x
        let f1 (u3: Tensor) : Tensor =
            let t9 = Tensor.takeFlat (Tensor.ofArray [ 4 ] [| 4L; 5L; 0L; 3L |]) y
            let t10 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) z
            let f2 (u4: Tensor) : Tensor =
                Tensor.indexFill 1 (Tensor.ofArray [ 3 ] [| 0L; 0L; 1L |]) 0.1 u4
            snd (whileLoop (fun (n: Tensor, _: Tensor) -> n .< 1.5) (fun (n, s) -> n + 1.0, Tensor.tanh (f2 s)) (Tensor.sign (Tensor.reshape [] t10 + 0.137), (Tensor.reshape [ 2; 2 ] t9)))
        let t11 = vmapAxes [ Some 0; None ] [ Some 0 ] (fun (v: Tensor, w: Tensor) -> f1 (v * w)) (t7, (Tensor.reshape [ 3; 3 ] t8))
        let t12 = Tensor.add (Linalg.choleskyInverse (Linalg.cholesky t3)) t11
        Custom.defineBackward "wave" (fun k s -> k.Save s; s[0] * Tensor.sin s[1]) (fun k c -> [| c * Tensor.sin k.Saved[1]; c * k.Saved[0] * Tensor.cos k.Saved[1] |]) [| (Tensor.reshape [ 3; 1; 2 ] x); (Tensor.maxPool2d [ 2; 1 ] t12) |]

let private program39 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) z
        let f1 (u3: Tensor) : Tensor =
            Tensor.prodKeep [ -2; 1 ] (Tensor.tanh (Tensor.expand [ 0; 0 ] u3))
        let t2 = fst (scan (fun s (v: Tensor) -> Tensor.tanh (f1 s + v), s * v) (Tensor.expand [ 1; 1 ] t1) (Tensor.ofArray [ 1; 1; 1 ] [| 1.8 |]))
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) y
        let t4 = Tensor.addItem [ At.Index 0; At.Ellipsis ] t3 t2
        let t5 = Losses.L1((Tensor.ofArray [ 1; 1 ] [| -0.4 |]), t4, reduction = Reduction.None)
        let f2 (u4: Tensor) : Tensor =
            (Tensor.chunk 3 0 (Tensor.reshape [ 6; 2 ] u4))[0]
        let t6 = grad (f2 >> Tensor.sum) (Tensor.ofArray [ 1; 3; 4 ] [| 0.1; -0.7; -1.4; -2.0; 0.7; -0.5; 0.0; -1.0; -1.8; 0.4; -1.7; 1.4 |])
        let t7 = Tensor.squeezeAxes [ 0 ] (Tensor.avgPool2dWith { AvgPool.defaults with Stride = [ 1; 1 ]; Padding = [ 1; 0 ]; CountIncludePad = false } [ 3; 2 ] (Tensor.nanToNum (Tensor.atan t6)))
        let t8 = (5.5 + (0.26 * Tensor.tanh t5)) % (2.25 + (0.21 * Tensor.tanh t7))
        Tensor.select 0 2 (Tensor.sub t8 (Tensor.expand [ 1; 3 ] z))

let private program40 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.expand [ 0; 1 ] (Tensor.sum x) + 0.137
        let t2 = Losses.MultiMargin((Tensor.reshape [ 1; 3 ] y), (Tensor.ofArray [ 1 ] [| 1L |]), reduction = Reduction.None)
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) y
        let u2 = Tensor.reshape [] t3
        let t4 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 2L |]) x
        let t5 = Custom.defineBackward "wave" (fun k s -> k.Save s; s[0] * Tensor.sin s[1]) (fun k c -> [| c * Tensor.sin k.Saved[1]; c * k.Saved[0] * Tensor.cos k.Saved[1] |]) [| t4; (Tensor.ofArray [ 1 ] [| -0.9 |]) |]
        let t6 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) x
        let t7 = Tensor.stack 0 [ (Tensor.ofArray [] [| -1.8 |]) ]
        let f1 (u3: Tensor) : Tensor =
            Tensor.takeAlong 2 (Tensor.ofArray [ 1; 0; 1 ] ([||]: int64[])) (Tensor.expand [ 1; 1; 2 ] u3)
        let t8 = snd (jvp f1 (t5 + t6) ((Tensor.split 1 0 t7)[0]))
        let t9 = Tensor.tanh (Tensor.moveAxes [ 0 ] [ 1 ] (Tensor.atan t8))
        let t10 = (0.43 * t9) + (Tensor.ofArray [ 1; 1 ] [| 4.0 |])
        let t11 = Tensor.maskedFill (t1 .>= t2) 0.6 (Linalg.eigvalsh t10)
        Tensor.normalize 2.0 1 1e-12 t11

let private program41 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 36 ] [| 14L; 4L; 12L; 7L; 1L; 2L; 8L; 15L; 12L; 17L; 4L; 10L; 8L; 11L; 3L; 11L; 11L; 15L; 15L; 3L; 13L; 2L; 11L; 1L; 17L; 2L; 5L; 9L; 10L; 6L; 13L; 3L; 14L; 5L; 17L; 14L |]) x
        let t2 = Tensor.erf (Tensor.reshape [ 3; 3; 2; 2 ] t1)
        let t3 = Tensor.adaptiveMaxPool1d [ 3 ] (Tensor.expm1 t2)
        let t4 = Tensor.asinh (Tensor.expand [ 1; 2; 4 ] (Tensor.sum x))
        let t5 = Tensor.broadcastTo [ 3; 2; 3 ] (fst (Tensor.topk 3 2 t4))
        let t6 = Tensor.setItem [ At.Index 0; At.Ellipsis ] t5 t3
        let f1 (u3: Tensor) : Tensor =
            let t7 = Tensor.takeFlat (Tensor.ofArray [ 9 ] [| 8L; 38L; 21L; 13L; 48L; 19L; 17L; 50L; 25L |]) u3
            Tensor.tensordotAxes [ 0; 1 ] [ -1; -2 ] (Tensor.reshape [ 3; 3 ] t7) z
        Tensor.maxOver [ -3; -2 ] (Tensor.geluTanh (Tensor.atan (grad f1 t6)))

let private program42 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = 0.34 * Tensor.atan (Tensor.expand [ 2; 2 ] x)
        let t2 = t1 + (Tensor.ofArray [ 2; 2 ] [| 4.0; 0.0; 0.0; 8.0 |])
        let t3 = Tensor.atan (Tensor.unsqueeze 0 (Linalg.frobeniusNorm t2))
        let f1 (u2: Tensor) : Tensor =
            let t4 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) y
            let t5 = 0.34 * Tensor.atan (Tensor.expand [ 1; 1 ] t4)
            let t6 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 3L; 0L |]) u2
            Linalg.solve (t5 + (Tensor.ofArray [ 1; 1 ] [| 4.0 |])) (Tensor.expand [ 1; 2 ] t6)
        let t7 = grad (f1 >> Tensor.sum) (Tensor.expand [ 1; 2; 2 ] x)
        let f2 (u3: Tensor) : Tensor =
            let t8 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 0L; 3L |]) u3
            let t9 = Tensor.stack 1 [ (Tensor.ofArray [ 1; 2 ] [| 1.7; -0.3 |]); (Tensor.expand [ 1; 2 ] t8) ]
            let t10 = Tensor.cat 2 [ (Tensor.expand [ 1; 2; 0 ] (Tensor.sum y)); (Tensor.expand [ 1; 2; 0 ] x); t9 ]
            let f3 (u4: Tensor) : Tensor =
                let u5 = Tensor.expand [ 3 ] (Tensor.sum u3)
                let t11 = Tensor.takeFlat (Tensor.ofArray [ 4 ] [| 0L; 2L; 2L; 2L |]) y
                let t12 = 0.43 * Tensor.sin (Tensor.reshape [ 2; 2 ] t11)
                let t13 = t12 + (Tensor.ofArray [ 2; 2 ] [| 4.0; 0.0; 0.0; 8.0 |])
                (let p, l, u = Linalg.lu t13 in Linalg.luSolve p l u u4)
            forLoop (-1) (1) (fun i s -> Tensor.sin (f3 s + i)) t10
        let t14 = fst (scan (fun s (v: Tensor) -> Tensor.tanh (f2 s + v), s * v) (Tensor.atan t7) (Tensor.expand [ 2; 1; 2; 2 ] x))
        let t15 = (Tensor.matmul t14 (Tensor.matrixTranspose t14) + Tensor.eyeOf DType.Float64 2 2)
        Losses.BinaryCrossEntropy((0.5 + (0.28 * t3)), (0.5 + (0.43 * Tensor.sin (Linalg.det t15))), reduction = Reduction.None)

let private program43 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.minKeep [ 0 ] (Tensor.expand [ 3; 2 ] x)
        let t2 = Losses.CrossEntropy(t1, (Tensor.ofArray [ 1 ] [| 0L |]), reduction = Reduction.None)
        let t3 = Tensor.maxItem [ At.Index 1; At.Ellipsis ] t2 (Tensor.expand [ 2; 1 ] x)
        associativeScan (fun (a: Tensor) (b: Tensor) -> a + b + a * b * ((0.86 * Tensor.tanh (t3[0])))) (0.87 * Tensor.atan (Tensor.softmax -2 x))

let private program44 =
    fun (x: Tensor) ->
        let t1 = Losses.MarginRanking((Tensor.expand [ 1 ] (Tensor.sum x)), (Tensor.expand [ 1 ] (Tensor.sum x)), (Tensor.expand [ 1 ] (Tensor.sum x)), 0.3, reduction = Reduction.None)
        let t2 = Tensor.layerNorm [ 1 ] (Tensor.stack -1 [ (Tensor.sum x) ]) (Tensor.log2 (1.5 + Tensor.square t1)) 0.1 (Tensor.ofArray [ 2; 1 ] [| 0.7; -0.3 |])
        let t3 = Tensor.tanh (Tensor.expand [ 1 ] (Tensor.sum x) - -1.5)
        let t4 = associativeScan (fun (a: Tensor) (b: Tensor) -> a + b + a * b * ((0.87 * t3))) (Tensor.elu 0.5 t2)
        let t5 = 5.5 + (0.19 * Tensor.atan (Tensor.logSumExp t4))
        let t6 = Tensor.stdOver [ 0 ] ((Tensor.expand [ 2 ] (Tensor.sum x)) + (Tensor.ofArray [ 2 ] [| 0.0; 4.0 |]))
        Tensor.remainder t5 (2.25 + (0.15 * Tensor.atan t6))

let private program45 =
    fun (x: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 37 ] [| 4L; 4L; 1L; 4L; 3L; 8L; 8L; 2L; 8L; 6L; 1L; 3L; 1L; 8L; 8L; 6L; 0L; 4L; 5L; 2L; 4L; 2L; 7L; 0L; 5L; 2L; 6L; 2L; 7L; 7L; 5L; 1L; 0L; 6L; 1L; 5L; 1L |]) x
        let t2 = Tensor.hardsigmoid (Tensor.reshape [ 1; 37; 1 ] t1)
        let t3 = Tensor.acos (0.87 * Tensor.tanh (Tensor.cumsum 2 t2))
        let t4 = Tensor.squeezeAxes [ 0 ] (Tensor.unfoldWith { Unfold.defaults with Stride = [ 2 ] } [ 1; 1 ] t3)
        let t5 = Tensor.unflatten 0 [ 3; 3 ] (Tensor.slice -1 1 18 2 t4)
        Tensor.logSigmoid t5

let private program46 =
    fun (x: Tensor) ->
        let t1 = Tensor.cumprod 0 (0.1 * Tensor.expand [ 1; 2 ] x)
        let t2 = Tensor.squeezeAxes [ 0 ] (Tensor.maxPool1d [ 2 ] (Tensor.expand [ 1; 2 ] x))
        let t3 = (Tensor.unbind 0 (Tensor.lgamma (1.5 + Tensor.square t2)))[0]
        let t4 = associativeScan (fun (a: Tensor) (b: Tensor) -> a + b + a * b * ((0.86 * Tensor.sin t3))) (0.86 * Tensor.sin x)
        let t5 = Tensor.normalize 2.0 0 1e-12 (1.0 + Tensor.softplus (Tensor.selu t4))
        let t6 = Losses.SoftMargin(((Tensor.unbind 0 t1)[0]), t5, reduction = Reduction.None)
        t6[-2]

let private program47 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.foldWith { Unfold.defaults with Stride = [ 2 ] } [ 2 ] [ 2 ] (Tensor.ofArray [ 6; 1 ] [| -0.5; 1.0; -1.1; -2.0; 0.2; -0.3 |])
        let t2 = fst (Tensor.maxPool1dIndices MaxPool.defaults [ 1 ] t1)
        let u2 = x
        let t3 = (Tensor.chunk 3 1 (Tensor.expand [ 1; 6 ] u2))[0]
        let t4 = Tensor.sumOver [ -2 ] (Tensor.softplus y * t3)
        associativeScan (fun (a: Tensor) (b: Tensor) -> a + b + a * b * ((0.86 * Tensor.tanh (Tensor.logSigmoid t4)))) (0.87 * Tensor.atan (Tensor.tanh t2))

let private program48 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) x
        let f1 (u3: Tensor) : Tensor =
            let f2 (u4: Tensor) : Tensor =
                Tensor.repeat [] u3
            Tensor.tanh (hessian f2 (Tensor.ofArray [] [| -1.7 |]))
        let t2 = snd (whileLoop (fun (n: Tensor, _: Tensor) -> n .< 1.5) (fun (n, s) -> n + 1.0, Tensor.tanh (f1 s)) (Tensor.sign (Tensor.reshape [] t1 + 0.137), (Tensor.sum x)))
        let f3 (u5: Tensor) : Tensor =
            let t3 = Tensor.square (Tensor.expand [ 1; 2; 3; 1 ] u5)
            let t4 = Tensor.square (Tensor.expand [ 2; 1; 2; 3; 2 ] u5)
            let t5 = Tensor.squeezeAxes [ 0 ] (Tensor.convTranspose3dWith { ConvTranspose.defaults with Padding = [ 0; 1; 0 ]; Groups = 1 } (Tensor.xlogy (1.5 + t3) (1.5 + t4)) null (Tensor.expand [ 2; 2; 1; 1 ] u5))
            let f4 (u6: Tensor) : Tensor =
                Tensor.roll [ 0 ] [ 0 ] (Tensor.ofArray [ 3; 2 ] [| 1.1; 1.5; 1.1; 1.0; 1.0; -1.5 |])
            let t6 = snd (whileLoop (fun (n: Tensor, _: Tensor) -> n .< 1.5) (fun (n, s) -> n + 1.0, Tensor.tanh (f4 s)) (Tensor.sign (u5 + 0.137), (Tensor.expand [ 3; 2 ] u5)))
            let f5 (u7: Tensor) : Tensor =
                let t7 = Tensor.logSoftmax 1 (Tensor.expand [ 0; 3; 0 ] u5)
                Tensor.sum t7
            let t8 = Tensor.square (vmapAxes [ Some(-1) ] [ Some(0) ] f5 t6)
            (Tensor.div (0.1 * t5) (1.5 + t8))[-2]
        checkpoint f3 t2

let private program49 =
    fun (x: Tensor) ->
        let t1 = Tensor.conv1dWith { Stride = [ 2 ]; Padding = Padding.Of [ 0 ]; Dilation = [ 2 ]; Groups = 1 } (Tensor.sin (Tensor.expand [ 3; 2; 3 ] x)) null (Tensor.expand [ 2; 1; 2; 2; 5 ] x)
        let t2 = Tensor.maskedFill ((Tensor.expand [ 1; 1 ] x + 0.137) .>= (Tensor.expand [ 1; 1 ] x)) 0.6 (Tensor.ofArray [ 1; 1 ] [| -1.0 |])
        let t3 = Tensor.convTranspose1d (0.1 * Tensor.expand [ 2; 1; 1 ] x) (Tensor.expand [ 1 ] x) (Tensor.expand [ 2; 1 ] x)
        let t4 = Tensor.indexAdd 0 (Tensor.ofArray [ 1 ] [| 0L |]) t3 (Tensor.expand [ 1; 1 ] x)
        let t5 = Tensor.pow (1.58 + Tensor.square t2) (0.1 * t4)
        let t6 = Tensor.atan (Tensor.fmax t5 (Tensor.expand [ 1; 1 ] x))
        let t7 = Tensor.remainder (5.5 + (0.26 * Tensor.sin t1)) (2.25 + (0.15 * t6))
        Tensor.diagonal (Tensor.sumOver [ 1 ] t7)

let private program50 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 8L |]) x
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 4L |]) x
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 4L |]) z
        let t4 = (Tensor.batchNormTrain 0.3 t1 (1.0 + Tensor.softplus t2) (0.1 * t3) (Tensor.expand [ 1 ] (Tensor.sum x)) 0.1 (Tensor.expand [ 1; 1; 1; 2 ] (Tensor.sum z)) |> fun (y, _, _) -> y)
        let t5 = Tensor.takeFlat (Tensor.ofArray [ 8 ] [| 5L; 8L; 2L; 1L; 0L; 1L; 3L; 0L |]) x
        let t6 = Tensor.takeFlat (Tensor.ofArray [ 4 ] [| 0L; 5L; 7L; 6L |]) z
        let t7 = Tensor.linear (Tensor.reshape [ 2; 2 ] t6) null (Tensor.reshape [ 1; 2; 2; 2 ] t5)
        let t8 = Tensor.maxPool3d [ 2; 2; 1 ] (Tensor.matrixPower 3 (0.85 * Tensor.atan t7))
        let t9 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 0L; 5L |]) y
        let t10 = Tensor.where ((t4 + 0.137) .> 0.2) t8 (Tensor.reshape [ 1; 1; 2; 1 ] t9)
        Tensor.squeezeAxes [ 0 ] (Tensor.adaptiveMaxPool3d [ 1; 3; 3 ] (Tensor.erfinv (0.57 * Tensor.atan t10)))

let private program51 =
    fun (x: Tensor) ->
        let f1 (u1: Tensor) : Tensor =
            Tensor.varWith -1.0 [ 1 ] false (Tensor.reshape [ 3; 1 ] u1)
        let t1 = forLoop (1) (4) (fun i s -> Tensor.sin (f1 s + i)) (Tensor.expand [ 3 ] x)
        let t2 = 2.25 + (0.17 * Tensor.atan (Tensor.expand [ 3 ] x))
        let t3 = Losses.L1((Tensor.expand [ 3 ] x), ((5.5 + (0.26 * Tensor.sin t1)) % t2), reduction = Reduction.None)
        let f2 (u2: Tensor) : Tensor =
            let t4 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) u2
            Tensor.expm1 (Tensor.asinh t4)
        let t5 = Tensor.atan (laplacian (f2 >> Tensor.sum) t3)
        let f3 (u3: Tensor) : Tensor =
            Tensor.add u3 u3
        let t6 = (jet f3 (Tensor.ofArray [] [| -1.7 |]) [ x; x ])[2]
        let f4 (u4: Tensor) : Tensor =
            fst (Tensor.maxAlong 0 (Tensor.expand [ 2 ] u4))
        let f5 (u5: Tensor) : Tensor =
            Tensor.digamma (1.5 + Tensor.square u5)
        let t7 = snd (whileLoop (fun (n: Tensor, _: Tensor) -> n .< 1.5) (fun (n, s) -> n + 1.0, Tensor.tanh (f5 s)) (Tensor.sign (x + 0.137), (Tensor.tanh (laplacian f4 (Tensor.tanh t6)))))
        Tensor.tensordotAxes [] [] (Tensor.asinh ((1.58 + (0.61 * t5)) ** 2.5)) t7

let private program52 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.diagEmbedWith -1 0 1 (Tensor.reshape [ 1 ] x)
        let t2 = (Tensor.matmul (0.1 * t1) (Tensor.matrixTranspose (0.1 * t1)) + Tensor.eyeOf DType.Float64 2 2)
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 0L; 0L |]) x
        let t4 = 2.25 + (0.17 * Tensor.atan (Tensor.reshape [ 1 ] x))
        Tensor.scatterAdd -1 (Tensor.ofArray [ 2 ] [| 1L; 0L |]) ((5.5 + (0.2 * Tensor.atan t3)) % t4) (Linalg.lstsq t2 (Tensor.reshape [ 2 ] y))

let private program53 =
    fun (x: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 18 ] [| 1L; 0L; 0L; 3L; 1L; 1L; 2L; 1L; 0L; 2L; 2L; 0L; 2L; 0L; 1L; 1L; 0L; 2L |]) x
        let f1 (u1: Tensor) : Tensor =
            let t2 = Tensor.takeFlat (Tensor.ofArray [ 0 ] ([||]: int64[])) u1
            let t3 = 0.76 * Tensor.atan (Tensor.reshape [ 0; 3 ] t2)
            let t4 = Tensor.atan (Tensor.expand [ 0; 3 ] (Tensor.sum u1))
            Tensor.pow (1.58 + t3) t4
        let t5 = vmapAxes [ Some(2) ] [ Some(1) ] f1 (Tensor.reshape [ 3; 3; 2 ] t1)
        let f2 (u2: Tensor) : Tensor =
            let t6 = Tensor.takeFlat (Tensor.ofArray [ 8 ] [| 1L; 0L; 2L; 3L; 5L; 1L; 3L; 4L |]) u2
            Tensor.squeezeAxes [ 0 ] (Tensor.adaptiveAvgPool2d [ 2; 3 ] (Tensor.reshape [ 1; 4; 2 ] t6))
        let t7 = snd (scanBack (fun s (v: Tensor) -> Tensor.tanh (f2 s + v), s * v) (Tensor.expand [ 2; 3 ] (Tensor.sum x)) (Tensor.expand [ 2; 2; 3 ] x))
        let t8 = Tensor.putAlong 2 (Tensor.ofArray [ 2; 2; 3 ] [| 2L; 0L; 2L; 1L; 0L; 1L; 1L; 2L; 2L; 2L; 1L; 2L |]) (Tensor.expand [ 2; 2; 3 ] x) (Tensor.atan t7)
        let t9 = Tensor.windows -1 1 2 (Tensor.cat 0 [ t5; t8 ])
        t9[0]

let private program54 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.minOver [ -4 ] (Tensor.expand [ 2; 1; 1; 1 ] (Tensor.sum x))
        let t2 = Tensor.squeezeAxes [ 0 ] (Tensor.convTranspose1dWith { ConvTranspose.defaults with Padding = [ 1 ]; Groups = 1 } (2.61 * Tensor.sin t1) null (Tensor.expand [ 1; 6 ] y))
        let t3 = Tensor.bincountWith 3 t2 (Tensor.ofArray [ 4 ] [| 0L; 2L; 1L; 0L |])
        let t4 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 2L; 0L |]) x
        Tensor.outer (0.1 * t3) t4

let private program55 =
    fun (x: Tensor) ->
        let t1 = Tensor.layerNorm [ 3; 3 ] (Tensor.atan (Tensor.expand [ 3; 3 ] x)) (Tensor.expand [ 3; 3 ] x) 0.1 (Tensor.ofArray [ 3; 3 ] [| -1.2; -0.3; 0.9; -0.4; 1.0; -1.2; 1.8; 2.0; 0.1 |])
        let u1 = Tensor.expand [ 3 ] x
        let t2 = Tensor.pad [ 0; 0; -1; 1 ] 0.5 (Tensor.expand [ 3; 3 ] u1)
        let f1 (u2: Tensor) : Tensor =
            let t3 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 2L |]) u2
            let t4 = Losses.Huber((Tensor.expand [ 1; 1 ] x), (Tensor.expand [ 1; 1 ] t3), 1.5, reduction = Reduction.None)
            let t5 = (0.3 * Tensor.atan t4) + (Tensor.ofArray [ 1; 1 ] [| 4.0 |])
            let t6 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 5L |]) u2
            Linalg.cond 2.0 t5 + Tensor.reshape [] t6
        let t7 = (jet f1 (Tensor.neg (Tensor.expand [ 3; 3 ] x)) [ t1; (Tensor.triu -1 t2) ])[2]
        let f2 (u3: Tensor) : Tensor =
            u3 - u3
        Tensor.atan (diff f2 (Tensor.atan t7))

let private program56 =
    fun (x: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 4 ] [| 0L; 0L; 2L; 2L |]) x
        let t2 = Tensor.varKeep [ -2 ] (Tensor.reshape [ 2; 2 ] t1)
        let t3 = Tensor.indexGet [ (Tensor.ofArray [ 3 ] [| 0L; 0L; 0L |]); (Tensor.ofArray [ 3 ] [| 0L; 0L; 0L |]) ] (Tensor.asinh t2)
        let t4 = Tensor.takeFlat (Tensor.ofArray [ 5 ] [| 2L; 2L; 2L; 0L; 0L |]) x
        let t5 = Tensor.maxPool1dWith { MaxPool.defaults with Stride = [ 1 ]; Padding = [ 0 ]; Dilation = [ 1 ] } [ 3 ] (Tensor.expand [ 1; 5 ] t4)
        let t6 = Tensor.hypot t3 (1.0 + Tensor.softplus (Tensor.flatten t5))
        let f1 (u1: Tensor) : Tensor =
            let t7 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 2L |]) u1
            let t8 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) x
            Tensor.where ((Tensor.reshape [] t7 + 0.137) .> 0.2) (Tensor.sum x) (Tensor.reshape [] t8)
        let t9 = vmapAxes [ Some 0; None ] [ Some 0 ] (fun (v: Tensor, w: Tensor) -> f1 (v * w)) ((Tensor.expand [ 2; 3 ] x), t6)
        let t10 = Tensor.softsign (fst (Tensor.minAlong -1 t9))
        Tensor.pow (1.58 + (0.96 * Tensor.tanh (Tensor.sum x))) t10

let private program57 =
    fun (x: Tensor) ->
        let t1 = Tensor.diagonalWith 1 -2 -1 (Tensor.ofArray [ 3; 4 ] [| -1.0; 0.7; 0.4; 0.5; 1.0; 0.3; -1.2; -0.5; -0.8; -1.4; 1.8; 1.6 |])
        let f1 (u1: Tensor) : Tensor =
            Tensor.softshrink 0.8 x
        let t2 = snd (vjp f1 t1) (Tensor.ofArray [] [| 1.7 |])
        let f2 (u2: Tensor) : Tensor =
            let t3 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 2L |]) u2
            let t4 = (Tensor.matmul (Tensor.expand [ 1; 1 ] t3) (Tensor.matrixTranspose (Tensor.expand [ 1; 1 ] t3)) + Tensor.eyeOf DType.Float64 1 1)
            let t5 = Tensor.unfold [ 1; 1 ] (Tensor.reshape [ 1; 3; 1 ] u2)
            let t6 = Linalg.solveTriangular false (Linalg.cholesky t4) t5
            let f3 (u3: Tensor) : Tensor =
                (Tensor.splitSizes [ 0; 1; 0 ] 0 u3)[1]
            let t7 = forLoop (0) (2) (fun i s -> Tensor.sin (f3 s + i)) t6
            Tensor.linear t7 null u2
        let t8 = jacobianForward f2 (Tensor.broadcastTo [ 3 ] (Tensor.atan t2))
        Tensor.atan t8

let private program58 =
    fun (x: Tensor) ->
        let f1 (u1: Tensor) : Tensor =
            let t1 = Tensor.fmax (Tensor.expand [ 2; 5; 1 ] u1) (Tensor.expand [ 2; 5; 2 ] u1)
            let t2 = Tensor.mulItem [ At.Index 1; At.Ellipsis ] u1 (Tensor.expand [ 5 ] u1)
            Tensor.convTranspose1d t1 t2 (Tensor.expand [ 2; 1 ] u1)
        let t3 = Tensor.atan (diff f1 (Tensor.ofArray [] [| -1.0 |]))
        let t4 = Tensor.segmentMin 3 (Tensor.ofArray [ 5 ] [| 2L; 1L; 0L; 0L; 1L |]) t3
        Tensor.min t4

let private program59 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 9 ] [| 0L; 0L; 3L; 1L; 0L; 2L; 4L; 2L; 1L |]) x
        let t2 = 1.3 * Tensor.tanh (Tensor.reshape [ 3; 3 ] t1)
        let t3 = Tensor.stdKeep [ -1 ] (t2 + (Tensor.ofArray [ 1; 3 ] [| 0.0; 4.0; 0.0 |]))
        let u3 = Tensor.hardsigmoid t3
        let t4 = Custom.define "twist" (fun s -> Tensor.sin s[0]) (fun s _ _ -> Scale(Tensor.cos s[0])) [| (Tensor.ofArray [ 8 ] [| -1.6; 0.6; -0.2; -2.0; 0.5; 0.9; -1.5; -1.7 |]) |]
        let t5 = Tensor.maskedScatter ((Tensor.ofArray [ 1; 3; 4 ] [| 1L; 0L; 1L; 0L; 1L; 1L; 0L; 1L; 1L; 0L; 0L; 1L |]) .> 0.5) t4 (Tensor.expand [ 1; 3; 4 ] (Tensor.sum y))
        Tensor.squeezeAxes [ 0 ] (Tensor.adaptiveMaxPool2d [ 3; 2 ] t5)

let private program60 =
    fun (x: Tensor) (y: Tensor) ->
        let f1 (u2: Tensor) : Tensor =
            (Tensor.meshgrid [ x; (Tensor.expand [ 2 ] u2) ])[0]
        let t1 = vmapAxes [ Some 0; None ] [ Some 0 ] (fun (v: Tensor, w: Tensor) -> f1 (v * w)) ((Tensor.ofArray [ 1 ] [| 1.4 |]), (Tensor.ofArray [] [| -0.6 |]))
        let t2 = Tensor.atan (Tensor.ofArray [ 1; 7; 2 ] [| -0.4; -1.1; 1.7; -1.6; 1.9; 0.4; -0.4; -0.1; -0.7; -1.0; 0.4; -1.1; 0.2; -0.7 |])
        let t3 = Tensor.remainder (5.5 + (0.26 * Tensor.tanh t1)) (2.25 + (0.19 * t2))
        let t4 = Tensor.segmentSum 1 (Tensor.ofArray [ 1 ] [| 0L |]) t3
        let t5 = Tensor.squeezeAxes [ 0 ] (Tensor.avgPool2d [ 2; 2 ] (Tensor.narrow 1 2 4 t4))
        Tensor.stdOver [ -2 ] ((1.29 * Tensor.sin (Tensor.ceil (t5 + 0.137))) + (Tensor.ofArray [ 2; 1 ] [| 0.0; 4.0 |]))

let private program61 =
    fun (x: Tensor) ->
        let f1 (u1: Tensor) : Tensor =
            let t1 = Tensor.tensordotAxes [ 0; 1 ] [ -1; -2 ] (Tensor.expand [ 3; 2 ] x) (Tensor.expand [ 2; 2; 3 ] u1)
            Tensor.mean (Tensor.asinh (t1 / -0.7))
        let t2 = jacobianReverse f1 (Tensor.atan2 x (1.0 + Tensor.softplus x))
        Tensor.tanhshrink (Tensor.gelu (Tensor.tanh t2))

let private program62 =
    fun (x: Tensor) ->
        let t1 = Tensor.expand [ 1 ] x *@ Tensor.expand [ 1 ] x
        Tensor.mish ((t1 + 0.137) % 0.7)

let private program63 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.softplus (Tensor.ofArray [ 0; 1; 3 ] ([||]: float[]))
        let t2 = Tensor.softshrink 0.8 (Tensor.expand [ 2 ] x)
        let t3 = Tensor.softplus (Tensor.ofArray [ 2 ] [| -1.0; -1.9 |])
        let t4 = Losses.BinaryCrossEntropy((0.5 + (0.43 * Tensor.sin t2)), (0.55 + t3), reduction = Reduction.Mean)
        let t5 = Tensor.atan2 (Tensor.prod t1) (1.0 + Tensor.softplus t4)
        Tensor.addScaled 1.2 y t5

let private program64 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 5 ] [| 2L; 2L; 1L; 1L; 2L |]) x
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 10 ] [| 0L; 1L; 2L; 2L; 2L; 1L; 1L; 2L; 2L; 1L |]) x
        let t3 = Tensor.matmul (Tensor.reshape [ 1; 5; 2 ] t2) (Tensor.ofArray [ 1; 2; 1 ] [| -2.0; -1.9 |])
        let t4 = Losses.SmoothL1((Tensor.reshape [ 1; 5; 1 ] t1), t3, 0.5, reduction = Reduction.None)
        let t5 = Tensor.squeezeAxes [ 0 ] (Tensor.unfoldWith { Unfold.defaults with Stride = [ 2 ] } [ 1; 1 ] t4)
        let t6 = Tensor.tril 1 (Tensor.erfinv (0.86 * Tensor.tanh x))
        (5.5 + (0.17 * Tensor.atan t5)) % (2.25 + (0.21 * Tensor.sin t6))

let private program65 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 12 ] [| 4L; 0L; 14L; 9L; 8L; 15L; 15L; 8L; 7L; 2L; 5L; 11L |]) z
        let t2 = Tensor.indexSelect 1 (Tensor.ofArray [ 3 ] [| 1L; 1L; 0L |]) (Tensor.reshape [ 3; 2; 2 ] t1)
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 7L |]) y
        let t4 = Tensor.logAddExp (0.1 * Tensor.sum z) (Tensor.reshape [] t3)
        let t5 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 6L |]) x
        let t6 = -1.0 * (1.0 + Tensor.softplus (Tensor.reshape [] t5))
        let f1 (u3: Tensor) : Tensor =
            let t7 = Tensor.asinh (Tensor.expand [ 3; 1; 4; 3 ] (Tensor.sum x))
            let t8 = Tensor.takeFlat (Tensor.ofArray [ 6 ] [| 12L; 3L; 4L; 11L; 4L; 2L |]) z
            let t9 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 16L; 10L; 17L |]) x
            let t10 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 4L; 12L; 5L |]) u3
            let t11 = Tensor.conv2d (0.1 * Tensor.reshape [ 3; 1; 2; 1 ] t8) (Tensor.maximum t9 t10) t7
            let t12 = Tensor.avgPool1dWith { AvgPool.defaults with Stride = [ 1 ]; Padding = [ 0 ]; CountIncludePad = false } [ 2 ] t11
            Tensor.meanOver [ 0 ] t12
        snd (whileLoop (fun (n: Tensor, _: Tensor) -> n .< 1.5) (fun (n, s) -> n + 1.0, Tensor.tanh (f1 s)) (Tensor.sign ((t4 / t6) + 0.137), t2))

let private program66 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) x
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) x
        let f1 (u2: Tensor) : Tensor =
            (Tensor.ofArray [ 1 ] [| -1.3 |])
        let t3 = snd (scan (fun s (v: Tensor) -> Tensor.tanh (f1 s + v), s * v) (Tensor.expand [ 1 ] (Tensor.sum x)) (Tensor.expand [ 1; 1 ] y))
        let t4 = Tensor.layerNorm [ 1 ] (Tensor.asinh t2) (Tensor.logSumExpOver [ 1 ] t3) 0.1 (Tensor.reshape [ 2; 1 ] x)
        let t5 = Tensor.linear (Tensor.sin (Tensor.mish t4)) null (Tensor.expand [ 1; 1; 1 ] t1)
        let t6 = 1.21 * Tensor.sin (Tensor.fold [ 2 ] [ 1 ] t5)
        Tensor.geluTanh (Tensor.tan t6)

let private program67 =
    fun (x: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 4 ] [| 0L; 1L; 1L; 2L |]) x
        let t2 = Tensor.indexFill 1 (Tensor.ofArray [ 1 ] [| 1L |]) 0.4 (Tensor.reshape [ 2; 2 ] t1)
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 0L; 2L |]) x
        let f1 (u1: Tensor) : Tensor =
            let t4 = Tensor.takeFlat (Tensor.ofArray [ 6 ] [| 3L; 0L; 3L; 2L; 0L; 0L |]) u1
            let t5 = Tensor.atan (Tensor.reshape [ 1; 1; 3; 2 ] t4)
            let t6 = Tensor.sin (Tensor.expand [ 1; 1; 3; 1 ] (Tensor.sum u1))
            Tensor.remainder (5.5 + (0.17 * t5)) (2.25 + (0.21 * t6))
        let t7 = checkpoint f1 (t2 * Tensor.reshape [ 2; 1 ] t3)
        let t8 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 2L |]) x
        let f2 (u2: Tensor) : Tensor =
            let t9 = Tensor.takeFlat (Tensor.ofArray [ 6 ] [| 1L; 1L; 2L; 1L; 0L; 0L |]) x
            let u3 = Tensor.reshape [ 1; 1; 3; 2 ] t9
            let f3 (u4: Tensor) : Tensor =
                Tensor.reshape [ 3 ] x
            let t10 = gaussNewtonProduct f3 (fun r -> Tensor.sum (Tensor.sin r)) (Tensor.expand [ 1; 1; 3; 2 ] u2) u3
            Tensor.atan t10
        let t11 = snd (jvp f2 (Tensor.sum x) (Tensor.reshape [] t8))
        let t12 = Tensor.minimum (Tensor.ofArray [ 1; 1; 3; 2 ] [| -0.2; 1.4; -1.9; 0.1; -2.0; -1.9 |]) (Tensor.atan t11)
        let t13 = Custom.defineBackward "wave" (fun k s -> k.Save s; s[0] * Tensor.sin s[1]) (fun k c -> [| c * Tensor.sin k.Saved[1]; c * k.Saved[0] * Tensor.cos k.Saved[1] |]) [| t7; t12 |]
        Tensor.cos (Tensor.minOver [ 2 ] (t13[0]))

let private program68 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) z
        let t2 = Tensor.indexPut [ (Tensor.ofArray [ 1 ] [| 0L |]); (Tensor.ofArray [ 1 ] [| 0L |]) ] t1 (Tensor.expand [ 3; 3 ] (Tensor.sum y))
        let t3 = Tensor.broadcastTo [] (Tensor.ofArray [] [| 1.3 |])
        let f1 (u3: Tensor) : Tensor =
            let t4 = Tensor.tanh (Tensor.expand [ 3; 1; 1 ] (Tensor.sum u3))
            let t5 = Tensor.conv1d (2.59 * t4) (Tensor.ofArray [ 3 ] [| 0.0; -1.6; 1.1 |]) (Tensor.expand [ 1; 2 ] (Tensor.sum x))
            let t6 = Tensor.gather 1 (Tensor.ofArray [ 3; 3 ] [| 0L; 1L; 1L; 1L; 0L; 1L; 0L; 0L; 1L |]) (0.1 * t5)
            Tensor.exp (Tensor.atanh (0.62 * Tensor.atan t6))
        let t7 = snd (whileLoop (fun (n: Tensor, _: Tensor) -> n .< 1.5) (fun (n, s) -> n + 1.0, Tensor.tanh (f1 s)) (Tensor.sign (t3 + 0.137), (Tensor.nanToNumWith 0.0 1.0 -1.0 t2)))
        let f2 (u4: Tensor) : Tensor =
            let t8 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 5L; 2L |]) y
            let f3 (u5: Tensor) : Tensor =
                let t9 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 1L; 1L; 1L |]) u5
                let f4 (u6: Tensor) : Tensor =
                    let t10 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 2L; 1L |]) z
                    -0.7 - t10
                let t11 = fisherProduct f4 t9 (Tensor.expand [ 3 ] (Tensor.sum y))
                Tensor.tanh t11
            let t12 = (taylor 3 f3 t8 (Tensor.ofArray [ 2 ] [| -0.5; -1.8 |]))[3]
            Tensor.atan t12
        Tensor.atan (hessianDiagonal (f2 >> Tensor.sum) t7)

let private program69 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Losses.MarginRanking((Tensor.ofArray [ 3; 1 ] [| -0.7; -1.9; 1.9 |]), (Tensor.triu -1 (Tensor.expand [ 3; 1 ] z)), (Tensor.tanh (Tensor.expand [ 3; 1 ] x)), 0.3, reduction = Reduction.None)
        -fst (Tensor.maxAlong 0 t1)

let private program70 =
    fun (x: Tensor) ->
        let t1 = fst (Tensor.sortWith 1 true (Tensor.expand [ 3; 1; 3; 1 ] (Tensor.sum x)))
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 9 ] [| 2L; 1L; 1L; 2L; 1L; 0L; 0L; 2L; 1L |]) x
        let t3 = Custom.defineBackward "wave" (fun k s -> k.Save s; s[0] * Tensor.sin s[1]) (fun k c -> [| c * Tensor.sin k.Saved[1]; c * k.Saved[0] * Tensor.cos k.Saved[1] |]) [| t1; (Tensor.reshape [ 3; 1; 3; 1 ] t2) |]
        let t4 = Tensor.putAlong 1 (Tensor.ofArray [ 1; 3; 1 ] [| 0L; 1L; 0L |]) (Tensor.reshape [ 1; 3; 1 ] x) (t3[2])
        Tensor.get [ At.Index 0; At.Ellipsis; At.NewAxis ] t4

let private program71 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.softplus (Tensor.ofArray [ 2; 5; 5 ] [| -1.5; -0.6; -1.3; 1.6; 0.3; -1.1; 1.0; -1.2; 0.7; -0.4; 0.8; 2.0; 0.1; -2.0; 0.4; -2.0; 0.3; 0.0; -1.5; 1.6; -0.5; 1.4; 1.0; 1.5; 1.8; 0.5; 2.0; 0.6; 1.5; 0.6; 0.9; 1.7; 1.8; -0.7; 1.7; -0.4; 0.1; -0.3; -1.0; -0.1; 1.4; 1.2; 1.5; 0.8; -1.8; 0.7; 0.7; 2.0; 0.2; 1.3 |])
        let t2 = Tensor.softplusWith 2.0 20.0 (Tensor.polygamma 0 (1.0 + t1))
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 12 ] [| 0L; 1L; 0L; 2L; 2L; 0L; 0L; 1L; 0L; 2L; 2L; 0L |]) x
        let t4 = Tensor.tanh (Tensor.reshape [ 1; 2; 3; 2 ] t3)
        let t5 = Tensor.squeezeAxes [ 0 ] (Tensor.conv2dWith { Stride = [ 2; 2 ]; Padding = Padding.Of [ 1; 0 ]; Dilation = [ 1; 2 ]; Groups = 1 } t4 null t2)
        let u3 = Tensor.softplus t5
        let f1 (u4: Tensor) : Tensor =
            let t6 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 1L; 0L |]) x
            let f2 (u5: Tensor) : Tensor =
                Tensor.cumsum -1 (Tensor.ofArray [ 1 ] [| -0.8 |])
            let t7 = fisherProduct f2 (Tensor.expand [ 1; 2 ] u4) (Tensor.expand [ 1; 2 ] t6)
            Tensor.atan t7
        let t8 = cond ((Tensor.reshape [] y + 0.137) .> 0.0) f1 (fun v -> f1 (0.5 * v)) (Tensor.ofArray [] [| 0.0 |])
        let t9 = Tensor.roll [ 3; 2 ] [ 0; 1 ] (Tensor.atan2 u3 (1.5 + Tensor.square t8))
        let t10 = Losses.MultiMargin(t9, (Tensor.ofArray [ 3 ] [| 1L; 0L; 0L |]), reduction = Reduction.None)
        Tensor.atan t10

let private program72 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 6 ] [| 1L; 6L; 11L; 8L; 8L; 4L |]) x
        let u3 = Tensor.asinh (Tensor.sum x)
        let f1 (u4: Tensor) : Tensor =
            let t2 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 11L; 9L |]) y
            let t3 = Tensor.scatterAdd -1 (Tensor.ofArray [ 1; 2; 1; 1 ] [| 6L; 2L |]) (Tensor.reshape [ 1; 2; 1; 1 ] t2) (Tensor.expand [ 2; 3; 3; 7 ] u4)
            Tensor.squeezeAxes [ 0 ] (Tensor.conv3dWith { Stride = [ 2; 1; 2 ]; Padding = Padding.Of [ 0; 0; 0 ]; Dilation = [ 2; 1; 2 ]; Groups = 1 } (Tensor.ofArray [ 1; 2; 2; 2; 2 ] [| 1.8; 0.6; -1.1; -1.1; -0.9; -0.2; 0.9; 0.1; 1.0; -0.7; 1.7; -2.0; -0.4; 1.6; 0.4; 0.5 |]) null t3)
        let t4 = Tensor.atan (diff f1 ((Tensor.expand [ 2 ] z)[0]))
        let f2 (u5: Tensor) : Tensor =
            let t5 = Tensor.tanh (Tensor.expand [ 3; 3 ] (Tensor.sum y))
            fst (Tensor.sort 0 t5)
        let t6 = fisherProduct f2 (Tensor.reshape [ 1; 2; 3 ] t1) (Tensor.sin t4)
        let t7 = Tensor.sin (Tensor.expand [ 1; 2; 3 ] (Tensor.sum x))
        Tensor.remainder (5.5 + (0.25 * Tensor.tanh t6)) (2.25 + (0.21 * t7))

let private program73 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 0L; 1L |]) x
        let t2 = 0.96 * Tensor.sin (2.0 * Tensor.expand [ 1; 2 ] t1)
        let t3 = Tensor.tan (1.21 * Tensor.sin (Tensor.norm (1.5 + t2)))
        let t4 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) y
        Custom.defineBackward "wave" (fun k s -> k.Save s; s[0] * Tensor.sin s[1]) (fun k c -> [| c * Tensor.sin k.Saved[1]; c * k.Saved[0] * Tensor.cos k.Saved[1] |]) [| t3; (Tensor.reshape [] t4) |]

let private program74 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 6 ] [| 1L; 1L; 0L; 0L; 0L; 1L |]) x
        let f1 (u3: Tensor) : Tensor =
            let u4 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 0L; 1L; 0L |]) u3
            let f2 (u5: Tensor) : Tensor =
                (Tensor.ofArray [] [| -0.3 |])
            Tensor.atan (jacobianForward f2 (Tensor.sum u4))
        let t2 = Custom.define "twist" (fun s -> Tensor.sin s[0]) (fun s _ _ -> Scale(Tensor.cos s[0])) [| (checkpoint f1 (Tensor.reshape [ 2; 3 ] t1)) |]
        let f3 (u6: Tensor) : Tensor =
            let t3 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) x
            Tensor.logSigmoid (Tensor.expand [ 1; 1 ] t3)
        let t4 = 5.5 + (0.25 * Tensor.tanh (jacobianForward f3 t2))
        let t5 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) z
        let t6 = 0.17 * Tensor.atan (Tensor.expand [ 1; 1 ] t5)
        let t7 = 0.43 * Tensor.sin (Tensor.remainder t4 (2.25 + t6))
        let t8 = Linalg.pinv (t7 + (Tensor.ofArray [ 1; 1 ] [| 4.0 |]))
        let t9 = (0.43 * Tensor.atan t8) + (Tensor.ofArray [ 1; 1 ] [| 4.0 |])
        snd (Linalg.slogdet t9)

let private program75 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 4 ] [| 1L; 4L; 5L; 2L |]) x
        let t2 = Tensor.segmentMean 3 (Tensor.ofArray [ 4 ] [| 0L; 1L; 0L; 2L |]) t1
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 6 ] [| 3L; 1L; 0L; 2L; 0L; 2L |]) y
        let t4 = 0.69 * Tensor.atan (Tensor.reshape [ 2; 3 ] t3)
        let t5 = Tensor.tanh (Tensor.expand [ 3 ] (Tensor.sum x))
        let t6 = associativeScan (fun (a: Tensor) (b: Tensor) -> a + b + a * b * ((0.86 * t5))) t4
        let f1 (u3: Tensor) : Tensor =
            Losses.SoftMargin(u3, u3, reduction = Reduction.None)
        snd (scanBack (fun s (v: Tensor) -> Tensor.tanh (f1 s + v), s * v) t2 t6)

let private program76 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = 0.34 * Tensor.atan (Tensor.expand [ 3; 3; 3 ] x)
        let t2 = t1 + (Tensor.ofArray [ 3; 3 ] [| 4.0; 0.0; 0.0; 0.0; 8.0; 0.0; 0.0; 0.0; 12.0 |])
        let t3 = (0.43 * Tensor.sin (Linalg.eigvalsh t2)) + (Tensor.ofArray [ 3; 3 ] [| 4.0; 0.0; 0.0; 0.0; 8.0; 0.0; 0.0; 0.0; 12.0 |])
        let t4 = (let u, _, v = Linalg.svd t3 in Tensor.matmul u v)
        Losses.MarginRanking((Tensor.log2 (1.5 + Tensor.square z)), t4, (Tensor.ofArray [ 3; 3 ] [| 1.1; -0.2; 1.6; -1.7; 0.9; 1.0; -1.5; 0.6; 1.0 |]), 0.3, reduction = Reduction.None)

let private program77 =
    fun (x: Tensor) ->
        let t1 = Tensor.softplus (Tensor.expand [ 1; 1; 3; 1 ] x)
        let t2 = Tensor.asinh (Tensor.normOver [ 0; 2 ] (1.0 + t1))
        let t3 = Tensor.pow (1.58 + (0.96 * Tensor.tanh x)) t2
        let t4 = (0.43 * Tensor.sin t3) + (Tensor.ofArray [ 1; 1 ] [| 4.0 |])
        (let _, l, u = Linalg.lu t4 in l + u)

let private program78 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = (0.43 * Tensor.sin (Tensor.expand [ 3; 3 ] y)) + (Tensor.ofArray [ 3; 3 ] [| 4.0; 0.0; 0.0; 0.0; 8.0; 0.0; 0.0; 0.0; 12.0 |])
        let t2 = (let p, l, u = Linalg.lu t1 in Linalg.luSolve p l u (Tensor.expand [ 3; 3 ] x))
        let t3 = Tensor.atan (Tensor.tensordotAxes [] [] x t2)
        let t4 = (Tensor.matmul (1.73 * Tensor.sin (Linalg.expm (0.57 * t3))) (Tensor.matrixTranspose (1.73 * Tensor.sin (Linalg.expm (0.57 * t3)))) + Tensor.eyeOf DType.Float64 3 3)
        Linalg.frobeniusNorm t4

let private program79 =
    fun (x: Tensor) ->
        let t1 = Tensor.adaptiveMaxPool1d [ 1 ] (Tensor.expand [ 3; 4 ] (Tensor.sum x))
        let t2 = Tensor.normKeep [ 1 ] (1.0 + Tensor.softplus x)
        let f1 (u1: Tensor) : Tensor =
            let t3 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 4L; 0L |]) u1
            Tensor.minOver [ 0 ] (Tensor.reshape [ 2; 1 ] t3)
        let t4 = snd (linearize f1 (Tensor.ofArray [ 2; 3 ] [| 0.2; -0.2; 1.3; -0.5; -0.3; -0.6 |])) (Tensor.reshape [ 2; 3 ] x)
        let t5 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 4L |]) x
        let t6 = Tensor.stack 0 [ ((Tensor.chunk 1 0 (Tensor.atan t4))[0]); ((Tensor.expand [ 1; 1 ] t5)[0]) ]
        let t7 = Tensor.scatterReduceWith false 0 Combine.Mean (Tensor.ofArray [ 2; 1 ] [| 1L; 0L |]) t6 t2
        let f2 (u2: Tensor) : Tensor =
            let t8 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 2L |]) u2
            let u3 = Tensor.reshape [] t8
            Tensor.addScaled -0.7 u3 u3
        Tensor.atan ((taylor 3 f2 t1 t7)[3])

let private program80 =
    fun (x: Tensor) ->
        let t1 = 0.96 * Tensor.tanh (Tensor.expand [ 1; 3; 2 ] x)
        let t2 = Tensor.pow (1.58 + t1) (0.1 * Tensor.expand [ 1; 1; 2 ] x)
        let f1 (u1: Tensor) : Tensor =
            let t3 = Tensor.tanh (Tensor.expand [ 2; 2 ] (Tensor.sum u1))
            let t4 = Tensor.sin (Tensor.ofArray [ 2; 2 ] [| -1.0; 1.1; -1.2; 1.6 |])
            let t5 = Losses.BinaryCrossEntropy((0.5 + (0.43 * t3)), (0.5 + (0.43 * t4)), reduction = Reduction.None)
            let t6 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 5L; 3L; 5L |]) u1
            let t7 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) x
            let t8 = Tensor.minItem [ At.Index 2; At.Ellipsis ] (Tensor.reshape [] t7) t6
            let t9 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 1L; 1L; 1L |]) x
            let t10 = Tensor.prelu (1.38 * Tensor.atan t8) (Tensor.expand [ 1; 3 ] t9)
            let t11 = Tensor.scatterReduceWith false 1 Combine.Min (Tensor.ofArray [ 1; 3 ] [| 0L; 1L; 0L |]) t10 t5
            let t12 = Tensor.takeFlat (Tensor.ofArray [ 4 ] [| 2L; 5L; 4L; 5L |]) u1
            let t13 = Losses.Mse(t11, (Tensor.atan (Tensor.reshape [ 2; 2 ] t12)), reduction = Reduction.None)
            let t14 = Tensor.atan ((Tensor.chunk 1 1 (Tensor.asinh t13))[0])
            let t15 = (0.32 * t14) + (Tensor.ofArray [ 2; 2 ] [| 4.0; 0.0; 0.0; 8.0 |])
            Linalg.solve t15 (Tensor.reshape [ 2 ] x)
        vmap f1 t2

let private program81 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 4L |]) y
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 6L |]) x
        let f1 (u3: Tensor) : Tensor =
            Custom.defineBackward "wave" (fun k s -> k.Save s; s[0] * Tensor.sin s[1]) (fun k c -> [| c * Tensor.sin k.Saved[1]; c * k.Saved[0] * Tensor.cos k.Saved[1] |]) [| (Tensor.ofArray [ 0 ] ([||]: float[])); (Tensor.ofArray [ 0 ] ([||]: float[])) |]
        let t3 = (jet f1 (Tensor.reshape [] t1) [ (Tensor.sum x); (Tensor.reshape [] t2) ])[2]
        let t4 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 3L |]) x
        let t5 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 5L |]) x
        let t6 = Tensor.stack 0 [ (Tensor.sum z); (Tensor.reshape [] t4); (Tensor.reshape [] t5) ]
        let t7 = Tensor.slice 0 1 2 1 (Tensor.rsqrt (1.0 + Tensor.softplus t6))
        let t8 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 6L |]) x
        let t9 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 1L; 0L; 8L |]) x
        let t10 = Tensor.xlogy (1.5 + Tensor.square t8) (1.5 + Tensor.square t9)
        let u4 = Tensor.sum x
        let t11 = Tensor.lerp (0.5 + (0.84 * Tensor.atan u4)) (Tensor.sin u4) (Tensor.asinh u4)
        let t12 = associativeScan (fun (a: Tensor) (b: Tensor) -> a + b + a * b * ((0.59 * Tensor.atan t11))) (0.56 * Tensor.atan t10)
        let t13 = Tensor.cat -1 [ (Tensor.atan t3); (Tensor.narrow 0 1 0 t7); t12 ]
        Linalg.vander 3 (1.72 * Tensor.tanh t13)

let private program82 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.softplus (Tensor.expand [ 1; 3; 2 ] y)
        let t2 = Tensor.minimum (Tensor.expand [ 1; 3; 2 ] x) t1
        let t3 = Tensor.tanh (Tensor.threshold 0.4 -0.2 (t2[0] + 0.137))
        let t4 = Tensor.stdKeep [ -2 ] ((1.3 * t3) + (Tensor.ofArray [ 3; 1 ] [| 0.0; 4.0; 0.0 |]))
        Tensor.trace t4

let private program83 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 8 ] [| 2L; 1L; 0L; 1L; 2L; 1L; 1L; 2L |]) y
        let t2 = Tensor.maxPool1dWith { MaxPool.defaults with Stride = [ 1 ]; Padding = [ 1 ]; Dilation = [ 1 ] } [ 3 ] (Tensor.reshape [ 4; 2 ] t1)
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 1L; 3L |]) x
        let t4 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 2L; 3L |]) x
        let t5 = Tensor.maskedSelect ((Tensor.ofArray [ 4 ] [| 0L; 1L; 1L; 1L |]) .> 0.5) (Tensor.pad [ 1; 1 ] 0.0 (Tensor.sub t3 t4))
        let t6 = Tensor.indexPut [ (Tensor.ofArray [ 3 ] [| 0L; 0L; 0L |]); (Tensor.ofArray [ 3 ] [| 1L; 0L; 1L |]) ] t5 ((Tensor.splitSizes [ 1; 1; 2 ] 0 t2)[0])
        0.3 * t6

let private program84 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Losses.Mse((Tensor.triu 1 (Tensor.expand [ 1; 1; 2 ] y)), (Tensor.ofArray [ 1; 1; 2 ] [| 0.5; -1.2 |]), reduction = Reduction.None)
        let f1 (u3: Tensor) : Tensor =
            Tensor.cast DType.Float64 (0.1 * Tensor.sum u3)
        let t2 = 1.5 + (0.61 * Tensor.atan (hessianDiagonal f1 t1))
        let t3 = Tensor.segmentMax 1 (Tensor.ofArray [ 1 ] [| 0L |]) (Tensor.log t2)
        let f2 (u4: Tensor) : Tensor =
            let t4 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) u4
            let t5 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) u4
            let t6 = Tensor.where (((Tensor.ofArray [] [| 1.5 |]) + 0.137) .> 0.2) (Tensor.reshape [] t4) (Tensor.reshape [] t5)
            let t7 = Tensor.xlogy (1.0 + Tensor.softplus t6) (1.0 + Tensor.softplus y)
            let t8 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) u4
            let t9 = Tensor.prelu (0.1 * t7) (Tensor.reshape [] t8)
            Tensor.tanhshrink t9
        Tensor.atan (hvp f2 (Tensor.expand [ 1; 1; 2 ] z) t3)

let private program85 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.squeezeAxes [ 0 ] (Tensor.conv3d (Tensor.ofArray [ 1; 2; 1; 1; 1 ] [| -1.7; -1.0 |]) z (Tensor.expand [ 2; 3; 2; 1 ] y))
        Tensor.adaptiveMaxPool1d [ 3 ] t1

let private program86 =
    fun (x: Tensor) ->
        let t1 = (Tensor.splitSizes [ 1; 1; 0 ] 0 (Tensor.expand [ 2; 1 ] x))[1]
        let t2 = (Tensor.matmul (1.73 * Tensor.tanh t1) (Tensor.matrixTranspose (1.73 * Tensor.tanh t1)) + Tensor.eyeOf DType.Float64 1 1)
        let u1 = Linalg.cholesky t2
        let u2 = Tensor.expand [ 1; 3 ] u1
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 2L |]) u2
        let t4 = Tensor.atan2 (Tensor.reshape [] t3) (1.5 + Tensor.square x)
        let f1 (u3: Tensor) : Tensor =
            let t5 = 1.5 + Tensor.square (Tensor.expand [ 1; 2 ] u3)
            let t6 = 1.5 + Tensor.square (Tensor.expand [ 1; 2 ] u3)
            let f2 (u4: Tensor) : Tensor =
                Tensor.linear (Tensor.ofArray [ 1; 2 ] [| 0.9; 0.3 |]) null (Tensor.expand [ 2 ] x)
            let t7 = (jet f2 (Tensor.expand [ 1; 2 ] u3) [ (Tensor.xlogy t5 t6); (Tensor.expand [ 1; 2 ] u3) ])[2]
            Tensor.squeezeAxes [ -1 ] (Tensor.tanh t7)
        snd (whileLoop (fun (n: Tensor, _: Tensor) -> n .< 1.5) (fun (n, s) -> n + 1.0, Tensor.tanh (f1 s)) (Tensor.sign (x + 0.137), (Tensor.lgamma (1.0 + Tensor.softplus t4))))

let private program87 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = 1.38 * Tensor.atan (Tensor.expand [ 3; 3 ] x)
        let t2 = (Tensor.matmul t1 (Tensor.matrixTranspose t1) + Tensor.eyeOf DType.Float64 3 3)
        let t3 = Tensor.embedding (Tensor.ofArray [ 1 ] [| 1L |]) (Tensor.cos (Linalg.inv t2))
        let u3 = 0.3 * t3
        let t4 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 2L; 3L; 5L |]) y
        let t5 = Tensor.linear (Tensor.hardswish (Tensor.expand [ 1; 3 ] t4)) null (Tensor.expand [ 1; 1; 2; 3 ] x)
        Tensor.tile [ 1 ] (t5[-1])

let private program88 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 0 ] ([||]: int64[])) x
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 0L; 0L |]) y
        let t3 = Tensor.reshape [] ((Tensor.splitSizes [ 0; 1; 1 ] 0 t2)[1])
        let f1 (u2: Tensor) : Tensor =
            Tensor.sum y / -0.7
        let t4 = Tensor.tanh (hvp f1 (Tensor.sumOver [ 0 ] t1) t3)
        let f2 (u3: Tensor) : Tensor =
            Losses.L1(u3, (Tensor.ofArray [] [| 1.1 |]), reduction = Reduction.None)
        let u4 = Tensor.tanh (jacobianReverse f2 t4)
        Tensor.var (Tensor.expand [ 2; 3; 3 ] u4)

let private program89 =
    fun (x: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 0L; 1L |]) x
        let f1 (u1: Tensor) : Tensor =
            (Tensor.ofArray [ 2 ] [| -0.3; 0.5 |])
        let t2 = snd (scanBack (fun s (v: Tensor) -> Tensor.tanh (f1 s + v), s * v) t1 (Tensor.expand [ 1; 2 ] (Tensor.sum x)))
        let t3 = Tensor.tanh (Tensor.geluTanh (Tensor.median t2))
        let t4 = Tensor.mish (Tensor.log1p (1.74 + (0.96 * t3)))
        let t5 = Tensor.atan (Tensor.fmax (1.2 / t4) (Tensor.sum x))
        Tensor.acosh (2.45 + (0.66 * t5))

let private program90 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 6L; 6L |]) y
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 4 ] [| 4L; 3L; 1L; 7L |]) x
        let t3 = Tensor.sub t1 (Tensor.reshape [ 2; 1; 2 ] t2)
        let t4 = Tensor.windows 2 2 1 (Tensor.expand [ 1; 1; 3 ] (Tensor.sum x))
        let t5 = Tensor.squeezeAxes [ 0 ] (fst (Tensor.maxPool3dIndices MaxPool.defaults [ 1; 2; 2 ] t4))
        let t6 = (0.43 * Tensor.sin (Tensor.tanh t5)) + (Tensor.ofArray [ 1; 1 ] [| 4.0 |])
        let t7 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 0L; 3L |]) x
        let t8 = 0.17 * Tensor.atan (Tensor.expand [ 1; 1; 2 ] t7)
        let t9 = (5.5 + (0.26 * Tensor.sin (Linalg.pinv t6))) % (2.25 + t8)
        Tensor.scatterReduceWith false 2 Combine.Mean (Tensor.ofArray [ 1; 1; 2 ] [| 0L; 1L |]) t9 t3

let private program91 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.maskedFill (((Tensor.ofArray [] [| -0.1 |]) + 0.137) .>= y) 0.6 x
        let f1 (u3: Tensor) : Tensor =
            let t2 = Tensor.maxOver [ -2; 1 ] (Tensor.expand [ 1; 3 ] u3)
            let f2 (u4: Tensor) : Tensor =
                let t3 = 0.43 * Tensor.sin (Tensor.expand [ 3; 3 ] u4)
                let t4 = t3 + (Tensor.ofArray [ 3; 3 ] [| 4.0; 0.0; 0.0; 0.0; 8.0; 0.0; 0.0; 0.0; 12.0 |])
                Linalg.cond 2.0 t4
            snd (whileLoop (fun (n: Tensor, _: Tensor) -> n .< 1.5) (fun (n, s) -> n + 1.0, Tensor.tanh (f2 s)) (Tensor.sign (y + 0.137), t2))
        let f3 (u5: Tensor) : Tensor =
            let t5 = Tensor.meanKeep [ 0 ] (Tensor.expand [ 1 ] y)
            let t6 = Tensor.squeezeAxes [ 0 ] (Tensor.unfold [ 1; 1 ] (Tensor.ofArray [ 1; 1; 1 ] [| -1.5 |]))
            let t7 = Losses.KlDiv(t5, (1.295 + Tensor.square t6), reduction = Reduction.None)
            Tensor.relu6 t7
        let t8 = fisherProduct f3 (Tensor.celu 0.5 x) (Tensor.tanh (jacobianReverse f1 t1))
        Tensor.atan t8

let private program92 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.matrixTranspose (Tensor.ofArray [ 3; 3 ] [| -0.2; 2.0; -0.6; 1.9; -1.1; 1.7; 0.6; -1.6; 1.5 |])
        let t2 = (Tensor.matmul (Tensor.atan t1) (Tensor.matrixTranspose (Tensor.atan t1)) + Tensor.eyeOf DType.Float64 3 3)
        let t3 = (Tensor.matmul (Tensor.tanh (Tensor.expand [ 3; 3 ] x)) (Tensor.matrixTranspose (Tensor.tanh (Tensor.expand [ 3; 3 ] x))) + Tensor.eyeOf DType.Float64 3 3)
        let t4 = 0.43 * Tensor.sin (Tensor.expand [ 3; 2; 2 ] x)
        let t5 = t4 + (Tensor.ofArray [ 2; 2 ] [| 4.0; 0.0; 0.0; 8.0 |])
        let t6 = Tensor.cross 0 (Tensor.tanh (Linalg.svdvals t5)) (Tensor.expand [ 3; 2 ] x)
        let t7 = Linalg.solveTriangular false (Linalg.cholesky t3) t6
        let t8 = Tensor.softplus (Linalg.choleskySolve (Linalg.cholesky t2) t7)
        let t9 = Tensor.tanh (Tensor.normOver [ 0; 1 ] (1.0 + t8))
        Tensor.softplusWith 0.5 20.0 (Tensor.sinc (Tensor.flip [] t9))

let private program93 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 4 ] [| 5L; 2L; 3L; 3L |]) x
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) x
        let t3 = Tensor.matrixTranspose (Tensor.expand [ 1; 1 ] t2)
        let t4 = Tensor.scatterReduce 1 Combine.Max (Tensor.ofArray [ 1; 1 ] [| 1L |]) t3 (Tensor.reshape [ 2; 2 ] t1)
        let t5 = (Tensor.matmul (0.1 * t4) (Tensor.matrixTranspose (0.1 * t4)) + Tensor.eyeOf DType.Float64 2 2)
        Linalg.vectorNorm 2.0 t5

let private program94 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.maxItem [ At.Index 2; At.Ellipsis ] (Tensor.expand [ 4; 1; 1; 1 ] x) (Tensor.expand [ 4; 4; 1; 1; 1 ] x)
        let t2 = Tensor.diagonal (Tensor.rsqrt (1.0 + Tensor.softplus t1))
        Tensor.squeezeAxes [ 0 ] (Tensor.maxPool3dWith { MaxPool.defaults with Stride = [ 1; 1; 1 ]; Padding = [ 0; 0; 0 ]; Dilation = [ 1; 2; 2 ] } [ 1; 1; 2 ] t2)

let private program95 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.atan (Tensor.expand [ 1; 1; 1; 1; 1 ] x)
        let t2 = Tensor.squeezeAxes [ 0 ] (Tensor.convTranspose3d t1 (Tensor.ofArray [ 1 ] [| -1.2 |]) (Tensor.expand [ 1; 1; 1; 1 ] x))
        Tensor.reshape [ 1; 1 ] t2

let private program96 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = 0.34 * Tensor.atan (Tensor.expand [ 2; 3; 3 ] x)
        let t2 = t1 + (Tensor.ofArray [ 3; 3 ] [| 4.0; 0.0; 0.0; 0.0; 8.0; 0.0; 0.0; 0.0; 12.0 |])
        let t3 = Custom.defineBackward "wave" (fun k s -> k.Save s; s[0] * Tensor.sin s[1]) (fun k c -> [| c * Tensor.sin k.Saved[1]; c * k.Saved[0] * Tensor.cos k.Saved[1] |]) [| y; (Tensor.var (Linalg.pinvWith 1e-6 t2)) |]
        t3 * -1.5

let private program97 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.matmul (Tensor.expand [ 1 ] x) (Tensor.expand [ 1; 4 ] x)
        let t2 = Tensor.softplusWith 2.0 20.0 (Tensor.reshape [ 1; 2; 2 ] t1)
        let t3 = Tensor.atan (Tensor.atanh (0.87 * Tensor.sin t2))
        let t4 = (0.43 * t3) + (Tensor.ofArray [ 2; 2 ] [| 4.0; 0.0; 0.0; 8.0 |])
        let t5 = Tensor.scatter 0 (Tensor.ofArray [ 2 ] [| 0L; 0L |]) (Tensor.expand [ 2 ] x) (Tensor.expand [ 1 ] y)
        let t6 = Tensor.maskedFill ((snd (Linalg.slogdet t4) + 0.137) .>= (Tensor.expand [ 1 ] y)) 0.6 t5
        Tensor.neg (t6[0])

let private program98 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Losses.SmoothL1((Tensor.expand [ 1; 1 ] y), (Tensor.expand [ 1; 1 ] z), 0.5, reduction = Reduction.None)
        let t2 = 2.25 + (0.21 * Tensor.sin (Tensor.expand [ 1; 1 ] y))
        let t3 = Tensor.fmod (5.5 + (0.26 * Tensor.sin t1)) t2
        let t4 = 0.96 * Tensor.tanh (Tensor.expand [ 3; 1 ] x)
        let t5 = 0.43 * Tensor.tanh (Tensor.expand [ 1; 1 ] x)
        let t6 = (let _, l, u = Linalg.lu (t5 + (Tensor.ofArray [ 1; 1 ] [| 4.0 |])) in l + u)
        let t7 = Tensor.indexPutAdd [ (Tensor.ofArray [ 3 ] [| 0L; 0L; 0L |]); (Tensor.ofArray [ 3 ] [| 0L; 0L; 0L |]) ] (Tensor.expand [ 3 ] y) (Tensor.pow (1.58 + t4) (0.1 * t6))
        let f1 (u3: Tensor) : Tensor =
            let f2 (u4: Tensor) : Tensor =
                fst (Tensor.sortWith 1 true u4)
            let t8 = fst (scanBack (fun s (v: Tensor) -> Tensor.tanh (f2 s + v), s * v) (Tensor.expand [ 1; 6; 3 ] u3) (Tensor.expand [ 3; 1; 6; 3 ] u3))
            Tensor.squeezeAxes [ 0 ] (Tensor.avgPool2dWith { AvgPool.defaults with Stride = [ 2; 1 ]; Padding = [ 0; 0 ]; CountIncludePad = false } [ 2; 3 ] t8)
        let t9 = (0.43 * Tensor.tanh (snd (vjp f1 t3) t7)) + (Tensor.ofArray [ 1; 1 ] [| 4.0 |])
        Linalg.cond 2.0 t9

let private program99 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.gather 0 (Tensor.ofArray [ 1; 3 ] [| 0L; 0L; 0L |]) (Tensor.ofArray [ 1; 4 ] [| 0.9; 1.9; -1.7; 0.1 |])
        let t2 = Tensor.narrow 1 1 3 (Tensor.adaptiveAvgPool1d [ 4 ] t1)
        let u2 = Tensor.expand [ 3; 2 ] x
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 1L; 5L |]) u2
        let t4 = (Tensor.meshgrid [ (Tensor.expand [ 3 ] y); t3 ])[0]
        let t5 = Linalg.multiDot [ (0.1 * Tensor.expand [ 3; 1 ] y); (0.1 * t2); (1.73 * Tensor.tanh t4) ]
        let t6 = Losses.MultiMargin(t5, (Tensor.ofArray [ 3 ] [| 0L; 0L; 1L |]), reduction = Reduction.Mean)
        Tensor.sign (Tensor.asinh t6 + 0.137)

let private program100 =
    fun (x: Tensor) ->
        let t1 = Tensor.moveAxes [ 0 ] [ 0 ] (Tensor.ofArray [ 2; 4 ] [| -1.9; -1.3; -0.3; -0.7; 0.2; 0.6; 1.3; -0.5 |])
        fst (Tensor.adaptiveMaxPool1dIndices [ 2 ] t1)

let private program101 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 9 ] [| 4L; 3L; 2L; 1L; 5L; 0L; 4L; 3L; 1L |]) x
        let u3 = Tensor.reshape [ 3; 1; 3 ] t1
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 3L; 3L; 2L |]) x
        let t3 = 1.5 + Tensor.square (Tensor.expand [ 1; 3 ] t2)
        let t4 = Tensor.relu (Tensor.moveAxes [ 0 ] [ 2 ] (u3 / t3))
        let t5 = Tensor.atan (Tensor.asinh (Tensor.flattenAxes 0 1 t4))
        Tensor.segmentProd 2 (Tensor.ofArray [ 3 ] [| 0L; 0L; 1L |]) (1.3 * t5)

let private program102 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.softplus (-Tensor.cumsum 0 (Tensor.reshape [ 3 ] x))
        let t2 = Tensor.batchNorm (Tensor.reshape [ 3 ] y) (1.0 + t1) (Tensor.tanh (Tensor.reshape [ 3 ] x)) (Tensor.ofArray [ 3 ] [| -1.0; 0.1; 1.3 |]) 0.1 (Tensor.reshape [ 1; 3; 1 ] y)
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) y
        let f1 (u2: Tensor) : Tensor =
            let u3 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) x
            Tensor.sumKeep [ 1 ] (Tensor.reshape [ 3; 1 ] y)
        let t4 = vmapAxes [ Some 0; None ] [ Some 0 ] (fun (v: Tensor, w: Tensor) -> f1 (v * w)) ((Tensor.expand [ 1 ] (Tensor.sum x)), (Tensor.reshape [] t3))
        let t5 = Tensor.div (Tensor.tanhshrink t2) (-1.0 * (1.0 + Tensor.softplus t4))
        (Tensor.matrixTranspose t5 + 0.137) % 0.7

let private program103 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 7L |]) x
        let t2 = 5.5 + (0.17 * Tensor.atan (1.2 + Tensor.sum z))
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) y
        let t4 = 2.25 + (0.17 * Tensor.atan (Tensor.reshape [] t3))
        let t5 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) y
        let t6 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) z
        let t7 = Tensor.where ((t5 + 0.137) .> 0.2) t6 (Tensor.expand [ 3 ] (Tensor.sum y))
        let f1 (u3: Tensor) : Tensor =
            u3 + -0.7
        let t8 = fst (scanBack (fun s (v: Tensor) -> Tensor.tanh (f1 s + v), s * v) (Tensor.fmod t2 t4) t7)
        let f2 (u4: Tensor) : Tensor =
            let u5 = Tensor.expand [ 3 ] u4
            let u6 = u4
            let t9 = Tensor.tanh (Tensor.expand [ 0; 4; 4 ] (Tensor.sum u5))
            Tensor.normalize 2.0 1 1e-12 (1.5 + (0.96 * t9))
        let t10 = vmapAxes [ Some 0; None ] [ Some 0 ] (fun (v: Tensor, w: Tensor) -> f2 (v * w)) (t1, t8)
        let t11 = Tensor.tril -1 (Tensor.expand [ 2; 6; 4; 8 ] (Tensor.sum y))
        let t12 = fst (Tensor.maxPool1dIndices MaxPool.defaults [ 2 ] t11)
        let t13 = Tensor.cat 1 [ t10; (Tensor.slice -4 1 2 2 t12) ]
        Tensor.squeezeAxes [ 0 ] (Tensor.avgPool3d [ 2; 2; 2 ] t13)

let private program104 =
    fun (x: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 3L; 3L |]) x
        let f1 (u1: Tensor) : Tensor =
            let u2 = Tensor.reshape [] u1
            Tensor.addScaled 0.3 (Tensor.ofArray [] [| 1.3 |]) u2
        let t2 = vmapAxes [ Some(-2) ] [ Some(0) ] f1 (Tensor.reshape [ 2; 1 ] t1)
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 36 ] [| 0L; 5L; 3L; 1L; 4L; 2L; 5L; 3L; 5L; 2L; 4L; 2L; 1L; 4L; 4L; 5L; 0L; 2L; 2L; 0L; 5L; 5L; 1L; 1L; 5L; 2L; 3L; 1L; 3L; 2L; 1L; 1L; 1L; 3L; 4L; 4L |]) x
        let t4 = fst (Tensor.sort -3 (Tensor.reshape [ 3; 2; 3; 2; 1 ] t3))
        let t5 = Tensor.indexSelect 2 (Tensor.ofArray [ 1 ] [| 0L |]) (t2 *@ t4)
        let t6 = Tensor.softplus (Tensor.adaptiveAvgPool3d [ 2; 2; 1 ] t5)
        let t7 = Tensor.takeFlat (Tensor.ofArray [ 12 ] [| 5L; 3L; 5L; 0L; 1L; 0L; 3L; 4L; 3L; 1L; 2L; 1L |]) x
        let t8 = Tensor.softplus (Tensor.reshape [ 3; 2; 2; 1 ] t7)
        let t9 = Tensor.cosineSimilarity -1 1e-8 (1.0 + t6) (1.0 + t8)
        fst (Tensor.maxAlong -1 t9)

let private program105 =
    fun (x: Tensor) ->
        let f1 (u1: Tensor) : Tensor =
            let f2 (u2: Tensor) : Tensor =
                Tensor.hardshrink 0.3 (Tensor.sum x + 0.137)
            snd (scan (fun s (v: Tensor) -> Tensor.tanh (f2 s + v), s * v) (Tensor.ofArray [] [| 0.3 |]) u1)
        let t1 = Tensor.tanh (curl f1 (Tensor.reshape [ 3 ] x))
        let t2 = Custom.define "twist" (fun s -> Tensor.sin s[0]) (fun s _ _ -> Scale(Tensor.cos s[0])) [| (Tensor.erfc (Tensor.reshape [ 3 ] x)) |]
        let f3 (u3: Tensor) : Tensor =
            let t3 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) x
            t3 *@ x
        let t4 = snd (whileLoop (fun (n: Tensor, _: Tensor) -> n .< 1.5) (fun (n, s) -> n + 1.0, Tensor.tanh (f3 s)) (Tensor.sign ((Tensor.ofArray [] [| -0.6 |]) + 0.137), (Tensor.ofArray [ 3 ] [| -0.3; -2.0; 1.4 |])))
        Losses.SoftMargin((Tensor.sinh t1), (Tensor.fmin t2 t4), reduction = Reduction.None)

/// The programs, each as a function of all its arguments.
let all: (Tensor[] -> Tensor)[] =
    [|
        fun xs -> program0 xs[0]
        fun xs -> program1 xs[0] xs[1] xs[2]
        fun xs -> program2 xs[0]
        fun xs -> program3 xs[0] xs[1] xs[2]
        fun xs -> program4 xs[0] xs[1]
        fun xs -> program5 xs[0] xs[1] xs[2]
        fun xs -> program6 xs[0] xs[1] xs[2]
        fun xs -> program7 xs[0]
        fun xs -> program8 xs[0] xs[1] xs[2]
        fun xs -> program9 xs[0] xs[1] xs[2]
        fun xs -> program10 xs[0]
        fun xs -> program11 xs[0] xs[1]
        fun xs -> program12 xs[0]
        fun xs -> program13 xs[0]
        fun xs -> program14 xs[0]
        fun xs -> program15 xs[0] xs[1]
        fun xs -> program16 xs[0] xs[1]
        fun xs -> program17 xs[0]
        fun xs -> program18 xs[0] xs[1]
        fun xs -> program19 xs[0] xs[1] xs[2]
        fun xs -> program20 xs[0]
        fun xs -> program21 xs[0] xs[1] xs[2]
        fun xs -> program22 xs[0] xs[1] xs[2]
        fun xs -> program23 xs[0] xs[1]
        fun xs -> program24 xs[0] xs[1] xs[2]
        fun xs -> program25 xs[0] xs[1]
        fun xs -> program26 xs[0] xs[1] xs[2]
        fun xs -> program27 xs[0] xs[1] xs[2]
        fun xs -> program28 xs[0]
        fun xs -> program29 xs[0]
        fun xs -> program30 xs[0] xs[1]
        fun xs -> program31 xs[0]
        fun xs -> program32 xs[0] xs[1]
        fun xs -> program33 xs[0] xs[1] xs[2]
        fun xs -> program34 xs[0]
        fun xs -> program35 xs[0] xs[1]
        fun xs -> program36 xs[0] xs[1]
        fun xs -> program37 xs[0] xs[1] xs[2]
        fun xs -> program38 xs[0] xs[1] xs[2]
        fun xs -> program39 xs[0] xs[1] xs[2]
        fun xs -> program40 xs[0] xs[1]
        fun xs -> program41 xs[0] xs[1] xs[2]
        fun xs -> program42 xs[0] xs[1]
        fun xs -> program43 xs[0] xs[1]
        fun xs -> program44 xs[0]
        fun xs -> program45 xs[0]
        fun xs -> program46 xs[0]
        fun xs -> program47 xs[0] xs[1]
        fun xs -> program48 xs[0] xs[1] xs[2]
        fun xs -> program49 xs[0]
        fun xs -> program50 xs[0] xs[1] xs[2]
        fun xs -> program51 xs[0]
        fun xs -> program52 xs[0] xs[1] xs[2]
        fun xs -> program53 xs[0]
        fun xs -> program54 xs[0] xs[1]
        fun xs -> program55 xs[0]
        fun xs -> program56 xs[0]
        fun xs -> program57 xs[0]
        fun xs -> program58 xs[0]
        fun xs -> program59 xs[0] xs[1] xs[2]
        fun xs -> program60 xs[0] xs[1]
        fun xs -> program61 xs[0]
        fun xs -> program62 xs[0]
        fun xs -> program63 xs[0] xs[1] xs[2]
        fun xs -> program64 xs[0] xs[1] xs[2]
        fun xs -> program65 xs[0] xs[1] xs[2]
        fun xs -> program66 xs[0] xs[1]
        fun xs -> program67 xs[0]
        fun xs -> program68 xs[0] xs[1] xs[2]
        fun xs -> program69 xs[0] xs[1] xs[2]
        fun xs -> program70 xs[0]
        fun xs -> program71 xs[0] xs[1] xs[2]
        fun xs -> program72 xs[0] xs[1] xs[2]
        fun xs -> program73 xs[0] xs[1] xs[2]
        fun xs -> program74 xs[0] xs[1] xs[2]
        fun xs -> program75 xs[0] xs[1] xs[2]
        fun xs -> program76 xs[0] xs[1] xs[2]
        fun xs -> program77 xs[0]
        fun xs -> program78 xs[0] xs[1]
        fun xs -> program79 xs[0]
        fun xs -> program80 xs[0]
        fun xs -> program81 xs[0] xs[1] xs[2]
        fun xs -> program82 xs[0] xs[1]
        fun xs -> program83 xs[0] xs[1] xs[2]
        fun xs -> program84 xs[0] xs[1] xs[2]
        fun xs -> program85 xs[0] xs[1] xs[2]
        fun xs -> program86 xs[0]
        fun xs -> program87 xs[0] xs[1] xs[2]
        fun xs -> program88 xs[0] xs[1]
        fun xs -> program89 xs[0]
        fun xs -> program90 xs[0] xs[1]
        fun xs -> program91 xs[0] xs[1] xs[2]
        fun xs -> program92 xs[0] xs[1] xs[2]
        fun xs -> program93 xs[0] xs[1] xs[2]
        fun xs -> program94 xs[0] xs[1]
        fun xs -> program95 xs[0] xs[1]
        fun xs -> program96 xs[0] xs[1]
        fun xs -> program97 xs[0] xs[1]
        fun xs -> program98 xs[0] xs[1] xs[2]
        fun xs -> program99 xs[0] xs[1]
        fun xs -> program100 xs[0]
        fun xs -> program101 xs[0] xs[1] xs[2]
        fun xs -> program102 xs[0] xs[1]
        fun xs -> program103 xs[0] xs[1] xs[2]
        fun xs -> program104 xs[0]
        fun xs -> program105 xs[0]
    |]
