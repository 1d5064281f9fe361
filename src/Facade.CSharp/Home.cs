namespace Functional;

/// <summary>Where factories make tensors.</summary>
internal static class Home
{
    /// <summary>What a function makes on a device, or on the default device where none is given.</summary>
    internal static Tensor On(Device? device, Func<Tensor> make)
    {
        if (device is null) return make();
        using (Device.Use(device)) return TensorModule.toDevice(device, make()); // which the data may say already, being tensors
    }
}
