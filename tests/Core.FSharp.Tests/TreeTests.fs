module Functional.Tests.TreeTests

open System
open System.Collections.Generic
open System.Collections.Immutable
open System.Collections.ObjectModel
open System.Threading.Tasks
open FsCheck
open FsCheck.FSharp
open Xunit
open Functional
open Functional.Samples
open Functional.Tests.TreeSamples

type private Secret = { Key: Tensor; Count: int }

[<Fact>]
let ``A tensor is its own only leaf`` () =
    lawfulEqual a [ "" ] [ a ]
    let p = Parameter a
    same [| p |] (Tree.leaves p)
    Assert.Same(p, Tree.map id p)

[<Fact>]
let ``Records are lawful`` () =
    lawful { W = a; B = b } [ ".W"; ".B" ] [ a; b ]
    lawfulEqual { X = a; Y = b; Unit = "m" } [ ".X"; ".Y" ] [ a; b ]
    lawfulEqual { Key = a; Count = 3 } [ ".Key" ] [ a ]
    lawful (ref a) [ ".contents" ] [ a ]

[<Fact>]
let ``Anonymous records are lawful`` () =
    lawfulEqual {| W = a; B = b; Rate = 0.5 |} [ ".B"; ".W" ] [ b; a ]
    lawfulEqual (struct {| W = a; B = {| C = c |} |}) [ ".B.C"; ".W" ] [ c; a ]

[<Fact>]
let ``Tuples are lawful`` () =
    lawfulEqual (a, b) [ ".Item1"; ".Item2" ] [ a; b ]
    lawfulEqual (struct (a, 3, b)) [ ".Item1"; ".Item3" ] [ a; b ]
    lawfulEqual (1, a, (b, "x")) [ ".Item2"; ".Item3.Item1" ] [ a; b ]
    lawfulEqual (Tuple.Create(a, b)) [ ".Item1"; ".Item2" ] [ a; b ]
    lawfulEqual (Tuple<Tensor> a) [ ".Item1" ] [ a ]
    lawfulEqual (ValueTuple<Tensor> a) [ ".Item1" ] [ a ]

[<Fact>]
let ``Long tuples are lawful`` () =
    let paths = [ ".Item1"; ".Item8"; ".Item9" ]
    lawfulEqual (a, 2, 3, 4, 5, 6, 7, b, c) paths [ a; b; c ]
    lawfulEqual (struct (a, 2, 3, 4, 5, 6, 7, b, c)) paths [ a; b; c ]

    lawfulEqual
        (a, 2, 3, 4, 5, 6, 7, b, c, 10, 11, 12, 13, 14, d, e)
        (paths @ [ ".Item15"; ".Item16" ])
        [ a; b; c; d; e ]

[<Fact>]
let ``Sequences are lawful`` () =
    lawfulEqual [| a; b |] [ "[0]"; "[1]" ] [ a; b ]
    lawfulEqual [ a; b ] [ "[0]"; "[1]" ] [ a; b ]
    lawfulEqual ([]: Tensor list) [] []
    lawfulEqual [| struct (a, 1); struct (b, 2) |] [ "[0].Item1"; "[1].Item1" ] [ a; b ]
    lawful (List [ a; b ]) [ "[0]"; "[1]" ] [ a; b ]
    lawful (ReadOnlyCollection [| a; b |]) [ "[0]"; "[1]" ] [ a; b ]
    lawful (ArraySegment [| a; b |]) [ "[0]"; "[1]" ] [ a; b ]
    lawful (ImmutableArray.Create(a, b)) [ "[0]"; "[1]" ] [ a; b ]
    lawful (ImmutableList.Create(a, b)) [ "[0]"; "[1]" ] [ a; b ]

