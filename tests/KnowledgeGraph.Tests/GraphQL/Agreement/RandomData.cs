using System.Text.Json.Nodes;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.Tests.GraphQL.Agreement;

/// <summary>
/// Makes data for a schema as JSON: an object has all fields of its type, `{"$error": text}` stands for a field that
/// fails, and now and then there is a null, a list of nothing, or a value that its type cannot represent.
/// </summary>
internal sealed class RandomData(Schema schema, Random random)
{
    private const int DepthMax = 4;

    public JsonObject Make(ObjectType root) => Object(root, 0);

    /// <summary>The data as resolvers of plain values take it.</summary>
    public static object? Plain(JsonNode? node) => node switch
    {
        null => null,
        JsonArray list => list.Select(Plain).ToArray(),
        JsonObject fields when fields["$error"] is { } error => new GraphQLException(error.GetValue<string>()),
        JsonObject fields => fields.ToDictionary(field => field.Key, field => Plain(field.Value)),
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        JsonValue value when value.TryGetValue<int>(out var number) => number,
        JsonValue value when value.TryGetValue<long>(out var number) => number,
        _ => node.GetValue<double>(),
    };

    /// <summary>A value that a variable of the type takes; null where it is left out.</summary>
    public JsonNode? Input(SchemaType type, int depth = 0)
    {
        if (type is NonNullType nonNull) return Given(nonNull.Of, depth);
        return random.Next(4) == 0 ? null : Given(type, depth);
    }

    private JsonNode Given(SchemaType type, int depth) => type switch
    {
        ListType list => new JsonArray([.. Many(depth).Select(_ => Input(list.Of, depth + 1))]),
        InputObjectType { IsOneOf: true } input => OneOf(input, depth),
        InputObjectType input => new JsonObject(input.Fields
            .Where(field => field.IsRequired || (depth < 2 && random.Next(2) == 0))
            .Select(field => KeyValuePair.Create(field.Name, Input(field.Type, depth + 1)))),
        EnumType @enum => @enum.Values[random.Next(@enum.Values.Count)].Name,
        _ => Scalar(type.Named.Name),
    };

    private JsonObject OneOf(InputObjectType input, int depth)
    {
        var field = input.Fields[random.Next(input.Fields.Count)];
        return new JsonObject { [field.Name] = Given(field.Type.Nullable, depth + 1) };
    }

    private JsonObject Object(ObjectType type, int depth)
    {
        var value = new JsonObject { ["__typename"] = type.Name };
        foreach (var field in type.Fields) value[field.Name] = Field(field, depth);
        return value;
    }

    private JsonNode? Field(FieldDefinition field, int depth) => random.Next(40) == 0
        ? new JsonObject { ["$error"] = $"{field} is broken" }
        : Value(field.Type, depth);

    private JsonNode? Value(SchemaType type, int depth)
    {
        if (type is NonNullType nonNull) return random.Next(30) == 0 ? null : Value(nonNull.Of, depth);
        if (random.Next(12) == 0 || (depth >= DepthMax && type.IsComposite)) return null;
        if (type is ListType list) return new JsonArray([.. Many(depth).Select(_ => Value(list.Of, depth + 1))]);
        if (type is EnumType @enum)
            return random.Next(25) == 0 ? "UNKNOWN_VALUE" : @enum.Values[random.Next(@enum.Values.Count)].Name;
        if (type.IsLeaf) return random.Next(25) == 0 ? Misfit(type.Named.Name) : Scalar(type.Named.Name);
        var possible = schema.PossibleTypes(type.Named);
        return possible.Count == 0 ? null : Object(possible[random.Next(possible.Count)], depth + 1);
    }

    private JsonNode Scalar(string name) => name switch
    {
        "Int" => random.Next(-1_000_000, 1_000_000),
        "Float" => random.Next(-1000, 1000) / 4.0,
        "Boolean" => random.Next(2) == 0,
        "ID" => $"id-{random.Next(100)}",
        _ => new[] { "", "text", "with \"quotes\" \\ and\nlines", "\u0001\u001f", "中文 😀" }[random.Next(5)],
    };

    private JsonNode Misfit(string name) => name switch
    {
        "Int" => new JsonNode[] { 3_000_000_000L, 1.5, "seven", "7", true }[random.Next(5)],
        "Float" => new JsonNode[] { "seven", "7.5", false, 7 }[random.Next(4)],
        "Boolean" => new JsonNode[] { "true", 1, 0 }[random.Next(3)],
        "ID" => new JsonNode[] { 7, 1.5, true }[random.Next(3)],
        _ => new JsonNode[] { 7, true, 1.5 }[random.Next(3)],
    };

    private IEnumerable<int> Many(int depth) => Enumerable.Range(0, depth >= DepthMax ? 0 : random.Next(4));
}
