namespace Functional

open System
open System.Runtime.CompilerServices
open Functional.Kernels
open Functional.Types

/// <summary>Trees of one type: how they fall apart into leaves, and come back from them. Found once for each type.</summary>
[<Sealed>]
type internal TreeShape<'P> private () =
    let structure = Kinds.declared typeof<'P>

    [<DefaultValue>]
    static val mutable private instance: TreeShape<'P> | null

    /// The shape that all share; one that another thread makes at the same time says the same.
    static member Instance: TreeShape<'P> =
        match TreeShape<'P>.instance with
        | null ->
            let made = TreeShape<'P>()
            TreeShape<'P>.instance <- made
            made
        | instance -> instance

    /// Shows every leaf with its path.
    member _.Visit(tree: 'P, see: Path | null -> Tensor -> unit) = Structure.visit null structure (box tree) see

    let fixed' = Fixed.ofType typeof<'P>

    // Whether trees are made of their tensors alone, and always of one number.
    let isFixedList = fixed' |> Option.exists (fun tree -> not (Fixed.hasRows tree || Fixed.hasRest tree))

    let leavesOf (plain: FixedTree<'P, Tensor>) (tree: 'P) : Tensor[] | null =
        let leaves = Array.zeroCreate plain.Count
        if plain.Apart.Invoke(tree, [||], leaves) then leaves else null

    // Where there is more than one leaf to find.
    let plain: FixedTree<'P, Tensor> | null =
        match fixed' with
        | Some(Several _ as tree) when isFixedList -> FixedTree(tree, FixedTree.Whole)
        | _ -> null

    // Whether a tree that is there is as its type says.
    let isFlat =
        match fixed' with
        | Some(Several(kind, _, parts)) -> isFixedList && kind.IsSealed && parts |> Array.forall _.IsOne
        | _ -> false

    /// Whether trees of this type are their leaves and nothing else, always of one number.
    member val IsPlain = isFixedList && fixed' |> Option.exists Fixed.isSealed

    /// Whether a tree's type says all about it but its tensors, the lengths of its rows and what it has beside them.
    member _.IsAsDeclared(tree: 'P) = fixed' |> Option.exists (fun fixed' -> Fixed.isLike fixed' (box tree))

    /// The lengths of the rows of a tree that is as declared.
    member _.Lengths(tree: 'P) : int[] =
        fixed' |> Option.map (fun fixed' -> Fixed.lengths fixed' (box tree)) |> Option.defaultValue [||]

    /// Whether trees of this type hold nothing beside tensors, if they are as declared.
    member _.HoldsTensorsOnly = fixed' |> Option.exists (Fixed.hasRest >> not)

    /// Trees of this type as numbers, where the type says where all tensors are; null where it does not, or where no code can be
    /// made.
    member val Numbers: Lazy<FixedTree<'P, NdArray> | null> =
        lazy
            (match fixed' with
             | Some tree when RuntimeFeature.IsDynamicCodeCompiled -> FixedTree(tree, FixedTree.Numbers)
             | _ -> null)

    /// The paths of the leaves.
    member shape.Paths(tree: 'P) : string[] =
        let paths = ResizeArray()
        shape.Visit(tree, fun path _ -> paths.Add(Path.Text path))
        paths.ToArray()

    member private shape.Gather(tree: 'P) : Tensor[] =
        let leaves = ResizeArray()
        shape.Visit(tree, fun _ leaf -> leaves.Add leaf)
        leaves.ToArray()

    /// The leaves, in an array of their own.
    member shape.Leaves(tree: 'P) : Tensor[] =
        match plain with
        | null -> shape.AnyLeaves tree
        | plain ->
            match leavesOf plain tree with
            // What is missing has its error from the walk, which knows the path.
            | null -> shape.Gather tree
            | leaves -> leaves

    member private shape.AnyLeaves(tree: 'P) : Tensor[] =
        match Structure.resolve structure (box tree) with
        | Leaf _ -> [| Structure.sure<Tensor> tree |]
        | Composite c when c.IsFlat ->
            let parts = Structure.sure<Tensor[]>(c.Apart.Invoke(Structure.sure<obj> tree))
            if Structure.isWhole parts then parts else shape.Gather tree
        | _ -> shape.Gather tree

    /// What the tree is made of beside its leaves; none where the leaves are all there is.
    member shape.Beside(tree: 'P) : objnull[] =
        if shape.IsPlain then
            [||]
        else
            let parts = ResizeArray()
            Structure.beside structure (box tree) parts.Add
            parts.ToArray()

    /// A tree like another one, with other leaves.
    member shape.Rebuild(like: 'P, leaves: Tensor[]) : 'P =
        if not (Structure.isWhole leaves) then
            nullArg "leaves"

        match plain with
        | NonNull plain when
            leaves.Length = plain.Count
            && (if isFlat then not (isNull (box like)) else not (isNull (leavesOf plain like)))
            ->
            plain.Together.Invoke(like, leaves)
        | _ -> shape.AnyRebuilt(like, leaves)

    member private shape.AnyRebuilt(like: 'P, leaves: Tensor[]) : 'P =
        match Structure.resolve structure (box like) with
        | Composite({ Labels = Named names; IsFlat = true } as c) when names.Length = leaves.Length ->
            unbox<'P>(c.Together.Invoke(Structure.sure<obj> like, Structure.sure<objnull[]> leaves))
        | resolved ->
            let supply = Supply leaves
            let rebuilt = Structure.rebuild null resolved (box like) supply

            if supply.Used <> leaves.Length then
                raise (Errors.TreeCount(name typeof<'P>, shape.Paths like, leaves.Length))

            unbox<'P> rebuilt

    /// Raises unless two trees have the same cases, lengths and keys.
    member _.Agree(operation, tree: 'P, other: 'P) = Structure.agree operation null structure (box tree) (box other)

/// <summary>
/// Parameter trees: values of any type that is made of tensors. A tree is a tensor; a tuple, record, anonymous record,
/// array, list, option, union or map of trees; a C# record, or a class whose tensors are public properties that can be
/// set or that a constructor takes; a collection or dictionary of .NET. What holds no tensors (numbers, text, …) is
/// carried along unchanged.
/// </summary>
/// <remarks>
/// Leaves come in the order of declaration: of members, elements, and constructor parameters. Maps and dictionaries are
/// ordered by key. Functions, and classes whose tensors cannot be reached, are refused with a <c>TreeException</c>, as are
/// leaves that are null; messages name the path, such as <c>.Layers[1].W</c>.
/// </remarks>
[<RequireQualifiedAccess; CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module Tree =
    /// The shape of a type of trees, for those who take many of them apart.
    let internal structure<'P> () : TreeShape<'P> = TreeShape<'P>.Instance

    /// <summary>The tensors of a tree, in order.</summary>
    /// <example><c>Tree.leaves {| W = w; B = b; Rate = 0.1 |}</c> is <c>[| b; w |]</c>: anonymous records order their members by name.</example>
    [<CompiledName("Leaves")>]
    let leaves (tree: 'P) : Tensor[] = TreeShape<'P>.Instance.Leaves tree

    /// <summary>
    /// A tree like another one, with these tensors instead of its own. Everything else comes from <paramref name="like"/>.
    /// <c>rebuild like (leaves like)</c> equals <c>like</c>. A wrong number of tensors is a <c>TreeException</c>.
    /// </summary>
    [<CompiledName("Rebuild")>]
    let rebuild (like: 'P) (leaves: Tensor[]) : 'P = TreeShape<'P>.Instance.Rebuild(like, leaves)

    /// <summary>The paths of the leaves, in their order, such as <c>.Layers[1].W</c>; the path of a lone tensor is empty.</summary>
    [<CompiledName("Paths")>]
    let paths (tree: 'P) : string[] = TreeShape<'P>.Instance.Paths tree

    /// <summary>The tree with a function applied to each of its tensors.</summary>
    /// <example><c>Tree.map (fun v -> 0.5 * v) parameters</c></example>
    [<CompiledName("Map")>]
    let map (f: Tensor -> Tensor) (tree: 'P) : 'P = rebuild tree (Array.map f (leaves tree))

    /// <summary>
    /// Two trees combined tensor by tensor; what else they hold comes from the first. Trees that differ in cases, lengths
    /// or keys are a <c>TreeException</c>.
    /// </summary>
    /// <example><c>Tree.map2 (fun v g -> v - 0.1 * g) parameters gradients</c></example>
    [<CompiledName("Map2")>]
    let map2 (f: Tensor -> Tensor -> Tensor) (first: 'P) (second: 'P) : 'P =
        TreeShape<'P>.Instance.Agree("Tree.map2", first, second)
        rebuild first (Array.map2 f (leaves first) (leaves second))

    /// <summary>Three trees combined tensor by tensor, as by <c>map2</c>.</summary>
    [<CompiledName("Map3")>]
    let map3 (f: Tensor -> Tensor -> Tensor -> Tensor) (first: 'P) (second: 'P) (third: 'P) : 'P =
        TreeShape<'P>.Instance.Agree("Tree.map3", first, second)
        TreeShape<'P>.Instance.Agree("Tree.map3", first, third)
        rebuild first (Array.map3 f (leaves first) (leaves second) (leaves third))

    /// <summary>The tree with each of its tensors on a device, as by <c>Tensor.toDevice</c>.</summary>
    [<CompiledName("ToDevice")>]
    let toDevice (device: Device) (tree: 'P) : 'P = map (Apply.toDevice device) tree

    /// <summary>Does something with each tensor, in order.</summary>
    [<CompiledName("Iterate")>]
    let iter (action: Tensor -> unit) (tree: 'P) : unit = Array.iter action (leaves tree)

    /// <summary>Folds the tensors into a state, in order.</summary>
    /// <example><c>Tree.fold (fun n (v: Tensor) -> n + v.Size) 0 parameters</c> counts the numbers in a model.</example>
    [<CompiledName("Fold")>]
    let fold (f: 'S -> Tensor -> 'S) (state: 'S) (tree: 'P) : 'S = Array.fold f state (leaves tree)
