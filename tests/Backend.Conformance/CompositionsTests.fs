/// Operations that a backend may have in one piece: on every backend they, and everything that transformations make of
/// them, are what the witness composes.
module Functional.Conformance.CompositionsTests

open System
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests
open Functional.Tests.Oracle
open Functional.Tests.Witness
open Functional.Conformance.Cases

type private Reduction = Functional.Reduction

/// A function of scores of a shape, on a backend.
type private Subject = { Shape: int list; On: IBackend -> Tensor -> Tensor }

let private targets dtype (shape: int list) (data: int list) backend =
    toTensorOn backend { Shape = Array.ofList shape; DType = dtype; Data = [| for c in data -> float c |] }

let private reductions = [ Reduction.None; Reduction.Mean; Reduction.Sum ]

let private subjects: (string * Subject) list =
    [ for axis in 0..2 do
          $"softmax along {axis} of 3", { Shape = [ 3; 4; 2 ]; On = fun _ -> Statistics.softmax axis }
          $"log_softmax along {axis} of 3", { Shape = [ 3; 4; 2 ]; On = fun _ -> Statistics.logSoftmax axis }

      "softmax along 0 of 1", { Shape = [ 5 ]; On = fun _ -> Statistics.softmax 0 }
      "log_softmax along 0 of 1", { Shape = [ 5 ]; On = fun _ -> Statistics.logSoftmax 0 }

      for r in reductions do
          let likelihood target ignored (backend: IBackend) (x: Tensor) =
              Losses.Nll(x, target backend, ignoreIndex = ignored, reduction = r)

          let classes = targets "int64" [ 4 ] [ 2; 0; 1; 2 ]
          $"nll, {r}", { Shape = [ 4; 3 ]; On = likelihood classes -100L }
          $"nll without class 2, {r}", { Shape = [ 4; 3 ]; On = likelihood classes 2L }
          $"nll of int32, {r}", { Shape = [ 2; 3 ]; On = likelihood (targets "int32" [ 2 ] [ 0; 2 ]) -100L }
          $"nll of one sample, {r}", { Shape = [ 3 ]; On = likelihood (targets "int64" [] [ 1 ]) -100L }

          $"nll of images, {r}", { Shape = [ 2; 3; 2 ]; On = likelihood (targets "int64" [ 2; 2 ] [ 1; 0; 2; 1 ]) 0L }

          $"cross entropy, {r}",
          { Shape = [ 4; 3 ]; On = fun backend x -> Losses.CrossEntropy(x, classes backend, reduction = r) } ]

let private subjectOf = dict subjects
let private names = [ for name, _ in subjects -> name ]

/// The same numbers in other places of memory.
let private layouts: (string * (IBackend -> string -> int list -> int -> Tensor)) list =
    let made backend dtype (shape: int list) seed =
        let count = List.fold (*) 1 shape
        let number i = Math.Round(2.0 * sin (1.7 * float i + float seed), 3)
        toTensorOn backend { Shape = Array.ofList shape; DType = dtype; Data = Array.init count number }

    [ "dense", made
      "transposed",
      (fun backend dtype shape seed ->
          made backend dtype (List.rev shape) seed |> Moves.permute [ for i in 1 .. shape.Length -> shape.Length - i ])
      "every other",
      (fun backend dtype shape seed ->
          let last = shape.Length - 1

          made backend dtype (List.updateAt last (2 * shape[last]) shape) seed
          |> Moves.slice last 0 (2 * shape[last]) 2)
      "expanded",
      (fun backend dtype shape seed -> made backend dtype (List.updateAt 0 1 shape) seed |> Moves.expand shape) ]

let private layoutOf = dict layouts

