using KnowledgeGraph.GraphQL.Types.Building;

namespace KnowledgeGraph.GraphQL.Types.Rules;

/// <summary>
/// No input object needs itself through non-null fields: no value could ever be written
/// (https://spec.graphql.org/September2025/#sec-Input-Objects.Circular-References).
/// </summary>
internal sealed class InputObjectCycles(SchemaContext context)
{
    private readonly HashSet<InputObjectType> _visited = [];
    private readonly List<InputValueDefinition> _path = [];
    private readonly Dictionary<InputObjectType, int> _pathIndexes = [];

    public static void Check(SchemaContext context)
    {
        var cycles = new InputObjectCycles(context);
        foreach (var type in context.Factory.Types.Values.OfType<InputObjectType>()) cycles.Visit(type);
    }

    private void Visit(InputObjectType type)
    {
        if (!_visited.Add(type)) return;
        _pathIndexes[type] = _path.Count;
        foreach (var field in type.Fields)
        {
            if (field.Type is not NonNullType { Of: InputObjectType next }) continue;
            _path.Add(field);
            if (_pathIndexes.TryGetValue(next, out var start)) Report(next, _path[start..]);
            else Visit(next);
            _path.RemoveAt(_path.Count - 1);
        }

        _pathIndexes.Remove(type);
    }

    private void Report(InputObjectType type, List<InputValueDefinition> cycle)
    {
        var path = string.Join('.', cycle.Select(field => field.Name));
        context.Errors.Add(
            $"Cannot reference Input Object \"{type}\" within itself through a series of non-null fields: \"{path}\".",
            [.. cycle.Select(field => new Place(field.Source, field.Syntax))]);
    }
}
