/// Whole functions against PyTorch: values and all the derivatives that the transformations give, in each mode.
module Functional.Conformance.TransformsTests

open Xunit
open Functional
open Functional.Tests.Oracle
open Functional.Tests
open Functional.Tests.Witness
open Functional.Conformance.Cases

/// The named inputs of a program.
type private Inputs = Map<string, Tensor>

let private sum x = Reductions.sum [||] false x
let private mean x = Reductions.mean [||] false x
let private at i x = Moves.select 0 i x
let private from start stop x = Moves.slice 0 start stop 1 x
let private matmul x y = Products.matmul x y
let private dot x y = Products.dot x y
let private transposed x = Moves.matrixTranspose x
let private square (x: Tensor) = x * x
let private vector (components: Tensor list) = Joins.stack 0 components

let private rosenbrock (x: Tensor) =
    let head, tail = from 0 (x.Size - 1) x, from 1 x.Size x
    sum (100.0 * square (tail - square head) + square (1.0 - head))

let private mlpTanh (p: Inputs) =
    let hidden = tanh (matmul p["x"] (transposed p["W1"]) + p["b1"])
    matmul hidden (transposed p["W2"]) + p["b2"]

let private logisticNll (p: Inputs) =
    let margins = p["y"] * (matmul p["X"] p["w"] + p["b"])
    sum (log (1.0 + exp (-margins))) + 0.05 * dot p["w"] p["w"]

/// The log density of a normal distribution with a covariance L L^T, where A holds L with the logs of its diagonal.
/// The triangular system is solved row by row.
let private gaussianLogDensity (p: Inputs) =
    let n = p["x"].Size
    let a i j = p["A"] |> at i |> at j
    let centred = p["x"] - p["mu"]

    let solve (known: Tensor list) i =
        let rest = known |> List.mapi (fun j z -> a i j * z) |> List.fold (-) (at i centred)
        known @ [ rest / exp (a i i) ]

    let z = List.fold solve [] [ 0 .. n - 1 ] |> vector
    let logDiagonal = sum (Diagonals.diagonal 0 0 1 p["A"])
    -0.5 * dot z z - logDiagonal - 0.5 * float n * log (2.0 * System.Math.PI)

/// The same with the covariance itself.
let private gaussianCovariance (p: Inputs) =
    let l = Linalg.cholesky p["S"]
    let z = Linalg.solveTriangular false l (p["x"] - p["mu"])
    let logDiagonal = sum (log (Diagonals.diagonal 0 0 1 l))
    -0.5 * dot z z - logDiagonal - 0.5 * float p["x"].Size * log (2.0 * System.Math.PI)

let private softmaxCrossEntropy (p: Inputs) =
    let logits = matmul p["X"] (transposed p["W"]) + p["b"]
    let picked = Indexing.gather 1 (Moves.unsqueeze 1 p["t"]) (Statistics.logSoftmax 1 logits)
    mean (-picked)

let private rnn (p: Inputs) =
    let step h i = tanh (matmul p["Wx"] (at i p["xs"]) + matmul p["Wh"] h + p["bh"])
    let start = Creation.fullLike (Moves.select 1 0 p["Wh"]) 0.0
    sum (square (matmul p["Wo"] (List.fold step start [ 0; 1; 2 ]) - p["y"]))

let private onX (f: Tensor -> Tensor) (p: Inputs) = f p["x"]
let private onPair (f: Tensor -> Tensor -> Tensor) (p: Inputs) = f (at 0 p["x"]) (at 1 p["x"])

let private onTriple (f: Tensor -> Tensor -> Tensor -> Tensor list) (p: Inputs) =
    f (at 0 p["x"]) (at 1 p["x"]) (at 2 p["x"]) |> vector

let private iterate count f x = List.fold (fun x _ -> f x) x [ 1..count ]

