#pragma warning disable CS1591
namespace Functional.Kernels;
public sealed partial class ManagedBackend {
 public NdArray Create<T>(ReadOnlySpan<T> d, Shape s) where T:unmanaged => throw new Exception();
 public NdArray Full(Shape s, DType t, Number v)=>throw new Exception();
 public void Read<T>(NdArray x, Span<T> d) where T:unmanaged=>throw new Exception();
 public Number Item(NdArray x)=>throw new Exception();
 public NdArray Cast(NdArray x, DType to)=>throw new Exception();
 public NdArray Reduce(Reduce o, NdArray x, Space r)=>throw new Exception();
 public NdArray Scan(Scan o, NdArray x, Space r)=>throw new Exception();
 public NdArray Move(Movement o, NdArray x, Space r)=>throw new Exception();
 public NdArray Gather(int o, NdArray x,NdArray y, Space r)=>throw new Exception();
 public NdArray ScatterAdd(int o, NdArray x,NdArray y,NdArray z, Space r)=>throw new Exception();
 public NdArray Concat(int o, NdArray[] x, Space r)=>throw new Exception();
 public NdArray ArgSort(ArgSort o, NdArray x, Space r)=>throw new Exception();
}