/// Everything that transformations make of a function, by name.
let private everything backend dtype layout (subject: Subject) : (string * (unit -> Tensor)) list =
    let f = subject.On backend
    let like seed (shape: int seq) = layoutOf[layout] backend dtype (List.ofSeq shape) seed
    let x, v, w = like 1 subject.Shape, like 2 subject.Shape, like 3 subject.Shape
    // A number has one layout only.
    let c =
        match List.ofSeq (f x).Shape with
        | [] -> onesLike (f x) * 1.5
        | shape -> like 4 shape

    let pull x c = snd (vjp f x) c
    let push x = snd (jvp f x v)
    let dot x y = inner [| x |] [| y |]

    [ "value", (fun () -> f x)
      "J v", (fun () -> push x)
      "J^T c", (fun () -> pull x c)
      "J^T c by x", (fun () -> grad (fun x -> dot (pull x c) w) x)
      "J^T c by c", (fun () -> grad (fun c -> dot (pull x c) w) c)
      "J^T c along v", (fun () -> snd (jvp (fun x -> pull x c) x v))
      "J v by x", (fun () -> grad (fun x -> dot (push x) c) x)
      "linearize", (fun () -> snd (linearize f x) v)
      "taylor", (fun () -> Array.last (taylor 3 f x v))
      "vmap", (fun () -> vmap f (Tensor.stack 0 [ x; v ]))
      "vmap of J^T c", (fun () -> vmap (fun x -> pull x c) (Tensor.stack 0 [ x; v ]))
      "J^T c of vmap", (fun () -> snd (vjp (vmap f) (Tensor.stack 0 [ x; v ])) (Tensor.stack 0 [ c; c ]))
      "vmap over c", (fun () -> vmap (pull x) (Tensor.stack 0 [ c; 2.0 * c ]))
      "compile", (fun () -> compile f x)
      "compiled J^T c", (fun () -> compile (fun x -> pull x c) x)
      "J^T c of compile", (fun () -> snd (vjp (compile f) x) c)
      "checkpoint", (fun () -> snd (vjp (checkpoint f) x) c)
      "Backward",
      (fun () ->
          let p = Parameter x
          Autograd.backward (dot (f p) c)
          Autograd.grad p) ]

/// How close numbers of a dtype are, and those of higher derivatives.
let private tolerance dtype name =
    let first, second = if dtype = "float64" then OpsTests.tolerances "softmax" else 2e-6, 2e-5

    match name with
    | "value"
    | "J v"
    | "J^T c" -> first
    | _ -> second

let cases () =
    let data = TheoryData<string, string, string, string>()

    for name in names do
        for layout, _ in layouts do
            for dtype in [ "float32"; "float64" ] do
                for row in present do
                    data.Add(name, layout, dtype, row.Name)

    data

[<Theory; MemberData(nameof cases)>]
let ``a composition and its derivatives are the same on every backend`` (name, layout, dtype, backend: string) =
    let subject = subjectOf[name]
    let actual = everything (named backend) dtype layout subject
    let expected = everything (witnessOf backend) dtype layout subject

    let wrong =
        List.zip expected actual
        |> List.choose (fun ((what, expected), (_, actual)) ->
            failures what (fun () ->
                let expected = ofTensor (expected ())
                differsOn (named backend) (tolerance dtype what) expected (actual ())))

    Assert.True(wrong.IsEmpty, String.concat "\n" wrong)

let backends () = eachBackend ()
let each32and64 () = each [ "float32"; "float64" ]

[<Theory; MemberData(nameof each32and64)>]
let ``classes may lie anywhere in memory`` (dtype: string, name: string) =
    let backend = named name
    let x = layoutOf["dense"] backend dtype [ 4; 3 ] 1
    let classes = targets "int64" [ 4 ] [ 2; 0; 1; 2 ] backend
    let everyOther = Moves.slice 0 0 8 2 (targets "int64" [ 8 ] [ 2; 9; 0; 9; 1; 9; 2; 9 ] backend)
    let column = Moves.select 1 0 (targets "int64" [ 4; 2 ] [ 2; 9; 0; 9; 1; 9; 2; 9 ] backend)

    for r in reductions do
        let both (target: Tensor) = vjp (fun (x: Tensor) -> Losses.Nll(x, target, reduction = r)) x
        let value, pull = both classes
        let cotangent = onesLike value

        for target in [ everyOther; column ] do
            let other, pullOther = both target
            Checks.same value other
            Checks.same (pull cotangent) (pullOther cotangent)

        let one = targets "int64" [ 1 ] [ 2 ] backend
        let repeated, dense = Moves.expand [ 4 ] one, targets "int64" [ 4 ] [ 2; 2; 2; 2 ] backend
        Checks.same (fst (both dense)) (fst (both repeated))
        Checks.same (snd (both dense) cotangent) (snd (both repeated) cotangent)

