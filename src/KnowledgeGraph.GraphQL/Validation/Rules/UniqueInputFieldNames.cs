using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Validation.Rules;

/// <summary>
/// A field of an input object is given once
/// (https://spec.graphql.org/September2025/#sec-Input-Object-Field-Uniqueness).
/// </summary>
internal sealed class UniqueInputFieldNames(ValidationContext context) : IEnter<ValueNode>
{
    public void Enter(ValueNode node)
    {
        if (node is not ObjectValueNode { Fields: var fields } || !SameNames.Any(fields, field => field.Name)) return;
        var known = new Dictionary<string, NameNode>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            var name = field.Name.Value;
            if (known.TryAdd(name, field.Name)) continue;
            context.Report($"There can be only one input field named \"{name}\".", known[name], field.Name);
        }
    }
}
