namespace Functional

open System.Runtime.CompilerServices

/// The inverse of the sigmoid.
[<AutoOpen>]
module LogitFunctions =
    /// Above 1/4 by what is exact there, 2 x - 1 and 1 - x: no digits are lost at 1/2, where the value is 0, nor at 1.
    let private value (x: Tensor) =
        Tensor.where (x .> 0.25) (Tensor.log1p ((2.0 * x - 1.0) / (1.0 - x))) (log (x / (1.0 - x)))

    let private slope (x: Tensor) =
        let inside = Tensor.logicalAnd (x .>= 0.0) (x .<= 1.0)
        Tensor.where inside (1.0 / (x * (1.0 - x))) (Tensor.fullLike nan x)

    let private plain =
        Declare.elementwise "logit" (Between(0.0, 1.0)) value (Declare.slopeAt slope) |> Declare.keepingNan

    let private within (eps: float) (x: Tensor) = plain.Apply(Tensor.clamp eps (1.0 - eps) x)

    let private clamped = Declare.composition "logit with eps" [ Except [ 0.1; 0.9 ] ] [] (fun xs -> within 0.1 xs[0])

    /// For F#, beside the other functions of tensors.
    [<RequireQualifiedAccess>]
    module Tensor =
        /// log(x / (1 - x)), the inverse of the sigmoid; infinite at 0 and 1, nan beyond them.
        let logit (x: Tensor) : Tensor = plain.Apply x

        /// The same of x limited to [eps, 1 - eps]; slope 0 beyond these bounds.
        let logitWith (eps: float) (x: Tensor) : Tensor = within eps x

/// For C#, beside the other methods of tensors.
[<AbstractClass; Sealed; Extension>]
type LogitExtensions =
    /// <summary>log(x / (1 - x)), the inverse of the sigmoid; infinite at 0 and 1, nan beyond them.</summary>
    [<Extension>]
    static member Logit(x: Tensor) : Tensor = Tensor.logit x

    /// <summary>log(x / (1 - x)) of x limited to [eps, 1 - eps]; slope 0 beyond these bounds.</summary>
    [<Extension>]
    static member Logit(x: Tensor, eps: float) : Tensor = Tensor.logitWith eps x