let private programs: (string * (Inputs -> Tensor)) list =
    [ "rosenbrock_2", onX rosenbrock
      "rosenbrock_5", onX rosenbrock
      "rosenbrock_20", onX rosenbrock
      "beale",
      onPair (fun a b -> square (1.5 - a + a * b) + square (2.25 - a + a * b ** 2) + square (2.625 - a + a * b ** 3))
      "himmelblau", onPair (fun a b -> square (a ** 2 + b - 11.0) + square (a + b ** 2 - 7.0))
      "ackley",
      onX (fun x ->
          -20.0 * exp (-0.2 * sqrt (mean (square x))) - exp (mean (cos (2.0 * System.Math.PI * x)))
          + 20.0
          + System.Math.E)
      "harmonic", onX (fun x -> 1.0 / Statistics.norm 2.0 [||] false x)
      "gaussian_bump", onX (fun x -> exp (-0.5 * sum (square x)))
      "saddle_product", onX (fun x -> Reductions.prod [||] false x + sum (sin x))
      "log_sum_exp_affine", (fun p -> log (sum (exp (matmul p["A"] p["x"] + p["b"]))))
      "trace_of_matrix_cube", (fun p -> Reductions.trace (matmul (matmul p["X"] p["X"]) p["X"]))
      "nested_composition", onX (fun x -> sum (sin (x * exp (cos x))))
      "deep_chain", onX (fun x -> iterate 12 (fun s -> sin s + 0.5 * s) (mean x))
      "mlp_tanh_mse", (fun p -> mean (square (mlpTanh p - p["y"])))
      "mlp_tanh", mlpTanh
      "mlp_scalar", (fun p -> dot p["w2"] (Elementwise.softplus 1.0 20.0 (matmul p["W1"] p["x"] + p["b1"])))
      "logistic_nll", logisticNll
      "gaussian_log_density", gaussianLogDensity
      "softmax_cross_entropy", softmaxCrossEntropy
      "softmax", onX (Statistics.softmax 0)
      "rnn_3_steps", rnn
      "newton_sqrt", onX (fun x -> sum (iterate 8 (fun y -> 0.5 * (y + x / y)) (Creation.fullLike x 1.0)))
      "field_polynomial", onTriple (fun a b c -> [ a ** 2 * b; b * c; a * c ** 3 + sin a ])
      "field_lorenz", onTriple (fun a b c -> [ 10.0 * (b - a); a * (28.0 - c) - b; a * b - 8.0 / 3.0 * c ])
      "field_abc", onTriple (fun a b c -> [ sin c + cos b; sin a + cos c; sin b + cos a ])
      "field_gravity", onX (fun x -> -x / Statistics.norm 2.0 [||] false x ** 3)
      "polar", onPair (fun r t -> vector [ r * cos t; r * sin t ])
      "outer_map", onX (fun x -> Products.outer x x)
      "log_det", (fun p -> Linalg.slogdet p["X"] |> snd)
      "gaussian_covariance", gaussianCovariance
      "matrix_inverse_map", (fun p -> Linalg.inv p["X"])
      "third_derivative_trilinear", onX (fun x -> sin (at 0 x * at 1 x) + at 2 x ** 3 * at 0 x + exp (at 1 x * at 2 x)) ]

let private univariate: (string * (Tensor -> Tensor)) list =
    [ "tanh(t)", tanh
      "sin(t) exp(t)", (fun t -> sin t * exp t)
      "1 / (1 + t^2)", (fun t -> 1.0 / (1.0 + t ** 2))
      "t^5 - 3 t^2", (fun t -> t ** 5 - 3.0 * t ** 2)
      "log(1 + exp(t))", (fun t -> log (1.0 + exp t))
      "sqrt(1 + t)", (fun t -> sqrt (1.0 + t))
      "sin(sin(sin(t)))", (fun t -> sin (sin (sin t)))
      "t exp(-t^2)", (fun t -> t * exp (-(t ** 2)))
      "atan(t)", atan
      "t^t", (fun t -> t ** t) ]

let private programOf = dict programs
let private univariateOf = dict univariate
let private first = 1e-10
let private second = 1e-9

