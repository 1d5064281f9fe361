/// The one place that words the errors of charts: the operation, what it expected, what it got, and the remedy.
module internal Functional.Plots.Errors

open System
open System.Globalization

let private number (value: float) = value.ToString("R", CultureInfo.InvariantCulture)

let missing operation parameter remedy =
    ArgumentNullException(parameter, $"{operation}: expected a value for {parameter}, got null; {remedy}") :> exn

let unequalLengths operation xs ys =
    ArgumentException(
        $"{operation}: expected x and y of equal length, got {xs} and {ys} values; "
        + "give one x for each y, or leave x out to count from 0"
    )
    :> exn

let emptyLimits operation (low: float) (high: float) =
    ArgumentException(
        $"{operation}: expected finite limits with low < high, got low = {number low} and high = {number high}; "
        + "give the smaller limit first"
    )
    :> exn

let limitsOnLogScale axis (low: float) =
    ArgumentException(
        $"{axis}Lim: a logarithmic {axis} axis expects limits above 0, got low = {number low}; "
        + $"raise the lower limit or leave Log{axis} out"
    )
    :> exn

let namesOnLogScale axis =
    ArgumentException(
        $"{axis}Names: names stand at 0, 1, 2, … of an even axis, got a logarithmic one; leave Log{axis} or {axis}Names out"
    )
    :> exn

let nothingPositive axis =
    InvalidOperationException(
        $"Log{axis}: a logarithmic axis expects at least one positive finite value, got none; "
        + $"leave Log{axis} out, or set {axis}Lim"
    )
    :> exn

let notFinite operation parameter (value: float) =
    ArgumentException($"{operation}: expected a finite {parameter}, got {number value}; compute it from finite values")
    :> exn

let notPositive operation parameter (value: float) =
    ArgumentException($"{operation}: expected a finite {parameter} above 0, got {number value}; give it in pixels")
    :> exn

let notOpacity operation (value: float) =
    ArgumentException(
        $"{operation}: expected an opacity from 0 (invisible) to 1 (solid), got {number value}; "
        + "give a fraction such as 0.3"
    )
    :> exn

let unknownColor operation (color: string) =
    ArgumentException(
        $"{operation}: expected a colour such as \"tomato\", \"r\", \"C0\" or \"#1f77b4\", got \"{color}\"; "
        + "use a CSS colour name or hexadecimal digits"
    )
    :> exn

let unknownOption operation (value: obj) =
    ArgumentException(
        $"{operation}: expected a named value of {value.GetType().Name}, got {value}; "
        + $"""use one of {String.Join(", ", Enum.GetNames(value.GetType()))}"""
    )
    :> exn

let sizeTooSmall operation width height least =
    ArgumentException(
        $"{operation}: expected at least {least} x {least} pixels for each panel, got {width} x {height} in all; "
        + "make it larger"
    )
    :> exn

let noColumns count =
    ArgumentException($"Figure.Columns: expected at least 1 column, got {count}; give the number of panels in a row")
    :> exn

let noPanels () =
    ArgumentException("Figure: expected at least one chart, got none; pass the charts to place in the grid") :> exn

let notSvg operation (path: string) =
    ArgumentException($"{operation}: expected a path that ends in .svg, got \"{path}\"; charts are written as SVG")
    :> exn

let tooManyBoxes operation (most: int) (count: int) =
    ArgumentException(
        $"{operation}: expected at most {most} arguments, constants and operations in a picture, got {count}; "
        + "draw a part of the program, or give ProgramGraph.Dot's text to Graphviz"
    )
    :> exn
