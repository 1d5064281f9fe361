namespace Functional

open Functional.Kernels

/// <summary>
/// A tensor that a module keeps beside its parameters and changes by itself, such as a running mean: no derivative
/// reaches it and no optimizer moves it. <c>Module.Apply</c>, which leaves the module as it is, runs on copies of
/// buffers.
/// </summary>
[<Sealed>]
type TensorBuffer private (value: Tensor, isOfCopy: bool) =
    let mutable value = value

    // What a traced function sees of it: the value that there is whenever the function runs.
    [<DefaultValue>]
    val mutable private cell: Cell | null

    static member private Settled(value: Tensor) : Tensor =
        let numbers = Values.concrete "TensorBuffer" (Promote.tensor "TensorBuffer" value)
        Values.keep numbers
        numbers

    /// <summary>A buffer with its first value, without the value's history.</summary>
    new(value: Tensor) = TensorBuffer(TensorBuffer.Settled value, false)

    /// <summary>
    /// The current value. Assigning drops the history of what is assigned, and casts it to the dtype that the buffer
    /// has; another shape is a ShapeException.
    /// </summary>
    member buffer.Value
        with get (): Tensor =
            match Tracing.current () with
            | null -> value
            | _ when isOfCopy -> value
            | tracer ->
                if isNull buffer.cell then
                    buffer.cell <- Cell(fun () -> value)

                (tracer :?> ITracer).Capture(nonNull buffer.cell)
        and set (next: Tensor) =
            if not isOfCopy then
                Tracing.refuse
                    "TensorBuffer"
                    "assigns a module's buffer, as batch normalisation does in training mode; call Eval before, or compile what is around that module"

            let next = Promote.tensor "TensorBuffer" next

            if next.Shape <> value.Shape then
                raise (Errors.ShapesDiffer("TensorBuffer", value.Shape, next.Shape))

            let next = Apply.toDType value.DType next
            // In a copy it is one more value of the pure function that the copy serves, whatever transformation that is in.
            value <- if isOfCopy then next else TensorBuffer.Settled next

    /// Gives it the same value on another device, or in another dtype.
    member internal _.Convert(convert: Tensor -> Tensor) : unit = value <- TensorBuffer.Settled(convert value)

    /// The same value in a cell of its own, which lives as long as one call of a pure function.
    member internal buffer.Copied() = TensorBuffer(buffer.Value, true)
