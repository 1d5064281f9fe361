using System.Reflection;

namespace Functional.Tests;

/// <summary>What Core can do, the facade can; and it says so without a type of F#'s own.</summary>
public class ParityTests
{
    private static readonly Assembly Facade = typeof(Ad).Assembly;

    private static readonly HashSet<string> FacadeNames =
        [.. Facade.GetExportedTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Select(method => method.Name.StartsWith("get_", StringComparison.Ordinal) ? method.Name[4..] : method.Name)];

    // Overloads stand for the regular endings of F#.
    private static readonly string[] Endings = ["Over", "Keep", "With", "Of", "Axes", "Sizes"];

    // Other names, where C# has an idiom of its own.
    private static readonly Dictionary<string, string> Renamed = new()
    {
        ["Cast"] = "To",                        // x.To(DType.Float64), as PyTorch
        ["OfSeed"] = "From",                    // Key.From(42)
        ["SplitN"] = "Split",                   // an overload with a count
        ["Bits"] = "RandomBits",                // Key.Bits are the key's own
        ["OfArray"] = "From",                   // Tensor.From(data)
        ["CustomJvp"] = "DefineJvp",            // one class for all ways to define an operation
        ["CustomVjp"] = "DefineVjp",
        ["CustomGradient"] = "DefineGradient",
        ["OdeSolve"] = "Solve",                 // Ode.Solve
        ["OdeSolveWith"] = "Solve",
        ["DefineBackward"] = "Define",          // the usual way to define an operation comes first
    };

    // What C# calls in Core itself, or not at all.
    private static readonly HashSet<string> Direct =
    [
        "Autograd.NoGrad",                      // a static method without any F# type: using (Autograd.NoGrad()) { … }
        "Autograd.IsRecording",                 // as NoGrad
        "Custom.Apply",                         // takes a row, which is an F# record; DefineLinear says the same
    ];

    public static TheoryData<string> Functions()
    {
        var core = typeof(Tensor).Assembly;
        var names = new TheoryData<string>();
        foreach (var module in new[] { "TensorModule", "WindowFunctions+Tensor", "KeyModule", "LinalgModule", "TreeModule", "Derivatives", "Expansions", "Vectorization", "ControlFlow", "Curvatures", "Checkpoints", "CustomRules", "LinearSolves", "FixedPoints", "Roots", "Brackets", "Minima", "Odes", "Autograd", "Custom" })
        {
            var type = core.GetType("Functional." + module, throwOnError: true)!;
            foreach (var method in type.GetMethods(BindingFlags.Public | BindingFlags.Static).Select(m => m.Name).Distinct())
            {
                if (!method.Contains('<')) names.Add($"{module}.{char.ToUpperInvariant(method[0])}{method[1..]}");
            }
        }

        return names;
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_function_of_Core_has_a_counterpart(string function)
    {
        var name = function[(function.IndexOf('.') + 1)..];
        var stem = Endings.FirstOrDefault(end => name.EndsWith(end, StringComparison.Ordinal)) is { } ending ? name[..^ending.Length] : name;
        Assert.True(
            Direct.Contains(function) || new[] { name, stem, Renamed.GetValueOrDefault(name, name) }.Any(FacadeNames.Contains),
            $"{function} has no counterpart in the facade: add one of this name, or a reason here");
    }

    [Fact]
    public void No_public_signature_has_a_type_of_FSharp_Core()
    {
        var members = Facade.GetExportedTypes().SelectMany(type => type.GetMembers());
        Assert.Empty(members.Where(member => Types(member).Any(IsFSharp)).Select(member => $"{member.DeclaringType}.{member.Name}"));
    }

    private static IEnumerable<Type> Types(MemberInfo member) => member switch
    {
        MethodInfo m => [m.ReturnType, .. m.GetParameters().Select(p => p.ParameterType)],
        ConstructorInfo c => c.GetParameters().Select(p => p.ParameterType),
        PropertyInfo p => [p.PropertyType],
        FieldInfo f => [f.FieldType],
        _ => [],
    };

    private static bool IsFSharp(Type type) =>
        type.Namespace?.StartsWith("Microsoft.FSharp", StringComparison.Ordinal) == true
        || (type.HasElementType && IsFSharp(type.GetElementType()!))
        || type.GetGenericArguments().Any(IsFSharp);
}
