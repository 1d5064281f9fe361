namespace Functional.Laws

open System
open FsCheck
open FsCheck.FSharp
open Functional
open Functional.Kernels

/// <summary>
/// Laws of derivatives, checked on functions: <c>energy |> Laws.on (Domain.Reals 3) |> Laws.check</c>. Everything before
/// <c>check</c> says what, where, and how; nothing runs before it.
/// </summary>
[<RequireQualifiedAccess>]
module Laws =
    /// The laws about functions, family by family. Those that hold of some functions only (homogeneous, broadcasting, …)
    /// look at what a subject claims.
    let families: (string * GradientLaw list) list =
        [ "Derivatives", Calculus.laws
          "Rules of calculus", Rules.laws
          "Higher orders", HigherOrder.laws
          "Batches", Batches.laws
          "Compiled", Compiled.laws
          "Decisions and loops", Flows.laws
          "Taylor mode", Expansions.laws
          "Fields and symmetries", Fields.laws
          "Functions of which more is known", Identities.laws
          "What surrounds the numbers", Structure.laws
          "Parameters and Backward", Imperative.laws ]

    /// The laws about the library itself, which draw what they are tried on.
    let engineFamilies: (string * GradientLaw list) list =
        [ "Linear maps", LinearMaps.engine
          "Jacobians", Batches.engine
          "Formulas", Formulas.engine
          "Random numbers, memory, edges", Structure.engine
          "Optimizers", OptimizerLaws.engine ]

    /// All laws about functions.
    let all: GradientLaw list = families |> List.collect snd

    /// All laws about the library itself.
    let engine: GradientLaw list = engineFamilies |> List.collect snd

    /// The law of a name.
    let named (name: string) : GradientLaw =
        match all @ engine |> List.tryFind (fun law -> law.Name = name) with
        | Some law -> law
        | None -> raise (Errors.unknownLaw name (all @ engine |> List.map _.Name))

    let private options =
        { Known = all
          Laws = all
          Claims = []
          Fraction = None
          Cases = None
          Seed = None
          Backend = None
          Patience = None }

    let internal ofArity arity name (f: Tensor[] -> Tensor[]) = LawSuite(name, arity, None, f, options)

    /// Laws to be checked on a function of several tensors with several results.
    let ofFunction (name: string) (f: Tensor[] -> Tensor[]) : LawSuite = ofArity -1 name f

    /// Laws to be checked on generated subjects: random programs, rows of a table.
    let ofSubjects (name: string) (subjects: Gen<Subject>) : LawSuite =
        LawSuite(name, -1, Some subjects, (fun _ -> raise (Errors.noDomain name)), options)

    /// Laws to be checked on random programs.
    let ofPrograms (name: string) (programs: Gen<Functional.Laws.Program>) : LawSuite =
        programs |> Gen.map Program.subject |> ofSubjects name

    /// Laws to be checked on one subject.
    let ofSubject (subject: Subject) : LawSuite = ofSubjects subject.Name (Gen.constant subject)

    /// The library itself, for the laws that are about nothing else.
    let ofEngine: LawSuite =
        let library = Subject.ofFunction "the library" [] (fun _ -> [| Tensor.create DType.Float64 0.0 |])
        let known = { options with Known = engine; Laws = engine }
        LawSuite(library.Name, 0, Some(Gen.constant library), library.Function, known)

    /// A function of one tensor on a domain.
    let on (domain: Domain) (f: Tensor -> Tensor) : LawSuite = (ofFunction "f" (fun xs -> [| f xs[0] |])).On domain

    /// A function of two tensors on two domains.
    let on2 (domain1: Domain, domain2: Domain) (f: Tensor -> Tensor -> Tensor) : LawSuite =
        (ofFunction "f" (fun xs -> [| f xs[0] xs[1] |])).On(domain1, domain2)

    /// A function of three tensors on three domains.
    let on3 (domain1: Domain, domain2: Domain, domain3: Domain) (f: Tensor -> Tensor -> Tensor -> Tensor) : LawSuite =
        (ofFunction "f" (fun xs -> [| f xs[0] xs[1] xs[2] |])).On(domain1, domain2, domain3)

    /// A function of a parameter tree, at points of a domain for each of its leaves, in the order of `Tree.leaves`. The
    /// example says how the tree is made; its numbers do not matter.
    let onTree (example: 'P) (domains: Domain list) (f: 'P -> 'R) : LawSuite =
        (ofFunction "f" (fun leaves -> Tree.leaves (f (Tree.rebuild example leaves)))).On(Array.ofList domains)

    /// An operation of one's own, or a built-in one, on tensors of all shapes that broadcast together, in the regions
    /// that it declares.
    let ofRow (row: Row) : LawSuite =
        let domains = [| for region in row.Domains -> (Domain.Of region).AnyShape |]
        (ofFunction row.Name (fun xs -> [| Custom.apply row xs |])).On domains

    /// A declared operation, in the regions and shapes that it declares.
    let ofDeclared (declaration: Declared) : LawSuite =
        let domains =
            match declaration.Shapes with
            | [] -> [| for region in declaration.Regions -> (Domain.Of region).AnyShape |]
            | shapes when shapes.Length = declaration.Regions.Length ->
                List.map2 (fun region shape -> Domain.Of(region, Array.ofList shape)) declaration.Regions shapes
                |> Array.ofList
            | shapes -> raise (Errors.shapeCount declaration.Name declaration.Regions.Length shapes.Length)

        let claims =
            [| if declaration.Shapes.IsEmpty then
                   Claim.Broadcasting
               if declaration.KeepsNan then
                   KeepsNan |]

        (ofFunction declaration.Name (fun xs -> [| declaration.Apply xs |])).On(domains).Claiming(claims)

    /// Every operation that an assembly declares, each with its laws.
    let ofDeclarations (assembly: Reflection.Assembly) : LawSuite list =
        Declarations.inside assembly |> List.map ofDeclared

    /// A layer or a model, as a function of its parameters and its input.
    let ofModule (model: Module) (input: Domain) : LawSuite =
        let values = model.GetValues()
        let parameters = [| for value in values -> Domain.Reals(value.Shape.Lengths.ToArray()) |]

        let f (xs: Tensor[]) = [| model.Apply(Array.take values.Length xs, Array.last xs) |]
        (ofFunction (model.GetType().Name) f).On(Array.append parameters [| input |])

    /// What the function is called in reports.
    let name (name: string) (suite: LawSuite) = suite.Named name

    /// What else is known about the function.
    let claiming (claims: Claim list) (suite: LawSuite) = suite.Claiming(Array.ofList claims)

    /// Only these laws; they may be one's own.
    let only (laws: GradientLaw list) (suite: LawSuite) = suite.Only(Array.ofList laws)

    /// All laws but these.
    let except (laws: GradientLaw list) (suite: LawSuite) = suite.Except [| for law in laws -> law.Name |]

    /// How far both sides may lie apart, as a fraction of their size (1 added).
    let tolerance (fraction: float) (suite: LawSuite) = suite.Tolerance fraction

    /// How many cases each law is tried in.
    let cases (count: int) (suite: LawSuite) = suite.Cases count

    /// What all random choices depend on.
    let seed (seed: int) (suite: LawSuite) = suite.Seed seed

    /// The backend that the arguments are on.
    let backend (backend: Kernels.IBackend) (suite: LawSuite) = suite.OnBackend backend

    /// Tries every law, and reports.
    let run (suite: LawSuite) : Report = suite.Run()

    /// Tries every law; a broken one is a LawException with the report.
    let check (suite: LawSuite) : unit = suite.Check() |> ignore

    /// The laws as FsCheck properties, by name.
    let properties (suite: LawSuite) : (string * Property) list =
        [ for entry in suite.Properties -> entry.Key, entry.Value ]

/// <summary>
/// Laws of derivatives, checked on functions in one fluent expression, from any test framework.
/// </summary>
/// <example><code>
/// Law.For(x => (x.Sin() * x.Exp()).Sum()).On(Domain.Reals(3)).Check();
/// </code></example>
[<AbstractClass; Sealed>]
type Law private () =
    static let given (what: string) (value: 'a) =
        if isNull (box value) then
            raise (Errors.nothing what)

        value

    /// All laws about functions.
    static member All: Collections.Generic.IReadOnlyList<GradientLaw> = Laws.all

    /// <summary>The law of a name.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    static member Named(name: string) = Laws.named name

    /// <summary>Laws of a function of one tensor.</summary>
    static member For(f: Func<Tensor, Tensor>) =
        let f = given "f" f
        Laws.ofArity 1 "f" (fun xs -> [| f.Invoke xs[0] |])

    /// <summary>Laws of a function of two tensors.</summary>
    static member For(f: Func<Tensor, Tensor, Tensor>) =
        let f = given "f" f
        Laws.ofArity 2 "f" (fun xs -> [| f.Invoke(xs[0], xs[1]) |])

    /// <summary>Laws of a function of three tensors.</summary>
    static member For(f: Func<Tensor, Tensor, Tensor, Tensor>) =
        let f = given "f" f
        Laws.ofArity 3 "f" (fun xs -> [| f.Invoke(xs[0], xs[1], xs[2]) |])

    /// <summary>Laws of a function of any number of tensors with any number of results.</summary>
    static member For(f: Func<Tensor[], Tensor[]>) = Laws.ofFunction "f" (given "f" f).Invoke

    /// <summary>Laws of an operation, in the regions that it declares.</summary>
    static member For(row: Row) = Laws.ofRow (given "row" row)

    /// <summary>Laws of a declared operation, in the regions and shapes that it declares.</summary>
    static member For(declaration: Declared) = Laws.ofDeclared (given "declaration" declaration)

    /// <summary>Laws of every operation that an assembly declares.</summary>
    static member ForDeclarations(assembly: Reflection.Assembly) : Collections.Generic.IReadOnlyList<LawSuite> =
        Laws.ofDeclarations (given "assembly" assembly)

    /// <summary>Laws of a layer or a model, as a function of its parameters and its input.</summary>
    static member For(model: Module, input: Domain) = Laws.ofModule (given "model" model) (given "input" input)
