namespace Functional.Plots

/// <summary>How a line is stroked.</summary>
type LineStyle =
    /// <summary>One unbroken stroke.</summary>
    | Solid = 0
    /// <summary>Short strokes with gaps.</summary>
    | Dashed = 1
    /// <summary>Round dots.</summary>
    | Dotted = 2
    /// <summary>Strokes and dots in turn.</summary>
    | DashDot = 3

/// <summary>The shape drawn at each point of a scatter series.</summary>
type Marker =
    /// <summary>A disc as wide as the marker size.</summary>
    | Circle = 0
    /// <summary>A disc half as wide as the marker size, for dense data.</summary>
    | Point = 1
    /// <summary>A filled square.</summary>
    | Square = 2
    /// <summary>A filled triangle that points up.</summary>
    | Triangle = 3
    /// <summary>A filled square that stands on a corner.</summary>
    | Diamond = 4
    /// <summary>An upright cross of two strokes.</summary>
    | Plus = 5
    /// <summary>A slanted cross of two strokes.</summary>
    | Cross = 6

/// <summary>Where a chart puts its legend.</summary>
type LegendPosition =
    /// <summary>Wherever it covers the least data.</summary>
    | Best = 0
    /// <summary>In the upper right corner.</summary>
    | UpperRight = 1
    /// <summary>In the upper left corner.</summary>
    | UpperLeft = 2
    /// <summary>In the lower left corner.</summary>
    | LowerLeft = 3
    /// <summary>In the lower right corner.</summary>
    | LowerRight = 4
    /// <summary>Halfway up the right side.</summary>
    | CenterRight = 5
    /// <summary>Halfway up the left side.</summary>
    | CenterLeft = 6
    /// <summary>In the middle of the top.</summary>
    | UpperCenter = 7
    /// <summary>In the middle of the bottom.</summary>
    | LowerCenter = 8
    /// <summary>In the middle of the plot.</summary>
    | Center = 9
    /// <summary>Nowhere: labels are not shown.</summary>
    | Hidden = 10
