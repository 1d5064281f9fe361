/// Written by ProgramsPrintTests: random programs as they print in F#.
module Functional.Laws.Tests.PrintedPrograms

open Functional

let private program0 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 2L |]) z
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 0 ] ([||]: int64[])) y
        let t3 = Tensor.cat -1 [ t1; (Tensor.expand [ 0 ] (Tensor.sum y)); t2 ]
        let t4 = Tensor.atan (Tensor.kron (Tensor.asinh t3) x)
        let t5 = 2.25 + (0.21 * Tensor.sin (Tensor.expand [ 3 ] x))
        let t6 = fst (Tensor.sortWith -1 true (Tensor.remainder (5.5 + (0.17 * t4)) t5))
        Tensor.maximum z t6 / 0.3

let private program1 =
    fun (x: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 2L; 0L |]) x
        let t2 = Tensor.logSoftmax 0 (Tensor.roll [ -1 ] [ 0 ] t1)
        let f1 (u1: Tensor) : Tensor =
            let f2 (u2: Tensor) : Tensor =
                let u3 = Tensor.expand [ 3; 3 ] u2
                let t3 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) x
                Tensor.logSumExpOver [ 0; 1 ] (Tensor.expand [ 1; 1 ] t3)
            let t4 = jacobianForward f2 (Tensor.expand [ 3 ] (Tensor.sum x))
            let t5 = Tensor.hardshrink 0.3 (Tensor.atan t4 + 0.137)
            Tensor.select 0 2 t5
        let t6 = Tensor.tile [ 1 ] (Tensor.atan (jacobianReverse f1 t2))
        Tensor.var t6

let private program2 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 32 ] [| 3L; 5L; 3L; 2L; 1L; 3L; 2L; 2L; 0L; 2L; 1L; 2L; 3L; 4L; 2L; 0L; 5L; 3L; 2L; 5L; 1L; 0L; 2L; 2L; 5L; 0L; 2L; 0L; 4L; 2L; 0L; 2L |]) z
        let t2 = Tensor.meanOver [ 4 ] (Tensor.reshape [ 4; 2; 2; 1; 1; 2 ] t1)
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 4 ] [| 1L; 5L; 1L; 0L |]) x
        let t4 = Tensor.square (Tensor.reshape [ 2; 2; 1 ] t3)
        let t5 = Tensor.sin (Tensor.normOver [ -3; 2 ] (1.5 + t4))
        let t6 = Tensor.sumOver [ 1; -2 ] (Tensor.matmul t2 t5)
        let t7 = Tensor.fmax (Tensor.ofArray [ 4; 2 ] [| -1.7; 0.5; -0.3; 0.0; -2.0; -1.1; -2.0; -1.2 |]) t6
        let t8 = Custom.define "twist" (fun s -> Tensor.sin s[0]) (fun s _ _ -> Scale(Tensor.cos s[0])) [| ((Tensor.split 1 0 t7)[2]) |]
        Tensor.erfc t8

let private program3 =
    fun (x: Tensor) (y: Tensor) ->
        let u2 = x
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) u2
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 1L; 0L; 0L |]) u2
        let u3 = Tensor.einsum ",,a->a" [ (Tensor.tanh (Tensor.sum x)); (Tensor.atan (Tensor.reshape [] t1)); (0.1 * t2) ]
        let u4 = Tensor.sum u3
        let f1 (u5: Tensor) : Tensor =
            let t3 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 1L; 1L; 1L |]) x
            let u6 = Tensor.reshape [ 3; 1 ] t3
            let t4 = Tensor.index (Tensor.ofArray [ 3 ] [| 1L; 1L; 0L |]) (Tensor.reshape [ 2; 1 ] x)
            let t5 = Tensor.add (Tensor.expand [ 3; 1 ] (Tensor.sum x)) t4
            fst (Tensor.cummax 1 t5)
        let t6 = hessian (f1 >> Tensor.sum) (Tensor.softshrink 0.3 u4)
        2.0 * Tensor.clamp -0.4 2.5 (Tensor.tanh t6)

let private program4 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) z
        let t2 = Tensor.expand [ 2; 2; 1 ] x - Tensor.expand [ 1; 1; 1; 1 ] t1
        let u3 = (Tensor.meshgrid [ (Tensor.reshape [ 2 ] z); (Tensor.expand [ 1 ] (Tensor.sum x)) ])[0]
        let t3 = Tensor.fmin (Tensor.expand [ 1; 2; 2; 1 ] u3) (Tensor.reshape [ 1; 2; 1; 1 ] u3)
        let t4 = Losses.Huber(t2, (Tensor.abs t3), 1.5, reduction = Reduction.None)
        let t5 = 0.86 * Tensor.tanh (fst (Tensor.cummax 2 t4))
        let t6 = Tensor.diagonalWith -1 -2 -1 (Tensor.acos t5)
        Tensor.frac (t6 + 0.137)

let private program5 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.clampMin 0.2 (Tensor.expand [ 3; 1; 3; 3; 3 ] x)
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 0L; 0L; 1L |]) z
        let t3 = Tensor.matmul ((Tensor.unsqueeze 1 t1)[-1]) (Tensor.round (t2 + 0.137))
        let t4 = Losses.Mse((Tensor.asinh (Tensor.logSumExpOver [ 2 ] t3)), (Tensor.expand [ 1; 1; 3 ] (Tensor.sum z)), reduction = Reduction.None)
        (1.66 * Tensor.atan t4) ** 0.0

let private program6 =
    fun (x: Tensor) (y: Tensor) ->
        let u2 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 2L |]) y
        let t1 = fst (Tensor.cummin -3 (Tensor.reshape [ 1; 1; 2 ] x))
        let t2 = Tensor.pad [ 0; -1 ] 0.0 (Tensor.sub t1 (Tensor.expand [ 1; 1; 2 ] u2))
        let t3 = Tensor.atan ((1.58 + (0.96 * Tensor.sin t2)) ** 3.0)
        let t4 = Tensor.pow (1.58 + (0.63 * t3)) (Tensor.asinh x)
        let t5 = Tensor.square (Tensor.tan (1.21 * Tensor.tanh t4))
        Tensor.log (1.5 + t5)

let private program7 =
    fun (x: Tensor) ->
        let t1 = Losses.CrossEntropy((Tensor.ofArray [ 3; 2 ] [| 1.0; 1.5; 1.1; 1.4; -2.0; 0.7 |]), (Tensor.ofArray [ 3 ] [| 0L; 1L; 0L |]), reduction = Reduction.Mean)
        let t2 = Tensor.rsqrt (Tensor.rsqrt (1.5 + (0.69 * Tensor.atan t1)))
        let f1 (u1: Tensor) : Tensor =
            Tensor.log10 (Tensor.expand [ 3 ] u1)
        let t3 = 1.0 + Tensor.softplus (Tensor.expand [ 3 ] x)
        let t4 = Tensor.dot (Tensor.diagonal (Tensor.expand [ 3; 4 ] x)) (Tensor.hypot (-Tensor.expand [ 1 ] x) t3)
        Tensor.mul (Tensor.tanh (hvp (f1 >> Tensor.sum) t2 x)) (Tensor.asinh t4)

