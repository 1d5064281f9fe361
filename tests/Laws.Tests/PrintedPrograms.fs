/// Written by ProgramsPrintTests: random programs as they print in F#.
module Functional.Laws.Tests.PrintedPrograms

open Functional

let private program0 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 2L |]) z
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 0 ] ([||]: int64[])) y
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 0 ] ([||]: int64[])) x
        let t4 = Tensor.linear (Tensor.reshape [ 0; 3 ] t2) t3 x
        let t5 = Tensor.cat -1 [ t1; (Tensor.expand [ 0 ] (Tensor.sum y)); t4 ]
        let t6 = Tensor.matmul (Tensor.sin t5) (Tensor.expand [ 3; 1; 3 ] x)
        let t7 = Tensor.embedding (Tensor.ofArray [ 1 ] [| 0L |]) t6
        let t8 = Tensor.maximum z (fst (Tensor.maxAlong -2 t7))
        t8 / 0.3

let private program1 =
    fun (x: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 2L; 0L |]) x
        let t2 = 1.5 + Tensor.square (Tensor.roll [ -1 ] [ 0 ] t1)
        let f1 (u1: Tensor) : Tensor =
            let t3 = Tensor.tanh (Tensor.expand [ 2; 1; 2 ] (Tensor.sum x))
            let t4 = Tensor.asinh (Tensor.prod (2.59 * t3)) + 0.137
            let t5 = 1.5 + Tensor.square (Tensor.hardshrink 0.3 t4)
            let t6 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) x
            Tensor.xlogy t5 (1.0 + Tensor.softplus (Tensor.reshape [] t6))
        let t7 = jacobianReverse f1 (Tensor.normalize 2.0 0 1e-12 t2)
        Tensor.var (Tensor.tile [ 1 ] (Tensor.tanh t7))

let private program2 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.expand [ 3; 4; 2; 2; 1 ] (Tensor.sum x)
        let t2 = Tensor.mul (Tensor.ofArray [ 3; 4; 2; 2; 1 ] [| -0.4; -0.9; -0.3; 0.1; 0.7; -0.4; -1.6; 1.6; 0.2; -0.1; 1.6; -1.2; -1.9; -0.5; -0.3; 1.4; -1.4; -0.4; -1.7; 1.3; -0.5; -1.6; -0.2; -0.4; 0.5; -1.6; 0.0; -0.3; -0.6; -0.7; -2.0; 1.0; 2.0; -1.0; 1.0; -0.8; 1.9; -0.7; -1.5; 1.6; -1.5; 1.4; -1.1; -1.1; -1.7; 1.1; 0.1; 0.4 |]) (0.1 * t1)
        let t3 = Tensor.get [ At.Index 2; At.Ellipsis; At.NewAxis ] t2
        let t4 = Tensor.sumOver [ 1; -2 ] (Tensor.diagonalWith 0 -2 -1 t3)
        let t5 = Tensor.fmax (Tensor.ofArray [ 4; 2 ] [| -1.7; 0.5; -0.3; 0.0; -2.0; -1.1; -2.0; -1.2 |]) t4
        let t6 = Custom.define "twist" (fun s -> Tensor.sin s[0]) (fun s _ _ -> Scale(Tensor.cos s[0])) [| ((Tensor.split 1 0 t5)[2]) |]
        Tensor.erfc t6

let private program3 =
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

let private program4 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) z
        let t2 = Tensor.expand [ 2; 2; 1 ] x - Tensor.expand [ 1; 1; 1; 1 ] t1
        let u3 = (Tensor.meshgrid [ (Tensor.reshape [ 2 ] z); (Tensor.expand [ 1 ] (Tensor.sum x)) ])[0]
        let t3 = Tensor.fmin (Tensor.expand [ 1; 2; 2; 1 ] u3) (Tensor.reshape [ 1; 2; 1; 1 ] u3)
        let t4 = Losses.Huber(t2, (Tensor.abs t3), 1.5, reduction = Reduction.None)
        let t5 = Tensor.acos (0.87 * Tensor.tanh (Tensor.softmax 2 t4))
        Tensor.frac (Tensor.diagonalWith -1 -2 -1 t5 + 0.137)

let private program5 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.repeat [ 1; 1; 1 ] (Tensor.expand [ 1; 3 ] y)
        let f1 (u3: Tensor) : Tensor =
            let t2 = Tensor.takeFlat (Tensor.ofArray [ 4 ] [| 1L; 1L; 2L; 2L |]) u3
            let t3 = Tensor.takeFlat (Tensor.ofArray [ 4 ] [| 1L; 1L; 2L; 1L |]) x
            let t4 = Tensor.atan (Tensor.ofArray [ 2; 2 ] [| -0.8; 2.0; -1.1; 1.0 |])
            let t5 = Tensor.fmax (Tensor.reshape [ 2; 2 ] t3) ((1.58 + (0.86 * t4)) ** 0.5)
            Tensor.atan2 (Tensor.reshape [ 2; 2 ] t2) (Tensor.asinh t5)
        let t6 = Losses.Mse((Tensor.atan (hvp (f1 >> Tensor.sum) t1 x)), x, reduction = Reduction.None)
        (0.1 * t6) ** 0.0

let private program6 =
    fun (x: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) x
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 0L; 1L; 1L |]) x
        let t3 = Tensor.linear (Tensor.reshape [ 3; 1 ] t2) null t1
        let t4 = 1.0 + Tensor.softplus (Tensor.expm1 (0.1 * t3))
        let t5 = Tensor.pad [ 1; 0 ] 0.0 (Tensor.clampMin -1.0 (Tensor.log t4))
        Tensor.outer (Tensor.expand [ 1 ] (Tensor.sum x)) (Tensor.relu6 (Tensor.narrow 0 2 2 t5))

