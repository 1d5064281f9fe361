using System.Globalization;
using Functional.Benchmarks;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
try
{
    return args switch
    {
        ["--help" or "-h", ..] => Say(Options.Usage),
        // What Conductor starts, each in a process of its own.
        [Conductor.Contest, var id, .. var rest] => Conductor.Measure(id, Options.Of(rest)),
        [Conductor.Single, var id, var variant] => Conductor.Measure(id, variant),
        [Conductor.Growth, .. var rest] => Growth.Print(Options.Of(rest)),
        _ => Conductor.Run(Options.Of(args), args),
    };
}
catch (ArgumentException problem)
{
    Console.Error.WriteLine(problem.Message);
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

static int Say(string text)
{
    Console.WriteLine(text);
    return 0;
}