let private program8 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) x
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) z
        let t3 = Tensor.where ((Tensor.reshape [] t1 + 0.137) .< (Tensor.reshape [] t2)) (Tensor.sum z) (Tensor.ofArray [] [| -1.0 |])
        let t4 = Tensor.tanh (Tensor.elu 0.5 (Tensor.geluTanh t3))
        let t5 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) y
        let t6 = Tensor.prelu (Tensor.sin t5) (Tensor.expand [ 2; 1 ] (Tensor.sum x))
        let t7 = Tensor.atan (Tensor.ofArray [ 1; 2 ] [| -0.2; 1.0 |])
        let t8 = Losses.CrossEntropy((Tensor.atan (Tensor.moveAxes [ 0 ] [ 1 ] t6)), (0.5 + (0.43 * t7)), labelSmoothing = 0.1)
        Tensor.repeat [ 1 ] (Tensor.sinc (Tensor.prelu (1.73 * t4) t8))

let private program9 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Losses.MultiMargin((Tensor.expand [ 2; 4 ] (Tensor.sum y)), (Tensor.ofArray [ 2 ] [| 3L; 0L |]), reduction = Reduction.None)
        let f1 (u2: Tensor) : Tensor =
            let t2 = 0.76 * Tensor.atan (Tensor.reshape [ 2; 1 ] y)
            let t3 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) u2
            Tensor.pow (1.58 + t2) t3
        let t4 = snd (jvp f1 (Tensor.ofArray [ 2 ] [| 0.9; 1.7 |]) t1)
        let t5 = Tensor.outer (Tensor.nanToNum y) (Tensor.expand [ 0 ] (Tensor.sum x))
        let t6 = Tensor.exp (Tensor.atan (Tensor.reshape [ 2; 1 ] x))
        let t7 = 1.0 + Tensor.softplus (Tensor.cat -1 [ t5; t6 ])
        Tensor.cosineSimilarity 1 1e-8 (1.5 + (0.96 * Tensor.tanh t4)) t7

let private program10 =
    fun (x: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 24 ] [| 19L; 4L; 13L; 4L; 13L; 21L; 22L; 25L; 4L; 19L; 8L; 15L; 11L; 18L; 17L; 21L; 15L; 16L; 26L; 24L; 10L; 17L; 21L; 25L |]) x
        let u1 = Tensor.hardtanh -1.0 1.0 (Tensor.reshape [ 4; 1; 1; 2; 1; 3 ] t1)
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 24 ] [| 16L; 13L; 12L; 13L; 6L; 5L; 20L; 19L; 6L; 4L; 16L; 3L; 2L; 6L; 22L; 18L; 24L; 4L; 8L; 10L; 7L; 13L; 19L; 6L |]) x
        let t3 = Tensor.softplus (Tensor.reshape [ 4; 1; 1; 2; 1; 3 ] t2)
        let t4 = Tensor.softplus (Tensor.square (Tensor.log (1.0 + t3)))
        let t5 = Tensor.expand [ 4; 3; 1; 2; 2; 1; 3 ] (Tensor.sum x)
        let t6 = Tensor.softsign (Tensor.softmax 0 (0.1 * t5))
        let t7 = 1.5 + Tensor.square (Tensor.varOver [ 3 ] t6)
        let t8 = Tensor.cosineSimilarity -2 1e-8 (1.0 + t4) t7
        let t9 = Tensor.maxOver [ 2 ] (Tensor.slice 0 0 3 1 t8)
        (Tensor.unbind 2 t9)[0]

let private program11 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Custom.define "twist" (fun s -> Tensor.sin s[0]) (fun s _ _ -> Scale(Tensor.cos s[0])) [| z |]
        let t2 = (Tensor.ofArray [ 2 ] [| 1.4; -0.7 |]) + 0.137
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) x
        let t4 = -1.0 * (1.0 + Tensor.softplus (Tensor.reshape [] t3))
        let t5 = (Tensor.splitSizes [ 2; 1; 0 ] 0 (Tensor.expand [ 3 ] (Tensor.sum x)))[0]
        let t6 = Tensor.maskedFill (t2 .>= (Tensor.reciprocal t4)) 0.6 t5
        let t7 = Losses.KlDiv(t1, (1.3 + (0.96 * Tensor.tanh t6)), reduction = Reduction.None)
        let t8 = Tensor.stack -1 [ (t7 / (Tensor.ofArray [ 1 ] [| 2.0 |])); x ]
        let f1 (u3: Tensor) : Tensor =
            let t9 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 3L |]) u3
            let t10 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) x
            let t11 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) y
            let t12 = 0.5 + (1.3 * Tensor.tanh (Tensor.reshape [] t11))
            Tensor.lerp t12 (Tensor.reshape [] t9) (Tensor.reshape [] t10)
        Tensor.atan (snd (jvp f1 t8 (Tensor.expand [ 2; 2 ] x)))

let private program12 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 3L |]) x
        let t2 = Tensor.clampMax 0.2 (Tensor.reshape [] t1 / -1.5)
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 5L; 5L |]) y
        let u3 = Tensor.reshape [ 2; 1 ] t3
        let t4 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) u3
        let f1 (u4: Tensor) : Tensor =
            u4
        let t5 = Tensor.atan (diffN 2 f1 (Tensor.reshape [] t4))
        let t6 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) z
        let t7 = Tensor.where ((t2 + 0.137) .> 0.2) t5 (Tensor.reshape [] t6)
        let f2 (u5: Tensor) : Tensor =
            Tensor.layerNorm [ 1; 1; 3 ] (Tensor.asinh (Tensor.expand [ 1; 1; 3 ] u5)) (Tensor.expand [ 1; 1; 3 ] u5) 0.1 (Tensor.expand [ 1; 1; 3 ] u5)
        let t8 = Tensor.fmin (Tensor.atan (diff f2 t7)) (Tensor.expand [ 3; 2; 3 ] z)
        let t9 = 5.5 + (0.26 * Tensor.sin (Tensor.clamp -0.4 2.5 t8))
        let t10 = Tensor.takeFlat (Tensor.ofArray [ 18 ] [| 4L; 1L; 1L; 3L; 0L; 0L; 3L; 0L; 1L; 4L; 5L; 4L; 4L; 0L; 4L; 4L; 0L; 2L |]) y
        let t11 = 0.17 * Tensor.atan (Tensor.reshape [ 3; 2; 3 ] t10)
        let t12 = 1.3 * Tensor.tanh (Tensor.fmod t9 (2.25 + t11))
        Tensor.stdWith 0.0 [ 2 ] false (t12 + (Tensor.ofArray [ 1; 1; 3 ] [| 0.0; 4.0; 0.0 |]))

let private program13 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.softplus (Tensor.expand [ 3; 3 ] (Tensor.sum y))
        let t2 = Tensor.permute [ 1; 0 ] (Tensor.tril 1 (Tensor.log (1.0 + t1)))
        let t3 = Tensor.min (fst (Tensor.minAlong -1 (Tensor.relu t2)))
        let t4 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 6L |]) x
        let f1 (u2: Tensor) : Tensor =
            let u3 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 0L; 0L; 3L |]) y
            let t5 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) y
            Tensor.narrow 0 0 1 t5
        let t6 = snd (vjp f1 (Tensor.reshape [] t4)) (Tensor.expand [ 1 ] (Tensor.sum y))
        let t7 = Custom.define "twist" (fun s -> Tensor.sin s[0]) (fun s _ _ -> Scale(Tensor.cos s[0])) [| (Tensor.tanh t6) |]
        Custom.defineBackward "wave" (fun k s -> k.Save s; s[0] * Tensor.sin s[1]) (fun k c -> [| c * Tensor.sin k.Saved[1]; c * k.Saved[0] * Tensor.cos k.Saved[1] |]) [| (Tensor.mul t3 t7); (Tensor.sum x) |]

