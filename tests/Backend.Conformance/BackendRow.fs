namespace Functional.Conformance

open System
open Functional
open Functional.Kernels
open Functional.Laws

/// A backend that is held against everything in this project.
[<NoEquality; NoComparison>]
type BackendRow =
    {
        /// What tests call it: managed, torch:cpu.
        Name: string
        /// Makes it, when it is first asked for; a DeviceException says that it cannot be had on this machine, and why.
        Backend: Lazy<IBackend>
        /// What to do to have it.
        Remedy: string
        /// How exact it is, and what it lacks.
        Promise: BackendPromise
        /// How many of the cases that laws are tried in it is tried in: 1 is all. Reference data is compared in full.
        Share: float
        /// The bytes that its arrays take.
        LiveBytes: unit -> int64
    }

    /// The backend.
    member row.Here: IBackend = row.Backend.Value

    /// Why it cannot be had on this machine, if so. Every other error is one.
    member row.Absence: string option =
        try
            row.Backend.Force() |> ignore
            None
        with :? DeviceException as error ->
            Some $"{row.Name} is not here: {error.Message}; {row.Remedy}"

    /// So many cases, or this backend's share of them; at least one.
    member row.CasesOf(count: int) : int = max 1 (int (row.Share * float count))

module BackendRow =
    /// A backend that is part of the library, exact and complete.
    let own name (backend: IBackend) =
        { Name = name
          Backend = lazy backend
          Remedy = "it is part of the library"
          Promise = BackendPromise.Full
          Share = 1.0
          LiveBytes = fun () -> GC.GetTotalMemory true }
