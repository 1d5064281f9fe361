/// DiffSharp's backends: one joins by its row.
module Functional.Conformance.Backends

open Functional
open Functional.Laws

let all: BackendRow list =
    [ { BackendRow.on
            "diffsharp:torch"
            DiffSharpBackend.Torch
            "see docs/devices.md: the packages of DiffSharp, and libtorch" with
          Share = 0.3
          LiveBytes = fun () -> DiffSharpBackend.LiveBytes }
      { BackendRow.on "diffsharp:reference" DiffSharpBackend.Reference "see docs/devices.md: the packages of DiffSharp" with
          Share = 0.1
          LiveBytes = fun () -> DiffSharpBackend.LiveBytes } ]
