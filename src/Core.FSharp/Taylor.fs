namespace Functional

/// <summary>
/// Derivatives of high order along a line or a curve, by Taylor mode: one run of the function, in which every operation
/// takes the power series of its arguments to that of its result. The time grows with the square of the order, or with
/// its cube for some operations, where nested forward modes would double it. Source: Griewank &amp; Walther, "Evaluating
/// Derivatives" (2008), chapter 13; Bettencourt, Johnson &amp; Duvenaud, "Taylor-Mode Automatic Differentiation for
/// Higher-Order Derivatives in JAX" (2019).
/// </summary>
[<AutoOpen>]
module Expansions =
    let private expand name order (f: 'P -> 'R) (x: 'P) (series: 'P[]) : 'R[] =
        let result = ref Unchecked.defaultof<'R>
        let coefficients (term: 'P) = Tree.leaves (Tree.map2 (fun _ c -> c) x term)

        Expand.run name order (Derivatives.onLeaves f x result) (Tree.leaves x) (Array.map coefficients series)
        |> Array.map (Tree.rebuild result.Value)

    let private checkOrder name order =
        if order < 0 then
            raise (Errors.NegativeOrder(name, order))

    let private alongLine name order f x v = expand name order f x (if order = 0 then [||] else [| v |])

    /// <summary>
    /// A function along a curve: the coefficients y_0, …, y_K of f (x + series_1 t + … + series_K t^K), of as many orders
    /// as the series has. The k-th derivative with respect to t is k! y_k.
    /// </summary>
    /// <remarks>
    /// Coefficients of a power series go in and come out. JAX's jax.experimental.jet has derivatives in their places, k!
    /// times as much.
    /// </remarks>
    let jet (f: 'P -> 'R) (x: 'P) (series: 'P seq) : 'R[] =
        let series = Array.ofSeq series
        expand "jet" series.Length f x series

    /// <summary>
    /// The Taylor coefficients c_0, …, c_order of t -> f (x + t v) at 0: f (x + t v) is near the sum of c_k t^k, and
    /// the k-th derivative along v is k! c_k. One run of `f`.
    /// </summary>
    let taylor (order: int) (f: 'P -> 'R) (x: 'P) (v: 'P) : 'R[] =
        checkOrder "taylor" order
        alongLine "taylor" order f x v

    /// <summary>
    /// The n-th derivative of a function of one number: forward mode, and its Taylor coefficients from n = 3 on; f itself
    /// for n = 0.
    /// </summary>
    let diffN (n: int) (f: Tensor -> 'R) (t: Tensor) : 'R =
        checkOrder "diffN" n

        match n with
        | 0 -> f t
        | 1 -> diff f t
        | 2 -> diff (diff f) t
        | n ->
            let factorial = Seq.fold (fun product k -> product * float k) 1.0 (seq { 2..n })
            let t = Derivatives.number "diffN" t
            let times (leaf: Tensor) = if leaf.DType.IsFloat() then leaf * factorial else leaf
            (alongLine "diffN" n f t (Derivatives.one t))[n] |> Tree.map times
