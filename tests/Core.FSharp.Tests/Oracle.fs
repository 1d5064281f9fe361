/// Reference values that PyTorch computed, read from the data folder beside the test assembly, and the comparison that
/// goes with them. `tests/data/README.md` says what the files hold.
module Functional.Tests.Oracle

open System
open System.IO
open System.Text.Json

/// A tensor as the files write it: row-major; whole numbers and booleans as floats.
type OracleTensor = { Shape: int[]; DType: string; Data: float[] }

/// A place where a tensor may be missing: `None` where there is no derivative.
type Slot = OracleTensor option

/// One operation at one point. Cases that have values only have no cotangents, tangents and derivatives.
type OpCase =
    {
        Id: string
        Op: string
        /// The arguments that are not tensors, by PyTorch's names: an object, often empty.
        Args: JsonElement
        /// What each input means, where the position does not say.
        Names: string[]
        Inputs: OracleTensor[]
        OutNames: string[]
        Outputs: OracleTensor[]
        Cotangents: Slot[]
        /// By input: the gradient of `sum (output * cotangent)`.
        Vjp: Slot[] option
        Tangents: Slot[]
        /// By output: the derivative along all tangents at once.
        Jvp: Slot[]
        /// By input: the gradient of `sum (vjp * tangents)`, the cotangents held fixed.
        Hvp: Slot[] option
        Note: string
    }

/// A kink, a tie or a special value.
type EdgeCase =
    {
        Id: string
        Op: string
        Args: JsonElement
        Inputs: OracleTensor[]
        Outputs: OracleTensor[]
        /// By input: the vjp of the cotangent. `None`: there is none to compare.
        Gradient: Slot[] option
        /// Belongs to the first output; ones where it is `None`.
        Cotangent: Slot
        /// By input: the gradient of the sum of all gradients.
        Second: Slot[] option
        /// What need not be matched: `gradient`, `second`, `output`, `indices`, or `nan` (elements whose input is nan).
        Quirk: Set<string>
        Note: string
    }

/// The dtype of a binary operation's result, or `error`. An operand reads `tensor float32`, `0d int64` or `scalar int`.
type PromotionRow = { Op: string; Left: string; Right: string; Result: string }

/// The dtype of a unary operation's result.
type UnaryPromotionRow = { Op: string; DType: string; Result: string }

/// The dtypes of a binary operation's result and of the gradient of its left operand.
type GradientPromotionRow = { Op: string; Left: string; Right: string; Result: string; Gradient: string }

/// A whole function and its derivatives.
type TransformCase =
    {
        Name: string
        /// `scalar`, `parameters`, `vector`, `field` or `univariate`: says which values there are.
        Kind: string
        Formula: string
        Inputs: Map<string, OracleTensor>
        /// The inputs that are differentiated.
        Wrt: string[]
        /// Every expected tensor and every direction by its name: `hessian`, `v`, `directional.second`, `gradient.W1`.
        Values: Map<string, OracleTensor>
        /// Of a univariate function: where, and the derivatives of orders 0, 1, 2, … there.
        At: float
        Derivatives: float[]
        Note: string
    }

/// A function to minimise, with its constants and its start `x0`.
type Problem = { Formula: string; Tensors: Map<string, OracleTensor> }

/// A slice of the parameter vector with arguments of its own.
type ParameterGroup = { Parameters: string; Args: JsonElement }

/// The path of an optimizer.
type OptimizerRun =
    {
        Optimizer: string
        Args: JsonElement
        /// Empty where one group holds everything.
        Groups: ParameterGroup[]
        Problem: string
        DType: string
        /// Compare `|a - b| <= Tolerance * (1 + |b|)`.
        Tolerance: float
        /// Before each step.
        Losses: float[]
        /// The parameters after each step.
        Trajectory: float[][]
        /// L-BFGS: inner iterations and function evaluations since the start, after each step.
        Counts: (int * int)[]
    }

/// A learning-rate schedule: entry 0 before any step of the scheduler, entry k after k of them.
type ScheduleRun =
    {
        Scheduler: string
        Args: JsonElement
        Optimizer: string
        /// By parameter group.
        BaseRates: float[]
        /// By entry, then by parameter group.
        Rates: float[][]
        Momentum: float option
        Momenta: float[]
        /// What ReduceLROnPlateau is told, a step each.
        Metrics: float[]
    }

/// Gradients before and after clipping.
type ClippingCase =
    { Function: string
      Args: JsonElement
      Gradients: OracleTensor[]
      TotalNorm: Slot
      Clipped: OracleTensor[] }

