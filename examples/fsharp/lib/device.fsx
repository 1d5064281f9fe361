/// The option --device of a script. Torch's devices come from where their project was built; a script that names none of
/// them loads nothing of it, and runs where it was not built.
module Script

#load "../load.fsx"

open System
open System.Globalization
open System.IO
open System.Reflection
open Functional

let private torch =
    lazy
        (let folder = Path.Combine(__SOURCE_DIRECTORY__, "../../../src/Torch.CSharp/bin/Release/net10.0")
         let assembly = Path.GetFullPath(Path.Combine(folder, "Functional.Torch.dll"))

         if File.Exists assembly then
             Assembly.LoadFrom(assembly).GetType("Functional.Torch", throwOnError = true)
         else
             raise (
                 DeviceException $"--device: expected {assembly}; build it with: dotnet build Functional.sln -c Release"
             ))

let private torchCpu () = torch.Value.GetProperty("Cpu").GetValue null :?> Device
let private torchCuda (index: int) = torch.Value.GetMethod("Cuda").Invoke(null, [| index |]) :?> Device

let private (|Cuda|_|) (name: string) =
    match name.Split ':' with
    | [| "cuda" |] -> Some 0
    | [| "cuda"; digits |] ->
        match Int32.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture) with
        | true, index -> Some index
        | _ -> None
    | _ -> None

let private parse name =
    match name with
    | "cpu" -> Device.Cpu
    | "torch" -> torchCpu ()
    | Cuda index -> torchCuda index
    | _ -> raise (DeviceException $"--device: expected cpu, torch, cuda or cuda:NUMBER, got '{name}'")

/// The device that the command line asks for: --device cpu (the default), torch, cuda or cuda:1. It is there, and computes.
let device =
    try
        let chosen =
            match fsi.CommandLineArgs |> Array.skipWhile ((<>) "--device") |> List.ofArray with
            | _ :: name :: _ -> parse name
            | [ _ ] -> parse ""
            | [] -> Device.Cpu

        chosen.Backend |> ignore
        chosen
    with :? DeviceException as error ->
        eprintfn $"{error.Message}"
        exit 1