[<Theory; MemberData(nameof each32and64)>]
let ``scores that are not finite`` (dtype: string, name: string) =
    let rows =
        [ -infinity; 0.0; 1.0; infinity; 0.0; 1.0; nan; 0.0; 1.0; -infinity; -infinity; -infinity; 1e30; 0.0; -1e30 ]

    let on backend =
        let x = toTensorOn backend { Shape = [| 5; 3 |]; DType = dtype; Data = Array.ofList rows }
        let target = targets "int64" [ 5 ] [ 1; 1; 1; 1; 0 ] backend

        [ "softmax", Statistics.softmax 1 x
          "log_softmax", Statistics.logSoftmax 1 x
          "along 0", Statistics.logSoftmax 0 x
          "cross_entropy", Losses.CrossEntropy(x, target, reduction = Reduction.None)
          "what is picked", Losses.Nll(x, target, reduction = Reduction.None)
          "what is ignored", Losses.Nll(x, target, ignoreIndex = 0L, reduction = Reduction.None) ]

    for (what, expected), (_, actual) in List.zip (on (witnessOf name)) (on (named name)) do
        match differsOn (named name) (tolerance dtype "value") (ofTensor expected) actual with
        | Some message -> Assert.Fail $"{what}: {message}"
        | None -> ()

[<Theory; MemberData(nameof each32and64)>]
let ``where every sample is ignored, or there is none, the mean is nan and the gradient 0``
    (dtype: string, name: string)
    =
    let backend = named name

    for n in [ 2; 0 ] do
        let x = layoutOf["dense"] backend dtype [ n; 3 ] 1
        let target = targets "int64" [ n ] (List.replicate n -100) backend

        for loss in
            [ (fun r (x: Tensor) -> Losses.Nll(x, target, reduction = r))
              (fun r (x: Tensor) -> Losses.CrossEntropy(x, target, reduction = r)) ] do
            for reduction, expected in
                [ Reduction.Mean, [ nan ]; Reduction.Sum, [ 0.0 ]; Reduction.None, List.replicate n 0.0 ] do
                let value, pull = vjp (loss reduction) x
                Checks.equal expected value
                Checks.equal (List.replicate (3 * n) 0.0) (pull (onesLike value))

[<Theory; MemberData(nameof each32and64)>]
let ``the likelihood is linear in its scores`` (dtype: string, name: string) =
    let backend = named name
    let x = layoutOf["dense"] backend dtype [ 4; 3 ] 1
    let classes = targets "int64" [ 4 ] [ 2; 0; 1; 2 ] backend

    for r in reductions do
        let f (x: Tensor) = Losses.Nll(x, classes, reduction = r)
        let value, pull = vjp f x
        let cotangent = onesLike value
        Checks.same (pull cotangent) (linearTranspose f x cotangent)

[<Theory; MemberData(nameof each32and64)>]
let ``a class that does not exist`` (dtype: string, name: string) =
    let backend = named name
    let x = layoutOf["dense"] backend dtype [ 2; 3 ] 1
    let right = targets "int64" [ 2 ] [ 0; 2 ] backend

    for wrong in [ 3; -1; 1_000_000 ] do
        let target = targets "int64" [ 2 ] [ 0; wrong ] backend
        let parts = [ $"index {wrong} along axis 1"; "[2, 3]"; "[0, 3)" ]

        for r in reductions do
            for loss in
                [ (fun (target: Tensor) (x: Tensor) -> Losses.Nll(x, target, reduction = r))
                  (fun (target: Tensor) (x: Tensor) -> Losses.CrossEntropy(x, target, reduction = r)) ] do
                let total target x = Reductions.sum [||] false (loss target x)
                let expected = elements (grad (total right) x)
                let says f = Checks.says<IndexException> parts f
                says (fun () -> loss target x)
                says (fun () -> grad (total target) x)
                says (fun () -> snd (jvp (total target) x x))
                says (fun () -> compile (loss target) x)

                says (fun () ->
                    let p = Parameter x
                    Autograd.backward (total target p)
                    Autograd.grad p)

                // The backend goes on.
                Assert.Equal<float[]>(expected, elements (grad (total right) x))

[<Theory; MemberData(nameof backends)>]
let ``scores and classes of two backends do not meet, and the error names both`` (name: string) =
    let backend, other = named name, witnessOf name
    let x = layoutOf["dense"] backend "float64" [ 2; 3 ] 1
    let theirs = targets "int64" [ 2 ] [ 0; 2 ] other
    let places = [ string backend.Device; string other.Device ]
    Checks.says<DeviceException> places (fun () -> Losses.Nll(x, theirs))
    Checks.says<DeviceException> places (fun () -> Losses.CrossEntropy(x, theirs))
    Checks.says<DeviceException> places (fun () -> grad (fun (x: Tensor) -> Losses.CrossEntropy(x, theirs)) x)