/// A number; `"nan"`, `"inf"` and `"-inf"` are strings in JSON, true is 1 and false is 0.
let number (element: JsonElement) =
    match element.ValueKind with
    | JsonValueKind.True -> 1.0
    | JsonValueKind.False -> 0.0
    | JsonValueKind.String ->
        match element.GetString() with
        | "nan" -> nan
        | "inf" -> infinity
        | "-inf" -> -infinity
        | other -> failwith $"not a number in the reference data: \"{other}\""
    | _ -> element.GetDouble()

/// The root of a file under the data folder, say `document "tutorials/s002.json"`.
let document (path: string) : JsonElement =
    let file = Path.Combine(AppContext.BaseDirectory, "data", path)
    JsonDocument.Parse(File.ReadAllBytes file).RootElement

/// A field of an object, `None` where it is absent or null.
let field (name: string) (element: JsonElement) =
    match element.TryGetProperty name with
    | true, value when value.ValueKind <> JsonValueKind.Null -> Some value
    | _ -> None

/// A tensor.
let tensor (element: JsonElement) =
    { Shape = [| for length in element.GetProperty("shape").EnumerateArray() -> length.GetInt32() |]
      DType = string (element.GetProperty "dtype")
      Data = [| for x in element.GetProperty("data").EnumerateArray() -> number x |] }

[<AutoOpen>]
module private Reading =
    let items (element: JsonElement) = element.EnumerateArray() |> Seq.toArray

    let list read name element =
        match field name element with
        | Some value -> items value |> Array.map read
        | None -> [||]

    /// One or several: an operation with one output has it bare, without a list around it.
    let listOrOne read name element =
        match field name element with
        | Some value when value.ValueKind = JsonValueKind.Array -> items value |> Array.map read
        | Some value -> [| read value |]
        | None -> [||]

    let text name element = field name element |> Option.map string |> Option.defaultValue ""

    let noArguments = JsonDocument.Parse("{}").RootElement

    let args element = field "args" element |> Option.defaultValue noArguments

    let slot (element: JsonElement) : Slot =
        if element.ValueKind = JsonValueKind.Null then None else Some(tensor element)

    let slots name element : Slot[] option = field name element |> Option.map (items >> Array.map slot)

    let isTensor (element: JsonElement) =
        element.ValueKind = JsonValueKind.Object && (field "shape" element).IsSome && (field "data" element).IsSome

    /// All tensors of an object by name; those of an object inside it under `outer.inner`.
    let rec tensors (element: JsonElement) : (string * OracleTensor) list =
        [ for property in element.EnumerateObject() do
              if isTensor property.Value then
                  property.Name, tensor property.Value
              elif property.Value.ValueKind = JsonValueKind.Object then
                  for name, value in tensors property.Value do
                      $"{property.Name}.{name}", value ]

    let opCase case : OpCase =
        { Id = text "id" case
          Op = text "op" case
          Args = args case
          Names = list string "names" case
          Inputs = list tensor "inputs" case
          OutNames = list string "out_names" case
          Outputs = listOrOne tensor "output" case
          Cotangents = listOrOne slot "cotangent" case
          Vjp = slots "vjp" case
          Tangents = list slot "tangents" case
          Jvp = listOrOne slot "jvp" case
          Hvp = slots "hvp" case
          Note = text "note" case }

    let edgeCase case : EdgeCase =
        { Id = text "id" case
          Op = text "op" case
          Args = args case
          Inputs = list tensor "inputs" case
          Outputs = listOrOne tensor "output" case
          Gradient = slots "gradient" case
          Cotangent = field "cotangent" case |> Option.map tensor
          Second = slots "second" case
          Quirk = set (list string "quirk" case)
          Note = text "note" case }

    let promotionRow (row: JsonElement) : PromotionRow =
        { Op = string row[0]; Left = string row[1]; Right = string row[2]; Result = string row[3] }

    let unaryPromotionRow (row: JsonElement) : UnaryPromotionRow =
        { Op = string row[0]; DType = string row[1]; Result = string row[2] }

    let gradientPromotionRow (row: JsonElement) : GradientPromotionRow =
        { Op = string row[0]
          Left = string row[1]
          Right = string row[2]
          Result = string row[3]
          Gradient = string row[4] }

    let transformCase case =
        { Name = text "name" case
          Kind = text "kind" case
          Formula = text "formula" case
          Inputs = field "inputs" case |> Option.map tensors |> Option.defaultValue [] |> Map
          Wrt = listOrOne string "wrt" case
          Values =
            Map
                [ for name, value in tensors case do
                      if not (name.StartsWith "inputs.") then
                          name, value ]
          At = field "t" case |> Option.map number |> Option.defaultValue nan
          Derivatives = list number "derivatives" case
          Note = text "note" case }

    let optimizerRun run =
        { Optimizer = text "optimizer" run
          Args = args run
          Groups = list (fun group -> { Parameters = text "parameters" group; Args = args group }) "groups" run
          Problem = text "problem" run
          DType = text "dtype" run
          Tolerance = number (run.GetProperty "tol")
          Losses = list number "losses" run
          Trajectory = list (items >> Array.map number) "trajectory" run
          Counts = list (fun pair -> pair[0].GetInt32(), pair[1].GetInt32()) "n_iter_func_evals" run }

    let scheduleRun run =
        let perGroup (entry: JsonElement) =
            if entry.ValueKind = JsonValueKind.Array then
                items entry |> Array.map number
            else
                [| number entry |]

        { Scheduler = text "scheduler" run
          Args = args run
          Optimizer = text "optimizer" run
          BaseRates = perGroup (run.GetProperty "lr")
          Rates = list perGroup "learning_rates" run
          Momentum = field "momentum" run |> Option.map number
          Momenta = list number "momenta" run
          Metrics = list number "metrics" run }

    let clippingCase case =
        { Function = text "function" case
          Args = args case
          Gradients = list tensor "gradients" case
          TotalNorm = field "total_norm" case |> Option.map tensor
          Clipped = list tensor "clipped" case }

    let promotionFile = lazy document "promotion.json"
    let optimizersFile = lazy document "optimizers.json"

