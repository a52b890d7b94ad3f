using System.Runtime.CompilerServices;
using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Protection;

/// <summary>
/// Compiles an operation into what its price needs, and finds its guarded fields on the way. What is selected of one
/// type by the same nodes is compiled once, so that abstract types within one another do not cost types to the power of
/// depth. One thread at a time.
/// </summary>
internal sealed class CostCompiler(
    Schema schema, FieldCollector collector, CostOptions options, int stepsMax, GuardPlan guards)
{
    private readonly List<CostSelection> _selections = [];
    private readonly Dictionary<SelectionKey, CostSelection> _known = [];
    private int _steps;

    /// <summary>The lists that have to be sliced by exactly one argument.</summary>
    public List<CostSize> RequireOne { get; } = [];

    /// <summary>All selections, each behind what is below it; null where there are too many fields.</summary>
    public CostSelection[]? Compile(ObjectType root, SelectionSetNode selectionSet)
    {
        var whole = Compile(root, [selectionSet], null);
        return _steps > stepsMax || whole is null ? null : [.. _selections];
    }

    private CostSelection? Compile(ObjectType type, IEnumerable<SelectionSetNode> selectionSets, CostSize? pageSize)
    {
        var fields = new List<CostField>();
        var collected = collector.Collect(type, selectionSets);
        // Each part of its own is announced, sent and completed.
        var deferred = collector.Deferred;
        if ((_steps += deferred) > stepsMax) return null;
        foreach (var nodes in collected)
        {
            if (++_steps > stepsMax) return null;
            var field = schema.Field(type, nodes[0].Name.Value)!;
            guards.Add(field, nodes[0]);
            fields.Add(Compile(field, nodes, pageSize));
        }

        var selection = new CostSelection(
            _selections.Count, CostDirectives.WeightOf(type) + deferred, [.. fields.Where(IsPriced)]);
        _selections.Add(selection);
        return selection;
    }

    private CostField Compile(FieldDefinition field, IReadOnlyList<FieldNode> nodes, CostSize? pageSize)
    {
        var isList = field.Type.Nullable is ListType;
        var size = CostDirectives.ListSizeOf(field);
        var ownSize = isList || size is not null
            ? new CostSize(field, nodes[0], size, options.ListSizeDefault)
            : null;
        if (ownSize is { RequiresOne: true }) RequireOne.Add(ownSize);
        var isSizedByPage = pageSize is not null
            && CostDirectives.ListSizeOf(pageSize.Field)!.SizedFields.Contains(field.Name);
        var (weight, variable) = Arguments(field, nodes[0]);
        return new CostField
        {
            Field = field,
            Weight = CostDirectives.WeightOf(field) + weight + (collector.IsStreamed(nodes[0]) ? 1 : 0),
            Arguments = variable,
            LeafWeight = field.Type.IsLeaf ? CostDirectives.WeightOf(field.Type.Named) : 0,
            Size = isSizedByPage ? pageSize : isList && size is not { SizedFields.Count: > 0 } ? ownSize : null,
            Children = Children(field, nodes, size is { SizedFields.Count: > 0 } ? ownSize : null),
        };
    }

    private CostSelection[] Children(FieldDefinition field, IReadOnlyList<FieldNode> nodes, CostSize? pageSize)
    {
        // Introspection has limits of its own.
        if (field.Type.IsLeaf || field.Type.Named.IsBuiltIn) return [];
        var children = new List<CostSelection>();
        foreach (var type in schema.PossibleTypes(field.Type.Named))
        {
            var key = new SelectionKey(type, nodes, pageSize?.Field);
            if (!_known.TryGetValue(key, out var child))
            {
                if (_steps > stepsMax) break;
                child = Compile(type, nodes.Select(node => node.SelectionSet!), pageSize);
                if (child is null) break;
                _known.Add(key, child);
            }

            children.Add(child);
        }

        return [.. children];
    }

    /// <summary>The weight of the arguments that hold no variable, and the others.</summary>
    private static (double Weight, CostArgument[] Variable) Arguments(FieldDefinition field, FieldNode node)
    {
        var weight = 0.0;
        var variable = new List<CostArgument>();
        foreach (var argument in node.Arguments)
        {
            if (field.Argument(argument.Name.Value) is not { } definition) continue;
            if (InputCost.HasVariable(argument.Value)) variable.Add(new CostArgument(definition, argument.Value));
            else weight += InputCost.Of(definition, argument.Value, VariableValues.None);
        }

        return (weight, [.. variable]);
    }

    private static bool IsPriced(CostField field) =>
        field.Weight != 0 || field.Arguments.Length > 0 || field.LeafWeight != 0 || field.Children.Length > 0;

    private readonly struct SelectionKey(ObjectType type, IReadOnlyList<FieldNode> nodes, FieldDefinition? page)
        : IEquatable<SelectionKey>
    {
        private readonly ObjectType _type = type;
        private readonly IReadOnlyList<FieldNode> _nodes = nodes;
        private readonly FieldDefinition? _page = page;

        public bool Equals(SelectionKey other) =>
            _type == other._type && _page == other._page && _nodes.SequenceEqual(other._nodes);

        public override bool Equals(object? obj) => obj is SelectionKey other && Equals(other);

        public override int GetHashCode() => HashCode.Combine(
            RuntimeHelpers.GetHashCode(_type), RuntimeHelpers.GetHashCode(_nodes[0]), _nodes.Count);
    }
}
