namespace Functional

/// <summary>What a loss does with the losses of single elements.</summary>
type Reduction =
    /// <summary>Nothing: the loss has a value for each element (or each sample, where classes are compared).</summary>
    | None = 0
    /// <summary>Their mean; a weighted one where the loss weighs classes.</summary>
    | Mean = 1
    /// <summary>Their sum.</summary>
    | Sum = 2
    /// <summary>Their sum, divided by the length of the first axis. Of the divergence <c>KlDiv</c> only.</summary>
    | BatchMean = 3
