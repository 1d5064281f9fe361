namespace Functional

open System.Collections.Generic
open Functional.Kernels

/// <summary>
/// What a function does, while it is traced: a program in the making, and how each of its values came about. What comes from
/// outside and is no constant (parameters, values of other transformations) becomes one more argument.
/// </summary>
[<Sealed>]
type internal Graph(name: string, backend: IBackend, limit: int) =
    let trace = Traces.start name null
    let builder = ProgramBuilder backend
    let symbols = List<Symbol>()
    let captures = List<Tensor>()
    let captured = Dictionary<Tensor, Symbol>(HashIdentity.Reference)
    let standIns = Dictionary<Tensor, Tensor>(HashIdentity.Reference)
    let conditions = Dictionary<obj, unit -> bool>(HashIdentity.Reference)

    member private graph.New(ticket: int, space: Space, origin: Origin) : Symbol =
        let symbol = Symbol(trace, graph, symbols.Count, ticket, space, origin)
        symbols.Add symbol
        symbol

    member _.Trace = trace

    /// The symbols, in the order in which they were made.
    member _.Symbols = symbols

    /// What it takes from outside, in order.
    member _.Captures = captures.ToArray()

    /// Their symbols.
    member _.Captured = captures.ToArray() |> Array.map (fun x -> captured[x])

    /// What else has to hold for what was traced to be right, and of what: the spaces of captures are looked at anyway.
    member _.Conditions: (struct (obj * (unit -> bool)))[] =
        [| for condition in conditions do
               match condition.Key with
               | :? Tensor as x when captured.ContainsKey x -> ()
               | on -> struct (on, condition.Value) |]

    /// One more argument.
    member graph.Input(space: Space) : Symbol = graph.New(builder.Argument space, space, Given)

    /// The symbol of a value from outside, or what stands for it.
    member graph.Capture(x: Tensor) : Tensor =
        match standIns.TryGetValue x, captured.TryGetValue x with
        | (true, other), _ -> other
        | _, (true, symbol) -> symbol
        | _ when not (x.Device.Equals backend.Device) -> raise (Errors.TracedDevices(name, backend.Device, x.Device))
        | _ ->
            let symbol = graph.Input x.Space
            captures.Add x
            captured.Add(x, symbol)
            symbol

    /// Runs a part of what is traced, for which other values stand for some from outside.
    member _.Standing(xs: Tensor[], others: Tensor[], f: unit -> 'a) : 'a =
        Array.iter2 (fun x other -> standIns[x] <- other) xs others

        try
            f ()
        finally
            standIns.Clear()

    /// A value as what is traced sees it: its own symbol, a constant, or the symbol of what comes from outside.
    member graph.Own(x: Tensor) : Tensor =
        match x with
        | :? Symbol as s when obj.ReferenceEquals(s.Tracer, graph) -> x
        | :? Concrete as c ->
            if not (obj.ReferenceEquals(c.Array.Backend, backend)) then
                raise (Errors.TracedDevices(name, backend.Device, c.Device))

            c.Array.Keep()
            x
        | x -> graph.Capture x

    /// The value of the program that one of those is.
    member graph.Ticket(own: Tensor) : int =
        match own with
        | :? Symbol as s -> s.Ticket
        | x -> builder.Constant (x :?> Concrete).Array

    member private _.Check() =
        if builder.Length >= limit then
            raise (Errors.TracedTooMuch(name, limit))

    /// The result of a kernel's operation on values of its own.
    member graph.Add(row: Row, operation: Operation, args: Tensor[]) : Tensor =
        graph.Check()
        let ticket = builder.Add(operation, Array.map graph.Ticket args)
        graph.New(ticket, builder.SpaceOf ticket, Applied(row, args))

    /// The result of an operation that is made of others: known as its own, so that its own rule counts.
    member graph.Name(row: Row, args: Tensor[], result: Tensor) : Tensor =
        let result = graph.Own result
        graph.New(graph.Ticket result, result.Space, Applied(row, args))

    /// The results of what runs as a whole.
    member graph.Join(control: Control, args: Tensor[], run: Tensor[] -> Tensor[]) : Tensor[] =
        graph.Check()
        let args = Array.map graph.Own args
        let spaces = control.InferAll(System.ReadOnlySpan(args |> Array.map _.Space))
        let first = builder.Add(control, Array.map graph.Ticket args, spaces)
        let joint = Joint(run, args)
        Array.mapi (fun i space -> graph.New(first + i, space, Part(joint, i)) :> Tensor) spaces

    /// The newest one that has a part in some values.
    static member Of(arguments: Tensor[]) : Graph =
        let newest = arguments |> Array.maxBy _.Level
        (newest :?> Symbol).Tracer :?> Graph

    /// The program that gives some values.
    member graph.Program(results: Tensor[]) : Program = builder.Build(Array.map graph.Ticket results)

    interface ITracer with
        member _.Backend = backend
        member _.Name = name
        member graph.Capture x = graph.Capture x
        member _.Depend(on, holds) = conditions.TryAdd(on, holds) |> ignore
