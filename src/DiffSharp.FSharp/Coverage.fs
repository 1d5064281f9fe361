namespace Functional

open System
open System.Collections.Generic
open Functional.Kernels
open Functional.Ways

/// <summary>By what an operation is done on a DiffSharp backend.</summary>
type DiffSharpPlace =
    /// <summary>One of DiffSharp's raw operations.</summary>
    | Raw = 0
    /// <summary>Several of them.</summary>
    | Composed = 1
    /// <summary>The managed backend: the numbers are brought to host memory and back.</summary>
    | Managed = 2

/// <summary>By what an operation on a dtype is done on a DiffSharp backend, and why it is not by DiffSharp.</summary>
[<Sealed>]
type DiffSharpCoverage private (family: string, operation: string, dtype: DType, place: DiffSharpPlace, reason: string)
    =

    static let managed: IBackend = ManagedBackend.Instance

    static let row family operation dtype (way: Way<'f>) =
        let place, reason =
            match way with
            | Raw _ -> DiffSharpPlace.Raw, ""
            | Composed _ -> DiffSharpPlace.Composed, ""
            | Managed reason -> DiffSharpPlace.Managed, reason

        DiffSharpCoverage(family, operation, dtype, place, reason)

    /// Whether an operation is defined on a dtype at all: on a matrix of one element.
    static let isDefined (operation: Operation) dtype operands =
        try
            let one = managed.Full(Shape.From [ 1; 1 ], dtype, Number.op_Implicit 1L)
            operation.Run(Array.replicate operands one) |> ignore
            true
        with :? DTypeException ->
            false

    /// <summary>The member of <c>IBackend</c>: Map, Zip, Reduce, …</summary>
    member _.Family = family

    /// <summary>The family's operation, or the family itself where it has but one.</summary>
    member _.Operation = operation

    /// <summary>The dtype of the operands.</summary>
    member _.DType = dtype

    /// <summary>By what it is done.</summary>
    member _.Place = place

    /// <summary>Why it is not by DiffSharp; empty where it is.</summary>
    member _.Reason = reason

    override _.ToString() =
        let name = if family = operation then family else $"{family} {operation}"
        let why = if reason = "" then "" else $": {reason}"
        $"{name} of {DTypes.Name dtype}: {place.ToString().ToLowerInvariant()}{why}"

    /// <summary>Every operation on every dtype that it is defined on, of one of DiffSharp's backends.</summary>
    /// <exception cref="DeviceException">The device is not DiffSharp's, or cannot be had.</exception>
    static member Of(device: Device) : IReadOnlyList<DiffSharpCoverage> =
        let engine =
            match DiffSharpBackend.TryOf device with
            | Some backend -> backend.Engine
            | None -> raise (Failures.noBackend device)

        let shape = Shape.From [ 1; 1 ]

        [| for dtype in Enum.GetValues<DType>() do
               let isDefined operation operands = isDefined operation dtype operands

               for into in Enum.GetValues<DType>() do
                   row "Cast" (DTypes.Name into) dtype (cast engine dtype into)

               for op in Enum.GetValues<Unary>() do
                   if isDefined (Map(string op, op)) 1 then
                       row "Map" (string op) dtype (map engine dtype op)

               for op in Enum.GetValues<Binary>() do
                   if isDefined (Zip(string op, op, 1.0)) 2 then
                       row "Zip" (string op) dtype (zip engine dtype op)

               row "Select" "Select" dtype select

               for op in Enum.GetValues<Reduction>() do
                   if isDefined (Reduce(string op, op, [| 0 |], false)) 1 then
                       row "Reduce" (string op) dtype (reduce engine dtype op)

               if isDefined (Scan("scan", Running.Sum, 0, false)) 1 then
                   row "Scan" "Sum" dtype scan

               for movement in
                   [ Permute [| 1; 0 |] :> Movement
                     Reshape shape
                     Expand shape
                     Slice([| 0; 0 |], [| 1; 1 |], shape)
                     Embed([| 0; 0 |], [| 1; 1 |], shape)
                     Windows([| 1 |], [| 1 |], [| 1 |]) ] do
                   row "Move" (movement.GetType().Name) dtype (move movement shape)

               row "Gather" "Gather" dtype gather
               row "Concat" "Concat" dtype concat
               row "ArgSort" "ArgSort" dtype argSort

               if isDefined (Contract("matmul", Contraction.MatMul)) 2 then
                   row "ScatterAdd" "ScatterAdd" dtype scatterAdd
                   row "OverlapAdd" "OverlapAdd" dtype (overlapAdd engine dtype)

                   for op in Enum.GetValues<Contraction>() do
                       row "Contract" (string op) dtype (contract engine dtype op)

               if dtype = DType.Int64 then
                   row "Draw" "Draw" dtype draw

               if isDefined (Factor("qr", Factorization.Qr)) 1 then
                   for op in Enum.GetValues<Factorization>() do
                       row "Factor" (string op) dtype factor

                   row "SolveTriangular" "SolveTriangular" dtype solve
                   row "Divide" "Divide" dtype solve |]