let private program7 =
    fun (x: Tensor) ->
        let t1 = Losses.CrossEntropy((Tensor.ofArray [ 3; 2 ] [| 1.0; 1.5; 1.1; 1.4; -2.0; 0.7 |]), (Tensor.ofArray [ 3 ] [| 0L; 1L; 0L |]), reduction = Reduction.Mean)
        let t2 = Tensor.rsqrt (Tensor.rsqrt (1.5 + (0.69 * Tensor.atan t1)))
        let f1 (u1: Tensor) : Tensor =
            Tensor.log10 (Tensor.expand [ 3 ] u1)
        let t3 = Tensor.flip [ 0 ] (Tensor.atan (-Tensor.expand [ 2 ] x))
        let t4 = Losses.BinaryCrossEntropyWithLogits((Tensor.expand [ 2 ] x), (0.5 + (0.43 * Tensor.atan t3)), reduction = Reduction.Mean)
        Tensor.mul (Tensor.tanh (hvp (f1 >> Tensor.sum) t2 x)) t4

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
    fun (x: Tensor) ->
        let u1 = Tensor.expand [ 1; 1 ] (Tensor.sum x)
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 0L; 0L; 0L |]) u1
        let t2 = Tensor.layerNorm [ 3 ] (Tensor.ofArray [ 3 ] [| 1.3; -2.0; 1.9 |]) t1 0.1 (Tensor.expand [ 1; 1; 3 ] u1)
        let t3 = Tensor.fmod (5.5 + (0.25 * Tensor.sin x)) (2.25 + (0.14 * Tensor.atan t2))
        let t4 = Tensor.broadcastTo [ 2; 1; 3 ] (Tensor.ofArray [ 2; 1; 1 ] [| 2.0; 1.2 |])
        let t5 = Losses.Mse((Tensor.expand [ 2; 1; 3 ] x), ((t4 + 0.137) % 0.7), reduction = Reduction.None)
        let t6 = Tensor.square (Tensor.hardsigmoid (Tensor.glu 0 t5))
        Tensor.hypot t3 (1.5 + t6)

let private program10 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.select 1 1 (Tensor.expand [ 2; 3; 3; 3 ] y)
        let t2 = Tensor.asinh (Tensor.ofArray [ 1; 2; 3; 3 ] [| 0.1; 2.0; 1.8; 1.5; 2.0; 0.9; 1.7; 0.7; -1.4; 0.1; 0.4; -1.6; -1.3; -0.5; -0.7; 1.4; 0.4; -1.5 |])
        let t3 = Losses.MarginRanking((Tensor.expand [ 1; 2; 3; 3 ] y), (Tensor.expand [ 1; 2; 3; 3 ] y), t2, 0.3, reduction = Reduction.None)
        let t4 = Tensor.normOver [ 0; 3 ] (1.5 + (0.66 * Tensor.atan t3))
        let t5 = 5.5 + (0.26 * Tensor.tanh (Tensor.diagEmbed t4))
        let f1 (u2: Tensor) : Tensor =
            Tensor.squeeze (0.1 * Tensor.expand [ 1; 2 ] (Tensor.sum x))
        let t6 = jacobianForward f1 (Tensor.reshape [ 3; 3 ] y)
        let t7 = Tensor.fmod t5 (2.25 + (0.21 * Tensor.tanh t6))
        let t8 = Custom.define "twist" (fun s -> Tensor.sin s[0]) (fun s _ _ -> Scale(Tensor.cos s[0])) [| (Tensor.tile [ 1 ] t7) |]
        t1 + t8

let private program11 =
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

let private program12 =
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

let private program13 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.roll [ 3 ] [ 0 ] (Tensor.expand [ 2; 3 ] x)
        let t2 = Tensor.triu 1 (Tensor.ofArray [ 1; 3 ] [| 0.9; 1.9; -0.3 |])
        let t3 = Tensor.index (Tensor.ofArray [ 2 ] [| 1L; 1L |]) ((Tensor.unbind 0 (Tensor.celu 0.5 t2))[0])
        let f1 (u2: Tensor) : Tensor =
            let u3 = x
            Tensor.where ((u3 + 0.137) .< u3) u3 u3
        let t4 = Tensor.atan (hvp f1 t3 (Tensor.expand [ 2 ] x))
        let t5 = Tensor.indexSelect 0 (Tensor.ofArray [ 2 ] [| 0L; 0L |]) (Tensor.expand [ 1 ] x)
        let t6 = Losses.L1(t4, t5, reduction = Reduction.None)
        Tensor.matmul (Tensor.diagonal t1) t6

let private program14 =
    fun (x: Tensor) ->
        let t1 = 0.76 * Tensor.atan (Tensor.expand [ 2; 2 ] x)
        let t2 = 1.0 + Tensor.softplus (Tensor.expand [ 2; 2 ] x)
        let t3 = Tensor.select 0 1 (Tensor.pow (1.58 + t1) (Tensor.lgamma t2))
        let t4 = Tensor.gather -1 (Tensor.ofArray [ 1 ] [| 1L |]) t3
        let t5 = Tensor.maskedSelect ((Tensor.ofArray [ 1 ] [| 1L |]) .> 0.5) (Tensor.expand [ 1 ] x)
        let t6 = Losses.L1(t4, (Tensor.cos (Tensor.fmin t5 x)), reduction = Reduction.Mean)
        Tensor.trunc (t6 + 0.137)

let private program15 =
    fun (x: Tensor) ->
        let u1 = x
        let t1 = Tensor.Pow(0.5, (Tensor.asinh (Tensor.repeat [] u1)))
        let f1 (u2: Tensor) : Tensor =
            let f2 (u3: Tensor) : Tensor =
                Tensor.nanToNum x
            Tensor.softshrink 0.8 (Tensor.atan (diff f2 u2))
        let t2 = Tensor.atan (laplacian f1 (Tensor.exp (Tensor.asinh x)))
        Tensor.atan2 t1 (1.5 + (0.61 * t2))

let private program16 =
    fun (x: Tensor) ->
        let t1 = fst (Tensor.minAlong 1 (Tensor.expand [ 1; 2 ] x))
        let f1 (u1: Tensor) : Tensor =
            let f2 (u2: Tensor) : Tensor =
                Custom.define "twist" (fun s -> Tensor.sin s[0]) (fun s _ _ -> Scale(Tensor.cos s[0])) [| (Tensor.expand [ 3; 3 ] u2) |]
            let t2 = snd (jvp f2 (Tensor.ofArray [] [| -1.8 |]) (Tensor.ofArray [] [| -1.3 |]))
            Tensor.atan t2
        let t3 = Tensor.atan (snd (vjp f1 t1) (Tensor.expand [ 3; 3 ] x))
        let u3 = (Tensor.unbind 0 t3)[0]
        let u4 = Tensor.logAddExp (Tensor.expand [ 2 ] u3) u3
        let t4 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) u4
        let f3 (u5: Tensor) : Tensor =
            Tensor.leakyRelu 0.3 (Tensor.expand [ 1 ] u3)
        let u6 = Tensor.atan (snd (vjp f3 u4) t4)
        let t5 = Tensor.square (Tensor.flatten (Tensor.expand [ 1; 2 ] u6))
        Tensor.mean (Tensor.expand [ 1 ] x / (-1.0 * (1.5 + t5)))