let private program14 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.tanh (Tensor.glu -2 (Tensor.expand [ 4; 1 ] x))
        let t2 = Tensor.softplus (Tensor.tanhshrink (Tensor.sinh t1))
        let t3 = Tensor.stdWith 0.0 [ 0 ] false ((Tensor.normalize 2.0 -2 1e-12 (1.0 + t2)) + (Tensor.ofArray [ 2; 1 ] [| 0.0; 4.0 |]))
        let t4 = Tensor.log1p (1.74 + Tensor.square (Tensor.expand [ 3 ] y))
        let t5 = Tensor.index (Tensor.ofArray [ 1 ] [| 0L |]) (Tensor.digamma t4)
        Losses.BinaryCrossEntropyWithLogits((Tensor.softsign t3), (0.5 + (0.43 * Tensor.atan t5)), reduction = Reduction.None)

let private program15 =
    fun (x: Tensor) ->
        let t1 = 0.76 * Tensor.atan (Tensor.expand [ 2; 2 ] x)
        let t2 = 1.0 + Tensor.softplus (Tensor.expand [ 2; 2 ] x)
        let t3 = Tensor.select 0 1 (Tensor.pow (1.58 + t1) (Tensor.lgamma t2))
        let t4 = Tensor.gather -1 (Tensor.ofArray [ 1 ] [| 1L |]) t3
        let t5 = Tensor.maskedSelect ((Tensor.ofArray [ 1 ] [| 1L |]) .> 0.5) (Tensor.expand [ 1 ] x)
        let t6 = Losses.L1(t4, (Tensor.cos (Tensor.fmin t5 x)), reduction = Reduction.Mean)
        Tensor.trunc (t6 + 0.137)

let private program16 =
    fun (x: Tensor) ->
        let t1 = Tensor.maskedFill ((Tensor.expand [ 1 ] (Tensor.sum x) + 0.137) .>= (Tensor.ofArray [ 1 ] [| -1.6 |])) 0.6 (Tensor.expand [ 1 ] (Tensor.sum x))
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 2L; 2L |]) x
        let f1 (u1: Tensor) : Tensor =
            let t3 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) u1
            let t4 = Custom.defineBackward "wave" (fun k s -> k.Save s; s[0] * Tensor.sin s[1]) (fun k c -> [| c * Tensor.sin k.Saved[1]; c * k.Saved[0] * Tensor.cos k.Saved[1] |]) [| (Tensor.reshape [] t3); (Tensor.sum u1) |]
            (t4 + 0.137) % -1.3
        let t5 = Tensor.indexSelect 0 (Tensor.ofArray [ 3 ] [| 1L; 1L; 1L |]) (Tensor.tanh (jacobianReverse f1 t2))
        let t6 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) x
        let t7 = Tensor.where ((Tensor.expand [ 1 ] (Tensor.sum x) + 0.137) .< (Tensor.cast DType.Float64 (Tensor.mish t1))) t5 (Tensor.reshape [] t6)
        let t8 = Tensor.takeAlong 0 (Tensor.ofArray [ 3 ] [| 1L; 1L; 2L |]) t7
        fst (Tensor.medianAlong 0 t8)

let private program17 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.get [ At.Index 1; At.Ellipsis; At.NewAxis ] (Tensor.ofArray [ 3; 3; 1 ] [| 0.8; -0.3; -1.8; -0.8; 0.4; 0.6; -0.3; -0.6; 1.8 |])
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 7L; 1L; 3L |]) x
        let t3 = Tensor.tensordotAxes [ 0 ] [ -1 ] t2 (Tensor.expand [ 3; 1; 3; 3 ] x)
        let t4 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 6L; 0L; 2L |]) y
        let t5 = Tensor.softplus (Tensor.reshape [ 3; 1; 1 ] t4)
        let t6 = Tensor.xlogy (1.0 + Tensor.softplus t3) (1.0 + t5)
        let t7 = Losses.KlDiv((Tensor.expand [ 3; 1; 3 ] t1), (1.3 + (0.96 * Tensor.tanh t6)), reduction = Reduction.None)
        let t8 = Tensor.logSoftmax -3 (Tensor.cumprod 0 (Tensor.sin t7))
        Tensor.squeezeAxes [ 1 ] (Tensor.asin (0.68 * Tensor.atan t8))

let private program18 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let f1 (u3: Tensor) : Tensor =
            let t1 = 1.0 + Tensor.softplus (Tensor.expand [ 1 ] u3)
            Tensor.xlogy (1.5 + Tensor.square y) t1
        let t2 = jacobianReverse f1 (Tensor.ofArray [] [| -0.1 |])
        let t3 = (Tensor.meshgrid [ (Tensor.cumsum 0 (Tensor.erf z)); (Tensor.atan t2) ])[0]
        let t4 = Tensor.prelu (1.38 * Tensor.atan x) (Tensor.expand [ 3; 3 ] x)
        let t5 = Tensor.varWith 0.0 [ 0 ] false ((1.2 / (1.5 + Tensor.square t3)) * t4)
        Tensor.flip [ 0 ] (Tensor.asinh t5)

let private program19 =
    fun (x: Tensor) ->
        let t1 = Tensor.atanh (0.78 * Tensor.atan (Tensor.erfc x))
        let f1 (u1: Tensor) : Tensor =
            let f2 (u2: Tensor) : Tensor =
                (1.58 + (0.79 * Tensor.atan u2)) ** 0.0
            let t2 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) x
            let f3 (u3: Tensor) : Tensor =
                let t3 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) u3
                Tensor.threshold 0.4 -0.2 (Tensor.reshape [] t3 + 0.137)
            let t4 = snd (jvp f3 x (Tensor.tensordot 0 u1 (Tensor.reshape [] t2)))
            let t5 = Tensor.atan (grad f2 (Tensor.sum u1)) - Tensor.tanh t4
            let t6 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) u1
            let f4 (u4: Tensor) : Tensor =
                Tensor.squeeze (Tensor.expand [ 1 ] u4)
            let t7 = Tensor.atan (snd (vjp f4 t5) (Tensor.reshape [] t6))
            Tensor.relu t7
        Tensor.sigmoid (Tensor.atan (jacobianReverse f1 t1))

let private program20 =
    fun (x: Tensor) ->
        let t1 = Tensor.logAddExp (Tensor.sum x) (Tensor.Pow(2.0, (Tensor.neg (Tensor.sum x))))
        Tensor.hardtanh -1.0 1.0 t1

let private program21 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) x
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) x
        let t3 = Tensor.atan (Tensor.expand [ 1 ] (Tensor.sum x))
        let t4 = Losses.KlDiv((Tensor.expand [ 1 ] (Tensor.sum z)), (1.3 + (0.68 * t3)), reduction = Reduction.None)
        let t5 = Tensor.tanh (Tensor.stack 0 [ t1; (t2 - 1.2); t4 ])
        let t6 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 1L; 1L; 0L |]) x
        let t7 = Tensor.pow (1.58 + (0.96 * t5)) (Tensor.asinh (Tensor.reshape [ 1; 3; 1 ] t6))
        let t8 = (Tensor.splitSizes [ 0; 1; 2 ] 1 (Tensor.nanToNumWith 0.0 1.0 -1.0 t7))[2]
        Tensor.softplusWith 2.0 20.0 t8

