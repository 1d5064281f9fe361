/// Written by ProgramsPrintTests: random programs as they print in F#.
module Functional.Laws.Tests.PrintedPrograms

open Functional

let private program0 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 12 ] [| 7L; 8L; 8L; 3L; 4L; 3L; 4L; 6L; 3L; 6L; 5L; 6L |]) y
        let t2 = Custom.defineBackward "wave" (fun k s -> k.Save s; s[0] * Tensor.sin s[1]) (fun k c -> [| c * Tensor.sin k.Saved[1]; c * k.Saved[0] * Tensor.cos k.Saved[1] |]) [| (Tensor.expand [ 4; 3 ] (Tensor.sum y)); (Tensor.reshape [ 4; 3 ] t1) |]
        let t3 = Tensor.atan (Tensor.maximum (Tensor.expand [ 1; 3 ] z) t2)
        let t4 = Tensor.takeFlat (Tensor.ofArray [ 4 ] [| 2L; 0L; 1L; 2L |]) x
        let t5 = Tensor.narrow 0 0 3 (Tensor.linear t3 (Tensor.geluTanh t4) x)
        Tensor.maximum x t5 / 0.3

let private program1 =
    fun (x: Tensor) ->
        let t1 = Tensor.roll [ -1 ] [ 0 ] (Tensor.expand [ 2 ] (Tensor.sum x))
        let t2 = Tensor.normalize 2.0 0 1e-12 (1.0 + Tensor.softplus t1)
        let f1 (u1: Tensor) : Tensor =
            let f2 (u2: Tensor) : Tensor =
                let u3 = Tensor.expand [ 3; 3 ] u2
                let t3 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 3L; 8L |]) u3
                Tensor.logSumExp t3
            let t4 = jacobianForward f2 (Tensor.expand [ 3 ] (Tensor.sum x))
            let t5 = Tensor.hardshrink 0.3 (Tensor.atan t4 + 0.137)
            Tensor.select 0 2 t5
        let t6 = Tensor.tile [ 1 ] (Tensor.tanh (jacobianReverse f1 t2))
        Tensor.var t6

let private program2 =
    fun (x: Tensor) ->
        let t1 = Losses.BinaryCrossEntropyWithLogits(x, (0.5 + (0.43 * Tensor.sin x)), reduction = Reduction.None)
        let f1 (u1: Tensor) : Tensor =
            let u2 = Tensor.expand [ 1; 3 ] x
            let t2 = Tensor.takeFlat (Tensor.ofArray [ 4 ] [| 1L; 0L; 2L; 0L |]) u2
            Tensor.max (Tensor.reshape [ 2; 2 ] t2)
        let t3 = snd (vjp f1 (Tensor.ofArray [ 0 ] ([||]: float[]))) (Tensor.ofArray [] [| -1.5 |])
        let t4 = Tensor.cat -1 [ t1; (Tensor.tanh t3); (Tensor.ofArray [ 0 ] ([||]: float[])) ]
        Tensor.tanhshrink t4

let private program3 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.expand [ 3; 4; 2; 2; 1 ] (Tensor.sum x)
        let t2 = Tensor.mul (Tensor.ofArray [ 3; 4; 2; 2; 1 ] [| -0.4; -0.9; -0.3; 0.1; 0.7; -0.4; -1.6; 1.6; 0.2; -0.1; 1.6; -1.2; -1.9; -0.5; -0.3; 1.4; -1.4; -0.4; -1.7; 1.3; -0.5; -1.6; -0.2; -0.4; 0.5; -1.6; 0.0; -0.3; -0.6; -0.7; -2.0; 1.0; 2.0; -1.0; 1.0; -0.8; 1.9; -0.7; -1.5; 1.6; -1.5; 1.4; -1.1; -1.1; -1.7; 1.1; 0.1; 0.4 |]) (0.1 * t1)
        let t3 = Tensor.get [ At.Index 2; At.Ellipsis; At.NewAxis ] t2
        let t4 = Tensor.sumOver [ 1; -2 ] (Tensor.diagonalWith 0 -2 -1 t3)
        let t5 = Tensor.fmax (Tensor.ofArray [ 4; 2 ] [| -1.7; 0.5; -0.3; 0.0; -2.0; -1.1; -2.0; -1.2 |]) t4
        let t6 = Custom.define "twist" (fun s -> Tensor.sin s[0]) (fun s _ _ -> Scale(Tensor.cos s[0])) [| ((Tensor.split 1 0 t5)[2]) |]
        Tensor.erfc t6

let private program4 =
    fun (x: Tensor) (y: Tensor) ->
        let u2 = x
        let u3 = Tensor.expand [ 3; 3 ] y *@ y
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 2L |]) u3
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) u3
        let t3 = Tensor.xlogy (1.0 + Tensor.softplus (Tensor.reshape [] t1)) (1.0 + Tensor.softplus (Tensor.reshape [] t2))
        let f1 (u4: Tensor) : Tensor =
            let t4 = Tensor.fmax (Tensor.expand [ 3; 1; 3 ] y) (Tensor.ofArray [ 3; 1; 1 ] [| -1.7; -0.2; 0.6 |])
            Tensor.varWith 0.0 [ 2 ] false (t4 - 1.2)
        let t5 = Tensor.atan (hessian (f1 >> Tensor.sum) (Tensor.asinh t3))
        2.0 * Tensor.clamp -0.4 2.5 t5

let private program5 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) x
        let t2 = Tensor.expand [ 2; 2; 1 ] x - Tensor.expand [ 1; 1; 1; 1 ] t1
        let t3 = 0.25 * Tensor.sin (Tensor.expand [ 1; 2; 2; 1 ] x)
        let t4 = Tensor.sin (Tensor.ofArray [ 1; 1; 1; 1 ] [| 0.4 |])
        let t5 = Tensor.gelu (Tensor.fmod (5.5 + t3) (2.25 + (0.21 * t4)))
        let t6 = Losses.Huber(t2, (Tensor.cumsum 0 t5), 1.5, reduction = Reduction.None)
        let t7 = Tensor.acos (0.87 * Tensor.atan (Tensor.softmax 2 t6))
        Tensor.frac (Tensor.diagonalWith -1 -2 -1 t7 + 0.137)

