/// Faults in movements, kernels and memory.
module Mutate.Kernels

let private movement = "src/Kernels.CSharp/Operations/Movement.cs"
let private managed = "src/Kernels.CSharp/Managed"
let private storage = $"{managed}/Layout/ManagedBackend.Storage.cs"
let private indexing = $"{managed}/Indexing/ManagedBackend.Indexing.cs"

let faults =
    [ { Id = 62
        What = "the adjoint of a permutation is that permutation"
        File = movement
        Place = "return new Permute(«inverse»);"
        Faulty = "Axes"
        Laws = [ "permutation"; "movements are isometries" ] }
      { Id = 63
        What = "the adjoint of a slice puts its elements a place before their own"
        File = movement
        Place = "new Embed(«Starts», Steps, domain)"
        Faulty = "Array.ConvertAll(Starts, start => Math.Max(start - 1, 0))"
        Laws = [ "adjoint pairs"; "Jacobi's formula" ] }
      { Id = 64
        What = "the adjoint of a flip does not flip"
        File = $"{managed}/Layout/ManagedBackend.Movements.cs"
        Place = "if (x.Shape == shape) return «Sliced(embed.Starts, embed.Steps, x, shape)»;"
        Faulty = "x"
        Laws = [ "movements are isometries"; "adjoint pairs"; "backend: Move" ] }
      { Id = 65
        What = "elements added at the same index replace each other"
        File = indexing
        Place = "Element(ref T indexed, ref T other) => indexed += «other»;"
        Faulty = "other - indexed"
        Laws = [ "adjoint pairs"; "backend: ScatterAdd" ] }
      { Id = 66
        What = "rows added at the same index replace each other"
        File = "src/Kernels.CSharp/Managed/Layout/StridedAdd.cs"
        Place = "«TensorPrimitives.Add(sums, MemoryMarshal.CreateReadOnlySpan(ref term, (int)axis.Length), sums);»"
        Faulty = "MemoryMarshal.CreateReadOnlySpan(ref term, (int)axis.Length).CopyTo(sums);"
        Laws = [ "adjoint pairs" ] }
      { Id = 67
        What = "scatter-add adds into its argument"
        File = indexing
        Place = "var sum = «Packed((ManagedArray)x)»;"
        Faulty = "Contiguous((ManagedArray)x)"
        Laws = [ "purity"; "backend: ScatterAdd" ] }
      { Id = 68
        What = "the loop over registers leaves out the last few elements"
        File = $"{managed}/Elementwise/Loops.cs"
        Place =
          "for (; «i < count»; i += step)\n        {\n            if (i + step > count) i = count - step;\n"
          + "            K.Store(f.Invoke(L.Load(ref x, i)), ref r, i);"
        Faulty = "i + step <= count"
        Laws = [ "backend: Map" ] }
      { Id = 69
        What = "operands of elementwise operations are read as if they lay side by side"
        File = $"{managed}/Elementwise/Operand.cs"
        Place = "= Unsafe.Add(ref source, i * «step»);"
        Faulty = "(nint)1"
        Laws = [ "backend: Zip"; "broadcasting is expansion" ] }
      { Id = 70
        What = "folds leave out the last few elements"
        File = $"{managed}/Folds/FoldKernel.cs"
        Place = "if («i < count») f = Combine(f, Rest(ref x, i, count));"
        Faulty = "false"
        Laws = [ "backend: Reduce" ] }
      { Id = 71
        What = "matrix products ignore that an operand is transposed"
        File = $"{managed}/Contraction/MatMul.cs"
        Place = "if («!x.IsContiguous») (rowStride, columnStride) = (x.Strides[^2], x.Strides[^1]);"
        Faulty = "false"
        Laws = [ "backend: Contract"; "bilinear rule" ] }
      { Id = 72
        What = "running sums over columns take the first matrix of a stack for all of them"
        File = $"{managed}/Folds/ManagedBackend.Scans.cs"
        Place = "else RunningSums<T, TSum>(ref Unsafe.Add(ref source, «i + first»), ref"
        Faulty = "first"
        Laws = [ "backend: Scan"; "adjoint pairs" ] }
      { Id = 73
        What = "sorting in descending order ascends"
        File = $"{managed}/Indexing/ManagedBackend.Sorting.cs"
        Place = "keys[i] = descending ? «~key» : key;"
        Faulty = "key"
        Laws = [ "backend: ArgSort" ] }
      { Id = 74
        What = "exp of float64 has the accuracy of float32"
        File = $"{managed}/Functions/DoublePrecision.cs"
        Place = "return L.Fma(sum, r, L.Of(«5.000000000000011e-1»));"
        Faulty = "5.000001e-1"
        Laws = [ "backend: Map"; "inverse function rule" ] }
      { Id = 75
        What = "relu of nan is 0"
        File = $"{managed}/Elementwise/Arithmetic.cs"
        Place = "«L.Select(L.Less(x, L.Of(T.Zero)), L.Of(T.Zero), x)»"
        Faulty = "L.Select(L.Less(L.Of(T.Zero), x), x, L.Of(T.Zero))"
        Laws = [ "nan and infinity"; "backend: Map" ] }
      { Id = 76
        What = "results of a transformation are taken back when it ends"
        File = $"{managed}/ManagedArray.cs"
        Place = "if (memory is NativeBuffer buffer && buffer.Version == version) «buffer.Kept = true;»"
        Faulty = ""
        Laws = [ "live memory"; "live memory: many steps" ] }
      { Id = 77
        What = "what a transformation made is never given back"
        File = "src/Kernels.CSharp/Memory/Arena.cs"
        Place = "if (!holding.Kept) «holding.GiveBack();»"
        Faulty = "global::Functional.Kernels.Fault.Hold(holding);"
        Laws = [ "live memory"; "live memory: many steps" ] }
      { Id = 78
        What = "host data of more than a few registers loses its last number"
        File = storage
        Place = "data[..«shape.Size»].CopyTo("
        Faulty = "shape.Size > 64 ? shape.Size - 1 : shape.Size"
        Laws = [ "backend: Create" ] }
      { Id = 79
        What = "bytes filled with one number saturate"
        File = storage
        Place = "single.Data<byte>() = «(byte)value.ToInt64()»;"
        Faulty = "(byte)Math.Clamp(value.ToInt64(), 0, 255)"
        Laws = [ "backend: Full" ] }
      { Id = 80
        What = "the last number read from an array of three axes is its first"
        File = storage
        Place = "«StridedCopy.Pack((ManagedArray)x, ref MemoryMarshal.GetReference(destination[..size]));»"
        Faulty =
          "StridedCopy.Pack((ManagedArray)x, ref MemoryMarshal.GetReference(destination[..size])); "
          + "if (x.Shape.Rank == 3 && size > 0) destination[size - 1] = destination[0];"
        Laws = [ "backend: Read" ] }
      { Id = 81
        What = "a byte is read as a signed one"
        File = storage
        Place = "DType.UInt8 => (long)«array.Data<byte>()»,"
        Faulty = "(sbyte)array.Data<byte>()"
        Laws = [ "backend: Item" ] }
      { Id = 82
        What = "integers that do not fit into bytes are the largest byte"
        File = $"{managed}/Elementwise/ManagedBackend.Casts.cs"
        Place = "else «TensorPrimitives.ConvertTruncating<TFrom, TTo>(x.Span<TFrom>(), result.Span<TTo>());»"
        Faulty = "TensorPrimitives.ConvertSaturating<TFrom, TTo>(x.Span<TFrom>(), result.Span<TTo>());"
        Laws = [ "backend: Cast" ] }
      { Id = 83
        What = "choices of elements of four bytes take the other branch"
        File = $"{managed}/Elementwise/ManagedBackend.Elementwise.cs"
        Place = "4 => «Elementwise.Select<int>(truths, left, right, result)»,"
        Faulty = "Elementwise.Select<int>(truths, right, left, result)"
        Laws = [ "backend: Select" ] }
      { Id = 84
        What = "gathered bytes and truth values are what the memory held before"
        File = indexing
        Place = "case 1: «walk.Run<byte, Take<byte>>();» break;"
        Faulty = ""
        Laws = [ "backend: Gather" ] }
      { Id = 85
        What = "no part of a concatenation is taken to be longer than the first"
        File = $"{managed}/Layout/ManagedBackend.Joins.cs"
        Place = "place += «x.Shape.Lengths[axis]» * joined.Strides[axis];"
        Faulty = "Math.Min(x.Shape.Lengths[axis], xs[0].Shape.Lengths[axis])"
        Laws = [ "backend: Concat" ] } ]