let private program22 =
    fun (x: Tensor) ->
        let t1 = Tensor.maximum (Tensor.reshape [] x) (Tensor.reshape [] x)
        let t2 = Tensor.get [ At.Index 0; At.Ellipsis; At.NewAxis ] (Tensor.expand [ 1; 0 ] x)
        let t3 = 5.5 + (0.26 * Tensor.tanh (Tensor.reshape [] x))
        let t4 = 2.25 + (0.17 * Tensor.atan (Tensor.reshape [] x))
        let t5 = Tensor.tanh (Tensor.tensordot 0 t2 (Tensor.fmod t3 t4))
        let u1 = Tensor.prodOver [ -2; 1 ] (Tensor.asin (0.86 * t5))
        let t6 = Tensor.polygamma 2 (1.0 + Tensor.softplus u1)
        -1.5 - Tensor.div t1 (1.5 + Tensor.square t6)

let private program23 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.softplus (Tensor.expand [ 1 ] (Tensor.sum x))
        let u3 = Tensor.expand [ 2 ] (Tensor.sum x) / (1.0 + t1)
        let f1 (u4: Tensor) : Tensor =
            let t2 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) u4
            let t3 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) u4
            Tensor.maximum (Tensor.squeeze t2) (Tensor.reshape [] t3)
        let t4 = fst (Tensor.maxAlong 0 (Tensor.atan (hessian f1 u3)))
        let t5 = 1.0 + Tensor.softplus (Tensor.prodKeep [ 0 ] t4)
        Tensor.asinh (Tensor.sqrt t5)

let private program24 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 4 ] [| 0L; 2L; 1L; 0L |]) y
        let t2 = Tensor.add (Tensor.expand [ 1; 1; 1; 3 ] y) (Tensor.reshape [ 2; 2; 1; 1 ] t1)
        let t3 = Tensor.add t2 (Tensor.expand [ 2; 2; 1; 3 ] y)
        let u2 = Tensor.expand [ 2; 1; 1; 3 ] x
        let t4 = Losses.BinaryCrossEntropyWithLogits(u2, (0.5 + (0.34 * Tensor.atan u2)), reduction = Reduction.None)
        let t5 = Tensor.expand [ 2; 2; 2; 1 ] (Tensor.sum x) *@ Tensor.asinh (Tensor.sub t3 t4)
        let t6 = Tensor.stdKeep [ 0; -3 ] ((0.84 * Tensor.atan t5) + (Tensor.ofArray [ 2; 2; 1; 1 ] [| 0.0; 4.0; 4.0; 0.0 |]))
        Tensor.logSumExpKeep [ -2 ] (Tensor.squeezeAxes [ 1 ] t6)

let private program25 =
    fun (x: Tensor) ->
        let f1 (u1: Tensor) : Tensor =
            Tensor.neg (Tensor.acosh (1.95 + Tensor.softplus x))
        let t1 = jacobianForward f1 (Tensor.ofArray [ 1; 3 ] [| 0.5; -0.7; 0.9 |])
        let t2 = Losses.Nll((Tensor.tanh t1), (Tensor.ofArray [ 1 ] [| 2L |]), reduction = Reduction.Sum)
        Tensor.cos (Tensor.leakyRelu 0.3 t2 * x)

let private program26 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.permute [ 0 ] (Tensor.reshape [ 2 ] y)
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 0L; 0L |]) x
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) y
        let t4 = Tensor.hypot t2 (1.5 + Tensor.square (Tensor.reshape [] t3))
        let t5 = Tensor.softsign (Tensor.hardswish (Tensor.reshape [ 1 ] x))
        let t6 = Tensor.takeAlong 0 (Tensor.ofArray [ 1 ] [| 0L |]) (Tensor.lerp t5 t1 (Tensor.asinh t4))
        let t7 = Custom.define "twist" (fun s -> Tensor.sin s[0]) (fun s _ _ -> Scale(Tensor.cos s[0])) [| t6 |]
        let t8 = Tensor.minimum (Tensor.diagEmbed t7) (Tensor.expand [ 1; 1 ] (Tensor.sum y))
        Tensor.selu t8

let private program27 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 24 ] [| 2L; 1L; 1L; 0L; 2L; 2L; 1L; 2L; 2L; 2L; 2L; 2L; 2L; 2L; 1L; 0L; 0L; 1L; 2L; 1L; 0L; 1L; 0L; 2L |]) z
        let f1 (u3: Tensor) : Tensor =
            let t2 = 0.1 * Tensor.expand [ 1; 2; 2; 3 ] (Tensor.sum x)
            let f2 (u4: Tensor) : Tensor =
                let t3 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 4L |]) u4
                Tensor.reshape [] t3
            let t4 = hvp f2 t2 (Tensor.ofArray [ 1; 2; 2; 3 ] [| 0.5; 0.1; -1.9; 1.8; -0.3; 1.5; -0.6; -0.7; 0.1; -1.1; -0.5; 1.2 |])
            Tensor.tanh t4
        let t5 = snd (jvp f1 (Tensor.reshape [ 3 ] z) (Tensor.reshape [ 3 ] z))
        let t6 = (Tensor.tanh t5)[0] *@ (Tensor.ofArray [ 3 ] [| 2.0; 1.0; 0.4 |])
        let f3 (u5: Tensor) : Tensor =
            let t7 = 1.0 + Tensor.softplus (Tensor.expand [ 2 ] u5)
            let t8 = Tensor.atan2 (0.1 * Tensor.expand [ 2 ] (Tensor.sum x)) t7
            Tensor.threshold 0.4 -0.2 (t8 + 0.137)
        let t9 = Tensor.atan (jacobianReverse f3 (0.1 * Tensor.sum x))
        let t10 = Tensor.linear t6 t9 (Tensor.reshape [ 4; 3; 2 ] t1)
        let t11 = Tensor.gather -1 (Tensor.ofArray [ 3; 3; 3 ] [| 1L; 0L; 0L; 1L; 0L; 1L; 0L; 0L; 0L; 1L; 1L; 0L; 1L; 1L; 1L; 0L; 1L; 1L; 1L; 0L; 0L; 1L; 0L; 0L; 0L; 1L; 1L |]) (Tensor.asinh t10)
        let t12 = Tensor.atan (Tensor.cumprod -2 (Tensor.asinh t11))
        (5.5 + (0.26 * Tensor.tanh y)) % (2.25 + (0.14 * t12))

let private program28 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.logSoftmax -1 (Tensor.ofArray [ 2; 3 ] [| 0.9; -1.7; -1.0; -1.8; -1.3; -2.0 |])
        Tensor.linear (Tensor.expand [ 1; 2 ] y) null (Tensor.gelu (Tensor.matrixTranspose t1))

