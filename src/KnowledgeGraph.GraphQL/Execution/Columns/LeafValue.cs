namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>Puts a value into a column in the form of its CLR type, without boxing.</summary>
internal static class LeafValue<TValue>
{
    private static readonly Delegate Setter = Choose();

    public static void Set(LeafColumn column, int row, TValue value)
    {
        if (value is null) column.SetNull(row);
        else ((Action<LeafColumn, int, TValue>)Setter)(column, row, value);
    }

    private static Delegate Choose()
    {
        if (typeof(TValue) == typeof(int)) return For<int>((column, row, value) => column.Int32s()[row] = value);
        if (typeof(TValue) == typeof(long)) return For<long>((column, row, value) => column.Int64s()[row] = value);
        if (typeof(TValue) == typeof(double)) return For<double>((column, row, value) => column.Doubles()[row] = value);
        if (typeof(TValue) == typeof(bool)) return For<bool>((column, row, value) => column.Booleans()[row] = value);
        if (typeof(TValue) == typeof(string)) return For<string>((column, row, value) => column.SetText(row, value));
        if (typeof(TValue) == typeof(DateTime))
            return For<DateTime>((column, row, value) => column.Instants()[row] = value.ToUniversalTime().Ticks);
        if (typeof(TValue) == typeof(DateTimeOffset))
            return For<DateTimeOffset>((column, row, value) => column.Instants()[row] = value.UtcTicks);
        if (typeof(TValue) == typeof(int?))
            return For<int?>((column, row, value) => column.Int32s()[row] = value!.Value);
        if (typeof(TValue) == typeof(long?))
            return For<long?>((column, row, value) => column.Int64s()[row] = value!.Value);
        if (typeof(TValue) == typeof(double?))
            return For<double?>((column, row, value) => column.Doubles()[row] = value!.Value);
        if (typeof(TValue) == typeof(bool?))
            return For<bool?>((column, row, value) => column.Booleans()[row] = value!.Value);
        if (typeof(TValue) == typeof(DateTime?))
            return For<DateTime?>((column, row, value) =>
                column.Instants()[row] = value!.Value.ToUniversalTime().Ticks);
        if (typeof(TValue) == typeof(DateTimeOffset?))
            return For<DateTimeOffset?>((column, row, value) => column.Instants()[row] = value!.Value.UtcTicks);
        throw new NotSupportedException($"A leaf's value cannot be a {typeof(TValue).Name}.");
    }

    private static Action<LeafColumn, int, T> For<T>(Action<LeafColumn, int, T> set) => set;
}
