using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.Tests.GraphQL.Agreement;

/// <summary>
/// Makes documents for a schema: operations and fragments that are valid but for mistakes, of which every decision may
/// make one.
/// </summary>
/// <param name="schema">What to ask.</param>
/// <param name="random">Where the decisions come from.</param>
/// <param name="mistakes">How likely each decision is a mistake, from 0 to 1.</param>
/// <param name="deferrals">How likely a fragment is deferred and a list streamed, from 0 to 1.</param>
internal sealed partial class RandomDocument(Schema schema, Random random, double mistakes, double deferrals = 0)
{
    private const int DepthMax = 4;

    private readonly List<Fragment> _fragments = [];

    // Then fields meet under one key often, and conflict in every depth.
    private readonly bool _hasFewAliases = random.Next(5) == 0;

    private Definition _current = new("", null);
    private int _aliases;

    public string Make()
    {
        string[] operations = ["query", "query", "query", "mutation", "subscription"];
        var count = random.Next(5) == 0 ? random.Next(2, 4) : 1;
        foreach (var index in Enumerable.Range(0, random.Next(4)))
        {
            var type = Mistake() ? Any(schema.Types) : Any(Composites());
            _fragments.Add(new Fragment(Mistake() && index > 0 ? "F0" : $"F{index}", type));
        }

        // From the last to the first, as each spreads later ones only (but for a mistake).
        for (var index = _fragments.Count - 1; index >= 0; index--) Fill(_fragments[index], index + 1);
        var definitions = new List<string>();
        for (var index = 0; index < count; index++)
        {
            var named = count > 1 != Mistake();
            definitions.Add(Operation(Any(operations), named ? Mistake() ? "O" : $"O{index}" : ""));
        }

        var used = _fragments.Where(fragment => fragment.IsSpread || Mistake() || random.Next(20) == 0);
        definitions.AddRange(used.Select(fragment =>
            $"fragment {fragment.Name} on {fragment.Type!.Name}{Directives("FRAGMENT_DEFINITION")} {fragment.Body}"));
        if (Mistake(10)) definitions.Add("scalar DefinedWhereItShouldNotBe");
        return string.Join(random.Next(2) == 0 ? "\n" : "\n\n# next\n", Shuffled(definitions));
    }

    private void Fill(Fragment fragment, int firstToSpread)
    {
        _current = fragment;
        fragment.Body = SelectionSet(fragment.Type!, 1, firstToSpread);
        _current = new Definition("", null);
    }

    private string Operation(string keyword, string name)
    {
        var type = keyword switch
        {
            "query" => schema.QueryType,
            "mutation" => schema.MutationType,
            _ => schema.SubscriptionType,
        };
        if (type is null) return $"{keyword} {name} {{ __typename }}";
        var operation = _current = new Definition(name, type);
        var body = keyword == "subscription" && !Mistake()
            ? $"{{ {Field(type, 0, _fragments.Count)} }}"
            : SelectionSet(type, 0, 0);
        var variables = Definitions(operation);
        var directives = Directives(keyword.ToUpperInvariant());
        _current = new Definition("", null);
        return keyword == "query" && name == "" && variables == "" && directives == "" && random.Next(2) == 0
            ? body
            : $"{keyword} {name}{variables}{directives} {body}";
    }

