/// Sums of products over named axes.
module internal Functional.Einsum

open System
open System.Collections.Generic
open Functional.Kernels

// Equations

/// A name of an axis: a letter is its code; those of an ellipsis are -1 for the last axis, -2 for the one before, ….
type Label = int

/// Where a term has its ellipsis, in the place of labels.
let private rest: Label = 0

let private labelName (label: Label) = if label < 0 then "..." else string (char label)

/// The names of a term, in order.
let private readTerm equation (term: string) : Label[] =
    let labels =
        term.Replace("...", "…")
        |> Seq.map (fun sign ->
            if sign = '…' then rest
            elif Char.IsAsciiLetter sign then int sign
            else raise (Errors.EinsumEquation(equation, term)))
        |> Seq.toArray

    if (labels |> Array.filter ((=) rest)).Length > 1 then
        raise (Errors.EinsumEquation(equation, term))

    labels

/// The terms of an equation, and its result if it says it.
let private read (equation: string) =
    match equation.Replace(" ", "").Split "->" with
    | [| terms |] -> terms.Split ',' |> Array.map (readTerm equation), ValueNone
    | [| terms; result |] -> terms.Split ',' |> Array.map (readTerm equation), ValueSome(readTerm equation result)
    | _ -> raise (Errors.EinsumEquation(equation, "->"))

/// A term with as many names in the place of its ellipsis.
let private filled count (term: Label[]) =
    term |> Array.collect (fun label -> if label = rest then [| -count .. -1 |] else [| label |])

/// The names of the axes of a tensor.
let private labelsOf equation (term: Label[]) (x: Tensor) =
    let hasRest = Array.contains rest term
    let count = if hasRest then x.Rank - (term.Length - 1) else 0

    if count < 0 || (not hasRest && term.Length <> x.Rank) then
        let written = term |> Array.map (fun label -> if label = rest then "..." else labelName label)
        raise (Errors.EinsumRank(equation, String.Concat written, x.Shape))

    filled count term

/// The names of the result: as the equation says, else those of the ellipses, and in alphabetical order the letters that
/// occur once.
let private resultOf equation (operands: Label[][]) (result: Label[] voption) =
    let all = Array.concat operands
    let count = all |> Array.fold (fun count label -> max count -label) 0

    match result with
    | ValueNone ->
        let once = all |> Array.countBy id |> Array.filter (fun (label, count) -> label > 0 && count = 1)
        Array.append [| -count .. -1 |] (once |> Array.map fst |> Array.sort)
    | ValueSome result ->
        let result = filled count result

        for label, count in Array.countBy id result do
            if count > 1 || not (Array.contains label all) then
                raise (Errors.EinsumResult(equation, labelName label))

        result

// Orders

/// Operands contracted in pairs: which, the names of what is left, and how many products are added up on the way.
type Plan = { Labels: Set<Label>; Pair: Pair; Cost: float }

and Pair =
    | Operand of int
    | Product of Plan * Plan

/// Two plans followed by their product, which keeps what others need.
let private joined (lengths: IReadOnlyDictionary<Label, int>) (needed: Set<Label>) x y =
    let both = Set.union x.Labels y.Labels
    let products = both |> Seq.fold (fun product label -> product * float lengths[label]) 1.0

    { Labels = Set.intersect both needed; Pair = Product(x, y); Cost = x.Cost + y.Cost + products }

/// The best of all orders, from those of all smaller sets of operands.
let private exhaustive join (result: Set<Label>) (operands: Plan[]) =
    let has set i = set &&& (1 <<< i) <> 0
    let best: Plan[] = Array.zeroCreate (1 <<< operands.Length)

    for set in 1 .. best.Length - 1 do
        let inside, outside = Array.indexed operands |> Array.partition (fst >> has set)

        best[set] <-
            if inside.Length = 1 then
                snd inside[0]
            else
                let needed = outside |> Array.fold (fun needed (_, other) -> Set.union needed other.Labels) result

                seq {
                    for part in 1 .. set / 2 do
                        if part &&& set = part then
                            yield join needed best[part] best[set - part]
                }
                |> Seq.minBy _.Cost

    Array.last best

