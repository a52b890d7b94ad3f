using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Validation.Rules;

/// <summary>
/// Fields that are selected exist (https://spec.graphql.org/September2025/#sec-Field-Selections).
/// </summary>
internal sealed class FieldsOnCorrectType(ValidationContext context) : IEnter<FieldNode>
{
    public void Enter(FieldNode node)
    {
        if (context.TypeInfo.ParentType is not { } type || context.TypeInfo.Field is not null) return;
        var name = node.Name.Value;
        context.Report($"Cannot query field \"{name}\" on type \"{type.Name}\".{Suggestion(type, name)}", node);
    }

    private string Suggestion(NamedType type, string fieldName)
    {
        if (!context.Options.GivesSuggestions) return "";
        var types = TypesWith(fieldName, type);
        if (types.Count > 0) return context.DidYouMean(types, "to use an inline fragment on");
        return type is FieldedType fielded
            ? context.DidYouMean(fieldName, fielded.Fields.Select(field => field.Name))
            : "";
    }

    /// <summary>
    /// The types that have the field, of those that a value of an abstract type can be and of their interfaces: the
    /// most common first, then interfaces before what implements them, then by name.
    /// </summary>
    private List<string> TypesWith(string fieldName, NamedType type)
    {
        if (!type.IsAbstract) return [];
        var uses = new Dictionary<FieldedType, int>();
        foreach (var possible in context.Schema.PossibleTypes(type))
        {
            if (possible.Field(fieldName) is null) continue;
            uses[possible] = 1;
            foreach (var @interface in possible.Interfaces)
            {
                if (@interface.Field(fieldName) is null) continue;
                uses[@interface] = uses.GetValueOrDefault(@interface) + 1;
            }
        }

        // Inserted one by one, as the order is not transitive: with a sort the result would depend on the algorithm.
        var types = new List<FieldedType>();
        foreach (var found in uses.Keys)
        {
            var (low, high) = (0, types.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (Compare(found, types[middle]) < 0) high = middle;
                else low = middle + 1;
            }

            types.Insert(low, found);
        }

        return types.ConvertAll(found => found.Name);

        int Compare(FieldedType left, FieldedType right)
        {
            var byUses = uses[right].CompareTo(uses[left]);
            if (byUses != 0) return byUses;
            if (Schema.IsSubtype(right, left)) return -1;
            return Schema.IsSubtype(left, right) ? 1 : NaturalOrder.Compare(left.Name, right.Name);
        }
    }
}
