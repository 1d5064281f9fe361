using System.Globalization;
using Functional.Benchmarks;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["list"]:
        foreach (var id in Catalogue.Ids) Console.WriteLine(id);
        return 0;
    case ["measure", .. var ids]:
        foreach (var workload in Catalogue.Of(ids)) Console.WriteLine(workload.Measure().ToJson());
        return 0;
    case ["report", var ours, var peers, .. var rest]:
        return Report.Print(Measurement.Read(ours), Measurement.Read(peers), rest is [var json] ? json : null);
    default:
        Console.Error.WriteLine("usage: list | measure ID... | report OURS PYTORCH [JSON]");
        return 2;
}