let private program29 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 3L |]) x
        let t2 = Tensor.tanh (Tensor.expand [ 1; 1; 1; 1; 1 ] t1)
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 9 ] [| 14L; 21L; 25L; 8L; 2L; 6L; 19L; 9L; 22L |]) x
        let t4 = Tensor.sin (Tensor.expand [ 1; 1; 1; 1; 9 ] t3)
        let t5 = (Tensor.chunk 3 4 (Tensor.pow (1.58 + (0.96 * t2)) t4))[0]
        let t6 = Tensor.embedding (Tensor.ofArray [ 3 ] [| 0L; 0L; 0L |]) (fst (Tensor.minAlong 0 (Tensor.gelu t5)))
        Tensor.flattenAxes 2 3 (Tensor.silu t6)

let private program30 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.indexSelect 0 (Tensor.ofArray [ 3 ] [| 0L; 1L; 0L |]) (Tensor.ofArray [ 2; 2; 3 ] [| 0.7; 0.8; 1.8; -2.0; -0.6; 1.2; 0.0; 1.6; -0.6; 0.6; -0.7; -1.9 |])
        let u3 = Tensor.asinh (Tensor.expand [ 1 ] (Tensor.sum z))
        let t2 = Tensor.triu 0 (Tensor.mul (Tensor.expand [ 3; 1; 3 ] u3) z)
        let t3 = Tensor.mul (Tensor.atan t2) (Tensor.ofArray [ 3; 2; 3 ] [| -0.5; -1.9; -1.2; 2.0; -1.9; 0.6; 0.8; 1.2; -0.9; 1.2; 1.6; -1.5; -2.0; 0.7; 0.6; -1.3; -1.0; 1.8 |])
        let t4 = 2.25 + (0.21 * Tensor.sin (Tensor.ceil (t3 + 0.137)))
        let t5 = Tensor.atan (Tensor.ofArray [ 3; 2; 3 ] [| -0.9; 0.1; 0.3; -1.5; 0.0; 1.8; -1.2; 0.5; 1.3; 1.5; -0.7; -0.5; 2.0; -0.7; -1.0; -0.2; 1.5; -1.5 |])
        let t6 = Losses.BinaryCrossEntropy((0.5 + (0.34 * Tensor.atan z)), (0.5 + (0.39 * t5)), reduction = Reduction.None)
        Losses.Mse(((5.5 + (0.23 * Tensor.atan t1)) % t4), t6, reduction = Reduction.None)

let private program31 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 1L; 1L |]) x
        let u2 = (Tensor.ofArray [] [| 1.2 |])
        let t2 = 0.43 * Tensor.tanh (Tensor.expand [ 2; 3 ] u2)
        let t3 = Losses.CrossEntropy((Tensor.expand [ 2; 3 ] u2), (0.5 + t2), labelSmoothing = 0.1)
        let t4 = Tensor.broadcastTo [] (Tensor.hardsigmoid t3)
        let t5 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) x
        let t6 = Tensor.scatterAdd -1 (Tensor.ofArray [ 1 ] [| 0L |]) (Tensor.prelu t4 t5) t1
        let t7 = Tensor.takeFlat (Tensor.ofArray [ 18 ] [| 0L; 1L; 0L; 0L; 3L; 2L; 0L; 0L; 2L; 1L; 1L; 3L; 1L; 1L; 2L; 2L; 3L; 1L |]) x
        let t8 = 0.1 * Tensor.sum (Tensor.reshape [ 2; 3; 3 ] t7)
        fst (Tensor.minAlong 0 t6) * t8

let private program32 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = fst (Tensor.medianAlong -1 (Tensor.reshape [ 3 ] x))
        let f1 (u2: Tensor) : Tensor =
            let u3 = Tensor.expand [ 2; 3 ] (Tensor.sum y)
            let t2 = Tensor.takeFlat (Tensor.ofArray [ 0 ] ([||]: int64[])) x
            Tensor.swapAxes 1 -2 (Tensor.expand [ 4; 0 ] t2)
        let t3 = Tensor.tanh (diff f1 (Tensor.fmin (Tensor.sum x) t1))
        let t4 = Losses.SmoothL1((Tensor.expand [ 0; 2 ] (Tensor.sum x)), (Tensor.narrow 1 1 2 t3), 0.5, reduction = Reduction.None)
        let t5 = Custom.define "twist" (fun s -> Tensor.sin s[0]) (fun s _ _ -> Scale(Tensor.cos s[0])) [| ((Tensor.split 2 1 t4)[0]) |]
        Tensor.normKeep [ -1 ] (1.0 + Tensor.softplus t5)

let private program33 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.atan (Tensor.expand [ 1; 1; 1 ] (Tensor.sum y))
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 2L |]) y
        let t3 = 1.5 + Tensor.square (Tensor.expand [ 1; 1; 1 ] t2)
        let t4 = Tensor.xlogy (1.5 + (0.65 * t1)) t3 + Tensor.expand [ 1; 1; 1 ] (Tensor.sum y)
        let t5 = Tensor.celu 0.5 (Tensor.hardtanh -0.4 2.5 t4)
        let t6 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) y
        let t7 = Tensor.addScaled 0.3 t5 (Tensor.expand [ 1; 1; 1 ] t6)
        fst (Tensor.sort 1 t7)

let private program34 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.logSigmoid (Tensor.expand [ 0 ] (Tensor.sum x))
        let t2 = Tensor.cat 0 [ (Tensor.reshape [ 1 ] x); t1; (Tensor.reshape [ 1 ] x) ]
        let t3 = Losses.MarginRanking((Tensor.expand [ 1; 4 ] x), (Tensor.expand [ 1; 4 ] x), (Tensor.tanh (Tensor.expand [ 1; 4 ] x)), 0.3, reduction = Reduction.None)
        let t4 = Tensor.pow (1.58 + (0.68 * Tensor.atan t3)) (0.1 * Tensor.expand [ 1; 4 ] x)
        let t5 = Losses.SoftMargin((fst (Tensor.cummin 0 t4)), (Tensor.expand [ 1; 4 ] y), reduction = Reduction.None)
        let t6 = Losses.Nll(t5, (Tensor.ofArray [ 1 ] [| 0L |]), reduction = Reduction.Sum)
        Tensor.sub (Tensor.atan (Tensor.var t2)) t6

let private program35 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.sign (Tensor.expand [ 3; 5; 2 ] z + 0.137)
        let t2 = Tensor.indexSelect 2 (Tensor.ofArray [ 2 ] [| 0L; 1L |]) t1
        let t3 = Tensor.softplus (Tensor.narrow 0 2 2 (t2[2]))
        let t4 = Tensor.broadcastTo [ 2 ] (Tensor.normWith 1.0 [ 0 ] false (1.0 + t3))
        let t5 = Tensor.gather 0 (Tensor.ofArray [ 3 ] [| 1L; 1L; 0L |]) t4
        Tensor.stdOver [ 0 ] ((0.96 * Tensor.atan t5) + (Tensor.ofArray [ 3 ] [| 0.0; 4.0; 0.0 |]))

let private program36 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.threshold 0.4 -0.2 (Tensor.expand [ 4; 2; 2 ] x + 0.137)
        let t2 = 0.76 * Tensor.atan (Tensor.expand [ 2; 2; 2; 2 ] x)
        let t3 = Losses.KlDiv((Tensor.unflatten 0 [ 2; 2 ] t1), (1.3 + t2), reduction = Reduction.None)
        let t4 = Tensor.maxKeep [ 0 ] (Tensor.maxOver [ 0 ] t3)
        Tensor.mean t4

