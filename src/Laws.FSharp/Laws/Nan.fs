/// The law of how far nan goes: to everything that depends on it, and no further.
module Functional.Laws.Nan

open System
open Functional
open Functional.Laws.Comparing
open Functional.Laws.Common

/// A function of some arguments, and of tangents and cotangents to derive it along.
type private Derived = Tensor[] -> Tensor[] -> Tensor[] -> Tensor[]

/// Where nan goes: an element of an argument.
[<Struct>]
type private Place = { Argument: int; Element: int }

/// The same arguments with another number in a place.
let private put (trial: Trial) (place: Place) (value: float) (xs: Tensor[]) : Tensor[] =
    let x = xs[place.Argument]
    let changed = trial.Tensor(x.Shape.Lengths.ToArray(), Array.updateAt place.Element value (elements x))
    Array.updateAt place.Argument changed xs

/// Numbers to put in a place, to see what depends on it: another of its region, and infinities.
let private replacements (trial: Trial) (place: Place) (xs: Tensor[]) : float list =
    match trial.Subject.Regions[place.Argument] with
    | WellConditioned
    | PositiveDefinite
    | SeparatedSpectrum ->
        let number = (elements xs[place.Argument])[place.Element]
        [ 1.1 * number; 0.9 * number ]
    | region ->
        let drawn = Draw.arguments (trial.Random "another number") [ region ] [| [||] |]
        [ drawn[0][0]; infinity; -infinity ]

/// At how many other points a number must change nothing: at one, a zero beside it may hide it.
[<Literal>]
let private Points = 6

/// Which elements of a function no number in a place changes.
let private untouched (trial: Trial) (place: Place) (g: Derived) (v: Tensor[]) (c: Tensor[]) (count: int) : bool[] =
    let untouched = Array.create count true

    let weights which (like: Tensor[]) =
        let shapes = shapes like

        Draw.arguments (trial.Random which) [ for _ in like -> NonZero ] shapes
        |> Array.map2 (fun shape data -> trial.Tensor(shape, data)) shapes

    for k in 0..Points do
        let x, v, c =
            if k = 0 then
                trial.Point, v, c
            else
                elsewhere trial $"point {k}", weights $"tangent {k}" v, weights $"cotangent {k}" c

        let at xs = bits (all (g v c xs))
        let own = at x

        for number in replacements trial place x do
            let changed = at (put trial place number x)

            for i in 0 .. count - 1 do
                if changed[i] <> own[i] then
                    untouched[i] <- false

    untouched

let keepsNan =
    GradientLaw.claimed
        "nan and infinity"
        "with x_i = nan, elements of f(x), J v and J^T c that depend on x_i are nan; others keep their bits"
        "IEEE 754: operations propagate nan"
        Exact
        "one that keeps nan"
        (function
        | KeepsNan -> Some()
        | _ -> None)
        (fun () trial ->
            let f, x, v, c = trial.Subject.Function, trial.Point, trial.Tangent "v", trial.Cotangent "c"

            let places =
                [| for argument in 0 .. x.Length - 1 do
                       for element in 0 .. x[argument].Size - 1 -> { Argument = argument; Element = element } |]

            let derived: (string * Derived) list =
                [ "f(x)", (fun _ _ x -> f x)
                  "J v", (fun v _ x -> snd (jvp f x v))
                  "J^T c", (fun _ c x -> (snd (vjp f x)) c) ]

            if places.Length = 0 then
                []
            else
                let place = places[(trial.Random "place").Next places.Length]
                let unit = put trial place 1.0 (zeros x)

                [ for name, g in derived do
                      let clean, slopes = jvp (g v c) x unit
                      let clean, slopes = all clean, all slopes
                      let poisoned = all (g v c (put trial place nan x))
                      let untouched = untouched trial place g v c clean.Length

                      let expected =
                          poisoned
                          |> Array.mapi (fun i found ->
                              if slopes[i] <> 0.0 then nan
                              elif untouched[i] then clean[i]
                              else found)

                      numbers
                          $"{name} with nan as element {place.Element} of argument {place.Argument}"
                          poisoned
                          "nan where it depends on it"
                          expected ])
