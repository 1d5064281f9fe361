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
        /// Where it computes. The backend is made when it is first asked for; a DeviceException says then that it cannot
        /// be had on this machine, and why.
        Device: Device
        /// What to do to have it.
        Remedy: string
        /// Whether it takes hardware that not every machine has. What can be installed has to be there on a build server.
        IsHardware: bool
        /// How exact it is, and what it lacks.
        Promise: BackendPromise
        /// How many of the cases that laws are tried in it is tried in: 1 is all. Reference data is compared in full.
        Share: float
        /// The bytes that its arrays take.
        LiveBytes: unit -> int64
    }

    /// The backend.
    member row.Here: IBackend = row.Device.Backend

    /// Why it cannot be had on this machine, and what to do, if so. Every other error is an error.
    member row.Absence: string option =
        try
            row.Here |> ignore
            None
        with :? DeviceException as error ->
            Some $"{row.Name} is not here: {error.Message}; {row.Remedy}"

    /// So many cases, or this backend's share of them; at least one.
    member row.CasesOf(count: int) : int = max 1 (int (row.Share * float count))

module BackendRow =
    /// A backend that is exact, lacks nothing, and has its arrays in managed memory.
    let on name (device: Device) remedy =
        { Name = name
          Device = device
          Remedy = remedy
          IsHardware = false
          Promise = BackendPromise.Full
          Share = 1.0
          LiveBytes = fun () -> GC.GetTotalMemory true }