/// What an entry is found by; a name of a check says the mode where the entry does not.
let private modeOf (name: string) tolerance =
    if name.StartsWith "value" || name.StartsWith "order 0" then Values
    elif tolerance = second && not (name.StartsWith "order 1") then Second
    elif name.Contains "forward" || name = "jvp" || name = "D1_u" then Forward
    else Reverse

/// The checks of one case on a backend: each compares what is computed with an entry of the reference data.
type private Checks(backend: Kernels.IBackend, case: TransformCase) =
    let checks = ResizeArray<Check>()

    member _.Backend = backend
    member _.All = List.ofSeq checks

    member _.Is(name: string, expected: OracleTensor, tolerance, actual: unit -> Tensor) =
        checks.Add
            { Mode = modeOf name tolerance
              Name = name
              Run = fun () -> differsOn backend tolerance expected (actual ()) }

    /// The same, where the data has such an entry.
    member checks.Field(entry: string, name, tolerance, actual) =
        match case.Values.TryFind entry with
        | Some expected -> checks.Is(name, expected, tolerance, actual)
        | None -> ()

    member checks.Field(entry, tolerance, actual) = checks.Field(entry, entry, tolerance, actual)

let private inputsOf backend (case: TransformCase) : Inputs = case.Inputs |> Map.map (fun _ -> toTensorOn backend)

/// The program as a function of one of its inputs, and the point.
let private alone backend (case: TransformCase) : (Tensor -> Tensor) * Tensor =
    let inputs = inputsOf backend case
    let name = Array.exactlyOne case.Wrt
    (fun x -> programOf[case.Name](Map.add name x inputs)), inputs[name]

let private value backend (case: TransformCase) name = toTensorOn backend case.Values[name]

/// The Hessian times a vector, by each mode over each.
let private hvps f x v =
    [ "forward over forward", (fun () -> snd (jvp (jacobianForward f) x v))
      "forward over reverse", (fun () -> hvp f x v)
      "reverse over forward", (fun () -> grad (fun x -> snd (jvp f x v)) x)
      "reverse over reverse", (fun () -> grad (fun x -> sum (grad f x * v)) x) ]

let private along f (x: Tensor) (v: Tensor) = fun (t: Tensor) -> f (x + t * v)

/// A 0-d tensor.
let private number backend (value: float) = toTensorOn backend { Shape = [||]; DType = "float64"; Data = [| value |] }

let private scalarCase (case: TransformCase) (checks: Checks) =
    let f, x = alone checks.Backend case
    let v = value checks.Backend case "v"
    let zero = number checks.Backend 0.0
    checks.Field("value", first, (fun () -> f x))
    checks.Field("value", "value beside the gradient", first, (fun () -> fst (valueAndGrad f x)))
    checks.Field("gradient", first, (fun () -> grad f x))
    checks.Field("gradient", "gradient by forward mode", first, (fun () -> jacobianForward f x))
    checks.Field("gradient", "gradient as a Jacobian", first, (fun () -> jacobianReverse f x))
    checks.Field("hessian", second, (fun () -> hessian f x))
    checks.Field("hessian", "hessian as the only block", second, (fun () -> (hessianBlocks f x)[0, 0]))
    checks.Field("hessian", "hessian beside the gradient", second, (fun () -> snd (gradHessian f x)))
    checks.Field("hessian", "hessian by reverse over reverse", second, (fun () -> jacobianReverse (grad f) x))

    for name, product in hvps f x v do
        checks.Field("hvp", $"hvp {name}", second, product)

    checks.Field("quadratic_form", second, (fun () -> sum (v * hvp f x v)))
    checks.Field("laplacian", second, (fun () -> laplacian f x))

    for order, name in [ 1, "first"; 2, "second"; 3, "third" ] do
        checks.Field($"directional.{name}", second, (fun () -> diffN order (along f x v) zero))

    // One after the other: the derivative along u, of that along v, of that along w.
    if case.Values.ContainsKey "D3_uvw" then
        let u, w = value checks.Backend case "u", value checks.Backend case "w"
        let d v f x = snd (jvp f x v)
        checks.Field("D1_u", first, (fun () -> d u f x))
        checks.Field("D2_uv", second, (fun () -> d v (d u f) x))
        checks.Field("D3_uvw", second, (fun () -> d w (d v (d u f)) x))
        checks.Field("D3_uvw", "D3_uvw by reverse mode", second, (fun () -> sum (w * grad (d v (d u f)) x)))

        checks.Field(
            "D3_uvw",
            "D3_uvw by reverse mode, thrice",
            second,
            fun () ->
                let r v f x = sum (v * grad f x)
                r w (r v (r u f)) x
        )