let private program17 =
    fun (x: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 3L; 0L |]) x
        let f1 (u1: Tensor) : Tensor =
            let t2 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 1L; 0L |]) u1
            let t3 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 1L; 0L |]) u1
            t2 / (-1.0 * (1.0 + Tensor.softplus t3))
        let t4 = grad (f1 >> Tensor.sum) (Tensor.expand [ 3; 1 ] (Tensor.sum x))
        let t5 = Tensor.where ((Tensor.expand [ 1; 2 ] t1 + 0.137) .> 0.2) (Tensor.tanh t4) (Tensor.expand [ 1 ] (Tensor.sum x))
        let t6 = Tensor.gather 0 (Tensor.ofArray [ 2; 2 ] [| 2L; 0L; 0L; 0L |]) t5
        let t7 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) x
        let t8 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 2L |]) x
        let t9 = Tensor.where ((Tensor.reshape [] t7 + 0.137) .< (Tensor.reshape [] t8)) (Tensor.sum x) (Tensor.ofArray [] [| -1.9 |])
        let f2 (u2: Tensor) : Tensor =
            let t10 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) u2
            let t11 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) u2
            let f3 (u3: Tensor) : Tensor =
                Losses.SoftMargin((Tensor.ofArray [ 3; 2 ] [| 0.8; -0.2; -1.9; -1.4; 1.7; 0.9 |]), (Tensor.asinh (Tensor.expand [ 3; 2 ] u3)), reduction = Reduction.None)
            let t12 = hvp (f3 >> Tensor.sum) (Tensor.reshape [] t10) (Tensor.reshape [] t11)
            Tensor.sign (Tensor.permute [] (Tensor.atan t12) + 0.137)
        Tensor.softplusWith 2.0 20.0 (Tensor.atan (snd (vjp f2 t6) t9))

let private program18 =
    fun (x: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 27 ] [| 12L; 6L; 7L; 2L; 14L; 14L; 0L; 4L; 2L; 4L; 6L; 7L; 0L; 0L; 1L; 1L; 4L; 0L; 7L; 9L; 15L; 5L; 3L; 16L; 7L; 14L; 3L |]) x
        let t2 = Tensor.takeAlong 1 (Tensor.ofArray [ 9; 2 ] [| 0L; 0L; 2L; 1L; 1L; 2L; 0L; 0L; 0L; 0L; 1L; 2L; 2L; 2L; 1L; 0L; 2L; 0L |]) (Tensor.reshape [ 9; 3 ] t1)
        let f1 (u1: Tensor) : Tensor =
            let t3 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 10L |]) u1
            let t4 = Tensor.atan (Tensor.expand [ 1 ] (Tensor.sum u1))
            Tensor.dot t3 t4
        let t5 = hvp f1 (Tensor.softplus (Tensor.reshape [ 9; 2 ] x)) (Tensor.reshape [ 9; 2 ] x)
        let t6 = Tensor.layerNorm [ 9; 2 ] (Tensor.tanh (Tensor.reshape [ 9; 2 ] x)) (Tensor.expm1 (Tensor.atan t5)) 0.1 (Tensor.reshape [ 9; 2 ] x)
        let t7 = Tensor.unflatten 0 [ 3; 3 ] (Tensor.sub t2 t6)
        let t8 = 1.0 + Tensor.softplus (Tensor.swapAxes 0 -1 t7)
        0.3 / (-1.0 * t8)

let private program19 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 13L; 26L; 25L |]) x
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 4L |]) x
        let f1 (u2: Tensor) : Tensor =
            let f2 (u3: Tensor) : Tensor =
                Tensor.floor (u3 + 0.137)
            Tensor.atan (diff f2 (Tensor.ofArray [] [| -2.0 |]))
        let t3 = hessian f1 (Tensor.repeat [] (Tensor.reshape [] t2))
        let f3 (u4: Tensor) : Tensor =
            let t4 = Tensor.stack 1 [ (Tensor.expand [ 3; 1; 3; 3 ] u4) ]
            Tensor.meanOver [ 4 ] t4
        let t5 = Tensor.maximum (Tensor.reshape [ 1; 3; 1; 1 ] t1) (Tensor.atan (diffN 2 f3 (Tensor.atan t3)))
        let t6 = Tensor.atan (Tensor.clampMax 0.2 (Tensor.selu t5))
        Tensor.stdWith 0.0 [ 3 ] false ((1.3 * t6) + (Tensor.ofArray [ 1; 1; 1; 3 ] [| 0.0; 4.0; 0.0 |]))

let private program20 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 2L |]) x
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 11L |]) x
        let t3 = Tensor.sin (Tensor.expand [ 1 ] (Tensor.sum x))
        let t4 = Tensor.softplus (fst (Tensor.sortWith 0 true t3))
        let t5 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 12L; 5L; 14L |]) y
        let t6 = 1.5 + Tensor.square (Tensor.reshape [ 3; 1 ] t5)
        let t7 = Tensor.tanh (Tensor.normWith 2.0 [ 0 ] false t6)
        let t8 = Tensor.cosineSimilarity 0 1e-8 (1.0 + t4) (1.5 + (0.96 * t7))
        let t9 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 9L |]) x
        let t10 = Tensor.threshold 0.4 -0.2 (Tensor.reshape [] t9 + 0.137)
        let t11 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 9L |]) x
        let t12 = Losses.SoftMargin(t10, (Tensor.reshape [] t11), reduction = Reduction.None)
        let t13 = Tensor.sub (Tensor.reshape [] t2) (Tensor.sub t8 t12)
        let t14 = Custom.defineBackward "wave" (fun k s -> k.Save s; s[0] * Tensor.sin s[1]) (fun k c -> [| c * Tensor.sin k.Saved[1]; c * k.Saved[0] * Tensor.cos k.Saved[1] |]) [| (-1.5 - Tensor.reshape [] t1); t13 |]
        Tensor.tan (0.89 * Tensor.atan t14)

let private program21 =
    fun (x: Tensor) ->
        let t1 = 0.2 * Tensor.atan (Tensor.expand [ 3; 3; 2 ] x)
        let t2 = fst (Tensor.sort -3 (Tensor.expand [ 1; 3; 2 ] x))
        let t3 = Tensor.remainder (5.5 + t1) (2.25 + (0.21 * Tensor.sin t2))
        let t4 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 1L; 0L; 0L |]) x
        let t5 = Tensor.matrixTranspose (Tensor.reshape [ 3; 1; 1 ] t4)
        let t6 = Tensor.scatterAdd 1 (Tensor.ofArray [ 3; 1; 1 ] [| 2L; 0L; 2L |]) (t5 * 0.3) t3
        let t7 = Tensor.softplus (fst (Tensor.maxAlong -3 t6))
        Tensor.normKeep [ 0 ] (1.0 + t7)

