/// Maps that are made of others, and whose transposes backends may have in one piece.
module internal Functional.OnePiece

open Functional.Kernels

/// <summary>
/// The form of a map that is made of others, and whose transpose the backend may have in one piece, as a composition of the
/// tensors that the map holds and a cotangent. `parts` makes the map from what it holds; `back` gives the derivatives of the
/// transpose with respect to that.
/// </summary>
let form
    (domain: Space)
    (codomain: Space)
    (transpose: Composition)
    (held: Tensor[])
    (parts: Tensor[] -> Form<Tensor>)
    (back: Tensor[] -> int -> Form<Tensor>)
    : Form<Tensor> =
    match Values.bottom held[0] with
    | :? Concrete as c when c.Array.Backend.Has(transpose, held[0].Space) ->
        let last = held.Length

        let transposed (held: Tensor[]) = Linear.transpose { Form = parts held; Domain = domain; Codomain = codomain }

        let row =
            { Name = $"{transpose.Name}_backward"
              Evaluate = Named(transpose, fun xs -> Apply.apply (transposed xs[.. last - 1]) xs[last])
              Rule = AtInputs(fun xs i -> if i = last then (transposed xs[.. last - 1]).Form else back xs i)
              Domains = [] }

        Known((fun () -> parts held), held, (fun cotangent -> Apply.run row [| yield! held; cotangent |]), false)
    | _ -> parts held
