using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Validation;

/// <summary>
/// The part of the walk within values: which type each is expected to have, and which variables are used.
/// </summary>
internal sealed class ValueWalker(ValidationContext context, RuleSet rules)
{
    private readonly TypeInfo _info = context.TypeInfo;
    private List<VariableUsage>? _usages;

    public void BeginDefinition() => _usages = null;

    /// <summary>The variables that were used since <see cref="BeginDefinition"/>.</summary>
    public IReadOnlyList<VariableUsage> EndDefinition() => (IReadOnlyList<VariableUsage>?)_usages ?? [];

    /// <summary>Walks the value of an argument or a default.</summary>
    public void Walk(string name, ValueNode value, SchemaType? type, bool hasDefault)
    {
        (_info.InputType, _info.ParentInputType, _info.HasDefault) = (type, null, hasDefault);
        _info.InputPath.Add(name);
        Walk(value);
        _info.InputPath.Clear();
        (_info.InputType, _info.ParentInputType, _info.HasDefault) = (null, null, false);
    }

    private void Walk(ValueNode value)
    {
        switch (value)
        {
            case VariableNode variable:
                (_usages ??= []).Add(
                    new VariableUsage(variable, _info.InputType, _info.ParentInputType, _info.HasDefault));
                break;
            case ListValueNode list:
                Walk(list);
                break;
            case ObjectValueNode @object:
                foreach (var rule in rules.EnterValue) rule.Enter(@object);
                for (var index = 0; index < @object.Fields.Count && !context.IsAborted; index++)
                {
                    Walk(@object.Fields[index]);
                }

                foreach (var rule in rules.LeaveValue) rule.Leave(@object);
                break;
            default:
                foreach (var rule in rules.EnterValue) rule.Enter(value);
                break;
        }
    }

    private void Walk(ListValueNode list)
    {
        var (type, parentType, hasDefault) = (_info.InputType, _info.ParentInputType, _info.HasDefault);
        var nullable = type?.Nullable;
        _info.InputType = nullable is ListType listType ? listType.Of : nullable;
        (_info.ParentInputType, _info.HasDefault) = (type, false);
        foreach (var rule in rules.EnterValue) rule.Enter(list);
        for (var index = 0; index < list.Values.Count && !context.IsAborted; index++)
        {
            _info.InputPath.Add(index);
            Walk(list.Values[index]);
            _info.InputPath.RemoveAt(_info.InputPath.Count - 1);
        }

        foreach (var rule in rules.LeaveValue) rule.Leave(list);
        (_info.InputType, _info.ParentInputType, _info.HasDefault) = (type, parentType, hasDefault);
    }

    private void Walk(ObjectFieldNode field)
    {
        var (type, parentType, hasDefault) = (_info.InputType, _info.ParentInputType, _info.HasDefault);
        var definition = (type?.Named as InputObjectType)?.Field(field.Name.Value);
        _info.InputType = definition?.Type;
        (_info.ParentInputType, _info.HasDefault) = (type, definition?.DefaultValue is not null);
        _info.InputPath.Add(field.Name.Value);
        foreach (var rule in rules.EnterObjectField) rule.Enter(field);
        Walk(field.Value);
        _info.InputPath.RemoveAt(_info.InputPath.Count - 1);
        (_info.InputType, _info.ParentInputType, _info.HasDefault) = (type, parentType, hasDefault);
    }
}
