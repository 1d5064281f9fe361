/// Operations of sliding windows: convolutions, pools, windows as tensors, and normalisation by channels.
module internal Functional.Laws.WindowRows

open System
open Functional
open Functional.Laws.Operation

/// A result that channels and axes to slide along stand at the end of, taken apart.
[<Struct>]
type private Image = { First: int[]; Channels: int; Counts: int[] }

let private image axes (shape: int[]) =
    let first = shape.Length - axes - 1

    if first < 0 || Array.contains 0 (Array.skip first shape) then
        ValueNone
    else
        ValueSome
            { First = Array.truncate first shape
              Channels = shape[first]
              Counts = Array.skip (first + 1) shape }

/// The same call, whose result has no first axis, which had one place.
let private squeezed (call: Call) : Call =
    let compute =
        match call.Compute with
        | Plain run -> Plain(run >> Tensor.squeezeAxes [ 0 ])
        | binding -> binding

    { call with
        Shape = Array.tail call.Shape
        Compute = compute
        Text =
            { call.Text with
                FSharp = $"Tensor.squeezeAxes [ 0 ] ({call.Text.FSharp})"
                CSharp = $"{call.Text.CSharp}.Squeeze(0)" } }

/// A row of a function whose result is an image, or the only channel of one.
let private ofImage axes name (give: Random -> Image -> int[] -> Call voption) =
    operation name (fun random shape ->
        let hasChannels = shape.Length > axes
        let full = if hasChannels then shape else Array.append [| 1 |] shape

        match image axes full with
        | ValueSome image when hasChannels -> give random image full
        | ValueSome image -> give random image full |> ValueOption.map squeezed
        | ValueNone -> ValueNone)

/// Numbers for some axes; more than two axes have short ones, lest tensors grow.
let private lengths (random: Random) axes most =
    Array.init axes (fun _ -> Pick.integer random 1 (if axes > 2 then min 2 most else most))

/// How far windows reach that so many of some lengths, strides and dilations stand beside.
let private across (counts: int[]) (kernel: int[]) (stride: int[]) (dilation: int[]) =
    Array.init counts.Length (fun i -> (counts[i] - 1) * stride[i] + (kernel[i] - 1) * dilation[i] + 1)

let private factor = Between(-3.0, 3.0)

/// The range of sums of so many products at most, and a bias.
let private affine count (ranges: Interval[]) =
    let sums = Interval.scale (float count) (Interval.multiply ranges[0] ranges[1]) |> Interval.withZero
    if ranges.Length > 2 then Interval.add sums ranges[2] else sums

let private convolutions axes =
    let ones = Array.create axes 1

    [ ofImage axes $"conv{axes}d" (fun random image shape ->
          let channels, kernel = Pick.integer random 1 2, lengths random axes 2
          let input = [| yield! image.First; channels; yield! across image.Counts kernel ones ones |]
          let weight = [| image.Channels; channels; yield! kernel |]
          let convolve = [| Tensor.conv1d; Tensor.conv2d; Tensor.conv3d |][axes - 1]
          let slots = [ slot Reals input; slot factor weight; slot Reals [| image.Channels |] ]
          let written = text $"Tensor.conv{axes}d {{1}} {{2}} {{0}}" $"{{0}}.Conv{axes}d({{1}}, {{2}})" []
          let run (xs: Tensor[]) = convolve xs[1] xs[2] xs[0]
          ValueSome(call $"conv{axes}d" shape slots run (affine (channels * size kernel)) written))
      ofImage axes $"conv{axes}dWith" (fun random image shape ->
          let groups = if image.Channels % 2 = 0 then Pick.integer random 1 2 else 1
          let channels, kernel = Pick.integer random 1 2, lengths random axes 3
          let stride, dilation = lengths random axes 2, lengths random axes 2
          let padding = Array.init axes (fun _ -> random.Next 2)

          let spatial =
              Array.map2 (fun length p -> length - 2 * p) (across image.Counts kernel stride dilation) padding

          if Array.exists (fun length -> length < 1) spatial then
              ValueNone
          else
              let input = [| yield! image.First; channels * groups; yield! spatial |]
              let weight = [| image.Channels; channels; yield! kernel |]
              let convolve = [| Tensor.conv1dWith; Tensor.conv2dWith; Tensor.conv3dWith |][axes - 1]

              let options: Conv =
                  { Stride = stride; Padding = Padding.Of padding; Dilation = dilation; Groups = groups }

              let written =
                  text
                      $"Tensor.conv{axes}dWith {{ Stride = {{a}}; Padding = Padding.Of {{b}}; Dilation = {{c}}; Groups = {{d}} }} {{1}} null {{0}}"
                      $"{{0}}.Conv{axes}d({{1}}, null, {{a}}, {{b}}, {{c}}, {{d}})"
                      [ Integers stride; Integers padding; Integers dilation; Integer groups ]

              let run (xs: Tensor[]) = convolve options xs[1] null xs[0]
              let slots = [ slot Reals input; slot factor weight ]
              ValueSome(call $"conv{axes}dWith" shape slots run (affine (channels * size kernel)) written)) ]