let private program6 =
    fun (x: Tensor) (y: Tensor) ->
        let u2 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 2L |]) y
        let t1 = Tensor.softmax -3 (Tensor.reshape [ 1; 1; 2 ] x)
        let t2 = Tensor.pad [ 0; -1 ] 0.0 (Tensor.sub t1 (Tensor.expand [ 1; 1; 2 ] u2))
        let t3 = Tensor.atan ((1.58 + (0.96 * Tensor.sin t2)) ** 3.0)
        let t4 = Tensor.pow (1.58 + (0.63 * t3)) (Tensor.sin x)
        let t5 = Tensor.square (Tensor.tan (1.21 * Tensor.sin t4))
        Tensor.log (1.5 + t5)

let private program7 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 5L; 7L; 0L |]) y
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 0 ] ([||]: int64[])) x
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 0 ] ([||]: int64[])) y
        let f1 (u2: Tensor) : Tensor =
            (Tensor.ofArray [ 3; 2 ] [| -2.0; -1.1; 1.0; 1.7; 2.0; -1.7 |])
        let t4 = hvp (f1 >> Tensor.sum) (Tensor.reshape [ 0; 1; 1 ] t2) (Tensor.reshape [ 0; 1; 1 ] t3)
        let t5 = Tensor.takeFlat (Tensor.ofArray [ 0 ] ([||]: int64[])) x
        let t6 = (Tensor.chunk 3 0 (Tensor.reshape [ 0; 1; 1 ] t5))[1]
        let t7 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 8L; 6L; 7L |]) x
        let t8 = Tensor.cat 0 [ (Tensor.atan t4); t6; (Tensor.reshape [ 3; 1; 1 ] t7) ]
        let t9 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 7L; 5L; 7L |]) x
        let t10 = Tensor.addScaled 1.2 t8 (Tensor.reshape [ 1; 3; 1 ] t9)
        let t11 = 0.92 * Tensor.atan (Tensor.trunc (t10 + 0.137))
        let t12 = Tensor.lerp (0.5 + t11) (Tensor.reshape [ 3; 3; 1 ] y) (Tensor.reshape [ 1; 3; 1 ] t1)
        Tensor.reshape [ 1; 3; 3 ] (Tensor.tanhshrink (Tensor.stack 1 [ t12 ]))

let private program8 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) x
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) z
        let t3 = Tensor.where ((Tensor.reshape [] t1 + 0.137) .< (Tensor.reshape [] t2)) (Tensor.sum z) (Tensor.ofArray [] [| -1.0 |])
        let t4 = Tensor.tanh (Tensor.celu 0.5 (Tensor.geluTanh t3))
        let t5 = Tensor.embedding (Tensor.ofArray [ 2 ] [| 1L; 1L |]) (Tensor.reshape [ 3; 1 ] x)
        let t6 = Tensor.sin (Tensor.expand [ 1; 2 ] (Tensor.sum x))
        let t7 = Losses.CrossEntropy((Tensor.moveAxes [ 0 ] [ 1 ] t5), (0.5 + (0.43 * t6)), labelSmoothing = 0.1)
        Tensor.repeat [ 1 ] (Tensor.sinc (Tensor.prelu (1.73 * t4) t7))

let private program9 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 3L; 2L; 4L |]) x
        let t2 = Tensor.fmin (Tensor.reshape [ 3; 1 ] t1) (Tensor.reshape [ 3; 2 ] x)
        let t3 = Losses.SoftMargin((Tensor.reshape [ 3; 2 ] x), t2, reduction = Reduction.Mean)
        let f1 (u2: Tensor) : Tensor =
            Tensor.clampMax 1.0 u2
        let t4 = Tensor.clampMin -1.0 (Tensor.tanh (diff f1 t3))
        let t5 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 2L |]) x
        let f2 (u3: Tensor) : Tensor =
            let t6 = Tensor.square (Tensor.ofArray [ 2; 3 ] [| -1.5; -0.2; -2.0; -1.9; 1.2; -1.7 |])
            Tensor.normKeep [ 0; 1 ] (1.5 + t6)
        Tensor.atan (snd (vjp f2 t4) (Tensor.expand [ 1; 1 ] t5))

let private program10 =
    fun (x: Tensor) ->
        let u1 = Tensor.expand [ 1; 1 ] (Tensor.sum x)
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 0L; 0L; 0L |]) u1
        let t2 = Tensor.layerNorm [ 3 ] (0.1 * t1) (Tensor.reshape [ 3 ] x) 0.1 x
        let t3 = Tensor.fmod (5.5 + (0.25 * Tensor.sin x)) (2.25 + (0.15 * Tensor.atan t2))
        let t4 = Tensor.broadcastTo [ 2; 1; 3 ] (Tensor.ofArray [ 2; 1; 1 ] [| 2.0; 1.2 |])
        let t5 = Losses.Mse((Tensor.expand [ 2; 1; 3 ] x), ((t4 + 0.137) % 0.7), reduction = Reduction.None)
        let t6 = Tensor.square (Tensor.hardsigmoid (Tensor.glu 0 t5))
        Tensor.hypot t3 (1.5 + t6)

let private program11 =
    fun (x: Tensor) ->
        let t1 = Losses.MarginRanking((Tensor.ofArray [ 3; 2 ] [| 1.7; -0.3; -1.8; 0.0; 1.3; -0.6 |]), (Tensor.expand [ 3; 2 ] x), (Tensor.atan (Tensor.expand [ 3; 2 ] x)), 0.3, reduction = Reduction.Sum)
        let t2 = Losses.SmoothL1((Tensor.ofArray [] [| 0.6 |]), (0.1 * t1), 0.5, reduction = Reduction.None)
        let t3 = Tensor.atan (Tensor.nanToNumWith 0.0 1.0 -1.0 t2)
        let t4 = Tensor.remainder (5.5 + (0.25 * Tensor.sin x)) (2.25 + (0.17 * t3))
        let t5 = (Tensor.ofArray [] [| 0.6 |]) - (Tensor.ofArray [] [| -0.2 |])
        Tensor.leakyRelu 0.1 t4 / t5

