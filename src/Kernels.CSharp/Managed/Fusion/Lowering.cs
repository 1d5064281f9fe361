namespace Functional.Kernels.Fusion;

/// <summary>
/// A program as the planner takes it: movements that only stretch and regroup axes become ways to see a value, means become
/// sums, folds of truth values become folds of numbers, and of every operation it is known how loops would do it, or why not.
/// </summary>
internal sealed class Lowering
{
    private readonly List<Item> items = [];
    private readonly List<Space> spaces = [];
    private readonly List<View> views = [];
    private readonly Dictionary<int, NdArray> constants = [];
    private readonly Dictionary<int, DType> comparedIn = [];

    private Lowering(Program program)
    {
        var numbers = new int[program.Count];
        for (var i = 0; i < program.Arguments.Count; i++) numbers[i] = Value(program.Arguments[i]);
        for (var i = 0; i < program.Constants.Count; i++) numbers[program.Arguments.Count + i] = Constant(program.Constants[i]);
        foreach (var instruction in program.Instructions)
        {
            var taken = Array.ConvertAll(instruction.Arguments, x => numbers[x]);
            var made = instruction.Operation is Control
                ? Alone(instruction.Operation, taken, instruction.Spaces, "runs programs of its own")
                : Add(instruction.Operation, taken, instruction.Spaces[0]);
            for (var k = 0; k < instruction.Spaces.Length; k++) numbers[instruction.First + k] = made + k;
        }

        Arguments = program.Arguments.Count;
        Results = [.. program.Results.Select(x => numbers[x])];
        Drop();
        Rename();
    }

    /// <summary>How many arguments there are: the first values.</summary>
    internal int Arguments { get; }

    /// <summary>The values that are given.</summary>
    internal int[] Results { get; }

    /// <summary>The operations that are needed, in order. A view is among them where its array is needed.</summary>
    internal IReadOnlyList<Item> Items => items;

    /// <summary>The shapes and dtypes of all values.</summary>
    internal IReadOnlyList<Space> Spaces => spaces;

    /// <summary>The values that are known.</summary>
    internal IReadOnlyDictionary<int, NdArray> Constants => constants;

    internal static Lowering Of(Program program) => new(program);

    /// <summary>The number that all elements of a value are, if it is known and a double holds it.</summary>
    internal double? Number(int value) =>
        constants.TryGetValue(value, out var constant) && constant.Uniform is { } number ? AsDouble(number) : null;

    /// <summary>The number that an element of a value is, if it is known and a double holds it.</summary>
    internal double? Number(int value, int element) =>
        constants.TryGetValue(value, out var constant)
        && ManagedBackend.Contiguous((ManagedArray)constant).View(Shape.Scalar, null, element).Uniform is { } number ? AsDouble(number) : null;

    private static double? AsDouble(Number number) =>
        number.Kind == NumberKind.Float || (number.Kind == NumberKind.Integer && Math.Abs(number.ToInt64()) <= 1L << 53) ? number.ToDouble() : null;

    private int Value(Space space, View? view = null)
    {
        spaces.Add(space);
        views.Add(view ?? View.Whole(spaces.Count - 1, space.Shape));
        return spaces.Count - 1;
    }

    private int Constant(NdArray array)
    {
        var value = Value(array.Space);
        constants.Add(value, array);
        return value;
    }

    private int Add(Operation operation, int[] taken, Space space)
    {
        if (space.Shape.Size == 0 || taken.Any(x => spaces[x].Shape.Size == 0)) return Alone(operation, taken, [space], "has no elements");
        var x = taken.Length > 0 ? taken[0] : -1;
        return operation switch
        {
            Expand => Seen(operation, x, space, views[x].Expanded(spaces[x].Shape, space.Shape)),
            Cast cast when cast.To == spaces[x].DType => Seen(operation, x, space, views[x]),
            Reshape when views[x].Reshaped(spaces[x].Shape, space.Shape) is { } view => Seen(operation, x, space, view),
            Reduce reduce => Folded(reduce, x, space),
            Zip zip when spaces[x].DType == DType.Bool => Elementwise(Fusable.OfTruths(zip), taken, space),
            Map or Zip or Select or Cast => Elementwise(operation, taken, space),
            _ => Alone(operation, taken, [space], Fusable.WhyNot(operation, taken.Length > 0 ? spaces[x].DType : space.DType, space.DType)!),
        };
    }

