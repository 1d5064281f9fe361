namespace Functional.Kernels;

/// <summary>A matrix somewhere in memory, of any strides: transposing it and taking blocks of it costs nothing.</summary>
internal readonly unsafe struct Matrix<T>(T* start, int rows, int columns, nint rowStride, nint columnStride)
    where T : unmanaged
{
    internal readonly T* Start = start;
    internal readonly int Rows = rows;
    internal readonly int Columns = columns;
    internal readonly nint RowStride = rowStride;
    internal readonly nint ColumnStride = columnStride;

    internal Matrix<T> Transposed => new(Start, Columns, Rows, ColumnStride, RowStride);

    internal T* At(int row, int column) => Start + (row * RowStride) + (column * ColumnStride);

    internal Matrix<T> Block(int row, int column, int rows, int columns) =>
        new(At(row, column), rows, columns, RowStride, ColumnStride);
}
