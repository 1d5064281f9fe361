/// Formulas whose derivatives are found on paper, by rules that share nothing with the library: what compositions of
/// transformations are compared with.
namespace Functional.Laws.Tests

open System

/// An expression in x₀, x₁, …
type Formula =
    | Number of float
    | Variable of int
    | Plus of Formula * Formula
    | Times of Formula * Formula
    | Sine of Formula
    | Cosine of Formula
    | Exponential of Formula
    | Power of Formula * exponent: float
    /// The first of two where a third is above 0, else the second.
    | Either of Formula * Formula * above: Formula

[<CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module Formula =
    let number x = Number x

    let plus f g =
        match f, g with
        | Number 0.0, h
        | h, Number 0.0 -> h
        | Number a, Number b -> Number(a + b)
        | f, g -> Plus(f, g)

    let times f g =
        match f, g with
        | Number 0.0, _
        | _, Number 0.0 -> Number 0.0
        | Number 1.0, h
        | h, Number 1.0 -> h
        | Number a, Number b -> Number(a * b)
        | f, g -> Times(f, g)

    let sum (fs: Formula seq) = Seq.fold plus (Number 0.0) fs

    /// Formulas in the place of the variables.
    let rec substitute (values: Formula[]) f =
        match f with
        | Number _ -> f
        | Variable i -> values[i]
        | Plus(f, g) -> plus (substitute values f) (substitute values g)
        | Times(f, g) -> times (substitute values f) (substitute values g)
        | Sine f -> Sine(substitute values f)
        | Cosine f -> Cosine(substitute values f)
        | Exponential f -> Exponential(substitute values f)
        | Power(f, n) -> Power(substitute values f, n)
        | Either(f, g, above) -> Either(substitute values f, substitute values g, substitute values above)

    /// The derivative in one variable.
    let rec slope i f =
        match f with
        | Number _ -> Number 0.0
        | Variable j -> Number(if i = j then 1.0 else 0.0)
        | Plus(f, g) -> plus (slope i f) (slope i g)
        | Times(f, g) -> plus (times (slope i f) g) (times f (slope i g))
        | Sine f -> times (slope i f) (Cosine f)
        | Cosine f -> times (slope i f) (times (Number -1.0) (Sine f))
        | Exponential f -> times (slope i f) (Exponential f)
        | Power(f, n) -> times (slope i f) (times (Number n) (Power(f, n - 1.0)))
        | Either(f, g, above) ->
            match slope i f, slope i g with
            | Number 0.0, Number 0.0 -> Number 0.0
            | f, g -> Either(f, g, above)

    let rec value (xs: float[]) f =
        match f with
        | Number x -> x
        | Variable i -> xs[i]
        | Plus(f, g) -> value xs f + value xs g
        | Times(f, g) -> value xs f * value xs g
        | Sine f -> Math.Sin(value xs f)
        | Cosine f -> Math.Cos(value xs f)
        | Exponential f -> Math.Exp(value xs f)
        | Power(f, n) -> Math.Pow(value xs f, n)
        | Either(f, g, above) -> value xs (if value xs above > 0.0 then f else g)

    /// A formula in some variables, smooth, and no larger than a few ones near 0.
    let rec random (random': Random) depth count : Formula =
        let inner () = random random' (depth - 1) count
        let weight () = Number(Math.Round(random'.NextDouble() * 2.0 - 1.0, 2))

        match (if depth = 0 then 0 else 1 + random'.Next 5) with
        | 0 -> Plus(Times(weight (), Variable(random'.Next count)), weight ())
        | 1 -> Plus(inner (), Times(weight (), inner ()))
        | 2 -> Times(Sine(inner ()), inner ())
        | 3 -> Sine(Times(inner (), Variable(random'.Next count)))
        | 4 -> Cosine(inner ())
        | _ -> Exponential(Times(Number 0.5, Sine(inner ())))
