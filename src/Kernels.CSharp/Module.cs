// Memory on the stack is written before it is read, or cleared where it is asked for: kernels need not clear theirs on entry.
[module: System.Runtime.CompilerServices.SkipLocalsInit]
