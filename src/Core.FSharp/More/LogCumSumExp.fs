namespace Functional

open System.Runtime.CompilerServices

/// Running sums of exponentials, by their logarithms.
[<AutoOpen>]
module LogCumSumExpFunctions =
    /// Folds an axis up to each place, or from its end in reverse, in log2 n steps, each of which doubles how far a
    /// place sees. `join reach seen own` adds to what a place knows what is known so many places away.
    let private fold (axis: int) reverse (join: int -> Tensor -> Tensor -> Tensor) (x: Tensor) =
        let length = x.Shape[axis]

        let rec from reach x =
            if reach >= length then
                x
            else
                let first = Tensor.narrow axis 0 (length - reach) x
                let last = Tensor.narrow axis reach (length - reach) x

                let next =
                    if reverse then
                        [ join reach last first; Tensor.narrow axis (length - reach) reach x ]
                    else
                        [ Tensor.narrow axis 0 reach x; join reach first last ]

                from (2 * reach) (Tensor.cat axis next)

        from 1 x

    /// exp(x - y) for x ≤ y, and 1 where both are the same infinity.
    let private share (x: Tensor) (y: Tensor) = exp (Tensor.where (x .= y) (Tensor.zerosLike x) (x - y))

    /// The map v -> w with w_j = sum over i ≤ j of exp(y_i - y_j) v_i, or its transpose. The values y grow along the
    /// axis: no factor is above 1, so nothing overflows.
    let private fading axis reverse (y: Tensor) (v: Tensor) =
        let join reach seen own =
            let length = y.Shape[axis] - reach
            own + share (Tensor.narrow axis 0 length y) (Tensor.narrow axis reach length y) * seen

        fold axis reverse join v

    /// dy_j = sum over i ≤ j of exp(x_i - y_j) dx_i, in two steps: exp(x_i - y_i), then exp(y_i - y_j).
    let private along axis =
        let rule (xs: Tensor[]) (y: Tensor) _ =
            Compose(Scale(share xs[0] y), y.Space, Open(fading axis false y, fading axis true y))

        Declare.operation
            "logcumsumexp"
            [ Reals ]
            [ [ 2; 5; 3 ] ]
            (fun xs -> fold axis false (fun _ -> Tensor.logAddExp) xs[0])
            (AtBoth rule)

    let private tried = [ for axis in 0..2 -> along axis |> Declare.case $"along {axis}" ]

    /// For F#, beside the other functions of tensors.
    [<RequireQualifiedAccess>]
    module Tensor =
        /// log(exp x_0 + … + exp x_j) at each place j along an axis, without overflow.
        let logCumSumExp (axis: int) (x: Tensor) : Tensor =
            Reductions.along "logcumsumexp" axis (fun axis x -> (along axis).Apply x) (Promote.tensor "logcumsumexp" x)

/// For C#, beside the other methods of tensors.
[<AbstractClass; Sealed; Extension>]
type LogCumSumExpExtensions =
    /// <summary>log(exp x_0 + … + exp x_j) at each place j along an axis, without overflow.</summary>
    [<Extension>]
    static member LogCumSumExp(x: Tensor, axis: int) : Tensor = Tensor.logCumSumExp axis x
