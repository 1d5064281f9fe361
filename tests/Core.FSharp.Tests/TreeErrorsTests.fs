/// What trees refuse, and what they say then.
module Functional.Tests.TreeErrorsTests

open System
open System.Collections.Generic
open System.Threading.Tasks
open Xunit
open Functional
open Functional.Samples
open Functional.Tests.TreeSamples

[<Fact>]
let ``Functions are refused wherever they are`` () =
    let why =
        [ "a function is not a tensor and closes over values of the transformation; return tensors, and take several arguments as a tuple" ]

    says why (fun () -> Tree.leaves (fun (x: Tensor) -> x) |> ignore)
    says why (fun () -> Tree.leaves (Func<Tensor, Tensor> id) |> ignore)
    says why (fun () -> Tree.leaves (a, box (fun (x: int) -> x)) |> ignore)
    says why (fun () -> Tree.leaves (Some(fun (x: Tensor) -> x)) |> ignore)
    says (".Activation" :: why) (fun () -> Tree.leaves { Weight = a; Activation = id } |> ignore)
    says (".Activation" :: why) (fun () -> Tree.rebuild { Weight = a; Activation = id } [| a |] |> ignore)
    says (".Activation" :: why) (fun () -> Tree.leaves (Activated(W = a, Activation = id)) |> ignore)

[<Fact>]
let ``Classes whose tensors would be lost are refused`` () =
    says [ "[0] is a Hidden"; "cannot be rebuilt"; "set or init" ] (fun () -> Tree.leaves [ Hidden a ] |> ignore)
    says [ "Half"; "2 of its fields" ] (fun () -> Tree.leaves (Half a) |> ignore)
    says [ "Stack<Tensor>" ] (fun () -> Tree.leaves (Stack [ a ]) |> ignore)
    says [ "Task<Tensor>" ] (fun () -> Tree.leaves (Task.FromResult a) |> ignore)
    says [ "WeakReference<Tensor>" ] (fun () -> Tree.leaves (WeakReference<Tensor> a) |> ignore)
    says [ "Tensor[,]" ] (fun () -> Tree.leaves (Array2D.create 1 1 a) |> ignore)
    says [ "its keys hold tensors" ] (fun () -> Tree.leaves (Dictionary(dict [ a, b ])) |> ignore)

[<Fact>]
let ``A null leaf is named by its path`` () =
    let nothing: Tensor = Unchecked.defaultof<Tensor>
    says [ "the tree itself is null" ] (fun () -> Tree.leaves nothing |> ignore)
    says [ ".B is null"; "option" ] (fun () -> Tree.leaves { W = a; B = nothing } |> ignore)
    says [ ".Item2[1].W is null" ] (fun () -> Tree.leaves (1, [ { W = a; B = b }; { W = nothing; B = b } ]) |> ignore)
    says [ ".Item3 is null" ] (fun () -> Tree.leaves (Make.Nested(a, b, null)) |> ignore)
    says [ ".Item1.Inner is null" ] (fun () -> Tree.leaves (Gated(a, Unchecked.defaultof<Dense>), b) |> ignore)
    says [ ".Next.Next is null" ] (fun () -> Tree.leaves (Chain(a, Chain(b, Unchecked.defaultof<Chain>))) |> ignore)
    says [ "[0] is null" ] (fun () -> Tree.leaves [| Unchecked.defaultof<Layer> |] |> ignore)

    says [ ".Layers is null" ] (fun () ->
        Tree.leaves { Layers = Unchecked.defaultof<_>; Rate = 0; Head = None; When = DateTime.Now } |> ignore)

    says [ "the tree itself is null" ] (fun () -> Tree.leaves (Unchecked.defaultof<Affine>) |> ignore)

    Assert.Throws<ArgumentNullException>(fun () -> Tree.rebuild { W = a; B = b } [| a; nothing |] |> ignore)
    |> ignore

[<Fact>]
let ``Trees that differ in lengths, keys or cases do not combine`` () =
    let add first second () = Tree.map2 (fun x _ -> x) first second |> ignore
    says [ "Tree.map2"; "expected 2 elements"; "got 1" ] (add [ a; b ] [ a ])
    says [ ".Item1"; "expected 1 elements"; "got 2" ] (add ([| a |], 1) ([| a; b |], 1))
    says [ "the keys [x, y]"; "got the keys [x, z]" ] (add (Map [ "x", a; "y", b ]) (Map [ "x", a; "z", b ]))
    says [ ".Item2"; "expected Some"; "got None" ] (add (a, Some b) (a, None))
    says [ "expected None"; "got Some" ] (add None (Some a))
    says [ "expected Single"; "got Branch" ] (add (Single a) (Branch(Empty, 1.0, Empty)))
    says [ "expected a tensor"; "got text" ] (add (box a) (box "text"))
    says [ "[0]"; "expected Dense"; "got Gated" ] (add [ Dense a :> ILayer ] [ Gated(a, Dense b) :> ILayer ])
    says [ "Tree.map3"; "got 1" ] (fun () -> Tree.map3 (fun x _ _ -> x) [ a; b ] [ a; b ] [ a ] |> ignore)

[<Fact>]
let ``A slot for a subclass of tensors says that it takes no other`` () =
    let tree = {| P = Parameter a |}
    same [| tree.P |] (Tree.leaves (Tree.map id tree))
    says [ ".P only takes a Parameter"; "declare it as Tensor" ] (fun () -> Tree.rebuild tree [| b |] |> ignore)

[<Fact>]
let ``A wrong number of tensors names the leaves`` () =
    says [ "Layer with 2 tensor(s)"; "from 1"; ".W, .B" ] (fun () -> Tree.rebuild { W = a; B = b } [| a |] |> ignore)
    says [ "Tensor with 1 tensor(s)"; "from 0" ] (fun () -> Tree.rebuild a [||] |> ignore)

[<Fact>]
let ``An object that holds itself is refused, not a crash`` () =
    let cycle = Cycle(W = a)
    cycle.Next <- [| cycle |]
    says [ "holds itself" ] (fun () -> Tree.leaves cycle |> ignore)
    says [ "holds itself" ] (fun () -> Tree.rebuild cycle [| a |] |> ignore)
    says [ "holds itself" ] (fun () -> Tree.map2 (fun x _ -> x) cycle cycle |> ignore)