/// The cheapest pair first, and so on.
let rec private greedy join (result: Set<Label>) (plans: Plan list) =
    match plans with
    | [ plan ] -> plan
    | _ ->
        let product, others =
            seq {
                for i in 0 .. plans.Length - 1 do
                    for j in i + 1 .. plans.Length - 1 do
                        let others = plans |> List.removeAt j |> List.removeAt i
                        let needed = others |> List.fold (fun needed plan -> Set.union needed plan.Labels) result
                        join needed plans[i] plans[j], others
            }
            |> Seq.minBy (fun (product, others) -> product.Cost + List.sumBy _.Cost others)

        greedy join result (others @ [ product ])

/// Up to so many operands every order is tried.
let private few = 6

/// The order in which to contract operands, each with distinct names. The cheapest for few of them.
let plan lengths (result: Label[]) (operands: Label[][]) =
    let leaves = operands |> Array.mapi (fun i labels -> { Labels = set labels; Pair = Operand i; Cost = 0.0 })
    let join = joined lengths

    if operands.Length <= few then
        exhaustive join (set result) leaves
    else
        greedy join (set result) (List.ofArray leaves)

// Contraction

/// A tensor whose axes have names.
type private Named = { Axes: Label[]; Tensor: Tensor }

/// The tensor with its axes in another order.
let private ordered (labels: Label[]) x =
    if labels = x.Axes then
        x.Tensor
    else
        let axes = labels |> Array.map (fun label -> Array.IndexOf(x.Axes, label))
        Moves.move (Permute axes) x.Tensor

/// The diagonals where a name repeats.
let rec private diagonals x =
    match x.Axes |> Array.indexed |> Array.groupBy snd |> Array.tryFind (fun (_, axes) -> axes.Length > 1) with
    | None -> x
    | Some(label, axes) ->
        let first, second = fst axes[0], fst axes[1]
        let lengths = x.Tensor.Shape.Lengths

        if lengths[first] <> lengths[second] then
            raise (Errors.EinsumLengths(labelName label, lengths[first], lengths[second]))

        let others = x.Axes |> Array.removeAt second |> Array.removeAt first
        diagonals { Axes = Array.append others [| label |]; Tensor = Diagonals.diagonal 0 first second x.Tensor }

/// The length of each name; axes of length 1 stretch.
let private lengthsOf (operands: Named[]) =
    let lengths = Dictionary<Label, int>()

    for operand in operands do
        for label, length in Array.zip operand.Axes (Moves.lengthsOf operand.Tensor) do
            match lengths.TryGetValue label with
            | true, known when known <> 1 && length <> 1 && known <> length ->
                raise (Errors.EinsumLengths(labelName label, known, length))
            | true, known when known <> 1 -> ()
            | _ -> lengths[label] <- length

    lengths

/// Without the axes that would stretch: a factor that does not vary along an axis need not have it.
let private narrow (lengths: Dictionary<Label, int>) x =
    let kept =
        Array.zip x.Axes (Moves.lengthsOf x.Tensor) |> Array.filter (fun (label, length) -> lengths[label] = length)

    { Axes = Array.map fst kept
      Tensor = Reductions.reshaped (Moves.shape (Array.map snd kept)) x.Tensor }

/// Sums the axes that nobody needs.
let private summed (needed: Set<Label>) x =
    let kept, gone = Array.indexed x.Axes |> Array.partition (fun (_, label) -> needed.Contains label)

    if gone.Length = 0 then
        x
    else
        { Axes = Array.map snd kept
          Tensor = Apply.run (Primitives.sum (Array.map fst gone) false) [| x.Tensor |] }