let private parametersCase (case: TransformCase) (checks: Checks) =
    let inputs = inputsOf checks.Backend case
    let program = programOf[case.Name]
    let f (p: Inputs) = program (Map.fold (fun all name x -> Map.add name x all) inputs p)
    let pick prefix : Inputs = Map [ for name in case.Wrt -> name, value checks.Backend case $"{prefix}{name}" ]
    let p: Inputs = Map [ for name in case.Wrt -> name, inputs[name] ]
    let v = pick "v."
    let total (tree: Inputs) = Map.toSeq tree |> Seq.map (snd >> sum) |> Seq.reduce (+)

    let each prefix label tolerance (derivative: unit -> Inputs) =
        let computed = lazy derivative ()

        for name in case.Wrt do
            checks.Field(prefix + name, $"{label} {name}", tolerance, (fun () -> computed.Value[name]))

    checks.Field("value", first, (fun () -> f p))
    each "gradient." "gradient" first (fun () -> grad f p)
    each "gradient." "gradient by forward mode" first (fun () -> jacobianForward f p)
    each "hvp." "hvp forward over forward" second (fun () -> snd (jvp (jacobianForward f) p v))
    each "hvp." "hvp forward over reverse" second (fun () -> hvp f p v)
    each "hvp." "hvp reverse over forward" second (fun () -> grad (fun p -> snd (jvp f p v)) p)
    each "hvp." "hvp reverse over reverse" second (fun () -> grad (fun p -> total (Tree.map2 (*) (grad f p) v)) p)

    each "hvp." "hvp by Hessian blocks" second (fun () ->
        let blocks = hessianBlocks f p
        let leaves = Tree.leaves v

        let row i (x: Tensor) =
            leaves
            |> Array.mapi (fun j v -> matmul (Moves.reshape [ x.Size; v.Size ] blocks[i, j]) (Moves.flat v))
            |> Array.reduce (+)
            |> Moves.reshape x.Shape

        Tree.leaves p |> Array.mapi row |> Tree.rebuild p)

let private vectorCase (case: TransformCase) (checks: Checks) =
    let f, x = alone checks.Backend case
    let v, u = value checks.Backend case "v", value checks.Backend case "u"
    checks.Field("value", first, (fun () -> f x))
    checks.Field("jacobian", "jacobian forward", first, (fun () -> jacobianForward f x))
    checks.Field("jacobian", "jacobian reverse", first, (fun () -> jacobianReverse f x))
    checks.Field("jacobian", first, (fun () -> jacobian f x))
    checks.Field("value", "value beside the jvp", first, (fun () -> fst (jvp f x v)))
    checks.Field("jvp", first, (fun () -> snd (jvp f x v)))
    checks.Field("value", "value beside the vjp", first, (fun () -> fst (vjp f x)))
    checks.Field("vjp", first, (fun () -> snd (vjp f x) u))

