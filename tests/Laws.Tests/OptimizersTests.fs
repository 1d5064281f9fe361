/// Optimizers follow their recurrences; those that do not are caught.
module Functional.Laws.Tests.OptimizersTests

open Xunit
open Functional
open Functional.Laws
open Functional.Laws.OptimizerLaws
open Functional.Laws.Tests.Holding

[<Fact>]
let ``optimizer recurrences hold`` () = holdsIn 200 OptimizerLaws.recurrences library

/// Rules that read their options in another way.
let private misreading (change: Options -> Options) =
    { OptimizerLaws.library with Rule = change >> OptimizerLaws.library.Rule }

let private ofSgd change options =
    match options with
    | Options.Sgd o -> Options.Sgd(change o)
    | options -> options

let private ofRmsProp change options =
    match options with
    | Options.RmsProp o -> Options.RmsProp(change o)
    | options -> options

let private misreadings: (string * (Options -> Options)) list =
    [ "no dampening", ofSgd (fun o -> { o with Dampening = 0.0 })
      "no look ahead", ofSgd (fun o -> { o with Nesterov = false })
      "decay forgotten", ofSgd (fun o -> { o with WeightDecay = 0.0 })
      "always down", ofRmsProp (fun o -> { o with Maximize = false })
      "never centered", ofRmsProp (fun o -> { o with Centered = false })
      "eps forgotten", ofRmsProp (fun o -> { o with Eps = 1e-8 })
      "no momentum", ofRmsProp (fun o -> { o with Momentum = 0.0 }) ]

let mistakes () = [ for name, _ in misreadings -> [| box name |] ]

[<Theory>]
[<MemberData(nameof mistakes)>]
let ``a rule that misreads an option is caught`` (name: string) =
    catches "the recurrences" (misreading ((dict misreadings)[name]) |> recurrencesOf) library

/// Steps without the root: g / (s + eps).
[<Sealed>]
type private Rootless(rate: float, alpha: float, eps: float) =
    inherit UpdateRule(rate)
    override _.WithLearningRate rate = Rootless(rate, alpha, eps)
    override _.Start parameter = [| Tensor.zerosLike parameter |]

    override _.Move(parameter, gradient, memory) =
        let square = alpha * memory[0] + (1.0 - alpha) * Tensor.square gradient
        struct (parameter - rate * gradient / (square + eps), [| square |])

[<Fact>]
let ``another formula is caught`` () =
    let rule options =
        match options with
        | Options.RmsProp o -> Rootless(o.Rate, o.Alpha, o.Eps) :> UpdateRule
        | options -> OptimizerLaws.library.Rule options

    catches "the recurrences" (recurrencesOf { OptimizerLaws.library with Rule = rule }) library

[<Fact>]
let ``groups that all follow the first are caught`` () =
    let alike (groups: (Parameter list * Options) list) =
        let options = snd groups.Head
        OptimizerLaws.library.Class [ for parameters, _ in groups -> parameters, options ]

    catches "the optimizer class" (recurrencesOf { OptimizerLaws.library with Class = alike }) library
