using KnowledgeGraph.Api.Relations;
using KnowledgeGraph.GraphQL;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Query;

namespace KnowledgeGraph.Api.Inputs;

/// <summary>
/// Reads a kind's filter: an object of conditions that all have to hold, each named `and`, `or`, `not`, or after a
/// field or a relation of the kind. A condition that is null counts as not given.
/// </summary>
internal sealed class FilterInput
{
    private readonly string _field;
    private int _conditions;

    private FilterInput(string field) => _field = field;

    /// <summary>The filter that the field's argument `filter` describes; null where there is none.</summary>
    /// <exception cref="GraphQLException">More than <see cref="Limits.FilterConditionsMax"/> conditions.</exception>
    public static NodeFilter? Read(NodeKind kind, FieldContext context) => context.Object("filter") is { } filter
        ? new FilterInput(context.Field.ToString()).ReadObject(kind, filter)
        : null;

    private NodeFilter ReadObject(NodeKind kind, InputValue filter)
    {
        var conditions = new List<NodeFilter>();
        foreach (var (name, value) in filter.AsObject())
        {
            if (!value.IsNull) conditions.Add(ReadCondition(kind, name, value));
        }

        return All(conditions);
    }

    private NodeFilter ReadCondition(NodeKind kind, string name, InputValue value)
    {
        Count(1);
        switch (name)
        {
            case "and": return new NodeFilter.And(ReadObjects(kind, value));
            case "or": return new NodeFilter.Or(ReadObjects(kind, value));
            case "not": return new NodeFilter.Not(ReadObject(kind, value));
        }

        return RelationTable.TryGet(kind, name, out var relation)
            ? ReadRelation(relation, value)
            : ReadField(NodeFields.Of(kind, name), value);
    }

    private List<NodeFilter> ReadObjects(NodeKind kind, InputValue filters) =>
        [.. filters.AsList().Select(filter => ReadObject(kind, filter))];

    private NodeFilter ReadField(NodeField field, InputValue operators)
    {
        var conditions = new List<NodeFilter>();
        foreach (var (name, value) in operators.AsObject())
        {
            if (value.IsNull && name is not ("eq" or "neq")) continue;
            Count(value.Kind == InputValueKind.List ? value.AsList().Count : 1);
            conditions.Add(FieldConditions.Read(field, name, value));
        }

        return All(conditions);
    }

    private NodeFilter ReadRelation(RelationField relation, InputValue operators)
    {
        var conditions = new List<NodeFilter>();
        foreach (var (name, value) in operators.AsObject())
        {
            if (value.IsNull) continue;
            if (name == "exists")
            {
                var exists = new NodeFilter.Related(relation.Relation, Quantifier.Any);
                conditions.Add(value.AsBoolean() ? exists : new NodeFilter.Not(exists));
                continue;
            }

            string[] ids = [.. value.AsList().Select(id => id.AsString())];
            Count(ids.Length);
            conditions.Add(name switch
            {
                "any" => Joined(relation, Quantifier.Any, ids),
                "none" => Joined(relation, Quantifier.None, ids),
                _ => new NodeFilter.And([.. ids.Select(id => Joined(relation, Quantifier.Any, id))]),
            });
        }

        return All(conditions);
    }

    private static NodeFilter.Related Joined(RelationField relation, Quantifier quantifier, params string[] ids) =>
        new(relation.Relation, quantifier, NodeFilter.IdIn(relation.Target, ids));

    private static NodeFilter All(List<NodeFilter> conditions) =>
        conditions.Count == 1 ? conditions[0] : new NodeFilter.And(conditions);

    private void Count(int conditions)
    {
        _conditions += conditions;
        if (_conditions <= Limits.FilterConditionsMax) return;
        throw new GraphQLException(
            $"`filter` of {_field} has more than {Limits.FilterConditionsMax} conditions and values: " +
            "ask for less at once.",
            GraphQLErrorCodes.LimitExceeded,
            new Dictionary<string, object?> { ["argument"] = "filter", ["limit"] = Limits.FilterConditionsMax });
    }
}
