namespace Functional.Laws

open System
open Functional

/// Something that a backend does not have, and how it says so.
type BackendLack =
    {
        /// A law of backends by its name, or a family of them: Factor Exp, Draw.
        Of: string
        /// On operands of which dtypes; none named means on all.
        DTypes: DType list
        /// What the error names, so that whoever reads it knows what to do instead.
        Says: string list
    }

    /// Whether it is about a case of a law that has operands of some dtypes.
    member lack.Covers(family: string, law: string, dtypes: DType list) : bool =
        (lack.Of = family || lack.Of = law)
        && (lack.DTypes.IsEmpty || dtypes |> List.exists (fun dtype -> List.contains dtype lack.DTypes))

    /// Whether an error says it: of the kind that tells what to change, and with its words.
    member lack.Is(error: exn) : bool =
        (error :? DTypeException || error :? DeviceException)
        && not lack.Says.IsEmpty
        && lack.Says |> List.forall (fun words -> error.Message.Contains(words, StringComparison.OrdinalIgnoreCase))

/// What a backend promises of its numbers.
type BackendPromise =
    {
        /// Units in the last place that an elementwise function may be off. What else is not exact may be off in
        /// proportion: the laws are written for two.
        Ulps: float
        /// Whether the same operands give the same bits, a second time and in whatever layout.
        SameBits: bool
        /// What it does not have.
        Lacks: BackendLack list
    }

    /// Two units in the last place, always the same bits, and nothing missing.
    static member Full: BackendPromise = { Ulps = 2.0; SameBits = true; Lacks = [] }

    /// How many times as far from the plain backend's result, which is off by two units itself, as from one that is off
    /// by two.
    member internal promise.Slack: float = (2.0 + promise.Ulps) / 4.0
