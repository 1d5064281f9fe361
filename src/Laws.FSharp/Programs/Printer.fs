/// Programs as F# and as C# that one can paste.
module internal Functional.Laws.Printer

open System
open System.Collections.Generic
open System.Globalization
open System.Text
open Functional

/// What differs between the two languages.
[<NoComparison; NoEquality>]
type private Language =
    {
        Template: Text -> string
        Word: Word -> string
        /// Whether a text must stand in parentheses where a hole of a template is, given what it is and the template.
        NeedsParentheses: Piece -> string -> int -> bool
        Local: string -> string -> string
        OpenFunction: string -> string -> string list
        Result: string -> string
        CloseFunction: string list
    }

/// What a text is, for those that put it into another.
and private Piece =
    | Name
    | Called
    | Infix

let private decimal (x: float) =
    let text = x.ToString("R", CultureInfo.InvariantCulture)
    if Seq.forall (fun c -> Char.IsDigit c || c = '-') text then text + ".0" else text

let private joined (separator: string) (item: 'a -> string) (items: 'a[]) = String.Join(separator, Array.map item items)
let private long (i: int64) = string i + "L"

let private fsharpList (shape: int[]) = if shape.Length = 0 then "[]" else "[ " + joined "; " string shape + " ]"

let private fsharpTensor kind shape item (items: 'a[]) =
    let data = if items.Length = 0 then $"([||]: {kind}[])" else "[| " + joined "; " item items + " |]"
    $"(Tensor.ofArray {fsharpList shape} {data})"

let private fsharpWord word =
    match word with
    | Real x -> decimal x
    | Integer i -> string i
    | Integers items -> fsharpList items
    | Indices(shape, items) -> fsharpTensor "int64" shape long items
    | Numbers(shape, items) -> fsharpTensor "float" shape decimal items

let private csharpList item items = "[" + joined ", " item items + "]"

let private csharpWord word =
    match word with
    | Real x -> decimal x
    | Integer i -> string i
    | Integers items -> csharpList string items
    | Indices(shape, items) -> $"Tensor.From<long>({csharpList long items}, {csharpList string shape})"
    | Numbers(shape, items) -> $"Tensor.From<double>({csharpList decimal items}, {csharpList string shape})"

let private startsAsInfix (template: string) = template[0] = '{' || template[0] = '-'

/// C#: a method of an operand, or a call of something static.
let private isCallInCSharp (template: string) =
    Char.IsLetter template[0]
    || template[0] = '('
    || (template[0] = '{' && (template[3] = '.' || template[3] = '['))

let private isInfix isFSharp (template: string) =
    if isFSharp then
        startsAsInfix template && not (template.StartsWith "{0}[")
    else
        not (isCallInCSharp template)

let private fsharp =
    { Template = _.FSharp
      Word = fsharpWord
      NeedsParentheses =
        fun piece template position ->
            match piece with
            | Name -> false
            | Infix -> true
            | Called ->
                let next = position + 3
                let isIndexed = next < template.Length && template[next] = '['
                isIndexed || not (isInfix true template)
      Local = fun name value -> $"let {name} = {value}"
      OpenFunction = fun name argument -> [ $"let {name} ({argument}: Tensor) : Tensor =" ]
      Result = id
      CloseFunction = [] }

let private csharp =
    { Template = _.CSharp
      Word = csharpWord
      NeedsParentheses =
        fun piece template position ->
            let next = position + 3
            let isReceiver = next < template.Length && (template[next] = '.' || template[next] = '[')
            piece = Infix && (isReceiver || isInfix false template)
      Local = fun name value -> $"var {name} = {value};"
      OpenFunction = fun name argument -> [ $"Tensor {name}(Tensor {argument})"; "{" ]
      Result = fun value -> $"return {value};"
      CloseFunction = [ "}" ] }

/// Texts of operands that are longer get a name.
let private longest = 44

/// A template with its holes filled.
let private fill (template: string) (hole: char -> int -> string) =
    let text = StringBuilder()
    let mutable position = 0

    while position < template.Length do
        if template[position] = '{' && position + 2 < template.Length && template[position + 2] = '}' then
            text.Append(hole template[position + 1] position) |> ignore
            position <- position + 3
        else
            text.Append template[position] |> ignore
            position <- position + 1

    string text

let private print language isFSharp (indent: int) (inputs: string[]) (body: Expression) : string list =
    let lines = List<string>()
    let names = Dictionary<int, string>()
    let mutable locals, functions = 0, 0
    inputs |> Array.iteri (fun i name -> names[i] <- name)

    let emit depth (line: string) = lines.Add(String(' ', 4 * depth) + line)

    let rec write depth (e: Expression) : struct (string * Piece) =
        match e.Form with
        | Variable v -> struct (names[v.Id], Name)
        | Constant(values, _) -> struct (language.Word(Numbers(Expression.shape e, values)), Name)
        | Call(call, operands) ->
            let pieces = operands |> Array.map (operand depth)
            apply call "" pieces
        | Bind(call, operands, v, body) when call.Name = DerivativeRows.naming ->
            let struct (value, _) = write depth operands[0]
            let name = $"u{v.Id}"
            names[v.Id] <- name
            emit depth (language.Local name value)
            write depth body
        | Bind(call, operands, v, body) ->
            let pieces = operands |> Array.map (operand depth)
            functions <- functions + 1
            let name, argument = $"f{functions}", $"u{v.Id}"
            names[v.Id] <- argument

            for line in language.OpenFunction name argument do
                emit depth line

            let struct (result, _) = write (depth + 1) body
            emit (depth + 1) (language.Result result)

            for line in language.CloseFunction do
                emit depth line

            apply call name pieces

    /// What is put into another text: short, or the name of a local.
    and operand depth e : struct (string * Piece) =
        let struct (text, piece) = write depth e

        if piece <> Name && text.Length > longest then
            locals <- locals + 1
            let name = $"t{locals}"
            emit depth (language.Local name text)
            struct (name, Name)
        else
            struct (text, piece)

    and apply call f (pieces: struct (string * Piece)[]) =
        let template = language.Template call.Text

        let hole (c: char) position =
            if c = 'f' then
                f
            elif Char.IsDigit c then
                let struct (text, piece) = pieces[int c - int '0']
                if language.NeedsParentheses piece template position then $"({text})" else text
            else
                language.Word call.Text.Words[int c - int 'a']

        struct (fill template hole, (if isInfix isFSharp template then Infix else Called))

    let struct (result, _) = write indent body
    emit indent (language.Result result)
    List.ofSeq lines

let private inputNames count =
    match count with
    | 1 -> [| "x" |]
    | 2 -> [| "x"; "y" |]
    | 3 -> [| "x"; "y"; "z" |]
    | _ -> Array.init count (fun i -> $"x{i + 1}")

let private lines (items: string list) = String.Join("\n", items)

/// A lambda in F#.
let toFSharp count body =
    let inputs = inputNames count

    let arguments =
        if count = 0 then "()" else String.Join(" ", inputs |> Array.map (fun name -> $"({name}: Tensor)"))

    lines [ $"fun {arguments} ->"; yield! print fsharp true 1 inputs body ]

/// A lambda in C#.
let toCSharp count body =
    let inputs = inputNames count
    let arguments = String.Join(", ", inputs |> Array.map (fun name -> $"Tensor {name}"))
    lines [ $"({arguments}) =>"; "{"; yield! print csharp false 1 inputs body; "}" ]
