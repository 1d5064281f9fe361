// The five PyTorch tutorials, each in the imperative form of its text and in the functional form.
//
//   dotnet run --project examples/csharp/Tutorials                       all five; plots go to ./plots
//   dotnet run --project examples/csharp/Tutorials -- 3                  one of them
//   dotnet run --project examples/csharp/Tutorials -- 0 --plots DIRECTORY
//   dotnet run --project examples/csharp/Tutorials -- --device torch     on libtorch; or cuda, or cuda:1; cpu is the default
using System.Text;
using Functional;
using Functional.Tutorials;

Console.OutputEncoding = Encoding.UTF8;
var plots = "plots";
var device = "cpu";
var chosen = new List<string>();
for (var i = 0; i < args.Length; i++)
{
    if (args[i] == "--plots" && i + 1 < args.Length) plots = args[++i];
    else if (args[i] == "--device" && i + 1 < args.Length) device = args[++i];
    else chosen.Add(args[i]);
}

var tutorials = new Dictionary<string, (string Title, Action<TextWriter> Run)>
{
    ["0"] = ("Fit a line, and plot", output => FitALine.Run(output, plots)),
    ["1"] = ("Fit a sine five ways", output => FitASine.Run(output, plots)),
    ["2"] = ("The chain rule on one weight", ChainRule.Run),
    ["3"] = ("Linear regression with SGD", LinearRegression.Run),
    ["4"] = ("Descend a tensor", DescendATensor.Run),
};

try
{
    using (Device.Use(DeviceOption.Parse(device)))
    {
        foreach (var name in chosen.Count > 0 ? chosen : [.. tutorials.Keys])
        {
            if (!tutorials.TryGetValue(name, out var tutorial))
            {
                Console.Error.WriteLine($"no tutorial is named '{name}'; choose from {string.Join(", ", tutorials.Keys)}");
                return 1;
            }

            Console.WriteLine($"===== Tutorial {name}: {tutorial.Title} =====");
            tutorial.Run(Console.Out);
            Console.WriteLine();
        }
    }

    return 0;
}
catch (DeviceException error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
