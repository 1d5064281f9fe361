/// Programs compute the same when they are simplified.
module Functional.Tests.SimplifyTests

open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Witness

let private sum (x: Tensor) : Tensor = Reductions.sum [||] false x
let private number (x: float) : Tensor = real [] [ x ]
let private many = Tensor.linspaceOf DType.Float64 -1.0 2.0 80
let private x, y = Tensor.linspaceOf DType.Float64 0.5 3.5 80, Tensor.linspaceOf DType.Float64 -2.0 1.0 80

/// Functions of an array and of two numbers, each for the sake of a rule.
let private cases: (string * (Tensor -> Tensor -> Tensor -> Tensor)) list =
    [ "0 - x", (fun x _ _ -> 0.0 - x)
      "x - (-y)", (fun x _ _ -> x - (-y))
      "-x + y", (fun x _ _ -> -x + y)
      "-1 x", (fun x _ _ -> -1.0 * x)
      "x ** 3 beside its square", (fun x _ _ -> x ** 3 + Tensor.square x)
      "two permutations",
      (fun x _ _ -> Tensor.reshape [ 4; 4; 5 ] x |> Tensor.permute [ 2; 0; 1 ] |> Tensor.permute [ 1; 2; 0 ])
      "constants leave a sum", (fun x _ _ -> sum (2.0 * (3.0 * x) * (0.1 * y)))
      "constants leave a mean", (fun x _ _ -> Tensor.mean (2.0 * x * y))
      "a constant that would vanish stays", (fun x _ _ -> sum (1e-300 * x * 1e300))
      "a power of two that would leave the range stays", (fun x _ _ -> x * 1024.0 * 1e306 + x / 1024.0 * 1e-307)
      "a constant array is no factor", (fun x _ _ -> sum (many * x))
      "a sum of stretched numbers", (fun _ a _ -> sum (2.0 * (a * Tensor.onesOf DType.Float64 [ 80 ])))
      "powers of two and numbers", (fun _ a b -> 2.0 * a * (4.0 * b) * (0.5 * a))
      "powers of two between number and array", (fun x a b -> (0.5 * a) * (2.0 * x) * (b * (4.0 * x)))
      "powers of two between number and constant", (fun _ a _ -> many * (2.0 * a) * (0.5 * many)) ]

let names () = seq { for name, _ in cases -> [| box name |] }

[<Theory>]
[<MemberData(nameof names)>]
let ``a simplified program computes what the function does`` (name: string) =
    let f = (dict cases)[name]
    let g (x, a, b) = f x a b
    let point = x, number 1.5, number -0.75
    let agree (expected: Tensor) (actual: Tensor) = Assert.True(Tensor.allClose 1e-12 1e-12 actual expected, name)
    agree (g point) (compile g point)
    let loss = g >> sum
    let gx, ga, gb = grad loss point
    let cx, ca, cb = compile (grad loss) point
    List.iter2 agree [ gx; ga; gb ] [ cx; ca; cb ]

[<Fact>]
let ``a constant leaves a sum, and powers of two the arrays`` () =
    let text = string (Compile.simplified (fun (x: Tensor) -> sum (2.0 * (3.0 * x))) x)
    Assert.Equal(1, text.Split("mul(").Length - 1)
    Assert.Contains("float64[] = mul(", text)

[<Fact>]
let ``constants stay in sums where their product is out of range, and in those of 16 bits`` () =
    let simplified f (x: Tensor) = string (Compile.simplified (f >> sum) x)
    let scaledOnce (x: Tensor) = 3.0 * x
    Assert.Contains("float64[] = mul(", simplified scaledOnce x)
    Assert.DoesNotContain("float16[] = mul(", simplified scaledOnce (Apply.toDType DType.Float16 x))
    let scaledFar (x: Tensor) = 60000.0 * (y * (60000.0 * x))
    Assert.DoesNotContain("float64[] = mul(", simplified scaledFar x)
