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

// Of the formats of .NET, F and E round the exact number, half to even, as Python does; picture formats do not.
let private whole (x: float) = x.ToString("F0", invariant) + "."
let private fixedPoint (x: float) = x.ToString("F4", invariant)

let private scientific (x: float) =
    let text = x.ToString("E4", invariant)
    let mark = text.IndexOf 'E'

    text.Substring(0, mark)
    + "e"
    + Int32.Parse(text.AsSpan(mark + 1), provider = invariant).ToString("+00;-00", invariant)

/// How every element of a tensor is written, once its numbers are seen: whole, with four digits, or scientific.
let private floats (values: float[]) : float -> string =
    let sizes = values |> Array.map abs

    let written =
        if sizes.Length = 0 then
            whole
        else
            let low, high = Array.min sizes, Array.max sizes
            let isWhole = sizes |> Array.forall (fun x -> Math.Ceiling x = x)

            if high / low > 1000.0 || high > 1.0e8 || (not isWhole && low < 1.0e-4) then scientific
            elif isWhole then whole
            else fixedPoint

    fun x -> if Double.IsFinite x then written x else special x

/// The indices of an axis that are shown; -1 stands for the dots between.
let private shown length summarise =
    if summarise && length > 2 * EdgeItems then
        [ yield! [ 0 .. EdgeItems - 1 ]; yield -1; yield! [ length - EdgeItems .. length - 1 ] ]
    else
        [ 0 .. length - 1 ]

/// The width of a column, and the text of the element at an offset. What is not shown decides nothing.
let private cells (x: Concrete) summarise : struct (int * (int -> string)) =
    let lengths = x.Shape.Lengths.ToArray()
    let strides = x.Shape.Strides.ToArray()

    let rec visible axis offset =
        if axis = lengths.Length then
            [ offset ]
        else
            [ for i in shown lengths[axis] summarise do
                  if i >= 0 then
                      yield! visible (axis + 1) (offset + i * strides[axis]) ]

    let offsets = visible 0 0
    let widest texts = texts |> Seq.fold (fun width (text: string) -> max width text.Length) 0

    if x.DType.IsFloat() then
        let data = Creation.toArray<float> x
        // As in PyTorch, zeros and what is not finite count neither for the style nor for the width.
        let counted = offsets |> List.map (Array.get data) |> List.filter (fun v -> Double.IsFinite v && v <> 0.0)
        let write = floats (Array.ofList counted)
        widest (Seq.map write counted), (fun i -> write data[i])
    else
        let write =
            if x.DType = DType.Bool then
                let data = Creation.toArray<bool> x
                fun i -> if data[i] then "True" else "False"
            else
                let data = Creation.toArray<int64> x
                fun i -> data[i].ToString invariant

        widest (Seq.map write offsets), write

let private body (x: Concrete) indent =
    let summarise = x.Size > Threshold
    let struct (width, write) = cells x summarise
    let lengths, strides = x.Shape.Lengths.ToArray(), x.Shape.Strides.ToArray()
    let padded i = (write i).PadLeft width

    let rec lines axis offset indent =
        let length = lengths[axis]

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
            |> fun joined -> "[" + joined + "]"

    if lengths.Length = 0 then write 0
    elif x.Size = 0 then "[]"
    else lines 0 0 indent

/// What is said after the numbers, in order.
let private suffixes (x: Tensor) =
    [ if not (x.Device.Equals Device.Default) then
          $"device='{x.Device}'"

      if x.Size = 0 && x.Rank <> 1 then
          "size=(" + String.Join(", ", x.Shape) + ")"

      match x.DType with
      | DType.Float32 -> ()
      | DType.Int64
      | DType.Bool when x.Size > 0 -> ()
      | dtype -> "dtype=torch." + dtype.Name()

      match x with
      | :? Parameter -> "requires_grad=True"
      | :? Recorded as r when r.Level = Traces.ImperativeLevel ->
          if r.Node.IsLeaf then "requires_grad=True" else "grad_fn=<" + GradFn.name r.Node.Row + ">"
      | :? Lane as l -> $"lanes={l.Count} of {l.Trace.Name}"
      | :? Series as s -> $"order={s.Expansion.Order} of {s.Trace.Name}"
      | _ -> () ]

/// `tensor([[1., 2.]], dtype=torch.float64, grad_fn=<AddBackward0>)`, with the device and the dtype where they are not the
/// usual ones. A suffix that does not fit into the line starts another.
let format (x: Tensor) =
    let prefix = "tensor("

    let numbers =
        match Values.bottom x with
        | :? Symbol as s -> $"<{s.Space} of {s.Tracer.Name}>"
        | _ -> body (Values.numbers x) prefix.Length

    let text = StringBuilder(prefix + numbers)
    let mutable used = text.Length - text.ToString().LastIndexOf '\n' + 1

    for suffix in suffixes x do
        if used + suffix.Length + 2 > LineWidth then
            text.Append(",\n").Append(' ', prefix.Length).Append suffix |> ignore
            used <- prefix.Length + suffix.Length
        else
            text.Append(", ").Append suffix |> ignore
            used <- used + suffix.Length + 2

    text.Append(')').ToString()
