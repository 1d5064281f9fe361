/// Faults in compile: simplification, functions that run as a whole and what is derived of them.
module Mutate.Compile

let private simplify = "src/Core.FSharp/Compile/Simplify.fs"
let private stage = "src/Core.FSharp/Compile/Stage.fs"
let private traced = "src/Core.FSharp/Compile/Traced.fs"
let private scanning = "src/Core.FSharp/Compile/Scanning.fs"
let private branch = "src/Core.FSharp/Compile/Branch.fs"

let private value = [ "compile f is f" ]
let private derived = [ "the derivative of a compiled function is the derivative" ]

let faults =
    [ { Id = 143
        What = "two differences that have their arguments in another order are taken for the same"
        File = simplify
        Place = "| :? Zip as zip when («zip.Op = Binary.Add || zip.Op = Binary.Mul») && arguments[0] > arguments[1] ->"
        Faulty = "zip.Op <= Binary.Mul"
        Laws = derived }
      { Id = 144
        What = "the inner of two permutations is forgotten"
        File = simplify
        Place = "|> Array.map (fun axis -> «inner.Axes[axis]»)"
        Faulty = "axis"
        Laws = value }
      { Id = 145
        What = "one of two constants that leave a sum is lost"
        File = simplify
        Place =
          "factor: float, struct (other, rest): struct (float * int)) : struct (float * int) =\n        «factor * other», rest"
        Faulty = "other"
        Laws = value @ [ "a compiled derivative is the derivative" ] }
      { Id = 146
        What = "a power of two is lost on its way to another factor"
        File = simplify
        Place = "let scaled = s.Add(mul, [| single «factor» (space x).DType; other |])"
        Faulty = "1.0"
        Laws = value @ [ "a compiled derivative is the derivative" ] }
      { Id = 147
        What = "x ** 3 is simplified to x ** 2"
        File = simplify
        Place = "s.Add(Zip(\"mul\", Binary.Mul), [| s.Add(Map(\"pow\", Unary.Square), [| x |]); «x» |])"
        Faulty = "s.Plain(Map(\"sign\", Unary.Sign), [| x |])"
        Laws = value }
      { Id = 148
        What = "the tangents of a compiled function's results belong to the results before theirs"
        File = stage
        Place = "Dual(trace, y, «all[next - 1]») :> Tensor"
        Faulty = "all[max count (next - 2)]"
        Laws = derived }
      { Id = 149
        What = "every argument of a compiled function gets the cotangent of the first"
        File = stage
        Place = "Open(push, (fun cotangent -> (pulled cotangent)[«position[i]»]))"
        Faulty = "0"
        Laws = derived }
      { Id = 150
        What = "a scan that was traced goes backwards in the order of the scan"
        File = scanning
        Place = "Scanning(name, step', length, «not reverse», carried + movingRest, states + sliced + movingOutputs)"
        Faulty = "reverse"
        Laws = derived }
      { Id = 151
        What = "what the steps of a traced scan share gets the cotangent of the last step alone"
        File = scanning
        Place = "Array.concat [ ds; «Array.map2 (Apply.run2 Primitives.add) cr dr»; dx ]"
        Faulty = "dr"
        Laws = derived }
      { Id = 153
        What = "every example of a batch goes the second way of a traced branch"
        File = branch
        Place =
          "Apply.run Primitives.where [| Moves.reshape (beside x) flag; «x»; y |])\n            (results true onTrue)"
        Faulty = "y"
        Laws = [ "a compiled batch is the batch" ] }
      { Id = 154
        What = "the way back of a compiled function takes what the way there kept in another order"
        File = traced
        Place = "let given = Array.concat [ before; «kept»; after ]"
        Faulty = "Array.rev kept"
        Laws = derived } ]