let private program22 =
    fun (x: Tensor) ->
        let t1 = Tensor.maximum (Tensor.reshape [] x) (Tensor.reshape [] x)
        let t2 = 1.0 + Tensor.softplus (Tensor.expand [ 3 ] x)
        let t3 = Tensor.softplus (Tensor.ofArray [ 3 ] [| -1.3; 0.4; 1.8 |])
        let f1 (u1: Tensor) : Tensor =
            Tensor.select 2 0 (Tensor.expand [ 0; 1; 1 ] u1)
        let t4 = diffN 2 f1 (Tensor.cosineSimilarity 0 1e-8 t2 (1.0 + t3))
        let u2 = Tensor.prodOver [ -2; 1 ] (Tensor.asin (0.86 * Tensor.tanh t4))
        let f2 (u3: Tensor) : Tensor =
            Tensor.reshape [] (Tensor.expand [ 1 ] u3)
        let t5 = 1.5 + Tensor.square (Tensor.atan (hvp f2 u2 u2))
        -1.5 - Tensor.div t1 (-1.0 * t5)

let private program23 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 6L; 1L |]) x
        let t2 = Tensor.tanh (Tensor.silu (Tensor.expand [ 1; 2 ] t1))
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 4 ] [| 3L; 2L; 10L; 0L |]) x
        let t4 = Tensor.matmul ((Tensor.acosh (2.45 + (0.96 * t2)))[-1]) (Tensor.slice 0 1 3 1 t3)
        Tensor.Pow(2.5, (Tensor.sin t4))

let private program24 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.maskedFill ((Tensor.reshape [ 3; 1 ] x + 0.137) .>= (Tensor.reshape [ 3; 1 ] x)) 0.6 (Tensor.ofArray [ 3; 1 ] [| -1.7; -0.1; -1.7 |])
        let t2 = Tensor.maskedFill (((Tensor.ofArray [ 1; 1 ] [| -0.7 |]) + 0.137) .>= t1) 0.6 (Tensor.reshape [ 3; 1 ] x)
        let t3 = Tensor.softplus (Tensor.reshape [ 1; 3; 1 ] y)
        let t4 = Tensor.where ((Tensor.unsqueeze -2 t2 + 0.137) .> 0.2) (Tensor.expand [ 3; 3; 1 ] (Tensor.sum x)) (Tensor.cumsum 1 (Tensor.sqrt (1.0 + t3)))
        Tensor.diagonal t4

let private program25 =
    fun (x: Tensor) ->
        let f1 (u1: Tensor) : Tensor =
            Tensor.neg (Tensor.acosh (1.95 + Tensor.softplus x))
        let t1 = jacobianForward f1 (Tensor.ofArray [ 1; 3 ] [| 0.5; -0.7; 0.9 |])
        let t2 = Losses.Nll((Tensor.tanh t1), (Tensor.ofArray [ 1 ] [| 2L |]), reduction = Reduction.Sum)
        Tensor.cos (Tensor.leakyRelu 0.3 t2 * x)

let private program26 =
    fun (x: Tensor) ->
        let t1 = Tensor.cast DType.Float64 (Tensor.ofArray [ 1; 0 ] ([||]: float[]))
        let t2 = Tensor.select 2 0 (Tensor.ofArray [ 1; 0; 1 ] ([||]: float[]))
        let t3 = Tensor.matmul (Tensor.expand [ 1; 1 ] (Tensor.sum x)) t2
        let t4 = Losses.L1(t1, (Tensor.tanhshrink t3), reduction = Reduction.None)
        Tensor.embedding (Tensor.ofArray [ 1; 2 ] [| 0L; 0L |]) (Tensor.relu6 (Tensor.prodKeep [ 0; 1 ] t4))

let private program27 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 9 ] [| 24L; 10L; 2L; 10L; 8L; 24L; 20L; 17L; 20L |]) x
        let u3 = Tensor.reshape [ 3; 3 ] t1
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 72 ] [| 4L; 8L; 1L; 5L; 8L; 2L; 4L; 3L; 6L; 7L; 8L; 7L; 7L; 8L; 1L; 2L; 2L; 8L; 4L; 7L; 2L; 2L; 4L; 0L; 5L; 4L; 0L; 8L; 3L; 7L; 3L; 2L; 4L; 2L; 3L; 7L; 1L; 6L; 0L; 3L; 3L; 8L; 3L; 4L; 3L; 0L; 8L; 6L; 5L; 8L; 5L; 5L; 8L; 3L; 2L; 1L; 3L; 1L; 8L; 3L; 1L; 4L; 0L; 7L; 4L; 5L; 2L; 5L; 4L; 3L; 0L; 4L |]) u3
        let t3 = Tensor.softplusWith 0.5 20.0 (Tensor.reshape [ 3; 4; 3; 2 ] t2)
        let t4 = 1.5 + (0.96 * Tensor.tanh (Tensor.varOver [ 0 ] t3))
        let t5 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 25L; 13L |]) x
        let t6 = Tensor.meanOver [ -1 ] (Tensor.expand [ 1; 2 ] t5)
        let t7 = Tensor.index (Tensor.ofArray [ 2; 2 ] [| 0L; 0L; 0L; 0L |]) t6
        let t8 = Tensor.linear (fst (Tensor.sort 1 t7)) null (Tensor.log2 t4)
        let t9 = Tensor.gather -1 (Tensor.ofArray [ 3; 3; 3 ] [| 1L; 0L; 0L; 1L; 0L; 1L; 0L; 0L; 0L; 1L; 1L; 0L; 1L; 1L; 1L; 0L; 1L; 1L; 1L; 0L; 0L; 1L; 0L; 0L; 0L; 1L; 1L |]) t8
        let t10 = 2.25 + (0.21 * Tensor.sin (Tensor.cumsum -2 t9))
        (5.5 + (0.26 * Tensor.tanh y)) % t10

let private program28 =
    fun (x: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 17L; 15L; 0L |]) x
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 11L; 7L; 2L |]) x
        let t3 = Losses.BinaryCrossEntropy((0.5 + (0.43 * Tensor.sin t1)), (0.5 + (0.43 * Tensor.sin t2)), reduction = Reduction.None)
        let t4 = Tensor.expand [ 3; 2; 2; 3; 3 ] (Tensor.sum x)
        let t5 = Tensor.sin (t3 *@ Tensor.minOver [ 1 ] (Tensor.atan t4))
        Tensor.exp2 (2.61 * t5)

