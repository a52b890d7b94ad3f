using System.Text;

namespace KnowledgeGraph.Tests.GraphQL.Agreement;

/// <summary>
/// Makes valid schemas with every kind of type. Names are words that differ little, so that a wrong one has
/// suggestions.
/// </summary>
internal sealed class RandomSchema(Random random)
{
    public static readonly string[] Words =
    [
        "name", "names", "nam", "title", "tilt", "tile", "color", "colour", "size", "sizes", "weight", "height",
        "owner", "owners", "own", "parent", "parents", "child", "children", "item", "items", "item2", "item10",
    ];

    private static readonly string[] ScalarNames = ["Int", "Float", "String", "Boolean", "ID", "Any"];

    private static readonly string[] Locations =
    [
        "QUERY", "MUTATION", "SUBSCRIPTION", "FIELD", "FRAGMENT_DEFINITION", "FRAGMENT_SPREAD", "INLINE_FRAGMENT",
        "VARIABLE_DEFINITION",
    ];

    private readonly StringBuilder _text = new();
    private readonly List<string> _inputs = [.. ScalarNames];
    private readonly List<string> _leaves = [.. ScalarNames];
    private readonly List<string> _composites = [];
    private readonly Dictionary<string, string[]> _fieldsOfInterface = [];
    private readonly Dictionary<string, string[]> _interfacesOf = [];

    /// <summary>The text of a schema.</summary>
    public string Make()
    {
        _text.AppendLine("scalar Any");
        for (var number = random.Next(1, 4); number > 0; number--) AddEnum($"Enum{number}");
        for (var number = random.Next(1, 4); number > 0; number--) AddInput($"Input{number}", isOneOf: false);
        if (random.Next(2) == 0) AddInput("OneOf", isOneOf: true);

        // All are named before any is written, since they refer to one another.
        string[] interfaces = [.. Numbered("Interface", random.Next(1, 4))];
        string[] objects = [.. Numbered("Object", random.Next(2, 6))];
        string[] unions = [.. Numbered("Union", random.Next(1, 3))];
        _composites.AddRange([.. interfaces, .. objects, .. unions]);
        foreach (var name in interfaces) AddInterface(name);
        foreach (var name in objects) AddObject(name, interfaces);
        foreach (var name in unions) AddUnion(name, objects);
        foreach (var name in Numbered("directive", random.Next(1, 4))) AddDirective(name);
        AddRoot("Query", random.Next(2, 6));
        if (random.Next(4) > 0) AddRoot("Mutation", random.Next(1, 3));
        if (random.Next(4) > 0) AddRoot("Subscription", random.Next(1, 4));
        return _text.ToString();
    }

    private void AddEnum(string name)
    {
        var values = Some(Words, random.Next(1, 6)).Select(word => word.ToUpperInvariant());
        _text.AppendLine($"enum {name} {{ {string.Join(' ', values)} }}");
        _inputs.Add(name);
        _leaves.Add(name);
    }

    private void AddInput(string name, bool isOneOf)
    {
        // What refers to itself has to be able to end.
        var fields = Some(Words, random.Next(1, 5)).Select(word => isOneOf
            ? $"{word}: {Pick(_inputs)}"
            : random.Next(6) == 0 ? $"{word}: [{name}]" : $"{word}: {InputType()}").ToList();
        _text.AppendLine($"input {name}{(isOneOf ? " @oneOf" : "")} {{ {string.Join(", ", fields)} }}");
        _inputs.Add(name);
    }

    private void AddInterface(string name)
    {
        var parents = _fieldsOfInterface.Keys.Where(_ => random.Next(3) == 0).ToArray();
        AddFielded("interface", name, parents, []);
    }

    private void AddObject(string name, string[] interfaces)
    {
        var parents = interfaces.Where(_ => random.Next(2) == 0).ToArray();
        AddFielded("type", name, parents, Some(Words, random.Next(1, 4)).Select(word => $"own_{word}"));
    }

    private void AddFielded(string keyword, string name, string[] parents, IEnumerable<string> ownFields)
    {
        string[] all = [.. parents.Concat(parents.SelectMany(parent => _interfacesOf[parent])).Distinct()];
        var inherited = all.SelectMany(parent => _fieldsOfInterface[parent]);

        // An interface's fields bear its name, so that two interfaces never disagree.
        var own = keyword == "interface"
            ? Some(Words, random.Next(1, 4)).Select(word => $"{word}{name[^1]}")
            : ownFields;
        string[] fields = [.. inherited.Concat(own.Select(Field)).Distinct()];
        _fieldsOfInterface[name] = fields;
        _interfacesOf[name] = all;
        var implements = all.Length == 0 ? "" : $" implements {string.Join(" & ", all)}";
        _text.AppendLine($"{keyword} {name}{implements} {{ {string.Join(' ', fields)} }}");
        if (keyword == "type") _fieldsOfInterface.Remove(name);
    }

    private void AddUnion(string name, string[] objects) =>
        _text.AppendLine($"union {name} = {string.Join(" | ", Some(objects, random.Next(1, objects.Length + 1)))}");

    private void AddDirective(string name)
    {
        var arguments = string.Join(", ", Some(Words, random.Next(1, 3)).Select(word => $"{word}: {InputType()}"));
        var repeatable = random.Next(3) == 0 ? " repeatable" : "";
        var on = string.Join(" | ", Some(Locations, random.Next(1, 5)));
        _text.AppendLine($"directive @{name}{(random.Next(3) == 0 ? "" : $"({arguments})")}{repeatable} on {on}");
    }

    private void AddRoot(string name, int count)
    {
        var fields = Some(Words, count)
            .Select(word => random.Next(4) == 0 ? Field(word) : Field(word, Pick(_composites)));
        _text.AppendLine($"type {name} {{ {string.Join(' ', fields)} }}");
    }

    private string Field(string name) =>
        Field(name, random.Next(2) == 0 || _composites.Count == 0 ? Pick(_leaves) : Pick(_composites));

    private string Field(string name, string type)
    {
        var arguments = string.Join(", ", Some(Words, random.Next(1, 4)).Select(word => $"{word}: {InputType()}"));
        return $"{name}{(random.Next(3) == 0 ? $"({arguments})" : "")}: {Wrapped(type)}";
    }

    private string InputType()
    {
        var named = Pick(_inputs);
        var type = Wrapped(named);
        var literal = named switch
        {
            "Int" or "Float" => "1",
            "String" or "ID" => "\"x\"",
            "Boolean" => "true",
            _ => null,
        };
        return literal is not null && random.Next(4) == 0 ? $"{type} = {literal}" : type;
    }

    private string Wrapped(string type) => random.Next(10) switch
    {
        < 5 => type,
        5 or 6 => $"{type}!",
        7 => $"[{type}]",
        8 => $"[{type}!]!",
        _ => $"[[{type}]!]",
    };

    private T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    private IEnumerable<string> Some(string[] items, int count) => random.GetItems(items, count).Distinct();

    private static IEnumerable<string> Numbered(string prefix, int count) =>
        Enumerable.Range(1, count).Select(number => $"{prefix}{number}");
}
