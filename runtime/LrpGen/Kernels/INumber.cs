using System.Runtime.InteropServices;

namespace LrpGen.Kernels;

/// <summary>
/// A number that is known when a kernel is compiled: its size. Branches on a size are dropped before anything in them is
/// looked at, those on a property's value only later, which would triple the time that a kernel takes to compile.
/// </summary>
internal interface INumber;

[StructLayout(LayoutKind.Sequential, Size = 1)]
internal readonly struct N1 : INumber;

[StructLayout(LayoutKind.Sequential, Size = 2)]
internal readonly struct N2 : INumber;

[StructLayout(LayoutKind.Sequential, Size = 3)]
internal readonly struct N3 : INumber;

[StructLayout(LayoutKind.Sequential, Size = 4)]
internal readonly struct N4 : INumber;

[StructLayout(LayoutKind.Sequential, Size = 5)]
internal readonly struct N5 : INumber;

[StructLayout(LayoutKind.Sequential, Size = 6)]
internal readonly struct N6 : INumber;

[StructLayout(LayoutKind.Sequential, Size = 7)]
internal readonly struct N7 : INumber;

[StructLayout(LayoutKind.Sequential, Size = 8)]
internal readonly struct N8 : INumber;

[StructLayout(LayoutKind.Sequential, Size = 9)]
internal readonly struct N9 : INumber;

[StructLayout(LayoutKind.Sequential, Size = 10)]
internal readonly struct N10 : INumber;

[StructLayout(LayoutKind.Sequential, Size = 11)]
internal readonly struct N11 : INumber;

[StructLayout(LayoutKind.Sequential, Size = 12)]
internal readonly struct N12 : INumber;

[StructLayout(LayoutKind.Sequential, Size = 16)]
internal readonly struct N16 : INumber;
