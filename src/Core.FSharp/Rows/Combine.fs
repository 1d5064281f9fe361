namespace Functional

/// <summary>How elements are combined that an index sends to the same place.</summary>
type Combine =
    /// <summary>Their sum.</summary>
    | Sum = 0
    /// <summary>Their product.</summary>
    | Prod = 1
    /// <summary>Their mean, of floats.</summary>
    | Mean = 2
    /// <summary>The largest; nan wins, ties share the derivative.</summary>
    | Max = 3
    /// <summary>The smallest; nan wins, ties share the derivative.</summary>
    | Min = 4