let private program12 =
    fun (x: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 72 ] [| 18L; 20L; 4L; 17L; 26L; 25L; 10L; 6L; 24L; 20L; 25L; 11L; 1L; 7L; 26L; 4L; 7L; 9L; 22L; 25L; 4L; 23L; 3L; 18L; 4L; 12L; 19L; 4L; 13L; 4L; 13L; 21L; 22L; 25L; 4L; 19L; 8L; 15L; 11L; 18L; 17L; 21L; 15L; 16L; 26L; 24L; 10L; 17L; 21L; 25L; 0L; 3L; 21L; 15L; 20L; 22L; 16L; 13L; 12L; 13L; 6L; 5L; 20L; 19L; 6L; 4L; 16L; 3L; 2L; 6L; 22L; 18L |]) x
        let t2 = Tensor.atan (Tensor.expand [ 2; 3 ] (Tensor.sum x))
        let t3 = 0.1 * Tensor.expand [ 2; 1; 3 ] (Tensor.sum x)
        let f1 (u1: Tensor) : Tensor =
            Tensor.relu (Tensor.ofArray [] [| 1.7 |])
        let t4 = Tensor.tanh (hvp f1 t2 (Tensor.flattenAxes 0 1 t3))
        let t5 = Tensor.atan (Tensor.expand [ 2; 2; 1; 3 ] (Tensor.sum x))
        let t6 = Tensor.asinh (Tensor.expand [ 2; 1; 2; 3 ] (Tensor.sum x))
        let t7 = Tensor.takeFlat (Tensor.ofArray [ 12 ] [| 11L; 23L; 4L; 9L; 0L; 21L; 21L; 0L; 0L; 24L; 12L; 7L |]) x
        let t8 = Custom.defineBackward "wave" (fun k s -> k.Save s; s[0] * Tensor.sin s[1]) (fun k c -> [| c * Tensor.sin k.Saved[1]; c * k.Saved[0] * Tensor.cos k.Saved[1] |]) [| t6; (Tensor.reshape [ 2; 1; 2; 3 ] t7) |]
        let t9 = Tensor.stdOver [ -4; 2 ] ((0.94 * Tensor.atan (Tensor.maximum t5 t8)) + (Tensor.ofArray [ 2; 1; 2; 1 ] [| 0.0; 4.0; 4.0; 0.0 |]))
        let t10 = Tensor.layerNorm [ 2; 3 ] t4 (Tensor.mish t9) 0.1 (Tensor.reshape [ 4; 3; 1; 2; 3 ] t1)
        let t11 = Tensor.maxOver [ 2 ] (Tensor.slice 0 0 3 1 t10)
        (Tensor.unbind 2 t11)[0]

let private program13 =
    fun (x: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) x
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 0L; 2L |]) x
        let t3 = Tensor.expand [ 2; 1; 1; 2 ] (Tensor.sum x) / 0.3
        let t4 = Tensor.permute [ 2; 0; 3; 1 ] (Tensor.sinh (Tensor.atan t3))
        let t5 = Tensor.triu 0 (fst (Tensor.maxAlong 2 (t4 - -1.5)))
        Tensor.elu 1.3 (Tensor.expand [ 1; 1 ] t1) + Tensor.matmul t2 t5

let private program14 =
    fun (x: Tensor) ->
        let t1 = Tensor.minOver [ 1 ] (Tensor.expand [ 1; 3; 1; 1 ] x)
        let t2 = Tensor.slice 2 0 1 2 (Tensor.sqrt (1.0 + Tensor.softplus t1))
        let t3 = Tensor.softplusWith 2.0 20.0 (Tensor.minOver [ 0 ] t2)
        let t4 = 1.0 + Tensor.softplus (Tensor.expand [ 1 ] x)
        let t5 = Losses.Mse((Tensor.expand [ 1; 1 ] x), (Tensor.expand [ 1; 1 ] x), reduction = Reduction.None)
        let t6 = 1.0 + Tensor.softplus (Tensor.atan t5 ** 3.0)
        Tensor.div (Tensor.pow t3 (Tensor.rsqrt t4)) (-1.0 * t6)

let private program15 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.select 0 0 (Tensor.ofArray [ 1 ] [| -1.8 |])
        let t2 = Tensor.broadcastTo [] (Tensor.log (1.0 + Tensor.softplus t1))
        let f1 (u2: Tensor) : Tensor =
            let t3 = 1.03 * Tensor.atan (Tensor.expand [ 3; 1; 3 ] x)
            Tensor.stdKeep [ 0; 2 ] (t3 + (Tensor.ofArray [ 3; 1; 3 ] [| 0.0; 4.0; 0.0; 4.0; 0.0; 4.0; 0.0; 4.0; 0.0 |]))
        let t4 = Tensor.relu6 (Tensor.tanh (snd (jvp f1 x y)))
        let t5 = Tensor.matmul (Tensor.expand [ 2 ] y) (Tensor.expand [ 1; 1; 2; 1 ] x *@ t4)
        let t6 = Tensor.norm (1.0 + Tensor.softplus t5) + 0.137
        t2 * (0.1 * Tensor.threshold 0.4 -0.2 t6)

let private program16 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let f1 (u3: Tensor) : Tensor =
            let t1 = Tensor.atan (Tensor.ofArray [ 3; 4 ] [| -1.0; 1.0; 0.7; -0.9; 0.0; 0.4; 0.7; -1.4; 1.3; 1.6; -1.8; -0.5 |])
            let t2 = Tensor.exp2 (Tensor.nanToNum (Tensor.asin (0.81 * t1)))
            Tensor.diagonal t2
        let t3 = curl f1 (Tensor.ofArray [ 3 ] [| 0.9; 0.9; -1.1 |])
        let t4 = Tensor.get [ At.Index 2; At.Ellipsis; At.NewAxis ] (Tensor.hardswish (Tensor.atan t3))
        let t5 = Tensor.roll [ 1 ] [] (Tensor.ofArray [ 1 ] [| -0.7 |])
        Tensor.pow (1.08 + Tensor.softplus t4) t5

