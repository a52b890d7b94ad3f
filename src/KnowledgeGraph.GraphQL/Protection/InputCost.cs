using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Protection;

/// <summary>
/// What the values given for arguments cost: each object its weight and that of all that is in it, a list the sum of
/// its items. A variable costs what it holds.
/// </summary>
internal static class InputCost
{
    /// <summary>The cost of a literal, which may hold variables.</summary>
    public static double Of(InputValueDefinition input, ValueNode literal, VariableValues variables)
    {
        switch (literal)
        {
            case VariableNode variable:
                return variables[variable.Name.Value] is { } value ? Of(input, value) : 0;
            case NullValueNode:
                return 0;
            case ListValueNode list:
            {
                var sum = 0.0;
                for (var index = 0; index < list.Values.Count; index++) sum += Of(input, list.Values[index], variables);
                return sum;
            }

            case ObjectValueNode @object when input.Type.Named is InputObjectType type:
            {
                var sum = CostDirectives.WeightOf(input);
                for (var index = 0; index < @object.Fields.Count; index++)
                {
                    var field = @object.Fields[index];
                    if (type.Field(field.Name.Value) is { } inner) sum += Of(inner, field.Value, variables);
                }

                return sum;
            }

            default:
                return CostDirectives.WeightOf(input);
        }
    }

    /// <summary>The cost of a coerced value.</summary>
    public static double Of(InputValueDefinition input, InputValue value)
    {
        if (value.IsNull) return 0;
        var sum = 0.0;
        if (value.Kind == InputValueKind.List)
        {
            var items = value.AsList();
            for (var index = 0; index < items.Count; index++) sum += Of(input, items[index]);
            return sum;
        }

        sum = CostDirectives.WeightOf(input);
        if (value.Kind != InputValueKind.Object || input.Type.Named is not InputObjectType type) return sum;
        var fields = value.AsObject();
        for (var index = 0; index < fields.Count; index++)
        {
            if (type.Field(fields[index].Key) is { } inner) sum += Of(inner, fields[index].Value);
        }

        return sum;
    }

    public static bool HasVariable(ValueNode? literal) => literal switch
    {
        VariableNode => true,
        ListValueNode list => list.Values.Any(HasVariable),
        ObjectValueNode @object => @object.Fields.Any(field => HasVariable(field.Value)),
        _ => false,
    };
}
