/// The backends: one joins by its row.
module Functional.Conformance.Backends

open Functional
open Functional.Kernels
open Functional.Laws

let all: BackendRow list =
    [ { BackendRow.on "managed" Device.Cpu "it is part of the library" with
          LiveBytes = fun () -> BufferPool.InUse }
      // It is what the laws compare with, and slow.
      { BackendRow.on "plain" (PlainBackend.Instance :> IBackend).Device "it is part of the laws" with
          Share = 0.1 } ]