let private program17 =
    fun (x: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 4 ] [| 1L; 2L; 2L; 1L |]) x
        let t2 = Tensor.flattenAxes 1 2 (Tensor.reshape [ 2; 2; 1 ] t1)
        let t3 = Tensor.sin (Tensor.expand [ 2; 1; 2; 1 ] (Tensor.sum x))
        let t4 = Losses.KlDiv((Tensor.expand [ 2; 1; 2; 1 ] (Tensor.sum x)), (1.3 + (0.97 * t3)), reduction = Reduction.None)
        let t5 = Tensor.meanOver [ 1; 2 ] (Tensor.matrixTranspose t4)
        let u1 = Tensor.asinh (Tensor.logAddExp t2 t5 / 0.3)
        let t6 = Tensor.scatterAdd -2 (Tensor.ofArray [ 1; 2 ] [| 1L; 1L |]) (Tensor.ofArray [ 1; 2 ] [| -1.8; 0.8 |]) u1
        let t7 = Tensor.stdOver [ 0; -1 ] ((1.29 * Tensor.tanh t6) + (Tensor.ofArray [ 2; 2 ] [| 0.0; 4.0; 4.0; 0.0 |]))
        Tensor.softshrink 0.8 t7

let private program18 =
    fun (x: Tensor) ->
        let t1 = Losses.Mse((Tensor.reshape [ 1; 2 ] x), (Tensor.reshape [ 1; 2 ] x), reduction = Reduction.None)
        let t2 = Tensor.softplus (Tensor.hardswish (Tensor.reshape [ 1; 2 ] x))
        let t3 = Tensor.sin (Tensor.reciprocal (-1.0 * (1.0 + t2)))
        let t4 = Losses.BinaryCrossEntropy((0.5 + (0.28 * Tensor.atan t1)), (0.5 + (0.43 * t3)), reduction = Reduction.None)
        let t5 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) x
        let t6 = 1.5 + Tensor.square (Tensor.expand [ 1; 1 ] t5)
        let t7 = Tensor.linear (Tensor.atan2 t4 t6) null (Tensor.expand [ 1; 2; 2 ] x)
        let t8 = fst (Tensor.minAlong 0 (Tensor.expand [ 2; 1; 2; 2 ] x))
        let t9 = Tensor.minimum (Tensor.reshape [ 2 ] x) (Tensor.reshape [ 1; 2 ] x)
        Custom.defineBackward "wave" (fun k s -> k.Save s; s[0] * Tensor.sin s[1]) (fun k c -> [| c * Tensor.sin k.Saved[1]; c * k.Saved[0] * Tensor.cos k.Saved[1] |]) [| t7; (Tensor.linear t9 null t8) |]

let private program19 =
    fun (x: Tensor) ->
        let t1 = fst (Tensor.maxAlong 1 (Tensor.expand [ 1; 1 ] x))
        let f1 (u1: Tensor) : Tensor =
            Tensor.unsqueeze 0 u1
        let t2 = Tensor.tanh (diffN 2 f1 (Tensor.ofArray [] [| 1.6 |]))
        let u2 = Tensor.minKeep [ 0 ] t2
        let t3 = fst (Tensor.minAlong 0 (Tensor.flip [ 0 ] u2))
        Tensor.where (((Tensor.ofArray [] [| 1.0 |]) + 0.137) .> 0.2) (Tensor.squeezeAxes [ 0 ] t1) t3

let private program20 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = (Tensor.meshgrid [ (fst (Tensor.sortWith 0 true (Tensor.erf z))); ((Tensor.splitSizes [ 0; 1; 0 ] 0 y)[1]) ])[0]
        let t2 = Tensor.gather -1 (Tensor.ofArray [ 3; 3 ] [| 0L; 0L; 0L; 0L; 0L; 0L; 0L; 0L; 0L |]) (Tensor.ofArray [ 3; 1 ] [| 1.2; -0.1; 2.0 |])
        let t3 = Tensor.softplus ((1.2 / (1.5 + Tensor.square t1)) * t2)
        Tensor.flip [ 0 ] (Tensor.normWith 1.0 [ 0 ] false (1.0 + t3))

let private program21 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.maskedFill ((Tensor.expand [ 1; 2 ] x + 0.137) .>= (Tensor.expand [ 1; 2 ] x)) 0.6 (Tensor.expand [ 1; 2 ] z)
        let t2 = Tensor.index (Tensor.ofArray [ 2 ] [| 1L; 0L |]) (Tensor.expand [ 3 ] (Tensor.sum x))
        let t3 = Tensor.hypot (Tensor.ofArray [ 1 ] [| -1.6 |]) (1.5 + (0.96 * Tensor.sin t2))
        let t4 = Tensor.takeAlong 0 (Tensor.ofArray [ 3 ] [| 1L; 1L; 1L |]) (Tensor.addScaled 1.2 (t1[-1]) t3)
        let t5 = Tensor.softplus (Tensor.ofArray [ 2; 1 ] [| 0.9; -0.4 |])
        let t6 = Tensor.cosineSimilarity 1 1e-8 (1.0 + Tensor.softplus t4) (1.0 + t5)
        let t7 = Tensor.pow (1.58 + Tensor.square t6) (Tensor.asinh y)
        Tensor.logSoftmax -2 (Tensor.unflatten 0 [ 2; 1 ] t7)

let private program22 =
    fun (x: Tensor) ->
        let t1 = 1.5 + Tensor.square (Tensor.neg (Tensor.sum x))
        let t2 = Tensor.logAddExp (Tensor.sum x) (Tensor.polygamma 2 t1)
        Tensor.hardtanh -1.0 1.0 t2

let private program23 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.tanh (Tensor.expand [ 3; 3; 2; 2 ] (Tensor.sum y))
        let t2 = Tensor.atan (Tensor.normOver [ 2; 3 ] (1.5 + (0.96 * t1)))
        let f1 (u2: Tensor) : Tensor =
            let t3 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 0L; 0L |]) y
            Tensor.add (Tensor.expand [ 1; 1; 2 ] (Tensor.sum x)) (Tensor.expand [ 1; 1; 2 ] t3)
        let t4 = Tensor.atan (jacobianReverse f1 (Tensor.exp t2))
        let t5 = Tensor.tanh (Tensor.softplus (Tensor.relu t4))
        let t6 = Tensor.stdOver [ -1 ] ((1.3 * t5) + (Tensor.ofArray [ 1; 1; 1; 1; 3 ] [| 0.0; 4.0; 0.0 |]))
        Tensor.logSumExpKeep [ -2 ] (Tensor.squeezeAxes [ 1 ] t6)

