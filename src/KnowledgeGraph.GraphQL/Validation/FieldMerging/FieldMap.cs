using System.Diagnostics.CodeAnalysis;
using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Validation.FieldMerging;

/// <summary>
/// What a selection set selects itself, by response key in the order of the text, and which fragments it spreads.
/// </summary>
internal sealed class FieldMap
{
    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);
    private readonly List<(string Key, List<SelectedField> Fields)> _fields = [];
    private readonly List<string> _fragments = [];
    private readonly HashSet<string> _fragmentNames = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _compared = new(StringComparer.Ordinal);

    public FieldMap(Schema schema, SelectionSetNode selectionSet, NamedType? type) =>
        Collect(schema, selectionSet, type);

    public IReadOnlyList<(string Key, List<SelectedField> Fields)> Fields => _fields;

    /// <summary>The names of the fragments, each once.</summary>
    public IReadOnlyList<string> Fragments => _fragments;

    public bool TryGetFields(string key, [NotNullWhen(true)] out List<SelectedField>? fields)
    {
        fields = _positions.TryGetValue(key, out var position) ? _fields[position].Fields : null;
        return fields is not null;
    }

    /// <summary>
    /// Takes note that the set is compared with a fragment; false where it was, at least as strictly: as standing on
    /// different objects (<paramref name="exclusive"/>) less is compared.
    /// </summary>
    public bool NeedsComparison(string fragment, bool exclusive)
    {
        if (_fields.Count == 0) return false;
        if (_compared.TryGetValue(fragment, out var wasExclusive) && (exclusive || !wasExclusive)) return false;
        _compared[fragment] = exclusive;
        return true;
    }

    private void Collect(Schema schema, SelectionSetNode selectionSet, NamedType? type)
    {
        foreach (var selection in selectionSet.Selections)
        {
            switch (selection)
            {
                case FieldNode field:
                    Add(new SelectedField(field, type, type is null ? null : schema.Field(type, field.Name.Value)));
                    break;
                case FragmentSpreadNode spread when _fragmentNames.Add(spread.Name.Value):
                    _fragments.Add(spread.Name.Value);
                    break;
                case InlineFragmentNode { TypeCondition: { } condition } inline:
                    Collect(schema, inline.SelectionSet, schema.Type(condition.Name.Value));
                    break;
                case InlineFragmentNode inline:
                    Collect(schema, inline.SelectionSet, type);
                    break;
            }
        }
    }

    private void Add(in SelectedField field)
    {
        var key = field.Node.ResponseKey;
        if (_positions.TryAdd(key, _fields.Count)) _fields.Add((key, []));
        _fields[_positions[key]].Fields.Add(field);
    }
}