let private transposed axes =
    let ones = Array.create axes 1

    /// The numbers of windows, and their lengths, that reach exactly across some lengths, side by side.
    let within (random: Random) (lengths: int[]) =
        let kernel = lengths |> Array.map (fun length -> Pick.integer random 1 (min length 3))
        Array.map2 (fun length k -> length - k + 1) lengths kernel, kernel

    [ ofImage axes $"convTranspose{axes}d" (fun random image shape ->
          let counts, kernel = within random image.Counts
          let channels = Pick.integer random 1 2
          let weight = [| channels; image.Channels; yield! kernel |]
          let input = [| yield! image.First; channels; yield! counts |]
          let convolve = [| Tensor.convTranspose1d; Tensor.convTranspose2d; Tensor.convTranspose3d |][axes - 1]
          let slots = [ slot Reals input; slot factor weight; slot Reals [| image.Channels |] ]

          let written =
              text $"Tensor.convTranspose{axes}d {{1}} {{2}} {{0}}" $"{{0}}.ConvTranspose{axes}d({{1}}, {{2}})" []

          let run (xs: Tensor[]) = convolve xs[1] xs[2] xs[0]
          ValueSome(call $"convTranspose{axes}d" shape slots run (affine (channels * size kernel)) written))
      ofImage axes $"convTranspose{axes}dWith" (fun random image shape ->
          // What was cut off stands at both ends of windows, and what was added at the end.
          let padding = Array.init axes (fun _ -> random.Next 2)
          let counts, kernel = within random (Array.map2 (fun length p -> length + 2 * p) image.Counts padding)
          let groups = if image.Channels % 2 = 0 then Pick.integer random 1 2 else 1
          let channels = Pick.integer random 1 2
          let weight = [| channels * groups; image.Channels / groups; yield! kernel |]
          let input = [| yield! image.First; channels * groups; yield! counts |]

          let convolve =
              [| Tensor.convTranspose1dWith; Tensor.convTranspose2dWith; Tensor.convTranspose3dWith |][axes - 1]

          let options: ConvTranspose =
              { Stride = ones; Padding = padding; OutputPadding = []; Dilation = []; Groups = groups }

          let written =
              text
                  $"Tensor.convTranspose{axes}dWith {{ ConvTranspose.defaults with Padding = {{a}}; Groups = {{b}} }} {{1}} null {{0}}"
                  $"{{0}}.ConvTranspose{axes}d({{1}}, padding: {{a}}, groups: {{b}})"
                  [ Integers padding; Integer groups ]

          let run (xs: Tensor[]) = convolve options xs[1] null xs[0]
          let slots = [ slot Reals input; slot factor weight ]
          ValueSome(call $"convTranspose{axes}dWith" shape slots run (affine (channels * size kernel)) written)) ]

/// A pool of one image.
let private pool name region (image: Image) spatial run range written shape =
    let operand = [| yield! image.First; image.Channels; yield! spatial |]
    ValueSome(call name shape [ slot region operand ] (fun (xs: Tensor[]) -> run xs[0]) range written)

let private kept (ranges: Interval[]) = ranges[0]
let private orZero (ranges: Interval[]) = Interval.withZero ranges[0]

