// What a call's arguments are written to need not be cleared before.
[module: System.Runtime.CompilerServices.SkipLocalsInit]
