namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// What is selected of an interface or a union: a selection for each possible type, compiled when a row of that type is
/// first met (else a document of nested interfaces would cost types to the power of depth). Thread-safe.
/// </summary>
internal sealed class AbstractPlan(FieldPlan field, AbstractBinding binding)
{
    private readonly SelectionPlan?[] _selections = new SelectionPlan?[binding.PossibleTypes.Length];

    public AbstractBinding Binding { get; } = binding;

    public SelectionPlan SelectionOf(int type)
    {
        if (Volatile.Read(ref _selections[type]) is { } known) return known;
        var compiled = field.Operation.Compiler.CompileChildren(Binding.PossibleTypes[type], field);
        return Interlocked.CompareExchange(ref _selections[type], compiled, null) ?? compiled;
    }
}