    private int Seen(Operation operation, int x, Space space, View view)
    {
        var value = Value(space, view);
        items.Add(new(operation, [x], value, [space]) { IsView = true });
        return value;
    }

    private int Alone(Operation operation, int[] taken, Space[] made, string reason)
    {
        items.Add(new(operation, taken, spaces.Count, made) { Reason = reason });
        var first = spaces.Count;
        foreach (var space in made) Value(space);
        return first;
    }

    private int Elementwise(Operation operation, int[] taken, Space space)
    {
        var dtype = spaces[operation is Select ? taken[1] : taken[0]].DType;
        if (Fusable.WhyNot(operation, dtype, space.DType) is { } reason) return Alone(operation, taken, [space], reason);
        var accesses = new Access[taken.Length];
        var columns = 0;
        for (var i = 0; i < taken.Length; i++)
        {
            if (Reach(taken[i], space.Shape) is not { } access || (columns != 0 && access.Columns != 0 && access.Columns != columns))
            {
                var stretched = new Space(space.Shape, spaces[taken[i]].DType);
                taken[i] = Alone(new Spread(space.Shape), [taken[i]], [stretched], "stretched along axes that are no rows or columns");
                access = Access.Each;
            }

            accesses[i] = access;
            if (access.Columns != 0) columns = access.Columns;
        }

        var number = dtype != DType.Bool ? dtype : operation is Cast ? space.DType : default(DType?);
        var value = Value(space);
        if (space.DType == DType.Bool) comparedIn[value] = number ?? taken.Select(x => comparedIn.GetValueOrDefault(x, DType.Float32)).First();
        items.Add(new(operation, taken, value, [space])
        {
            Size = space.Shape.Size,
            Roots = Array.ConvertAll(taken, x => views[x].Root),
            Accesses = accesses,
            DType = number,
        });
        return value;
    }

    private Access? Reach(int value, Shape to) => Access.Of(to.Lengths, views[value].Broadcast(spaces[value].Shape, to));

    private int Folded(Reduce reduce, int x, Space space)
    {
        var from = spaces[x];
        switch (reduce.Op)
        {
            case Reduction.Mean when from.DType is DType.Float32 or DType.Float64:
                var sum = Add(new Reduce(reduce.Name, Reduction.Sum, reduce.Axes, reduce.KeepAxes), [x], space);
                var count = Constant(ManagedBackend.Instance.Full(Shape.Scalar, space.DType, from.Shape.Size / space.Shape.Size));
                return Add(new Zip(reduce.Name, Binary.Div), [sum, count], space);
            case Reduction.Any or Reduction.All when from.DType == DType.Bool:
                var number = comparedIn.GetValueOrDefault(x, DType.Float32);
                var numbers = Add(new Cast(number), [x], new(from.Shape, number));
                var fold = reduce.Op == Reduction.Any ? Reduction.Max : Reduction.Min;
                var folded = Add(new Reduce(reduce.Name, fold, reduce.Axes, reduce.KeepAxes), [numbers], new(space.Shape, number));
                return Add(new Cast(DType.Bool), [folded], space);
        }

        if (Fusable.WhyNot(reduce, from.DType, space.DType) is { } reason) return Alone(reduce, [x], [space], reason);
        if (from.Shape.Size == space.Shape.Size) return Add(new Reshape(space.Shape), [x], space);
        if (Reach(x, from.Shape) is not { Reach: Fusion.Reach.Each }) return Alone(reduce, [x], [space], "folds a stretched operand");
        if (Access.OfFold(from.Shape.Lengths, reduce.Axes) is { } result) return Fold(reduce, x, space, result);
        return InTwo(reduce, x, space) ?? Alone(reduce, [x], [space], "folds axes between others");
    }

