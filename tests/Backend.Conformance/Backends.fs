/// The backends: one joins by its row.
module Functional.Conformance.Backends

open Functional.Kernels
open Functional.Laws

let all: BackendRow list =
    [ { BackendRow.own "managed" ManagedBackend.Instance with LiveBytes = fun () -> BufferPool.InUse }
      // It is what the laws compare with, and slow.
      { BackendRow.own "plain" PlainBackend.Instance with Share = 0.1 } ]
