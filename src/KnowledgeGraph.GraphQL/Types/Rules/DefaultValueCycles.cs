using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types.Building;

namespace KnowledgeGraph.GraphQL.Types.Rules;

/// <summary>
/// No default of an input field needs itself to be complete
/// (https://spec.graphql.org/September2025/#InputFieldDefaultValueHasCycle()).
/// </summary>
internal sealed class DefaultValueCycles(SchemaContext context)
{
    private readonly HashSet<InputValueDefinition> _visited = [];
    private readonly List<(string Coordinate, InputValueDefinition Field)> _path = [];
    private bool _found;

    /// <summary>There are none. Where there are, no default may be coerced: that would not end.</summary>
    public static bool Check(SchemaContext context)
    {
        var cycles = new DefaultValueCycles(context);
        foreach (var type in context.Factory.Types.Values.OfType<InputObjectType>()) cycles.VisitValue(type, null);
        return !cycles._found;
    }

    /// <param name="type">The type of the value.</param>
    /// <param name="value">The value; null for an object without fields.</param>
    private void VisitValue(InputObjectType type, ValueNode? value)
    {
        if (value is ListValueNode list)
        {
            foreach (var item in list.Values) VisitValue(type, item);
            return;
        }

        if (value is not (null or ObjectValueNode)) return;
        var given = (value as ObjectValueNode)?.Fields ?? [];
        foreach (var field in type.Fields)
        {
            if (field.Type.Named is not InputObjectType fieldType) continue;
            var fieldValue = given.FirstOrDefault(candidate => candidate.Name.Value == field.Name);
            if (fieldValue is not null) VisitValue(fieldType, fieldValue.Value);
            else VisitDefault(field, fieldType, $"{type}.{field.Name}");
        }
    }

    private void VisitDefault(InputValueDefinition field, InputObjectType type, string coordinate)
    {
        if (field.DefaultValue is null) return;
        var start = _path.FindIndex(entry => entry.Field == field);
        if (start >= 0)
        {
            Report(coordinate, _path[start..]);
            return;
        }

        if (!_visited.Add(field)) return;
        _path.Add((coordinate, field));
        VisitValue(type, field.DefaultValue);
        _path.RemoveAt(_path.Count - 1);
    }

    private void Report(string coordinate, List<(string Coordinate, InputValueDefinition Field)> cycle)
    {
        _found = true;
        var via = string.Join(", ", cycle.Skip(1).Select(entry => entry.Coordinate));
        context.Errors.Add(
            $"Invalid circular reference. The default value of Input Object field {coordinate} references itself"
            + (via.Length > 0 ? $" via the default values of: {via}." : "."),
            [.. cycle.Select(entry => new Place(entry.Field.Source, entry.Field.DefaultValue))]);
    }
}
