/// Derivatives inside programs, of functions that may see everything around them; names; and operations of one's own.
module internal Functional.Laws.DerivativeRows

open System
open Functional
open Functional.Laws.Operation

/// Nothing is known of where a derivative lies.
let private anywhere (_: Interval[]) = Interval.unbounded

/// An operation on a function whose argument is like the first operand, and whose result has the shape of the body.
let private binding name operands body (run: (Tensor -> Tensor) -> Tensor[] -> Tensor) written shape =
    ValueSome
        { Name = name
          Shape = shape
          Slots = operands |> List.map (slot Reals)
          Compute = Binding(body, run)
          Range = anywhere
          Text = written }

/// A derivative of a number: the sum of the body, or the body itself where it is one.
let private ofSum name (fsharp: string) (csharp: string) operands run (random: Random) shape =
    let body = if Pick.oneIn random 3 then [||] else anyShape random 0

    let fsharp, csharp =
        if body.Length = 0 then
            fsharp.Replace("{s}", "{f}"), csharp.Replace("{s}", "{f}")
        else
            fsharp.Replace("{s}", "({f} >> Tensor.sum)"), csharp.Replace("{s}", "(Tensor v) => {f}(v).Sum()")

    let run f xs = run (if body.Length = 0 then f else f >> Tensor.sum) xs
    binding name operands body run (text fsharp csharp []) shape

/// A shape cut in two: results, and what they are differentiated by; none if that is too much work.
let private halves (random: Random) (shape: int[]) =
    let cut = random.Next(shape.Length + 1)
    let body, at = Array.splitAt cut shape
    if size at > 9 || size body > 9 then ValueNone else ValueSome(body, at)

let private jacobian name run =
    operation name (fun random shape ->
        match halves random shape with
        | ValueNone -> ValueNone
        | ValueSome(body, at) ->
            let written = text $"{name} {{f}} {{0}}" $"Ad.{method name}({{f}}, {{0}})" []
            binding name [ at ] body (fun f xs -> run f xs[0]) written shape)

let private scalar (shape: int[]) = shape.Length = 0

let derivatives =
    [ operation "grad" (fun random shape ->
          ofSum "grad" "grad {s} {0}" "Ad.Grad({s}, {0})" [ shape ] (fun f xs -> grad f xs[0]) random shape)
      operation "hvp" (fun random shape ->
          ofSum
              "hvp"
              "hvp {s} {0} {1}"
              "Ad.Hvp({s}, {0}, {1})"
              [ shape; shape ]
              (fun f xs -> hvp f xs[0] xs[1])
              random
              shape)
      operation "jvp" (fun random shape ->
          let at = anyShape random 0
          let written = text "snd (jvp {f} {0} {1})" "Ad.Jvp({f}, {0}, {1}).Tangent" []
          binding "jvp" [ at; at ] shape (fun f xs -> snd (jvp f xs[0] xs[1])) written shape)
      operation "vjp" (fun random shape ->
          let body = anyShape random 0
          let written = text "snd (vjp {f} {0}) {1}" "Ad.Vjp({f}, {0}).Pull({1})" []
          binding "vjp" [ shape; body ] body (fun f xs -> snd (vjp f xs[0]) xs[1]) written shape)
      operation "diff" (fun _ shape ->
          let written = text "diff {f} {0}" "Ad.Diff({f}, {0})" []
          binding "diff" [ [||] ] shape (fun f xs -> diff f xs[0]) written shape)
      operation "diffN" (fun _ shape ->
          let written = text "diffN 2 {f} {0}" "Ad.DiffN({f}, 2, {0})" []
          binding "diffN" [ [||] ] shape (fun f xs -> diffN 2 f xs[0]) written shape)
      operation "taylor" (fun random shape ->
          let at = anyShape random 0
          let written = text "(taylor 3 {f} {0} {1})[3]" "Ad.Taylor({f}, 3, {0}, {1})[3]" []
          binding "taylor" [ at; at ] shape (fun f xs -> (taylor 3 f xs[0] xs[1])[3]) written shape)
      operation "jet" (fun random shape ->
          let at = anyShape random 0
          let written = text "(jet {f} {0} [ {1}; {2} ])[2]" "Ad.Jet({f}, {0}, [{1}, {2}])[2]" []
          binding "jet" [ at; at; at ] shape (fun f xs -> (jet f xs[0] [ xs[1]; xs[2] ])[2]) written shape)
      jacobian "jacobianForward" jacobianForward
      jacobian "jacobianReverse" jacobianReverse
      operation "hessian" (fun random shape ->
          let half = shape.Length / 2

          if shape.Length % 2 = 1 || shape[.. half - 1] <> shape[half..] || size shape > 81 then
              ValueNone
          else
              let at = shape[half..]

              ofSum
                  "hessian"
                  "hessian {s} {0}"
                  "Ad.Hessian({s}, {0})"
                  [ at ]
                  (fun f xs -> hessian f xs[0])
                  random
                  shape)
      operation "laplacian" (fun random shape ->
          if not (scalar shape) then
              ValueNone
          else
              let at = anyShape random 0

              ofSum
                  "laplacian"
                  "laplacian {s} {0}"
                  "Ad.Laplacian({s}, {0})"
                  [ at ]
                  (fun f xs -> laplacian f xs[0])
                  random
                  shape)
      operation "divergence" (fun random shape ->
          if not (scalar shape) then
              ValueNone
          else
              let at = anyShape random 1
              let written = text "divergence {f} {0}" "Ad.Divergence({f}, {0})" []
              binding "divergence" [ at ] at (fun f xs -> divergence f xs[0]) written shape)
      operation "curl" (fun _ shape ->
          if shape <> [| 3 |] then
              ValueNone
          else
              let written = text "curl {f} {0}" "Ad.Curl({f}, {0})" []
              binding "curl" [ shape ] shape (fun f xs -> curl f xs[0]) written shape) ]