let private program29 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 1L; 1L |]) y
        let t2 = 1.74 + Tensor.square (Tensor.expand [ 1; 2 ] t1)
        let t3 = Tensor.index (Tensor.ofArray [ 2 ] [| 0L; 0L |]) (Tensor.log1p t2)
        let f1 (u3: Tensor) : Tensor =
            let t4 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 2L; 0L |]) x
            Tensor.round (Tensor.expand [ 1; 2 ] t4 + 0.137)
        let t5 = jacobianReverse f1 (Tensor.expand [ 2 ] (Tensor.sum y))
        let t6 = (5.5 + (0.26 * Tensor.sin t3)) % (2.25 + (0.13 * Tensor.atan t5))
        Tensor.meanKeep [ -1 ] t6

let private program30 =
    fun (x: Tensor) (y: Tensor) ->
        let u2 = Tensor.addScaled -0.7 (Tensor.ofArray [] [| -1.3 |]) (Tensor.ofArray [] [| -0.1 |])
        let t1 = Tensor.logAddExp (Tensor.ofArray [] [| 0.8 |]) (Tensor.ofArray [] [| 1.3 |])
        let t2 = Tensor.minimum t1 (Tensor.digamma (1.0 + Tensor.softplus x))
        Tensor.addScaled -0.7 (Tensor.exp2 (Tensor.sin y)) t2

let private program31 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let f1 (u3: Tensor) : Tensor =
            Tensor.abs (Tensor.expand [ 3 ] y)
        let t1 = hessian (f1 >> Tensor.sum) (Tensor.ofArray [] [| 1.5 |])
        let f2 (u4: Tensor) : Tensor =
            let t2 = Tensor.takeFlat (Tensor.ofArray [ 6 ] [| 2L; 0L; 0L; 0L; 2L; 1L |]) u4
            let t3 = Tensor.squeezeAxes [ 1 ] (Tensor.reshape [ 3; 1; 2 ] t2)
            Tensor.minKeep [ 1 ] t3
        let u5 = Tensor.tanh (divergence f2 (Tensor.expand [ 3; 1 ] x))
        let t4 = Tensor.atan (Tensor.fmax z (Tensor.ofArray [] [| 0.3 |]))
        Tensor.remainder (5.5 + (0.25 * Tensor.tanh t1)) (2.25 + (0.17 * t4))

let private program32 =
    fun (x: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) x
        let f1 (u1: Tensor) : Tensor =
            Tensor.permute [ 1; 0 ] (Tensor.expand [ 1; 1 ] (Tensor.sum x))
        let t2 = Tensor.atan (snd (vjp f1 x) (Tensor.expand [ 1; 1 ] t1))
        let u2 = Tensor.expand [ 1; 1 ] (Tensor.sum x)
        let f2 (u3: Tensor) : Tensor =
            let t3 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 3L; 4L; 0L |]) u3
            let t4 = 0.25 * Tensor.tanh (Tensor.reshape [ 3; 1 ] t3)
            let t5 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 0L; 0L; 2L |]) u3
            let t6 = 0.21 * Tensor.sin (Tensor.reshape [ 3; 1 ] t5)
            Tensor.remainder (5.5 + t4) (2.25 + t6)
        let t7 = snd (vjp f2 (Tensor.expand [ 2; 3 ] u2)) (Tensor.expand [ 3; 1 ] (Tensor.sum x))
        let t8 = Tensor.stdKeep [ 0; 1 ] ((0.82 * Tensor.atan t7) + (Tensor.ofArray [ 2; 3 ] [| 0.0; 4.0; 0.0; 4.0; 0.0; 4.0 |]))
        let f3 (u4: Tensor) : Tensor =
            Tensor.hypot x (1.5 + Tensor.square (Tensor.softmax 0 x))
        let t9 = Tensor.tanh (jacobianReverse f3 (Tensor.trace t8))
        Losses.SmoothL1((Losses.L1(t2, x, reduction = Reduction.None)), t9, 0.5, reduction = Reduction.None)

let private program33 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 0L; 0L |]) x
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 0L; 0L |]) y
        let t3 = 1.0 + Tensor.softplus (Tensor.expand [ 1; 2 ] t2)
        let t4 = Tensor.fmin (Tensor.expand [ 1; 2 ] t1) (Tensor.normalize 2.0 1 1e-12 t3)
        let t5 = 1.0 + Tensor.softplus (Tensor.logSoftmax 0 t4)
        let t6 = Tensor.tanh (Tensor.expand [ 3 ] (Tensor.sum x))
        let t7 = 2.25 + (0.21 * Tensor.tanh (Tensor.reshape [ 1 ] x))
        let t8 = (Tensor.unbind 0 (Tensor.fmod (5.5 + (0.26 * t6)) t7))[0]
        let t9 = Tensor.cosineSimilarity 1 1e-8 t5 (1.0 + Tensor.softplus t8)
        let t10 = Tensor.leakyRelu 0.3 (Tensor.nanToNumWith 0.0 1.0 -1.0 t9)
        Tensor.norm (1.5 + Tensor.square t10)

let private program34 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 1L |]) y
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 1L; 0L; 0L |]) y
        let t3 = Custom.define "twist" (fun s -> Tensor.sin s[0]) (fun s _ _ -> Scale(Tensor.cos s[0])) [| t2 |]
        let t4 = Tensor.hardswish (fst (Tensor.maxAlong -1 (Tensor.square t3)))
        let u2 = Tensor.atanh t4
        let t5 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 0L |]) y
        let t6 = Tensor.logSumExpOver [ 1 ] (Tensor.expand [ 1; 1 ] t5)
        Tensor.flatten (Tensor.expand [ 1; 1 ] t1) *@ t6

let private program35 =
    fun (x: Tensor) ->
        let t1 = Tensor.sigmoid (Tensor.softsign (Tensor.expand [ 1; 2 ] x))
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 0L; 0L |]) x
        let t3 = 1.0 + Tensor.softplus (Tensor.expand [ 2; 2 ] x)
        let u1 = -0.7 / t3
        let t4 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 0L; 0L |]) x
        let t5 = Losses.Mse((Tensor.clampMin 0.2 t2), (Tensor.hardtanh -1.0 1.0 t4), reduction = Reduction.None)
        t1 *@ Tensor.asinh (Tensor.unsqueeze 1 t5)