let private program37 =
    fun (x: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 4L |]) x
        let f1 (u1: Tensor) : Tensor =
            Tensor.lerp (0.5 + (1.29 * Tensor.tanh u1)) u1 u1
        let t2 = laplacian f1 (Tensor.neg (Tensor.reshape [] t1 * 2.0))
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) x
        let t4 = Tensor.expm1 (Tensor.asinh (Tensor.reshape [] t3))
        let f2 (u2: Tensor) : Tensor =
            let t5 = Tensor.takeFlat (Tensor.ofArray [ 0 ] ([||]: int64[])) x
            let t6 = Tensor.tensordot 2 (Tensor.expand [ 2; 1; 1 ] u2) (Tensor.expand [ 1; 1; 0 ] t5)
            let t7 = Tensor.cat 1 [ t6; (Tensor.expand [ 2; 1 ] u2) ]
            let t8 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 3L; 2L |]) x
            let t9 = Losses.Mse((Tensor.asinh t7), (Tensor.reshape [ 2; 1 ] t8), reduction = Reduction.None)
            Tensor.cumprod 0 (2.6 * Tensor.tanh t9)
        let t10 = Tensor.tanh (laplacian (f2 >> Tensor.sum) t4)
        let t11 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 4L |]) x
        Tensor.where ((Tensor.tanh t2 + 0.137) .> 0.2) t10 (Tensor.reshape [] t11)

let private program38 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = fst (Tensor.cummin -2 (Tensor.reshape [ 1; 2; 1; 2 ] x))
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 6 ] [| 0L; 2L; 3L; 0L; 2L; 3L |]) x
        let t3 = Tensor.minOver [ 2 ] (Tensor.reshape [ 1; 2; 3 ] t2)
        let t4 = Custom.define "twist" (fun s -> Tensor.sin s[0]) (fun s _ _ -> Scale(Tensor.cos s[0])) [| t3 |]
        let t5 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) x
        let f1 (u3: Tensor) : Tensor =
            let f2 (u4: Tensor) : Tensor =
                Tensor.logSigmoid (Tensor.ofArray [ 3; 3 ] [| 0.8; 1.0; 0.4; 1.7; 1.5; -0.7; -1.6; -1.2; 1.6 |])
            Tensor.atan (divergence f2 (Tensor.expand [ 3; 3 ] u3))
        let u5 = Tensor.atan (diff f1 (Tensor.reshape [] t5))
        let t6 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 2L; 2L |]) y
        let t7 = Tensor.cast DType.Float64 (Tensor.reshape [ 1; 2; 1; 1 ] t6)
        let t8 = Custom.define "twist" (fun s -> Tensor.sin s[0]) (fun s _ _ -> Scale(Tensor.cos s[0])) [| t7 |]
        let t9 = Tensor.add (Tensor.atan2 t1 (1.0 + Tensor.softplus t4)) t8
        Tensor.meanOver [ 0; -2 ] (Tensor.cosh t9)

let private program39 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = fst (Tensor.topk 5 0 (Tensor.expand [ 6 ] y))
        let t2 = 1.0 + Tensor.softplus (Tensor.expand [ 1 ] y)
        let t3 = Tensor.fmax (Tensor.add t1 y) (Tensor.log2 t2)
        fst (Tensor.topkWith 3 -1 false t3)

let private program40 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Custom.define "twist" (fun s -> Tensor.sin s[0]) (fun s _ _ -> Scale(Tensor.cos s[0])) [| (Tensor.expand [ 1 ] x) |]
        Tensor.median t1

let private program41 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let u3 = (Tensor.meshgrid [ (Tensor.expand [ 1 ] (Tensor.sum z)); (Tensor.reshape [ 3 ] x) ])[1]
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 2L; 1L |]) u3
        let t2 = Tensor.diagEmbedWith 1 1 2 (Tensor.expand [ 1; 2 ] t1)
        let t3 = Tensor.stdOver [ 2 ] ((1.29 * Tensor.tanh t2) + (Tensor.ofArray [ 1; 1; 3 ] [| 0.0; 4.0; 0.0 |]))
        Tensor.clampMin 0.2 (t3 + -1.5)

let private program42 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = (Tensor.ofArray [ 2; 2; 2 ] [| 1.4; -2.0; 0.2; 0.4; -0.4; -0.8; -1.8; -1.8 |]) + 0.137
        let t2 = Tensor.where (t1 .< (Tensor.expand [ 2; 1; 2 ] x)) (Tensor.ofArray [ 2; 2 ] [| -1.5; 0.5; 1.8; -1.5 |]) (Tensor.expand [ 2; 1; 2 ] x)
        let t3 = Tensor.acos (0.86 * Tensor.sin (Tensor.geluTanh t2))
        let t4 = Tensor.slice 0 0 1 1 (Tensor.meanKeep [ -3; -1 ] t3)
        Tensor.slice -2 1 2 1 t4

let private program43 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = fst (Tensor.topk 1 -3 (Tensor.expand [ 0; 1; 3; 1 ] y))
        let t2 = Tensor.diagonalWith -1 -2 -1 (Tensor.diagonal t1)
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 0 ] ([||]: int64[])) x
        let t4 = Tensor.sumOver [ 2 ] (Tensor.expand [ 3; 0; 0 ] t3)
        let t5 = Losses.Huber(t2, t4, 1.5, reduction = Reduction.None)
        Tensor.sumKeep [ 1 ] t5

let private program44 =
    fun (x: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 4 ] [| 0L; 1L; 1L; 1L |]) x
        let t2 = Tensor.softmax 3 (Tensor.reshape [ 4; 1; 1; 1 ] t1)
        let u1 = Tensor.flattenAxes 2 3 t2
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 4 ] [| 1L; 2L; 1L; 0L |]) x
        let t4 = Tensor.minKeep [ 2 ] (Tensor.reshape [ 4; 1; 1 ] t3)
        fst (Tensor.topkWith 3 0 false (Tensor.sinc t4))

let private program45 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.roll [ -3; -2 ] [ 0; 1 ] (Tensor.ofArray [ 3; 3 ] [| -1.0; -2.0; -0.2; -0.2; 1.1; -0.3; 1.4; -1.5; 0.2 |])
        let t2 = Tensor.sqrt (1.5 + Tensor.square ((t1 + 0.137) % 0.7))
        let f1 (u2: Tensor) : Tensor =
            let t3 = Tensor.minimum (Tensor.expand [ 1; 1; 1; 3 ] (Tensor.sum y)) (Tensor.expand [ 1; 1; 1; 3 ] x)
            let t4 = Losses.SmoothL1(t3, (Tensor.expand [ 1; 1; 1; 3 ] u2), 0.5, reduction = Reduction.None)
            Tensor.meanOver [ -1 ] t4
        Tensor.atan (diff f1 (Tensor.norm t2))

let private program46 =
    fun (x: Tensor) (y: Tensor) ->
        let u2 = Losses.MultiMargin((Tensor.silu (Tensor.expand [ 2; 3 ] x)), (Tensor.ofArray [ 2 ] [| 2L; 1L |]), reduction = Reduction.Sum)
        Tensor.exp2 (0.1 * Tensor.softplusWith 0.5 20.0 u2)

