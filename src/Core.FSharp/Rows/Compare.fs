/// Comparisons and logic: truth values, without derivative.
module internal Functional.Compare

open Functional.Kernels

let private rows =
    [| for op in System.Enum.GetValues<Binary>() ->
           let name =
               match op with
               | Binary.Equal -> "eq"
               | Binary.NotEqual -> "ne"
               | Binary.Less -> "lt"
               | Binary.LessEqual -> "le"
               | Binary.Greater -> "gt"
               | Binary.GreaterEqual -> "ge"
               | op -> "logical_" + op.ToString().ToLowerInvariant()

           { Name = name
             Evaluate = Kernel(Zip(name, op))
             Rule = Discontinuous
             Domains = [ Discrete; Discrete ] } |]

let row (op: Binary) = rows[int op]

/// A comparison of two operands in the dtype where they meet.
let compare op x y = Promote.binary (row op) x y

/// A logical operation; numbers count as true where they are not 0.
let logical op x y =
    let truth x = Apply.toDType DType.Bool (Promote.tensor (row op).Name x)
    Apply.run (row op) [| truth x; truth y |]
