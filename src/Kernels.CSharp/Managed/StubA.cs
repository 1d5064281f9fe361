#pragma warning disable CS1591
namespace Functional.Kernels;
public sealed partial class ManagedBackend {
 public NdArray Map(Map o, NdArray x, Space r)=>throw new Exception();
 public NdArray Zip(Zip o, NdArray x,NdArray y, Space r)=>throw new Exception();
 public NdArray Select(NdArray c, NdArray x,NdArray y, Space r)=>throw new Exception();
}
