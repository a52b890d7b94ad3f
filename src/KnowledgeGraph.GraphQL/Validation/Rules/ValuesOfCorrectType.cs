using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Validation.Rules;

/// <summary>
/// Literals fit the types that are expected (https://spec.graphql.org/September2025/#sec-Values-of-Correct-Type), with
/// the rules of https://spec.graphql.org/September2025/#sec-Input-Object-Field-Names, of required fields and of OneOf.
/// </summary>
internal sealed class ValuesOfCorrectType(ValidationContext context)
    : IEnter<ValueNode>, ILeave<ValueNode>, IEnter<ObjectFieldNode>
{
    private readonly TypeInfo _info = context.TypeInfo;

    // A list or object that was judged as a whole; what is in it is not looked at.
    private ValueNode? _judged;

    public void Enter(ValueNode node)
    {
        if (_judged is not null) return;
        switch (node)
        {
            case ListValueNode:
                if (_info.ParentInputType?.Nullable is ListType) break;
                _judged = node;
                CheckLeaf(node);
                break;
            case ObjectValueNode @object:
                if (_info.InputType?.Named is InputObjectType type)
                {
                    Check(@object, type);
                    break;
                }

                _judged = node;
                CheckLeaf(node);
                break;
            case NullValueNode:
                if (_info.InputType is NonNullType nonNull) ReportExpected(nonNull, node);
                break;
            default:
                CheckLeaf(node);
                break;
        }
    }

    public void Leave(ValueNode node)
    {
        if (_judged == node) _judged = null;
    }

    public void Enter(ObjectFieldNode node)
    {
        if (_judged is not null || _info.InputType is not null) return;
        if (_info.ParentInputType?.Named is not InputObjectType type) return;
        var name = node.Name.Value;
        var suggestion = context.DidYouMean(name, type.Fields.Select(field => field.Name));
        context.Report($"Field \"{name}\" is not defined by type \"{type.Name}\".{suggestion}", node);
    }

    private void Check(ObjectValueNode node, InputObjectType type)
    {
        for (var index = 0; index < type.Fields.Count; index++)
        {
            var field = type.Fields[index];
            if (!field.IsRequired || IsGiven(field.Name, node)) continue;
            context.Report(
                $"Field \"{type.Name}.{field.Name}\" of required type \"{field.Type}\" was not provided.",
                node);
        }

        if (type.IsOneOf) CheckOneOf(node, type);
    }

    private void CheckOneOf(ObjectValueNode node, InputObjectType type)
    {
        // A field that is given twice is another rule's business; its last value counts.
        var names = node.Fields.Select(field => field.Name.Value).Distinct(StringComparer.Ordinal).Take(2).ToList();
        if (names.Count != 1)
        {
            context.Report($"OneOf Input Object \"{type.Name}\" must specify exactly one key.", node);
        }
        else if (node.Fields[^1].Value is NullValueNode)
        {
            context.Report($"Field \"{type.Name}.{names[0]}\" must be non-null.", node);
        }
    }

    private void CheckLeaf(ValueNode node)
    {
        switch (_info.InputType?.Named)
        {
            case null:
                break;
            case ScalarType scalar:
                if (scalar.Coercion.FromLiteral(node).Error is { } error) context.Report(error, node);
                break;
            case EnumType @enum:
                Check(node, @enum);
                break;
            default:
                ReportExpected(_info.InputType, node);
                break;
        }
    }

    private void Check(ValueNode node, EnumType type)
    {
        if (node is EnumValueNode value && type.Value(value.Value) is not null) return;
        var text = Printer.Print(node);
        var problem = node is EnumValueNode
            ? $"Value \"{text}\" does not exist in \"{type.Name}\" enum."
            : $"Enum \"{type.Name}\" cannot represent non-enum value: {text}.";
        var suggestion = context.DidYouMean(text, type.Values.Select(known => known.Name), "the enum value");
        context.Report(problem + suggestion, node);
    }

    private void ReportExpected(SchemaType type, ValueNode node) =>
        context.Report($"Expected value of type \"{type}\", found {Printer.Print(node)}.", node);

    private static bool IsGiven(string name, ObjectValueNode node)
    {
        for (var index = 0; index < node.Fields.Count; index++)
        {
            if (node.Fields[index].Name.Value == name) return true;
        }

        return false;
    }
}
