using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Validation.FieldMerging;

namespace KnowledgeGraph.GraphQL.Validation.Rules;

/// <summary>
/// Fields with one response key are the same field with the same arguments, or stand on different objects and have one
/// shape (https://spec.graphql.org/September2025/#sec-Field-Selection-Merging). A fast check sees whether there is a
/// conflict; only where there is one, a slower search says which fields of which selection sets conflict and why.
/// </summary>
internal sealed class OverlappingFieldsCanBeMerged(ValidationContext context)
    : IEnter<DocumentNode>, IEnter<SelectionSetNode>, ILeave<DocumentNode>
{
    private FieldConflict? _found;
    private FieldConflictSearch? _search;
    private bool _isTold;

    public void Enter(DocumentNode node)
    {
        _found = new FieldMergeCheck(context).Find();
        if (_found is not null) _search = new FieldConflictSearch(context);
    }

    public void Enter(SelectionSetNode node)
    {
        if (_search is null) return;
        foreach (var conflict in _search.FindWithin(node, context.TypeInfo.ParentType)) Report(conflict);
    }

    public void Leave(DocumentNode node)
    {
        // The search has a budget and may have ended before it came to a conflict.
        if (_found is not null && !_isTold) Report(_found);
    }

    private void Report(FieldConflict conflict)
    {
        _isTold = true;
        context.Report(
            $"Fields \"{conflict.ResponseKey}\" conflict because {conflict.Reason}. " +
            "Use different aliases on the fields to fetch both if this was intentional.",
            [.. conflict.Left, .. conflict.Right]);
    }
}
