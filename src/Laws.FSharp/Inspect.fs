/// Functions that no law can be tried on, and why.
module internal Functional.Laws.Inspect

open System
open FsCheck
open FsCheck.FSharp
open Functional
open Functional.Laws.Run

let private spaces (ys: Tensor[]) = ys |> Array.map (fun y -> string y.Space) |> String.concat ", "

let private sameBits (xs: Tensor[]) (ys: Tensor[]) = Common.bits (Comparing.all xs) = Common.bits (Comparing.all ys)

/// What is wrong with a function at a point, as far as values tell; and whether it changes from there to another point.
let private inspect (settings: Settings) (subjects: Gen<Subject>) seed : Choice<bool, string> =
    let at (case: Case) =
        let texts = case.Values |> Array.map list |> String.concat ", "
        $"at {texts}"

    let subject = Gen.sampleWithSeed (Rnd(uint64 seed)) 20 1 subjects |> Array.head
    let case = caseOf subject seed
    let trial = Trial(subject, case, settings.Backend)

    let evaluate (trial: Trial) =
        let ys = subject.Function trial.Point

        if isNull (box ys) || ys |> Array.exists (fun y -> isNull (box y)) then
            failwith "it returned null; return a tensor"

        ys

    try
        let first = evaluate trial
        let second = evaluate trial

        let elsewhere = { case with Values = Draw.arguments (Draw.seeded "elsewhere" seed) subject.Regions case.Shapes }

        let moved = evaluate (Trial(subject, elsewhere, settings.Backend))
        let isSeeded = subject.Claims |> List.exists _.IsSeeded

        if first.Length = 0 then
            Choice2Of2 "it returned no tensor at all"
        elif first |> Array.exists (fun y -> not (y.DType.IsFloat())) then
            Choice2Of2 $"its result is {spaces first}: only floats have derivatives; return floats"
        elif spaces first <> spaces second || not isSeeded && not (sameBits first second) then
            Choice2Of2
                $"it gave two different results {at case}: {first |> Comparing.all |> list} and {second |> Comparing.all |> list}; a function must depend on its arguments alone (set seeds inside it, or claim that it is seeded)"
        elif spaces first <> spaces moved then
            Choice2Of2
                $"the shape of its result depends on the numbers: {spaces first} {at case}, {spaces moved} {at elsewhere}; make it depend on shapes alone"
        elif first |> Comparing.all |> Array.exists (Double.IsFinite >> not) then
            Choice2Of2
                $"it gave {first |> Comparing.all |> list} {at case}: not finite; choose a domain in which it is defined"
        else
            let isConstant = subject.Claims |> List.exists _.IsConstant
            let isEmpty = first |> Array.forall (fun y -> y.Size = 0) || case.Values |> Array.forall Array.isEmpty
            Choice1Of2(isConstant || isEmpty || not (sameBits first moved))
    with e ->
        Choice2Of2 $"it throws {at case}: {e.GetType().Name}: {e.Message}"

/// Why no law can be tried on a function, if so.
let refusal (settings: Settings) (subjects: Gen<Subject>) : string option =
    let tries = min 10 settings.Cases
    let inspectAll () = [ for seed in 0 .. tries - 1 -> inspect settings subjects (settings.Seed * 7919 + seed) ]
    let looking = Threading.Tasks.Task.Run inspectAll

    if Threading.Tasks.Task.WaitAny([| looking :> Threading.Tasks.Task |], settings.Patience) < 0 then
        Some $"it has not returned after {settings.Patience.TotalSeconds} seconds"
    else
        let found = looking.GetAwaiter().GetResult()

        let wrongs =
            found
            |> List.choose (function
                | Choice2Of2 why -> Some why
                | _ -> None)

        match wrongs with
        | why :: _ -> Some why
        | [] ->
            if
                found
                |> List.forall (function
                    | Choice1Of2 changes -> not changes
                    | _ -> false)
            then
                Some
                    "its result does not depend on its arguments: of a constant, every law holds and none says anything (claim that it is constant, if it is meant to be)"
            else
                None