let private program47 =
    fun (x: Tensor) (y: Tensor) ->
        let u2 = Tensor.expand [ 1; 3 ] (Tensor.sum y)
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 36 ] [| 0L; 1L; 1L; 0L; 1L; 1L; 1L; 2L; 1L; 0L; 1L; 1L; 2L; 0L; 0L; 2L; 2L; 0L; 2L; 2L; 2L; 1L; 0L; 1L; 1L; 0L; 0L; 0L; 2L; 1L; 0L; 0L; 2L; 2L; 0L; 2L |]) u2
        let t2 = Tensor.reshape [ 3; 1; 2; 1; 3; 2 ] t1 * Tensor.expand [ 3; 1; 2; 1; 1; 2 ] x
        let t3 = Tensor.stack 1 [ (Tensor.ofArray [ 1; 3 ] [| 2.0; -1.3; -2.0 |]) ]
        let t4 = Tensor.gather 0 (Tensor.ofArray [ 3; 1; 2 ] [| 0L; 0L; 0L; 0L; 0L; 0L |]) t3
        let u3 = Tensor.softshrink 0.3 (Tensor.max t4)
        let t5 = fst (Tensor.topkWith 1 1 false (Tensor.expand [ 1; 3; 1 ] u3))
        let t6 = Tensor.indexSelect 1 (Tensor.ofArray [ 3 ] [| 0L; 0L; 0L |]) t5
        Tensor.einsum "badacd,aca->ab" [ (Tensor.asinh t2); t6 ]

let private program48 =
    fun (x: Tensor) (y: Tensor) ->
        let u2 = Tensor.trace (Tensor.expand [ 2; 2 ] y)
        let t1 = Tensor.normOver [ 0 ] (Tensor.ofArray [ 1 ] [| 1.4 |])
        let f1 (u3: Tensor) : Tensor =
            let f2 (u4: Tensor) : Tensor =
                let u5 = (Tensor.ofArray [ 1; 2 ] [| -1.2; 1.4 |])
                u5
            let t2 = snd (jvp f2 (Tensor.expand [ 1 ] u3) (Tensor.expand [ 1 ] u2))
            Tensor.silu (Tensor.squeeze (Tensor.tanh t2))
        let t3 = Tensor.cast DType.Float64 (Tensor.tanh (diff f1 t1))
        fst (Tensor.cummin 0 t3)

let private program49 =
    fun (x: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 2L |]) x
        let f1 (u1: Tensor) : Tensor =
            Tensor.select 0 0 (Tensor.ofArray [ 2; 3 ] [| 1.5; 1.4; -1.3; 1.6; 0.5; -1.0 |])
        let t2 = hvp (f1 >> Tensor.sum) (Tensor.expand [ 1; 1; 1 ] t1) (Tensor.expand [ 1; 1; 1 ] (Tensor.sum x))
        let t3 = Tensor.softplus (Tensor.reshape [ 2; 1; 1; 3 ] x)
        let t4 = Tensor.prelu (Tensor.flatten (Tensor.tanh t2)) t3
        let t5 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 2L |]) x
        let t6 = Tensor.asinh (Tensor.expand [ 1; 1; 1 ] (Tensor.sum x))
        let t7 = Tensor.asinh (Tensor.expand [ 1; 1; 1 ] (Tensor.sum x))
        let t8 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 3L |]) x
        let t9 = 1.29 * Tensor.sin (Tensor.expand [ 1; 1; 1 ] t8)
        let t10 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 3L |]) x
        let t11 = Tensor.lerp (0.5 + t9) t6 t7 - Tensor.expand [ 1; 1; 1; 1 ] t10
        let t12 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 2L |]) x
        let t13 = Tensor.atan (Tensor.expand [ 1; 1; 1; 1 ] t12)
        let t14 = Tensor.lerp (0.5 + (1.03 * t13)) (Tensor.expand [ 1; 1; 1; 1 ] t5) (Tensor.atan t11)
        let t15 = Tensor.maximum t14 (Tensor.ofArray [ 1; 1; 3 ] [| 0.6; 0.3; 0.9 |])
        Tensor.flattenAxes 2 3 (0.1 * Tensor.cross 3 t4 t15)

let private program50 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 0 ] ([||]: int64[])) x
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 0 ] ([||]: int64[])) y
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 12 ] [| 3L; 1L; 4L; 2L; 3L; 2L; 3L; 1L; 1L; 4L; 4L; 3L |]) y
        let t4 = Tensor.cat -3 [ (Tensor.reshape [ 0; 3; 2 ] t1); (Tensor.reshape [ 0; 3; 2 ] t2); (Tensor.reshape [ 2; 3; 2 ] t3) ]
        let t5 = Custom.define "twist" (fun s -> Tensor.sin s[0]) (fun s _ _ -> Scale(Tensor.cos s[0])) [| (fst (Tensor.maxAlong 0 t4)) |]
        let f1 (u2: Tensor) : Tensor =
            let t6 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 3L; 3L; 5L |]) y
            let t7 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 4L; 5L; 2L |]) u2
            let t8 = Tensor.elu 1.3 (Tensor.logAddExp t6 t7) - 0.3
            Tensor.roll [ 2 ] [] t8
        let t9 = hvp (f1 >> Tensor.sum) t5 (Tensor.reshape [ 3; 2 ] y)
        Tensor.varKeep [ 0; 1 ] (Tensor.tanh t9)

let private program51 =
    fun (x: Tensor) ->
        let t1 = Tensor.softplus (Tensor.expand [ 2; 2; 3 ] x)
        let t2 = Tensor.normWith 3.0 [ 0; 1 ] false (1.0 + t1)
        let t3 = Losses.Mse((Tensor.expand [ 3 ] x), (Tensor.asinh t2), reduction = Reduction.None)
        let t4 = Tensor.nanToNum (Tensor.clampMin -1.0 (Tensor.expand [ 0 ] x))
        let t5 = Tensor.outer (Tensor.sin t3) (Tensor.cat 0 [ t4; (Tensor.expand [ 0 ] x) ])
        Tensor.prod (Tensor.asinh t5)

let private program52 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 2L; 1L |]) x
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) x
        let t3 = Tensor.softplus (Tensor.expand [ 1; 1; 1; 1 ] t2)
        let t4 = 1.5 + Tensor.square (Tensor.expand [ 1; 1; 1 ] y)
        let t5 = Tensor.flattenAxes 1 2 (Tensor.xlogy (1.0 + t3) t4)
        let t6 = Custom.define "twist" (fun s -> Tensor.sin s[0]) (fun s _ _ -> Scale(Tensor.cos s[0])) [| (Tensor.expand [ 2; 1 ] y) |]
        let t7 = Tensor.linear (Tensor.ofArray [ 1; 1 ] [| -1.1 |]) (t6[1]) (0.1 * Tensor.hardshrink 0.3 (t5 + 0.137))
        Tensor.cat -1 [ (Tensor.stack -2 [ (Tensor.relu6 t1) ]); (Tensor.reshape [ 1; 1 ] t7) ]

