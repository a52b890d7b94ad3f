using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Validation;

/// <summary>A rule that looks at each <typeparamref name="TNode"/> before what is in it.</summary>
internal interface IEnter<in TNode>
{
    void Enter(TNode node);
}

/// <summary>A rule that looks at each <typeparamref name="TNode"/> after what is in it.</summary>
internal interface ILeave<in TNode>
{
    void Leave(TNode node);
}

/// <summary>
/// The rules of one validation by what they look at, so that the walk asks only those that want to know.
/// </summary>
internal sealed class RuleSet(object[] rules)
{
    public IEnter<DocumentNode>[] EnterDocument { get; } = Of<IEnter<DocumentNode>>(rules);
    public ILeave<DocumentNode>[] LeaveDocument { get; } = Of<ILeave<DocumentNode>>(rules);
    public IEnter<OperationDefinitionNode>[] EnterOperation { get; } = Of<IEnter<OperationDefinitionNode>>(rules);
    public IEnter<FragmentDefinitionNode>[] EnterFragment { get; } = Of<IEnter<FragmentDefinitionNode>>(rules);
    public IEnter<VariableDefinitionNode>[] EnterVariable { get; } = Of<IEnter<VariableDefinitionNode>>(rules);

    /// <summary>Not asked of an inline fragment's selection set, which is a part of the one around it.</summary>
    public IEnter<SelectionSetNode>[] EnterSelectionSet { get; } = Of<IEnter<SelectionSetNode>>(rules);

    public IEnter<FieldNode>[] EnterField { get; } = Of<IEnter<FieldNode>>(rules);
    public ILeave<FieldNode>[] LeaveField { get; } = Of<ILeave<FieldNode>>(rules);
    public IEnter<FragmentSpreadNode>[] EnterSpread { get; } = Of<IEnter<FragmentSpreadNode>>(rules);
    public IEnter<InlineFragmentNode>[] EnterInlineFragment { get; } = Of<IEnter<InlineFragmentNode>>(rules);
    public IEnter<DirectiveNode>[] EnterDirective { get; } = Of<IEnter<DirectiveNode>>(rules);
    public ILeave<DirectiveNode>[] LeaveDirective { get; } = Of<ILeave<DirectiveNode>>(rules);

    /// <summary>Asked with all the directives of one place at once.</summary>
    public IEnter<IReadOnlyList<DirectiveNode>>[] EnterDirectives { get; } =
        Of<IEnter<IReadOnlyList<DirectiveNode>>>(rules);

    public IEnter<ArgumentNode>[] EnterArgument { get; } = Of<IEnter<ArgumentNode>>(rules);
    public IEnter<NamedTypeNode>[] EnterNamedType { get; } = Of<IEnter<NamedTypeNode>>(rules);
    public IEnter<ValueNode>[] EnterValue { get; } = Of<IEnter<ValueNode>>(rules);
    public ILeave<ValueNode>[] LeaveValue { get; } = Of<ILeave<ValueNode>>(rules);
    public IEnter<ObjectFieldNode>[] EnterObjectField { get; } = Of<IEnter<ObjectFieldNode>>(rules);

    private static TInterest[] Of<TInterest>(object[] rules)
        where TInterest : class
    {
        var count = 0;
        foreach (var rule in rules)
        {
            if (rule is TInterest) count++;
        }

        var interested = new TInterest[count];
        foreach (var rule in rules)
        {
            if (rule is TInterest interest) interested[^count--] = interest;
        }

        return interested;
    }
}