let private fieldCase (case: TransformCase) (checks: Checks) =
    let f, x = alone checks.Backend case
    let components = [ 0; 1; 2 ]
    vectorCase case checks
    checks.Field("divergence", first, (fun () -> divergence f x))
    checks.Field("curl", first, (fun () -> curl f x))

    for name, derivative in
        [ "forward over forward", jacobianForward << jacobianForward
          "forward over reverse", jacobianForward << jacobianReverse
          "reverse over forward", jacobianReverse << jacobianForward
          "reverse over reverse", jacobianReverse << jacobianReverse ] do
        checks.Field("second_derivatives", $"second derivatives {name}", second, (fun () -> derivative f x))

    checks.Field("vector_laplacian", second, (fun () -> vector [ for i in components -> laplacian (f >> at i) x ]))
    checks.Field("gradient_of_divergence", second, (fun () -> grad (divergence f) x))

    checks.Field(
        "gradient_of_divergence",
        "gradient of divergence forward",
        second,
        (fun () -> jacobianForward (divergence f) x)
    )

let private univariateCase (case: TransformCase) (checks: Checks) =
    let f, t = univariateOf[case.Formula], number checks.Backend case.At

    let nest order modes = Seq.fold (fun f derivative -> derivative f) f (Seq.take order modes)

    let forever pattern = Seq.initInfinite (fun i -> Array.item (i % Array.length pattern) pattern)

    for order in 0 .. case.Derivatives.Length - 1 do
        let expected = { Shape = [||]; DType = "float64"; Data = [| case.Derivatives[order] |] }
        checks.Is($"order {order} by forward mode", expected, second, (fun () -> diffN order f t))
        checks.Is($"order {order} by reverse mode", expected, second, (fun () -> nest order (forever [| grad |]) t))

        checks.Is(
            $"order {order} by both in turn",
            expected,
            second,
            (fun () -> nest order (forever [| grad; diff |]) t)
        )

let private checksOf backend (case: TransformCase) =
    let checks = Checks(backend, case)

    match case.Kind with
    | "scalar" -> scalarCase case checks
    | "parameters" -> parametersCase case checks
    | "vector" -> vectorCase case checks
    | "field" -> fieldCase case checks
    | "univariate" -> univariateCase case checks
    | kind -> failwith $"unknown kind {kind}"

    checks.All

let private known =
    lazy
        (dict
            [ for i, case in Seq.indexed transforms.Value do
                  let wrt = String.concat ", " case.Wrt
                  let what = if case.Kind = "univariate" then case.Formula else $"{case.Name} by {wrt}"
                  $"{i} {what}", case ])

let cases () = each known.Value.Keys

[<Theory>]
[<MemberData(nameof cases)>]
let ``derivatives of whole functions are PyTorch's`` (id: string, backend: string) =
    match wrongs backend (checksOf (named backend) known.Value[id]) with
    | [] -> ()
    | messages -> Assert.Fail(String.concat "\n" messages)

/// What the tests of this file compare on each backend.
let coverage () =
    [ for row in present ->
          { File = "transforms.json"
            Backend = row.Name
            Cases = transforms.Value.Length
            Modes = [ for case in known.Value.Values -> checksOf row.Here case |> List.map _.Mode |> List.distinct ]
            Missing = [] } ]

[<Fact>]
let ``a function of the reference data is here`` () =
    let named =
        set
            [ for case in transforms.Value do
                  if case.Kind <> "univariate" then
                      case.Name ]

    Assert.Empty(named - set (List.map fst programs))

[<Fact>]
let ``all that the reference data says of a function is compared`` () =
    let compared =
        set
            [ "value"
              "gradient"
              "hessian"
              "v"
              "u"
              "w"
              "hvp"
              "quadratic_form"
              "laplacian"
              "directional.first"
              "directional.second"
              "directional.third"
              "D1_u"
              "D2_uv"
              "D3_uvw"
              "jacobian"
              "jvp"
              "vjp"
              "divergence"
              "curl"
              "second_derivatives"
              "vector_laplacian"
              "gradient_of_divergence" ]

    let stated =
        set
            [ for case in transforms.Value do
                  for name in case.Values.Keys do
                      if case.Kind = "parameters" && name <> "value" then name.Substring(0, name.IndexOf '.') else name ]

    Assert.Empty(stated - compared)
