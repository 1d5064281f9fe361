namespace Functional

open System
open System.Collections.Generic
open System.Reflection

/// <summary>
/// A part of a model: a function with parameters. Derive from it, keep parameters and other modules in fields or
/// properties (or in arrays, lists, dictionaries, tuples and records in them), and say what <c>Forward</c> does.
/// </summary>
/// <example><code>
/// class Polynomial : Module
/// {
///     public Parameter A { get; } = new(Tensor.Randn()), B { get; } = new(Tensor.Randn());
///     public override Tensor Forward(Tensor x) => A + B * x;
/// }
/// </code></example>
[<AbstractClass>]
type Module() =
    static let reference () = HashSet<obj>(HashIdentity.Reference)
    let mutable isTraining = true

    // What a copy, which lives for one call of a pure function, was made from.
    [<DefaultValue>]
    val mutable private original: Module | null

    /// <summary>What the module makes of its input.</summary>
    abstract Forward: x: Tensor -> Tensor

    /// <summary>Whether layers such as dropout behave as in training: true until <c>Eval</c>.</summary>
    member m.IsTraining
        with get () =
            // A function that is traced is traced again once this has changed.
            match Tracing.current () with
            | null -> ()
            | tracer -> (tracer :?> ITracer).Depend(m.Original, m.Original.KeepsMode())

            isTraining
        and private set value = isTraining <- value

    member private m.Original: Module =
        match m.original with
        | null -> m
        | original -> original

    member private _.KeepsMode() : unit -> bool =
        let mode = isTraining
        fun () -> isTraining = mode

    static member private Fields(value: Module) = Fields.ofType typeof<Module> (value.GetType())

    /// Shows every module, parameter and buffer below a value once, in the order of declaration.
    static member private Visit(path: string, value: objnull, seen: HashSet<obj>, see: string -> obj -> unit) : unit =
        match value with
        | null -> ()
        | :? Parameter as p ->
            if seen.Add p then
                see path p
        | :? Tensor -> ()
        | :? TensorBuffer as b ->
            if seen.Add b then
                see path b
        | :? Module as m ->
            if seen.Add m then
                see path m

                for field in Module.Fields m do
                    Module.Visit($"{path}.{field.Name}", field.Info.GetValue m, seen, see)
        | value ->
            match Fields.partsOf path value with
            | ValueSome composite ->
                composite.Apart.Invoke value
                |> Array.iteri (fun i part -> Module.Visit(path + Fields.label composite value i, part, seen, see))
            | ValueNone -> ()

    member private x.Below: KeyValuePair<string, obj>[] =
        let found = List<KeyValuePair<string, obj>>()
        Module.Visit("", x, reference (), (fun path value -> found.Add(KeyValuePair(path.TrimStart '.', value))))
        found.ToArray()

    /// <summary>
    /// All parameters of the module and of the modules in it with their paths, such as <c>Layers[0].Weight</c>: in the order
    /// of declaration, base classes first, each once.
    /// </summary>
    member x.NamedParameters: IReadOnlyList<KeyValuePair<string, Parameter>> =
        [| for entry in x.Below do
               match entry.Value with
               | :? Parameter as p -> KeyValuePair(entry.Key, p)
               | _ -> () |]

    /// <summary>All parameters, in the order of <c>NamedParameters</c>.</summary>
    member x.Parameters: IReadOnlyList<Parameter> =
        [| for entry in x.Below do
               match entry.Value with
               | :? Parameter as p -> p
               | _ -> () |]

    /// <summary>
    /// All buffers, such as running means, of the module and of the modules in it with their paths, in the order of
    /// declaration. They are no parameters: no optimizer moves them, and <c>Apply</c> runs on copies of them.
    /// </summary>
    member x.NamedBuffers: IReadOnlyList<KeyValuePair<string, TensorBuffer>> =
        [| for entry in x.Below do
               match entry.Value with
               | :? TensorBuffer as b -> KeyValuePair(entry.Key, b)
               | _ -> () |]

    /// <summary>All buffers, in the order of <c>NamedBuffers</c>.</summary>
    member x.Buffers: IReadOnlyList<TensorBuffer> = [| for entry in x.NamedBuffers -> entry.Value |]

    /// <summary>The module itself and all modules in it, each once.</summary>
    member x.Modules: IReadOnlyList<Module> =
        [| for entry in x.Below do
               match entry.Value with
               | :? Module as m -> m
               | _ -> () |]

    /// <summary>Forgets the gradients of all parameters.</summary>
    member x.ZeroGrad() : unit =
        for parameter in x.Parameters do
            parameter.Gradient <- null

    /// <summary>The parameters' current values, in order: what <c>Apply</c> takes.</summary>
    member x.GetValues() : Tensor[] = [| for parameter in x.Parameters -> parameter.Value |]

    /// <summary>Gives all parameters new values, in order. The wrong number or shapes change nothing (ArgumentException, ShapeException).</summary>
    member x.SetValues(values: seq<Tensor>) : unit =
        for parameter, value in x.Paired("SetValues", values) |> Array.map (fun (p, v) -> p, Parameter(v).Value) do
            parameter.Value <- value

    /// <summary>Lets layers such as dropout behave as in training, here and in all modules below.</summary>
    member x.Train() : unit =
        for m in x.Modules do
            m.IsTraining <- true

    /// <summary>Lets layers such as dropout behave as in use, here and in all modules below.</summary>
    member x.Eval() : unit =
        for m in x.Modules do
            m.IsTraining <- false

    member private x.Convert(convert: Tensor -> Tensor) : unit =
        for parameter in x.Parameters do
            let gradient = parameter.Gradient
            let converted = convert parameter.Value

            if not (obj.ReferenceEquals(converted, parameter.Value)) then
                parameter.Value <- converted

            match gradient with
            | null -> ()
            | gradient -> parameter.Gradient <- convert gradient

        for buffer in x.Buffers do
            buffer.Convert convert

    /// <summary>
    /// Moves all parameters, with their gradients, and all buffers to a device, in place: parameters stay the objects that an
    /// optimizer knows, whose memory follows them.
    /// </summary>
    member x.To(device: Device) : unit =
        if isNull (box device) then
            raise (Errors.Null("Module.To", "device", "a device, such as Device.Cpu"))

        x.Convert(Apply.toDevice device)

    /// <summary>Casts all parameters, with their gradients, and all buffers of floats to a float dtype, in place.</summary>
    /// <exception cref="DTypeException">The dtype is no float.</exception>
    member x.To(dtype: DType) : unit =
        if not (dtype.IsFloat()) then
            raise (Errors.NotFloat("Module.To", dtype))

        x.Convert(fun value -> if value.DType.IsFloat() then Apply.toDType dtype value else value)

    /// <summary>
    /// The same model as a pure function of its parameters: what <c>Forward</c> gives if the parameters, in the order of
    /// <c>Parameters</c>, are these tensors. The module stays as it is, so any number of threads may call it, and the
    /// tensors may belong to transformations: gradients, Jacobians and Hessians of models are those of this function.
    /// </summary>
    /// <exception cref="ArgumentException">There are more or fewer tensors than parameters.</exception>
    /// <exception cref="ShapeException">A tensor has not its parameter's shape.</exception>
    /// <example><code>Tensor[] g = Ad.Grad(p => Losses.Mse(model.Apply(p, x), y), model.GetValues());</code></example>
    member x.Apply(parameters: seq<Tensor>, input: Tensor) : Tensor =
        let bound = Dictionary<obj, obj>(HashIdentity.Reference)

        for parameter, value in x.Paired("Apply", parameters) do
            bound[parameter] <- parameter.BoundTo value

        match (nonNull (Module.Copy(bound, x)) :?> Module).Forward input with
        | :? Parameter as p when not (isNull p.Bound) -> Values.current p
        | result -> result

    member private x.Paired(operation, values: seq<Tensor>) : (Parameter * Tensor)[] =
        if isNull (box values) then
            raise (Errors.Null(operation, "parameters", "a tensor for each parameter, in order"))

        let named, values = x.NamedParameters, Seq.toArray values

        if named.Count <> values.Length then
            raise (Errors.ParameterCount(operation, named.Count, values.Length))

        [| for entry, value in Seq.zip named values do
               let value = Promote.tensor operation value

               if value.Shape <> entry.Value.Shape then
                   raise (Errors.ParameterShape(operation, entry.Key, entry.Value.Shape, value.Shape))

               entry.Value, value |]

    /// A value with copies of the modules below it, which hold these parameters and copies of buffers; what holds none is shared.
    static member private Copy(copies: Dictionary<obj, obj>, value: objnull) : objnull =
        match value with
        | null -> null
        | :? Parameter as p -> copies[p]
        | :? Tensor -> value
        | :? TensorBuffer as b ->
            match copies.TryGetValue b with
            | true, copy -> copy
            | _ ->
                let copy = b.Copied()
                copies[b] <- copy
                copy
        | :? Module as m ->
            match copies.TryGetValue m with
            | true, copy -> copy
            | _ ->
                let copy = m.MemberwiseClone() :?> Module
                copy.original <- m.Original
                copies[m] <- copy

                for field in Module.Fields m do
                    let held = field.Info.GetValue m
                    let replaced = Module.Copy(copies, held)

                    if not (obj.ReferenceEquals(held, replaced)) then
                        field.Info.SetValue(copy, replaced)

                copy
        | value ->
            match Fields.partsOf "" value with
            | ValueSome composite ->
                let parts = composite.Apart.Invoke value
                let replaced = parts |> Array.map (fun part -> Module.Copy(copies, part))

                if Array.forall2 (fun (a: objnull) b -> obj.ReferenceEquals(a, b)) parts replaced then
                    value
                else
                    composite.Together.Invoke(value, replaced)
            | ValueNone -> value