let private pools axes =
    let sideBySide name region functions range fsharp csharp =
        ofImage axes $"{name}{axes}d{fsharp}" (fun random image shape ->
            let kernel = lengths random axes 2
            let run: seq<int> -> Tensor -> Tensor = Array.item (axes - 1) functions
            let spatial = Array.map2 (*) kernel image.Counts
            let words = [ Integers kernel ]

            let written =
                match csharp with
                | "" -> regular $"{name}{axes}d" words
                | _ ->
                    text
                        $"fst (Tensor.{name}{axes}d{fsharp} {csharp} {{a}} {{0}})"
                        $"{{0}}.{method name}{axes}d{fsharp}({{a}}).Values"
                        words

            pool $"{name}{axes}d{fsharp}" region image spatial (run kernel) range written shape)

    let spread name =
        ofImage axes name (fun random image shape ->
            let kernel, stride = lengths random axes 3, lengths random axes 2
            // Only windows of three have half a window to spare on each side of one element.
            let padding = kernel |> Array.map (fun k -> if k = 3 then random.Next 2 else 0)
            let dilation = padding |> Array.map (fun p -> if p = 0 then Pick.integer random 1 2 else 1)
            let isMax = name.StartsWith "max"
            let dilation = if isMax then dilation else Array.create axes 1

            let spatial =
                Array.map2 (fun length p -> length - 2 * p) (across image.Counts kernel stride dilation) padding

            let largest: MaxPool = { Stride = stride; Padding = padding; Dilation = dilation; CeilMode = false }

            let mean: AvgPool =
                { Stride = stride; Padding = padding; CeilMode = false; CountIncludePad = false; Divisor = 0 }

            let words = [ Integers stride; Integers padding; Integers kernel ]

            if isMax then
                let run =
                    [| Tensor.maxPool1dWith; Tensor.maxPool2dWith; Tensor.maxPool3dWith |][axes - 1] largest kernel

                let written =
                    text
                        $"Tensor.{name} {{ MaxPool.defaults with Stride = {{a}}; Padding = {{b}}; Dilation = {{d}} }} {{c}} {{0}}"
                        $"{{0}}.MaxPool{axes}d({{c}}, {{a}}, {{b}}, {{d}})"
                        (words @ [ Integers dilation ])

                pool name Distinct image spatial run kept written shape
            else
                let run = [| Tensor.avgPool1dWith; Tensor.avgPool2dWith; Tensor.avgPool3dWith |][axes - 1] mean kernel

                let written =
                    text
                        $"Tensor.{name} {{ AvgPool.defaults with Stride = {{a}}; Padding = {{b}}; CountIncludePad = false }} {{c}} {{0}}"
                        $"{{0}}.AvgPool{axes}d({{c}}, {{a}}, {{b}}, countIncludePad: false)"
                        words

                pool name Reals image spatial run orZero written shape)

    let adaptive name region functions =
        ofImage axes $"adaptive{name}Pool{axes}d" (fun random image shape ->
            let run: seq<int> -> Tensor -> Tensor = Array.item (axes - 1) functions
            let written = regular $"adaptive{name}Pool{axes}d" [ Integers image.Counts ]
            let spatial = lengths random axes 4
            pool $"adaptive{name}Pool{axes}d" region image spatial (run image.Counts) kept written shape)

    let values (f: seq<int> -> Tensor -> Tensor * Tensor) size x = fst (f size x)
    let largest = MaxPool.defaults

    [ sideBySide "maxPool" Distinct [| Tensor.maxPool1d; Tensor.maxPool2d; Tensor.maxPool3d |] kept "" ""
      sideBySide
          "maxPool"
          Distinct
          [| values (Tensor.maxPool1dIndices largest)
             values (Tensor.maxPool2dIndices largest)
             values (Tensor.maxPool3dIndices largest) |]
          kept
          "Indices"
          "MaxPool.defaults"
      spread $"maxPool{axes}dWith"
      sideBySide "avgPool" Reals [| Tensor.avgPool1d; Tensor.avgPool2d; Tensor.avgPool3d |] kept "" ""
      spread $"avgPool{axes}dWith"
      adaptive "Avg" Reals [| Tensor.adaptiveAvgPool1d; Tensor.adaptiveAvgPool2d; Tensor.adaptiveAvgPool3d |]
      adaptive "Max" Distinct [| Tensor.adaptiveMaxPool1d; Tensor.adaptiveMaxPool2d; Tensor.adaptiveMaxPool3d |]
      ofImage axes $"adaptiveMaxPool{axes}dIndices" (fun random image shape ->
          let run =
              [| Tensor.adaptiveMaxPool1dIndices; Tensor.adaptiveMaxPool2dIndices; Tensor.adaptiveMaxPool3dIndices |][axes
                                                                                                                      - 1]

          let name = $"adaptiveMaxPool{axes}dIndices"

          let written =
              text $"fst (Tensor.{name} {{a}} {{0}})" $"{{0}}.{method name}({{a}}).Values" [ Integers image.Counts ]

          let run = values run image.Counts
          pool name Distinct image (lengths random axes 4) run kept written shape) ]

