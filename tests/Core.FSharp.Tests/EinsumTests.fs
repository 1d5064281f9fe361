/// Einstein sums: what equations mean, in which order operands are contracted, and what is refused.
module Functional.Tests.EinsumTests

open System
open System.Collections.Generic
open Xunit
open Functional
open Functional.Tests.Checks
open Functional.Tests.Witness

let private near (expected: Tensor) (actual: Tensor) =
    match differs 1e-12 (ofTensor expected) actual with
    | None -> ()
    | Some message -> Assert.Fail message

/// Numbers without a pattern.
let private drawn (shape: int list) =
    real shape [ for i in 1 .. List.fold (*) 1 shape -> sin (float (i * i + List.length shape)) ]

let private einsum = Einsum.einsum
let private sum axes x = Reductions.sum axes false x

// Meaning

[<Fact>]
let ``without an arrow the result has the letters that occur once, in alphabetical order`` () =
    let x, y = drawn [ 2; 3 ], drawn [ 3; 4 ]
    near (Moves.matrixTranspose x) (einsum "ba" [ x ])
    near (Products.matmul x y) (einsum " i j , j k " [ x; y ])
    near (Moves.matrixTranspose (Products.matmul x y)) (einsum "bj,ja" [ x; y ])
    near (Reductions.trace (drawn [ 3; 3 ])) (einsum "ii" [ drawn [ 3; 3 ] ])
    // Capitals come before small letters.
    near (Moves.matrixTranspose x) (einsum "aB" [ x ])

[<Fact>]
let ``an ellipsis stands for the axes without letters, which broadcast`` () =
    let x, y = drawn [ 2; 1; 2; 3 ], drawn [ 4; 3; 2 ]
    near (Products.matmul x y) (einsum "...ij,...jk" [ x; y ])
    near (Moves.permute [ 0; 1; 3; 2 ] x) (einsum "...ij->...ji" [ x ])
    near (Moves.permute [ 3; 1; 2; 0 ] x) (einsum "i...j->j...i" [ x ])
    near (sum [| 0; 1 |] x) (einsum "...ij->ij" [ x ])
    near x (einsum "..." [ x ])
    near (Arithmetic.multiply (sum [| 0 |] x) (real [] [ 2.0 ])) (einsum "i...,->..." [ x; real [] [ 2.0 ] ])

[<Fact>]
let ``a letter that repeats within a term walks the diagonal`` () =
    let x = drawn [ 3; 2; 3; 3 ]
    let diagonal = Diagonals.diagonal 0 0 1 (Diagonals.diagonal 0 0 2 x |> Moves.permute [ 2; 1; 0 ])
    near (Moves.matrixTranspose diagonal |> Moves.matrixTranspose) (einsum "ijii->ji" [ x ])
    near (sum [| 1 |] (einsum "ijii->ji" [ x ])) (einsum "ijii->j" [ x ])
    near (Products.matmul (einsum "ijii->ji" [ x ]) (drawn [ 3; 4 ])) (einsum "ijii,ik" [ x; drawn [ 3; 4 ] ])

[<Fact>]
let ``axes of length 1 stretch`` () =
    let x, y = drawn [ 2; 1 ], drawn [ 3; 4 ]
    near (Products.matmul (Moves.expand [ 2; 3 ] x) y) (einsum "ij,jk" [ x; y ])
    near (Arithmetic.multiply (drawn [ 1; 4 ]) y) (einsum "ij,ij->ij" [ drawn [ 1; 4 ]; y ])
    near (real [ 2; 0 ] []) (einsum "ij,j->ij" [ x; real [ 0 ] [] ])

[<Fact>]
let ``what has no elements sums to 0`` () =
    near (real [ 2; 2 ] [ 0; 0; 0; 0 ]) (einsum "ij,jk" [ real [ 2; 0 ] []; real [ 0; 2 ] [] ])
    near (real [] [ 0 ]) (einsum "ij,ij->" [ real [ 2; 0 ] []; real [ 2; 0 ] [] ])

