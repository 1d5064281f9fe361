namespace Functional.Laws

open System
open Functional
open Functional.Kernels

/// An argument: host data, and the movements that lay it out in memory as something else than rows.
type internal Operand = { Shape: Shape; DType: DType; Elements: Elements; Layout: Movement list }

/// An operation on operands.
type internal KernelCall = { Operation: Operation; Operands: Operand list }

module internal KernelCall =

    /// The elements of an array, as a backend hands them out.
    let read (backend: IBackend) (x: NdArray) : Elements =
        let host (data: 'T[]) =
            backend.Read(x, Span data)
            Elements.ofHost data

        let size = x.Shape.Size

        match x.DType with
        | DType.Bool -> host (Array.zeroCreate<bool> size)
        | DType.UInt8 -> host (Array.zeroCreate<byte> size)
        | DType.Int32 -> host (Array.zeroCreate<int> size)
        | DType.Int64 -> host (Array.zeroCreate<int64> size)
        | DType.Float16 -> host (Array.zeroCreate<Half> size)
        | DType.BFloat16 -> host (Array.zeroCreate<BFloat16> size)
        | DType.Float32 -> host (Array.zeroCreate<float32> size)
        | _ -> host (Array.zeroCreate<float> size)

    /// The elements as a row-major array of a backend.
    let create (backend: IBackend) (shape: Shape) dtype elements : NdArray =
        match Elements.toHost dtype elements with
        | :? (bool[]) as xs -> backend.Create(ReadOnlySpan xs, shape)
        | :? (byte[]) as xs -> backend.Create(ReadOnlySpan xs, shape)
        | :? (int[]) as xs -> backend.Create(ReadOnlySpan xs, shape)
        | :? (int64[]) as xs -> backend.Create(ReadOnlySpan xs, shape)
        | :? (Half[]) as xs -> backend.Create(ReadOnlySpan xs, shape)
        | :? (BFloat16[]) as xs -> backend.Create(ReadOnlySpan xs, shape)
        | :? (float32[]) as xs -> backend.Create(ReadOnlySpan xs, shape)
        | xs -> backend.Create(ReadOnlySpan(xs :?> float[]), shape)

    /// The family's own member: it is the backend that is tested, not how an operation finds it.
    let run (backend: IBackend) (operation: Operation) (xs: NdArray[]) : NdArray =
        let result = operation.Infer(ReadOnlySpan [| for x in xs -> x.Space |])

        match operation with
        | :? Map as map -> backend.Map(map, xs[0], result)
        | :? Zip as zip -> backend.Zip(zip, xs[0], xs[1], result)
        | :? Select -> backend.Select(xs[0], xs[1], xs[2], result)
        | :? Cast as cast -> backend.Cast(xs[0], cast.To)
        | :? Reduce as reduce -> backend.Reduce(reduce, xs[0], result)
        | :? Scan as scan -> backend.Scan(scan, xs[0], result)
        | :? Movement as movement -> backend.Move(movement, xs[0], result)
        | :? Gather as gather -> backend.Gather(gather.Axis, xs[0], xs[1], result)
        | :? ScatterAdd as scatter -> backend.ScatterAdd(scatter.Axis, xs[0], xs[1], xs[2], result)
        | :? OverlapAdd as overlap -> backend.OverlapAdd(overlap, xs[0], result)
        | :? Concat as concat -> backend.Concat(concat.Axis, xs, result)
        | :? ArgSort as sort -> backend.ArgSort(sort, xs[0], result)
        | :? Contract as contract -> backend.Contract(contract, xs[0], xs[1], result)
        | :? Draw as draw -> backend.Draw(draw, xs[0], result)
        | :? Factor as factor -> backend.Factor(factor, xs[0], result)
        | :? SolveTriangular as solve -> backend.SolveTriangular(solve, xs[0], xs[1], result)
        | :? Divide as divide -> backend.Divide(divide, xs[0], xs[2], result)
        | _ -> raise (NotSupportedException $"{operation.Name}: no such family")

    /// What a backend gives, or how it refuses.
    let attempt backend operation xs : Result<NdArray, exn> =
        try
            Ok(run backend operation xs)
        with error ->
            Error error

    /// The operand on a backend, laid out.
    let materialize (backend: IBackend) (operand: Operand) : NdArray =
        operand.Layout
        |> List.fold
            (fun x movement -> run backend movement [| x |])
            (create backend operand.Shape operand.DType operand.Elements)

    let private plain: IBackend = PlainBackend.Instance

    /// The same numbers as rows.
    let packed (operand: Operand) =
        if operand.Layout.IsEmpty then
            operand
        else
            let x = materialize plain operand
            { operand with Shape = x.Shape; Elements = read plain x; Layout = [] }

    /// Operands whose numbers are their magnitudes: on them, a sum says what scale its rounding errors have.
    let magnitudes (operand: Operand) =
        match operand.Elements with
        | Floats xs -> { operand with Elements = Floats(Array.map abs xs) }
        | Integers _ -> operand

    let private describeWindows (windows: Windows) =
        let format (axes: int[]) = Shape.Format(ReadOnlySpan axes)
        $"windows {format windows.Lengths} by {format windows.Steps} with dilations {format windows.Dilations}"

    let private describeOperation (operation: Operation) =
        let format (axes: int[]) = Shape.Format(ReadOnlySpan axes)

        match operation with
        | :? Permute as o -> $"permute {format o.Axes}"
        | :? Reshape as o -> $"reshape {o.To}"
        | :? Expand as o -> $"expand {o.To}"
        | :? Slice as o -> $"slice from {format o.Starts} by {format o.Steps} to {o.To}"
        | :? Embed as o -> $"embed from {format o.Starts} by {format o.Steps} in {o.To}"
        | :? Windows as o -> describeWindows o
        | :? OverlapAdd as o -> $"overlap_add of {describeWindows o.Windows} to {format o.To}"
        | :? Map as o -> $"{o.Op} with parameters {o.P} and {o.Q}"
        | :? Zip as o -> $"{o.Op} with parameter {o.P}"
        | :? Cast as o -> $"cast to {o.To.Name()}"
        | :? Reduce as o -> $"{o.Op} over axes {format o.Axes}"
        | :? Scan as o -> $"""running {o.Op} along axis {o.Axis}{(if o.Reverse then ", reversed" else "")}"""
        | :? ArgSort as o -> $"""argsort along axis {o.Axis}{(if o.Descending then ", descending" else "")}"""
        | :? Gather as o -> $"gather along axis {o.Axis}"
        | :? ScatterAdd as o -> $"scatter_add along axis {o.Axis}"
        | :? Concat as o -> $"cat along axis {o.Axis}"
        | :? Contract as o -> string o.Op
        | :? Draw as o -> $"draw of {o.DType.Name()}{o.Shape} from counter {o.First} on"
        | :? Factor as o -> string o.Op
        | :? SolveTriangular as o ->
            let side = if o.Triangle.Upper then "an upper" else "a lower"
            let diagonal = if o.Triangle.Unit then " unit" else ""
            $"""solve by {side}{diagonal} triangle{(if o.Transposed then ", transposed" else "")}"""
        | :? Divide as o -> $"""divide by factors{(if o.Transposed then ", transposed" else "")}"""
        | other -> other.Name

    let private describeOperand (operand: Operand) =
        let numbers (xs: 'a[]) =
            let shown = xs |> Seq.truncate 12 |> Seq.map (sprintf "%O") |> String.concat ", "
            if xs.Length > 12 then shown + ", …" else shown

        let data =
            match operand.Elements with
            | Floats xs -> numbers xs
            | Integers xs -> numbers xs

        let layout = operand.Layout |> List.map (fun movement -> ", " + describeOperation movement) |> String.concat ""
        $"{operand.DType.Name()}{operand.Shape} [{data}]{layout}"

    let describe (call: KernelCall) =
        let operands = call.Operands |> List.map (fun operand -> "\n  " + describeOperand operand) |> String.concat ""
        $"{describeOperation call.Operation} of{operands}"

    /// Half of an axis, counted from the last, of a packed operand, if it has that axis and more than one element there.
    let private cut axis isFirst (operand: Operand) =
        let i = operand.Shape.Rank - axis

        if i < 0 || operand.Shape.Lengths[i] < 2 then
            None
        else
            let lengths = operand.Shape.Lengths.ToArray()
            let starts, steps = Array.zeroCreate lengths.Length, Array.replicate lengths.Length 1
            let half = lengths[i] / 2
            starts[i] <- if isFirst then 0 else half
            lengths[i] <- if isFirst then half else lengths[i] - half
            Some(packed { operand with Layout = [ Slice(starts, steps, Shape.From lengths) ] })

    let private replaceAt i value list = List.mapi (fun k other -> if k = i then value else other) list

    /// Simpler calls of the same operation: operands as rows, shorter where the operation knows no lengths, more ones.
    let shrink (call: KernelCall) : KernelCall seq =
        let change i operand = { call with Operands = replaceAt i operand call.Operands }

        seq {
            for i, operand in List.indexed call.Operands do
                if not operand.Layout.IsEmpty then
                    change i (packed operand)

            match call.Operation with
            | :? Map
            | :? Zip
            | :? Select
            | :? Cast
            | :? Reduce
            | :? Scan
            | :? ArgSort when call.Operands |> List.forall _.Layout.IsEmpty ->
                let rank = call.Operands |> List.map _.Shape.Rank |> List.max

                for axis in 1..rank do
                    for isFirst in [ true; false ] do
                        let halves = call.Operands |> List.map (cut axis isFirst)

                        if List.exists Option.isSome halves then
                            { call with Operands = List.map2 Option.defaultValue call.Operands halves }
            | _ -> ()

            for i, operand in List.indexed call.Operands do
                match operand.Elements with
                | Floats xs when xs.Length <= 64 ->
                    for k in 0 .. xs.Length - 1 do
                        if xs[k] <> 1.0 then
                            change i { operand with Elements = Floats(Array.updateAt k 1.0 xs) }
                | Integers xs when xs.Length <= 64 ->
                    for k in 0 .. xs.Length - 1 do
                        if xs[k] <> 1L && xs[k] <> 0L then
                            change i { operand with Elements = Integers(Array.updateAt k 1L xs) }
                | _ -> ()
        }
