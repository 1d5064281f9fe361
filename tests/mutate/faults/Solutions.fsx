/// Faults in windows, in linear algebra, in solutions of equations, and in random numbers from keys.
module Mutate.Solutions

let private linear = "src/Core.FSharp/Linear.fs"
let private rows = "src/Core.FSharp/Rows"
let private factorizations = $"{rows}/Linalg/Factorizations.fs"
let private systems = $"{rows}/Linalg/Systems.fs"
let private equation = "src/Core.FSharp/Implicit/Equation.fs"
let private linearSolve = "src/Core.FSharp/Implicit/LinearSolve.fs"
let private keyed = $"{rows}/Keyed.fs"

let faults =
    [ { Id = 119
        What = "windows that were dilated are put back side by side"
        File = "src/Kernels.CSharp/Managed/Layout/ManagedBackend.Windows.cs"
        Place = "strides[axis] * «windows.Dilations[axis]»"
        Faulty = "1"
        Laws = [ "adjoint pairs"; "forward equals reverse" ] }
      { Id = 120
        What = "the transpose of adding windows up takes windows that are not dilated"
        File = linear
        Place = "| Overlapped overlap -> Windowed «overlap.Windows»"
        Faulty =
          "Windows(overlap.Windows.Lengths, overlap.Windows.Steps, Array.map (fun _ -> 1) overlap.Windows.Dilations)"
        Laws = [ "adjoint pairs"; "transposing twice" ] }
      { Id = 121
        What = "of equal elements of a window the last one takes the derivative"
        File = $"{rows}/Pool.fs"
        Place = "let best = «Reductions.argmax (ValueSome -2) true columns»"
        Faulty =
          "Terms.sub (Creation.full DType.Int64 (Number.op_Implicit (within - 1)) Shape.Scalar) "
          + "(Reductions.argmax (ValueSome -2) true (Moves.flip [ -2 ] columns))"
        Laws = [ "nan and infinity: edges" ] }
      { Id = 122
        What = "the groups of a convolution have every so many-th channel"
        File = $"{rows}/Convolve.fs"
        Place = "«Moves.reshape [| yield! first; groups; inner / groups; outer |] columns»"
        Faulty =
          "Moves.reshape [| yield! first; inner / groups; groups; outer |] columns |> Moves.movedim [ -2 ] [ -3 ]"
        Laws = [ "adjoint pairs" ] }
      { Id = 123
        What = "the derivative of a Cholesky factor takes the whole diagonal"
        File = factorizations
        Place = "if i = j then «0.5»"
        Faulty = "1.0"
        Laws = [ "Euler's theorem"; "inverse function rule" ] }
      { Id = 124
        What = "eigenvectors turn the wrong way"
        File = factorizations
        Place = "gaps xs[0] n («sub (asRow w) (asColumn w)»)"
        Faulty = "sub (asColumn w) (asRow w)"
        Laws = [ "forward mode is the limit of central differences"; "Taylor slope" ] }
      { Id = 125
        What = "right singular vectors turn the wrong way"
        File = factorizations
        Place = "let g = «neg g»"
        Faulty = "g"
        Laws = [ "forward mode is the limit of central differences"; "Taylor slope" ] }
      { Id = 126
        What = "the transpose of dividing by a matrix is dividing by that matrix"
        File = linear
        Place = "| Divide(a, factors, transposed) -> Divide(a, factors, «not transposed»)"
        Faulty = "transposed"
        Laws = [ "adjoint pairs"; "forward equals reverse" ] }
      { Id = 127
        What = "the transpose of dividing by a triangle is dividing by that triangle"
        File = linear
        Place = "DivideTriangle(t, triangle, transposed) -> DivideTriangle(t, triangle, «not transposed»)"
        Faulty = "transposed"
        Laws = [ "forward equals reverse"; "duality" ] }
      { Id = 128
        What = "the derivative of an inverse has the wrong sign"
        File = systems
        Place = "steps [ LeftProduct(y, false), y.Space; RightProduct(y, false), y.Space ] «Negate»"
        Faulty = "Identity"
        Laws = [ "Euler's theorem"; "inverse function rule" ] }
      { Id = 129
        What = "the transpose of the derivative of a matrix's exponential is that derivative"
        File = systems
        Place = "Open(along a, along («Apply.swap a»))"
        Faulty = "a"
        Laws = [ "forward equals reverse"; "duality" ] }
      { Id = 130
        What = "a solution moves the wrong way with its parameters, in forward mode"
        File = equation
        Place = "«-(linearised.Solve p x moved)»"
        Faulty = "linearised.Solve p x moved"
        Laws = [ "inverse function rule"; "forward equals reverse" ] }
      { Id = 131
        What = "the cotangent of a solution is solved for with the system that is not transposed"
        File = equation
        Place = "let w = «linearised.SolveTransposed p x c»"
        Faulty = "linearised.Solve p x c"
        Laws = [ "forward equals reverse"; "duality" ] }
      { Id = 132
        What = "the cotangent of a linear system's solution is solved for with the system itself"
        File = linearSolve
        Place = "let w = solve («transposed system») p c"
        Faulty = "system"
        Laws = [ "forward equals reverse"; "adjoint pairs"; "duality" ] }
      { Id = 133
        What = "the solution of a linear system moves the wrong way with its matrix"
        File = linearSolve
        Place = "«-(solve system p moved)»"
        Faulty = "solve system p moved"
        Laws = [ "forward equals reverse"; "Taylor slope" ] }
      { Id = 134
        What = "keys split from a key have the bits that are drawn from it"
        File = keyed
        Place = "let private splits = «1L <<< 32»"
        Faulty = "0L"
        Laws = [ "keys decide draws" ] }
      { Id = 135
        What = "whatever is folded into a key gives the same one"
        File = keyed
        Place = "draw \"fold_in\" («folds + int64 (uint32 data)»)"
        Faulty = "folds"
        Laws = [ "keys decide draws" ] }
      { Id = 136
        What = "all keys of a batch draw what the first draws"
        File = "src/Kernels.CSharp/Managed/Draws/ManagedBackend.Draws.cs"
        Place = "Unsafe.Add(ref keys.Data<long>(), «key»)"
        Faulty = "0"
        Laws = [ "keys decide draws"; "backend: Draw" ] }
      { Id = 137
        What = "rows of a matrix that changed places are not compared with the others again"
        File = "src/Kernels.CSharp/Managed/Factor/SingularValues.cs"
        Place = "if (squares[i] < squares[j])\n                    {\n                        «turned = true;»"
        Faulty = ""
        Laws = [ "Taylor slope" ] } ]