[<Fact>]
let ``Collection interfaces take any collection`` () =
    let paths = [ "[0]"; "[1]" ]
    lawful ([| a; b |] :> IReadOnlyList<Tensor>) paths [ a; b ]
    lawful ([ a; b ] :> IReadOnlyList<Tensor>) paths [ a; b ]
    lawful (List [ a; b ] :> IList<Tensor>) paths [ a; b ]
    lawful (Make.Several(a, b)) paths [ a; b ]
    lawful (Make.One a) [ "[0]" ] [ a ]
    lawful (Make.Lazy(a, b)) paths [ a; b ]
    lawful (Seq.map id [ a; b ]) paths [ a; b ]
    lawful (Stack [ b; a ] :> IReadOnlyCollection<Tensor>) paths [ a; b ]
    let list = Tree.map id ([ a; b ] :> IReadOnlyList<Tensor>)
    Assert.IsType<Tensor list> list |> ignore

[<Fact>]
let ``The leaves are an array of tensors of their own`` () =
    let source: Tensor[] = [| a; b |]
    let leaves = Tree.leaves source
    leaves[0] <- c
    Assert.Same(a, source[0])
    let parameters = [| Parameter a |]
    let covariant = unbox<Tensor[]>(box parameters)
    Assert.IsType<Tensor[]>(Tree.leaves covariant) |> ignore
    same [| c |] (Tree.leaves (Tree.rebuild covariant [| c |]))

[<Fact>]
let ``Maps are lawful`` () =
    lawfulEqual (Map [ "w", a; "b", b ]) [ "[\"b\"]"; "[\"w\"]" ] [ b; a ]
    lawfulEqual (Map [ (2, "x"), a; (1, "y"), b ]) [ "[(1, y)]"; "[(2, x)]" ] [ b; a ]
    lawfulEqual (Map [ 1, [ a; b ] ]) [ "[1][0]"; "[1][1]" ] [ a; b ]
    lawfulEqual (Map.empty: Map<int, Tensor>) [] []

[<Fact>]
let ``Dictionaries are lawful and ordered by key`` () =
    let entries = [ KeyValuePair("w", a); KeyValuePair("B", b); KeyValuePair("a", c) ]
    let paths = [ "[\"B\"]"; "[\"a\"]"; "[\"w\"]" ]
    lawful (Dictionary entries) paths [ b; c; a ]
    lawful (Dictionary entries :> IReadOnlyDictionary<_, _>) paths [ b; c; a ]
    lawful (SortedDictionary(Dictionary entries, StringComparer.Ordinal)) paths [ b; c; a ]
    lawful (SortedList(Dictionary entries, StringComparer.Ordinal)) paths [ b; c; a ]
    lawful (ReadOnlyDictionary(Dictionary entries)) paths [ b; c; a ]
    lawful (ImmutableDictionary.CreateRange entries) paths [ b; c; a ]
    lawful (ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, entries)) paths [ b; c; a ]
    lawful (System.Collections.Concurrent.ConcurrentDictionary entries) paths [ b; c; a ]
    lawful (dict [ 2, a; 1, b ]) [ "[1]"; "[2]" ] [ b; a ]
    lawful (readOnlyDict [ 2, a; 1, b ]) [ "[1]"; "[2]" ] [ b; a ]

[<Fact>]
let ``A rebuilt dictionary keeps its comparer and its order`` () =
    let source = Dictionary<string, Tensor> StringComparer.OrdinalIgnoreCase
    source["w"] <- a
    source["b"] <- b
    let rebuilt = Tree.rebuild source [| c; d |]
    Assert.Same(d, rebuilt["W"])
    Assert.Equal<string list>([ "w"; "b" ], List.ofSeq rebuilt.Keys)

[<Fact>]
let ``Options and unions are lawful`` () =
    lawfulEqual (Some a) [ ".Value" ] [ a ]
    lawfulEqual (None: Tensor option) [] []
    lawfulEqual (ValueSome a) [ ".Item" ] [ a ]
    lawfulEqual (ValueNone: Tensor voption) [] []
    lawfulEqual (Ok(a, 1): Result<Tensor * int, string>) [ ".ResultValue.Item1" ] [ a ]
    lawfulEqual (Error "x": Result<Tensor, string>) [] []
    lawful (Wrapped a) [ ".Item" ] [ a ]
    lawful (Second a) [ ".second" ] [ a ]
    lawful Empty [] []

    lawful (Branch(Single a, 0.5, Branch(Empty, 1.0, Single b))) [ ".left.Item"; ".right.right.Item" ] [ a; b ]

