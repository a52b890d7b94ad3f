using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types.Building;

namespace KnowledgeGraph.GraphQL.Types.Rules;

/// <summary>No object literal names a field twice (graphql-js: UniqueInputFieldNamesRule).</summary>
internal static class UniqueInputFields
{
    public static void Check(SchemaContext context, ValueNode value, Source source)
    {
        if (value is ListValueNode list)
        {
            foreach (var item in list.Values) Check(context, item, source);
        }

        if (value is not ObjectValueNode @object) return;
        var first = new Dictionary<string, NameNode>(StringComparer.Ordinal);
        foreach (var field in @object.Fields)
        {
            if (!first.TryAdd(field.Name.Value, field.Name))
            {
                context.Errors.Add(
                    $"There can be only one input field named \"{field.Name.Value}\".",
                    new Place(source, first[field.Name.Value]),
                    new Place(source, field.Name));
            }

            Check(context, field.Value, source);
        }
    }
}
