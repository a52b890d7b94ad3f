namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Carries nulls where none may be up to the nearest place where one may
/// (https://spec.graphql.org/September2025/#sec-Handling-Execution-Errors), in one pass from the leaves up, so that the
/// writer never takes anything back.
/// </summary>
internal static class NullPropagation
{
    /// <summary>Marks the selection's rows that become null; says whether anything in it is an error.</summary>
    /// <param name="selection">What has been executed.</param>
    /// <param name="isCarried">False where a null stays at its place, whatever the type says.</param>
    public static bool Run(SelectionRun selection, bool isCarried)
    {
        var hasErrors = false;
        foreach (var field in selection.Fields)
        {
            CarryFromChildren(field, isCarried);
            if (field.Leaf is { } leaf && field.Plan.NonNull[^1]) MarkNulls(leaf);
            if (isCarried)
            {
                CarryUpLists(field, 0);
                CarryToRows(field, selection);
            }

            hasErrors |= field.HasErrors |= HasOwnErrors(field);
        }

        return hasErrors;
    }

    /// <summary>The same for items of lists that come later: a null among them does not take its list.</summary>
    public static void RunItems(FieldRun field, bool isCarried)
    {
        CarryFromChildren(field, isCarried);
        if (field.Leaf is { } leaf && field.Plan.NonNull[^1]) MarkNulls(leaf);
        if (isCarried) CarryUpLists(field, 1);
        field.HasErrors |= HasOwnErrors(field);
    }

    /// <summary>A field that was just executed has an error of its own.</summary>
    public static bool HasErrors(FieldRun field)
    {
        if (field.Leaf is { } leaf && field.Plan.NonNull[^1]) MarkNulls(leaf);
        return HasOwnErrors(field);
    }

    private static void CarryFromChildren(FieldRun field, bool isCarried)
    {
        var anyFailed = false;
        if (field.Child is { Rows.Count: > 0 } child)
        {
            field.HasErrors = Run(child, isCarried);
            anyFailed = child.AnyFailed;
        }
        else if (field.AbstractChild is { } abstractChild)
        {
            foreach (var selection in abstractChild.Selections)
            {
                if (selection is not { Rows.Count: > 0 }) continue;
                field.HasErrors |= Run(selection, isCarried);
                anyFailed |= selection.AnyFailed;
            }
        }

        if (!anyFailed || !isCarried) return;
        var level = field.Innermost;
        for (var slot = 0; slot < level.Count; slot++)
        {
            if (level.IsNull(slot)) continue;
            if (field.ChildOf(slot, out var row).HasFailed(row)) level.Set(slot, SlotState.Nulled);
        }
    }

    /// <summary>Texts and tokens have nulls of their own; here they become states.</summary>
    private static void MarkNulls(LeafColumn leaf)
    {
        var level = leaf.Level;
        switch (leaf.Form)
        {
            case LeafForm.Text:
                for (var slot = 0; slot < level.Count; slot++)
                {
                    if (leaf.Slices[slot].Length == 0 && !level.IsNull(slot)) level.SetNull(slot);
                }

                break;
            case LeafForm.Token:
                for (var slot = 0; slot < level.Count; slot++)
                {
                    if (leaf.Ints[slot] < 0 && !level.IsNull(slot)) level.SetNull(slot);
                }

                break;
        }
    }

    /// <summary>A list whose items may not be null becomes null itself when one of them is.</summary>
    private static void CarryUpLists(FieldRun field, int depthMin)
    {
        for (var depth = field.Levels.Length - 1; depth > depthMin; depth--)
        {
            var items = field.Levels[depth];
            if (!field.Plan.NonNull[depth] || items.States is not { } states) continue;
            var lists = field.Levels[depth - 1];
            for (var slot = 0; slot < lists.Count; slot++)
            {
                if (lists.IsNull(slot)) continue;
                var start = lists.StartOf(slot);
                if (states.AsSpan(start, lists.Ends[slot] - start).IndexOfAnyExcept(SlotState.Value) >= 0)
                    lists.Set(slot, SlotState.Nulled);
            }
        }
    }

    private static void CarryToRows(FieldRun field, SelectionRun selection)
    {
        if (!field.Plan.NonNull[0] || field.Levels[0].States is not { } states) return;
        for (var row = 0; row < selection.Rows.Count; row++)
        {
            if (states[row] != SlotState.Value) selection.Fail(row);
        }
    }

    private static bool HasOwnErrors(FieldRun field)
    {
        for (var depth = 0; depth < field.Levels.Length; depth++)
        {
            var level = field.Levels[depth];
            if (level.HasErrors) return true;
            if (field.Plan.NonNull[depth] && level.States is { } states
                && states.AsSpan(0, level.Count).IndexOfAnyExcept(SlotState.Value) >= 0) return true;
        }

        return false;
    }
}