let private program24 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 6L; 1L |]) x
        let t2 = Tensor.tanh (Tensor.silu (Tensor.expand [ 1; 2 ] t1))
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 4 ] [| 3L; 2L; 10L; 0L |]) x
        let t4 = Tensor.matmul ((Tensor.acosh (2.45 + (0.96 * t2)))[-1]) (Tensor.slice 0 1 3 1 t3)
        Tensor.Pow(2.5, (Tensor.sin t4))

let private program25 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.softsign (Tensor.expand [ 6; 1; 2 ] x)
        let t2 = Tensor.indexSelect 0 (Tensor.ofArray [ 1 ] [| 0L |]) (Tensor.expand [ 2; 2 ] x)
        let u2 = Tensor.glu -3 (Tensor.fmax t1 t2)
        Tensor.norm (1.5 + Tensor.square (Tensor.abs u2))

let private program26 =
    fun (x: Tensor) ->
        let t1 = Tensor.atan2 (Tensor.log2 (1.5 + Tensor.square x)) (1.5 + Tensor.square x)
        let u1 = x
        let t2 = Losses.L1((Tensor.ofArray [ 2 ] [| -0.7; -1.0 |]), (Tensor.expand [ 2 ] x), reduction = Reduction.Mean)
        let t3 = Tensor.where ((Tensor.sinc t1 + 0.137) .> 0.2) (Tensor.log10 (1.5 + Tensor.square x)) t2
        let f1 (u2: Tensor) : Tensor =
            let t4 = 1.0 + Tensor.softplus (Tensor.expand [ 1 ] x)
            Tensor.hypot (Tensor.expand [ 2 ] u2) t4
        Tensor.select 0 0 (Tensor.tanh (jacobianForward f1 t3))

let private program27 =
    fun (x: Tensor) (y: Tensor) ->
        let f1 (u2: Tensor) : Tensor =
            Tensor.logSigmoid (Tensor.expand [ 2 ] y)
        let t1 = (Tensor.unbind 1 (Tensor.expand [ 2; 3 ] x))[2]
        Tensor.where ((Tensor.expm1 (Tensor.asinh y) + 0.137) .< x) (Tensor.dot (Tensor.atan (diffN 2 f1 x)) t1) x

let private program28 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) x
        let t2 = Tensor.xlogy (1.0 + Tensor.softplus (Tensor.reshape [] z)) (1.0 + Tensor.softplus (Tensor.reshape [] t1))
        let f1 (u3: Tensor) : Tensor =
            Losses.CrossEntropy((Tensor.expand [ 2; 2 ] u3), (Tensor.ofArray [ 2 ] [| 0L; 1L |]), reduction = Reduction.None)
        let t3 = Tensor.minimum (Tensor.sum x) (Tensor.tanh (grad (f1 >> Tensor.sum) t2))
        let t4 = 1.0 + Tensor.softplus (Tensor.reshape [ 3; 1 ] x)
        let t5 = Tensor.fmin t3 (Tensor.prod (Tensor.rsqrt t4))
        Tensor.tanhshrink (Tensor.relu t5)

let private program29 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = 5.5 + (0.25 * Tensor.sin (Tensor.reshape [] x))
        let t2 = 0.21 * Tensor.sin (Tensor.ofArray [] [| -1.0 |])
        let t3 = Tensor.square (Tensor.lgamma (t1 % (2.25 + t2)))
        let t4 = Custom.define "twist" (fun s -> Tensor.sin s[0]) (fun s _ _ -> Scale(Tensor.cos s[0])) [| (Tensor.expand [ 2; 3; 2 ] x) |]
        let t5 = Losses.MarginRanking((Tensor.ofArray [ 2; 2 ] [| -1.1; -0.5; -1.4; -1.5 |]), (Tensor.expand [ 2; 2 ] x), (0.1 * Tensor.expand [ 2; 2 ] x), 0.3, reduction = Reduction.Sum)
        let f1 (u2: Tensor) : Tensor =
            let t6 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 10L |]) u2
            Tensor.logAddExp (Tensor.reshape [] t6) (Tensor.sum u2)
        let t7 = 1.5 + (0.96 * Tensor.tanh (snd (vjp f1 t4) t5))
        Tensor.sub (Tensor.rsqrt (1.5 + t3)) (Tensor.min (Tensor.reciprocal (-1.0 * t7)))

let private program30 =
    fun (x: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) x
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) x
        let t3 = Tensor.prelu (0.1 * Tensor.reshape [] t1) (Tensor.maxOver [ -1 ] t2)
        let t4 = Tensor.takeFlat (Tensor.ofArray [ 9 ] [| 0L; 2L; 2L; 0L; 2L; 0L; 0L; 2L; 0L |]) x
        let t5 = Tensor.ceil ((Tensor.chunk 3 0 t4)[1] + 0.137)
        let t6 = (Tensor.split 6 0 (Tensor.expand [ 19; 3 ] x))[2]
        let t7 = Tensor.narrow 0 2 3 (Tensor.prelu (0.1 * t5) t6)
        let t8 = Losses.Nll(t7, (Tensor.ofArray [ 3 ] [| 1L; 0L; 0L |]), reduction = Reduction.None)
        Tensor.selu (Tensor.prelu (Tensor.tanh t3) t8)

let private program31 =
    fun (x: Tensor) ->
        let t1 = Tensor.atan ((Tensor.expand [ 2; 4; 1 ] x)[1])
        let t2 = Tensor.leakyRelu 0.1 (Tensor.sigmoid (Tensor.atanh (0.69 * t1)))
        let t3 = Tensor.flatten ((Tensor.splitSizes [ 1; 1; 2 ] 0 t2)[0])
        Tensor.permute [ 0 ] (Tensor.floor (t3 + 0.137))

let private program32 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.square ((Tensor.unbind 1 (Tensor.diagEmbed x))[1])
        let t2 = 0.26 * Tensor.tanh (Tensor.digamma (1.5 + t1))
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) x
        let t4 = Tensor.sin (Tensor.cat 0 [ t3; (Tensor.expand [ 0 ] y) ])
        let u2 = Tensor.fmod (5.5 + t2) (2.25 + (0.21 * t4))
        let u3 = u2
        let t5 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 1L; 1L; 0L |]) u3
        let t6 = Tensor.indexSelect 0 (Tensor.ofArray [ 2 ] [| 0L; 1L |]) t5
        fst (Tensor.sort 0 (Tensor.repeat [ 1 ] t6))

