/// Laws of compile: a compiled function is the function, whatever is inside or around. J is the Jacobian at the point; v is a
/// tangent, c a cotangent.
module Functional.Laws.Compiled

open Functional
open Functional.Laws.Comparing
open Functional.Laws.Common

/// What draws from a generator is refused, and by a message that says what to do; everything else obeys.
let private refused (trial: Trial) =
    let isRefused =
        try
            compile trial.Subject.Function trial.Point |> ignore
            false
        with :? TracingException as error ->
            error.Message.Contains "Key"

    [ truth "compile f is refused for its random numbers" isRefused ]

let private law name statement test =
    GradientLaw.make
        name
        statement
        "Frostig, Johnson, Leary, Compiling machine learning programs via high-level tracing (2018)"
        (Relative 1e-11)
        (fun trial -> if trial.IsSeeded then refused trial else test trial)

/// Every option of compiling: programs that are interpreted at first, and machine code at once.
let private ways: (string * ((Tensor[] -> Tensor[]) -> Tensor[] -> Tensor[])) list =
    [ "compile", compile; "compile at once", compileWith { CompileOptions.Default with Eager = true } ]

let ofValues =
    law "compile f is f" "compile f x = f x, now and again, and for x elsewhere" (fun trial ->
        let f, x = trial.Subject.Function, trial.Point
        let y = elsewhere trial "another point"

        [ for name, compile in ways do
              let compiled = compile f
              tensors $"{name} f" (compiled x) "f" trial.Value
              tensors $"{name} f, again" (compiled x) "f" trial.Value
              tensors $"{name} f, elsewhere" (compiled y) "f" (f y)
          tensors "compile (compile f)" (compile (compile f) x) "f" trial.Value ])

let ofDerivatives =
    law "a compiled derivative is the derivative" "compile (grad f) = grad f, and so jvp, vjp and hvp" (fun trial ->
        let f, x, v, c = trial.Subject.Function, trial.Point, trial.Tangent "v", trial.Cotangent "c"
        let loss = scalar c f
        let both name derivative = tensors $"compile {name}" (compile derivative x) name (derivative x)

        [ both "grad" (grad loss)
          both "jvp" (fun x -> snd (jvp f x v))
          both "vjp" (fun x -> (snd (vjp f x)) c)
          both "hvp" (fun x -> hvp loss x v)
          both "linearize" (fun x -> (snd (linearize f x)) v) ])

let derivativesOf =
    law
        "the derivative of a compiled function is the derivative"
        "grad (compile f) = grad f, and so jvp, vjp, hvp"
        (fun trial ->
            let f, x, v, c = trial.Subject.Function, trial.Point, trial.Tangent "v", trial.Cotangent "c"
            let compiled = compile f
            let loss, compiledLoss = scalar c f, scalar c compiled

            [ tensors "grad (compile f)" (grad compiledLoss x) "grad f" (grad loss x)
              tensors "jvp (compile f)" (snd (jvp compiled x v)) "jvp f" (snd (jvp f x v))
              tensors "vjp (compile f)" ((snd (vjp compiled x)) c) "vjp f" ((snd (vjp f x)) c)
              tensors "hvp (compile f)" (hvp compiledLoss x v) "hvp f" (hvp loss x v)
              tensors
                  "grad (compile (grad (compile f)))"
                  (grad (scalar v (compile (grad compiledLoss))) x)
                  "H v"
                  (hvp loss x v)
              tensors "linearize (compile f)" ((snd (linearize compiled x)) v) "jvp f" (snd (jvp f x v)) ])

let ofBatches =
    law "a compiled batch is the batch" "compile (vmap f) = vmap (compile f) = vmap f" (fun trial ->
        let f, x, c = trial.Subject.Function, trial.Point, trial.Cotangent "c"
        let y = elsewhere trial "a second example"
        let xs = Array.map2 (fun a b -> Tensor.stack 0 [| a; b |]) x y
        let expected = vmap f xs
        let gradients = vmap (grad (scalar c f)) xs

        [ tensors "compile (vmap f)" (compile (vmap f) xs) "vmap f" expected
          tensors "vmap (compile f)" (vmap (compile f) xs) "vmap f" expected
          tensors "compile (vmap (grad f))" (compile (vmap (grad (scalar c f))) xs) "vmap (grad f)" gradients
          tensors "vmap (grad (compile f))" (vmap (grad (scalar c (compile f))) xs) "vmap (grad f)" gradients
          tensors "vmap (compile (grad f))" (vmap (compile (grad (scalar c f))) xs) "vmap (grad f)" gradients ])

/// The laws of this family.
let laws = [ ofValues; ofDerivatives; derivativesOf; ofBatches ]
