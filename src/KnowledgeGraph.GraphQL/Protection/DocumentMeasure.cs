using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Protection;

/// <summary>What a selection set measures, its fragments expanded. Counts stop at <see cref="CountMax"/>.</summary>
internal sealed class DocumentMeasure
{
    // Fragments within fragments double what they hold at each level; no limit is as high as this.
    private const int CountMax = 1_000_000_000;

    public int Depth { get; private set; }

    public int Fields { get; private set; }

    public int Aliases { get; private set; }

    public int Directives { get; private set; }

    public int IntrospectionDepth { get; private set; }

    public int IntrospectionFields { get; private set; }

    public int IntrospectionLists { get; private set; }

    /// <summary>For each field the most often that it stands on one path.</summary>
    public Dictionary<FieldDefinition, int> Cycles { get; private set; } = [];

    public void AddDirectives(int count) => Directives = Sum(Directives, count);

    /// <summary>Adds what stands beside.</summary>
    public void Add(DocumentMeasure other)
    {
        Depth = Math.Max(Depth, other.Depth);
        Fields = Sum(Fields, other.Fields);
        Aliases = Sum(Aliases, other.Aliases);
        Directives = Sum(Directives, other.Directives);
        IntrospectionDepth = Math.Max(IntrospectionDepth, other.IntrospectionDepth);
        IntrospectionFields = Sum(IntrospectionFields, other.IntrospectionFields);
        IntrospectionLists = Sum(IntrospectionLists, other.IntrospectionLists);
        foreach (var (field, count) in other.Cycles)
        {
            if (Cycles.GetValueOrDefault(field) < count) Cycles[field] = count;
        }
    }

    /// <summary>The measure of a field with this one below it; this one is not to be used any more.</summary>
    public DocumentMeasure Under(FieldDefinition field, bool hasAlias, bool isIntrospection)
    {
        Fields = 1;
        if (hasAlias) Aliases = Sum(Aliases, 1);
        if (isIntrospection)
        {
            IntrospectionDepth++;
            IntrospectionFields = Sum(IntrospectionFields, 1);
            if (field.Type.Nullable is ListType && field.Type.IsComposite)
                IntrospectionLists = Sum(IntrospectionLists, 1);
        }
        else if (field.Owner is not null)
        {
            Depth++;
            if (field.Type.IsComposite) Cycles[field] = Cycles.GetValueOrDefault(field) + 1;
        }

        return this;
    }

    private static int Sum(int left, int right) => Math.Min(CountMax, left + right);
}