let private program33 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let f1 (u3: Tensor) : Tensor =
            Tensor.round (u3 + 0.137)
        let t1 = Tensor.tanh (divergence f1 (Tensor.expand [ 2 ] x))
        let t2 = 1.5 + Tensor.square (0.3 - Tensor.softplus x)
        let t3 = Tensor.atan2 x (Tensor.sigmoid (Tensor.hypot t1 t2))
        Tensor.prelu t3 x

let private program34 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.expand [ 1; 1 ] (Tensor.sum x) + 0.137
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 12 ] [| 2L; 2L; 1L; 1L; 0L; 1L; 1L; 2L; 2L; 1L; 2L; 1L |]) x
        let t3 = Tensor.select 0 0 (Tensor.reshape [ 1; 2; 1; 2; 3 ] t2 / 0.3)
        let t4 = Tensor.sin (Tensor.ofArray [ 2 ] [| 1.1; 1.5 |])
        let t5 = Tensor.slice -1 1 2 2 (Tensor.sign (t4 + 0.137))
        let t6 = Tensor.where (t1 .> 0.2) (Tensor.logSumExpOver [ 0; 2 ] t3) (Tensor.broadcastTo [ 1; 1 ] t5)
        Losses.MultiMargin((Tensor.leakyRelu 0.3 t6), (Tensor.ofArray [ 1 ] [| 0L |]), reduction = Reduction.None)

let private program35 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.scatterAdd 1 (Tensor.ofArray [ 2; 3 ] [| 0L; 0L; 1L; 0L; 0L; 2L |]) (Tensor.expand [ 2; 3 ] x * 2.0) (Tensor.expand [ 3; 3 ] x)
        let t2 = Tensor.ceil (Tensor.expand [ 3; 2 ] y + 0.137)
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 1L; 0L; 0L |]) (Tensor.meanKeep [ 0 ] t2)
        let t4 = Tensor.sqrt (1.0 + Tensor.softplus (Tensor.cos t3))
        let t5 = Tensor.linear (Tensor.atan t1) t4 (Tensor.expand [ 3 ] y)
        (Tensor.meshgrid [ t5; z ])[0]

let private program36 =
    fun (x: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 3L; 2L |]) x
        let t2 = Tensor.layerNorm [ 2 ] (Tensor.ofArray [ 2 ] [| -0.8; 0.3 |]) t1 0.1 (Tensor.expand [ 2 ] (Tensor.sum x))
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 6 ] [| 0L; 0L; 3L; 2L; 3L; 1L |]) x
        let f1 (u1: Tensor) : Tensor =
            (Tensor.unbind 0 (Tensor.expand [ 2; 2; 3 ] u1))[0]
        let t4 = snd (vjp f1 (Tensor.sum x)) (Tensor.reshape [ 2; 3 ] t3)
        let f2 (u2: Tensor) : Tensor =
            Tensor.swapAxes 0 -4 (Tensor.ofArray [ 2; 2; 1; 2; 3 ] [| -1.8; -0.9; -1.3; 1.8; -1.5; -1.7; -1.8; 1.0; -1.5; -0.3; 1.4; -0.7; -0.8; 1.1; -1.9; -0.8; 1.0; -1.2; 0.8; -0.2; 1.6; -0.5; 1.4; 0.8 |])
        let t5 = Tensor.matmul t2 (Tensor.atan (diffN 2 f2 (Tensor.tanh t4)))
        let t6 = Tensor.sin (Tensor.select 0 0 (Tensor.sinh (0.1 * t5)))
        Tensor.stdOver [ 2 ] ((1.29 * t6) + (Tensor.ofArray [ 1; 1; 3 ] [| 0.0; 4.0; 0.0 |]))

let private program37 =
    fun (x: Tensor) ->
        let t1 = Tensor.gather -2 (Tensor.ofArray [ 2; 2 ] [| 0L; 2L; 2L; 1L |]) (Tensor.expand [ 3; 3 ] x)
        let t2 = Tensor.atan (Tensor.atanh (0.86 * Tensor.tanh t1))
        Tensor.stdWith 0.0 [ 0 ] false ((1.3 * t2) + (Tensor.ofArray [ 2; 1 ] [| 0.0; 4.0 |]))

let private program38 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 1L; 2L |]) y
        let u3 = Tensor.outer t1 (0.1 * Tensor.expand [ 3 ] (Tensor.sum x))
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 6 ] [| 17L; 11L; 7L; 16L; 2L; 7L |]) x
        let t3 = Tensor.hardswish (Tensor.reshape [ 2; 3 ] t2)
        let u4 = (Tensor.splitSizes [ 1; 1; 1 ] 1 t3)[2]
        let t4 = Tensor.takeFlat (Tensor.ofArray [ 27 ] [| 0L; 0L; 1L; 0L; 0L; 1L; 0L; 0L; 0L; 1L; 1L; 0L; 0L; 1L; 1L; 1L; 1L; 1L; 1L; 0L; 0L; 1L; 0L; 0L; 0L; 0L; 0L |]) u4
        let t5 = Custom.defineBackward "wave" (fun k s -> k.Save s; s[0] * Tensor.sin s[1]) (fun k c -> [| c * Tensor.sin k.Saved[1]; c * k.Saved[0] * Tensor.cos k.Saved[1] |]) [| (Tensor.reshape [ 3; 3; 3 ] t4); (Tensor.expand [ 3; 3; 3 ] y) |]
        Tensor.pad [ -1; 0 ] 0.0 (Tensor.square ((t5 + 0.137) % 1.9))

let private program39 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let f1 (u3: Tensor) : Tensor =
            Tensor.squeeze (Tensor.expand [ 1 ] u3)
        let t1 = Tensor.asinh (Tensor.tanh (diff f1 (Tensor.sum x)))
        let u4 = Tensor.clampMax 1.0 (-0.7 - t1)
        let t2 = Losses.Huber(u4, (2.0 - (Tensor.ofArray [] [| 1.4 |])), 1.5, reduction = Reduction.None)
        Tensor.softplusWith 2.0 20.0 t2