/// A name for a value that comes more than once.
let naming = "let"

let names =
    [ operation naming (fun random shape ->
          let value = if Pick.oneIn random 2 then shape else anyShape random 0

          ValueSome
              { Name = naming
                Shape = shape
                Slots = [ slot Reals value ]
                Compute = Binding(shape, fun f xs -> f xs[0])
                Range = Array.last
                Text = text "" "" [] }) ]

let private twist = Custom.define "twist" (fun xs -> Tensor.sin xs[0]) (fun xs _ _ -> Scale(Tensor.cos xs[0]))

let private wave =
    Custom.defineBackward
        "wave"
        (fun context xs ->
            context.Save xs
            xs[0] * Tensor.sin xs[1])
        (fun context c -> [| c * Tensor.sin context.Saved[1]; c * context.Saved[0] * Tensor.cos context.Saved[1] |])

/// Operations of one's own.
let customs =
    [ operation "custom by its map" (fun _ shape ->
          let written =
              text
                  "Custom.define \"twist\" (fun s -> Tensor.sin s[0]) (fun s _ _ -> Scale(Tensor.cos s[0])) [| {0} |]"
                  "CustomFunction.DefineLinear(s => s.Sin(), (s, _) => LinearMap.Scale(s.Cos()), \"twist\")({0})"
                  []

          ValueSome(
              call "custom by its map" shape [ slot Reals shape ] twist (fun _ -> Interval.between -1.0 1.0) written
          ))
      operation "custom by its passes" (fun _ shape ->
          let written =
              text
                  ("Custom.defineBackward \"wave\" (fun k s -> k.Save s; s[0] * Tensor.sin s[1]) "
                   + "(fun k c -> [| c * Tensor.sin k.Saved[1]; c * k.Saved[0] * Tensor.cos k.Saved[1] |]) "
                   + "[| {0}; {1} |]")
                  ("CustomFunction.Define((k, s, r) => { k.Save(s, r); return s * r.Sin(); }, "
                   + "(k, c) => (c * k.Saved[1].Sin(), c * k.Saved[0] * k.Saved[1].Cos()), \"wave\")({0}, {1})")
                  []

          let slots = [ slot Reals shape; slot Reals shape ]
          let range (ranges: Interval[]) = let most = Interval.size ranges[0] in Interval.between -most most
          ValueSome(call "custom by its passes" shape slots wave range written)) ]