/// The cases of `ops.json`.
let ops = lazy (document "ops.json" |> list opCase "cases")

/// The cases of `edges.json`.
let edges = lazy (document "edges.json" |> list edgeCase "cases")

/// The binary table of `promotion.json`.
let promotion = lazy (promotionFile.Value |> list promotionRow "rows")

/// The unary table of `promotion.json`.
let unaryPromotion = lazy (promotionFile.Value |> list unaryPromotionRow "unary")

/// The gradients' table of `promotion.json`.
let gradientPromotion = lazy (promotionFile.Value |> list gradientPromotionRow "gradient")

/// The cases of `transforms.json`.
let transforms = lazy (document "transforms.json" |> list transformCase "cases")

/// The functions that `optimizers.json` minimises, by name.
let problems =
    lazy
        (Map
            [ for problem in optimizersFile.Value.GetProperty("problems").EnumerateObject() ->
                  problem.Name, { Formula = text "formula" problem.Value; Tensors = Map(tensors problem.Value) } ])

/// The optimizers' paths in `optimizers.json`.
let optimizers = lazy (optimizersFile.Value |> list optimizerRun "runs")

/// The learning-rate schedules in `optimizers.json`.
let schedules = lazy (optimizersFile.Value |> list scheduleRun "schedulers")

/// The gradient clippings in `optimizers.json`.
let clippings = lazy (optimizersFile.Value |> list clippingCase "clipping")

/// Whether a tensor is the expected one: the same shape, and each element within `tolerance + tolerance * scale`, where
/// scale is the largest finite magnitude expected. nan equals nan, infinities agree in sign, 0 equals -0; tolerance 0
/// asks for equality.
let close (tolerance: float) (expected: OracleTensor) (actualShape: int[]) (actual: float[]) : Result<unit, string> =
    let lengths (shape: int[]) = "[" + String.Join(", ", shape) + "]"

    if expected.Shape <> actualShape then
        Error $"expected shape {lengths expected.Shape}, got {lengths actualShape}"
    elif expected.Data.Length <> actual.Length then
        Error $"expected {expected.Data.Length} elements, got {actual.Length}"
    else
        let magnitude x = if Double.IsFinite x then abs x else 0.0

        let scale = expected.Data |> Array.fold (fun largest x -> max largest (magnitude x)) 0.0

        let allowed = tolerance + tolerance * scale

        let same e a = e = a || (Double.IsNaN e && Double.IsNaN a) || abs (e - a) <= allowed

        match Seq.tryFindIndex id (Seq.map2 (fun e a -> not (same e a)) expected.Data actual) with
        | None -> Ok()
        | Some flat ->
            // The flat position as an index into the shape, last axis fastest.
            let index, _ = Array.mapFoldBack (fun length rest -> rest % length, rest / length) actualShape flat

            let e, a = expected.Data[flat], actual[flat]

            Error
                $"at {lengths index}: expected {e:R}, got {a:R}, off by {abs (e - a):G3} where {allowed:G3} is allowed"