let private program36 =
    fun (x: Tensor) ->
        let f1 (u1: Tensor) : Tensor =
            let u2 = Tensor.sum u1
            Custom.define "twist" (fun s -> Tensor.sin s[0]) (fun s _ _ -> Scale(Tensor.cos s[0])) [| (Tensor.ofArray [] [| 0.3 |]) |]
        let t1 = Tensor.tanh (grad f1 (Tensor.expand [ 1; 0; 3; 3 ] x))
        let t2 = Tensor.hardshrink 0.3 (Tensor.expand [ 1; 1; 3 ] x + 0.137)
        let t3 = Tensor.lerp (0.5 + (1.3 * Tensor.sin (Tensor.tril -1 t2))) (Tensor.minOver [ 3 ] t1) (Tensor.expand [ 1; 0; 3 ] x)
        let t4 = Tensor.logSoftmax 1 (Tensor.expand [ 1; 3 ] x)
        let t5 = 0.21 * Tensor.tanh (Tensor.expand [ 1; 3 ] x)
        let t6 = (5.5 + (0.26 * Tensor.tanh t4)) % (2.25 + t5)
        Tensor.linear (Tensor.broadcastTo [ 1; 3 ] t6) null t3

let private program37 =
    fun (x: Tensor) ->
        let t1 = Tensor.atan (Tensor.div x (1.5 + Tensor.square x))
        let t2 = Tensor.fmod (5.5 + (0.26 * Tensor.tanh x)) (2.25 + (0.19 * t1))
        let u1 = Tensor.atan2 t2 (1.0 + Tensor.softplus x)
        let t3 = Tensor.logSumExpOver [ -1 ] (Tensor.expand [ 3 ] u1)
        Tensor.tanhshrink (Tensor.gelu t3)

let private program38 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 8L; 0L; 6L |]) x
        let u2 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 0L; 0L; 2L |]) x
        let t2 = Losses.L1(t1, (1.2 / (1.5 + Tensor.square u2)), reduction = Reduction.None)
        let t3 = Custom.defineBackward "wave" (fun k s -> k.Save s; s[0] * Tensor.sin s[1]) (fun k c -> [| c * Tensor.sin k.Saved[1]; c * k.Saved[0] * Tensor.cos k.Saved[1] |]) [| (Tensor.expand [ 3 ] (Tensor.sum x)); t2 |]
        let f1 (u3: Tensor) : Tensor =
            let t4 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 2L; 6L; 5L |]) y
            Tensor.digamma (1.5 + Tensor.square (Tensor.erf t4 - -1.5))
        Tensor.tanh (jacobianReverse f1 t3)

let private program39 =
    fun (x: Tensor) ->
        let t1 = Losses.MarginRanking((Tensor.expand [ 2; 4 ] x), (Tensor.expand [ 2; 4 ] x), (Tensor.ofArray [ 2; 4 ] [| 0.7; 1.0; -0.8; -0.6; -0.2; 0.3; 1.7; -1.4 |]), 0.3, reduction = Reduction.None)
        let t2 = Losses.MultiMargin(t1, (Tensor.ofArray [ 2 ] [| 1L; 1L |]), reduction = Reduction.Mean)
        let t3 = Tensor.indexSelect 0 (Tensor.ofArray [ 3 ] [| 0L; 0L; 0L |]) (Tensor.stack 0 [ t2 ])
        let t4 = Tensor.softplus ((Tensor.splitSizes [ 1; 0; 2 ] 0 t3)[0])
        1.2 + Tensor.prelu (0.1 * Tensor.log (1.0 + t4)) x

let private program40 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.broadcastTo [ 1; 1; 3 ] (Tensor.expand [ 1; 1; 3 ] y)
        let t2 = Tensor.pow (1.58 + (0.96 * Tensor.tanh t1)) (Tensor.rsqrt (1.5 + Tensor.square x))
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 4L; 5L; 4L |]) z
        let f1 (u3: Tensor) : Tensor =
            let t4 = Tensor.takeFlat (Tensor.ofArray [ 6 ] [| 1L; 2L; 0L; 2L; 2L; 0L |]) u3
            let t5 = Tensor.takeFlat (Tensor.ofArray [ 6 ] [| 0L; 0L; 0L; 2L; 0L; 0L |]) x
            Tensor.fmin (Tensor.reshape [ 3; 2 ] t4) (Tensor.reshape [ 3; 2 ] t5)
        let t6 = hvp (f1 >> Tensor.sum) x (Tensor.expand [ 1; 1; 3 ] t3)
        let u4 = Tensor.lerp (0.5 + (1.29 * Tensor.tanh t6)) x t2
        let t7 = Tensor.tile [ 3 ] (Tensor.expand [ 1; 1; 1 ] y)
        (Tensor.chunk 1 2 t7)[0]

let private program41 =
    fun (x: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 3L; 2L |]) x
        let t2 = Tensor.layerNorm [ 2 ] (Tensor.ofArray [ 2 ] [| -0.8; 0.3 |]) t1 0.1 (Tensor.expand [ 2 ] (Tensor.sum x))
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 6 ] [| 0L; 0L; 3L; 2L; 3L; 1L |]) x
        let f1 (u1: Tensor) : Tensor =
            (Tensor.unbind 0 (Tensor.expand [ 2; 2; 3 ] u1))[0]
        let t4 = snd (vjp f1 (Tensor.sum x)) (Tensor.reshape [ 2; 3 ] t3)
        let f2 (u2: Tensor) : Tensor =
            Tensor.diagonalWith -1 -2 -1 (Tensor.ofArray [ 2; 2; 1; 2; 4; 3 ] [| -1.8; -0.9; -1.3; 1.8; -1.5; -1.7; -1.8; 1.0; -1.5; -0.3; 1.4; -0.7; -0.8; 1.1; -1.9; -0.8; 1.0; -1.2; 0.8; -0.2; 1.6; -0.5; 1.4; 0.8; 0.0; 0.8; -0.4; 0.8; 1.8; -2.0; 0.2; -1.8; 0.2; 1.6; 1.0; 1.7; 1.4; 1.6; 0.0; 1.3; -0.6; 1.5; 1.3; 0.6; 1.0; -1.4; 0.5; 0.7; -1.4; 1.0; 0.9; -0.7; 0.0; 1.0; -1.1; 0.7; -0.2; 0.0; -0.3; -0.3; 0.7; -0.5; 1.2; -1.5; 1.5; 1.1; 1.1; -0.4; -1.9; -1.5; -0.1; 1.5; 0.9; 1.5; -1.6; -2.0; 0.3; -1.2; 1.9; -0.7; -1.7; 1.0; 0.1; -1.3; -0.9; -1.2; 0.3; 1.2; 0.7; -1.8; -0.1; -0.6; -0.2; -1.7; -1.4; 1.9 |])
        let t5 = Tensor.matmul t2 (Tensor.atan (diffN 2 f2 (Tensor.tanh t4)))
        let t6 = Tensor.select 0 0 (Tensor.sinh (2.59 * Tensor.sin t5))
        Tensor.stdOver [ 2 ] ((0.9 * Tensor.atan t6) + (Tensor.ofArray [ 1; 1; 3 ] [| 0.0; 4.0; 0.0 |]))

