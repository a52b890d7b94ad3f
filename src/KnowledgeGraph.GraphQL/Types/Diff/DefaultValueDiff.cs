namespace KnowledgeGraph.GraphQL.Types.Diff;

/// <summary>Changes of the default of an argument or an input field whose type stayed compatible.</summary>
internal static class DefaultValueDiff
{
    public static void Add(
        string coordinate,
        string subject,
        InputValueDefinition before,
        InputValueDefinition after,
        ChangeList changes)
    {
        var (old, @new) = (DefaultValueText.Of(before), DefaultValueText.Of(after));
        if (old == @new) return;
        if (old is null)
        {
            changes.Safe(coordinate, $"{subject} has the defaultValue {@new} now.");
        }
        else if (@new is not null)
        {
            changes.Dangerous(coordinate, $"{subject} has changed defaultValue from {old} to {@new}.");
        }
        else if (after.IsRequired)
        {
            // It was optional by its default alone.
            changes.Breaking(coordinate, $"{subject} defaultValue was removed.");
        }
        else
        {
            changes.Dangerous(coordinate, $"{subject} defaultValue was removed.");
        }
    }
}
