namespace Functional

/// placeholder
module internal Placeholder =
    let x = 0
