using System.Text;
using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Collects and merges the fields of an operation (https://spec.graphql.org/September2025/#sec-Collecting-Fields) once
/// for each object type that it meets. Thread-safe.
/// </summary>
internal sealed class PlanCompiler
{
    private readonly OperationPlan _plan;
    private readonly Func<string, bool> _isTrue;
    private readonly ExecutionLimits _limits;
    private readonly Dictionary<string, FragmentDefinitionNode> _fragments = [];
    private int _steps;

    /// <param name="plan">The plan to compile into.</param>
    /// <param name="isTrue">The value of a variable that a condition names.</param>
    /// <param name="limits">How many steps a plan may have.</param>
    public PlanCompiler(OperationPlan plan, Func<string, bool> isTrue, ExecutionLimits limits)
    {
        _plan = plan;
        _isTrue = isTrue;
        _limits = limits;
        foreach (var definition in plan.Document.Definitions)
        {
            if (definition is FragmentDefinitionNode fragment) _fragments.TryAdd(fragment.Name.Value, fragment);
        }
    }

    public SelectionPlan CompileRoot()
    {
        var type = _plan.Schema.Schema.RootType(_plan.Operation.Operation)!;
        return Compile(_plan.Schema.Binding(type), [_plan.Operation.SelectionSet], 1);
    }

    /// <summary>What a field selects of one object type.</summary>
    public SelectionPlan CompileChildren(ObjectBinding type, FieldPlan field) =>
        Compile(type, field.Nodes.Select(node => node.SelectionSet!), field.Depth + 1);

    /// <summary>A field of that path of names is selected below these nodes, whatever the type conditions.</summary>
    public bool Selects(IReadOnlyList<FieldNode> nodes, string path)
    {
        var current = nodes;
        foreach (var name in path.Split('.'))
        {
            var groups = new FieldGroups();
            foreach (var node in current)
            {
                if (node.SelectionSet is not null) Collect(null, node.SelectionSet, groups, []);
            }

            current = [.. groups.All.SelectMany(group => group).Where(node => node.Name.Value == name)];
            if (current.Count == 0) return false;
        }

        return true;
    }

    public static GraphQLException TooManySteps(ExecutionLimits limits) => new(
        $"The operation has more than {limits.PlanStepsMax} fields once its fragments are expanded.",
        GraphQLErrorCodes.LimitExceeded);

    private SelectionPlan Compile(ObjectBinding type, IEnumerable<SelectionSetNode> selectionSets, int depth)
    {
        if (depth > _limits.PlanDepthMax)
        {
            throw new GraphQLException(
                $"The operation has more than {_limits.PlanDepthMax} fields within one another.",
                GraphQLErrorCodes.LimitExceeded);
        }

        var groups = new FieldGroups();
        var visited = new HashSet<string>();
        foreach (var selectionSet in selectionSets) Collect(type.Type, selectionSet, groups, visited);

        var fields = new List<FieldPlan>();
        var pending = new List<byte>();
        pending.Add((byte)'{');
        foreach (var nodes in groups.All)
        {
            if (pending.Count != 1 || fields.Count > 0) pending.Add((byte)',');
            pending.AddRange(Encoding.UTF8.GetBytes($"\"{nodes[0].ResponseKey}\":"));
            if (nodes[0].Name.Value == "__typename")
            {
                pending.AddRange(Encoding.UTF8.GetBytes($"\"{type.Type.Name}\""));
                continue;
            }

            fields.Add(CompileField(type, nodes, depth, new PaddedBytes(pending.ToArray())));
            pending.Clear();
        }

        pending.Add((byte)'}');
        return new SelectionPlan(type, [.. fields], new PaddedBytes(pending.ToArray()));
    }

    private FieldPlan CompileField(ObjectBinding type, List<FieldNode> nodes, int depth, PaddedBytes prefix)
    {
        if (Interlocked.Increment(ref _steps) > _limits.PlanStepsMax)
            throw TooManySteps(_limits);
        var field = _plan.Schema.Schema.Field(type.Type, nodes[0].Name.Value)!;
        var binding = type.FieldBinding(field);
        var plan = new FieldPlan(_plan, field, nodes, binding) { Prefix = prefix, Depth = depth };
        switch (field.Type.Named)
        {
            case ObjectType child:
                plan.Child = CompileChildren(_plan.Schema.Binding(child), plan);
                break;
            case { IsAbstract: true } child:
                plan.AbstractChild = new AbstractPlan(plan, _plan.Schema.AbstractBinding(child));
                break;
        }

        return plan;
    }

    private void Collect(ObjectType? type, SelectionSetNode selectionSet, FieldGroups groups, HashSet<string> visited)
    {
        foreach (var selection in selectionSet.Selections)
        {
            if (!IsIncluded(selection)) continue;
            switch (selection)
            {
                case FieldNode field:
                    groups.Add(field);
                    break;
                case InlineFragmentNode inline:
                    if (Applies(type, inline.TypeCondition)) Collect(type, inline.SelectionSet, groups, visited);
                    break;
                case FragmentSpreadNode spread:
                    if (!visited.Add(spread.Name.Value)) break;
                    var fragment = _fragments[spread.Name.Value];
                    if (Applies(type, fragment.TypeCondition)) Collect(type, fragment.SelectionSet, groups, visited);
                    break;
            }
        }
    }

    private bool Applies(ObjectType? type, NamedTypeNode? condition) =>
        type is null || condition is null
        || _plan.Schema.Schema.Type(condition.Name.Value) is { } named && Schema.IsSubtype(type, named);

    private bool IsIncluded(SelectionNode selection)
    {
        foreach (var directive in selection.Directives)
        {
            if (directive.Name.Value is not ("skip" or "include")) continue;
            var condition = directive.Arguments[0].Value switch
            {
                VariableNode variable => _isTrue(variable.Name.Value),
                BooleanValueNode constant => constant.Value,
                _ => false,
            };
            if (condition == (directive.Name.Value == "skip")) return false;
        }

        return true;
    }

    /// <summary>Fields by response key, in the order in which each key was first met.</summary>
    private sealed class FieldGroups
    {
        private readonly Dictionary<string, List<FieldNode>> _byKey = [];

        public List<List<FieldNode>> All { get; } = [];

        public void Add(FieldNode field)
        {
            if (!_byKey.TryGetValue(field.ResponseKey, out var group))
            {
                group = [];
                _byKey.Add(field.ResponseKey, group);
                All.Add(group);
            }

            group.Add(field);
        }
    }
}
