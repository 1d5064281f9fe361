namespace Functional.Plots

open Functional.Kernels

/// <summary>
/// Pictures of programs: a box for each argument, constant and operation, an arrow for each use of a value. Equal programs
/// give equal pictures. Titles of operations are as in <see cref="T:Functional.Kernels.ProgramText"/>, long ones cut.
/// </summary>
/// <example>
/// <code>
/// open Functional.Kernels
/// open Functional.Plots
///
/// let program = ProgramText.Parse("program (%0: float32[3]) { %1: float32[3] = exp(%0) return (%1) }", ManagedBackend.Instance)
/// System.IO.File.WriteAllText("program.svg", ProgramGraph.Svg program)
/// </code>
/// </example>
[<AbstractClass; Sealed>]
type ProgramGraph private () =
    static let graph operation (program: Program) =
        if isNull (box program) then
            raise (Errors.missing operation "program" "give the program to draw")

        Graph.ofProgram program

    /// <summary>
    /// The program as a Mermaid flowchart, which goes into a page of Markdown as it is. Numbers at arrows count the
    /// arguments of operations that take several. (Mermaid itself draws at most 500 arrows unless it is told otherwise.)
    /// </summary>
    static member Mermaid(program: Program) : string = Mermaid.write (graph "ProgramGraph.Mermaid" program)

    /// <summary>The program in the language of Graphviz: <c>dot -Tsvg</c> draws it.</summary>
    static member Dot(program: Program) : string = Dot.write (graph "ProgramGraph.Dot" program)

    /// <summary>
    /// The program as an SVG document. Arguments reach an operation from left to right; control flow is drawn around
    /// what it runs.
    /// </summary>
    /// <exception cref="System.ArgumentException">There are more than 20 000 boxes.</exception>
    static member Svg(program: Program) : string =
        let operation = "ProgramGraph.Svg"
        GraphSvg.write operation (graph operation program)