/// Windows as tensors.
let private views =
    let unfolds name (options: Unfold) step fsharp csharp =
        ofImage 1 name (fun random image shape ->
            // Columns of windows along one axis, or along two, one of which has room for one window only.
            let parts = [| 1..3 |] |> Array.filter (fun k -> image.Channels % k = 0)
            let k = Pick.pick random parts
            let kernel = if Pick.oneIn random 2 then [| k |] else [| 1; k |]
            let counts = if kernel.Length = 1 then image.Counts else [| image.Counts[0]; 1 |]
            let steps, ones = Array.create kernel.Length step, Array.create kernel.Length 1

            let operand = [| yield! image.First; image.Channels / k; yield! across counts kernel steps ones |]

            let written = text fsharp csharp [ Integers kernel ]
            let run (xs: Tensor[]) = Tensor.unfoldWith options kernel xs[0]
            ValueSome(call name shape [ slot Reals operand ] run kept written))

    let folds name (options: Unfold) step fsharp csharp =
        ofImage 1 name (fun random image shape ->
            let length = image.Counts[0]
            let k = Pick.integer random 1 (min 3 length)
            let count = (length - k) / step + 1
            let operand = Array.append image.First [| image.Channels * k; count |]
            let written = text fsharp csharp [ Integers image.Counts; Integers [| k |] ]
            let run (xs: Tensor[]) = Tensor.foldWith options image.Counts [ k ] xs[0]
            let range (ranges: Interval[]) = Interval.withZero (Interval.scale (float k) ranges[0])
            ValueSome(call name shape [ slot Reals operand ] run range written))

    let strided: Unfold = { Unfold.defaults with Stride = [ 2 ] }

    [ operation "windows" (fun random shape ->
          let last = shape.Length - 1

          if last < 1 || shape[last] = 0 then
              ValueNone
          else
              let place, length, step = random.Next last, shape[last], Pick.integer random 1 2

              if shape[place] = 0 then
                  ValueNone
              else
                  let operand = Array.truncate last shape |> Array.updateAt place ((shape[place] - 1) * step + length)
                  let axis = Pick.axis random last place
                  let written = regular "windows" [ Integer axis; Integer length; Integer step ]
                  let run (xs: Tensor[]) = Tensor.windows axis length step xs[0]
                  ValueSome(call "windows" shape [ slot Reals operand ] run kept written))
      unfolds "unfold" Unfold.defaults 1 "Tensor.unfold {a} {0}" "{0}.Unfold({a})"
      unfolds
          "unfoldWith"
          strided
          2
          "Tensor.unfoldWith { Unfold.defaults with Stride = [ 2 ] } {a} {0}"
          "{0}.Unfold({a}, stride: 2)"
      folds "fold" Unfold.defaults 1 "Tensor.fold {a} {b} {0}" "{0}.Fold({a}, {b})"
      folds
          "foldWith"
          strided
          2
          "Tensor.foldWith { Unfold.defaults with Stride = [ 2 ] } {a} {b} {0}"
          "{0}.Fold({a}, {b}, stride: 2)" ]

let private norms =
    let normalised name least fsharp csharp run (range: int -> Interval[] -> Interval) =
        operation name (fun _ shape ->
            let count = if shape.Length < 2 then 0 else size shape / max 1 shape[1]

            if count < least then
                ValueNone
            else
                let channels = [| shape[1] |]

                let slots =
                    [ slot Reals shape
                      slot Reals channels
                      slot Positive channels
                      slot factor channels
                      slot Reals channels ]

                ValueSome(call name shape slots run (range count) (text fsharp csharp [])))

    let around most (bias: Interval) = Interval.add (Interval.between -most most) bias

    [ normalised
          "batchNorm"
          1
          "Tensor.batchNorm {1} {2} {3} {4} 0.1 {0}"
          "{0}.BatchNorm({1}, {2}, {3}, {4}, 0.1)"
          (fun (xs: Tensor[]) -> Tensor.batchNorm xs[1] xs[2] xs[3] xs[4] 0.1 xs[0])
          (fun _ ranges ->
              let far = Interval.size ranges[0] + Interval.size ranges[1]
              around (Interval.size ranges[3] * far / sqrt ranges[2].Low) ranges[4])
      normalised
          "batchNormTrain"
          2
          "(Tensor.batchNormTrain 0.3 {1} {2} {3} {4} 0.1 {0} |> fun (y, _, _) -> y)"
          "{0}.BatchNormTrain({1}, {2}, {3}, {4}, 0.3, 0.1).Y"
          (fun (xs: Tensor[]) ->
              let y, _, _ = Tensor.batchNormTrain 0.3 xs[1] xs[2] xs[3] xs[4] 0.1 xs[0]
              y)
          (fun count ranges -> around (Interval.size ranges[3] * sqrt (float count)) ranges[4]) ]

/// All of this file.
let slides =
    [ for axes in 1..3 do
          yield! convolutions axes
          yield! transposed axes
          yield! pools axes
      yield! views
      yield! norms ]
