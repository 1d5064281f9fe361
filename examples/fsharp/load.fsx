// Loads the library as it was last built: dotnet build Functional.sln -c Release
#r "../../src/Plots.FSharp/bin/Release/net10.0/System.Numerics.Tensors.dll"
#r "../../src/Core.FSharp/bin/Release/net10.0/Functional.Kernels.dll"
#r "../../src/Core.FSharp/bin/Release/net10.0/Functional.Core.dll"
#r "../../src/Plots.FSharp/bin/Release/net10.0/Functional.Plots.dll"