[<Fact>]
let ``Nullable structures are lawful`` () =
    lawfulEqual (Nullable(Point(a, b))) [ ".X"; ".Y" ] [ a; b ]
    lawfulEqual (Nullable<Point>()) [] []
    lawful [ Nullable(KeyValuePair(1, a)); Nullable() ] [ "[0].Value" ] [ a ]

[<Fact>]
let ``Mixtures are lawful, and other values are carried along`` () =
    let model =
        { Layers = [| { W = a; B = b }; { W = c; B = d } |]
          Rate = 0.1
          Head = Some e
          When = DateTime(2020, 1, 2) }

    let paths = [ ".Layers[0].W"; ".Layers[0].B"; ".Layers[1].W"; ".Layers[1].B"; ".Head.Value" ]
    lawful model paths [ a; b; c; d; e ]
    let rebuilt = Tree.rebuild model [| e; d; c; b; a |]
    Assert.Equal((0.1, DateTime(2020, 1, 2)), (rebuilt.Rate, rebuilt.When))
    lawful [ Map [ "m", (model, 1) ] ] (paths |> List.map (fun p -> "[0][\"m\"].Item1" + p)) [ a; b; c; d; e ]
    lawful { Value = a; Children = [ { Value = b; Children = [] } ] } [ ".Value"; ".Children[0].Value" ] [ a; b ]
    lawful { Extra = box (a, 1); Kept = b } [ ".Extra.Item1"; ".Kept" ] [ a; b ]
    lawful { Extra = null; Kept = b } [ ".Kept" ] [ b ]
    lawful { Extra = box "x"; Kept = b } [ ".Kept" ] [ b ]
    lawful (Grows(a, Some(Grows([ b ], None)))) [ ".Item1"; ".Item2.Value.Item1[0]" ] [ a; b ]
    lawful (box (a, b)) [ ".Item1"; ".Item2" ] [ a; b ]

