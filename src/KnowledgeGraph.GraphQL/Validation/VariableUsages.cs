using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Validation;

/// <summary>A variable where it is used.</summary>
/// <param name="Node">The use.</param>
/// <param name="Type">The type that the place expects, or null where it is not known.</param>
/// <param name="ParentType">The type of the list or object around it.</param>
/// <param name="HasDefault">The argument or input field has a default.</param>
internal readonly record struct VariableUsage(
    VariableNode Node,
    SchemaType? Type,
    SchemaType? ParentType,
    bool HasDefault);

/// <summary>An operation with the variables that it defines and uses.</summary>
internal sealed class OperationVariables(OperationDefinitionNode operation, List<IReadOnlyList<VariableUsage>> usages)
{
    private readonly Dictionary<string, VariableDefinitionNode> _definitions = Index(operation.VariableDefinitions);

    public OperationDefinitionNode Operation { get; } = operation;

    /// <summary>The uses in the operation itself, then those in each fragment that it reaches.</summary>
    public IReadOnlyList<IReadOnlyList<VariableUsage>> Usages { get; } = usages;

    /// <summary>The definition of that name; the last one where several bear it.</summary>
    public VariableDefinitionNode? Definition(string name) => _definitions.GetValueOrDefault(name);

    private static Dictionary<string, VariableDefinitionNode> Index(IReadOnlyList<VariableDefinitionNode> definitions)
    {
        var index = new Dictionary<string, VariableDefinitionNode>(definitions.Count, StringComparer.Ordinal);
        foreach (var definition in definitions) index[definition.Variable.Name.Value] = definition;
        return index;
    }
}

/// <summary>
/// Which definition uses which variables: the walk records them, the rules on variables read them after it.
/// </summary>
internal sealed class VariableUsages(ValidationContext context)
{
    private readonly Dictionary<ExecutableDefinitionNode, IReadOnlyList<VariableUsage>> _byDefinition = [];
    private List<OperationVariables>? _operations;

    public void Record(ExecutableDefinitionNode definition, IReadOnlyList<VariableUsage> usages) =>
        _byDefinition[definition] = usages;

    /// <summary>All operations; to be asked after the walk. Incomplete once the validation is aborted.</summary>
    public IReadOnlyList<OperationVariables> Operations() => _operations ??= Collect();

    private List<OperationVariables> Collect()
    {
        var operations = new List<OperationVariables>();
        foreach (var operation in context.Document.Definitions.OfType<OperationDefinitionNode>())
        {
            var fragments = new List<FragmentDefinitionNode>();
            if (!context.AddFragmentsReachedFrom(operation.SelectionSet, fragments, [])) break;
            var usages = new List<IReadOnlyList<VariableUsage>> { UsagesIn(operation) };
            foreach (var fragment in fragments)
            {
                var own = UsagesIn(fragment);
                if (!context.SpendFragmentVisits(own.Count)) return operations;
                if (own.Count > 0) usages.Add(own);
            }

            operations.Add(new OperationVariables(operation, usages));
        }

        return operations;
    }

    private IReadOnlyList<VariableUsage> UsagesIn(ExecutableDefinitionNode definition) =>
        _byDefinition.GetValueOrDefault(definition, []);
}