let private program53 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.slice 1 1 3 1 (Tensor.expand [ 1; 3 ] x)
        let u2 = Tensor.add (Tensor.expand [ 2; 1 ] y) t1
        let t2 = Tensor.tanh (Tensor.ofArray [ 3; 3; 2 ] [| 1.1; 0.2; 1.4; 1.5; -0.7; 1.3; -1.9; 2.0; 1.7; 0.0; 1.7; -1.0; 1.9; -1.2; 0.7; 0.7; -1.8; 0.6 |])
        Tensor.std ((1.3 * t2) + (Tensor.ofArray [ 3; 3; 2 ] [| 0.0; 4.0; 4.0; 0.0; 0.0; 4.0; 4.0; 0.0; 0.0; 4.0; 4.0; 0.0; 0.0; 4.0; 4.0; 0.0; 0.0; 4.0 |]))

let private program54 =
    fun (x: Tensor) ->
        let t1 = Tensor.minimum (Tensor.reshape [ 3; 2 ] x) (Tensor.reshape [ 3; 2 ] x)
        let f1 (u1: Tensor) : Tensor =
            let t2 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 5L |]) u1
            fst (Tensor.maxAlong -1 t2)
        let t3 = hvp f1 (Tensor.reshape [ 3; 2 ] x) (Tensor.floor (t1 + 0.137))
        Tensor.fmax (Tensor.tanh t3) (Tensor.reshape [ 3; 2 ] x)

let private program55 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.max (Tensor.expand [ 2; 3 ] (Tensor.sum x))
        let f1 (u2: Tensor) : Tensor =
            let t2 = Tensor.exp2 (0.1 * Tensor.expand [ 2; 3; 2; 1 ] u2)
            let u3 = Tensor.prodOver [ -3 ] (Tensor.cos t2)
            Tensor.add u3 (Tensor.reshape [ 2; 2; 1 ] x)
        let f2 (u4: Tensor) : Tensor =
            let u5 = x
            let u6 = u4
            Tensor.squeeze (Tensor.expand [ 1 ] u6)
        let t3 = jacobianReverse f2 (Tensor.logSumExp (Tensor.atan (diff f1 t1)))
        Tensor.atanh (0.55 * Tensor.atan t3)

let private program56 =
    fun (x: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 12 ] [| 1L; 2L; 2L; 1L; 0L; 1L; 1L; 0L; 2L; 1L; 0L; 0L |]) x
        let t2 = Tensor.matmul (Tensor.reshape [ 2; 2; 3 ] t1) (Tensor.reshape [ 3 ] x)
        let t3 = Tensor.minimum t2 (Tensor.expand [ 2; 2 ] (Tensor.sum x))
        let t4 = Tensor.takeFlat (Tensor.ofArray [ 0 ] ([||]: int64[])) x
        let t5 = Tensor.cat -2 [ (Tensor.reshape [ 0; 1 ] t4); (Tensor.ofArray [ 2; 1 ] [| 1.8; 0.7 |]) ]
        let t6 = Tensor.takeFlat (Tensor.ofArray [ 4 ] [| 1L; 2L; 2L; 1L |]) x
        let t7 = Tensor.tile [ 2 ] t5 *@ Tensor.reshape [ 2; 2 ] t6
        Losses.Huber((Tensor.matrixPower 1 (0.84 * Tensor.atan t3)), t7, 1.5, reduction = Reduction.Sum)

let private program57 =
    fun (x: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 1L; 1L |]) x
        let f1 (u1: Tensor) : Tensor =
            (Tensor.ofArray [ 3 ] [| 1.3; -0.5; 0.7 |]) + 0.3
        let t2 = snd (jvp f1 (Tensor.expand [ 1; 2 ] (Tensor.sum x)) (Tensor.expand [ 1; 2 ] t1))
        let f2 (u2: Tensor) : Tensor =
            let f3 (u3: Tensor) : Tensor =
                Tensor.prodKeep [ 0 ] (2.59 * Tensor.tanh (Tensor.expand [ 1 ] u3))
            let t3 = Tensor.cumprod -1 (Tensor.ofArray [ 1 ] [| -1.9 |])
            Tensor.lerp (0.5 + (1.19 * Tensor.atan t3)) (Tensor.tanh (diff f3 (Tensor.sum x))) x
        let t4 = Tensor.addScaled 2.0 x (Tensor.atan (curl f2 (Tensor.atan t2)))
        Tensor.stdKeep [ -1 ] ((0.91 * Tensor.atan t4) + (Tensor.ofArray [ 3 ] [| 0.0; 4.0; 0.0 |]))

/// The programs, each as a function of all its arguments.
let all: (Tensor[] -> Tensor)[] =
    [|
        fun xs -> program0 xs[0] xs[1] xs[2]
        fun xs -> program1 xs[0]
        fun xs -> program2 xs[0] xs[1] xs[2]
        fun xs -> program3 xs[0] xs[1]
        fun xs -> program4 xs[0] xs[1] xs[2]
        fun xs -> program5 xs[0] xs[1] xs[2]
        fun xs -> program6 xs[0] xs[1]
        fun xs -> program7 xs[0]
        fun xs -> program8 xs[0] xs[1] xs[2]
        fun xs -> program9 xs[0] xs[1]
        fun xs -> program10 xs[0]
        fun xs -> program11 xs[0] xs[1] xs[2]
        fun xs -> program12 xs[0] xs[1] xs[2]
        fun xs -> program13 xs[0] xs[1]
        fun xs -> program14 xs[0] xs[1]
        fun xs -> program15 xs[0]
        fun xs -> program16 xs[0]
        fun xs -> program17 xs[0] xs[1] xs[2]
        fun xs -> program18 xs[0] xs[1] xs[2]
        fun xs -> program19 xs[0]
        fun xs -> program20 xs[0]
        fun xs -> program21 xs[0] xs[1] xs[2]
        fun xs -> program22 xs[0]
        fun xs -> program23 xs[0] xs[1] xs[2]
        fun xs -> program24 xs[0] xs[1]
        fun xs -> program25 xs[0]
        fun xs -> program26 xs[0] xs[1]
        fun xs -> program27 xs[0] xs[1] xs[2]
        fun xs -> program28 xs[0] xs[1]
        fun xs -> program29 xs[0] xs[1]
        fun xs -> program30 xs[0] xs[1] xs[2]
        fun xs -> program31 xs[0] xs[1]
        fun xs -> program32 xs[0] xs[1]
        fun xs -> program33 xs[0] xs[1]
        fun xs -> program34 xs[0] xs[1]
        fun xs -> program35 xs[0] xs[1] xs[2]
        fun xs -> program36 xs[0] xs[1] xs[2]
        fun xs -> program37 xs[0]
        fun xs -> program38 xs[0] xs[1] xs[2]
        fun xs -> program39 xs[0] xs[1] xs[2]
        fun xs -> program40 xs[0] xs[1] xs[2]
        fun xs -> program41 xs[0] xs[1] xs[2]
        fun xs -> program42 xs[0] xs[1]
        fun xs -> program43 xs[0] xs[1]
        fun xs -> program44 xs[0]
        fun xs -> program45 xs[0] xs[1]
        fun xs -> program46 xs[0] xs[1]
        fun xs -> program47 xs[0] xs[1]
        fun xs -> program48 xs[0] xs[1]
        fun xs -> program49 xs[0]
        fun xs -> program50 xs[0] xs[1]
        fun xs -> program51 xs[0]
        fun xs -> program52 xs[0] xs[1]
        fun xs -> program53 xs[0] xs[1]
        fun xs -> program54 xs[0]
        fun xs -> program55 xs[0] xs[1]
        fun xs -> program56 xs[0]
        fun xs -> program57 xs[0]
    |]
