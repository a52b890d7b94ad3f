using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Collects the fields of selection sets for one object type
/// (https://spec.graphql.org/September2025/#CollectFields()), and what of them comes later. One thread at a time.
/// </summary>
internal sealed class SelectionCollector(
    Schema schema, IReadOnlyDictionary<string, FragmentDefinitionNode> fragments, Func<string, bool> isTrue,
    IncrementalFormat format, ExecutionLimits limits)
{
    private const int NodesPerStep = 10;

    // In version 0.1 a deferred fragment brings all its fields, also those of fragments that were met outside of it.
    private readonly HashSet<(string Name, DeferUsage? Usage)> _visited = [];

    // Fragments that are deferred several times are collected as often.
    private int _nodesLeft = NodesPerStep * limits.PlanStepsMax;

    /// <summary>The fields; with version 0.1 without those of deferred fragments.</summary>
    public FieldGroups Groups { get; } = new();

    /// <summary>The deferred fragments that were met, an outer one before those in it.</summary>
    public List<DeferUsage> Usages { get; } = [];

    /// <summary>With version 0.1 the fields of each deferred fragment, in the order of <see cref="Usages"/>.</summary>
    public List<FieldGroups> Patches { get; } = [];

    /// <param name="type">The type; null for the fields of whatever type.</param>
    /// <param name="selectionSet">Where to look.</param>
    /// <param name="usage">The deferred fragment that the selection set stands in, or null.</param>
    public void Collect(ObjectType? type, SelectionSetNode selectionSet, DeferUsage? usage) =>
        Collect(type, selectionSet, usage, Groups);

    private void Collect(ObjectType? type, SelectionSetNode selectionSet, DeferUsage? usage, FieldGroups groups)
    {
        foreach (var selection in selectionSet.Selections)
        {
            if (!ConditionDirectives.Includes(selection, isTrue)) continue;
            switch (selection)
            {
                case FieldNode field:
                    if (usage is not null && --_nodesLeft < 0) throw PlanCompiler.TooManySteps(limits);
                    groups.Add(field, format == IncrementalFormat.V02 ? usage : null);
                    break;
                case InlineFragmentNode inline:
                    if (Applies(type, inline.TypeCondition)) Enter(type, inline, inline.SelectionSet, usage, groups);
                    break;
                case FragmentSpreadNode spread:
                    var fragment = fragments[spread.Name.Value];
                    if (IsVisited(spread, usage)) break;
                    if (Applies(type, fragment.TypeCondition))
                        Enter(type, spread, fragment.SelectionSet, usage, groups);
                    break;
            }
        }
    }

    private void Enter(
        ObjectType? type, SelectionNode fragment, SelectionSetNode selectionSet, DeferUsage? usage, FieldGroups groups)
    {
        if (DeferOf(fragment) is not { } defer)
        {
            Collect(type, selectionSet, usage, groups);
            return;
        }

        // Fragments that spread one another twice would defer more of them than anybody waits for.
        if (Usages.Count >= limits.PlanStepsMax) throw PlanCompiler.TooManySteps(limits);
        var own = new DeferUsage(IncrementalDirectives.LabelOf(defer), usage);
        Usages.Add(own);
        if (format == IncrementalFormat.V02)
        {
            Collect(type, selectionSet, own, groups);
            return;
        }

        var patch = new FieldGroups();
        Patches.Add(patch);
        Collect(type, selectionSet, own, patch);
    }

    private bool IsVisited(FragmentSpreadNode spread, DeferUsage? usage)
    {
        var isDeferred = DeferOf(spread) is not null;
        if (format == IncrementalFormat.V01) return !isDeferred && !_visited.Add((spread.Name.Value, usage));
        return isDeferred
            ? _visited.Contains((spread.Name.Value, null))
            : !_visited.Add((spread.Name.Value, null));
    }

    private DirectiveNode? DeferOf(SelectionNode fragment) => format == IncrementalFormat.None
        ? null
        : IncrementalDirectives.Active(fragment, IncrementalDirectives.Defer, isTrue);

    private bool Applies(ObjectType? type, NamedTypeNode? condition) =>
        type is null || condition is null
        || schema.Type(condition.Name.Value) is { } named && Schema.IsSubtype(type, named);
}
