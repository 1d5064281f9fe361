namespace Functional

open System.Runtime.CompilerServices
open DiffSharp.Backends
open Functional
open Functional.Host
open Functional.Kernels

/// How tensors of the two libraries become each other's. Numbers are copied both ways: DiffSharp's tensors can be
/// changed in place, and its reference backend keeps the very array that it is given, while ours never change.
module internal Conversion =
    module Defaults = DiffSharp.Device

    let ofDiffSharp (x: DiffSharp.Tensor) : Tensor =
        if not x.isNoDiff then
            raise (Failures.differentiated ())

        let raw = x.primalRaw

        match tryDType raw.Dtype with
        | None -> raise (Failures.noDType "ofDiffSharp" (string raw.Dtype))
        | Some dtype ->
            let backend = DiffSharpBackend.For raw
            Concrete(backend.Adopt (scoped backend.Engine [| raw |] (fun xs -> xs[0].Clone())) dtype)

    let toDiffSharp (x: Tensor) : DiffSharp.Tensor =
        let array = (Values.concrete "toDiffSharp" x).Array

        let raw =
            match array with
            | :? DiffSharpArray as own ->
                let engine = (DiffSharpBackend.For own.Raw).Engine
                // Axes that are stretched have one number in memory for many, which no one could change alone.
                scoped engine [| own.Raw |] (fun xs -> (Raw.rows xs[0]).Clone())
            | other -> ofNdArray { Backend = DiffSharp.Backend.Default; Device = Defaults.Default } other

        System.GC.KeepAlive array
        DiffSharp.Tensor.ofRawTensor raw

/// <summary>Conversions, beside the other functions of tensors: <c>Tensor.ofDiffSharp</c> and
/// <c>Tensor.toDiffSharp</c>.</summary>
[<AutoOpen>]
module DiffSharpFunctions =
    /// <summary>Tensors to DiffSharp's and from them.</summary>
    [<RequireQualifiedAccess>]
    module Tensor =
        /// <summary>
        /// The numbers of a DiffSharp tensor, copied, on the same of its backends: <c>diffsharp:torch</c> or
        /// <c>diffsharp:reference</c>. <c>Tensor.toDevice Device.Cpu</c> brings them to the managed backend. A tensor
        /// that DiffSharp is differentiating is an InvalidOperationException, int8 and int16 are a DTypeException.
        /// </summary>
        let ofDiffSharp (x: DiffSharp.Tensor) : Tensor = Conversion.ofDiffSharp x

        /// <summary>
        /// A DiffSharp tensor with the numbers of a tensor, copied: on the same backend if it is DiffSharp's, else on
        /// DiffSharp's default backend and device. Derivatives stay behind.
        /// </summary>
        let toDiffSharp (x: Tensor) : DiffSharp.Tensor = Conversion.toDiffSharp x

/// <summary>Conversions between the two libraries' tensors, as methods.</summary>
[<Extension; AbstractClass; Sealed>]
type DiffSharpExtensions =
    /// <summary>The numbers of a DiffSharp tensor, copied, on the same of its backends.</summary>
    /// <exception cref="System.InvalidOperationException">DiffSharp is differentiating the tensor.</exception>
    /// <exception cref="DTypeException">The dtype is int8 or int16.</exception>
    [<Extension>]
    static member ToFunctional(x: DiffSharp.Tensor) : Tensor = Conversion.ofDiffSharp x

    /// <summary>A DiffSharp tensor with the numbers of a tensor, copied.</summary>
    [<Extension>]
    static member ToDiffSharp(x: Tensor) : DiffSharp.Tensor = Conversion.toDiffSharp x
