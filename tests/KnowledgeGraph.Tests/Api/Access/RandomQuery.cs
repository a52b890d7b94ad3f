using System.Globalization;
using System.Text;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.Tests.Api.Access;

/// <summary>
/// Random queries over a schema: any field of the types that are covered, with any arguments, filters and orders that
/// it takes. Ids and cursors are drawn from those that are given, good and bad.
/// </summary>
internal sealed class RandomQuery(
    Schema schema, Random random, IReadOnlyList<string> ids, IReadOnlyList<string> cursors, QueryScope scope)
{
    private static readonly string[] Texts = ["alpha", "Alpha", "beta", "中", "", "x", "public", "gold"];

    private const int DepthMax = 4;

    public string Next()
    {
        var query = (ObjectType)schema.Type("Query")!;
        var name = scope.Roots[random.Next(scope.Roots.Count)];
        return $"{{ {Field(query.Fields.Single(field => field.Name == name), 0)} }}";
    }

    private string Field(FieldDefinition field, int depth)
    {
        var arguments = field.Arguments
            .Where(argument => argument.IsRequired || IsWanted(argument))
            .Select(argument => $"{argument.Name}: {Value(argument.Type, Meaning(field, argument), 0)}").ToList();
        // Both at once is a mistake, which is worth asking for now and then only.
        if (random.Next(10) > 0 && field.Arguments.Any(argument => argument.Name == "last"))
            arguments.RemoveAll(argument => argument.StartsWith(
                arguments.Any(other => other.StartsWith("first:")) ? "last:" : "none:", StringComparison.Ordinal));
        var text = arguments.Count == 0 ? "" : $"({string.Join(' ', arguments)})";
        var selection = field.Type.IsLeaf ? "" : $" {{ {Selection(field.Type.Named, depth)} }}";
        return $"{field.Name}{text}{selection}";
    }

    // `id` of `course` means a course.
    private static string Meaning(FieldDefinition field, InputValueDefinition argument) =>
        argument.Name == "id" ? field.Name : argument.Name;

    private bool IsWanted(InputValueDefinition argument) => argument.Name switch
    {
        "first" or "last" => random.Next(2) == 0,
        "after" or "before" => cursors.Count > 0 && random.Next(4) == 0,
        // Everything that is made up was done long before the days that are counted where nobody says.
        "window" => random.Next(10) > 0,
        _ => random.Next(3) == 0,
    };

    private string Selection(NamedType type, int depth)
    {
        if (type is not ObjectType and not InterfaceType) return "__typename";
        var fields = ((FieldedType)type).Fields;
        var parts = new StringBuilder("__typename");
        foreach (var field in fields)
        {
            var isPlain = field.Type.IsLeaf;
            var isStep = IsStep(type, field);
            if (!isPlain && !IsCovered(field.Type.Named)) continue;
            // How long it took is never the same.
            if (field.Name == "tookMs") continue;
            if (!isPlain && !isStep && (depth >= DepthMax || random.Next(4) > (scope.IsSought(field.Name) ? 2 : 0)))
                continue;
            if (isPlain && random.Next(3) > 0) continue;
            // An alias, since fields of one name on several types need not agree.
            parts.Append($" {Field(field, isStep ? depth : depth + 1)}");
        }

        if (type is InterfaceType)
        {
            foreach (var possible in schema.PossibleTypes(type))
                parts.Append($" ... on {possible.Name} {{ a{possible.Name}: id }}");
        }

        return parts.ToString();
    }

    // Within a connection the way on is taken most of the time.
    private bool IsStep(NamedType type, FieldDefinition field) =>
        (type.Name.EndsWith("Connection", StringComparison.Ordinal)
            || type.Name.EndsWith("Edge", StringComparison.Ordinal)) && !field.Type.IsLeaf && random.Next(4) > 0;

    // A connection is covered where what it connects to is.
    private bool IsCovered(NamedType type)
    {
        if (scope.Types.Contains(type.Name)) return true;
        var item = type.Name.EndsWith("Connection", StringComparison.Ordinal) ? "nodes"
            : type.Name.EndsWith("Edge", StringComparison.Ordinal) ? "node"
            : "";
        return type is ObjectType page && page.Field(item) is { } field && scope.Types.Contains(field.Type.Named.Name);
    }

    private string Value(SchemaType type, string name, int depth)
    {
        if (type.Nullable is ListType list)
        {
            var count = random.Next(depth > 3 ? 1 : 3);
            var items = Enumerable.Range(0, count).Select(_ => Value(list.Of, name, depth + 1));
            return $"[{string.Join(' ', items)}]";
        }

        switch (type.Named)
        {
            case InputObjectType input: return InputObject(input, depth);
            case EnumType values: return values.Values[random.Next(values.Values.Count)].Name;
            default: return Scalar(type.Named.Name, name);
        }
    }

    private string InputObject(InputObjectType type, int depth)
    {
        var usable = type.Fields.Where(field => depth < 3 || field.Type.Named.IsLeaf).ToArray();
        var chosen = usable.Where(field => field.IsRequired).ToHashSet();
        for (var more = type.IsOneOf ? 1 : random.Next(1, 3); more > 0 && usable.Length > 0; more--)
            chosen.Add(usable[random.Next(usable.Length)]);
        var fields = chosen.Select(field => $"{field.Name}: {Value(field.Type, field.Name, depth + 1)}");
        return $"{{{string.Join(' ', fields)}}}";
    }

    private string Scalar(string type, string name) => type switch
    {
        "Int" => random.Next(name is "first" or "last" ? 6 : 4).ToString(CultureInfo.InvariantCulture),
        "Float" => random.Next(6).ToString(CultureInfo.InvariantCulture),
        "Boolean" => random.Next(2) == 0 ? "true" : "false",
        "DateTime" => $"\"2024-01-0{random.Next(1, 10)}T00:00:00Z\"",
        "URL" => "\"https://example.org\"",
        "ID" => Quote(Id(name)),
        _ when name is "after" or "before" => Quote(cursors[random.Next(cursors.Count)]),
        _ => Quote(Texts[random.Next(Texts.Length)]),
    };

    // Of the kind that is meant, most of the time.
    private string Id(string name)
    {
        var prefix = name switch
        {
            "member" => "member:",
            "topic" or "topics" => "topic:",
            "course" => "course:",
            "goal" or "known" => random.Next(2) == 0 ? "course:" : "topic:",
            "document" => "document:",
            "codeRepository" => "repository:",
            "activity" => "activity:",
            _ => "",
        };
        string[] meant = [.. ids.Where(id => id.StartsWith(prefix, StringComparison.Ordinal))];
        return meant.Length == 0 || random.Next(5) == 0
            ? ids[random.Next(ids.Count)]
            : meant[random.Next(meant.Length)];
    }

    private static string Quote(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