let private program40 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let f1 (u3: Tensor) : Tensor =
            Losses.SmoothL1((Tensor.expand [ 1; 2 ] u3), (Tensor.expand [ 1; 2 ] y), 0.5, reduction = Reduction.None)
        let t1 = Tensor.tanh (jacobianForward f1 (Tensor.expand [ 1 ] x))
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 3L; 1L |]) z
        let f2 (u4: Tensor) : Tensor =
            let t3 = Tensor.asinh (Tensor.expand [ 3; 1 ] (Tensor.sum u4))
            Tensor.cosh t3
        let t4 = hvp (f2 >> Tensor.sum) (Tensor.expand [ 1; 1; 2 ] t2) (Tensor.expand [ 1; 1; 2 ] x)
        let t5 = Custom.defineBackward "wave" (fun k s -> k.Save s; s[0] * Tensor.sin s[1]) (fun k c -> [| c * Tensor.sin k.Saved[1]; c * k.Saved[0] * Tensor.cos k.Saved[1] |]) [| (Tensor.tanh t4); (Tensor.expand [ 1; 1; 2 ] y) |]
        let t6 = 0.43 * Tensor.sin (Tensor.expand [ 1; 1; 2 ] y)
        let t7 = Losses.BinaryCrossEntropyWithLogits(t5, (0.5 + t6), reduction = Reduction.None)
        let t8 = Tensor.embedding (Tensor.ofArray [ 3; 1 ] [| 0L; 0L; 0L |]) t7
        let t9 = 0.26 * Tensor.tanh (t1 - Tensor.sumOver [ 3 ] t8)
        let t10 = Tensor.atan (Tensor.ofArray [ 3; 2; 2 ] [| -1.1; -0.9; -1.0; 0.4; 0.1; -1.2; -1.2; 0.3; -1.1; 1.2; 0.7; -0.9 |])
        (5.5 + t9) % (2.25 + (0.21 * t10))

let private program41 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.logSoftmax -3 (Tensor.expand [ 0; 1; 3; 1 ] y)
        let t2 = Tensor.diagonalWith -1 -2 -1 (Tensor.diagonal t1)
        let t3 = Tensor.squeezeAxes [ 0 ] (Tensor.expand [ 1; 3; 0 ] x)
        let t4 = Losses.Huber(t2, t3, 1.5, reduction = Reduction.None)
        Tensor.sumKeep [ 1 ] t4

let private program42 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) x
        let t2 = 1.58 + (0.76 * Tensor.atan (Tensor.reshape [] t1))
        Tensor.sub (-Tensor.nanToNumWith 0.0 1.0 -1.0 x) (Tensor.abs (t2 ** -1.5))

let private program43 =
    fun (x: Tensor) (y: Tensor) ->
        let u2 = Tensor.trace (Tensor.expand [ 2; 2 ] x)
        let t1 = 0.68 * Tensor.atan (Tensor.expand [ 1; 2; 1 ] u2)
        let f1 (u3: Tensor) : Tensor =
            let t2 = 1.0 + Tensor.softplus (Tensor.expand [ 1 ] u3)
            let f2 (u4: Tensor) : Tensor =
                let t3 = 1.0 + Tensor.softplus (Tensor.expand [ 1; 2 ] u4)
                Tensor.sqrt t3
            let t4 = snd (jvp f2 (Tensor.expand [ 1 ] u3) (Tensor.polygamma 1 t2))
            Tensor.moveAxes [ 0 ] [ 0 ] (Tensor.tanh t4)
        let t5 = Tensor.tanh (diff f1 (Tensor.norm (1.5 + t1)))
        (-t5)[0]

let private program44 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.frac (Tensor.expand [ 1; 1 ] x + 0.137)
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 11L |]) z
        let t3 = Tensor.relu (Tensor.diagEmbed (Tensor.expand [ 1; 1 ] t2))
        let t4 = Tensor.where (((Tensor.expand [ 1; 1; 1 ] x - 1.2) + 0.137) .< t1) (Tensor.log1p (1.24 + Tensor.softplus t3)) (Tensor.expand [ 1; 1; 1 ] x)
        let t5 = Tensor.permute [ 1; 0 ] (Tensor.prodOver [ 0 ] (Tensor.asinh t4))
        Tensor.tile [ 1 ] t5

let private program45 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.tanh (Tensor.expand [ 2 ] (Tensor.sum x))
        let u2 = Tensor.asin (0.86 * t1)
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 0 ] ([||]: int64[])) x
        let u3 = (Tensor.ofArray [ 3; 2 ] [| 1.1; -1.5; -1.5; 0.0; -1.4; 0.5 |])
        let u4 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 2L; 5L; 5L |]) u3
        let t3 = (Tensor.split 3 2 (Tensor.ofArray [ 1; 3; 9; 0 ] ([||]: float[])))[2]
        let t4 = Tensor.tril 0 (Tensor.expand [ 3; 3; 0 ] t2) * fst (Tensor.maxAlong 0 t3)
        Tensor.varOver [ 0; -3 ] (Tensor.diagEmbedWith 1 2 3 t4)

let private program46 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.slice 1 1 3 1 (Tensor.expand [ 1; 3 ] x)
        let u2 = Tensor.add (Tensor.expand [ 2; 1 ] y) t1
        let t2 = Tensor.tanh (Tensor.ofArray [ 3; 3; 2 ] [| 1.1; 0.2; 1.4; 1.5; -0.7; 1.3; -1.9; 2.0; 1.7; 0.0; 1.7; -1.0; 1.9; -1.2; 0.7; 0.7; -1.8; 0.6 |])
        Tensor.std ((1.3 * t2) + (Tensor.ofArray [ 3; 3; 2 ] [| 0.0; 4.0; 4.0; 0.0; 0.0; 4.0; 4.0; 0.0; 0.0; 4.0; 4.0; 0.0; 0.0; 4.0; 4.0; 0.0; 0.0; 4.0 |]))

let private program47 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.square (Tensor.ofArray [ 1; 2; 1 ] [| -1.4; -1.1 |])
        let t2 = Tensor.maskedFill ((Tensor.rsqrt (1.5 + t1) + 0.137) .>= x) 0.6 x
        let t3 = Tensor.logSumExpOver [ 3 ] (Tensor.expand [ 3; 3; 2; 3 ] x)
        let t4 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 0L; 1L; 1L |]) x
        let t5 = Tensor.maximum (0.1 * Tensor.varKeep [ 0; -1 ] t3) (Tensor.reshape [ 1; 3; 1 ] t4)
        Tensor.roll [ 2; 3 ] [ 1; 0 ] t2 * (Tensor.split 2 1 t5)[0]

