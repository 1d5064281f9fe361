using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Functional.Tests;

/// <summary>What Core can do, the facade can; and it says so without a type of F#'s own.</summary>
public class ParityTests
{
    private static readonly Assembly Facade = typeof(Ad).Assembly;

    private static readonly HashSet<string> FacadeNames =
        [.. Facade.GetExportedTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Select(method => method.Name.StartsWith("get_", StringComparison.Ordinal) ? method.Name[4..] : method.Name)];

    private static readonly Assembly Core = typeof(Tensor).Assembly;

    // Operations in a file each have their C# method there.
    private static readonly MethodInfo[] Extensions =
        [.. Core.GetExportedTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Where(method => method.IsDefined(typeof(ExtensionAttribute)))];

    private static readonly MethodInfo[] FunctionsWithExtensions =
        [.. Core.GetExportedTypes()
            .Where(type => type is { IsNested: true, Name: "Tensor", FullName: not ("Functional.WindowFunctions+Tensor" or "Functional.ScatterFunctions+Tensor") })
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))];

    // Overloads stand for the regular endings of F#.
    private static readonly string[] Endings = ["Over", "Keep", "With", "Of", "Axes", "Sizes"];

    // Other names, where C# has an idiom of its own.
    private static readonly Dictionary<string, string> Renamed = new()
    {
        ["Cast"] = "To",                        // x.To(DType.Float64), as PyTorch
        ["ToDevice"] = "To",                    // x.To(device), as PyTorch
        ["Bfloat16"] = "BFloat16",              // C# writes its type so
        ["OfSeed"] = "From",                    // Key.From(42)
        ["SplitN"] = "Split",                   // an overload with a count
        ["Bits"] = "RandomBits",                // Key.Bits are the key's own
        ["OfArray"] = "From",                   // Tensor.From(data)
        ["CustomJvp"] = "DefineJvp",            // one class for all ways to define an operation
        ["CustomVjp"] = "DefineVjp",
        ["CustomGradient"] = "DefineGradient",
        ["OdeSolve"] = "Solve",                 // Ode.Solve
        ["OdeSolveWith"] = "Solve",
        ["SetItem"] = "With",                   // x.With(0, 1..3, ^1)
        ["MapItem"] = "WithMapped",
        ["AddItem"] = "WithAdded",
        ["MulItem"] = "WithMultiplied",
        ["MaxItem"] = "WithMaximum",
        ["MinItem"] = "WithMinimum",
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
        var names = new TheoryData<string>();
        foreach (var module in new[] { "TensorModule", "WindowFunctions+Tensor", "ScatterFunctions+Tensor", "KeyModule", "LinalgModule", "FourierModule", "TreeModule", "Derivatives", "Expansions", "Compilation", "Compile", "Vectorization", "ControlFlow", "Curvatures", "Checkpoints", "CustomRules", "LinearSolves", "FixedPoints", "Roots", "Brackets", "Minima", "Odes", "Autograd", "Custom" })
        {
            var type = Core.GetType("Functional." + module, throwOnError: true)!;
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
        var stem = Stem(name);
        Assert.True(
            Direct.Contains(function) || new[] { name, stem, Renamed.GetValueOrDefault(name, name) }.Any(FacadeNames.Contains),
            $"{function} has no counterpart in the facade: add one of this name, or a reason here");
    }

    private static string Stem(string name) =>
        Endings.FirstOrDefault(end => name.EndsWith(end, StringComparison.Ordinal)) is { } ending ? name[..^ending.Length] : name;

    public static TheoryData<string> Operations() =>
        [.. FunctionsWithExtensions.Select(method => $"{method.DeclaringType!.DeclaringType!.Name}.{method.Name}")];

    [Theory]
    [MemberData(nameof(Operations))]
    public void Every_operation_in_a_file_of_its_own_has_its_extension_method(string function)
    {
        var operation = FunctionsWithExtensions.Single(method => function == $"{method.DeclaringType!.DeclaringType!.Name}.{method.Name}");
        var name = char.ToUpperInvariant(operation.Name[0]) + operation.Name[1..];
        var method = Extensions.FirstOrDefault(method =>
            (method.Name == name || method.Name == Stem(name)) && method.GetParameters().Length == operation.GetParameters().Length);
        Assert.True(
            method is { DeclaringType: { IsAbstract: true, IsSealed: true } },
            $"{function} has no counterpart in C#: give its file a static class with an [<Extension>] method {Stem(name)} of as many parameters");
        Assert.True(IsDocumented(operation), $"{function} has no doc comment");
        Assert.True(IsDocumented(method!), $"{method!.DeclaringType}.{method.Name} has no doc comment");
    }

    private static readonly HashSet<string> Documented =
        [.. XDocument.Load(Path.ChangeExtension(Core.Location, ".xml")).Descendants("member")
            .Where(member => !string.IsNullOrWhiteSpace(member.Element("summary")?.Value))
            .Select(member => member.Attribute("name")!.Value)];

    private static bool IsDocumented(MethodInfo method) =>
        Documented.Any(name => name.StartsWith($"M:{method.DeclaringType!.FullName!.Replace('+', '.')}.{method.Name}(", StringComparison.Ordinal));

    [Fact]
    public void No_public_signature_has_a_type_of_FSharp_Core()
    {
        var members = Facade.GetExportedTypes().SelectMany(type => type.GetMembers()).Concat(Extensions);
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
