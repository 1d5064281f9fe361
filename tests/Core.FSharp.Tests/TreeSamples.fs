/// The types that the tests of trees are about, and the laws that hold for each.
module Functional.Tests.TreeSamples

open System
open Xunit
open Functional

let scalar (value: float) : Tensor =
    Concrete(Kernels.ManagedBackend.Instance.Create(ReadOnlySpan [| value |], Shape.Scalar))

let a, b, c, d, e = scalar 1.0, scalar 2.0, scalar 3.0, scalar 4.0, scalar 5.0

let same (expected: Tensor[]) (actual: Tensor[]) =
    Assert.Equal(expected.Length, actual.Length)
    Array.iter2 (fun (x: Tensor) y -> Assert.Same(x, y)) expected actual

let refusal (action: unit -> unit) : string = Assert.Throws<TreeException>(action).Message

let says (parts: string list) (action: unit -> unit) =
    let message = refusal action

    for part in parts do
        Assert.Contains(part, message)

/// The laws of every tree: its leaves are those expected, they come back, and new ones take their places.
let lawful (tree: 'P) (paths: string list) (expected: Tensor list) =
    let expected = Array.ofList expected
    Assert.Equal<string[]>(Array.ofList paths, Tree.paths tree)
    same expected (Tree.leaves tree)
    same expected (Tree.leaves (Tree.rebuild tree expected))
    same expected (Tree.leaves (Tree.map id tree))

    let fresh = expected |> Array.map (fun _ -> scalar 7.0)
    let rebuilt = Tree.rebuild tree fresh
    same fresh (Tree.leaves rebuilt)
    Assert.Equal<string[]>(Array.ofList paths, Tree.paths rebuilt)
    same fresh (Tree.leaves (Tree.map2 (fun _ g -> g) tree rebuilt))
    same expected (Tree.leaves (Tree.map3 (fun x _ _ -> x) tree rebuilt rebuilt))
    // The tree that was rebuilt from is untouched.
    same expected (Tree.leaves tree)

    let few () = Tree.rebuild tree (Array.append expected [| a |]) |> ignore
    says [ $"{expected.Length} tensor(s)"; $"from {expected.Length + 1}" ] few

/// The same for types with equality, by which rebuilding from its own leaves gives an equal value.
let lawfulEqual (tree: 'P) paths expected =
    lawful tree paths expected
    Assert.True((Tree.rebuild tree (Tree.leaves tree) = tree))

[<ReferenceEquality>]
type Layer = { W: Tensor; B: Tensor }

type Model = { Layers: Layer[]; Rate: float; Head: Tensor option; When: DateTime }

[<Struct>]
type Vector = { X: Tensor; Y: Tensor; Unit: string }

type Cell =
    | Empty
    | Single of Tensor
    | Branch of left: Cell * weight: float * right: Cell

[<Struct>]
type Choice =
    | First of first: Tensor
    | Second of second: Tensor

type Wrapped = Wrapped of Tensor

type Mode =
    | Fast = 0
    | Slow = 1

type WithFunction = { Weight: Tensor; Activation: Tensor -> Tensor }
type Open = { Extra: objnull; Kept: Tensor }
type Recursive = { Value: Tensor; Children: Recursive list }
type Grows<'T> = Grows of 'T * Grows<'T list> option

/// A class as F# writes it, rebuilt by its constructor.
type Affinity(w: Tensor, name: string) =
    member _.W = w
    member _.Name = name