    private int Fold(Reduce reduce, int x, Space space, Access result)
    {
        var value = Value(space);
        items.Add(new(reduce, [x], value, [space])
        {
            Size = spaces[x].Shape.Size,
            Roots = [views[x].Root],
            Accesses = [Access.Each],
            Result = result,
            DType = space.DType,
        });
        return value;
    }

    /// <summary>Leading and trailing axes folded, but not those between: first rows, then columns.</summary>
    private int? InTwo(Reduce reduce, int x, Space space)
    {
        var shape = spaces[x].Shape;
        bool IsFolded(int axis) => Array.IndexOf(reduce.Axes, axis) >= 0 || shape.Lengths[axis] == 1;
        var trailing = reduce.Axes.Where(axis => Enumerable.Range(axis, shape.Rank - axis).All(IsFolded)).ToArray();
        var leading = reduce.Axes.Except(trailing).ToArray();
        if (trailing.Length == 0 || leading.Length == 0) return null;
        var rows = new Reduce(reduce.Name, reduce.Op, trailing, true);
        var between = rows.Infer([spaces[x]]);
        if (Access.OfFold(between.Shape.Lengths, leading) is not { } result) return null;
        var folded = Fold(rows, x, between, Access.OfFold(shape.Lengths, trailing)!.Value);
        var kept = new Reduce(reduce.Name, reduce.Op, leading, true);
        var columns = Fold(kept, folded, kept.Infer([between]), result);
        return Add(new Reshape(space.Shape), [columns], space);
    }

    /// <summary>Leaves out what nothing needs: views that loops see through, and operations without use.</summary>
    private void Drop()
    {
        var needed = new HashSet<int>(Results);
        var kept = new List<Item>(items.Count);
        for (var i = items.Count - 1; i >= 0; i--)
        {
            var item = items[i];
            if (!Enumerable.Range(item.First, item.Spaces.Length).Any(needed.Contains)) continue;
            needed.UnionWith(item.IsFused ? item.Roots : item.Arguments);
            kept.Add(item);
        }

        kept.Reverse();
        items.Clear();
        items.AddRange(kept);
    }

    /// <summary>
    /// Where all that is needed of a loop's value is a view of all its elements in order, the loop makes that array at once.
    /// </summary>
    private void Rename()
    {
        var isMade = new bool[spaces.Count];
        var needs = new int[spaces.Count];
        var isResult = new bool[spaces.Count];
        foreach (var item in items)
        {
            if (item.IsFused) isMade[item.First] = true;
            else Count(item.Arguments);
        }

        Count(Results);
        foreach (var result in Results) isResult[result] = true;
        var names = new Dictionary<int, int>();
        foreach (var item in items)
        {
            if (!item.IsView) continue;
            var root = views[item.First].Root;
            var isWhole = Reach(item.First, spaces[item.First].Shape) is { Reach: Fusion.Reach.Each };
            var isOnlyNeed = item.Arguments[0] == root && needs[root] == 1;
            if (isWhole && isOnlyNeed && isMade[root] && !isResult[root]) names[item.First] = root;
        }

        foreach (var (view, root) in names) spaces[root] = spaces[view];
        items.RemoveAll(x => names.ContainsKey(x.First));
        foreach (var item in items)
        {
            if (!item.IsFused) Replace(item.Arguments);
        }

        Replace(Results);

        void Count(int[] values)
        {
            foreach (var value in values) needs[value]++;
        }

        void Replace(int[] values)
        {
            for (var i = 0; i < values.Length; i++) values[i] = names.GetValueOrDefault(values[i], values[i]);
        }
    }
}
