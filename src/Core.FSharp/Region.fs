namespace Functional

/// Where an argument may lie for an operation to be defined and smooth: the gradient laws draw from it.
type Region =
    /// Any finite number.
    | Reals
    /// Numbers above 0.
    | Positive
    /// Any number but 0 (and its neighbourhood).
    | NonZero
    /// Numbers strictly between two bounds.
    | Between of low: float * high: float
    /// Any number but these points (and their neighbourhood): kinks and jumps.
    | Except of points: float list
    /// Any number but offset + k, for whole k (and their neighbourhoods): the jumps of roundings.
    | BetweenJumps of offset: float
    /// Arguments that must not be equal, element by element.
    | Distinct
    /// Not differentiated: an index or a condition.
    | Discrete
    /// Square matrices, over the last two axes, far from singular.
    | WellConditioned
    /// Symmetric positive definite matrices, over the last two axes.
    | PositiveDefinite
    /// Symmetric matrices, over the last two axes, whose eigenvalues lie apart.
    | SeparatedSpectrum
