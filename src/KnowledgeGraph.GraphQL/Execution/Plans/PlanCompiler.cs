using System.Collections.Concurrent;
using System.Text;
using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Merges the fields of an operation (https://spec.graphql.org/September2025/#sec-Collecting-Fields) once for each
/// object type that it meets. Thread-safe.
/// </summary>
internal sealed class PlanCompiler
{
    private readonly OperationPlan _plan;
    private readonly Func<string, bool> _isTrue;
    private readonly ExecutionLimits _limits;
    private readonly Dictionary<string, FragmentDefinitionNode> _fragments = [];
    private readonly ConcurrentDictionary<SelectionSetNode, bool> _isIncremental = [];
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
        return Compile(_plan.Schema.Binding(type), [(_plan.Operation.SelectionSet, null)], [], 1);
    }

    /// <summary>What a field selects of one object type.</summary>
    public SelectionPlan CompileChildren(ObjectBinding type, FieldPlan field) => Compile(
        type,
        field.Nodes.Select((node, index) => (node.SelectionSet!, field.Usages.Count > 0 ? field.Usages[index] : null)),
        field.UsageSet,
        field.Depth + 1);

    /// <summary>A field of that path of names is selected below these nodes, whatever the type conditions.</summary>
    public bool Selects(IReadOnlyList<FieldNode> nodes, string path)
    {
        IReadOnlyList<FieldNode> current = nodes;
        foreach (var name in path.Split('.'))
        {
            var collector = NewCollector(IncrementalFormat.None);
            foreach (var node in current)
            {
                if (node.SelectionSet is not null) collector.Collect(null, node.SelectionSet, null);
            }

            current = [.. collector.Groups.All.SelectMany(group => group.Nodes).Where(node => node.Name.Value == name)];
            if (current.Count == 0) return false;
        }

        return true;
    }

    /// <summary>Something in the selection set or below it is put off.</summary>
    public bool IsIncremental(SelectionSetNode selectionSet)
    {
        if (_plan.Format == IncrementalFormat.None) return false;
        if (_isIncremental.TryGetValue(selectionSet, out var known)) return known;
        var isIncremental = selectionSet.Selections.Any(IsIncremental);
        return _isIncremental.GetOrAdd(selectionSet, isIncremental);
    }

    public static GraphQLException TooManySteps(ExecutionLimits limits) => new(
        $"The operation has more than {limits.PlanStepsMax} fields once its fragments are expanded.",
        GraphQLErrorCodes.LimitExceeded);

    private bool IsIncremental(SelectionNode selection) => selection switch
    {
        FieldNode field => IncrementalDirectives.Active(field, IncrementalDirectives.Stream, _isTrue) is not null
            || (field.SelectionSet is { } below && IsIncremental(below)),
        InlineFragmentNode inline => IsDeferred(inline) || IsIncremental(inline.SelectionSet),
        FragmentSpreadNode spread => IsDeferred(spread) || IsIncremental(_fragments[spread.Name.Value].SelectionSet),
        _ => false,
    };

    private bool IsDeferred(SelectionNode fragment) =>
        IncrementalDirectives.Active(fragment, IncrementalDirectives.Defer, _isTrue) is not null;

    private SelectionCollector NewCollector(IncrementalFormat format) =>
        new(_plan.Schema.Schema, _fragments, _isTrue, format, _limits);

    /// <param name="type">The object type.</param>
    /// <param name="selectionSets">What is selected of it, each with the deferred fragment that it stands in.</param>
    /// <param name="usageSet">The deferred fragments with which the objects themselves come.</param>
    /// <param name="depth">How many fields it is within.</param>
    private SelectionPlan Compile(
        ObjectBinding type, IEnumerable<(SelectionSetNode Set, DeferUsage? Usage)> selectionSets,
        DeferUsage[] usageSet, int depth)
    {
        if (depth > _limits.PlanDepthMax)
        {
            throw new GraphQLException(
                $"The operation has more than {_limits.PlanDepthMax} fields within one another.",
                GraphQLErrorCodes.LimitExceeded);
        }

        var collector = NewCollector(_plan.Format);
        foreach (var (set, usage) in selectionSets) collector.Collect(type.Type, set, usage);
        if (_plan.Format == IncrementalFormat.None) return Compile(type, collector.Groups.All, usageSet, depth);
        return _plan.Format == IncrementalFormat.V01
            ? CompilePatches(type, collector, depth)
            : CompileParts(type, collector, usageSet, depth);
    }

    /// <summary>Each deferred fragment brings all its fields.</summary>
    private SelectionPlan CompilePatches(ObjectBinding type, SelectionCollector collector, int depth)
    {
        var main = Compile(type, collector.Groups.All, [], depth);
        var deferred = collector.Usages.Select((usage, index) =>
            new DeferredPlan([usage], Compile(type, collector.Patches[index].All, [], depth)));
        return main.With([.. collector.Usages], [.. deferred]);
    }

    /// <summary>
    /// Fields that the same deferred fragments bring are a part; no field is in two
    /// (https://github.com/graphql/graphql-spec/pull/1110, "BuildExecutionPlan").
    /// </summary>
    private SelectionPlan CompileParts(
        ObjectBinding type, SelectionCollector collector, DeferUsage[] usageSet, int depth)
    {
        var own = new List<FieldGroup>();
        var parts = new List<(DeferUsage[] Usages, List<FieldGroup> Groups)>();
        foreach (var group in collector.Groups.All)
        {
            var set = DeferUsage.SetOf(group.Usages);
            if (set.AsSpan().SequenceEqual(usageSet))
            {
                own.Add(group);
                continue;
            }

            var part = parts.Find(part => part.Usages.AsSpan().SequenceEqual(set));
            if (part.Groups is null) parts.Add(part = (set, []));
            part.Groups.Add(group);
        }

        var main = Compile(type, own, usageSet, depth);
        return main.With(
            [.. collector.Usages],
            [.. parts.Select(part => new DeferredPlan(part.Usages, Compile(type, part.Groups, part.Usages, depth)))]);
    }

    private SelectionPlan Compile(
        ObjectBinding type, List<FieldGroup> groups, DeferUsage[] usageSet, int depth)
    {
        var fields = new List<FieldPlan>();
        var pending = new List<byte>();
        pending.Add((byte)'{');
        foreach (var group in groups)
        {
            var node = group.Nodes[0];
            if (pending.Count != 1 || fields.Count > 0) pending.Add((byte)',');
            pending.AddRange(Encoding.UTF8.GetBytes($"\"{node.ResponseKey}\":"));
            if (node.Name.Value == "__typename")
            {
                pending.AddRange(Encoding.UTF8.GetBytes($"\"{type.Type.Name}\""));
                continue;
            }

            fields.Add(CompileField(type, group, usageSet, depth, new PaddedBytes(pending.ToArray())));
            pending.Clear();
        }

        pending.Add((byte)'}');
        return new SelectionPlan(type, [.. fields], new PaddedBytes(pending.ToArray()));
    }

    private FieldPlan CompileField(
        ObjectBinding type, FieldGroup group, DeferUsage[] usageSet, int depth, PaddedBytes prefix)
    {
        var definition = _plan.Schema.Schema.Field(type.Type, group.Nodes[0].Name.Value)!;
        var plan = new FieldPlan(_plan, definition, group.Nodes, type.FieldBinding(definition))
        {
            Prefix = prefix,
            Depth = depth,
            Usages = usageSet.Length > 0 || group.Usages.Exists(usage => usage is not null) ? group.Usages : [],
            UsageSet = usageSet,
        };
        CompileBelow(plan);
        if (_plan.Format == IncrementalFormat.None) return plan;
        if (definition.Type.Nullable is ListType
            && IncrementalDirectives.Active(group.Nodes[0], IncrementalDirectives.Stream, _isTrue) is { } stream)
            plan.Stream = CompileStream(plan, stream);
        plan.HasLater = plan.Stream is not null
            || group.Usages.Exists(usage => usage != group.Usages[0])
            || group.Nodes.Exists(node => node.SelectionSet is { } below && IsIncremental(below));
        return plan;
    }

    /// <summary>
    /// The items that come later bring all that is selected of them: nothing is deferred from outside.
    /// </summary>
    private StreamPlan CompileStream(FieldPlan field, DirectiveNode stream)
    {
        var rest = new FieldPlan(_plan, field.Field, [.. field.Nodes.Distinct()], field.Binding)
        {
            Depth = field.Depth,
            HasLater = true,
        };
        CompileBelow(rest);
        return new StreamPlan(stream, rest);
    }

    private void CompileBelow(FieldPlan plan)
    {
        if (Interlocked.Increment(ref _steps) > _limits.PlanStepsMax) throw TooManySteps(_limits);
        switch (plan.Field.Type.Named)
        {
            case ObjectType child:
                plan.Child = CompileChildren(_plan.Schema.Binding(child), plan);
                break;
            case { IsAbstract: true } child:
                plan.AbstractChild = new AbstractPlan(plan, _plan.Schema.AbstractBinding(child));
                break;
        }
    }
}
