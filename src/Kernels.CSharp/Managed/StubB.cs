#pragma warning disable CS1591
namespace Functional.Kernels;
public sealed partial class ManagedBackend {
 public NdArray Reduce(Reduce o, NdArray x, Space r)=>throw new Exception();
 public NdArray Scan(Scan o, NdArray x, Space r)=>throw new Exception();
 public NdArray Gather(int o, NdArray x,NdArray y, Space r)=>throw new Exception();
 public NdArray ScatterAdd(int o, NdArray x,NdArray y,NdArray z, Space r)=>throw new Exception();
 public NdArray Concat(int o, NdArray[] x, Space r)=>throw new Exception();
 public NdArray ArgSort(ArgSort o, NdArray x, Space r)=>throw new Exception();
}
