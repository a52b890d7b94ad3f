using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Protection;

/// <summary>
/// Collects and merges the fields of selection sets for one object type, as execution does
/// (https://spec.graphql.org/September2025/#sec-Collecting-Fields). One thread at a time.
/// </summary>
/// <param name="schema">The schema that the document is valid against.</param>
/// <param name="document">A valid document.</param>
/// <param name="isTrue">The value of a variable that `@skip` or `@include` names.</param>
/// <param name="format">How what is put off is delivered.</param>
/// <param name="deferredMax">How many deferred fragments one selection may have; beyond, it looks no further.</param>
internal sealed class FieldCollector(
    Schema schema, DocumentNode document, Func<string, bool> isTrue, IncrementalFormat format, int deferredMax)
{
    private const int NodesPerStep = 10;

    private readonly Dictionary<string, FragmentDefinitionNode> _fragments = document.Definitions
        .OfType<FragmentDefinitionNode>()
        .ToDictionary(fragment => fragment.Name.Value, StringComparer.Ordinal);

    /// <summary>How many deferred fragments the last selection had.</summary>
    public int Deferred { get; private set; }

    /// <summary>The list comes in two parts.</summary>
    public bool IsStreamed(FieldNode field) => format != IncrementalFormat.None
        && IncrementalDirectives.Active(field, IncrementalDirectives.Stream, isTrue) is not null;

    /// <summary>
    /// The nodes of each response key, in the order in which the keys are met. In version 0.1 a deferred fragment has
    /// keys of its own, since what it brings is executed for it alone.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<FieldNode>> Collect(
        ObjectType type, IEnumerable<SelectionSetNode> selectionSets)
    {
        var byKey = new Dictionary<string, List<FieldNode>>(StringComparer.Ordinal);
        var all = new List<List<FieldNode>>();
        var visited = new HashSet<(string Name, int Part)>();
        var part = 0;
        var nodes = 0;
        Deferred = 0;
        foreach (var selectionSet in selectionSets) Visit(selectionSet);
        return all;

        void Visit(SelectionSetNode selectionSet)
        {
            foreach (var selection in selectionSet.Selections)
            {
                if (Deferred > deferredMax) return;
                if (!ConditionDirectives.Includes(selection, isTrue)) continue;
                switch (selection)
                {
                    case FieldNode field:
                        // Fragments that are deferred several times are collected as often.
                        if (Deferred > 0 && ++nodes > NodesPerStep * deferredMax) Deferred = deferredMax + 1;
                        Add(field);
                        break;
                    case InlineFragmentNode inline when Applies(type, inline.TypeCondition):
                        Enter(inline, inline.SelectionSet);
                        break;
                    case FragmentSpreadNode spread when IsDeferred(spread) || visited.Add((spread.Name.Value, part)):
                        var fragment = _fragments[spread.Name.Value];
                        if (Applies(type, fragment.TypeCondition)) Enter(spread, fragment.SelectionSet);
                        break;
                }
            }
        }

        void Enter(SelectionNode fragment, SelectionSetNode selectionSet)
        {
            if (!IsDeferred(fragment))
            {
                Visit(selectionSet);
                return;
            }

            if (++Deferred > deferredMax) return;
            var (outerKeys, outerPart) = (byKey, part);
            if (format == IncrementalFormat.V01) (byKey, part) = (new(StringComparer.Ordinal), Deferred);
            Visit(selectionSet);
            (byKey, part) = (outerKeys, outerPart);
        }

        void Add(FieldNode field)
        {
            if (!byKey.TryGetValue(field.ResponseKey, out var nodes))
            {
                byKey.Add(field.ResponseKey, nodes = []);
                all.Add(nodes);
            }

            nodes.Add(field);
        }
    }

    private bool IsDeferred(SelectionNode fragment) => format != IncrementalFormat.None
        && IncrementalDirectives.Active(fragment, IncrementalDirectives.Defer, isTrue) is not null;

    private bool Applies(ObjectType type, NamedTypeNode? condition) =>
        condition is null || schema.Type(condition.Name.Value) is { } named && Schema.IsSubtype(type, named);
}