let private program42 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let f1 (u3: Tensor) : Tensor =
            let u4 = y
            let t1 = Tensor.takeFlat (Tensor.ofArray [ 6 ] [| 1L; 2L; 0L; 3L; 2L; 0L |]) x
            Tensor.min (Tensor.reshape [ 2; 3 ] t1)
        let t2 = Tensor.atan (diff f1 (Tensor.ofArray [] [| -1.2 |]))
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 1L; 3L; 2L |]) x
        let f2 (u5: Tensor) : Tensor =
            Losses.MarginRanking(u5, (Tensor.ofArray [ 3 ] [| -1.8; -0.6; -1.8 |]), (0.1 * Tensor.expand [ 3 ] (Tensor.sum x)), 0.3, reduction = Reduction.None)
        let t4 = Tensor.Pow(2.0, (Tensor.tanh (divergence f2 t3)))
        Tensor.mul t2 t4

let private program43 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 0 ] ([||]: int64[])) x
        let t2 = Tensor.cat 0 [ (Tensor.cosh (0.1 * x)); (Tensor.reshape [ 0; 3; 3 ] t1) ]
        Losses.Mse(x, t2, reduction = Reduction.None)

let private program44 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.index (Tensor.ofArray [ 1 ] [| 1L |]) (Tensor.expand [ 2 ] y)
        let t2 = Tensor.max (Tensor.ofArray [ 1; 1; 3 ] [| -0.5; -0.4; -0.1 |])
        let f1 (u2: Tensor) : Tensor =
            Tensor.moveAxes [ 0 ] [ 1 ] (Tensor.expand [ 3; 3 ] u2)
        let t3 = Tensor.stack 0 [ (Tensor.sum (Tensor.atan (diff f1 t2))) ]
        let t4 = Tensor.fmod (5.5 + (0.26 * Tensor.sin (Tensor.selu t1))) (2.25 + (0.21 * Tensor.tanh t3))
        let t5 = Tensor.add (Tensor.ofArray [ 3; 1 ] [| -1.8; 1.9; -1.1 |]) (Tensor.expand [ 3; 1 ] y)
        t4 + t5

let private program45 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.logSoftmax -3 (Tensor.expand [ 0; 1; 3; 1 ] y)
        let t2 = Tensor.diagonalWith -1 -2 -1 (Tensor.diagonal t1)
        let t3 = Tensor.squeezeAxes [ 0 ] (Tensor.expand [ 1; 3; 0 ] x)
        let t4 = Losses.Huber(t2, t3, 1.5, reduction = Reduction.None)
        Tensor.sumKeep [ 1 ] t4

let private program46 =
    fun (x: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 0L; 1L; 3L |]) x
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 3L; 5L; 1L |]) x
        let t3 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 5L; 0L; 4L |]) x
        let u1 = Tensor.where ((t1 + 0.137) .< t2) (Tensor.expand [ 1 ] (Tensor.sum x)) t3
        Tensor.logSumExpKeep [ 1; 2 ] (Tensor.expand [ 2; 3; 3 ] x)

let private program47 =
    fun (x: Tensor) (y: Tensor) ->
        let u2 = Tensor.trace (Tensor.expand [ 2; 2 ] y)
        let t1 = 0.68 * Tensor.atan (Tensor.expand [ 1; 2; 1 ] u2)
        let f1 (u3: Tensor) : Tensor =
            let u4 = (Tensor.ofArray [ 2 ] [| -1.2; 1.4 |])
            let t2 = 1.5 + (0.67 * Tensor.atan (Tensor.logSoftmax -1 y))
            Tensor.div (Tensor.expand [ 1 ] u3) (Tensor.polygamma 1 t2)
        let t3 = Tensor.tanh (diff f1 (Tensor.norm (1.5 + t1)))
        Tensor.softmax 0 (Tensor.cast DType.Float64 t3)

let private program48 =
    fun (x: Tensor) ->
        let u1 = Tensor.logSumExp (Tensor.expand [ 3 ] x)
        Tensor.addScaled -0.7 x (Tensor.relu x) / (-1.0 * (1.5 + Tensor.square x))

let private program49 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.tanh (Tensor.expand [ 2 ] (Tensor.sum x))
        let u2 = Tensor.asin (0.86 * t1)
        let t2 = Tensor.takeFlat (Tensor.ofArray [ 0 ] ([||]: int64[])) x
        let u3 = (Tensor.ofArray [ 3; 2 ] [| 1.1; -1.5; -1.5; 0.0; -1.4; 0.5 |])
        let u4 = Tensor.takeFlat (Tensor.ofArray [ 3 ] [| 11L; 11L; 7L |]) x
        let t3 = Tensor.cumsum 3 (Tensor.expand [ 1; 3; 3; 0 ] (Tensor.sum u4))
        let t4 = Tensor.tril 0 (Tensor.expand [ 3; 3; 0 ] t2) * fst (Tensor.maxAlong 0 t3)
        Tensor.varOver [ 0; -3 ] (Tensor.diagEmbedWith 1 2 3 t4)

let private program50 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.slice 1 1 3 1 (Tensor.expand [ 1; 3 ] x)
        let u2 = Tensor.add (Tensor.expand [ 2; 1 ] y) t1
        let t2 = Tensor.tanh (Tensor.ofArray [ 3; 3; 2 ] [| 1.1; 0.2; 1.4; 1.5; -0.7; 1.3; -1.9; 2.0; 1.7; 0.0; 1.7; -1.0; 1.9; -1.2; 0.7; 0.7; -1.8; 0.6 |])
        Tensor.std ((1.3 * t2) + (Tensor.ofArray [ 3; 3; 2 ] [| 0.0; 4.0; 4.0; 0.0; 0.0; 4.0; 4.0; 0.0; 0.0; 4.0; 4.0; 0.0; 0.0; 4.0; 4.0; 0.0; 0.0; 4.0 |]))