let private program48 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 1L; 5L |]) x
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 1L; 2L |]) x
        let t3 = Tensor.add (Tensor.expand [ 2 ] (Tensor.sum x) + t1) t2
        let t4 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 3L; 4L |]) x
        let t5 = Losses.SmoothL1(t3, t4, 0.5, reduction = Reduction.None)
        let t6 = Tensor.asinh (Tensor.expand [ 2 ] (Tensor.sum x))
        let t7 = Tensor.matmul t6 (0.1 * Tensor.expand [ 2 ] (Tensor.sum x))
        let f1 (u2: Tensor) : Tensor =
            let f2 (u3: Tensor) : Tensor =
                Tensor.maximum (Tensor.ofArray [ 3 ] [| 1.5; 2.0; -1.0 |]) y
            Tensor.tanh (laplacian (f2 >> Tensor.sum) (Tensor.sin u2))
        Tensor.tanh (snd (vjp f1 t5) t7)

let private program49 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.threshold 0.4 -0.2 (Tensor.expand [ 1 ] x + 0.137)
        let u2 = Tensor.mean t1 / 0.3
        let f1 (u3: Tensor) : Tensor =
            Tensor.exp (Tensor.tanh (Tensor.expand [ 2 ] x))
        let t2 = Tensor.atan (snd (vjp f1 u2) (Tensor.expand [ 2 ] u2))
        let t3 = Tensor.square ((Tensor.floor (t2 + 0.137) - -1.5) - -0.7)
        Tensor.log (1.5 + t3)

let private program50 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 0L; 0L |]) x
        Tensor.dot (Tensor.maxKeep [ 0 ] t1) (Tensor.expand [ 1 ] (Tensor.sum x))

let private program51 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.cat 1 [ (Tensor.expand [ 1; 0; 3 ] x); (Tensor.expand [ 1; 1; 3 ] x) ]
        let t2 = Tensor.minimum (Tensor.expand [ 1; 1; 3 ] x) t1
        let t3 = (Tensor.chunk 1 0 (Tensor.expand [ 1; 3 ] (Tensor.sum x)))[0]
        let t4 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 0L; 0L; 0L |]) x
        let t5 = 0.17 * Tensor.atan (Tensor.expand [ 1; 3 ] t4)
        let t6 = Tensor.fmod (5.5 + (0.26 * Tensor.tanh t3)) (2.25 + t5)
        let t7 = Tensor.takeFlat (Tensor.ofArray [ 6 ] [| 0L; 0L; 0L; 0L; 0L; 0L |]) x
        let t8 = Tensor.takeFlat (Tensor.ofArray [ 6 ] [| 0L; 0L; 0L; 0L; 0L; 0L |]) x
        let t9 = Losses.Huber((Tensor.reshape [ 2; 3 ] t7), (Tensor.reshape [ 2; 3 ] t8), 1.5, reduction = Reduction.None)
        let t10 = Custom.defineBackward "wave" (fun k s -> k.Save s; s[0] * Tensor.sin s[1]) (fun k c -> [| c * Tensor.sin k.Saved[1]; c * k.Saved[0] * Tensor.cos k.Saved[1] |]) [| t6; (Tensor.prodKeep [ 0 ] (0.1 * (t9 * -1.5))) |]
        Tensor.linear (Tensor.sigmoid t10) (Tensor.reshape [ 1 ] y) t2

/// The programs, each as a function of all its arguments.
let all: (Tensor[] -> Tensor)[] =
    [|
        fun xs -> program0 xs[0] xs[1] xs[2]
        fun xs -> program1 xs[0]
        fun xs -> program2 xs[0]
        fun xs -> program3 xs[0] xs[1] xs[2]
        fun xs -> program4 xs[0] xs[1]
        fun xs -> program5 xs[0] xs[1] xs[2]
        fun xs -> program6 xs[0] xs[1]
        fun xs -> program7 xs[0] xs[1]
        fun xs -> program8 xs[0] xs[1] xs[2]
        fun xs -> program9 xs[0] xs[1]
        fun xs -> program10 xs[0]
        fun xs -> program11 xs[0]
        fun xs -> program12 xs[0]
        fun xs -> program13 xs[0]
        fun xs -> program14 xs[0]
        fun xs -> program15 xs[0] xs[1]
        fun xs -> program16 xs[0] xs[1] xs[2]
        fun xs -> program17 xs[0]
        fun xs -> program18 xs[0]
        fun xs -> program19 xs[0]
        fun xs -> program20 xs[0] xs[1] xs[2]
        fun xs -> program21 xs[0] xs[1] xs[2]
        fun xs -> program22 xs[0]
        fun xs -> program23 xs[0] xs[1]
        fun xs -> program24 xs[0] xs[1]
        fun xs -> program25 xs[0] xs[1]
        fun xs -> program26 xs[0]
        fun xs -> program27 xs[0] xs[1]
        fun xs -> program28 xs[0] xs[1] xs[2]
        fun xs -> program29 xs[0] xs[1]
        fun xs -> program30 xs[0]
        fun xs -> program31 xs[0]
        fun xs -> program32 xs[0] xs[1]
        fun xs -> program33 xs[0] xs[1] xs[2]
        fun xs -> program34 xs[0] xs[1] xs[2]
        fun xs -> program35 xs[0] xs[1] xs[2]
        fun xs -> program36 xs[0]
        fun xs -> program37 xs[0]
        fun xs -> program38 xs[0] xs[1] xs[2]
        fun xs -> program39 xs[0] xs[1] xs[2]
        fun xs -> program40 xs[0] xs[1] xs[2]
        fun xs -> program41 xs[0] xs[1]
        fun xs -> program42 xs[0] xs[1]
        fun xs -> program43 xs[0] xs[1]
        fun xs -> program44 xs[0] xs[1] xs[2]
        fun xs -> program45 xs[0] xs[1]
        fun xs -> program46 xs[0] xs[1]
        fun xs -> program47 xs[0] xs[1] xs[2]
        fun xs -> program48 xs[0] xs[1]
        fun xs -> program49 xs[0] xs[1]
        fun xs -> program50 xs[0] xs[1]
        fun xs -> program51 xs[0] xs[1]
    |]
