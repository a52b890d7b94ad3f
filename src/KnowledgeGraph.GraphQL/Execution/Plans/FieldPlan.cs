using System.Collections.Concurrent;
using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// One merged field of one object type: a step of the plan. Immutable, but for what is compiled when it is first met.
/// </summary>
internal sealed class FieldPlan
{
    private readonly ConcurrentDictionary<string, bool> _selects = [];

    public FieldPlan(
        OperationPlan operation, FieldDefinition field, IReadOnlyList<FieldNode> nodes, FieldBinding binding)
    {
        Operation = operation;
        Field = field;
        Nodes = nodes;
        Binding = binding;
        ResponseKey = nodes[0].ResponseKey;
        Arguments = new ArgumentPlan(field, nodes[0]);
    }

    public OperationPlan Operation { get; }

    /// <summary>How many fields it is within, itself included.</summary>
    public required int Depth { get; init; }

    public FieldDefinition Field { get; }

    /// <summary>All nodes of the document that were merged into this field, the first of them first.</summary>
    public IReadOnlyList<FieldNode> Nodes { get; }

    public FieldBinding Binding { get; }

    public FieldResolver Resolver => Binding.Resolver;

    public string ResponseKey { get; }

    /// <summary>Null for the meta fields, which have none.</summary>
    public string? Coordinate => Field.Owner is null ? null : Field.ToString();

    public ArgumentPlan Arguments { get; }

    /// <summary>Of each node the deferred fragment that it stands in; empty where none stands in any.</summary>
    public IReadOnlyList<DeferUsage?> Usages { get; init; } = [];

    /// <summary>The deferred fragments that bring the field; empty where it comes without.</summary>
    public DeferUsage[] UsageSet { get; init; } = [];

    /// <summary>How the list is cut in two, where it is; set once when the plan is compiled.</summary>
    public StreamPlan? Stream { get; set; }

    /// <summary>Something in the field or below it may come later; set once when the plan is compiled.</summary>
    public bool HasLater { get; set; }

    /// <summary>For each level of slots, whether its values may not be null.</summary>
    public bool[] NonNull => Binding.NonNull;

    /// <summary>How leaves of the field are written.</summary>
    public ScalarOutput? Scalar => Binding.Scalar;

    /// <summary>The children, where they are of one object type; set once when the plan is compiled.</summary>
    public SelectionPlan? Child { get; set; }

    /// <summary>The children, where they are of an abstract type; set once when the plan is compiled.</summary>
    public AbstractPlan? AbstractChild { get; set; }

    /// <summary>Whether children here repeat.</summary>
    public RowSharing Sharing { get; } = new();

    /// <summary>`"key":`, with what stands before it since the value before; padded.</summary>
    public PaddedBytes Prefix { get; init; } = PaddedBytes.Empty;

    /// <summary>Where the field stands in the document, or the part of it that is to blame.</summary>
    public IReadOnlyList<SourceLocation> Locations(SourceSpan? part)
    {
        if (part is { } span) return [Operation.Document.Source.LocationAt(span.Start)];
        // A node that several deferred fragments bring is there for each of them.
        return [.. Nodes.Distinct().Select(node => Operation.Document.Source.LocationAt(node.Span.Start))];
    }

    /// <summary>A field of that path of names is selected below this one, on any type.</summary>
    public bool Selects(string path) => _selects.TryGetValue(path, out var known)
        ? known
        : _selects.GetOrAdd(path, static (wanted, plan) => plan.Operation.Compiler.Selects(plan.Nodes, wanted), this);
}
