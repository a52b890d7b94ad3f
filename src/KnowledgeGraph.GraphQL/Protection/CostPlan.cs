using System.Buffers;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Protection;

/// <summary>
/// The price of an operation, with the variables left open: made once for each outcome of its conditions, asked for
/// each request. Walks over an array from the leaves to the root; allocates nothing. Immutable.
/// </summary>
internal sealed class CostPlan
{
    private const int SelectionsOnStackMax = 64;

    private readonly CostSelection[] _selections;

    private readonly CostSize[] _requireOne;

    private CostPlan(CostSelection[] selections, CostSize[] requireOne, CostOptions options) =>
        (_selections, _requireOne, Options) = (selections, requireOne, options);

    public CostOptions Options { get; }

    /// <summary>The selections, each behind what is below it; the operation's own is the last.</summary>
    public ReadOnlySpan<CostSelection> Selections => _selections;

    /// <summary>The plan; null where the operation has too many fields once its fragments are expanded.</summary>
    public static CostPlan? Compile(
        Schema schema, DocumentNode document, OperationDefinitionNode operation, Func<string, bool> isTrue,
        CostOptions options, int stepsMax, GuardPlan guards, IncrementalFormat format = IncrementalFormat.None)
    {
        var collector = new FieldCollector(schema, document, isTrue, format, stepsMax);
        var compiler = new CostCompiler(schema, collector, options, stepsMax, guards);
        var selections = compiler.Compile(schema.RootType(operation.Operation)!, operation.SelectionSet);
        return selections is null ? null : new CostPlan(selections, [.. compiler.RequireOne], options);
    }

    /// <summary>What the operation costs with these variables.</summary>
    public Cost Price(VariableValues variables)
    {
        var count = _selections.Length;
        if (count <= SelectionsOnStackMax) return Price(variables, stackalloc Cost[count]);
        var totals = ArrayPool<Cost>.Shared.Rent(count);
        var cost = Price(variables, totals);
        ArrayPool<Cost>.Shared.Return(totals);
        return cost;
    }

    /// <summary>The same, with the totals of each selection for one object, its own weight left out.</summary>
    public Cost Price(VariableValues variables, Span<Cost> totals)
    {
        foreach (var selection in _selections)
        {
            var sum = default(Cost);
            foreach (var field in selection.Fields)
            {
                var count = field.Size?.Of(variables) ?? 1;
                sum += new Cost(field.PriceOf(variables), 0) + count * field.PriceOfValue(totals, out _);
            }

            totals[selection.Index] = sum;
        }

        var root = _selections[^1];
        return (totals[root.Index] + new Cost(0, root.TypeWeight)).Bounded();
    }

    /// <summary>The names of the variables that say how long a list is.</summary>
    public IReadOnlyList<string> SlicingVariables()
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var selection in _selections)
        {
            foreach (var field in selection.Fields) names.UnionWith(field.Size?.Variables ?? []);
        }

        return [.. names];
    }

    /// <summary>The first list that has to be sliced by exactly one argument and is not, or null.</summary>
    public CostSize? LackingSlicing(VariableValues variables)
    {
        foreach (var size in _requireOne)
        {
            if (size.LacksSlicing(variables)) return size;
        }

        return null;
    }
}
