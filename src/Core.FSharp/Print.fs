/// Tensors as text, as PyTorch prints them. Source: PyTorch's documentation of `set_printoptions` and its printed output.
module internal Functional.Print

open System
open System.Globalization
open System.Text
open Functional.Kernels

/// More elements than this are summarised by the first and last few of each axis.
[<Literal>]
let private Threshold = 1000

[<Literal>]
let private EdgeItems = 3

[<Literal>]
let private LineWidth = 80

let private invariant = CultureInfo.InvariantCulture

let private special (x: float) =
    if Double.IsNaN x then "nan"
    elif x > 0.0 then "inf"
    else "-inf"

let private scientific (x: float) =
    let text = x.ToString("0.0000e+00", invariant)
    if x = 0.0 && Double.IsNegative x && not (text.StartsWith '-') then "-" + text else text

/// How every element of a tensor is written: all integers, fixed with four digits, or scientific.
let private floats (values: float[]) : float -> string =
    let finite = values |> Array.filter (fun x -> Double.IsFinite x && x <> 0.0) |> Array.map abs

    if finite.Length = 0 then
        fun x -> if Double.IsFinite x then x.ToString("0", invariant) + "." else special x
    else
        let low, high = Array.min finite, Array.max finite
        let whole = finite |> Array.forall (fun x -> Math.Ceiling x = x)

        let written: float -> string =
            if whole then
                if high / low > 1000.0 || high > 1.0e8 then
                    scientific
                else
                    fun x -> x.ToString("0", invariant) + "."
            elif high / low > 1000.0 || high > 1.0e8 || low < 1.0e-4 then
                scientific
            else
                fun x -> x.ToString("0.0000", invariant)

        fun x -> if Double.IsFinite x then written x else special x

/// The indices of an axis that are shown; -1 stands for the dots between.
let private shown length summarise =
    if summarise && length > 2 * EdgeItems then
        [ yield! [ 0 .. EdgeItems - 1 ]; yield -1; yield! [ length - EdgeItems .. length - 1 ] ]
    else
        [ 0 .. length - 1 ]

let private cells (x: Concrete) summarise : string[] * (int -> string) =
    let lengths = x.Shape.Lengths.ToArray()
    let strides = x.Shape.Strides.ToArray()

    let rec visible axis offset =
        if axis = lengths.Length then
            [ offset ]
        else
            [ for i in shown lengths[axis] summarise do
                  if i >= 0 then
                      yield! visible (axis + 1) (offset + i * strides[axis]) ]

    if x.DType = DType.Bool then
        let data = Creation.toArray<bool> x
        [||], (fun i -> if data[i] then "True" else "False")
    elif not (x.DType.IsFloat()) then
        let data = Creation.toArray<int64> x
        let write (i: int) = data[i].ToString invariant
        visible 0 0 |> List.map write |> Array.ofList, write
    else
        let data = Creation.toArray<float> x
        let seen = visible 0 0 |> List.map (fun i -> data[i]) |> Array.ofList
        let write = floats seen
        Array.map write seen, (fun i -> write data[i])

let private body (x: Concrete) indent =
    let summarise = x.Size > Threshold
    let seen, write = cells x summarise
    let lengths, strides = x.Shape.Lengths.ToArray(), x.Shape.Strides.ToArray()

    let width =
        if x.DType = DType.Bool && x.Rank > 0 then
            Seq.init x.Size (fun i -> (write i).Length) |> Seq.fold max 0
        else
            seen |> Array.fold (fun w s -> max w s.Length) 0

    let padded i = (write i).PadLeft width

    let rec lines axis offset indent =
        let length = lengths[axis]
        let text = StringBuilder()

        if axis = lengths.Length - 1 then
            let perLine = max 1 ((LineWidth - indent) / (width + 2))

            let items =
                shown length summarise
                |> List.map (fun i -> if i < 0 then " ..." else padded (offset + i * strides[axis]))

            items
            |> List.chunkBySize perLine
            |> List.map (String.concat ", ")
            |> String.concat (",\n" + String(' ', indent + 1))
            |> fun joined -> "[" + joined + "]"
        else
            let separator = "," + String('\n', lengths.Length - axis - 1) + String(' ', indent + 1)

            shown length summarise
            |> List.map (fun i -> if i < 0 then "..." else lines (axis + 1) (offset + i * strides[axis]) (indent + 1))
            |> String.concat separator
            |> text.Append
            |> fun text -> "[" + text.ToString() + "]"

    if lengths.Length = 0 then write 0
    elif x.Size = 0 then "[]"
    else lines 0 0 indent

/// `tensor([[1., 2.]], dtype=torch.float64, grad_fn=<AddBackward0>)`, with the dtype where it is not the usual one.
let format (x: Tensor) =
    let values = Apply.concrete x
    let prefix = "tensor("
    let text = StringBuilder(prefix)
    text.Append(body values prefix.Length) |> ignore

    if x.Size = 0 && x.Rank <> 1 then
        text.Append(", size=(").AppendJoin(", ", x.Shape).Append(')') |> ignore

    match x.DType with
    | DType.Float32
    | DType.Int64
    | DType.Bool when x.Size > 0 -> ()
    | DType.Float32 -> ()
    | dtype -> text.Append(", dtype=torch.").Append(dtype.Name()) |> ignore

    match x with
    | :? Parameter -> text.Append ", requires_grad=True" |> ignore
    | :? Recorded as r when r.Level = Traces.ImperativeLevel ->
        if r.Node.IsLeaf then
            text.Append ", requires_grad=True" |> ignore
        else
            text.Append(", grad_fn=<").Append(GradFn.name r.Node.Row).Append('>') |> ignore
    | _ -> ()

    text.Append(')').ToString()
