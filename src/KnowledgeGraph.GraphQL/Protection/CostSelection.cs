using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Protection;

/// <summary>What is selected of one object type, with all that its price needs. Immutable.</summary>
/// <param name="Index">Its place in the plan: behind everything below it.</param>
/// <param name="TypeWeight">What each object weighs.</param>
/// <param name="Fields">The fields; leaves that cost nothing are left out.</param>
internal sealed record CostSelection(int Index, double TypeWeight, CostField[] Fields);

/// <summary>A field of a selection. Immutable.</summary>
internal sealed record CostField
{
    public required FieldDefinition Field { get; init; }

    /// <summary>The field's own weight and that of its arguments without variables.</summary>
    public required double Weight { get; init; }

    /// <summary>The arguments that hold variables.</summary>
    public required CostArgument[] Arguments { get; init; }

    /// <summary>What each of its values weighs, where they are leaves.</summary>
    public required double LeafWeight { get; init; }

    /// <summary>How many values it has each time; null for one.</summary>
    public required CostSize? Size { get; init; }

    /// <summary>What is selected of each type that a value can be; empty for leaves.</summary>
    public required CostSelection[] Children { get; init; }

    /// <summary>What resolving the field costs once.</summary>
    public double PriceOf(VariableValues variables)
    {
        var weight = Weight;
        foreach (var argument in Arguments) weight += InputCost.Of(argument.Definition, argument.Literal, variables);
        return weight;
    }

    /// <summary>What a value of the field costs with all below it; as the dearest type that it can be.</summary>
    public Cost PriceOfValue(ReadOnlySpan<Cost> totals, out CostSelection? dearest)
    {
        dearest = null;
        var cost = new Cost(0, LeafWeight);
        foreach (var child in Children)
        {
            var one = totals[child.Index] + new Cost(0, child.TypeWeight);
            if (dearest is not null && one.Total <= cost.Total) continue;
            (dearest, cost) = (child, one);
        }

        return cost;
    }
}

/// <summary>An argument that is given, and with what.</summary>
internal sealed record CostArgument(InputValueDefinition Definition, Language.ValueNode Literal);