    private string SelectionSet(NamedType type, int depth, int firstToSpread)
    {
        var selections = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Selection(type, depth, firstToSpread));
        return $"{{ {string.Join(random.Next(2) == 0 ? " " : "\n  ", selections)} }}";
    }

    private string Selection(NamedType type, int depth, int firstToSpread) => random.Next(deferrals > 0 ? 4 : 8) switch
    {
        0 => InlineFragment(type, depth, firstToSpread),
        1 => Spread(type, firstToSpread) ?? Field(type, depth, firstToSpread),
        _ => Field(type, depth, firstToSpread),
    };

    private string InlineFragment(NamedType type, int depth, int firstToSpread)
    {
        if (depth >= DepthMax) return "__typename";
        var on = Mistake() ? Any(schema.Types) : Any(Overlapping(type));
        var isBare = random.Next(4) == 0;
        var directives = Directives("INLINE_FRAGMENT", isBare || on.IsComposite ? type : null);
        var condition = isBare ? "" : $" on {(Mistake() ? Misspelt(on.Name) : on.Name)}";
        return $"...{condition}{directives}{Defer(type)} {SelectionSet(isBare ? type : on, depth + 1, firstToSpread)}";
    }

    private string? Spread(NamedType type, int firstToSpread)
    {
        if (Mistake(3)) return "...Missing";
        var candidates = Mistake()
            ? _fragments
            : [.. _fragments.Skip(firstToSpread).Where(fragment => Overlapping(type).Contains(fragment.Type))];
        if (candidates.Count == 0) return null;
        var fragment = Any(candidates);
        fragment.IsSpread = true;
        _current.Spreads.Add(fragment);
        return $"...{fragment.Name}{Directives("FRAGMENT_SPREAD", type)}{Defer(type)}";
    }

    private string Field(NamedType type, int depth, int firstToSpread)
    {
        if (type is not FieldedType { Fields: var fields } || random.Next(10) == 0) return Introspection(type);
        var field = Any(fields);
        if (depth >= DepthMax && !Mistake())
        {
            field = fields.FirstOrDefault(candidate => candidate.Type.IsLeaf);
            if (field is null) return "__typename";
        }

        // `includeDeprecated: Boolean! = false` is `Boolean = false` in graphql-js 16.
        var arguments = type.IsBuiltIn ? "" : Arguments(field.Arguments);
        var alias = Mistake() || _hasFewAliases ? Any<string>(["", "a: ", "b: "])
            : arguments.Length > 0 || random.Next(6) == 0 ? $"a{_aliases++}: " : "";
        var name = Mistake(3) ? Misspelt(field.Name) : field.Name;
        var wantsSelection = field.Type.IsComposite != Mistake(2);
        var selection = !wantsSelection ? ""
            : depth >= DepthMax ? " { __typename }"
            : " " + SelectionSet(field.Type.Named, depth + 1, firstToSpread);
        return $"{alias}{name}{arguments}{Directives("FIELD", type)}{Stream(type, field.Type)}{selection}";
    }

    private string Introspection(NamedType type)
    {
        if (type != schema.QueryType || random.Next(2) == 0) return "__typename";
        return random.Next(3) switch
        {
            0 => "__schema { queryType { name } types { name kind } }",
            1 => "__type(name: \"Query\") { fields { type { name ofType { name } } } }",
            _ => Mistake()
                ? "__schema { types { fields { type { interfaces { possibleTypes { name } } } } } }"
                : "__schema { directives { name args { type { name } } } }",
        };
    }

    private IEnumerable<NamedType> Composites() =>
        schema.Types.Where(type => type is { IsComposite: true, IsBuiltIn: false });

    private IEnumerable<NamedType> Overlapping(NamedType type) => Composites()
        .Where(other => other == type || schema.PossibleTypes(other).Intersect(schema.PossibleTypes(type)).Any())
        .DefaultIfEmpty(type);

    private bool Mistake(double times = 1) => random.NextDouble() < mistakes * times;

    private string Misspelt(string name) => random.Next(4) switch
    {
        0 => name + "s",
        1 => name.Length > 1 ? name[1..] : name + name,
        2 => char.IsLower(name[0]) ? name.ToUpperInvariant() : name.ToLowerInvariant(),
        _ => Any(RandomSchema.Words),
    };

    private T Any<T>(IEnumerable<T> items)
    {
        var list = items as IReadOnlyList<T> ?? [.. items];
        return list[random.Next(list.Count)];
    }

    private List<T> Shuffled<T>(List<T> items)
    {
        var array = items.ToArray();
        if (random.Next(3) == 0) random.Shuffle(array);
        return [.. array];
    }

    private class Definition(string name, NamedType? type)
    {
        public string Name { get; } = name;
        public NamedType? Type { get; } = type;
        public List<Fragment> Spreads { get; } = [];

        /// <summary>The variables used in it with the types that the places expect.</summary>
        public List<(string Name, SchemaType Type)> Variables { get; } = [];
    }

    private sealed class Fragment(string name, NamedType type) : Definition(name, type)
    {
        public string Body { get; set; } = "";
        public bool IsSpread { get; set; }
    }
}
