/// The laws of an operation's local linear map, at random points of its domain and on random shapes: it is the derivative
/// (the remainder of the first-order Taylor expansion shrinks as h²), forward and reverse mode are transposes of each
/// other, and transposing twice changes nothing.
module Functional.Tests.RowsTests

open System
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Witness
open Functional.Tests.Subjects

[<Literal>]
let private Trials = 8

let private largest (values: float seq) = Seq.fold (fun largest x -> max largest (abs x)) 0.0 values

/// Why the derivative along a direction is not the derivative, if so.
let private taylor (subject: Subject) (xs: Tensor[]) (vs: Tensor[]) =
    let struct (primals, pushed) = Forward.push "taylor" (fun xs -> [| subject.Function xs |]) xs vs
    let y, slope = elements primals[0], elements pushed[0]

    let remainder h =
        let moved =
            Array.map2
                (fun (x: Tensor) v -> real x.Shape (Array.map2 (fun x v -> x + h * v) (elements x) (elements v)))
                xs
                vs

        largest (Array.map3 (fun moved y slope -> moved - y - h * slope) (elements (subject.Function moved)) y slope)

    let coarse, fine = 4e-3, 5e-4
    let before, after = remainder coarse, remainder fine
    let rounding = 1e-14 * (1.0 + largest y + largest slope)
    let order = Math.Log(before / after) / Math.Log(coarse / fine)

    if after <= rounding || order > 1.8 then
        None
    else
        Some
            $"{subject.Name}: the remainder goes as h^{order:F2} (%g{before}, %g{after}) on shapes %A{[ for x in xs -> x.Shape ]}"

let private duality (subject: Subject) (xs: Tensor[]) (vs: Tensor[]) (random: Random) =
    let f xs = [| subject.Function xs |]
    let struct (_, pushed) = Forward.push "forward" f xs vs
    let run = Reverse.Run("reverse", null, f, xs)
    let cotangents = directions random run.Primals
    let forward, reverse = item (inner cotangents pushed), item (inner (run.Pull cotangents) vs)
    let scale = 1.0 + largest (elements pushed[0])

    if abs (forward - reverse) <= 1e-12 * scale * float run.Primals[0].Size then
        None
    else
        Some $"{subject.Name}: <c, J v> = {forward:R}, <Jᵀ c, v> = {reverse:R}"

let private check (law: Subject -> Tensor[] -> Tensor[] -> Random -> string option) subject =
    [ for trial in 0 .. Trials - 1 do
          let random = seeded subject.Name trial
          let xs = arguments random subject.Domains (subject.Shapes random)
          law subject xs (directions random xs) random ]
    |> List.choose id

let private hold law =
    match List.collect (check law) subjects.Value with
    | [] -> ()
    | wrongs -> Assert.Fail(String.concat "\n" wrongs)

[<Fact>]
let ``the linear map is the derivative`` () = hold (fun subject xs vs _ -> taylor subject xs vs)

[<Fact>]
let ``the directional derivative is itself differentiable, and its linear map the derivative`` () =
    let along (subject: Subject) vs =
        { subject with
            Name = $"derivative of {subject.Name}"
            Function =
                fun xs ->
                    let struct (_, pushed) = Forward.push "inner" (fun xs -> [| subject.Function xs |]) xs vs
                    pushed[0] }

    hold (fun subject xs vs _ -> taylor (along subject vs) xs vs)

[<Fact>]
let ``reverse mode is the transpose of forward mode`` () = hold duality

[<Fact>]
let ``a linear map transposed twice is the same map, and pairs with its transpose`` () =
    let wrongs =
        [ for row in elementwiseRows do
              for trial in 0 .. Trials - 1 do
                  let random = seeded row.Name trial
                  let xs = arguments random row.Domains (broadcasting row.Domains.Length random)
                  let y = Apply.run row (Array.copy xs)

                  let form =
                      match row.Rule with
                      | Everywhere form -> form
                      | AtInputs form -> form xs
                      | AtOther form -> fun i -> form xs[1 - i] i
                      | AtOutput form -> form y
                      | AtBoth form -> form xs y
                      | Discontinuous -> fun _ -> Zero

                  for i in 0 .. xs.Length - 1 do
                      let linear = { Form = form i; Domain = xs[i].Space; Codomain = y.Space }
                      let transposed = Linear.transpose linear
                      let v, c = directions random [| xs[i] |], directions random [| y |]
                      let image = Apply.apply linear v[0]

                      match differs 1e-14 (ofTensor image) (Apply.apply (Linear.transpose transposed) v[0]) with
                      | Some message -> $"{row.Name}: transposed twice: {message}"
                      | None -> ()

                      let forward, backward =
                          item (inner c [| image |]), item (inner [| Apply.apply transposed c[0] |] v)

                      if abs (forward - backward) > 1e-12 * (1.0 + largest (elements image)) * float y.Size then
                          $"{row.Name}: <c, A v> = {forward:R}, <Aᵀ c, v> = {backward:R}" ]

    if not wrongs.IsEmpty then
        Assert.Fail(String.concat "\n" wrongs)

[<Fact>]
let ``a wrong linear map is found out`` () =
    let sine = Elementwise.all |> Array.find (fun row -> row.Name = "sin")
    let wrong = { sine with Rule = AtInputs(fun xs _ -> Scale(Elementwise.map Unary.Sin xs[0])) }
    Assert.NotEmpty(check (fun subject xs vs _ -> taylor subject xs vs) (ofRow wrong))

[<Fact>]
let ``the derivative of digamma at 1 is pi squared over 6`` () =
    let run = Reverse.Run("digamma", null, (fun xs -> [| Elementwise.polygamma 0 xs[0] |]), [| real [] [ 1.0 ] |])
    Assert.Equal(Math.PI * Math.PI / 6.0, item (Array.head (run.Pull [| real [] [ 1.0 ] |])), 12)

[<Fact>]
let ``a value with its derivative stopped is a constant to every transformation`` () =
    let f (xs: Tensor[]) = [| Arithmetic.multiply xs[0] (Autograd.detach xs[0]) |]

    let x = real [ 2 ] [ 3.0; -2.0 ]
    let run = Reverse.Run("reverse", null, f, [| x |])
    let struct (_, pushed) = Forward.push "forward" f [| x |] [| onesLike x |]
    Assert.Equal<float[]>(elements x, elements (Array.head (run.Pull [| onesLike x |])))
    Assert.Equal<float[]>(elements x, elements pushed[0])
