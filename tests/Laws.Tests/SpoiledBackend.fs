namespace Functional.Laws.Tests

open System
open Functional
open Functional.Kernels
open Functional.Laws

/// The managed backend, but for what is done to the results of one family.
type SpoiledBackend(family: string, spoil: NdArray list -> NdArray -> NdArray) =
    let inner: IBackend = ManagedBackend.Instance

    let result name operands (result: NdArray) = if name = family then spoil operands result else result

    /// The same array with another first element, if there is one.
    static member Wrong(x: NdArray) : NdArray =
        let elements =
            match KernelCall.read x.Backend x with
            | Elements.Floats xs when xs.Length > 0 ->
                Elements.Floats(Array.updateAt 0 (if xs[0] = 1.5 then 2.5 else 1.5) xs)
            | Elements.Integers xs when xs.Length > 0 ->
                Elements.Integers(Array.updateAt 0 (if xs[0] = 1L then 0L else 1L) xs)
            | empty -> empty

        KernelCall.create x.Backend x.Shape x.DType elements

    interface IBackend with
        member _.Device = inner.Device
        member _.Create(data: ReadOnlySpan<'T>, shape) = result "Create" [] (inner.Create(data, shape))
        member _.Full(shape, dtype, value) = result "Full" [] (inner.Full(shape, dtype, value))

        member _.Read(x, destination: Span<'T>) = inner.Read(result "Read" [ x ] x, destination)

        member _.Bring x = result "Bring" [] (inner.Bring x)

        member _.Item x =
            let number = inner.Item x
            if family = "Item" then Number.op_Implicit (number.ToDouble() + 1.0) else number

        member _.Cast(x, dtype) = result "Cast" [ x ] (inner.Cast(x, dtype))
        member _.Map(operation, x, space) = result "Map" [ x ] (inner.Map(operation, x, space))
        member _.Zip(operation, x, y, space) = result "Zip" [ x; y ] (inner.Zip(operation, x, y, space))
        member _.Select(c, x, y, space) = result "Select" [ c; x; y ] (inner.Select(c, x, y, space))
        member _.Reduce(operation, x, space) = result "Reduce" [ x ] (inner.Reduce(operation, x, space))
        member _.Scan(operation, x, space) = result "Scan" [ x ] (inner.Scan(operation, x, space))
        member _.Move(movement, x, space) = result "Move" [ x ] (inner.Move(movement, x, space))
        member _.Gather(axis, x, index, space) = result "Gather" [ x; index ] (inner.Gather(axis, x, index, space))

        member _.ScatterAdd(axis, x, index, source, space) =
            result "ScatterAdd" [ x; index; source ] (inner.ScatterAdd(axis, x, index, source, space))

        member _.OverlapAdd(operation, x, space) = result "OverlapAdd" [ x ] (inner.OverlapAdd(operation, x, space))
        member _.Concat(axis, xs, space) = result "Concat" (List.ofArray xs) (inner.Concat(axis, xs, space))
        member _.ArgSort(operation, x, space) = result "ArgSort" [ x ] (inner.ArgSort(operation, x, space))
        member _.Draw(operation, keys, space) = result "Draw" [ keys ] (inner.Draw(operation, keys, space))
        member _.Contract(operation, x, y, space) = result "Contract" [ x; y ] (inner.Contract(operation, x, y, space))
        member _.Factor(operation, x, space) = result "Factor" [ x ] (inner.Factor(operation, x, space))

        member _.SolveTriangular(operation, x, y, space) =
            result "SolveTriangular" [ x; y ] (inner.SolveTriangular(operation, x, y, space))

        member _.Divide(operation, x, y, space) = result "Divide" [ x; y ] (inner.Divide(operation, x, y, space))