[<Fact>]
let ``the dtype is that in which the tensors meet`` () =
    let x = typed "int32" [ 2; 2 ] [ 1.0; 2.0; 3.0; 4.0 ]
    same (typed "int32" [] [ 5.0 ]) (einsum "ii" [ x ])
    same (typed "int32" [ 2; 2 ] [ 7.0; 10.0; 15.0; 22.0 ]) (einsum "ij,jk" [ x; x ])
    same (typed "int64" [ 2 ] [ 5.0; 11.0 ]) (einsum "ij,j" [ x; int64s [ 2 ] [ 1.0; 2.0 ] ])
    near (real [ 2 ] [ 2.0; 4.0 ]) (einsum "ij,j" [ x; real [ 2 ] [ 0.0; 1.0 ] ])

/// The sum by its definition: every assignment of places to letters, one after the other.
let private byDefinition (terms: string list) (result: string) (lengths: IReadOnlyDictionary<char, int>) xs =
    let letters = terms |> Seq.concat |> Seq.distinct |> Seq.toList

    let rec assignments letters =
        match letters with
        | [] -> [ Map.empty ]
        | letter :: others ->
            [ for rest in assignments others do
                  for place in 0 .. lengths[letter] - 1 -> Map.add letter place rest ]

    let offset (term: string) (places: Map<char, int>) =
        term |> Seq.fold (fun offset letter -> offset * lengths[letter] + places[letter]) 0

    let values = xs |> List.map elements
    let sums = Array.zeroCreate (result |> Seq.fold (fun size letter -> size * lengths[letter]) 1)

    for places in assignments letters do
        let product = List.map2 (fun term (x: float[]) -> x[offset term places]) terms values |> List.reduce (*)
        let at = offset result places
        sums[at] <- sums[at] + product

    real [ for letter in result -> lengths[letter] ] sums

[<Fact>]
let ``sums of any number of operands are those of the definition`` () =
    let random = Random 7
    let alphabet = "abcde"

    let lengths =
        dict [ for i, letter in Seq.indexed alphabet -> letter, i % 3 + 1 ] :?> IReadOnlyDictionary<char, int>

    for _ in 1..150 do
        let word most = String [| for _ in 1 .. random.Next(most + 1) -> alphabet[random.Next alphabet.Length] |]
        let terms = [ for _ in 0 .. random.Next 8 -> word 3 ]
        let known = terms |> Seq.concat |> Seq.distinct |> Seq.toArray
        random.Shuffle known
        let result = String known[.. random.Next(known.Length + 1) - 1]
        let xs = [ for term in terms -> drawn [ for letter in term -> lengths[letter] ] ]
        let expected = byDefinition terms result lengths xs
        near expected (einsum (String.Join(",", terms) + "->" + result) xs)

// Orders

/// The costs of every order in which some sets of names can be contracted in pairs.
let rec private costs
    (lengths: IReadOnlyDictionary<int, int>)
    (result: Set<int>)
    (operands: Set<int> list)
    : float seq =
    match operands with
    | [ _ ] -> Seq.singleton 0.0
    | _ ->
        seq {
            for i in 0 .. operands.Length - 1 do
                for j in i + 1 .. operands.Length - 1 do
                    let others = operands |> List.removeAt j |> List.removeAt i
                    let both = operands[i] + operands[j]
                    let cost = both |> Seq.fold (fun product label -> product * float lengths[label]) 1.0
                    let left = Set.intersect both (Set.unionMany (result :: others))

                    for rest in costs lengths result (left :: others) do
                        yield cost + rest
        }

[<Fact>]
let ``up to six operands no order takes fewer products`` () =
    let random = Random 3

    for count in [ 2; 2; 3; 3; 3; 4; 4; 4; 5; 5; 5; 6; 6 ] do
        let lengths = Dictionary<int, int>()

        for label in 1..7 do
            lengths[label] <- random.Next(1, 9)

        let operands = [| for _ in 1..count -> Array.distinct [| for _ in 0 .. random.Next 3 -> random.Next(1, 8) |] |]
        let result = operands |> Array.concat |> Array.distinct |> Array.truncate (random.Next 3)
        let plan = Einsum.plan lengths result operands
        let best = costs lengths (set result) [ for labels in operands -> set labels ] |> Seq.min
        Assert.Equal(best, plan.Cost)

