namespace LrpGen.Benchmarks.Kernels;

/// <summary>What a kernel's speed is measured in.</summary>
internal enum Work
{
    /// <summary>Floating-point operations: two for each multiply-add.</summary>
    Operations,

    /// <summary>Bytes read and written.</summary>
    Bytes,
}

/// <summary>One kernel on one shape.</summary>
/// <param name="Name">What it does, on which sizes.</param>
/// <param name="Unit">What it is measured in.</param>
/// <param name="Amount">How much of that one call does.</param>
/// <param name="Prepare">Makes its data.</param>
internal sealed record Kernel(string Name, Work Unit, double Amount, Func<ReadyKernel> Prepare);

/// <summary>A kernel with its data.</summary>
/// <param name="Run">One call.</param>
/// <param name="Error">Its relative error against float64 after a call, as <see cref="RelativeError"/> has it.</param>
internal sealed record ReadyKernel(Action Run, Func<double> Error);
