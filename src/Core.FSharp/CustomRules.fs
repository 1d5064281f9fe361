namespace Functional

/// <summary>
/// Functions of trees with a derivative of one's own. One rule is enough: it gives every mode and every order, being
/// made of tensor operations itself.
/// </summary>
[<AutoOpen>]
module CustomRules =
    /// The transpose of a linear function between two spaces, by reverse mode.
    let private transposed name (linear: Tensor -> Tensor) (like: Tensor) (cotangent: Tensor) : Tensor =
        let run = Reverse.Run(name, null, (fun xs -> [| linear xs[0] |]), [| Creation.fullLike like 0.0 |])
        (run.Pull [| cotangent |])[0]

    /// <summary>
    /// A function with its derivative by a rule: `push x y v` is the derivative of `f` at x, where its value is y,
    /// along v, and is linear in v. Reverse mode is its transpose. JAX's jax.custom_jvp.
    /// </summary>
    /// <example><c>let softplus = customJvp (fun x -> log (1.0 + exp x)) (fun x _ v -> v * Tensor.sigmoid x)</c></example>
    /// <remarks>
    /// Arguments and results are trees; tensors without derivative (integers, truth values) are carried along, and are
    /// zeros in v. What `f` and the rule use of a running transformation must be among the arguments: other values of
    /// it are a GraphException.
    /// </remarks>
    let customJvp (f: 'P -> 'R) (push: 'P -> 'R -> 'P -> 'R) : 'P -> 'R =
        let name = "customJvp"
        let refuse i expected got = Errors.TangentShape(name, i, expected, got)

        Packed.ruledBy [| f; push |] name f (fun x y packedX _ ->
            let push v = Packed.direction x v |> push x y |> Packed.answer name refuse y
            Open(push, transposed name push packedX))

    /// <summary>
    /// A function with its derivative by a rule: `pull x y c` is the cotangent of the argument x, where the value of
    /// `f` is y, for the cotangent c of y, and is linear in c. Forward mode is its transpose. JAX's jax.custom_vjp.
    /// </summary>
    /// <example><c>let reversed = customVjp id (fun _ _ c -> -c)</c></example>
    /// <remarks>
    /// Arguments and results are trees; tensors without derivative (integers, truth values) are carried along, and are
    /// zeros in c. What `f` and the rule use of a running transformation must be among the arguments: other values of
    /// it are a GraphException.
    /// </remarks>
    let customVjp (f: 'P -> 'R) (pull: 'P -> 'R -> 'R -> 'P) : 'P -> 'R =
        let name = "customVjp"
        let refuse i expected got = Errors.CotangentShape(name, i, expected, got)

        Packed.ruledBy [| f; pull |] name f (fun x y _ packedY ->
            let pull c = Packed.direction y c |> pull x y |> Packed.answer name refuse x
            Open(transposed name pull packedY, pull))

    /// <summary>
    /// A function that gives its value together with its pullback: `f x` is (y, c -> Jᵀ c), where what both need is computed
    /// once. TensorFlow's tf.custom_gradient.
    /// </summary>
    /// <example><c>let safeSqrt = customGradient (fun x -> let y = sqrt x in y, fun c -> 0.5 * c / (y + 1e-3))</c></example>
    /// <remarks>As <c>customVjp</c>; `f` runs again where a derivative is asked for, for that is when its pullback is needed.</remarks>
    let customGradient (f: 'P -> 'R * ('R -> 'P)) : 'P -> 'R =
        customVjp (fun x -> fst (f x)) (fun x _ c -> (snd (f x)) c)