[<Fact>]
let ``What holds no tensors is a tree without leaves`` () =
    let carried (value: 'P) =
        lawful value [] []
        Assert.Equal<'P>(value, Tree.map id value)

    carried 1
    carried "x"
    carried true
    carried Mode.Slow
    carried DateTime.UnixEpoch
    carried (Guid.NewGuid())
    carried 1m
    carried ()
    carried (1, "x")
    carried [| 1; 2 |]
    carried (Nullable 3)
    carried DType.Float32
    carried (Uri "http://example.org/")
    carried (obj ())
    carried ([| 1; 2 |] :> IReadOnlyList<int>)
    carried ([| "x" |] :> IReadOnlyList<string>)

[<Fact>]
let ``C# records are lawful`` () =
    lawfulEqual (Affine(a, b)) [ ".W"; ".B" ] [ a; b ]
    lawfulEqual (Scaled(a, 0.5, "s", Calls = 3)) [ ".W" ] [ a ]
    lawfulEqual (Point(a, b)) [ ".X"; ".Y" ] [ a; b ]
    lawfulEqual (Frozen(a, 4)) [ ".X" ] [ a ]

    let network =
        Network([| Dense a :> ILayer; Gated(b, Dense c) |], Dictionary(dict [ "k", d ]), struct (e, 1), [| a |])

    lawful
        network
        [ ".Layers[0].W"; ".Layers[1].Gate"; ".Layers[1].Inner.W"; ".Named[\"k\"]"; ".Pair.Item1"; ".Rest[0]" ]
        [ a; b; c; d; e; a ]

[<Fact>]
let ``Trees of a type that says where all their tensors are are lawful`` () =
    lawful
        ({ W = a; B = b }, struct (c, Point(d, e)))
        [ ".Item1.W"; ".Item1.B"; ".Item2.Item1"; ".Item2.Item2.X"; ".Item2.Item2.Y" ]
        [ a; b; c; d; e ]

    lawful (Settings(W = a, Bias = b), c) [ ".Item1.W"; ".Item1.Bias"; ".Item2" ] [ a; b; c ]
    let gated = Gated(a, Dense b)
    lawfulEqual (gated, c) [ ".Item1.Gate"; ".Item1.Inner.W"; ".Item2" ] [ a; b; c ]

    // A value of a derived class.
    lawful (Gated(a, Wide(b, c)), d) [ ".Item1.Gate"; ".Item1.Inner.More"; ".Item1.Inner.W"; ".Item2" ] [ a; c; b; d ]

[<Fact>]
let ``Classes with settable tensors or a matching constructor are lawful`` () =
    let settings = Settings(W = a, Bias = b)
    lawful settings [ ".W"; ".Bias" ] [ a; b ]
    Assert.Same(settings.Gate, (Tree.map id settings).Gate)
    lawful (Constructed(a, 3)) [ ".Weight" ] [ a ]
    Assert.Equal(3, (Tree.map id (Constructed(a, 3))).Size)
    lawful (Fields(X = a, N = 2)) [ ".X" ] [ a ]
    Assert.Equal(2, (Tree.map id (Fields(X = a, N = 2))).N)
    lawful (Affinity(a, "n")) [ ".W" ] [ a ]
    Assert.Equal("n", (Tree.map id (Affinity(a, "n"))).Name)
    lawful (KeyValuePair("k", a)) [ ".Value" ] [ a ]

[<Fact>]
let ``Dictionaries combine by key, whatever their order, and collections by place, whatever their class`` () =
    let first = Dictionary(dict [ "x", a; "y", b ])
    let second = Dictionary(dict [ "y", c; "x", d ])
    let combined = Tree.map2 (fun _ y -> y) first second
    Assert.Same(d, combined["x"])
    Assert.Same(c, combined["y"])
    let list = [ a; b ] :> IReadOnlyList<Tensor>
    same [| c; d |] (Tree.leaves (Tree.map2 (fun _ y -> y) list [| c; d |]))

let rec private cells size : Gen<Cell> =
    let single = Gen.constant Empty

    if size = 0 then
        Gen.oneof [ single; Gen.map (scalar >> Single) (Gen.choose (0, 9) |> Gen.map float) ]
    else
        let smaller = cells (size / 2)

        Gen.oneof [ cells 0; Gen.map3 (fun l w r -> Branch(l, float w, r)) smaller (Gen.choose (0, 9)) smaller ]

let rec private inOrder cell : Tensor list =
    match cell with
    | Empty -> []
    | Single x -> [ x ]
    | Branch(left, _, right) -> inOrder left @ inOrder right

[<Fact>]
let ``Generated trees are lawful`` () =
    let law (trees: (Cell * Cell list) list) =
        let expected = trees |> List.collect (fun (one, more) -> inOrder one @ List.collect inOrder more)
        lawful trees (List.ofArray (Tree.paths trees)) expected

    let tree = Gen.sized (fun size -> Gen.zip (cells size) (Gen.listOf (cells (size / 4))))
    Check.QuickThrowOnFailure(Prop.forAll (Arb.fromGen (Gen.listOf tree)) law)

[<Fact>]
let ``Folding and iterating see the leaves in order`` () =
    let tree = {| A = a; B = [ b; c ] |}
    same [| c; b; a |] (Tree.fold (fun seen x -> x :: seen) [] tree |> Array.ofList)
    let seen = List()
    Tree.iter seen.Add tree
    same [| a; b; c |] (seen.ToArray())

[<Fact>]
let ``Mapping changes tensors and nothing else`` () =
    let mapped = Tree.map (fun x -> if obj.ReferenceEquals(x, a) then d else e) {| W = a; B = b; N = 3 |}
    same [| e; d |] [| mapped.B; mapped.W |]
    Assert.Equal(3, mapped.N)

[<Fact>]
let ``Many threads may meet a type at the same time`` () =
    // Types that no other test uses, so that every thread finds the cache without them.
    let tree = [| {| OnlyHere = a; Inner = struct {| AlsoOnlyHere = [ Some b ] |} |} |]

    let results =
        Array.init 64 (fun _ -> Task.Run(fun () -> Tree.map2 (fun _ y -> y) tree tree |> Tree.leaves)) |> Task.WhenAll

    for leaves in results.Result do
        same [| b; a |] leaves