[<Fact>]
let ``a chain of matrices with a vector at its end is a chain of vectors, however long`` () =
    for count in [ 3; 6; 7; 12 ] do
        let lengths = Dictionary<int, int>()

        for label in 0..count do
            lengths[label] <- 10

        // count - 1 matrices and a vector: each step takes a matrix times a vector.
        let operands = [| for i in 0 .. count - 1 -> if i = count - 1 then [| i |] else [| i; i + 1 |] |]
        Assert.Equal(100.0 * float (count - 1), (Einsum.plan lengths [| 0 |] operands).Cost)

// Errors

let private refuses<'e when 'e :> exn> message equation (shapes: int list list) =
    saysExactly<'e> message (fun () -> einsum equation [ for shape in shapes -> drawn shape ])

[<Fact>]
let ``equations that cannot be read`` () =
    let message part equation =
        $"einsum: expected letters for axes and at most one '...' in a term, ',' between terms and at most one '->', got \"{part}\" in \"{equation}\"; write it as in \"ij,jk->ik\""

    refuses<ArgumentException> (message "i1" "i1->i") "i1->i" [ [ 2; 2 ] ]
    refuses<ArgumentException> (message "i..j" "i..j") "i..j" [ [ 2; 2 ] ]
    refuses<ArgumentException> (message "...i..." "...i...") "...i..." [ [ 2; 2 ] ]
    refuses<ArgumentException> (message "->" "i->j->k") "i->j->k" [ [ 2 ] ]

    saysExactly<ArgumentNullException>
        "einsum: expected an equation, got null; pass one such as \"ij,jk->ik\" (Parameter 'equation')"
        (fun () -> einsum (Unchecked.defaultof<string>) [ drawn [ 2 ] ])

[<Fact>]
let ``equations that do not fit the tensors`` () =
    refuses<ArgumentException>
        "einsum: \"ij,jk\" has 2 term(s), got 1 tensor(s); give one tensor for each term"
        "ij,jk"
        [ [ 2; 2 ] ]

    saysExactly<ArgumentException> "einsum: expected at least one tensor, got none; give one" (fun () -> einsum "" [])

    refuses<ShapeException>
        "einsum: term \"ijk\" of \"ijk->i\" does not name the 2 axes of shape [2, 3]; write one letter for each, or '...' for those without one"
        "ijk->i"
        [ [ 2; 3 ] ]

    refuses<ShapeException>
        "einsum: term \"i...jk\" of \"i...jk\" does not name the 2 axes of shape [2, 3]; write one letter for each, or '...' for those without one"
        "i...jk"
        [ [ 2; 3 ] ]

    saysExactly<DTypeException>
        "einsum: is not defined on bool; cast with To(DType.Int64) or To(DType.Float32)"
        (fun () -> einsum "i" [ bools [ 1 ] [ 1.0 ] ])

[<Fact>]
let ``axes of one name and different lengths`` () =
    let message label x y =
        $"einsum: axes {label} have lengths {x} and {y}; within a tensor axes of one name must be equally long, across tensors equally long or 1"

    refuses<ShapeException> (message "j" 3 4) "ij,jk" [ [ 2; 3 ]; [ 4; 2 ] ]
    refuses<ShapeException> (message "i" 1 3) "ii" [ [ 1; 3 ] ]
    refuses<ShapeException> (message "..." 2 3) "...,..." [ [ 2 ]; [ 3 ] ]

[<Fact>]
let ``results that name what is not there, or twice`` () =
    let message label equation =
        $"einsum: the result of \"{equation}\" names {label} twice, or no term does; name axes of the terms, each once"

    refuses<ArgumentException> (message "k" "ij->ik") "ij->ik" [ [ 2; 3 ] ]
    refuses<ArgumentException> (message "i" "ij->ii") "ij->ii" [ [ 2; 2 ] ]
