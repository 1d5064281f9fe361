/// DiffSharp's backends: one joins by its row.
module Functional.Conformance.Backends

open System.Diagnostics
open Functional
open Functional.Laws

/// The bytes of this process: libtorch's are not in managed memory, and nobody counts them.
let private ofProcess () =
    use self = Process.GetCurrentProcess()
    self.PrivateMemorySize64

let all: BackendRow list =
    [ { BackendRow.on
            "diffsharp:torch"
            DiffSharpBackend.Torch
            "see docs/devices.md: the packages of DiffSharp, and libtorch" with
          // libtorch has vector forms of most functions and scalar ones for what is left at the end.
          Promise = { BackendPromise.Full with Ulps = 4.0; SameBits = false }
          Share = 0.3
          LiveBytes = ofProcess }
      { BackendRow.on "diffsharp:reference" DiffSharpBackend.Reference "see docs/devices.md: the packages of DiffSharp" with
          Promise = { BackendPromise.Full with Ulps = 4.0 }
          Share = 0.1 } ]
