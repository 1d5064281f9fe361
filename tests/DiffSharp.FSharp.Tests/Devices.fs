/// DiffSharp's two implementations by name, for theories.
module Functional.DiffSharpTests.Devices

open Functional

let of' (name: string) : Device = if name = "torch" then DiffSharpBackend.Torch else DiffSharpBackend.Reference

let names () = seq { for name in [ "torch"; "reference" ] -> [| box name |] }
