namespace Functional

open System
open System.Collections.Concurrent

/// <summary>
/// What the library has to say without being asked: that something falls back to a slower way, or is compiled again and again.
/// Each notice comes once. Nobody listening, they go to standard error.
/// </summary>
[<AbstractClass; Sealed>]
type Notices private () =
    static let said = ConcurrentDictionary<string, bool>()
    static let given = Event<string>()
    static let mutable listeners = 0

    /// <summary>Hears what is said from now on, until disposed; nothing goes to standard error meanwhile.</summary>
    static member Listen(listener: Action<string>) : IDisposable =
        let handler = Handler(fun _ text -> listener.Invoke text)
        given.Publish.AddHandler handler
        Threading.Interlocked.Increment(&listeners) |> ignore
        let mutable closed = 0

        { new IDisposable with
            member _.Dispose() =
                if Threading.Interlocked.Exchange(&closed, 1) = 0 then
                    given.Publish.RemoveHandler handler
                    Threading.Interlocked.Decrement(&listeners) |> ignore }

    /// Says something that was not said yet to whom it concerns.
    static member internal Once(whom: string, text: string) =
        if said.TryAdd(whom + "\n" + text, true) then
            if listeners = 0 then Console.Error.WriteLine text else given.Trigger text