/// The product of two tensors, summed over the names that they share and nobody needs. A name of one alone is needed.
let private contract (lengths: IReadOnlyDictionary<Label, int>) (needed: Set<Label>) x y =
    let shared = x.Axes |> Array.filter (fun label -> Array.contains label y.Axes)
    let batch, inner = shared |> Array.partition needed.Contains
    let left, right = Array.except shared x.Axes, Array.except shared y.Axes
    let lengthsOf = Array.map (fun label -> lengths[label])
    let ones = Array.map (fun _ -> 1)
    let size = lengthsOf >> Array.fold (*) 1
    let shaped (lengths: int[]) = Reductions.reshaped (Moves.shape lengths)
    let result = Array.concat [ batch; left; right ]

    let product =
        if inner.Length = 0 then
            let x =
                ordered (Array.append batch left) x
                |> shaped (lengthsOf (Array.append batch left) |> Array.append <| ones right)

            let y =
                ordered (Array.append batch right) y
                |> shaped (Array.concat [ lengthsOf batch; ones left; lengthsOf right ])

            Apply.run Primitives.mul [| x; y |]
        elif result.Length = 0 then
            Apply.run Primitives.dot [| x.Tensor; ordered x.Axes y |]
        else
            let stacks = if batch.Length = 0 then [||] else [| size batch |]
            let x = ordered (Array.concat [ batch; left; inner ]) x |> shaped [| yield! stacks; size left; size inner |]

            let y =
                ordered (Array.concat [ batch; inner; right ]) y |> shaped [| yield! stacks; size inner; size right |]

            Apply.run Primitives.matmul [| x; y |] |> shaped (lengthsOf result)

    { Axes = result; Tensor = product }

/// The sum of the products of the tensors' elements over the names that the result lacks, in the tensors' common dtype.
let einsum (equation: string) (xs: seq<Tensor>) =
    if isNull (box equation) then
        raise (Errors.NoEquation())

    let xs = Seq.toArray xs

    if xs.Length = 0 then
        raise (Errors.NoTensors "einsum")

    let xs = Promote.common "einsum" xs |> Array.map (Promote.numeric "einsum")
    let terms, result = read equation

    if terms.Length <> xs.Length then
        raise (Errors.EinsumTerms(equation, terms.Length, xs.Length))

    let labels = Array.map2 (labelsOf equation) terms xs
    let result = resultOf equation labels result
    let operands = Array.map2 (fun labels x -> diagonals { Axes = labels; Tensor = x }) labels xs
    let lengths = lengthsOf operands
    let operands = operands |> Array.map (narrow lengths)

    let operands =
        operands
        |> Array.mapi (fun i operand ->
            let others = operands |> Array.removeAt i |> Array.collect _.Axes
            summed (set (Array.append result others)) operand)

    let rec run plan =
        match plan.Pair with
        | Operand i -> operands[i]
        | Product(x, y) -> contract lengths plan.Labels (run x) (run y)

    run (plan lengths result (operands |> Array.map _.Axes)) |> ordered result

/// The sum of products over pairs of axes, one of each tensor: the axes of x that are left, then those of y.
let tensordot (xAxes: int[]) (yAxes: int[]) x y =
    let xs = Promote.common "tensordot" [| x; y |] |> Array.map (Promote.numeric "tensordot")
    let x, y = xs[0], xs[1]
    let left, right = Moves.axesInOrder "tensordot" xAxes x, Moves.axesInOrder "tensordot" yAxes y

    if
        left.Length <> right.Length || Array.exists2 (fun i j -> x.Shape.Lengths[i] <> y.Shape.Lengths[j]) left right
    then
        raise (Errors.TensordotAxes(xAxes, yAxes, x.Shape, y.Shape))

    let labels = Array.init x.Rank id

    let others =
        Array.init y.Rank (fun axis ->
            match Array.IndexOf(right, axis) with
            | -1 -> x.Rank + axis
            | pair -> left[pair])

    let x, y = { Axes = labels; Tensor = x }, { Axes = others; Tensor = y }
    let kept = set (Array.append labels others) - set left
    (contract (lengthsOf [| x; y |]) kept x y).Tensor

/// The sum of products over the last axes of x and as many first axes of y.
let tensordotOf count (x: Tensor) (y: Tensor) =
    let x, y = Promote.tensor "tensordot" x, Promote.tensor "tensordot" y

    if count < 0 || count > min x.Rank y.Rank then
        raise (Errors.TensordotCount(count, x.Shape, y.Shape))

    tensordot [| x.Rank - count .. x.Rank - 1 |] [| 0 .. count - 1 |] x y
