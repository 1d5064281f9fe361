// Loads the library as it was last built: dotnet build Functional.sln -c Release
#I "../../src/Plots.FSharp/bin/Release/net10.0"
#r "System.Numerics.Tensors.dll"
#r "Functional.Kernels.dll"
#r "Functional.Core.dll"
#r "Functional.Plots.dll"
