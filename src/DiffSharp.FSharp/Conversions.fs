namespace Functional

/// placeholder
module internal Placeholder2 =
    let x = 0
