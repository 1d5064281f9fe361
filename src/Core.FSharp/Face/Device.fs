namespace Functional

/// <summary>The default device of a part of a program.</summary>
[<RequireQualifiedAccess; CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module Device =
    /// <summary>
    /// What a function gives when tensors that it makes from nothing (zeros, literals, random numbers, parameters of
    /// layers) are made on a device. It flows across <c>await</c> and into what is started, and ends with the function.
    /// </summary>
    /// <example><c>let model = Device.using device (fun () -> Nn.Sequential(Nn.Linear(3, 1)))</c></example>
    [<CompiledName("Using")>]
    let using (device: Device) (f: unit -> 'T) : 'T =
        use _ = Device.Use device
        f ()