let private program51 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.square (Tensor.ofArray [ 1; 2; 1 ] [| -1.4; -1.1 |])
        let t2 = Tensor.maskedFill ((Tensor.rsqrt (1.5 + t1) + 0.137) .>= x) 0.6 x
        let t3 = Tensor.embedding (Tensor.ofArray [ 2 ] [| 1L; 1L |]) (Tensor.expand [ 2; 2; 2; 2 ] y)
        let t4 = Tensor.logSoftmax -2 (Tensor.atan (Tensor.varKeep [ 0; 3 ] t3))
        Tensor.roll [ 2; 3 ] [ 1; 0 ] t2 * Tensor.select 1 1 t4

let private program52 =
    fun (x: Tensor) ->
        let f1 (u1: Tensor) : Tensor =
            let f2 (u2: Tensor) : Tensor =
                Tensor.nanToNum (Tensor.expand [ 1; 1 ] u1)
            let t1 = Tensor.flatten (Tensor.atan (diff f2 (Tensor.reshape [] u1)))
            t1 * 2.0
        let t2 = Tensor.atan (divergence f1 (Tensor.reshape [ 1 ] x))
        Tensor.logSigmoid (Tensor.clampMax 1.0 t2)

let private program53 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 6 ] [| 0L; 0L; 0L; 0L; 0L; 0L |]) x
        let t2 = Tensor.varOver [ -2; 1 ] (Tensor.reshape [ 3; 2 ] t1)
        let t3 = Tensor.clamp -0.4 2.5 (Tensor.asinh t2 * -0.7)
        let u2 = (Tensor.ofArray [] [| 0.1 |])
        let t4 = Tensor.square (Tensor.ceil (Tensor.reshape [] y + 0.137))
        t3 / (-1.0 * (1.5 + t4))

let private program54 =
    fun (x: Tensor) (y: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 2 ] [| 0L; 0L |]) x
        Tensor.dot (Tensor.maxKeep [ 0 ] t1) (Tensor.expand [ 1 ] (Tensor.sum x))

let private program55 =
    fun (x: Tensor) (y: Tensor) (z: Tensor) ->
        let t1 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 6L |]) x
        let f1 (u3: Tensor) : Tensor =
            let f2 (u4: Tensor) : Tensor =
                let t2 = Tensor.takeFlat (Tensor.ofArray [ 1 ] [| 2L |]) u4
                let f3 (u5: Tensor) : Tensor =
                    Tensor.expand [ 3 ] u5 - Tensor.expand [ 1 ] u3
                Tensor.tanh (diff f3 (Tensor.reshape [] t2))
            let t3 = curl f2 (Tensor.ofArray [ 3 ] [| 1.5; 0.1; 1.9 |])
            Tensor.tanh t3
        let t4 = Tensor.atan (diffN 2 f1 (Tensor.reshape [] t1))
        let t5 = Tensor.layerNorm [ 3 ] (Tensor.ofArray [ 3 ] [| -1.2; -0.6; -1.1 |]) t4 0.1 (Tensor.ofArray [ 3 ] [| -1.6; 1.4; 0.9 |])
        let t6 = Tensor.maximum t5 (Tensor.ofArray [ 3 ] [| -0.5; 0.0; -1.3 |])
        let t7 = Tensor.takeFlat (Tensor.ofArray [ 6 ] [| 0L; 8L; 4L; 4L; 6L; 5L |]) x
        let t8 = Tensor.leakyRelu 0.3 (Tensor.reshape [ 2; 3; 1 ] t7)
        Tensor.matmul t6 t8

/// The programs, each as a function of all its arguments.
let all: (Tensor[] -> Tensor)[] =
    [|
        fun xs -> program0 xs[0] xs[1] xs[2]
        fun xs -> program1 xs[0]
        fun xs -> program2 xs[0] xs[1] xs[2]
        fun xs -> program3 xs[0] xs[1]
        fun xs -> program4 xs[0] xs[1] xs[2]
        fun xs -> program5 xs[0] xs[1] xs[2]
        fun xs -> program6 xs[0]
        fun xs -> program7 xs[0]
        fun xs -> program8 xs[0] xs[1] xs[2]
        fun xs -> program9 xs[0]
        fun xs -> program10 xs[0] xs[1]
        fun xs -> program11 xs[0]
        fun xs -> program12 xs[0] xs[1] xs[2]
        fun xs -> program13 xs[0] xs[1]
        fun xs -> program14 xs[0]
        fun xs -> program15 xs[0]
        fun xs -> program16 xs[0]
        fun xs -> program17 xs[0]
        fun xs -> program18 xs[0]
        fun xs -> program19 xs[0] xs[1]
        fun xs -> program20 xs[0] xs[1] xs[2]
        fun xs -> program21 xs[0]
        fun xs -> program22 xs[0]
        fun xs -> program23 xs[0] xs[1]
        fun xs -> program24 xs[0] xs[1] xs[2]
        fun xs -> program25 xs[0]
        fun xs -> program26 xs[0]
        fun xs -> program27 xs[0] xs[1] xs[2]
        fun xs -> program28 xs[0]
        fun xs -> program29 xs[0] xs[1] xs[2]
        fun xs -> program30 xs[0] xs[1]
        fun xs -> program31 xs[0] xs[1] xs[2]
        fun xs -> program32 xs[0]
        fun xs -> program33 xs[0] xs[1]
        fun xs -> program34 xs[0] xs[1]
        fun xs -> program35 xs[0]
        fun xs -> program36 xs[0]
        fun xs -> program37 xs[0]
        fun xs -> program38 xs[0] xs[1]
        fun xs -> program39 xs[0]
        fun xs -> program40 xs[0] xs[1] xs[2]
        fun xs -> program41 xs[0]
        fun xs -> program42 xs[0] xs[1] xs[2]
        fun xs -> program43 xs[0] xs[1]
        fun xs -> program44 xs[0] xs[1]
        fun xs -> program45 xs[0] xs[1]
        fun xs -> program46 xs[0]
        fun xs -> program47 xs[0] xs[1]
        fun xs -> program48 xs[0]
        fun xs -> program49 xs[0] xs[1]
        fun xs -> program50 xs[0] xs[1]
        fun xs -> program51 xs[0] xs[1] xs[2]
        fun xs -> program52 xs[0]
        fun xs -> program53 xs[0] xs[1]
        fun xs -> program54 xs[0] xs[1]
        fun xs -> program55 xs[0] xs[1] xs[2]
    |]
