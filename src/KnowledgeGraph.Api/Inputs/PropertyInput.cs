using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.Api.Inputs;

/// <summary>Reads the properties of an input object, whose fields bear the names of the table.</summary>
internal static class PropertyInput
{
    /// <summary>The values of a new node or edge: what the input says, else the default.</summary>
    public static PropertyValue[] ReadAll(IReadOnlyList<PropertyDefinition> properties, InputValue input) =>
        [.. properties.Select(property =>
            Find(property, input) is { } given ? Convert(property, given) : property.Default)];

    /// <summary>The values that the input names, an explicit null too, and one bit for the index of each.</summary>
    public static (PropertyValue[] Values, ulong Set) ReadGiven(
        IReadOnlyList<PropertyDefinition> properties, InputValue input)
    {
        var values = new PropertyValue[properties.Count];
        var set = 0UL;
        foreach (var property in properties)
        {
            if (Find(property, input) is not { } given) continue;
            values[property.Index] = Convert(property, given);
            set |= 1UL << property.Index;
        }

        return (values, set);
    }

    /// <summary>A coerced value as the model holds it.</summary>
    public static PropertyValue Convert(PropertyDefinition property, InputValue value) => value.IsNull
        ? PropertyValue.Null
        : property.Type switch
        {
            PropertyType.Text => PropertyValue.Text(value.AsString()),
            PropertyType.Integer => PropertyValue.Integer(value.AsInteger()),
            PropertyType.Number => PropertyValue.Number(value.AsNumber()),
            PropertyType.Boolean => PropertyValue.Boolean(value.AsBoolean()),
            PropertyType.Instant => PropertyValue.InstantFromTicks(InstantInput.ReadTicks(value)),
            PropertyType.Enumeration => PropertyValue.Enumeration(PositionOf(property, value.AsString())),
            PropertyType.TextList =>
                PropertyValue.TextList([.. value.AsList().Select(entry => entry.AsString())]),
            _ => throw new InvalidOperationException($"{property.Name} is of no known type."),
        };

    private static InputValue? Find(PropertyDefinition property, InputValue input) =>
        property.Private ? null : input.Field(property.Name);

    private static int PositionOf(PropertyDefinition property, string name)
    {
        for (var position = 0; position < property.Values.Count; position++)
        {
            if (property.Values[position] == name) return position;
        }

        throw new InvalidOperationException($"The schema has the value {name} of {property.Name}; the table has not.");
    }
}
